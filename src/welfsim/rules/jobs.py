"""Jobs begun and ended, and what people do who are out of work."""

from __future__ import annotations

from welfsim.compiled import move
from welfsim.rules.sick_leave import end_leave
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Activity, Job
from welfsim.vocabulary.persons import Persons


@move
def begin_job(person: Persons, i: int, status: int, month: int, line: Accounts) -> None:
    """Begin person `i`'s job, part-time or full-time as they are; `status` is the entry group that they leave."""
    person.job[i] = Job.PART_TIME if person.hours_part_time[i] else Job.FULL_TIME
    person.job_since[i] = month
    person.last_work[i] = month
    line.jobs_started[person.counted_in[i], status] += 1
    line.job_moves[person.counted_in[i], Job.OUT, person.job[i]] += 1


@move
def take_hours(person: Persons, i: int, part_time: bool, line: Accounts) -> None:
    """Let person `i` work part-time or full-time from now on, in the job they have, if any, and in those to come."""
    person.hours_part_time[i] = part_time
    job = Job.PART_TIME.value if part_time else Job.FULL_TIME.value
    if person.job[i] != Job.OUT and person.job[i] != job:
        line.job_moves[person.counted_in[i], person.job[i], job] += 1
        person.job[i] = job


@move
def end_job(person: Persons, i: int, month: int, line: Accounts) -> None:
    """End person `i`'s job, and with it a sick leave."""
    if person.leave_since[i] != 0:
        end_leave(person, i)
        line.sick_leaves_lost[person.counted_in[i]] += 1
    line.job_moves[person.counted_in[i], person.job[i], Job.OUT] += 1
    person.job[i] = Job.OUT
    person.last_work[i] = month
    line.jobs_lost[person.counted_in[i]] += 1


@move
def arrive_without_job(person: Persons, i: int, month: int) -> None:
    """Let person `i`, who has come to live here, have been in work until last month, as far as time out of it goes."""
    person.last_work[i] = month - 1


@move
def turn_to(person: Persons, i: int, activity: int) -> None:
    """Let person `i` do something else when out of work."""
    person.activity[i] = activity


@move
def seek_work_after(person: Persons, i: int, activity: int) -> None:
    """Let person `i` seek work when out of it, if so far they did `activity`."""
    if person.activity[i] == activity:
        turn_to(person, i, Activity.SEEKING)
