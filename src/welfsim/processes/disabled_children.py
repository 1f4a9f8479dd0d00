"""Children who come to have a disability benefit, and disabled children who grow up."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of_unit
from welfsim.awards.universal_credit import is_dependent
from welfsim.compiled import kernel, rule
from welfsim.draws import Decision
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.children import change_disabled_children, keep_disabled_children
from welfsim.rules.luck import chance_of
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.parameters import Ageing, Policy
from welfsim.vocabulary.state import Clock, Span, State

ONSET_FROM, ONSET_UNTIL = 3 * MONTHS_A_YEAR, 12 * MONTHS_A_YEAR


class Counted(NamedTuple):
    """How many children of a unit there are in a month, how many may come to be disabled, how many just grew up."""

    here: int
    of_age: int
    grown: int


@rule
def count_children(unit: BenefitUnits, j: int, month: int, p: Ageing) -> Counted:
    """Count the children of unit `j`: those who count, those of the ages of onset, those who no longer count."""
    here, of_age, grown = 0, 0, 0
    for birth in (unit.child_1_birth[j], unit.child_2_birth[j], unit.child_3_birth[j], unit.child_4_birth[j]):
        age = month - int(birth)
        here += int(is_dependent(int(birth), month, p.dependent_until))
        of_age += int(birth > 0 and ONSET_FROM <= age < ONSET_UNTIL)
        grown += int(birth > 0 and age == p.dependent_until)
    return Counted(here, of_age, grown)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Let children of units come to be disabled, and disabled children grow up as often as others, by one draw each.

    No more are disabled than there are: twins grow up together, and the eldest of more than four is left out.
    """
    person, unit = state.person, state.unit
    for j in range(span.first_unit, span.end_unit):
        if unit.child_1_birth[j] == 0:
            continue
        p = law_of_unit(state, j, policy).ageing
        children = count_children(unit, j, clock.month, p)
        higher = int(unit.disabled_children_higher[j])
        disabled = higher + int(unit.disabled_children_lower[j])
        chance = 0.0
        if disabled > children.here:
            keep_disabled_children(unit, j, children.here)
        elif children.grown > 0 and disabled > 0:
            chance = min(children.grown * disabled / (children.here + children.grown), 1.0)
        elif children.of_age > 0 and disabled < children.here:
            chance = p.child_disabled * children.of_age * (children.here - disabled) / children.here
        if chance == 0.0:
            continue
        draw = chance_of(person, int(unit.first_person[j]), Decision.CHILD_DISABLED, clock) / chance
        if draw < 1.0 and children.grown > 0 and disabled > 0:
            change_disabled_children(unit, j, -1, draw < higher / disabled)
        elif draw < 1.0:
            change_disabled_children(unit, j, 1, draw < p.child_disabled_higher)
