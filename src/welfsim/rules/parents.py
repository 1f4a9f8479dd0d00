"""Who is responsible for the children of a unit."""

from __future__ import annotations

from welfsim.awards.money import whole
from welfsim.awards.reading import read_children
from welfsim.awards.requirements import lead
from welfsim.compiled import rule
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import State


@rule
def has_children(unit: BenefitUnits, j: int, policy: Policy, month: int) -> bool:
    """Say whether unit `j` has a child who counts in an award."""
    return read_children(unit, j, policy, month).number > 0


@rule
def is_responsible_parent(state: State, i: int, policy: Policy, month: int) -> bool:
    """Say whether person `i` is taken to be the one responsible for children: of a couple with any the woman."""
    j = whole(state.person.unit[i])
    return i == lead(state.person, state.unit, j) and has_children(state.unit, j, policy, month)
