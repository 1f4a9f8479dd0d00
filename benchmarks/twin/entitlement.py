"""The month's awards and taxes, pound by pound into the accounts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from benchmarks.twin.awards import (
    assess,
    child_payment,
    claim_of,
    housing_benefit,
    income_related_esa,
    means_of,
    read_units,
    seats,
)
from benchmarks.twin.benefits import (
    Adults,
    carer_supplement,
    carers_allowance,
    disability_benefit,
    employee_insurance,
    employer_insurance,
    income_tax,
    job_with_care,
    net_pay,
    new_style_esa,
    read_adults,
    self_employed_insurance,
    sick_pay,
)
from benchmarks.twin.brought import LIMITED
from benchmarks.twin.health import add_strain
from benchmarks.twin.luck import Array
from benchmarks.twin.world import World, tally
from welfsim.vocabulary.codes import DisabilityBenefit, Element, EsaKind, HealthLoss, Job

YEARLY_LOSS_OF_THE_EVIDENCE = 150_000  # pence, to which the cases of a lost income belong


def pay_people(world: World) -> None:
    """Tax the pay of everyone present, and pay what is theirs alone."""
    person, line, rows = world.person, world.line, np.flatnonzero(world.present)
    here, adults = person.district[rows], read_adults(world, rows)
    net, esa = net_pay(world, adults), new_style_esa(world, adults)
    disability = disability_benefit(world, adults)
    tally(line.gross_pay, here, amount=adults.pay)
    pay_the_sick(world)
    tally(line.income_tax, here, amount=income_tax(world, adults.pay, adults.in_scotland))
    hired, own = np.where(adults.is_own, 0, adults.pay), np.where(adults.is_own, adults.pay, 0)
    tally(line.employee_insurance, here, amount=employee_insurance(world, hired))
    tally(line.employer_insurance, here, amount=employer_insurance(world, hired))
    tally(line.self_employed_insurance, here, amount=self_employed_insurance(world, own))
    tally(line.esa_paid, here, adults.esa_kind, amount=esa)
    allowance = carers_allowance(world, adults, net, esa)
    tally(line.carers_paid, here, amount=allowance + carer_supplement(world, adults, allowance))
    benefit = np.where(adults.in_scotland, DisabilityBenefit.ADP, DisabilityBenefit.PIP)
    tally(line.disability_paid, here, benefit, amount=disability)
    note_lower_awards(world, rows, esa + lcwra_of(world, adults), disability)


def pay_the_sick(world: World) -> None:
    """Account for the part of pay that is sick pay."""
    person, line = world.person, world.line
    rows = np.flatnonzero(world.present & (person.leave_since != 0))
    usual, _ = job_with_care(world, rows, person.job[rows], world.month - person.job_since[rows])
    statutory, on_top = sick_pay(world, rows, usual)
    tally(line.statutory_sick_pay, person.district[rows], amount=statutory)
    tally(line.employer_sick_pay, person.district[rows], amount=on_top)


def lcwra_of(world: World, adults: Adults) -> Array:
    """Return each adult's LCWRA element, whether or not a partner brings the unit's."""
    p = world.policy.universal_credit
    rate = np.where(adults.is_protected, p.lcwra_protected, p.lcwra_new)
    return np.where(adults.has_lcwra_paid, rate, 0)


def note_lower_awards(world: World, rows: Array, incapacity: Array, disability: Array) -> None:
    """Note whose benefits for illness fell while out of work: what most of it was, how much, and its strain.

    This month's benefits are kept, to be compared with the next month's.
    """
    person, p = world.person, world.policy.health
    lost = person.health_income[rows] - incapacity - disability
    of_disability = person.disability_income[rows] - disability
    hit = (lost > 0) & (person.job[rows] == Job.OUT)
    losers, amount = rows[hit], lost[hit]
    what = np.where(2 * of_disability[hit] > amount, HealthLoss.DISABILITY, HealthLoss.INCAPACITY)
    add_strain(world, losers, p.cases_lost_income * amount * 12 / YEARLY_LOSS_OF_THE_EVIDENCE)
    person.lost_benefit[losers] = what
    person.lost_income[losers] = amount
    person.lost_month[losers] = world.month
    tally(world.line.health_income_lost, person.district[losers], what, amount=amount)
    person.health_income[rows] = incapacity + disability
    person.disability_income[rows] = disability


def pay_related(world: World) -> None:
    """Pay units off Universal Credit their income-related ESA, and with it their rent as Housing Benefit."""
    unit, kind = world.unit, world.person.esa_kind
    rows = np.flatnonzero((unit.uc_since == 0) & (unit.adults > 0))
    keep_award(world, rows, 0, 0, dict.fromkeys(LIMITED, 0))
    first, last = seats(world, rows)
    rows = rows[(kind[first] == EsaKind.INCOME_RELATED) | (kind[last] == EsaKind.INCOME_RELATED)]
    units, here = read_units(world, rows), unit.district[rows]
    esa = income_related_esa(world, units)
    tally(world.line.esa_paid, here, EsaKind.INCOME_RELATED, amount=esa)
    tally(world.line.esa_housing, here, amount=housing_benefit(world, units, esa))
    tally(world.line.scottish_child_paid, here, amount=child_payment(world, units, esa))


def keep_award(
    world: World, rows: Array, paid: Array | int, transitional: Array | int, limited: Mapping[str, Array | int]
) -> None:
    """Keep what units are awarded: what is paid, and what next month's transitional element starts from."""
    unit = world.unit
    unit.uc_award[rows], unit.transitional_element[rows] = paid, transitional
    for name, amount in limited.items():
        getattr(unit, name)[rows] = amount


def pay_universal_credit(world: World) -> None:
    """Assess every open claim; a transitional element goes with a nil award.

    Where an award is paid each adult of working age with LCWRA counts at their rate; a couple brings one element.
    """
    line, rows = world.line, np.flatnonzero(world.unit.uc_since != 0)
    units, here = read_units(world, rows), world.unit.district[rows]
    claim = claim_of(world, units)
    means = means_of(world, units)
    award = assess(world, claim, means)
    is_paid = award.paid > 0
    keep_award(world, rows, award.paid, np.where(is_paid, claim.transitional, 0), claim.limited)
    for element, amount in {**claim.elements, Element.TRANSITIONAL: claim.transitional}.items():
        tally(line.uc_elements, here, element, amount=amount)
    for deduction, amount in award.deductions.items():
        tally(line.uc_deductions, here, deduction, amount=amount)
    for element in (Element.LCW, Element.LCWRA_PROTECTED, Element.LCWRA_NEW):
        tally(line.uc_health_paid, here, amount=claim.elements[element])
    tally(line.uc_paid, here, amount=award.paid)
    tally(line.uc_floor, here[means.assumed > 0])
    tally(line.uc_floor_pay, here, amount=means.assumed)
    tally(line.scottish_child_paid, here, amount=child_payment(world, units, award.paid))
    tally(line.uc_childcare, here[is_paid & (claim.elements[Element.CHILDCARE] > 0)])
    for adults in units.adults:
        counts = is_paid & adults.is_here & adults.has_lcwra_paid
        tally(line.uc_protected, here[counts & adults.is_protected])
        tally(line.uc_new_rate, here[counts & ~adults.is_protected])


def step(world: World) -> None:
    """Pay every person and unit, and take the taxes on pay."""
    pay_people(world)
    pay_related(world)
    pay_universal_credit(world)
