"""Who claims Universal Credit, and when a claim ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of, law_of_unit
from welfsim.compiled import kernel, move, rule
from welfsim.draws import Domain, hits, misses
from welfsim.rules.claimants import come_to_claim, leave_claim_of_unit
from welfsim.rules.credit_claims import (
    close_credit,
    follow_nil_awards,
    may_claim,
    nil_months,
    open_credit,
    potential_award,
    would_claim_award,
)
from welfsim.rules.luck import luck_of
from welfsim.rules.parents import has_children
from welfsim.rules.partners import NOBODY
from welfsim.rules.responses import answered
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import (
    Activity,
    HealthGroup,
    Job,
    Presence,
    Regime,
    Response,
    Severity,
    UcEnd,
)
from welfsim.vocabulary.parameters import Policy, TakeUp
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State


@rule
def first_present(person: Persons, unit: BenefitUnits, j: int) -> int:
    """Return the row of a unit's first adult of working age, or NOBODY."""
    first = int(unit.first_person[j])
    for i in range(first, first + int(unit.adults[j])):
        if person.presence[i] == Presence.PRESENT:
            return i
    return NOBODY


@rule
def reason_of_end(person: Persons, unit: BenefitUnits, j: int) -> int:
    """Return why the claim of unit `j` ends: a job, its adults past pension age, abroad or dead, or something else."""
    is_working = has_pensioner = is_present = is_abroad = False
    first = int(unit.first_person[j])
    for i in range(first, first + int(unit.adults[j])):
        is_present = is_present or person.presence[i] == Presence.PRESENT
        has_pensioner = has_pensioner or person.presence[i] == Presence.PENSION_AGE
        is_abroad = is_abroad or person.presence[i] == Presence.ABROAD
        is_working = is_working or person.job[i] != Job.OUT
    if is_present:
        return UcEnd.EARNINGS.value if is_working else UcEnd.OTHER.value
    if has_pensioner:
        return UcEnd.PENSION_AGE.value
    return UcEnd.ABROAD.value if is_abroad else UcEnd.DEATH.value


@rule
def claim_hazard(person: Persons, unit: BenefitUnits, j: int, policy: Policy, month: int) -> float:
    """Return the monthly hazard that an entitled unit claims: `claim`, lower where somebody works or nobody would look.

    With a job in the unit the loss may be short and the award small, so it is `claim_ratio_in_work` of that. A claim
    asks healthy people to search; who does not want to, rarely claims. So it is `claim_ratio_not_looking` unless an
    adult seeks work or is sick, or there is a child. `claim_ratio_children` is neutral until it is fitted. Assumptions.
    """
    p = policy.take_up
    first, looks = int(unit.first_person[j]), has_children(unit, j, policy, month)
    claim = p.claim
    if looks:
        claim *= p.claim_ratio_children
    for i in range(first, first + int(unit.adults[j])):
        if person.presence[i] != Presence.PRESENT:
            continue
        if person.job[i] != Job.OUT:
            return claim * p.claim_ratio_in_work
        seeks = person.activity[i] == Activity.SEEKING or person.activity[i] == Activity.SICK
        looks = looks or seeks or person.severity[i] >= Severity.WORK_LIMITING
    return claim if looks else claim * p.claim_ratio_not_looking


@rule
def leaving_hazard(person: Persons, unit: BenefitUnits, j: int, p: TakeUp) -> float:
    """Return the monthly hazard that a claim ends, without a job, because of the search that it requires.

    `leaves_requirement` if an adult is asked in full to search who does not look for work, and none has a health group.
    Source: single parents of whom a search was required, `take_up.leaves_requirement`.
    """
    refuses, first = False, int(unit.first_person[j])
    for i in range(first, first + int(unit.adults[j])):
        if person.presence[i] != Presence.PRESENT:
            continue
        if person.health_group[i] != HealthGroup.NONE:
            return 0.0
        asked = person.job[i] == Job.OUT and person.regime[i] == Regime.INTENSIVE_SEARCH
        refuses = refuses or (asked and person.activity[i] != Activity.SEEKING)
    return p.leaves_requirement if refuses else 0.0


@rule
def other_end_hazard(person: Persons, unit: BenefitUnits, j: int, policy: Policy, month: int) -> float:
    """Return the monthly hazard that a claim ends though something is awarded: none on a health journey.

    For all `other_end`: a commitment is not kept, evidence is missing, or the unit changes. Most of these claim again.
    With children it is `other_end_ratio_children` of that, neutral until it is fitted.
    And `lapses` where the unit would not open a claim for what is awarded now: the award has become too small for it.
    Assumptions.
    """
    p, award, first = policy.take_up, int(unit.uc_award[j]), int(unit.first_person[j])
    for i in range(first, first + int(unit.adults[j])):
        if person.presence[i] == Presence.PRESENT and person.health_group[i] != HealthGroup.NONE:
            return 0.0
    too_small = award > 0 and not would_claim_award(unit, j, award, policy, month)
    other = p.other_end * p.other_end_ratio_children if has_children(unit, j, policy, month) else p.other_end
    return other + (p.lapses if too_small else 0.0)


@move
def close_claim(state: State, j: int, why: int, policy: Policy, month: int, line: Accounts) -> None:
    """Close the claim of unit `j`; the health journeys of its adults end with it, and each group left is kept."""
    person, unit, d = state.person, state.unit, state.unit.counted_in[j]
    ceased = month - nil_months(unit, j, month)
    line.uc_separations[d, why] += 1
    close_credit(unit, j)
    first = int(unit.first_person[j])
    for i in range(first, first + int(unit.adults[j])):
        leave_claim_of_unit(person, i, ceased, why, law_of(state, i, policy), month, line)


@move
def open_claim(state: State, j: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Open the claim of unit `j`, to which its adults come."""
    unit = state.unit
    open_credit(unit, j, clock.month, line)
    first = int(unit.first_person[j])
    for i in range(first, first + int(unit.adults[j])):
        come_to_claim(state.person, i, law_of(state, i, policy), clock, line)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Open the claims of entitled units, and close those that end: no adult of working age, long at nil, or left.

    A unit that is drawn to claim is assessed only then, and claims if its rank is within those who would claim such an
    award. Claims
    that end without an adult of working age are counted on their own line, not among the others.
    """
    person, unit, month = state.person, state.unit, clock.month
    for j in range(span.first_unit, span.end_unit):
        law = law_of_unit(state, j, policy)
        p = law.take_up
        d = unit.counted_in[j]
        adult = first_present(person, unit, j)
        if unit.uc_since[j] > 0:
            if adult == NOBODY:
                close_claim(state, j, reason_of_end(person, unit, j), policy, month, line)
                line.uc_ends_pension_age[d] += 1
                continue
            if unit.uc_since[j] == month:
                continue
            follow_nil_awards(unit, j, month)
            if nil_months(unit, j, month) >= law.universal_credit.nil_award_months:
                close_claim(state, j, reason_of_end(person, unit, j), policy, month, line)
                line.uc_ends[d] += 1
                continue
            u = luck_of(luck, Domain.CLAIM, adult, span)
            other, leaving = other_end_hazard(person, unit, j, law, month), leaving_hazard(person, unit, j, p)
            leaving = answered(state, adult, Response.REQUIREMENT_TO_LEAVE.value, leaving, clock.held)
            if misses(u, other):
                close_claim(state, j, UcEnd.OTHER.value, policy, month, line)
                line.uc_ends[d] += 1
            elif misses(u, other + leaving):
                close_claim(state, j, UcEnd.REQUIREMENT.value, policy, month, line)
                line.uc_ends_requirement[d] += 1
        elif (
            adult != NOBODY
            and hits(luck_of(luck, Domain.CLAIM, adult, span), p.claim * max(p.claim_ratio_children, 1.0))
            and hits(luck_of(luck, Domain.CLAIM, adult, span), claim_hazard(person, unit, j, law, month))
            and may_claim(person, unit, j, law, month)
            and would_claim_award(unit, j, potential_award(state, j, policy, month), law, month)
        ):
            open_claim(state, j, policy, clock, line)
