"""A month older: arriving, State Pension age, death, birth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, rule
from welfsim.draws import Domain, hits, misses
from welfsim.spells import (
    close_dispute,
    count_award_ended,
    end_esa,
    leave_assessor,
    leave_dispute,
    move_health_group,
)
from welfsim.standing import (
    MONTHS_AT_25,
    MONTHS_AT_35,
    awaits_review,
    by_severity,
    disability_benefit_of,
    has_disability_benefit,
    is_supported,
)
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import (
    Activity,
    Departure,
    HealthGroup,
    Job,
    PipRate,
    Presence,
    Regime,
    Sex,
    UcEnd,
    WcaDisputeResult,
)
from welfsim.vocabulary.parameters import Ageing, Assessment, Policy
from welfsim.vocabulary.state import BenefitUnits, Clock, Persons, Span, State

APRIL_1960 = 1960 * 12 + 3
MARCH_1961 = 1961 * 12 + 2
MONTHS_AT_66 = 66 * 12
MONTHS_AT_67 = 67 * 12
MONTHS_AT_45 = 45 * 12
OLDEST = 80 * 12


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
def death_hazard(age: int, is_female: bool, p: Ageing) -> float:
    """Return the monthly hazard of death at an age in months: exponential in age (Gompertz) between 16 and 67."""
    years = age / 12.0 - 40.0
    if is_female:
        return p.death_hazard_at_40_female * float(p.death_growth_female**years)
    return p.death_hazard_at_40_male * float(p.death_growth_male**years)


@rule
def death_hazards(p: Ageing) -> NDArray[np.float64]:
    """Return the monthly hazards of death of women (row 0) and men (row 1) by age in months, up to `OLDEST`."""
    hazards = np.empty((2, OLDEST + 1), np.float64)
    for age in range(OLDEST + 1):
        hazards[Sex.FEMALE, age] = death_hazard(age, True, p)
        hazards[Sex.MALE, age] = death_hazard(age, False, p)
    return hazards


@rule
def severity_ratio(severity: int, p: Ageing) -> float:
    """Return mortality by severity of ill health relative to all people of the same age and sex."""
    healthy = p.death_ratio_not_limited
    return by_severity(severity, healthy, healthy, p.death_ratio_work_limiting, p.death_ratio_severe)


@rule
def birth_hazard(age: int, p: Ageing) -> float:
    """Return a woman's monthly hazard of giving birth at an age in months; nought from 45."""
    if age < MONTHS_AT_25:
        return p.birth_hazard_under_25
    if age < MONTHS_AT_35:
        return p.birth_hazard_25_to_34
    return p.birth_hazard_35_to_44 if age < MONTHS_AT_45 else 0.0


@rule
def leave_disability_undecided(person: Persons, i: int, benefit: int, why: int, month: int, line: Accounts) -> None:
    """End person `i`'s claim, review and dispute of PIP or ADP, at pension age or death, and count them as undecided.

    A claim made before pension age goes on in law, and an award can still be superseded (Social Security (Personal
    Independence Payment) Regulations 2013 regs 25 and 27); what is decided past pension age is outside the model.
    """
    d = person.district[i]
    if person.pip_claim_month[i] != 0:
        line.disability_claims_left[d, benefit, why] += 1
        person.pip_claim_month[i] = 0
        person.pip_ready_month[i] = 0
    if awaits_review(person, i, month - 1):
        line.disability_reviews_left[d, benefit, why] += 1
    person.pip_review_month[i] = 0
    person.pip_change_reported[i] = False
    leave_dispute(person, i, benefit, why, line)


@rule
def leave_support(person: Persons, i: int, why: int, month: int, line: Accounts) -> None:
    """Count person `i` among those who left a coach's queue, a programme or a place on one, and end the coaching."""
    d, programme = person.district[i], person.programme[i]
    if person.volunteered_month[i] != 0:
        line.volunteers_left[d, why] += 1
    if is_supported(person, i, month - 1):
        line.programme_left[d, programme, why] += 1
    elif person.programme_since[i] >= month:
        line.programme_not_started[d, programme, why] += 1
    person.contacts_left[i] = 0
    person.volunteered_month[i] = 0


@rule
def leave_working_age(
    person: Persons, i: int, why: int, month: int, nation: int, p: Assessment, line: Accounts
) -> None:
    """End person `i`'s job and working-age benefits, at pension age or death; a PIP or ADP award stays behind.

    What a person waits for or is due to have is counted as it stood at the end of last month.
    """
    d = person.district[i]
    if person.job[i] != Job.OUT:
        line.jobs_lost[d] += 1
        line.job_moves[d, person.job[i], Job.OUT] += 1
        person.job[i] = Job.OUT
        person.last_work[i] = month
    leave_assessor(person, i, why, month - 1, p, line)
    if person.health_group[i] != HealthGroup.NONE:
        move_health_group(person, i, HealthGroup.NONE, month, line)
    end_esa(person, i, month, line)
    benefit = disability_benefit_of(nation)
    if has_disability_benefit(person, i):
        count_award_ended(person, i, benefit, why, int(person.daily_living[i]), int(person.mobility[i]), line)
    close_dispute(person, i, WcaDisputeResult.LAPSED, line)
    leave_disability_undecided(person, i, benefit, why, month, line)
    if person.carer[i]:
        line.carers_left[d, why] += 1
    leave_support(person, i, why, month, line)
    person.regime[i] = Regime.NOT_ON_UC


@rule
def leave_universal_credit(person: Persons, unit: BenefitUnits, i: int, why: int, line: Accounts) -> None:
    """Count person `i` among those who leave Universal Credit, if the unit has a claim."""
    if unit.uc_since[person.unit[i]] > 0:
        line.uc_leavers[person.district[i], person.regime[i], why] += 1


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Move people into and out of working age and life, and let children be born."""
    person, unit, p = state.person, state.unit, policy.ageing
    deaths = death_hazards(p)
    for i in range(span.first_person, span.end_person):
        before = person.presence[i]
        if before == Presence.DEAD:
            continue
        d = person.district[i]
        nation = state.district.nation[d]
        age = clock.month - int(person.birth_month[i])
        if before == Presence.WAITING:
            if person.entry_month[i] > clock.month:
                continue
            person.presence[i] = Presence.PRESENT
            line.people_moves[d, Presence.WAITING, Presence.PRESENT] += 1
        u = int(luck[Domain.FAMILY, i - span.first_person])
        hazard = deaths[person.sex[i], min(age, OLDEST)]
        if person.presence[i] == Presence.PRESENT:
            hazard *= severity_ratio(int(person.severity[i]), p)
        if misses(u, hazard):
            if before != Presence.PENSION_AGE:
                leave_universal_credit(person, unit, i, UcEnd.DEATH, line)
                leave_working_age(person, i, Departure.DEATH, clock.month, nation, policy.assessment, line)
            elif has_disability_benefit(person, i):
                line.disability_deaths_past_pension_age[d, disability_benefit_of(nation)] += 1
            line.people_moves[d, person.presence[i], Presence.DEAD] += 1
            person.presence[i] = Presence.DEAD
            person.daily_living[i] = PipRate.NONE
            person.mobility[i] = PipRate.NONE
        elif person.presence[i] == Presence.PRESENT:
            if age == p.study_ends and person.activity[i] == Activity.STUDYING:
                person.activity[i] = Activity.SEEKING
            if age >= state_pension_age(int(person.birth_month[i])):
                leave_universal_credit(person, unit, i, UcEnd.PENSION_AGE, line)
                leave_working_age(person, i, Departure.PENSION_AGE, clock.month, nation, policy.assessment, line)
                line.people_moves[d, Presence.PRESENT, Presence.PENSION_AGE] += 1
                person.presence[i] = Presence.PENSION_AGE
            elif person.sex[i] == Sex.FEMALE and hits(u, birth_hazard(age, p)):
                line.births[d] += 1
                j = person.unit[i]
                if unit.child_1_birth[j] == 0:
                    unit.child_1_birth[j] = clock.month
                elif unit.child_2_birth[j] == 0:
                    unit.child_2_birth[j] = clock.month
                elif unit.child_3_birth[j] == 0:
                    unit.child_3_birth[j] = clock.month
                elif unit.child_4_birth[j] == 0:
                    unit.child_4_birth[j] = clock.month
