"""Jobs by tenure in steady state: as many are young as the model's own flows hold."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from welfsim.experiments.job_starts import found_in
from welfsim.population import Population
from welfsim.population.checks import half_digit, margins
from welfsim.population.law import law_at
from welfsim.population.tables import table
from welfsim.rules.job_loss import mean_exit
from welfsim.vocabulary.codes import Job, Presence

LAST = 60  # months of tenure that are followed one by one


def workers(population: Population) -> NDArray[np.intp]:
    person = population.state.person
    return np.flatnonzero((person.presence == Presence.PRESENT) & (person.job != Job.OUT))


def tenures(population: Population) -> NDArray[np.int64]:
    return np.asarray(population.start - population.state.person.job_since[workers(population)].astype(np.int64))


@pytest.fixture(scope="module")
def hazards(large: Population) -> NDArray[np.float64]:
    """Return each worker's hazard of losing the job in the first month."""
    person, law = large.state.person, law_at(large.start)
    ill = large.start - person.severity_since.astype(np.int64)
    of = zip(workers(large), tenures(large), strict=True)
    return np.array(
        [mean_exit(int(t), int(person.severity[i]), int(ill[i]), float(person.employability[i]), law) for i, t in of]
    )


def grown(population: Population) -> NDArray[np.bool_]:
    """Mark the workers who are 20 or older."""
    born = population.state.person.birth_month[workers(population)].astype(np.int64)
    return np.asarray(population.start - 1 - born >= 20 * 12)


def test_jobs_of_each_month_are_those_that_the_flows_left_over(large: Population, hazards: NDArray[np.float64]) -> None:
    """Jobs begun a month ago are those that people out of work begin in a month; later ones have lost their share.

    From 20 on; under it fewer are in work than the flows would hold.
    """
    of = grown(large)
    held = np.bincount(np.minimum(tenures(large), LAST)[of])
    starts = found_in(large)
    starts = starts[starts["age_from"] >= 20]
    begun = float((starts["rate"] * starts["people"]).sum())
    assert held[0] == 0
    assert held[1] == pytest.approx(begun, rel=0.06)
    lost = np.bincount(tenures(large)[of], hazards[of])[:13]
    for months in (3, 6, 12):
        left = held[1] - lost[1:months].sum()
        assert held[months] == pytest.approx(left, rel=0.08), months


def test_jobs_lost_have_no_step_in_the_first_year(large: Population, hazards: NDArray[np.float64]) -> None:
    """With as many jobs begun each month as a month ago, and as many old ones, as many are lost a year later."""
    t, of = np.minimum(tenures(large), LAST), grown(large)
    held, lost = np.bincount(t[of], minlength=LAST + 1), np.bincount(t[of], hazards[of], minlength=LAST + 1)
    rate, now = lost / np.maximum(held, 1), held.astype(np.float64)
    first = float((now * rate).sum())
    for _ in range(12):
        left = now * (1.0 - rate)
        now = np.concatenate([[0.0, held[1]], left[1 : LAST - 1], held[LAST:]])
        assert float((now * rate).sum()) == pytest.approx(first, rel=0.03)


def test_the_hazard_of_a_month_does_not_fall_off_when_jobs_turn_a_year_old(large: Population) -> None:
    held = np.bincount(np.minimum(tenures(large), LAST))
    assert held[13] > 0.9 * held[11]
    assert held[1] > held[6] > held[11]


def test_fewer_jobs_are_young_than_in_surveys_that_count_movers(large: Population) -> None:
    """About one employee in seven has been in the job for under a year, with those who came from another job."""
    assert 0.08 < (tenures(large) < 12).mean() < 0.14


def test_nobody_has_worked_for_longer_than_since_16(middling: Population) -> None:
    person, rows = middling.state.person, workers(middling)
    assert (person.job_since[rows] < middling.start).all()
    assert (np.maximum(person.birth_month[rows] + 16 * 12, 0) <= person.job_since[rows] + 1).all()
    young = middling.start - 1 - person.birth_month[rows] < 18 * 12
    assert tenures(middling)[young].max() <= 24


def test_the_table_of_job_starts_is_what_the_hazards_come_to(large: Population) -> None:
    """Run ``python -m welfsim.experiments.job_starts`` after a change of job entry or of where people stand."""
    kept, now = table("job_starts"), found_in(large)
    of = ["age_from", "severity"]
    assert kept[of].to_numpy().tolist() == now[of].to_numpy().tolist()
    known = (now["people"] > 500).to_numpy()
    assert kept["rate"][known].to_numpy() == pytest.approx(now["rate"][known].to_numpy(), rel=0.25)
    total = (now["rate"] * now["people"]).sum()
    assert (kept["rate"] * now["people"]).sum() == pytest.approx(total, rel=0.04)


# ------------------------------------------------------------------------------------- within or off


@pytest.mark.parametrize(
    ("value", "half"), [(0.17, 0.005), (2_700_000.0, 50_000.0), (1_081_717.0, 0.5), (1796.0, 0.5), (0.6, 0.05)]
)
def test_rounding_is_half_of_the_last_digit(value: float, half: float) -> None:
    assert half_digit(value) == pytest.approx(half)


def test_a_margin_is_off_by_more_than_two_per_cent_its_rounding_and_a_row(large: Population) -> None:
    found = margins(large)
    assert found["percent"].to_numpy() == pytest.approx(100 * (found["achieved"] / found["target"] - 1).to_numpy())
    off = found[~found["within"]]
    assert (off["percent"].abs() > 2).all()
    assert (found.loc[found["percent"].abs() <= 2, "within"]).all()
    in_work = found[found["category"] == "recipients in work"].iloc[0]
    assert in_work["target"] == 0.17 and in_work["within"] == (abs(in_work["achieved"] - 0.17) <= 0.005)


def test_most_jobs_held_at_a_stage_of_credit_are_young(large: Population) -> None:
    """The model's own flows come to three quarters: few jobs outlast a stage by years."""
    person = large.state.person
    held = (person.job != Job.OUT) & (person.health_group > 0)
    months = large.start - person.job_since[held].astype(int)
    assert (months <= 24).mean() == pytest.approx(0.75, abs=0.08)
