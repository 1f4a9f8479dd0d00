"""How long jobs have lasted at the start: what the model's own flows into and out of work make of it in steady state.

People of an age and severity begin jobs at the rate of ``data/margins/job_starts.csv``, which is what their own hazards
of job entry come to. Jobs end by the hazard of the month itself, by tenure, severity, time ill and employability. A job
begun `t` months ago is still there if it has survived `t` months. So as many jobs are young as the flows hold, and
neither jobs started nor jobs lost have a step in the first months. Nobody goes from job to job in the model: its
tenure is the time since the person was last out of work, so its young jobs are fewer than those of surveys, which
count movers.

Where the flows of an age do not hold its employment, the young jobs are as the flows make them, and the older ones fill
up what is published.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed
from welfsim.population.choosing import Mask, among_cells, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.latent import SEVERITIES, TENURE, band, spread_by_tenure
from welfsim.population.law import law_at
from welfsim.population.people import ADULT
from welfsim.population.published import Float
from welfsim.population.rounding import largest_remainder
from welfsim.population.tables import table
from welfsim.population.universal_credit import on_uc_person
from welfsim.rules.job_loss import mean_exit
from welfsim.vocabulary.codes import Job, Severity

STARTS = (16, 18, 20, 25, 35, 50, 60, 65)
"""First ages of the bands of the table of job starts."""
GRADES = (Severity.NONE, Severity.WORK_LIMITING, Severity.SEVERE)
"""Well, or mildly ill; limited; severely ill."""
YEARS = 52  # ages from 16 to the last of working life
LONGEST = YEARS * MONTHS_A_YEAR
YOUNG = 24  # months: beyond them neither the hazard of job loss nor pay knows how old a job is
CELLS = YEARS * SEVERITIES


class Stock(NamedTuple):
    """Jobs by cell of age and severity and by months since they began, 1 to `LONGEST`: expected, a person."""

    people: Float
    jobs: Float

    @property
    def young(self) -> Float:
        """Expected jobs begun within `YOUNG` months, by cell."""
        return np.asarray(self.people * self.jobs[:, :YOUNG].sum(axis=1))


def add_tenure(draft: Draft) -> None:
    """Date the present job of everyone in work."""
    job = draft.person["job"] != Job.OUT
    cell = cell_of(draft.age, draft.person["severity"])
    stock = steady_stock(draft, job, cell)
    held = np.bincount(cell[job], minlength=CELLS)
    older = stock.jobs[:, YOUNG:].sum(axis=1) > 0
    wanted = np.where(older, np.minimum(stock.young, held), held)
    is_young = among_cells(job, _youth(draft), cell, largest_remainder(wanted, round(float(wanted.sum()))))
    months = np.zeros(draft.people, np.int64)
    months[is_young] = _drawn(draft, is_young, cell, stock.jobs[:, :YOUNG])
    aged = job & ~is_young
    months[aged] = YOUNG + _drawn(draft, aged, cell, stock.jobs[:, YOUNG:], YOUNG)
    draft.put(job_since=np.where(job, draft.start - np.maximum(months, 1), 0).astype(np.int16))


def cell_of(age: Array, severity: Array) -> NDArray[np.int64]:
    """Return the cell of each person: single year of age, and well, limited or severely ill."""
    year = np.clip(age.astype(np.int64) - ADULT, 0, YEARS - 1)
    return np.asarray(year * SEVERITIES + grade_of(severity))


def grade_of(severity: Array) -> NDArray[np.int64]:
    """Return 0 for people in good health or mildly ill, 1 for the limited, 2 for the severely ill."""
    return np.asarray(np.maximum(severity.astype(np.int64) - (Severity.WORK_LIMITING - 1), 0))


def steady_stock(draft: Draft, job: Mask, cell: NDArray[np.int64]) -> Stock:
    """Return the stock of jobs by their months that steady flows into and out of work would hold."""
    people = np.bincount(cell[draft.present], minlength=CELLS).astype(np.float64)
    begun = _begun(draft, job)
    month = MONTHS_A_YEAR * np.arange(YEARS)[:, None] + np.arange(MONTHS_A_YEAR)
    jobs = np.zeros((YEARS, SEVERITIES, LONGEST))
    before = month[:, :, None] - 1 - np.arange(LONGEST)
    for grade in range(SEVERITIES):
        at_start = np.where(before >= 0, begun[grade][np.maximum(before, 0)], 0.0)
        jobs[:, grade] = at_start.mean(axis=1)
    return Stock(people, jobs.reshape(CELLS, LONGEST) * _survival(draft, job, cell))


def _begun(draft: Draft, job: Mask) -> Float:
    """Return jobs begun a month, a person, by severity and month of age from 16: the rate of those out of work."""
    rows = table("job_starts").set_index(["age_from", "severity"])["rate"]
    rate = rows.to_numpy(np.float64).reshape(len(STARTS), SEVERITIES)
    group = band(draft.age, STARTS) * SEVERITIES + grade_of(draft.person["severity"])
    size = len(STARTS) * SEVERITIES
    everyone = np.bincount(group[draft.present], minlength=size)
    out = np.bincount(group[draft.present & ~job], minlength=size)
    by_band = rate * (out / np.maximum(everyone, 1)).reshape(rate.shape)
    ages = ADULT + np.arange(LONGEST) // MONTHS_A_YEAR
    return np.asarray(by_band[band(ages, STARTS)].T)


def _survival(draft: Draft, job: Mask, cell: NDArray[np.int64]) -> Float:
    """Return the share of jobs begun 1, 2, ... months ago that are still there, by cell."""
    law = law_at(draft.start)
    ill_for = draft.start - draft.person["severity_since"].astype(np.int64)
    lately = _mean(ill_for < MONTHS_A_YEAR, job, cell)
    as_one = _as_one(draft, job, cell, law.employment.exit_employability)
    hazard = np.zeros((CELLS, LONGEST))
    steps = (0, MONTHS_A_YEAR // 2, MONTHS_A_YEAR, TENURE[-1])
    for first, last in zip(steps, (*steps[1:], LONGEST), strict=True):
        of_band = int(band(np.array(first + 1), TENURE))
        for c in range(CELLS):
            severity, e = GRADES[c % SEVERITIES], float(as_one[c, of_band])
            new, settled = (mean_exit(first, severity, months, e, law) for months in (0, MONTHS_A_YEAR))
            hazard[c, first:last] = lately[c] * new + (1.0 - lately[c]) * settled
    return np.asarray(np.concatenate([np.ones((CELLS, 1)), np.cumprod(1.0 - hazard[:, 1:], axis=1)], axis=1))


def _mean(values: Array, of: Mask, cell: NDArray[np.int64]) -> Float:
    """Return the mean of some people's values, by cell; 0 where there are none."""
    held = np.bincount(cell[of], minlength=CELLS)
    return np.asarray(np.bincount(cell[of], values[of], minlength=CELLS) / np.maximum(held, 1))


def _as_one(draft: Draft, job: Mask, cell: NDArray[np.int64], response: float) -> Float:
    """Return the one employability at which a cell's workers would lose jobs as they do, by band of tenure."""
    mean, spread = spread_by_tenure(draft.person, job, draft.start)
    found = np.zeros((CELLS, len(TENURE)))
    for tenure in range(len(TENURE)):
        factor = np.zeros(draft.people)
        factor[job] = np.exp(-response * mean[:, tenure] + (response * spread) ** 2 / 2)
        of_cell = _mean(factor, job, cell)
        found[:, tenure] = -np.log(np.where(of_cell > 0, of_cell, 1.0)) / response if response else 0.0
    return found


def _youth(draft: Draft) -> NDArray[np.float32]:
    """Score how likely a person's job is to be young, within an age and severity."""
    score = (
        assumed("new_job_if_uc") * on_uc_person(draft)
        + assumed("new_job_if_health_stage") * (draft.person["health_group"] > 0)
        + assumed("new_job_if_part_time") * (draft.person["job"] == Job.PART_TIME)
        + noise(draft.luck, draft.people)
    )
    return np.asarray(score.astype(np.float32))


def _drawn(draft: Draft, of: Mask, cell: NDArray[np.int64], jobs: Float, first: int = 0) -> NDArray[np.int64]:
    """Draw the months of some jobs from what their cell holds, spread evenly; none is longer than working life so far.

    `jobs` are those of `first` months and more; months are counted from there, from 1.
    """
    cells = cell[of]
    share = np.cumsum(np.maximum(jobs, 1e-15), axis=1)
    share /= share[:, -1:]
    order = np.lexsort((draft.luck.random(cells.size), cells))
    held = np.bincount(cells, minlength=CELLS)
    place = np.empty(cells.size)
    place[order] = np.arange(cells.size) - np.repeat(np.cumsum(held) - held, held)
    rank = (place + draft.luck.random(cells.size)) / held[cells]
    worked = draft.start - draft.person["birth_month"][of].astype(np.int64) - ADULT * MONTHS_A_YEAR - first
    most = np.clip(worked, 1, jobs.shape[1])
    rank = rank * share[cells, most - 1] + cells
    ends = (share + np.arange(CELLS)[:, None]).ravel()
    return np.asarray(np.minimum(np.searchsorted(ends, rank, side="right") - cells * jobs.shape[1] + 1, most))
