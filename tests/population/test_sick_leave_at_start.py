"""Who is on sick leave at the start: as many, and for as long, as the month's own hazards leave there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from played import START
from welfsim.population.draft import Draft
from welfsim.population.law import law_at
from welfsim.population.sick_leave import put_on_leave
from welfsim.rules.sick_leave import begin_again, course_of_leave, leave_loss, return_hazard
from welfsim.vocabulary.codes import Job, Presence, Severity

PEOPLE, LONG_AGO = 100_000, 200


def placed(severity: Severity, **differs: Any) -> Any:
    """Return people in a job, all ill for long unless said otherwise, some of whom have been put on leave."""
    cells = {
        "presence": Presence.PRESENT,
        "job": Job.FULL_TIME,
        "severity": severity,
        "severity_since": START - LONG_AGO,
        "job_since": START - LONG_AGO,
    }
    person = {name: np.full(PEOPLE, value) for name, value in {**cells, **differs}.items()}
    draft = SimpleNamespace(
        person=person,
        present=person["presence"] == Presence.PRESENT,
        start=START,
        people=PEOPLE,
        luck=np.random.default_rng(1),
        put=lambda **columns: person.update(columns),
    )
    put_on_leave(cast(Draft, draft), np.ones(PEOPLE, dtype=np.bool_))
    return SimpleNamespace(**person)


def months_of(person: Any) -> Any:
    return np.where(person.leave_since > 0, START - person.leave_since, 0)


@pytest.mark.parametrize("severity", [Severity.WORK_LIMITING, Severity.SEVERE])
def test_leaves_are_as_many_and_as_long_as_a_steady_flow_makes_them(severity: Severity) -> None:
    law = law_at(START)
    held = np.bincount(months_of(placed(severity)), minlength=13)
    course, again = course_of_leave(severity, law), begin_again(severity, law.sick_leave)
    begun = PEOPLE * again / (1.0 + again * course.months)
    assert held[1] == pytest.approx(begun * (1.0 - leave_loss(0, law)), rel=0.06)
    for months in (1, 3, 7):
        stays = (1.0 - return_hazard(months, severity, law.sick_leave)) * (1.0 - leave_loss(months, law))
        assert held[months + 1] == pytest.approx(held[months] * stays, abs=4.5 * held[months + 1] ** 0.5)


def test_a_new_illness_has_its_leave_and_nobody_was_away_before_it_or_before_the_job() -> None:
    law = law_at(START)
    new = months_of(placed(Severity.WORK_LIMITING, severity_since=START - 1))
    assert np.mean(new == 1) == pytest.approx(law.sick_leave.at_step_up * (1.0 - leave_loss(0, law)), abs=0.005)
    assert new.max() == 1
    lately = months_of(placed(Severity.WORK_LIMITING, job_since=START - 3))
    assert lately.max() == 2


@pytest.mark.parametrize("differs", [{"job": Job.OUT}, {"severity": Severity.MILD}, {"presence": Presence.PENSION_AGE}])
def test_only_people_in_a_job_whose_work_is_limited_are_on_leave(differs: dict[str, Any]) -> None:
    person = placed(**{"severity": Severity.SEVERE, **differs})
    assert not person.leave_since.any() and not person.employer_sick_pay.any()


@pytest.mark.parametrize(("job", "name"), [(Job.FULL_TIME, "full_time"), (Job.PART_TIME, "part_time")])
def test_employers_pay_more_to_the_published_share_of_those_on_leave(job: Job, name: str) -> None:
    person = placed(Severity.SEVERE, job=job)
    share = getattr(law_at(START).sick_leave, f"employer_pay_{name}")
    assert person.employer_sick_pay[person.leave_since > 0].mean() == pytest.approx(share, abs=0.02)
    assert not person.employer_sick_pay[person.leave_since == 0].any()
