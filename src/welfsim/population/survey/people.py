"""The households of the survey as rows of equal weight: who lives there, and what the survey says of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from welfsim.months import MONTHS_A_YEAR
from welfsim.population.draft import Array, pension_age_month
from welfsim.population.law import law_at
from welfsim.population.survey.tables import PERSONS, Frames
from welfsim.population.survey.variables import (
    ACTIVITIES,
    CARERS_ALLOWANCE,
    CHILD_CARE,
    CHILD_MOBILITY,
    DAILY_LIVING,
    ESA,
    IMPAIRMENTS,
    INCOME_RELATED,
    JOBS,
    LONG_TERM_SICK,
    MOBILITY,
    NORTHERN_IRELAND,
    REDUCED_A_LITTLE,
    REDUCED_A_LOT,
    REGIONS,
    SELF_EMPLOYED,
    TENURES,
    UNIVERSAL_CREDIT,
    YES,
)
from welfsim.population.survey.weights import copies
from welfsim.vocabulary.benefit_units import MAX_CHILDREN
from welfsim.vocabulary.codes import Activity, Condition, EsaKind, Job, PipRate, Severity, Sex, Tenure
from welfsim.wording.values import number

ADULT, WORKING_UNTIL, YOUNGEST_WAITING = 16, 66, 6  # years, the second exclusive: State Pension age at the least
HIGHER = 0.75
"""Of the higher rate of a component: an amount from there on is of the higher rate, in the survey years 2022-23 on."""
MALE = 1
FIRST_UNIT = 1
UNIT = ["SERNUM", "copy", "BENUNIT"]


@dataclass
class Rows:
    """What the survey says, with one row a person and a number for each benefit unit.

    Attributes
    ----------
    adults
        Adults of working age, those of a unit next to each other, a woman first.
    grown
        Dependants of 16 to 19, each a unit of their own.
    young
        Children of 6 to 15, each a unit of their own in waiting.
    units
        The benefit units of `adults`.
    grossing
        Real people for whom each row stands.
    notes
        What was left out or taken otherwise, in sentences.
    """

    adults: pd.DataFrame
    grown: pd.DataFrame
    young: pd.DataFrame
    units: pd.DataFrame
    grossing: int
    notes: list[str] = field(default_factory=list)


def rows_of(tables: Frames, people: int, start: int, luck: Generator) -> Rows:
    """Turn the tables of the survey into rows of equal weight, of about so many adults of working age."""
    notes: list[str] = []
    households = _households(tables["househol"], notes)
    adults = _with_benefits(tables["adult"], tables["benefits"], start).merge(households, on="SERNUM")
    weighted = float(adults["GROSS4"][adults["AGE80"] < WORKING_UNTIL].sum())
    grossing = max(1, round(weighted / people))
    times = copies(households["GROSS4"].to_numpy(), grossing, luck)
    repeated = households.loc[households.index.repeat(times)].drop(columns="GROSS4")
    repeated["copy"] = repeated.groupby("SERNUM").cumcount()
    everyone = _born(adults.drop(columns=[*households.columns.drop("SERNUM")]).merge(repeated), "AGE80", start, luck)
    children = _born(_children(tables, start).merge(repeated), "AGE", start, luck)
    working = everyone[pension_age_month(everyone["birth_month"].to_numpy()) >= start]
    past = (len(everyone) - len(working)) * grossing / 1e3
    notes.append(f"{number(past)} thousand adults past State Pension age are left out.")
    units, working = _units(working, children, tables["benunit"], start, notes, grossing)
    age = children["AGE"]
    notes.append(f"Each of {len(households):,} households stands for {times.mean():.1f} rows on average.")
    return Rows(
        working,
        children[age >= ADULT].reset_index(drop=True),
        children[(age >= YOUNGEST_WAITING) & (age < ADULT)].reset_index(drop=True),
        units,
        grossing,
        notes,
    )


def _households(found: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    """Return households of Great Britain with a weight, in the order of regions."""
    left_out = (found["GVTREGNO"] == NORTHERN_IRELAND) | ~(found["GROSS4"] > 0)
    if left_out.any():
        notes.append(f"{int(left_out.sum()):,} households of Northern Ireland or without a weight are left out.")
    households = found[~left_out].copy()
    households["region"] = households["GVTREGNO"].map(REGIONS).astype(np.int64)
    households["tenure"] = households["PTENTYP2"].map(TENURES).fillna(Tenure.OWNED).astype(np.int64)
    kept = households[["SERNUM", "GROSS4", "region", "tenure", "HHRENT"]]
    return kept.sort_values(["region", "SERNUM"]).reset_index(drop=True)


def _born(people: pd.DataFrame, age: str, start: int, luck: Generator) -> pd.DataFrame:
    """Give each row a month of birth: the survey gives years of age alone, so months are drawn evenly."""
    ago = MONTHS_A_YEAR * people[age].to_numpy(np.int64) + luck.integers(0, MONTHS_A_YEAR, len(people))
    return people.assign(birth_month=start - 1 - ago, sex=np.where(people["SEX"] == MALE, Sex.MALE, Sex.FEMALE))


# ------------------------------------------------------------------------------------------------- what each adult is


def _with_benefits(adults: pd.DataFrame, benefits: pd.DataFrame, start: int) -> pd.DataFrame:
    """Return adults with their work, health and benefits in the model's words."""
    status = adults["EMPSTATI"].astype(np.int64)
    job = status.map(JOBS).fillna(Job.OUT).astype(np.int64)
    rates = law_at(start).disability_rates
    return adults.assign(
        job=job,
        own=status.isin(SELF_EMPLOYED),
        activity=status.map(ACTIVITIES).fillna(Activity.SEEKING).astype(np.int64),
        severity=_severity(adults),
        on_uc=_has(adults, benefits, (UNIVERSAL_CREDIT,)),
        esa=_esa(adults, benefits),
        claims_allowance=_has(adults, benefits, (CARERS_ALLOWANCE,)),
        daily_living=_rate(adults, benefits, DAILY_LIVING, rates.pip_daily_living_enhanced),
        mobility=_rate(adults, benefits, MOBILITY, rates.pip_mobility_enhanced),
    ).pipe(_limited_by_benefits)


def _severity(adults: pd.DataFrame) -> NDArray[np.int64]:
    """Grade ill health: long-standing, disabled or reduced a little, reduced a lot."""
    ill = adults["HEALTH1"] == YES
    limited = (adults["DISCORA1"] == YES) | (adults["EMPSTATI"] == LONG_TERM_SICK)
    limited |= ill & (adults["CONDIT"] == REDUCED_A_LITTLE)
    severe = ill & (adults["CONDIT"] == REDUCED_A_LOT)
    return np.select([severe, limited, ill], [Severity.SEVERE, Severity.WORK_LIMITING, Severity.MILD], Severity.NONE)


def _limited_by_benefits(adults: pd.DataFrame) -> pd.DataFrame:
    """Let whoever has a benefit for ill health be limited at least, as the law asks."""
    paid = (adults["esa"] > 0) | (adults["daily_living"] > 0) | (adults["mobility"] > 0)
    return adults.assign(
        severity=np.where(paid, np.maximum(adults["severity"], Severity.WORK_LIMITING), adults["severity"])
    )


def _paid(people: pd.DataFrame, benefits: pd.DataFrame, codes: tuple[int, ...]) -> pd.DataFrame:
    """Return amount and kind of some benefits for each person; nothing for those who do not have them."""
    rows = benefits[benefits["BENEFIT"].isin(codes)].groupby(PERSONS)[["BENAMT", "VAR2"]].max().fillna(0.0)
    return rows.reindex(pd.MultiIndex.from_frame(people[PERSONS]))


def _has(people: pd.DataFrame, benefits: pd.DataFrame, codes: tuple[int, ...]) -> NDArray[np.bool_]:
    return _paid(people, benefits, codes)["BENAMT"].notna().to_numpy()


def _rate(people: pd.DataFrame, benefits: pd.DataFrame, codes: tuple[int, ...], enhanced: float) -> NDArray[np.int64]:
    """Return the rate of a component, by the amount paid a week."""
    pounds = _paid(people, benefits, codes)["BENAMT"].to_numpy()
    rates = np.where(pounds >= HIGHER * enhanced / 100, PipRate.ENHANCED, PipRate.STANDARD)
    return np.where(np.isnan(pounds), PipRate.NONE, rates)


def _esa(people: pd.DataFrame, benefits: pd.DataFrame) -> NDArray[np.int64]:
    """Return the kind of ESA: contributory where the survey does not know."""
    kind = _paid(people, benefits, (ESA,))["VAR2"]
    found = np.where(kind.isin(INCOME_RELATED), EsaKind.INCOME_RELATED, EsaKind.NEW_STYLE)
    return np.where(kind.isna(), EsaKind.NONE, found)


def conditions(adults: pd.DataFrame, luck: Generator) -> NDArray[np.int64]:
    """Return a main condition: one of an adult's difficulties, each as likely, since no main one is asked."""
    has = np.stack([adults[name].to_numpy() == YES for name in IMPAIRMENTS], axis=1)
    chosen = np.argmax(np.where(has, luck.random(has.shape), -1.0), axis=1)
    found = np.array(list(IMPAIRMENTS.values()), dtype=np.int64)[chosen]
    return np.where(has.any(axis=1), found, Condition.NONE)


# ------------------------------------------------------------------------------------------------ units and children


def _children(tables: Frames, start: int) -> pd.DataFrame:
    """Return children with whether they have a disability benefit, and of which rate."""
    child, benefits, rates = tables["child"], tables["benefits"], law_at(start).disability_rates
    care = _rate(child, benefits, CHILD_CARE, rates.pip_daily_living_enhanced)
    return child.assign(award=(care > 0) | _has(child, benefits, CHILD_MOBILITY), higher=care == PipRate.ENHANCED)


def _units(
    adults: pd.DataFrame, children: pd.DataFrame, benunit: pd.DataFrame, start: int, notes: list[str], grossing: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return benefit units and their adults: couples of a woman and a man, and everybody else alone."""
    adults = adults.sort_values(["region", *UNIT, "sex", "PERSON"]).reset_index(drop=True)
    place = adults.groupby(UNIT).cumcount()
    same_sex = (place == 1) & (adults["sex"] == adults["sex"].shift())
    if same_sex.any():
        notes.append(
            f"{number(int(same_sex.sum()) * grossing / 1e3)} thousand couples of one sex are two units, "
            "since the model has couples of a woman and a man."
        )
    adults["first"] = (place == 0) | same_sex
    adults["unit"] = adults["first"].cumsum() - 1
    adults["on_uc"] = adults.groupby("unit")["on_uc"].transform("max").astype(np.bool_)
    related = (adults["esa"] == EsaKind.INCOME_RELATED) & adults["on_uc"]
    adults["esa"] = np.where(related, EsaKind.NEW_STYLE, adults["esa"])
    units = adults[adults["first"]][[*UNIT, "region", "tenure", "HHRENT", "on_uc", "unit", "birth_month"]]
    units = units.assign(adults=adults.groupby("unit").size().to_numpy(), leads=~same_sex[adults["first"]].to_numpy())
    units = units.merge(benunit, on=["SERNUM", "BENUNIT"], how="left").reset_index(drop=True)
    householder = (units["BENUNIT"] == FIRST_UNIT) & units["leads"]
    units["tenure"] = np.where(householder, units["tenure"], Tenure.OWNED)
    units["HHRENT"] = np.where(householder, units["HHRENT"].fillna(0.0), 0.0)
    return _with_children(units, children, start), adults


def _with_children(units: pd.DataFrame, children: pd.DataFrame, start: int) -> pd.DataFrame:
    """Return units with their children's months of birth, the eldest first, and how many have a disability benefit."""
    dependent = children[start - children["birth_month"] < law_at(start).ageing.dependent_until]
    eldest_first = dependent.sort_values([*UNIT, "birth_month", "PERSON"])
    eldest_first = eldest_first.assign(nth=eldest_first.groupby(UNIT).cumcount() + 1)
    kept = eldest_first[eldest_first["nth"] <= MAX_CHILDREN]
    births = kept.pivot(index=UNIT, columns="nth", values="birth_month").reindex(columns=range(1, MAX_CHILDREN + 1))
    counts = kept.assign(lower=kept["award"] & ~kept["higher"], higher=kept["award"] & kept["higher"])
    disabled = counts.groupby(UNIT)[["lower", "higher"]].sum()
    joined = births.rename(columns="child_{}_birth".format).join(disabled).reset_index()
    found = units.merge(joined, on=UNIT, how="left").fillna({name: 0 for name in joined.columns})
    columns = [name for name in joined.columns if name not in UNIT]
    found.loc[~found["leads"], columns] = 0
    return found


def features(columns: Mapping[str, Array]) -> dict[str, Array]:
    """Return what people are compared by, from their columns in the model's words."""
    out = columns["job"] == Job.OUT
    return {
        "on_uc": columns["on_uc"],
        "works": ~out,
        "esa": columns["esa"],
        "grade": np.maximum(columns["severity"], Severity.MILD),
        "does": np.where(out, columns["activity"], len(Activity) + columns["own"].astype(np.int64)),
        "pip": (columns["daily_living"] > 0) | (columns["mobility"] > 0),
        "cares": columns["claims_allowance"],
        "sex": columns["sex"],
        "age": columns["age"] // 5,
    }


FEATURES = ("on_uc", "works", "esa", "grade", "does", "pip", "cares", "age", "sex")
NEEDED = 2
