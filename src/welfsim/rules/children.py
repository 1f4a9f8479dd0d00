"""The children of a benefit unit, eldest first: one who is born, and those whom a parent brings along."""

from __future__ import annotations

from welfsim.compiled import move
from welfsim.vocabulary.benefit_units import BenefitUnits


@move
def write_children(unit: BenefitUnits, j: int, first: int, second: int, third: int, fourth: int) -> None:
    """Write the months of birth of unit `j`'s children, eldest first; 0 for none."""
    unit.child_1_birth[j] = first
    unit.child_2_birth[j] = second
    unit.child_3_birth[j] = third
    unit.child_4_birth[j] = fourth


@move
def add_child(unit: BenefitUnits, j: int, birth: int) -> None:
    """Add a child to unit `j` in the order of birth; of more than four the eldest is left out."""
    a, b = int(unit.child_1_birth[j]), int(unit.child_2_birth[j])
    c, d = int(unit.child_3_birth[j]), int(unit.child_4_birth[j])
    if d > 0:
        if birth < a:
            return
        a, b, c, d = b, c, d, 0
    if a == 0 or birth < a:
        write_children(unit, j, birth, a, b, c)
    elif b == 0 or birth < b:
        write_children(unit, j, a, birth, b, c)
    elif c == 0 or birth < c:
        write_children(unit, j, a, b, birth, c)
    else:
        write_children(unit, j, a, b, c, birth)


@move
def change_disabled_children(unit: BenefitUnits, j: int, number: int, at_higher: bool) -> None:
    """Change the number of disabled children of unit `j` at the higher or the lower rate."""
    if at_higher:
        unit.disabled_children_higher[j] += number
    else:
        unit.disabled_children_lower[j] += number


@move
def keep_disabled_children(unit: BenefitUnits, j: int, most: int) -> None:
    """Let no more children of unit `j` be disabled than `most`, those at the higher rate first, as an award does."""
    unit.disabled_children_higher[j] = min(int(unit.disabled_children_higher[j]), most)
    unit.disabled_children_lower[j] = min(
        int(unit.disabled_children_lower[j]), most - int(unit.disabled_children_higher[j])
    )


@move
def bring_children(unit: BenefitUnits, j: int, other: int) -> None:
    """Bring the children of unit `other`, and what is added for disabled ones, into unit `j`."""
    for birth in (
        int(unit.child_1_birth[other]),
        int(unit.child_2_birth[other]),
        int(unit.child_3_birth[other]),
        int(unit.child_4_birth[other]),
    ):
        if birth > 0:
            add_child(unit, j, birth)
    write_children(unit, other, 0, 0, 0, 0)
    unit.disabled_children_lower[j] += unit.disabled_children_lower[other]
    unit.disabled_children_higher[j] += unit.disabled_children_higher[other]
    unit.disabled_children_lower[other] = unit.disabled_children_higher[other] = 0
