"""Benefit units: who lives as a couple, and their children.

Couples are a woman and a man of working age in one district, matched by age. Same-sex couples and partners past
pension age are left out (their partners are counted single). An entrant yet to turn 16 is a unit of one; who comes to
live here may come with a partner.
"""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from welfsim.months import month
from welfsim.population.assumptions import assumed, assumed_each
from welfsim.population.choosing import Mask, Rows, highest, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.migration import couples_who_arrive
from welfsim.population.published import stock
from welfsim.population.rounding import cumulative
from welfsim.vocabulary.benefit_units import MAX_CHILDREN, BenefitUnits
from welfsim.vocabulary.codes import Presence, Sex
from welfsim.vocabulary.fields import empty_columns

PARTNERED_STARTS = (16, 20, 25, 30, 35, 45, 55)
PARTNERED = ("16_19", "20_24", "25_29", "30_34", "35_44", "45_54", "55_65")
YOUNGEST_PARTNERED, OLDEST_PARTNERED = 16, 66  # years, the second exclusive
HOUSEHOLDS_FROM = month(2025, 4)  # UC households by family type are counted from this month
NO_CHILD = 9999  # months, more than any child has lived


def add_units(draft: Draft) -> None:
    """Pair couples, order rows so that a unit's adults are neighbours, number units and people."""
    women, men = (np.concatenate(rows) for rows in zip(_couples(draft), couples_who_arrive(draft), strict=True))
    key = 2 * np.arange(draft.people, dtype=np.int64)
    key[men] = 2 * women + 1
    order = np.argsort(key, kind="stable")
    second = np.zeros(draft.people, dtype=np.bool_)
    second[men] = True
    draft.person = {name: column[order] for name, column in draft.person.items()}
    second = second[order]
    unit = (np.cumsum(~second) - 1).astype(np.int32)
    first = np.flatnonzero(~second).astype(np.int32)
    draft.put(unit=unit, person_id=np.arange(1, draft.people + 1, dtype=np.uint32))
    draft.unit = empty_columns(BenefitUnits, first.size)
    draft.unit["first_person"] = first
    draft.unit["adults"] = np.bincount(unit, minlength=first.size).astype(np.int8)
    draft.unit["district"] = draft.person["district"][first]


def _couples(draft: Draft) -> tuple[Rows, Rows]:
    """Return the rows of the women and of the men of couples, one couple a place."""
    age = draft.age
    rates = share_partnered(age + 0.5)
    score = np.log(rates / (1 - rates)).astype(np.float32) + noise(draft.luck, draft.people)
    here = draft.present
    woman = here & (draft.person["sex"] == Sex.FEMALE)
    man = here & (draft.person["sex"] == Sex.MALE)
    district = draft.person["district"]
    expected = np.bincount(district[woman], rates[woman], draft.places.region.size).astype(np.float64)
    counts = cumulative(expected, round(float(expected.sum())))
    counts = np.minimum(counts, np.bincount(district[man], minlength=counts.size))
    women = _by_age(np.flatnonzero(woman), score, age, district, counts, draft)
    men = _by_age(np.flatnonzero(man), score, age, district, counts, draft)
    return women, men


def share_partnered(age: Array) -> Array:
    """Return the share of women who live as a couple at ages in years: a smooth curve through the means of the bands.

    Before the first band it is that of its first year, after the last that of its last.
    """
    ends = np.array([*PARTNERED_STARTS, OLDEST_PARTNERED], dtype=np.float64)
    rates = assumed_each(*(f"partnered_{band}" for band in PARTNERED))
    so_far = PchipInterpolator(ends, np.concatenate([[0.0], np.cumsum(rates * np.diff(ends))]))
    middle = np.clip(age, ends[0] + 0.5, ends[-1] - 0.5)
    return np.asarray(so_far(middle + 0.5) - so_far(middle - 0.5))


def _by_age(rows: Rows, score: Array, age: Array, district: Array, counts: Array, draft: Draft) -> Rows:
    """Choose the partnered of one sex in each district and return them in order of age, with some scatter."""
    chosen = rows[highest(score[rows], district[rows], counts)]
    scattered = age[chosen].astype(np.float64) + assumed("couples_age_scatter") * noise(draft.luck, chosen.size)
    return np.asarray(chosen[np.lexsort((scattered, district[chosen]))])


def uc_scaled(start: int) -> float:
    """Return UC people at a month over those of April 2025, for months before household counts begin."""
    if start >= HOUSEHOLDS_FROM:
        return 1.0
    return min(stock("uc_people", "all", start) / stock("uc_people", "all", HOUSEHOLDS_FROM), 1.0)


def add_childcare(draft: Draft) -> None:
    """Rank units, parents or not yet, by whether they would pay for childcare; the rank has no other cause."""
    highest_rank = np.iinfo(np.uint16).max
    units = draft.unit["adults"].size
    draft.unit["childcare"] = draft.luck.integers(0, highest_rank, units, np.uint16, endpoint=True)


def is_parent(draft: Draft) -> Mask:
    """Mark units with children."""
    return np.asarray(draft.unit["child_1_birth"] > 0)


def is_lone_parent(draft: Draft) -> Mask:
    """Mark units of one adult with children."""
    return np.asarray(is_parent(draft) & (draft.unit["adults"] == 1))


def has_disabled_child(draft: Draft) -> Mask:
    """Mark units with a disabled child."""
    return np.asarray(draft.unit["disabled_children_lower"] + draft.unit["disabled_children_higher"] > 0)


def children(draft: Draft) -> Array:
    """Return each unit's number of children."""
    births = np.stack([draft.unit[f"child_{n}_birth"] for n in range(1, MAX_CHILDREN + 1)])
    return np.asarray((births > 0).sum(axis=0, dtype=np.int8))


def youngest_months(draft: Draft) -> Array:
    """Return the age in months of each unit's youngest child; ``NO_CHILD`` where there is none."""
    births = np.stack([draft.unit[f"child_{n}_birth"] for n in range(1, MAX_CHILDREN + 1)])
    return np.where(births.max(axis=0) > 0, draft.start - births.max(axis=0).astype(np.int32), NO_CHILD)


def is_entrant(draft: Draft) -> Mask:
    """Mark units whose first adult is yet to turn 16 or to arrive."""
    return np.asarray(draft.person["presence"][draft.unit["first_person"]] == Presence.WAITING)


def best_of_unit(draft: Draft, eligible: Mask, score: Array) -> Mask:
    """Keep, of each unit's eligible adults, the one of higher score."""
    unit = draft.person["unit"]
    kept = eligible.copy()
    second = np.flatnonzero(np.diff(unit, prepend=-1) == 0)
    both = second[eligible[second] & eligible[second - 1]]
    first_wins = score[both - 1] >= score[both]
    kept[both[first_wins]] = False
    kept[both[~first_wins] - 1] = False
    return kept
