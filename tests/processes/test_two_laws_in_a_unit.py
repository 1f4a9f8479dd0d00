"""Two adults of one unit under two laws: each brings elements at their own rates; the unit has the law of its first."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tiny import Tiny, tiny

from welfsim.awards.budget import award, household_claim
from welfsim.awards.means import household_means
from welfsim.awards.own_law import household_of, law_of_unit
from welfsim.months import MONTHS_A_YEAR, month
from welfsim.processes import entitlement
from welfsim.vocabulary.codes import Element, HealthGroup

NOW = month(2025, 10)
OTHER = 1
CLAIM = {"uc_since": NOW - 20}
YOUNG, OLD = {"birth_month": NOW - 24 * MONTHS_A_YEAR, "own_law": OTHER}, {"birth_month": NOW - 25 * MONTHS_A_YEAR}
ILL = {"health_group": HealthGroup.LCWRA, "fit_note_since": NOW - 18, "element_from": NOW - 14}
FULL, HALF = 42_327, 21_164


def under_two_laws(*units: list[dict[str, Any]], **amounts: float) -> Tiny:
    """Return some units in a month in which the law of the young has other amounts."""
    run = tiny(NOW, *units)
    laws = np.array([run.policy, run.policy]).view(np.recarray)
    for name, amount in amounts.items():
        laws[OTHER].universal_credit[name] = amount
    return run._replace(state=run.state._replace(laws=laws))


@pytest.mark.parametrize(
    ("first", "second", "element"),
    [
        (YOUNG | ILL, OLD, HALF),
        (OLD | ILL, YOUNG, FULL),
        (OLD, YOUNG | ILL, HALF),
        (YOUNG, OLD | ILL, FULL),
        (YOUNG | ILL, OLD | ILL, FULL),
        (OLD | ILL, YOUNG | ILL, FULL),
        (YOUNG | ILL, YOUNG | ILL, HALF),
    ],
    ids=[
        "the young one is ill",
        "the older one is ill",
        "the young one is second",
        "the older one is second",
        "both, the higher counts",
        "both, the higher is the first's",
        "both are young",
    ],
)
def test_the_health_element_of_a_24_year_old_is_halved_and_of_a_25_year_old_not(
    first: dict[str, Any], second: dict[str, Any], element: int
) -> None:
    run = under_two_laws([CLAIM, first, second], lcwra_protected=HALF)
    entitlement.step(*run)
    assert run.line.uc_elements[0, Element.LCWRA_PROTECTED] == element


@pytest.mark.parametrize(("first", "second", "allowance"), [(YOUNG, OLD, 100), (OLD, YOUNG, 62_810)])
def test_the_standard_allowance_is_by_the_law_of_the_first_adult(
    first: dict[str, Any], second: dict[str, Any], allowance: int
) -> None:
    run = under_two_laws([CLAIM, first, second], standard_couple=100)
    entitlement.step(*run)
    assert run.line.uc_elements[0, Element.STANDARD_ALLOWANCE] == allowance


def test_a_carer_brings_the_element_of_their_own_law() -> None:
    run = under_two_laws([CLAIM, OLD, {**YOUNG, "carer": True}], carer=7)
    entitlement.step(*run)
    assert run.line.uc_elements[0, Element.CARER] == 7


def test_a_unit_without_other_laws_is_read_as_ever() -> None:
    run = tiny(NOW, [CLAIM, YOUNG | ILL, OLD])
    law = law_of_unit(run.state, 0, run.policy)
    household = household_of(run.state, 0, law, NOW)
    assert award(household_claim(household, law), household_means(household, law), law) == 62_810 + FULL
