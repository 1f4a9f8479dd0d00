"""The end of the month: people by state, counted into the accounts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of, law_of_unit
from welfsim.awards.self_employment import is_trading
from welfsim.compiled import kernel
from welfsim.rules.health_groups import element_due
from welfsim.rules.parents import family_of
from welfsim.rules.partners import is_couple_alive
from welfsim.rules.standing import (
    awaits_review,
    disability_benefit_of,
    has_disability_benefit,
    is_due_again,
    is_supported,
    work_status,
)
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import (
    EsaKind,
    HealthGroup,
    Job,
    Presence,
    Referral,
    Regime,
    Severity,
    WcaDisputeStage,
)
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import Clock, Span, State


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Count the stocks of the month's end."""
    person, unit = state.person, state.unit
    for i in range(span.first_person, span.end_person):
        d = person.counted_in[i]
        line.people[d, person.presence[i]] += 1
        benefit = disability_benefit_of(state.district.nation[person.district[i]])
        if person.presence[i] == Presence.PENSION_AGE and has_disability_benefit(person, i):
            line.disability_past_pension_age[d, benefit] += 1
        if person.presence[i] != Presence.PRESENT:
            continue
        line.health[d, person.severity[i]] += 1
        line.work[d, person.job[i]] += 1
        line.on_sick_leave[d] += int(person.leave_since[i] != 0)
        if is_trading(person, i):
            line.self_employed[d, person.job[i]] += 1
        if person.severity[i] >= Severity.WORK_LIMITING:
            line.working_limited[d, person.job[i]] += 1
        if person.job[i] == Job.OUT:
            line.out_of_work[d, work_status(person, i)] += 1
        line.uc_people[d, person.regime[i]] += 1
        if person.health_group[i] != HealthGroup.NONE:
            line.uc_health[d, person.health_group[i]] += 1
        if person.referral[i] != Referral.NONE:
            line.wca_queue[d] += 1
            due = element_due(person, i, law_of(state, i, policy).universal_credit)
            if person.referral[i] == Referral.INITIAL and due <= clock.month:
                line.wca_overdue[d] += 1
        elif is_due_again(person, i, law_of(state, i, policy).assessment, clock.month):
            line.wca_due[d] += 1
        if person.wca_dispute_stage[i] != WcaDisputeStage.NONE:
            line.wca_disputes_open[d, person.wca_dispute_stage[i]] += 1
        if person.esa_kind[i] != EsaKind.NONE:
            line.esa[d, person.esa_kind[i], person.esa_group[i]] += 1
        if has_disability_benefit(person, i):
            line.disability[d, benefit] += 1
            line.daily_living[d, benefit, person.daily_living[i]] += 1
            line.mobility[d, benefit, person.mobility[i]] += 1
        if person.pip_claim_month[i] != 0:
            line.disability_queue[d, benefit] += 1
        if person.pip_dispute_month[i] != 0:
            line.disability_disputes_open[d, benefit, person.pip_dispute_stage[i]] += 1
        if awaits_review(person, i, clock.month):
            line.disability_review_queue[d, benefit] += 1
        if person.carer[i]:
            line.carers[d] += 1
            line.uc_carers[d] += int(person.regime[i] != Regime.NOT_ON_UC)
        if person.volunteered_month[i] != 0:
            line.volunteers_waiting[d] += 1
        if is_supported(person, i, clock.month):
            line.on_programme[d, person.programme[i]] += 1
        elif person.programme_since[i] > clock.month:
            line.programme_waiting[d, person.programme[i]] += 1
    for j in range(span.first_unit, span.end_unit):
        d = unit.counted_in[j]
        line.couples[d] += int(is_couple_alive(person, unit, j))
        if unit.uc_since[j] != 0:
            line.uc_units[d] += 1
            line.uc_families[d, family_of(unit, j, law_of_unit(state, j, policy), clock.month)] += 1
            if unit.uc_award[j] > 0:
                line.uc_units_paid[d] += 1
