"""Ill health: how many are limited and how severely, by age, sex and place, and the main condition."""

from __future__ import annotations

import numpy as np

from welfsim.population.assumptions import assumed, assumed_each, assumed_whole
from welfsim.population.choosing import Mask, among, highest, noise
from welfsim.population.draft import BAND_STARTS, Array, Draft
from welfsim.population.ipf import fit
from welfsim.population.law import law_at
from welfsim.population.migration import age_at_arrival, has_yet_to_arrive
from welfsim.population.published import by_region, share, shares, uc_households_by_district
from welfsim.population.rounding import controlled, cumulative, largest_remainder
from welfsim.population.spells import months_ill, still_ill
from welfsim.vocabulary.codes import Condition, Readiness, Severity, Sex

TILTS = tuple(f"work_limiting_tilt_{band}" for band in ("16_24", "25_34", "35_49", "50_plus"))
CONDITIONS = (Condition.MENTAL_HEALTH, Condition.MUSCULOSKELETAL, Condition.NEUROLOGICAL)
MIDDLE_AGE = 45  # from which leans by age count; moves nobody, since only the order of scores does


def add_health(draft: Draft) -> None:
    """Draw severity, condition and the start of the spell."""
    severity = _severity(draft)
    draft.put(severity=severity)
    draft.put(condition=_condition(draft))
    draft.put(severity_since=_spell_start(draft))


def limited(draft: Draft) -> Mask:
    """Mark people whose illness limits their work."""
    return np.asarray(draft.person["severity"] >= Severity.WORK_LIMITING)


def _severity(draft: Draft) -> Array:
    """Grade people by one latent frailty, so that severe is within limited and limited within ill.

    The work-limited are exact by age band and sex, and by district; the ill are drawn in the same pattern.
    """
    frailty = noise(draft.luck, draft.people)
    here = draft.present
    severity = np.zeros(draft.people, dtype=np.int8)
    total = int(here.sum())
    group = draft.band() * 2 + draft.person["sex"]
    places = draft.places.region.size
    cell = group.astype(np.int64) * places + draft.person["district"]
    held = np.bincount(cell[here], minlength=8 * places).reshape(8, places).astype(np.float64)
    limiting = share("work_limiting_share")
    for grade, part, steep in (
        (Severity.MILD, share("any_condition_share"), assumed("mild_pattern_power")),
        (Severity.WORK_LIMITING, limiting, 1.0),
        (Severity.SEVERE, limiting * assumed("severe_share_of_work_limiting"), 1.0),
    ):
        counts = _by_cell(draft, held, round(part * total), steep)
        rows = np.flatnonzero(here)
        severity[rows[highest(frailty[rows], cell[rows], counts.ravel())]] = grade
    arrives = has_yet_to_arrive(draft)
    band = np.searchsorted(BAND_STARTS, age_at_arrival(draft)[arrives], side="right") - 1
    severity[arrives] = _as_at_ages(frailty[arrives], band, assumed("arrive_limited_ratio"))
    young = ~here & ~arrives
    severity[young] = _as_at_ages(frailty[young], np.zeros(int(young.sum()), np.int64), 1.0)
    return severity


def _by_cell(draft: Draft, held: Array, total: int, steep: float) -> Array:
    """Return whole numbers of the ill by (age band, sex) and district."""
    age = assumed_each(*TILTS) ** steep
    sex = np.array([share("work_limiting_women_to_men"), 1.0]) ** steep
    region = by_region("disability_by_region", "share")[draft.places.region] ** steep
    households = uc_households_by_district() / held.sum(axis=0).clip(1)
    mean = np.bincount(draft.places.region, households) / np.bincount(draft.places.region)
    place = region * (households / mean[draft.places.region]) ** assumed("ill_place_power")
    expected = held * np.outer(np.outer(age, sex).ravel(), place)
    expected = np.minimum(expected * (total / expected.sum()), held)
    rows, columns = expected.sum(axis=1), expected.sum(axis=0)
    by_group, by_place = largest_remainder(rows, total), cumulative(columns, total)
    wanted = fit(expected, {(0,): by_group.astype(np.float64), (1,): by_place.astype(np.float64)})
    return controlled(wanted, by_group, by_place)


def _as_at_ages(frailty: Array, band: Array, ratio: float) -> Array:
    """Grade people who are not here yet at the prevalence of their band of ages times a ratio."""
    tilt = assumed_each(*TILTS)[band]
    order = np.argsort(-frailty, kind="stable")
    place = np.empty(frailty.size)
    place[order] = (np.arange(frailty.size) + 0.5) / max(frailty.size, 1)
    limit = ratio * share("work_limiting_share") * tilt
    severe = limit * assumed("severe_share_of_work_limiting")
    mild = ratio * share("any_condition_share") * tilt ** assumed("mild_pattern_power")
    return np.asarray(((place < mild).astype(np.int8) + (place < limit) + (place < severe)).astype(np.int8))


def _condition(draft: Draft) -> Array:
    """Give everyone with limiting illness a main condition, exact by severity, by age within severity.

    NONE goes with no limiting illness.
    """
    condition = np.zeros(draft.people, dtype=np.int8)
    age = draft.age.astype(np.float32)
    young = (MIDDLE_AGE - age) / assumed("condition_age_spread")
    lean = {
        Condition.MENTAL_HEALTH: young,
        Condition.MUSCULOSKELETAL: -young,
        Condition.NEUROLOGICAL: assumed("condition_neurological_young") * young,
    }
    for grade in (Severity.SEVERE, Severity.WORK_LIMITING):
        suffix = "_severe" if grade == Severity.SEVERE else ""
        left = draft.person["severity"] == grade
        size = int(left.sum())
        parts = [assumed(f"condition_{code.name.lower()}{suffix}") for code in CONDITIONS]
        counts = largest_remainder(np.array([*parts, 1 - sum(parts)]), size)
        for code, count in zip(CONDITIONS, counts, strict=False):
            chosen = among(left, lean[code] + noise(draft.luck, draft.people), int(count))
            condition[chosen] = code
            left = left & ~chosen
        condition[left] = Condition.OTHER_PHYSICAL
    return condition


def _spell_start(draft: Draft) -> Array:
    """Return the month in which limiting illness began: spells as rates leave them, none before a youngest age."""
    since = np.zeros(draft.people, dtype=np.int16)
    shares_ill = still_ill(law_at(draft.start).health)
    for grade, still in zip((Severity.WORK_LIMITING, Severity.SEVERE), shares_ill, strict=True):
        rows = np.flatnonzero(draft.person["severity"] == grade)
        lived = draft.start - draft.person["birth_month"][rows].astype(np.int32) - 12 * assumed_whole("ill_from_age")
        since[rows] = (draft.start - months_ill(still, lived, draft.luck.random(rows.size))).astype(np.int16)
    return since


def add_attitudes(draft: Draft, claimant: Mask) -> None:
    """Give everyone a readiness for work.

    It has the shares of the DWP survey of health claimants among `claimant`, and the same shares among the rest, for
    whom it is latent. Parameters decide who of the ready and of the others accepts an offer
    (`coaching.acceptance_ratio_*`).
    """
    age = draft.age.astype(np.float32)
    severe = draft.person["severity"] == Severity.SEVERE
    lean = assumed("not_ready_age") * (age - MIDDLE_AGE) + assumed("not_ready_severe") * severe
    score = (lean + noise(draft.luck, draft.people)).astype(np.float32)
    parts = shares("ready_now", "ready_if_health_improves", "ready_if_home_working")
    readiness = np.full(draft.people, Readiness.NOT, dtype=np.int8)
    order = (Readiness.READY_NOW, Readiness.IF_HOME_WORKING, Readiness.IF_HEALTH_IMPROVES)
    for group in (claimant, ~claimant):
        left = group.copy()
        counts = largest_remainder(np.array([parts[0], parts[2], parts[1], 1 - parts.sum()]), int(group.sum()))
        for code, count in zip(order, counts, strict=False):
            chosen = among(left, -score, int(count))
            readiness[chosen] = code
            left = left & ~chosen
    draft.put(readiness=readiness)


def women(draft: Draft) -> Mask:
    """Mark women."""
    return np.asarray(draft.person["sex"] == Sex.FEMALE)
