"""Moves between benefit groups: each writes the person's spell and the account line of the move together."""

from __future__ import annotations

from welfsim.awards.disability import adult_disability_payment, independence_payment
from welfsim.awards.points import months_to_review
from welfsim.awards.universal_credit import holds_protected_rate
from welfsim.compiled import rule
from welfsim.draws import TWO_32, Decision, uniform
from welfsim.standing import strain_now
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import DisabilityBenefit, EsaGroup, EsaKind, HealthGroup, Referral, Severity
from welfsim.vocabulary.parameters import DisabilityBenefitSystem, DisabilityRates, Health, Policy
from welfsim.vocabulary.state import Clock, Persons


@rule
def move_health_group(person: Persons, i: int, group: int, month: int, line: Accounts) -> None:
    """Move person `i` to a UC health group; leaving all groups ends what hangs on the spell."""
    line.uc_health_moves[person.district[i], person.health_group[i], group] += 1
    person.health_group[i] = group
    person.group_since[i] = month
    person.referral[i] = Referral.NONE
    if group != HealthGroup.LCWRA:
        person.element_from[i] = 0
    if group == HealthGroup.NONE:
        person.reassess_month[i] = 0
        person.from_esa[i] = False
        person.lifelong[i] = False


@rule
def find_lcwra(person: Persons, i: int, element_from: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Put person `i` into LCWRA, with arrears when the element was due earlier than this month.

    Whether a severe condition is lifelong is a trait of the person, drawn the same way in every month. Arrears are
    the element for each month missed; what a taper would have taken is left out.
    """
    move_health_group(person, i, HealthGroup.LCWRA, clock.month, line)
    person.element_from[i] = element_from
    if person.severity[i] == Severity.SEVERE:
        trait = uniform(clock.key, Decision.LIFELONG, person.person_id[i], 0) / TWO_32
        person.lifelong[i] = trait < policy.assessment.lifelong_share
    person.reassess_month[i] = 0 if person.lifelong[i] else clock.month + policy.assessment.prognosis
    late = clock.month - element_from
    if late > 0:
        p = policy.universal_credit
        is_protected = holds_protected_rate(
            int(person.fit_note_since[i]), bool(person.lifelong[i]), bool(person.from_esa[i]), p
        )
        element = p.lcwra_protected if is_protected else p.lcwra_new
        line.uc_arrears[person.district[i]] += late * element


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
def add_strain(person: Persons, i: int, cases: float, month: int, p: Health) -> None:
    """Put the mental health problems that an event brings, or spares, upon what is left of earlier events."""
    since = month - int(person.strain_month[i])
    person.strain[i] = strain_now(float(person.strain[i]), since, p.strain_decay) + cases
    person.strain_month[i] = month


@rule
def set_review(person: Persons, i: int, p: DisabilityBenefitSystem, clock: Clock) -> None:
    """Set the month in which person `i`'s disability award is next reviewed."""
    length = uniform(clock.key, Decision.AWARD_LENGTH, person.person_id[i], clock.month) / TWO_32
    person.pip_review_month[i] = clock.month + months_to_review(length, p)


@rule
def disability_award(person: Persons, i: int, benefit: int, rates: DisabilityRates) -> int:
    """Return person `i`'s PIP or ADP a month at today's rates."""
    daily_living, mobility = int(person.daily_living[i]), int(person.mobility[i])
    if benefit == DisabilityBenefit.ADP:
        return adult_disability_payment(daily_living, mobility, rates)
    return independence_payment(daily_living, mobility, rates)
