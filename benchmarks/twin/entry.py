"""What brings people out of work into a job: their chance without support, and what support makes of it."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.awards import gain_to_work
from benchmarks.twin.benefits import AGE_25, has_disability_benefit
from benchmarks.twin.health import AGE_50
from benchmarks.twin.luck import SITE_EFFECT, TRUST, Array, share
from benchmarks.twin.world import World, by_code
from welfsim.vocabulary.codes import (
    Activity,
    CoachGroup,
    CoachUse,
    Condition,
    EsaGroup,
    HealthGroup,
    Programme,
    Readiness,
    Regime,
    Severity,
    WorkStatus,
)

SMALLEST_GAIN = 5_000  # pence a month
SMALLEST_SHARE = 0.01  # of the coach minutes due
SMALLEST_EFFECT = 1.001
SITE_DRAWS = 4
WILLINGNESS_RANKS = 65_536
EVERY_MONTH = 0


def work_status(world: World, rows: Array) -> Array:
    """Return the group by which entry is set and counted: the first that applies of health, ESA, search, PIP, UC."""
    person = world.person
    health, esa, regime = person.health_group[rows], person.esa_group[rows], person.regime[rows]
    return np.select(
        [
            health == HealthGroup.LCWRA,
            esa == EsaGroup.SUPPORT,
            health == HealthGroup.LCW,
            (esa == EsaGroup.WRAG) | (esa == EsaGroup.ASSESSMENT),
            health == HealthGroup.PRE_WCA,
            regime == Regime.INTENSIVE_SEARCH,
            has_disability_benefit(person, rows),
            regime != Regime.NOT_ON_UC,
        ],
        [
            WorkStatus.LCWRA,
            WorkStatus.ESA_SUPPORT,
            WorkStatus.LCW,
            WorkStatus.WRAG,
            WorkStatus.FIT_NOTE,
            WorkStatus.SEARCHING,
            WorkStatus.PIP_ONLY,
            WorkStatus.UC_OTHER,
        ],
        WorkStatus.OFF_BENEFIT,
    )


def is_health_status(status: Array) -> Array:
    """Return which groups are out of work through ill health or disability."""
    return status <= WorkStatus.PIP_ONLY


def group_hazard(world: World, rows: Array, status: Array) -> Array:
    """Return the central hazard of each group: of searchers by months of search, off benefit by what people do."""
    person, p = world.person, world.policy.employment
    months = world.month - person.search_since[rows]
    early, middle = p.entry_searching_to_month_3, p.entry_searching_months_4_to_6
    searching = np.select([months < 3, months < 6], [early, middle], p.entry_searching_after_month_6)
    of_activity = {
        Activity.SEEKING: p.entry_seeking,
        Activity.STUDYING: p.entry_studying,
        Activity.CARING: p.entry_caring,
        Activity.SICK: p.entry_sick,
        Activity.RETIRED: p.entry_retired,
        Activity.OTHER: p.entry_other,
    }
    of_group = {
        WorkStatus.LCWRA: p.entry_lcwra,
        WorkStatus.ESA_SUPPORT: p.entry_esa_support,
        WorkStatus.LCW: p.entry_lcw,
        WorkStatus.WRAG: p.entry_wrag,
        WorkStatus.FIT_NOTE: p.entry_fit_note,
        WorkStatus.PIP_ONLY: p.entry_pip_only,
        WorkStatus.SEARCHING: 0.0,
        WorkStatus.UC_OTHER: p.entry_uc_other,
        WorkStatus.OFF_BENEFIT: 0.0,
    }
    is_off = status == WorkStatus.OFF_BENEFIT
    others = np.where(is_off, by_code(of_activity, person.activity[rows]), by_code(of_group, status))
    return np.where(status == WorkStatus.SEARCHING, searching, others)


def local_demand(world: World) -> Array:
    """Return each district's demand for labour: its employment rate to a power, of mean one over the jobless."""
    powers = world.district.employment_rate**world.policy.employment.local_demand_elasticity
    mean = np.sum(world.district.share_of_jobless * powers)
    return powers / mean if mean > 0.0 else np.ones_like(powers)


def time_out_ratio(world: World, rows: Array, status: Array) -> Array:
    """Return entry by years out of work, relative to the mean over the shares for which the group's hazard holds."""
    p, months = world.policy.employment, world.month - world.person.last_work[rows]
    first, second = p.entry_ratio_out_under_1_year, p.entry_ratio_out_1_to_2_years

    def mean(in_first: float, in_second: float) -> float:
        return in_first * first + in_second * second + max(1.0 - in_first - in_second, 0.0)

    on_note = mean(p.share_out_under_1_year_fit_note, p.share_out_1_to_2_years_fit_note)
    others = mean(p.share_out_under_1_year, p.share_out_1_to_2_years)
    own = np.select([months < 12, months < 24], [first, second], 1.0)
    return own / np.where(status == WorkStatus.FIT_NOTE, on_note, others)


def mean_by_readiness(world: World, status: Array, ready_now: float, not_ready: float) -> Array:
    """Return the mean of a ratio over a group's mix: those ready now, those never ready, and 1 for the rest."""
    c = world.policy.coaching
    is_unfit, on_pip = (status == WorkStatus.LCWRA) | (status == WorkStatus.ESA_SUPPORT), status == WorkStatus.PIP_ONLY
    ready = np.select([is_unfit, on_pip], [c.ready_now_lcwra, c.ready_now_pip_only], c.ready_now_lcw)
    never = np.select([is_unfit, on_pip], [c.not_ready_lcwra, c.not_ready_pip_only], c.not_ready_lcw)
    return 1.0 + ready * (ready_now - 1.0) + never * (not_ready - 1.0)


def share_willing(world: World, rows: Array, status: Array) -> Array:
    """Return the share who would accept an offer, by group, readiness and trust, which divide a group of given mean."""
    person, c = world.person, world.policy.coaching
    is_unfit, on_pip = (status == WorkStatus.LCWRA) | (status == WorkStatus.ESA_SUPPORT), status == WorkStatus.PIP_ONLY
    accepts = np.select([is_unfit, on_pip], [c.acceptance_lcwra, c.acceptance_pip_only], c.acceptance_lcw) * c.trust
    ready, never, distrust = c.acceptance_ratio_ready_now, c.acceptance_ratio_not_ready, c.acceptance_ratio_distrust
    readiness, trait = person.readiness[rows], share(world.key, TRUST, person.person_id[rows], EVERY_MONTH)
    own = np.select([readiness == Readiness.READY_NOW, readiness == Readiness.NOT], [ready, never], 1.0)
    own = own * np.where(trait < c.distrust, distrust, 1.0)
    mean = mean_by_readiness(world, status, ready, never) * (1.0 + c.distrust * (distrust - 1.0))
    return np.minimum(np.divide(accepts * own, mean, out=np.zeros(rows.size), where=mean > 0.0), 1.0)


def volunteer_ratio(world: World, rows: Array, status: Array) -> Array:
    """Return entry of the willing and of the others, relative to a group whose mean stays.

    Volunteers' ratio is given for all of them; what their readiness alone brings is taken out of it.
    """
    p, c, willing = world.policy.employment, world.policy.coaching, share_willing(world, rows, status)
    ready, never = c.acceptance_ratio_ready_now, c.acceptance_ratio_not_ready
    enters_ready, enters_never = p.entry_ratio_ready_now, p.entry_ratio_not_ready
    accepting, entering = (
        mean_by_readiness(world, status, ready, never),
        mean_by_readiness(world, status, enters_ready, enters_never),
    )
    both = mean_by_readiness(world, status, ready * enters_ready, never * enters_never)
    ratio = p.volunteer_ratio * np.divide(accepting * entering, both, out=np.ones(rows.size), where=both > 0.0)
    room = np.divide(1.0, willing, out=np.full(rows.size, np.inf), where=willing > 0.0)
    of_willing = np.minimum(ratio, room)
    left = np.maximum(1.0 - of_willing * willing, 0.0)
    of_others = np.divide(left, 1.0 - willing, out=np.zeros(rows.size), where=willing < 1.0)
    return np.where(world.person.willingness[rows] < willing * WILLINGNESS_RANKS, of_willing, of_others)


def health_ratio(world: World, rows: Array, status: Array) -> Array:
    """Return entry from the health groups relative to their hazard: how ill, how ready, how long out, how helped."""
    person, p = world.person, world.policy.employment
    of_condition = {
        Condition.NONE: 1.0,
        Condition.MENTAL_HEALTH: p.entry_ratio_mental_health,
        Condition.MUSCULOSKELETAL: p.entry_ratio_musculoskeletal,
        Condition.NEUROLOGICAL: p.entry_ratio_neurological,
        Condition.OTHER_PHYSICAL: p.entry_ratio_other_physical,
    }
    of_readiness = {
        Readiness.READY_NOW: p.entry_ratio_ready_now,
        Readiness.IF_HEALTH_IMPROVES: 1.0,
        Readiness.IF_HOME_WORKING: p.home_working,
        Readiness.NOT: p.entry_ratio_not_ready,
    }
    ratio = np.where(person.severity[rows] == Severity.SEVERE, p.entry_ratio_severe, 1.0)
    ratio *= by_code(of_condition, person.condition[rows]) * by_code(of_readiness, person.readiness[rows])
    ratio *= time_out_ratio(world, rows, status) * volunteer_ratio(world, rows, status)
    return ratio * p.right_to_try * p.hiring_incentive


def search_ratio(world: World, rows: Array) -> Array:
    """Return searchers' response to the share of their due coach minutes, earmarked coaches' included.

    Each stands in the first use of the list of priority that fits: all in search, the young, those searching a year.
    """
    person, district, p, c = world.person, world.district, world.policy.employment, world.policy.coaching
    here, months = person.district[rows], world.month - person.search_since[rows]
    is_young, is_long = world.month - person.birth_month[rows] < AGE_25, months >= 12
    fits = {
        CoachUse.SEARCH: np.ones(rows.size, bool),
        CoachUse.SEARCH_UNDER_25: is_young,
        CoachUse.SEARCH_OVER_A_YEAR: is_long,
    }
    use = np.full(rows.size, CoachUse.SEARCH)
    for listed in reversed([code for code in c.priority.tolist() if code in fits]):
        use[fits[CoachUse(listed)]] = listed
    given = district.search_share[here, use] + np.where(months < 3, district.early_extra[here, use], 0.0)
    of_long = np.where(is_long, CoachGroup.SEARCH_OVER_A_YEAR, CoachGroup.SEARCH_OTHER)
    group = np.where(is_young, CoachGroup.SEARCH_UNDER_25, of_long)
    made_up = np.where(np.isin(group, c.earmarked_for), district.earmarked_share[here], 0.0)
    given += np.maximum(made_up, 0.0) * (1.0 - given)
    return (np.maximum(given, SMALLEST_SHARE) / p.search_share_reference) ** p.search_minutes_elasticity


def unsupported(world: World, rows: Array, status: Array) -> Array:
    """Return the entry hazard without support: group, age and demand, then health or search, then the gain to work.

    Off benefit, the gain to work is not weighed.
    """
    person, p, economy = world.person, world.policy.employment, world.policy.economy
    age = world.month - person.birth_month[rows]
    hazard = group_hazard(world, rows, status) * economy.labour_demand * local_demand(world)[person.district[rows]]
    hazard *= np.select([age < AGE_25, age >= AGE_50], [p.entry_ratio_under_25, p.entry_ratio_50_and_over], 1.0)
    is_ill, searches = is_health_status(status), status == WorkStatus.SEARCHING
    hazard[is_ill] *= health_ratio(world, rows[is_ill], status[is_ill])
    hazard[searches] *= search_ratio(world, rows[searches])
    weighs = status != WorkStatus.OFF_BENEFIT
    gain = np.maximum(gain_to_work(world, rows[weighs]), SMALLEST_GAIN)
    hazard[weighs] *= (gain / (p.gain_reference * economy.earnings_index)) ** p.gain_elasticity
    return hazard


def site_effect(world: World, programme: Array, here: Array) -> Array:
    """Return what a programme's effect is multiplied by in a district: lognormal, near enough, of a given spread."""
    total = sum(share(world.key, SITE_EFFECT, here, programme * SITE_DRAWS + k) for k in range(SITE_DRAWS))
    deviate = (total - SITE_DRAWS / 2) / (SITE_DRAWS / 12) ** 0.5
    return np.exp(world.policy.programme["site_spread"][programme] * deviate)


def support(world: World, rows: Array) -> Array:
    """Return what support multiplies entry by, through one channel alone.

    A programme for people out of work, once begun and until it has faded, stands before coach contact: nothing up to
    its lag, then its effect, whose logarithm fades evenly after its end. Contacts act by a stock that decays.
    """
    person, p, terms, month = world.person, world.policy.employment, world.policy.programme, world.month
    since = month - person.contact_month[rows]
    stock = person.contact_stock[rows].astype(np.float64) * np.exp(-since / p.contact_decay)
    contact = np.minimum(np.exp(p.contact_effect * stock), p.effect_cap)
    has_contact = (person.contact_month[rows] != 0) & (contact >= SMALLEST_EFFECT)

    programme, here = person.programme[rows], person.district[rows]
    months_in, since_end = month - person.programme_since[rows], month - person.programme_until[rows]
    fade = terms["fade"][programme]
    has_begun = (programme != Programme.NONE) & (months_in >= 0)
    is_in = has_begun & ~terms["takes_in_work"][programme] & (since_end < fade)
    effect = np.where(is_in, terms["effect"][programme] * site_effect(world, programme, here), 1.0)
    strength = np.clip(1.0 - since_end / np.maximum(fade, 1), 0.0, 1.0)
    of_programme = np.minimum(np.exp(np.log(effect) * strength), p.effect_cap)
    of_programme = np.where(months_in < terms["lag"][programme], 1.0, of_programme)
    return np.where(is_in, of_programme, np.where(has_contact, contact, 1.0))
