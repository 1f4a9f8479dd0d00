"""A made-up sample in the layout of the Family Resources Survey: nobody in it was ever asked anything.

It is written from synthetic people, so it may be given to anybody, which the survey may not. It has what the survey
has and the model has not: pensioners, households of Northern Ireland, couples of one sex, cells without a value.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.random import Generator, Philox
from numpy.typing import NDArray

from welfsim.draws import stream_key
from welfsim.errors import PopulationError
from welfsim.months import MONTHS_A_YEAR
from welfsim.population.build import Population
from welfsim.population.latent import columns_of
from welfsim.population.law import law_at
from welfsim.population.pay import paid_an_hour
from welfsim.population.survey.drafting import BIRTHS, WEEKS_A_MONTH
from welfsim.population.survey.tables import Frames
from welfsim.population.survey.variables import (
    ACTIVITIES,
    CARERS_ALLOWANCE,
    CHILD_CARE,
    DAILY_LIVING,
    ESA,
    IMPAIRMENTS,
    MOBILITY,
    NORTHERN_IRELAND,
    REGIONS,
    TABLES,
    UNIVERSAL_CREDIT,
)
from welfsim.population.synthetic import synthetic
from welfsim.vocabulary.codes import Activity, EsaKind, Job, PipRate, Presence, Region, Severity, Sex, Tenure

HOUSEHOLDS = 2_000
PEOPLE = 20_000
"""Of the synthetic people from whom a sample is taken."""
MISSING = -1
WRITTEN_TENURE = {Tenure.SOCIAL_RENT: 1, Tenure.PRIVATE_RENT: 3, Tenure.OWNED: 5, Tenure.MORTGAGED: 6}
PENSIONERS, ABROAD = 0.25, 0.04  # to each household: single pensioners, and households of Northern Ireland
ONE_SEX = 0.01  # of couples
README = """This sample is made up. It has the layout of the Family Resources Survey and no answer of anybody.

welfsim wrote it from its own synthetic people (`welfsim population --frs-sample FOLDER`). It is under the licence of
welfsim, and may be given to anybody. It says nothing of Great Britain.
"""


def write_sample(folder: str | Path, households: int, seed: int, start: int) -> None:
    """Write a made-up sample of about so many households, as tab-delimited tables.

    Raises
    ------
    PopulationError
        If there is something in the folder, or it cannot be written.
    """
    place = Path(folder)
    frames = made_up(synthetic(PEOPLE, seed, start), households, Generator(Philox(key=stream_key(seed, 1))))
    try:
        place.mkdir(parents=True, exist_ok=True)
        if any(place.iterdir()):
            raise PopulationError(f"{place}\n  There is something in this folder. Name an empty or a new one.")
        for name, frame in frames.items():
            frame.to_csv(place / f"{name}.tab", sep="\t", index=False, float_format="%.2f")
        (place / "README.txt").write_text(README, encoding="utf-8")
    except OSError as error:
        raise PopulationError(f"{place}\n  The sample cannot be written: {error.strerror}.") from None


def made_up(people: Population, households: int, luck: Generator) -> Frames:
    """Return the tables of a made-up sample, each unit of some synthetic people a household of its own."""
    state = people.state
    here = state.person.presence == Presence.PRESENT
    first = state.unit.first_person
    units = np.flatnonzero((state.unit.adults > 0) & here[first] & ~_is_dependent(people)[first])
    chosen = np.sort(luck.choice(units, min(households, units.size), replace=False))
    weight = units.size * people.grossing / chosen.size * np.exp(0.3 * luck.standard_normal(chosen.size) - 0.045)
    serial = pd.Series(np.arange(1, chosen.size + 1), index=chosen)
    adult = _adults(people, serial, luck)
    child = _children(people, serial, luck)
    tables = {
        "househol": _households(people, serial, weight),
        "benunit": pd.DataFrame({"SERNUM": serial, "BENUNIT": 1, "TOTCAPB3": state.unit.capital[chosen] / 100}),
        "adult": adult.drop(columns="row"),
        "child": child.drop(columns="award"),
        "benefits": _benefits(people, adult, child),
    }
    _add_others(tables, luck)
    return {name: frame[list(TABLES[name])].reset_index(drop=True) for name, frame in tables.items()}


def _is_dependent(people: Population) -> NDArray[np.bool_]:
    """Mark those who study and are young enough to be dependants: the survey has them in the table of children."""
    person, law = people.state.person, law_at(people.start).ageing
    studies = (person.activity == Activity.STUDYING) & (person.job == Job.OUT)
    young = people.start - person.birth_month.astype(np.int64) < law.dependent_until
    return np.asarray(studies & young & (people.state.unit.uc_since[person.unit] == 0))


def _households(people: Population, serial: pd.Series, weight: NDArray[np.float64]) -> pd.DataFrame:
    unit, written = people.state.unit, {region: code for code, region in REGIONS.items()}
    rows = serial.index.to_numpy()
    region = people.state.district.region[unit.district[rows]]
    rent = unit.rent[rows] / 100 / WEEKS_A_MONTH
    return pd.DataFrame(
        {
            "SERNUM": serial.to_numpy(),
            "GROSS4": weight,
            "GVTREGNO": [written[Region(code)] for code in region],
            "PTENTYP2": [WRITTEN_TENURE[Tenure(code)] for code in unit.tenure[rows]],
            "HHRENT": np.where(rent > 0, rent, MISSING),
        }
    )


def _adults(people: Population, serial: pd.Series, luck: Generator) -> pd.DataFrame:
    """Return adults, with their row in the population."""
    person, p = people.state.person, law_at(people.start).pay
    rows = np.flatnonzero((person.presence == Presence.PRESENT) & np.isin(person.unit, serial.index))
    of = columns_of(person, np.isin(np.arange(person.unit.size), rows))
    works, own, part_time = of["job"] != Job.OUT, of["self_employed"].astype(bool), of["job"] == Job.PART_TIME
    hours = np.where(part_time, p.hours_part_time, p.hours_full_time)
    pounds = paid_an_hour(of, people.start) * hours / 100
    active = {activity: code for code, activity in ACTIVITIES.items() if code != 10}
    out = np.array([active[code] for code in of["activity"]])
    status = np.where(works, np.where(own, 3, 1) + part_time, out)
    severity = of["severity"]
    found = pd.DataFrame(
        {
            "row": rows,
            "SERNUM": serial[of["unit"]].to_numpy(),
            "BENUNIT": 1,
            "AGE80": (people.start - 1 - of["birth_month"].astype(np.int64)) // MONTHS_A_YEAR,
            "SEX": np.where(of["sex"] == Sex.MALE, 1, 2),
            "EMPSTATI": status,
            "INEARNS": np.where(works & ~own, pounds, 0.0),
            "SEINCAM2": np.where(works & own, pounds * of["profit_ratio"], 0.0),
            "TOTHOURS": np.where(works, hours, MISSING),
            "HEALTH1": np.where(severity > 0, 1, 2),
            "CONDIT": np.array([MISSING, 3, 2, 1])[severity],
            "DISCORA1": np.where(severity >= Severity.WORK_LIMITING, 1, 2),
        }
    )
    for name, condition in IMPAIRMENTS.items():
        has = (of["condition"] == condition) & (luck.random(rows.size) < 0.6)
        found[name] = np.where(severity == 0, MISSING, np.where(has, 1, 2))
    found["PERSON"] = found.groupby("SERNUM").cumcount() + 1
    return found


def _children(people: Population, serial: pd.Series, luck: Generator) -> pd.DataFrame:
    """Return children, with whether they have the lower or the higher rate of a disability benefit."""
    unit, rows = people.state.unit, serial.index.to_numpy()
    births = np.stack([getattr(unit, name)[rows] for name in BIRTHS], axis=1)
    lower, higher = unit.disabled_children_lower[rows], unit.disabled_children_higher[rows]
    place, nth = np.nonzero(births > 0)
    paid = [nth < higher[place], nth < (higher + lower)[place]]
    award = np.select(paid, [PipRate.ENHANCED, PipRate.STANDARD], PipRate.NONE)
    return pd.DataFrame(
        {
            "SERNUM": serial.to_numpy()[place],
            "BENUNIT": 1,
            "PERSON": unit.adults[rows][place] + nth + 1,
            "AGE": (people.start - 1 - births[place, nth].astype(np.int64)) // MONTHS_A_YEAR,
            "SEX": luck.integers(1, 3, place.size),
            "award": award,
        }
    )


def _benefits(people: Population, adult: pd.DataFrame, child: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each benefit of a person, in pounds a week."""
    person, unit, law = people.state.person, people.state.unit, law_at(people.start)
    row, rates = adult["row"].to_numpy(), law.disability_rates
    first = (adult["PERSON"] == 1).to_numpy()
    kind, of_unit = person.esa_kind[row], person.unit[row]
    award = unit.uc_award[of_unit] / 100 / WEEKS_A_MONTH
    daily = np.array([0, rates.pip_daily_living_standard, rates.pip_daily_living_enhanced]) / 100
    mobility = np.array([0, rates.pip_mobility_standard, rates.pip_mobility_enhanced]) / 100
    parts = [
        (adult, first & (unit.uc_since[of_unit] > 0), UNIVERSAL_CREDIT, award, 0),
        (adult, np.isin(kind, (EsaKind.NEW_STYLE, EsaKind.INCOME_RELATED)), ESA, 100.0, kind),
        (adult, person.claims_allowance[row].astype(bool), CARERS_ALLOWANCE, law.carers.allowance / 100, 0),
        (adult, person.daily_living[row] > 0, DAILY_LIVING[0], daily[person.daily_living[row]], 0),
        (adult, person.mobility[row] > 0, MOBILITY[0], mobility[person.mobility[row]], 0),
        (child, child["award"].to_numpy() > 0, CHILD_CARE[0], daily[child["award"].to_numpy()], 0),
    ]
    frames = []
    for who, has, code, pounds, var2 in parts:
        frame = who[["SERNUM", "BENUNIT", "PERSON"]].assign(BENEFIT=code, BENAMT=pounds, VAR2=var2)
        frames.append(frame[has])
    found: pd.DataFrame = pd.concat(frames)
    return found.sort_values(["SERNUM", "PERSON", "BENEFIT"])


def _add_others(tables: Frames, luck: Generator) -> None:
    """Add single pensioners and households of Northern Ireland; let some couples be of one sex."""
    adult, household = tables["adult"], tables["househol"]
    second = adult.index[(adult["PERSON"] == 2) & (luck.random(len(adult)) < ONE_SEX)]
    for row in second:
        partner = adult[(adult["SERNUM"] == adult.at[row, "SERNUM"]) & (adult["PERSON"] == 1)]
        adult.loc[row, "SEX"] = int(partner["SEX"].iloc[0])
    size = len(household)
    alone = adult[adult["PERSON"] == 1].groupby("SERNUM").head(1)
    for share, changes in ((PENSIONERS, {"AGE80": 75, "EMPSTATI": 6}), (ABROAD, {})):
        taken = alone.sample(round(share * size), random_state=int(luck.integers(1 << 31)), replace=False)
        serial = np.arange(len(taken)) + int(tables["househol"]["SERNUM"].max()) + 1
        of = household.set_index("SERNUM").loc[taken["SERNUM"]].reset_index(drop=True).assign(SERNUM=serial)
        if not changes:
            of["GVTREGNO"] = NORTHERN_IRELAND
        people = taken.assign(SERNUM=serial, PERSON=1, **changes)
        units = pd.DataFrame({"SERNUM": serial, "BENUNIT": 1, "TOTCAPB3": 1000.0})
        for name, frame in (("househol", of), ("adult", people), ("benunit", units)):
            tables[name] = pd.concat([tables[name], frame], ignore_index=True)
