// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {LoamEscrow} from "../src/LoamEscrow.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {vm} from "./support/Vm.sol";

contract FeeToken is ERC20("Fee", "FEE") {
    constructor() {
        _mint(msg.sender, 100 ether);
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (from != address(0)) super._update(to, address(1), value / 100);
    }
}

contract FalseToken {
    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }

    function transferFrom(address, address, uint256) external pure returns (bool) {
        return false;
    }
}

contract ReenteringToken is ERC20("Again", "AGAIN") {
    bytes public call;
    bool public succeeded;
    bool public tried;

    constructor() {
        _mint(msg.sender, 100 ether);
    }

    function arm(bytes calldata data) external {
        call = data;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (call.length > 0 && !tried) {
            tried = true;
            (succeeded,) = msg.sender.call(call);
        }
        return super.transfer(to, value);
    }
}

contract HostileTokensTest is EscrowFixture {
    function test_refusesATokenThatTakesAFee() public {
        FeeToken token = new FeeToken();
        escrow = new LoamEscrow(token);
        token.approve(address(escrow), 1 ether);
        ILoamEscrow.Terms memory terms = termsFor("fee", 1 ether);
        vm.expectRevert(abi.encodeWithSelector(ILoamEscrow.ShortTransfer.selector, 1 ether, 0.99 ether));
        escrow.open(terms);
    }

    function test_refusesATokenThatReturnsFalse() public {
        FalseToken token = new FalseToken();
        escrow = new LoamEscrow(IERC20(address(token)));
        ILoamEscrow.Terms memory terms = termsFor("false", 1 ether);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token)));
        escrow.open(terms);
    }

    function test_reentryIntoAnotherPayeesWithdrawFails() public {
        ReenteringToken token = new ReenteringToken();
        escrow = new LoamEscrow(token);
        token.approve(address(escrow), 10 ether);
        bytes32 jobId = escrow.open(termsFor("again", 10 ether));
        reserve(jobId, payee, 1 ether);
        reserve(jobId, stranger, 1 ether);
        vm.prank(session);
        escrow.settle(jobId, one(payee, 1 ether));
        vm.prank(session);
        escrow.settle(jobId, one(stranger, 1 ether));
        token.arm(abi.encodeCall(escrow.withdraw, (stranger)));
        escrow.withdraw(payee);
        vm.assertTrue(token.tried() && !token.succeeded(), "re-entered");
        vm.assertEq(escrow.credit(stranger), 1 ether);
    }
}
