"""What becomes of an adult whose unit's claim of Universal Credit begins or ends, or who comes to it or leaves it."""

from __future__ import annotations

from welfsim.compiled import move
from welfsim.rules.health_groups import comes_back_soon, leave_with_claim, return_to_group
from welfsim.rules.losses import forget_incapacity
from welfsim.rules.wca_disputes import close_dispute
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Presence, WcaDisputeResult
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock


@move
def come_to_claim(person: Persons, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Let person `i` come to a claim; who comes back soon returns to the health group left.

    For the others it is a new claim, in which a decision disputed in the last one counts no more: the dispute lapses.
    """
    if person.presence[i] == Presence.PRESENT:
        if not comes_back_soon(person, i, clock.month, policy.universal_credit):
            close_dispute(person, i, WcaDisputeResult.LAPSED, line)
        return_to_group(person, i, policy, clock, line)


@move
def leave_claim_of_unit(
    person: Persons, i: int, ceased: int, why: int, policy: Policy, month: int, line: Accounts
) -> None:
    """Let person `i` leave a claim whose award `ceased` in some month; the health journey ends, the group is kept."""
    if person.presence[i] == Presence.PRESENT:
        line.uc_leavers[person.counted_in[i], person.regime[i], why] += 1
    forget_incapacity(person, i)
    leave_with_claim(person, i, ceased, month, policy.assessment, line)
