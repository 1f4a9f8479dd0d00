"""Job loss and job entry: two steps of the month that share one draw.

Low draws enter work, high draws lose it, so nothing that raises the chance of entry can cost anyone a job.
An entry with support is *additional* when the same draw would not have entered without it, and *deadweight* when it
would. Additional jobs displace unsupported entries in the district a month later; where support prevented more jobs
than it added, others take these jobs, which counts as negative displacement.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import award, household_claim
from welfsim.awards.gain import gain_to_work
from welfsim.awards.income_related import on_universal_credit
from welfsim.awards.means import household_means
from welfsim.awards.money import whole
from welfsim.awards.reading import read_household
from welfsim.compiled import kernel, move, rule
from welfsim.draws import TWO_32, Decision, Domain, hits, misses, threshold
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.coach_time import share_of_due
from welfsim.rules.credit_claims import open_after_esa
from welfsim.rules.displacement import LEAST_DEMAND, MILLION, next_multiplier, set_multiplier
from welfsim.rules.entry import (
    gain_response,
    has_group_to_lose,
    local_demand,
    meetings_ratio,
    personal_entry,
    requirement_ratio,
)
from welfsim.rules.esa_groups import carry_esa_group, end_esa
from welfsim.rules.job_loss import exit_of
from welfsim.rules.jobs import begin_job, end_job, turn_to
from welfsim.rules.luck import luck_of, trait_of
from welfsim.rules.need import need_ratio
from welfsim.rules.parents import is_responsible_parent
from welfsim.rules.responses import answered
from welfsim.rules.standing import (
    MONTHS_AT_20,
    MONTHS_AT_50,
    MONTHS_AT_55,
    MONTHS_AT_60,
    is_health_status,
    is_supported,
    work_status,
)
from welfsim.rules.strain import add_strain
from welfsim.rules.support_effects import support_multiplier
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import (
    Activity,
    EsaKind,
    Job,
    Presence,
    Response,
    Severity,
    WorkStatus,
)
from welfsim.vocabulary.parameters import Employment, Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State

GROUPS = len(WorkStatus)
LOOKED_FOR, ADDITIONAL, DEADWEIGHT, PREVENTED, DISPLACED = range(5)


class Answers(NamedTuple):
    """What a person's state does to their entry into work, ratio by ratio."""

    requirement: float
    fear: float
    employers: float
    meetings: float
    money: float


@rule
def answers_of(state: State, i: int, status: int, policy: Policy, clock: Clock) -> Answers:
    """Return what person `i`'s state does to entry: requirements, meetings, money and having nothing to live on.

    For people on health benefits also the fear of a reassessment and incentives to employers.
    """
    person, p = state.person, policy.employment
    is_limited, searches = bool(person.severity[i] >= Severity.WORK_LIMITING), status == WorkStatus.SEARCHING
    gain = gain_to_work(person, state.unit, state.district, i, policy, clock.month)
    money = gain_response(float(gain), p.gain_reference * policy.economy.earnings_index, p)
    return Answers(
        requirement_ratio(int(person.regime[i]), is_limited, p),
        p.right_to_try if has_group_to_lose(person, i) else 1.0,
        p.hiring_incentive if is_health_status(status) and not person.self_employed[i] else 1.0,
        meetings_ratio(share_of_due(state, i, status, policy.coaching, clock.month), p) if searches else 1.0,
        money * need_ratio(state, i, policy, clock.month),
    )


@move
def answered_all(state: State, i: int, own: Answers, held: int) -> Answers:
    """Return a person's answers, those held as the baseline has them."""
    return Answers(
        answered(state, i, Response.REQUIREMENT.value, own.requirement, held),
        answered(state, i, Response.FEAR.value, own.fear, held),
        answered(state, i, Response.EMPLOYERS.value, own.employers, held),
        answered(state, i, Response.MEETINGS.value, own.meetings, held),
        answered(state, i, Response.GAIN_TO_WORK.value, own.money, held),
    )


@rule
def hazard_with(person: Persons, i: int, answers: Answers, policy: Policy, month: int) -> float:
    """Return person `i`'s monthly entry hazard without support, before the district's demand and displacement.

    Their own part times national demand and their answers.
    """
    own = personal_entry(person, i, policy.employment, month) * policy.economy.labour_demand
    return own * answers.requirement * answers.fear * answers.employers * answers.meetings * answers.money


@rule
def unsupported_hazard(state: State, i: int, status: int, policy: Policy, clock: Clock) -> float:
    """Return person `i`'s monthly entry hazard without support, before the district's demand and displacement."""
    answers = answers_of(state, i, status, policy, clock)
    return hazard_with(state.person, i, answers, policy, clock.month)


@move
def leave_esa(state: State, i: int, policy: Policy, month: int, line: Accounts) -> None:
    """End person `i`'s ESA with a job; from income-related ESA the unit goes to Universal Credit if that is worth it.

    UC is claimed while still entitled to ESA, so that each adult keeps the group found there (TP Regs 2014 reg 19); a
    transitional element needs a migration notice (reg 44). Too small an award is not claimed.
    """
    person, unit = state.person, state.unit
    if person.esa_kind[i] != EsaKind.INCOME_RELATED:
        end_esa(person, i, month, line)
        return
    j = whole(person.unit[i])
    household = on_universal_credit(read_household(person, unit, state.district, j, policy, month))
    credit = award(household_claim(household, policy), household_means(household, policy), policy)
    moves = credit >= max(policy.take_up.worth_claiming, 1)
    first = int(unit.first_person[j])
    for k in range(first, first + int(unit.adults[j])):
        if person.esa_kind[k] == EsaKind.INCOME_RELATED:
            if moves:
                carry_esa_group(person, k, policy.assessment, month, line)
                line.esa_moved_with_job[person.counted_in[k]] += 1
            else:
                end_esa(person, k, month, line)
    if moves:
        open_after_esa(unit, j, month, line)


@move
def take_job(state: State, i: int, status: int, policy: Policy, month: int, line: Accounts) -> None:
    """Start person `i`'s job, good for mental health; ESA ends with it, a UC claim goes on and tapers.

    The employer of someone on a health benefit is paid the hiring incentive, with or without its help; who is
    self-employed has none.
    """
    person = state.person
    begin_job(person, i, status, month, line)
    add_strain(person, i, -policy.health.score_entering_work * policy.health.cases_a_point, month, policy.health)
    if is_health_status(status) and not person.self_employed[i]:
        line.employer_support_cost[person.counted_in[i]] += policy.costs.hiring_incentive
    leave_esa(state, i, policy, month, line)


@rule
def student_share(age: int, policy: Policy) -> float:
    """Return the share who study when out of work at an age in months; 0 from the end of study.

    Two constants, up to 20 and after it. For people not long-term sick. Sources: UKHLS, in `employment.study_share_*`.
    """
    if age < MONTHS_AT_20:
        return policy.employment.study_share_under_20
    return policy.employment.study_share_from_20 if age < policy.ageing.study_ends else 0.0


@rule
def retired_share(age: int, p: Employment) -> float:
    """Return the share who are retired when out of work at an age in months.

    Steps at 50, 55 and 60. For people not long-term sick. Sources: UKHLS, in `employment.retired_share_*`.
    """
    if age < MONTHS_AT_50:
        return 0.0
    if age < MONTHS_AT_55:
        return p.retired_share_50_to_54
    return p.retired_share_55_to_59 if age < MONTHS_AT_60 else p.retired_share_from_60


@rule
def leaning(age: int, is_parent: bool, rank: float, policy: Policy) -> int:
    """Return what somebody who is not long-term sick leans to when out of work: a lasting rank against shares.

    Study or retirement by age in months; of the others some care, more often who is responsible for children, some are
    inactive otherwise, the rest seek work. The lower the rank, from 0 to 1, the less they lean to work.
    Sources: LFS and UKHLS, in `employment.*_share_*`.
    """
    p = policy.employment
    studies, retires = student_share(age, policy), retired_share(age, p)
    if rank < studies:
        return Activity.STUDYING.value
    if rank < retires:
        return Activity.RETIRED.value
    cares = p.caring_share_of_parents if is_parent else p.caring_share_of_others
    among = 1.0 - max(studies, retires)
    place = 1.0 - (1.0 - rank) / among if among > 0.0 else 1.0
    if place < cares:
        return Activity.CARING.value
    return Activity.OTHER.value if place < cares + p.other_share else Activity.SEEKING.value


@rule
def activity_after(before: int, is_limited: bool, age: int, is_parent: bool, rank: float, policy: Policy) -> int:
    """Return what somebody does after a job: what they did before it, or what they lean to; no benefit enters.

    Carers, the retired and those inactive otherwise are so again. Of the limited `sick_share_of_limited_leavers`,
    by the same rank, are long-term sick. Source: as `leaning`.
    """
    if is_limited and (before == Activity.SICK or rank < policy.employment.sick_share_of_limited_leavers):
        return Activity.SICK.value
    if before == Activity.CARING or before == Activity.RETIRED or before == Activity.OTHER:
        return before
    return leaning(age, is_parent, rank, policy)


@move
def leave_job(state: State, i: int, is_limited: bool, policy: Policy, clock: Clock, line: Accounts) -> None:
    """End person `i`'s job, bad for mental health, and write what they do instead."""
    person, health = state.person, policy.health
    end_job(person, i, clock.month, line)
    add_strain(person, i, health.score_losing_job * health.cases_a_point, clock.month, health)
    age, rank = clock.month - int(person.birth_month[i]), trait_of(person, i, Decision.ACTIVITY, clock.key)
    is_parent = is_responsible_parent(state, i, policy, clock.month)
    turn_to(person, i, activity_after(int(person.activity[i]), is_limited, age, is_parent, rank, policy))


@move
def keep_entry_chance(person: Persons, i: int, chance: float) -> None:
    """Remember person `i`'s chance of a job in this month."""
    person.entry_chance[i] = min(chance, 1.0)


@move
def keep_exit_chance(person: Persons, i: int, chance: float) -> None:
    """Remember person `i`'s chance of losing the job in this month."""
    person.exit_chance[i] = min(chance, 1.0)


@rule
def in_millionths(thresholds: int) -> int:
    """Return a sum of chances, each as the threshold of a draw, in millionths."""
    return int(thresholds / TWO_32 * MILLION)


@kernel
def end_jobs(
    state: State, d: int, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span
) -> int:
    """End jobs in district `d`, less often with support in work; return all chances as thresholds of 2**32."""
    person, chances = state.person, 0
    for i in range(state.district.first_person[d], state.district.end_person[d]):
        if person.presence[i] != Presence.PRESENT or person.job[i] == Job.OUT:
            continue
        is_limited = bool(person.severity[i] >= Severity.WORK_LIMITING)
        if is_limited:
            line.employer_support_cost[person.counted_in[i]] += policy.costs.occupational_health // MONTHS_A_YEAR
        hazard = exit_of(person, i, policy, clock.month)
        helped = policy.programme[person.programme[i]].exit_ratio if is_supported(person, i, clock.month) else 1.0
        hazard *= answered(state, i, Response.SUPPORT_IN_WORK.value, helped, clock.held)
        chances += threshold(hazard)
        keep_exit_chance(person, i, hazard)
        if misses(luck_of(luck, Domain.WORK, i, span), hazard):
            leave_job(state, i, is_limited, policy, clock, line)
    return chances


@kernel
def lose(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """End jobs, and account for how many are expected to end."""
    for d in range(span.first_district, span.end_district):
        line.exit_chances[d] += in_millionths(end_jobs(state, d, policy, clock, luck, line, span))


@kernel(allocates=True)
def entry_hazards(state: State, policy: Policy, clock: Clock) -> NDArray[np.float64]:
    """Return the monthly hazard of job entry of each person out of work, without support or displacement; else −1."""
    person, district, p = state.person, state.district, policy.employment
    found = np.full(person.person_id.size, -1.0)
    for d in range(district.nation.size):
        demand = local_demand(district, d, p)
        for i in range(district.first_person[d], district.end_person[d]):
            if person.presence[i] == Presence.PRESENT and person.job[i] == Job.OUT:
                found[i] = demand * unsupported_hazard(state, i, work_status(person, i), policy, clock)
    return found


@kernel
def start_jobs(
    state: State,
    d: int,
    policy: Policy,
    clock: Clock,
    luck: NDArray[np.uint32],
    line: Accounts,
    span: Span,
    expected: NDArray[np.int64],
) -> int:
    """Start jobs in district `d` and count additional and deadweight ones; all chances are thresholds of 2**32.

    Adds everyone's chances to `expected`, a row for each of ``LOOKED_FOR`` to ``DISPLACED`` and a column a work status.
    Returns the chances of those without support.
    """
    person, district = state.person, state.district
    demand, displaced = local_demand(district, d, policy.employment), district.job_multiplier[d]
    unsupported = 0
    for i in range(district.first_person[d], district.end_person[d]):
        if person.presence[i] != Presence.PRESENT or person.job[i] != Job.OUT or person.last_work[i] == clock.month:
            continue
        status = work_status(person, i)
        u = luck_of(luck, Domain.WORK, i, span)
        answers = answered_all(state, i, answers_of(state, i, status, policy, clock), clock.held)
        hazard = demand * hazard_with(person, i, answers, policy, clock.month)
        support = answered(
            state, i, Response.SUPPORT.value, support_multiplier(person, i, d, policy, clock), clock.held
        )
        alone, supported = threshold(hazard), threshold(hazard * support)
        expected[LOOKED_FOR, status] += supported
        if support == 1.0:
            unsupported += alone
            expected[DISPLACED, status] += alone - threshold(hazard * displaced)
            keep_entry_chance(person, i, hazard * displaced)
            starts, would = hits(u, hazard * displaced), hits(u, hazard)
            line.jobs_displaced[person.counted_in[i], status] += would - starts
            if starts:
                take_job(state, i, status, policy, clock.month, line)
            continue
        expected[ADDITIONAL, status] += max(supported - alone, 0)
        expected[DEADWEIGHT, status] += min(supported, alone)
        expected[PREVENTED, status] += max(alone - supported, 0)
        keep_entry_chance(person, i, hazard * support)
        if hits(u, hazard * support):
            if not hits(u, hazard):
                line.jobs_additional[person.counted_in[i], status] += 1
            else:
                line.jobs_deadweight[person.counted_in[i], status] += 1
            take_job(state, i, status, policy, clock.month, line)
        elif hits(u, hazard):
            line.jobs_prevented[person.counted_in[i], status] += 1
    return unsupported


@kernel(allocates=True)
def enter(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Start jobs, count additional and deadweight ones, and let who looks for work displace others next month."""
    district, p = state.district, policy.employment
    for d in range(span.first_district, span.end_district):
        expected = np.zeros((DISPLACED + 1, GROUPS), np.int64)
        unsupported = start_jobs(state, d, policy, clock, luck, line, span, expected)
        for status in range(GROUPS):
            line.entry_chances[d, status] += in_millionths(expected[LOOKED_FOR, status])
            line.additional_chances[d, status] += in_millionths(expected[ADDITIONAL, status])
            line.deadweight_chances[d, status] += in_millionths(expected[DEADWEIGHT, status])
            line.prevented_chances[d, status] += in_millionths(expected[PREVENTED, status])
            line.displaced_chances[d, status] += in_millionths(expected[DISPLACED, status])
        labour_demand = max(policy.economy.labour_demand, LEAST_DEMAND)
        looking, own = line.entry_chances[d].sum() / MILLION / labour_demand, unsupported / TWO_32 / labour_demand
        set_multiplier(district, d, next_multiplier(looking, district.chances_before[d], own, p))
