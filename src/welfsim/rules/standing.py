"""A person's status this month, as several processes need it: age band, entry group, disability benefit."""

from __future__ import annotations

from welfsim.awards.pay import current_pay, minimum_wage_earnings
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.months import month as month_number
from welfsim.vocabulary.codes import (
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
from welfsim.vocabulary.parameters import Assessment, Claims, DisabilityBenefitSystem, Policy
from welfsim.vocabulary.persons import Persons

MONTHS_AT_16 = 16 * MONTHS_A_YEAR
MONTHS_AT_20 = 20 * MONTHS_A_YEAR
MONTHS_AT_25 = 25 * MONTHS_A_YEAR
MONTHS_AT_35 = 35 * MONTHS_A_YEAR
MONTHS_AT_50 = 50 * MONTHS_A_YEAR
MONTHS_AT_55 = 55 * MONTHS_A_YEAR
MONTHS_AT_60 = 60 * MONTHS_A_YEAR
MONTHS_AT_66 = 66 * MONTHS_A_YEAR
MONTHS_AT_67 = 67 * MONTHS_A_YEAR
APRIL_1960 = month_number(1960, 4)
MARCH_1961 = month_number(1961, 3)


@rule
def is_gone(presence: int) -> bool:
    """Say whether somebody of this presence is dead or lives elsewhere, and does not come back."""
    return presence == Presence.DEAD or presence == Presence.ABROAD


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
def state_pension_age(birth_month: int) -> int:
    """Return State Pension age in months.

    66 for those born before 6 April 1960, then a month more for each month of birth, 67 for those born from
    6 March 1961 (Pensions Act 1995 Sch 4 as amended by the Pensions Act 2014 s.26; people born later than April 1977
    are out of reach of the horizon). Birth within a month counts as its sixth day or later.
    """
    if birth_month < APRIL_1960:
        return MONTHS_AT_66
    if birth_month >= MARCH_1961:
        return MONTHS_AT_67
    return MONTHS_AT_66 + birth_month - APRIL_1960 + 1


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
        return WorkStatus.LCWRA.value
    if person.esa_group[i] == EsaGroup.SUPPORT:
        return WorkStatus.ESA_SUPPORT.value
    if group == HealthGroup.LCW:
        return WorkStatus.LCW.value
    if person.esa_group[i] == EsaGroup.WRAG or person.esa_group[i] == EsaGroup.ASSESSMENT:
        return WorkStatus.WRAG.value
    if group == HealthGroup.PRE_WCA:
        return WorkStatus.FIT_NOTE.value
    if person.regime[i] == Regime.INTENSIVE_SEARCH:
        return WorkStatus.SEARCHING.value
    if has_disability_benefit(person, i):
        return WorkStatus.PIP_ONLY.value
    return WorkStatus.OFF_BENEFIT.value if person.regime[i] == Regime.NOT_ON_UC else WorkStatus.UC_OTHER.value


@rule
def is_health_status(status: int) -> bool:
    """Say whether an entry group is one to whom the voluntary health offer is made."""
    return status <= WorkStatus.PIP_ONLY


@rule
def disability_benefit_of(nation: int) -> int:
    """Return which disability benefit a nation has: ADP in Scotland, PIP elsewhere."""
    return DisabilityBenefit.ADP.value if nation == Nation.SCOTLAND else DisabilityBenefit.PIP.value


@rule
def system_of(benefit: int, policy: Policy) -> DisabilityBenefitSystem:
    """Return the parameters of a disability benefit: PIP or ADP."""
    return policy.adp if benefit == DisabilityBenefit.ADP else policy.pip


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
def has_public_funds(person: Persons, i: int, month: int) -> bool:
    """Say whether immigration law lets person `i` have public funds (Immigration and Asylum Act 1999 s.115)."""
    return bool(person.funds_from[i] <= month)


@rule
def has_come_to_live_here(person: Persons, i: int) -> bool:
    """Say whether person `i` came to live here in the run, rather than turning 16 or being here at the start."""
    turns_16 = int(person.birth_month[i]) + MONTHS_AT_16
    return bool(person.entry_month[i] != 0 and person.entry_month[i] != turns_16)


@rule
def has_worked_here(person: Persons, i: int) -> bool:
    """Say whether person `i` may have had a job here: nobody who came to live here and has had none since."""
    return bool(person.job_since[i] != 0 or not has_come_to_live_here(person, i))


@rule
def has_settled_in_work(person: Persons, i: int, p: Claims, month: int) -> bool:
    """Say whether person `i` has been at work in the same job for so many months that a health journey may end by it.

    Nobody is on sick leave.
    """
    at_work = person.job[i] != Job.OUT and person.leave_since[i] == 0
    return bool(at_work and month - person.job_since[i] >= p.settled_in_work)


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
