"""The health groups of Universal Credit: fit note, LCW and LCWRA, the queue of the assessor, and the element."""

from __future__ import annotations

from welfsim.awards.capability import capability_past_pension_age
from welfsim.awards.universal_credit import holds_protected_rate, lcwra_payable_from, payable_from_age
from welfsim.compiled import move, rule
from welfsim.draws import Decision
from welfsim.months import month as month_number
from welfsim.rules.losses import feel_lower_rate
from welfsim.rules.luck import chance_since, trait_of
from welfsim.rules.partners import NOBODY, other_adult
from welfsim.rules.standing import is_due_again
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import EsaGroup, HealthGroup, LcwraRoute, Presence, Referral, Severity, Unassessed
from welfsim.vocabulary.parameters import Assessment, Policy, UniversalCredit
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock

NEVER = month_number(9999, 12)


@move
def move_health_group(person: Persons, i: int, group: int, month: int, line: Accounts) -> None:
    """Move person `i` to a UC health group; leaving all groups ends what depends on the spell.

    If that ends a wait for the assessor, the caller first calls `leave_assessor` or makes a decision.
    """
    line.uc_health_moves[person.counted_in[i], person.health_group[i], group] += 1
    person.health_group[i] = group
    person.group_since[i] = month
    if group != HealthGroup.LCWRA:
        person.element_from[i] = 0
    if group == HealthGroup.NONE:
        person.reassess_month[i] = 0
        person.lifelong[i] = False


@move
def open_fit_note(person: Persons, i: int, month: int, line: Accounts) -> None:
    """Let person `i`, without a health group, hand in a fit note."""
    move_health_group(person, i, HealthGroup.PRE_WCA, month, line)
    begin_as_new(person, i, month)
    line.fit_notes[person.counted_in[i]] += 1


@move
def wait_from(person: Persons, i: int, month: int) -> None:
    """Let person `i`'s wait for the element, in this spell, count from a month."""
    person.fit_note_since[i] = month


@move
def begin_as_new(person: Persons, i: int, asked_since: int) -> None:
    """Let person `i` wait for the element as a new claimant, without protection by an earlier benefit.

    The claim to it counts from the month in which the assessment was asked for.
    """
    wait_from(person, i, asked_since)
    person.from_esa[i] = False


# ------------------------------------------------------------------------------------------- the assessor's queue


@move
def refer(person: Persons, i: int, why: int, month: int, line: Accounts) -> None:
    """Put person `i` into the assessor's queue."""
    person.referral[i] = why
    person.referred_month[i] = month
    line.wca_referrals[person.counted_in[i]] += 1


@move
def call(person: Persons, i: int) -> None:
    """Count person `i`, called since the prognosis is over, as referred when that was."""
    person.referred_month[i] = person.reassess_month[i]


@move
def end_referral(person: Persons, i: int) -> None:
    """Take person `i`, decided, out of the assessor's queue."""
    person.referral[i] = Referral.NONE


@move
def leave_assessor(person: Persons, i: int, why: int, month: int, p: Assessment, line: Accounts) -> None:
    """Take person `i` out of the assessor's queue undecided, or from among those due in `month`; else do nothing."""
    if person.referral[i] != Referral.NONE:
        line.wca_left[person.counted_in[i], why] += 1
        person.referral[i] = Referral.NONE
    elif is_due_again(person, i, p, month):
        line.wca_due_left[person.counted_in[i], why] += 1


@rule
def prognosis_months(place: float, p: Assessment) -> int:
    """Return the months to a reassessment, `place` from 0 to 1 along the range of lengths; a month at least."""
    return max(int(p.prognosis * (1.0 + p.prognosis_spread * (2.0 * place - 1.0)) + 0.5), 1)


@move
def set_reassessment(person: Persons, i: int, p: Assessment, clock: Clock) -> None:
    """Set the month from which person `i` is due for reassessment: never with a lifelong condition."""
    draw = chance_since(person, i, Decision.PROGNOSIS, int(person.referred_month[i]), clock)
    months = prognosis_months(draw, p)
    person.reassess_month[i] = 0 if person.lifelong[i] else clock.month + months


# -------------------------------------------------------------------------------------------------- LCWRA found


@rule
def has_lcwra(person: Persons, i: int) -> bool:
    """Say whether person `i` is in LCWRA, or past pension age with what was kept of it then."""
    if person.presence[i] == Presence.PENSION_AGE:
        return bool(person.left_group[i] == HealthGroup.LCWRA)
    return bool(person.presence[i] == Presence.PRESENT and person.health_group[i] == HealthGroup.LCWRA)


@rule
def element_due(person: Persons, i: int, p: UniversalCredit) -> int:
    """Return the month from which person `i`'s fit note brings the LCWRA element, after the wait.

    No note is taken to be of the first day of an assessment period.
    """
    return lcwra_payable_from(int(person.fit_note_since[i]), False, False, p)


@rule
def is_protected(person: Persons, i: int, p: UniversalCredit) -> bool:
    """Say whether person `i`, in LCWRA, has it at the protected rate.

    A fit note is handed in within a claim of Universal Credit and lost with it, but for `return_months`. So
    `fit_note_since` is the month by which both had been done: the claim, and the request of an assessment. Whom ESA
    protects is known by `from_esa`, whatever that month.
    """
    asked_since, payable_from = int(person.fit_note_since[i]), int(person.element_from[i])
    return holds_protected_rate(asked_since, payable_from, bool(person.lifelong[i]), bool(person.from_esa[i]), p)


@rule
def has_lasting_support(person: Persons, i: int, p: UniversalCredit) -> bool:
    """Say whether person `i` has had ESA with the support component without a break since before the new rate.

    ESA of either kind protects so (UC Regs Schedule 5A para 5), not as the Act was passed.
    """
    in_support = person.esa_group[i] == EsaGroup.SUPPORT and person.esa_since[i] < p.new_rate_from
    return bool(in_support and not p.protection_needs_payment)


@rule
def element_payable_from(person: Persons, i: int, p: UniversalCredit) -> int:
    """Return the month from which the LCWRA element of person `i`, in LCWRA, is payable."""
    return payable_from_age(int(person.element_from[i]), int(person.birth_month[i]), p)


@rule
def partners_element_from(person: Persons, i: int, p: UniversalCredit) -> int:
    """Return the month from which person `i`'s partner brings the unit's LCWRA element, or NEVER.

    A couple has one element (UC Regs reg 27(4)).
    """
    other = other_adult(person, i)
    return element_payable_from(person, other, p) if other != NOBODY and has_lcwra(person, other) else NEVER


@rule
def months_owed(person: Persons, i: int, month: int, p: UniversalCredit) -> int:
    """Return for how many months before this one person `i`'s LCWRA element is owed.

    None from the month in which the partner's is paid.
    """
    until = min(month, partners_element_from(person, i, p))
    return max(until - element_payable_from(person, i, p), 0)


@move
def find_lcwra(
    person: Persons, i: int, route: int, element_from: int, policy: Policy, clock: Clock, line: Accounts
) -> None:
    """Put person `i` into LCWRA by some route, with arrears when the element was due earlier than this month.

    Lasting ESA with the support component protects from now on. Terminal illness is lifelong. Whether another severe
    condition is, unless LCWRA rests on substantial risk, is a trait of the person, drawn the same way in every month.
    Arrears are the element for each month missed; what a taper would have taken is left out. Who has the lower rate of
    newcomers is strained by what it is lower. A return brings neither.
    """
    move_health_group(person, i, HealthGroup.LCWRA, clock.month, line)
    person.element_from[i] = element_from
    if has_lasting_support(person, i, policy.universal_credit):
        person.from_esa[i] = True
    if route == LcwraRoute.TERMINAL_ILLNESS:
        person.lifelong[i] = True
    elif person.severity[i] == Severity.SEVERE and route != LcwraRoute.SUBSTANTIAL_RISK:
        person.lifelong[i] = trait_of(person, i, Decision.LIFELONG, clock.key) < policy.assessment.lifelong_share
    if route == LcwraRoute.DESCRIPTORS and person.lifelong[i]:
        line.lcwra_found[person.counted_in[i], LcwraRoute.SEVERE_CONDITIONS] += 1
    else:
        line.lcwra_found[person.counted_in[i], route] += 1
    set_reassessment(person, i, policy.assessment, clock)
    if route == LcwraRoute.RETURN:
        return
    p = policy.universal_credit
    element = p.lcwra_protected if is_protected(person, i, p) else p.lcwra_new
    line.uc_arrears[person.counted_in[i]] += months_owed(person, i, clock.month, p) * element
    feel_lower_rate(person, i, p.lcwra_protected - element, clock.month, policy.health)


@move
def take_group_of_esa(
    person: Persons, i: int, group: int, spell_since: int, p: Assessment, month: int, line: Accounts
) -> None:
    """Put person `i` into the health group that income-related ESA gives; LCWRA is paid at once, at the protected rate.

    Only the support component protects (UC Regs Schedule 5A para 5). The spell began with that of ESA (Universal Credit
    (Transitional Provisions) Regulations 2014 regs 19 and 20).
    """
    move_health_group(person, i, group, month, line)
    if group == HealthGroup.LCWRA:
        line.lcwra_found[person.counted_in[i], LcwraRoute.ESA] += 1
        person.element_from[i] = month
    wait_from(person, i, spell_since)
    person.from_esa[i] = group == HealthGroup.LCWRA
    person.reassess_month[i] = 0 if person.lifelong[i] else month + p.prognosis


# ------------------------------------------------------------------------------------ a claim that ends and comes back


@move
def leave_with_claim(person: Persons, i: int, ceased: int, month: int, p: Assessment, line: Accounts) -> None:
    """End person `i`'s health group with the claim, whose award `ceased` in some month, and keep which it was."""
    person.left_month[i] = ceased
    if person.health_group[i] != HealthGroup.NONE:
        person.left_group[i] = person.health_group[i]
        leave_assessor(person, i, Unassessed.UC_CLAIM_CLOSED, month, p, line)
        move_health_group(person, i, HealthGroup.NONE, month, line)


@rule
def comes_back_soon(person: Persons, i: int, month: int, p: UniversalCredit) -> bool:
    """Say whether the award of person `i`'s last claim ceased so recently that a new one takes it up.

    Within six months there is no new wait (UC Regs reg 28(4)(b)), and protection goes on (reg 27A(2)).
    """
    return bool(month - int(person.left_month[i]) <= p.return_months)


@move
def leave_group_with_age(person: Persons, i: int, month: int, p: UniversalCredit, line: Accounts) -> None:
    """End person `i`'s health group with working age, and keep what the award of a younger partner goes by from then.

    A finding is kept with its element and rate; who is treated as having LCWRA for enhanced daily living alone waits
    for the element as others do (UC Regs reg 28, Sch 9 para 5). The wait is counted from pension age, also where
    Universal Credit is claimed later.
    """
    found, element_from, lifelong = int(person.health_group[i]), int(person.element_from[i]), bool(person.lifelong[i])
    if found != HealthGroup.NONE:
        move_health_group(person, i, HealthGroup.NONE, month, line)
    group = capability_past_pension_age(found, int(person.daily_living[i]), int(person.mobility[i]))
    person.left_group[i] = group
    if found == HealthGroup.LCWRA:
        person.element_from[i] = element_from
        person.lifelong[i] = lifelong
    elif group == HealthGroup.LCWRA:
        begin_as_new(person, i, month)
        person.element_from[i] = element_due(person, i, p)


@move
def return_to_group(person: Persons, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Put person `i` back into the health group in which the last claim ended, if its award ended recently.

    There is no new assessment and no new wait: an LCWRA element is paid at once, a relevant period that had begun
    goes on (UC Regs reg 28(3) and (4)), and the rate is that of the last claim.
    """
    group = int(person.left_group[i])
    person.left_group[i] = HealthGroup.NONE
    if not comes_back_soon(person, i, clock.month, policy.universal_credit):
        return
    if group == HealthGroup.LCWRA:
        due = element_due(person, i, policy.universal_credit)
        find_lcwra(person, i, LcwraRoute.RETURN, due, policy, clock, line)
    elif group != HealthGroup.NONE:
        move_health_group(person, i, group, clock.month, line)
        if group == HealthGroup.LCW:
            set_reassessment(person, i, policy.assessment, clock)
