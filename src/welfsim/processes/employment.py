"""Job loss and job entry: two steps of the month that share one draw.

Low draws enter work, high draws lose it, so nothing that raises the chance of entry can cost anyone a job.
An entry with support is *additional* when the same draw would not have entered without it, and *deadweight* when it
would. Additional jobs displace unsupported entries in the district a month later; where support prevented more jobs
than it added, others take these jobs, which counts as negative displacement.
"""

from __future__ import annotations

from math import exp, log

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import award, household_claim
from welfsim.awards.gain import gain_to_work
from welfsim.awards.income_related import on_universal_credit
from welfsim.awards.means import household_means
from welfsim.awards.reading import read_household, whole
from welfsim.compiled import kernel, move, rule
from welfsim.draws import TWO_32, Decision, Domain, hits, misses, share, threshold
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.coach_time import is_willing, mean_by_readiness, share_of_due, share_willing
from welfsim.rules.credit_claims import open_after_esa
from welfsim.rules.esa_groups import carry_esa_group, end_esa
from welfsim.rules.jobs import begin_job, end_job, turn_to
from welfsim.rules.luck import chance_of, luck_of
from welfsim.rules.standing import (
    MONTHS_AT_25,
    MONTHS_AT_50,
    by_condition,
    is_health_status,
    is_supported,
    work_status,
)
from welfsim.rules.strain import add_strain
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import (
    Activity,
    EsaKind,
    Job,
    Presence,
    Programme,
    Readiness,
    Severity,
    WorkStatus,
)
from welfsim.vocabulary.parameters import Employment, Policy
from welfsim.vocabulary.state import Clock, Districts, Persons, Span, State

SMALLEST_GAIN = 5000.0  # pence a month; below it the response to the gain to work stops
SMALLEST_EFFECT = 1.001  # a faded contact that multiplies entry by less is none
ONSET_YEAR = MONTHS_A_YEAR
ONE_YEAR_OUT, TWO_YEARS_OUT = MONTHS_A_YEAR, 2 * MONTHS_A_YEAR
SITE_DRAWS = 4


@rule
def exit_hazard(tenure: int, is_limited: bool, months_limited: int, p: Employment) -> float:
    """Return the monthly hazard of leaving a job after `tenure` months in it, without support.

    Steps at 6 and 12 months; only settled jobs differ by limiting illness; in the first year of limiting illness times
    `exit_ratio_onset`. `occupational_health` multiplies the hazard of the limited. Employees of working age.
    Sources: ESA clients to month 12 (Brown et al. 2024), then LFS and Work Foundation, by parameter in `employment`.
    """
    if tenure < 6:
        hazard = p.exit_to_month_6
    elif tenure < MONTHS_A_YEAR:
        hazard = p.exit_months_7_to_12
    else:
        hazard = p.exit_settled_limited if is_limited else p.exit_settled
    if is_limited and months_limited < ONSET_YEAR:
        hazard *= p.exit_ratio_onset
    return hazard * (p.occupational_health if is_limited else 1.0)


@rule
def search_hazard(months: int, p: Employment) -> float:
    """Return the monthly entry hazard after some months of intensive search.

    Three steps: to month 3, months 4 to 6, later. For people on UC in intensive search without a fit note.
    Source: DWP into-work rates by duration, 2022-23 and 2024-25, in `employment.entry_searching_*`.
    """
    if months < 3:
        return p.entry_searching_to_month_3
    return p.entry_searching_months_4_to_6 if months < 6 else p.entry_searching_after_month_6


@rule
def inactive_hazard(activity: int, p: Employment) -> float:
    """Return the monthly entry hazard of a person off benefit by main activity.

    One constant an activity, for people of working age out of work and without a benefit of a work group.
    Sources: LFS flows and UKHLS, by parameter in `employment`.
    """
    if activity == Activity.SEEKING:
        return p.entry_seeking
    if activity == Activity.STUDYING:
        return p.entry_studying
    if activity == Activity.CARING:
        return p.entry_caring
    if activity == Activity.SICK:
        return p.entry_sick
    return p.entry_retired if activity == Activity.RETIRED else p.entry_other


@rule
def group_hazard(status: int, months_searching: int, activity: int, p: Employment) -> float:
    """Return the central monthly entry hazard of an entry group.

    One constant a group, before all ratios; only search and people off benefit differ further. For people out of work.
    Sources: `employment.entry_*`, each with its own; ESA support, fit notes and PIP alone are assumptions.
    """
    if status == WorkStatus.LCWRA:
        return p.entry_lcwra
    if status == WorkStatus.ESA_SUPPORT:
        return p.entry_esa_support
    if status == WorkStatus.LCW:
        return p.entry_lcw
    if status == WorkStatus.WRAG:
        return p.entry_wrag
    if status == WorkStatus.FIT_NOTE:
        return p.entry_fit_note
    if status == WorkStatus.PIP_ONLY:
        return p.entry_pip_only
    if status == WorkStatus.SEARCHING:
        return search_hazard(months_searching, p)
    return p.entry_uc_other if status == WorkStatus.UC_OTHER else inactive_hazard(activity, p)


@rule
def age_ratio(age: int, p: Employment) -> float:
    """Return the entry hazard at an age in months relative to the group.

    Steps at 25 and 50; 1 between. For everyone out of work. Source: UKHLS, in `employment.entry_ratio_*`.
    """
    if age < MONTHS_AT_25:
        return p.entry_ratio_under_25
    return p.entry_ratio_50_and_over if age >= MONTHS_AT_50 else 1.0


@rule
def readiness_ratio(readiness: int, p: Employment) -> float:
    """Return the entry hazard of a person in a health group by readiness for work, relative to the group.

    One ratio a readiness; 1 for people who might work if their health improves. Health groups only.
    Source: NatCen for DWP (RR1102) for the shares; the ratios are assumptions in `employment`.
    """
    if readiness == Readiness.READY_NOW:
        return p.entry_ratio_ready_now
    if readiness == Readiness.IF_HOME_WORKING:
        return p.home_working
    return p.entry_ratio_not_ready if readiness == Readiness.NOT else 1.0


@rule
def time_out_ratio(status: int, months_out: int, p: Employment) -> float:
    """Return the entry hazard by months out of work, relative to the health group.

    Steps at 12 and 24 months, divided by their mean over the shares of the group, so that the group's mean is kept.
    Health groups only. Source: DWP RR774, one ESA cohort, in `employment.entry_ratio_out_*` and `share_out_*`.
    """
    on_fit_note = status == WorkStatus.FIT_NOTE
    first = p.share_out_under_1_year_fit_note if on_fit_note else p.share_out_under_1_year
    second = p.share_out_1_to_2_years_fit_note if on_fit_note else p.share_out_1_to_2_years
    rest = max(1.0 - first - second, 0.0)
    mean = first * p.entry_ratio_out_under_1_year + second * p.entry_ratio_out_1_to_2_years + rest
    if months_out < ONE_YEAR_OUT:
        return float(p.entry_ratio_out_under_1_year / mean)
    return float((p.entry_ratio_out_1_to_2_years if months_out < TWO_YEARS_OUT else 1.0) / mean)


@rule
def condition_ratio(condition: int, p: Employment) -> float:
    """Return the entry hazard by main condition, relative to the health group.

    One ratio a condition, from half the odds of being in work; 1 without a condition. Health groups only.
    Sources: DWP and ONS on employment of disabled people, by parameter in `employment`.
    """
    mental, bone = p.entry_ratio_mental_health, p.entry_ratio_musculoskeletal
    return by_condition(condition, 1.0, mental, bone, p.entry_ratio_neurological, p.entry_ratio_other_physical)


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


@rule
def volunteers_beyond_readiness(status: int, policy: Policy) -> float:
    """Return the entry of volunteers relative to people of their entry group with the same readiness.

    `volunteer_ratio`, of all volunteers to the whole group, divided by the part that their readiness explains.
    Health groups only. Source: DWP RR1093, in `employment.volunteer_ratio`.
    """
    p, c = policy.employment, policy.coaching
    ready, never = c.acceptance_ratio_ready_now, c.acceptance_ratio_not_ready
    of_group = mean_by_readiness(status, p.entry_ratio_ready_now, p.entry_ratio_not_ready, c)
    accepting = mean_by_readiness(status, ready, never, c)
    both = mean_by_readiness(status, ready * p.entry_ratio_ready_now, never * p.entry_ratio_not_ready, c)
    return p.volunteer_ratio * accepting * of_group / both if both > 0.0 else p.volunteer_ratio


@rule
def volunteer_selection(is_willing: bool, share_willing: float, ratio: float) -> float:
    """Return entry of people who would, or would not, accept an offer, relative to their group.

    `ratio` for people who would accept, at most one over their share; the others have what keeps the group's mean at
    1. Valid for a share below 1. Arithmetic, without a source of its own.
    """
    of_willing = min(ratio, 1.0 / share_willing) if share_willing > 0.0 else ratio
    if is_willing:
        return of_willing
    return max(1.0 - of_willing * share_willing, 0.0) / (1.0 - share_willing)


@rule
def gain_response(gain: float, reference: float, p: Employment) -> float:
    """Return the multiplier on entry through the net gain to work, both in pence a month at today's earnings.

    Gain over reference, to the power of the elasticity; constant for gains below £50 a month. Benefit groups only.
    Source: OBR elasticities of participation, in `employment.gain_elasticity`; the reference is an assumption.
    """
    return float((max(gain, SMALLEST_GAIN) / reference) ** p.gain_elasticity)


@rule
def search_response(share: float, p: Employment) -> float:
    """Return the multiplier on searchers' entry through the share of due coach minutes that they get.

    Share over its reference, to the power of the elasticity; constant for shares below 0.01. Intensive search only.
    Source: Boeheim, Eppel and Mahringer (Austria, 2023), in `employment.search_minutes_elasticity`.
    """
    return float((max(share, 0.01) / p.search_share_reference) ** p.search_minutes_elasticity)


@rule
def contact_multiplier(stock: float, months_since: int, p: Employment) -> float:
    """Return the multiplier on entry of a stock of coach contacts.

    exp(effect × stock), the stock decaying exponentially, at most `effect_cap`; 1 if below 1.001. Health groups only.
    Sources: DWP written answer 56225 and RR1093, in `employment.contact_effect` and `contact_decay`.
    """
    multiplier = min(exp(p.contact_effect * stock * exp(-months_since / p.contact_decay)), p.effect_cap)
    return multiplier if multiplier >= SMALLEST_EFFECT else 1.0


@rule
def programme_multiplier(ratio: float, months_in: int, months_since_end: int, lag: int, fade: int, cap: float) -> float:
    """Return the multiplier on entry of a programme.

    1 before its lag, then `ratio`; after its end the log of it falls linearly to zero in `fade` months; at most `cap`.
    For participants out of work. Sources: `effect`, `lag` and `fade` of each programme's group.
    """
    if months_in < lag:
        return 1.0
    strength = 1.0 if months_since_end <= 0 else max(1.0 - months_since_end / fade, 0.0)
    return min(exp(log(ratio) * strength), cap)


@rule
def site_effect(key: int, d: int, programme: int, spread: float) -> float:
    """Return a district's factor on a programme's effect: lognormal with the given spread and mean logarithm zero.

    Drawn as the standardised sum of four uniforms, close to normal; constant over the run.
    Source: Poulsen et al. 2014 (Danish sites), in `site_spread` of each programme's group.
    """
    total = 0.0
    for k in range(SITE_DRAWS):
        total += share(key, Decision.SITE_EFFECT, d, programme * SITE_DRAWS + k)
    return exp(spread * (total - SITE_DRAWS / 2.0) / (SITE_DRAWS / 12.0) ** 0.5)


@rule
def support_multiplier(person: Persons, i: int, d: int, policy: Policy, clock: Clock) -> float:
    """Return the multiplier of support on person `i`'s entry, through one channel only.

    The programme's from its start until its effect has faded, otherwise that of coach contact, otherwise 1.
    """
    p = policy.employment
    programme = int(person.programme[i])
    terms = policy.programme[programme]
    months_in = clock.month - int(person.programme_since[i])
    since_end = clock.month - int(person.programme_until[i])
    if programme != Programme.NONE and not terms.takes_in_work and months_in >= 0 and since_end < terms.fade:
        site = site_effect(clock.key, d, programme, terms.site_spread)
        return programme_multiplier(terms.effect * site, months_in, since_end, terms.lag, terms.fade, p.effect_cap)
    if person.contact_month[i] != 0:
        return contact_multiplier(float(person.contact_stock[i]), clock.month - int(person.contact_month[i]), p)
    return 1.0


@rule
def unsupported_hazard(state: State, i: int, status: int, policy: Policy, clock: Clock) -> float:
    """Return person `i`'s monthly entry hazard without support, before the district's demand and displacement.

    The group's hazard times national demand and age; on benefit also times the gain to work; in health groups also
    times severity, condition, time out, readiness, willingness and levers; in search times the minutes received.
    """
    person, p = state.person, policy.employment
    searching = clock.month - int(person.search_since[i])
    hazard = group_hazard(status, searching, int(person.activity[i]), p) * policy.economy.labour_demand
    hazard *= age_ratio(clock.month - int(person.birth_month[i]), p)
    if status == WorkStatus.OFF_BENEFIT:
        return hazard
    if is_health_status(status):
        if person.severity[i] == Severity.SEVERE:
            hazard *= p.entry_ratio_severe
        hazard *= condition_ratio(int(person.condition[i]), p)
        hazard *= time_out_ratio(status, clock.month - int(person.last_work[i]), p)
        share = share_willing(person, i, status, policy.coaching, clock.key)
        ratio = volunteers_beyond_readiness(status, policy)
        hazard *= readiness_ratio(int(person.readiness[i]), p)
        hazard *= volunteer_selection(is_willing(person, i, share), share, ratio) * p.right_to_try * p.hiring_incentive
    elif status == WorkStatus.SEARCHING:
        hazard *= search_response(share_of_due(state, i, status, policy.coaching, clock.month), p)
    gain = gain_to_work(person, state.unit, state.district, i, policy, clock.month)
    return hazard * gain_response(float(gain), p.gain_reference * policy.economy.earnings_index, p)


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
                line.esa_moved_with_job[person.district[k]] += 1
            else:
                end_esa(person, k, month, line)
    if moves:
        open_after_esa(unit, j, month, line)


@move
def take_job(state: State, i: int, status: int, policy: Policy, month: int, line: Accounts) -> None:
    """Start person `i`'s job, good for mental health; ESA ends with it, a UC claim goes on and tapers.

    The employer of someone on a health benefit is paid the hiring incentive, with or without its help.
    """
    person = state.person
    begin_job(person, i, status, month, line)
    add_strain(person, i, -policy.health.score_entering_work * policy.health.cases_a_point, month, policy.health)
    if is_health_status(status):
        line.employer_support_cost[person.district[i]] += policy.costs.hiring_incentive
    leave_esa(state, i, policy, month, line)


@rule
def activity_after(is_limited: bool, age: int, share: float, p: Employment) -> int:
    """Return what somebody does after a job, by whether health limits work, age in months and a draw from 0 to 1."""
    if is_limited:
        return Activity.SICK.value if share < p.sick_share_of_limited_leavers else Activity.SEEKING.value
    if age < MONTHS_AT_25:
        return Activity.STUDYING.value if share < p.study_share_of_young_leavers else Activity.SEEKING.value
    if share < p.inactive_share_of_leavers:
        return Activity.RETIRED.value if age >= MONTHS_AT_50 else Activity.CARING.value
    return Activity.SEEKING.value


@move
def leave_job(person: Persons, i: int, is_limited: bool, policy: Policy, clock: Clock, line: Accounts) -> None:
    """End person `i`'s job, bad for mental health, and write what they do instead."""
    health = policy.health
    end_job(person, i, clock.month, line)
    add_strain(person, i, health.score_losing_job * health.cases_a_point, clock.month, health)
    age, share = clock.month - int(person.birth_month[i]), chance_of(person, i, Decision.ACTIVITY, clock)
    turn_to(person, i, activity_after(is_limited, age, share, policy.employment))


@kernel
def lose(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """End jobs, less often with support in work."""
    person, p = state.person, policy.employment
    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT or person.job[i] == Job.OUT:
            continue
        is_limited = bool(person.severity[i] >= Severity.WORK_LIMITING)
        if is_limited:
            line.employer_support_cost[person.district[i]] += policy.costs.occupational_health // MONTHS_A_YEAR
        tenure, ill_for = clock.month - int(person.job_since[i]), clock.month - int(person.severity_since[i])
        hazard = exit_hazard(tenure, is_limited, ill_for, p)
        if is_supported(person, i, clock.month):
            hazard *= policy.programme[person.programme[i]].exit_ratio
        if misses(luck_of(luck, Domain.WORK, i, span), hazard):
            leave_job(person, i, is_limited, policy, clock, line)


@rule
def next_multiplier(additional: int, expected: int, p: Employment) -> float:
    """Return next month's multiplier on unsupported entry in a district after some additional jobs.

    1 less `displacement` × additional jobs ÷ expected jobs, at least 0. `expected` is the sum of unsupported entry
    thresholds, 2**32 a job; `additional` is net of jobs prevented. Source: Crepon et al. 2013, in `employment`.
    """
    if expected <= 0:
        return 1.0
    return max(1.0 - p.displacement * additional * TWO_32 / expected, 0.0)


@move
def set_multiplier(district: Districts, d: int, multiplier: float) -> None:
    """Keep what next month's unsupported entry in district `d` is multiplied by."""
    district.job_multiplier[d] = multiplier


@kernel
def enter(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Start jobs, count additional and deadweight ones, and let additional jobs displace others next month."""
    person, district, p = state.person, state.district, policy.employment
    for d in range(span.first_district, span.end_district):
        demand, displaced = local_demand(district, d, p), district.job_multiplier[d]
        expected, additional = 0, 0
        for i in range(district.first_person[d], district.end_person[d]):
            if (
                person.presence[i] == Presence.PRESENT
                and person.job[i] == Job.OUT
                and person.last_work[i] != clock.month
            ):
                status = work_status(person, i)
                u = luck_of(luck, Domain.WORK, i, span)
                hazard = demand * unsupported_hazard(state, i, status, policy, clock)
                support = support_multiplier(person, i, d, policy, clock)
                if support == 1.0:
                    expected += threshold(hazard)
                    starts, would = hits(u, hazard * displaced), hits(u, hazard)
                    line.jobs_displaced[d, status] += would - starts
                    if starts:
                        take_job(state, i, status, policy, clock.month, line)
                elif hits(u, hazard * support):
                    if not hits(u, hazard):
                        line.jobs_additional[d, status] += 1
                        additional += 1
                    else:
                        line.jobs_deadweight[d, status] += 1
                    take_job(state, i, status, policy, clock.month, line)
                elif hits(u, hazard):
                    line.jobs_prevented[d, status] += 1
                    additional -= 1
        set_multiplier(district, d, next_multiplier(additional, expected, p))
