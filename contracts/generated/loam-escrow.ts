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
  '0x610180604052348015610010575f5ffd5b50604051613e4b380380613e4b83398101604081905261002f91610176565b6040518060400160405280600b81526020016a4c6f616d20457363726f7760a81b815250604051806040016040528060018152602001603160f81b81525061007c8261013060201b60201c565b6101205261008981610130565b61014052815160208084019190912060e052815190820120610100524660a05261011560e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c0526001600160a01b0316610160526101fe565b5f5f829050601f81511115610163578260405163305a27a960e01b815260040161015a91906101a3565b60405180910390fd5b805161016e826101d8565b179392505050565b5f60208284031215610186575f5ffd5b81516001600160a01b038116811461019c575f5ffd5b9392505050565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b805160208083015191908110156101f8575f198160200360031b1b821691505b50919050565b60805160a05160c05160e05161010051610120516101405161016051613bba6102915f395f818161041401528181611390015281816114ae01528181611d6f01528181611dad01528181611f9801528181612136015281816121b6015261221801525f6128e501525f6128b501525f61304901525f61302101525f612f7c01525f612fa601525f612fd00152613bba5ff3fe608060405260043610610162575f3560e01c806384b0196e116100c6578063d5d44d801161007c578063f4ee8c4c11610057578063f4ee8c4c146106ad578063f5148ace146106cc578063fa523c9e146106eb575f5ffd5b8063d5d44d80146104ab578063db371c60146104d6578063e75bce831461068e575f5ffd5b806397ac67e8116100ac57806397ac67e81461044e578063bd99fe1f1461046d578063ce25a4df1461048c575f5ffd5b806384b0196e146103dc57806386438ebd14610403575f5ffd5b806334e91b631161011b57806351cff8d91161010157806351cff8d91461025457806354e6d78714610273578063777da90514610292575f5ffd5b806334e91b631461021657806339c79e0c14610235575f5ffd5b806306ce86761161014b57806306ce8676146101b75780631cd9e054146101d85780632449b313146101f7575f5ffd5b806302c717b61461016657806306044b361461018c575b5f5ffd5b610179610174366004613249565b61070a565b6040519081526020015b60405180910390f35b348015610197575f5ffd5b506101796101a6366004613278565b60036020525f908152604090205481565b3480156101c2575f5ffd5b506101d66101d13660046132e0565b610cd9565b005b3480156101e3575f5ffd5b506101d66101f2366004613328565b610e92565b348015610202575f5ffd5b506101d66102113660046133e0565b611044565b348015610221575f5ffd5b50610179610230366004613429565b611118565b348015610240575f5ffd5b506101d661024f366004613451565b611164565b34801561025f575f5ffd5b506101d661026e366004613278565b6113d5565b34801561027e575f5ffd5b506101d661028d3660046132e0565b6114de565b34801561029d575f5ffd5b5061037d6102ac366004613468565b60408051608080820183525f80835260208084018290528385018290526060938401829052958152600586528381206001600160a01b039590951681529385529282902082519384018352546bffffffffffffffffffffffff80821685526c01000000000000000000000000820416948401949094527801000000000000000000000000000000000000000000000000840464ffffffffff16918301919091527d01000000000000000000000000000000000000000000000000000000000090920462ffffff169181019190915290565b60405161018391905f6080820190506bffffffffffffffffffffffff83511682526bffffffffffffffffffffffff602084015116602083015264ffffffffff604084015116604083015262ffffff606084015116606083015292915050565b3480156103e7575f5ffd5b506103f0611684565b60405161018397969594939291906134de565b34801561040e575f5ffd5b506104367f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160a01b039091168152602001610183565b348015610459575f5ffd5b506101d6610468366004613328565b6116e2565b348015610478575f5ffd5b506101d66104873660046135af565b611767565b348015610497575f5ffd5b506101d66104a63660046135e4565b6118c5565b3480156104b6575f5ffd5b506101796104c5366004613278565b60026020525f908152604090205481565b3480156104e1575f5ffd5b506106816104f0366004613451565b60408051610160810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e0810182905261010081018290526101208101829052610140810191909152505f9081526004602090815260409182902082516101608101845281546001600160a01b0380821683527401000000000000000000000000000000000000000080830464ffffffffff1695840195909552790100000000000000000000000000000000000000000000000000820463ffffffff908116968401969096527d01000000000000000000000000000000000000000000000000000000000090910460ff161515606083015260018301549081166080830152929092046bffffffffffffffffffffffff90811660a0840152600282015480821660c08501526c01000000000000000000000000808204831660e086015278010000000000000000000000000000000000000000000000009091049094166101008401526003909101548082166101208401529290920490911661014082015290565b6040516101839190613605565b348015610699575f5ffd5b506101d66106a836600461373b565b6119e9565b3480156106b8575f5ffd5b506101d66106c73660046135af565b611de2565b3480156106d7575f5ffd5b506101d66106e6366004613778565b611fcd565b3480156106f6575f5ffd5b506101d6610705366004613451565b612067565b5f61071361207a565b5f6107246040840160208501613278565b6001600160a01b031603610799576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600760248201527f73657373696f6e0000000000000000000000000000000000000000000000000060448201526064015b60405180910390fd5b426107aa6080840160608501613813565b64ffffffffff1611610818576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600860248201527f646561646c696e650000000000000000000000000000000000000000000000006044820152606401610790565b61082860a083016080840161383f565b63ffffffff165f03610896576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600560248201527f67726163650000000000000000000000000000000000000000000000000000006044820152606401610790565b6108a660c0830160a0840161383f565b63ffffffff165f03610914576040517ff191a03100000000000000000000000000000000000000000000000000000000815260206004820152600660248201527f6e6f7469636500000000000000000000000000000000000000000000000000006044820152606401610790565b61091f338335611118565b5f8181526004602052604090208054919250906001600160a01b031615610975576040517f9e2b4bfd00000000000000000000000000000000000000000000000000000000815260048101839052602401610790565b5f6109a06109896060860160408701613858565b6fffffffffffffffffffffffffffffffff166120b1565b82547fffffffffffffffffffffffff0000000000000000000000000000000000000000163317835590506109da6040850160208601613278565b6001830180547fffffffffffffffffffffffff0000000000000000000000000000000000000000166001600160a01b0392909216919091179055610a246080850160608601613813565b825464ffffffffff9190911674010000000000000000000000000000000000000000027fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff909116178255610a7e60a085016080860161383f565b825463ffffffff91909116790100000000000000000000000000000000000000000000000000027fffffff00000000ffffffffffffffffffffffffffffffffffffffffffffffffff909116178255610adc60c0850160a0860161383f565b6002830180546001850180546bffffffffffffffffffffffff86167401000000000000000000000000000000000000000081026001600160a01b03909216919091179091557fffffffffffffffffffffffffffffffffffffffff00000000000000000000000063ffffffff94909416780100000000000000000000000000000000000000000000000002939093167fffffffff00000000ffffffffffffffffffffffff000000000000000000000000909116179091179055610ba46040850160208601613278565b6001600160a01b0316336001600160a01b0316847fe2747aeab4d0bebf5877026ecf42fd8ec945a3a12d047c244842ef3a5b17348e8734604051610be9929190613871565b60405180910390a4610c08816bffffffffffffffffffffffff16612106565b3415610cca575f610c1f6040860160208701613278565b6001600160a01b0316346040515f6040518083038185875af1925050503d805f8114610c66576040519150601f19603f3d011682016040523d82523d5f602084013e610c6b565b606091505b5050905080610cc857610c846040860160208701613278565b6040517f1f8011150000000000000000000000000000000000000000000000000000000081526001600160a01b039091166004820152346024820152604401610790565b505b5050610cd46122d0565b919050565b5f610ce3846122fa565b90505f5b82811015610e8b575f85815260056020526040812081868685818110610d0f57610d0f613911565b9050602002016020810190610d249190613278565b6001600160a01b0316815260208101919091526040015f908120547801000000000000000000000000000000000000000000000000900464ffffffffff169150819003610dd057848483818110610d7d57610d7d613911565b9050602002016020810190610d929190613278565b6040517ff65ecdcc0000000000000000000000000000000000000000000000000000000081526001600160a01b039091166004820152602401610790565b8064ffffffffff16421015610e5157848483818110610df157610df1613911565b9050602002016020810190610e069190613278565b6040517f33935e010000000000000000000000000000000000000000000000000000000081526001600160a01b03909116600482015264ffffffffff82166024820152604401610790565b610e828684878786818110610e6857610e68613911565b9050602002016020810190610e7d9190613278565b6123ab565b50600101610ce7565b5050505050565b5f610e9c846122fa565b9050610ea884826125b4565b5f5f5b83811015610f2257610f0e86868684818110610ec957610ec9613911565b610edf9260206040909202019081019150613278565b878785818110610ef157610ef1613911565b9050604002016020016020810190610f099190613858565b61261b565b610f18908361396b565b9150600101610eab565b5060028201546bffffffffffffffffffffffff16811115610f935760028201546040517f7fb2de39000000000000000000000000000000000000000000000000000000008152600481018790526bffffffffffffffffffffffff909116602482015260448101829052606401610790565b6002820180548291905f90610fb79084906bffffffffffffffffffffffff1661397e565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080826003015f8282829054906101000a90046bffffffffffffffffffffffff1661100f91906139a2565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055505050505050565b61104f838383612800565b6bffffffffffffffffffffffff165f036111135782356110756040850160208601613278565b84355f9081526005602090815260408083209291611097918901908901613278565b6001600160a01b039081168252602082019290925260409081015f205490517f9a1fbfeb0000000000000000000000000000000000000000000000000000000081526004810194909452911660248301526c0100000000000000000000000090046bffffffffffffffffffffffff166044820152606401610790565b505050565b6040805146602082015230918101919091526001600160a01b0383166060820152608081018290525f9060a0016040516020818303038152906040528051906020012090505b92915050565b61116c61207a565b5f611176826122fa565b80549091505f906111c990790100000000000000000000000000000000000000000000000000810463ffffffff169074010000000000000000000000000000000000000000900464ffffffffff1661396b565b905080421161124a576111dc83836125b4565b60038201546bffffffffffffffffffffffff161561124a5760038201546040517f4bed35b3000000000000000000000000000000000000000000000000000000008152600481018590526bffffffffffffffffffffffff909116602482015260448101829052606401610790565b600382015460028301545f91611271916bffffffffffffffffffffffff91821691166139a2565b6002840180547fffffffffffffffffffffffffffffffffffffffff0000000000000000000000009081168083556003870180549092169091559192508291600c906112db9084906c0100000000000000000000000090046bffffffffffffffffffffffff166139a2565b82546101009290920a6bffffffffffffffffffffffff81810219909316918316021790915584547d0100000000000000000000000000000000000000000000000000000000007fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff90911617855560405190831681528591507fccd6e7ee7dccd7742e1970d8e14fbe6e77e09d26c4bfcf486270c27dd63e714a9060200160405180910390a282546113c7906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000811691166bffffffffffffffffffffffff8416612860565b5050506113d26122d0565b50565b6113dd61207a565b6001600160a01b0381165f9081526002602052604081205490819003611447576040517f32d177360000000000000000000000000000000000000000000000000000000081526001600160a01b03831660048201525f602482015260016044820152606401610790565b6001600160a01b0382165f818152600260205260408082208290555182917f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe29161149991868252602082015260400190565b60405180910390a36114d56001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168383612860565b506113d26122d0565b5f6114e8846122fa565b90506114f484826125b4565b60028101545f90611527907801000000000000000000000000000000000000000000000000900463ffffffff16426139c6565b90505f5b8381101561167c575f8681526005602052604081208187878581811061155357611553613911565b90506020020160208101906115689190613278565b6001600160a01b0316815260208101919091526040015f2080549091507801000000000000000000000000000000000000000000000000900464ffffffffff16156115b35750611674565b80547fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff16780100000000000000000000000000000000000000000000000064ffffffffff85160217815585858381811061160f5761160f613911565b90506020020160208101906116249190613278565b6001600160a01b0316877f2ab984ed00057e172eb9b55cc84ddeef69cb454cbc635ea4eda950a742e323548560405161166a919064ffffffffff91909116815260200190565b60405180910390a3505b60010161152b565b505050505050565b5f6060805f5f5f60606116956128ae565b61169d6128de565b604080515f808252602082019092527f0f000000000000000000000000000000000000000000000000000000000000009b939a50919850469750309650945092509050565b5f6116ec846122fa565b90506116f884826125b4565b5f5b82811015610e8b5761175e858386868581811061171957611719613911565b61172f9260206040909202019081019150613278565b87878681811061174157611741613911565b90506040020160200160208101906117599190613858565b612909565b506001016116fa565b61176f61207a565b5f611779836122fa565b90505f611797836fffffffffffffffffffffffffffffffff166120b1565b9050808260010160148282829054906101000a90046bffffffffffffffffffffffff166117c491906139a2565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080826002015f8282829054906101000a90046bffffffffffffffffffffffff1661181c91906139a2565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff160217905550336001600160a01b0316847fb61791f32ed77ee8198b9ed61f769e123e216267beb68a9f8334b8b80db328c78360405161189891906bffffffffffffffffffffffff91909116815260200190565b60405180910390a36118b7816bffffffffffffffffffffffff16612106565b50506118c16122d0565b5050565b5f6118cf836122fa565b90506118db8382612b5e565b805464ffffffffff740100000000000000000000000000000000000000009091048116908316116119645780546040517f267c58e30000000000000000000000000000000000000000000000000000000081527401000000000000000000000000000000000000000090910464ffffffffff908116600483015283166024820152604401610790565b80547fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff167401000000000000000000000000000000000000000064ffffffffff841690810291909117825560405190815283907f7ff871c749c43870970c5c4fae6ab5c5731816c9d074e3aee322c2970a9983179060200160405180910390a2505050565b6119f161207a565b8260a00135421115611a35576040517f8432fbfb00000000000000000000000000000000000000000000000000000000815260a08401356004820152602401610790565b5f611a466040850160208601613278565b6001600160a01b03161480611a72575030611a676040850160208601613278565b6001600160a01b0316145b15611ac557611a876040840160208501613278565b6040517f52d9c6c80000000000000000000000000000000000000000000000000000000081526001600160a01b039091166004820152602401610790565b826040013583606001351115611b1757604080517f359f998c00000000000000000000000000000000000000000000000000000000815290840135600482015260608401356024820152604401610790565b5f600381611b286020870187613278565b6001600160a01b0316815260208101919091526040015f908120805491611b4e836139e3565b91905055905080846080013514611bbb57611b6c6020850185613278565b6040517f9f1965110000000000000000000000000000000000000000000000000000000081526001600160a01b0390911660048201526024810182905260808501356044820152606401610790565b611bdb611bcb6020860186613278565b611bd486612baa565b8585612bfb565b5f600281611bec6020880188613278565b6001600160a01b03166001600160a01b031681526020019081526020015f2054905084604001355f1480611c235750808560400135115b15611c8357611c356020860186613278565b604080517f32d177360000000000000000000000000000000000000000000000000000000081526001600160a01b039092166004830152602482018390528601356044820152606401610790565b611c91604086013582613a1a565b60025f611ca16020890189613278565b6001600160a01b03166001600160a01b031681526020019081526020015f2081905550846020016020810190611cd79190613278565b6001600160a01b0316611ced6020870187613278565b6001600160a01b03167f91fb9d98b786c57d74c099ccd2beca1739e9f6a81fb49001ca465c4b7591bbe287604001358860600135604051611d38929190918252602082015260400190565b60405180910390a3611d96611d536040870160208801613278565b611d6560608801356040890135613a1a565b6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169190612860565b606085013515611dd857611dd86001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016336060880135612860565b50506111136122d0565b611dea61207a565b5f611df4836122fa565b9050611e008382612b5e565b60028101546bffffffffffffffffffffffff166fffffffffffffffffffffffffffffffff83161115611e935760028101546040517f7fb2de39000000000000000000000000000000000000000000000000000000008152600481018590526bffffffffffffffffffffffff90911660248201526fffffffffffffffffffffffffffffffff83166044820152606401610790565b600281018054839182915f90611eb89084906bffffffffffffffffffffffff1661397e565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055508082600201600c8282829054906101000a90046bffffffffffffffffffffffff16611f1191906139a2565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff160217905550837f585b998ed03d8702da840da4a4ea5f429e31a72b385fa0e943156a14d1d1f53182604051611f8391906bffffffffffffffffffffffff91909116815260200190565b60405180910390a26118b76001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016336bffffffffffffffffffffffff8416612860565b828114612010576040517f658b7abb0000000000000000000000000000000000000000000000000000000081526004810184905260248101829052604401610790565b5f5b83811015610e8b5761205e85858381811061202f5761202f613911565b90506060020184848481811061204757612047613911565b90506020028101906120599190613a2d565b612800565b50600101612012565b6113d281612074836122fa565b336123ab565b612082612c56565b6120af60017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005b90612caf565b565b5f6bffffffffffffffffffffffff821115612102576040517f6dfcc6500000000000000000000000000000000000000000000000000000000081526060600482015260248101839052604401610790565b5090565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316906370a0823190602401602060405180830381865afa158015612183573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906121a79190613a8e565b90506121de6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016333085612cb6565b6040517f70a082310000000000000000000000000000000000000000000000000000000081523060048201525f9082906001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016906370a0823190602401602060405180830381865afa15801561225d573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906122819190613a8e565b61228b9190613a1a565b9050828114611113576040517f857dd5520000000000000000000000000000000000000000000000000000000081526004810184905260248101829052604401610790565b6120af5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f006120a9565b5f81815260046020526040902080546001600160a01b031661234b576040517fe498a48100000000000000000000000000000000000000000000000000000000815260048101839052602401610790565b80547d010000000000000000000000000000000000000000000000000000000000900460ff1615610cd4576040517f651db5ce00000000000000000000000000000000000000000000000000000000815260048101839052602401610790565b5f8381526005602090815260408083206001600160a01b0385168452909152812080549091906123fb906bffffffffffffffffffffffff6c0100000000000000000000000082048116911661397e565b82546c0100000000000000000000000081046bffffffffffffffffffffffff167fffffff0000000000ffffffffffffffffffffffff000000000000000000000000909116178084559091508290601d9061247a907d010000000000000000000000000000000000000000000000000000000000900462ffffff16613aa5565b91906101000a81548162ffffff021916908362ffffff16021790555080846003015f8282829054906101000a90046bffffffffffffffffffffffff166124c0919061397e565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff16021790555080846002015f8282829054906101000a90046bffffffffffffffffffffffff1661251891906139a2565b82546101009290920a6bffffffffffffffffffffffff81810219909316918316021790915583546040805192851683527d01000000000000000000000000000000000000000000000000000000000090910462ffffff1660208301526001600160a01b038616925087917f4f5473ebf3c904728c4cc6d8d3b5029c2b3443a43f8f0a3cbb780df6eba7ad9d910160405180910390a35050505050565b80546001600160a01b031633148015906125db575060018101546001600160a01b03163314155b156118c1576040517fb87a12a900000000000000000000000000000000000000000000000000000000815260048101839052336024820152604401610790565b5f6001600160a01b038316158061263a57506001600160a01b03831630145b1561267c576040517f52d9c6c80000000000000000000000000000000000000000000000000000000081526001600160a01b0384166004820152602401610790565b5f8481526005602090815260408083206001600160a01b03871684529091528120906126b96fffffffffffffffffffffffffffffffff85166120b1565b82549091506bffffffffffffffffffffffff90811690821610156127335781546040517f09dacde80000000000000000000000000000000000000000000000000000000081526001600160a01b03871660048201526bffffffffffffffffffffffff91821660248201529082166044820152606401610790565b815461274d906bffffffffffffffffffffffff168261397e565b82546bffffffffffffffffffffffff8381167fffffff0000000000ffffffffffffffffffffffff0000000000000000000000009092168217808655604080519384527d01000000000000000000000000000000000000000000000000000000000090910462ffffff166020840152921694506001600160a01b0387169188917fdf40a48a76cf783453e73fce264cb710176cc006d0f0b6f44a34d0d2bfdfe4e6910160405180910390a350509392505050565b5f8061280c85356122fa565b6001810154909150612831906001600160a01b031661282a87612d05565b8686612bfb565b6128578535826128476040890160208a01613278565b61175960608a0160408b01613858565b95945050505050565b61286d8383836001612d39565b611113576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b0384166004820152602401610790565b60606128d97f0000000000000000000000000000000000000000000000000000000000000000612db4565b905090565b60606128d97f0000000000000000000000000000000000000000000000000000000000000000612db4565b5f8481526005602090815260408083206001600160a01b03861684529091528120805482906bffffffffffffffffffffffff166fffffffffffffffffffffffffffffffff8516106129695781546bffffffffffffffffffffffff1661296b565b835b82549091506bffffffffffffffffffffffff6c010000000000000000000000009091048116908216116129a2575f92505050612b56565b81546129cc906c0100000000000000000000000090046bffffffffffffffffffffffff168261397e565b82546bffffffffffffffffffffffff8084166c01000000000000000000000000027fffffffffffffffff000000000000000000000000ffffffffffffffffffffffff909216919091178455600388018054929550859290915f91612a329185911661397e565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff1602179055508286600301600c8282829054906101000a90046bffffffffffffffffffffffff16612a8b91906139a2565b92506101000a8154816bffffffffffffffffffffffff02191690836bffffffffffffffffffffffff160217905550826bffffffffffffffffffffffff1660025f876001600160a01b03166001600160a01b031681526020019081526020015f205f828254612af9919061396b565b9091555050604080516bffffffffffffffffffffffff8086168252831660208201526001600160a01b0387169189917f5ce467ae5694ddb233a02ca7eb987835c5e2ea71eec0e379bf3a5e1207ae2459910160405180910390a350505b949350505050565b80546001600160a01b031633146118c1576040517fb87a12a900000000000000000000000000000000000000000000000000000000815260048101839052336024820152604401610790565b5f7f47e8206ff7dfccc968b7a77171d558710fcc6d507369e50c50a9e246e7870bcc82604051602001612bde929190613ac7565b604051602081830303815290604052805190602001209050919050565b612c0f84612c0885612df1565b8484612e38565b612c50576040517fd855c4f40000000000000000000000000000000000000000000000000000000081526001600160a01b0385166004820152602401610790565b50505050565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c156120af576040517f3ee5aeb500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b80825d5050565b612cc4848484846001612eaa565b612c50576040517f5274afe70000000000000000000000000000000000000000000000000000000081526001600160a01b0385166004820152602401610790565b5f7f8daf18dd96c3edab62bb35a519b4fb0e624eb2fc8471c38d4b8286d7c4a713b382604051602001612bde929190613b36565b6040517fa9059cbb000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f51148316612da8578383151615612d9c573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b60605f612dc083612f30565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b5f61115e612dfd612f70565b836040517f19010000000000000000000000000000000000000000000000000000000000008152600281019290925260228201526042902090565b5f846001600160a01b03163b5f03612e97575f5f612e57868686613099565b5090925090505f816003811115612e7057612e70613b8d565b148015612e8e5750866001600160a01b0316826001600160a01b0316145b92505050612b56565b612ea3858585856130e0565b9050612b56565b6040517f23b872dd000000000000000000000000000000000000000000000000000000005f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f51148316612f1f578383151615612f13573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f60ff8216601f81111561115e576040517fb3512b0c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f306001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016148015612fc857507f000000000000000000000000000000000000000000000000000000000000000046145b15612ff257507f000000000000000000000000000000000000000000000000000000000000000090565b6128d9604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b5f808060418490036130cd578435602086013560408701355f1a6130bf89828585613163565b9550955095505050506130d7565b505f915060029050825b93509350939050565b604080517f1626ba7e00000000000000000000000000000000000000000000000000000000808252600482018690526024820192909252604481018390525f91908390818660648301375f82606483010152601f820160051c60051b915060205f60648401838b5afa9050825f5114601f3d111681169350505050949350505050565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084111561319c57505f9150600390508261323f565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa1580156131ed573d5f5f3e3d5ffd5b50506040517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe001519150506001600160a01b03811661323657505f92506001915082905061323f565b92505f91508190505b9450945094915050565b5f60e082840312801561325a575f5ffd5b509092915050565b80356001600160a01b0381168114610cd4575f5ffd5b5f60208284031215613288575f5ffd5b61329182613262565b9392505050565b5f5f83601f8401126132a8575f5ffd5b50813567ffffffffffffffff8111156132bf575f5ffd5b6020830191508360208260051b85010111156132d9575f5ffd5b9250929050565b5f5f5f604084860312156132f2575f5ffd5b83359250602084013567ffffffffffffffff81111561330f575f5ffd5b61331b86828701613298565b9497909650939450505050565b5f5f5f6040848603121561333a575f5ffd5b83359250602084013567ffffffffffffffff811115613357575f5ffd5b8401601f81018613613367575f5ffd5b803567ffffffffffffffff81111561337d575f5ffd5b8660208260061b8401011115613391575f5ffd5b939660209190910195509293505050565b5f5f83601f8401126133b2575f5ffd5b50813567ffffffffffffffff8111156133c9575f5ffd5b6020830191508360208285010111156132d9575f5ffd5b5f5f5f83850360808112156133f3575f5ffd5b6060811215613400575f5ffd5b50839250606084013567ffffffffffffffff81111561341d575f5ffd5b61331b868287016133a2565b5f5f6040838503121561343a575f5ffd5b61344383613262565b946020939093013593505050565b5f60208284031215613461575f5ffd5b5035919050565b5f5f60408385031215613479575f5ffd5b8235915061348960208401613262565b90509250929050565b5f81518084528060208401602086015e5f6020828601015260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011685010191505092915050565b7fff000000000000000000000000000000000000000000000000000000000000008816815260e060208201525f61351860e0830189613492565b828103604084015261352a8189613492565b606084018890526001600160a01b038716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b8181101561357f578351835260209384019390920191600101613561565b50909b9a5050505050505050505050565b80356fffffffffffffffffffffffffffffffff81168114610cd4575f5ffd5b5f5f604083850312156135c0575f5ffd5b8235915061348960208401613590565b803564ffffffffff81168114610cd4575f5ffd5b5f5f604083850312156135f5575f5ffd5b82359150613489602084016135d0565b81516001600160a01b031681526101608101602083015161362f602084018264ffffffffff169052565b506040830151613647604084018263ffffffff169052565b50606083015161365b606084018215159052565b50608083015161367660808401826001600160a01b03169052565b5060a083015161369660a08401826bffffffffffffffffffffffff169052565b5060c08301516136b660c08401826bffffffffffffffffffffffff169052565b5060e08301516136d660e08401826bffffffffffffffffffffffff169052565b506101008301516136f061010084018263ffffffff169052565b506101208301516137126101208401826bffffffffffffffffffffffff169052565b506101408301516137346101408401826bffffffffffffffffffffffff169052565b5092915050565b5f5f5f83850360e081121561374e575f5ffd5b60c081121561375b575f5ffd5b5083925060c084013567ffffffffffffffff81111561341d575f5ffd5b5f5f5f5f6040858703121561378b575f5ffd5b843567ffffffffffffffff8111156137a1575f5ffd5b8501601f810187136137b1575f5ffd5b803567ffffffffffffffff8111156137c7575f5ffd5b8760206060830284010111156137db575f5ffd5b60209182019550935085013567ffffffffffffffff8111156137fb575f5ffd5b61380787828801613298565b95989497509550505050565b5f60208284031215613823575f5ffd5b613291826135d0565b803563ffffffff81168114610cd4575f5ffd5b5f6020828403121561384f575f5ffd5b6132918261382c565b5f60208284031215613868575f5ffd5b61329182613590565b8235815261010081016001600160a01b0361388e60208601613262565b1660208301526fffffffffffffffffffffffffffffffff6138b160408601613590565b16604083015264ffffffffff6138c9606086016135d0565b16606083015263ffffffff6138e06080860161382c565b16608083015263ffffffff6138f760a0860161382c565b1660a083015260c0938401359382019390935260e0015290565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b8082018082111561115e5761115e61393e565b6bffffffffffffffffffffffff828116828216039081111561115e5761115e61393e565b6bffffffffffffffffffffffff818116838216019081111561115e5761115e61393e565b64ffffffffff818116838216019081111561115e5761115e61393e565b5f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8203613a1357613a1361393e565b5060010190565b8181038181111561115e5761115e61393e565b5f5f83357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1843603018112613a60575f5ffd5b83018035915067ffffffffffffffff821115613a7a575f5ffd5b6020019150368190038213156132d9575f5ffd5b5f60208284031215613a9e575f5ffd5b5051919050565b5f62ffffff821662ffffff8103613abe57613abe61393e565b60010192915050565b82815260e081016001600160a01b03613adf84613262565b1660208301526001600160a01b03613af960208501613262565b1660408381019190915283013560608084019190915283013560808084019190915283013560a0808401919091529092013560c090910152919050565b828152813560208083019190915260808201906001600160a01b0390613b5d908501613262565b1660408301526fffffffffffffffffffffffffffffffff613b8060408501613590565b1660608301529392505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd' as const
