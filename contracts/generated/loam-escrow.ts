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
        "name": "vouchers",
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
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "epoch",
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
        "name": "amount",
        "type": "uint256"
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
  '0x610180604052348015610010575f5ffd5b5060405161440a38038061440a83398101604081905261002f91610176565b6040518060400160405280600b81526020016a4c6f616d20457363726f7760a81b815250604051806040016040528060018152602001601960f91b81525061007c8261013060201b60201c565b6101205261008981610130565b61014052815160208084019190912060e052815190820120610100524660a05261011560e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c0526001600160a01b0316610160526101fe565b5f5f829050601f81511115610163578260405163305a27a960e01b815260040161015a91906101a3565b60405180910390fd5b805161016e826101d8565b179392505050565b5f60208284031215610186575f5ffd5b81516001600160a01b038116811461019c575f5ffd5b9392505050565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b805160208083015191908110156101f8575f198160200360031b1b821691505b50919050565b60805160a05160c05160e051610100516101205161014051610160516141796102915f395f818161045301528181610d4c01528181610f7501528181611f5501528181611f930152818161218301528181612ca901528181612d290152612d8b01525f6129a901525f61297901525f61357801525f61355001525f6134ab01525f6134d501525f6134ff01526141795ff3fe60806040526004361061016d575f3560e01c806384b0196e116100c6578063d313d7b01161007c578063e75bce8311610057578063e75bce8314610707578063f4ee8c4c14610726578063fa523c9e14610745575f5ffd5b8063d313d7b0146104ea578063d5d44d80146104fd578063db371c6014610528575f5ffd5b806397ac67e8116100ac57806397ac67e81461048d578063bd99fe1f146104ac578063ce25a4df146104cb575f5ffd5b806384b0196e1461041b57806386438ebd14610442575f5ffd5b806339c79e0c1161012657806354e6d7871161010157806354e6d787146102935780636ced923a146102b2578063777da905146102d1575f5ffd5b806339c79e0c146102365780633c9c01e91461025557806351cff8d914610274575f5ffd5b806307609cb91161015657806307609cb9146101d05780631cd9e054146101f857806334e91b6314610217575f5ffd5b806306044b361461017157806306ce8676146101af575b5f5ffd5b34801561017c575f5ffd5b5061019c61018b366004613747565b60036020525f908152604090205481565b6040519081526020015b60405180910390f35b3480156101ba575f5ffd5b506101ce6101c93660046137af565b610764565b005b3480156101db575f5ffd5b506101e561138881565b60405161ffff90911681526020016101a6565b348015610203575f5ffd5b506101ce6102123660046137f7565b610922565b348015610222575f5ffd5b5061019c610231366004613871565b610ad4565b348015610241575f5ffd5b506101ce610250366004613899565b610b20565b348015610260575f5ffd5b506101ce61026f3660046138b0565b610d91565b34801561027f575f5ffd5b506101ce61028e366004613747565b610e9c565b34801561029e575f5ffd5b506101ce6102ad3660046137af565b610fa5565b3480156102bd575f5ffd5b506101ce6102cc366004613989565b611143565b3480156102dc575f5ffd5b506103bc6102eb3660046139d2565b60408051608080820183525f80835260208084018290528385018290526060938401829052958152600586528381206001600160a01b039590951681529385529282902082519384018352546bffffffffffffffffffffffff80821685526c01000000000000000000000000820416948401949094527801000000000000000000000000000000000000000000000000840464ffffffffff16918301919091527d01000000000000000000000000000000000000000000000000000000000090920462ffffff169181019190915290565b6040516101a691905f6080820190506bffffffffffffffffffffffff83511682526bffffffffffffffffffffffff602084015116602083015264ffffffffff604084015116604083015262ffffff606084015116606083015292915050565b348015610426575f5ffd5b5061042f611216565b6040516101a69796959493929190613a48565b34801561044d575f5ffd5b506104757f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b0390911681526020016101a6565b348015610498575f5ffd5b506101ce6104a73660046137f7565b611274565b3480156104b7575f5ffd5b506101ce6104c6366004613b19565b611316565b3480156104d6575f5ffd5b506101ce6104e5366004613b4e565b611474565b61019c6104f8366004613b6f565b611598565b348015610508575f5ffd5b5061019c610517366004613747565b60026020525f908152604090205481565b348015610533575f5ffd5b506106fa610542366004613899565b604080516101a0810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e081018290526101008101829052610120810182905261014081018290526101608101829052610180810191909152505f9081526004602081815260409283902083516101a08101855281546001600160a01b0380821683527401000000000000000000000000000000000000000080830464ffffffffff1695840195909552790100000000000000000000000000000000000000000000000000820463ffffffff908116978401979097527d01000000000000000000000000000000000000000000000000000000000090910460ff161515606083015260018301548082166080840152939093046bffffffffffffffffffffffff90811660a0830152600283015480821660c08401526c01000000000000000000000000808204831660e0850152780100000000000000000000000000000000000000000000000091829004909716610100840152600384015480831661012085015296870490911661014083015290940461ffff16610160850152909101541661018082015290565b6040516101a69190613b89565b348015610712575f5ffd5b506101ce610721366004613cf4565b611bcf565b348015610731575f5ffd5b506101ce610740366004613b19565b611fcd565b348015610750575f5ffd5b506101ce61075f366004613899565b6121b8565b5f61076e846121cb565b90505f5b8281101561091b575f8581526005602052604081208186868581811061079a5761079a613d31565b90506020020160208101906107af9190613747565b6001600160a01b0316815260208101919091526040015f908120547801000000000000000000000000000000000000000000000000900464ffffffffff1691508190036108605784848381811061080857610808613d31565b905060200201602081019061081d9190613747565b6040517ff65ecdcc0000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024015b60405180910390fd5b8064ffffffffff164210156108e15784848381811061088157610881613d31565b90506020020160208101906108969190613747565b6040517f33935e010000000000000000000000000000000000000000000000000000000081526001600160a01b03909116600482015264ffffffffff82166024820152604401610857565b61091286848787868181106108f8576108f8613d31565b905060200201602081019061090d9190613747565b61227c565b50600101610772565b5050505050565b5f61092c846121cb565b90506109388482612485565b5f5f5b838110156109b25761099e8686868481811061095957610959613d31565b61096f9260206040909202019081019150613747565b87878581811061098157610981613d31565b90506040020160200160208101906109999190613d5e565b6124ec565b6109a89083613da4565b915060010161093b565b5060028201546bffffffffffffffffffffffff16811115610a235760028201546040517f7fb2de39000000000000000000000000000000000000000000000000000000008152600481018790526bffffffffffffffffffffffff909116602482015260448101829052606401610857565b6002820180548291905f90610a479084906bffffffffffffffffffffffff16613db7565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080826003015f8282829054906101000a90046bffffffffffffffffffffffff16610a9f9190613ddb565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055505050505050565b6040805146602082015230918101919091526001600160a01b0383166060820152608081018290525f9060a0016040516020818303038152906040528051906020012090505b92915050565b610b286126d1565b5f610b32826121cb565b80549091505f90610b8590790100000000000000000000000000000000000000000000000000810463ffffffff169074010000000000000000000000000000000000000000900464ffffffffff16613da4565b9050804211610c0657610b988383612485565b60038201546bffffffffffffffffffffffff1615610c065760038201546040517f4bed35b3000000000000000000000000000000000000000000000000000000008152600481018590526bffffffffffffffffffffffff909116602482015260448101829052606401610857565b600382015460028301545f91610c2d916bffffffffffffffffffffffff9182169116613ddb565b6002840180547fffffffffffffffffffffffffffffffffffffffff0000000000000000000000009081168083556003870180549092169091559192508291600c90610c979084906c0100000000000000000000000090046bffffffffffffffffffffffff16613ddb565b82546101009290920a6bffffffffffffffffffffffff81810219909316918316021790915584547d0100000000000000000000000000000000000000000000000000000000007fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff90911617855560405190831681528591507fccd6e7ee7dccd7742e1970d8e14fbe6e77e09d26c4bfcf486270c27dd63e714a9060200160405180910390a28254610d83906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000811691166bffffffffffffffffffffffff8416612708565b505050610d8e612756565b50565b828114610dd4576040517f658b7abb0000000000000000000000000000000000000000000000000000000081526004810184905260248101829052604401610857565b5f5f5f5b85811015610e89575f610e25888884818110610df657610df6613d31565b905060800201878785818110610e0e57610e0e613d31565b9050602002810190610e209190613dff565b612780565b91505083888884818110610e3b57610e3b613d31565b9050608002015f013514610e7457610e5384846128e4565b878783818110610e6557610e65613d31565b9050608002015f013593505f92505b610e7e8184613da4565b925050600101610dd8565b50610e9482826128e4565b505050505050565b610ea46126d1565b6001600160a01b0381165f9081526002602052604081205490819003610f0e576040517f32d177360000000000000000000000000000000000000000000000000000000081526001600160a01b03831660048201525f602482015260016044820152606401610857565b6001600160a01b0382165f818152600260205260408082208290555182917f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe291610f6091868252602082015260400190565b60405180910390a3610f9c6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168383612708565b50610d8e612756565b5f610faf846121cb565b9050610fbb8482612485565b60028101545f90610fee907801000000000000000000000000000000000000000000000000900463ffffffff1642613e60565b90505f5b83811015610e94575f8681526005602052604081208187878581811061101a5761101a613d31565b905060200201602081019061102f9190613747565b6001600160a01b0316815260208101919091526040015f2080549091507801000000000000000000000000000000000000000000000000900464ffffffffff161561107a575061113b565b80547fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff16780100000000000000000000000000000000000000000000000064ffffffffff8516021781558585838181106110d6576110d6613d31565b90506020020160208101906110eb9190613747565b6001600160a01b0316877f2ab984ed00057e172eb9b55cc84ddeef69cb454cbc635ea4eda950a742e3235485604051611131919064ffffffffff91909116815260200190565b60405180910390a3505b600101610ff2565b5f5f611150858585612780565b91509150815f0361120b57843561116d6040870160208801613747565b86355f908152600560209081526040808320929161118f918b01908b01613747565b6001600160a01b039081168252602082019290925260409081015f205490517f9a1fbfeb0000000000000000000000000000000000000000000000000000000081526004810194909452911660248301526c0100000000000000000000000090046bffffffffffffffffffffffff166044820152606401610857565b61091b8535826128e4565b5f6060805f5f5f6060611227612972565b61122f6129a2565b604080515f808252602082019092527f0f000000000000000000000000000000000000000000000000000000000000009b939a50919850469750309650945092509050565b5f61127e846121cb565b905061128a8482612485565b5f5f5b8381101561130b575f6112f287858888868181106112ad576112ad613d31565b6112c39260206040909202019081019150613747565b8989878181106112d5576112d5613d31565b90506040020160200160208101906112ed9190613d5e565b6129cd565b915061130090508184613da4565b92505060010161128d565b5061091b85826128e4565b61131e6126d1565b5f611328836121cb565b90505f611346836fffffffffffffffffffffffffffffffff16612c24565b9050808260010160148282829054906101000a90046bffffffffffffffffffffffff166113739190613ddb565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080826002015f8282829054906101000a90046bffffffffffffffffffffffff166113cb9190613ddb565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff160217905550336001600160a01b0316847fb61791f32ed77ee8198b9ed61f769e123e216267beb68a9f8334b8b80db328c78360405161144791906bffffffffffffffffffffffff91909116815260200190565b60405180910390a3611466816bffffffffffffffffffffffff16612c79565b5050611470612756565b5050565b5f61147e836121cb565b905061148a8382612e43565b805464ffffffffff740100000000000000000000000000000000000000009091048116908316116115135780546040517f267c58e30000000000000000000000000000000000000000000000000000000081527401000000000000000000000000000000000000000090910464ffffffffff908116600483015283166024820152604401610857565b80547fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff167401000000000000000000000000000000000000000064ffffffffff841690810291909117825560405190815283907f7ff871c749c43870970c5c4fae6ab5c5731816c9d074e3aee322c2970a9983179060200160405180910390a2505050565b5f6115a16126d1565b5f6115b26040840160208501613747565b6001600160a01b031603611622576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600760248201527f73657373696f6e000000000000000000000000000000000000000000000000006044820152606401610857565b426116336080840160608501613e7d565b64ffffffffff16116116a1576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600860248201527f646561646c696e650000000000000000000000000000000000000000000000006044820152606401610857565b6116b160a0830160808401613ea9565b63ffffffff165f0361171f576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f67726163650000000000000000000000000000000000000000000000000000006044820152606401610857565b61172f60c0830160a08401613ea9565b63ffffffff165f0361179d576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f6e6f7469636500000000000000000000000000000000000000000000000000006044820152606401610857565b6117a8338335610ad4565b5f8181526004602052604090208054919250906001600160a01b0316156117fe576040517f9e2b4bfd00000000000000000000000000000000000000000000000000000000815260048101839052602401610857565b5f6118296118126060860160408701613d5e565b6fffffffffffffffffffffffffffffffff16612c24565b82547fffffffffffffffffffffffff0000000000000000000000000000000000000000163317835590506118636040850160208601613747565b6001830180547fffffffffffffffffffffffff0000000000000000000000000000000000000000166001600160a01b03929092169190911790556118ad6080850160608601613e7d565b825464ffffffffff9190911674010000000000000000000000000000000000000000027fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff90911617825561190760a0850160808601613ea9565b825463ffffffff91909116790100000000000000000000000000000000000000000000000000027fffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffffff90911617825561196560c0850160a08601613ea9565b6002830180546001850180546bffffffffffffffffffffffff86167401000000000000000000000000000000000000000081026001600160a01b03909216919091179091557fffffffffffffffffffffffffffffffffffffffff00000000000000000000000063ffffffff94909416780100000000000000000000000000000000000000000000000002939093167fffffffff00000000ffffffffffffffffffffffff0000000000000000000000009091161790911790555f611a2f610100860160e08701613747565b6001600160a01b0316141580611a595750611a5261012085016101008601613ed3565b61ffff1615155b15611a8a57611a8a82611a73610100870160e08801613747565b611a8561012088016101008901613ed3565b612e8f565b611a9a6040850160208601613747565b6001600160a01b0316336001600160a01b0316847f6a920478b0eeb16ad860fd83e5a4e5ba43d3164632b6fee3ccee903e1b87b21d8734604051611adf929190613eec565b60405180910390a4611afe816bffffffffffffffffffffffff16612c79565b3415611bc0575f611b156040860160208701613747565b6001600160a01b0316346040515f6040518083038185875af1925050503d805f8114611b5c576040519150601f19603f3d011682016040523d82523d5f602084013e611b61565b606091505b5050905080611bbe57611b7a6040860160208701613747565b6040517f1f8011150000000000000000000000000000000000000000000000000000000081526001600160a01b039091166004820152346024820152604401610857565b505b5050611bca612756565b919050565b611bd76126d1565b8260a00135421115611c1b576040517f8432fbfb00000000000000000000000000000000000000000000000000000000815260a08401356004820152602401610857565b5f611c2c6040850160208601613747565b6001600160a01b03161480611c58575030611c4d6040850160208601613747565b6001600160a01b0316145b15611cab57611c6d6040840160208501613747565b6040517f52d9c6c80000000000000000000000000000000000000000000000000000000081526001600160a01b039091166004820152602401610857565b826040013583606001351115611cfd57604080517f359f998c00000000000000000000000000000000000000000000000000000000815290840135600482015260608401356024820152604401610857565b5f600381611d0e6020870187613747565b6001600160a01b0316815260208101919091526040015f908120805491611d3483613fc2565b91905055905080846080013514611da157611d526020850185613747565b6040517f9f1965110000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024810182905260808501356044820152606401610857565b611dc1611db16020860186613747565b611dba86613020565b8585613071565b5f600281611dd26020880188613747565b6001600160a01b03166001600160a01b031681526020019081526020015f2054905084604001355f1480611e095750808560400135115b15611e6957611e1b6020860186613747565b604080517f32d177360000000000000000000000000000000000000000000000000000000081526001600160a01b039092166004830152602482018390528601356044820152606401610857565b611e77604086013582613ff9565b60025f611e876020890189613747565b6001600160a01b03166001600160a01b031681526020019081526020015f2081905550846020016020810190611ebd9190613747565b6001600160a01b0316611ed36020870187613747565b6001600160a01b03167f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe287604001358860600135604051611f1e929190918252602082015260400190565b60405180910390a3611f7c611f396040870160208801613747565b611f4b60608801356040890135613ff9565b6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169190612708565b606085013515611fbe57611fbe6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016336060880135612708565b5050611fc8612756565b505050565b611fd56126d1565b5f611fdf836121cb565b9050611feb8382612e43565b60028101546bffffffffffffffffffffffff166fffffffffffffffffffffffffffffffff8316111561207e5760028101546040517f7fb2de39000000000000000000000000000000000000000000000000000000008152600481018590526bffffffffffffffffffffffff90911660248201526fffffffffffffffffffffffffffffffff83166044820152606401610857565b600281018054839182915f906120a39084906bffffffffffffffffffffffff16613db7565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055508082600201600c8282829054906101000a90046bffffffffffffffffffffffff166120fc9190613ddb565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff160217905550837f585b998ed03d8702da840da4a4ea5f429e31a72b385fa0e943156a14d1d1f5318260405161216e91906bffffffffffffffffffffffff91909116815260200190565b60405180910390a26114666001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016336bffffffffffffffffffffffff8416612708565b610d8e816121c5836121cb565b3361227c565b5f81815260046020526040902080546001600160a01b031661221c576040517fe498a48100000000000000000000000000000000000000000000000000000000815260048101839052602401610857565b80547d010000000000000000000000000000000000000000000000000000000000900460ff1615611bca576040517f651db5ce00000000000000000000000000000000000000000000000000000000815260048101839052602401610857565b5f8381526005602090815260408083206001600160a01b0385168452909152812080549091906122cc906bffffffffffffffffffffffff6c01000000000000000000000000820481169116613db7565b82546c0100000000000000000000000081046bffffffffffffffffffffffff167fffffff0000000000ffffffffffffffffffffffff000000000000000000000000909116178084559091508290601d9061234b907d010000000000000000000000000000000000000000000000000000000000900462ffffff1661400c565b91906101000a81548162ffffff021916908362ffffff16021790555080846003015f8282829054906101000a90046bffffffffffffffffffffffff166123919190613db7565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080846002015f8282829054906101000a90046bffffffffffffffffffffffff166123e99190613ddb565b82546101009290920a6bffffffffffffffffffffffff81810219909316918316021790915583546040805192851683527d01000000000000000000000000000000000000000000000000000000000090910462ffffff1660208301526001600160a01b038616925087917f4f5473ebf3c904728c4cc6d8d3b5029c2b3443a43f8f0a3cbb780df6eba7ad9d910160405180910390a35050505050565b80546001600160a01b031633148015906124ac575060018101546001600160a01b03163314155b15611470576040517fb87a12a900000000000000000000000000000000000000000000000000000000815260048101839052336024820152604401610857565b5f6001600160a01b038316158061250b57506001600160a01b03831630145b1561254d576040517f52d9c6c80000000000000000000000000000000000000000000000000000000081526001600160a01b0384166004820152602401610857565b5f8481526005602090815260408083206001600160a01b038716845290915281209061258a6fffffffffffffffffffffffffffffffff8516612c24565b82549091506bffffffffffffffffffffffff90811690821610156126045781546040517f09dacde80000000000000000000000000000000000000000000000000000000081526001600160a01b03871660048201526bffffffffffffffffffffffff91821660248201529082166044820152606401610857565b815461261e906bffffffffffffffffffffffff1682613db7565b82546bffffffffffffffffffffffff8381167fffffff0000000000ffffffffffffffffffffffff0000000000000000000000009092168217808655604080519384527d01000000000000000000000000000000000000000000000000000000000090910462ffffff166020840152921694506001600160a01b0387169188917fdf40a48a76cf783453e73fce264cb710176cc006d0f0b6f44a34d0d2bfdfe4e6910160405180910390a350509392505050565b6126d96130cc565b61270660017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005b90613125565b565b612715838383600161312c565b611fc8576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b0384166004820152602401610857565b6127065f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00612700565b5f808061278d86356121cb565b60018101549091506127b2906001600160a01b03166127ab886131a7565b87876131db565b85355f9081526005602090815260408083209183916127d691908b01908b01613747565b6001600160a01b03168152602081019190915260409081015f20547d010000000000000000000000000000000000000000000000000000000000900462ffffff169150819061282b9060608a01908a01614040565b62ffffff16146128b05786356128476040890160208a01613747565b8261285860608b0160408c01614040565b6040517fac2e878e00000000000000000000000000000000000000000000000000000000815260048101949094526001600160a01b03909216602484015262ffffff9081166044840152166064820152608401610857565b6128d68735836128c660408b0160208c01613747565b6112ed60808c0160608d01613d5e565b935093505050935093915050565b805f036128ef575050565b5f828152600460208181526040808420909201546001600160a01b03168084526002909152908220805491928492612928908490613da4565b90915550506040518281526001600160a01b0382169084907faaa87b1c212e5c69a48d4c667c021274440295509cfa56cd9b9d6ee84d9e09e19060200160405180910390a3505050565b606061299d7f0000000000000000000000000000000000000000000000000000000000000000613249565b905090565b606061299d7f0000000000000000000000000000000000000000000000000000000000000000613249565b5f8481526005602090815260408083206001600160a01b0386168452909152812080548291906bffffffffffffffffffffffff6c0100000000000000000000000082048116918491166fffffffffffffffffffffffffffffffff871610612a435782546bffffffffffffffffffffffff16612a45565b855b6fffffffffffffffffffffffffffffffff169050818111612a6e575f5f94509450505050612c1b565b600388015482820395507801000000000000000000000000000000000000000000000000900461ffff168015612ab05761271083820204612710838302040394505b83546bffffffffffffffffffffffff8084166c01000000000000000000000000027fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff90921691909117855560038a01805488925f91612b1191859116613db7565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055508589600301600c8282829054906101000a90046bffffffffffffffffffffffff16612b6a9190613ddb565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055508486612ba49190613ff9565b6001600160a01b0389165f9081526002602052604081208054909190612bcb908490613da4565b909155505060408051878152602081018490526001600160a01b038a16918c917f5ce467ae5694ddb233a02ca7eb987835c5e2ea71eec0e379bf3a5e1207ae2459910160405180910390a3505050505b94509492505050565b5f6bffffffffffffffffffffffff821115612c75576040517f6dfcc6500000000000000000000000000000000000000000000000000000000081526060600482015260248101839052604401610857565b5090565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa158015612cf6573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190612d1a9190614059565b9050612d516001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016333085613286565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201525f9082906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016906370a0823190602401602060405180830381865afa158015612dd0573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190612df49190614059565b612dfe9190613ff9565b9050828114611fc8576040517f857dd5520000000000000000000000000000000000000000000000000000000081526004810184905260248101829052604401610857565b80546001600160a01b03163314611470576040517fb87a12a900000000000000000000000000000000000000000000000000000000815260048101839052336024820152604401610857565b61ffff81161580612ea5575061138861ffff8216115b15612f0c576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f73686172650000000000000000000000000000000000000000000000000000006044820152606401610857565b6001600160a01b0382161580612f2a57506001600160a01b03821630145b15612f91576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f617574686f7200000000000000000000000000000000000000000000000000006044820152606401610857565b60038301805461ffff9092167801000000000000000000000000000000000000000000000000027fffffffffffff0000ffffffffffffffffffffffffffffffffffffffffffffffff909216919091179055600490910180546001600160a01b039092167fffffffffffffffffffffffff0000000000000000000000000000000000000000909216919091179055565b5f7f47e8206ff7dfccc968b7a77171d558710fcc6d507369e50c50a9e246e7870bcc82604051602001613054929190614070565b604051602081830303815290604052805190602001209050919050565b6130858461307e856132d5565b848461331c565b6130c6576040517fd855c4f40000000000000000000000000000000000000000000000000000000081526001600160a01b0385166004820152602401610857565b50505050565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c15612706576040517f3ee5aeb500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b80825d5050565b6040517fa9059cbb000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f5114831661319b57838315161561318f573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b5f7f9fdc8543c80dd29644093b51e6e64b484977d266f655ac875424c8a4e4d8aed4826040516020016130549291906140df565b5f6131ef6131e8856132d5565b8484613392565b50509050846001600160a01b0316816001600160a01b03161461091b576040517fd855c4f40000000000000000000000000000000000000000000000000000000081526001600160a01b0386166004820152602401610857565b60605f613255836133d9565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b613294848484846001613419565b6130c6576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b0385166004820152602401610857565b5f610b1a6132e161349f565b836040517f19010000000000000000000000000000000000000000000000000000000000008152600281019290925260228201526042902090565b5f846001600160a01b03163b5f0361337b575f5f61333b868686613392565b5090925090505f8160038111156133545761335461414c565b1480156133725750866001600160a01b0316826001600160a01b0316145b9250505061338a565b613387858585856135c8565b90505b949350505050565b5f808060418490036133c6578435602086013560408701355f1a6133b88982858561364b565b9550955095505050506133d0565b505f915060029050825b93509350939050565b5f60ff8216601f811115610b1a576040517fb3512b0c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6040517f23b872dd000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f5114831661348e578383151615613482573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f306001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000161480156134f757507f000000000000000000000000000000000000000000000000000000000000000046145b1561352157507f000000000000000000000000000000000000000000000000000000000000000090565b61299d604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b604080517f1626ba7e00000000000000000000000000000000000000000000000000000000808252600482018690526024820192909252604481018390525f91908390818660648301375f82606483010152601f820160051c60051b915060205f60648401838b5afa9050825f5114601f3d111681169350505050949350505050565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084111561368457505f91506003905082613727565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa1580156136d5573d5f5f3e3d5ffd5b50506040517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe001519150506001600160a01b03811661371e57505f925060019150829050613727565b92505f91508190505b9450945094915050565b80356001600160a01b0381168114611bca575f5ffd5b5f60208284031215613757575f5ffd5b61376082613731565b9392505050565b5f5f83601f840112613777575f5ffd5b50813567ffffffffffffffff81111561378e575f5ffd5b6020830191508360208260051b85010111156137a8575f5ffd5b9250929050565b5f5f5f604084860312156137c1575f5ffd5b83359250602084013567ffffffffffffffff8111156137de575f5ffd5b6137ea86828701613767565b9497909650939450505050565b5f5f5f60408486031215613809575f5ffd5b83359250602084013567ffffffffffffffff811115613826575f5ffd5b8401601f81018613613836575f5ffd5b803567ffffffffffffffff81111561384c575f5ffd5b8660208260061b8401011115613860575f5ffd5b939660209190910195509293505050565b5f5f60408385031215613882575f5ffd5b61388b83613731565b946020939093013593505050565b5f602082840312156138a9575f5ffd5b5035919050565b5f5f5f5f604085870312156138c3575f5ffd5b843567ffffffffffffffff8111156138d9575f5ffd5b8501601f810187136138e9575f5ffd5b803567ffffffffffffffff8111156138ff575f5ffd5b8760208260071b8401011115613913575f5ffd5b60209182019550935085013567ffffffffffffffff811115613933575f5ffd5b61393f87828801613767565b95989497509550505050565b5f5f83601f84011261395b575f5ffd5b50813567ffffffffffffffff811115613972575f5ffd5b6020830191508360208285010111156137a8575f5ffd5b5f5f5f83850360a081121561399c575f5ffd5b60808112156139a9575f5ffd5b50839250608084013567ffffffffffffffff8111156139c6575f5ffd5b6137ea8682870161394b565b5f5f604083850312156139e3575f5ffd5b823591506139f360208401613731565b90509250929050565b5f81518084528060208401602086015e5f6020828601015260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011685010191505092915050565b7fff000000000000000000000000000000000000000000000000000000000000008816815260e060208201525f613a8260e08301896139fc565b8281036040840152613a9481896139fc565b606084018890526001600160a01b038716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b81811015613ae9578351835260209384019390920191600101613acb565b50909b9a5050505050505050505050565b80356fffffffffffffffffffffffffffffffff81168114611bca575f5ffd5b5f5f60408385031215613b2a575f5ffd5b823591506139f360208401613afa565b803564ffffffffff81168114611bca575f5ffd5b5f5f60408385031215613b5f575f5ffd5b823591506139f360208401613b3a565b5f610120828403128015613b81575f5ffd5b509092915050565b81516001600160a01b031681526101a081016020830151613bb3602084018264ffffffffff169052565b506040830151613bcb604084018263ffffffff169052565b506060830151613bdf606084018215159052565b506080830151613bfa60808401826001600160a01b03169052565b5060a0830151613c1a60a08401826bffffffffffffffffffffffff169052565b5060c0830151613c3a60c08401826bffffffffffffffffffffffff169052565b5060e0830151613c5a60e08401826bffffffffffffffffffffffff169052565b50610100830151613c7461010084018263ffffffff169052565b50610120830151613c966101208401826bffffffffffffffffffffffff169052565b50610140830151613cb86101408401826bffffffffffffffffffffffff169052565b50610160830151613cd061016084018261ffff169052565b50610180830151613ced6101808401826001600160a01b03169052565b5092915050565b5f5f5f83850360e0811215613d07575f5ffd5b60c0811215613d14575f5ffd5b5083925060c084013567ffffffffffffffff8111156139c6575f5ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b5f60208284031215613d6e575f5ffd5b61376082613afa565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b80820180821115610b1a57610b1a613d77565b6bffffffffffffffffffffffff8281168282160390811115610b1a57610b1a613d77565b6bffffffffffffffffffffffff8181168382160190811115610b1a57610b1a613d77565b5f5f83357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1843603018112613e32575f5ffd5b83018035915067ffffffffffffffff821115613e4c575f5ffd5b6020019150368190038213156137a8575f5ffd5b64ffffffffff8181168382160190811115610b1a57610b1a613d77565b5f60208284031215613e8d575f5ffd5b61376082613b3a565b803563ffffffff81168114611bca575f5ffd5b5f60208284031215613eb9575f5ffd5b61376082613e96565b803561ffff81168114611bca575f5ffd5b5f60208284031215613ee3575f5ffd5b61376082613ec2565b8235815261014081016001600160a01b03613f0960208601613731565b1660208301526fffffffffffffffffffffffffffffffff613f2c60408601613afa565b166040830152613f3e60608501613b3a565b64ffffffffff166060830152613f5660808501613e96565b63ffffffff166080830152613f6d60a08501613e96565b63ffffffff1660a083015260c08481013590830152613f8e60e08501613731565b6001600160a01b031660e0830152613fa96101008501613ec2565b61ffff1661010083015261012090910191909152919050565b5f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8203613ff257613ff2613d77565b5060010190565b81810381811115610b1a57610b1a613d77565b5f62ffffff821662ffffff810361402557614025613d77565b60010192915050565b803562ffffff81168114611bca575f5ffd5b5f60208284031215614050575f5ffd5b6137608261402e565b5f60208284031215614069575f5ffd5b5051919050565b82815260e081016001600160a01b0361408884613731565b1660208301526001600160a01b036140a260208501613731565b1660408381019190915283013560608084019190915283013560808084019190915283013560a0808401919091529092013560c090910152919050565b828152813560208083019190915260a08201906001600160a01b0390614106908501613731565b16604083015262ffffff61411c6040850161402e565b1660608301526fffffffffffffffffffffffffffffffff61413f60608501613afa565b1660808301529392505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd' as const
