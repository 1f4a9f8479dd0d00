"""Coach time: who is served from one state, that minutes are conserved, and what a district costs by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lawful import NOW
from tiny import Tiny, tiny

from welfsim.draws import LAST
from welfsim.policy import parameters
from welfsim.processes import coaching
from welfsim.processes.coaching import allot
from welfsim.processes.employment import unsupported_hazard
from welfsim.rules.coach_courses import worth_of_contact
from welfsim.rules.coach_time import (
    acceptance,
    coach_group,
    coaches_here,
    distrusts,
    minutes_a_coach,
    minutes_a_contact,
    share_accepting,
    share_of_due,
    share_of_posted,
)
from welfsim.rules.entry import meetings_ratio
from welfsim.rules.standing import work_status
from welfsim.rules.support_effects import contact_multiplier
from welfsim.vocabulary.codes import (
    CoachGroup,
    CoachUse,
    EsaGroup,
    HealthGroup,
    Job,
    Readiness,
    Regime,
    Severity,
    WorkStatus,
)
from welfsim.wording.lists import as_array, read_list

ON_UC = {"uc_since": NOW - 24}
ADULT = {"birth_month": NOW - 40 * 12, "last_work": NOW - 3}
SEARCHER = {**ADULT, "regime": Regime.INTENSIVE_SEARCH, "search_since": NOW - 5}
ILL = {**ADULT, "severity": Severity.WORK_LIMITING, "health_group": HealthGroup.LCWRA, "readiness": Readiness.NOT}
PREPARING = {**ADULT, "health_group": HealthGroup.LCW, "volunteered_month": 0}
WORKER = {**ADULT, "job": Job.PART_TIME, "hourly_pay": 1_500}
TODAY = ["health courses", "health", "preparation", "interview", "light touch", "search"]
A_CONTACT = 157
NAMES = [code.name.lower().replace("_", " ") for code in CoachUse]


def listed(*names: str) -> Any:
    """Return a list of priority as the month's record holds it."""
    return as_array(read_list(names, parameters()["coaching.priority"].what), len(CoachUse))


def district(minutes: float, fenced: float, *people: dict[str, Any], names: Any = TODAY, **p: Any) -> Tiny:
    """Take one month of a district with so many minutes, so many of them fenced for health."""
    run = tiny(NOW, *([ON_UC, person] for person in people), luck=LAST)
    run.state.district.share_of_coaches[0] = 1.0
    of = run.policy.coaching
    for name, value in p.items():
        setattr(of, name, value)
    of.priority = listed(*names)
    of.coaches_in_post = (minutes + 0.5) / minutes_a_coach(of)
    of.coaches_on_health, of.coaches_to_health = 0.0, (fenced + 0.25) / minutes_a_coach(of)
    coaching.step(*run)
    return run


def volunteer(waited: int, **cells: Any) -> dict[str, Any]:
    return {**ILL, "volunteered_month": NOW - waited, **cells}


def started(run: Tiny) -> list[bool]:
    return [bool(left > 0) for left in run.state.person.contacts_left]


# ------------------------------------------------------------------------------------------- the list


def test_ready_now_first_passes_a_longer_wait() -> None:
    people = volunteer(4), volunteer(1, readiness=Readiness.READY_NOW)
    assert started(district(942, 942, *people)) == [True, False]
    assert started(district(942, 942, *people, names=["health ready now", "health"])) == [False, True]


def test_a_person_stands_in_the_first_name_that_fits() -> None:
    young = {"birth_month": NOW - 20 * 12, "last_work": 0}
    people = volunteer(1, **young), volunteer(5)
    for names in (["health under 25", "health over a year", "health"], ["health over a year", "health"]):
        run = district(942, 942, *people, names=names)
        assert started(run) == [True, False]
        use = CoachUse[names[0].upper().replace(" ", "_")]
        assert run.line.minutes_given[0, use] == A_CONTACT


def test_young_searchers_first_take_from_the_others() -> None:
    people = {**SEARCHER, "birth_month": NOW - 20 * 12}, SEARCHER
    run = district(62, 0, *people, names=["search under 25", "search"])
    share = run.state.district.search_share[0]
    assert share[CoachUse.SEARCH_UNDER_25] == 1.0 and share[CoachUse.SEARCH] == 0.0


def test_what_the_list_leaves_out_is_asked_and_refused() -> None:
    run = district(10_000, 0, SEARCHER, PREPARING, names=["preparation"])
    assert run.line.minutes_given[0].sum() == run.line.minutes_given[0, CoachUse.PREPARATION] == 7
    assert run.line.minutes_refused[0, CoachUse.SEARCH] == 62
    assert run.state.district.search_share[0, CoachUse.SEARCH] == 0.0


def test_behind_the_ring_fence_the_list_cannot_stop_courses_and_without_it_it_can() -> None:
    ongoing = {**ILL, "contacts_left": 3, "contact_month": NOW - 1}
    last = ["search", "health courses", "health"]
    assert district(A_CONTACT, 0, ongoing, SEARCHER, names=last).state.person.contacts_left[0] == 2
    assert district(A_CONTACT, 0, ongoing, SEARCHER, names=last, ring_fence=0).state.person.contacts_left[0] == 3


def test_without_the_fence_health_first_takes_every_minute_that_a_course_needs() -> None:
    run = district(2 * 942, 0, volunteer(1), volunteer(2), volunteer(3), SEARCHER, names=TODAY, ring_fence=0)
    assert started(run) == [False, True, True, False]


def test_without_the_fence_courses_in_time_use_every_minute_of_health_first() -> None:
    """Five contacts in six of each course come later: once courses are under way they and new ones take all."""
    p = tiny(NOW, [ON_UC, ADULT]).policy.coaching
    p.ring_fence = False
    p.priority[:] = listed("health courses", "health", "search")
    under_way, carried, given_in_all, minutes = [0] * int(p.contacts_a_start - 1), 0, 0, 20 * A_CONTACT
    for _ in range(60):
        asked = np.zeros(len(CoachUse), np.int64)
        asked[CoachUse.HEALTH_COURSES], asked[CoachUse.HEALTH] = sum(under_way) * A_CONTACT, 1_000_000 * A_CONTACT
        given, courses = allot(asked, minutes, 0, carried, p, A_CONTACT)
        carried = min(courses, 6 * A_CONTACT - 1)
        under_way = [int(given[CoachUse.HEALTH]) // A_CONTACT, *under_way[:-1]]
        given_in_all += int(given.sum() - given[CoachUse.SEARCH])
        assert given.sum() <= minutes
    assert given_in_all > 0.9 * 60 * minutes


def test_coaches_who_return_finish_their_courses_and_new_ones_begin_as_before() -> None:
    courses = [{**ILL, "contacts_left": 3, "contact_month": NOW - 1}] * 6
    run = district(10_000, 942, *courses, volunteer(1), volunteer(2))
    assert run.state.person.contacts_left.tolist() == [2] * 6 + [0, 5]
    assert run.line.minutes_given[0].sum() == 7 * A_CONTACT


# --------------------------------------------------------------------------------------------- supply


def test_a_contact_of_other_length_changes_the_course_and_its_worth() -> None:
    run = tiny(NOW, [ON_UC, ADULT])
    p = run.policy.coaching
    assert (minutes_a_contact(p), worth_of_contact(p)) == (A_CONTACT, 1.0)
    p.contact_minutes = 60.0
    assert (minutes_a_contact(p), worth_of_contact(p)) == (A_CONTACT + 30, pytest.approx(2**0.5))


def test_sickness_takes_minutes() -> None:
    p = tiny(NOW, [ON_UC, ADULT]).policy.coaching
    before = minutes_a_coach(p)
    p.sickness_weeks += 4.25
    assert minutes_a_coach(p) == pytest.approx(0.9 * before)


MIXES = {WorkStatus.LCWRA: "lcwra", WorkStatus.FIT_NOTE: "lcw", WorkStatus.PIP_ONLY: "pip_only"}


def test_acceptance_goes_by_stage_readiness_and_trust() -> None:
    p = tiny(NOW, [ON_UC, ADULT]).policy.coaching
    trusting = [share_accepting(WorkStatus.LCWRA, ready, False, p) for ready in Readiness]
    of_all = [0.273, 0.137, 0.137, 0.041]  # 10% × 2, 1, 1 and 0.3 over 4.7% × 2 + 50.3% + 45% × 0.3 = 0.732
    assert trusting == pytest.approx([share / 0.78 for share in of_all], abs=0.002)  # 1 − 44% × half
    assert share_accepting(WorkStatus.LCWRA, Readiness.NOT, True, p) == pytest.approx(trusting[3] / 2)
    p.trust = 0.5
    assert share_accepting(WorkStatus.LCWRA, Readiness.NOT, False, p) == pytest.approx(trusting[3] / 2)


@given(st.sampled_from(list(MIXES)), st.floats(1.0, 2.0), st.floats(0.1, 1.0), st.floats(0.2, 1.0), st.floats(0.0, 1.0))
def test_readiness_and_trust_keep_the_mean_of_a_group(
    status: WorkStatus, ready_now: float, never: float, distrustful: float, distrust: float
) -> None:
    p = tiny(NOW, [ON_UC, ADULT]).policy.coaching
    p.acceptance_ratio_ready_now, p.acceptance_ratio_not_ready = ready_now, never
    p.acceptance_ratio_distrust, p.distrust = distrustful, distrust
    ready, not_ready = (getattr(p, f"{answer}_{MIXES[status]}") for answer in ("ready_now", "not_ready"))
    mix = {Readiness.READY_NOW: ready, Readiness.IF_HEALTH_IMPROVES: 1 - ready - not_ready, Readiness.NOT: not_ready}
    mean = sum(
        part * share * share_accepting(status, answer, is_distrustful, p)
        for answer, part in mix.items()
        for is_distrustful, share in ((True, distrust), (False, 1.0 - distrust))
    )
    assert mean == pytest.approx(acceptance(status, p))


def test_trust_is_a_trait_of_seed_and_person_with_the_published_share() -> None:
    run = tiny(NOW, *[[ON_UC, ADULT]] * 2_000)
    p, keys = run.policy.coaching, (7, 8)
    told = [[distrusts(run.state.person, i, p, key) for i in range(2_000)] for key in keys]
    assert [np.mean(answers) for answers in told] == pytest.approx([0.44, 0.44], abs=4 * (0.44 * 0.56 / 2_000) ** 0.5)
    assert told[0] != told[1] and told[0] == [distrusts(run.state.person, i, p, 7) for i in range(2_000)]


def test_a_district_with_too_many_searchers_stops_light_touch_and_says_so() -> None:
    people = [SEARCHER] * 3 + [WORKER] * 2
    full, short = (district(400, 0, *people, minutes_light_touch=5, stop_from=level) for level in (200.0, 10.0))
    assert (full.line.coach_districts_stopping[0], full.line.coach_people_stopped[0]) == (0, 0)
    assert full.line.minutes_given[0, CoachUse.LIGHT_TOUCH] == 10
    assert (short.line.coach_districts_stopping[0], short.line.coach_people_stopped[0]) == (1, 3 + 2)
    assert short.line.minutes_asked[0, CoachUse.LIGHT_TOUCH] == 0


NEW_SEARCHER = {**SEARCHER, "search_since": NOW - 1}


def shares(run: Tiny, month: int = NOW) -> list[float]:
    """Return the share of what is due that the first two people had."""
    return [share_of_posted(run.state, i, run.policy.coaching, month) for i in (0, 1)]


def test_what_a_district_lacks_beyond_its_caseload_falls_on_searchers_past_their_third_month() -> None:
    """Ten searchers are due 620. At 10 a coach one would be needed, here with 512 minutes; there are 412."""
    minutes, usual = 412, 512
    people = [NEW_SEARCHER, SEARCHER, NEW_SEARCHER, NEW_SEARCHER, *[SEARCHER] * 6]
    level = 10 * minutes_a_coach(tiny(NOW, [ON_UC, ADULT]).policy.coaching) / usual
    run = district(minutes, 0, *people, stop_from=level)
    assert run.line.coach_people_stopped[0] == 7
    early = usual / 620
    later = (minutes - 3 * 62 * early) / (7 * 62)
    assert shares(run) == pytest.approx([early, later], abs=0.005)
    assert 3 * 62 * shares(run)[0] + 7 * 62 * shares(run)[1] == pytest.approx(minutes)
    hazards = [unsupported_hazard(run.state, i, WorkStatus.SEARCHING, run.policy, run.clock) for i in (0, 1)]
    every = district(minutes, 0, *people, stop_from=level, stops_search_later=0)
    assert shares(every) == pytest.approx([minutes / 620] * 2)
    same = [unsupported_hazard(every.state, i, WorkStatus.SEARCHING, every.policy, every.clock) for i in (0, 1)]
    elasticity = run.policy.employment.meetings_elasticity
    assert hazards[0] / same[0] == pytest.approx((shares(run)[0] / shares(every)[0]) ** elasticity)
    assert hazards[0] > same[0] and hazards[1] < same[1]


def test_a_district_at_its_caseload_treats_all_searchers_alike_and_one_far_above_gives_later_ones_nothing() -> None:
    people = [NEW_SEARCHER, SEARCHER]
    assert shares(district(62, 0, *people, stop_from=500.0)) == pytest.approx([0.5, 0.5])
    assert shares(district(30, 0, *people, stop_from=1.0)) == pytest.approx([30 / 62, 0.0])


def test_such_a_district_may_stop_offers() -> None:
    run = tiny(NOW, [ON_UC, SEARCHER], [ON_UC, {**ILL, "willingness": 0}], luck=0)
    run.state.district.share_of_coaches[0] = 1.0
    run.policy.coaching.coaches_in_post, run.policy.coaching.coaches_on_health = 0.01, 0.0
    run.policy.coaching.stops_offers = 1
    coaching.step(*run)
    assert run.line.offers.sum() == run.line.offers_accepted.sum() == 0
    assert run.line.coach_people_stopped[0] == 1 + 1  # no offer to one, less time for the other


def test_coaches_by_need_follow_searchers() -> None:
    run = tiny(NOW, [ON_UC, SEARCHER])
    here, p = run.state.district, run.policy.coaching
    here.share_of_coaches[0], here.share_of_searchers[0] = 0.2, 0.6
    assert coaches_here(here, 0, p) == pytest.approx(0.2 * 17_110)
    p.coaches_by_need = 0.5
    assert coaches_here(here, 0, p) == pytest.approx(0.4 * 17_110)


def earmarked(
    minutes: float, group: str, *people: dict[str, Any], posted: float = 0.0, fenced: float = 0.0, **p: Any
) -> Tiny:
    """Take one month of a district with coaches in post for some minutes, and earmarked minutes on top of them."""
    a_coach = minutes_a_coach(tiny(NOW, [ON_UC, ADULT]).policy.coaching)
    listed_groups = as_array(read_list([group], parameters()["coaching.earmarked_for"].what), len(CoachGroup))
    on_top = {"coaches_earmarked": (minutes + 0.5) / a_coach, "earmarked_for": listed_groups}
    return district(posted, fenced, *people, **on_top, **p)


def test_earmarked_coaches_begin_courses_of_their_group_alone() -> None:
    people = volunteer(5, health_group=HealthGroup.LCW), volunteer(1), volunteer(2)
    run = earmarked(942, "lcwra", *people)
    assert started(run) == [False, False, True]
    assert run.state.person.earmarked.tolist() == [False, False, True]
    assert run.line.minutes_earmarked[0].tolist() == [A_CONTACT, 0, 0, 0, 0, 0, 0, 0]
    assert run.line.minutes_supplied[0] == run.line.minutes_given[0].sum() == 0
    of_post = int(run.policy.coaching.coaches_in_post * 5_500_000 / 12)
    on_top = int(A_CONTACT / minutes_a_coach(run.policy.coaching) * 5_500_000 / 12)
    assert run.line.coach_cost[0] == of_post + on_top


def test_what_is_short_of_a_course_is_carried_while_someone_of_the_group_waits() -> None:
    run = earmarked(500, "esa", volunteer(2, health_group=0, esa_group=EsaGroup.SUPPORT))
    assert (started(run), run.state.district.earmarked_carried[0]) == ([False], 500)
    assert earmarked(500, "esa", volunteer(2)).state.district.earmarked_carried[0] == 0


def test_a_course_begun_with_earmarked_coaches_goes_on_with_minutes_put_by() -> None:
    ongoing = {**ILL, "contacts_left": 2, "contact_month": NOW - 1, "earmarked": True}
    run = district(62, 0, ongoing, SEARCHER)
    assert run.state.person.contacts_left[0] == 1 and run.line.minutes_earmarked[0, CoachGroup.LCWRA] == A_CONTACT
    assert run.line.minutes_asked[0, CoachUse.HEALTH_COURSES] == 0
    assert run.line.minutes_given[0, CoachUse.SEARCH] == 62


@pytest.mark.parametrize("client_share", [0.0, 1e-16])
def test_a_course_goes_on_at_a_finite_cost_when_its_coaches_have_no_time_left(client_share: float) -> None:
    """With fewer than 60 minutes a month a coach costs as much a minute as one who has 60."""
    ongoing = {**ILL, "contacts_left": 2, "contact_month": NOW - 1, "earmarked": True}
    run = tiny(NOW, [ON_UC, ongoing], luck=LAST)
    run.policy.coaching.client_share, run.policy.coaching.coaches_in_post = client_share, 0.0
    coaching.step(*run)
    assert run.line.minutes_earmarked[0, CoachGroup.LCWRA] == A_CONTACT
    assert run.line.coach_cost[0] == int(A_CONTACT / 60 * 5_500_000 / 12)


def test_earmarked_coaches_make_up_what_their_searchers_lack_and_no_other_s() -> None:
    """Three searchers are due 62 each and get half; 31 minutes more bring one of them to the whole."""
    young = {**SEARCHER, "birth_month": NOW - 20 * 12}
    run = earmarked(31, "search under 25", young, SEARCHER, SEARCHER, posted=93)
    p = run.policy.coaching
    shares = [share_of_due(run.state, i, WorkStatus.SEARCHING, p, NOW) for i in range(3)]
    assert shares == pytest.approx([1.0, 0.5, 0.5])
    assert run.line.minutes_earmarked[0].tolist() == [0] * 5 + [31, 0, 0]
    half = earmarked(15.5, "search other", young, SEARCHER, SEARCHER, posted=93)
    shares = [share_of_due(half.state, i, WorkStatus.SEARCHING, half.policy.coaching, NOW) for i in range(3)]
    assert shares == pytest.approx([0.5, 0.625, 0.625], abs=0.01)
    assert unsupported_hazard(half.state, 1, WorkStatus.SEARCHING, half.policy, half.clock) > 0


def test_every_group_is_one_and_the_first_that_applies() -> None:
    cells = [
        {"health_group": HealthGroup.LCWRA, "esa_group": EsaGroup.SUPPORT},
        {"esa_group": EsaGroup.WRAG},
        {"health_group": HealthGroup.LCW},
        {"health_group": HealthGroup.PRE_WCA, "regime": Regime.INTENSIVE_SEARCH},
        {"daily_living": 1},
        {**SEARCHER, "birth_month": NOW - 20 * 12, "search_since": NOW - 30},
        {**SEARCHER, "search_since": NOW - 12},
        SEARCHER,
        {"regime": Regime.NO_REQUIREMENTS},
    ]
    person = tiny(NOW, *([ON_UC, {**ADULT, **of}] for of in cells)).state.person
    found = [coach_group(person, i, work_status(person, i), NOW) for i in range(len(cells))]
    assert found == [*CoachGroup, -1]


def test_costs_of_ten_people_add_up_by_hand() -> None:
    """Four searchers, two preparing, one course going on, three volunteers; minutes for all but one searcher's."""
    ongoing = {**ILL, "contacts_left": 1, "contact_month": NOW - 1}
    people = [SEARCHER] * 4 + [PREPARING] * 2 + [ongoing] + [volunteer(k) for k in (1, 2, 3)]
    minutes = A_CONTACT + A_CONTACT + 14 + 3 * 230
    run = district(minutes, 942, *people, minutes_search=230)
    given = run.line.minutes_given[0]
    assert given[CoachUse.HEALTH_COURSES] == given[CoachUse.HEALTH] == A_CONTACT
    assert given[CoachUse.PREPARATION] == 14  # 2 × 7.3, whole minutes
    assert given[CoachUse.SEARCH] == 3 * 230 and given.sum() == minutes
    assert run.state.district.search_share[0, CoachUse.SEARCH] == 0.75
    assert run.line.coach_starts[0, WorkStatus.LCWRA] == run.line.coach_completions[0, WorkStatus.LCWRA] == 1
    assert run.line.coach_start_wait[0] == 3
    coaches = (minutes + 0.5) / (37 * 60 * 42.5 / 12 * 0.65)
    assert run.line.coach_cost[0] == int(coaches * 5_500_000 / 12)
    elasticity = run.policy.employment.meetings_elasticity
    assert meetings_ratio(0.75, run.policy.employment) == pytest.approx((0.75 / 0.9) ** elasticity)


def test_minutes_moved_to_health_lower_searchers_entry_by_the_elasticity() -> None:
    """Ten searchers are due 620; two courses take 314 of 558 minutes: 0.90 of what is due becomes 0.39."""
    ongoing = {**ILL, "contacts_left": 1, "contact_month": NOW - 1}
    hazards = []
    for courses in (0, 2):
        run = district(558, 0, *[SEARCHER] * 10, *[ongoing] * courses)
        policy, clock = run.policy, run.clock
        assert run.line.minutes_given[0].sum() == 558
        hazards.append(unsupported_hazard(run.state, 0, WorkStatus.SEARCHING, policy, clock))
    elasticity = run.policy.employment.meetings_elasticity
    assert hazards[1] / hazards[0] == pytest.approx((244 / 558) ** elasticity)


# --------------------------------------------------------------------------------------- any district

PEOPLE = st.lists(
    st.one_of(
        st.builds(
            lambda waited, ready, young: volunteer(
                waited, readiness=ready, birth_month=NOW - (20 if young else 40) * 12
            ),
            st.integers(1, 5),
            st.sampled_from([Readiness.READY_NOW, Readiness.NOT]),
            st.booleans(),
        ),
        st.builds(
            lambda left, since: {**ILL, "contacts_left": left, "contact_month": NOW - since, "contact_stock": 1.0},
            st.integers(1, 5),
            st.integers(1, 4),
        ),
        st.builds(
            lambda young, since: {**SEARCHER, "birth_month": NOW - (20 if young else 40) * 12, "search_since": since},
            st.booleans(),
            st.sampled_from([NOW - 2, NOW - 20]),
        ),
        st.just(PREPARING),
        st.just(WORKER),
    ),
    min_size=1,
    max_size=12,
)
LISTS = st.lists(st.sampled_from(NAMES), unique=True)
COURSE = 6 * A_CONTACT


@settings(max_examples=60)
@given(PEOPLE, LISTS, st.integers(0, 5_000), st.floats(0.0, 1.0), st.sampled_from([0.0, 1.0]))
def test_minutes_given_are_never_more_than_there_are(
    people: list[dict[str, Any]], names: list[str], minutes: int, fenced: float, fence: float
) -> None:
    run = district(minutes, fenced * minutes, *people, names=names, ring_fence=fence)
    asked, given, refused = (getattr(run.line, f"minutes_{what}")[0] for what in ("asked", "given", "refused"))
    assert given.sum() <= run.line.minutes_supplied[0] <= minutes + 1
    assert (given >= 0).all() and (refused >= 0).all() and (asked == given + refused).all()
    in_list = [CoachUse[name.upper().replace(" ", "_")] for name in names]
    assert given[[use for use in CoachUse if use not in in_list]].sum() == 0


def no_searcher_has_less(few: Tiny, many: Tiny) -> bool:
    """Say whether nobody in intensive search has a smaller share of what is due."""
    person, p = few.state.person, few.policy.coaching
    searchers = [i for i in range(person.regime.size) if person.regime[i] == Regime.INTENSIVE_SEARCH]
    had, has = ([share_of_posted(run.state, i, p, NOW) for i in searchers] for run in (few, many))
    return all(after >= before - 1e-12 for before, after in zip(had, has, strict=True))


@settings(max_examples=60)
@given(PEOPLE, LISTS, st.integers(0, 4_000), st.floats(0.0, 1.0), st.integers(1, 3), st.sampled_from([0.0, 1.0]))
def test_more_minutes_serve_a_superset_and_lower_nobody_s_hazard(
    people: list[dict[str, Any]], names: list[str], minutes: int, fenced: float, more: int, fence: float
) -> None:
    """More by whole courses: a minute more may complete a course's worth and take the rest of it from searchers."""
    own = fenced * minutes
    few = district(minutes, own, *people, names=names, ring_fence=fence)
    many = district(minutes + more * COURSE, own + more * COURSE, *people, names=names, ring_fence=fence)
    served = [run.state.person.contact_month == NOW for run in (few, many)]
    assert (served[1] | ~served[0]).all()
    is_kept = no_searcher_has_less(few, many)
    assert is_kept
    p, person = few.policy.employment, few.state.person
    for i in np.flatnonzero(person.contact_month):
        hazards = [
            contact_multiplier(
                float(run.state.person.contact_stock[i]), NOW - int(run.state.person.contact_month[i]), 12, 0.0, p
            )
            for run in (few, many)
        ]
        assert hazards[1] >= hazards[0]


@settings(max_examples=40)
@given(PEOPLE, LISTS, st.integers(0, 4_000), st.integers(1, 2_000), st.floats(1.0, 200.0))
def test_any_minute_more_for_everyone_else_lowers_no_share_behind_the_fence(
    people: list[dict[str, Any]], names: list[str], minutes: int, more: int, level: float
) -> None:
    """Beyond the whole contacts of courses begun: a minute more may complete one and take the rest of it."""
    minutes += A_CONTACT * sum(person.get("contacts_left", 0) > 0 for person in people)
    few, many = (district(there, 0, *people, names=names, stop_from=level) for there in (minutes, minutes + more))
    is_kept = no_searcher_has_less(few, many)
    assert is_kept
    assert many.line.minutes_given.sum() >= few.line.minutes_given.sum()


@settings(max_examples=60)
@given(PEOPLE, LISTS, st.integers(0, 4_000), st.integers(1, 4_000), st.sampled_from(list(CoachGroup)))
def test_earmarked_minutes_leave_everybody_else_s_untouched_and_serve_a_superset(
    people: list[dict[str, Any]], names: list[str], minutes: int, on_top: int, group: CoachGroup
) -> None:
    without = district(minutes, minutes / 2, *people, names=names)
    run = earmarked(
        on_top, group.name.lower().replace("_", " "), *people, names=names, posted=minutes, fenced=minutes / 2
    )
    for line in ("minutes_asked", "minutes_given", "minutes_refused", "minutes_supplied"):
        assert (getattr(run.line, line) == getattr(without.line, line)).all()
    assert run.line.minutes_earmarked[0].sum() == run.line.minutes_earmarked[0, group] <= on_top
    person, p = run.state.person, run.policy.coaching
    for i in range(person.regime.size):
        status = work_status(person, i)
        of_group = coach_group(person, i, status, NOW) == group
        assert of_group or person.contact_month[i] == without.state.person.contact_month[i]
        if status == WorkStatus.SEARCHING:
            shares = share_of_posted(run.state, i, p, NOW), share_of_due(run.state, i, status, p, NOW)
            assert shares[0] == shares[1] if not of_group else shares[0] <= shares[1] <= 1.0
    before, after = (state.person.contact_month == NOW for state in (without.state, run.state))
    assert (after | ~before).all()
