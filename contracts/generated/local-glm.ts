// Made from contracts/src/LocalGlm.sol by `npm run generate:contracts`; do not edit.
export const localGlmAbi = [
  {
    "inputs": [],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [],
    "name": "ECDSAInvalidSignature",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "length",
        "type": "uint256"
      }
    ],
    "name": "ECDSAInvalidSignatureLength",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "s",
        "type": "bytes32"
      }
    ],
    "name": "ECDSAInvalidSignatureS",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "allowance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "ERC20InsufficientAllowance",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "sender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "ERC20InsufficientBalance",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "approver",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidApprover",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "receiver",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidReceiver",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "sender",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidSender",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidSpender",
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
        "internalType": "uint256",
        "name": "expiry",
        "type": "uint256"
      }
    ],
    "name": "PermitExpired",
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
        "internalType": "address",
        "name": "holder",
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
    "name": "WrongPermitNonce",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "holder",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      }
    ],
    "name": "WrongPermitSigner",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Approval",
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
        "internalType": "address",
        "name": "from",
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
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Transfer",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "DOMAIN_SEPARATOR",
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
    "inputs": [],
    "name": "PERMIT_TYPEHASH",
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
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      }
    ],
    "name": "allowance",
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
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "approve",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "balanceOf",
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
    "name": "decimals",
    "outputs": [
      {
        "internalType": "uint8",
        "name": "",
        "type": "uint8"
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
    "inputs": [],
    "name": "name",
    "outputs": [
      {
        "internalType": "string",
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "holder",
        "type": "address"
      }
    ],
    "name": "nonces",
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
    "inputs": [
      {
        "internalType": "address",
        "name": "holder",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
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
      },
      {
        "internalType": "bool",
        "name": "allowed",
        "type": "bool"
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
    "name": "permit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "symbol",
    "outputs": [
      {
        "internalType": "string",
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "totalSupply",
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
    "inputs": [
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "transfer",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "transferFrom",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const

export const localGlmBytecode =
  '0x610160604052346104ed576040516100186040826104f1565b6013815260208101907223b7b632b6902732ba3bb7b935902a37b5b2b760691b8252604051916100496040846104f1565b600183526020830191603160f81b83526040516100676040826104f1565b601381527223b7b632b6902732ba3bb7b935902a37b5b2b760691b6020820152604051906100966040836104f1565b6003825262474c4d60e81b60208301528051906001600160401b0382116103e85760035490600182811c921680156104e3575b60208310146103ca5781601f84931161046d575b50602090601f8311600114610407575f926103fc575b50508160011b915f199060031b1c1916176003555b8051906001600160401b0382116103e85760045490600182811c921680156103de575b60208310146103ca5781601f849311610354575b50602090601f83116001146102ee575f926102e3575b50508160011b915f199060031b1c1916176004555b61017381610514565b6101205261018084610514565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a081526101e960c0826104f1565b5190206080523060c05233156102d0576002546b033b2e3c9fd0803ce800000081018091116102bc57600255335f525f60205260405f206b033b2e3c9fd0803ce800000081540190556040516b033b2e3c9fd0803ce800000081525f7fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef60203393a3604051610f2e9081610580823960805181610c05015260a05181610cc2015260c05181610bd6015260e05181610c5401526101005181610c7a01526101205181610539015261014051816105620152f35b634e487b7160e01b5f52601160045260245ffd5b63ec442f0560e01b5f525f60045260245ffd5b015190505f80610155565b60045f9081528281209350601f198516905b81811061033c5750908460019594939210610324575b505050811b0160045561016a565b01515f1960f88460031b161c191690555f8080610316565b92936020600181928786015181550195019301610300565b8281111561013f5760045f52909150601f830160051c7f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b602085106103c2575b849392601f0160051c82900391015f5b8281106103b257505061013f565b5f818301558594506001016103a4565b5f9150610394565b634e487b7160e01b5f52602260045260245ffd5b91607f169161012b565b634e487b7160e01b5f52604160045260245ffd5b015190505f806100f3565b60035f9081528281209350601f198516905b818110610455575090846001959493921061043d575b505050811b01600355610108565b01515f1960f88460031b161c191690555f808061042f565b92936020600181928786015181550195019301610419565b828111156100dd5760035f52909150601f830160051c7fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b602085106104db575b849392601f0160051c82900391015f5b8281106104cb5750506100dd565b5f818301558594506001016104bd565b5f91506104ad565b91607f16916100c9565b5f80fd5b601f909101601f19168101906001600160401b038211908210176103e857604052565b601f81511161053f576020815191015160208210610530571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe6080806040526004361015610012575f80fd5b5f3560e01c90816306fdde03146108ee57508063095ea7b3146108c857806318160ddd146108ab57806323b872dd1461073557806330adf81f146106fb578063313ce567146106e05780633644e515146106be57806370a082311461067a5780637ecebe001461063557806384b0196e146105215780638fcbaf0c1461029c57806395d89b4114610159578063a9059cbb146101285763dd62ed3e146100b6575f80fd5b34610124576040600319360112610124576100cf6109e9565b73ffffffffffffffffffffffffffffffffffffffff6100ec610a0c565b91165f52600160205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f52602052602060405f2054604051908152f35b5f80fd5b346101245760406003193601126101245761014e6101446109e9565b6024359033610a9d565b602060405160018152f35b34610124575f600319360112610124576040515f6004548060011c90600181168015610292575b6020831081146102655782855290811561022357506001146101c5575b6101c1836101ad81850382610a2f565b6040519182916020835260208301906109a6565b0390f35b91905060045f527f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b915f905b808210610209575090915081016020016101ad61019d565b9192600181602092548385880101520191019092916101f1565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff001660208086019190915291151560051b840190910191506101ad905061019d565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b91607f1691610180565b3461012457610100600319360112610124576102b66109e9565b6102be610a0c565b6084358015159291906064356044358583036101245760a4359160ff831683036101245780151580610518575b6104ed5773ffffffffffffffffffffffffffffffffffffffff861696875f52600760205260405f208054907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff82146104c05760018201905580840361048c5750926104189261040f9273ffffffffffffffffffffffffffffffffffffffff956040519160208301937fea2aa0a1be11a07ed86d755c93467f4f82362b452371d1ba94d1715123511acb85528c6040850152888b166060850152608084015260a083015260c082015260c081526103c260e082610a2f565b5190206103cd610bbf565b90604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015260e43591604260c4359220610dbc565b90929192610e56565b169380850361045c5750610453935015610455577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff91610ce8565b005b5f91610ce8565b84907fa74b6e7d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b8390897fa55508ba000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7f9e96b26f000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b508042116102eb565b34610124575f600319360112610124576105d961055d7f0000000000000000000000000000000000000000000000000000000000000000610d65565b6105867f0000000000000000000000000000000000000000000000000000000000000000610d65565b60206105e7604051926105998385610a2f565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e08701906109a6565b9085820360408701526109a6565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b82811061061e57505050500390f35b83518552869550938101939281019260010161060f565b346101245760206003193601126101245773ffffffffffffffffffffffffffffffffffffffff6106636109e9565b165f526007602052602060405f2054604051908152f35b346101245760206003193601126101245773ffffffffffffffffffffffffffffffffffffffff6106a86109e9565b165f525f602052602060405f2054604051908152f35b34610124575f6003193601126101245760206106d8610bbf565b604051908152f35b34610124575f60031936011261012457602060405160128152f35b34610124575f6003193601126101245760206040517fea2aa0a1be11a07ed86d755c93467f4f82362b452371d1ba94d1715123511acb8152f35b346101245760606003193601126101245761074e6109e9565b610756610a0c565b6044359073ffffffffffffffffffffffffffffffffffffffff831692835f52600160205260405f2073ffffffffffffffffffffffffffffffffffffffff33165f5260205260405f20547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff81106107d2575b5061014e9350610a9d565b83811061087757841561084b57331561081f5761014e945f52600160205260405f2073ffffffffffffffffffffffffffffffffffffffff33165f526020528360405f2091039055846107c7565b7f94280d62000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b7fe602df05000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b83907ffb8f41b2000000000000000000000000000000000000000000000000000000005f523360045260245260445260645ffd5b34610124575f600319360112610124576020600254604051908152f35b346101245760406003193601126101245761014e6108e46109e9565b6024359033610ce8565b34610124575f600319360112610124575f6003548060011c9060018116801561099c575b60208310811461026557828552908115610223575060011461093e576101c1836101ad81850382610a2f565b91905060035f527fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b915f905b808210610982575090915081016020016101ad61019d565b91926001816020925483858801015201910190929161096a565b91607f1691610912565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361012457565b6024359073ffffffffffffffffffffffffffffffffffffffff8216820361012457565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610a7057604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff16908115610b935773ffffffffffffffffffffffffffffffffffffffff16918215610b6757815f525f60205260405f2054818110610b3557817fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef92602092855f525f84520360405f2055845f525f825260405f20818154019055604051908152a3565b827fe450d38c000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b7fec442f05000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b7f96c6fd1e000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016301480610cbf575b15610c27577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a08152610cb960c082610a2f565b51902090565b507f00000000000000000000000000000000000000000000000000000000000000004614610bfe565b73ffffffffffffffffffffffffffffffffffffffff1690811561084b5773ffffffffffffffffffffffffffffffffffffffff1691821561081f5760207f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92591835f526001825260405f20855f5282528060405f2055604051908152a3565b60ff811690601f8211610d945760405191610d81604084610a2f565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411610e4b579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa15610e40575f5173ffffffffffffffffffffffffffffffffffffffff811615610e3657905f905f90565b505f906001905f90565b6040513d5f823e3d90fd5b5050505f9160039190565b6004811015610f015780610e68575050565b60018103610e98577ff645eedf000000000000000000000000000000000000000000000000000000005f5260045ffd5b60028103610ecc57507ffce698f7000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b600314610ed65750565b7fd78bce0c000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd' as const
