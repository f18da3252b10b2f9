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
  '0x610180604052348015610010575f5ffd5b50604051614bf6380380614bf683398101604081905261002f91610176565b6040518060400160405280600b81526020016a4c6f616d20457363726f7760a81b815250604051806040016040528060018152602001601960f91b81525061007c8261013060201b60201c565b6101205261008981610130565b61014052815160208084019190912060e052815190820120610100524660a05261011560e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c0526001600160a01b0316610160526101fe565b5f5f829050601f81511115610163578260405163305a27a960e01b815260040161015a91906101a3565b60405180910390fd5b805161016e826101d8565b179392505050565b5f60208284031215610186575f5ffd5b81516001600160a01b038116811461019c575f5ffd5b9392505050565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b805160208083015191908110156101f8575f198160200360031b1b821691505b50919050565b60805160a05160c05160e0516101005161012051610140516101605161495e6102985f395f81816104ac01528181610dca01528181610f92015281816122960152818161248601528181612b8001528181612ec801528181613441015281816134c1015261352301525f61339801525f61336801525f613b5701525f613b2f01525f613a8a01525f613ab401525f613ade015261495e5ff3fe608060405260043610610178575f3560e01c8063777da905116100d1578063d313d7b01161007c578063e75bce8311610057578063e75bce8314610785578063f4ee8c4c146107a4578063fa523c9e146107c3575f5ffd5b8063d313d7b014610543578063d5d44d8014610556578063db371c60146105a4575f5ffd5b806397ac67e8116100ac57806397ac67e8146104e6578063bd99fe1f14610505578063ce25a4df14610524575f5ffd5b8063777da9051461032a57806384b0196e1461047457806386438ebd1461049b575f5ffd5b806339c79e0c1161013157806354e6d7871161010c57806354e6d787146102cd5780635b9c0088146102ec5780636ced923a1461030b575f5ffd5b806339c79e0c1461027057806351cff8d91461028f57806352ee8d23146102ae575f5ffd5b806307609cb91161016157806307609cb91461020a5780631cd9e0541461023257806334e91b6314610251575f5ffd5b806306044b361461017c57806306ce8676146101e9575b5f5ffd5b348015610187575f5ffd5b506101d6610196366004613dec565b6001600160a01b03165f908152600260205260409020547801000000000000000000000000000000000000000000000000900467ffffffffffffffff1690565b6040519081526020015b60405180910390f35b3480156101f4575f5ffd5b50610208610203366004613e4d565b6107e2565b005b348015610215575f5ffd5b5061021f61138881565b60405161ffff90911681526020016101e0565b34801561023d575f5ffd5b5061020861024c366004613e95565b6109a0565b34801561025c575f5ffd5b506101d661026b366004613f0f565b610b52565b34801561027b575f5ffd5b5061020861028a366004613f37565b610b9e565b34801561029a575f5ffd5b506102086102a9366004613dec565b610e0f565b3480156102b9575f5ffd5b506102086102c8366004613f4e565b610e78565b3480156102d8575f5ffd5b506102086102e7366004613e4d565b610fc8565b3480156102f7575f5ffd5b50610208610306366004613fe9565b61116e565b348015610316575f5ffd5b506102086103253660046140f5565b6113a7565b348015610335575f5ffd5b5061041561034436600461413e565b60408051608080820183525f80835260208084018290528385018290526060938401829052958152600486528381206001600160a01b039590951681529385529282902082519384018352546bffffffffffffffffffffffff80821685526c01000000000000000000000000820416948401949094527801000000000000000000000000000000000000000000000000840464ffffffffff16918301919091527d01000000000000000000000000000000000000000000000000000000000090920462ffffff169181019190915290565b6040516101e091905f6080820190506bffffffffffffffffffffffff83511682526bffffffffffffffffffffffff602084015116602083015264ffffffffff604084015116604083015262ffffff606084015116606083015292915050565b34801561047f575f5ffd5b506104886115aa565b6040516101e097969594939291906141b4565b3480156104a6575f5ffd5b506104ce7f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b0390911681526020016101e0565b3480156104f1575f5ffd5b50610208610500366004613e95565b611608565b348015610510575f5ffd5b5061020861051f366004614285565b61169c565b34801561052f575f5ffd5b5061020861053e3660046142ba565b6117fa565b6101d66105513660046142db565b61191e565b348015610561575f5ffd5b506101d6610570366004613dec565b6001600160a01b03165f9081526002602052604090205477ffffffffffffffffffffffffffffffffffffffffffffffff1690565b3480156105af575f5ffd5b506107786105be366004613f37565b604080516101a0810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e081018290526101008101829052610120810182905261014081018290526101608101829052610180810191909152505f9081526003602081815260409283902083516101a08101855281546001600160a01b0380821683527401000000000000000000000000000000000000000080830464ffffffffff1695840195909552790100000000000000000000000000000000000000000000000000820463ffffffff908116978401979097527d01000000000000000000000000000000000000000000000000000000000090910460ff161515606083015260018301548082166080840152939093046bffffffffffffffffffffffff90811660a0830152600283015480821660c08401526c01000000000000000000000000808204831660e085015278010000000000000000000000000000000000000000000000009182900490971661010084015294830154808216610120840152958604166101408201529290930461ffff1661016083015260049092015490911661018082015290565b6040516101e091906142f5565b348015610790575f5ffd5b5061020861079f366004614460565b611f55565b3480156107af575f5ffd5b506102086107be366004614285565b6122d0565b3480156107ce575f5ffd5b506102086107dd366004613f37565b6124bb565b5f6107ec846124ce565b90505f5b82811015610999575f858152600460205260408120818686858181106108185761081861449d565b905060200201602081019061082d9190613dec565b6001600160a01b0316815260208101919091526040015f908120547801000000000000000000000000000000000000000000000000900464ffffffffff1691508190036108de578484838181106108865761088661449d565b905060200201602081019061089b9190613dec565b6040517ff65ecdcc0000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024015b60405180910390fd5b8064ffffffffff1642101561095f578484838181106108ff576108ff61449d565b90506020020160208101906109149190613dec565b6040517f33935e010000000000000000000000000000000000000000000000000000000081526001600160a01b03909116600482015264ffffffffff821660248201526044016108d5565b61099086848787868181106109765761097661449d565b905060200201602081019061098b9190613dec565b61257f565b506001016107f0565b5050505050565b5f6109aa846124ce565b90506109b68482612788565b5f5f5b83811015610a3057610a1c868686848181106109d7576109d761449d565b6109ed9260206040909202019081019150613dec565b8787858181106109ff576109ff61449d565b9050604002016020016020810190610a1791906144ca565b6127ef565b610a269083614510565b91506001016109b9565b5060028201546bffffffffffffffffffffffff16811115610aa15760028201546040517f7fb2de39000000000000000000000000000000000000000000000000000000008152600481018790526bffffffffffffffffffffffff9091166024820152604481018290526064016108d5565b6002820180548291905f90610ac59084906bffffffffffffffffffffffff16614523565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080826003015f8282829054906101000a90046bffffffffffffffffffffffff16610b1d9190614547565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055505050505050565b6040805146602082015230918101919091526001600160a01b0383166060820152608081018290525f9060a0016040516020818303038152906040528051906020012090505b92915050565b610ba6612a06565b5f610bb0826124ce565b80549091505f90610c0390790100000000000000000000000000000000000000000000000000810463ffffffff169074010000000000000000000000000000000000000000900464ffffffffff16614510565b9050804211610c8457610c168383612788565b60038201546bffffffffffffffffffffffff1615610c845760038201546040517f4bed35b3000000000000000000000000000000000000000000000000000000008152600481018590526bffffffffffffffffffffffff9091166024820152604481018290526064016108d5565b600382015460028301545f91610cab916bffffffffffffffffffffffff9182169116614547565b6002840180547fffffffffffffffffffffffffffffffffffffffff0000000000000000000000009081168083556003870180549092169091559192508291600c90610d159084906c0100000000000000000000000090046bffffffffffffffffffffffff16614547565b82546101009290920a6bffffffffffffffffffffffff81810219909316918316021790915584547d0100000000000000000000000000000000000000000000000000000000007fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff90911617855560405190831681528591507fccd6e7ee7dccd7742e1970d8e14fbe6e77e09d26c4bfcf486270c27dd63e714a9060200160405180910390a28254610e01906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000811691166bffffffffffffffffffffffff8416612a3d565b505050610e0c612a8b565b50565b610e17612a06565b610e2081612ab5565b5f03610e70576040517f32d177360000000000000000000000000000000000000000000000000000000081526001600160a01b03821660048201525f6024820152600160448201526064016108d5565b610e0c612a8b565b610e80612a06565b828114610ec3576040517f658b7abb00000000000000000000000000000000000000000000000000000000815260048101849052602481018290526044016108d5565b5f5f5b84811015610f7e5736868683818110610ee157610ee161449d565b905060c002019050610ef281612ba7565b1580610f505750610f066020820182613dec565b6001600160a01b0316610f44610f1b83612cbd565b878786818110610f2d57610f2d61449d565b9050602002810190610f3f919061456b565b612d0e565b6001600160a01b031614155b15610f5b5750610f76565b610f6481612d2f565b610f72606082013584614510565b9250505b600101610ec6565b508015610fb957610fb96001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000163383612a3d565b50610fc2612a8b565b50505050565b5f610fd2846124ce565b9050610fde8482612788565b60028101545f90611011907801000000000000000000000000000000000000000000000000900463ffffffff16426145cc565b90505f5b83811015611166575f8681526004602052604081208187878581811061103d5761103d61449d565b90506020020160208101906110529190613dec565b6001600160a01b0316815260208101919091526040015f2080549091507801000000000000000000000000000000000000000000000000900464ffffffffff161561109d575061115e565b80547fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff16780100000000000000000000000000000000000000000000000064ffffffffff8516021781558585838181106110f9576110f961449d565b905060200201602081019061110e9190613dec565b6001600160a01b0316877f2ab984ed00057e172eb9b55cc84ddeef69cb454cbc635ea4eda950a742e3235485604051611154919064ffffffffff91909116815260200190565b60405180910390a3505b600101611015565b505050505050565b611176612a06565b8483146111b9576040517f658b7abb00000000000000000000000000000000000000000000000000000000815260048101869052602481018490526044016108d5565b6111ef6040518060a001604052805f81526020015f6001600160a01b031681526020015f81526020015f81526020015f81525090565b5f5b86811015611351573688888381811061120c5761120c61449d565b9050608002019050825f0151815f0135146112375761122a83612eef565b611234813561309c565b92505b60208301515f906001600160a01b031615806112ca575081355f9081526004602090815260408083209291611270918601908601613dec565b6001600160a01b03168152602081019190915260409081015f20547d010000000000000000000000000000000000000000000000000000000000900462ffffff16906112c290606085019085016145fb565b62ffffff1614155b905080156112d9575050611349565b61130b8460200151838a8a878181106112f4576112f461449d565b9050602002810190611306919061456b565b61314e565b6113468461131f6040850160208601613dec565b61132f60808601606087016144ca565b6fffffffffffffffffffffffffffffffff166131b6565b50505b6001016111f1565b5061135b81612eef565b5f5b8281101561139d5761139484848381811061137a5761137a61449d565b905060200201602081019061138f9190613dec565b612ab5565b5060010161135d565b5050611166612a8b565b6113b183356124ce565b505f6113bd843561309c565b90506113cf816020015185858561314e565b83355f9081526004602090815260408083209183916113f391908901908901613dec565b6001600160a01b03168152602081019190915260409081015f2080549092507d010000000000000000000000000000000000000000000000000000000000900462ffffff169061144990606088019088016145fb565b62ffffff16146114f55784356114656040870160208801613dec565b82547d010000000000000000000000000000000000000000000000000000000000900462ffffff1661149d6060890160408a016145fb565b6040517fac2e878e00000000000000000000000000000000000000000000000000000000815260048101949094526001600160a01b03909216602484015262ffffff90811660448401521660648201526084016108d5565b611519826115096040880160208901613dec565b61132f6080890160608a016144ca565b81606001515f036115a15784356115366040870160208801613dec565b82546040517f9a1fbfeb00000000000000000000000000000000000000000000000000000000815260048101939093526001600160a01b0390911660248301526c0100000000000000000000000090046bffffffffffffffffffffffff1660448201526064016108d5565b61099982612eef565b5f6060805f5f5f60606115bb613361565b6115c3613391565b604080515f808252602082019092527f0f000000000000000000000000000000000000000000000000000000000000009b939a50919850469750309650945092509050565b5f611612846124ce565b905061161e8482612788565b5f6116288561309c565b90505f5b838110156116925761168a8286868481811061164a5761164a61449d565b6116609260206040909202019081019150613dec565b8787858181106116725761167261449d565b905060400201602001602081019061132f91906144ca565b60010161162c565b5061099981612eef565b6116a4612a06565b5f6116ae836124ce565b90505f6116cc836fffffffffffffffffffffffffffffffff166133bc565b9050808260010160148282829054906101000a90046bffffffffffffffffffffffff166116f99190614547565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080826002015f8282829054906101000a90046bffffffffffffffffffffffff166117519190614547565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff160217905550336001600160a01b0316847fb61791f32ed77ee8198b9ed61f769e123e216267beb68a9f8334b8b80db328c7836040516117cd91906bffffffffffffffffffffffff91909116815260200190565b60405180910390a36117ec816bffffffffffffffffffffffff16613411565b50506117f6612a8b565b5050565b5f611804836124ce565b905061181083826135db565b805464ffffffffff740100000000000000000000000000000000000000009091048116908316116118995780546040517f267c58e30000000000000000000000000000000000000000000000000000000081527401000000000000000000000000000000000000000090910464ffffffffff9081166004830152831660248201526044016108d5565b80547fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff167401000000000000000000000000000000000000000064ffffffffff841690810291909117825560405190815283907f7ff871c749c43870970c5c4fae6ab5c5731816c9d074e3aee322c2970a9983179060200160405180910390a2505050565b5f611927612a06565b5f6119386040840160208501613dec565b6001600160a01b0316036119a8576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600760248201527f73657373696f6e0000000000000000000000000000000000000000000000000060448201526064016108d5565b426119b96080840160608501614614565b64ffffffffff1611611a27576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600860248201527f646561646c696e6500000000000000000000000000000000000000000000000060448201526064016108d5565b611a3760a0830160808401614640565b63ffffffff165f03611aa5576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f677261636500000000000000000000000000000000000000000000000000000060448201526064016108d5565b611ab560c0830160a08401614640565b63ffffffff165f03611b23576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f6e6f74696365000000000000000000000000000000000000000000000000000060448201526064016108d5565b611b2e338335610b52565b5f8181526003602052604090208054919250906001600160a01b031615611b84576040517f9e2b4bfd000000000000000000000000000000000000000000000000000000008152600481018390526024016108d5565b5f611baf611b9860608601604087016144ca565b6fffffffffffffffffffffffffffffffff166133bc565b82547fffffffffffffffffffffffff000000000000000000000000000000000000000016331783559050611be96040850160208601613dec565b6001830180547fffffffffffffffffffffffff0000000000000000000000000000000000000000166001600160a01b0392909216919091179055611c336080850160608601614614565b825464ffffffffff9190911674010000000000000000000000000000000000000000027fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff909116178255611c8d60a0850160808601614640565b825463ffffffff91909116790100000000000000000000000000000000000000000000000000027fffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffffff909116178255611ceb60c0850160a08601614640565b6002830180546001850180546bffffffffffffffffffffffff86167401000000000000000000000000000000000000000081026001600160a01b03909216919091179091557fffffffffffffffffffffffffffffffffffffffff00000000000000000000000063ffffffff94909416780100000000000000000000000000000000000000000000000002939093167fffffffff00000000ffffffffffffffffffffffff0000000000000000000000009091161790911790555f611db5610100860160e08701613dec565b6001600160a01b0316141580611ddf5750611dd86101208501610100860161466a565b61ffff1615155b15611e1057611e1082611df9610100870160e08801613dec565b611e0b6101208801610100890161466a565b613627565b611e206040850160208601613dec565b6001600160a01b0316336001600160a01b0316847f6a920478b0eeb16ad860fd83e5a4e5ba43d3164632b6fee3ccee903e1b87b21d8734604051611e65929190614683565b60405180910390a4611e84816bffffffffffffffffffffffff16613411565b3415611f46575f611e9b6040860160208701613dec565b6001600160a01b0316346040515f6040518083038185875af1925050503d805f8114611ee2576040519150601f19603f3d011682016040523d82523d5f602084013e611ee7565b606091505b5050905080611f4457611f006040860160208701613dec565b6040517f1f8011150000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201523460248201526044016108d5565b505b5050611f50612a8b565b919050565b611f5d612a06565b8260a00135421115611fa1576040517f8432fbfb00000000000000000000000000000000000000000000000000000000815260a084013560048201526024016108d5565b611fb9611fb46040850160208601613dec565b6137b8565b61200b57611fcd6040840160208501613dec565b6040517f52d9c6c80000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024016108d5565b82604001358360600135111561205d57604080517f359f998c000000000000000000000000000000000000000000000000000000008152908401356004820152606084013560248201526044016108d5565b5f60028161206e6020870187613dec565b6001600160a01b0316815260208082019290925260409081015f2081518083019092525477ffffffffffffffffffffffffffffffffffffffffffffffff811682527801000000000000000000000000000000000000000000000000900467ffffffffffffffff169181018290529150608085013514612150576120f46020850185613dec565b60208201516040517f9f1965110000000000000000000000000000000000000000000000000000000081526001600160a01b03909216600483015267ffffffffffffffff166024820152608085013560448201526064016108d5565b5f61216261215d86612cbd565b6137df565b905061217c6121746020870187613dec565b828686613826565b6121cb5761218d6020860186613dec565b6040517fd855c4f40000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024016108d5565b604085013515806121fa5750815177ffffffffffffffffffffffffffffffffffffffffffffffff166040860135115b156122765761220c6020860186613dec565b8251604080517f32d177360000000000000000000000000000000000000000000000000000000081526001600160a01b03909316600484015277ffffffffffffffffffffffffffffffffffffffffffffffff909116602483015286013560448201526064016108d5565b61227f85612d2f565b6060850135156122c1576122c16001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016336060880135612a3d565b50506122cb612a8b565b505050565b6122d8612a06565b5f6122e2836124ce565b90506122ee83826135db565b60028101546bffffffffffffffffffffffff166fffffffffffffffffffffffffffffffff831611156123815760028101546040517f7fb2de39000000000000000000000000000000000000000000000000000000008152600481018590526bffffffffffffffffffffffff90911660248201526fffffffffffffffffffffffffffffffff831660448201526064016108d5565b600281018054839182915f906123a69084906bffffffffffffffffffffffff16614523565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055508082600201600c8282829054906101000a90046bffffffffffffffffffffffff166123ff9190614547565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff160217905550837f585b998ed03d8702da840da4a4ea5f429e31a72b385fa0e943156a14d1d1f5318260405161247191906bffffffffffffffffffffffff91909116815260200190565b60405180910390a26117ec6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016336bffffffffffffffffffffffff8416612a3d565b610e0c816124c8836124ce565b3361257f565b5f81815260036020526040902080546001600160a01b031661251f576040517fe498a481000000000000000000000000000000000000000000000000000000008152600481018390526024016108d5565b80547d010000000000000000000000000000000000000000000000000000000000900460ff1615611f50576040517f651db5ce000000000000000000000000000000000000000000000000000000008152600481018390526024016108d5565b5f8381526004602090815260408083206001600160a01b0385168452909152812080549091906125cf906bffffffffffffffffffffffff6c01000000000000000000000000820481169116614523565b82546c0100000000000000000000000081046bffffffffffffffffffffffff167fffffff0000000000ffffffffffffffffffffffff000000000000000000000000909116178084559091508290601d9061264e907d010000000000000000000000000000000000000000000000000000000000900462ffffff16614759565b91906101000a81548162ffffff021916908362ffffff16021790555080846003015f8282829054906101000a90046bffffffffffffffffffffffff166126949190614523565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080846002015f8282829054906101000a90046bffffffffffffffffffffffff166126ec9190614547565b82546101009290920a6bffffffffffffffffffffffff81810219909316918316021790915583546040805192851683527d01000000000000000000000000000000000000000000000000000000000090910462ffffff1660208301526001600160a01b038616925087917f4f5473ebf3c904728c4cc6d8d3b5029c2b3443a43f8f0a3cbb780df6eba7ad9d910160405180910390a35050505050565b80546001600160a01b031633148015906127af575060018101546001600160a01b03163314155b156117f6576040517fb87a12a9000000000000000000000000000000000000000000000000000000008152600481018390523360248201526044016108d5565b5f6127f9836137b8565b61283a576040517f52d9c6c80000000000000000000000000000000000000000000000000000000081526001600160a01b03841660048201526024016108d5565b5f8481526004602090815260408083206001600160a01b03871684529091528120906128776fffffffffffffffffffffffffffffffff85166133bc565b82549091506bffffffffffffffffffffffff9081169082168111156128ef576040517f09dacde80000000000000000000000000000000000000000000000000000000081526001600160a01b03871660048201526bffffffffffffffffffffffff8083166024830152831660448201526064016108d5565b82547fffffffffffffffffffffffffffffffffffffffff000000000000000000000000166bffffffffffffffffffffffff8381169190911780855582840390911694507801000000000000000000000000000000000000000000000000900464ffffffffff16156129815782547fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff1683555b8254604080516bffffffffffffffffffffffff851681527d01000000000000000000000000000000000000000000000000000000000090920462ffffff1660208301526001600160a01b0388169189917fdf40a48a76cf783453e73fce264cb710176cc006d0f0b6f44a34d0d2bfdfe4e6910160405180910390a35050509392505050565b612a0e61389c565b612a3b60017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005b906138f5565b565b612a4a83838360016138fc565b6122cb576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b03841660048201526024016108d5565b612a3b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00612a35565b6001600160a01b0381165f9081526002602052604081205477ffffffffffffffffffffffffffffffffffffffffffffffff1690819003612af657505f919050565b6001600160a01b0382165f8181526002602052604080822080547fffffffffffffffff0000000000000000000000000000000000000000000000001690555182917f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe291612b6b91868252602082015260400190565b60405180910390a3611f506001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168383612a3d565b5f80600281612bb96020860186613dec565b6001600160a01b0316815260208082019290925260409081015f2081518083019092525477ffffffffffffffffffffffffffffffffffffffffffffffff811682527801000000000000000000000000000000000000000000000000900467ffffffffffffffff1691810191909152905060a08301354211801590612c4b5750612c4b611fb46040850160208601613dec565b8015612c5f57508260400135836060013511155b8015612c7c5750806020015167ffffffffffffffff168360800135145b8015612c8b57505f8360400135115b8015612cb65750805177ffffffffffffffffffffffffffffffffffffffffffffffff16604084013511155b9392505050565b5f7f47e8206ff7dfccc968b7a77171d558710fcc6d507369e50c50a9e246e7870bcc82604051602001612cf192919061477b565b604051602081830303815290604052805190602001209050919050565b5f5f612d23612d1c866137df565b8585613977565b50909695505050505050565b5f600281612d406020850185613dec565b6001600160a01b03168152602081019190915260409081015f90812080549093509184013591839190612d8e90849077ffffffffffffffffffffffffffffffffffffffffffffffff166147ea565b92506101000a81548177ffffffffffffffffffffffffffffffffffffffffffffffff021916908377ffffffffffffffffffffffffffffffffffffffffffffffff160217905550805f01601881819054906101000a900467ffffffffffffffff16612df79061481a565b91906101000a81548167ffffffffffffffff021916908367ffffffffffffffff160217905550816020016020810190612e309190613dec565b6001600160a01b0316612e466020840184613dec565b6001600160a01b03167f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe284604001358560600135604051612e91929190918252602082015260400190565b60405180910390a36117f6612eac6040840160208501613dec565b612ebe6060850135604086013561483d565b6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169190612a3d565b80606001515f03612efd5750565b80515f90815260036020819052604082206060840151918101805491939091612f359084906bffffffffffffffffffffffff16614523565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff160217905550816060015181600301600c8282829054906101000a90046bffffffffffffffffffffffff16612f929190614547565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555081608001515f03612fcf575050565b608082015160048201546001600160a01b03165f908152600260205260408120805490919061301990849077ffffffffffffffffffffffffffffffffffffffffffffffff16614850565b825477ffffffffffffffffffffffffffffffffffffffffffffffff9182166101009390930a9283029190920219909116179055506004810154825160808401516040519081526001600160a01b03909216917faaa87b1c212e5c69a48d4c667c021274440295509cfa56cd9b9d6ee84d9e09e19060200160405180910390a35050565b6130d26040518060a001604052805f81526020015f6001600160a01b031681526020015f81526020015f81526020015f81525090565b5f82815260036020526040902082825280547d010000000000000000000000000000000000000000000000000000000000900460ff166131205760018101546001600160a01b031660208301525b600301547801000000000000000000000000000000000000000000000000900461ffff166040820152919050565b836001600160a01b031661316b613164856139be565b8484612d0e565b6001600160a01b031614610fc2576040517fd855c4f40000000000000000000000000000000000000000000000000000000081526001600160a01b03851660048201526024016108d5565b82515f9081526004602090815260408083206001600160a01b0386168452909152902080546bffffffffffffffffffffffff6c01000000000000000000000000820481169116808410156132075750825b81811161321657505050505050565b82547fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff166c010000000000000000000000006bffffffffffffffffffffffff8316021783556040860151828203905f90156132af57612710886040015185028161328257613282614880565b04612710896040015185028161329a5761329a614880565b04039050808860800181815101915081815250505b606088018051830190526001600160a01b0387165f81815260026020908152604091829020805477ffffffffffffffffffffffffffffffffffffffffffffffff80821687890301167fffffffffffffffff0000000000000000000000000000000000000000000000009091161790558a518251868152918201879052917f5ce467ae5694ddb233a02ca7eb987835c5e2ea71eec0e379bf3a5e1207ae2459910160405180910390a35050505050505050565b606061338c7f00000000000000000000000000000000000000000000000000000000000000006139f2565b905090565b606061338c7f00000000000000000000000000000000000000000000000000000000000000006139f2565b5f6bffffffffffffffffffffffff82111561340d576040517f6dfcc65000000000000000000000000000000000000000000000000000000000815260606004820152602481018390526044016108d5565b5090565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa15801561348e573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906134b291906148ad565b90506134e96001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016333085613a2f565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201525f9082906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016906370a0823190602401602060405180830381865afa158015613568573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061358c91906148ad565b613596919061483d565b90508281146122cb576040517f857dd55200000000000000000000000000000000000000000000000000000000815260048101849052602481018290526044016108d5565b80546001600160a01b031633146117f6576040517fb87a12a9000000000000000000000000000000000000000000000000000000008152600481018390523360248201526044016108d5565b61ffff8116158061363d575061138861ffff8216115b156136a4576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f736861726500000000000000000000000000000000000000000000000000000060448201526064016108d5565b6001600160a01b03821615806136c257506001600160a01b03821630145b15613729576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f617574686f72000000000000000000000000000000000000000000000000000060448201526064016108d5565b60038301805461ffff9092167801000000000000000000000000000000000000000000000000027fffffffffffff0000ffffffffffffffffffffffffffffffffffffffffffffffff909216919091179055600490910180546001600160a01b039092167fffffffffffffffffffffffff0000000000000000000000000000000000000000909216919091179055565b5f6001600160a01b03821615801590610b9857506001600160a01b03821630141592915050565b5f610b986137eb613a7e565b836040517f19010000000000000000000000000000000000000000000000000000000000008152600281019290925260228201526042902090565b5f846001600160a01b03163b5f03613885575f5f613845868686613977565b5090925090505f81600381111561385e5761385e6148c4565b14801561387c5750866001600160a01b0316826001600160a01b0316145b92505050613894565b61389185858585613ba7565b90505b949350505050565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c15612a3b576040517f3ee5aeb500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b80825d5050565b6040517fa9059cbb000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f5114831661396b57838315161561395f573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b5f808060418490036139ab578435602086013560408701355f1a61399d89828585613c2a565b9550955095505050506139b5565b505f915060029050825b93509350939050565b5f7f9fdc8543c80dd29644093b51e6e64b484977d266f655ac875424c8a4e4d8aed482604051602001612cf19291906148f1565b60605f6139fe83613d10565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b613a3d848484846001613d50565b610fc2576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b03851660048201526024016108d5565b5f306001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016148015613ad657507f000000000000000000000000000000000000000000000000000000000000000046145b15613b0057507f000000000000000000000000000000000000000000000000000000000000000090565b61338c604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b604080517f1626ba7e00000000000000000000000000000000000000000000000000000000808252600482018690526024820192909252604481018390525f91908390818660648301375f82606483010152601f820160051c60051b915060205f60648401838b5afa9050825f5114601f3d111681169350505050949350505050565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841115613c6357505f91506003905082613d06565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015613cb4573d5f5f3e3d5ffd5b50506040517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe001519150506001600160a01b038116613cfd57505f925060019150829050613d06565b92505f91508190505b9450945094915050565b5f60ff8216601f811115610b98576040517fb3512b0c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6040517f23b872dd000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f51148316613dc5578383151615613db9573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b80356001600160a01b0381168114611f50575f5ffd5b5f60208284031215613dfc575f5ffd5b612cb682613dd6565b5f5f83601f840112613e15575f5ffd5b50813567ffffffffffffffff811115613e2c575f5ffd5b6020830191508360208260051b8501011115613e46575f5ffd5b9250929050565b5f5f5f60408486031215613e5f575f5ffd5b83359250602084013567ffffffffffffffff811115613e7c575f5ffd5b613e8886828701613e05565b9497909650939450505050565b5f5f5f60408486031215613ea7575f5ffd5b83359250602084013567ffffffffffffffff811115613ec4575f5ffd5b8401601f81018613613ed4575f5ffd5b803567ffffffffffffffff811115613eea575f5ffd5b8660208260061b8401011115613efe575f5ffd5b939660209190910195509293505050565b5f5f60408385031215613f20575f5ffd5b613f2983613dd6565b946020939093013593505050565b5f60208284031215613f47575f5ffd5b5035919050565b5f5f5f5f60408587031215613f61575f5ffd5b843567ffffffffffffffff811115613f77575f5ffd5b8501601f81018713613f87575f5ffd5b803567ffffffffffffffff811115613f9d575f5ffd5b87602060c083028401011115613fb1575f5ffd5b60209182019550935085013567ffffffffffffffff811115613fd1575f5ffd5b613fdd87828801613e05565b95989497509550505050565b5f5f5f5f5f5f60608789031215613ffe575f5ffd5b863567ffffffffffffffff811115614014575f5ffd5b8701601f81018913614024575f5ffd5b803567ffffffffffffffff81111561403a575f5ffd5b8960208260071b840101111561404e575f5ffd5b60209182019750955087013567ffffffffffffffff81111561406e575f5ffd5b61407a89828a01613e05565b909550935050604087013567ffffffffffffffff811115614099575f5ffd5b6140a589828a01613e05565b979a9699509497509295939492505050565b5f5f83601f8401126140c7575f5ffd5b50813567ffffffffffffffff8111156140de575f5ffd5b602083019150836020828501011115613e46575f5ffd5b5f5f5f83850360a0811215614108575f5ffd5b6080811215614115575f5ffd5b50839250608084013567ffffffffffffffff811115614132575f5ffd5b613e88868287016140b7565b5f5f6040838503121561414f575f5ffd5b8235915061415f60208401613dd6565b90509250929050565b5f81518084528060208401602086015e5f6020828601015260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011685010191505092915050565b7fff000000000000000000000000000000000000000000000000000000000000008816815260e060208201525f6141ee60e0830189614168565b82810360408401526142008189614168565b606084018890526001600160a01b038716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b81811015614255578351835260209384019390920191600101614237565b50909b9a5050505050505050505050565b80356fffffffffffffffffffffffffffffffff81168114611f50575f5ffd5b5f5f60408385031215614296575f5ffd5b8235915061415f60208401614266565b803564ffffffffff81168114611f50575f5ffd5b5f5f604083850312156142cb575f5ffd5b8235915061415f602084016142a6565b5f6101208284031280156142ed575f5ffd5b509092915050565b81516001600160a01b031681526101a08101602083015161431f602084018264ffffffffff169052565b506040830151614337604084018263ffffffff169052565b50606083015161434b606084018215159052565b50608083015161436660808401826001600160a01b03169052565b5060a083015161438660a08401826bffffffffffffffffffffffff169052565b5060c08301516143a660c08401826bffffffffffffffffffffffff169052565b5060e08301516143c660e08401826bffffffffffffffffffffffff169052565b506101008301516143e061010084018263ffffffff169052565b506101208301516144026101208401826bffffffffffffffffffffffff169052565b506101408301516144246101408401826bffffffffffffffffffffffff169052565b5061016083015161443c61016084018261ffff169052565b506101808301516144596101808401826001600160a01b03169052565b5092915050565b5f5f5f83850360e0811215614473575f5ffd5b60c0811215614480575f5ffd5b5083925060c084013567ffffffffffffffff811115614132575f5ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b5f602082840312156144da575f5ffd5b612cb682614266565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b80820180821115610b9857610b986144e3565b6bffffffffffffffffffffffff8281168282160390811115610b9857610b986144e3565b6bffffffffffffffffffffffff8181168382160190811115610b9857610b986144e3565b5f5f83357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe184360301811261459e575f5ffd5b83018035915067ffffffffffffffff8211156145b8575f5ffd5b602001915036819003821315613e46575f5ffd5b64ffffffffff8181168382160190811115610b9857610b986144e3565b803562ffffff81168114611f50575f5ffd5b5f6020828403121561460b575f5ffd5b612cb6826145e9565b5f60208284031215614624575f5ffd5b612cb6826142a6565b803563ffffffff81168114611f50575f5ffd5b5f60208284031215614650575f5ffd5b612cb68261462d565b803561ffff81168114611f50575f5ffd5b5f6020828403121561467a575f5ffd5b612cb682614659565b8235815261014081016001600160a01b036146a060208601613dd6565b1660208301526fffffffffffffffffffffffffffffffff6146c360408601614266565b1660408301526146d5606085016142a6565b64ffffffffff1660608301526146ed6080850161462d565b63ffffffff16608083015261470460a0850161462d565b63ffffffff1660a083015260c0848101359083015261472560e08501613dd6565b6001600160a01b031660e08301526147406101008501614659565b61ffff1661010083015261012090910191909152919050565b5f62ffffff821662ffffff8103614772576147726144e3565b60010192915050565b82815260e081016001600160a01b0361479384613dd6565b1660208301526001600160a01b036147ad60208501613dd6565b1660408381019190915283013560608084019190915283013560808084019190915283013560a0808401919091529092013560c090910152919050565b77ffffffffffffffffffffffffffffffffffffffffffffffff8281168282160390811115610b9857610b986144e3565b5f67ffffffffffffffff821667ffffffffffffffff8103614772576147726144e3565b81810381811115610b9857610b986144e3565b77ffffffffffffffffffffffffffffffffffffffffffffffff8181168382160190811115610b9857610b986144e3565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b5f602082840312156148bd575f5ffd5b5051919050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b828152813560208083019190915260a08201906001600160a01b0390614918908501613dd6565b16604083015262ffffff61492e604085016145e9565b1660608301526fffffffffffffffffffffffffffffffff61495160608501614266565b166080830152939250505056' as const
