"""Who forms a couple and who parts in the years to come, planned when the population is built.

No rule of law or policy in the model acts on it, so the plan is one for every scenario. Year by year couples part at
published rates, and as many women and men of each age form couples as keep the share that lives as a couple, by age,
as it is at the start; partners who die are allowed for. Who they are depends on work, health and Universal Credit at
the start, and partners are alike in these; how many does not. A person joins a partner at most once and parts from one
at most once. So whoever is ever a couple can be laid out in neighbouring rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed, assumed_each
from welfsim.population.choosing import Mask, Rows, highest, noise
from welfsim.population.draft import Array
from welfsim.population.families import OLDEST_PARTNERED, YOUNGEST_PARTNERED, share_partnered
from welfsim.population.law import law_at
from welfsim.population.published import Float
from welfsim.population.rounding import cumulative
from welfsim.rules.mortality import AGE_OF_LEVEL
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Activity, Job, Severity, Sex
from welfsim.vocabulary.persons import Persons

YEARS = 10  # for which is planned; people who turn 16 within them are in the population
NOBODY = -1
PARTING_STARTS = (16, 25, 30, 35, 45, 55)
PARTING = ("16_24", "25_29", "30_34", "35_44", "45_54", "55_65")
SMOOTHED = np.ones(7) / 7  # of single years of age: few rows are of one age
MONTHS_OF_AGE = np.arange(OLDEST_PARTNERED * MONTHS_A_YEAR + 1)
MOST_JOIN = 0.5  # of the singles of an age in a year


@dataclass(frozen=True)
class Plan:
    """For each person the row of the partner at the start and of the one joined, and the months of joining and parting.

    Rows are ``NOBODY`` and months 0 where there is none. A parting before the joining is from the partner at the start.
    """

    first: Rows
    second: Rows
    joins: Rows
    parts: Rows

    @property
    def parts_from_first(self) -> Mask:
        """Mark those who part from the partner of the start."""
        return np.asarray((self.parts > 0) & (self.first != NOBODY))


def plan_couples(person: Persons, unit: BenefitUnits, districts: int, luck: Generator, start: int) -> Plan:
    """Plan who joins whom, and who parts, in `YEARS` years from a start month."""
    plan = _nothing_planned(person)
    together = plan.first.copy()
    for year in range(YEARS):
        _part(person, unit, plan, together, districts, luck, start + MONTHS_A_YEAR * year)
        _join(person, unit, plan, together, districts, luck, start, year)
    open_rings(plan)
    return plan


def _nothing_planned(person: Persons) -> Plan:
    """Return a plan in which couples stay as they are."""
    none = np.zeros(person.unit.size, dtype=np.int64)
    second = np.flatnonzero(np.diff(person.unit, prepend=-1) == 0)
    first = none + NOBODY
    first[second], first[second - 1] = second - 1, second
    return Plan(first, none + NOBODY, none, none.copy())


def _years_old(person: Persons, month: int) -> Float:
    """Return everyone's age in years at a month, with the part of a year."""
    return np.asarray((month - person.birth_month.astype(np.float64)) / MONTHS_A_YEAR)


def _part(
    person: Persons, unit: BenefitUnits, plan: Plan, together: Rows, districts: int, luck: Generator, since: int
) -> None:
    """Let couples part in the year from a month, at rates by the age of the woman; some more often, as `_strained`."""
    may = (person.sex == Sex.FEMALE) & (together != NOBODY) & (plan.parts == 0) & _stays(person, since)
    wives = np.flatnonzero(may & (plan.parts[together] == 0))
    if wives.size == 0:
        return
    age = _years_old(person, since + MONTHS_A_YEAR // 2)[wives]
    rates = assumed_each(*(f"parting_{band}" for band in PARTING))
    band = np.clip(np.searchsorted(PARTING_STARTS, age, side="right") - 1, 0, None)
    lean = _strained(person, unit, wives, together[wives])
    usual = np.bincount(band, lean, len(PARTING)) / np.maximum(np.bincount(band, None, len(PARTING)), 1)
    chance = rates[band] * lean / usual[band]
    chosen = wives[_drawn(chance, person.district[wives], districts, luck)]
    husbands = together[chosen]
    plan.parts[chosen] = plan.parts[husbands] = since + luck.integers(0, MONTHS_A_YEAR, chosen.size)
    together[chosen] = together[husbands] = NOBODY


def _strained(person: Persons, unit: BenefitUnits, wives: Rows, husbands: Rows) -> Float:
    """Return by how much more often couples part: if she began on UC, and if he began out of work."""
    on_uc = np.where(unit.uc_since[person.unit[wives]] > 0, assumed("parting_ratio_on_uc"), 1.0)
    return np.asarray(on_uc * np.where(workless(person)[husbands], assumed("parting_ratio_man_workless"), 1.0))


def workless(person: Persons) -> Mask:
    """Mark people who are out of work and neither study nor are retired; it says nothing of children."""
    other = (person.activity == Activity.STUDYING) | (person.activity == Activity.RETIRED)
    return np.asarray((person.job == Job.OUT) & ~other)


def _stays(person: Persons, since: int) -> Mask:
    """Mark people who are here by a month and do not go abroad: nobody who goes forms a couple or parts."""
    return np.asarray((person.entry_month <= since) & (person.leaves_month == 0))


def _drawn(chance: Float, district: Array, districts: int, luck: Generator) -> Mask:
    """Draw people by their chances, in each district as many as expected, to the rounding."""
    return highest(_score(chance, luck), district, _counts(chance, district, districts))


def _score(chance: Float, luck: Generator) -> Array:
    """Return scores whose highest are chosen in proportion to chances, nearly."""
    likely = np.clip(chance, 1e-9, 1 - 1e-9)
    return np.asarray((np.log(likely / (1 - likely)) + noise(luck, chance.size)).astype(np.float32))


def _counts(chance: Float, district: Array, districts: int) -> Rows:
    """Return how many of some people are expected in each district, in whole numbers."""
    expected = np.bincount(district, chance, districts).astype(np.float64)
    if expected.sum() <= 0.0:
        return np.zeros(districts, dtype=np.int64)
    held = np.bincount(district[chance > 0], minlength=districts)
    return np.minimum(cumulative(expected, round(float(expected.sum()))), held)


def survival(age: Array, sex: int, months: float, start: int) -> Float:
    """Return the chance of living on for some months from an age in years, by the law of mortality of the model."""
    p = law_at(start).ageing
    female = sex == Sex.FEMALE
    level = float(p.death_hazard_at_40_female if female else p.death_hazard_at_40_male)
    growth = float(p.death_growth_female if female else p.death_growth_male)
    years = months / MONTHS_A_YEAR
    hazard = level * MONTHS_A_YEAR * growth ** (age - AGE_OF_LEVEL) * (growth**years - 1.0) / np.log(growth)
    return np.asarray(np.exp(-hazard))


def _join(
    person: Persons,
    unit: BenefitUnits,
    plan: Plan,
    together: Rows,
    districts: int,
    luck: Generator,
    start: int,
    year: int,
) -> None:
    """Let singles form couples in a year of the plan, as many by age as keep the share that lives as a couple."""
    since, until = start + MONTHS_A_YEAR * year, start + MONTHS_A_YEAR * (year + 1)
    before, after = _years_old(person, since), _years_old(person, until)
    here = (person.entry_month <= since) & ((person.leaves_month == 0) | (person.leaves_month >= until))
    may = (together == NOBODY) & (plan.joins == 0) & (plan.parts < since) & _stays(person, since)
    may &= (before >= YOUNGEST_PARTNERED) & (after < OLDEST_PARTNERED)
    lives = _lives_on(person, until, start)
    has_child = _has_children(unit, since, start)[person.unit] & ((person.sex == Sex.FEMALE) | (plan.first == NOBODY))
    lean = _leaning(person, unit, has_child, start)
    rows, chances = [], []
    for sex in (Sex.FEMALE, Sex.MALE):
        of_sex = here & (person.sex == sex) & (after >= YOUNGEST_PARTNERED) & (after < OLDEST_PARTNERED)
        level = 1.0 if sex == Sex.FEMALE else _level_of_men(person, plan, start)
        hazard = _joining(after, of_sex, may & of_sex, together, lives, lean, level)
        rows.append(np.flatnonzero(may & of_sex))
        chances.append(hazard[rows[-1]])
    counts = np.minimum(
        _counts(chances[0], person.district[rows[0]], districts), np.bincount(person.district[rows[1]], None, districts)
    )
    women, men = (
        _alike(of[highest(_score(chance, luck), person.district[of], counts)], person, unit, after, luck, start)
        for of, chance in zip(rows, chances, strict=True)
    )
    plan.second[women], plan.second[men] = men, women
    together[women], together[men] = men, women
    plan.joins[women] = plan.joins[men] = since + luck.integers(0, MONTHS_A_YEAR, women.size)


def _leaning(person: Persons, unit: BenefitUnits, has_child: Mask, start: int) -> Float:
    """Return how often singles join a partner relative to others of their age, by children, UC, work and health."""
    on_uc = np.where(unit.uc_since[person.unit] > 0, assumed("claimants_partner_ratio"), 1.0)
    lean = np.where(has_child, assumed("lone_parents_partner_ratio"), on_uc)
    lean *= np.where(workless(person) & (person.entry_month <= start), assumed("workless_partner_ratio"), 1.0)
    return np.asarray(lean * np.where(person.severity >= Severity.WORK_LIMITING, assumed("limited_partner_ratio"), 1.0))


def _lives_on(person: Persons, until: int, start: int) -> Float:
    """Return everyone's chance of living until a month."""
    by_month = np.stack([survival(MONTHS_OF_AGE / MONTHS_A_YEAR, sex, until - start, start) for sex in Sex])
    return np.asarray(by_month[person.sex, _month_of_age(_years_old(person, start))])


def _month_of_age(age: Float) -> Rows:
    """Return ages in years as whole months of the ages that matter."""
    return np.clip(np.rint(age * MONTHS_A_YEAR), 0, MONTHS_OF_AGE[-1]).astype(np.int64)


def _has_children(unit: BenefitUnits, month: int, start: int) -> Mask:
    """Mark units with a child of the start who is still a dependant at a month, by the law of the start."""
    until = int(law_at(start).ageing.dependent_until)
    births = np.stack([getattr(unit, f"child_{n}_birth") for n in (1, 2, 3, 4)]).max(axis=0)
    return np.asarray((births > 0) & (month - births < until))


def _level_of_men(person: Persons, plan: Plan, start: int) -> float:
    """Return the share of men who live as a couple at the start, relative to women of the same ages."""
    age = _years_old(person, start)
    men = (person.sex == Sex.MALE) & (age >= YOUNGEST_PARTNERED) & (age < OLDEST_PARTNERED)
    expected = float(share_partnered(age[men]).sum())
    return float((plan.first[men] != NOBODY).sum()) / expected if expected > 0.0 else 1.0


def _joining(age: Float, of_sex: Mask, may: Mask, together: Rows, lives: Float, lean: Float, level: float) -> Float:
    """Return each single's chance of joining a partner within the year, by age; 0 for others.

    By single year of age as many join as are missing from the share that lives as a couple at the year's end.
    """
    year = np.clip(age.astype(np.int64), 0, OLDEST_PARTNERED)
    share = share_partnered(MONTHS_OF_AGE / MONTHS_A_YEAR)[_month_of_age(age)]
    wanted = np.where(of_sex, level * share * lives, 0.0)
    held = np.where(of_sex & (together != NOBODY), lives * lives[together], 0.0)
    missing = np.bincount(year, wanted - held, OLDEST_PARTNERED + 1)
    able = np.bincount(year, np.where(may, lives * lean, 0.0), OLDEST_PARTNERED + 1)
    hazard = np.clip(_smooth(missing) / np.maximum(_smooth(able), 1e-9), 0.0, MOST_JOIN)
    return np.asarray(np.where(may, np.clip(hazard[year] * lean, 0.0, MOST_JOIN), 0.0))


def _smooth(by_year: Array) -> Float:
    """Return numbers by year of age, each the mean of the years around it."""
    return np.convolve(by_year, SMOOTHED, "same")


def _alike(rows: Rows, person: Persons, unit: BenefitUnits, age: Float, luck: Generator, start: int) -> Rows:
    """Return people by district and, within it, by age with some scatter; who is badly placed counts as older.

    Women and men in this order are matched, so that partners are near in age, and alike in work and Universal Credit.
    """
    badly = (workless(person) & (person.entry_month <= start)) | (unit.uc_since[person.unit] > 0)
    scattered = age[rows] + assumed("couples_age_scatter") * noise(luck, rows.size)
    scattered += np.where(badly[rows], assumed("couples_alike"), 0.0)
    return np.asarray(rows[np.lexsort((scattered, person.district[rows]))])


def open_rings(plan: Plan) -> None:
    """Call off one joining, the last, of each ring: of people who would all be laid out between two others."""
    ring = _ring_of(plan)
    women = np.flatnonzero((ring >= 0) & (plan.second > np.arange(ring.size)))  # one end of each joining
    order = women[np.lexsort((plan.joins[women], ring[women]))]
    last = order[np.diff(ring[order], append=-1) != 0]
    for rows in (last, plan.second[last]):
        plan.parts[rows] = np.where(plan.parts[rows] > plan.joins[rows], 0, plan.parts[rows])
        plan.joins[rows] = 0
    plan.second[plan.second[last]] = NOBODY
    plan.second[last] = NOBODY


def _ring_of(plan: Plan) -> Rows:
    """Return a number of the ring that each person is in; -1 where one end is open."""
    of = lines_of(plan)
    links = (plan.first != NOBODY).astype(np.int64) + (plan.second != NOBODY)
    closed = np.bincount(of, links) == 2 * np.bincount(of)
    return np.where(closed[of], of, -1)


def lines_of(plan: Plan) -> Rows:
    """Return a number of the line that each person is in: of all who are linked by partners, now or later."""
    size = plan.first.size
    ends = [np.flatnonzero(of != NOBODY) for of in (plan.first, plan.second)]
    begins = np.concatenate(ends)
    others = np.concatenate([plan.first[ends[0]], plan.second[ends[1]]])
    links = coo_array((np.ones(begins.size, dtype=np.int8), (begins, others)), shape=(size, size))
    return np.asarray(connected_components(links, directed=False)[1].astype(np.int64))


def laid_out(plan: Plan, sex: Array) -> Rows:
    """Return the order of rows in which all who are ever a couple are neighbours; lines begin with a woman if they can.

    A line takes the place of its first row, so that districts stay together.
    """
    rows, line = np.arange(plan.first.size), lines_of(plan)
    place = np.full(line.max(initial=-1) + 1, rows.size)
    np.minimum.at(place, line, rows)
    links = (plan.first != NOBODY).astype(np.int64) + (plan.second != NOBODY)
    ends = rows[links <= 1]
    ends = ends[np.lexsort((ends, sex[ends], line[ends]))]
    here = ends[np.diff(line[ends], prepend=-1) != 0]
    came, position = np.full(here.size, NOBODY), np.zeros(rows.size, dtype=np.int64)
    step = 0
    while here.size:
        position[here] = step
        first, second = plan.first[here], plan.second[here]
        onward = np.where((first != NOBODY) & (first != came), first, np.where(second != came, second, NOBODY))
        here, came, step = onward[onward != NOBODY], here[onward != NOBODY], step + 1
    return np.asarray(np.lexsort((position, place[line])))
