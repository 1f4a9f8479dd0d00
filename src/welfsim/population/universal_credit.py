"""Universal Credit: which units claim, since when, who cares, and each adult's conditionality regime."""

from __future__ import annotations

import numpy as np

from welfsim.population.choosing import Mask, among, highest, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.families import best_of_unit, children, is_entrant, is_parent, uc_scaled, youngest_months
from welfsim.population.ipf import fit_within
from welfsim.population.published import share, stock, uc_households_by_district
from welfsim.population.rounding import controlled, cumulative, largest_remainder
from welfsim.vocabulary.codes import EsaKind, HealthGroup, Job, Presence, Regime, Severity, Tenure

FAMILIES = ("SINGLE", "COUPLE", "SINGLE_WITH_CHILDREN", "COUPLE_WITH_CHILDREN")
FIRST_UC = 12 * 2013 + 3
MEAN_CLAIM_MONTHS = 42.0  # assumption
ILL_CLAIM = 2.5  # log odds of claiming for each grade of limiting illness; an assumption
LARGE_FAMILY = 0.6  # log odds of claiming for each child after the first; near the UC families of April 2025
ROOM = 0.97  # share of a cell's units that may claim
SEARCH_SHARES = (0.61, 0.13, 0.08, 0.18)  # DWP, January 2024: under 6, 6 to 11, 12 to 17, 18 months and over
SEARCH_ENDS = (0, 6, 12, 18, 48)
NIL_MONTHS = 5
PARTNER_ILL = 1.5  # log odds of caring when the partner is severely ill; an assumption


def family_of(draft: Draft) -> Array:
    """Return each unit's family type, numbered as ``FAMILIES``."""
    return np.asarray((draft.unit["adults"] == 2).astype(np.int8) + 2 * is_parent(draft))


def uc_household_stock(family: str, start: int) -> float:
    """Return UC households of a family type; before April 2025 they follow the number of UC people."""
    return stock("uc_households", family, start) * uc_scaled(start)


def add_claims(draft: Draft) -> None:
    """Choose the units on UC exactly by family type and by district, ill adults first, and date their claims."""
    unit, luck = draft.unit, draft.luck
    barred = _barred(draft)
    places = draft.places.region.size
    cell = family_of(draft).astype(np.int64) * places + unit["district"]
    targets = np.array([draft.rows(uc_household_stock(name, draft.start)) for name in FAMILIES])
    held = np.bincount(cell[~barred], minlength=4 * places).reshape(4, places).astype(np.float64)
    columns = cumulative(uc_households_by_district(), int(targets.sum()))
    by_family, by_place = targets.astype(np.float64), columns.astype(np.float64)
    wanted = fit_within(held + 1e-9, {(0,): by_family, (1,): by_place}, ROOM * held)
    counts = controlled(wanted, targets, columns).ravel()
    age = draft.age[unit["first_person"]].astype(np.float32)
    poor = ILL_CLAIM * _worst_severity(draft) + 0.015 * np.abs(age - 40) + noise(luck, age.size)
    poor = poor + LARGE_FAMILY * np.maximum(children(draft) - 1, 0)
    rows = np.flatnonzero(~barred)
    on_uc = np.zeros(age.size, dtype=np.bool_)
    on_uc[rows[highest(poor[rows].astype(np.float32), cell[rows], counts)]] = True
    months = 1 + luck.exponential(MEAN_CLAIM_MONTHS, age.size)
    since = np.clip(draft.start - months.astype(np.int32), FIRST_UC, draft.start - 1)
    unit["uc_since"] = np.where(on_uc, since, 0).astype(np.int16)


def _barred(draft: Draft) -> Mask:
    """Mark units that cannot be on UC: entrants, and adults of 16 and 17 on their own."""
    first = draft.unit["first_person"]
    return np.asarray(is_entrant(draft) | ((draft.age[first] < 18) & (draft.unit["adults"] == 1)))


def _worst_severity(draft: Draft) -> Array:
    """Return 0 for units with nobody limited, 1 with a limited adult, 2 with a severely ill one."""
    grade = np.maximum(draft.person["severity"] - Severity.MILD, 0)
    worst = np.zeros(draft.unit["adults"].size, dtype=np.int8)
    np.maximum.at(worst, draft.person["unit"], grade.astype(np.int8))
    return worst


def settle_claims(draft: Draft) -> None:
    """Let a claim begin no later than the unit's earliest fit note, and with the move of those from ESA."""
    unit, person = draft.unit, draft.person
    ill = np.flatnonzero(person["health_group"] > 0)
    np.minimum.at(unit["uc_since"], person["unit"][ill], np.maximum(person["fit_note_since"][ill], FIRST_UC))
    came = _came_from_esa(draft)
    unit["uc_since"][person["unit"][came]] = person["group_since"][came]
    draft.put(from_esa=came)


def _came_from_esa(draft: Draft) -> Mask:
    """Mark LCWRA people whom the managed move brought from ESA: the latest, over 25, as many as the stock fell."""
    began = 12 * 2024 + 6
    fell = stock("esa_income_related", "all", began) - stock("esa_income_related", "all", draft.start)
    person = draft.person
    lcwra = person["health_group"] == HealthGroup.LCWRA
    alone = draft.of_unit(draft.unit["adults"]) == 1
    eligible = lcwra & (person["group_since"] >= began) & alone & (draft.age >= 25)
    count = min(draft.rows(max(fell, 0.0)), round(share("lcwra_from_esa_cap") * int(lcwra.sum())))
    return among(eligible, noise(draft.luck, draft.people), count)


def on_uc_person(draft: Draft) -> Mask:
    """Mark adults in a unit on UC."""
    return np.asarray((draft.of_unit(draft.unit["uc_since"]) > 0) & draft.present)


def add_carers(draft: Draft) -> None:
    """Choose carers: one in as many UC units as have the carer element, and some off UC.

    Nobody on UC health at LCW or LCWRA cares: only one of the elements is payable. Partners of the severely ill care
    more often; for whom people care is not known.
    """
    person, luck = draft.person, draft.luck
    households = stock("uc_carer_element", "all", draft.start) * uc_scaled(draft.start)
    age = draft.age.astype(np.float32)
    severe = person["severity"] == Severity.SEVERE
    partner = np.bincount(person["unit"], severe)[person["unit"]] - severe
    score = (1.1 * (person["sex"] == 0) + PARTNER_ILL * partner - 0.5 * ((age - 45) / 12) ** 2).astype(np.float32)
    score += noise(luck, draft.people)
    free = (person["health_group"] == HealthGroup.NONE) & (person["esa_kind"] == EsaKind.NONE) & (age >= 18)
    on_uc = on_uc_person(draft)
    best = best_of_unit(draft, free & on_uc, score)
    carer = among(best, score, draft.rows(households))
    carer |= among(free & draft.present & ~on_uc, score, draft.rows(share("off_uc_carers")))
    draft.put(carer=carer)


def lead_carer(draft: Draft) -> Mask:
    """Mark the adult responsible for children: the first of each unit with children (the mother in a couple)."""
    lead = np.zeros(draft.people, dtype=np.bool_)
    lead[draft.unit["first_person"][is_parent(draft)]] = True
    return lead


def add_regimes(draft: Draft) -> None:
    """Set each UC adult's conditionality regime by rule (UC Regulations 2013 Part 8), from all the rest.

    Full-time work counts as earning enough, part-time work as light touch.
    """
    person = draft.person
    group, job = person["health_group"], person["job"]
    lead = lead_carer(draft)
    youngest = np.where(lead, draft.of_unit(youngest_months(draft)), 9999)
    regime = np.full(draft.people, Regime.INTENSIVE_SEARCH, dtype=np.int8)
    for code, mask in (
        (Regime.LIGHT_TOUCH, job == Job.PART_TIME),
        (Regime.PREPARATION, (group == HealthGroup.LCW) | (youngest < 36)),
        (Regime.INTERVIEW, youngest < 24),
        (Regime.NO_REQUIREMENTS, (group == HealthGroup.LCWRA) | person["carer"] | (youngest < 12)),
        (Regime.NO_REQUIREMENTS, job == Job.FULL_TIME),
    ):
        regime[mask] = code
    regime[~on_uc_person(draft)] = Regime.NOT_ON_UC
    draft.put(regime=regime)
    _date_search(draft)


def _date_search(draft: Draft) -> None:
    """Date intensive search by the published durations."""
    rows = np.flatnonzero(draft.person["regime"] == Regime.INTENSIVE_SEARCH)
    counts = largest_remainder(np.array(SEARCH_SHARES), rows.size)
    months = np.concatenate(
        [
            draft.luck.integers(low, high, count)
            for low, high, count in zip(SEARCH_ENDS[:-1], SEARCH_ENDS[1:], counts, strict=True)
        ]
    )
    since = np.zeros(draft.people, dtype=np.int16)
    since[rows] = draft.start - 1 - draft.luck.permutation(months)
    claimed = draft.of_unit(draft.unit["uc_since"])
    since[rows] = np.maximum(since[rows], np.minimum(claimed[rows], draft.start - 1))
    draft.put(search_since=since)


def add_take_up(draft: Draft) -> None:
    """Rank units by readiness to claim: low for those on UC, high for those who look entitled and do not claim.

    The high ranks keep units that live without an award they could have from claiming in the first months; the width
    of both ranges is an assumption. Claims whose award looks nil have been so for up to five months, so that they do
    not all close together.
    """
    unit = draft.unit
    here = draft.person["presence"][unit["first_person"]] == Presence.PRESENT
    luck = draft.luck.random(here.size, dtype=np.float32)
    claims = unit["uc_since"] > 0
    entitled = _looks_entitled(draft)
    reluctant = here & ~claims & entitled
    rank = np.where(claims, 0.6 * luck, np.where(reluctant, 0.85 + 0.15 * luck, luck))
    unit["take_up"] = (rank * 65535).astype(np.uint16)
    nil_for = 1 + (NIL_MONTHS * draft.luck.random(here.size)).astype(np.int16)
    since = np.maximum(draft.start - nil_for, unit["uc_since"])
    unit["uc_nil_since"] = np.where(claims & ~entitled, since, 0).astype(np.int16)


def _looks_entitled(draft: Draft) -> Array:
    """Return which units would have an award at the rates of 2025-26, roughly: one work allowance, net pay estimated.

    Rates: DWP, Benefit and pension rates 2025 to 2026.
    """
    person, unit = draft.person, draft.unit
    hours = np.select([person["job"] == Job.PART_TIME, person["job"] == Job.FULL_TIME], [16.5, 37.0], 0.0)
    gross = person["hourly_pay"] * hours * 52 / 12
    net = gross - 0.28 * np.maximum(gross - 104_750, 0)
    earned = np.bincount(person["unit"], weights=net, minlength=unit["adults"].size)
    born = sum((unit[f"child_{k}_birth"] > 0).astype(np.int64) for k in range(1, 5))
    rents = (unit["tenure"] == Tenure.SOCIAL_RENT) | (unit["tenure"] == Tenure.PRIVATE_RENT)
    most = np.where(unit["adults"] == 2, 62_810, 40_014) + 29_281 * born + rents * unit["rent"]
    allowance = np.where(born > 0, np.where(rents, 41_100, 68_400), 0)
    award = most - 0.55 * np.maximum(earned - allowance, 0)
    return np.asarray((award > 1_000) & (unit["capital"] < 1_600_000))
