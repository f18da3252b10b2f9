// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LocalGlm} from "../../src/LocalGlm.sol";

enum Mood {
    Honest,
    TakesAFee,
    AddsABonus,
    MovesNothing,
    ReturnsFalse,
    ReturnsNothing,
    Pauses,
    RefusesNothing
}

/// @title A token that behaves, until its mood changes.
contract OddToken is LocalGlm {
    Mood public mood;

    error Paused();
    error NothingToMove();

    function become(Mood next) external {
        mood = next;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (mood == Mood.ReturnsFalse) return false;
        super.transfer(to, value);
        return answer();
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        if (mood == Mood.ReturnsFalse) return false;
        super.transferFrom(from, to, value);
        return answer();
    }

    function answer() private view returns (bool) {
        if (mood == Mood.ReturnsNothing) {
            assembly {
                return(0, 0)
            }
        }
        return true;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (mood == Mood.Pauses) revert Paused();
        if (mood == Mood.RefusesNothing && value == 0) revert NothingToMove();
        if (mood == Mood.MovesNothing) return;
        super._update(from, to, value);
        if (mood == Mood.TakesAFee) super._update(to, address(1), value / 100);
        if (mood == Mood.AddsABonus) super._update(address(0), to, 1);
    }
}
