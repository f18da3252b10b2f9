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
  '0x610180604052348015610010575f5ffd5b506040516142ca3803806142ca83398101604081905261002f91610176565b6040518060400160405280600b81526020016a4c6f616d20457363726f7760a81b815250604051806040016040528060018152602001603160f81b81525061007c8261013060201b60201c565b6101205261008981610130565b61014052815160208084019190912060e052815190820120610100524660a05261011560e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c0526001600160a01b0316610160526101fe565b5f5f829050601f81511115610163578260405163305a27a960e01b815260040161015a91906101a3565b60405180910390fd5b805161016e826101d8565b179392505050565b5f60208284031215610186575f5ffd5b81516001600160a01b038116811461019c575f5ffd5b9392505050565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b805160208083015191908110156101f8575f198160200360031b1b821691505b50919050565b60805160a05160c05160e051610100516101205161014051610160516140396102915f395f818161043401528181610e1f01528181610f3d01528181611e5201528181611e900152818161208001528181612baa01528181612c2a0152612c8c01525f6128aa01525f61287a01525f61347901525f61345101525f6133ac01525f6133d601525f61340001526140395ff3fe60806040526004361061016d575f3560e01c806386438ebd116100c6578063d5d44d801161007c578063f4ee8c4c11610057578063f4ee8c4c14610707578063f5148ace14610726578063fa523c9e14610745575f5ffd5b8063d5d44d80146104de578063db371c6014610509578063e75bce83146106e8575f5ffd5b8063bd99fe1f116100ac578063bd99fe1f1461048d578063ce25a4df146104ac578063d313d7b0146104cb575f5ffd5b806386438ebd1461042357806397ac67e81461046e575f5ffd5b806334e91b631161012657806354e6d7871161010157806354e6d78714610293578063777da905146102b257806384b0196e146103fc575f5ffd5b806334e91b631461023657806339c79e0c1461025557806351cff8d914610274575f5ffd5b806307609cb91161015657806307609cb9146101d05780631cd9e054146101f85780632449b31314610217575f5ffd5b806306044b361461017157806306ce8676146101af575b5f5ffd5b34801561017c575f5ffd5b5061019c61018b366004613648565b60036020525f908152604090205481565b6040519081526020015b60405180910390f35b3480156101ba575f5ffd5b506101ce6101c93660046136b0565b610764565b005b3480156101db575f5ffd5b506101e561138881565b60405161ffff90911681526020016101a6565b348015610203575f5ffd5b506101ce6102123660046136f8565b610922565b348015610222575f5ffd5b506101ce6102313660046137b0565b610ad4565b348015610241575f5ffd5b5061019c6102503660046137f9565b610ba7565b348015610260575f5ffd5b506101ce61026f366004613821565b610bf3565b34801561027f575f5ffd5b506101ce61028e366004613648565b610e64565b34801561029e575f5ffd5b506101ce6102ad3660046136b0565b610f6d565b3480156102bd575f5ffd5b5061039d6102cc366004613838565b60408051608080820183525f80835260208084018290528385018290526060938401829052958152600586528381206001600160a01b039590951681529385529282902082519384018352546bffffffffffffffffffffffff80821685526c01000000000000000000000000820416948401949094527801000000000000000000000000000000000000000000000000840464ffffffffff16918301919091527d01000000000000000000000000000000000000000000000000000000000090920462ffffff169181019190915290565b6040516101a691905f6080820190506bffffffffffffffffffffffff83511682526bffffffffffffffffffffffff602084015116602083015264ffffffffff604084015116604083015262ffffff606084015116606083015292915050565b348015610407575f5ffd5b50610410611113565b6040516101a697969594939291906138ae565b34801561042e575f5ffd5b506104567f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b0390911681526020016101a6565b348015610479575f5ffd5b506101ce6104883660046136f8565b611171565b348015610498575f5ffd5b506101ce6104a736600461397f565b611213565b3480156104b7575f5ffd5b506101ce6104c63660046139b4565b611371565b61019c6104d93660046139d5565b611495565b3480156104e9575f5ffd5b5061019c6104f8366004613648565b60026020525f908152604090205481565b348015610514575f5ffd5b506106db610523366004613821565b604080516101a0810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e081018290526101008101829052610120810182905261014081018290526101608101829052610180810191909152505f9081526004602081815260409283902083516101a08101855281546001600160a01b0380821683527401000000000000000000000000000000000000000080830464ffffffffff1695840195909552790100000000000000000000000000000000000000000000000000820463ffffffff908116978401979097527d01000000000000000000000000000000000000000000000000000000000090910460ff161515606083015260018301548082166080840152939093046bffffffffffffffffffffffff90811660a0830152600283015480821660c08401526c01000000000000000000000000808204831660e0850152780100000000000000000000000000000000000000000000000091829004909716610100840152600384015480831661012085015296870490911661014083015290940461ffff16610160850152909101541661018082015290565b6040516101a691906139ef565b3480156106f3575f5ffd5b506101ce610702366004613b5a565b611acc565b348015610712575f5ffd5b506101ce61072136600461397f565b611eca565b348015610731575f5ffd5b506101ce610740366004613b97565b6120b5565b348015610750575f5ffd5b506101ce61075f366004613821565b6121b8565b5f61076e846121cb565b90505f5b8281101561091b575f8581526005602052604081208186868581811061079a5761079a613c32565b90506020020160208101906107af9190613648565b6001600160a01b0316815260208101919091526040015f908120547801000000000000000000000000000000000000000000000000900464ffffffffff1691508190036108605784848381811061080857610808613c32565b905060200201602081019061081d9190613648565b6040517ff65ecdcc0000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024015b60405180910390fd5b8064ffffffffff164210156108e15784848381811061088157610881613c32565b90506020020160208101906108969190613648565b6040517f33935e010000000000000000000000000000000000000000000000000000000081526001600160a01b03909116600482015264ffffffffff82166024820152604401610857565b61091286848787868181106108f8576108f8613c32565b905060200201602081019061090d9190613648565b61227c565b50600101610772565b5050505050565b5f61092c846121cb565b90506109388482612485565b5f5f5b838110156109b25761099e8686868481811061095957610959613c32565b61096f9260206040909202019081019150613648565b87878581811061098157610981613c32565b90506040020160200160208101906109999190613c5f565b6124ec565b6109a89083613ca5565b915060010161093b565b5060028201546bffffffffffffffffffffffff16811115610a235760028201546040517f7fb2de39000000000000000000000000000000000000000000000000000000008152600481018790526bffffffffffffffffffffffff909116602482015260448101829052606401610857565b6002820180548291905f90610a479084906bffffffffffffffffffffffff16613cb8565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080826003015f8282829054906101000a90046bffffffffffffffffffffffff16610a9f9190613cdc565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055505050505050565b5f5f610ae18585856126d1565b91509150815f03610b9c578435610afe6040870160208801613648565b86355f9081526005602090815260408083209291610b20918b01908b01613648565b6001600160a01b039081168252602082019290925260409081015f205490517f9a1fbfeb0000000000000000000000000000000000000000000000000000000081526004810194909452911660248301526c0100000000000000000000000090046bffffffffffffffffffffffff166044820152606401610857565b61091b853582612736565b6040805146602082015230918101919091526001600160a01b0383166060820152608081018290525f9060a0016040516020818303038152906040528051906020012090505b92915050565b610bfb6127c4565b5f610c05826121cb565b80549091505f90610c5890790100000000000000000000000000000000000000000000000000810463ffffffff169074010000000000000000000000000000000000000000900464ffffffffff16613ca5565b9050804211610cd957610c6b8383612485565b60038201546bffffffffffffffffffffffff1615610cd95760038201546040517f4bed35b3000000000000000000000000000000000000000000000000000000008152600481018590526bffffffffffffffffffffffff909116602482015260448101829052606401610857565b600382015460028301545f91610d00916bffffffffffffffffffffffff9182169116613cdc565b6002840180547fffffffffffffffffffffffffffffffffffffffff0000000000000000000000009081168083556003870180549092169091559192508291600c90610d6a9084906c0100000000000000000000000090046bffffffffffffffffffffffff16613cdc565b82546101009290920a6bffffffffffffffffffffffff81810219909316918316021790915584547d0100000000000000000000000000000000000000000000000000000000007fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff90911617855560405190831681528591507fccd6e7ee7dccd7742e1970d8e14fbe6e77e09d26c4bfcf486270c27dd63e714a9060200160405180910390a28254610e56906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000811691166bffffffffffffffffffffffff84166127fb565b505050610e61612849565b50565b610e6c6127c4565b6001600160a01b0381165f9081526002602052604081205490819003610ed6576040517f32d177360000000000000000000000000000000000000000000000000000000081526001600160a01b03831660048201525f602482015260016044820152606401610857565b6001600160a01b0382165f818152600260205260408082208290555182917f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe291610f2891868252602082015260400190565b60405180910390a3610f646001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001683836127fb565b50610e61612849565b5f610f77846121cb565b9050610f838482612485565b60028101545f90610fb6907801000000000000000000000000000000000000000000000000900463ffffffff1642613d00565b90505f5b8381101561110b575f86815260056020526040812081878785818110610fe257610fe2613c32565b9050602002016020810190610ff79190613648565b6001600160a01b0316815260208101919091526040015f2080549091507801000000000000000000000000000000000000000000000000900464ffffffffff16156110425750611103565b80547fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff16780100000000000000000000000000000000000000000000000064ffffffffff85160217815585858381811061109e5761109e613c32565b90506020020160208101906110b39190613648565b6001600160a01b0316877f2ab984ed00057e172eb9b55cc84ddeef69cb454cbc635ea4eda950a742e32354856040516110f9919064ffffffffff91909116815260200190565b60405180910390a3505b600101610fba565b505050505050565b5f6060805f5f5f6060611124612873565b61112c6128a3565b604080515f808252602082019092527f0f000000000000000000000000000000000000000000000000000000000000009b939a50919850469750309650945092509050565b5f61117b846121cb565b90506111878482612485565b5f5f5b83811015611208575f6111ef87858888868181106111aa576111aa613c32565b6111c09260206040909202019081019150613648565b8989878181106111d2576111d2613c32565b90506040020160200160208101906111ea9190613c5f565b6128ce565b91506111fd90508184613ca5565b92505060010161118a565b5061091b8582612736565b61121b6127c4565b5f611225836121cb565b90505f611243836fffffffffffffffffffffffffffffffff16612b25565b9050808260010160148282829054906101000a90046bffffffffffffffffffffffff166112709190613cdc565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080826002015f8282829054906101000a90046bffffffffffffffffffffffff166112c89190613cdc565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff160217905550336001600160a01b0316847fb61791f32ed77ee8198b9ed61f769e123e216267beb68a9f8334b8b80db328c78360405161134491906bffffffffffffffffffffffff91909116815260200190565b60405180910390a3611363816bffffffffffffffffffffffff16612b7a565b505061136d612849565b5050565b5f61137b836121cb565b90506113878382612d44565b805464ffffffffff740100000000000000000000000000000000000000009091048116908316116114105780546040517f267c58e30000000000000000000000000000000000000000000000000000000081527401000000000000000000000000000000000000000090910464ffffffffff908116600483015283166024820152604401610857565b80547fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff167401000000000000000000000000000000000000000064ffffffffff841690810291909117825560405190815283907f7ff871c749c43870970c5c4fae6ab5c5731816c9d074e3aee322c2970a9983179060200160405180910390a2505050565b5f61149e6127c4565b5f6114af6040840160208501613648565b6001600160a01b03160361151f576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600760248201527f73657373696f6e000000000000000000000000000000000000000000000000006044820152606401610857565b426115306080840160608501613d1d565b64ffffffffff161161159e576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600860248201527f646561646c696e650000000000000000000000000000000000000000000000006044820152606401610857565b6115ae60a0830160808401613d49565b63ffffffff165f0361161c576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f67726163650000000000000000000000000000000000000000000000000000006044820152606401610857565b61162c60c0830160a08401613d49565b63ffffffff165f0361169a576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f6e6f7469636500000000000000000000000000000000000000000000000000006044820152606401610857565b6116a5338335610ba7565b5f8181526004602052604090208054919250906001600160a01b0316156116fb576040517f9e2b4bfd00000000000000000000000000000000000000000000000000000000815260048101839052602401610857565b5f61172661170f6060860160408701613c5f565b6fffffffffffffffffffffffffffffffff16612b25565b82547fffffffffffffffffffffffff0000000000000000000000000000000000000000163317835590506117606040850160208601613648565b6001830180547fffffffffffffffffffffffff0000000000000000000000000000000000000000166001600160a01b03929092169190911790556117aa6080850160608601613d1d565b825464ffffffffff9190911674010000000000000000000000000000000000000000027fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff90911617825561180460a0850160808601613d49565b825463ffffffff91909116790100000000000000000000000000000000000000000000000000027fffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffffff90911617825561186260c0850160a08601613d49565b6002830180546001850180546bffffffffffffffffffffffff86167401000000000000000000000000000000000000000081026001600160a01b03909216919091179091557fffffffffffffffffffffffffffffffffffffffff00000000000000000000000063ffffffff94909416780100000000000000000000000000000000000000000000000002939093167fffffffff00000000ffffffffffffffffffffffff0000000000000000000000009091161790911790555f61192c610100860160e08701613648565b6001600160a01b0316141580611956575061194f61012085016101008601613d73565b61ffff1615155b156119875761198782611970610100870160e08801613648565b61198261012088016101008901613d73565b612d90565b6119976040850160208601613648565b6001600160a01b0316336001600160a01b0316847f6a920478b0eeb16ad860fd83e5a4e5ba43d3164632b6fee3ccee903e1b87b21d87346040516119dc929190613d8c565b60405180910390a46119fb816bffffffffffffffffffffffff16612b7a565b3415611abd575f611a126040860160208701613648565b6001600160a01b0316346040515f6040518083038185875af1925050503d805f8114611a59576040519150601f19603f3d011682016040523d82523d5f602084013e611a5e565b606091505b5050905080611abb57611a776040860160208701613648565b6040517f1f8011150000000000000000000000000000000000000000000000000000000081526001600160a01b039091166004820152346024820152604401610857565b505b5050611ac7612849565b919050565b611ad46127c4565b8260a00135421115611b18576040517f8432fbfb00000000000000000000000000000000000000000000000000000000815260a08401356004820152602401610857565b5f611b296040850160208601613648565b6001600160a01b03161480611b55575030611b4a6040850160208601613648565b6001600160a01b0316145b15611ba857611b6a6040840160208501613648565b6040517f52d9c6c80000000000000000000000000000000000000000000000000000000081526001600160a01b039091166004820152602401610857565b826040013583606001351115611bfa57604080517f359f998c00000000000000000000000000000000000000000000000000000000815290840135600482015260608401356024820152604401610857565b5f600381611c0b6020870187613648565b6001600160a01b0316815260208101919091526040015f908120805491611c3183613e62565b91905055905080846080013514611c9e57611c4f6020850185613648565b6040517f9f1965110000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024810182905260808501356044820152606401610857565b611cbe611cae6020860186613648565b611cb786612f21565b8585612f72565b5f600281611ccf6020880188613648565b6001600160a01b03166001600160a01b031681526020019081526020015f2054905084604001355f1480611d065750808560400135115b15611d6657611d186020860186613648565b604080517f32d177360000000000000000000000000000000000000000000000000000000081526001600160a01b039092166004830152602482018390528601356044820152606401610857565b611d74604086013582613e99565b60025f611d846020890189613648565b6001600160a01b03166001600160a01b031681526020019081526020015f2081905550846020016020810190611dba9190613648565b6001600160a01b0316611dd06020870187613648565b6001600160a01b03167f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe287604001358860600135604051611e1b929190918252602082015260400190565b60405180910390a3611e79611e366040870160208801613648565b611e4860608801356040890135613e99565b6001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001691906127fb565b606085013515611ebb57611ebb6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000163360608801356127fb565b5050611ec5612849565b505050565b611ed26127c4565b5f611edc836121cb565b9050611ee88382612d44565b60028101546bffffffffffffffffffffffff166fffffffffffffffffffffffffffffffff83161115611f7b5760028101546040517f7fb2de39000000000000000000000000000000000000000000000000000000008152600481018590526bffffffffffffffffffffffff90911660248201526fffffffffffffffffffffffffffffffff83166044820152606401610857565b600281018054839182915f90611fa09084906bffffffffffffffffffffffff16613cb8565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055508082600201600c8282829054906101000a90046bffffffffffffffffffffffff16611ff99190613cdc565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff160217905550837f585b998ed03d8702da840da4a4ea5f429e31a72b385fa0e943156a14d1d1f5318260405161206b91906bffffffffffffffffffffffff91909116815260200190565b60405180910390a26113636001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016336bffffffffffffffffffffffff84166127fb565b8281146120f8576040517f658b7abb0000000000000000000000000000000000000000000000000000000081526004810184905260248101829052604401610857565b5f5f5f5b858110156121ad575f61214988888481811061211a5761211a613c32565b90506060020187878581811061213257612132613c32565b90506020028101906121449190613eac565b6126d1565b9150508388888481811061215f5761215f613c32565b9050606002015f013514612198576121778484612736565b87878381811061218957612189613c32565b9050606002015f013593505f92505b6121a28184613ca5565b9250506001016120fc565b5061110b8282612736565b610e61816121c5836121cb565b3361227c565b5f81815260046020526040902080546001600160a01b031661221c576040517fe498a48100000000000000000000000000000000000000000000000000000000815260048101839052602401610857565b80547d010000000000000000000000000000000000000000000000000000000000900460ff1615611ac7576040517f651db5ce00000000000000000000000000000000000000000000000000000000815260048101839052602401610857565b5f8381526005602090815260408083206001600160a01b0385168452909152812080549091906122cc906bffffffffffffffffffffffff6c01000000000000000000000000820481169116613cb8565b82546c0100000000000000000000000081046bffffffffffffffffffffffff167fffffff0000000000ffffffffffffffffffffffff000000000000000000000000909116178084559091508290601d9061234b907d010000000000000000000000000000000000000000000000000000000000900462ffffff16613f0d565b91906101000a81548162ffffff021916908362ffffff16021790555080846003015f8282829054906101000a90046bffffffffffffffffffffffff166123919190613cb8565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080846002015f8282829054906101000a90046bffffffffffffffffffffffff166123e99190613cdc565b82546101009290920a6bffffffffffffffffffffffff81810219909316918316021790915583546040805192851683527d01000000000000000000000000000000000000000000000000000000000090910462ffffff1660208301526001600160a01b038616925087917f4f5473ebf3c904728c4cc6d8d3b5029c2b3443a43f8f0a3cbb780df6eba7ad9d910160405180910390a35050505050565b80546001600160a01b031633148015906124ac575060018101546001600160a01b03163314155b1561136d576040517fb87a12a900000000000000000000000000000000000000000000000000000000815260048101839052336024820152604401610857565b5f6001600160a01b038316158061250b57506001600160a01b03831630145b1561254d576040517f52d9c6c80000000000000000000000000000000000000000000000000000000081526001600160a01b0384166004820152602401610857565b5f8481526005602090815260408083206001600160a01b038716845290915281209061258a6fffffffffffffffffffffffffffffffff8516612b25565b82549091506bffffffffffffffffffffffff90811690821610156126045781546040517f09dacde80000000000000000000000000000000000000000000000000000000081526001600160a01b03871660048201526bffffffffffffffffffffffff91821660248201529082166044820152606401610857565b815461261e906bffffffffffffffffffffffff1682613cb8565b82546bffffffffffffffffffffffff8381167fffffff0000000000ffffffffffffffffffffffff0000000000000000000000009092168217808655604080519384527d01000000000000000000000000000000000000000000000000000000000090910462ffffff166020840152921694506001600160a01b0387169188917fdf40a48a76cf783453e73fce264cb710176cc006d0f0b6f44a34d0d2bfdfe4e6910160405180910390a350509392505050565b5f80806126de86356121cb565b6001810154909150612703906001600160a01b03166126fc88612fcd565b8787613001565b61272986358261271960408a0160208b01613648565b6111ea60608b0160408c01613c5f565b9250925050935093915050565b805f03612741575050565b5f828152600460208181526040808420909201546001600160a01b0316808452600290915290822080549192849261277a908490613ca5565b90915550506040518281526001600160a01b0382169084907faaa87b1c212e5c69a48d4c667c021274440295509cfa56cd9b9d6ee84d9e09e19060200160405180910390a3505050565b6127cc61306f565b6127f960017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005b906130c8565b565b61280883838360016130cf565b611ec5576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b0384166004820152602401610857565b6127f95f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f006127f3565b606061289e7f000000000000000000000000000000000000000000000000000000000000000061314a565b905090565b606061289e7f000000000000000000000000000000000000000000000000000000000000000061314a565b5f8481526005602090815260408083206001600160a01b0386168452909152812080548291906bffffffffffffffffffffffff6c0100000000000000000000000082048116918491166fffffffffffffffffffffffffffffffff8716106129445782546bffffffffffffffffffffffff16612946565b855b6fffffffffffffffffffffffffffffffff16905081811161296f575f5f94509450505050612b1c565b600388015482820395507801000000000000000000000000000000000000000000000000900461ffff1680156129b15761271083820204612710838302040394505b83546bffffffffffffffffffffffff8084166c01000000000000000000000000027fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff90921691909117855560038a01805488925f91612a1291859116613cb8565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055508589600301600c8282829054906101000a90046bffffffffffffffffffffffff16612a6b9190613cdc565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055508486612aa59190613e99565b6001600160a01b0389165f9081526002602052604081208054909190612acc908490613ca5565b909155505060408051878152602081018490526001600160a01b038a16918c917f5ce467ae5694ddb233a02ca7eb987835c5e2ea71eec0e379bf3a5e1207ae2459910160405180910390a3505050505b94509492505050565b5f6bffffffffffffffffffffffff821115612b76576040517f6dfcc6500000000000000000000000000000000000000000000000000000000081526060600482015260248101839052604401610857565b5090565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa158015612bf7573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190612c1b9190613f2f565b9050612c526001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016333085613187565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201525f9082906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016906370a0823190602401602060405180830381865afa158015612cd1573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190612cf59190613f2f565b612cff9190613e99565b9050828114611ec5576040517f857dd5520000000000000000000000000000000000000000000000000000000081526004810184905260248101829052604401610857565b80546001600160a01b0316331461136d576040517fb87a12a900000000000000000000000000000000000000000000000000000000815260048101839052336024820152604401610857565b61ffff81161580612da6575061138861ffff8216115b15612e0d576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f73686172650000000000000000000000000000000000000000000000000000006044820152606401610857565b6001600160a01b0382161580612e2b57506001600160a01b03821630145b15612e92576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f617574686f7200000000000000000000000000000000000000000000000000006044820152606401610857565b60038301805461ffff9092167801000000000000000000000000000000000000000000000000027fffffffffffff0000ffffffffffffffffffffffffffffffffffffffffffffffff909216919091179055600490910180546001600160a01b039092167fffffffffffffffffffffffff0000000000000000000000000000000000000000909216919091179055565b5f7f47e8206ff7dfccc968b7a77171d558710fcc6d507369e50c50a9e246e7870bcc82604051602001612f55929190613f46565b604051602081830303815290604052805190602001209050919050565b612f8684612f7f856131d6565b848461321d565b612fc7576040517fd855c4f40000000000000000000000000000000000000000000000000000000081526001600160a01b0385166004820152602401610857565b50505050565b5f7f8daf18dd96c3edab62bb35a519b4fb0e624eb2fc8471c38d4b8286d7c4a713b382604051602001612f55929190613fb5565b5f61301561300e856131d6565b8484613293565b50509050846001600160a01b0316816001600160a01b03161461091b576040517fd855c4f40000000000000000000000000000000000000000000000000000000081526001600160a01b0386166004820152602401610857565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c156127f9576040517f3ee5aeb500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b80825d5050565b6040517fa9059cbb000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f5114831661313e578383151615613132573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b60605f613156836132da565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b61319584848484600161331a565b612fc7576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b0385166004820152602401610857565b5f610bed6131e26133a0565b836040517f19010000000000000000000000000000000000000000000000000000000000008152600281019290925260228201526042902090565b5f846001600160a01b03163b5f0361327c575f5f61323c868686613293565b5090925090505f8160038111156132555761325561400c565b1480156132735750866001600160a01b0316826001600160a01b0316145b9250505061328b565b613288858585856134c9565b90505b949350505050565b5f808060418490036132c7578435602086013560408701355f1a6132b98982858561354c565b9550955095505050506132d1565b505f915060029050825b93509350939050565b5f60ff8216601f811115610bed576040517fb3512b0c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6040517f23b872dd000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f5114831661338f578383151615613383573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f306001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000161480156133f857507f000000000000000000000000000000000000000000000000000000000000000046145b1561342257507f000000000000000000000000000000000000000000000000000000000000000090565b61289e604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b604080517f1626ba7e00000000000000000000000000000000000000000000000000000000808252600482018690526024820192909252604481018390525f91908390818660648301375f82606483010152601f820160051c60051b915060205f60648401838b5afa9050825f5114601f3d111681169350505050949350505050565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084111561358557505f91506003905082613628565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa1580156135d6573d5f5f3e3d5ffd5b50506040517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe001519150506001600160a01b03811661361f57505f925060019150829050613628565b92505f91508190505b9450945094915050565b80356001600160a01b0381168114611ac7575f5ffd5b5f60208284031215613658575f5ffd5b61366182613632565b9392505050565b5f5f83601f840112613678575f5ffd5b50813567ffffffffffffffff81111561368f575f5ffd5b6020830191508360208260051b85010111156136a9575f5ffd5b9250929050565b5f5f5f604084860312156136c2575f5ffd5b83359250602084013567ffffffffffffffff8111156136df575f5ffd5b6136eb86828701613668565b9497909650939450505050565b5f5f5f6040848603121561370a575f5ffd5b83359250602084013567ffffffffffffffff811115613727575f5ffd5b8401601f81018613613737575f5ffd5b803567ffffffffffffffff81111561374d575f5ffd5b8660208260061b8401011115613761575f5ffd5b939660209190910195509293505050565b5f5f83601f840112613782575f5ffd5b50813567ffffffffffffffff811115613799575f5ffd5b6020830191508360208285010111156136a9575f5ffd5b5f5f5f83850360808112156137c3575f5ffd5b60608112156137d0575f5ffd5b50839250606084013567ffffffffffffffff8111156137ed575f5ffd5b6136eb86828701613772565b5f5f6040838503121561380a575f5ffd5b61381383613632565b946020939093013593505050565b5f60208284031215613831575f5ffd5b5035919050565b5f5f60408385031215613849575f5ffd5b8235915061385960208401613632565b90509250929050565b5f81518084528060208401602086015e5f6020828601015260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011685010191505092915050565b7fff000000000000000000000000000000000000000000000000000000000000008816815260e060208201525f6138e860e0830189613862565b82810360408401526138fa8189613862565b606084018890526001600160a01b038716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b8181101561394f578351835260209384019390920191600101613931565b50909b9a5050505050505050505050565b80356fffffffffffffffffffffffffffffffff81168114611ac7575f5ffd5b5f5f60408385031215613990575f5ffd5b8235915061385960208401613960565b803564ffffffffff81168114611ac7575f5ffd5b5f5f604083850312156139c5575f5ffd5b82359150613859602084016139a0565b5f6101208284031280156139e7575f5ffd5b509092915050565b81516001600160a01b031681526101a081016020830151613a19602084018264ffffffffff169052565b506040830151613a31604084018263ffffffff169052565b506060830151613a45606084018215159052565b506080830151613a6060808401826001600160a01b03169052565b5060a0830151613a8060a08401826bffffffffffffffffffffffff169052565b5060c0830151613aa060c08401826bffffffffffffffffffffffff169052565b5060e0830151613ac060e08401826bffffffffffffffffffffffff169052565b50610100830151613ada61010084018263ffffffff169052565b50610120830151613afc6101208401826bffffffffffffffffffffffff169052565b50610140830151613b1e6101408401826bffffffffffffffffffffffff169052565b50610160830151613b3661016084018261ffff169052565b50610180830151613b536101808401826001600160a01b03169052565b5092915050565b5f5f5f83850360e0811215613b6d575f5ffd5b60c0811215613b7a575f5ffd5b5083925060c084013567ffffffffffffffff8111156137ed575f5ffd5b5f5f5f5f60408587031215613baa575f5ffd5b843567ffffffffffffffff811115613bc0575f5ffd5b8501601f81018713613bd0575f5ffd5b803567ffffffffffffffff811115613be6575f5ffd5b876020606083028401011115613bfa575f5ffd5b60209182019550935085013567ffffffffffffffff811115613c1a575f5ffd5b613c2687828801613668565b95989497509550505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b5f60208284031215613c6f575f5ffd5b61366182613960565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b80820180821115610bed57610bed613c78565b6bffffffffffffffffffffffff8281168282160390811115610bed57610bed613c78565b6bffffffffffffffffffffffff8181168382160190811115610bed57610bed613c78565b64ffffffffff8181168382160190811115610bed57610bed613c78565b5f60208284031215613d2d575f5ffd5b613661826139a0565b803563ffffffff81168114611ac7575f5ffd5b5f60208284031215613d59575f5ffd5b61366182613d36565b803561ffff81168114611ac7575f5ffd5b5f60208284031215613d83575f5ffd5b61366182613d62565b8235815261014081016001600160a01b03613da960208601613632565b1660208301526fffffffffffffffffffffffffffffffff613dcc60408601613960565b166040830152613dde606085016139a0565b64ffffffffff166060830152613df660808501613d36565b63ffffffff166080830152613e0d60a08501613d36565b63ffffffff1660a083015260c08481013590830152613e2e60e08501613632565b6001600160a01b031660e0830152613e496101008501613d62565b61ffff1661010083015261012090910191909152919050565b5f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8203613e9257613e92613c78565b5060010190565b81810381811115610bed57610bed613c78565b5f5f83357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1843603018112613edf575f5ffd5b83018035915067ffffffffffffffff821115613ef9575f5ffd5b6020019150368190038213156136a9575f5ffd5b5f62ffffff821662ffffff8103613f2657613f26613c78565b60010192915050565b5f60208284031215613f3f575f5ffd5b5051919050565b82815260e081016001600160a01b03613f5e84613632565b1660208301526001600160a01b03613f7860208501613632565b1660408381019190915283013560608084019190915283013560808084019190915283013560a0808401919091529092013560c090910152919050565b828152813560208083019190915260808201906001600160a01b0390613fdc908501613632565b1660408301526fffffffffffffffffffffffffffffffff613fff60408501613960565b1660608301529392505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd' as const
