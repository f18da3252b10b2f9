// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {LocalGlm} from "../src/LocalGlm.sol";
import {EscrowAttacks} from "./support/EscrowAttacks.sol";
import {ReenteringGlm} from "./support/ReenteringGlm.sol";

abstract contract BooksTest {
    EscrowAttacks internal world;

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(world);
    }

    function invariant_booksAlwaysBalance() public view {
        world.checkBooks();
    }
}

contract HonestTokenHandler is EscrowAttacks {
    constructor() EscrowAttacks(new LocalGlm()) {}
}

contract HonestTokenInvariantTest is BooksTest {
    function setUp() public {
        world = new HonestTokenHandler();
    }
}

/// @dev The token calls back into the escrow with whatever anyone may call.
contract ReenteringTokenHandler is EscrowAttacks {
    constructor() EscrowAttacks(new ReenteringGlm()) {}

    function arm(uint256 seed, uint128 amount) external {
        (bytes32 jobId, address who) = meant(seed);
        (ILoamEscrow.Voucher memory voucher, bytes memory signature) = voucherFor(jobId, who, amount % 500 ether);
        bytes[5] memory calls = [
            abi.encodeCall(escrow.redeem, (voucher, signature)),
            abi.encodeCall(escrow.withdraw, (who)),
            abi.encodeCall(escrow.finishClose, (jobId, only(who))),
            abi.encodeCall(escrow.close, (jobId)),
            abi.encodeCall(escrow.fund, (jobId, 0))
        ];
        ReenteringGlm(address(glm)).arm(address(escrow), calls[amount % 5]);
    }
}

contract ReenteringTokenInvariantTest is BooksTest {
    function setUp() public {
        world = new ReenteringTokenHandler();
    }
}
