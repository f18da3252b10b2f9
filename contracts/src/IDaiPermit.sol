// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What GLM on mainnet has of DAI's: an allowance by signature, of everything or of nothing.
interface IDaiPermit {
    /// @param expiry The last second, in Unix time, in which it works; 0 for ever.
    function permit(
        address holder,
        address spender,
        uint256 nonce,
        uint256 expiry,
        bool allowed,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;
}
