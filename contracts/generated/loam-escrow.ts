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
        "name": "",
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
      },
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "nonce",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expiry",
            "type": "uint256"
          },
          {
            "internalType": "uint8",
            "name": "v",
            "type": "uint8"
          },
          {
            "internalType": "bytes32",
            "name": "r",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "s",
            "type": "bytes32"
          }
        ],
        "internalType": "struct ILoamEscrow.Permit",
        "name": "permit",
        "type": "tuple"
      }
    ],
    "name": "openWithPermit",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
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
  '0x6101808060405234610194576020816139b580380380916100208285610198565b83398101031261019457516001600160a01b038116810361019457604051610049604082610198565b600b815260208101906a4c6f616d20457363726f7760a81b825260405191610072604084610198565b600183526020830191601960f91b835261008b816101cf565b61012052610098846101cf565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261010160c082610198565b5190206080523060c0526101605260405161377a908161023b82396080518161361b015260a051816136d2015260c051816135ec015260e0518161366a0152610100518161369001526101205181610dc401526101405181610dee0152610160518181816102790152818161057401528181610d8601528181610f1501528181611a14015281816126b201526131d00152f35b5f80fd5b601f909101601f19168101906001600160401b038211908210176101bb57604052565b634e487b7160e01b5f52604160045260245ffd5b601f8151116101fa5760208151910151602082106101eb571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe6080806040526004361015610012575f80fd5b5f905f3560e01c90816306044b3614611ea75750806306ce867614611d9757806307609cb914611d7b5780631cd9e05414611ae657806334e91b6314611ab757806339c79e0c146118bb57806351cff8d91461182957806354e6d787146116ca5780635b9c00881461131c5780636ced923a146110b6578063777da90514610fe3578063818f33ab14610ec257806384b0196e14610daa57806386438ebd14610d6657806397ac67e814610ce1578063bd99fe1f14610bd5578063ce25a4df14610ad4578063d313d7b014610a88578063d5d44d8014610a36578063db371c60146107e3578063e75bce83146102f7578063f4ee8c4c146101485763fa523c9e1461011b575f80fd5b346101455760206003193601126101455761014260043561013b81612270565b33916122f3565b80f35b80fd5b50346101455760406003193601126101455760043590610166612037565b61016e6124ea565b600261017984612270565b61018381866133d7565b016bffffffffffffffffffffffff815416916fffffffffffffffffffffffffffffffff81168381116102c3575061029d9394916bffffffffffffffffffffffff6101d38161024c941680966120e0565b166bffffffffffffffffffffffff19825416178155610204846bffffffffffffffffffffffff835460601c1661210a565b7fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff77ffffffffffffffffffffffff00000000000000000000000083549260601b169116179055565b7f585b998ed03d8702da840da4a4ea5f429e31a72b385fa0e943156a14d1d1f5316020604051848152a2337f000000000000000000000000000000000000000000000000000000000000000061255e565b807f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d80f35b8460649185887f7fb2de39000000000000000000000000000000000000000000000000000000008452600452602452604452fd5b503461014557600319360160e081126107df5760c0136101455760c43567ffffffffffffffff81116107df57610331903690600401611fc6565b9061033a6124ea565b60a435908142116107b357610355610350612066565b6133eb565b15610777576064359160443593848411610747576001600160a01b0361037961207c565b168652600260205260408620926084358454938460c01c8083036107035750610435939291610428916040519060208201927f47e8206ff7dfccc968b7a77171d558710fcc6d507369e50c50a9e246e7870bcc84526001600160a01b036103de611ede565b1660408401526001600160a01b036103f4611ef4565b1660608401528b60808401528a60a084015260c083015260e082015260e081526104206101008261219a565b519020613409565b61043061207c565b61344a565b156106c757831580156106a4575b6106465777ffffffffffffffffffffffffffffffffffffffffffffffff80851691160377ffffffffffffffffffffffffffffffffffffffffffffffff81116106195777ffffffffffffffffffffffffffffffffffffffffffffffff167fffffffffffffffff00000000000000000000000000000000000000000000000082541617815580548060c01c67ffffffffffffffff81146105ec577fffffffffffffffff000000000000000000000000000000000000000000000000600177ffffffffffffffffffffffffffffffffffffffffffffffff920160c01b16911617905561052a61207c565b610532612066565b7f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe260406001600160a01b038082519488865287602087015216941692a36105ad7f0000000000000000000000000000000000000000000000000000000000000000926105a6836105a0612066565b92612263565b908461255e565b806105da575b82807f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d80f35b6105e591339061255e565b5f806105b3565b6024867f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b6024857f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b848477ffffffffffffffffffffffffffffffffffffffffffffffff6064936001600160a01b0361067461207c565b7f32d177360000000000000000000000000000000000000000000000000000000086521660045216602452604452fd5b5077ffffffffffffffffffffffffffffffffffffffffffffffff81168411610443565b6024856001600160a01b036106da61207c565b7fd855c4f400000000000000000000000000000000000000000000000000000000835216600452fd5b89836064926001600160a01b0361071861207c565b7f9f19651100000000000000000000000000000000000000000000000000000000855216600452602452604452fd5b60448685877f359f998c000000000000000000000000000000000000000000000000000000008352600452602452fd5b6024846001600160a01b0361078a612066565b7f52d9c6c800000000000000000000000000000000000000000000000000000000835216600452fd5b602484837f8432fbfb000000000000000000000000000000000000000000000000000000008252600452fd5b5080fd5b503461014557602060031936011261014557806040516108028161217d565b8181528160208201528160408201528160608201528160808201528160a08201528160c08201528160e0820152816101008201528161012082015281610140820152816101608201526101800152600435815260036020526040902060405161086a8161217d565b81546001600160a01b03811692838352602083018260a01c64ffffffffff16815260408401928060c81c63ffffffff168452606085019060e81c60ff1615158152600183015490608086016001600160a01b038316815260a087019260a01c835260028501549260c08801916bffffffffffffffffffffffff8516835260e08901938560601c6bffffffffffffffffffffffff1685526101008a019560c01c63ffffffff1686526003880154986101208b01976bffffffffffffffffffffffff8b1689526101408c01998b60601c6bffffffffffffffffffffffff168b526101608d019b60c01c61ffff168c52600401546001600160a01b03169b610180019b8c526040519c8d525164ffffffffff1660208d01525163ffffffff1660408c015251151560608b0152516001600160a01b031660808a0152516bffffffffffffffffffffffff1660a0890152516bffffffffffffffffffffffff1660c0880152516bffffffffffffffffffffffff1660e08701525163ffffffff16610100860152516bffffffffffffffffffffffff16610120850152516bffffffffffffffffffffffff166101408401525161ffff16610160830152516001600160a01b03166101808201526101a090f35b50346101455760206003193601126101455777ffffffffffffffffffffffffffffffffffffffffffffffff60406020926001600160a01b03610a76611ede565b16815260028452205416604051908152f35b5061012060031936011261014557602090610aa16124ea565b610aa9612a40565b907f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b50346101455760406003193601126101455760043560243564ffffffffff811690818103610bd157610b0583612270565b610b0f81856133d7565b64ffffffffff815460a01c1680841115610ba1575091610b976020927f7ff871c749c43870970c5c4fae6ab5c5731816c9d074e3aee322c2970a99831794907fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff78ffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b604051908152a280f35b85846044927f267c58e3000000000000000000000000000000000000000000000000000000008352600452602452fd5b8380fd5b50346101455760406003193601126101455761029d600435610bf5612037565b610bfd6124ea565b6002610c236fffffffffffffffffffffffffffffffff610c1c85612270565b931661317a565b91610c7060018201610c3985825460a01c61210a565b6001600160a01b037fffffffffffffffffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b016bffffffffffffffffffffffff610c8b838284541661210a565b166bffffffffffffffffffffffff198254161790556bffffffffffffffffffffffff6040519116918282527fb61791f32ed77ee8198b9ed61f769e123e216267beb68a9f8334b8b80db328c760203393a36131ce565b503461014557610d0d610cf336611f6f565b929091610d08610d0282612270565b82612485565b612858565b91835b818110610d215784610142856126df565b80610d60610d3260019385876120a6565b6fffffffffffffffffffffffffffffffff610d586020610d5184612092565b93016120b6565b1690876128a8565b01610d10565b503461014557806003193601126101455760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b5034610145578060031936011261014557610e6690610de87f000000000000000000000000000000000000000000000000000000000000000061358b565b90610e127f000000000000000000000000000000000000000000000000000000000000000061358b565b906020610e7460405193610e26838661219a565b8385525f3681376040519687967f0f00000000000000000000000000000000000000000000000000000000000000885260e08589015260e0880190611ff4565b908682036040880152611ff4565b904660608601523060808601528260a086015284820360c08601528080855193848152019401925b828110610eab57505050500390f35b835185528695509381019392810192600101610e9c565b5060031936016101c08112610fdf5761012013610fdf5760a07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffedc360112610fdf57610f0b6124ea565b6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016906101643560ff8116809103610fdf57823b15610fdf575f92610104849260405195869384927f8fcbaf0c0000000000000000000000000000000000000000000000000000000084523360048501523060248501526101243560448501526101443560648501526001608485015260a48401526101843560c48401526101a43560e48401525af1610fcc575b602090610aa9612a40565b505f610fd79161219a565b60205f610fc1565b5f80fd5b34610fdf576040600319360112610fdf57610ffc611ef4565b5f606060405161100b81612134565b82815282602082015282604082015201526004355f5260046020526001600160a01b0360405f2091165f52602052608060405f2062ffffff6040519161105083612134565b5464ffffffffff6bffffffffffffffffffffffff8216938481526bffffffffffffffffffffffff60208201818560601c16815260606040840193858760c01c168552019460e81c8552604051968752511660208601525116604084015251166060820152f35b34610fdf57600319360160a08112610fdf57608013610fdf5760843567ffffffffffffffff8111610fdf576110ef903690600401611fc6565b90600435906110fd82612270565b5061110782612858565b906001600160a01b03602083015116936040519160208301927f9fdc8543c80dd29644093b51e6e64b484977d266f655ac875424c8a4e4d8aed484528560408201526024356001600160a01b038116809103610fdf57606082015260443562ffffff8116809103610fdf576080820152606435936fffffffffffffffffffffffffffffffff851693848603610fdf5788936111bd6111c293858860a06001600160a01b0398015260a0815261042060c08261219a565b613557565b505016036112f05762ffffff9450835f52600460205260405f206001600160a01b036111ec612066565b165f5260205260405f20916111ff612251565b835460e81c968791160361128f57906112229161121a612066565b9050846128a8565b60608201511561123757611235826126df565b005b6001600160a01b0391506bffffffffffffffffffffffff611256612066565b915460601c16927f9a1fbfeb000000000000000000000000000000000000000000000000000000005f526004521660245260445260645ffd5b60848562ffffff8861129f612066565b906001600160a01b036112b0612251565b92604051957fac2e878e00000000000000000000000000000000000000000000000000000000875260048701521660248501526044840152166064820152fd5b847fd855c4f4000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b34610fdf576060600319360112610fdf5760043567ffffffffffffffff8111610fdf5736602382011215610fdf57806004013567ffffffffffffffff8111610fdf573660248260071b84010111610fdf5760243567ffffffffffffffff8111610fdf5761138d903690600401611f0a565b9160443567ffffffffffffffff8111610fdf576113ae903690600401611f0a565b9390946113b96124ea565b81830361169a579193916113cb612216565b955f937fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe186360301945b8781101561163d578060071b84016024810135908a518203611624575b60208b016001600160a01b038151161580156115da575b6115cf57516001600160a01b0316878410156115a2578360051b8a013589811215610fdf578a019283359367ffffffffffffffff8511610fdf57602001908436038213610fdf5760405160208101917f9fdc8543c80dd29644093b51e6e64b484977d266f655ac875424c8a4e4d8aed483526040820152604485019485356001600160a01b0381168103610fdf576001600160a01b0316606083015260648101359062ffffff8216809203610fdf57608491608084015201958635936fffffffffffffffffffffffffffffffff85168503610fdf576111bd6001600160a01b0394611536946fffffffffffffffffffffffffffffffff89981660a082015260a0815261042060c08261219a565b505016036115775750600192916fffffffffffffffffffffffffffffffff61156961156361157194612092565b926120b6565b16908c6128a8565b016113f5565b7fd855c4f4000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b505050600190611571565b50606482013562ffffff811690818103610fdf5750835f52600460205260405f206001600160a01b0361160f60448601612092565b165f5260205260405f205460e81c1415611429565b9961162e906126df565b61163781612858565b99611412565b50611647886126df565b5f5b818110611675575f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b8061169361168e6116896001948688612056565b612092565b61260e565b5001611649565b50907f658b7abb000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b34610fdf576116d836611f3b565b909163ffffffff60026116ea83612270565b6116f48185612485565b015460c01c1664ffffffffff4216019064ffffffffff82116117fc5764ffffffffff82169160c01b7cffffffffff000000000000000000000000000000000000000000000000165f5b84811061174657005b600190835f52600460205260405f206001600160a01b0361176b611689848a8c612056565b165f5260205260405f2064ffffffffff815460c01c166117f657837fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff8254161790556001600160a01b036117c361168983898b612056565b16847f2ab984ed00057e172eb9b55cc84ddeef69cb454cbc635ea4eda950a742e323546020604051898152a35b0161173d565b506117f0565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b34610fdf576020600319360112610fdf57611842611ede565b61184a6124ea565b6118538161260e565b1561187d575f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b6001600160a01b03907f32d17736000000000000000000000000000000000000000000000000000000005f52166004525f602452600160445260645ffd5b34610fdf576020600319360112610fdf576004356118d76124ea565b6118e081612270565b6118ff815464ffffffffff63ffffffff8260c81c169160a01c166120d3565b80421115611a5d575b611a38836001600160a01b0384600281019261198f6bffffffffffffffffffffffff8554169461194c60038501966bffffffffffffffffffffffff8854169061210a565b956bffffffffffffffffffffffff1982541682556bffffffffffffffffffffffff198154169055610204866bffffffffffffffffffffffff835460601c1661210a565b8154917d0100000000000000000000000000000000000000000000000000000000007fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff84161790557fccd6e7ee7dccd7742e1970d8e14fbe6e77e09d26c4bfcf486270c27dd63e714a60206bffffffffffffffffffffffff604051961695868152a2167f000000000000000000000000000000000000000000000000000000000000000061255e565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b611a678284612485565b6bffffffffffffffffffffffff60038301541680611a855750611908565b837f4bed35b3000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b34610fdf576040600319360112610fdf576020611ade611ad5611ede565b602435906121db565b604051908152f35b34610fdf57611af436611f6f565b611aff839293612270565b90611b0a8284612485565b5f935f915b808310611bc457505050600281016bffffffffffffffffffffffff81541692838511611b90575060036bffffffffffffffffffffffff92611b789284611b5881891680986120e0565b166bffffffffffffffffffffffff1982541617905501928284541661210a565b82546bffffffffffffffffffffffff19169116179055005b9150507f7fb2de39000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b909194611bd28683856120a6565b611be76020611be083612092565b92016120b6565b611bf0826133eb565b15611d4657865f52600460205260405f206001600160a01b0383165f52602052611c2f6fffffffffffffffffffffffffffffffff60405f20921661317a565b906bffffffffffffffffffffffff815416926bffffffffffffffffffffffff831691848310611d095792828a7f06d29668d162b319007131c6724039e458d6375038993b28522f62d08e0b321660206001600160a01b03611cd49996896bffffffffffffffffffffffff996bffffffffffffffffffffffff1960019e9c541617815564ffffffffff815460c01c16611cdd575b506040519586521693a30316906120d3565b95019190611b0f565b7fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff81541690555f611cc2565b506001600160a01b0384917f09dacde8000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b6001600160a01b03827f52d9c6c8000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b34610fdf575f600319360112610fdf5760206040516113888152f35b34610fdf57611da536611f3b565b611dae83612270565b905f5b818110611dba57005b845f52600460205260405f206001600160a01b03611ddc611689848689612056565b165f5260205264ffffffffff60405f205460c01c168015611e6557804210611e20575080611e1a611e136116896001948689612056565b85886122f3565b01611db1565b6001600160a01b03611e36611689848689612056565b7f33935e01000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b6001600160a01b03611e7b611689848689612056565b7ff65ecdcc000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b34610fdf576020600319360112610fdf576020906001600160a01b03611ecb611ede565b165f526002825260405f205460c01c8152f35b600435906001600160a01b0382168203610fdf57565b602435906001600160a01b0382168203610fdf57565b9181601f84011215610fdf5782359167ffffffffffffffff8311610fdf576020808501948460051b010111610fdf57565b906040600319830112610fdf57600435916024359067ffffffffffffffff8211610fdf57611f6b91600401611f0a565b9091565b6040600319820112610fdf576004359160243567ffffffffffffffff8111610fdf5782602382011215610fdf5780600401359267ffffffffffffffff8411610fdf5760248460061b83010111610fdf576024019190565b9181601f84011215610fdf5782359167ffffffffffffffff8311610fdf5760208381860195010111610fdf57565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b602435906fffffffffffffffffffffffffffffffff82168203610fdf57565b91908110156115a25760051b0190565b6024356001600160a01b0381168103610fdf5790565b6004356001600160a01b0381168103610fdf5790565b356001600160a01b0381168103610fdf5790565b91908110156115a25760061b0190565b356fffffffffffffffffffffffffffffffff81168103610fdf5790565b919082018092116117fc57565b906bffffffffffffffffffffffff809116911603906bffffffffffffffffffffffff82116117fc57565b906bffffffffffffffffffffffff809116911601906bffffffffffffffffffffffff82116117fc57565b6080810190811067ffffffffffffffff82111761215057604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b6101a0810190811067ffffffffffffffff82111761215057604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761215057604052565b90604051906001600160a01b03602083019346855230604085015216606083015260808201526080815261221060a08261219a565b51902090565b6040519060a0820182811067ffffffffffffffff821117612150576040525f6080838281528260208201528260408201528260608201520152565b60443562ffffff81168103610fdf5790565b919082039182116117fc57565b90815f52600360205260405f209182546001600160a01b038116156122c75760e81c60ff1661229c5750565b7f651db5ce000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b507fe498a481000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90916bffffffffffffffffffffffff92825f52600460205260405f206001600160a01b0383165f5260205260405f2091846123388454828160601c16978891166120e0565b95166bffffffffffffffffffffffff198454161783557fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff83541683558254908160e81c9362ffffff85146117fc5760026040946001600160a01b03947cffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7fffffff000000000000000000000000000000000000000000000000000000000060017f4f5473ebf3c904728c4cc6d8d3b5029c2b3443a43f8f0a3cbb780df6eba7ad9d9a0160e81b169116178355600381016bffffffffffffffffffffffff61241f8b828454166120e0565b166bffffffffffffffffffffffff19825416179055016bffffffffffffffffffffffff61244f898284541661210a565b166bffffffffffffffffffffffff198254161790555460e81c6bffffffffffffffffffffffff84519716875260208701521693a3565b906001600160a01b0381541633141590816124d2575b506124a35750565b7fb87a12a9000000000000000000000000000000000000000000000000000000005f526004523360245260445ffd5b6001600160a01b03915060010154163314155f61249b565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c6125365760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b7f3ee5aeb5000000000000000000000000000000000000000000000000000000005f5260045ffd5b916001600160a01b03604051927fa9059cbb000000000000000000000000000000000000000000000000000000005f521660045260245260205f60448180865af19060015f51148216156125ed575b604052156125b85750565b6001600160a01b03907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b90600181151661260557823b15153d151616906125ad565b503d5f823e3d90fd5b906001600160a01b03821691825f52600260205277ffffffffffffffffffffffffffffffffffffffffffffffff60405f2054169283156126d8576126d6918185925f52600260205260405f207fffffffffffffffff0000000000000000000000000000000000000000000000008154169055807f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe2604080518681525f6020820152a37f000000000000000000000000000000000000000000000000000000000000000061255e565b565b505f925050565b606081018051156128545781515f52600360205261275160405f20916102046bffffffffffffffffffffffff8083511692816127226003880195828754166120e0565b166bffffffffffffffffffffffff1985541617845551166bffffffffffffffffffffffff835460601c1661210a565b6080820191825191821561284e57600401916001600160a01b038354165f52600260205277ffffffffffffffffffffffffffffffffffffffffffffffff60405f20911677ffffffffffffffffffffffffffffffffffffffffffffffff8254160177ffffffffffffffffffffffffffffffffffffffffffffffff81116117fc577faaa87b1c212e5c69a48d4c667c021274440295509cfa56cd9b9d6ee84d9e09e19260209277ffffffffffffffffffffffffffffffffffffffffffffffff6001600160a01b0393167fffffffffffffffff000000000000000000000000000000000000000000000000825416179055519354169351604051908152a3565b50505050565b5050565b9061ffff6003612866612216565b93805f528160205260405f2090855260ff815460e81c1615612890575b015460c01c166040830152565b6001600160a01b036001820154166020860152612883565b91909180515f52600460205260405f206001600160a01b0384165f5260205260405f208054906bffffffffffffffffffffffff808360601c16921693848110612a38575b5081841115612a315780547fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff16606085901b77ffffffffffffffffffffffff000000000000000000000000161790555f93818403916040840190815191826129ee575b5050509160209177ffffffffffffffffffffffffffffffffffffffffffffffff80806001600160a01b037f606160394df2742a67735645b7e783304d61d2dbc5b550e8c6acfaf27b6291d797606087018681510190521698895f526002875260405f20940316818454160116167fffffffffffffffff0000000000000000000000000000000000000000000000008254161790555192604051908152a3565b51608086018051612710939092028390049388029290920492909203918201905294508177ffffffffffffffffffffffffffffffffffffffffffffffff8061294f565b5050505050565b93505f6128ec565b6001600160a01b036024351660243503610fdf576001600160a01b03602435161561311c5764ffffffffff6064351660643503610fdf574264ffffffffff6064351611156130be5763ffffffff6084351660843503610fdf5763ffffffff60843516156130605763ffffffff60a4351660a43503610fdf5763ffffffff60a435161561300257612ad2600435336121db565b90815f52600360205260405f206001600160a01b03815416612fd657604435906fffffffffffffffffffffffffffffffff82168203610fdf57612b266fffffffffffffffffffffffffffffffff831661317a565b815460643560a090811b78ffffffffff0000000000000000000000000000000000000000167fffffff0000000000000000000000000000000000000000000000000000000000909216337fffffff000000000000000000ffffffffffffffffffffffffffffffffffffffff16179190911760843560c81b7cffffffff00000000000000000000000000000000000000000000000000161783556002830180546024356001600160a01b039081167fffffffffffffffffffffffff00000000000000000000000000000000000000009486901b9490941693909317600186015560a43560c01b7bffffffff000000000000000000000000000000000000000000000000167fffffffff00000000ffffffffffffffffffffffff000000000000000000000000909116176bffffffffffffffffffffffff8416179055909160e435918216909114159081610fdf5760e4356001600160a01b0316159081158083612fbc575b612e23575b5050506fffffffffffffffffffffffffffffffff6040519360043585526001600160a01b0360243516602086015216604084015264ffffffffff60643516606084015263ffffffff60843516608084015263ffffffff60a4351660a084015260c43560c0840152610fdf576001600160a01b0360e4351660e0830152610104359061ffff8216809203610fdf57826bffffffffffffffffffffffff92610100612d75950152346101208201526001600160a01b036024351690867f6a920478b0eeb16ad860fd83e5a4e5ba43d3164632b6fee3ccee903e1b87b21d6101403393a4166131ce565b34612d7c57565b5f808080346024355af13d15612e1e573d67ffffffffffffffff81116121505760405190612dd2601f82017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0166020018361219a565b81525f60203d92013e5b15612de357565b7f1f801115000000000000000000000000000000000000000000000000000000005f526001600160a01b03602435166004523460245260445ffd5b612ddc565b909192505f9261ffff6101043516806101043503610fdf578015908115612fb0575b50612f525790612f3e575b612ee0576003810180547fffffffffffff0000ffffffffffffffffffffffffffffffffffffffffffffffff166101043560c01b79ffff0000000000000000000000000000000000000000000000001617905560040180547fffffffffffffffffffffffff00000000000000000000000000000000000000001660e4356001600160a01b03161790555f8080612c8e565b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f617574686f7200000000000000000000000000000000000000000000000000006044820152fd5b50306001600160a01b0360e4351614612e50565b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f73686172650000000000000000000000000000000000000000000000000000006044820152fd5b6113889150115f612e45565b506101043561ffff811690818103610fdf57501515612c89565b827f9e2b4bfd000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f6e6f7469636500000000000000000000000000000000000000000000000000006044820152fd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f67726163650000000000000000000000000000000000000000000000000000006044820152fd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600860248201527f646561646c696e650000000000000000000000000000000000000000000000006044820152fd5b60646040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600760248201527f73657373696f6e000000000000000000000000000000000000000000000000006044820152fd5b6bffffffffffffffffffffffff811161319e576bffffffffffffffffffffffff1690565b7f6dfcc650000000000000000000000000000000000000000000000000000000005f52606060045260245260445ffd5b7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b038116604051907f70a08231000000000000000000000000000000000000000000000000000000008252306004830152602082602481845afa91821561334e575f926133a3575b50604051927f23b872dd000000000000000000000000000000000000000000000000000000005f5233600452306024528460445260205f60648180855af19060015f5114821615613384575b50836040525f6060521561335957826024816020937f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa801561334e575f9061331a575b6132e09250612263565b908082036132ec575050565b7f857dd552000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b506020823d602011613346575b816133346020938361219a565b81010312610fdf576132e091516132d6565b3d9150613327565b6040513d5f823e3d90fd5b7f5274afe7000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b600182151661339a573b15153d1516165f613289565b843d5f823e3d90fd5b9091506020813d6020116133cf575b816133bf6020938361219a565b81010312610fdf5751905f61323d565b3d91506133b2565b90546001600160a01b031633036124a35750565b6001600160a01b03168015159081613401575090565b905030141590565b6042906134146135e2565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b929190833b6134b4579061345e9291613557565b5060048110156134875715918261347457505090565b6001600160a01b03919250811691161490565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b60647fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f855f9660209896604051967f1626ba7e0000000000000000000000000000000000000000000000000000000088526004880152604060248801528160448801528587013786848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b90604183036135815761357a9250602081013591604082359201355f1a906136f8565b9192909190565b50505f9160029190565b60ff811690601f82116135ba57604051916135a760408461219a565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000163014806136cf575b1561363d577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a0815261221060c08261219a565b507f00000000000000000000000000000000000000000000000000000000000000004614613614565b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841161376f579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa1561334e575f516001600160a01b0381161561376557905f905f90565b505f906001905f90565b5050505f916003919056' as const
