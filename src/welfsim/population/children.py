"""Children: which units have them, how many, and when they were born.

How many there are of each year of age in a region, and how many families have one, two, three and more, is published.
How the births of a family lie in the life of a parent is drawn from ages at birth and intervals between births; the
ages so drawn are then laid, in their order, on the published ages.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed, assumed_each
from welfsim.population.choosing import Mask, descending, highest, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.families import uc_scaled
from welfsim.population.law import law_at
from welfsim.population.published import (
    REGION_CODES,
    Float,
    people_by_age,
    share,
    shares,
    stock,
    uc_households_by_district,
)
from welfsim.population.rounding import cumulative, largest_remainder
from welfsim.vocabulary.benefit_units import MAX_CHILDREN
from welfsim.vocabulary.codes import Sex

SIZES = ("one_child", "two_children", "three_children", "four_children")
DRAWN_FAMILIES = 4  # families drawn for each that is taken


def add_children(draft: Draft) -> None:
    """Give units their children: lone parents by the UC count, couples what is left of all families and children."""
    unit = draft.unit
    adult = unit["first_person"]
    couple, here = unit["adults"] == 2, draft.present[adult]
    inclined = _inclination(draft)
    number = np.zeros(couple.size, dtype=np.int8)
    lone = _lone_parents(draft, ~couple & here, inclined)
    lone_mix = assumed_each(*(f"lone_parents_with_{size}" for size in SIZES))
    number[lone] = _numbers(draft, lone, largest_remainder(lone_mix, int(lone.sum())))
    wanted = children_by_age(draft).sum(axis=1)
    held = np.bincount(_place(draft)[unit["district"]], number, wanted.size)
    together, mix = _families_of_couples(wanted, held, np.bincount(number, minlength=MAX_CHILDREN + 1)[1:])
    parents = _parents_together(draft, couple, inclined, together)
    number[parents] = _numbers(draft, parents, largest_remainder(mix, int(parents.sum())))
    births = draft.start - 1 - _laid_on_published(draft, number, *_drawn_months(draft, number))
    has = np.arange(MAX_CHILDREN)[:, None] < number
    for child in range(MAX_CHILDREN):
        unit[f"child_{child + 1}_birth"] = np.where(has[child], births[child], 0).astype(np.int16)


def dependent_months(start: int) -> int:
    """Return the age in months up to which children count in a unit, by the law of the start month."""
    return int(law_at(start).ageing.dependent_until)


def months_of_years(start: int) -> Array:
    """Return how many months of each year of age, from 0, children count: twelve, in the last perhaps fewer."""
    grown = dependent_months(start)
    return np.diff(np.minimum(np.arange(0, grown + MONTHS_A_YEAR, MONTHS_A_YEAR), grown))


def family_sizes() -> Float:
    """Return the shares of families with dependent children that have one, two, three, and four or more."""
    one, two, more = shares("families_one_child", "families_two_children", "families_three_or_more")
    four = assumed("four_children_of_three_or_more") * more
    sizes = np.array([one, two, more - four, four])
    return np.asarray(sizes / sizes.sum())


def children_by_age(draft: Draft) -> Float:
    """Return dependent children by place and single year of age, in rows."""
    months = months_of_years(draft.start)
    by_region = people_by_age(draft.start)[:, :, : months.size].sum(axis=1) * months / MONTHS_A_YEAR / draft.grossing
    place = np.zeros(len(REGION_CODES), dtype=np.int64)
    place[draft.places.region] = _place(draft)
    children = np.zeros((int(place.max()) + 1, months.size))
    np.add.at(children, place, by_region)
    return children


def _place(draft: Draft) -> Array:
    """Return the place of each district within which children's ages are as published: its region, or its nation."""
    few = draft.zones < len(REGION_CODES)
    return np.asarray(draft.zone if few else draft.places.region).astype(np.int64)


def _age_at_births(draft: Draft) -> Array:
    """Return the mean age at which the first adult of each unit has children, in years."""
    first_is_man = draft.person["sex"][draft.unit["first_person"]] == Sex.MALE
    return np.asarray(assumed("mothers_mean_age") + assumed("fathers_older") * first_is_man)


def _inclination(draft: Draft) -> Array:
    """Score having dependent children: by the part of births that lie in the years for which a child counts."""
    age = draft.age[draft.unit["first_person"]].astype(np.float64) + 0.5
    after = np.where(draft.unit["adults"] == 1, assumed("lone_parents_after"), 0.0)
    since = (age - after - _age_at_births(draft)) / assumed("mothers_age_spread")
    until = since - (dependent_months(draft.start) / MONTHS_A_YEAR - after) / assumed("mothers_age_spread")
    likely = np.clip(assumed("ever_parents") * (ndtr(since) - ndtr(until)), 1e-6, assumed("parents_most_of_age"))
    likely = np.where(age < assumed("parents_youngest_age") + 1, 1e-6, likely)
    score = np.log(likely / (1 - likely)) + noise(draft.luck, age.size)
    return np.asarray(score.astype(np.float32))


def _lone_parents(draft: Draft, single: Mask, inclined: Array) -> Mask:
    """Choose lone parents by district as UC single parents lie, mothers and fathers by the ONS shares."""
    uc = uc_scaled(draft.start) * stock("uc_households", "SINGLE_WITH_CHILDREN", draft.start)
    count = draft.rows(uc * assumed("lone_parents_over_uc_single_parents"))
    tilt = uc_households_by_district()
    sex = draft.person["sex"][draft.unit["first_person"]]
    chosen = np.zeros(single.size, dtype=np.bool_)
    fathers = share("lone_fathers_share")
    for code, part in ((Sex.FEMALE, 1 - fathers), (Sex.MALE, fathers)):
        rows = np.flatnonzero(single & (sex == code))
        wanted = cumulative(tilt, round(count * part))
        chosen[rows[highest(inclined[rows], draft.unit["district"][rows], wanted)]] = True
    return chosen


def _families_of_couples(wanted: Float, held: Array, lone: Array) -> tuple[Float, Float]:
    """Return couples with children by place, and how many have one, two, three and four.

    Families are so many that the published sizes give the published children; couples are what lone parents leave.
    """
    sizes = np.arange(1, MAX_CHILDREN + 1)
    families = wanted.sum() * family_sizes() / float(family_sizes() @ sizes)
    mix = np.maximum(families - lone, 0.0)
    mean = float(mix @ sizes) / max(float(mix.sum()), 1e-9)
    return np.maximum(wanted - held, 0.0) / max(mean, 1.0), mix


def _parents_together(draft: Draft, couple: Mask, inclined: Array, wanted: Float) -> Mask:
    """Choose couples with children: as many in each place as wanted, within it by district as couples lie."""
    rows = np.flatnonzero(couple)
    district, place = draft.unit["district"][rows], _place(draft)
    held = np.bincount(district, minlength=place.size).astype(np.float64)
    of_place = np.bincount(place, held, wanted.size)
    most = np.minimum(wanted, of_place)
    expected = held * (most / np.maximum(of_place, 1.0))[place]
    chosen = np.zeros(couple.size, dtype=np.bool_)
    chosen[rows[highest(inclined[rows], district, cumulative(expected, round(float(expected.sum()))))]] = True
    return chosen


def _numbers(draft: Draft, parents: Mask, counts: Array) -> Array:
    """Return the number of children of some parents: in exact counts, most of them in the middle of the years."""
    age = draft.age[draft.unit["first_person"][parents]].astype(np.float64)
    middle = _age_at_births(draft)[parents] + dependent_months(draft.start) / MONTHS_A_YEAR / 2
    far = (age - middle) / assumed("large_families_age_spread")
    order = descending((noise(draft.luck, age.size) - 0.5 * far**2).astype(np.float32), np.zeros(age.size, np.int64))
    numbers = np.empty(age.size, dtype=np.int8)
    numbers[order] = np.repeat(np.arange(MAX_CHILDREN, 0, -1, dtype=np.int8), counts[::-1])
    return numbers


def _intervals(draft: Draft, number: Array, grown: int) -> tuple[Array, Array]:
    """Return the months between births of each unit's children, 0 where there is none, and where twins were born.

    Close births leave more years in which all of them are children at home, so of a few drawn families one is taken in
    proportion to these years.
    """
    luck, tries = draft.luck, np.arange(DRAWN_FAMILIES)
    pairs = (DRAWN_FAMILIES, MAX_CHILDREN - 1, number.size)
    middle = np.array([0.0, 0.0, *assumed_each(*(f"birth_interval_{size}" for size in SIZES[1:]))])[number]
    gap = middle * np.exp(assumed("birth_interval_spread") * luck.standard_normal(pairs, np.float32))
    twin = luck.random(pairs, dtype=np.float32) < assumed("twins_of_siblings")
    gap = np.where(twin, 0.0, np.maximum(gap, assumed("birth_interval_least")))
    gap *= np.arange(1, MAX_CHILDREN)[:, None] < number
    chance = np.cumsum(np.maximum(grown - gap.sum(axis=1), 1.0), axis=0)
    taken = (luck.random(number.size) * chance[-1] >= chance).sum(axis=0)
    here = taken == tries[:, None]
    return np.asarray((gap * here[:, None]).sum(axis=0)), np.asarray((twin & here[:, None]).any(axis=0))


def _months_until_parted(draft: Draft) -> Array:
    """Return how long after the last birth each lone parent was left alone, in months; 0 for couples."""
    alone = draft.unit["adults"] == 1
    months = assumed("lone_parents_after") * MONTHS_A_YEAR * draft.luck.exponential(1, alone.size)
    return np.where(alone, months, 0.0)


def _drawn_months(draft: Draft, number: Array) -> tuple[Array, Array]:
    """Return the months that each child has lived, eldest first, and which children are twins of the next.

    The youngest was born at an age of the parent drawn from that of all births, no earlier than leaves the eldest a
    dependant born to a parent old enough, and no later than its parents parted; the others are older by the intervals
    between births.
    """
    grown, least = dependent_months(draft.start), assumed("birth_interval_least")
    parent = draft.start - 1 - draft.person["birth_month"][draft.unit["first_person"]].astype(np.float64)
    gap, twin = _intervals(draft, number, grown)
    most = np.maximum(np.minimum(grown - 1, parent - assumed("parents_youngest_age") * MONTHS_A_YEAR), 0.0)
    shortest = np.where(gap > 0, least, 0.0)
    room = (most - shortest.sum(axis=0)) / np.maximum((gap - shortest).sum(axis=0), 1e-9)
    gap = shortest + (gap - shortest) * np.clip(room, 0.0, 1.0)
    mean, spread = _age_at_births(draft) * MONTHS_A_YEAR, assumed("mothers_age_spread") * MONTHS_A_YEAR
    oldest_youngest = np.maximum(most - gap.sum(axis=0), 0.0)
    parted = np.minimum(_months_until_parted(draft), oldest_youngest)
    low, high = ndtr((parent - oldest_youngest - mean) / spread), ndtr((parent - parted - mean) / spread)
    at_birth = mean + spread * ndtri(np.clip(low + (high - low) * draft.luck.random(number.size), 1e-9, 1 - 1e-9))
    youngest = np.clip(parent - at_birth, 0.0, oldest_youngest)
    older = np.cumsum(gap[::-1], axis=0)[::-1]  # months by which each child is older than the youngest
    return youngest + np.concatenate([older, np.zeros((1, number.size))]), twin


def _laid_on_published(draft: Draft, number: Array, months: Array, twin: Array) -> Array:
    """Return children's months of age: those drawn, in their order, on the published ages of the place."""
    has = np.arange(MAX_CHILDREN)[:, None] < number
    place = np.broadcast_to(_place(draft)[draft.unit["district"]], has.shape)[has]
    drawn = months[has] + draft.luck.random(int(has.sum()))  # in part of a month, so that no two are alike
    laid = np.empty(drawn.size, dtype=np.int64)
    for here, wanted in enumerate(children_by_age(draft)):
        rows = np.flatnonzero(place == here)
        counts = cumulative(wanted, rows.size)
        year = np.repeat(np.arange(counts.size), counts)
        nth = np.arange(rows.size) - np.repeat(np.cumsum(counts) - counts, counts)
        within = (months_of_years(draft.start)[year] * (nth + 0.5) / np.repeat(counts, counts)).astype(np.int64)
        laid[rows[np.argsort(drawn[rows], kind="stable")]] = year * MONTHS_A_YEAR + within
    ages = np.zeros(has.shape, dtype=np.int64)
    ages[has] = laid
    return _spaced(ages, number, twin)


def _spaced(ages: Array, number: Array, twin: Array) -> Array:
    """Set twins to the same month, and siblings at least the least interval apart."""
    least = int(assumed("birth_interval_least"))
    for child in range(MAX_CHILDREN - 2, -1, -1):
        apart = np.where(twin[child], 0, least)
        fixed = np.where(twin[child], ages[child + 1], np.maximum(ages[child], ages[child + 1] + apart))
        ages[child] = np.where(child + 1 < number, fixed, ages[child])
    return ages
