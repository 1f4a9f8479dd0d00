"""What a reform does to work, clear of luck: chances next to those of the baseline, carried on to people in work.

Two runs on the same luck part where a draw falls between two chances, which is rare and leaves a count of few people.
Here each person's *difference in chances* is taken instead. Where somebody looks for a job in both runs, it is the
chance of one with the reform less that without; where somebody has one in both, the chance of losing it without less
that with. It is carried on month by month: it lasts until the job ends, by its own age, or until the other self finds
one too. So the sum over people is what the reform adds to people in work, and its error is a fraction of the count's.

What is left out: what a job begun changes in how the person would be otherwise, and that a second self who stays out
of work becomes slower to find some. ``docs/answers.md`` says how far the sum and the count agree.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.public_money import cost_of_job
from welfsim.compiled import kernel, move, rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.displacement import MILLION
from welfsim.rules.entry import personal_entry
from welfsim.rules.job_loss import exit_hazard
from welfsim.rules.sick_leave import mean_leave_loss
from welfsim.rules.standing import work_status
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Job, JobAge, Presence, Severity, WorkStatus
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Effects, Span, State

COHORTS, GROUPS, SEVERITIES = len(JobAge), len(WorkStatus), len(Severity)
COST_LASTS = 6  # months, at least, for which what a job adds to public spending is taken to stay as it is
LEAST = 1e-9  # of a person; a smaller difference is none


@rule
def looked_for_job(person: Persons, i: int, month: int) -> bool:
    """Say whether person `i` could begin a job this month: out of work and not lately so, or just begun."""
    if person.job[i] == Job.OUT:
        return bool(person.last_work[i] != month)
    return bool(person.job_since[i] == month)


@rule
def cohort_of(tenure: int, month: int) -> int:
    """Return the cohort of a job that is some months old."""
    return JobAge.SETTLED.value if tenure >= MONTHS_A_YEAR else (month - tenure) % MONTHS_A_YEAR


@rule
def entry_when_out(person: Persons, i: int, policy: Policy, month: int) -> float:
    """Return the chance of a job this month of person `i`, in the baseline or the reform, were they without one.

    The chance as it was when last looked for; before that, their own part of it alone.
    """
    if person.entry_chance[i] > 0.0:
        return float(person.entry_chance[i])
    return min(personal_entry(person, i, policy.employment, month), 1.0)


@rule
def total_more(effects: Effects, i: int) -> float:
    """Return what person `i` has more of a job, all cohorts together."""
    total = 0.0
    if effects.has_more[i]:
        for cohort in range(COHORTS):
            total += effects.more[i, cohort]
    return total


@move
def carry_on(effects: Effects, i: int, person: Persons, other: Persons, policy: Policy, month: int) -> None:
    """Let a month pass over what person `i` has more of a job: it ends by its age, or the other self finds one.

    The other self is the one of the baseline where the reform brings a job, the one of the reform where it takes one.
    """
    severity, ill_for = int(person.severity[i]), month - int(person.severity_since[i])
    employability, turning = float(person.employability[i]), month % MONTHS_A_YEAR
    before, after = entry_when_out(person, i, policy, month), entry_when_out(other, i, policy, month)
    of_illness = mean_leave_loss(severity, ill_for, policy)
    effects.more[i, JobAge.SETTLED] += effects.more[i, turning]
    effects.more[i, turning] = 0.0
    for cohort in range(COHORTS):
        if effects.more[i, cohort] != 0.0:
            tenure = MONTHS_A_YEAR if cohort == JobAge.SETTLED else (month - cohort) % MONTHS_A_YEAR
            exit = exit_hazard(tenure, of_illness, employability, policy.employment)
            entry = before if effects.more[i, cohort] > 0.0 else after
            effects.more[i, cohort] *= max(1.0 - exit - entry, 0.0)


@move
def add_more(effects: Effects, i: int, cohort: int, more: float) -> None:
    """Add to what person `i` has more of a job of some cohort."""
    if more != 0.0:
        effects.more[i, cohort] += more
        effects.has_more[i] = True


@move
def end_effects(effects: Effects, i: int) -> None:
    """End all that person `i` has more of a job: they are no longer of working age, or dead."""
    if effects.has_more[i]:
        effects.has_more[i] = False
        for cohort in range(COHORTS):
            effects.more[i, cohort] = 0.0


@move
def keep_group(effects: Effects, i: int, group: int) -> None:
    """Remember in which group person `i` is out of work."""
    effects.group[i] = group


@rule
def is_cost_due(person: Persons, effects: Effects, i: int, month: int) -> bool:
    """Say whether what a job of person `i` costs is to be found: never yet, or some months ago and out of work now.

    Once in work they lose claims and groups that the self without the job still has.
    """
    if effects.cost_month[i] == 0:
        return True
    return bool(person.job[i] == Job.OUT and month - effects.cost_month[i] >= COST_LASTS)


@move
def keep_cost(effects: Effects, i: int, cost: int, month: int) -> None:
    """Remember what a job of person `i` adds to public spending."""
    effects.cost[i] = cost
    effects.cost_month[i] = month


@kernel
def carry_district(
    reform: State,
    baseline: State,
    effects: Effects,
    d: int,
    policy: Policy,
    month: int,
    jobs: NDArray[np.float64],
    by_group: NDArray[np.float64],
    by_severity: NDArray[np.float64],
) -> tuple[float, float]:
    """Carry on and add to the effects on the people of district `d`; add to jobs and to people by group and severity.

    Returns what work differs by costs the public purse, expected and counted, in pence.
    """
    p, q = baseline.person, reform.person
    expected, counted = 0.0, 0.0
    for i in range(baseline.district.first_person[d], baseline.district.end_person[d]):
        if p.presence[i] != Presence.PRESENT:
            end_effects(effects, i)
            continue
        if p.job[i] == Job.OUT:
            keep_group(effects, i, work_status(p, i))
        if total_more(effects, i) != 0.0:
            carry_on(effects, i, p, q, policy, month)
        if looked_for_job(p, i, month):
            if looked_for_job(q, i, month):
                chance = float(q.entry_chance[i]) - float(p.entry_chance[i])
                jobs[effects.group[i]] += chance
                add_more(effects, i, month % MONTHS_A_YEAR, chance)
        elif not looked_for_job(q, i, month):
            cohort = cohort_of(month - int(p.job_since[i]), month)
            add_more(effects, i, cohort, float(p.exit_chance[i]) - float(q.exit_chance[i]))
        more = total_more(effects, i)
        differs = int(q.job[i] != Job.OUT) - int(p.job[i] != Job.OUT)
        if abs(more) < LEAST and differs == 0:
            continue
        if is_cost_due(p, effects, i, month):
            keep_cost(effects, i, cost_of_job(baseline, i, policy, month), month)
        by_group[effects.group[i]] += more
        by_severity[p.severity[i]] += more
        expected += more * effects.cost[i]
        counted += differs * effects.cost[i]
    return expected, counted


@kernel(allocates=True)
def step(
    reform: State, baseline: State, effects: Effects, policy: Policy, clock: Clock, line: Accounts, span: Span
) -> None:
    """Add what this month's chances differ by, carry on what they did before, and account for the sums.

    `line` are the accounts of the reform, `policy` its parameters.
    """
    for d in range(span.first_district, span.end_district):
        jobs, by_group, by_severity = np.zeros(GROUPS), np.zeros(GROUPS), np.zeros(SEVERITIES)
        sums = carry_district(reform, baseline, effects, d, policy, clock.month, jobs, by_group, by_severity)
        for group in range(GROUPS):
            line.more_jobs[d, group] += round(jobs[group] * MILLION)
            line.more_in_work[d, group] += round(by_group[group] * MILLION)
        for severity in range(SEVERITIES):
            line.more_in_work_by_severity[d, severity] += round(by_severity[severity] * MILLION)
        line.work_cost_expected[d] += round(sums[0])
        line.work_cost_counted[d] += round(sums[1])
