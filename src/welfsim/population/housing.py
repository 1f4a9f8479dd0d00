"""Housing tenure, rent and savings of benefit units."""

from __future__ import annotations

import numpy as np

from welfsim.population.choosing import among, among_cells, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.families import children, is_entrant, is_parent
from welfsim.population.published import by_region, share, stock, tenure_by_region
from welfsim.population.rounding import largest_remainder
from welfsim.vocabulary.codes import EsaKind, Tenure

RENT_SPREAD = {Tenure.SOCIAL_RENT: 0.18, Tenure.PRIVATE_RENT: 0.30}  # log standard deviation; an assumption
ROOM_UNDER_35 = 0.68  # of the one-bedroom level: the shared accommodation rate; an assumption
BEDROOM_STEPS = (1.0, 1.18, 1.30, 1.42, 1.50)  # by number of children up to four; an assumption
UPPER_CAPITAL = 1_600_000  # pence: no UC above this
LOWER_CAPITAL = 600_000  # pence: no deduction below this


def add_housing(draft: Draft) -> None:
    """Give units a tenure exact by region and by UC, and renters a rent.

    An adult who lives in another's home, a parent's above all, counts as owning: no rent is due.
    """
    unit = draft.unit
    tenure = np.full(unit["adults"].size, Tenure.OWNED, dtype=np.int8)
    on_uc = unit["uc_since"] > 0
    region = draft.places.region[unit["district"]]
    age = draft.age[unit["first_person"]].astype(np.float32)
    luck = noise(draft.luck, age.size)
    by_place = tenure_by_region()
    householder = ~is_entrant(draft) & ((age >= 25) | (unit["adults"] == 2) | is_parent(draft) | (luck > 0.8))
    cell = region.astype(np.int64) * 2 + on_uc
    mix = np.stack([[here, _uc_tenure(here, draft.start)] for here in by_place]).reshape(-1, len(Tenure))
    left = householder | on_uc
    held = np.bincount(cell[left], minlength=len(mix))
    counts = np.stack([largest_remainder(shares, int(size)) for shares, size in zip(mix, held, strict=True)])
    for code, lean in (
        (Tenure.SOCIAL_RENT, 0.3 * is_parent(draft) + 0.01 * age),
        (Tenure.PRIVATE_RENT, -0.05 * age),
        (Tenure.MORTGAGED, -0.01 * np.abs(age - 42) + 0.5 * (unit["adults"] == 2)),
    ):
        chosen = among_cells(left, (lean + luck).astype(np.float32), cell, counts[:, code])
        tenure[chosen] = code
        left = left & ~chosen
    unit["tenure"] = tenure
    unit["rent"] = _rent(draft, tenure, region, age)


def _uc_tenure(everyone: Array, start: int) -> Array:
    """Return tenure shares of UC units: the published share rents; social and private lean to the region's mix."""
    renting = stock("uc_housing_share", "all", start)
    social = share("uc_social_share_of_renters")
    rented = everyone[[Tenure.SOCIAL_RENT, Tenure.PRIVATE_RENT]]
    lean = np.array([social, 1 - social]) * rented / rented.sum()
    split = lean / lean.sum()
    return np.array([0.8 * (1 - renting), 0.2 * (1 - renting), renting * split[0], renting * split[1]])


def _rent(draft: Draft, tenure: Array, region: Array, age: Array) -> Array:
    """Draw rent at the levels of April 2025: social near its mean, private at the Local Housing Allowance."""
    unit = draft.unit
    family_size = children(draft)
    rent = np.zeros(age.size)
    for code, name in ((Tenure.SOCIAL_RENT, "social"), (Tenure.PRIVATE_RENT, "private")):
        rows = np.flatnonzero(tenure == code)
        level = share(f"rent_{name}") * by_region("region_levels", f"rent_{name}_index")[region[rows]]
        size = np.array(BEDROOM_STEPS)[family_size[rows]]
        if code == Tenure.PRIVATE_RENT:
            alone = (unit["adults"][rows] == 1) & (family_size[rows] == 0) & (age[rows] < 35)
            size = np.where(alone, ROOM_UNDER_35, size)
        rent[rows] = level * size * np.exp(RENT_SPREAD[code] * draft.luck.standard_normal(rows.size))
    return rent.astype(np.int32)


def add_capital(draft: Draft) -> None:
    """Draw savings: lognormal, rising with age; UC units hold little. All levels are assumptions."""
    unit = draft.unit
    age = draft.age[unit["first_person"]].astype(np.float32)
    on_uc = unit["uc_since"] > 0
    spread = draft.luck.standard_normal(age.size, dtype=np.float32)
    middle = np.where(on_uc, 20_000.0, 250_000.0 * np.exp(0.045 * (age - 40)))
    savings = np.minimum(middle * np.exp(np.where(on_uc, 1.6, 1.9) * spread), 2e8)
    some = among(on_uc, spread, round(share("uc_over_6000_capital") * int(on_uc.sum())))
    between = LOWER_CAPITAL + (UPPER_CAPITAL - LOWER_CAPITAL - 1) * draft.luck.random(age.size)
    savings = np.where(on_uc, np.where(some, between, np.minimum(savings, LOWER_CAPITAL)), savings)
    means_tested = np.zeros(age.size, dtype=np.bool_)
    means_tested[draft.person["unit"][draft.person["esa_kind"] == EsaKind.INCOME_RELATED]] = True
    savings = np.where(means_tested, np.minimum(savings, UPPER_CAPITAL - 1), savings)
    unit["capital"] = np.where(is_entrant(draft), 0, savings).astype(np.int32)
