"""The end of the month: who moved between the stages of each pipeline, and how long they had been in the stage left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel
from welfsim.rules.stages import (
    absent_stage,
    credit_stage,
    disability_stage,
    esa_stage,
    health_stage,
    pass_stage,
    work_capability_stage,
)
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Pipeline, Presence
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import Clock, Span, State


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Count people in each stage of each pipeline, and moves since the end of last month."""
    person, unit, month = state.person, state.unit, clock.month
    for i in range(span.first_person, span.end_person):
        if person.presence[i] == Presence.PRESENT:
            on_uc = unit.uc_since[person.unit[i]] != 0
            health, capability = health_stage(person, i), work_capability_stage(person, i, on_uc)
            disability, esa = disability_stage(person, i, month), esa_stage(person, i)
            credit = credit_stage(person, i, on_uc)
        else:
            health = capability = disability = esa = credit = absent_stage(int(person.presence[i]))
        stocks, flows, waits, months = line.health_stages, line.health_flows, line.health_waits, line.health_months
        pass_stage(person, i, Pipeline.HEALTH, health, month, stocks, flows, waits, months)
        stocks, flows = line.work_capability_stages, line.work_capability_flows
        waits, months = line.work_capability_waits, line.work_capability_months
        pass_stage(person, i, Pipeline.WORK_CAPABILITY, capability, month, stocks, flows, waits, months)
        stocks, flows = line.disability_stages, line.disability_flows
        waits, months = line.disability_waits, line.disability_months
        pass_stage(person, i, Pipeline.DISABILITY, disability, month, stocks, flows, waits, months)
        stocks, flows, waits, months = line.esa_stages, line.esa_flows, line.esa_waits, line.esa_months
        pass_stage(person, i, Pipeline.ESA, esa, month, stocks, flows, waits, months)
        stocks, flows, waits, months = line.credit_stages, line.credit_flows, line.credit_waits, line.credit_months
        pass_stage(person, i, Pipeline.CREDIT, credit, month, stocks, flows, waits, months)
