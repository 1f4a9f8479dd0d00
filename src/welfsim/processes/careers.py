"""A year of working life, in the month of birth: pay with age and time out of work, and hours."""

from __future__ import annotations

from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of
from welfsim.compiled import kernel, move, rule
from welfsim.draws import Decision, deviate
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.careers import chance_of_part_time, profile_pay, usual_part_time
from welfsim.rules.jobs import take_hours
from welfsim.rules.luck import chance_of
from welfsim.rules.parents import is_responsible_parent
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Activity, HealthGroup, Job, Presence, Severity, Sex
from welfsim.vocabulary.parameters import Career, Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State

HIGHEST = 100_000  # pence an hour, which nobody's pay exceeds


@rule
def faded(fading: float, is_idle: bool, luck: float, p: Career) -> float:
    """Return the part of pay that fades a year later: what is left of it, a deviate of luck, and the scar of idleness.

    In the long run its spread is `fading_sd` and its mean 0, for those never idle. Sources: Dickens 2000, Ramos 2003,
    and Gregory and Jukes 2001 on the scar, in `career`.
    """
    moved = p.fading_sd * sqrt(1.0 - p.fading_kept**2) * luck
    return p.fading_kept * fading + moved - (p.scar if is_idle else 0.0)


@move
def age_pay(person: Persons, i: int, age: int, p: Career, clock: Clock) -> None:
    """Move person `i`'s pay to that of an age in years, by what is usual and by the part of it that fades."""
    is_woman = bool(person.sex[i] == Sex.FEMALE)
    is_idle = bool(person.job[i] == Job.OUT and person.activity[i] != Activity.STUDYING)
    before = float(person.pay_fading[i])
    luck = deviate(clock.key, Decision.PAY, person.person_id[i], clock.month)
    person.pay_fading[i] = faded(before, is_idle, luck, p)
    growth = profile_pay(age, is_woman, p) / profile_pay(age - 1, is_woman, p)
    pay = person.hourly_pay[i] * growth * exp(float(person.pay_fading[i]) - before)
    person.hourly_pay[i] = int(min(max(pay + 0.5, 1.0), HIGHEST))


@rule
def keeps_hours(person: Persons, i: int) -> bool:
    """Say whether person `i` keeps the hours of before: carers their limit, people on UC health what they can do."""
    return bool(person.carer[i] or person.health_group[i] != HealthGroup.NONE)


@rule
def is_part_time_next(state: State, i: int, age: int, policy: Policy, clock: Clock) -> bool:
    """Say whether person `i`, of an age in years, works part-time in the year to come, by one draw."""
    person, month, p = state.person, clock.month, policy.career
    is_woman, is_limited = bool(person.sex[i] == Sex.FEMALE), bool(person.severity[i] >= Severity.WORK_LIMITING)
    is_parent = is_responsible_parent(state, i, policy, month)
    was_parent = is_responsible_parent(state, i, policy, month - MONTHS_A_YEAR)
    own = bool(person.self_employed[i])
    was_own = own and person.self_employed_from[i] <= month - MONTHS_A_YEAR
    before = usual_part_time(age - 1, is_woman, was_parent, is_limited, was_own, p)
    now = usual_part_time(age, is_woman, is_parent, is_limited, own, p)
    chance = chance_of_part_time(bool(person.hours_part_time[i]), before, now, p.hours_renewed)
    return chance_of(person, i, Decision.HOURS, clock) < chance


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Move the pay and hours of people of working age in the month of their birth, after the birthday."""
    person = state.person
    for i in range(span.first_person, span.end_person):
        months = clock.month - int(person.birth_month[i])
        if person.presence[i] != Presence.PRESENT or months % MONTHS_A_YEAR != 0:
            continue
        age = months // MONTHS_A_YEAR
        law = law_of(state, i, policy)
        age_pay(person, i, age, law.career, clock)
        if not keeps_hours(person, i):
            take_hours(person, i, is_part_time_next(state, i, age, law, clock), line)
