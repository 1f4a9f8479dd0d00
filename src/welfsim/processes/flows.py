"""The end of the month: who moved between the stages of each pipeline, and how long they had been in the stage left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, rule
from welfsim.stages import (
    UNKNOWN_START,
    absent_stage,
    credit_stage,
    disability_stage,
    esa_stage,
    health_stage,
    wait_band,
    work_capability_stage,
)
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Presence, Wait
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import Clock, Persons, Span, State

Cells = NDArray[np.int64]


@rule
def count_move(
    flows: Cells, waits: Cells, months: Cells, d: int, left: int, entered: int, since: int, now: int
) -> None:
    """Count one move from the stage `left`, in which the person had been since a month, to the stage `entered`."""
    flows[d, left, entered] += 1
    if since == UNKNOWN_START:
        waits[d, left, Wait.UNKNOWN] += 1
    else:
        waits[d, left, wait_band(now - since)] += 1
        months[d, left] += now - since


@rule
def note_health(person: Persons, i: int, stage: int, month: int, line: Accounts) -> None:
    """Write person `i`'s stage of health into the accounts, and a move since last month."""
    d, before = person.district[i], int(person.health_stage[i])
    line.health_stages[d, stage] += 1
    if stage != before:
        since = int(person.health_stage_since[i])
        count_move(line.health_flows, line.health_waits, line.health_months, d, before, stage, since, month)
        person.health_stage[i] = stage
        person.health_stage_since[i] = month


@rule
def note_work_capability(person: Persons, i: int, stage: int, month: int, line: Accounts) -> None:
    """Write person `i`'s stage of the Work Capability Assessment into the accounts, and a move since last month."""
    d, before = person.district[i], int(person.work_capability_stage[i])
    line.work_capability_stages[d, stage] += 1
    if stage != before:
        since = int(person.work_capability_stage_since[i])
        flows, waits, months = line.work_capability_flows, line.work_capability_waits, line.work_capability_months
        count_move(flows, waits, months, d, before, stage, since, month)
        person.work_capability_stage[i] = stage
        person.work_capability_stage_since[i] = month


@rule
def note_disability(person: Persons, i: int, stage: int, month: int, line: Accounts) -> None:
    """Write person `i`'s stage of PIP or ADP into the accounts, and a move since last month."""
    d, before = person.district[i], int(person.disability_stage[i])
    line.disability_stages[d, stage] += 1
    if stage != before:
        since = int(person.disability_stage_since[i])
        count_move(line.disability_flows, line.disability_waits, line.disability_months, d, before, stage, since, month)
        person.disability_stage[i] = stage
        person.disability_stage_since[i] = month


@rule
def note_esa(person: Persons, i: int, stage: int, month: int, line: Accounts) -> None:
    """Write person `i`'s stage of ESA into the accounts, and a move since last month."""
    d, before = person.district[i], int(person.esa_stage[i])
    line.esa_stages[d, stage] += 1
    if stage != before:
        since = int(person.esa_stage_since[i])
        count_move(line.esa_flows, line.esa_waits, line.esa_months, d, before, stage, since, month)
        person.esa_stage[i] = stage
        person.esa_stage_since[i] = month


@rule
def note_credit(person: Persons, i: int, stage: int, month: int, line: Accounts) -> None:
    """Write person `i`'s stage of Universal Credit into the accounts, and a move since last month."""
    d, before = person.district[i], int(person.credit_stage[i])
    line.credit_stages[d, stage] += 1
    if stage != before:
        since = int(person.credit_stage_since[i])
        count_move(line.credit_flows, line.credit_waits, line.credit_months, d, before, stage, since, month)
        person.credit_stage[i] = stage
        person.credit_stage_since[i] = month


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Count who stands in which stage of each pipeline, and who moved since the end of last month."""
    person, unit, month = state.person, state.unit, clock.month
    for i in range(span.first_person, span.end_person):
        if person.presence[i] == Presence.PRESENT:
            on_uc = unit.uc_since[person.unit[i]] != 0
            health, capability = health_stage(person, i), work_capability_stage(person, i, on_uc)
            disability, esa = disability_stage(person, i, month), esa_stage(person, i)
            credit = credit_stage(person, i, on_uc)
        else:
            health = capability = disability = esa = credit = absent_stage(int(person.presence[i]))
        note_health(person, i, health, month, line)
        note_work_capability(person, i, capability, month, line)
        note_disability(person, i, disability, month, line)
        note_esa(person, i, esa, month, line)
        note_credit(person, i, credit, month, line)
