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
  '0x610160604052348015610010575f5ffd5b506040518060400160405280601381526020017223b7b632b6902732ba3bb7b935902a37b5b2b760691b815250604051806040016040528060018152602001603160f81b8152506040518060400160405280601381526020017223b7b632b6902732ba3bb7b935902a37b5b2b760691b81525060405180604001604052806003815260200162474c4d60e81b81525081600390816100ae91906103d1565b5060046100bb82826103d1565b5050506100cd8261018a60201b60201c565b610120526100da8161018a565b61014052815160208084019190912060e052815190820120610100524660a05261016660e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c052610185336b033b2e3c9fd0803ce80000006101d0565b61050c565b5f5f829050601f815111156101bd578260405163305a27a960e01b81526004016101b4919061048f565b60405180910390fd5b80516101c8826104c4565b179392505050565b6001600160a01b0382166101f95760405163ec442f0560e01b81525f60048201526024016101b4565b6102045f8383610208565b5050565b6001600160a01b038316610232578060025f82825461022791906104e7565b909155506102a29050565b6001600160a01b0383165f90815260208190526040902054818110156102845760405163391434e360e21b81526001600160a01b038516600482015260248101829052604481018390526064016101b4565b6001600160a01b0384165f9081526020819052604090209082900390555b6001600160a01b0382166102be576002805482900390556102dc565b6001600160a01b0382165f9081526020819052604090208054820190555b816001600160a01b0316836001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef8360405161032191815260200190565b60405180910390a3505050565b634e487b7160e01b5f52604160045260245ffd5b600181811c9082168061035657607f821691505b60208210810361037457634e487b7160e01b5f52602260045260245ffd5b50919050565b601f8211156103cc57828211156103cc57805f5260205f20601f840160051c60208510156103a557505f5b90810190601f840160051c035f5b818110156103c8575f838201556001016103b3565b5050505b505050565b81516001600160401b038111156103ea576103ea61032e565b6103fe816103f88454610342565b8461037a565b6020601f821160018114610430575f83156104195750848201515b5f19600385901b1c1916600184901b178455610488565b5f84815260208120601f198516915b8281101561045f578785015182556020948501946001909201910161043f565b508482101561047c57868401515f19600387901b60f8161c191681555b505060018360011b0184555b5050505050565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b80516020808301519190811015610374575f1960209190910360031b1b16919050565b8082018082111561050657634e487b7160e01b5f52601160045260245ffd5b92915050565b60805160a05160c05160e05161010051610120516101405161126661055d5f395f6108fc01525f6108d101525f61087a01525f61085201525f6107ad01525f6107d701525f61080101526112665ff3fe608060405234801561000f575f5ffd5b50600436106100e5575f3560e01c806370a08231116100885780638fcbaf0c116100635780638fcbaf0c146101fc57806395d89b4114610211578063a9059cbb14610219578063dd62ed3e1461022c575f5ffd5b806370a082311461018d5780637ecebe00146101c257806384b0196e146101e1575f5ffd5b806323b872dd116100c357806323b872dd1461013c57806330adf81f1461014f578063313ce567146101765780633644e51514610185575f5ffd5b806306fdde03146100e9578063095ea7b31461010757806318160ddd1461012a575b5f5ffd5b6100f1610271565b6040516100fe9190610f42565b60405180910390f35b61011a610115366004610f83565b610301565b60405190151581526020016100fe565b6002545b6040519081526020016100fe565b61011a61014a366004610fab565b61031a565b61012e7fea2aa0a1be11a07ed86d755c93467f4f82362b452371d1ba94d1715123511acb81565b604051601281526020016100fe565b61012e61033d565b61012e61019b366004610fe5565b73ffffffffffffffffffffffffffffffffffffffff165f9081526020819052604090205490565b61012e6101d0366004610fe5565b60076020525f908152604090205481565b6101e961034b565b6040516100fe9796959493929190610ffe565b61020f61020a3660046110bd565b6103a9565b005b6100f16105ef565b61011a610227366004610f83565b6105fe565b61012e61023a366004611140565b73ffffffffffffffffffffffffffffffffffffffff9182165f90815260016020908152604080832093909416825291909152205490565b60606003805461028090611171565b80601f01602080910402602001604051908101604052809291908181526020018280546102ac90611171565b80156102f75780601f106102ce576101008083540402835291602001916102f7565b820191905f5260205f20905b8154815290600101906020018083116102da57829003601f168201915b5050505050905090565b5f3361030e81858561060b565b60019150505b92915050565b5f3361032785828561061d565b6103328585856106eb565b506001949350505050565b5f610346610794565b905090565b5f6060805f5f5f606061035c6108ca565b6103646108f5565b604080515f808252602082019092527f0f000000000000000000000000000000000000000000000000000000000000009b939a50919850469750309650945092509050565b84158015906103b757508442115b156103f6576040517f9e96b26f000000000000000000000000000000000000000000000000000000008152600481018690526024015b60405180910390fd5b73ffffffffffffffffffffffffffffffffffffffff88165f90815260076020526040812080549082610427836111ef565b91905055905080871461048c576040517fa55508ba00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8a16600482015260248101829052604481018890526064016103ed565b604080517fea2aa0a1be11a07ed86d755c93467f4f82362b452371d1ba94d1715123511acb602082015273ffffffffffffffffffffffffffffffffffffffff808c169282019290925290891660608201526080810188905260a0810187905285151560c08201525f9060e0016040516020818303038152906040528051906020012090505f61052561051d83610920565b878787610967565b90508a73ffffffffffffffffffffffffffffffffffffffff168173ffffffffffffffffffffffffffffffffffffffff16146105ac576040517fa74b6e7d00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff808d166004830152821660248201526044016103ed565b6105e28b8b896105bc575f61060b565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff61060b565b5050505050505050505050565b60606004805461028090611171565b5f3361030e8185856106eb565b6106188383836001610993565b505050565b73ffffffffffffffffffffffffffffffffffffffff8381165f908152600160209081526040808320938616835292905220547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8110156106e557818110156106d7576040517ffb8f41b200000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8416600482015260248101829052604481018390526064016103ed565b6106e584848484035f610993565b50505050565b73ffffffffffffffffffffffffffffffffffffffff831661073a576040517f96c6fd1e0000000000000000000000000000000000000000000000000000000081525f60048201526024016103ed565b73ffffffffffffffffffffffffffffffffffffffff8216610789576040517fec442f050000000000000000000000000000000000000000000000000000000081525f60048201526024016103ed565b610618838383610ad8565b5f3073ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000161480156107f957507f000000000000000000000000000000000000000000000000000000000000000046145b1561082357507f000000000000000000000000000000000000000000000000000000000000000090565b610346604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60606103467f0000000000000000000000000000000000000000000000000000000000000000610c7f565b60606103467f0000000000000000000000000000000000000000000000000000000000000000610c7f565b5f61031461092c610794565b836040517f19010000000000000000000000000000000000000000000000000000000000008152600281019290925260228201526042902090565b5f5f5f5f61097788888888610cbc565b9250925092506109878282610daf565b50909695505050505050565b73ffffffffffffffffffffffffffffffffffffffff84166109e2576040517fe602df050000000000000000000000000000000000000000000000000000000081525f60048201526024016103ed565b73ffffffffffffffffffffffffffffffffffffffff8316610a31576040517f94280d620000000000000000000000000000000000000000000000000000000081525f60048201526024016103ed565b73ffffffffffffffffffffffffffffffffffffffff8085165f90815260016020908152604080832093871683529290522082905580156106e5578273ffffffffffffffffffffffffffffffffffffffff168473ffffffffffffffffffffffffffffffffffffffff167f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92584604051610aca91815260200190565b60405180910390a350505050565b73ffffffffffffffffffffffffffffffffffffffff8316610b0f578060025f828254610b049190611226565b90915550610bbf9050565b73ffffffffffffffffffffffffffffffffffffffff83165f9081526020819052604090205481811015610b94576040517fe450d38c00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8516600482015260248101829052604481018390526064016103ed565b73ffffffffffffffffffffffffffffffffffffffff84165f9081526020819052604090209082900390555b73ffffffffffffffffffffffffffffffffffffffff8216610be857600280548290039055610c13565b73ffffffffffffffffffffffffffffffffffffffff82165f9081526020819052604090208054820190555b8173ffffffffffffffffffffffffffffffffffffffff168373ffffffffffffffffffffffffffffffffffffffff167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef83604051610c7291815260200190565b60405180910390a3505050565b60605f610c8b83610eb6565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841115610cf557505f91506003905082610da5565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015610d46573d5f5f3e3d5ffd5b50506040517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0015191505073ffffffffffffffffffffffffffffffffffffffff8116610d9c57505f925060019150829050610da5565b92505f91508190505b9450945094915050565b5f826003811115610dc257610dc2611239565b03610dcb575050565b6001826003811115610ddf57610ddf611239565b03610e16576040517ff645eedf00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6002826003811115610e2a57610e2a611239565b03610e64576040517ffce698f7000000000000000000000000000000000000000000000000000000008152600481018290526024016103ed565b6003826003811115610e7857610e78611239565b03610eb2576040517fd78bce0c000000000000000000000000000000000000000000000000000000008152600481018290526024016103ed565b5050565b5f60ff8216601f811115610314576040517fb3512b0c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f81518084528060208401602086015e5f6020828601015260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011685010191505092915050565b602081525f610f546020830184610ef6565b9392505050565b803573ffffffffffffffffffffffffffffffffffffffff81168114610f7e575f5ffd5b919050565b5f5f60408385031215610f94575f5ffd5b610f9d83610f5b565b946020939093013593505050565b5f5f5f60608486031215610fbd575f5ffd5b610fc684610f5b565b9250610fd460208501610f5b565b929592945050506040919091013590565b5f60208284031215610ff5575f5ffd5b610f5482610f5b565b7fff000000000000000000000000000000000000000000000000000000000000008816815260e060208201525f61103860e0830189610ef6565b828103604084015261104a8189610ef6565b6060840188905273ffffffffffffffffffffffffffffffffffffffff8716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b818110156110ac57835183526020938401939092019160010161108e565b50909b9a5050505050505050505050565b5f5f5f5f5f5f5f5f610100898b0312156110d5575f5ffd5b6110de89610f5b565b97506110ec60208a01610f5b565b965060408901359550606089013594506080890135801515811461110e575f5ffd5b935060a089013560ff81168114611123575f5ffd5b979a969950949793969295929450505060c08201359160e0013590565b5f5f60408385031215611151575f5ffd5b61115a83610f5b565b915061116860208401610f5b565b90509250929050565b600181811c9082168061118557607f821691505b6020821081036111bc577f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b50919050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b5f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff820361121f5761121f6111c2565b5060010190565b80820180821115610314576103146111c2565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd' as const
