"""The end of the month: who stands where, counted into the accounts."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.codes import (
    EsaKind,
    HealthGroup,
    Job,
    PipRate,
    Presence,
    Programme,
    Referral,
    Severity,
    WcaDisputeStage,
)
from benchmarks.twin.standing import has_disability_benefit, work_status
from benchmarks.twin.world import World, per_district, tally


def count_present(world: World) -> None:
    """Count everyone of working age by health, job and regime."""
    person, line = world.person, world.line
    present = np.flatnonzero(person.presence == Presence.PRESENT)
    here, severity, job = world.here(present), person.severity[present], person.job[present]
    tally(line.health, here, severity)
    tally(line.work, here, job)
    tally(line.uc_people, here, person.regime[present])
    is_limited = severity >= Severity.WORK_LIMITING
    tally(line.working_limited, here[is_limited], job[is_limited])
    out = present[job == Job.OUT]
    tally(line.out_of_work, world.here(out), work_status(world, out))


def count_claimants(world: World) -> None:
    """Count people on health and disability benefits, and those who wait."""
    person, line = world.person, world.line
    is_present = person.presence == Presence.PRESENT
    ill = np.flatnonzero(is_present & (person.health_group != HealthGroup.NONE))
    tally(line.uc_health, world.here(ill), person.health_group[ill])
    line.wca_queue += per_district(world, np.flatnonzero(is_present & (person.referral != Referral.NONE)))
    is_over = (person.reassess_month > 0) & (person.reassess_month <= world.month)
    line.wca_due += per_district(world, np.flatnonzero(is_present & is_over & (person.referral == Referral.NONE)))
    is_due = person.fit_note_since + world.policy.universal_credit.relevant_period <= world.month
    is_first = is_present & (person.referral == Referral.INITIAL)
    line.wca_overdue += per_district(world, np.flatnonzero(is_first & is_due))
    disputing = np.flatnonzero(is_present & (person.wca_dispute_stage != WcaDisputeStage.NONE))
    tally(line.wca_disputes_open, world.here(disputing), person.wca_dispute_stage[disputing])
    on_esa = np.flatnonzero(is_present & (person.esa_kind != EsaKind.NONE))
    tally(line.esa, world.here(on_esa), person.esa_kind[on_esa], person.esa_group[on_esa])

    holds = (person.daily_living != PipRate.NONE) | (person.mobility != PipRate.NONE)
    held = np.flatnonzero(is_present & holds)
    here = world.here(held)
    benefit = world.benefit[here]
    tally(line.disability, here, benefit)
    tally(line.daily_living, here, benefit, person.daily_living[held])
    tally(line.mobility, here, benefit, person.mobility[held])
    queue = world.here(np.flatnonzero(is_present & (person.pip_claim_month != 0)))
    tally(line.disability_queue, queue, world.benefit[queue])
    disputing = np.flatnonzero(is_present & (person.pip_dispute_month != 0))
    here = world.here(disputing)
    tally(line.disability_disputes_open, here, world.benefit[here], person.pip_dispute_stage[disputing])
    is_due = is_present & (person.pip_review_month != 0) & (person.pip_review_month <= world.month)
    due = world.here(np.flatnonzero(is_due))
    tally(line.disability_review_queue, due, world.benefit[due])
    line.carers += per_district(world, np.flatnonzero(is_present & person.carer))


def step(world: World) -> None:
    """Count the stocks of the month's end."""
    person, unit, line = world.person, world.unit, world.line
    tally(line.people, person.district.astype(np.intp), person.presence)
    older = np.flatnonzero(person.presence == Presence.PENSION_AGE)
    here = world.here(older[has_disability_benefit(world, older)])
    tally(line.disability_past_pension_age, here, world.benefit[here])
    count_present(world)
    count_claimants(world)

    is_present = person.presence == Presence.PRESENT
    line.volunteers_waiting += per_district(world, np.flatnonzero(is_present & (person.volunteered_month != 0)))
    joined = np.flatnonzero(is_present & (person.programme != Programme.NONE) & (person.programme_until > world.month))
    has_begun = person.programme_since[joined] <= world.month
    tally(line.on_programme, world.here(joined[has_begun]), person.programme[joined[has_begun]])
    tally(line.programme_waiting, world.here(joined[~has_begun]), person.programme[joined[~has_begun]])
    is_open = unit.uc_since != 0
    line.uc_units += np.bincount(unit.district[is_open], minlength=world.districts)
    line.uc_units_paid += np.bincount(unit.district[is_open & (unit.uc_award > 0)], minlength=world.districts)
