"""People who come to live here and people who go: how many by age, sex and region, who they are, and in which month.

Net migration is what the regional projections have between two bands of five years, less ageing and deaths. Leavers
are assumed by age; those who arrive are net migration and leavers together. Both are planned here for every month of
law, so that they are the same whatever a scenario does. A move between regions counts as one who leaves and one who
arrives.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.months import MONTHS_A_YEAR
from welfsim.policy import LAST_MONTH
from welfsim.population.assumptions import assumed, assumed_each, assumed_whole
from welfsim.population.choosing import Mask, Rows, among_cells, noise
from welfsim.population.draft import Array, Draft, pension_age_month
from welfsim.population.law import law_at
from welfsim.population.published import REGION_CODES, SEXES, Float, people_by_age, people_by_district
from welfsim.population.rounding import cumulative
from welfsim.population.tables import table
from welfsim.rules.mortality import death_hazard
from welfsim.vocabulary.codes import Activity, Presence, Sex

AGES = np.arange(16, 66)  # of those who arrive and leave
SPAN = 5  # years of a band of the projection
FIRST_BAND, LAST_BAND = 15, 60
WINDOWS = range(2024, 2030)  # years from which net migration is read, each to five years later
CENSUS_YEAR = 2024  # of the estimates by single year of age
LEAVING = (16, 25, 35, 50)
LEAVERS = ("leave_16_24", "leave_25_34", "leave_35_49", "leave_50_65")
CELL_STARTS = (16, 20, 25, 30, 35, 40, 45, 50, 55, 60)
EVEN = np.sqrt((2, 3, 5, 7))  # steps that spread any run of rows evenly over the parts of 1, four ways


# ------------------------------------------------------------------------------------------------------- how many


def net_a_year(start: int) -> Float:
    """Return people who arrive less those who leave in a year, by region, sex and age 16 to 65.

    Between the same people's bands, five years apart, the projection has deaths and migration. The mean over several
    starting years is taken, spread over the ages through which these people pass. Who comes before 16 counts at 16 to
    19.
    """
    net = np.zeros((len(REGION_CODES), len(SEXES), AGES.size))
    bands, children = _bands(), _children()
    passing = _triangle()
    for year in WINDOWS:
        before, after = bands[year], bands[year + SPAN]
        entrants = children[..., year - CENSUS_YEAR]
        young = (after[..., 0] - entrants[..., 1:].sum(axis=-1)) / (SPAN * len(WINDOWS))
        net[..., :4] += young[..., None] / 4
        for band, age in enumerate(range(FIRST_BAND, LAST_BAND + 1, SPAN)):
            stayed = before[..., band] * _survival(age, start)
            if age == FIRST_BAND:
                stayed = stayed + entrants[..., 0]
            change = (after[..., band + 1] - stayed) / (SPAN * len(WINDOWS))
            ages = np.clip(np.arange(age, age + 2 * SPAN), AGES[0], None)
            held = ages <= AGES[-1]
            for years, part in zip(ages[held] - AGES[0], passing[held], strict=True):
                net[..., years] += part * change
    return net * assumed("net_migration_ratio")


def _bands() -> dict[int, Float]:
    """Return the projection: people by region, sex and band of five years, from that of 16 to 19, by year."""
    rows = table("population_growth")
    wide = rows.pivot(index=["region_code", "sex"], columns=["year", "age_from"], values="people")
    wide = wide.reindex([(code, sex) for code in REGION_CODES for sex in SEXES])
    shape = (len(REGION_CODES), len(SEXES), -1)
    return {int(year): wide[year].to_numpy(np.float64).reshape(shape) for year in np.unique(rows["year"])}


def _children() -> Float:
    """Return who is 15, 14, 13, 12 and 11 by region and sex, in each year from 2024, at the level of the projection."""
    base = people_by_age_in_2024()
    level = _bands()[CENSUS_YEAR][..., 0] / base[..., 16:20].sum(axis=-1)
    years = [base[..., 11 - ahead : 16 - ahead][..., ::-1] for ahead in range(len(WINDOWS))]
    return np.asarray(np.stack(years, axis=-1) * level[..., None, None])


def people_by_age_in_2024() -> Float:
    """Return people by region, sex and single year of age 0 to 67 in mid-2024, as estimated."""
    rows = table("population_by_age")
    wide = rows.pivot(index=["region_code", "sex"], columns="age", values="people")
    wide = wide.reindex([(code, sex) for code in REGION_CODES for sex in SEXES])
    return wide.to_numpy(np.float64).reshape(len(REGION_CODES), len(SEXES), -1)


def _survival(age: int, start: int) -> Float:
    """Return the share of women and men of a band of ages who live for five years more."""
    p = law_at(start).ageing
    months = (np.arange(SPAN)[:, None] + np.arange(SPAN)[None, :] + 1.0 + age) * MONTHS_A_YEAR
    hazard = [[death_hazard(int(at), sex == Sex.FEMALE, p) for at in months.ravel()] for sex in (Sex.FEMALE, Sex.MALE)]
    yearly = np.array(hazard).reshape(len(SEXES), SPAN, SPAN) * MONTHS_A_YEAR
    return np.asarray(np.exp(-yearly.sum(axis=2)).mean(axis=1))


def _triangle() -> Float:
    """Return the time that a band of five years spends at each of the ten ages through which it passes in five."""
    rise = np.arange(SPAN) + 0.5
    return np.concatenate([rise, rise[::-1]]) / SPAN**2


def flows_a_year(start: int) -> tuple[Float, Float]:
    """Return people who arrive, and people who leave, in a year, by region, sex and age 16 to 65.

    Where net migration takes more people than are assumed to leave, more leave and nobody arrives.
    """
    rate = assumed_each(*LEAVERS)[np.searchsorted(LEAVING, AGES, side="right") - 1]
    leavers = rate * people_by_age(start)[:, :, AGES]
    net = net_a_year(start)
    return np.maximum(net + leavers, 0.0), np.maximum(leavers, -net)


def years_planned(start: int) -> float:
    """Return the years for which people arrive and leave: all for which there is law."""
    return (LAST_MONTH + 1 - start) / MONTHS_A_YEAR


# ------------------------------------------------------------------------------------------------- who arrives


def arrivals(draft: Draft) -> dict[str, Array]:
    """Return columns of the people who come to live here: spread evenly over months, birthdays and districts.

    They have lived for some months since a birthday, so that nobody arrives in the month of their sixteenth. A share of
    them is barred from public funds by immigration law until they are settled.
    """
    expected = flows_a_year(draft.start)[0] * years_planned(draft.start) / draft.grossing
    held = cumulative(expected.ravel(), round(float(expected.sum())))
    region, sex, age = (np.repeat(axis.ravel(), held) for axis in np.indices(expected.shape))
    spread = draft.luck.random(EVEN.size)[:, None] + np.arange(region.size) * EVEN[:, None]
    when, birthday, place, barred = spread % 1.0
    months = LAST_MONTH + 1 - draft.start
    entry = draft.start + np.floor(when * months).astype(np.int32)
    lived = MONTHS_A_YEAR * AGES[age] + 1 + np.floor(birthday * (MONTHS_A_YEAR - 1)).astype(np.int32)
    settled = entry + MONTHS_A_YEAR * assumed_whole("years_without_public_funds")
    return {
        "district": np.searchsorted(_ends_of_districts(draft), region + place, side="right").astype(np.int8),
        "sex": sex.astype(np.int8),
        "birth_month": (entry - lived).astype(np.int16),
        "presence": np.full(region.size, Presence.WAITING, dtype=np.int8),
        "entry_month": entry.astype(np.int16),
        "funds_from": np.where(barred < assumed("no_public_funds"), settled, 0).astype(np.int16),
    }


def _ends_of_districts(draft: Draft) -> Float:
    """Return where each district ends on a line on which each region has a length of 1, by its people of 16 to 39."""
    people = people_by_district()[:, :, :24].sum(axis=(1, 2))
    region = draft.places.region.astype(np.int64)
    before = np.concatenate([[0.0], np.cumsum(people / np.bincount(region, people)[region])])
    ends = before[1:]
    ends[np.flatnonzero(np.diff(region, append=region[-1] + 1))] = np.arange(len(REGION_CODES)) + 1.0
    return np.asarray(ends)


def has_yet_to_arrive(draft: Draft) -> Mask:
    """Mark people who will come to live here, as against turn 16."""
    person = draft.person
    turns_16 = person["birth_month"].astype(np.int32) + MONTHS_A_YEAR * int(AGES[0])
    return np.asarray((person["presence"] == Presence.WAITING) & (person["entry_month"] != turns_16))


def age_at_arrival(draft: Draft) -> Array:
    """Return completed years of age of everybody in the month in which they arrive."""
    person = draft.person
    return np.asarray((person["entry_month"].astype(np.int32) - person["birth_month"]) // MONTHS_A_YEAR)


def couples_who_arrive(draft: Draft) -> tuple[Rows, Rows]:
    """Return the rows of the women and of the men who come as couples, to one district in the month of the woman.

    They are matched by age, as evenly over the ages as those who arrive.
    """
    person, here = draft.person, has_yet_to_arrive(draft)
    women, men = [], []
    for district in range(draft.places.region.size):
        rows = np.flatnonzero(here & (person["district"] == district))
        by_age = rows[np.argsort(person["birth_month"][rows] - person["entry_month"][rows], kind="stable")]
        of_sex = [by_age[person["sex"][by_age] == sex] for sex in (Sex.FEMALE, Sex.MALE)]
        count = min(round(assumed("arrive_with_partner") * rows.size / 2), *(side.size for side in of_sex))
        women.append(of_sex[0][_evenly(of_sex[0].size, count)])
        men.append(of_sex[1][_evenly(of_sex[1].size, count)])
    together, with_them = np.concatenate(women), np.concatenate(men)
    later = person["entry_month"][together].astype(np.int32) - person["entry_month"][with_them]
    for name in ("entry_month", "birth_month"):
        person[name][with_them] += later.astype(np.int16)
    person["funds_from"][with_them] = person["funds_from"][together]
    return together, with_them


def _evenly(size: int, count: int) -> Rows:
    """Return `count` places spread evenly over `size`."""
    return np.asarray(np.floor((np.arange(count) + 0.5) * size / max(count, 1)).astype(np.int64))


# --------------------------------------------------------------------------------------------------- who leaves


def plan_leavers(draft: Draft) -> None:
    """Say in which month people leave: by year as many of each region, sex and band of ages as leave, in even months.

    A part goes as couples; nobody else leaves a partner. Who has arrived goes more often than others; people with
    benefits for ill health, carers and people on Universal Credit less often.
    """
    draft.put(leaves_month=np.zeros(draft.people, dtype=np.int16))
    score = _inclined_to_leave(draft)
    expected = flows_a_year(draft.start)[1] / draft.grossing
    bands = np.searchsorted(CELL_STARTS, AGES, side="right") - 1
    by_band = np.stack([expected[..., bands == band].sum(axis=-1) for band in range(len(CELL_STARTS))], axis=-1)
    counts = cumulative(by_band.ravel(), round(float(by_band.sum())))
    for year in range(int(np.ceil(years_planned(draft.start)))):
        _leave_in(draft, draft.start + MONTHS_A_YEAR * year, counts, score)


def _inclined_to_leave(draft: Draft) -> Array:
    """Score leaving at the start of the run."""
    person = draft.person
    has_pip = (person["daily_living"] > 0) | (person["mobility"] > 0)
    ill = (person["health_group"] > 0) | (person["esa_kind"] > 0) | has_pip | person["child_award"]
    score = (
        assumed("leave_if_arrived") * has_yet_to_arrive(draft)
        + assumed("leave_if_health_benefit") * (ill | person["carer"])
        + assumed("leave_if_uc") * (draft.of_unit(draft.unit["uc_since"]) > 0)
        + noise(draft.luck, draft.people)
    )
    return np.asarray(score.astype(np.float32))


def _leave_in(draft: Draft, year: int, counts: NDArray[np.int64], score: Array) -> None:
    """Choose who leaves in the twelve months from `year`, couples first, then singles for what is left of each cell."""
    person, unit = draft.person, draft.unit
    age = (year + MONTHS_A_YEAR // 2 - person["birth_month"].astype(np.int32)) // MONTHS_A_YEAR
    stays_of_age = pension_age_month(person["birth_month"]) > year + MONTHS_A_YEAR
    free = (person["entry_month"] < year) & (person["leaves_month"] == 0) & (age >= AGES[0]) & stays_of_age
    cell = (draft.region.astype(np.int64) * len(SEXES) + person["sex"]) * len(CELL_STARTS)
    cell = cell + np.clip(np.searchsorted(CELL_STARTS, age, side="right") - 1, 0, None)
    first = unit["first_person"].astype(np.int64)
    second = np.minimum(first + 1, draft.people - 1)
    couple = (unit["adults"] == 2) & free[first] & free[second]
    wanted = counts * (np.arange(counts.size) // len(CELL_STARTS) % len(SEXES) == Sex.FEMALE)
    pairs = cumulative(wanted.astype(np.float64), round(assumed("leave_with_partner") * int(wanted.sum())))
    woman = np.where(person["sex"][first] == Sex.FEMALE, first, second)
    goes = among_cells(couple, score[woman], cell[woman], pairs)
    together = np.stack([first[goes], second[goes]])
    left = np.maximum(counts - np.bincount(cell[together.ravel()], minlength=counts.size), 0)
    singles = cumulative(left.astype(np.float64), max(int(counts.sum()) - together.size, 0))
    alone = among_cells(free & (draft.of_unit(unit["adults"]) == 1), score, cell, singles)
    person["leaves_month"][together] = year + _even_months(draft, together.shape[1])
    person["leaves_month"][alone] = year + _even_months(draft, int(alone.sum()))


def _even_months(draft: Draft, size: int) -> Array:
    """Return months of a year, 0 to 11, spread evenly over any run of `size` rows."""
    place = draft.luck.random() + np.arange(size) * EVEN[0]
    return np.asarray(np.floor(place % 1.0 * MONTHS_A_YEAR).astype(np.int16))


# ------------------------------------------------------------------------------------------------ what they do


def add_what_arrivals_do(draft: Draft) -> None:
    """Say what people do who come to live here: a share of the young study, some stay at home, the others seek work."""
    rows = np.flatnonzero(has_yet_to_arrive(draft))
    young = MONTHS_A_YEAR * age_at_arrival(draft)[rows] < law_at(draft.start).ageing.study_ends
    place = draft.luck.random(rows.size)
    studies, at_home = young & (place < assumed("arrive_to_study")), place >= 1 - assumed("arrive_to_stay_at_home")
    draft.person["activity"][rows] = np.select(
        [studies, at_home], [Activity.STUDYING, Activity.OTHER], Activity.SEEKING
    )


def rents(draft: Draft) -> Mask:
    """Mark units of people who will come to live here and rent from a private landlord."""
    arrives = has_yet_to_arrive(draft)[draft.unit["first_person"]]
    return np.asarray(arrives & (draft.luck.random(arrives.size) < assumed("arrive_and_rent")))
