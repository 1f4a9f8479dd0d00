"""More coaches over a run: in a reduced model they help everyone they reach; in the full one, on average."""

from __future__ import annotations

from typing import Any

import pytest

from played import START, Run, play
from welfsim.policy import Change, current_law, resolve
from welfsim.population import Population
from welfsim.processes import MONTH
from welfsim.vocabulary.codes import Job

FEW_MONTHS = 12
REDUCED = ("coaching", "job entry", "stocks")
ALONE = {
    "employment.displacement": 0.0,
    "employment.contact_site_spread": 0.0,  # a site far below the mean may harm
    "coaching.wait_before_giving_up": 36.0,
}


def policies(changes: dict[str, float], months: int = FEW_MONTHS) -> Any:
    made = [Change(name, {START: value}, "this test") for name, value in changes.items()]
    return resolve(current_law(), made, START, months)


def lasting(changes: dict[str, float]) -> Any:
    """Return policies of the reduced model, in which a contact never fades."""
    months = policies({**ALONE, **changes})
    months["employment"]["contact_decay"] = 1e9
    return months


def months_in_work(run: Run) -> Any:
    return sum((state.person.job != Job.OUT).astype(int) for state in run.states)


@pytest.fixture(scope="module")
def by_coaches(britain: Population) -> list[Run]:
    """Play the reduced model with few and with many coaches: no job loss, decay, displacement or change of benefit."""
    reduced = [process for process in MONTH if process.name in REDUCED]
    more = {"coaching.coaches_extra": 4_000.0}
    return [play(britain, lasting(extra), processes=reduced) for extra in ({}, more)]


def test_person_by_person_more_coaches_for_everyone_only_help(by_coaches: list[Run]) -> None:
    few, many = (months_in_work(run) for run in by_coaches)
    assert (many >= few).all()
    assert many.sum() > few.sum()


def test_more_coaches_on_health_help_volunteers_person_by_person(britain: Population, by_coaches: list[Run]) -> None:
    reduced = [process for process in MONTH if process.name in REDUCED]
    many = play(
        britain,
        lasting({"coaching.coaches_extra": 8_000.0, "coaching.coaches_to_health": 8_000.0}),
        processes=reduced,
    )
    few_started, many_started = (run.states[-1].person.contact_month != 0 for run in (by_coaches[0], many))
    assert (many_started | ~few_started | (many.states[-1].person.job != Job.OUT)).all()
    assert (months_in_work(many) >= months_in_work(by_coaches[0])).all()


def test_in_the_full_model_more_people_work_and_few_are_worse_off(britain: Population, run: Run) -> None:
    many = play(britain, policies({"coaching.coaches_extra": 20_000.0}, len(run.states) - 1))
    assert months_in_work(many).sum() > months_in_work(run).sum()  # who works sooner has no further chances to enter
    assert (months_in_work(many) < months_in_work(run)).mean() < 0.001
