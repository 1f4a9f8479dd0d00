"""Sick leave: who goes on it, after the month's onsets have had their draw, and who returns to work.

One draw of its own carries both: low draws return, high draws begin. A leave that ends with the job ends in job loss.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of
from welfsim.compiled import kernel, move
from welfsim.draws import Decision
from welfsim.rules.esa_groups import end_esa
from welfsim.rules.luck import chance_of
from welfsim.rules.sick_leave import begin_again, begin_leave, end_leave, return_hazard
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Job, Presence, Severity
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State


@move
def return_to_work(person: Persons, i: int, month: int, line: Accounts) -> None:
    """Let person `i` return from sick leave to the job; ESA claimed once sick pay had ended ends with it."""
    end_leave(person, i)
    line.sick_leaves_returned[person.counted_in[i]] += 1
    end_esa(person, i, month, line)


@move
def change_leave(person: Persons, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Let person `i`, in a job, begin a sick leave if ill, or return from one begun before this month."""
    p, severity = policy.sick_leave, int(person.severity[i])
    since = int(person.leave_since[i])
    if since == clock.month or (since == 0 and severity < Severity.WORK_LIMITING):
        return
    draw = chance_of(person, i, Decision.SICK_LEAVE, clock)
    if since == 0:
        if draw >= 1.0 - begin_again(severity, p):
            begin_leave(person, i, clock, p, line)
    elif draw < return_hazard(clock.month - since, severity, p):
        return_to_work(person, i, clock.month, line)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Let everyone in a job begin a sick leave or return from one."""
    person = state.person
    for i in range(span.first_person, span.end_person):
        if person.presence[i] == Presence.PRESENT and person.job[i] != Job.OUT:
            change_leave(person, i, law_of(state, i, policy), clock, line)
