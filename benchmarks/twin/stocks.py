"""Who stands where at the month's end."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.twin.awards import children_of
from benchmarks.twin.benefits import has_disability_benefit
from benchmarks.twin.entry import work_status
from benchmarks.twin.work import is_on_programme
from benchmarks.twin.world import World, tally
from welfsim.vocabulary.codes import (
    DisabilityBenefit,
    EsaKind,
    HealthGroup,
    Job,
    Presence,
    Referral,
    Regime,
    Severity,
    WcaDisputeStage,
)


def step(world: World) -> None:
    """Count people and units by what the month has left them in."""
    person, unit, line, month, here = world.person, world.unit, world.line, world.month, world.person.district
    benefit = np.where(world.in_scotland(slice(None)), DisabilityBenefit.ADP, DisabilityBenefit.PIP)
    holds, is_limited = has_disability_benefit(person), person.severity >= Severity.WORK_LIMITING

    def count(cells: Any, of: Any, *codes: Any) -> None:
        rows = np.flatnonzero(of)
        tally(cells, here[rows], *(code[rows] for code in codes))

    def count_present(cells: Any, of: Any, *codes: Any) -> None:
        count(cells, world.present & of, *codes)

    couples = np.flatnonzero(unit.adults == 2)
    first = unit.first_person[couples]
    lives = np.isin(person.presence, (Presence.PRESENT, Presence.PENSION_AGE))
    lives = lives[first] & lives[first + 1]
    tally(line.couples, unit.district[couples[lives]])
    count(line.people, np.ones(here.size, bool), person.presence)
    count(line.disability_past_pension_age, holds & (person.presence == Presence.PENSION_AGE), benefit)

    count_present(line.health, True, person.severity)
    count_present(line.work, True, person.job)
    count_present(line.on_sick_leave, person.leave_since != 0)
    count_present(line.self_employed, person.self_employed & (person.job != Job.OUT), person.job)
    count_present(line.working_limited, is_limited, person.job)
    out = np.flatnonzero(world.present & (person.job == Job.OUT))
    tally(line.out_of_work, here[out], work_status(world, out))

    count_present(line.uc_people, True, person.regime)
    count_present(line.uc_health, person.health_group != HealthGroup.NONE, person.health_group)
    count_present(line.esa, person.esa_kind != EsaKind.NONE, person.esa_kind, person.esa_group)
    count_present(line.carers, person.carer)
    count_present(line.uc_carers, person.carer & (person.regime != Regime.NOT_ON_UC))

    waits, due = person.referral != Referral.NONE, person.reassess_month
    credit = world.policy.universal_credit
    late = person.fit_note_since + credit.relevant_period + credit.months_to_next_period <= month
    may_be_called = (due != 0) & (due <= month) & (month < world.policy.assessment.pip_gateway_from)
    count_present(line.wca_queue, waits)
    count_present(line.wca_overdue, late & (person.referral == Referral.INITIAL))
    count_present(line.wca_due, ~waits & may_be_called)
    disputes = person.wca_dispute_stage != WcaDisputeStage.NONE
    count_present(line.wca_disputes_open, disputes, person.wca_dispute_stage)

    review = person.pip_review_month
    count_present(line.disability, holds, benefit)
    count_present(line.daily_living, holds, benefit, person.daily_living)
    count_present(line.mobility, holds, benefit, person.mobility)
    count_present(line.disability_queue, person.pip_claim_month != 0, benefit)
    count_present(line.disability_disputes_open, person.pip_dispute_month != 0, benefit, person.pip_dispute_stage)
    count_present(line.disability_review_queue, (review != 0) & (review <= month), benefit)

    on_programme = is_on_programme(world)
    count_present(line.volunteers_waiting, person.volunteered_month != 0)
    count_present(line.on_programme, on_programme, person.programme)
    count_present(line.programme_waiting, ~on_programme & (person.programme_since > month), person.programme)

    is_open = unit.uc_since != 0
    tally(line.uc_units, unit.district[is_open])
    open_units = np.flatnonzero(is_open)
    has_children = children_of(world, open_units)[0] > 0
    tally(line.uc_families, unit.district[open_units], (unit.adults[open_units] == 2) + 2 * has_children)
    tally(line.uc_units_paid, unit.district[is_open & (unit.uc_award > 0)])
