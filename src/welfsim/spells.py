"""Moves between benefit groups: each writes the person's spell and the account line of the move together."""

from __future__ import annotations

from welfsim.awards.disability import adult_disability_payment, independence_payment
from welfsim.awards.employment_support import group_after_esa
from welfsim.awards.household import NOBODY, other_adult
from welfsim.awards.points import (
    FOUR_POINTS,
    TWO_POINTS,
    daily_living_rate,
    is_barred_by_four_points,
    months_of_new_award,
    months_of_renewed_award,
    points_of,
    share_below_four,
    share_enhanced,
)
from welfsim.awards.universal_credit import holds_protected_rate, payable_from_age
from welfsim.compiled import rule
from welfsim.draws import TWO_32, Decision, uniform
from welfsim.standing import MONTHS_AT_25, is_due_again, strain_now
from welfsim.vocabulary.accounts import Accounts, Count
from welfsim.vocabulary.codes import (
    DisabilityBenefit,
    DisputeStage,
    EsaGroup,
    EsaKind,
    HealthGroup,
    HealthLoss,
    LcwraRoute,
    PipRate,
    Presence,
    Referral,
    Severity,
    Undecided,
    WcaDisputeStage,
)
from welfsim.vocabulary.parameters import (
    Assessment,
    DisabilityBenefitSystem,
    DisabilityRates,
    Health,
    Points,
    Policy,
    UniversalCredit,
)
from welfsim.vocabulary.state import BenefitUnits, Clock, Persons


@rule
def move_health_group(person: Persons, i: int, group: int, month: int, line: Accounts) -> None:
    """Move person `i` to a UC health group; leaving all groups ends what hangs on the spell.

    Whoever ends a wait for the assessor with it says so first, by `leave_assessor` or a decision.
    """
    line.uc_health_moves[person.district[i], person.health_group[i], group] += 1
    person.health_group[i] = group
    person.group_since[i] = month
    if group != HealthGroup.LCWRA:
        person.element_from[i] = 0
    if group == HealthGroup.NONE:
        person.reassess_month[i] = 0
        person.from_esa[i] = False
        person.lifelong[i] = False


@rule
def leave_assessor(person: Persons, i: int, why: int, month: int, p: Assessment, line: Accounts) -> None:
    """Take person `i` out of the assessor's queue undecided, or from among those due in `month`; else do nothing."""
    if person.referral[i] != Referral.NONE:
        line.wca_left[person.district[i], why] += 1
        person.referral[i] = Referral.NONE
    elif is_due_again(person, i, p, month):
        line.wca_due_left[person.district[i], why] += 1


@rule
def prognosis_months(place: float, p: Assessment) -> int:
    """Return the months to a reassessment, `place` from 0 to 1 along the range of lengths; a month at least."""
    return max(int(p.prognosis * (1.0 + p.prognosis_spread * (2.0 * place - 1.0)) + 0.5), 1)


@rule
def set_reassessment(person: Persons, i: int, p: Assessment, clock: Clock) -> None:
    """Set the month from which person `i` is due for reassessment: never with a lifelong condition."""
    place = uniform(clock.key, Decision.PROGNOSIS, person.person_id[i], clock.month) / TWO_32
    person.reassess_month[i] = 0 if person.lifelong[i] else clock.month + prognosis_months(place, p)


@rule
def has_lcwra(person: Persons, i: int) -> bool:
    """Say whether person `i` is of working age and in LCWRA."""
    return bool(person.presence[i] == Presence.PRESENT and person.health_group[i] == HealthGroup.LCWRA)


@rule
def has_paid_partner(person: Persons, i: int, month: int, p: UniversalCredit) -> bool:
    """Say whether person `i`'s partner brings the unit's LCWRA element in a month: a couple has one (reg 27(4))."""
    other = other_adult(person, i)
    if other == NOBODY or not has_lcwra(person, other):
        return False
    return bool(payable_from_age(int(person.element_from[other]), int(person.birth_month[other]), p) <= month)


@rule
def months_owed(person: Persons, i: int, month: int, p: UniversalCredit) -> int:
    """Return for how many months before this one person `i`'s LCWRA element is owed.

    None from the month in which the partner's is paid: a couple has one element (UC Regs reg 27(4)).
    """
    until, other = month, other_adult(person, i)
    if other != NOBODY and has_lcwra(person, other):
        until = min(month, payable_from_age(int(person.element_from[other]), int(person.birth_month[other]), p))
    return max(until - payable_from_age(int(person.element_from[i]), int(person.birth_month[i]), p), 0)


@rule
def find_lcwra(
    person: Persons, i: int, route: int, element_from: int, policy: Policy, clock: Clock, line: Accounts
) -> None:
    """Put person `i` into LCWRA by some route, with arrears when the element was due earlier than this month.

    Terminal illness is lifelong. Whether another severe condition is, unless LCWRA rests on substantial risk, is a
    trait of the person, drawn the same way in every month. Arrears are the element for each month missed; what a
    taper would have taken is left out.
    """
    move_health_group(person, i, HealthGroup.LCWRA, clock.month, line)
    person.element_from[i] = element_from
    if route == LcwraRoute.TERMINAL_ILLNESS:
        person.lifelong[i] = True
    elif person.severity[i] == Severity.SEVERE and route != LcwraRoute.SUBSTANTIAL_RISK:
        trait = uniform(clock.key, Decision.LIFELONG, person.person_id[i], 0) / TWO_32
        person.lifelong[i] = trait < policy.assessment.lifelong_share
    if route == LcwraRoute.DESCRIPTORS and person.lifelong[i]:
        line.lcwra_found[person.district[i], LcwraRoute.SEVERE_CONDITIONS] += 1
    else:
        line.lcwra_found[person.district[i], route] += 1
    set_reassessment(person, i, policy.assessment, clock)
    owed = months_owed(person, i, clock.month, policy.universal_credit)
    if owed > 0:
        p = policy.universal_credit
        is_protected = holds_protected_rate(
            int(person.fit_note_since[i]), bool(person.lifelong[i]), bool(person.from_esa[i]), p
        )
        element = p.lcwra_protected if is_protected else p.lcwra_new
        line.uc_arrears[person.district[i]] += owed * element


@rule
def open_dispute(person: Persons, i: int, stage: int, settled: int, line: Accounts) -> None:
    """Open one stage of a dispute of person `i`'s WCA decision, to be settled in a later month."""
    person.wca_appeal_stage[i] = stage
    person.wca_appeal_month[i] = settled
    line.wca_disputes_opened[person.district[i], stage] += 1


@rule
def close_dispute(person: Persons, i: int, result: int, line: Accounts) -> None:
    """Close the stage at which person `i`'s dispute of a WCA decision stands, if any."""
    if person.wca_appeal_stage[i] != WcaDisputeStage.NONE:
        line.wca_disputes[person.district[i], person.wca_appeal_stage[i], result] += 1
        person.wca_appeal_stage[i] = WcaDisputeStage.NONE
        person.wca_appeal_month[i] = 0


@rule
def move_esa(person: Persons, i: int, kind: int, group: int, month: int, line: Accounts) -> None:
    """Move person `i` to an ESA kind and group, NONE to end it."""
    line.esa_moves[person.district[i], person.esa_group[i], group] += 1
    person.esa_kind[i] = kind
    person.esa_group[i] = group
    person.esa_since[i] = month


@rule
def end_esa(person: Persons, i: int, month: int, line: Accounts) -> None:
    """End person `i`'s ESA or Unemployment Insurance, if any; a linked claim of ESA returns to the group left."""
    if person.esa_group[i] != EsaGroup.NONE:
        person.esa_link[i] = EsaGroup.NONE
        if person.esa_kind[i] == EsaKind.NEW_STYLE:
            person.esa_link[i] = person.esa_group[i]
        move_esa(person, i, EsaKind.NONE, EsaGroup.NONE, month, line)


@rule
def open_after_esa(unit: BenefitUnits, j: int, month: int, line: Accounts) -> None:
    """Open the Universal Credit of unit `j`, whose income-related ESA ends, unless it is open."""
    if unit.uc_since[j] == 0:
        unit.uc_since[j] = month
        unit.uc_nil_since[j] = 0
        line.uc_claims[unit.district[j]] += 1


@rule
def carry_esa_group(person: Persons, i: int, p: Assessment, month: int, line: Accounts) -> None:
    """End person `i`'s income-related ESA and put them into the health group of Universal Credit found there.

    The support group becomes LCWRA at the protected rate at once, the work-related activity group LCW, where UC is
    claimed while entitled to ESA (Universal Credit (Transitional Provisions) Regulations 2014 regs 19 and 20).
    """
    group = group_after_esa(int(person.esa_group[i]))
    spell_since = int(person.esa_since[i])
    end_esa(person, i, month, line)
    move_health_group(person, i, group, month, line)
    if group == HealthGroup.LCWRA:
        line.lcwra_found[person.district[i], LcwraRoute.ESA] += 1
        person.element_from[i] = month
    person.fit_note_since[i] = spell_since
    person.from_esa[i] = True
    person.reassess_month[i] = 0 if person.lifelong[i] else month + p.prognosis


@rule
def answer_loss(person: Persons, i: int, loss: int, is_extra: bool, line: Accounts) -> None:
    """Let a claim of person `i` end the loss that it can answer; count it if it was made for that loss alone."""
    if person.lost_benefit[i] == loss:
        line.claims_after_loss[person.district[i], loss] += is_extra
        person.lost_benefit[i] = HealthLoss.NONE


@rule
def add_strain(person: Persons, i: int, cases: float, month: int, p: Health) -> None:
    """Put the mental health problems that an event brings, or spares, upon what is left of earlier events."""
    since = month - int(person.strain_month[i])
    person.strain[i] = strain_now(float(person.strain[i]), since, p.strain_decay) + cases
    person.strain_month[i] = month


@rule
def set_review(person: Persons, i: int, is_new: bool, p: DisabilityBenefitSystem, clock: Clock) -> None:
    """Set the month from which person `i`'s disability award is due for review."""
    length = uniform(clock.key, Decision.AWARD_LENGTH, person.person_id[i], clock.month) / TWO_32
    is_25 = clock.month - int(person.birth_month[i]) >= MONTHS_AT_25
    months = months_of_new_award(length, is_25, p) if is_new else months_of_renewed_award(length, is_25, p)
    person.pip_review_month[i] = clock.month + months
    person.pip_change_reported[i] = False


@rule
def count_rate(moves: Count, d: int, benefit: int, before: int, after: int) -> None:
    """Count a change of the rate of one component, if there was one."""
    if before != after:
        moves[d, benefit, before, after] += 1


@rule
def count_rates(person: Persons, i: int, benefit: int, daily_living: int, mobility: int, line: Accounts) -> None:
    """Count what a decision changed in person `i`'s rates, which were `daily_living` and `mobility` before it."""
    d = person.district[i]
    count_rate(line.daily_living_moves, d, benefit, daily_living, int(person.daily_living[i]))
    count_rate(line.mobility_moves, d, benefit, mobility, int(person.mobility[i]))


@rule
def count_award_ended(
    person: Persons, i: int, benefit: int, why: int, daily_living: int, mobility: int, line: Accounts
) -> None:
    """Count the end of person `i`'s award, of the rates that it had, among people of working age."""
    d = person.district[i]
    line.disability_off[d, benefit] += 1
    line.disability_ends[d, benefit, why] += 1
    count_rate(line.daily_living_moves, d, benefit, daily_living, PipRate.NONE)
    count_rate(line.mobility_moves, d, benefit, mobility, PipRate.NONE)


@rule
def set_daily_living(person: Persons, i: int, rate: int, p: Points, clock: Clock) -> None:
    """Put person `i` on a daily living rate, with points that bring it; points that already do are kept.

    Whether an activity scores four is a lasting trait held against the share of the condition and the rate, so that
    whoever has four points at the standard rate has them at the enhanced rate.
    """
    person.daily_living[i] = rate
    if rate == PipRate.NONE or daily_living_rate(int(person.daily_living_points[i])) == rate:
        return
    trait = uniform(clock.key, Decision.FOUR_POINTS, person.person_id[i], 0) / TWO_32
    below = trait < share_below_four(int(person.condition[i]), rate, p)
    person.top_activity_points[i] = TWO_POINTS if below else FOUR_POINTS
    person.daily_living_points[i] = points_of(rate, trait)


@rule
def grant_award(person: Persons, i: int, p: DisabilityBenefitSystem, points: Points, clock: Clock) -> None:
    """Award person `i` daily living with or without mobility, or mobility alone, as far as the law allows."""
    kind = uniform(clock.key, Decision.PIP_MOBILITY, person.person_id[i], clock.month) / TWO_32
    both = 1.0 - p.mobility_only_share
    if kind >= both:
        is_high = kind < both + p.mobility_only_enhanced_share * p.mobility_only_share
        person.mobility[i] = PipRate.ENHANCED if is_high else PipRate.STANDARD
        return
    rank = uniform(clock.key, Decision.DAILY_LIVING_RATE, person.person_id[i], clock.month) / TWO_32
    is_severe = bool(person.severity[i] == Severity.SEVERE)
    is_enhanced = rank < share_enhanced(int(person.condition[i]), is_severe, p, points)
    person.daily_living_points[i] = 0
    set_daily_living(person, i, PipRate.ENHANCED if is_enhanced else PipRate.STANDARD, points, clock)
    if is_barred_by_four_points(int(person.top_activity_points[i]), p):
        person.daily_living[i] = PipRate.NONE
    if kind < p.mobility_enhanced_share * p.mobility_share * both:
        person.mobility[i] = PipRate.ENHANCED
    elif kind < p.mobility_share * both:
        person.mobility[i] = PipRate.STANDARD


@rule
def drop_dispute(person: Persons, i: int) -> None:
    """End person `i`'s dispute about a disability benefit, if any."""
    person.pip_appeal_month[i] = 0
    person.pip_dispute_stage[i] = DisputeStage.RECONSIDERATION
    person.pip_due_from[i] = 0
    person.pip_lost_daily_living[i] = PipRate.NONE
    person.pip_lost_mobility[i] = PipRate.NONE


@rule
def leave_dispute(person: Persons, i: int, benefit: int, why: int, line: Accounts) -> None:
    """End person `i`'s dispute about a disability benefit, if any, before it is settled."""
    if person.pip_appeal_month[i] != 0:
        line.disability_disputes_left[person.district[i], benefit, person.pip_dispute_stage[i], why] += 1
        drop_dispute(person, i)


@rule
def may_dispute(
    person: Persons,
    i: int,
    benefit: int,
    due_from: int,
    daily_living: int,
    mobility: int,
    p: DisabilityBenefitSystem,
    clock: Clock,
    line: Accounts,
) -> None:
    """Let person `i` ask, by chance, for a reconsideration; it takes the place of an earlier dispute.

    `daily_living` and `mobility` are the rates before the decision, both none for a refused claim; what is won is due
    from `due_from`.
    """
    share = uniform(clock.key, Decision.PIP_APPEAL, person.person_id[i], clock.month) / TWO_32
    if share < p.reconsideration_share:
        leave_dispute(person, i, benefit, Undecided.DECIDED_ANEW, line)
        line.disability_disputes_opened[person.district[i], benefit, DisputeStage.RECONSIDERATION] += 1
        person.pip_appeal_month[i] = clock.month + p.reconsideration_months
        person.pip_dispute_stage[i] = DisputeStage.RECONSIDERATION
        person.pip_due_from[i] = due_from
        person.pip_lost_daily_living[i] = daily_living
        person.pip_lost_mobility[i] = mobility


@rule
def disability_award(person: Persons, i: int, benefit: int, rates: DisabilityRates) -> int:
    """Return person `i`'s PIP or ADP a month at today's rates."""
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    if benefit == DisabilityBenefit.ADP:
        return adult_disability_payment(daily_living, mobility, rates)
    return independence_payment(daily_living, mobility, rates)
