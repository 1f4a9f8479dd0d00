"""The sum behind a line of a statement, in words and figures that can be repeated by hand.

Every amount in a sum is a part that the rules of awards name, or a rate of the law. A true minus, `×`, `/`, `of` and
brackets are the only signs of a sum; what stands in a note is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from welfsim.advice.kinds import POUND
from welfsim.awards.means import Means
from welfsim.awards.money import WEEKS_A_YEAR
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import EsaGroup
from welfsim.wording.values import MINUS

BY_THE_MONTH = f"× {WEEKS_A_YEAR} / {MONTHS_A_YEAR}"
GROUPS = {
    EsaGroup.ASSESSMENT: "assessment phase",
    EsaGroup.WRAG: "work-related activity group",
    EsaGroup.SUPPORT: "support group",
}
NAMES = {
    "net_pay": "net pay",
    "universal_credit": "Universal Credit",
    "new_style_esa": "New-style ESA",
    "new_style_jsa": "New-style JSA",
    "income_related_esa": "Income-related ESA",
    "housing_benefit": "Housing Benefit",
    "disability_benefit": "PIP",
    "maternity_allowance": "Maternity Allowance",
    "carers_allowance": "Carer's Allowance",
    "carer_supplement": "Scottish Carer Supplement",
    "child_benefit": "Child Benefit",
    "scottish_child_payment": "Scottish Child Payment",
    "pension": "State Pension",
    "occupational_pension": "occupational pension",
    "other": "other income",
    "tax_charges": "tax charges",
}


class Working(NamedTuple):
    """How a line comes about: a sum that gives its amount, where there is one, and what the sum rests on."""

    sum: str = ""
    note: str = ""


AS_GIVEN = Working(note="as given")


def money(pence: float) -> str:
    """Write pence as pounds and pence."""
    return f"£{pence / POUND:,.2f}"


def pounds(pence: float) -> str:
    """Write pence as pounds, whole ones without pence."""
    return money(pence).removesuffix(".00")


def percent(share: float) -> str:
    """Write a share in hundredths."""
    return f"{100 * share:.6g}%"


def notes(*parts: str) -> str:
    """Join what a sum rests on."""
    return "; ".join(part for part in parts if part)


def plus(parts: Iterable[str]) -> str:
    """Write a sum."""
    return " + ".join(parts)


def by_the_month(weekly: Sequence[float], taken: float = 0) -> str:
    """Return the sum that turns weekly amounts, less what is taken from them, into one of the month."""
    parts = [money(amount) for amount in weekly if amount]
    less = f" {MINUS} {money(taken)}" if taken else ""
    return f"{parts[0] if len(parts) == 1 and not less else f'({plus(parts)}{less})'} {BY_THE_MONTH}"


def unearned_income(means: Means) -> Working:
    """Return the benefits that are taken in full."""
    amounts = means._replace(net_pay=0, carer_supplement=0, assumed_pay=0)._asdict()
    return Working(plus(f"{NAMES[kind]} {money(amount)}" for kind, amount in amounts.items() if amount))
