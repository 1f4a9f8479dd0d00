"""Who cares 35 hours a week: carers begin and stop as daily living awards are won and lost.

Carer's Allowance and the carer element depend on the daily living award of the person cared for (SSCBA 1992 s.70). In a
couple that person is taken to be the partner with an award. For whom others care is not known: awards won and lost in
the district change their hazards.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, move, rule
from welfsim.draws import Decision, Domain, misses
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.luck import chance_of, luck_of
from welfsim.rules.partners import NOBODY, other_adult
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import EsaKind, HealthGroup, Job, PipRate, Presence
from welfsim.vocabulary.parameters import Carers, Policy
from welfsim.vocabulary.state import Clock, Persons, Span, State

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


@move
def begin(person: Persons, i: int, line: Accounts) -> None:
    """Let person `i` begin to care."""
    person.carer[i] = True
    line.carer_starts[person.district[i]] += 1


@move
def stop(person: Persons, i: int, line: Accounts) -> None:
    """Let carer `i` stop; only those of working age are counted."""
    person.carer[i] = False
    if person.presence[i] == Presence.PRESENT:
        line.carer_stops[person.district[i]] += 1


@move
def look_at_award(person: Persons, i: int) -> None:
    """Keep whether person `i` has daily living, so that next month shows awards won and lost."""
    person.had_daily_living[i] = person.daily_living[i] != PipRate.NONE


@rule
def start_hazard(won: int, able: int, p: Carers) -> float:
    """Return the month's hazard of beginning to care, with `won` daily living awards among `able` people around.

    `starts` + `others_start` × won ÷ able, at most 1. Adults outside full-time work, health groups and ESA.
    Sources: DWP on Carer's Allowance claims for `starts`; DWP on the move to PIP for the other; in `carers`.
    """
    return min(1.0, p.starts + p.others_start * won / max(able, 1))


@rule
def stop_hazard(lost: int, held: int, p: Carers) -> float:
    """Return the month's hazard of stopping outside a couple, with `lost` of `held` daily living awards around.

    `stops` + `for_awards` × lost ÷ held, at most 1. Source: DWP on the move to PIP for the second; in `carers`.
    """
    return min(1.0, p.stops + p.for_awards * lost / max(held, 1))


@kernel
def follow_awards(
    state: State, first: int, end: int, p: Carers, clock: Clock, line: Accounts
) -> tuple[int, int, int, int]:
    """Let partners follow the daily living awards won and lost in rows `first` to `end` since last month.

    Returns how many awards were won, how many lost of how many held, and how many people may begin to care.
    """
    person = state.person
    won, lost, held, able = 0, 0, 0, 0
    for i in range(first, end):
        has, had = person.daily_living[i] != PipRate.NONE, person.had_daily_living[i]
        able += may_begin(person, i, clock.month)
        held += had
        if has == had:
            continue
        won, lost = won + has, lost + had
        partner = other_adult(person, i)
        if partner == NOBODY:
            continue
        if had and person.carer[partner]:
            stop(person, partner, line)
        elif (
            has
            and may_begin(person, partner, clock.month)
            and chance_of(person, partner, Decision.PARTNER_CARES, clock) < p.partner_starts
        ):
            begin(person, partner, line)
    return won, lost, held, able


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Let partners follow awards won and lost, then let others begin and stop by the hazards of their district."""
    person, p = state.person, policy.carers
    for d in range(span.first_district, span.end_district):
        first, end = state.district.first_person[d], state.district.end_person[d]
        won, lost, held, able = follow_awards(state, first, end, p, clock, line)
        starting, stopping = start_hazard(won, able, p), stop_hazard(lost, held, p)
        for i in range(first, end):
            look_at_award(person, i)
            if person.presence[i] != Presence.PRESENT:
                continue
            u = luck_of(luck, Domain.CLAIM, i, span)
            if person.carer[i]:
                partner = other_adult(person, i)
                in_couple = partner != NOBODY and person.daily_living[partner] != PipRate.NONE
                if misses(u, p.stops if in_couple else stopping):
                    stop(person, i, line)
            elif misses(u, starting) and may_begin(person, i, clock.month):
                begin(person, i, line)
