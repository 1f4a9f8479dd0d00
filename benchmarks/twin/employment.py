"""Job loss and job entry; additional, deadweight and displaced jobs."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.awards import (
    assess,
    changed,
    gain_to_work,
    means,
    on_universal_credit,
    read_households,
    unit_claim,
)
from benchmarks.twin.coaching import EARLY_SEARCH, WILLINGNESS_RANKS, mean_by_readiness, share_willing
from benchmarks.twin.codes import (
    Activity,
    CoachUse,
    Condition,
    EsaKind,
    Job,
    Presence,
    Programme,
    Readiness,
    Severity,
    WorkStatus,
)
from benchmarks.twin.spells import add_strain, carry_esa_group, end_esa, open_after_esa
from benchmarks.twin.standing import MONTHS_AT_25, MONTHS_AT_50, is_health_status, work_status
from benchmarks.twin.take_up import seats
from benchmarks.twin.world import Array, Mask, Rows, World, by_code, tally

SMALLEST_GAIN = 5000.0
SMALLEST_SHARE = 0.01
SMALLEST_EFFECT = 1.001
ONSET_YEAR = 12


def exit_hazards(world: World, rows: Rows, is_limited: Mask) -> Array:
    """Return people's monthly hazards of leaving their job."""
    person, p, month = world.person, world.policy.employment, world.month
    tenure = month - person.job_since[rows]
    length = (tenure >= 6).astype(np.int8) + (tenure >= 12)
    early = [p.exit_to_month_6, p.exit_months_7_to_12]
    hazard = by_code([[*early, p.exit_settled], [*early, p.exit_settled_limited]])[is_limited.astype(np.int8), length]
    ill = np.flatnonzero(is_limited)
    hazard[ill[month - person.severity_since[rows[ill]] < ONSET_YEAR]] *= p.exit_ratio_onset
    joined = np.flatnonzero(person.programme[rows] != Programme.NONE)
    is_on = (person.programme_since[rows[joined]] <= month) & (person.programme_until[rows[joined]] > month)
    joined = joined[is_on]
    hazard[joined] *= np.array([terms.exit_ratio for terms in world.policy.programme])[person.programme[rows[joined]]]
    return np.asarray(hazard)


def lose(world: World) -> None:
    """End jobs, and write what each leaver does instead."""
    person, p, month = world.person, world.policy.employment, world.month
    working = np.flatnonzero((person.presence == Presence.PRESENT) & (person.job != Job.OUT))
    is_limited = person.severity[working] >= Severity.WORK_LIMITING
    is_leaving = world.draw(working.size) < exit_hazards(world, working, is_limited)
    leavers, is_limited = working[is_leaving], is_limited[is_leaving]
    tally(world.line.job_moves, world.here(leavers), person.job[leavers], Job.OUT)
    person.job[leavers] = Job.OUT
    person.last_work[leavers] = month
    add_strain(world, leavers, world.policy.health.score_losing_job * world.policy.health.cases_a_point)
    tally(world.line.jobs_lost, world.here(leavers))
    share, age = world.draw(leavers.size), month - person.birth_month[leavers]
    leaves_market = share < p.inactive_share_of_leavers
    person.activity[leavers] = np.select(
        [is_limited, age < MONTHS_AT_25, age >= MONTHS_AT_50],
        [
            np.where(share < p.sick_share_of_limited_leavers, Activity.SICK, Activity.SEEKING),
            np.where(share < p.study_share_of_young_leavers, Activity.STUDYING, Activity.SEEKING),
            np.where(leaves_market, Activity.RETIRED, Activity.SEEKING),
        ],
        np.where(leaves_market, Activity.CARING, Activity.SEEKING),
    )


def group_hazards(world: World, rows: Rows, status: Array) -> Array:
    """Return the central monthly entry hazards of people's work groups."""
    person, p = world.person, world.policy.employment
    by_status = [p.entry_lcwra, p.entry_esa_support, p.entry_lcw, p.entry_wrag, p.entry_fit_note, p.entry_pip_only]
    hazard = np.array([*by_status, 0.0, p.entry_uc_other, 0.0])[status]
    searching, off = status == WorkStatus.SEARCHING, status == WorkStatus.OFF_BENEFIT
    months = world.month - person.search_since[rows[searching]]
    by_search = [p.entry_searching_to_month_3, p.entry_searching_months_4_to_6, p.entry_searching_after_month_6]
    hazard[searching] = np.array(by_search)[(months >= 3).astype(np.int8) + (months >= 6)]
    by_activity = [p.entry_seeking, p.entry_studying, p.entry_caring, p.entry_sick, p.entry_retired, p.entry_other]
    hazard[off] = np.array(by_activity)[person.activity[rows[off]]]
    return np.asarray(hazard)


def time_out_ratios(world: World, rows: Rows, status: Array) -> Array:
    """Return entry from health groups by time out of work, relative to groups whose means stay."""
    p = world.policy.employment
    relative = np.array([p.entry_ratio_out_under_1_year, p.entry_ratio_out_1_to_2_years, 1.0])
    first = np.array([p.share_out_under_1_year, p.share_out_under_1_year_fit_note])
    second = np.array([p.share_out_1_to_2_years, p.share_out_1_to_2_years_fit_note])
    mean = np.stack([first, second, np.maximum(1.0 - first - second, 0.0)], axis=1) @ relative
    months = world.month - world.person.last_work[rows]
    years = (months >= 12).astype(np.int8) + (months >= 24)
    return np.asarray(relative[years] / mean[(status == WorkStatus.FIT_NOTE).astype(np.int8)])


def condition_ratios(world: World, rows: Rows) -> Array:
    """Return entry from health groups by main condition, relative to the group."""
    p = world.policy.employment
    ratios = np.ones(len(vars(Condition)))
    ratios[Condition.MENTAL_HEALTH] = p.entry_ratio_mental_health
    ratios[Condition.MUSCULOSKELETAL] = p.entry_ratio_musculoskeletal
    ratios[Condition.NEUROLOGICAL] = p.entry_ratio_neurological
    ratios[Condition.OTHER_PHYSICAL] = p.entry_ratio_other_physical
    return np.asarray(ratios[world.person.condition[rows]])


def local_demand(world: World) -> Array:
    """Return what each district's demand for labour does to entry, relative to Great Britain."""
    powers = world.district.employment_rate**world.policy.employment.local_demand_elasticity
    return np.asarray(powers / (world.district.share_of_jobless @ powers))


def volunteer_selection(world: World, rows: Rows, status: Array) -> Array:
    """Return entry of people who would, or would not, accept an offer, relative to a group whose mean stays."""
    p, c = world.policy.employment, world.policy.coaching
    share = share_willing(world, rows, status)
    is_willing = world.person.willingness[rows] / WILLINGNESS_RANKS < share
    ready, never = c.acceptance_ratio_ready_now, c.acceptance_ratio_not_ready
    ratio = p.volunteer_ratio * mean_by_readiness(world, status, ready, never)
    ratio *= mean_by_readiness(world, status, p.entry_ratio_ready_now, p.entry_ratio_not_ready)
    ratio /= mean_by_readiness(world, status, ready * p.entry_ratio_ready_now, never * p.entry_ratio_not_ready)
    of_willing = np.minimum(ratio, np.divide(1.0, share, out=ratio.copy(), where=share > 0.0))
    others = np.divide(1.0 - of_willing * share, 1.0 - share, out=np.zeros(rows.size), where=share < 1.0)
    return np.asarray(np.where(is_willing, of_willing, others))


def unsupported_hazards(world: World, rows: Rows, status: Array) -> Array:
    """Return people's monthly entry hazards without support and before displacement."""
    person, p, economy = world.person, world.policy.employment, world.policy.economy
    hazard = group_hazards(world, rows, status) * economy.labour_demand * local_demand(world)[world.here(rows)]
    age = world.month - person.birth_month[rows]
    hazard[age < MONTHS_AT_25] *= p.entry_ratio_under_25
    hazard[age >= MONTHS_AT_50] *= p.entry_ratio_50_and_over

    is_ill = is_health_status(status)
    ill = rows[is_ill]
    hazard[is_ill & (person.severity[rows] == Severity.SEVERE)] *= p.entry_ratio_severe
    readiness = np.ones(len(vars(Readiness)))
    readiness[[Readiness.READY_NOW, Readiness.NOT]] = p.entry_ratio_ready_now, p.entry_ratio_not_ready
    hazard[is_ill] *= readiness[person.readiness[ill]] * volunteer_selection(world, ill, status[is_ill])
    hazard[is_ill] *= condition_ratios(world, ill) * time_out_ratios(world, ill, status[is_ill]) * p.right_to_try
    is_searching = status == WorkStatus.SEARCHING
    searchers = rows[is_searching]
    is_early = world.month - person.search_since[searchers] < EARLY_SEARCH
    share = world.district.search_share[person.district[searchers], CoachUse.SEARCH]
    share = share + is_early * world.district.early_extra[person.district[searchers], CoachUse.SEARCH]
    share = np.maximum(share, SMALLEST_SHARE) / p.search_share_reference
    hazard[is_searching] *= share**p.search_minutes_elasticity

    weighs = np.flatnonzero(status != WorkStatus.OFF_BENEFIT)
    gain = np.maximum(gain_to_work(world, rows[weighs]), SMALLEST_GAIN)
    hazard[weighs] *= (gain / (p.gain_reference * economy.earnings_index)) ** p.gain_elasticity
    return np.asarray(hazard)


def support_multipliers(world: World, rows: Rows) -> Array:
    """Return the multiplier that support puts on people's entry: a programme while it lasts, else coach contact."""
    person, p, month = world.person, world.policy.employment, world.month
    multiplier = np.ones(rows.size)
    met = np.flatnonzero(person.contact_month[rows] != 0)
    since = (month - person.contact_month[rows[met]]).astype(np.float64)
    stock = person.contact_stock[rows[met]] * np.exp(-since / p.contact_decay)
    effect = np.minimum(np.exp(p.contact_effect * stock), p.effect_cap)
    multiplier[met] = np.where(effect >= SMALLEST_EFFECT, effect, 1.0)

    terms = world.policy.programme
    effect, spread, lag, fade = (
        np.array([getattr(one, name) for one in terms]) for name in ("effect", "site_spread", "lag", "fade")
    )
    acts = np.array([one.takes_in_work == 0 for one in terms])
    acts[Programme.NONE] = False
    joined = np.flatnonzero(acts[person.programme[rows]])
    programme = person.programme[rows[joined]]
    since_end = month - person.programme_until[rows[joined]]
    months_in = month - person.programme_since[rows[joined]]
    lasts = (months_in >= 0) & (since_end < fade[programme])
    joined, programme, since_end, months_in = joined[lasts], programme[lasts], since_end[lasts], months_in[lasts]
    site = spread[programme] * world.site[programme, person.district[rows[joined]]]
    strength = np.clip(1.0 - since_end / fade[programme], 0.0, 1.0)
    supported = np.minimum(np.exp((np.log(effect[programme]) + site) * strength), p.effect_cap)
    multiplier[joined] = np.where(months_in >= lag[programme], supported, 1.0)
    return multiplier


def leave_esa(world: World, rows: Rows) -> None:
    """End people's ESA with a job; from income-related ESA units go to Universal Credit if that is worth it."""
    person = world.person
    related = person.esa_kind[rows] == EsaKind.INCOME_RELATED
    end_esa(world, rows[~related])
    j = np.unique(person.unit[rows[related]])
    household = read_households(world, j)
    household = changed(
        household, first=on_universal_credit(household.first), second=on_universal_credit(household.second)
    )
    credit = assess(world, unit_claim(world, household), means(world, household)).paid
    moves = credit >= max(world.policy.take_up.worth_claiming, 1)
    first, last = seats(world, j)
    adults, moves_too = np.concatenate([first, last[last > first]]), np.concatenate([moves, moves[last > first]])
    held = person.esa_kind[adults] == EsaKind.INCOME_RELATED
    carry_esa_group(world, adults[held & moves_too])
    tally(world.line.esa_moved_with_job, world.here(adults[held & moves_too]))
    end_esa(world, adults[held & ~moves_too])
    open_after_esa(world, j[moves])


def take_jobs(world: World, rows: Rows, status: Array) -> None:
    """Start people's jobs; ESA ends with them, a UC claim goes on and tapers."""
    person = world.person
    person.job[rows] = np.where(person.hours_part_time[rows], Job.PART_TIME, Job.FULL_TIME)
    person.job_since[rows] = world.month
    person.last_work[rows] = world.month
    add_strain(world, rows, -world.policy.health.score_entering_work * world.policy.health.cases_a_point)
    tally(world.line.jobs_started, world.here(rows), status)
    tally(world.line.job_moves, world.here(rows), Job.OUT, person.job[rows])
    leave_esa(world, rows)


def enter(world: World) -> None:
    """Start jobs, tell additional from deadweight, and let additional jobs displace others next month."""
    person, district, line, p = world.person, world.district, world.line, world.policy.employment
    is_out = (person.presence == Presence.PRESENT) & (person.job == Job.OUT)
    rows = np.flatnonzero(is_out & (person.last_work != world.month))
    here, status = world.here(rows), work_status(world, rows)
    hazard, support = unsupported_hazards(world, rows, status), support_multipliers(world, rows)
    is_supported, u = support != 1.0, world.draw(rows.size)
    would = u < hazard
    starts = u < hazard * np.where(is_supported, support, district.job_multiplier[here])
    displaced = np.where(is_supported, 0, would.astype(np.int64) - starts)
    deadweight, additional = starts & is_supported & would, starts & is_supported & ~would
    prevented = would & ~starts & is_supported
    tally(line.jobs_displaced, here, status, amount=displaced)
    tally(line.jobs_deadweight, here[deadweight], status[deadweight])
    tally(line.jobs_additional, here[additional], status[additional])
    tally(line.jobs_prevented, here[prevented], status[prevented])
    take_jobs(world, rows[starts], status[starts])

    expected = np.bincount(here, np.where(is_supported, 0.0, np.minimum(hazard, 1.0)), world.districts)
    more = np.bincount(here, additional.astype(np.int8) - prevented, world.districts)
    share = np.divide(p.displacement * more, expected, out=np.zeros(world.districts), where=expected > 0.0)
    district.job_multiplier = np.maximum(1.0 - share, 0.0)
