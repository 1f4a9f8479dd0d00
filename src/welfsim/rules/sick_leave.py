"""Sick leave in a job: how likely it begins, and whether it ends with a return or with the job.

Leave is of four weeks or more and begins with a month. The month in which it began is month 0; nobody returns in it.
Source of all hazards: `sick_leave.*`.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.compiled import move, rule
from welfsim.draws import Decision
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.luck import chance_of, trait_of
from welfsim.rules.standing import by_severity
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Job, Severity
from welfsim.vocabulary.parameters import Policy, SickLeave
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock

LATER, LATEST = 3, 7  # months of a leave at which its hazards change; Statutory Sick Pay has ended by the second
LONGEST = 120  # months of a leave, beyond which next to nobody is on it


@rule
def by_length(months: int, first: float, later: float, latest: float) -> float:
    """Return the one of three values that belongs to a leave of some months."""
    if months < LATER:
        return first
    return later if months < LATEST else latest


@rule
def begin_again(severity: int, p: SickLeave) -> float:
    """Return the monthly hazard that somebody in work who is ill for some time goes on sick leave.

    One constant a severity, nothing for people whose work is not limited. Source: `sick_leave.again_*`.
    """
    return by_severity(severity, 0.0, 0.0, p.again_work_limiting, p.again_severe)


@rule
def return_hazard(months: int, severity: int, p: SickLeave) -> float:
    """Return the monthly hazard of a return to work after some months of leave; who has recovered returns at once.

    Steps at 3 and 7 months, less for the severe, times `return_support`. Source: DWP 2019, in `sick_leave.return_*`.
    """
    if severity < Severity.WORK_LIMITING:
        return 1.0
    if months < 1:
        return 0.0
    hazard = by_length(months, p.return_months_1_to_2, p.return_months_3_to_6, p.return_from_month_7)
    return min(hazard * p.return_support * (p.return_ratio_severe if severity == Severity.SEVERE else 1.0), 1.0)


@rule
def leave_loss(months: int, policy: Policy) -> float:
    """Return the monthly hazard of losing a job through illness after some months of leave, at mean employability.

    Steps at 3 and 7 months, times `employment.occupational_health`. Other reasons to lose a job are on top of it.
    Source: DWP 2019, in `sick_leave.loss_*`.
    """
    p = policy.sick_leave
    hazard = by_length(months, p.loss_to_month_2, p.loss_months_3_to_6, p.loss_from_month_7)
    return hazard * policy.employment.occupational_health


class Course(NamedTuple):
    """What comes of one leave, if health stays as it is: its months, and the chance that the job is lost on it."""

    months: float
    loss: float


@rule
def course_of_leave(severity: int, policy: Policy) -> Course:
    """Return what comes of a leave of somebody of a severity: months until a return or the loss of the job."""
    left, months, loss = 1.0, 0.0, 0.0
    for month in range(LONGEST):
        left *= 1.0 - return_hazard(month, severity, policy.sick_leave)
        lost = left * leave_loss(month, policy)
        months += left
        loss += lost
        left -= lost
    return Course(months, loss)


@rule
def mean_leave_loss(severity: int, months_limited: int, policy: Policy) -> float:
    """Return the monthly hazard at which jobs of the ill are lost through leave, at work and on leave together.

    Closed form for people whose severity lasts: leaves begun × jobs lost on each ÷ (1 + leaves begun × their months).
    In the first year of illness the leave at its beginning adds a twelfth of its loss. Nothing for others.
    """
    if severity < Severity.WORK_LIMITING:
        return 0.0
    p, course = policy.sick_leave, course_of_leave(severity, policy)
    again = begin_again(severity, p)
    hazard = again * course.loss / (1.0 + again * course.months)
    return hazard + (p.at_step_up * course.loss / MONTHS_A_YEAR if months_limited < MONTHS_A_YEAR else 0.0)


@move
def begin_leave(person: Persons, i: int, clock: Clock, p: SickLeave, line: Accounts) -> None:
    """Begin person `i`'s sick leave; a lasting rank says whether the employer pays more than the law asks."""
    share = p.employer_pay_part_time if person.job[i] == Job.PART_TIME else p.employer_pay_full_time
    person.leave_since[i] = clock.month
    person.employer_sick_pay[i] = trait_of(person, i, Decision.EMPLOYER_SICK_PAY, clock.key) < share
    line.sick_leaves_begun[person.counted_in[i]] += 1


@move
def end_leave(person: Persons, i: int) -> None:
    """End person `i`'s sick leave; why is counted by whoever ends it."""
    person.leave_since[i] = 0


@move
def fall_ill_in_job(person: Persons, i: int, clock: Clock, p: SickLeave, line: Accounts) -> None:
    """Let person `i`, whose illness has just become limiting or severe, go on sick leave if in a job and drawn."""
    at_work = person.job[i] != Job.OUT and person.leave_since[i] == 0
    if at_work and chance_of(person, i, Decision.SICK_LEAVE, clock) >= 1.0 - p.at_step_up:
        begin_leave(person, i, clock, p, line)


@move
def leave_sick_leave(person: Persons, i: int, why: int, line: Accounts) -> None:
    """End person `i`'s sick leave, if any, at pension age or death."""
    if person.leave_since[i] != 0:
        end_leave(person, i)
        line.sick_leaves_left[person.counted_in[i], why] += 1
