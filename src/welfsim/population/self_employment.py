"""Who is self-employed in work, would be, or will turn so, with what profit, and since when a start-up period ran.

On Universal Credit it is chosen before jobs are, since awards depend on it; off it afterwards, so that workers meet the
margins by age, sex and region. Those out of work and entrants have the shares of workers like them. The share rises
with age, so employees turn self-employed at an age of their own, which keeps the share at each age. It has luck of its
own, which moves nothing else.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed
from welfsim.population.choosing import Mask, among, among_cells, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.ipf import fit_within
from welfsim.population.law import law_at
from welfsim.population.pay import part_time_by_kind
from welfsim.population.people import ADULT
from welfsim.population.published import REGION_NAMES, SEXES, Float, share
from welfsim.population.rounding import largest_remainder
from welfsim.population.tables import table
from welfsim.population.universal_credit import asked_for_everything, on_uc_person
from welfsim.vocabulary.codes import Job, Region, Sex

STARTS = (16, 25, 35, 50, 65)
BANDS = len(STARTS)
LAST_AGE = 67  # years
CELLS = BANDS * len(SEXES)


def published_shares(of: str) -> Float:
    """Return the self-employed shares of workers by ``age``, ``sex`` or ``region``."""
    rows = table("self_employment")
    found = rows[rows["of"] == of].set_index("group")["percent"]
    order = {"age": [str(age) for age in STARTS], "sex": list(SEXES), "region": list(REGION_NAMES)}[of]
    return found.reindex(order).to_numpy(dtype=np.float64) / 100


def sex_of(draft: Draft) -> Array:
    """Return each person's sex, in the order of ``SEXES``."""
    return np.where(draft.person["sex"] == Sex.FEMALE, SEXES.index("female"), SEXES.index("male"))


def cell_of(draft: Draft) -> Array:
    """Return each person's cell of age band and sex."""
    return np.asarray(draft.band(STARTS).astype(np.int64) * len(SEXES) + sex_of(draft))


def share_at(age: Array, sex: Array) -> Float:
    """Return the self-employed share of workers at an age and of a sex: that of the age, times the ratio of the sex."""
    by_age, by_sex = published_shares("age"), published_shares("sex")
    rows = table("self_employment")
    middles = rows[rows["of"] == "age"]["at"].to_numpy(dtype=np.float64)
    return np.asarray(np.interp(age, middles, by_age) * (by_sex / by_sex.mean())[sex])


def add_on_benefit(draft: Draft) -> None:
    """Choose who on Universal Credit is self-employed or would be, draw everyone's profit, and date start-up periods.

    Only those asked for everything have a start-up period: from the claim, or later if they began to work during it.
    """
    luck, on_uc = draft.luck_apart(), on_uc_person(draft)
    own = among(on_uc, _lean(draft, luck), round(assumed("self_employed_on_uc") * int(on_uc.sum())))
    ratio = np.log(assumed("profit_middle")) + assumed("profit_spread") * luck.standard_normal(draft.people)
    ratio = np.clip(np.exp(ratio + assumed("profit_uc") * on_uc), assumed("profit_least"), assumed("profit_most"))
    months, claimed = law_at(draft.start).universal_credit.start_up_months, draft.of_unit(draft.unit["uc_since"])
    began = draft.start - luck.integers(1, max(int(months), 2), draft.people)
    again = (luck.random(draft.people) < assumed("start_up_again_on_uc")) & (claimed <= draft.start - months)
    since = np.where(own & asked_for_everything(draft), np.where(again, began, claimed), 0)
    draft.put(self_employed=own, profit_ratio=ratio.astype(np.float32), start_up_since=since.astype(np.int16))


def add_off_benefit(draft: Draft) -> None:
    """Choose the self-employed off Universal Credit, exact among workers by age and sex and by region.

    Of those out of work, on benefit or off it, as many by age and sex as of workers, with hours as the self-employed
    have. Employees have a month in which they turn self-employed.
    """
    person, luck, cell = draft.person, draft.luck_apart(), cell_of(draft)
    working, off = draft.present & (person["job"] != Job.OUT), ~on_uc_person(draft)
    own = (working & person["self_employed"]) | _workers_off_benefit(draft, working, off, luck)
    idle = ~working
    expected = np.bincount(cell[idle], share_at(draft.age, sex_of(draft))[idle], minlength=CELLS).astype(np.float64)
    own |= among_cells(idle, _lean(draft, luck), cell, largest_remainder(expected, round(float(expected.sum()))))
    chosen = idle & own & ~person["self_employed"]
    draft.put(self_employed=own, self_employed_from=_turns(draft, own, luck))
    part_time = luck.random(draft.people) < part_time_by_kind(draft)
    draft.put(hours_part_time=np.where(chosen, part_time, person["hours_part_time"]))


def self_employed_targets(draft: Draft, working: Mask) -> Float:
    """Return the self-employed among workers, in rows, by age band, sex and region."""
    cell = cell_of(draft) * len(Region) + draft.region
    held = np.bincount(cell[working], minlength=CELLS * len(Region)).astype(np.float64)
    held = held.reshape(BANDS, len(SEXES), len(Region))
    by_age = held.sum(axis=(1, 2)) * published_shares("age")
    by_age[:-1] *= share("self_employed_16_64") * held[:-1].sum() / by_age[:-1].sum()
    by_sex = held.sum(axis=(0, 2)) * published_shares("sex")
    by_region = held.sum(axis=(0, 1)) * published_shares("region")
    return fit_within(held * by_age.sum() / held.sum() + 1e-9, {(0,): by_age, (1,): by_sex, (2,): by_region}, held)


def date_start_ups(draft: Draft) -> None:
    """Let start-up periods agree with the dates of jobs, each over or still running as awards were decided on it."""
    person = draft.person
    since, job = person["start_up_since"].astype(np.int64), person["job_since"].astype(np.int64)
    over = draft.start - law_at(draft.start).universal_credit.start_up_months
    later = np.maximum(since, job)
    dated = np.where(since <= over, np.minimum(later, over), later)
    trading = person["self_employed"] & (person["job"] != Job.OUT) & (since > 0)
    draft.put(start_up_since=np.where(trading, dated, 0).astype(np.int16))


def _lean(draft: Draft, luck: Generator) -> Array:
    """Score the lean to self-employment: log odds of the share of workers of an age, sex and region."""
    by_region = published_shares("region")
    part = share_at(draft.age, sex_of(draft)) * (by_region / by_region.mean())[draft.region]
    return np.asarray((np.log(part / (1 - part)) + noise(luck, draft.people)).astype(np.float32))


def _workers_off_benefit(draft: Draft, working: Mask, off: Mask, luck: Generator) -> Mask:
    """Choose workers off Universal Credit so that with those on it the margins are met."""
    aims = self_employed_targets(draft, working)
    cell = cell_of(draft) * len(Region) + draft.region
    on_uc = working & ~off & draft.person["self_employed"]
    there = np.bincount(cell[on_uc], minlength=aims.size).reshape(aims.shape).astype(np.float64)
    held = np.bincount(cell[working & off], minlength=aims.size).reshape(aims.shape).astype(np.float64)
    left = aims - there
    margins: dict[tuple[int, ...], Float] = {
        (0,): np.maximum(left.sum(axis=(1, 2)), 1e-9),
        (1,): np.maximum(left.sum(axis=(0, 2)), 1e-9),
        (2,): np.maximum(left.sum(axis=(0, 1)), 1e-9),
    }
    wanted = fit_within(np.clip(left, 0.0, held) + 1e-9, margins, held)
    score = noise(luck, draft.people) + assumed("self_employed_if_part_time") * (draft.person["job"] == Job.PART_TIME)
    counts = largest_remainder(wanted, round(float(wanted.sum()))).ravel()
    return among_cells(working & off, score.astype(np.float32), cell, counts)


def _turns(draft: Draft, own: Mask, luck: Generator) -> Array:
    """Return the month in which each employee turns self-employed, 0 for never: as the share rises with age."""
    ages = np.arange(ADULT, LAST_AGE, 1 / MONTHS_A_YEAR)
    born, sex = draft.person["birth_month"].astype(np.int64), sex_of(draft)
    age = np.maximum((draft.start - 1 - born) / MONTHS_A_YEAR, ADULT)
    found = np.zeros(draft.people, dtype=np.int64)
    for code in range(len(SEXES)):
        path = share_at(ages, np.full(ages.size, code))
        here = np.flatnonzero((sex == code) & ~own)
        now = np.interp(age[here], ages, path)
        place = np.searchsorted(path, now + (1.0 - now) * luck.random(here.size))
        month = born[here] + ADULT * MONTHS_A_YEAR + place
        found[here] = np.where(place < ages.size, np.maximum(month, draft.start), 0)
    return found.astype(np.int16)
