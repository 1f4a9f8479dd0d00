"""Disabled children: who of the children has Disability Living Allowance, and at which rate of care."""

from __future__ import annotations

import numpy as np

from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed, assumed_whole
from welfsim.population.choosing import among, noise
from welfsim.population.draft import Draft
from welfsim.population.families import is_lone_parent
from welfsim.population.law import law_at
from welfsim.population.published import share
from welfsim.vocabulary.benefit_units import MAX_CHILDREN

UNTIL = 16 * MONTHS_A_YEAR  # age up to which the allowance is one of children


def add_disabled_children(draft: Draft) -> None:
    """Mark as many children under 16 as have the allowance: more often from school age on, on UC and of lone parents.

    Those of 16 and over who still count have it as often as those before: most move on to PIP. The higher addition
    goes with the highest rate of care, the lower one with any other.
    """
    unit, births = draft.unit, np.stack([draft.unit[f"child_{n}_birth"] for n in range(1, MAX_CHILDREN + 1)])
    months = draft.start - births.astype(np.int64)
    counts = (births > 0) & (months >= 0) & (months < law_at(draft.start).ageing.dependent_until)
    young = months < assumed_whole("disabled_child_school_months")
    lean = (
        assumed("disabled_child_before_school") * young
        + assumed("disabled_child_on_uc") * (unit["uc_since"] > 0)
        + assumed("disabled_child_lone_parent") * is_lone_parent(draft)
        + noise(draft.luck, births.size).reshape(births.shape)
    ).astype(np.float32)
    under_16 = counts & (months < UNTIL)
    number = round(share("disabled_children") * int(under_16.sum()))
    chosen = among(under_16.ravel(), lean.ravel(), number)
    least = float(lean.ravel()[chosen].min()) if chosen.any() else np.inf
    disabled = chosen.reshape(births.shape) | (counts & ~under_16 & (lean >= least))
    higher = disabled & (draft.luck.random(births.shape) < share("disabled_children_higher"))
    unit["disabled_children_higher"] = higher.sum(axis=0).astype(np.int8)
    unit["disabled_children_lower"] = (disabled & ~higher).sum(axis=0).astype(np.int8)
