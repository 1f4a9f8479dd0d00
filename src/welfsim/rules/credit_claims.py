"""Claims of Universal Credit: opened and closed, the run of nil awards, and what was awarded."""

from __future__ import annotations

from welfsim.awards.transitional import LimitedElements
from welfsim.compiled import move, rule
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.parameters import TakeUp
from welfsim.vocabulary.state import BenefitUnits

RANKS = 65536


@rule
def would_ever_claim(rank: int, p: TakeUp) -> bool:
    """Say whether a unit of some latent rank would claim at all."""
    return rank < p.ever_claims * RANKS


@move
def open_credit(unit: BenefitUnits, j: int, month: int, line: Accounts) -> None:
    """Open the claim of unit `j`."""
    unit.uc_since[j] = month
    line.uc_claims[unit.district[j]] += 1


@move
def open_after_esa(unit: BenefitUnits, j: int, month: int, line: Accounts) -> None:
    """Open the Universal Credit of unit `j`, whose income-related ESA ends, unless it is open."""
    if unit.uc_since[j] == 0:
        unit.uc_nil_since[j] = 0
        open_credit(unit, j, month, line)


@move
def close_credit(unit: BenefitUnits, j: int) -> None:
    """Close the claim of unit `j`."""
    unit.uc_since[j] = 0
    unit.uc_nil_since[j] = 0


@move
def follow_nil_awards(unit: BenefitUnits, j: int, month: int) -> None:
    """Begin or end unit `j`'s run of nil awards by the award of last month."""
    if unit.uc_award[j] > 0:
        unit.uc_nil_since[j] = 0
    elif unit.uc_nil_since[j] == 0:
        unit.uc_nil_since[j] = month - 1


@rule
def nil_months(unit: BenefitUnits, j: int, month: int) -> int:
    """Return for how many months up to last month an open claim has had a nil award."""
    return month - int(unit.uc_nil_since[j]) if unit.uc_nil_since[j] > 0 else 0


@move
def protect_amount(unit: BenefitUnits, j: int, element: int) -> None:
    """Give unit `j` a transitional element of some pence a month."""
    unit.transitional_element[j] = element


@move
def keep_award(unit: BenefitUnits, j: int, paid: int, transitional: int, elements: LimitedElements) -> None:
    """Keep unit `j`'s award of the month: what is paid, what is left of the transitional element, what may erode it."""
    unit.uc_award[j] = paid
    unit.transitional_element[j] = transitional
    unit.last_standard_allowance[j] = elements.standard_allowance
    unit.last_child[j] = elements.child
    unit.last_disabled_child[j] = elements.disabled_child
    unit.last_housing[j] = elements.housing
    unit.last_first_carer[j] = elements.first_carer
    unit.last_second_carer[j] = elements.second_carer
    unit.last_first_health[j] = elements.first_health
    unit.last_second_health[j] = elements.second_health


@move
def keep_no_award(unit: BenefitUnits, j: int) -> None:
    """Keep that unit `j`, off Universal Credit, has no award this month."""
    keep_award(unit, j, 0, 0, LimitedElements(0, 0, 0, 0, 0, 0, 0, 0))
