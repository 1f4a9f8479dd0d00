"""Housing tenure, rent and savings of benefit units."""

from __future__ import annotations

import numpy as np

from welfsim.population.assumptions import assumed, assumed_each
from welfsim.population.children import SIZES
from welfsim.population.choosing import Mask, Score, among, among_cells, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.families import children, is_entrant, is_parent, uc_scaled
from welfsim.population.law import PRICES, law_at
from welfsim.population.migration import rents
from welfsim.population.published import by_region, share, stock, tenure_by_region
from welfsim.population.rounding import largest_remainder
from welfsim.vocabulary.codes import EsaKind, Region, Tenure

ROOM_UNTIL = 35  # years: age below which a single tenant's rent is met as for a shared room (UC Regulations 2013 Sch 4)
SAVINGS_AGE = 40  # years, at which savings_at_40 is the median


def add_housing(draft: Draft) -> None:
    """Give units a tenure exact by region and by UC, and renters a rent.

    As many single people under 35 on Universal Credit as are paid for a room rent privately. An adult who lives in
    another's home, a parent's above all, counts as owning: no rent is due.
    """
    unit = draft.unit
    tenure = np.full(unit["adults"].size, Tenure.OWNED, dtype=np.int8)
    on_uc = unit["uc_since"] > 0
    region = draft.places.region[unit["district"]]
    age = draft.age[unit["first_person"]].astype(np.float32)
    luck = noise(draft.luck, age.size)
    by_place = tenure_by_region()
    older = (age >= assumed("own_home_from_age")) | (luck > assumed("own_home_noise"))
    householder = ~is_entrant(draft) & (older | (unit["adults"] == 2) | is_parent(draft))
    cell = region.astype(np.int64) * 2 + on_uc
    mix = np.stack([[here, _uc_tenure(here, draft.start)] for here in by_place]).reshape(-1, len(Tenure))
    left = householder | on_uc
    young = _is_young_and_alone(draft) & on_uc
    tenants = _young_tenants(draft, young, luck)
    held = np.bincount(cell[left], minlength=len(mix))
    counts = np.stack([largest_remainder(shares, int(size)) for shares, size in zip(mix, held, strict=True)])
    tenure[tenants] = Tenure.PRIVATE_RENT
    left &= ~tenants
    from_peak, couple = np.abs(age - assumed("mortgage_peak_age")), unit["adults"] == 2
    for code, lean in (
        (Tenure.SOCIAL_RENT, assumed("social_if_parent") * is_parent(draft) + assumed("social_a_year") * age),
        (Tenure.PRIVATE_RENT, assumed("private_a_year") * age),
        (
            Tenure.MORTGAGED,
            assumed("mortgage_a_year_from_peak") * from_peak + assumed("mortgage_if_couple") * couple,
        ),
    ):
        wanted, free = counts[:, code], left
        if code == Tenure.PRIVATE_RENT:
            free = left & ~young
            wanted = np.maximum(wanted - np.bincount(cell[tenants], minlength=len(mix)), 0)
        chosen = among_cells(free, (lean + luck).astype(np.float32), cell, wanted)
        tenure[chosen] = code
        left = left & ~chosen
    tenure[rents(draft)] = Tenure.PRIVATE_RENT
    unit["tenure"] = tenure
    unit["rent"] = _rent(draft, tenure, region)


def _is_young_and_alone(draft: Draft) -> Mask:
    """Mark single people under 35 without children."""
    young = draft.age[draft.unit["first_person"]] < ROOM_UNTIL
    return np.asarray(young & (draft.unit["adults"] == 1) & ~is_parent(draft))


def _is_met_as_a_room(draft: Draft) -> Mask:
    """Mark those of them without daily living, whose private rent is met as for a room."""
    return np.asarray(_is_young_and_alone(draft) & (draft.person["daily_living"][draft.unit["first_person"]] == 0))


def _young_tenants(draft: Draft, young: Mask, luck: Score) -> Mask:
    """Choose the private tenants of young single people on Universal Credit: as many as are paid for a room.

    Those with daily living, whose rent is met as for a flat, rent as often.
    """
    paid_for_room = young & _is_met_as_a_room(draft)
    count = draft.rows(share("uc_shared_accommodation_rate") * uc_scaled(draft.start))
    others = young & ~paid_for_room
    as_often = round(count * int(others.sum()) / max(int(paid_for_room.sum()), 1))
    return among(paid_for_room, luck, count) | among(others, luck, as_often)


def _uc_tenure(everyone: Array, start: int) -> Array:
    """Return tenure shares of UC units: the published share rents; social and private lean to the region's mix."""
    renting = stock("uc_housing_share", "all", start)
    social = assumed("uc_social_share_of_renters")
    rented = everyone[[Tenure.SOCIAL_RENT, Tenure.PRIVATE_RENT]]
    lean = np.array([social, 1 - social]) * rented / rented.sum()
    split = lean / lean.sum()
    owned = assumed("uc_owned_of_not_renting")
    return np.array([owned * (1 - renting), (1 - owned) * (1 - renting), renting * split[0], renting * split[1]])


def _rent(draft: Draft, tenure: Array, region: Array) -> Array:
    """Draw rent at the levels of April 2025: social near its mean, private at the Local Housing Allowance or below."""
    family_size = children(draft)
    rent = np.zeros(tenure.size)
    for code, name in ((Tenure.SOCIAL_RENT, "social"), (Tenure.PRIVATE_RENT, "private")):
        rows = np.flatnonzero(tenure == code)
        level = assumed(f"rent_{name}") * by_region("region_levels", f"rent_{name}_index")[region[rows]]
        size = np.array([1.0, *assumed_each(*(f"rent_{name}_with_{size}" for size in SIZES))])[family_size[rows]]
        if code == Tenure.PRIVATE_RENT:
            size = np.where(region[rows] == Region.LONDON, size ** assumed("rent_size_london"), size)
            size = np.where(_is_met_as_a_room(draft)[rows], assumed("rent_room"), size)
        spread = draft.luck.standard_normal(rows.size)
        if code == Tenure.PRIVATE_RENT:
            spread = np.clip(spread, -assumed("rent_private_most"), assumed("rent_private_most"))
        spread *= assumed(f"rent_spread_{name}")
        if code == Tenure.PRIVATE_RENT:
            spread -= assumed("rent_below_allowance") * np.maximum(draft.luck.standard_normal(rows.size), 0.0)
        rent[rows] = level * size * np.exp(spread)
    return rent.astype(np.int32)


def add_capital(draft: Draft) -> None:
    """Draw savings: lognormal, rising with age; UC units hold little."""
    unit, credit = draft.unit, law_at(PRICES).universal_credit
    lower, upper = int(credit.capital_lower_limit), int(credit.capital_upper_limit)
    age = draft.age[unit["first_person"]].astype(np.float32)
    on_uc = unit["uc_since"] > 0
    spread = draft.luck.standard_normal(age.size, dtype=np.float32)
    with_age = assumed("savings_at_40") * np.exp(assumed("savings_growth") * (age - SAVINGS_AGE))
    middle = np.where(on_uc, assumed("savings_uc"), with_age)
    width = np.where(on_uc, assumed("savings_spread_uc"), assumed("savings_spread"))
    savings = np.minimum(middle * np.exp(width * spread), assumed("savings_highest"))
    some = among(on_uc, spread, round(assumed("uc_over_6000_capital") * int(on_uc.sum())))
    between = lower + (upper - lower - 1) * draft.luck.random(age.size)
    savings = np.where(on_uc, np.where(some, between, np.minimum(savings, lower)), savings)
    means_tested = np.zeros(age.size, dtype=np.bool_)
    means_tested[draft.person["unit"][draft.person["esa_kind"] == EsaKind.INCOME_RELATED]] = True
    savings = np.where(means_tested, np.minimum(savings, upper - 1), savings)
    unit["capital"] = np.where(is_entrant(draft), 0, savings).astype(np.int32)
