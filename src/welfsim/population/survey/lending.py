"""What the survey does not ask, lent by the model's own people who are alike, and made to fit what the survey says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from welfsim.awards.pay import minimum_wage_at, share_of_settled_pay
from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed
from welfsim.population.draft import Array
from welfsim.population.law import law_at
from welfsim.population.pay import LEAST
from welfsim.population.survey.alike import NOBODY, alike
from welfsim.population.survey.people import ADULT, FEATURES, NEEDED, features
from welfsim.vocabulary.codes import EsaKind, Job, Presence, Severity
from welfsim.vocabulary.fields import declared
from welfsim.vocabulary.parameters import Pay
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State

Columns = dict[str, Array]
ESA = ("esa_kind", "esa_group", "esa_since", "esa_first", "esa_moves_month")
AWARD = (
    "daily_living_points",
    "top_activity_points",
    "pip_review_month",
    "pip_change_reported",
    "pip_dispute_month",
    "pip_dispute_stage",
    "pip_due_from",
    "pip_lost_daily_living",
    "pip_lost_mobility",
    "had_daily_living",
)
CLAIM = ("pip_claim_month", "pip_ready_month", "child_award")
OF_THE_LIMITED = (
    "health_group",
    "fit_note_since",
    "group_since",
    "referral",
    "referred_month",
    "reassess_month",
    "element_from",
    "from_esa",
    "lifelong",
    "wca_dispute_month",
    "wca_dispute_stage",
    "disputed_fit_note",
    "disputed_from",
    "leave_since",
    "employer_sick_pay",
    "programme",
    "programme_since",
    "programme_until",
    "severity_since",
    *ESA,
    *CLAIM,
)
"""What nobody has who is not limited by ill health."""
OF_A_LIFE = ("job_since", "last_work", "severity_since", "search_since", "esa_since", "esa_first", "group_since")
"""Months that lie after a sixteenth birthday, or are 0 for never."""


def columns_of(state: State, rows: NDArray[np.int64]) -> Columns:
    """Return the columns of some people of the model, those of one number a person."""
    names = [name for name in declared(Persons) if name not in ("stage", "stage_since")]
    return {name: np.asarray(getattr(state.person, name)[rows]) for name in names}


def known_features(state: State, rows: NDArray[np.int64], start: int) -> Columns:
    """Return what people of the model are compared by."""
    person, unit = state.person, state.unit
    columns = columns_of(state, rows)
    paid = np.isin(columns["esa_kind"], (EsaKind.NEW_STYLE, EsaKind.INCOME_RELATED))
    return features(
        {
            **columns,
            "on_uc": unit.uc_since[person.unit[rows]] > 0,
            "own": columns["self_employed"],
            "esa": np.where(paid, columns["esa_kind"], EsaKind.NONE),
            "age": (start - 1 - columns["birth_month"].astype(np.int64)) // MONTHS_A_YEAR,
        }
    )


def lent_to_adults(
    said: Mapping[str, Array], state: State, start: int, luck: Generator, notes: list[str], grossing: int
) -> tuple[Columns, Array, Array]:
    """Return all columns of adults of the survey, and of their units when their claim began and the rank in childcare.

    Parameters
    ----------
    said
        What the survey says of each adult, in the model's words.
    state
        The model's people.
    notes
        Is given a sentence on what no person of the model could lend.
    """
    donors = np.flatnonzero(state.person.presence == Presence.PRESENT)
    known = known_features(state, donors, start)
    rows = alike(features(said), known, FEATURES, NEEDED, luck)
    rows = donors[np.where(rows == NOBODY, 0, rows)]
    columns = columns_of(state, rows)
    without = said["severity"] < Severity.WORK_LIMITING
    for name in OF_THE_LIMITED:
        columns[name] = np.where(without, 0, columns[name])
    _settle_esa(columns, said, notes, grossing)
    _settle_awards(columns, said, state, donors, luck)
    columns.update(
        birth_month=said["birth_month"],
        entry_month=np.zeros(rows.size, np.int64),
        leaves_month=np.zeros(rows.size, np.int64),
        sex=said["sex"],
        severity=said["severity"],
        condition=np.where(without, 0, np.where(said["condition"] > 0, said["condition"], columns["condition"])),
        job=said["job"],
        hours_part_time=np.where(said["job"] == Job.OUT, columns["hours_part_time"], said["job"] == Job.PART_TIME),
        self_employed=np.where(said["job"] == Job.OUT, columns["self_employed"], said["own"]),
        activity=np.where(said["job"] == Job.OUT, said["activity"], columns["activity"]),
        claims_allowance=said["claims_allowance"],
        carer=said["claims_allowance"] | (columns["carer"] & ~columns["claims_allowance"]),
        daily_living=said["daily_living"],
        mobility=said["mobility"],
    )
    ill = ~without & (columns["condition"] == 0)
    columns["condition"][ill] = _conditions_of(state, donors, int(ill.sum()), luck)
    _date(columns, start, luck)
    claimed, childcare = (getattr(state.unit, name)[state.person.unit[rows]] for name in ("uc_since", "childcare"))
    return columns, claimed, childcare


def _settle_esa(columns: Columns, said: Mapping[str, Array], notes: list[str], grossing: int) -> None:
    """Leave ESA to those of whom the survey says that they have it, of that kind."""
    kind = columns["esa_kind"]
    unpaid = kind == EsaKind.CREDITS_ONLY
    for name in ESA:
        columns[name] = np.where((said["esa"] == kind) | unpaid, columns[name], 0)
    lost = int(((said["esa"] > 0) & (columns["esa_kind"] != said["esa"])).sum())
    if lost:
        notes.append(
            f"{lost * grossing / 1e3:,.0f} thousand people with ESA are without it: nobody of the model is like them."
        )


def _settle_awards(
    columns: Columns, said: Mapping[str, Array], state: State, donors: NDArray[np.int64], luck: Generator
) -> None:
    """Lend points, reviews and disputes of awards of the same rates; without an award nothing of one is left."""
    rates = ("daily_living", "mobility")
    has = (said["daily_living"] > 0) | (said["mobility"] > 0)
    had = (columns["daily_living"] > 0) | (columns["mobility"] > 0)
    lends = donors[(state.person.daily_living[donors] > 0) | (state.person.mobility[donors] > 0)]
    known = {name: getattr(state.person, name)[lends] for name in rates}
    found = alike({name: said[name][has] for name in rates}, known, rates, 0, luck)
    for name in AWARD:
        columns[name] = np.where(had, 0, columns[name])
        columns[name][has] = getattr(state.person, name)[lends[found]]
    for name in CLAIM:
        columns[name] = np.where(has, 0, columns[name])


def _conditions_of(state: State, donors: NDArray[np.int64], size: int, luck: Generator) -> Array:
    """Draw main conditions of the model's people with limiting illness."""
    held = state.person.condition[donors]
    return np.asarray(luck.choice(held[held > 0], size))


def _date(columns: Columns, start: int, luck: Generator) -> None:
    """Let no month lie before a sixteenth birthday; date what the lender did not have."""
    adult = columns["birth_month"].astype(np.int64) + ADULT * MONTHS_A_YEAR
    earliest = np.minimum(adult, start - 1)
    for name in OF_A_LIFE:
        months = columns[name].astype(np.int64)
        columns[name] = np.where(months > 0, np.maximum(months, earliest), 0)
    works = columns["job"] != Job.OUT
    columns["job_since"] = np.where(works, np.maximum(columns["job_since"], earliest), 0)
    columns["leave_since"] = np.where(works, columns["leave_since"], 0)
    columns["employer_sick_pay"] = columns["employer_sick_pay"].astype(np.bool_) & (columns["leave_since"] > 0)
    limited = columns["severity"] >= Severity.WORK_LIMITING
    lately = start - luck.integers(1, MONTHS_A_YEAR, works.size, endpoint=True)
    since = np.where(columns["severity_since"] > 0, columns["severity_since"], np.maximum(lately, earliest))
    columns["severity_since"] = np.where(limited, since, 0)


# ---------------------------------------------------------------------------------------------------------------- pay


def put_pay(columns: Columns, earned: Array, profit: Array, hours: Array, start: int) -> None:
    """Write the pay of workers as the survey has it: pay an hour, and of the self-employed their profit.

    Parameters
    ----------
    earned, profit
        Pounds a week; not a number where the survey does not know, and the pay of the lender stands.
    hours
        Hours a week; the usual ones of full-time or part-time work where the survey does not know.
    """
    p = law_at(start).pay
    works, own = columns["job"] != Job.OUT, columns["self_employed"].astype(np.bool_)
    part_time = columns["job"] == Job.PART_TIME
    usual = np.where(part_time, p.hours_part_time, p.hours_full_time)
    settled = np.where(part_time, p.part_time_pay, 1.0) * _of_tenure(columns, p, start)
    an_hour = 100.0 * earned / np.where(hours > 0, hours, usual)
    told = works & ~own & (an_hour > 0)
    bare = _without_minimum_wage(an_hour, columns["birth_month"], start, p)
    pay = np.where(told, bare / settled, columns["hourly_pay"])
    columns["hourly_pay"] = np.clip(np.nan_to_num(pay), LEAST, assumed("pay_highest"))
    ratio = 100.0 * profit / usual / (columns["hourly_pay"] * settled)
    ratio = np.where(works & own & (profit > 0), ratio, columns["profit_ratio"])
    columns["profit_ratio"] = np.clip(ratio, assumed("profit_least"), assumed("profit_most"))


def _of_tenure(columns: Columns, p: Pay, start: int) -> Array:
    """Return what a job of each tenure pays as a share of settled pay."""
    by_month = np.array([share_of_settled_pay(months, p) for months in range(p.entry_months + 1)])
    return np.asarray(by_month[np.clip(start - columns["job_since"].astype(np.int64), 0, p.entry_months)])


def _without_minimum_wage(an_hour: Array, births: Array, start: int, p: Pay) -> Array:
    """Return the pay an hour that the minimum wage lifts to what is paid: `with_minimum_wage` turned round."""
    ages = np.clip((start - births.astype(np.int64)) // MONTHS_A_YEAR, ADULT, None)
    floor = np.array([minimum_wage_at(age, p) for age in range(int(ages.max(initial=ADULT)) + 1)])[ages]
    reach = floor * p.spill_over
    lifted = 2.0 * (np.maximum(an_hour, floor) - floor) + floor - reach
    return np.where(an_hour >= floor + reach, an_hour, lifted)


def stacked(parts: Sequence[Columns]) -> Columns:
    """Return the columns of several groups of people, one below the other."""
    return {name: np.concatenate([np.asarray(part[name]) for part in parts]) for name in parts[0]}
