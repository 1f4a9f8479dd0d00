"""People and units of the survey before the last steps of the build: from its rows and those who lend."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed, assumed_each
from welfsim.population.build import Population
from welfsim.population.children import SIZES
from welfsim.population.districts import PEOPLE_FOR_DISTRICTS, merging
from welfsim.population.draft import Draft
from welfsim.population.published import by_region, geography
from welfsim.population.survey.alike import alike
from welfsim.population.survey.lending import Columns, columns_of, lent_to_adults, put_pay, stacked
from welfsim.population.survey.people import ADULT, Rows, conditions
from welfsim.vocabulary.benefit_units import MAX_CHILDREN, BenefitUnits
from welfsim.vocabulary.codes import Activity, Job, Presence, Region, Severity, Tenure
from welfsim.vocabulary.fields import declared
from welfsim.vocabulary.state import State

WEEKS_A_MONTH = 365.25 / 7 / MONTHS_A_YEAR
PENCE = 100
BIRTHS = tuple(f"child_{number}_birth" for number in range(1, MAX_CHILDREN + 1))
SAID = (
    "birth_month",
    "sex",
    "severity",
    "job",
    "own",
    "activity",
    "on_uc",
    "esa",
    "claims_allowance",
    "daily_living",
    "mobility",
)
PLANNED = (
    "parts_month",
    "leaves_to",
    "joins_month",
    "joins",
    "home_month",
    "home_tenure",
    "home_rent",
    "joint_tenure",
    "joint_rent",
)
"""What the plan of couples and homes writes, which is made anew."""
Numbers = NDArray[np.int64]


def draft_of(
    rows: Rows, lenders: Population, start: int, luck: Generator, pay: float, rent: float
) -> tuple[Draft, tuple[str, ...]]:
    """Return people and units in the order of districts, and the names of these: regions, or nations if few."""
    places, state = geography(), lenders.state
    zone, names, _ = merging(places, min(len(rows.adults), PEOPLE_FOR_DISTRICTS - 1))
    adults, claimed, childcare = _adults(rows, state, start, luck, pay)
    arriving = _arriving_units(rows, state)
    arrivals, of_unit = _people_of(state, arriving)
    person = stacked([adults, _grown(rows, state, luck), _young(rows, state, luck), arrivals])
    alone = len(rows.grown) + len(rows.young)
    before = len(rows.units) + alone
    person["unit"] = np.concatenate([rows.adults["unit"], np.arange(len(rows.units), before), before + of_unit])
    home = state.district.region[arrivals["district"]]
    region = np.concatenate([rows.adults["region"], rows.grown["region"], rows.young["region"], home]).astype(np.int64)
    person["district"] = np.array([int(np.flatnonzero(places.region == code)[0]) for code in Region])[region]
    known = _units(rows, adults["health_group"] > 0, claimed, childcare, rent)
    unit = _stacked_units(known, alone, state, arriving, luck)
    draft = Draft(start, rows.grossing, places, zone, luck)
    draft.person, draft.unit = _in_order(person, unit)
    return draft, names


# ------------------------------------------------------------------------------------------------------------- people


def _adults(rows: Rows, state: State, start: int, luck: Generator, pay: float) -> tuple[Columns, Numbers, Numbers]:
    """Return the columns of adults; and, a row an adult, when the lender's claim began and the rank in childcare."""
    found = rows.adults
    said = {name: found[name].to_numpy() for name in SAID} | {"condition": conditions(found, luck)}
    said["age"] = (start - 1 - said["birth_month"]) // MONTHS_A_YEAR
    columns, claimed, childcare = lent_to_adults(said, state, start, luck, rows.notes, rows.grossing)
    earned, profit, hours = (found[name].to_numpy(np.float64) for name in ("INEARNS", "SEINCAM2", "TOTHOURS"))
    put_pay(columns, pay * earned, pay * profit, hours, start)
    return columns, claimed, childcare


def _grown(rows: Rows, state: State, luck: Generator) -> Columns:
    """Return dependants of 16 to 19: they study and have no job; their health is lent."""
    person = state.person
    well = (person.presence == Presence.PRESENT) & (person.severity < Severity.WORK_LIMITING)
    idle = (person.job == Job.OUT) & (state.unit.uc_since[person.unit] == 0)
    studies = np.flatnonzero(well & idle & (person.activity == Activity.STUDYING))
    columns = _lent(rows.grown, studies, state, luck)
    columns["last_work"] = np.zeros(len(rows.grown), np.int64)
    columns["leaves_month"] = np.zeros(len(rows.grown), np.int64)
    return columns


def _young(rows: Rows, state: State, luck: Generator) -> Columns:
    """Return children of 6 to 15, who turn 16 later; who has a disability benefit is lent health that goes with it."""
    person = state.person
    waits = np.flatnonzero(
        (person.presence == Presence.WAITING) & (person.entry_month == person.birth_month + ADULT * MONTHS_A_YEAR)
    )
    columns = _lent(rows.young, waits, state, luck)
    columns["entry_month"] = columns["birth_month"] + ADULT * MONTHS_A_YEAR
    columns["leaves_month"] = np.zeros(len(rows.young), np.int64)
    return columns


def _lent(children: pd.DataFrame, lends: Numbers, state: State, luck: Generator) -> Columns:
    """Return all columns of children, of people alike in a disability benefit and in sex."""
    award, sex = children["award"].to_numpy(np.int64), children["sex"].to_numpy(np.int64)
    known = {"award": state.person.child_award[lends], "sex": state.person.sex[lends]}
    columns = columns_of(state, lends[alike({"award": award, "sex": sex}, known, ("award", "sex"), 0, luck)])
    columns.update(sex=sex, birth_month=children["birth_month"].to_numpy(np.int64))
    return columns


# ------------------------------------------------------------------------------------------------------ who arrives


def _arriving_units(rows: Rows, state: State) -> Numbers:
    """Return the model's units that come to live here later, as many to an adult of each region as in the model."""
    person, unit = state.person, state.unit
    region = state.district.region[person.district].astype(np.int64)
    of_model = np.bincount(region[person.presence == Presence.PRESENT], minlength=len(Region))
    ratio = np.bincount(rows.adults["region"], minlength=len(Region)) / np.maximum(of_model, 1)
    turns_16 = person.entry_month == person.birth_month + ADULT * MONTHS_A_YEAR
    arrives = (person.presence == Presence.WAITING) & ~turns_16
    units = np.flatnonzero((unit.adults > 0) & arrives[unit.first_person])
    whole = np.floor(np.cumsum(ratio[region[unit.first_person[units]]]) + 0.5).astype(np.int64)
    return np.repeat(units, np.diff(whole, prepend=0))


def _people_of(state: State, units: Numbers) -> tuple[Columns, Numbers]:
    """Return the columns of the people of some units, and the place of each one's unit among these."""
    size = state.unit.adults[units].astype(np.int64)
    of_unit = np.repeat(np.arange(units.size), size)
    nth = np.arange(of_unit.size) - (np.cumsum(size) - size)[of_unit]
    return columns_of(state, state.unit.first_person[units].astype(np.int64)[of_unit] + nth), of_unit


# -------------------------------------------------------------------------------------------------------------- units


def _units(rows: Rows, has_stage: NDArray[np.bool_], claimed: Numbers, childcare: Numbers, rent: float) -> Columns:
    """Return what is known of units of adults: since when they claim is lent to whoever has a health stage first."""
    found, unit = rows.units, rows.adults["unit"].to_numpy()
    order = np.lexsort((~has_stage, unit))
    leads = order[np.flatnonzero(np.diff(unit[order], prepend=-1))]
    savings = PENCE * found["TOTCAPB3"].fillna(0.0).to_numpy()
    return {
        "adults": found["adults"].to_numpy(),
        **{name: found[name].to_numpy() for name in BIRTHS},
        "disabled_children_lower": found["lower"].to_numpy(),
        "disabled_children_higher": found["higher"].to_numpy(),
        "tenure": found["tenure"].to_numpy(),
        "rent": _rents(found, rent),
        "capital": np.minimum(savings, assumed("savings_highest")),
        "uc_since": np.where(found["on_uc"], claimed[leads], 0),
        "childcare": childcare[leads],
    }


def _rents(units: pd.DataFrame, rent: float) -> NDArray[np.float64]:
    """Return rents a month, those of private tenants up to the highest that the model's people have where they live.

    The survey has neither the Local Housing Allowance nor where people live within a region.
    """
    paid = PENCE * WEEKS_A_MONTH * rent * units["HHRENT"].to_numpy(np.float64)
    size = np.array([1.0, *assumed_each(*(f"rent_private_with_{size}" for size in SIZES))])
    children = (units[list(BIRTHS)] > 0).sum(axis=1).to_numpy()
    level = assumed("rent_private") * by_region("region_levels", "rent_private_index")[units["region"].to_numpy()]
    most = level * size[children] * np.exp(assumed("rent_private_most") * assumed("rent_spread_private"))
    tenure = units["tenure"].to_numpy()
    due = np.where(tenure == Tenure.PRIVATE_RENT, np.minimum(paid, most), paid)
    return np.where((tenure == Tenure.PRIVATE_RENT) | (tenure == Tenure.SOCIAL_RENT), due, 0.0)


def _stacked_units(known: Columns, alone: int, state: State, arriving: Numbers, luck: Generator) -> Columns:
    """Return all columns of units: of adults, of dependants and children on their own, and of those who arrive."""
    columns = {}
    for name in declared(BenefitUnits):
        of_adults = np.asarray(known.get(name, np.zeros(known["adults"].size)))
        lent = np.zeros(arriving.size) if name in PLANNED else getattr(state.unit, name)[arriving]
        columns[name] = np.concatenate([of_adults, np.zeros(alone), lent])
    own = slice(known["adults"].size, known["adults"].size + alone)
    columns["adults"][own] = 1
    columns["childcare"][own] = luck.integers(0, np.iinfo(np.uint16).max, alone, endpoint=True)
    return columns


def _in_order(person: Columns, unit: Columns) -> tuple[Columns, Columns]:
    """Return people by district and unit, a woman first, with numbers of their own; and units by their first person."""
    number = person["unit"].astype(np.int64)
    district = person["district"].astype(np.int64)
    order = np.lexsort((person["sex"], number, district))
    people = {name: column[order] for name, column in person.items()}
    first = np.flatnonzero(np.diff(number[order], prepend=-1))
    units = {name: column[number[order][first]] for name, column in unit.items()}
    people["unit"] = (np.cumsum(np.diff(number[order], prepend=-1) != 0) - 1).astype(np.int32)
    people["person_id"] = np.arange(1, order.size + 1)
    units["first_person"], units["district"] = first, people["district"][first]
    return people, {name: np.asarray(column).astype(np.int64) for name, column in units.items()}
