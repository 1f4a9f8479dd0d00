"""What a job may cost a unit: the care of its children, and the council tax that a reduction meets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.twin.benefits import monthly, pence
from benchmarks.twin.luck import Array
from benchmarks.twin.world import World
from welfsim.vocabulary.codes import Nation

RANKS = 65_536
STARTS_SCHOOL, LEAVES_PRIMARY, LEAVES_CARE = 4, 11, 16  # years of age, each to the next September


@dataclass(frozen=True)
class Costs:
    """Children in paid care and its cost by the parent's hours, and what Council Tax Reduction meets at most."""

    children: Array
    part_time: Array
    full_time: Array
    most_reduction: Array


def is_past_september(world: World, birth: Array, years: int) -> Array:
    """Return whose first September after a birthday has come: the next of them, for who has it in August or before."""
    birthday = birth + 12 * years
    year, month = birthday // 12, birthday % 12
    return world.month >= 12 * np.where(month < 8, year, year + 1) + 8


def by_nation(nation: Array, england: Any, scotland: Any, wales: Any) -> Array:
    """Return the value of each nation."""
    return np.select([nation == Nation.SCOTLAND, nation == Nation.WALES], [scotland, wales], england)


def costs_of(world: World, units: Array, is_couple: Array) -> Costs:
    """Return what a job may cost units: care for those whose rank lies within the share who pay, and council tax."""
    nation = world.district.nation[world.unit.district[units]]
    children, part_time, full_time = care_of(world, units, nation)
    p = world.policy.council_tax
    band_d = by_nation(nation, p.band_d_england, p.band_d_scotland, p.band_d_wales)
    bill = pence(band_d * p.band_ratio * np.where(is_couple, 1.0, 1.0 - p.single_discount) / 12)
    most = by_nation(nation, p.most_england, p.most_scotland, p.most_wales)
    return Costs(children, part_time, full_time, pence(bill * most))


def care_of(world: World, units: Array, nation: Array) -> tuple[Array, Array, Array]:
    """Return how many children are in paid care, and its monthly cost with a short and with a long working week.

    The youngest child under 16 says which share of families pays; they pay for those not at secondary school, and for
    all where the youngest is.
    """
    p, hours = world.policy.childcare, world.policy.pay
    births = [getattr(world.unit, f"child_{place}_birth")[units] for place in (1, 2, 3, 4)]
    may_be = [(b > 0) & (b <= world.month) & ~is_past_september(world, b, LEAVES_CARE) for b in births]
    youngest = np.max([np.where(may, b, 0) for may, b in zip(may_be, births, strict=True)], axis=0)
    in_secondary = is_past_september(world, youngest, LEAVES_PRIMARY)
    later = np.where(in_secondary, p.pays_in_secondary, p.pays_in_primary)
    share = np.where(is_past_september(world, youngest, STARTS_SCHOOL), later, p.pays_before_school)
    pays = (youngest > 0) & (world.unit.childcare[units] < share * RANKS)
    children = np.zeros(units.size, np.int64)
    short, long = np.zeros(units.size), np.zeros(units.size)
    for birth, may in zip(births, may_be, strict=True):
        in_care = pays & may & (in_secondary | ~is_past_september(world, birth, LEAVES_PRIMARY))
        children += in_care
        short += np.where(in_care, weekly_cost(world, birth, hours.hours_part_time, nation), 0.0)
        long += np.where(in_care, weekly_cost(world, birth, hours.hours_full_time, nation), 0.0)
    return children, monthly(short), monthly(long)


def weekly_cost(world: World, birth: Array, hours: float, nation: Array) -> Array:
    """Return what a week of care costs by the hours of work: before school, what is beyond the free hours."""
    p, age = world.policy.childcare, world.month - birth
    in_england = nation == Nation.ENGLAND
    free = np.select(
        [age >= 36, in_england & (age >= 24), in_england & (age >= 9)],
        [
            by_nation(nation, p.free_3_england, p.free_3_scotland, p.free_3_wales),
            p.free_2_england,
            p.free_under_2_england,
        ],
        0.0,
    )
    price = by_nation(nation, p.price_england, p.price_scotland, p.price_wales)
    before = np.maximum(hours * p.hours_before_school - free, 0.0) * price
    at_school = hours * p.hours_at_school * p.price_school
    return np.where(is_past_september(world, birth, STARTS_SCHOOL), at_school, before)
