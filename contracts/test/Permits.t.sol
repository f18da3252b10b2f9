// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ILoamEscrow} from "../src/ILoamEscrow.sol";
import {LocalGlm} from "../src/LocalGlm.sol";
import {EscrowFixture} from "./support/EscrowFixture.sol";
import {vm} from "./support/Vm.sol";

/// @dev GLM where it has no permit.
contract PlainToken is ERC20 {
    constructor() ERC20("Golem Network Token", "GLM") {
        _mint(msg.sender, 1_000_000_000 ether);
    }
}

/// @dev Opening a job by GLM's own permit, which leaves a standing allowance.
contract PermitsTest is EscrowFixture {
    function setUp() public {
        deploy();
        allow(0);
    }

    function allow(uint256 amount) internal {
        vm.prank(requestor);
        glm.approve(address(escrow), amount);
    }

    function openBy(ILoamEscrow.Permit memory permit) internal returns (bytes32) {
        vm.prank(requestor);
        return escrow.openWithPermit(termsFor("permitted", 5 ether), permit);
    }

    function refusesToOpenBy(ILoamEscrow.Permit memory permit) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, 5 ether)
        );
        openBy(permit);
        vm.assertEq(glm.allowance(requestor, address(escrow)), 0);
    }

    function test_aPermitOpensAJobInOneCallAndTheNextNeedsNone() public {
        vm.deal(requestor, 1 ether);
        ILoamEscrow.Terms memory terms = termsFor("permitted", 5 ether);
        ILoamEscrow.Permit memory permit = signPermit(REQUESTOR_KEY, 0, block.timestamp);
        vm.prank(requestor);
        bytes32 jobId = escrow.openWithPermit{value: 0.1 ether}(terms, permit);
        vm.assertEq(jobId, escrow.jobIdFor(requestor, "permitted"));
        vm.assertEq(escrow.job(jobId).free, 5 ether);
        vm.assertEq(escrow.job(jobId).requestor, requestor);
        vm.assertEq(session.balance, 0.1 ether);
        vm.assertEq(glm.balanceOf(address(escrow)), 5 ether);
        vm.assertEq(glm.allowance(requestor, address(escrow)), type(uint256).max);
        vm.assertEq(escrow.job(openJob("next", 7 ether)).free, 7 ether);
    }

    function test_aPermitThatSomebodySentBeforeOpensAllTheSame() public {
        ILoamEscrow.Permit memory permit = signPermit(REQUESTOR_KEY, 0, 0);
        vm.prank(stranger);
        glm.permit(requestor, address(escrow), 0, 0, true, permit.v, permit.r, permit.s);
        vm.assertEq(escrow.job(openBy(permit)).free, 5 ether);
    }

    function test_aPermitThatTheTokenRefusesOpensNothingByItself() public {
        refusesToOpenBy(signPermit(SESSION_KEY, 0, 0));
        refusesToOpenBy(signPermit(REQUESTOR_KEY, 1, 0));
        ILoamEscrow.Permit memory late = signPermit(REQUESTOR_KEY, 0, block.timestamp);
        vm.warp(block.timestamp + 1);
        refusesToOpenBy(late);
        allow(5 ether);
        vm.assertEq(escrow.job(openBy(late)).free, 5 ether);
        vm.assertEq(glm.allowance(requestor, address(escrow)), 0);
    }

    /// @dev Who has a standing allowance is pulled from by its own calls alone.
    function test_aStandingAllowanceIsNobodyElses() public {
        ILoamEscrow.Permit memory permit = signPermit(REQUESTOR_KEY, 0, 0);
        bytes32 jobId = openBy(permit);
        glm.transfer(stranger, 1 ether);
        bytes memory missing = abi.encodeWithSelector(
            IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, 1 ether
        );
        ILoamEscrow.Terms memory terms = termsFor("stranger's", 1 ether);
        vm.expectRevert(missing);
        vm.prank(stranger);
        escrow.open(terms);
        vm.expectRevert(missing);
        vm.prank(stranger);
        escrow.openWithPermit(terms, permit);
        vm.expectRevert(missing);
        vm.prank(stranger);
        escrow.fund(jobId, 1 ether);
        vm.assertEq(glm.balanceOf(requestor), 1_000_000 ether - 5 ether);
    }

    function test_aTokenWithoutAPermitTakesTheAllowanceThatIsThere() public {
        deploy(LocalGlm(address(new PlainToken())));
        ILoamEscrow.Permit memory permit = signPermit(REQUESTOR_KEY, 0, 0);
        allow(0);
        refusesToOpenBy(permit);
        allow(5 ether);
        vm.assertEq(escrow.job(openBy(permit)).free, 5 ether);
    }
}
