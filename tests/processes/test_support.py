"""Programmes: where they run, who may start, how places are given out and paid."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW
from tiny import Tiny, tiny

from welfsim.draws import LAST, TWO_32
from welfsim.processes import support
from welfsim.processes.support import NO_ROUTE, is_eligible, route_to, runs_in, seen_by_coach, share_of_places
from welfsim.vocabulary.codes import Condition, Job, Nation, Programme, ProgrammeEnd, ReferralRoute, Regime, Severity

LUCKY, UNLUCKY = 0, LAST
CONNECT, WORKWELL, ACCESS, IPS, GUARANTEE = (
    Programme.CONNECT_TO_WORK,
    Programme.WORKWELL,
    Programme.ACCESS_TO_WORK,
    Programme.IPS,
    Programme.JOBS_GUARANTEE,
)
OF_THE_LAW = (CONNECT, WORKWELL, ACCESS, IPS, GUARANTEE)
ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.WORK_LIMITING}
SEARCHING = {"severity": 0, "regime": Regime.INTENSIVE_SEARCH, "search_since": NOW - 18}


def placed(*people: dict[str, Any], luck: int = LUCKY, grossing: int = 1, **places: float) -> Tiny:
    """Prepare one English district with all places, none but those named."""
    run = tiny(NOW, *([{}, {**ILL, **person}] for person in people), luck=luck)
    run.state.district.share_of_places[0] = 1.0
    for programme in Programme:
        run.policy.programme[programme].places = places.get(programme.name.lower(), 0.0)
    run.policy.programme[ACCESS].wait = 0
    return run._replace(clock=run.clock._replace(grossing=grossing))


@pytest.mark.parametrize(
    ("programme", "nations"),
    [
        (CONNECT, [Nation.ENGLAND, Nation.WALES]),
        (WORKWELL, [Nation.ENGLAND]),
        (ACCESS, list(Nation)),
        (IPS, [Nation.ENGLAND]),
        (GUARANTEE, list(Nation)),
    ],
)
def test_programmes_run_where_they_run_and_share_all_places_there(programme: Programme, nations: list[Nation]) -> None:
    run = tiny(NOW, [{}, ILL])
    terms = run.policy.programme[programme]
    assert [nation for nation in Nation if runs_in(terms, nation)] == nations
    districts = run.state.district.repeat(3)
    districts.nation[:] = list(Nation)
    districts.share_of_places[:, programme] = [0.5, 0.2, 0.3]
    shares = [share_of_places(districts, d, programme, terms) for d in range(3)]
    assert sum(shares) == pytest.approx(1.0)
    assert [nation for nation, share in zip(Nation, shares, strict=True) if share > 0.0] == nations


@pytest.mark.parametrize(
    ("person", "may_start"),
    [
        ({}, [CONNECT, WORKWELL]),
        ({"job": Job.PART_TIME}, [ACCESS]),
        ({"severity": Severity.MILD}, []),
        ({"severity": Severity.SEVERE, "condition": Condition.MENTAL_HEALTH}, [CONNECT, WORKWELL, IPS]),
        ({"severity": Severity.SEVERE, "condition": Condition.MUSCULOSKELETAL}, [CONNECT, WORKWELL]),
        ({**SEARCHING, "birth_month": NOW - 22 * 12 + 1}, [GUARANTEE]),
        ({**SEARCHING, "birth_month": NOW - 22 * 12}, []),
        ({**SEARCHING, "birth_month": NOW - 20 * 12, "search_since": NOW - 17}, []),
        ({**SEARCHING, "birth_month": NOW - 20 * 12, "regime": Regime.PREPARATION}, []),
        ({"birth_month": NOW - 17 * 12}, [WORKWELL]),
        ({"programme": WORKWELL, "programme_until": NOW + 1}, []),
        ({"programme": WORKWELL, "programme_until": NOW}, [CONNECT, WORKWELL]),
        ({"presence": 0}, []),
    ],
    ids=[
        "ill and out of work",
        "ill and in work",
        "hardly ill",
        "severe mental illness",
        "severe, but not mental",
        "the last month of 21, searching for 18 months",
        "just 22",
        "searching for 17 months",
        "no search required",
        "under 18",
        "on a programme",
        "after a programme",
        "not here yet",
    ],
)
def test_who_may_start(person: dict[str, int], may_start: list[Programme]) -> None:
    run = placed(person)
    terms = run.policy.programme
    assert [one for one in OF_THE_LAW if is_eligible(run.state.person, 0, terms[one], NOW)] == may_start


def test_places_are_filled_and_paid_for_and_no_more() -> None:
    run = placed({}, {}, {}, connect_to_work=2.0)
    support.step(*run)
    person, terms = run.state.person, run.policy.programme[CONNECT]
    on_it = person.programme == CONNECT
    assert on_it.sum() == 2
    assert (person.programme_since[on_it] == NOW).all()
    assert (person.programme_until[on_it] == NOW + terms.months).all()
    assert run.line.programme_starts[0, CONNECT] == 2
    assert run.line.programme_cost[0, CONNECT] == 2 * terms.cost


def test_more_places_start_a_superset() -> None:
    started: set[int] = set()
    for places in range(9):
        run = placed(*({} for _ in range(8)), workwell=float(places))
        support.step(*run)
        now = {i for i in range(8) if run.state.person.programme[i] == WORKWELL}
        assert started <= now
        assert len(now) == places
        started = now


def test_half_a_place_a_month_is_a_place_in_two_months() -> None:
    run = placed({}, {}, {}, grossing=2, connect_to_work=1.0)
    starts = []
    for month in range(4):
        support.step(*run._replace(clock=run.clock._replace(month=NOW + month)))
        starts.append(int(run.line.programme_starts[0, CONNECT]))
    assert starts == [0, 1, 1, 2]


ROUTES = {"asks": 0.1, "health_service_refers": 0.2, "council_refers": 0.1, "coach_refers": 0.3}
WELL = {"severity": Severity.NONE}
SEEN = {"contact_month": NOW - 1}


def routed(person: dict[str, int], share: float, **routes: float) -> int:
    """Return the route by which a draw at `share` of its range brings a person to a programme of four routes."""
    run = placed(person)
    terms = run.policy.programme[CONNECT]
    for name, chance in {**ROUTES, **routes}.items():
        setattr(terms, name, chance)
    return int(route_to(run.state, 0, int(share * TWO_32), terms, NOW))


@pytest.mark.parametrize(
    ("person", "share", "route"),
    [
        ({}, 0.09, ReferralRoute.SELF),
        ({}, 0.11, ReferralRoute.HEALTH_SERVICE),
        ({}, 0.31, ReferralRoute.COUNCIL),
        ({}, 0.41, NO_ROUTE),
        (SEEN, 0.41, ReferralRoute.COACH),
        (SEEN, 0.69, ReferralRoute.COACH),
        (SEEN, 0.71, NO_ROUTE),
        (WELL, 0.11, ReferralRoute.COUNCIL),
        (WELL, 0.21, NO_ROUTE),
        ({**WELL, **SEEN}, 0.21, ReferralRoute.COACH),
    ],
)
def test_one_draw_says_whether_and_by_which_route(person: dict[str, int], share: float, route: int) -> None:
    assert routed(person, share) == route


@pytest.mark.parametrize(
    ("person", "is_seen"),
    [
        ({}, False),
        ({"contact_month": NOW}, False),
        ({"contact_month": NOW, "contact_before": NOW - 1}, True),
        ({"contact_month": NOW - 12}, True),
        ({"contact_month": NOW - 13}, False),
        ({"regime": Regime.INTENSIVE_SEARCH, "search_since": NOW - 1}, True),
        ({"regime": Regime.INTENSIVE_SEARCH, "search_since": NOW}, False),
        ({"regime": Regime.LIGHT_TOUCH}, False),
    ],
    ids=["never", "this month", "this month again", "a year ago", "longer ago", "searching", "new search", "light"],
)
def test_a_coach_refers_whom_a_coach_saw_before_this_month(person: dict[str, int], is_seen: bool) -> None:
    assert seen_by_coach(placed(person).state, 0, NOW) == is_seen


@pytest.mark.parametrize("regime", [Regime.PREPARATION, Regime.INTERVIEW])
@pytest.mark.parametrize(("since", "is_seen"), [(NOW - 1, True), (NOW, False)])
def test_appointments_of_a_claim_open_before_this_month_count(regime: Regime, since: int, is_seen: bool) -> None:
    run = placed({"regime": regime})
    run.state.unit.uc_since[0] = since
    assert seen_by_coach(run.state, 0, NOW) == is_seen


@given(st.floats(0.0, 1.0), st.sampled_from(list(ROUTES)), st.floats(0.0, 1.0), st.sampled_from([{}, SEEN, WELL]))
def test_a_wider_route_takes_nobody_s_chance(share: float, route: str, more: float, person: dict[str, int]) -> None:
    before = routed(person, share * 0.999)
    assert before == NO_ROUTE or routed(person, share * 0.999, **{route: ROUTES[route] + more}) != NO_ROUTE


def test_the_routes_of_the_law_add_up_to_what_people_asked_for() -> None:
    """0.10 of the eligible as an offer from a coach is accepted, half of those whom the Jobs Guarantee is offered."""
    run = placed({})
    shares = [sum(float(getattr(run.policy.programme[one], route)) for route in ROUTES) for one in OF_THE_LAW]
    assert shares == pytest.approx([0.1, 0.1, 0.1, 0.1, 0.5])


def test_starts_are_counted_by_route_when_they_begin() -> None:
    run = placed({}, SEEN, connect_to_work=9.0)
    terms = run.policy.programme[CONNECT]
    terms.asks = terms.council_refers = 0.0
    terms.health_service_refers, terms.coach_refers, terms.wait = 0.1, 0.1, 1
    run.luck[:] = [int(0.05 * TWO_32), int(0.15 * TWO_32)]
    for month in range(2):
        assert run.line.programme_starts_by_route.sum() == 0
        support.step(*run._replace(clock=run.clock._replace(month=NOW + month)))
    assert run.state.person.programme_route.tolist() == [ReferralRoute.HEALTH_SERVICE, ReferralRoute.COACH]
    assert run.line.programme_starts_by_route[0, CONNECT].tolist() == [0, 1, 1, 0]
    assert run.line.programme_starts[0, CONNECT] == 2


def test_nobody_starts_who_is_not_brought() -> None:
    run = placed({}, luck=UNLUCKY, connect_to_work=5.0)
    support.step(*run)
    assert run.line.programme_starts.sum() == 0


def test_a_place_begins_and_is_paid_for_after_the_wait() -> None:
    run = placed({"job": Job.FULL_TIME}, access_to_work=1.0)
    terms = run.policy.programme[ACCESS]
    terms.wait, terms.cost = 2, 700
    paid, starts = [], []
    for month in range(4):
        support.step(*run._replace(clock=run.clock._replace(month=NOW + month)))
        paid.append(int(run.line.programme_cost[0, ACCESS]))
        starts.append(int(run.line.programme_starts[0, ACCESS]))
    a_month = terms.cost_a_year // 12
    assert starts == [0, 0, 1, 1]
    assert paid == [0, 0, 700 + a_month, 700 + 2 * a_month]


def test_a_programme_whose_time_is_over_is_left_before_the_next_place_is_given() -> None:
    done = {"programme": WORKWELL, "programme_since": NOW - 6, "programme_until": NOW}
    run = placed(done, {**done, "programme_until": NOW + 1}, connect_to_work=1.0)
    support.step(*run)
    assert run.line.programme_left[0, WORKWELL, ProgrammeEnd.TIME_OVER] == run.line.programme_left.sum() == 1
    assert run.line.programme_places[0, CONNECT] == run.line.programme_places.sum() == 1


def test_a_grant_is_paid_by_the_month_while_the_job_lasts() -> None:
    grant = {"programme": ACCESS, "programme_until": NOW + 1}
    run = placed({**grant, "job": Job.FULL_TIME}, {**grant, "job": Job.OUT}, luck=UNLUCKY)
    support.step(*run)
    assert run.line.programme_cost[0, ACCESS] == run.policy.programme[ACCESS].cost_a_year // 12


def test_what_the_public_purse_does_not_bear_employers_do() -> None:
    run = placed({"job": Job.FULL_TIME, "programme": ACCESS, "programme_until": NOW + 1}, luck=UNLUCKY)
    terms = run.policy.programme[ACCESS]
    terms.public_share = 0.25
    support.step(*run)
    public, private = run.line.programme_cost[0, ACCESS], run.line.programme_cost_of_employers[0, ACCESS]
    assert public + private == terms.cost_a_year // 12
    assert public == np.floor(terms.cost_a_year // 12 * 0.25 + 0.5)


def test_a_programme_of_a_scenario_is_run_as_any_other() -> None:
    run = placed({}, {})
    own = run.policy.programme[Programme.OWN_1]
    for term in own.dtype.names:
        setattr(own, term, getattr(run.policy.programme[CONNECT], term))
    own.places = 1.0
    support.step(*run)
    assert (run.state.person.programme == Programme.OWN_1).sum() == 1
    assert run.line.programme_cost[0, Programme.OWN_1] == own.cost
