"""Claims of PIP and ADP: made, ready to be decided after a time, decided or left undecided."""

from __future__ import annotations

from math import log

from welfsim.compiled import move, rule
from welfsim.draws import Decision
from welfsim.rules.luck import chance_of
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.parameters import DisabilityBenefitSystem
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock


@rule
def months_until_ready(share: float, p: DisabilityBenefitSystem) -> int:
    """Return the months from a claim until it is ready to be decided, its form and further evidence in.

    The soonest are ready together, the others later by a geometric number of months, one at least. `share` is a draw
    from 0 to 1, exclusive.
    """
    if share < 1.0 - p.claim_late_share:
        return int(p.claim_ready_months)
    still_late = 1.0 - 1.0 / p.claim_late_months
    beyond = int(log((1.0 - share) / p.claim_late_share) / log(still_late)) if still_late > 0.0 else 0
    return int(p.claim_ready_months) + 1 + beyond


@move
def claim_benefit(
    person: Persons, i: int, benefit: int, p: DisabilityBenefitSystem, clock: Clock, line: Accounts
) -> None:
    """Open person `i`'s claim, which is ready to be decided in a month drawn now."""
    person.pip_claim_month[i] = clock.month
    person.pip_ready_month[i] = clock.month + months_until_ready(chance_of(person, i, Decision.CLAIM_READY, clock), p)
    line.disability_claims[person.counted_in[i], benefit] += 1


@rule
def is_grown(person: Persons, i: int, p: DisabilityBenefitSystem, month: int) -> bool:
    """Say whether person `i`, with an award from childhood, has reached the age to claim the benefit of adults.

    In law that is 16 in England and Wales; in Scotland the child's payment goes on to 18.
    """
    return bool(person.pip_claim_month[i] == 0 and month - int(person.birth_month[i]) >= p.child_award_until)


@move
def claim_when_grown(
    person: Persons, i: int, benefit: int, p: DisabilityBenefitSystem, clock: Clock, line: Accounts
) -> None:
    """Let person `i`, whose award from childhood goes on only with a claim, claim the benefit of adults or lose it."""
    d = person.counted_in[i]
    if chance_of(person, i, Decision.CLAIM_WHEN_GROWN, clock) < p.child_award_claims:
        claim_benefit(person, i, benefit, p, clock, line)
        line.disability_child_claims[d, benefit] += 1
    else:
        person.child_award[i] = False
        line.disability_child_awards_ended[d, benefit] += 1


@move
def end_claim(person: Persons, i: int) -> None:
    """End person `i`'s claim, decided or not, and an award from childhood that went on until then."""
    person.child_award[i] = False
    person.pip_claim_month[i] = 0
    person.pip_ready_month[i] = 0


@move
def leave_claim(person: Persons, i: int, benefit: int, why: int, line: Accounts) -> None:
    """End person `i`'s claim, if any, undecided."""
    if person.pip_claim_month[i] != 0:
        line.disability_claims_left[person.counted_in[i], benefit, why] += 1
        end_claim(person, i)
