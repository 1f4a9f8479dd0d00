"""Onset, worsening, recovery and relapse of ill health.

The ladder is none, mild (a long-term condition that does not limit work), work-limiting, severe. One draw a month
carries all of it: low draws move a person down the ladder towards health, high draws up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, rule
from welfsim.draws import TWO_32, Decision, Domain, hits, misses, uniform
from welfsim.standing import MONTHS_AT_35, MONTHS_AT_50
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Activity, Condition, Job, Presence, Severity
from welfsim.vocabulary.parameters import Health, Policy
from welfsim.vocabulary.state import Clock, Persons, Span, State

RELAPSE_WINDOW = 24


@rule
def onset_ratio(age: int, p: Health) -> float:
    """Return onset at an age in months relative to ages 35 to 49."""
    if age < MONTHS_AT_35:
        return p.onset_ratio_under_35
    return 1.0 if age < MONTHS_AT_50 else p.onset_ratio_50_and_over


@rule
def recovery_hazard(spell: int, in_work: bool, p: Health) -> float:
    """Return the monthly hazard of recovery after a limiting spell of some months.

    Recovery slows with the length of the spell; treatment (waiting lists, NHS capacity) scales it.
    """
    hazard = p.recovery_to_year_2
    if spell >= 48:
        hazard = p.recovery_after_year_4
    elif spell >= 24:
        hazard = p.recovery_years_3_and_4
    return hazard * p.treatment * (p.recovery_ratio_in_work if in_work else 1.0)


@rule
def limiting_hazard(is_mild: bool, since_recovery: int, age: int, p: Health) -> float:
    """Return the monthly hazard of work-limiting illness of someone in good health or with a mild condition.

    `since_recovery` is months since an earlier limiting spell ended, or −1 if there was none.
    """
    hazard = (p.mild_worsening if is_mild else p.onset) * onset_ratio(age, p)
    if 0 <= since_recovery < RELAPSE_WINDOW:
        return max(hazard, p.relapse)
    return hazard


@rule
def mental_health_share(age: int, p: Health) -> float:
    """Return the share of new limiting spells that are mental health: linear in age between 25 and 55."""
    position = min(max((age / 12.0 - 25.0) / 30.0, 0.0), 1.0)
    return p.mental_health_share_at_25 + position * (p.mental_health_share_at_55 - p.mental_health_share_at_25)


@rule
def give_condition(person: Persons, i: int, age: int, clock: Clock, p: Health) -> None:
    """Write the main condition of a person who falls ill without one."""
    share = uniform(clock.key, Decision.CONDITION, person.person_id[i], clock.month) / TWO_32
    mental = mental_health_share(age, p)
    physical = 1.0 - mental
    if share < mental:
        person.condition[i] = Condition.MENTAL_HEALTH
    elif share < mental + physical * p.musculoskeletal_share:
        person.condition[i] = Condition.MUSCULOSKELETAL
    elif share < mental + physical * (p.musculoskeletal_share + p.neurological_share):
        person.condition[i] = Condition.NEUROLOGICAL
    else:
        person.condition[i] = Condition.OTHER_PHYSICAL


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Move each person present at most one step along the ladder of severity."""
    person, p = state.person, policy.health
    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT:
            continue
        u = int(luck[Domain.HEALTH, i - span.first_person])
        before = int(person.severity[i])
        since = int(person.severity_since[i])
        age = clock.month - int(person.birth_month[i])
        if before >= Severity.WORK_LIMITING:
            recovery = recovery_hazard(clock.month - since, person.job[i] != Job.OUT, p)
            if before == Severity.SEVERE:
                if hits(u, recovery * p.severe_recovery_ratio):
                    person.severity[i] = Severity.WORK_LIMITING
            elif hits(u, recovery):
                person.severity[i] = Severity.MILD
                person.severity_since[i] = clock.month
                if person.activity[i] == Activity.SICK:
                    person.activity[i] = Activity.SEEKING
            elif misses(u, p.severe_worsening):
                person.severity[i] = Severity.SEVERE
        else:
            is_mild = before == Severity.MILD
            limiting = limiting_hazard(is_mild, clock.month - since if since > 0 else -1, age, p)
            if misses(u, limiting):
                person.severity[i] = Severity.WORK_LIMITING
                person.severity_since[i] = clock.month
            elif is_mild and hits(u, p.mild_recovery):
                person.severity[i] = Severity.NONE
                person.condition[i] = Condition.NONE
            elif not is_mild and misses(u, limiting + p.mild_onset):
                person.severity[i] = Severity.MILD
            if person.severity[i] > before and person.condition[i] == Condition.NONE:
                give_condition(person, i, age, clock, p)
        if person.severity[i] != before:
            line.health_moves[person.district[i], before, person.severity[i]] += 1
