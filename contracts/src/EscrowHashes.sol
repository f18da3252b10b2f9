// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "./ILoamEscrow.sol";

/// @title EIP-712 struct hashes of what the escrow reads.
/// @dev The same types stand in `protocol/payment/eip712.ts`; change both or neither, and then the
/// domain's version.
library EscrowHashes {
    bytes32 internal constant VOUCHER_TYPEHASH =
        keccak256("Voucher(bytes32 jobId,address payee,uint24 epoch,uint128 cumulative)");

    bytes32 internal constant WITHDRAWAL_TYPEHASH = keccak256(
        "Withdrawal(address payee,address to,uint256 amount,uint256 fee,uint256 nonce,uint256 expiry)"
    );

    function hash(ILoamEscrow.Voucher calldata voucher) internal pure returns (bytes32) {
        return keccak256(abi.encode(VOUCHER_TYPEHASH, voucher));
    }

    function hash(ILoamEscrow.Withdrawal calldata withdrawal) internal pure returns (bytes32) {
        return keccak256(abi.encode(WITHDRAWAL_TYPEHASH, withdrawal));
    }
}
