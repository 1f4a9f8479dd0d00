"""A month older: arriving, State Pension age, death, leaving, birth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of
from welfsim.awards.requirements import youngest_child_age
from welfsim.compiled import kernel, move, rule
from welfsim.draws import Decision, Domain, hits, misses
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.children import add_child
from welfsim.rules.coach_courses import leave_coach
from welfsim.rules.disability_awards import count_award_ended, end_rates, leave_review
from welfsim.rules.disability_claims import leave_claim
from welfsim.rules.disability_disputes import leave_dispute
from welfsim.rules.esa_groups import end_esa
from welfsim.rules.health_groups import leave_assessor, leave_group_with_age
from welfsim.rules.jobs import arrive_without_job, begin_job, end_job, seek_work_after
from welfsim.rules.luck import chance_of, luck_of
from welfsim.rules.mortality import death_hazard
from welfsim.rules.partners import NOBODY, partner
from welfsim.rules.regimes import leave_regime
from welfsim.rules.sick_leave import leave_sick_leave
from welfsim.rules.standing import (
    MONTHS_AT_25,
    MONTHS_AT_35,
    by_severity,
    disability_benefit_of,
    has_come_to_live_here,
    has_disability_benefit,
    is_gone,
    is_supported,
    state_pension_age,
)
from welfsim.rules.wca_disputes import close_dispute
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import (
    Activity,
    AwardEnd,
    Departure,
    Job,
    Presence,
    ProgrammeEnd,
    Sex,
    UcEnd,
    Unassessed,
    Undecided,
    VolunteerEnd,
    WcaDisputeResult,
    WorkStatus,
)
from welfsim.vocabulary.parameters import Ageing, Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State

MONTHS_AT_45 = 45 * MONTHS_A_YEAR
OLDEST = 80 * MONTHS_A_YEAR


@rule
def severity_ratio(severity: int, p: Ageing) -> float:
    """Return mortality by severity of ill health relative to all people of the same age and sex.

    Three constants that keep the ONS tables in the built population. Source: DWP on ESA deaths, in
    `ageing.death_ratio_*`.
    """
    healthy = p.death_ratio_not_limited
    return by_severity(severity, healthy, healthy, p.death_ratio_work_limiting, p.death_ratio_severe)


@rule
def death_hazard_of(person: Persons, i: int, age: int, p: Ageing) -> float:
    """Return person `i`'s monthly hazard of death; past pension age that of all severities, past `OLDEST` no higher."""
    hazard = death_hazard(min(age, OLDEST), bool(person.sex[i] == Sex.FEMALE), p)
    return hazard * severity_ratio(int(person.severity[i]), p) if person.presence[i] == Presence.PRESENT else hazard


@rule
def highest_death_hazard(p: Ageing) -> float:
    """Return a monthly hazard of death that nobody's exceeds: that of the oldest, times the highest ratio."""
    of_age = max(death_hazard(OLDEST, True, p), death_hazard(OLDEST, False, p))
    return of_age * max(1.0, p.death_ratio_not_limited, p.death_ratio_work_limiting, p.death_ratio_severe)


@rule
def birth_hazard_at(age: int, p: Ageing) -> float:
    """Return the monthly hazard of a first birth to a woman in a couple at an age in months.

    Steps at 25 and 35, zero from 45. Source: ONS births 2024 by age of mother, in `ageing.birth_hazard_*`.
    """
    if age < MONTHS_AT_25:
        return p.birth_hazard_under_25
    if age < MONTHS_AT_35:
        return p.birth_hazard_25_to_34
    return p.birth_hazard_35_to_44 if age < MONTHS_AT_45 else 0.0


@rule
def birth_ratio(children: int, months: int, single: bool, p: Ageing) -> float:
    """Return a mother's hazard of birth relative to that of a first birth in a couple.

    By the children born so far, the months since the last of them, and whether she lives without a partner. No child is
    born within `least_birth_interval` months of another.
    """
    alone = p.birth_ratio_single if single else 1.0
    if children == 0:
        return alone
    if months < p.least_birth_interval:
        return 0.0
    by_number = p.birth_ratio_after_one
    if children >= 2:
        by_number = p.birth_ratio_after_two if children == 2 else p.birth_ratio_after_three
    return alone * by_number * (1.0 if months < p.usual_birth_interval else p.birth_ratio_late)


@rule
def birth_hazard(unit: BenefitUnits, j: int, age: int, single: bool, month: int, p: Ageing) -> float:
    """Return the monthly hazard of birth to a woman of unit `j` at an age in months, without a partner or with one."""
    births = (unit.child_1_birth[j], unit.child_2_birth[j], unit.child_3_birth[j], unit.child_4_birth[j])
    children = 0
    for birth in births:
        children += int(birth > 0)
    ratio = birth_ratio(children, youngest_child_age(unit, j, month), single, p)
    return min(1.0, birth_hazard_at(age, p) * ratio)


@rule
def listed(why: int, abroad: int) -> int:
    """Return ``Departure`` `why` in a list of reasons that begins with the same two and has `abroad` for the third."""
    return abroad if why == Departure.ABROAD else why


@move
def leave_disability_undecided(person: Persons, i: int, benefit: int, why: int, month: int, line: Accounts) -> None:
    """End person `i`'s claim, review and dispute of PIP or ADP, who leaves working age, and count them as undecided.

    A claim made before pension age goes on in law, and an award can still be superseded (Social Security (Personal
    Independence Payment) Regulations 2013 regs 25 and 27); what is decided past pension age is outside the model.
    """
    reason = listed(why, Undecided.ABROAD.value)
    leave_claim(person, i, benefit, reason, line)
    leave_review(person, i, benefit, reason, month - 1, line)
    leave_dispute(person, i, benefit, reason, line)


@move
def leave_programme(person: Persons, i: int, why: int, month: int, line: Accounts) -> None:
    """Count person `i` among those who left a programme, or a place on one that had not begun."""
    d, programme = person.counted_in[i], person.programme[i]
    if is_supported(person, i, month - 1):
        line.programme_left[d, programme, listed(why, ProgrammeEnd.ABROAD.value)] += 1
    elif person.programme_since[i] >= month:
        line.programme_not_started[d, programme, why] += 1


@move
def leave_working_age(
    person: Persons, i: int, why: int, month: int, nation: int, policy: Policy, line: Accounts
) -> None:
    """End person `i`'s job and working-age benefits, by some ``Departure``; a PIP or ADP award stays behind.

    What a person waits for or is due to have is counted as it was at the end of last month.
    """
    leave_sick_leave(person, i, why, line)
    if person.job[i] != Job.OUT:
        end_job(person, i, month, line)
    leave_assessor(person, i, listed(why, Unassessed.ABROAD.value), month - 1, policy.assessment, line)
    leave_group_with_age(person, i, month, policy.universal_credit, line)
    end_esa(person, i, month, line)
    benefit = disability_benefit_of(nation)
    if has_disability_benefit(person, i):
        end = listed(why, AwardEnd.ABROAD.value)
        count_award_ended(person, i, benefit, end, int(person.daily_living[i]), int(person.mobility[i]), line)
    close_dispute(person, i, WcaDisputeResult.LAPSED, line)
    leave_disability_undecided(person, i, benefit, why, month, line)
    if person.carer[i]:
        line.carers_left[person.counted_in[i], why] += 1
    leave_coach(person, i, listed(why, VolunteerEnd.ABROAD.value), line)
    leave_programme(person, i, why, month, line)
    leave_regime(person, i)


@move
def leave_universal_credit(person: Persons, unit: BenefitUnits, i: int, why: int, line: Accounts) -> None:
    """Count person `i` among those who leave Universal Credit, if the unit has a claim."""
    if unit.uc_since[person.unit[i]] > 0:
        line.uc_leavers[person.counted_in[i], person.regime[i], why] += 1


@move
def change_presence(person: Persons, i: int, presence: int, line: Accounts) -> None:
    """Let person `i` arrive, pass pension age, die or go abroad."""
    line.people_moves[person.counted_in[i], person.presence[i], presence] += 1
    person.presence[i] = presence


@move
def arrive(state: State, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Let person `i` turn 16, or come to live here: of those who come to work a share has a job at once."""
    person = state.person
    change_presence(person, i, Presence.PRESENT, line)
    if not has_come_to_live_here(person, i):
        return
    if partner(person, i) != NOBODY:
        line.couples_arrived[person.counted_in[i]] += 1
    seeks = person.activity[i] == Activity.SEEKING
    if seeks and chance_of(person, i, Decision.ARRIVAL_JOB, clock) < policy.ageing.arrivals_in_work:
        begin_job(person, i, WorkStatus.OFF_BENEFIT.value, clock.month, line)
    else:
        arrive_without_job(person, i, clock.month)


@move
def die(state: State, i: int, month: int, policy: Policy, line: Accounts) -> None:
    """Let person `i` die; people below pension age leave working age first."""
    person, d = state.person, state.person.counted_in[i]
    nation = state.district.nation[person.district[i]]
    if partner(person, i) != NOBODY:
        line.couples_widowed[d] += 1
    if person.presence[i] != Presence.PENSION_AGE:
        leave_universal_credit(person, state.unit, i, UcEnd.DEATH, line)
        leave_working_age(person, i, Departure.DEATH, month, nation, policy, line)
    elif has_disability_benefit(person, i):
        line.disability_deaths_past_pension_age[d, disability_benefit_of(nation)] += 1
    change_presence(person, i, Presence.DEAD, line)
    end_rates(person, i)


@move
def go_abroad(state: State, i: int, month: int, policy: Policy, line: Accounts) -> None:
    """Let person `i`, present, go to live elsewhere; all that they have here ends."""
    person = state.person
    nation = state.district.nation[person.district[i]]
    if partner(person, i) != NOBODY:
        line.couples_gone_abroad[person.counted_in[i]] += 1
    leave_universal_credit(person, state.unit, i, UcEnd.ABROAD, line)
    leave_working_age(person, i, Departure.ABROAD, month, nation, policy, line)
    change_presence(person, i, Presence.ABROAD, line)
    end_rates(person, i)


@move
def pass_pension_age(state: State, i: int, month: int, policy: Policy, line: Accounts) -> None:
    """Let person `i` pass State Pension age."""
    person = state.person
    nation = state.district.nation[person.district[i]]
    leave_universal_credit(person, state.unit, i, UcEnd.PENSION_AGE, line)
    leave_working_age(person, i, Departure.PENSION_AGE, month, nation, policy, line)
    change_presence(person, i, Presence.PENSION_AGE, line)


@move
def bear_child(unit: BenefitUnits, j: int, month: int, line: Accounts) -> None:
    """Let a child be born to unit `j`; a fifth is counted among births and has no column."""
    line.births[unit.counted_in[j]] += 1
    if unit.child_4_birth[j] == 0:
        add_child(unit, j, month)


@move
def turn_self_employed(person: Persons, i: int) -> None:
    """Let person `i` be self-employed from now on, in this job or the next."""
    person.self_employed[i] = True


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Move people into and out of working age and life, and let children be born."""
    person = state.person
    highest = highest_death_hazard(policy.ageing)
    for i in range(span.first_person, span.end_person):
        if is_gone(int(person.presence[i])):
            continue
        if person.presence[i] == Presence.WAITING:
            if person.entry_month[i] > clock.month:
                continue
            arrive(state, i, law_of(state, i, policy), clock, line)
        law = law_of(state, i, policy)
        p = law.ageing
        age, u = clock.month - int(person.birth_month[i]), luck_of(luck, Domain.FAMILY, i, span)
        if misses(u, highest) and misses(u, death_hazard_of(person, i, age, p)):
            die(state, i, clock.month, law, line)
        elif person.presence[i] == Presence.PRESENT:
            if not person.self_employed[i] and 0 < person.self_employed_from[i] <= clock.month:
                turn_self_employed(person, i)
            if age == p.study_ends:
                seek_work_after(person, i, Activity.STUDYING)
            if age >= state_pension_age(int(person.birth_month[i])):
                pass_pension_age(state, i, clock.month, law, line)
            elif person.leaves_month[i] == clock.month:
                go_abroad(state, i, clock.month, law, line)
            elif person.sex[i] == Sex.FEMALE and age < MONTHS_AT_45:
                j, single = int(person.unit[i]), partner(person, i) == NOBODY
                if hits(u, birth_hazard(state.unit, j, age, single, clock.month, p)):
                    bear_child(state.unit, j, clock.month, line)
