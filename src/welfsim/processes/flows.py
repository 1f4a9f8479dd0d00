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
from welfsim.vocabulary.state import Clock, Span, State

Cells = NDArray[np.int64]


@rule
def has_moved(
    stocks: Cells, flows: Cells, waits: Cells, months: Cells, d: int, before: int, stage: int, since: int, now: int
) -> bool:
    """Count a person of district `d` in their stage of a pipeline, and a move since last month if there was one.

    `before` is the stage of last month's end and `since` the month in which it began. Returns whether they moved.
    """
    stocks[d, stage] += 1
    if stage == before:
        return False
    flows[d, before, stage] += 1
    if since == UNKNOWN_START:
        waits[d, before, Wait.UNKNOWN] += 1
    else:
        waits[d, before, wait_band(now - since)] += 1
        months[d, before] += now - since
    return True


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
        d = person.district[i]
        before, since = int(person.health_stage[i]), int(person.health_stage_since[i])
        stocks, flows = line.health_stages, line.health_flows
        waits, months = line.health_waits, line.health_months
        if has_moved(stocks, flows, waits, months, d, before, health, since, month):
            person.health_stage[i] = health
            person.health_stage_since[i] = month
        before, since = int(person.work_capability_stage[i]), int(person.work_capability_stage_since[i])
        stocks, flows = line.work_capability_stages, line.work_capability_flows
        waits, months = line.work_capability_waits, line.work_capability_months
        if has_moved(stocks, flows, waits, months, d, before, capability, since, month):
            person.work_capability_stage[i] = capability
            person.work_capability_stage_since[i] = month
        before, since = int(person.disability_stage[i]), int(person.disability_stage_since[i])
        stocks, flows = line.disability_stages, line.disability_flows
        waits, months = line.disability_waits, line.disability_months
        if has_moved(stocks, flows, waits, months, d, before, disability, since, month):
            person.disability_stage[i] = disability
            person.disability_stage_since[i] = month
        before, since = int(person.esa_stage[i]), int(person.esa_stage_since[i])
        stocks, flows = line.esa_stages, line.esa_flows
        waits, months = line.esa_waits, line.esa_months
        if has_moved(stocks, flows, waits, months, d, before, esa, since, month):
            person.esa_stage[i] = esa
            person.esa_stage_since[i] = month
        before, since = int(person.credit_stage[i]), int(person.credit_stage_since[i])
        stocks, flows = line.credit_stages, line.credit_flows
        waits, months = line.credit_waits, line.credit_months
        if has_moved(stocks, flows, waits, months, d, before, credit, since, month):
            person.credit_stage[i] = credit
            person.credit_stage_since[i] = month
