"""Who is on sick leave at the start, and for how long: what the month's own hazards make of it in steady state.

Of people in a job who fell ill some months ago as many are on a leave of each length as began it then and have neither
returned nor lost the job. Illness that became severe later counts as if it had been so.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.population.choosing import Mask
from welfsim.population.draft import Draft
from welfsim.population.law import law_at
from welfsim.population.published import Float
from welfsim.rules.sick_leave import LONGEST, begin_again, course_of_leave, leave_loss, return_hazard
from welfsim.vocabulary.codes import Job, Severity
from welfsim.vocabulary.parameters import Policy


def put_on_leave(draft: Draft, may: Mask) -> None:
    """Date the sick leave of those in a job, limited in it, who `may` be on one; say whose employer pays more."""
    person, start, law = draft.person, draft.start, law_at(draft.start)
    works = draft.present & (person["job"] != Job.OUT) & may
    rows = np.flatnonzero(works & (person["severity"] >= Severity.WORK_LIMITING))
    draw, rank = draft.luck.random(rows.size), draft.luck.random(rows.size)
    months = np.zeros(rows.size, np.int64)
    ill = start - person["severity_since"][rows].astype(np.int64)
    held = start - person["job_since"][rows].astype(np.int64)
    for severity in (Severity.WORK_LIMITING, Severity.SEVERE):
        of = np.flatnonzero(person["severity"][rows] == severity)
        months[of] = _drawn(_lengths(int(severity), law), ill[of], held[of], draw[of], law.sick_leave.at_step_up)
    of_job = np.where(
        person["job"][rows] == Job.PART_TIME,
        law.sick_leave.employer_pay_part_time,
        law.sick_leave.employer_pay_full_time,
    )
    since, paid = np.zeros(draft.people, np.int16), np.zeros(draft.people, np.bool_)
    since[rows] = np.where(months > 0, start - months, 0)
    paid[rows] = (months > 0) & (rank < of_job)
    draft.put(leave_since=since, employer_sick_pay=paid)


def _lengths(severity: int, law: Policy) -> tuple[Float, float]:
    """Return the share still on leave 1, 2, … months after it began, and the leaves begun a month by all the ill."""
    left = np.ones(LONGEST)
    for month in range(LONGEST):
        stays = (1.0 - return_hazard(month, severity, law.sick_leave)) * (1.0 - leave_loss(month, law))
        left[month:] *= stays
    again = begin_again(severity, law.sick_leave)
    return left, again / (1.0 + again * course_of_leave(severity, law).months)


def _drawn(
    lengths: tuple[Float, float], ill: NDArray[np.int64], held: NDArray[np.int64], draw: Float, at_onset: float
) -> NDArray[np.int64]:
    """Return months of leave so far, 0 for people at work: none longer than the illness or the job."""
    left, begun = lengths
    months, on_leave = np.zeros(ill.size, np.int64), np.zeros(ill.size)
    for month in range(1, LONGEST + 1):
        begins = np.where(ill == month, at_onset, np.where(ill > month, begun, 0.0))
        on_leave += np.where(held > month, begins * left[month - 1], 0.0)
        months[(months == 0) & (draw < on_leave)] = month
    return months
