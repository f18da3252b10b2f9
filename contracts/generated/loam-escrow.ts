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
        "internalType": "struct ILoamEscrow.Withdrawal[]",
        "name": "orders",
        "type": "tuple[]"
      },
      {
        "internalType": "bytes[]",
        "name": "signatures",
        "type": "bytes[]"
      }
    ],
    "name": "withdrawManyBySig",
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
  '0x610180806040523461019457602081613d7780380380916100208285610198565b83398101031261019457516001600160a01b038116810361019457604051610049604082610198565b600b815260208101906a4c6f616d20457363726f7760a81b825260405191610072604084610198565b600183526020830191601960f91b835261008b816101cf565b61012052610098846101cf565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261010160c082610198565b5190206080523060c05261016052604051613b3c908161023b8239608051816139dd015260a05181613a94015260c051816139ae015260e05181613a2c01526101005181613a520152610120518161159b015261014051816115c4015261016051818181610274015281816105ee0152818161155f01528181611ea301528181612484015281816131e201526135d30152f35b5f80fd5b601f909101601f19168101906001600160401b038211908210176101bb57604052565b634e487b7160e01b5f52604160045260245ffd5b601f8151116101fa5760208151910151602082106101eb571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe6080806040526004361015610012575f80fd5b5f3560e01c90816306044b36146128f25750806306ce8676146127e257806307609cb9146127c65780631cd9e0541461253157806334e91b631461250257806339c79e0c1461232b57806351cff8d91461229957806352ee8d2314611e2057806354e6d78714611cee5780635b9c0088146119ce5780636ced923a1461176a578063777da9051461169757806384b0196e1461158357806386438ebd1461154057806397ac67e8146114bd578063bd99fe1f146113b2578063ce25a4df146112b7578063d313d7b014610ad0578063d5d44d8014610a7e578063db371c6014610820578063e75bce83146102f0578063f4ee8c4c146101465763fa523c9e14610119575f80fd5b346101425760206003193601126101425761014060043561013981612da0565b3391612e23565b005b5f80fd5b3461014257604060031936011261014257600435610162612a96565b61016a61301a565b600261017583612da0565b61017f81856137da565b01916bffffffffffffffffffffffff835416916fffffffffffffffffffffffffffffffff81168381116102bd5750610298936bffffffffffffffffffffffff6101ce8161024794168096612b82565b166bffffffffffffffffffffffff198254161781556101ff846bffffffffffffffffffffffff835460601c16612bac565b7fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff77ffffffffffffffffffffffff00000000000000000000000083549260601b169116179055565b7f585b998ed03d8702da840da4a4ea5f429e31a72b385fa0e943156a14d1d1f5316020604051848152a2337f000000000000000000000000000000000000000000000000000000000000000061308e565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b83837f7fb2de39000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b3461014257600319360160e081126101425760c0136101425760c43567ffffffffffffffff811161014257610329903690600401612a25565b61033161301a565b60a435918242116107f45761034c610347612af2565b6137ee565b156107b8576064359160443593848411610788576001600160a01b03610370612b1e565b165f52600260205260405f206040519061038982612bd6565b5477ffffffffffffffffffffffffffffffffffffffffffffffff8116825260c01c908160208201526084359180830361074457506040519260208401947f47e8206ff7dfccc968b7a77171d558710fcc6d507369e50c50a9e246e7870bcc8652600435966001600160a01b0388169485890361014257856040880152602435976001600160a01b03891697888a036101425761049f95610492938e8b606085015260808401528d60a084015260c083015260e082015260e0815261044f61010082612c2b565b51902061045a6139a4565b604291604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b61049a612b1e565b61380c565b1561070857861580156106e4575b6106835750805f52600260205260405f209377ffffffffffffffffffffffffffffffffffffffffffffffff871677ffffffffffffffffffffffffffffffffffffffffffffffff8654160377ffffffffffffffffffffffffffffffffffffffffffffffff81116106565777ffffffffffffffffffffffffffffffffffffffffffffffff167fffffffffffffffff0000000000000000000000000000000000000000000000008654161785558454948560c01c9567ffffffffffffffff87146106565777ffffffffffffffffffffffffffffffffffffffffffffffff7fffffffffffffffff000000000000000000000000000000000000000000000000600161061a990160c01b169116179055507f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe260408051888152876020820152a3610613837f00000000000000000000000000000000000000000000000000000000000000009561320f565b908461308e565b80610644575f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b61064f91339061308e565b8080610298565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b86906001600160a01b0377ffffffffffffffffffffffffffffffffffffffffffffffff6106ae612b1e565b925116917f32d17736000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b5077ffffffffffffffffffffffffffffffffffffffffffffffff81511687116104ad565b6001600160a01b03610718612b1e565b7fd855c4f4000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b90506001600160a01b03610756612b1e565b7f9f196511000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b83857f359f998c000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b6001600160a01b036107c8612af2565b7f52d9c6c8000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b827f8432fbfb000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101425760206003193601126101425760405161083d81612c0e565b5f8152602081015f9052604081015f9052606081015f9052608081015f905260a081015f905260c081015f905260e081015f905261010081015f905261012081015f905261014081015f905261016081015f9052610180015f90526004355f52600360205260405f206040516108b281612c0e565b81546001600160a01b03811692838352602083018260a01c64ffffffffff16815260408401928060c81c63ffffffff168452606085019060e81c60ff1615158152600183015490608086016001600160a01b038316815260a087019260a01c835260028501549260c08801916bffffffffffffffffffffffff8516835260e08901938560601c6bffffffffffffffffffffffff1685526101008a019560c01c63ffffffff1686526003880154986101208b01976bffffffffffffffffffffffff8b1689526101408c01998b60601c6bffffffffffffffffffffffff168b526101608d019b60c01c61ffff168c52600401546001600160a01b03169b610180019b8c526040519c8d525164ffffffffff1660208d01525163ffffffff1660408c015251151560608b0152516001600160a01b031660808a0152516bffffffffffffffffffffffff1660a0890152516bffffffffffffffffffffffff1660c0880152516bffffffffffffffffffffffff1660e08701525163ffffffff16610100860152516bffffffffffffffffffffffff16610120850152516bffffffffffffffffffffffff166101408401525161ffff16610160830152516001600160a01b03166101808201526101a090f35b34610142576020600319360112610142576001600160a01b03610a9f612929565b165f526002602052602077ffffffffffffffffffffffffffffffffffffffffffffffff60405f205416604051908152f35b61012060031936011261014257610ae561301a565b6001600160a01b03610af5612af2565b161561125957610b03612d54565b64ffffffffff42911611156111fb5763ffffffff610b1f612d68565b161561119d5763ffffffff610b32612d7b565b161561113f57600435610b458133612c6c565b90815f52600360205260405f206001600160a01b0381541661111357604435906fffffffffffffffffffffffffffffffff821680830361014257610b888161357d565b82547fffffffffffffffffffffffff0000000000000000000000000000000000000000163317835591610bb9612af2565b6001600160a01b036001830191167fffffffffffffffffffffffff0000000000000000000000000000000000000000825416178155610c43610bf9612d54565b83547fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff1660a09190911b78ffffffffff000000000000000000000000000000000000000016178355565b610c4b612d68565b7fffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffffff7cffffffff0000000000000000000000000000000000000000000000000084549260c81b169116178255610d2a84610ca2612d7b565b9260028501937fffffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffff7bffffffff00000000000000000000000000000000000000000000000086549260c01b169116178455906001600160a01b037fffffffffffffffffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b6bffffffffffffffffffffffff84166bffffffffffffffffffffffff198254161790556001600160a01b03610d5d612b08565b16158015906110ff575b610f73575b50610d75612af2565b926040519485526001600160a01b03610d8c61293f565b16602086015250604084015260643564ffffffffff811680910361014257606084015260843563ffffffff811680910361014257608084015260a43563ffffffff81168091036101425760a084015260c43560c084015260e4356001600160a01b0381168091036101425760e0840152610104359261ffff8416809403610142576001600160a01b036bffffffffffffffffffffffff93610e6495610100840152346101208401521690857f6a920478b0eeb16ad860fd83e5a4e5ba43d3164632b6fee3ccee903e1b87b21d6101403393a4166135d1565b34610e98575b6020905f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b5f80808034610ea5612af2565b5af13d15610f6e573d67ffffffffffffffff8111610f415760405190610ef3601f82017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe01660200183612c2b565b81525f60203d92013e5b610e6a576001600160a01b03610f11612af2565b7f1f801115000000000000000000000000000000000000000000000000000000005f52166004523460245260445ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b610efd565b610f7b612b08565b610f83612d8e565b9061ffff821680159081156110f3575b50611095576001600160a01b0316918215801561108c575b61102e5760049160038201907fffffffffffff0000ffffffffffffffffffffffffffffffffffffffffffffffff79ffff00000000000000000000000000000000000000000000000083549260c01b16911617905501907fffffffffffffffffffffffff000000000000000000000000000000000000000082541617905585610d6c565b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f617574686f7200000000000000000000000000000000000000000000000000006044820152fd5b50308314610fab565b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f73686172650000000000000000000000000000000000000000000000000000006044820152fd5b61138891501189610f93565b5061ffff61110b612d8e565b161515610d67565b827f9e2b4bfd000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f6e6f7469636500000000000000000000000000000000000000000000000000006044820152fd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f67726163650000000000000000000000000000000000000000000000000000006044820152fd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600860248201527f646561646c696e650000000000000000000000000000000000000000000000006044820152fd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600760248201527f73657373696f6e000000000000000000000000000000000000000000000000006044820152fd5b346101425760406003193601126101425760043560243564ffffffffff811690818103610142576112e783612da0565b6112f181856137da565b64ffffffffff815460a01c16808411156113825750916113796020927f7ff871c749c43870970c5c4fae6ab5c5731816c9d074e3aee322c2970a99831794907fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff78ffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b604051908152a2005b83907f267c58e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b34610142576040600319360112610142576102986004356113d1612a96565b6113d961301a565b60026113ff6fffffffffffffffffffffffffffffffff6113f885612da0565b931661357d565b9161144c6001820161141585825460a01c612bac565b6001600160a01b037fffffffffffffffffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b016bffffffffffffffffffffffff6114678382845416612bac565b166bffffffffffffffffffffffff198254161790556bffffffffffffffffffffffff6040519116918282527fb61791f32ed77ee8198b9ed61f769e123e216267beb68a9f8334b8b80db328c760203393a36135d1565b34610142576114e86114ce366129ce565b9290916114e36114dd82612da0565b82612fb5565b613395565b915f5b8181106114fb576101408461321c565b8061153a61150c6001938587612b48565b6fffffffffffffffffffffffffffffffff611532602061152b84612b34565b9301612b58565b1690876133e5565b016114eb565b34610142575f6003193601126101425760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610142575f6003193601126101425761163b6115bf7f000000000000000000000000000000000000000000000000000000000000000061394d565b6115e87f000000000000000000000000000000000000000000000000000000000000000061394d565b6020611649604051926115fb8385612c2b565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e0870190612a53565b908582036040870152612a53565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b82811061168057505050500390f35b835185528695509381019392810192600101611671565b34610142576040600319360112610142576116b061293f565b5f60606040516116bf81612bf2565b82815282602082015282604082015201526004355f5260046020526001600160a01b0360405f2091165f52602052608060405f2062ffffff6040519161170483612bf2565b5464ffffffffff6bffffffffffffffffffffffff8216938481526bffffffffffffffffffffffff60208201818560601c16815260606040840193858760c01c168552019460e81c8552604051968752511660208601525116604084015251166060820152f35b3461014257600319360160a08112610142576080136101425760843567ffffffffffffffff8111610142576117a3903690600401612a25565b90600435906117b182612da0565b506117bb82613395565b906001600160a01b03602083015116936040519160208301927f9fdc8543c80dd29644093b51e6e64b484977d266f655ac875424c8a4e4d8aed484528560408201526024356001600160a01b03811680910361014257606082015260443562ffffff8116809103610142576080820152606435936fffffffffffffffffffffffffffffffff85169384860361014257889361187161187693858860a06001600160a01b0398015260a0815261044f60c082612c2b565b613919565b505016036119a25762ffffff9450835f52600460205260405f206001600160a01b036118a0612af2565b165f5260205260405f20916118b3612d42565b835460e81c968791160361194157906118d6916118ce612af2565b9050846133e5565b6060820151156118e9576101408261321c565b6001600160a01b0391506bffffffffffffffffffffffff611908612af2565b915460601c16927f9a1fbfeb000000000000000000000000000000000000000000000000000000005f526004521660245260445260645ffd5b60848562ffffff88611951612af2565b906001600160a01b03611962612d42565b92604051957fac2e878e00000000000000000000000000000000000000000000000000000000875260048701521660248501526044840152166064820152fd5b847fd855c4f4000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101425760606003193601126101425760043567ffffffffffffffff8111610142573660238201121561014257806004013567ffffffffffffffff8111610142573660248260071b840101116101425760243567ffffffffffffffff811161014257611a3f903690600401612969565b9060443567ffffffffffffffff811161014257611a60903690600401612969565b9490611a6a61301a565b838503611cbe57611a79612d07565b955f5b86811015611c61578060071b840160248101359089518203611c48575b60208a016001600160a01b03815116158015611bfe575b611bf357516001600160a01b0316611ac9848a8a612ca7565b9360405160208101917f9fdc8543c80dd29644093b51e6e64b484977d266f655ac875424c8a4e4d8aed48352604082015260448501946001600160a01b03611b1087612955565b16606083015260648101359062ffffff821680920361014257608491608084015201958635936fffffffffffffffffffffffffffffffff85168503610142576118716001600160a01b0394611b87946fffffffffffffffffffffffffffffffff89981660a082015260a0815261044f60c082612c2b565b50501603611bc85750600192916fffffffffffffffffffffffffffffffff611bba611bb4611bc294612b34565b92612b58565b16908b6133e5565b01611a7c565b7fd855c4f4000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b505050600190611bc2565b50606482013562ffffff8116908181036101425750835f52600460205260405f206001600160a01b03611c3360448601612b34565b165f5260205260405f205460e81c1415611ab0565b98611c529061321c565b611c5b81613395565b98611a99565b50611c6b8761321c565b5f5b818110611c99575f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b80611cb7611cb2611cad6001948688612ab5565b612b34565b61313e565b5001611c6d565b83857f658b7abb000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b3461014257611cfc3661299a565b909163ffffffff6002611d0e83612da0565b611d188185612fb5565b015460c01c1664ffffffffff4216019064ffffffffff82116106565764ffffffffff82169160c01b7cffffffffff000000000000000000000000000000000000000000000000165f5b848110611d6a57005b600190835f52600460205260405f206001600160a01b03611d8f611cad848a8c612ab5565b165f5260205260405f2064ffffffffff815460c01c16611e1a57837fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff8254161790556001600160a01b03611de7611cad83898b612ab5565b16847f2ab984ed00057e172eb9b55cc84ddeef69cb454cbc635ea4eda950a742e323546020604051898152a35b01611d61565b50611e14565b346101425760406003193601126101425760043567ffffffffffffffff811161014257366023820112156101425780600401359067ffffffffffffffff82116101425736602460c08402830101116101425760243567ffffffffffffffff811161014257611e92903690600401612969565b611e9a61301a565b80840361226a577f000000000000000000000000000000000000000000000000000000000000000093925f90815b8583101561223e5760c08302820160248101906001600160a01b03611eec83612b34565b165f52600260205260405f20602060405191611f0783612bd6565b549177ffffffffffffffffffffffffffffffffffffffffffffffff83169283825260c01c918291015260c483013591824211159182612227575b82612214575b82612206575b50816121f8575b816121e9575b5015908115612119575b5061210e576001600160a01b03611f7a83612b34565b165f52600260205260405f209260648201359377ffffffffffffffffffffffffffffffffffffffffffffffff851677ffffffffffffffffffffffffffffffffffffffffffffffff8254160377ffffffffffffffffffffffffffffffffffffffffffffffff81116106565777ffffffffffffffffffffffffffffffffffffffffffffffff167fffffffffffffffff0000000000000000000000000000000000000000000000008254161781558054948560c01c9567ffffffffffffffff87146106565761209861210596612100946120f99377ffffffffffffffffffffffffffffffffffffffffffffffff7fffffffffffffffff0000000000000000000000000000000000000000000000006001809d0160c01b169116179055612b34565b946120f36044820160846120ab82612b34565b9301359788937f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe260406001600160a01b03808251948b865289602087015216941692a3612b34565b9261320f565b908c61308e565b612b75565b925b0191611ec8565b505091600190612107565b6121ca91506118719060405160208101917f47e8206ff7dfccc968b7a77171d558710fcc6d507369e50c50a9e246e7870bcc83526001600160a01b0361215e88612955565b1660408301526001600160a01b0361217860448801612955565b16606083015260648601356080830152608486013560a083015260a486013560c083015260e082015260e081526121b161010082612c2b565b5190206121bf888a8c612ca7565b92909161045a6139a4565b50506001600160a01b03806121de85612b34565b16911614158a611f64565b9050606483013511158b611f5a565b606484013515159150611f54565b60a48501351491508c611f4d565b6064850135608486013511159250611f47565b915061223861034760448601612b34565b91611f41565b869080610644575f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b837f658b7abb000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b34610142576020600319360112610142576122b2612929565b6122ba61301a565b6122c38161313e565b156122ed575f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b6001600160a01b03907f32d17736000000000000000000000000000000000000000000000000000000005f52166004525f602452600160445260645ffd5b346101425760206003193601126101425760043561234761301a565b61235081612da0565b61236f815464ffffffffff63ffffffff8260c81c169160a01c16612b75565b804211156124a8575b610298836001600160a01b038460028101926123ff6bffffffffffffffffffffffff855416946123bc60038501966bffffffffffffffffffffffff88541690612bac565b956bffffffffffffffffffffffff1982541682556bffffffffffffffffffffffff1981541690556101ff866bffffffffffffffffffffffff835460601c16612bac565b8154917d0100000000000000000000000000000000000000000000000000000000007fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff84161790557fccd6e7ee7dccd7742e1970d8e14fbe6e77e09d26c4bfcf486270c27dd63e714a60206bffffffffffffffffffffffff604051961695868152a2167f000000000000000000000000000000000000000000000000000000000000000061308e565b6124b28284612fb5565b6bffffffffffffffffffffffff600383015416806124d05750612378565b837f4bed35b3000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b34610142576040600319360112610142576020612529612520612929565b60243590612c6c565b604051908152f35b346101425761253f366129ce565b61254a839293612da0565b906125558284612fb5565b5f935f915b80831061260f57505050600281016bffffffffffffffffffffffff815416928385116125db575060036bffffffffffffffffffffffff926125c392846125a38189168098612b82565b166bffffffffffffffffffffffff19825416179055019282845416612bac565b82546bffffffffffffffffffffffff19169116179055005b9150507f7fb2de39000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b90919461261d868385612b48565b612632602061262b83612b34565b9201612b58565b61263b826137ee565b1561279157865f52600460205260405f206001600160a01b0383165f5260205261267a6fffffffffffffffffffffffffffffffff60405f20921661357d565b906bffffffffffffffffffffffff815416926bffffffffffffffffffffffff8316918483106127545792828a7f06d29668d162b319007131c6724039e458d6375038993b28522f62d08e0b321660206001600160a01b0361271f9996896bffffffffffffffffffffffff996bffffffffffffffffffffffff1960019e9c541617815564ffffffffff815460c01c16612728575b506040519586521693a3031690612b75565b9501919061255a565b7fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff81541690555f61270d565b506001600160a01b0384917f09dacde8000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b6001600160a01b03827f52d9c6c8000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b34610142575f6003193601126101425760206040516113888152f35b34610142576127f03661299a565b6127f983612da0565b905f5b81811061280557005b845f52600460205260405f206001600160a01b03612827611cad848689612ab5565b165f5260205264ffffffffff60405f205460c01c1680156128b05780421061286b57508061286561285e611cad6001948689612ab5565b8588612e23565b016127fc565b6001600160a01b03612881611cad848689612ab5565b7f33935e01000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b6001600160a01b036128c6611cad848689612ab5565b7ff65ecdcc000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b34610142576020600319360112610142576020906001600160a01b03612916612929565b165f526002825260405f205460c01c8152f35b600435906001600160a01b038216820361014257565b602435906001600160a01b038216820361014257565b35906001600160a01b038216820361014257565b9181601f840112156101425782359167ffffffffffffffff8311610142576020808501948460051b01011161014257565b90604060031983011261014257600435916024359067ffffffffffffffff8211610142576129ca91600401612969565b9091565b6040600319820112610142576004359160243567ffffffffffffffff811161014257826023820112156101425780600401359267ffffffffffffffff84116101425760248460061b83010111610142576024019190565b9181601f840112156101425782359167ffffffffffffffff8311610142576020838186019501011161014257565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b602435906fffffffffffffffffffffffffffffffff8216820361014257565b9190811015612ac55760051b0190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b6024356001600160a01b03811681036101425790565b60e4356001600160a01b03811681036101425790565b6004356001600160a01b03811681036101425790565b356001600160a01b03811681036101425790565b9190811015612ac55760061b0190565b356fffffffffffffffffffffffffffffffff811681036101425790565b9190820180921161065657565b906bffffffffffffffffffffffff809116911603906bffffffffffffffffffffffff821161065657565b906bffffffffffffffffffffffff809116911601906bffffffffffffffffffffffff821161065657565b6040810190811067ffffffffffffffff821117610f4157604052565b6080810190811067ffffffffffffffff821117610f4157604052565b6101a0810190811067ffffffffffffffff821117610f4157604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610f4157604052565b90604051906001600160a01b036020830193468552306040850152166060830152608082015260808152612ca160a082612c2b565b51902090565b9190811015612ac55760051b810135907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe18136030182121561014257019081359167ffffffffffffffff8311610142576020018236038113610142579190565b6040519060a0820182811067ffffffffffffffff821117610f41576040525f6080838281528260208201528260408201528260608201520152565b60443562ffffff811681036101425790565b60643564ffffffffff811681036101425790565b60843563ffffffff811681036101425790565b60a43563ffffffff811681036101425790565b6101043561ffff811681036101425790565b90815f52600360205260405f209182546001600160a01b03811615612df75760e81c60ff16612dcc5750565b7f651db5ce000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b507fe498a481000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90916bffffffffffffffffffffffff92825f52600460205260405f206001600160a01b0383165f5260205260405f209184612e688454828160601c1697889116612b82565b95166bffffffffffffffffffffffff198454161783557fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff83541683558254908160e81c9362ffffff85146106565760026040946001600160a01b03947cffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7fffffff000000000000000000000000000000000000000000000000000000000060017f4f5473ebf3c904728c4cc6d8d3b5029c2b3443a43f8f0a3cbb780df6eba7ad9d9a0160e81b169116178355600381016bffffffffffffffffffffffff612f4f8b82845416612b82565b166bffffffffffffffffffffffff19825416179055016bffffffffffffffffffffffff612f7f8982845416612bac565b166bffffffffffffffffffffffff198254161790555460e81c6bffffffffffffffffffffffff84519716875260208701521693a3565b906001600160a01b038154163314159081613002575b50612fd35750565b7fb87a12a9000000000000000000000000000000000000000000000000000000005f526004523360245260445ffd5b6001600160a01b03915060010154163314155f612fcb565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c6130665760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b7f3ee5aeb5000000000000000000000000000000000000000000000000000000005f5260045ffd5b916001600160a01b03604051927fa9059cbb000000000000000000000000000000000000000000000000000000005f521660045260245260205f60448180865af19060015f511482161561311d575b604052156130e85750565b6001600160a01b03907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b90600181151661313557823b15153d151616906130dd565b503d5f823e3d90fd5b906001600160a01b03821691825f52600260205277ffffffffffffffffffffffffffffffffffffffffffffffff60405f20541692831561320857613206918185925f52600260205260405f207fffffffffffffffff0000000000000000000000000000000000000000000000008154169055807f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe2604080518681525f6020820152a37f000000000000000000000000000000000000000000000000000000000000000061308e565b565b505f925050565b9190820391821161065657565b606081018051156133915781515f52600360205261328e60405f20916101ff6bffffffffffffffffffffffff80835116928161325f600388019582875416612b82565b166bffffffffffffffffffffffff1985541617845551166bffffffffffffffffffffffff835460601c16612bac565b6080820191825191821561338b57600401916001600160a01b038354165f52600260205277ffffffffffffffffffffffffffffffffffffffffffffffff60405f20911677ffffffffffffffffffffffffffffffffffffffffffffffff8254160177ffffffffffffffffffffffffffffffffffffffffffffffff8111610656577faaa87b1c212e5c69a48d4c667c021274440295509cfa56cd9b9d6ee84d9e09e19260209277ffffffffffffffffffffffffffffffffffffffffffffffff6001600160a01b0393167fffffffffffffffff000000000000000000000000000000000000000000000000825416179055519354169351604051908152a3565b50505050565b5050565b9061ffff60036133a3612d07565b93805f528160205260405f2090855260ff815460e81c16156133cd575b015460c01c166040830152565b6001600160a01b0360018201541660208601526133c0565b91909180515f52600460205260405f206001600160a01b0384165f5260205260405f208054906bffffffffffffffffffffffff808360601c16921693848110613575575b508184111561356e5780547fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff16606085901b77ffffffffffffffffffffffff000000000000000000000000161790555f938184039160408401908151918261352b575b5050509160209177ffffffffffffffffffffffffffffffffffffffffffffffff80806001600160a01b037f606160394df2742a67735645b7e783304d61d2dbc5b550e8c6acfaf27b6291d797606087018681510190521698895f526002875260405f20940316818454160116167fffffffffffffffff0000000000000000000000000000000000000000000000008254161790555192604051908152a3565b51608086018051612710939092028390049388029290920492909203918201905294508177ffffffffffffffffffffffffffffffffffffffffffffffff8061348c565b5050505050565b93505f613429565b6bffffffffffffffffffffffff81116135a1576bffffffffffffffffffffffff1690565b7f6dfcc650000000000000000000000000000000000000000000000000000000005f52606060045260245260445ffd5b7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b038116604051907f70a08231000000000000000000000000000000000000000000000000000000008252306004830152602082602481845afa918215613751575f926137a6575b50604051927f23b872dd000000000000000000000000000000000000000000000000000000005f5233600452306024528460445260205f60648180855af19060015f5114821615613787575b50836040525f6060521561375c57826024816020937f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa8015613751575f9061371d575b6136e3925061320f565b908082036136ef575050565b7f857dd552000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b506020823d602011613749575b8161373760209383612c2b565b81010312610142576136e391516136d9565b3d915061372a565b6040513d5f823e3d90fd5b7f5274afe7000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b600182151661379d573b15153d1516165f61368c565b843d5f823e3d90fd5b9091506020813d6020116137d2575b816137c260209383612c2b565b810103126101425751905f613640565b3d91506137b5565b90546001600160a01b03163303612fd35750565b6001600160a01b03168015159081613804575090565b905030141590565b929190833b61387657906138209291613919565b5060048110156138495715918261383657505090565b6001600160a01b03919250811691161490565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b60647fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f855f9660209896604051967f1626ba7e0000000000000000000000000000000000000000000000000000000088526004880152604060248801528160448801528587013786848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b90604183036139435761393c9250602081013591604082359201355f1a90613aba565b9192909190565b50505f9160029190565b60ff811690601f821161397c5760405191613969604084612c2b565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016301480613a91575b156139ff577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a08152612ca160c082612c2b565b507f000000000000000000000000000000000000000000000000000000000000000046146139d6565b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411613b31579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa15613751575f516001600160a01b03811615613b2757905f905f90565b505f906001905f90565b5050505f916003919056' as const
