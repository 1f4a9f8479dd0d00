"""What coaches have, who may have it, and who takes it up: minutes, queues, groups, and acceptance of an offer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import rule
from welfsim.draws import Decision
from welfsim.rules.luck import trait_of
from welfsim.rules.standing import MONTHS_AT_25
from welfsim.vocabulary.codes import CoachGroup, CoachUse, HealthGroup, Readiness, Regime, WorkStatus
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.parameters import Coaching
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State

WILLINGNESS_RANKS = 65536.0
LONG_OUT_OF_WORK = 12
EARLY_SEARCH = 3
USUAL_CONTACT = 30.0  # minutes of a contact to which the length of a course and its effect refer
NO_USE = -1
"""Stands for no use of coach time, and behind the last use of the list of priority."""
NO_GROUP = -1
"""Stands for no group for whom coaches may be earmarked, and behind the last one of their list."""


# ------------------------------------------------------------------------------------------- minutes there are


@rule
def minutes_a_coach(p: Coaching) -> float:
    """Return the monthly minutes that one full-time coach spends with or for clients, absence taken off."""
    return p.weekly_hours * 60.0 * max(p.weeks - p.sickness_weeks, 0.0) / 12.0 * p.client_share


@rule
def minutes_a_contact(p: Coaching) -> int:
    """Return the minutes of one contact of a course, preparation and follow-up included; at least one minute."""
    return max(int(p.minutes_a_start / p.contacts_a_start + p.contact_minutes - USUAL_CONTACT), 1)


@rule
def coaches_here(district: Districts, d: int, p: Coaching) -> float:
    """Return the coaches in post in a district."""
    return float(p.coaches_in_post * share_of_coaches(district, d, p))


@rule
def share_of_coaches(district: Districts, d: int, p: Coaching) -> float:
    """Return a district's share of all coaches."""
    share = float(district.share_of_coaches[d])
    if p.coaches_by_need > 0.0:
        share += p.coaches_by_need * (district.share_of_searchers[d] - share)
    return share


@rule
def coaches_on_health_here(district: Districts, d: int, p: Coaching) -> float:
    """Return the coaches in a district who are to give intensive health support."""
    if p.coaches_in_post <= 0.0:
        return 0.0
    wanted = min(p.coaches_in_post, p.coaches_on_health + p.coaches_to_health)
    return coaches_here(district, d, p) * wanted / p.coaches_in_post


# ------------------------------------------------------------------------------------------------ minutes due


@rule
def is_health_queue(use: int) -> bool:
    """Say whether a use of coach time is the first contact of a volunteer."""
    return bool(
        use == CoachUse.HEALTH
        or use == CoachUse.HEALTH_READY_NOW
        or use == CoachUse.HEALTH_UNDER_25
        or use == CoachUse.HEALTH_OVER_A_YEAR
    )


@rule
def is_search_queue(use: int) -> bool:
    """Say whether a use of coach time is intensive search, all of it or a part."""
    return bool(use == CoachUse.SEARCH or use == CoachUse.SEARCH_UNDER_25 or use == CoachUse.SEARCH_OVER_A_YEAR)


@rule
def fits_queue(person: Persons, i: int, use: int, month: int) -> bool:
    """Say whether person `i` belongs to a part of their group; everyone belongs to the group as a whole."""
    if use == CoachUse.HEALTH_READY_NOW:
        return bool(person.readiness[i] == Readiness.READY_NOW)
    if use == CoachUse.HEALTH_UNDER_25 or use == CoachUse.SEARCH_UNDER_25:
        return bool(month - person.birth_month[i] < MONTHS_AT_25)
    if use == CoachUse.HEALTH_OVER_A_YEAR:
        return bool(month - person.last_work[i] >= LONG_OUT_OF_WORK)
    if use == CoachUse.SEARCH_OVER_A_YEAR:
        return bool(month - person.search_since[i] >= LONG_OUT_OF_WORK)
    return True


@rule
def queue_in(person: Persons, i: int, searches: bool, p: Coaching, month: int) -> int:
    """Return the first use on the list that fits volunteer or searcher `i`; the whole group when none does."""
    for use in p.priority:
        is_of_group = is_search_queue(use) if searches else is_health_queue(use)
        if is_of_group and fits_queue(person, i, use, month):
            return int(use)
    return CoachUse.SEARCH.value if searches else CoachUse.HEALTH.value


@rule
def contact_use(person: Persons, i: int, p: Coaching, month: int) -> int:
    """Return what person `i`, on UC, is due coach minutes for by regime, or −1 for nothing."""
    regime = person.regime[i]
    if regime == Regime.INTENSIVE_SEARCH:
        awaits = person.health_group[i] == HealthGroup.PRE_WCA
        return CoachUse.PREPARATION.value if awaits else queue_in(person, i, True, p, month)
    if regime == Regime.PREPARATION:
        return CoachUse.PREPARATION.value
    if regime == Regime.INTERVIEW:
        return CoachUse.INTERVIEW.value
    return CoachUse.LIGHT_TOUCH.value if regime == Regime.LIGHT_TOUCH else NO_USE


@rule
def minutes_due(use: int, months_searching: int, in_work: bool, p: Coaching) -> float:
    """Return the monthly minutes that one person is due by regime; searchers in work are seen less often."""
    if use == CoachUse.PREPARATION:
        return p.minutes_preparation
    if use == CoachUse.INTERVIEW:
        return p.minutes_interview
    if use == CoachUse.LIGHT_TOUCH:
        return p.minutes_light_touch
    if in_work:
        return p.minutes_search_in_work
    return p.minutes_search_early if months_searching < EARLY_SEARCH else p.minutes_search


@rule
def is_searching(person: Persons, i: int) -> bool:
    """Say whether person `i` is in intensive search and awaits no Work Capability Assessment."""
    return bool(person.regime[i] == Regime.INTENSIVE_SEARCH and person.health_group[i] != HealthGroup.PRE_WCA)


# ---------------------------------------------------------------------------------------- earmarked coaches


@rule
def coach_group(person: Persons, i: int, status: int, month: int) -> int:
    """Return the group of person `i`, of an entry group, for whom coaches may be earmarked; −1 if there is none."""
    if status == WorkStatus.LCWRA:
        return CoachGroup.LCWRA.value
    if status == WorkStatus.ESA_SUPPORT or status == WorkStatus.WRAG:
        return CoachGroup.ESA.value
    if status == WorkStatus.LCW:
        return CoachGroup.LCW.value
    if status == WorkStatus.FIT_NOTE:
        return CoachGroup.FIT_NOTE.value
    if status == WorkStatus.PIP_ONLY:
        return CoachGroup.PIP_ONLY.value
    if status != WorkStatus.SEARCHING:
        return NO_GROUP
    if month - person.birth_month[i] < MONTHS_AT_25:
        return CoachGroup.SEARCH_UNDER_25.value
    return (
        CoachGroup.SEARCH_OVER_A_YEAR.value
        if month - person.search_since[i] >= LONG_OUT_OF_WORK
        else CoachGroup.SEARCH_OTHER.value
    )


@rule
def is_earmarked(group: int, p: Coaching) -> bool:
    """Say whether earmarked coaches work for a group."""
    return is_listed(group, p.earmarked_for)


@rule
def is_offered(group: int, p: Coaching) -> bool:
    """Say whether the voluntary offer of support is made to a group."""
    return is_listed(group, p.offered_to)


@rule
def is_listed(group: int, groups: NDArray[np.int8]) -> bool:
    """Say whether a group stands in a list of groups."""
    found = False
    for listed in groups:
        found |= listed == group
    return bool(found and group != NO_GROUP)


@rule
def share_of_posted(state: State, i: int, p: Coaching, month: int) -> float:
    """Return the share of the minutes due to searcher `i` that coaches in post gave last."""
    person, district, d = state.person, state.district, int(state.person.district[i])
    use = queue_in(person, i, True, p, month)
    share = float(district.search_share[d, use])
    if month - person.search_since[i] < EARLY_SEARCH:
        share += float(district.early_extra[d, use])
    return share


@rule
def share_of_due(state: State, i: int, status: int, p: Coaching, month: int) -> float:
    """Return the share of the minutes due to searcher `i` that were given last, earmarked coaches' included."""
    share = share_of_posted(state, i, p, month)
    made_up = float(state.district.earmarked_share[state.person.district[i]])
    if made_up > 0.0 and is_earmarked(coach_group(state.person, i, status, month), p):
        share += made_up * (1.0 - share)
    return share


# ------------------------------------------------------------------------------------------------- acceptance


@rule
def acceptance(status: int, p: Coaching) -> float:
    """Return the share of an entry group who would accept a personal offer of support.

    One constant a group: LCWRA and ESA support, PIP alone, all others. Health groups out of work.
    Assumptions after Pathways to Work (RR525) and NatCen (RR1102), in `coaching.acceptance_*`.
    """
    if status == WorkStatus.LCWRA or status == WorkStatus.ESA_SUPPORT:
        return p.acceptance_lcwra
    return p.acceptance_pip_only if status == WorkStatus.PIP_ONLY else p.acceptance_lcw


@rule
def mean_by_readiness(status: int, ready_now: float, not_ready: float, p: Coaching) -> float:
    """Return the mean over an entry group's mix of readiness of a ratio that is 1 for people who might work.

    The mix is that of the built population, after NatCen (RR1102), in `coaching.ready_now_*` and `not_ready_*`.
    """
    if status == WorkStatus.LCWRA or status == WorkStatus.ESA_SUPPORT:
        ready, never = p.ready_now_lcwra, p.not_ready_lcwra
    elif status == WorkStatus.PIP_ONLY:
        ready, never = p.ready_now_pip_only, p.not_ready_pip_only
    else:
        ready, never = p.ready_now_lcw, p.not_ready_lcw
    return 1.0 + ready * (ready_now - 1.0) + never * (not_ready - 1.0)


@rule
def distrusts(person: Persons, i: int, p: Coaching, key: int) -> bool:
    """Say whether person `i` does not trust DWP to help: a lasting trait of seed and person."""
    return bool(trait_of(person, i, Decision.TRUST, key) < p.distrust)


@rule
def share_accepting(status: int, readiness: int, is_distrustful: bool, p: Coaching) -> float:
    """Return the share who accept an offer, by entry group, readiness and trust; at most 1.

    The group's share times ratios of readiness and trust, divided by their mean, so that the group's mean is kept.
    Health groups out of work. Sources: DWP Perceptions Survey for `distrust`; ratios are assumptions in `coaching`.
    """
    share = acceptance(status, p) * p.trust
    if readiness == Readiness.READY_NOW:
        share *= p.acceptance_ratio_ready_now
    elif readiness == Readiness.NOT:
        share *= p.acceptance_ratio_not_ready
    mean = mean_by_readiness(status, p.acceptance_ratio_ready_now, p.acceptance_ratio_not_ready, p)
    mean *= 1.0 + p.distrust * (p.acceptance_ratio_distrust - 1.0)
    if is_distrustful:
        share *= p.acceptance_ratio_distrust
    return min(share / mean, 1.0) if mean > 0.0 else 0.0


@rule
def share_willing(person: Persons, i: int, status: int, p: Coaching, key: int) -> float:
    """Return the share who would accept a personal offer among people as person `i`, of an entry group."""
    return share_accepting(status, int(person.readiness[i]), distrusts(person, i, p, key), p)


@rule
def is_willing(person: Persons, i: int, share: float) -> bool:
    """Say whether person `i` is among the share who would accept a personal offer: a trait, not a draw."""
    return bool(person.willingness[i] < share * WILLINGNESS_RANKS)
