"""Awards and taxes of the month, pound by pound into the accounts."""

from __future__ import annotations

import numpy as np

from benchmarks.twin.awards import (
    assess,
    carers_income,
    employee_insurance,
    employer_insurance,
    gross_pay,
    income_related_esa,
    income_tax,
    means,
    new_style_esa,
    pays_scottish_tax,
    read_adults,
    read_households,
    unit_claim,
)
from benchmarks.twin.awards import net_pay as net_of
from benchmarks.twin.codes import Element, EsaKind, HealthLoss, Job, PipRate, Presence
from benchmarks.twin.disability import disability_award
from benchmarks.twin.spells import add_strain
from benchmarks.twin.take_up import seats
from benchmarks.twin.world import Rows, World, tally

LOSS_OF_THE_EVIDENCE = 150_000


def tax_pay(world: World) -> None:
    """Take income tax and National Insurance from pay."""
    person, line, p = world.person, world.line, world.policy.tax
    working = np.flatnonzero((person.job != Job.OUT) & (person.presence == Presence.PRESENT))
    here, gross = world.here(working), gross_pay(world, working)
    tally(line.gross_pay, here, amount=gross)
    tally(line.income_tax, here, amount=income_tax(gross, pays_scottish_tax(world, working), p))
    tally(line.employee_insurance, here, amount=employee_insurance(gross, p))
    tally(line.employer_insurance, here, amount=employer_insurance(gross, p))


def pay_people(world: World) -> None:
    """Pay new-style ESA and Carer's Allowance."""
    person, line = world.person, world.line
    is_present = person.presence == Presence.PRESENT
    on_esa = read_adults(world, np.flatnonzero(is_present & (person.esa_kind == EsaKind.NEW_STYLE)))
    paid = new_style_esa(world, on_esa)
    tally(line.esa_paid, world.here(on_esa.rows), EsaKind.NEW_STYLE, amount=paid)
    carers = read_adults(world, np.flatnonzero(is_present & person.carer))
    net = net_of(carers.gross_pay, carers.is_scottish, world.policy.tax)
    paid = carers_income(world, carers, net, new_style_esa(world, carers))
    tally(line.carers_paid, world.here(carers.rows), amount=paid)


def pay_disability(world: World) -> None:
    """Pay PIP and ADP."""
    person = world.person
    holds = (person.daily_living != PipRate.NONE) | (person.mobility != PipRate.NONE)
    rows = np.flatnonzero(holds & (person.presence == Presence.PRESENT))
    here = world.here(rows)
    benefit = world.benefit[here]
    tally(world.line.disability_paid, here, benefit, amount=disability_award(world, rows, benefit))


def note_lower_awards(world: World) -> None:
    """Note what people out of work lost of their benefits for illness, and its strain; remember this month's."""
    person, p = world.person, world.policy.universal_credit
    rows = np.flatnonzero(person.presence == Presence.PRESENT)
    adults = read_adults(world, rows)
    element = np.where(adults.lcwra_protected, p.lcwra_protected, p.lcwra_new)
    income = np.where(adults.lcwra_paid, element, 0) + new_style_esa(world, adults)
    disability = disability_award(world, rows, world.benefit[world.here(rows)])
    income = income + disability
    lost = person.health_income[rows] - income
    is_hit = (lost > 0) & (person.job[rows] == Job.OUT)
    add_strain(world, rows[is_hit], world.policy.health.cases_lost_income * lost[is_hit] * 12 / LOSS_OF_THE_EVIDENCE)
    is_disability = 2 * (person.disability_income[rows] - disability) > lost
    what = np.where(is_disability, HealthLoss.DISABILITY, HealthLoss.INCAPACITY)[is_hit]
    person.lost_benefit[rows[is_hit]] = what
    person.lost_income[rows[is_hit]] = lost[is_hit]
    person.lost_month[rows[is_hit]] = world.month
    tally(world.line.health_income_lost, world.here(rows[is_hit]), what, amount=lost[is_hit])
    person.health_income[rows] = income
    person.disability_income[rows] = disability


def pay_related(world: World, closed: Rows) -> None:
    """Pay income-related ESA, and its Housing Benefit, to units off Universal Credit."""
    unit, line = world.unit, world.line
    for column in (unit.uc_award, unit.transitional_element, unit.limited_elements):
        column[closed] = 0
    first, last = seats(world, closed)
    kind = world.person.esa_kind
    j = closed[(kind[first] == EsaKind.INCOME_RELATED) | (kind[last] == EsaKind.INCOME_RELATED)]
    household, here = read_households(world, j), unit.district[j].astype(np.intp)
    esa = income_related_esa(world, household)
    tally(line.esa_paid, here, EsaKind.INCOME_RELATED, amount=esa)
    tally(line.esa_housing, here, amount=np.where(esa > 0, household.rent, 0))


def pay_universal_credit(world: World, j: Rows) -> None:
    """Assess and pay the units with an open claim; deductions come in the order of their codes."""
    unit, line = world.unit, world.line
    household, here = read_households(world, j), unit.district[j].astype(np.intp)
    claim = unit_claim(world, household)
    award = assess(world, claim, means(world, household))
    is_paid = award.paid > 0
    unit.uc_award[j] = award.paid
    unit.transitional_element[j] = np.where(is_paid, claim.transitional, 0)
    unit.limited_elements[j] = claim.limited
    elements = claim.elements
    for name, amount in elements.items():
        tally(line.uc_elements, here, getattr(Element, name.upper()), amount=amount)
    tally(line.uc_elements, here, Element.TRANSITIONAL, amount=claim.transitional)
    for code, amount in enumerate(award.deductions):
        tally(line.uc_deductions, here, code, amount=amount)
    tally(line.uc_health_paid, here, amount=elements["lcw"] + elements["lcwra_protected"] + elements["lcwra_new"])
    tally(line.uc_paid, here, amount=award.paid)
    for adults in (household.first, household.second):
        held = is_paid & adults.lcwra_paid
        tally(line.uc_protected, here[held & adults.lcwra_protected])
        tally(line.uc_new_rate, here[held & ~adults.lcwra_protected])


def step(world: World) -> None:
    """Pay every person's and unit's benefits and take the taxes on pay."""
    tax_pay(world)
    pay_people(world)
    pay_disability(world)
    note_lower_awards(world)
    is_open = world.unit.uc_since > 0
    pay_related(world, np.flatnonzero(~is_open))
    pay_universal_credit(world, np.flatnonzero(is_open))
