"""The published tables from which a population is built, read from ``data/margins``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.months import month, parse_month
from welfsim.population.assumptions import assumed
from welfsim.population.tables import table, value_of
from welfsim.shipped import data_folder
from welfsim.vocabulary.codes import Condition, Nation, Region, Tenure

Float = NDArray[np.float64]
REGION_CODES = (
    *(f"E1200000{n}" for n in range(1, 10)),
    "W92000004",
    "S92000003",
)
REGION_NAMES = (
    "North East",
    "North West",
    "Yorkshire and The Humber",
    "East Midlands",
    "West Midlands",
    "East",
    "London",
    "South East",
    "South West",
    "Wales",
    "Scotland",
)
NATION_NAMES = ("England", "Wales", "Scotland")
SEXES = ("female", "male")
MID_2024 = month(2024, 7)
ADULT = 16


@dataclass(frozen=True)
class Geography:
    """Coach districts in their order: each region's together, each nation's together."""

    districts: tuple[str, ...]
    region: NDArray[np.int8]
    nation: NDArray[np.int8]


def share(name: str) -> float:
    """Return a number of ``shares.csv`` by name.

    Raises
    ------
    PopulationError
        If there is none of that name.
    """
    return float(value_of("shares", name))


def shares(*names: str) -> Float:
    """Return several numbers of ``shares.csv``."""
    return np.array([share(name) for name in names])


def stock(metric: str, category: str, at: int) -> float:
    """Return a published stock at a month, by straight lines between published months.

    Before the first and after the last published month the nearest published value stands.
    """
    months, values = stock_path(metric, category)
    return float(np.interp(at, months, values))


def stock_path(metric: str, category: str) -> tuple[Float, Float]:
    """Return the published months and values of a stock, in order of time."""
    rows = table("stocks")
    rows = rows[(rows["metric"] == metric) & (rows["category"] == category)]
    months = np.array([parse_month(text) for text in rows["month"]], dtype=np.float64)
    order = np.argsort(months, kind="stable")
    return months[order], rows["value"].to_numpy(dtype=np.float64)[order]


def geography() -> Geography:
    """Read the coach districts and the region and nation of each."""
    places = pd.read_csv(data_folder() / "districts.csv")
    firsts = places.drop_duplicates("district")
    region = np.array([REGION_NAMES.index(name) for name in firsts["region"]], dtype=np.int8)
    nation = np.where(
        region == Region.SCOTLAND, Nation.SCOTLAND, np.where(region == Region.WALES, Nation.WALES, Nation.ENGLAND)
    )
    return Geography(tuple(firsts["district"]), region, nation.astype(np.int8))


def connect_to_work_grants(places: Geography) -> Float:
    """Return the Connect to Work grant of each district, in millions of pounds over five years; nothing in Scotland.

    Published grants of areas, spread over their councils by people; the rest of the total over all other councils.
    """
    grants = table("connect_to_work_by_district").set_index("district")["grant_million"]
    return grants.reindex(places.districts).to_numpy(dtype=np.float64)


def people_by_age(at: int) -> Float:
    """Return people by region, sex (female, male) and single year of age 0 to 67 at a month.

    Ages are those of mid-2024; each five-year band from 16 is scaled by the projected growth of its region
    and sex between mid-2024 and the month. Before mid-2024 all are scaled alike, by the people of 16 to 64 of the
    Labour Force Survey, since the projections begin below the estimates of the years before. Under 16 the mid-2024
    estimate stands.
    """
    base = table("population_by_age")
    region = pd.Categorical(base["region_code"], REGION_CODES).codes
    sex = pd.Categorical(base["sex"], SEXES).codes
    people = np.zeros((len(REGION_CODES), 2, 68))
    people[region, sex, base["age"]] = base["people"]
    return people * _growth(at)


def _growth(at: int) -> Float:
    """Return growth from mid-2024 by region, sex and age; 1 under 16."""
    if at < MID_2024:
        growth = np.ones((len(REGION_CODES), 2, 68))
        growth[:, :, ADULT:] = people_before(at)
        return growth
    rows = table("population_growth")
    years = np.unique(rows["year"])
    when = np.clip((at - MID_2024) / 12 + 2024, years[0], years[-1])
    before = np.clip(int(when), years[0], years[-1] - 1)
    wide = rows.pivot(index=["region_code", "sex", "age_from", "age_to"], columns="year", values="people")
    now = wide[before] + (wide[before + 1] - wide[before]) * (when - before)
    growth = np.ones((len(REGION_CODES), 2, 68))
    for (code, sex, low, high), ratio in (now / wide[2024]).to_dict().items():
        growth[REGION_CODES.index(code), SEXES.index(sex), low : min(high, 67) + 1] = ratio
    return growth


def people_before(at: int) -> float:
    """Return people of 16 to 64 at a month before mid-2024, of those at mid-2024, by the Labour Force Survey."""
    rows = table("population_before")
    months, people = rows["month"].map(parse_month).to_numpy(np.float64), rows["people"].to_numpy(np.float64)
    return float(np.interp(at, months, people) / np.interp(MID_2024, months, people))


def people_by_district() -> Float:
    """Return mid-2024 people by district, sex and single year of age 16 to 65, even within published bands."""
    rows = table("population_by_district")
    names = geography().districts
    people = np.zeros((len(names), 2, 50))
    for name, sex, low, high, count in rows[["district", "sex", "age_from", "age_to", "people"]].itertuples(
        index=False
    ):
        people[names.index(name), SEXES.index(sex), low - 16 : high - 15] += count / (high - low + 1)
    return people


def uc_households_by_district() -> Float:
    """Return UC households by district, May 2025."""
    rows = table("uc_households_by_district").set_index("district")["households"]
    return np.array([float(rows[name]) for name in geography().districts])


def by_region(name: str, column: str) -> Float:
    """Return a column of a table with one row a region, in the order of ``Region``."""
    rows = table(name)
    if "region_code" in rows:
        return rows.set_index("region_code")[column].reindex(REGION_CODES).to_numpy(dtype=np.float64)
    return rows.set_index("region")[column].reindex(REGION_NAMES).to_numpy(dtype=np.float64)


def tenure_by_region() -> Float:
    """Return the share of households by region and tenure."""
    rows = table("households_by_tenure")
    wide = rows.pivot(index="region_code", columns="tenure", values="households")
    counts = wide.loc[list(REGION_CODES), [code.name for code in Tenure]].to_numpy(dtype=np.float64)
    return np.asarray(counts / counts.sum(axis=1, keepdims=True))


def employment_by_age(at: int) -> Float:
    """Return LFS employment rates at 16-17, 18-24, 25-34, 35-49 and 50-64, UK, as shares."""
    rows = table("employment_by_age")
    rates = []
    for _, band in rows.groupby("age_group"):
        months = [parse_month(text) for text in band["month"]]
        order = np.argsort(months)
        rates.append(float(np.interp(at, np.array(months)[order], band["employment_rate"].to_numpy()[order])))
    return np.array(rates) / 100


def unemployed(at: int) -> float:
    """Return unemployed people aged 16 to 64 as a share of those employed, UK, from the LFS rates by age."""
    rows = table("employment_by_age")
    near = rows.iloc[(rows["month"].map(parse_month) - at).abs().argsort(kind="stable").iloc[:5]]
    sizes = near["age_group"].map(lambda ages: assumed(f"lfs_people_{ages.replace('-', '_')}"))
    active = (sizes * near["activity_rate"]).sum()
    employed = (sizes * near["employment_rate"]).sum()
    return float(active / employed - 1)


def inactive(reason: str, at: int) -> float:
    """Return people in Great Britain inactive for a reason, LFS scaled by Great Britain's share of the UK."""
    rows = table("inactive_by_reason")
    rows = rows[rows["reason"] == reason]
    months = np.array([parse_month(text) for text in rows["month"]])
    order = np.argsort(months)
    return float(np.interp(at, months[order], rows["people"].to_numpy()[order])) * share("gb_share_of_uk")


def daily_living_by_condition() -> tuple[Float, Float]:
    """Return PIP daily living recipients and those under four points, by the four conditions."""
    rows = table("pip_by_condition").set_index("condition")
    names = [code.name for code in Condition if code != Condition.NONE]
    return (
        rows.loc[names, "daily_living_recipients"].to_numpy(dtype=np.float64),
        rows.loc[names, "below_four_points"].to_numpy(dtype=np.float64),
    )
