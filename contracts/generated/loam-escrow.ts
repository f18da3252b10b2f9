// Made from contracts/src/LoamEscrow.sol by `npm run generate:contracts`; do not edit.
export const loamEscrowAbi = [
  {
    "inputs": [
      {
        "internalType": "contract IERC20",
        "name": "token",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "current",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "requested",
        "type": "uint256"
      }
    ],
    "name": "CapFalls",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "credit",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "requested",
        "type": "uint256"
      }
    ],
    "name": "CreditTooSmall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "current",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "requested",
        "type": "uint256"
      }
    ],
    "name": "DeadlineFalls",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "fee",
        "type": "uint256"
      }
    ],
    "name": "FeeTooLarge",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "free",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "requested",
        "type": "uint256"
      }
    ],
    "name": "FreeTooSmall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      }
    ],
    "name": "InvalidPayee",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      }
    ],
    "name": "InvalidSignature",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "field",
        "type": "string"
      }
    ],
    "name": "InvalidTerms",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      }
    ],
    "name": "JobExists",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      }
    ],
    "name": "JobIsClosed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "signed",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "signatures",
        "type": "uint256"
      }
    ],
    "name": "LengthsDiffer",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "NotAllowed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "paid",
        "type": "uint256"
      }
    ],
    "name": "NothingToPay",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      }
    ],
    "name": "NoticeMissing",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "closesAt",
        "type": "uint256"
      }
    ],
    "name": "NoticeRunning",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ReentrancyGuardReentrantCall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint8",
        "name": "bits",
        "type": "uint8"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "SafeCastOverflowedUintDowncast",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "SafeERC20FailedOperation",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "expected",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "received",
        "type": "uint256"
      }
    ],
    "name": "ShortTransfer",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "reserved",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "closableAt",
        "type": "uint256"
      }
    ],
    "name": "StillReserved",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "session",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "stipend",
        "type": "uint256"
      }
    ],
    "name": "StipendRefused",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "str",
        "type": "string"
      }
    ],
    "name": "StringTooLong",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      }
    ],
    "name": "UnknownJob",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "expiry",
        "type": "uint256"
      }
    ],
    "name": "WithdrawalExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "current",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "given",
        "type": "uint256"
      }
    ],
    "name": "WrongEpoch",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "expected",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "given",
        "type": "uint256"
      }
    ],
    "name": "WrongNonce",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "author",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "AuthorPaid",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "payee",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "freed",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "epoch",
        "type": "uint256"
      }
    ],
    "name": "ChannelFreed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "payee",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "closesAt",
        "type": "uint256"
      }
    ],
    "name": "ChannelNoticed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "payee",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "cap",
        "type": "uint256"
      }
    ],
    "name": "ChannelReserved",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [],
    "name": "EIP712DomainChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "FreeWithdrawn",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "refunded",
        "type": "uint256"
      }
    ],
    "name": "JobClosed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "deadline",
        "type": "uint256"
      }
    ],
    "name": "JobExtended",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "funder",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "JobFunded",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "requestor",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "session",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "salt",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "session",
            "type": "address"
          },
          {
            "internalType": "uint128",
            "name": "amount",
            "type": "uint128"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          },
          {
            "internalType": "uint32",
            "name": "grace",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "notice",
            "type": "uint32"
          },
          {
            "internalType": "bytes32",
            "name": "spec",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "author",
            "type": "address"
          },
          {
            "internalType": "uint16",
            "name": "share",
            "type": "uint16"
          }
        ],
        "indexed": false,
        "internalType": "struct ILoamEscrow.Terms",
        "name": "terms",
        "type": "tuple"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "stipend",
        "type": "uint256"
      }
    ],
    "name": "JobOpened",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "payee",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "total",
        "type": "uint256"
      }
    ],
    "name": "Paid",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "payee",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "fee",
        "type": "uint256"
      }
    ],
    "name": "Withdrawn",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "MAX_SHARE",
    "outputs": [
      {
        "internalType": "uint16",
        "name": "",
        "type": "uint16"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      }
    ],
    "name": "channel",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint96",
            "name": "cap",
            "type": "uint96"
          },
          {
            "internalType": "uint96",
            "name": "paid",
            "type": "uint96"
          },
          {
            "internalType": "uint40",
            "name": "closesAt",
            "type": "uint40"
          },
          {
            "internalType": "uint24",
            "name": "epoch",
            "type": "uint24"
          }
        ],
        "internalType": "struct ILoamEscrow.Channel",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      }
    ],
    "name": "close",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      }
    ],
    "name": "credit",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "eip712Domain",
    "outputs": [
      {
        "internalType": "bytes1",
        "name": "fields",
        "type": "bytes1"
      },
      {
        "internalType": "string",
        "name": "name",
        "type": "string"
      },
      {
        "internalType": "string",
        "name": "version",
        "type": "string"
      },
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "verifyingContract",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      },
      {
        "internalType": "uint256[]",
        "name": "extensions",
        "type": "uint256[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "internalType": "uint40",
        "name": "deadline",
        "type": "uint40"
      }
    ],
    "name": "extend",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "internalType": "address[]",
        "name": "payees",
        "type": "address[]"
      }
    ],
    "name": "finishClose",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "internalType": "uint128",
        "name": "amount",
        "type": "uint128"
      }
    ],
    "name": "fund",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "glm",
    "outputs": [
      {
        "internalType": "contract IERC20",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      }
    ],
    "name": "job",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requestor",
            "type": "address"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          },
          {
            "internalType": "uint32",
            "name": "grace",
            "type": "uint32"
          },
          {
            "internalType": "bool",
            "name": "closed",
            "type": "bool"
          },
          {
            "internalType": "address",
            "name": "session",
            "type": "address"
          },
          {
            "internalType": "uint96",
            "name": "deposited",
            "type": "uint96"
          },
          {
            "internalType": "uint96",
            "name": "free",
            "type": "uint96"
          },
          {
            "internalType": "uint96",
            "name": "refunded",
            "type": "uint96"
          },
          {
            "internalType": "uint32",
            "name": "notice",
            "type": "uint32"
          },
          {
            "internalType": "uint96",
            "name": "reserved",
            "type": "uint96"
          },
          {
            "internalType": "uint96",
            "name": "paid",
            "type": "uint96"
          },
          {
            "internalType": "uint16",
            "name": "share",
            "type": "uint16"
          },
          {
            "internalType": "address",
            "name": "author",
            "type": "address"
          }
        ],
        "internalType": "struct ILoamEscrow.Job",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "requestor",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      }
    ],
    "name": "jobIdFor",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      }
    ],
    "name": "leaveJob",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "internalType": "address[]",
        "name": "payees",
        "type": "address[]"
      }
    ],
    "name": "noticeClose",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "salt",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "session",
            "type": "address"
          },
          {
            "internalType": "uint128",
            "name": "amount",
            "type": "uint128"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          },
          {
            "internalType": "uint32",
            "name": "grace",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "notice",
            "type": "uint32"
          },
          {
            "internalType": "bytes32",
            "name": "spec",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "author",
            "type": "address"
          },
          {
            "internalType": "uint16",
            "name": "share",
            "type": "uint16"
          }
        ],
        "internalType": "struct ILoamEscrow.Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "open",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      }
    ],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "jobId",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "payee",
            "type": "address"
          },
          {
            "internalType": "uint24",
            "name": "epoch",
            "type": "uint24"
          },
          {
            "internalType": "uint128",
            "name": "cumulative",
            "type": "uint128"
          }
        ],
        "internalType": "struct ILoamEscrow.Voucher",
        "name": "voucher",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "redeem",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "jobId",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "payee",
            "type": "address"
          },
          {
            "internalType": "uint24",
            "name": "epoch",
            "type": "uint24"
          },
          {
            "internalType": "uint128",
            "name": "cumulative",
            "type": "uint128"
          }
        ],
        "internalType": "struct ILoamEscrow.Voucher[]",
        "name": "vouchers",
        "type": "tuple[]"
      },
      {
        "internalType": "bytes[]",
        "name": "signatures",
        "type": "bytes[]"
      },
      {
        "internalType": "address[]",
        "name": "payOut",
        "type": "address[]"
      }
    ],
    "name": "redeemMany",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "payee",
            "type": "address"
          },
          {
            "internalType": "uint128",
            "name": "amount",
            "type": "uint128"
          }
        ],
        "internalType": "struct ILoamEscrow.PayeeAmount[]",
        "name": "caps",
        "type": "tuple[]"
      }
    ],
    "name": "reserve",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "payee",
            "type": "address"
          },
          {
            "internalType": "uint128",
            "name": "amount",
            "type": "uint128"
          }
        ],
        "internalType": "struct ILoamEscrow.PayeeAmount[]",
        "name": "totals",
        "type": "tuple[]"
      }
    ],
    "name": "settle",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      }
    ],
    "name": "withdraw",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "payee",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "to",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "amount",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "fee",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "nonce",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          }
        ],
        "internalType": "struct ILoamEscrow.Withdrawal",
        "name": "order",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "withdrawBySig",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "jobId",
        "type": "bytes32"
      },
      {
        "internalType": "uint128",
        "name": "amount",
        "type": "uint128"
      }
    ],
    "name": "withdrawFree",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payee",
        "type": "address"
      }
    ],
    "name": "withdrawalNonce",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const

export const loamEscrowBytecode =
  '0x610180806040523461018d5760208161388580380380916100208285610191565b83398101031261018d57516001600160a01b038116810361018d57604051610049604082610191565b600b815260208101906a4c6f616d20457363726f7760a81b825260405191610072604084610191565b600183526020830191601960f91b835261008b816101c8565b61012052610098846101c8565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261010160c082610191565b5190206080523060c0526101605260405161365190816102348239608051816134f2015260a051816135a9015260c051816134c3015260e0518161354101526101005181613567015261012051816115170152610140518161154001526101605181818161026901528181610561015281816114db0152818161201501528181612cc301526130a70152f35b5f80fd5b601f909101601f19168101906001600160401b038211908210176101b457604052565b634e487b7160e01b5f52604160045260245ffd5b601f8151116101f35760208151910151602082106101e4571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe6080806040526004361015610012575f80fd5b5f3560e01c90816306044b36146124835750806306ce86761461237357806307609cb9146123575780631cd9e054146120c257806334e91b631461209357806339c79e0c14611ebc57806351cff8d914611e2a57806354e6d78714611cf85780635b9c00881461194a5780636ced923a146116e6578063777da9051461161357806384b0196e146114ff57806386438ebd146114bc57806397ac67e814611439578063bd99fe1f1461132e578063ce25a4df14611233578063d313d7b014610a4c578063d5d44d80146109fa578063db371c601461079c578063e75bce83146102e5578063f4ee8c4c1461013b5763fa523c9e1461010e575f80fd5b346101375760206003193601126101375761013560043561012e81612881565b3391612904565b005b5f80fd5b3461013757604060031936011261013757600435610157612613565b61015f612afb565b600261016a83612881565b61017481856132ae565b01916bffffffffffffffffffffffff835416916fffffffffffffffffffffffffffffffff81168381116102b2575061028d936bffffffffffffffffffffffff6101c38161023c941680966126d2565b166bffffffffffffffffffffffff198254161781556101f4846bffffffffffffffffffffffff835460601c166126fc565b7fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff77ffffffffffffffffffffffff00000000000000000000000083549260601b169116179055565b7f585b998ed03d8702da840da4a4ea5f429e31a72b385fa0e943156a14d1d1f5316020604051848152a2337f0000000000000000000000000000000000000000000000000000000000000000612b6f565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b83837f7fb2de39000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b3461013757600319360160e081126101375760c0136101375760c43567ffffffffffffffff81116101375761031e9036906004016125a2565b90610327612afb565b60a435908142116107705761034261033d612642565b6132c2565b15610734576064359160443593848411610704576001600160a01b0361036661266e565b165f52600260205260405f20926084358454938460c01c8083036106c05750610422939291610415916040519060208201927f47e8206ff7dfccc968b7a77171d558710fcc6d507369e50c50a9e246e7870bcc84526001600160a01b036103cb6124ba565b1660408401526001600160a01b036103e16124d0565b1660608401528b60808401528a60a084015260c083015260e082015260e0815261040d6101008261275f565b5190206132e0565b61041d61266e565b613321565b156106845783158015610661575b6106035777ffffffffffffffffffffffffffffffffffffffffffffffff80851691160377ffffffffffffffffffffffffffffffffffffffffffffffff81116105d65777ffffffffffffffffffffffffffffffffffffffffffffffff167fffffffffffffffff00000000000000000000000000000000000000000000000082541617815580548060c01c67ffffffffffffffff81146105d6577fffffffffffffffff000000000000000000000000000000000000000000000000600177ffffffffffffffffffffffffffffffffffffffffffffffff920160c01b16911617905561051761266e565b61051f612642565b7f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe260406001600160a01b038082519488865287602087015216941692a361059a7f0000000000000000000000000000000000000000000000000000000000000000926105938361058d612642565b92612874565b9084612b6f565b806105c4575f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b6105cf913390612b6f565b808061028d565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b77ffffffffffffffffffffffffffffffffffffffffffffffff84916001600160a01b0361062e61266e565b7f32d17736000000000000000000000000000000000000000000000000000000005f52166004521660245260445260645ffd5b5077ffffffffffffffffffffffffffffffffffffffffffffffff81168411610430565b6001600160a01b0361069461266e565b7fd855c4f4000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b90506001600160a01b036106d261266e565b7f9f196511000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b83857f359f998c000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b6001600160a01b03610744612642565b7f52d9c6c8000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b507f8432fbfb000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b34610137576020600319360112610137576040516107b981612742565b5f8152602081015f9052604081015f9052606081015f9052608081015f905260a081015f905260c081015f905260e081015f905261010081015f905261012081015f905261014081015f905261016081015f9052610180015f90526004355f52600360205260405f2060405161082e81612742565b81546001600160a01b03811692838352602083018260a01c64ffffffffff16815260408401928060c81c63ffffffff168452606085019060e81c60ff1615158152600183015490608086016001600160a01b038316815260a087019260a01c835260028501549260c08801916bffffffffffffffffffffffff8516835260e08901938560601c6bffffffffffffffffffffffff1685526101008a019560c01c63ffffffff1686526003880154986101208b01976bffffffffffffffffffffffff8b1689526101408c01998b60601c6bffffffffffffffffffffffff168b526101608d019b60c01c61ffff168c52600401546001600160a01b03169b610180019b8c526040519c8d525164ffffffffff1660208d01525163ffffffff1660408c015251151560608b0152516001600160a01b031660808a0152516bffffffffffffffffffffffff1660a0890152516bffffffffffffffffffffffff1660c0880152516bffffffffffffffffffffffff1660e08701525163ffffffff16610100860152516bffffffffffffffffffffffff16610120850152516bffffffffffffffffffffffff166101408401525161ffff16610160830152516001600160a01b03166101808201526101a090f35b34610137576020600319360112610137576001600160a01b03610a1b6124ba565b165f526002602052602077ffffffffffffffffffffffffffffffffffffffffffffffff60405f205416604051908152f35b61012060031936011261013757610a61612afb565b6001600160a01b03610a71612642565b16156111d557610a7f612828565b64ffffffffff42911611156111775763ffffffff610a9b61283c565b16156111195763ffffffff610aae61284f565b16156110bb57600435610ac181336127a0565b90815f52600360205260405f206001600160a01b0381541661108f57604435906fffffffffffffffffffffffffffffffff821680830361013757610b0481613051565b82547fffffffffffffffffffffffff0000000000000000000000000000000000000000163317835591610b35612642565b6001600160a01b036001830191167fffffffffffffffffffffffff0000000000000000000000000000000000000000825416178155610bbf610b75612828565b83547fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff1660a09190911b78ffffffffff000000000000000000000000000000000000000016178355565b610bc761283c565b7fffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffffff7cffffffff0000000000000000000000000000000000000000000000000084549260c81b169116178255610ca684610c1e61284f565b9260028501937fffffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffff7bffffffff00000000000000000000000000000000000000000000000086549260c01b169116178455906001600160a01b037fffffffffffffffffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b6bffffffffffffffffffffffff84166bffffffffffffffffffffffff198254161790556001600160a01b03610cd9612658565b161580159061107b575b610eef575b50610cf1612642565b926040519485526001600160a01b03610d086124d0565b16602086015250604084015260643564ffffffffff811680910361013757606084015260843563ffffffff811680910361013757608084015260a43563ffffffff81168091036101375760a084015260c43560c084015260e4356001600160a01b0381168091036101375760e0840152610104359261ffff8416809403610137576001600160a01b036bffffffffffffffffffffffff93610de095610100840152346101208401521690857f6a920478b0eeb16ad860fd83e5a4e5ba43d3164632b6fee3ccee903e1b87b21d6101403393a4166130a5565b34610e14575b6020905f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b5f80808034610e21612642565b5af13d15610eea573d67ffffffffffffffff8111610ebd5760405190610e6f601f82017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0166020018361275f565b81525f60203d92013e5b610de6576001600160a01b03610e8d612642565b7f1f801115000000000000000000000000000000000000000000000000000000005f52166004523460245260445ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b610e79565b610ef7612658565b610eff612862565b9061ffff8216801590811561106f575b50611011576001600160a01b03169182158015611008575b610faa5760049160038201907fffffffffffff0000ffffffffffffffffffffffffffffffffffffffffffffffff79ffff00000000000000000000000000000000000000000000000083549260c01b16911617905501907fffffffffffffffffffffffff000000000000000000000000000000000000000082541617905585610ce8565b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f617574686f7200000000000000000000000000000000000000000000000000006044820152fd5b50308314610f27565b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f73686172650000000000000000000000000000000000000000000000000000006044820152fd5b61138891501189610f0f565b5061ffff611087612862565b161515610ce3565b827f9e2b4bfd000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f6e6f7469636500000000000000000000000000000000000000000000000000006044820152fd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f67726163650000000000000000000000000000000000000000000000000000006044820152fd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600860248201527f646561646c696e650000000000000000000000000000000000000000000000006044820152fd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600760248201527f73657373696f6e000000000000000000000000000000000000000000000000006044820152fd5b346101375760406003193601126101375760043560243564ffffffffff8116908181036101375761126383612881565b61126d81856132ae565b64ffffffffff815460a01c16808411156112fe5750916112f56020927f7ff871c749c43870970c5c4fae6ab5c5731816c9d074e3aee322c2970a99831794907fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff78ffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b604051908152a2005b83907f267c58e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101375760406003193601126101375761028d60043561134d612613565b611355612afb565b600261137b6fffffffffffffffffffffffffffffffff61137485612881565b9316613051565b916113c86001820161139185825460a01c6126fc565b6001600160a01b037fffffffffffffffffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b016bffffffffffffffffffffffff6113e383828454166126fc565b166bffffffffffffffffffffffff198254161790556bffffffffffffffffffffffff6040519116918282527fb61791f32ed77ee8198b9ed61f769e123e216267beb68a9f8334b8b80db328c760203393a36130a5565b346101375761146461144a3661254b565b92909161145f61145982612881565b82612a96565b612e69565b915f5b8181106114775761013584612cf0565b806114b66114886001938587612698565b6fffffffffffffffffffffffffffffffff6114ae60206114a784612684565b93016126a8565b169087612eb9565b01611467565b34610137575f6003193601126101375760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610137575f600319360112610137576115b761153b7f0000000000000000000000000000000000000000000000000000000000000000613462565b6115647f0000000000000000000000000000000000000000000000000000000000000000613462565b60206115c560405192611577838561275f565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e08701906125d0565b9085820360408701526125d0565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b8281106115fc57505050500390f35b8351855286955093810193928101926001016115ed565b346101375760406003193601126101375761162c6124d0565b5f606060405161163b81612726565b82815282602082015282604082015201526004355f5260046020526001600160a01b0360405f2091165f52602052608060405f2062ffffff6040519161168083612726565b5464ffffffffff6bffffffffffffffffffffffff8216938481526bffffffffffffffffffffffff60208201818560601c16815260606040840193858760c01c168552019460e81c8552604051968752511660208601525116604084015251166060820152f35b3461013757600319360160a08112610137576080136101375760843567ffffffffffffffff81116101375761171f9036906004016125a2565b906004359061172d82612881565b5061173782612e69565b906001600160a01b03602083015116936040519160208301927f9fdc8543c80dd29644093b51e6e64b484977d266f655ac875424c8a4e4d8aed484528560408201526024356001600160a01b03811680910361013757606082015260443562ffffff8116809103610137576080820152606435936fffffffffffffffffffffffffffffffff8516938486036101375788936117ed6117f293858860a06001600160a01b0398015260a0815261040d60c08261275f565b61342e565b5050160361191e5762ffffff9450835f52600460205260405f206001600160a01b0361181c612642565b165f5260205260405f209161182f612816565b835460e81c96879116036118bd57906118529161184a612642565b905084612eb9565b6060820151156118655761013582612cf0565b6001600160a01b0391506bffffffffffffffffffffffff611884612642565b915460601c16927f9a1fbfeb000000000000000000000000000000000000000000000000000000005f526004521660245260445260645ffd5b60848562ffffff886118cd612642565b906001600160a01b036118de612816565b92604051957fac2e878e00000000000000000000000000000000000000000000000000000000875260048701521660248501526044840152166064820152fd5b847fd855c4f4000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101375760606003193601126101375760043567ffffffffffffffff8111610137573660238201121561013757806004013567ffffffffffffffff8111610137573660248260071b840101116101375760243567ffffffffffffffff8111610137576119bb9036906004016124e6565b9160443567ffffffffffffffff8111610137576119dc9036906004016124e6565b9390946119e7612afb565b818303611cc8579193916119f96127db565b955f937fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe186360301945b87811015611c6b578060071b84016024810135908a518203611c52575b60208b016001600160a01b03815116158015611c08575b611bfd57516001600160a01b031687841015611bd0578360051b8a013589811215610137578a019283359367ffffffffffffffff8511610137576020019084360382136101375760405160208101917f9fdc8543c80dd29644093b51e6e64b484977d266f655ac875424c8a4e4d8aed483526040820152604485019485356001600160a01b0381168103610137576001600160a01b0316606083015260648101359062ffffff821680920361013757608491608084015201958635936fffffffffffffffffffffffffffffffff85168503610137576117ed6001600160a01b0394611b64946fffffffffffffffffffffffffffffffff89981660a082015260a0815261040d60c08261275f565b50501603611ba55750600192916fffffffffffffffffffffffffffffffff611b97611b91611b9f94612684565b926126a8565b16908c612eb9565b01611a23565b7fd855c4f4000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b505050600190611b9f565b50606482013562ffffff8116908181036101375750835f52600460205260405f206001600160a01b03611c3d60448601612684565b165f5260205260405f205460e81c1415611a57565b99611c5c90612cf0565b611c6581612e69565b99611a40565b50611c7588612cf0565b5f5b818110611ca3575f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b80611cc1611cbc611cb76001948688612632565b612684565b612c1f565b5001611c77565b50907f658b7abb000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b3461013757611d0636612517565b909163ffffffff6002611d1883612881565b611d228185612a96565b015460c01c1664ffffffffff4216019064ffffffffff82116105d65764ffffffffff82169160c01b7cffffffffff000000000000000000000000000000000000000000000000165f5b848110611d7457005b600190835f52600460205260405f206001600160a01b03611d99611cb7848a8c612632565b165f5260205260405f2064ffffffffff815460c01c16611e2457837fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff8254161790556001600160a01b03611df1611cb783898b612632565b16847f2ab984ed00057e172eb9b55cc84ddeef69cb454cbc635ea4eda950a742e323546020604051898152a35b01611d6b565b50611e1e565b3461013757602060031936011261013757611e436124ba565b611e4b612afb565b611e5481612c1f565b15611e7e575f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b6001600160a01b03907f32d17736000000000000000000000000000000000000000000000000000000005f52166004525f602452600160445260645ffd5b3461013757602060031936011261013757600435611ed8612afb565b611ee181612881565b611f00815464ffffffffff63ffffffff8260c81c169160a01c166126c5565b80421115612039575b61028d836001600160a01b03846002810192611f906bffffffffffffffffffffffff85541694611f4d60038501966bffffffffffffffffffffffff885416906126fc565b956bffffffffffffffffffffffff1982541682556bffffffffffffffffffffffff1981541690556101f4866bffffffffffffffffffffffff835460601c166126fc565b8154917d0100000000000000000000000000000000000000000000000000000000007fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff84161790557fccd6e7ee7dccd7742e1970d8e14fbe6e77e09d26c4bfcf486270c27dd63e714a60206bffffffffffffffffffffffff604051961695868152a2167f0000000000000000000000000000000000000000000000000000000000000000612b6f565b6120438284612a96565b6bffffffffffffffffffffffff600383015416806120615750611f09565b837f4bed35b3000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b346101375760406003193601126101375760206120ba6120b16124ba565b602435906127a0565b604051908152f35b34610137576120d03661254b565b6120db839293612881565b906120e68284612a96565b5f935f915b8083106121a057505050600281016bffffffffffffffffffffffff8154169283851161216c575060036bffffffffffffffffffffffff92612154928461213481891680986126d2565b166bffffffffffffffffffffffff198254161790550192828454166126fc565b82546bffffffffffffffffffffffff19169116179055005b9150507f7fb2de39000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b9091946121ae868385612698565b6121c360206121bc83612684565b92016126a8565b6121cc826132c2565b1561232257865f52600460205260405f206001600160a01b0383165f5260205261220b6fffffffffffffffffffffffffffffffff60405f209216613051565b906bffffffffffffffffffffffff815416926bffffffffffffffffffffffff8316918483106122e55792828a7f06d29668d162b319007131c6724039e458d6375038993b28522f62d08e0b321660206001600160a01b036122b09996896bffffffffffffffffffffffff996bffffffffffffffffffffffff1960019e9c541617815564ffffffffff815460c01c166122b9575b506040519586521693a30316906126c5565b950191906120eb565b7fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff81541690555f61229e565b506001600160a01b0384917f09dacde8000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b6001600160a01b03827f52d9c6c8000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b34610137575f6003193601126101375760206040516113888152f35b346101375761238136612517565b61238a83612881565b905f5b81811061239657005b845f52600460205260405f206001600160a01b036123b8611cb7848689612632565b165f5260205264ffffffffff60405f205460c01c168015612441578042106123fc5750806123f66123ef611cb76001948689612632565b8588612904565b0161238d565b6001600160a01b03612412611cb7848689612632565b7f33935e01000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b6001600160a01b03612457611cb7848689612632565b7ff65ecdcc000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b34610137576020600319360112610137576020906001600160a01b036124a76124ba565b165f526002825260405f205460c01c8152f35b600435906001600160a01b038216820361013757565b602435906001600160a01b038216820361013757565b9181601f840112156101375782359167ffffffffffffffff8311610137576020808501948460051b01011161013757565b90604060031983011261013757600435916024359067ffffffffffffffff821161013757612547916004016124e6565b9091565b6040600319820112610137576004359160243567ffffffffffffffff811161013757826023820112156101375780600401359267ffffffffffffffff84116101375760248460061b83010111610137576024019190565b9181601f840112156101375782359167ffffffffffffffff8311610137576020838186019501011161013757565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b602435906fffffffffffffffffffffffffffffffff8216820361013757565b9190811015611bd05760051b0190565b6024356001600160a01b03811681036101375790565b60e4356001600160a01b03811681036101375790565b6004356001600160a01b03811681036101375790565b356001600160a01b03811681036101375790565b9190811015611bd05760061b0190565b356fffffffffffffffffffffffffffffffff811681036101375790565b919082018092116105d657565b906bffffffffffffffffffffffff809116911603906bffffffffffffffffffffffff82116105d657565b906bffffffffffffffffffffffff809116911601906bffffffffffffffffffffffff82116105d657565b6080810190811067ffffffffffffffff821117610ebd57604052565b6101a0810190811067ffffffffffffffff821117610ebd57604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610ebd57604052565b90604051906001600160a01b0360208301934685523060408501521660608301526080820152608081526127d560a08261275f565b51902090565b6040519060a0820182811067ffffffffffffffff821117610ebd576040525f6080838281528260208201528260408201528260608201520152565b60443562ffffff811681036101375790565b60643564ffffffffff811681036101375790565b60843563ffffffff811681036101375790565b60a43563ffffffff811681036101375790565b6101043561ffff811681036101375790565b919082039182116105d657565b90815f52600360205260405f209182546001600160a01b038116156128d85760e81c60ff166128ad5750565b7f651db5ce000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b507fe498a481000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90916bffffffffffffffffffffffff92825f52600460205260405f206001600160a01b0383165f5260205260405f2091846129498454828160601c16978891166126d2565b95166bffffffffffffffffffffffff198454161783557fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff83541683558254908160e81c9362ffffff85146105d65760026040946001600160a01b03947cffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7fffffff000000000000000000000000000000000000000000000000000000000060017f4f5473ebf3c904728c4cc6d8d3b5029c2b3443a43f8f0a3cbb780df6eba7ad9d9a0160e81b169116178355600381016bffffffffffffffffffffffff612a308b828454166126d2565b166bffffffffffffffffffffffff19825416179055016bffffffffffffffffffffffff612a6089828454166126fc565b166bffffffffffffffffffffffff198254161790555460e81c6bffffffffffffffffffffffff84519716875260208701521693a3565b906001600160a01b038154163314159081612ae3575b50612ab45750565b7fb87a12a9000000000000000000000000000000000000000000000000000000005f526004523360245260445ffd5b6001600160a01b03915060010154163314155f612aac565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c612b475760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b7f3ee5aeb5000000000000000000000000000000000000000000000000000000005f5260045ffd5b916001600160a01b03604051927fa9059cbb000000000000000000000000000000000000000000000000000000005f521660045260245260205f60448180865af19060015f5114821615612bfe575b60405215612bc95750565b6001600160a01b03907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b906001811516612c1657823b15153d15161690612bbe565b503d5f823e3d90fd5b906001600160a01b03821691825f52600260205277ffffffffffffffffffffffffffffffffffffffffffffffff60405f205416928315612ce957612ce7918185925f52600260205260405f207fffffffffffffffff0000000000000000000000000000000000000000000000008154169055807f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe2604080518681525f6020820152a37f0000000000000000000000000000000000000000000000000000000000000000612b6f565b565b505f925050565b60608101805115612e655781515f526003602052612d6260405f20916101f46bffffffffffffffffffffffff808351169281612d336003880195828754166126d2565b166bffffffffffffffffffffffff1985541617845551166bffffffffffffffffffffffff835460601c166126fc565b60808201918251918215612e5f57600401916001600160a01b038354165f52600260205277ffffffffffffffffffffffffffffffffffffffffffffffff60405f20911677ffffffffffffffffffffffffffffffffffffffffffffffff8254160177ffffffffffffffffffffffffffffffffffffffffffffffff81116105d6577faaa87b1c212e5c69a48d4c667c021274440295509cfa56cd9b9d6ee84d9e09e19260209277ffffffffffffffffffffffffffffffffffffffffffffffff6001600160a01b0393167fffffffffffffffff000000000000000000000000000000000000000000000000825416179055519354169351604051908152a3565b50505050565b5050565b9061ffff6003612e776127db565b93805f528160205260405f2090855260ff815460e81c1615612ea1575b015460c01c166040830152565b6001600160a01b036001820154166020860152612e94565b91909180515f52600460205260405f206001600160a01b0384165f5260205260405f208054906bffffffffffffffffffffffff808360601c16921693848110613049575b50818411156130425780547fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff16606085901b77ffffffffffffffffffffffff000000000000000000000000161790555f9381840391604084019081519182612fff575b5050509160209177ffffffffffffffffffffffffffffffffffffffffffffffff80806001600160a01b037f606160394df2742a67735645b7e783304d61d2dbc5b550e8c6acfaf27b6291d797606087018681510190521698895f526002875260405f20940316818454160116167fffffffffffffffff0000000000000000000000000000000000000000000000008254161790555192604051908152a3565b51608086018051612710939092028390049388029290920492909203918201905294508177ffffffffffffffffffffffffffffffffffffffffffffffff80612f60565b5050505050565b93505f612efd565b6bffffffffffffffffffffffff8111613075576bffffffffffffffffffffffff1690565b7f6dfcc650000000000000000000000000000000000000000000000000000000005f52606060045260245260445ffd5b7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b038116604051907f70a08231000000000000000000000000000000000000000000000000000000008252306004830152602082602481845afa918215613225575f9261327a575b50604051927f23b872dd000000000000000000000000000000000000000000000000000000005f5233600452306024528460445260205f60648180855af19060015f511482161561325b575b50836040525f6060521561323057826024816020937f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa8015613225575f906131f1575b6131b79250612874565b908082036131c3575050565b7f857dd552000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b506020823d60201161321d575b8161320b6020938361275f565b81010312610137576131b791516131ad565b3d91506131fe565b6040513d5f823e3d90fd5b7f5274afe7000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6001821516613271573b15153d1516165f613160565b843d5f823e3d90fd5b9091506020813d6020116132a6575b816132966020938361275f565b810103126101375751905f613114565b3d9150613289565b90546001600160a01b03163303612ab45750565b6001600160a01b031680151590816132d8575090565b905030141590565b6042906132eb6134b9565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b929190833b61338b5790613335929161342e565b50600481101561335e5715918261334b57505090565b6001600160a01b03919250811691161490565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b60647fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f855f9660209896604051967f1626ba7e0000000000000000000000000000000000000000000000000000000088526004880152604060248801528160448801528587013786848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b9060418303613458576134519250602081013591604082359201355f1a906135cf565b9192909190565b50505f9160029190565b60ff811690601f8211613491576040519161347e60408461275f565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000163014806135a6575b15613514577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a081526127d560c08261275f565b507f000000000000000000000000000000000000000000000000000000000000000046146134eb565b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411613646579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa15613225575f516001600160a01b0381161561363c57905f905f90565b505f906001905f90565b5050505f916003919056' as const
