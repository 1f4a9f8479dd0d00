"""Sick leave of people in a job: begun by an illness, ended by a return, and what is paid on it."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.twin.luck import EMPLOYER_SICK_PAY, SICK_LEAVE, Array, share
from benchmarks.twin.world import World, tally
from welfsim.vocabulary.codes import EsaGroup, EsaKind, Job, Severity


def by_months(months: Array, to_2: float, to_6: float, later: float) -> Array:
    """Return values by the months of a leave: up to two, three to six, and more."""
    return np.select([months <= 2, months <= 6], [to_2, to_6], later)


def draw_of(world: World, rows: Array) -> Array:
    """Return this month's draw of sick leave: low ones return, high ones begin."""
    return share(world.key, SICK_LEAVE, world.person.person_id[rows], world.month)


def begin(world: World, rows: Array) -> None:
    """Begin sick leave; a lasting rank says whose employer pays more than the law asks."""
    person, p = world.person, world.policy.sick_leave
    rank = share(world.key, EMPLOYER_SICK_PAY, person.person_id[rows], 0)
    is_part_time = person.job[rows] == Job.PART_TIME
    person.leave_since[rows] = world.month
    person.employer_sick_pay[rows] = rank < np.where(is_part_time, p.employer_pay_part_time, p.employer_pay_full_time)
    tally(world.line.sick_leaves_begun, person.district[rows])


def begin_with_illness(world: World, before: Array) -> None:
    """Let some whose illness became limiting, or severe, this month go on leave from their job."""
    person = world.person
    fell_ill = (person.severity > before) & (person.severity >= Severity.WORK_LIMITING)
    rows = np.flatnonzero(world.present & fell_ill & (person.job != Job.OUT) & (person.leave_since == 0))
    begin(world, rows[draw_of(world, rows) >= 1.0 - world.policy.sick_leave.at_step_up])


def returns(world: World, rows: Array) -> Array:
    """Return the chance of a return to work: by months of leave, less if severely ill; who is well returns."""
    person, p = world.person, world.policy.sick_leave
    is_severe = person.severity[rows] == Severity.SEVERE
    months = world.month - person.leave_since[rows]
    hazard = by_months(months, p.return_months_1_to_2, p.return_months_3_to_6, p.return_from_month_7)
    hazard = hazard * p.return_support * np.where(is_severe, p.return_ratio_severe, 1.0)
    return np.where(person.severity[rows] < Severity.WORK_LIMITING, 1.0, np.minimum(hazard, 1.0))


def losses(world: World, rows: Array) -> Array:
    """Return the hazard of losing the job through illness, nothing for people at work."""
    person, p = world.person, world.policy.sick_leave
    months = world.month - person.leave_since[rows]
    hazard = by_months(months, p.loss_to_month_2, p.loss_months_3_to_6, p.loss_from_month_7)
    hazard = hazard * world.policy.employment.occupational_health
    return np.where(person.leave_since[rows] != 0, hazard, 0.0)


def step(world: World) -> None:
    """Let people return from leave begun before this month, and others who are ill at work begin one."""
    person, p = world.person, world.policy.sick_leave
    works, away = world.present & (person.job != Job.OUT), person.leave_since != 0
    on_leave = np.flatnonzero(works & away & (person.leave_since < world.month))
    at_work = np.flatnonzero(works & ~away & (person.severity >= Severity.WORK_LIMITING))
    back = on_leave[draw_of(world, on_leave) < returns(world, on_leave)]
    again = np.where(person.severity[at_work] == Severity.SEVERE, p.again_severe, p.again_work_limiting)
    begin(world, at_work[draw_of(world, at_work) >= 1.0 - again])
    person.leave_since[back] = 0
    tally(world.line.sick_leaves_returned, person.district[back])
    end_esa(world, back)


def end_with_job(world: World, rows: Array) -> None:
    """End the leave of people who lose their job."""
    person = world.person
    lost = rows[person.leave_since[rows] != 0]
    person.leave_since[lost] = 0
    tally(world.line.sick_leaves_lost, person.district[lost])


def end_esa(world: World, rows: Array) -> None:
    """End ESA or Unemployment Insurance; a later claim of new-style ESA may link to the group left."""
    person = world.person
    rows = rows[person.esa_group[rows] != EsaGroup.NONE]
    group, is_new_style = person.esa_group[rows], person.esa_kind[rows] == EsaKind.NEW_STYLE
    tally(world.line.esa_moves, person.district[rows], group, EsaGroup.NONE)
    person.esa_link[rows] = np.where(is_new_style, group, EsaGroup.NONE)
    person.esa_kind[rows], person.esa_group[rows], person.esa_since[rows] = EsaKind.NONE, EsaGroup.NONE, world.month


def statutory(world: World, usual: Array, months: Any) -> Array:
    """Return Statutory Sick Pay of a month of leave, in pence, not rounded: after waiting days, up to 28 weeks.

    A week's is the flat rate or a share of earnings, if lower; on earnings below the limit there is none.
    """
    p = world.policy.sick_pay
    weekly = usual * 12 / 52
    rate = np.where(weekly < p.lower_earnings_limit, 0.0, np.minimum(p.rate, weekly * p.earnings_share))
    waits = p.waiting_days / 5
    first, last = np.maximum(months * 52 / 12, waits), np.minimum((months + 1) * 52 / 12, waits + p.weeks)
    return rate * np.maximum(last - first, 0.0)


def share_of_employer(world: World, months: Array) -> Array:
    """Return what share of usual pay an employer who pays more than the law asks pays."""
    p = world.policy.sick_leave
    return np.select([months < p.full_pay_months, months < p.full_pay_months + p.half_pay_months], [1.0, 0.5], 0.0)
