"""Onset, worsening, recovery and relapse of ill health.

The ladder is none, mild (a long-term condition that does not limit work), work-limiting, severe. One draw a month
carries all of it: low draws move a person down the ladder towards health, high draws up. Strain, what recent events
still do to mental health, adds to the next step up the ladder or takes from it.
"""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of
from welfsim.compiled import kernel, move, rule
from welfsim.draws import Decision, Domain, hits, misses
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.jobs import seek_work_after
from welfsim.rules.luck import chance_of, luck_of
from welfsim.rules.odds import with_odds
from welfsim.rules.recovery import recovery_by_spell
from welfsim.rules.sick_leave import fall_ill_in_job
from welfsim.rules.standing import MONTHS_AT_35, MONTHS_AT_50, by_condition
from welfsim.rules.strain import strain_now
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Activity, Condition, Job, Presence, Severity, Sex
from welfsim.vocabulary.parameters import Health, Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State

RELAPSE_WINDOW = 24


@rule
def by_age(age: int, under_35: float, from_50: float) -> float:
    """Return a ratio at an age in months, 1 from 35 to 49."""
    if age < MONTHS_AT_35:
        return under_35
    return 1.0 if age < MONTHS_AT_50 else from_50


@rule
def by_sex(sex: int, women_to_men: float) -> float:
    """Return a ratio of one sex to both together, equal numbers of each, from that of women to men."""
    return 2.0 * (women_to_men if sex == Sex.FEMALE else 1.0) / (1.0 + women_to_men)


@rule
def onset_ratio(age: int, sex: int, frailty: float, p: Health) -> float:
    """Return onset at an age in months of one sex and frailty, relative to people of 35 to 49 of mean frailty.

    A product of three ratios, with steps at 35 and 50; exp(`frailty_onset` × frailty). No benefit enters: what goes
    with low means is who has them. For working age without limiting illness.
    Sources: SimPaths (UKHLS); Census 2021 for sex; in `health.onset_ratio_*` and `frailty_onset`.
    """
    ratio = by_age(age, p.onset_ratio_under_35, p.onset_ratio_50_and_over) * by_sex(sex, p.onset_women_to_men)
    return float(ratio * exp(p.frailty_onset * frailty))


@rule
def onset_trend(age: int, p: Health) -> float:
    """Return falling ill at an age in months relative to April 2025, by the trend of the month.

    One index for each of three ages, with steps at 35 and 50; calculated from growth in a year. For people whose work
    is not limited. Sources: FRS and LFS, in `health.onset_growth_*`.
    """
    if age < MONTHS_AT_35:
        return p.onset_trend_under_35
    return p.onset_trend_35_to_49 if age < MONTHS_AT_50 else p.onset_trend_50_and_over


@rule
def recovery_ratio(age: int, sex: int, frailty: float, p: Health) -> float:
    """Return recovery at an age in months of one sex and frailty, relative to people of 35 to 49 of mean frailty.

    A product of three ratios, with steps at 35 and 50; exp(−`frailty_recovery` × frailty). For working age with
    limiting illness. Source: SimPaths (UKHLS), given general health, in `health.recovery_*` and `frailty_recovery`.
    """
    ratio = by_age(age, p.recovery_ratio_under_35, p.recovery_ratio_50_and_over) * by_sex(sex, p.recovery_women_to_men)
    return float(ratio * exp(-p.frailty_recovery * frailty))


@rule
def condition_ratio(condition: int, p: Health) -> float:
    """Return recovery from a main condition relative to the mean of all.

    One ratio a condition, mean 1 over the mix of conditions. For the limited. Assumptions in `health.recovery_ratio_*`.
    """
    other, mental = p.recovery_ratio_other_physical, p.recovery_ratio_mental_health
    bone, nerve = p.recovery_ratio_musculoskeletal, p.recovery_ratio_neurological
    return by_condition(condition, other, mental, bone, nerve, other)


@rule
def care_multiplier(condition: int, p: Health) -> float:
    """Return the multiplier of the health service on recovery from a main condition, 1 at current law.

    Treatment × staff (mental health only) × the list relative to April 2025 to the power of minus its elasticity.
    For the limited. Levers, except `health.waiting_list_elasticity`, an assumption after NatCen (RR1102).
    """
    if condition == Condition.MENTAL_HEALTH:
        return p.treatment * p.mental_health_staff * float(p.waiting_list_mental ** (-p.waiting_list_elasticity))
    return p.treatment * float(p.waiting_list_physical ** (-p.waiting_list_elasticity))


@rule
def recovery_hazard(spell: int, age: int, sex: int, condition: int, frailty: float, in_work: bool, p: Health) -> float:
    """Return the monthly hazard of recovery after a limiting spell of some months.

    Steps at 24 and 48 months of the spell, times the ratios above and `recovery_ratio_in_work`. For the limited; the
    severe recover in two steps. Sources: Burchardt 2000 and SimPaths, in `health.recovery_*`.
    """
    hazard = recovery_by_spell(spell, p)
    hazard *= recovery_ratio(age, sex, frailty, p) * condition_ratio(condition, p) * care_multiplier(condition, p)
    return hazard * (p.recovery_ratio_in_work if in_work else 1.0)


@rule
def relapse_hazard(condition: int, p: Health) -> float:
    """Return the monthly hazard of relapse in the two years after recovery, by the condition that is left.

    One constant times the condition's ratio, 1 if none is left. Source: Burchardt 2000 in part, in `health.relapse*`.
    """
    if condition == Condition.NONE:
        return p.relapse
    mental = condition == Condition.MENTAL_HEALTH
    return p.relapse * (p.relapse_ratio_mental_health if mental else p.relapse_ratio_physical)


@rule
def limiting_hazard(
    is_mild: bool, since_recovery: int, age: int, sex: int, condition: int, frailty: float, in_work: bool, p: Health
) -> float:
    """Return the monthly hazard of work-limiting illness of someone in good health or with a mild condition.

    `onset` or `mild_worsening` times its ratio and its trend; for 24 months after a recovery at least the hazard of
    relapse; in work times `prevention_at_work`. `since_recovery` is months since a limiting spell ended, −1 if there
    was none. Source: SimPaths (UKHLS), in `health`.
    """
    hazard = (p.mild_worsening if is_mild else p.onset) * onset_trend(age, p) * onset_ratio(age, sex, frailty, p)
    if 0 <= since_recovery < RELAPSE_WINDOW:
        hazard = max(hazard, relapse_hazard(condition, p))
    return hazard * (p.prevention_at_work if in_work else 1.0)


@rule
def mental_health_share(age: int, p: Health) -> float:
    """Return the share of new limiting spells that are mental health.

    Linear in age between 25 and 55, constant outside; its odds follow their trend. For people without a condition.
    Source: IFS, in `health.mental_health_share_*`; FRS, in `health.mental_odds_growth`.
    """
    position = min(max((age / MONTHS_A_YEAR - 25.0) / 30.0, 0.0), 1.0)
    share = p.mental_health_share_at_25 + position * (p.mental_health_share_at_55 - p.mental_health_share_at_25)
    return with_odds(share, p.mental_odds_trend)


@rule
def mild_hazard(age: int, in_work: bool, p: Health) -> float:
    """Return the monthly hazard of a mild condition of someone in good health.

    `mild_onset` times its trend; in work times `prevention_at_work`. An assumption, in `health.mild_onset`.
    """
    return p.mild_onset * onset_trend(age, p) * (p.prevention_at_work if in_work else 1.0)


@rule
def strain_hazard(strain: float, months_since: int, p: Health) -> float:
    """Return the chance this month of a step up the ladder through strain; below zero, steps are prevented.

    The decay of the month times `strain_step_share`; over all months to come the sum is the strain times this share.
    From the month after the event. Sources: SimPaths and IFS for the sizes, in `health.strain_*`.
    """
    if months_since < 1:
        return 0.0
    before = strain_now(strain, months_since - 1, p.strain_decay)
    return (before - strain_now(strain, months_since, p.strain_decay)) * p.strain_step_share


@rule
def strain_on(person: Persons, i: int, month: int, p: Health) -> float:
    """Return the strain on person `i`'s next step; negative strain prevents mental illness only."""
    if person.strain[i] == 0.0:
        return 0.0
    extra = strain_hazard(float(person.strain[i]), month - int(person.strain_month[i]), p)
    is_physical = person.condition[i] != Condition.NONE and person.condition[i] != Condition.MENTAL_HEALTH
    return 0.0 if extra < 0.0 and is_physical else extra


@rule
def mental_share(age: int, hazard: float, strain: float, p: Health) -> float:
    """Return the share of mental illness among onsets at some hazard plus strain, all strain being mental; 0 to 1."""
    with_strain = hazard + strain
    if with_strain <= 0.0:
        return 0.0
    return min(max((mental_health_share(age, p) * hazard + strain) / with_strain, 0.0), 1.0)


@move
def give_condition(person: Persons, i: int, mental: float, clock: Clock, p: Health) -> None:
    """Write the main condition of a person who falls ill without one, given the share of mental illness."""
    share = chance_of(person, i, Decision.CONDITION, clock)
    physical = 1.0 - mental
    if share < mental:
        person.condition[i] = Condition.MENTAL_HEALTH
    elif share < mental + physical * p.musculoskeletal_share:
        person.condition[i] = Condition.MUSCULOSKELETAL
    elif share < mental + physical * (p.musculoskeletal_share + p.neurological_share):
        person.condition[i] = Condition.NEUROLOGICAL
    else:
        person.condition[i] = Condition.OTHER_PHYSICAL


@move
def change_limited(person: Persons, i: int, u: int, month: int, p: Health) -> None:
    """Let person `i`, whose work is limited, recover, ease or worsen."""
    spell, age = month - int(person.severity_since[i]), month - int(person.birth_month[i])
    sex, condition, in_work = int(person.sex[i]), int(person.condition[i]), person.job[i] != Job.OUT
    recovery = recovery_hazard(spell, age, sex, condition, float(person.frailty[i]), in_work, p)
    if person.severity[i] == Severity.SEVERE:
        if hits(u, recovery * p.severe_recovery_ratio):
            person.severity[i] = Severity.WORK_LIMITING
    elif hits(u, recovery):
        person.severity[i] = Severity.MILD
        person.severity_since[i] = month
        seek_work_after(person, i, Activity.SICK)
    elif misses(u, p.severe_worsening + strain_on(person, i, month, p)):
        person.severity[i] = Severity.SEVERE


@move
def change_others(person: Persons, i: int, u: int, clock: Clock, p: Health) -> None:
    """Let person `i`, in good health or with a mild condition, fall ill or lose the condition.

    Strain brings a mild condition to people in good health, limiting illness to those with a mild condition. Of those
    without a condition it spares no more than would have been mental illness.
    """
    month = clock.month
    since, age = int(person.severity_since[i]), month - int(person.birth_month[i])
    is_mild, in_work = person.severity[i] == Severity.MILD, person.job[i] != Job.OUT
    ended = month - since if since > 0 else -1
    sex, condition = int(person.sex[i]), int(person.condition[i])
    limiting = limiting_hazard(is_mild, ended, age, sex, condition, float(person.frailty[i]), in_work, p)
    mild = 0.0 if is_mild else mild_hazard(age, in_work, p)
    strain = strain_on(person, i, month, p)
    if condition == Condition.NONE:
        strain = max(strain, -mental_health_share(age, p) * (limiting if is_mild else mild))
    worse = limiting + (strain if is_mild else 0.0)
    if misses(u, worse):
        person.severity[i] = Severity.WORK_LIMITING
        person.severity_since[i] = month
    elif is_mild and hits(u, p.mild_recovery):
        person.severity[i] = Severity.NONE
        person.condition[i] = Condition.NONE
    elif not is_mild and misses(u, limiting + mild + strain):
        person.severity[i] = Severity.MILD
    else:
        return
    if person.severity[i] != Severity.NONE and person.condition[i] == Condition.NONE:
        is_limiting = person.severity[i] == Severity.WORK_LIMITING
        on_this_step = strain if is_limiting == is_mild else 0.0
        give_condition(person, i, mental_share(age, limiting if is_limiting else mild, on_this_step, p), clock, p)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Move each person present at most one step along the ladder of severity; from a job it may begin a sick leave."""
    person = state.person
    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT:
            continue
        law = law_of(state, i, policy)
        u = luck_of(luck, Domain.HEALTH, i, span)
        before = int(person.severity[i])
        if before >= Severity.WORK_LIMITING:
            change_limited(person, i, u, clock.month, law.health)
        else:
            change_others(person, i, u, clock, law.health)
        if person.severity[i] != before:
            line.health_moves[person.counted_in[i], before, person.severity[i]] += 1
            if person.severity[i] > before and person.severity[i] >= Severity.WORK_LIMITING:
                fall_ill_in_job(person, i, clock, law.sick_leave, line)
