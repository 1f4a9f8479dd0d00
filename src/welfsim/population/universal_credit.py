"""Universal Credit: which units claim, since when, who cares, and each adult's conditionality regime."""

from __future__ import annotations

import numpy as np

from welfsim.awards.requirements import ONE_YEAR, THREE_YEARS, TWO_YEARS
from welfsim.months import month
from welfsim.population.assumptions import assumed, assumed_month, assumed_whole
from welfsim.population.choosing import Mask, among, highest, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.families import (
    NO_CHILD,
    best_of_unit,
    children,
    has_disabled_child,
    is_entrant,
    is_parent,
    uc_scaled,
    youngest_months,
)
from welfsim.population.health import women
from welfsim.population.ipf import fit_within
from welfsim.population.law import law_at
from welfsim.population.published import Float, shares, stock, uc_households_by_district
from welfsim.population.rounding import controlled, cumulative, largest_remainder
from welfsim.vocabulary.benefit_units import MAX_CHILDREN
from welfsim.vocabulary.codes import EsaKind, HealthGroup, Job, Regime, Severity

FAMILIES = ("SINGLE", "COUPLE", "SINGLE_WITH_CHILDREN", "COUPLE_WITH_CHILDREN")
KINDS = len(FAMILIES)
UC_SIZES = (("1",), ("2",), ("3",), ("4", "5"))  # numbers of children as published, the last two together
FIRST_UC = month(2013, 4)  # Universal Credit began
CLAIM_AGE = 18  # years: age from which a single adult may claim (Welfare Reform Act 2012 s.4)
SEARCHING = ("search_under_6_months", "search_6_to_11_months", "search_12_to_17_months", "search_18_months_and_over")
SEARCH_STARTS = (0, 6, 12, 18)


def family_of(draft: Draft) -> Array:
    """Return each unit's family type, numbered as ``FAMILIES``."""
    return np.asarray((draft.unit["adults"] == 2).astype(np.int8) + 2 * is_parent(draft))


def uc_household_stock(family: str, start: int) -> float:
    """Return UC households of a family type; before April 2025 they follow the number of UC people."""
    return stock("uc_households", family, start) * uc_scaled(start)


def uc_households_by_children(start: int) -> Float:
    """Return UC households with one, two, three, and four or more children, scaled as ``uc_household_stock``."""
    sizes = [sum(stock("uc_children", n, start) for n in of) for of in UC_SIZES]
    return np.array(sizes) * uc_scaled(start)


def add_claims(draft: Draft) -> None:
    """Choose the units on UC exactly by family type and by district, ill adults first, and date their claims."""
    unit, luck = draft.unit, draft.luck
    barred = _barred(draft)
    places = draft.zones
    kind = family_of(draft) + KINDS * children(draft).astype(np.int64)
    kinds = KINDS * (MAX_CHILDREN + 1)
    cell = kind * places + draft.zone[unit["district"]]
    held = np.bincount(cell[~barred], minlength=kinds * places).reshape(kinds, places).astype(np.float64)
    targets = _households_by_kind(draft, held.sum(axis=1))
    by_zone = np.bincount(draft.zone, uc_households_by_district()).astype(np.float64)
    columns = cumulative(by_zone, int(targets.sum()))
    by_family, by_place = targets.astype(np.float64), columns.astype(np.float64)
    wanted = fit_within(held + 1e-9, {(0,): by_family, (1,): by_place}, assumed("claim_most_of_cell") * held)
    counts = controlled(wanted, targets, columns).ravel()
    age = draft.age[unit["first_person"]].astype(np.float32)
    years_from_middle = np.abs(age - assumed("claim_middle_age"))
    poor = (
        np.where(unit["adults"] == 2, assumed("claim_if_ill_couple"), assumed("claim_if_ill")) * _worst_severity(draft)
        + assumed("claim_a_year_from_middle") * years_from_middle
        + noise(luck, age.size)
    )
    rows = np.flatnonzero(~barred)
    on_uc = np.zeros(age.size, dtype=np.bool_)
    on_uc[rows[highest(poor[rows].astype(np.float32), cell[rows], counts)]] = True
    months = 1 + luck.exponential(assumed("claim_months"), age.size)
    since = np.clip(draft.start - months.astype(np.int32), FIRST_UC, draft.start - 1)
    unit["uc_since"] = np.where(on_uc, since, 0).astype(np.int16)


def _households_by_kind(draft: Draft, held: Array) -> Array:
    """Return UC households by number of children and family type, in rows: exact by type, and by number of children.

    `held` are the units that may claim, numbered alike: family type, then number of children. Larger families claim
    more often, in couples as among lone parents.
    """
    by_type = np.array([draft.rows(uc_household_stock(name, draft.start)) for name in FAMILIES])
    by_size = uc_households_by_children(draft.start)
    with_children = by_type[KINDS // 2 :]
    rows = largest_remainder(by_size, int(with_children.sum()))
    parents = held.reshape(-1, KINDS)[1:, KINDS // 2 :]
    margins: dict[tuple[int, ...], Float] = {(0,): rows.astype(np.float64), (1,): with_children.astype(np.float64)}
    wanted = fit_within(parents + 1e-9, margins, assumed("claim_most_of_cell") * parents)
    targets = np.zeros((MAX_CHILDREN + 1, KINDS), dtype=np.int64)
    targets[0, : KINDS // 2] = by_type[: KINDS // 2]
    targets[1:, KINDS // 2 :] = controlled(wanted, rows, with_children)
    return targets.ravel()


def _barred(draft: Draft) -> Mask:
    """Mark units that cannot be on UC: entrants, and adults of 16 and 17 on their own."""
    first = draft.unit["first_person"]
    return np.asarray(is_entrant(draft) | ((draft.age[first] < CLAIM_AGE) & (draft.unit["adults"] == 1)))


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
    """Mark LCWRA people whom the managed move brought from ESA: of the latest decisions, as many as the stock fell."""
    began = assumed_month("from_esa_since")
    fell = stock("esa_income_related", "all", began) - stock("esa_income_related", "all", draft.start - 1)
    person = draft.person
    lcwra = person["health_group"] == HealthGroup.LCWRA
    alone = draft.of_unit(draft.unit["adults"]) == 1
    eligible = lcwra & (person["group_since"] >= began) & alone & (draft.age >= assumed("from_esa_youngest"))
    count = min(draft.rows(max(fell, 0.0)), round(assumed("lcwra_from_esa_cap") * int(lcwra.sum())))
    return among(eligible, noise(draft.luck, draft.people), count)


def on_uc_person(draft: Draft) -> Mask:
    """Mark adults in a unit on UC."""
    return np.asarray((draft.of_unit(draft.unit["uc_since"]) > 0) & draft.present)


def add_carers(draft: Draft) -> None:
    """Choose carers: one in as many UC units as have the carer element, and some off UC.

    Nobody on UC health at LCW or LCWRA cares: only one of the elements is payable. Partners of the severely ill care
    more often, and so do parents of disabled children. Off Universal Credit carers are known by their Carer's
    Allowance; on it some do not claim that, which lowers the award by as much.
    """
    person, luck = draft.person, draft.luck
    households = stock("uc_carer_element", "all", draft.start) * uc_scaled(draft.start)
    age = draft.age.astype(np.float32)
    severe = person["severity"] == Severity.SEVERE
    partner = np.bincount(person["unit"], severe)[person["unit"]] - severe
    years_from_peak = (age - assumed("carer_peak_age")) / assumed("carer_age_spread")
    score = (
        assumed("carer_if_woman") * women(draft)
        + assumed("carer_if_partner_severe") * partner
        + assumed("carer_if_disabled_child") * draft.of_unit(has_disabled_child(draft))
        - 0.5 * years_from_peak**2
    ).astype(np.float32)
    score += noise(luck, draft.people)
    free = (person["health_group"] == HealthGroup.NONE) & (person["esa_kind"] == EsaKind.NONE) & (age >= CLAIM_AGE)
    on_uc = on_uc_person(draft)
    best = best_of_unit(draft, free & on_uc, score)
    carer = among(best, score, draft.rows(households))
    carer |= among(free & draft.present & ~on_uc, score, draft.rows(assumed("off_uc_carers")))
    claims = law_at(draft.start).carers.claims_on_uc
    without = among(carer & on_uc, noise(luck, draft.people), round((1 - claims) * int((carer & on_uc).sum())))
    draft.put(carer=carer, claims_allowance=carer & ~without)


def lead_carer(draft: Draft) -> Mask:
    """Mark the adult responsible for children: the first of each unit with children (the mother in a couple)."""
    lead = np.zeros(draft.people, dtype=np.bool_)
    lead[draft.unit["first_person"][is_parent(draft)]] = True
    return lead


def youngest_of_lead(draft: Draft) -> Array:
    """Return, for the adult responsible for children, the age of the youngest in months; ``NO_CHILD`` for others."""
    return np.where(lead_carer(draft), draft.of_unit(youngest_months(draft)), NO_CHILD)


def add_regimes(draft: Draft) -> None:
    """Set each UC adult's conditionality regime by rule (UC Regulations 2013 Part 8), from all the rest.

    Full-time work counts as earning enough, part-time work as light touch. Nothing is asked of the self-employed who
    would else search.
    """
    person = draft.person
    group, job = person["health_group"], person["job"]
    own = person["self_employed"] & (job != Job.OUT) & asked_for_everything(draft)
    youngest = youngest_of_lead(draft)
    regime = np.full(draft.people, Regime.INTENSIVE_SEARCH, dtype=np.int8)
    for code, mask in (
        (Regime.LIGHT_TOUCH, job == Job.PART_TIME),
        (Regime.PREPARATION, (group == HealthGroup.LCW) | (youngest < THREE_YEARS)),
        (Regime.INTERVIEW, youngest < TWO_YEARS),
        (Regime.NO_REQUIREMENTS, (group == HealthGroup.LCWRA) | person["carer"] | (youngest < ONE_YEAR)),
        (Regime.NO_REQUIREMENTS, (job == Job.FULL_TIME) | own),
    ):
        regime[mask] = code
    regime[~on_uc_person(draft)] = Regime.NOT_ON_UC
    draft.put(regime=regime)
    _date_search(draft)


def asked_for_everything(draft: Draft) -> Mask:
    """Mark those of whom Universal Credit asks all that it may, earnings aside."""
    group = draft.person["health_group"]
    found = (group == HealthGroup.LCW) | (group == HealthGroup.LCWRA)
    return np.asarray(~(found | draft.person["carer"] | (youngest_of_lead(draft) < THREE_YEARS)))


def _date_search(draft: Draft) -> None:
    """Date intensive search by the published durations; a share of searchers without a fit note came from a job."""
    rows = np.flatnonzero(draft.person["regime"] == Regime.INTENSIVE_SEARCH)
    counts = largest_remainder(shares(*SEARCHING), rows.size)
    ends = (*SEARCH_STARTS[1:], assumed_whole("search_longest_months"))
    months = np.concatenate(
        [draft.luck.integers(low, high, count) for low, high, count in zip(SEARCH_STARTS, ends, counts, strict=True)]
    )
    since = np.zeros(draft.people, dtype=np.int16)
    since[rows] = draft.start - 1 - draft.luck.permutation(months)
    claimed = draft.of_unit(draft.unit["uc_since"])
    since[rows] = np.maximum(since[rows], np.minimum(claimed[rows], draft.start - 1))
    came = draft.luck.random(rows.size) < assumed("search_from_work")
    from_work = rows[came & (draft.person["health_group"][rows] == HealthGroup.NONE)]
    last = draft.person["last_work"].copy()
    before = since[from_work] - draft.luck.integers(0, assumed_whole("search_after_work_months") + 1, from_work.size)
    last[from_work] = np.where(last[from_work] > 0, before, 0)
    draft.put(search_since=since, last_work=last)
