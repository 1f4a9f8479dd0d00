"""Fit notes on Universal Credit, new-style ESA, and the move of income-related ESA claimants to UC.

Unemployment Insurance, which law does not have, is left out.
"""

from __future__ import annotations

import numpy as np

from benchmarks.twin.awards import (
    assess,
    earns_past_gateway,
    income_related_esa,
    means,
    monthly,
    read_households,
    unit_claim,
)
from benchmarks.twin.codes import (
    Condition,
    EsaGroup,
    EsaKind,
    HealthGroup,
    HealthLoss,
    Job,
    LcwraRoute,
    Presence,
    Severity,
    Unassessed,
)
from benchmarks.twin.spells import (
    answer_losses,
    carry_esa_group,
    end_esa,
    find_lcwra,
    leave_assessor,
    move_esa,
    move_health_group,
    open_after_esa,
)
from benchmarks.twin.standing import replacement_hazards
from benchmarks.twin.world import Mask, Rows, World, by_code, per_district, tally

LINKING_MONTHS = 3


def element_response(world: World) -> float:
    """Return the multiplier on fit notes through the LCWRA element that a new claimant would get."""
    credit = world.policy.universal_credit
    if world.month < credit.new_rate_from:
        return 1.0
    return float((credit.lcwra_new / credit.lcwra_protected) ** world.policy.claims.element_elasticity)


def migrate(world: World, rows: Rows) -> None:
    """Move people, one a unit, from income-related ESA to Universal Credit with transitional protection."""
    unit, j = world.unit, world.person.unit[rows]
    household = read_households(world, j)
    esa = income_related_esa(world, household)
    before = esa + np.where(esa > 0, household.rent, 0)
    carry_esa_group(world, rows)
    open_after_esa(world, j)
    tally(world.line.esa_migrated, world.here(rows))
    household = read_households(world, j)
    after = assess(world, unit_claim(world, household), means(world, household)).paid
    unit.transitional_element[j] = np.maximum(0, before - after)


def may_claim_new_style(world: World, rows: Rows) -> Mask:
    """Return whether people without ESA, ill, lately in work and not since on ESA, could claim new-style ESA."""
    person, last = world.person, world.person.last_work[rows]
    is_recent = (last > 0) & (world.month - last <= world.policy.claims.new_style_recent_work)
    is_recent &= last > person.esa_since[rows]
    is_ill = person.severity[rows] >= Severity.WORK_LIMITING
    return np.asarray((person.job[rows] == Job.OUT) & is_ill & is_recent)


def close_esa(world: World, rows: Rows) -> None:
    """End people's ESA with nothing to link a later claim to."""
    end_esa(world, rows)
    world.person.esa_link[rows] = EsaGroup.NONE


def open_esa(world: World, rows: Rows) -> None:
    """Open linked and new claims of new-style ESA of people without ESA."""
    person, p, month, line = world.person, world.policy.claims, world.month, world.line
    u, gap = world.benefit_luck[rows], month - person.esa_since[rows]
    is_ill = (person.job[rows] == Job.OUT) & (person.severity[rows] >= Severity.WORK_LIMITING)
    links = is_ill & (person.esa_link[rows] != EsaGroup.NONE) & (gap <= LINKING_MONTHS)
    linked = rows[links & (u > 1.0 - p.linked_claim)]
    person.esa_first[linked] += month - person.esa_since[linked]
    tally(line.esa_linked, world.here(linked))
    for group in (EsaGroup.ASSESSMENT, EsaGroup.WRAG, EsaGroup.SUPPORT):
        move_esa(world, linked[person.esa_link[linked] == group], EsaKind.NEW_STYLE, group)
    allowance = monthly(world.policy.employment_support_allowance.personal_allowance)
    hazard = p.new_style_esa + replacement_hazards(world, rows, HealthLoss.DISABILITY, allowance, p.replacement_granted)
    hazard[world.unit.uc_since[person.unit[rows]] > 0] = p.new_style_esa
    opening = rows[~links & (u > 1.0 - hazard)]
    opening = opening[may_claim_new_style(world, opening)]
    answer_losses(world, opening, HealthLoss.DISABILITY, world.benefit_luck[opening] <= 1.0 - p.new_style_esa)
    person.esa_first[opening] = month
    move_esa(world, opening, EsaKind.NEW_STYLE, EsaGroup.ASSESSMENT)


def decide_esa(world: World, rows: Rows) -> None:
    """Decide claims of new-style ESA by severity."""
    p, severity, share = world.policy.claims, world.person.severity[rows], world.draw(rows.size)
    support, fit = (
        by_code([mild, mild, limited, severe])[severity]
        for mild, limited, severe in (
            (
                p.new_style_support_share_mild,
                p.new_style_support_share_work_limiting,
                p.new_style_support_share_severe,
            ),
            (p.new_style_fit_share_mild, p.new_style_fit_share_work_limiting, p.new_style_fit_share_severe),
        )
    )
    world.line.wca_cost += per_district(world, rows) * world.policy.costs.assessment
    is_support = share < support
    is_fit = ~is_support & (share >= 1.0 - fit)
    move_esa(world, rows[is_support], EsaKind.NEW_STYLE, EsaGroup.SUPPORT)
    move_esa(world, rows[~is_support & ~is_fit], EsaKind.NEW_STYLE, EsaGroup.WRAG)
    close_esa(world, rows[is_fit])


def change_new_style(world: World, rows: Rows) -> None:
    """Open, decide and end the new-style ESA of people who are not on income-related ESA."""
    person, p = world.person, world.policy.claims
    group = person.esa_group[rows]
    without = rows[group == EsaGroup.NONE]
    deciding = rows[(group == EsaGroup.ASSESSMENT) & (world.month - person.esa_since[rows] >= p.assessment_phase)]
    counted = world.month - person.esa_first[rows]
    limited = rows[(group == EsaGroup.WRAG) & (counted >= world.policy.employment_support_allowance.time_limit)]
    ending = rows[(group == EsaGroup.SUPPORT) & (world.benefit_luck[rows] < p.new_style_ends)]
    open_esa(world, without)
    decide_esa(world, deciding)
    tally(world.line.esa_time_limited, world.here(limited))
    close_esa(world, limited)
    close_esa(world, ending)


def change_fit_notes(world: World, rows: Rows) -> None:
    """Open and withdraw the fit notes of people on Universal Credit."""
    person, p = world.person, world.policy.claims
    group = person.health_group[rows]
    healthy = rows[group == HealthGroup.NONE]
    hazard = by_code([0.0, p.fit_note_mild, p.fit_note_work_limiting, p.fit_note_severe])[person.severity[healthy]]
    hazard *= element_response(world)
    hazard[person.job[healthy] != Job.OUT] *= p.fit_note_ratio_in_work
    element = world.policy.universal_credit.lcwra_new
    after = replacement_hazards(world, healthy, HealthLoss.DISABILITY, element, p.replacement_granted)
    luck = world.benefit_luck[healthy]
    hands_in = (luck > 1.0 - hazard - after) & ~earns_past_gateway(world, healthy)
    noted = healthy[hands_in]
    answer_losses(world, noted, HealthLoss.DISABILITY, luck[hands_in] <= 1.0 - hazard[hands_in])
    ended = rows[(group == HealthGroup.PRE_WCA) & (world.benefit_luck[rows] < p.fit_note_ends)]
    move_health_group(world, noted, HealthGroup.PRE_WCA)
    person.fit_note_since[noted] = world.month
    tally(world.line.fit_notes, world.here(noted))
    is_physical = np.isin(person.condition[noted], (Condition.NEUROLOGICAL, Condition.OTHER_PHYSICAL))
    physical = noted[is_physical & (person.severity[noted] == Severity.SEVERE)]
    dying = physical[world.draw(physical.size) < world.policy.assessment.terminal_share]
    find_lcwra(world, dying, LcwraRoute.TERMINAL_ILLNESS, world.month)
    leave_assessor(world, ended, Unassessed.HEALTH_CLAIM_ENDED, world.month)
    move_health_group(world, ended, HealthGroup.NONE)


def step(world: World) -> None:
    """Open and withdraw fit notes, open and end new-style ESA, and migrate income-related ESA."""
    person, unit = world.person, world.unit
    is_ill = person.severity > Severity.NONE
    is_near = is_ill | (person.health_group != HealthGroup.NONE) | (person.esa_group != EsaGroup.NONE)
    near = np.flatnonzero(is_near & (person.presence == Presence.PRESENT))
    world.benefit_luck[near] = world.draw(near.size)
    related = person.esa_kind[near] == EsaKind.INCOME_RELATED

    held = near[related]
    deadline = person.esa_moves_month[held]
    noticed = held[deadline == world.month + world.policy.claims.migration_notice]
    tally(world.line.esa_notices, world.here(noticed))
    moving = held[deadline == world.month]
    claims_it = world.draw(moving.size) < world.policy.claims.migration_claims
    tally(world.line.esa_not_claimed, world.here(moving[~claims_it]))
    end_esa(world, moving[~claims_it])
    moving = moving[claims_it]
    is_first = unit.first_person[person.unit[moving]] == moving
    migrate(world, moving[is_first])
    migrate(world, moving[~is_first])

    others = near[~related]
    change_new_style(world, others)
    change_fit_notes(world, others[unit.uc_since[person.unit[others]] > 0])
