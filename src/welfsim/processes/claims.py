"""Fit notes on Universal Credit, new-style ESA, and the move of income-related ESA claimants to UC."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import award, household_claim, household_income_related_esa, household_means
from welfsim.awards.employment_support import group_after_esa, has_reached_time_limit, housing_benefit
from welfsim.awards.household import read_household
from welfsim.compiled import kernel, rule
from welfsim.draws import TWO_32, Decision, Domain, hits, misses, uniform
from welfsim.spells import end_esa, find_lcwra, move_esa, move_health_group
from welfsim.standing import earns_past_gateway
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Condition, EsaGroup, EsaKind, HealthGroup, Job, LcwraRoute, Presence, Severity
from welfsim.vocabulary.parameters import Assessment, Claims, Policy, UniversalCredit
from welfsim.vocabulary.state import Clock, Persons, Span, State


@rule
def element_response(p: Claims, credit: UniversalCredit, month: int) -> float:
    """Return the multiplier on fit notes through the LCWRA element that a new claimant would get.

    The ratio of the new to the protected rate to the power of the elasticity; one while there is a single rate.
    """
    if month < credit.new_rate_from:
        return 1.0
    return float((credit.lcwra_new / credit.lcwra_protected) ** p.element_elasticity)


@rule
def fit_note_hazard(severity: int, in_work: bool, response: float, p: Claims) -> float:
    """Return the monthly hazard that a person on UC without a health group hands in a fit note."""
    if severity == Severity.SEVERE:
        hazard = p.fit_note_severe
    elif severity == Severity.WORK_LIMITING:
        hazard = p.fit_note_work_limiting
    elif severity == Severity.MILD:
        hazard = p.fit_note_mild
    else:
        return 0.0
    return hazard * response * (p.fit_note_ratio_in_work if in_work else 1.0)


@rule
def is_terminally_ill(person: Persons, i: int, clock: Clock, p: Assessment) -> bool:
    """Say whether person `i`'s fit note of this month comes with terminal illness.

    LCWRA is then found at once, without an assessment or a relevant period (UC Regs Schedule 9 para 1, reg 28(5)).
    """
    physical = person.condition[i] == Condition.NEUROLOGICAL or person.condition[i] == Condition.OTHER_PHYSICAL
    if not physical or person.severity[i] != Severity.SEVERE:
        return False
    share = uniform(clock.key, Decision.TERMINAL_ILLNESS, person.person_id[i], clock.month) / TWO_32
    return bool(share < p.terminal_share)


@rule
def may_claim_new_style(person: Persons, i: int, month: int, p: Claims) -> bool:
    """Say whether person `i`, ill, lately in work and not since on ESA, could claim new-style ESA."""
    return (
        person.job[i] == Job.OUT
        and person.esa_group[i] == EsaGroup.NONE
        and person.severity[i] >= Severity.WORK_LIMITING
        and person.last_work[i] > 0
        and month - int(person.last_work[i]) <= p.new_style_recent_work
        and person.last_work[i] > person.esa_since[i]
    )


@rule
def migrate(state: State, i: int, policy: Policy, month: int, line: Accounts) -> None:
    """Move person `i`'s income-related ESA, and the unit, to Universal Credit with transitional protection.

    The support group becomes LCWRA at the protected rate at once, the work-related activity group LCW
    (Universal Credit (Transitional Provisions) Regulations 2014 reg 19). The transitional element is what ESA
    and Housing Benefit paid above the first award of UC.
    """
    person, unit = state.person, state.unit
    j = int(person.unit[i])
    d = person.district[i]
    group = group_after_esa(int(person.esa_group[i]))
    spell_since = int(person.esa_since[i])
    household = read_household(person, unit, state.district, j, policy, month)
    esa = household_income_related_esa(household, policy)
    before = esa + housing_benefit(esa, household.rent)
    end_esa(person, i, month, line)
    line.esa_migrated[d] += 1
    move_health_group(person, i, group, month, line)
    if group == HealthGroup.LCWRA:
        line.lcwra_found[d, LcwraRoute.ESA] += 1
        person.element_from[i] = month
    person.fit_note_since[i] = spell_since
    person.from_esa[i] = True
    person.reassess_month[i] = 0 if person.lifelong[i] else month + policy.assessment.prognosis
    if unit.uc_since[j] == 0:
        unit.uc_since[j] = month
        unit.uc_nil_since[j] = 0
        line.uc_claims[d] += 1
    household = read_household(person, unit, state.district, j, policy, month)
    after = award(household_claim(household, policy, month), household_means(household, policy), policy)
    unit.transitional_element[j] = max(0, before - after)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Open and withdraw fit notes, open and end new-style ESA, and migrate income-related ESA."""
    person, unit, p = state.person, state.unit, policy.claims
    esa = policy.employment_support_allowance
    response = element_response(p, policy.universal_credit, clock.month)
    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT:
            continue
        d = person.district[i]
        u = int(luck[Domain.BENEFIT, i - span.first_person])
        in_esa = clock.month - int(person.esa_since[i])
        if person.esa_kind[i] == EsaKind.INCOME_RELATED:
            if person.esa_moves_month[i] == clock.month:
                migrate(state, i, policy, clock.month, line)
            continue
        if person.esa_group[i] == EsaGroup.ASSESSMENT:
            if in_esa >= p.assessment_phase:
                share = uniform(clock.key, Decision.ESA_OUTCOME, person.person_id[i], clock.month) / TWO_32
                line.wca_cost[d] += policy.costs.assessment
                if share < p.new_style_support_share:
                    move_esa(person, i, EsaKind.NEW_STYLE, EsaGroup.SUPPORT, clock.month, line)
                elif share >= 1.0 - p.new_style_fit_share:
                    end_esa(person, i, clock.month, line)
                else:
                    move_esa(person, i, EsaKind.NEW_STYLE, EsaGroup.WRAG, clock.month, line)
        elif person.esa_group[i] == EsaGroup.WRAG:
            if has_reached_time_limit(in_esa + p.assessment_phase, False, esa):
                end_esa(person, i, clock.month, line)
        elif person.esa_group[i] == EsaGroup.SUPPORT:
            if hits(u, p.new_style_ends):
                end_esa(person, i, clock.month, line)
        elif may_claim_new_style(person, i, clock.month, p) and misses(u, p.new_style_esa):
            move_esa(person, i, EsaKind.NEW_STYLE, EsaGroup.ASSESSMENT, clock.month, line)
        if unit.uc_since[person.unit[i]] == 0:
            continue
        if person.health_group[i] == HealthGroup.NONE:
            if earns_past_gateway(person, i, policy):
                continue
            hazard = fit_note_hazard(int(person.severity[i]), person.job[i] != Job.OUT, response, p)
            if misses(u, hazard):
                move_health_group(person, i, HealthGroup.PRE_WCA, clock.month, line)
                person.fit_note_since[i] = clock.month
                line.fit_notes[d] += 1
                if is_terminally_ill(person, i, clock, policy.assessment):
                    find_lcwra(person, i, LcwraRoute.TERMINAL_ILLNESS, clock.month, policy, clock, line)
        elif person.health_group[i] == HealthGroup.PRE_WCA and hits(u, p.fit_note_ends):
            move_health_group(person, i, HealthGroup.NONE, clock.month, line)
