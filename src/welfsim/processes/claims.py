"""Fit notes on Universal Credit, new-style ESA, and the move of income-related ESA claimants to UC.

Unemployment Insurance, which may replace new-style ESA in a scenario, uses its columns and lines.
"""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.budget import award, household_claim, household_housing_benefit, household_income_related_esa
from welfsim.awards.employment_support import has_reached_time_limit, new_style_award
from welfsim.awards.gain import gain_from_element
from welfsim.awards.means import household_means
from welfsim.awards.money import whole
from welfsim.awards.own_law import household_of, law_of, law_of_unit
from welfsim.awards.sick_pay import has_run_out
from welfsim.compiled import kernel, move, rule
from welfsim.draws import Decision, Domain, hits, misses
from welfsim.rules.credit_claims import open_after_esa, protect_amount
from welfsim.rules.esa_groups import (
    close_esa,
    end_esa,
    keep_credits,
    keep_new_style,
    link_esa,
    move_esa,
    open_esa,
    take_group_to_credit,
)
from welfsim.rules.health_groups import find_lcwra, leave_assessor, move_health_group, open_fit_note
from welfsim.rules.losses import answer_loss, forget_incapacity, replacement_hazard
from welfsim.rules.luck import chance_of, luck_of, millionths_of
from welfsim.rules.responses import answered
from welfsim.rules.standing import by_severity, earns_past_gateway, has_settled_in_work, has_worked_here
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import (
    Activity,
    Condition,
    EsaGroup,
    EsaKind,
    HealthGroup,
    HealthLoss,
    Job,
    LcwraRoute,
    Presence,
    Regime,
    Response,
    Severity,
    Unassessed,
)
from welfsim.vocabulary.parameters import Assessment, Claims, Policy, UnemploymentInsurance
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State

LINKING_MONTHS = 3  # twelve weeks
SMALLEST_ELEMENT = 2500.0  # pence a month; below it the response to the element stops


@rule
def element_response(gain: float, reference: float, p: Claims) -> float:
    """Return the multiplier on fit notes through what LCWRA would add to the person's own award, in pence a month.

    Gain over reference, to the power of the elasticity; constant for gains below £25. On UC without a health group.
    Source: Gruber 2000 (Canada), `claims.element_elasticity`; the reference is the element of April 2025 at its prices.
    """
    return float((max(gain, SMALLEST_ELEMENT) / reference) ** p.element_elasticity)


@rule
def fit_note_hazard(severity: int, employability: float, frailty: float, in_work: bool, p: Claims) -> float:
    """Return the monthly hazard that a person on UC without a health group hands in a fit note, at the element of 2025.

    One constant a severity, 0 if well; higher the less employable and the more frail; in work times
    `fit_note_ratio_in_work`. Set near DWP assessments a month, 2025, in `claims.fit_note_*`.
    """
    hazard = by_severity(severity, 0.0, p.fit_note_mild, p.fit_note_work_limiting, p.fit_note_severe)
    person = exp(p.fit_note_frailty * frailty - p.fit_note_employability * employability)
    return hazard * person * (p.fit_note_ratio_in_work if in_work else 1.0)


@rule
def claims_without_requirement(regime: int, in_work: bool, p: Claims) -> float:
    """Return fit notes of a person of whom no search is required, relative to one in intensive search.

    1 over `fit_note_requirement`, for people out of work: search requirements push some to health benefits.
    Source: Codreanu and Waters 2023 on single parents, `claims.fit_note_requirement`.
    """
    return 1.0 if in_work or regime == Regime.INTENSIVE_SEARCH else 1.0 / p.fit_note_requirement


@move
def fit_note_of(state: State, i: int, policy: Policy, clock: Clock) -> float:
    """Return the hazard that person `i`, on Universal Credit, hands in a fit note for their health."""
    month, held = clock.month, clock.held
    person, unit, p = state.person, state.unit, policy.claims
    in_work = bool(person.job[i] != Job.OUT)
    own = fit_note_hazard(int(person.severity[i]), float(person.employability[i]), float(person.frailty[i]), in_work, p)
    if own == 0.0:
        return 0.0
    j = whole(person.unit[i])
    law = law_of_unit(state, j, policy)
    gain = gain_from_element(household_of(state, j, law, month), i == unit.first_person[j], month, law)
    reference = p.element_reference * policy.economy.cpi_index
    money, required = (
        element_response(float(gain), reference, p),
        claims_without_requirement(int(person.regime[i]), in_work, p),
    )
    money = answered(state, i, Response.GAIN_FROM_ELEMENT.value, money, held)
    return own * money * answered(state, i, Response.REQUIREMENT_TO_CLAIM.value, required, held)


@rule
def is_terminally_ill(person: Persons, i: int, clock: Clock, p: Assessment) -> bool:
    """Say whether person `i`'s fit note of this month comes with terminal illness.

    LCWRA is then found at once, without an assessment or a relevant period (UC Regs Schedule 9 para 1, reg 28(5)).
    """
    physical = person.condition[i] == Condition.NEUROLOGICAL or person.condition[i] == Condition.OTHER_PHYSICAL
    if not physical or person.severity[i] != Severity.SEVERE:
        return False
    return bool(chance_of(person, i, Decision.TERMINAL_ILLNESS, clock) < p.terminal_share)


@rule
def may_claim_new_style(person: Persons, i: int, month: int, policy: Policy) -> bool:
    """Say whether person `i`, ill and not since on ESA, could claim new-style ESA: recently in work, or on sick leave.

    On sick leave once Statutory Sick Pay has run out, which the self-employed never have: nobody has both (WRA 2007
    s.20(1)).
    """
    if person.esa_group[i] != EsaGroup.NONE or person.severity[i] < Severity.WORK_LIMITING:
        return False
    on_leave_since = int(person.leave_since[i])
    if on_leave_since != 0:
        ended = person.self_employed[i] or has_run_out(month - on_leave_since, policy.sick_pay)
        return bool(ended and on_leave_since > person.esa_since[i])
    last = int(person.last_work[i])
    lately = last > 0 and month - last <= policy.claims.new_style_recent_work and has_worked_here(person, i)
    return bool(person.job[i] == Job.OUT and lately and last > person.esa_since[i])


@rule
def may_link(person: Persons, i: int, month: int) -> bool:
    """Say whether person `i`, ill and out of work, lost ESA to a job so recently that both spells count as one.

    Periods of limited capability for work not more than twelve weeks apart are one (ESA Regs 2013 reg 86).
    """
    return (
        person.job[i] == Job.OUT
        and person.esa_group[i] == EsaGroup.NONE
        and person.esa_link[i] != EsaGroup.NONE
        and month - int(person.esa_since[i]) <= LINKING_MONTHS
        and person.severity[i] >= Severity.WORK_LIMITING
    )


@rule
def may_claim_insurance(person: Persons, i: int, month: int, p: UnemploymentInsurance) -> bool:
    """Say whether person `i` could claim Unemployment Insurance: a lasting job that ended recently, well or ill."""
    if month < p.start or person.job[i] != Job.OUT or person.esa_group[i] != EsaGroup.NONE:
        return False
    last = int(person.last_work[i])
    lasted = last - int(person.job_since[i]) >= p.contributions
    searches = person.activity[i] == Activity.SEEKING or person.activity[i] == Activity.SICK
    lately = last > person.esa_since[i] and month - last <= p.within
    return bool(lately and lasted and searches and has_worked_here(person, i))


@rule
def support_share(severity: int, p: Claims) -> float:
    """Return the chance that a decision on new-style ESA is the support group.

    One constant a severity, at the end of the assessment phase. Source: DWP, 2024, in `claims.new_style_support_*`.
    """
    mild, limited = p.new_style_support_share_mild, p.new_style_support_share_work_limiting
    return by_severity(severity, mild, mild, limited, p.new_style_support_share_severe)


@rule
def fit_share(severity: int, p: Claims) -> float:
    """Return the chance that a decision on new-style ESA finds the person fit for work.

    One constant a severity, at the end of the assessment phase. Source: DWP, 2024, in `claims.new_style_fit_*`.
    """
    mild, limited = p.new_style_fit_share_mild, p.new_style_fit_share_work_limiting
    return by_severity(severity, mild, mild, limited, p.new_style_fit_share_severe)


@rule
def decided_group(severity: int, share: float, p: Claims) -> int:
    """Return the ESA group that a draw from 0 to 1 decides on, NONE for fit for work."""
    if share < support_share(severity, p):
        return EsaGroup.SUPPORT.value
    return EsaGroup.NONE.value if share >= 1.0 - fit_share(severity, p) else EsaGroup.WRAG.value


@move
def decide_esa(person: Persons, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Decide person `i`'s claim of new-style ESA after the assessment phase."""
    share = chance_of(person, i, Decision.ESA_OUTCOME, clock)
    line.wca_cost[person.counted_in[i]] += policy.costs.assessment
    group = decided_group(int(person.severity[i]), share, policy.claims)
    if group == EsaGroup.NONE:
        close_esa(person, i, clock.month, line)
    else:
        move_esa(person, i, EsaKind.NEW_STYLE, group, clock.month, line)


@rule
def esa_after_loss(person: Persons, i: int, policy: Policy, month: int) -> float:
    """Return the hazard that person `i`, off Universal Credit, claims new-style ESA for a lost award of PIP or ADP.

    `replacement_hazard` with the assessment rate as the amount. Source: `claims.replacement_granted`.
    """
    p = policy.claims
    amount = new_style_award(False, False, False, month, policy.employment_support_allowance)
    return replacement_hazard(person, i, HealthLoss.DISABILITY.value, amount, p.replacement_granted, p, month)


@rule
def fit_note_after_loss(person: Persons, i: int, policy: Policy, month: int) -> float:
    """Return the hazard that person `i`, on Universal Credit, hands in a fit note for a lost award of PIP or ADP.

    `replacement_hazard` with the new LCWRA element as the amount. Source: `claims.replacement_granted`.
    """
    p, amount = policy.claims, policy.universal_credit.lcwra_new
    return replacement_hazard(person, i, HealthLoss.DISABILITY.value, amount, p.replacement_granted, p, month)


@move
def may_open_esa(person: Persons, i: int, u: int, on_uc: bool, policy: Policy, month: int, line: Accounts) -> None:
    """Let person `i` open a linked claim of new-style ESA, a new one, or Unemployment Insurance, if drawn."""
    p = policy.claims
    if may_link(person, i, month):
        if misses(u, p.linked_claim):
            link_esa(person, i, month, line)
    elif may_claim_insurance(person, i, month, policy.unemployment_insurance):
        if misses(u, policy.unemployment_insurance.claim):
            open_esa(person, i, EsaKind.INSURANCE, EsaGroup.INSURED, month, line)
    elif month < policy.unemployment_insurance.start and may_claim_new_style(person, i, month, policy):
        hazard = p.new_style_esa
        if not on_uc:
            hazard += esa_after_loss(person, i, policy, month)
        if misses(u, hazard):
            answer_loss(person, i, HealthLoss.DISABILITY.value, not misses(u, p.new_style_esa), line)
            open_esa(person, i, EsaKind.NEW_STYLE, EsaGroup.ASSESSMENT, month, line)


@move
def change_esa(person: Persons, i: int, u: int, on_uc: bool, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Open, decide and end person `i`'s new-style ESA or Unemployment Insurance.

    Who leaves by themselves has lost nothing. At the time limit of the work-related activity group payment ends, and
    who is still ill goes on with credits only (WRA 2007 s.1A; Social Security (Credits) Regulations 1975 reg 8B).
    """
    month, group = clock.month, person.esa_group[i]
    counted = month - int(person.esa_first[i])
    if group == EsaGroup.NONE:
        may_open_esa(person, i, u, on_uc, policy, month, line)
    elif group == EsaGroup.ASSESSMENT:
        if month - int(person.esa_since[i]) >= policy.claims.assessment_phase:
            decide_esa(person, i, policy, clock, line)
    elif group == EsaGroup.SUPPORT or person.esa_kind[i] == EsaKind.CREDITS_ONLY:
        is_paid = person.esa_kind[i] == EsaKind.NEW_STYLE
        if hits(u, policy.claims.new_style_ends if is_paid else policy.claims.credits_only_ends):
            forget_incapacity(person, i)
            close_esa(person, i, month, line)
    elif (group == EsaGroup.INSURED and counted >= policy.unemployment_insurance.months) or (
        group == EsaGroup.WRAG and has_reached_time_limit(counted, False, policy.employment_support_allowance)
    ):
        line.esa_time_limited[person.counted_in[i]] += 1
        if group == EsaGroup.WRAG and person.severity[i] >= Severity.WORK_LIMITING:
            keep_credits(person, i, month, line)
        else:
            close_esa(person, i, month, line)


@rule
def fit_note_ends(person: Persons, i: int, policy: Policy, month: int) -> float:
    """Return the hazard that person `i`'s fit note ends without a decision: withdrawn, or after some months in work."""
    p = policy.claims
    return p.fit_note_ends + (p.fit_note_ends_in_work if has_settled_in_work(person, i, p, month) else 0.0)


@move
def change_fit_note(state: State, i: int, u: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Open or withdraw the fit note of person `i`, on Universal Credit; the terminally ill have LCWRA at once."""
    person = state.person
    if person.health_group[i] == HealthGroup.NONE:
        if earns_past_gateway(person, i, policy, clock.month):
            return
        hazard = fit_note_of(state, i, policy, clock)
        with_loss = hazard + fit_note_after_loss(person, i, policy, clock.month)
        line.fit_note_chances[person.counted_in[i]] += millionths_of(with_loss)
        if misses(u, with_loss):
            answer_loss(person, i, HealthLoss.DISABILITY.value, not misses(u, hazard), line)
            open_fit_note(person, i, clock.month, line)
            if is_terminally_ill(person, i, clock, policy.assessment):
                find_lcwra(person, i, LcwraRoute.TERMINAL_ILLNESS, clock.month, policy, clock, line)
    elif person.health_group[i] == HealthGroup.PRE_WCA and hits(u, fit_note_ends(person, i, policy, clock.month)):
        leave_assessor(person, i, Unassessed.HEALTH_CLAIM_ENDED, clock.month, policy.assessment, line)
        move_health_group(person, i, HealthGroup.NONE, clock.month, line)


@rule
def keeps_esa(person: Persons, i: int, draw: float, p: Claims) -> bool:
    """Say, by a draw from 0 to 1, whether person `i`'s income-related ESA topped up contributory ESA, which goes on.

    Only in the support group, since elsewhere the time limit of contributory ESA has long passed.
    """
    return bool(person.esa_group[i] == EsaGroup.SUPPORT and draw < p.migration_keeps_esa)


@move
def answer_notice(state: State, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Move person `i` from income-related ESA to Universal Credit in the month of the deadline, if it is claimed.

    Notices go out some months before. ESA ends at the deadline whether UC is claimed or not (Universal Credit
    (Transitional Provisions) Regulations 2014 regs 44 and 46); some in the support group keep new-style ESA. Both rest
    on one draw: of those who claim, and of those who do not, the lowest keep it.
    """
    person, p = state.person, policy.claims
    d, deadline = person.counted_in[i], int(person.esa_moves_month[i])
    if deadline - p.migration_notice == clock.month:
        line.esa_notices[d] += 1
    if deadline == clock.month:
        draw = chance_of(person, i, Decision.MIGRATION, clock)
        if draw < p.migration_claims:
            migrate(state, i, keeps_esa(person, i, draw / p.migration_claims, p), policy, clock.month, line)
            return
        line.esa_not_claimed[d] += 1
        if keeps_esa(person, i, (draw - p.migration_claims) / (1.0 - p.migration_claims), p):
            keep_new_style(person, i)
        else:
            end_esa(person, i, clock.month, line)


@move
def migrate(state: State, i: int, keeps_new_style: bool, policy: Policy, month: int, line: Accounts) -> None:
    """Move person `i`'s income-related ESA, and the unit, to Universal Credit with transitional protection.

    The transitional element is what ESA and Housing Benefit paid above the first award of UC and new-style ESA kept.
    """
    person, unit = state.person, state.unit
    j = whole(person.unit[i])
    law = law_of_unit(state, j, policy)
    household = household_of(state, j, law, month)
    esa = household_income_related_esa(household, law)
    before = esa + household_housing_benefit(household, esa, 0, law)
    take_group_to_credit(person, i, keeps_new_style, policy.assessment, month, line)
    open_after_esa(unit, j, month, line)
    line.esa_migrated[person.counted_in[i]] += 1
    contributory = household_means(household, law).new_style_esa
    household = household_of(state, j, law, month)
    means = household_means(household, law)
    after = award(household_claim(household, law), means, law)
    protect_amount(unit, j, max(0, before - after - (means.new_style_esa - contributory)))


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Open and withdraw fit notes, open and end new-style ESA, and migrate income-related ESA."""
    person, unit = state.person, state.unit
    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT:
            continue
        law = law_of(state, i, policy)
        if person.esa_kind[i] == EsaKind.INCOME_RELATED:
            answer_notice(state, i, law, clock, line)
            continue
        u = luck_of(luck, Domain.BENEFIT, i, span)
        on_uc = unit.uc_since[person.unit[i]] != 0
        change_esa(person, i, u, on_uc, law, clock, line)
        if on_uc:
            change_fit_note(state, i, u, law, clock, line)
