"""Programmes: where they run, who may start, and how places are given out and paid."""

from __future__ import annotations

from typing import Any

import pytest
from lawful import NOW
from tiny import Tiny, tiny

from welfsim.draws import LAST
from welfsim.processes import support
from welfsim.processes.support import is_eligible, runs_in, share_of_places
from welfsim.vocabulary.codes import Job, Nation, Programme, Severity

LUCKY, UNLUCKY = 0, LAST
ILL = {"birth_month": NOW - 40 * 12, "severity": Severity.WORK_LIMITING}


def placed(*people: dict[str, Any], luck: int = LUCKY, grossing: int = 1, **places: float) -> Tiny:
    """Prepare one English district with all places, none but those named."""
    run = tiny(NOW, *([{}, {**ILL, **person}] for person in people), luck=luck)
    run.state.district.share_of_places[0] = 1.0
    none = {"connect_to_work_places": 0.0, "workwell_places": 0.0, "access_to_work_places": 0.0}
    for name, value in {**none, **places}.items():
        setattr(run.policy.support, name, value)
    return run._replace(clock=run.clock._replace(grossing=grossing))


@pytest.mark.parametrize(
    ("programme", "nations"),
    [
        (Programme.CONNECT_TO_WORK, [Nation.ENGLAND, Nation.WALES]),
        (Programme.WORKWELL, [Nation.ENGLAND]),
        (Programme.ACCESS_TO_WORK, list(Nation)),
    ],
)
def test_programmes_run_where_they_run_and_share_all_places_there(programme: Programme, nations: list[Nation]) -> None:
    assert [nation for nation in Nation if runs_in(programme, nation)] == nations
    districts = tiny(NOW, [{}, ILL]).state.district.repeat(3)
    districts.nation[:] = list(Nation)
    districts.share_of_places[:] = [0.5, 0.2, 0.3]
    shares = [share_of_places(districts, d, programme) for d in range(3)]
    assert sum(shares) == pytest.approx(1.0)
    assert [nation for nation, share in zip(Nation, shares, strict=True) if share > 0.0] == nations


@pytest.mark.parametrize(
    ("person", "may_start"),
    [
        ({}, [Programme.CONNECT_TO_WORK, Programme.WORKWELL]),
        ({"job": Job.PART_TIME}, [Programme.ACCESS_TO_WORK]),
        ({"severity": Severity.MILD}, []),
        ({"programme": Programme.WORKWELL, "programme_until": NOW + 1}, []),
        ({"programme": Programme.WORKWELL, "programme_until": NOW}, [Programme.CONNECT_TO_WORK, Programme.WORKWELL]),
        ({"presence": 0}, []),
    ],
    ids=["ill and out of work", "ill and in work", "hardly ill", "on a programme", "after a programme", "not here yet"],
)
def test_who_may_start(person: dict[str, int], may_start: list[Programme]) -> None:
    run = placed(person)
    programmes = [Programme.CONNECT_TO_WORK, Programme.WORKWELL, Programme.ACCESS_TO_WORK]
    assert [one for one in programmes if is_eligible(run.state.person, 0, one, NOW)] == may_start


def test_places_are_filled_and_paid_for_and_no_more() -> None:
    run = placed({}, {}, {}, connect_to_work_places=2.0)
    support.step(*run)
    person = run.state.person
    on_it = person.programme == Programme.CONNECT_TO_WORK
    assert on_it.sum() == 2
    assert (person.programme_since[on_it] == NOW).all()
    assert (person.programme_until[on_it] == NOW + run.policy.support.connect_to_work_months).all()
    assert run.line.programme_starts[0, Programme.CONNECT_TO_WORK] == 2
    assert run.line.programme_cost[0, Programme.CONNECT_TO_WORK] == 2 * run.policy.costs.connect_to_work


def test_more_places_start_a_superset() -> None:
    started: set[int] = set()
    for places in range(9):
        run = placed(*({} for _ in range(8)), workwell_places=float(places))
        support.step(*run)
        now = {i for i in range(8) if run.state.person.programme[i] == Programme.WORKWELL}
        assert started <= now
        assert len(now) == places
        started = now


def test_half_a_place_a_month_is_a_place_in_two_months() -> None:
    run = placed({}, {}, {}, grossing=2, connect_to_work_places=1.0)
    starts = []
    for _ in range(4):
        support.step(*run)
        starts.append(int(run.line.programme_starts[0, Programme.CONNECT_TO_WORK]))
    assert starts == [0, 1, 1, 2]


def test_nobody_starts_who_is_not_ready() -> None:
    run = placed({}, luck=UNLUCKY, connect_to_work_places=5.0)
    support.step(*run)
    assert run.line.programme_starts.sum() == 0


def test_a_grant_is_paid_by_the_month_while_the_job_lasts() -> None:
    grant = {"programme": Programme.ACCESS_TO_WORK, "programme_until": NOW + 1}
    run = placed({**grant, "job": Job.FULL_TIME}, {**grant, "job": Job.OUT}, luck=UNLUCKY)
    support.step(*run)
    assert run.line.programme_cost[0, Programme.ACCESS_TO_WORK] == run.policy.costs.access_to_work // 12
