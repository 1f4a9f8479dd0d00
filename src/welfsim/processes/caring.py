"""Who cares 35 hours a week: carers begin and stop as daily living awards are won and lost.

Carer's Allowance and the carer element depend on the daily living award of the person cared for (SSCBA 1992 s.70). In a
couple that person is taken to be the partner with an award. For whom others care is not known: awards won and lost in
the district change their hazards. Who begins differs by age, sex, the partner's illness and whether the unit is on
Universal Credit, where caring is asked about and spares people the search for work.

Nobody cares next to a full-time job; part-time carers keep to the earnings limit (`awards.pay`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of
from welfsim.compiled import kernel, move, rule
from welfsim.draws import Decision, Domain, misses
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.jobs import seek_work_after, turn_to
from welfsim.rules.luck import chance_of, luck_of
from welfsim.rules.partners import NOBODY, other_adult
from welfsim.rules.standing import MONTHS_AT_35, MONTHS_AT_50, is_gone
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Activity, EsaKind, HealthGroup, Job, PipRate, Presence, Severity, Sex
from welfsim.vocabulary.parameters import Carers, Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State

AGE_18 = 18 * MONTHS_A_YEAR


@rule
def may_begin(person: Persons, i: int, month: int) -> bool:
    """Say whether person `i` may begin to care.

    An adult of working age not in full-time work and without a health group or ESA, whose elements would give way.
    """
    return bool(
        person.presence[i] == Presence.PRESENT
        and not person.carer[i]
        and person.job[i] != Job.FULL_TIME
        and person.health_group[i] == HealthGroup.NONE
        and person.esa_kind[i] == EsaKind.NONE
        and month - int(person.birth_month[i]) >= AGE_18
    )


@rule
def start_ratio(age: int, sex: int, has_severe_partner: bool, in_work: bool, on_uc: bool, p: Carers) -> float:
    """Return the start of caring by who a person is, relative to men of 35 to 49, out of work and off Universal Credit.

    A product of five ratios: age, with steps at 35 and 50; sex; a severely ill partner; a job; a claim of Universal
    Credit.
    For those who may begin. Sources: DWP on who has Carer's Allowance, in `carers.starts_*`.
    """
    ratio = p.starts_ratio_women if sex == Sex.FEMALE else 1.0
    if age < MONTHS_AT_35:
        ratio *= p.starts_ratio_under_35
    elif age >= MONTHS_AT_50:
        ratio *= p.starts_ratio_50_and_over
    if has_severe_partner:
        ratio *= p.starts_ratio_severe_partner
    if in_work:
        ratio *= p.starts_ratio_in_work
    return ratio * (p.starts_ratio_on_uc if on_uc else 1.0)


@rule
def ratio_of(state: State, i: int, p: Carers, month: int) -> float:
    """Return how often person `i` begins to care, relative to men of 35 to 49; 0 for who may not begin."""
    person = state.person
    if not may_begin(person, i, month):
        return 0.0
    partner = other_adult(person, i)
    is_ill = partner != NOBODY and person.severity[partner] == Severity.SEVERE
    is_here = partner != NOBODY and not is_gone(int(person.presence[partner]))
    in_work, on_uc = person.job[i] != Job.OUT, state.unit.uc_since[person.unit[i]] > 0
    age, sex = month - int(person.birth_month[i]), int(person.sex[i])
    return start_ratio(age, sex, is_ill and is_here, in_work, on_uc, p)


@move
def claim_allowance(person: Persons, i: int) -> None:
    """Let carer `i` claim Carer's Allowance."""
    person.claims_allowance[i] = True


@move
def begin(state: State, i: int, p: Carers, clock: Clock, line: Accounts) -> None:
    """Let person `i` begin to care; who is out of work and has no other calling does that instead.

    On Universal Credit, which falls by as much, only some claim Carer's Allowance.
    """
    person = state.person
    person.carer[i] = True
    on_uc = state.unit.uc_since[person.unit[i]] > 0
    person.claims_allowance[i] = not on_uc or chance_of(person, i, Decision.CARER_CLAIMS, clock) < p.claims_on_uc
    if person.job[i] == Job.OUT and (person.activity[i] == Activity.SEEKING or person.activity[i] == Activity.OTHER):
        turn_to(person, i, Activity.CARING)
    line.carer_starts[person.counted_in[i]] += 1


@move
def stop(person: Persons, i: int, line: Accounts) -> None:
    """Let carer `i` stop; only those of working age are counted."""
    person.carer[i] = person.claims_allowance[i] = False
    seek_work_after(person, i, Activity.CARING)
    if person.presence[i] == Presence.PRESENT:
        line.carer_stops[person.counted_in[i]] += 1


@move
def look_at_award(person: Persons, i: int) -> None:
    """Keep whether person `i` has daily living, so that next month shows awards won and lost."""
    person.had_daily_living[i] = person.daily_living[i] != PipRate.NONE


@rule
def start_hazard(won: int, able: float, p: Carers) -> float:
    """Return the month's hazard of beginning to care at a ratio of 1, with `won` daily living awards around.

    `starts` + `others_start` × won ÷ `able`, at most 1; `able` is the sum of the ratios of those who may begin.
    Sources: DWP on Carer's Allowance claims for `starts`; DWP on the move to PIP for the other; in `carers`.
    """
    return min(1.0, p.starts + p.others_start * won / max(able, 1.0))


@rule
def stop_hazard(lost: int, held: int, p: Carers) -> float:
    """Return the month's hazard of stopping outside a couple, with `lost` of `held` daily living awards around.

    `stops` + `for_awards` × lost ÷ held, at most 1. Source: DWP on the move to PIP for the second; in `carers`.
    """
    return min(1.0, p.stops + p.for_awards * lost / max(held, 1))


@kernel
def follow_awards(
    state: State, first: int, end: int, policy: Policy, clock: Clock, line: Accounts
) -> tuple[int, int, int, float]:
    """Let partners follow the daily living awards won and lost in rows `first` to `end` since last month.

    Returns how many awards were won, how many lost of how many held, and the ratios of those who may begin to care.
    """
    person = state.person
    won, lost, held, able = 0, 0, 0, 0.0
    for i in range(first, end):
        has, had = person.daily_living[i] != PipRate.NONE, person.had_daily_living[i]
        able += ratio_of(state, i, law_of(state, i, policy).carers, clock.month)
        held += had
        if has == had:
            continue
        won, lost = won + has, lost + had
        partner = other_adult(person, i)
        if partner == NOBODY:
            continue
        p = law_of(state, partner, policy).carers
        if had and person.carer[partner]:
            stop(person, partner, line)
        elif (
            has
            and may_begin(person, partner, clock.month)
            and chance_of(person, partner, Decision.PARTNER_CARES, clock) < p.partner_starts
        ):
            begin(state, partner, p, clock, line)
    return won, lost, held, able


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Let partners follow awards won and lost, then let others begin and stop by the hazards of their district.

    Caring ends with a full-time job, and who leaves Universal Credit claims Carer's Allowance.
    """
    person = state.person
    for d in range(span.first_district, span.end_district):
        first, end = state.district.first_person[d], state.district.end_person[d]
        won, lost, held, able = follow_awards(state, first, end, policy, clock, line)
        for i in range(first, end):
            look_at_award(person, i)
            if person.presence[i] != Presence.PRESENT:
                continue
            p = law_of(state, i, policy).carers
            u = luck_of(luck, Domain.CLAIM, i, span)
            if person.carer[i] and person.job[i] == Job.FULL_TIME:
                stop(person, i, line)
            elif person.carer[i]:
                if state.unit.uc_since[person.unit[i]] == 0:
                    claim_allowance(person, i)
                partner = other_adult(person, i)
                in_couple = partner != NOBODY and person.daily_living[partner] != PipRate.NONE
                if misses(u, p.stops if in_couple else stop_hazard(lost, held, p)):
                    stop(person, i, line)
            elif misses(u, start_hazard(won, able, p) * ratio_of(state, i, p, clock.month)):
                begin(state, i, p, clock, line)
