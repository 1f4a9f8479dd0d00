"""The people: age, sex and district, from the mid-year estimates and their growth; who will arrive comes with them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.population.draft import Array, Draft, pension_age_month
from welfsim.population.ipf import fit
from welfsim.population.migration import arrivals
from welfsim.population.published import Float, people_by_age, people_by_district
from welfsim.population.rounding import controlled, cumulative
from welfsim.vocabulary.codes import Presence

YOUNGEST_WAITING = 6  # turns 16 within 120 months
OLDEST = 66
ADULT = 16


def working_age_people(at: int) -> float:
    """Return people of 16 to State Pension age in Great Britain at a month."""
    ages, shares = _working_ages(at)
    return float((people_by_age(at)[:, :, ages] * shares).sum())


def _working_ages(at: int) -> tuple[Array, Float]:
    """Return ages 16 to 66 and the share of each, by month of birth, that is under State Pension age."""
    ages = np.arange(ADULT, OLDEST + 1)
    return ages, _still_of_working_age(at, ages).mean(axis=1)


def _still_of_working_age(at: int, ages: Array) -> NDArray[np.bool_]:
    """Return which of the twelve months of birth of each age are before pension age when month `at` begins.

    Ages are those at the end of the month before, so that the first month has its own birthdays.
    """
    births = at - 1 - 12 * ages[:, None] - np.arange(12)[None, :]
    return np.asarray(pension_age_month(births) >= at)


def add_people(draft: Draft) -> None:
    """Lay out one row a person by district, sex and month of birth; who has yet to turn 16 or to arrive is included.

    People by age and sex (any run of ages too), and by district, are within one row of the estimate; birth months
    are even over the year of age.
    """
    expected = _expected(draft)
    counts = _whole(draft, expected)
    district, sex, age = (axis.ravel() for axis in np.indices(counts.shape, dtype=np.int16))
    held = counts.ravel()
    district, sex, age = np.repeat(district, held), np.repeat(sex, held), np.repeat(age, held) + YOUNGEST_WAITING
    birth = (draft.start - 1 - 12 * age.astype(np.int32) - _month_within_year(draft, age)).astype(np.int16)
    waiting = age < ADULT
    here = {
        "district": district.astype(np.int8),
        "sex": sex.astype(np.int8),
        "birth_month": birth,
        "presence": np.where(waiting, Presence.WAITING, Presence.PRESENT).astype(np.int8),
        "entry_month": np.where(waiting, birth + 12 * ADULT, 0).astype(np.int16),
        "funds_from": np.zeros(birth.size, dtype=np.int16),
    }
    columns = {name: np.concatenate([here[name], column]) for name, column in arrivals(draft).items()}
    order = np.argsort(columns["district"], kind="stable")
    draft.put(**{name: column[order] for name, column in columns.items()})


def _expected(draft: Draft) -> Float:
    """Return people by district, sex and age 6 to 66, in rows."""
    by_age = people_by_age(draft.start)[:, :, YOUNGEST_WAITING : OLDEST + 1]
    by_age[:, :, ADULT - YOUNGEST_WAITING :] *= _working_ages(draft.start)[1]
    districts = people_by_district()
    known = np.concatenate(
        [
            np.repeat(districts[:, :, 15:30].sum(axis=2, keepdims=True), ADULT - YOUNGEST_WAITING, axis=2),
            districts,
            districts[:, :, -1:],
        ],
        axis=2,
    )
    people = np.empty_like(known)
    for region, wanted in enumerate(by_age):
        mine = draft.places.region == region
        people[mine] = fit(known[mine], {(1, 2): wanted})
    return np.asarray(people / draft.grossing)


def _whole(draft: Draft, expected: Float) -> NDArray[np.int64]:
    """Round to whole rows: children and adults apart, each exact by age and sex and by district."""
    districts, sexes, ages = expected.shape
    counts = np.zeros(expected.shape, dtype=np.int64)
    for part in (slice(0, ADULT - YOUNGEST_WAITING), slice(ADULT - YOUNGEST_WAITING, ages)):
        block = expected[:, :, part].reshape(districts, -1)
        total = round(float(block.sum()))
        block = block * (total / block.sum())
        by_age = cumulative(block.sum(axis=0), total)
        by_district = cumulative(block.sum(axis=1), total)
        wanted = fit(block, {(1,): by_age.astype(np.float64), (0,): by_district.astype(np.float64)})
        counts[:, :, part] = controlled(wanted, by_district, by_age).reshape(districts, sexes, -1)
    return counts


def _month_within_year(draft: Draft, age: Array) -> Array:
    """Spread people of one age evenly over its twelve months, those past pension age left out."""
    open_months = np.maximum(_still_of_working_age(draft.start, np.arange(OLDEST + 1)).sum(axis=1), 1)
    latest = open_months[age]
    offset = draft.luck.integers(0, 12, dtype=np.int32)
    return np.asarray((np.arange(age.size, dtype=np.int32) * 5 + offset) % latest)
