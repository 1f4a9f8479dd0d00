"""Coach time: minutes, the offer, regimes, and who is served when there are too few."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.draws import LAST
from welfsim.months import month
from welfsim.policy import current_law, resolve
from welfsim.processes import coaching
from welfsim.rules.coach_courses import offer_hazard, stock_now
from welfsim.rules.coach_time import acceptance, minutes_a_coach, minutes_due
from welfsim.vocabulary.codes import CoachGroup, CoachUse, HealthGroup, Job, Regime, Severity, VolunteerEnd, WorkStatus
from welfsim.wording.lists import as_array

LUCKY, UNLUCKY = 0, LAST
ON_UC = {"uc_since": NOW - 12}
ADULT = {"birth_month": NOW - 40 * 12}
ILL = {**ADULT, "severity": Severity.WORK_LIMITING, "health_group": HealthGroup.LCWRA}
VOLUNTEER = {**ILL, "volunteered_month": NOW - 1}
A_MONTH = 37 * 60 * 42.5 / 12 * 0.65


def coached(*people: dict[str, Any], starts: float = 0.0, luck: int = UNLUCKY, **home: Any) -> Tiny:
    """Take one month of units on UC in a district with all coaches, and on health minutes for some courses."""
    run = tiny(NOW, *([{**ON_UC, **home}, person] for person in people), luck=luck)
    run.state.district.share_of_coaches[0] = 1.0
    p = run.policy.coaching
    p.coaches_on_health, p.coaches_to_health = 0.0, (starts * p.minutes_a_start + 0.5) / minutes_a_coach(p)
    coaching.step(*run)
    return run


def test_a_coach_has_1022_client_hours_a_year() -> None:
    assert minutes_a_coach(law("coaching")) == pytest.approx(A_MONTH)
    assert pytest.approx(1022, abs=1) == A_MONTH * 12 / 60


def test_65_courses_fill_a_coach_year() -> None:
    p = law("coaching")
    assert minutes_a_coach(p) * 12 / p.minutes_a_start == pytest.approx(65, abs=0.5)


def test_twelve_months_of_offers_make_the_year_s() -> None:
    assert 1.0 - (1.0 - offer_hazard(law("coaching"))) ** 12 == pytest.approx(0.3)


def test_one_in_ten_of_lcwra_and_one_in_five_of_lcw_accept() -> None:
    p = law("coaching")
    assert acceptance(WorkStatus.LCWRA, p) == acceptance(WorkStatus.ESA_SUPPORT, p) == 0.1
    assert acceptance(WorkStatus.LCW, p) == acceptance(WorkStatus.FIT_NOTE, p) == acceptance(WorkStatus.WRAG, p) == 0.2


@given(lawful("coaching"))
def test_the_chance_of_an_offer_is_a_chance_below_the_year_s(p: Any) -> None:
    assert 0.0 <= offer_hazard(p) <= p.offers_a_year + 1e-12


@given(st.floats(0.0, 24.0), st.integers(0, 60), st.integers(0, 60), st.floats(0.5, 60.0))
def test_contact_decays_by_the_month(stock: float, first: int, then: int, decay: float) -> None:
    at_once = stock_now(stock, first + then, decay)
    assert 0.0 <= at_once <= stock
    assert stock_now(stock_now(stock, first, decay), then, decay) == pytest.approx(at_once, abs=1e-9)


@pytest.mark.parametrize(
    ("person", "home", "regime"),
    [
        ({}, {}, Regime.INTENSIVE_SEARCH),
        ({"health_group": HealthGroup.LCWRA}, {}, Regime.NO_REQUIREMENTS),
        ({"health_group": HealthGroup.LCW}, {}, Regime.PREPARATION),
        ({"carer": True}, {}, Regime.NO_REQUIREMENTS),
        ({}, {"child_1_birth": NOW - 11}, Regime.NO_REQUIREMENTS),
        ({}, {"child_1_birth": NOW - 12}, Regime.INTERVIEW),
        ({}, {"child_1_birth": NOW - 24}, Regime.PREPARATION),
        ({}, {"child_1_birth": NOW - 90, "child_2_birth": NOW - 36}, Regime.INTENSIVE_SEARCH),
        ({"job": Job.PART_TIME, "hourly_pay": 1_500}, {}, Regime.LIGHT_TOUCH),
        ({"job": Job.FULL_TIME, "hourly_pay": 3_000}, {}, Regime.NO_REQUIREMENTS),
    ],
)
def test_the_regime_follows_the_welfare_reform_act(
    person: dict[str, Any], home: dict[str, Any], regime: Regime
) -> None:
    run = coached({**ADULT, **person}, **home)
    assert run.state.person.regime[0] == regime


def test_search_begins_when_the_regime_does() -> None:
    run = coached(ADULT, {**ADULT, "regime": Regime.INTENSIVE_SEARCH, "search_since": NOW - 5})
    assert run.state.person.search_since.tolist() == [NOW, NOW - 5]


NEWLY_ASKED = {**ADULT, "regime": Regime.PREPARATION, "last_work": NOW - 1}


@pytest.mark.parametrize(
    ("person", "is_strained"),
    [
        (NEWLY_ASKED, True),
        ({**NEWLY_ASKED, "regime": Regime.NO_REQUIREMENTS}, True),
        ({**NEWLY_ASKED, "regime": Regime.INTERVIEW}, True),
        ({**NEWLY_ASKED, "regime": Regime.INTENSIVE_SEARCH}, False),
        ({**NEWLY_ASKED, "regime": Regime.NOT_ON_UC}, False),
        ({**NEWLY_ASKED, "regime": Regime.LIGHT_TOUCH}, False),
        ({**NEWLY_ASKED, "last_work": NOW}, False),
        ({**NEWLY_ASKED, "job": Job.PART_TIME, "hourly_pay": 100, "job_since": NOW}, False),
        ({**NEWLY_ASKED, "health_group": HealthGroup.LCW}, False),
    ],
    ids=["preparation", "none", "interview", "asked before", "new claim", "earned", "lost a job", "works", "not asked"],
)
def test_a_search_newly_asked_of_somebody_without_work_is_a_strain(person: dict[str, Any], is_strained: bool) -> None:
    """Two points of the mental health score, as of lone mothers; a claim after a lost job has the strain of that."""
    run = coached(person)
    p = run.policy.health
    expected = p.score_requirement * p.cases_a_point if is_strained else 0.0
    assert run.state.person.strain[0] == pytest.approx(expected)


def test_whoever_is_off_universal_credit_has_no_regime() -> None:
    run = coached({**ADULT, "regime": Regime.LIGHT_TOUCH}, uc_since=0)
    assert run.state.person.regime[0] == Regime.NOT_ON_UC


@pytest.mark.parametrize(
    ("person", "offered", "accepted"),
    [
        ({"willingness": 0}, True, True),
        ({"willingness": 65_535}, True, False),
        ({"offered_month": NOW - 11}, False, False),
        ({"offered_month": NOW - 12}, True, True),
        ({"job": Job.PART_TIME}, False, False),
        ({"health_group": HealthGroup.NONE}, False, False),
    ],
    ids=["willing", "unwilling", "asked this year", "asked a year ago", "in work", "in no health group"],
)
def test_the_lowest_draw_is_offered_support(person: dict[str, Any], offered: bool, accepted: bool) -> None:
    run = coached({**ILL, **person}, luck=LUCKY)
    assert run.line.offers.sum() == offered
    assert (run.state.person.volunteered_month[0] == NOW) == accepted


@pytest.mark.parametrize(
    ("listed", "offered"), [([CoachGroup.LCW], True), ([CoachGroup.LCWRA], False), ([], False), ([*CoachGroup], True)]
)
def test_the_offer_is_made_to_the_groups_listed(listed: list[CoachGroup], offered: bool) -> None:
    run = tiny(NOW, [ON_UC, {**ILL, "health_group": HealthGroup.LCW}], luck=LUCKY)
    run.policy.coaching.offered_to[:] = as_array(listed, len(CoachGroup))
    coaching.step(*run)
    assert run.line.offers.sum() == offered


def test_a_volunteer_gives_up_after_six_months() -> None:
    run = coached(*({**ILL, "volunteered_month": NOW - months} for months in (5, 6)))
    assert run.state.person.volunteered_month.tolist() == [NOW - 5, 0]


def test_minutes_for_two_courses_start_the_two_longest_waits() -> None:
    run = coached(*({**ILL, "volunteered_month": NOW - months} for months in (1, 4, 2, 3)), starts=2)
    assert run.state.person.contacts_left.tolist() == [0, 5, 0, 5]
    assert run.line.coach_starts[0, WorkStatus.LCWRA] == 2


def test_people_who_have_started_come_before_new_starters() -> None:
    ongoing = {**ILL, "contacts_left": 3, "contact_stock": 1.0, "contact_month": NOW - 1}
    run = tiny(NOW, *([ON_UC, person] for person in (VOLUNTEER, ongoing, ongoing, ongoing)), luck=UNLUCKY)
    run.state.district.share_of_coaches[0] = 1.0
    p = run.policy.coaching
    p.coaches_in_post = p.coaches_on_health = (2 * 157 + 0.5) / minutes_a_coach(p)
    coaching.step(*run)
    assert run.state.person.contacts_left[0] == 0
    assert sorted(run.state.person.contacts_left[1:]) == [2, 2, 3]
    assert run.line.minutes_asked[0].sum() == 4 * 157
    assert run.line.minutes_given[0, CoachUse.HEALTH_COURSES] == 2 * 157


def test_a_contact_is_added_to_what_is_left_of_earlier_ones() -> None:
    run = coached({**ILL, "contacts_left": 1, "contact_stock": 2.0, "contact_month": NOW - 3}, starts=1)
    decay = run.policy.employment.contact_decay
    assert run.state.person.contact_stock[0] == pytest.approx(stock_now(2.0, 3, decay) + 1.0)
    assert run.state.person.contact_month[0] == NOW
    assert run.state.person.contacts_left[0] == 0


def test_taking_a_job_ends_a_course() -> None:
    run = coached({**ILL, "job": Job.PART_TIME, "hourly_pay": 1_500, "contacts_left": 4}, starts=1)
    assert run.state.person.contacts_left[0] == 0


@pytest.mark.parametrize(
    ("person", "why"),
    [
        ({"job": Job.PART_TIME, "hourly_pay": 1_500}, VolunteerEnd.WORK),
        ({"health_group": HealthGroup.NONE}, VolunteerEnd.NO_HEALTH_BENEFIT),
    ],
)
def test_whoever_no_longer_needs_a_coach_leaves_the_queue_for_a_reason(person: dict[str, Any], why: int) -> None:
    run = coached({**VOLUNTEER, **person}, {**ILL, **person})
    assert run.state.person.volunteered_month.tolist() == [0, 0]
    assert run.line.volunteers_left[0].tolist() == [reason == why for reason in VolunteerEnd]
    assert run.line.volunteers_lapsed[0] == 0


def test_searchers_get_what_is_left_after_preparation_and_interviews() -> None:
    run = tiny(NOW, [ON_UC, ADULT], [ON_UC, {**ADULT, "health_group": HealthGroup.LCW}], luck=UNLUCKY)
    run = run._replace(clock=run.clock._replace(grossing=1_000))
    run.state.district.share_of_coaches[0] = 1.0
    p = run.policy.coaching
    p.coaches_in_post, p.coaches_on_health = (7_300 + 12_400.5) / minutes_a_coach(p), 0.0
    coaching.step(*run)
    assert run.line.minutes_given[0, : CoachUse.SEARCH + 1].tolist() == [0, 7_300, 0, 12_400]
    assert run.line.minutes_refused[0, : CoachUse.SEARCH + 1].tolist() == [0, 0, 0, 49_600]
    assert run.state.district.search_share[0, CoachUse.SEARCH] == pytest.approx(0.2)


def test_searchers_in_work_are_seen_every_eight_weeks_instead_of_every_fortnight() -> None:
    """A searcher out of work is due 62 minutes a month, one with £300 of earnings a quarter of it."""
    searcher = {**ADULT, "search_since": NOW - 5, "last_work": NOW - 5}
    part = {"job": Job.PART_TIME, "hourly_pay": 400, "job_since": NOW - 40}
    asked = [
        coached(*people).line.minutes_asked[0, CoachUse.SEARCH]
        for people in ([searcher] * 4, [searcher] * 3 + [{**searcher, **part}])
    ]
    assert asked == [248, int(3 * 62 + 62 / 4)]


@pytest.mark.parametrize("searching", [0, 12])
def test_before_june_2025_all_searchers_are_due_the_same(searching: int) -> None:
    policies = resolve(current_law(), [], month(2025, 5), 2)
    due = [minutes_due(CoachUse.SEARCH, searching, True, policy.coaching) for policy in policies]
    assert due == [62.0, 15.5]
