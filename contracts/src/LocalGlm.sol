// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title GLM for a local chain: the supply, names and permit of the token on mainnet.
/// @dev Mainnet GLM has DAI's permit, which grants or revokes an unlimited allowance, and no
/// EIP-2612. The deployer holds the whole supply.
contract LocalGlm is ERC20, EIP712 {
    bytes32 public constant PERMIT_TYPEHASH =
        keccak256("Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool allowed)");

    mapping(address holder => uint256) public nonces;

    error PermitExpired(uint256 expiry);
    error WrongPermitNonce(address holder, uint256 expected, uint256 given);
    error WrongPermitSigner(address holder, address signer);

    constructor() ERC20("Golem Network Token", "GLM") EIP712("Golem Network Token", "1") {
        _mint(msg.sender, 1_000_000_000 ether);
    }

    /// @notice Sets the allowance to unlimited (`allowed`) or zero on the holder's signature.
    /// @param expiry Unix seconds; 0 never expires.
    function permit(
        address holder,
        address spender,
        uint256 nonce,
        uint256 expiry,
        bool allowed,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        if (expiry != 0 && block.timestamp > expiry) revert PermitExpired(expiry);
        uint256 expected = nonces[holder]++;
        if (nonce != expected) revert WrongPermitNonce(holder, expected, nonce);
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, holder, spender, nonce, expiry, allowed));
        address signer = ECDSA.recover(_hashTypedDataV4(structHash), v, r, s);
        if (signer != holder) revert WrongPermitSigner(holder, signer);
        _approve(holder, spender, allowed ? type(uint256).max : 0);
    }

    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }
}
