"""What brings a person out of work into a job: who they are, times what their state does to them.

The first part belongs to the person and goes wherever they go: employability, health, age, what they do, how long they
have been out of work. Only the second part may read a benefit, a regime or an award: requirements, meetings, money and
the fear of a reassessment. So a person who moves from one benefit to another enters work differently by what law and
money do, and by nothing else. See ``docs/behaviour.md``.
"""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, rule
from welfsim.rules.standing import (
    MONTHS_AT_16,
    MONTHS_AT_20,
    MONTHS_AT_25,
    MONTHS_AT_50,
    MONTHS_AT_60,
    by_condition,
    by_severity,
)
from welfsim.vocabulary.codes import Activity, EsaGroup, HealthGroup, Readiness, Regime, Severity
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.parameters import Employment
from welfsim.vocabulary.persons import Persons

SMALLEST_GAIN = 5000.0  # pence a month; below it the response to the gain to work stops
FEWEST_MEETINGS, MOST_MEETINGS = 0.25, 2.0  # of those at the reference; no trial went further


# ------------------------------------------------------------------------------------------------- who they are


@rule
def activity_ratio(activity: int, p: Employment) -> float:
    """Return job entry by what a person does when out of work, relative to seeking work.

    One ratio an activity. It is the person's own, on benefit and off it: a label never changes what somebody does.
    The long-term sick have none, since severity does that work. Sources: LFS flows and UKHLS, `employment.entry_ratio`.
    """
    if activity == Activity.STUDYING:
        return p.entry_ratio_studying
    if activity == Activity.CARING:
        return p.entry_ratio_caring
    if activity == Activity.RETIRED:
        return p.entry_ratio_retired
    return p.entry_ratio_other if activity == Activity.OTHER else 1.0


@rule
def age_ratio(age: int, p: Employment) -> float:
    """Return job entry at an age in months relative to 25 to 49.

    Steps at 20, 25, 50 and 60. For everyone out of work. Source: UKHLS, unemployed to work, `employment.entry_ratio_*`.
    """
    if age < MONTHS_AT_25:
        return p.entry_ratio_under_20 if age < MONTHS_AT_20 else p.entry_ratio_20_to_24
    if age < MONTHS_AT_50:
        return 1.0
    return p.entry_ratio_50_to_59 if age < MONTHS_AT_60 else p.entry_ratio_60_and_over


@rule
def condition_ratio(condition: int, p: Employment) -> float:
    """Return job entry by main condition, relative to the mean of all people whose work is limited.

    One ratio a condition, from half the odds of being in work; 1 without a condition. For the limited.
    Sources: DWP and ONS on employment of disabled people, by parameter in `employment`.
    """
    mental, bone = p.entry_ratio_mental_health, p.entry_ratio_musculoskeletal
    return by_condition(condition, 1.0, mental, bone, p.entry_ratio_neurological, p.entry_ratio_other_physical)


@rule
def readiness_ratio(readiness: int, p: Employment) -> float:
    """Return job entry of a limited person by readiness for work, relative to people who might work if health improves.

    One ratio a readiness. For people whose work is limited.
    Source: NatCen for DWP (RR1102) for the shares; the ratios are assumptions in `employment`.
    """
    if readiness == Readiness.READY_NOW:
        return p.entry_ratio_ready_now
    if readiness == Readiness.IF_HOME_WORKING:
        return p.home_working
    return p.entry_ratio_not_ready if readiness == Readiness.NOT else 1.0


@rule
def ill_health_ratio(severity: int, condition: int, readiness: int, p: Employment) -> float:
    """Return job entry by severity, condition and readiness, relative to good health; 1 unless work is limited.

    A product of three ratios, whatever benefit the person has. Source: employment of disabled people; see each factor.
    """
    if severity < Severity.WORK_LIMITING:
        return 1.0
    of_severity = by_severity(severity, 1.0, 1.0, p.entry_ratio_work_limiting, p.entry_ratio_severe)
    return of_severity * condition_ratio(condition, p) * readiness_ratio(readiness, p)


@rule
def time_out_shape(months: int) -> float:
    """Return the fall of job entry with months out of work as a share of the fall to the third to fifth year.

    Steps at 4, 7, 13, 25 and 61 months. For everyone. Shape of call-back studies and survival in ESA; an assumption.
    """
    if months < 4:
        return 0.0
    if months < 7:
        return 0.2
    if months < 13:
        return 0.45
    if months < 25:
        return 0.7
    return 1.0 if months < 61 else 1.3


@rule
def months_out(last_work: int, birth: int, month: int) -> int:
    """Return for how many months a person has been out of work; since 16 who never worked."""
    return month - max(last_work, birth + MONTHS_AT_16)


@rule
def personal_entry(person: Persons, i: int, p: Employment, month: int) -> float:
    """Return the part of person `i`'s monthly hazard of job entry that is their own, whatever their benefit.

    The base hazard times activity, age, ill health, time out of work and employability. Each factor has its source.
    """
    birth = int(person.birth_month[i])
    out = months_out(int(person.last_work[i]), birth, month)
    ill_health = ill_health_ratio(int(person.severity[i]), int(person.condition[i]), int(person.readiness[i]), p)
    ratio = activity_ratio(int(person.activity[i]), p) * age_ratio(month - birth, p) * ill_health
    return p.entry * ratio * exp(float(person.employability[i]) - p.time_out * time_out_shape(out))


@kernel(allocates=True)
def other_parts(person: Persons, p: Employment, month: int) -> NDArray[np.float64]:
    """Return the logarithm of each person's own part of job entry but for employability."""
    found = np.zeros(person.person_id.size)
    for i in range(person.person_id.size):
        found[i] = np.log(personal_entry(person, i, p, month)) - person.employability[i]
    return found


# ---------------------------------------------------------------------------------------- what their state does


@rule
def requirement_ratio(regime: int, is_limited: bool, p: Employment) -> float:
    """Return job entry under a regime of Universal Credit, with its meetings as due, relative to no requirement.

    The whole ratio in intensive search, a part of its logarithm where only interviews or preparation are asked.
    For people out of work; 1 off Universal Credit. Source: lone-parent obligations, `employment.requirement_*`.
    """
    whole = p.requirement_limited if is_limited else p.requirement_others
    if regime == Regime.INTENSIVE_SEARCH:
        return whole
    if regime == Regime.PREPARATION or regime == Regime.INTERVIEW:
        return float(whole**p.requirement_preparation)
    return 1.0


@rule
def meetings_ratio(share: float, p: Employment) -> float:
    """Return searchers' entry through the share of due meetings that are held, relative to that of the reference.

    Share over reference, from a quarter to twice of it, to the power of the elasticity. Intensive search only, so that
    it never enters the contrast of regimes. Source: DWP trial of weekly reviews, `employment.meetings_elasticity`.
    """
    relative = min(max(share / p.meetings_reference, FEWEST_MEETINGS), MOST_MEETINGS)
    return float(relative**p.meetings_elasticity)


@rule
def gain_response(gain: float, reference: float, p: Employment) -> float:
    """Return the multiplier on entry through the net gain to work, both in pence a month at today's earnings.

    Gain over reference, to the power of the elasticity; constant for gains below £50 a month. For everyone out of work.
    Source: OBR elasticities of participation, in `employment.gain_elasticity`; the reference is an assumption.
    """
    return float((max(gain, SMALLEST_GAIN) / reference) ** p.gain_elasticity)


@rule
def has_group_to_lose(person: Persons, i: int) -> bool:
    """Say whether a reassessment could take a health group from person `i`: LCW, LCWRA or a group of ESA."""
    decided = person.esa_group[i] == EsaGroup.SUPPORT or person.esa_group[i] == EsaGroup.WRAG
    return bool(person.health_group[i] >= HealthGroup.LCW or decided)


@rule
def local_demand(district: Districts, d: int, p: Employment) -> float:
    """Return the multiplier of a district's labour demand on entry, relative to Great Britain.

    The region's employment rate to the power of the elasticity, divided by its mean over people out of work at the
    start. For everyone out of work. Source: Curnock, Popham and Leyland, in `employment.local_demand_elasticity`.
    """
    mean = 0.0
    for other in range(district.employment_rate.size):
        mean += district.share_of_jobless[other] * district.employment_rate[other] ** p.local_demand_elasticity
    return float(district.employment_rate[d] ** p.local_demand_elasticity / mean) if mean > 0.0 else 1.0
