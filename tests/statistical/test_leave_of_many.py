"""What becomes of people whose illness begins in a job: in closed form, simulated, and as published.

One in ten employees whose health declines leave the labour market within four years (Work Foundation, December 2024).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from test_occupancy import EVEN, MEAN, MONTHS, PEOPLE, START, Z, constant, crowd, simulated

from welfsim.processes.health import recovery_hazard
from welfsim.rules.job_loss import exit_hazard
from welfsim.rules.sick_leave import begin_again, leave_loss, return_hazard
from welfsim.vocabulary.codes import Activity, Condition, Job, Severity, Sex

LIMITED, SEVERE = int(Severity.WORK_LIMITING), int(Severity.SEVERE)
ONE_SPELL = {**EVEN, "mild_worsening": 0.0, "relapse": 0.0, "recovery_years_3_and_4": 0.042, "strain_step_share": 0.0}
SETTLED = 60
PUBLISHED = 0.09


def newly_ill(share_on_leave: float, **cells: Any) -> Any:
    """Return a crowd in settled jobs whose illness has begun this month, some of them on leave for it."""
    on_leave = np.arange(PEOPLE) < round(share_on_leave * PEOPLE)
    return crowd(
        severity=LIMITED,
        severity_since=START,
        job=Job.FULL_TIME,
        job_since=START - SETTLED,
        leave_since=np.where(on_leave, START, 0),
        **cells,
    )


def lost_on_leave(policy: Any) -> np.ndarray[Any, Any]:
    """Return the chance of a job lost on sick leave by the end of each month since one spell of illness began."""
    p, health, kinds = policy.sick_leave, policy.health, (LIMITED, SEVERE)
    recovery = recovery_hazard(0, 480, Sex.MALE, Condition.OTHER_PHYSICAL, MEAN, True, health)
    worsens, eases = health.severe_worsening, recovery * health.severe_recovery_ratio
    leaves = exit_hazard(SETTLED, 0.0, MEAN, policy.employment)
    back = np.array([[return_hazard(m, kind, p) for m in range(MONTHS)] for kind in kinds])
    loss = leaves + np.array([leave_loss(m, policy) for m in range(MONTHS)])
    again = np.array([begin_again(kind, p) for kind in kinds])
    work, away, lost, found = np.zeros(2), np.zeros((2, MONTHS)), 0.0, []
    work[0], away[0, 0] = 1.0 - p.at_step_up, p.at_step_up
    for _ in range(MONTHS):
        new = worsens * work[0] * p.at_step_up
        ladder = np.array([[1.0 - recovery - worsens, eases], [worsens, 1.0 - eases]])
        work, away = ladder @ work - (0.0, new), ladder @ away
        returned, begun = away * back, again * work
        away -= returned
        work += returned.sum(axis=1) - begun
        away[:, 0] += begun + np.array([0.0, new])
        lost += float((away * loss).sum())
        found.append(lost)
        work, away = work * (1.0 - leaves), np.roll(away * (1.0 - loss), 1, axis=1)
    return np.array(found)


def test_one_spell_of_illness_costs_the_jobs_that_the_chain_says() -> None:
    policies = constant("health", **ONE_SPELL)
    expected = lost_on_leave(policies[0])
    people = newly_ill(policies[0].sick_leave.at_step_up, condition=Condition.OTHER_PHYSICAL, sex=Sex.MALE)
    lines = simulated(people, policies, "health", "sick leave", "job loss")
    lost = lines["sick_leaves_lost"][:, 0].cumsum()
    spread = np.sqrt(PEOPLE * expected * (1.0 - expected))
    assert np.abs((lost - PEOPLE * expected) / spread).max() < Z


def test_one_in_ten_whose_illness_begins_in_a_job_leave_for_it_within_four_years() -> None:
    """Under the law as it stands, with relapses, and traits as those of workers newly ill in the built people.

    The published share leave the labour market: neither in a job nor seeking one. Nobody finds another job here.
    """
    draw = np.random.default_rng(1)
    mix = draw.choice(len(Condition) - 1, PEOPLE, p=(0.35, 0.28, 0.16, 0.21)) + 1
    frailty, employability = 0.46 + 0.86 * draw.standard_normal(PEOPLE), 0.43 + 1.06 * draw.standard_normal(PEOPLE)
    policies = constant("sick_leave")
    law = policies[0]
    people = newly_ill(law.sick_leave.at_step_up, condition=mix, frailty=frailty, employability=employability)
    lines = simulated(people, policies, "health", "sick leave", "job loss")
    lost, returned = (lines[f"sick_leaves_{how}"][:, 0].cumsum() for how in ("lost", "returned"))
    left = (people.person.job == Job.OUT) & (people.person.activity != Activity.SEEKING)
    assert left.mean() == pytest.approx(PUBLISHED, abs=0.01)
    assert lost[-1] / PEOPLE == pytest.approx(0.13, abs=0.015)
    assert lost[11] / PEOPLE == pytest.approx(0.065, abs=0.015)
    assert returned[-1] / (returned[-1] + lost[-1]) == pytest.approx(0.82, abs=0.04)


def test_occupational_health_keeps_jobs_through_returns_and_through_fewer_losses() -> None:
    """A tenth off the loss keeps less than a tenth of the jobs: leaves last longer, and jobs end otherwise too."""
    plain, returns = constant("sick_leave"), constant("sick_leave", return_support=1.2)
    kept = constant("employment", occupational_health=0.9)
    before, sooner, fewer = (lost_on_leave(law[0])[-1] for law in (plain, returns, kept))
    assert 0.7 < sooner / before < 0.9
    assert 0.9 < fewer / before < 0.96
