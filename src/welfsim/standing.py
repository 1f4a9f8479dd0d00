"""How a person stands this month, as several processes need it: age band, work group, disability benefit."""

from __future__ import annotations

from math import exp

from welfsim.awards.household import current_pay
from welfsim.awards.pay import minimum_wage_earnings
from welfsim.compiled import rule
from welfsim.vocabulary.codes import (
    AgeBand,
    Condition,
    DisabilityBenefit,
    EsaGroup,
    HealthGroup,
    Job,
    Nation,
    PipRate,
    Presence,
    Programme,
    Referral,
    Regime,
    Severity,
    WorkStatus,
)
from welfsim.vocabulary.parameters import Assessment, Claims, Policy
from welfsim.vocabulary.state import Persons

MONTHS_AT_25 = 25 * 12
MONTHS_AT_35 = 35 * 12
MONTHS_AT_50 = 50 * 12

_UNDER_25 = int(AgeBand.UNDER_25)
_FROM_25 = int(AgeBand.FROM_25_TO_34)
_FROM_35 = int(AgeBand.FROM_35_TO_49)
_FROM_50 = int(AgeBand.FROM_50_TO_PENSION_AGE)
_LCWRA = int(WorkStatus.LCWRA)
_ESA_SUPPORT = int(WorkStatus.ESA_SUPPORT)
_LCW = int(WorkStatus.LCW)
_WRAG = int(WorkStatus.WRAG)
_FIT_NOTE = int(WorkStatus.FIT_NOTE)
_PIP_ONLY = int(WorkStatus.PIP_ONLY)
_SEARCHING = int(WorkStatus.SEARCHING)
_UC_OTHER = int(WorkStatus.UC_OTHER)
_OFF_BENEFIT = int(WorkStatus.OFF_BENEFIT)
_PIP = int(DisabilityBenefit.PIP)
_ADP = int(DisabilityBenefit.ADP)


@rule
def strain_now(strain: float, months_since: int, decay: float) -> float:
    """Return the mental health problems still to come some months after an event, which decay exponentially."""
    return strain * exp(-months_since / decay)


@rule
def by_severity(severity: int, none: float, mild: float, work_limiting: float, severe: float) -> float:
    """Return the one of four values that belongs to a severity of ill health."""
    if severity == Severity.SEVERE:
        return severe
    if severity == Severity.WORK_LIMITING:
        return work_limiting
    return mild if severity == Severity.MILD else none


@rule
def by_condition(
    condition: int, none: float, mental: float, musculoskeletal: float, neurological: float, other: float
) -> float:
    """Return the one of five values that belongs to a main condition."""
    if condition == Condition.NONE:
        return none
    if condition == Condition.MENTAL_HEALTH:
        return mental
    if condition == Condition.MUSCULOSKELETAL:
        return musculoskeletal
    return neurological if condition == Condition.NEUROLOGICAL else other


@rule
def age_band(age: int) -> int:
    """Return the age band of an age in months."""
    if age < MONTHS_AT_25:
        return _UNDER_25
    if age < MONTHS_AT_35:
        return _FROM_25
    return _FROM_35 if age < MONTHS_AT_50 else _FROM_50


@rule
def has_disability_benefit(person: Persons, i: int) -> bool:
    """Say whether person `i` has either component of PIP or ADP."""
    return bool(person.daily_living[i] != PipRate.NONE or person.mobility[i] != PipRate.NONE)


@rule
def awaits_review(person: Persons, i: int, month: int) -> bool:
    """Say whether person `i`'s PIP or ADP award waits for a review that fell due, or for a reported change."""
    return bool(person.pip_review_month[i] != 0 and person.pip_review_month[i] <= month)


@rule
def work_status(person: Persons, i: int) -> int:
    """Return the group by which the entry of person `i` into work is set and counted, the first that applies."""
    group = person.health_group[i]
    if group == HealthGroup.LCWRA:
        return _LCWRA
    if person.esa_group[i] == EsaGroup.SUPPORT:
        return _ESA_SUPPORT
    if group == HealthGroup.LCW:
        return _LCW
    if person.esa_group[i] == EsaGroup.WRAG or person.esa_group[i] == EsaGroup.ASSESSMENT:
        return _WRAG
    if group == HealthGroup.PRE_WCA:
        return _FIT_NOTE
    if person.regime[i] == Regime.INTENSIVE_SEARCH:
        return _SEARCHING
    if has_disability_benefit(person, i):
        return _PIP_ONLY
    return _OFF_BENEFIT if person.regime[i] == Regime.NOT_ON_UC else _UC_OTHER


@rule
def is_health_status(status: int) -> bool:
    """Say whether a work group is one to whom the voluntary health offer is made."""
    return status <= _PIP_ONLY


@rule
def disability_benefit_of(nation: int) -> int:
    """Return which disability benefit a nation has: ADP in Scotland, PIP elsewhere."""
    return _ADP if nation == Nation.SCOTLAND else _PIP


@rule
def earns_past_gateway(person: Persons, i: int, policy: Policy, month: int) -> bool:
    """Say whether earnings keep person `i` from the UC health journey (UC Regulations 2013 reg 41).

    Sixteen hours a week at the National Living Wage, unless the person has PIP or ADP.
    """
    if person.job[i] == Job.OUT or has_disability_benefit(person, i):
        return False
    limit = minimum_wage_earnings(policy.universal_credit.assessment_earnings_hours, policy.pay)
    return bool(current_pay(person, i, policy, month) >= limit)


@rule
def is_supported(person: Persons, i: int, month: int) -> bool:
    """Say whether a programme that has begun supports person `i` this month."""
    return bool(
        person.programme[i] != Programme.NONE and person.programme_since[i] <= month < person.programme_until[i]
    )


@rule
def replacement_chance(lost: int, amount: int, granted: float, p: Claims) -> float:
    """Return the chance that a loss of pence a month brings a claim of another benefit of `amount`, won by `granted`.

    Over all who lose, and not all have another benefit to claim, awards then replace the share `replaced_share`.
    """
    wanted, expected = p.replaced_share * lost, p.replaceable_share * granted * amount
    if expected <= 0.0:
        return 0.0
    return 1.0 if wanted >= expected else wanted / expected


@rule
def replacement_hazard(person: Persons, i: int, loss: int, amount: int, granted: float, p: Claims, month: int) -> float:
    """Return the monthly hazard that person `i`, ill, claims another benefit for what was lost in the last months."""
    since = month - int(person.lost_month[i])
    is_recent = person.lost_benefit[i] == loss and since <= p.replacement_months
    if not is_recent or person.severity[i] == Severity.NONE:
        return 0.0
    chance = replacement_chance(int(person.lost_income[i]), amount, granted, p)
    return float(1.0 - (1.0 - chance) ** (1.0 / p.replacement_months))


@rule
def is_due_again(person: Persons, i: int, p: Assessment, month: int) -> bool:
    """Say whether person `i` may be called to a reassessment: the prognosis is over and nothing is under way."""
    due = person.reassess_month[i]
    return bool(
        person.presence[i] == Presence.PRESENT
        and due != 0
        and due <= month < p.pip_gateway_from
        and person.referral[i] == Referral.NONE
    )
