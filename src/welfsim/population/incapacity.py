"""Incapacity: the Universal Credit health journey and Employment and Support Allowance."""

from __future__ import annotations

import numpy as np

from welfsim.population.choosing import Mask, among, among_cells, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.families import best_of_unit
from welfsim.population.health import limited
from welfsim.population.ipf import fit_within
from welfsim.population.published import (
    Float,
    by_region,
    share,
    shares,
    stock,
    stock_path,
    uc_households_by_district,
)
from welfsim.population.rounding import controlled, cumulative, largest_remainder
from welfsim.population.universal_credit import on_uc_person
from welfsim.vocabulary.codes import (
    Condition,
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    Referral,
    Severity,
    WcaDisputeStage,
)

AGES = (16, 25, 50)
RELEVANT_PERIOD = 3  # months from the fit note to the LCWRA element
FIRST_LCWRA = 12 * 2014 + 3  # the UC health journey before this month is negligible
FIRST_ESA = 12 * 2010
ESA_PHASE, ESA_LIMIT = 3, 12  # months of the assessment phase, and of new-style ESA outside the support group
FOUND_FIT = 0.20 / 0.36  # of first decisions that are not LCWRA: DWP, June to August 2024
LONGEST_WAIT = 9  # months a first assessment takes at most; an assumption
DISPUTES = {WcaDisputeStage.RECONSIDERATION: (0, 2), WcaDisputeStage.TRIBUNAL: (2, 8)}
"""Months from the decision to a stage, and of the stage, as the law's wca_disputes.*_months."""
PROGNOSIS = 12, 36  # months from a decision to the reassessment that is due, as the law's assessment.prognosis


def uc_health_stocks(start: int) -> dict[HealthGroup, float]:
    """Return people on the UC health journey by stage at a month.

    LCW and pre-WCA were last published apart for September 2024; what is left of the total after LCWRA keeps
    their ratio.
    """
    total, lcwra = stock("uc_health", "total", start), stock("uc_health", "lcwra", start)
    lcw, waiting = stock("uc_health", "lcw", start), stock("uc_health", "pre_wca", start)
    rest = total - lcwra
    return {
        HealthGroup.PRE_WCA: rest * waiting / (lcw + waiting),
        HealthGroup.LCW: rest * lcw / (lcw + waiting),
        HealthGroup.LCWRA: lcwra,
    }


def add_uc_health(draft: Draft) -> None:
    """Put people on the UC health journey, by age band, sex and district, then by stage."""
    stocks = {group: draft.rows(people) for group, people in uc_health_stocks(draft.start).items()}
    person = draft.person
    severe = person["severity"] == Severity.SEVERE
    single = draft.of_unit(draft.unit["adults"]) == 1
    score = 1.6 * severe + 1.2 * single + noise(draft.luck, draft.people)
    young, old = shares("uc_health_under_25", "uc_health_50_plus")
    region = by_region("region_levels", "uc_health_share_of_uc")[draft.places.region]
    journey = _claimants(
        draft,
        limited(draft) & on_uc_person(draft),
        score.astype(np.float32),
        sum(stocks.values()),
        np.array([young, 1 - young - old, old]),
        share("uc_health_women"),
        uc_households_by_district() * region,
    )
    group = np.zeros(draft.people, dtype=np.int8)
    ill = noise(draft.luck, draft.people) + 2.0 * severe
    decided = among(journey, ill.astype(np.float32), stocks[HealthGroup.LCWRA])
    group[decided] = HealthGroup.LCWRA
    mental = person["condition"] == Condition.MENTAL_HEALTH
    lcw = among(
        journey & ~decided, (1.5 * mental + noise(draft.luck, draft.people)).astype(np.float32), stocks[HealthGroup.LCW]
    )
    group[lcw] = HealthGroup.LCW
    group[journey & ~decided & ~lcw] = HealthGroup.PRE_WCA
    draft.put(health_group=group)
    _date_journey(draft)


def _claimants(
    draft: Draft, eligible: Mask, score: Array, total: int, ages: Float, women: float, places: Float
) -> Mask:
    """Choose claimants exactly by (age band, sex) and by zone, the highest scores in each cell."""
    count = draft.zones
    group = draft.band(AGES).astype(np.int64) * 2 + draft.person["sex"]
    cell = group * count + draft.zone[draft.person["district"]]
    held = np.bincount(cell[eligible], minlength=6 * count).reshape(6, count).astype(np.float64)
    by_group = np.outer(ages, [women, 1 - women]).ravel()
    rows = largest_remainder(by_group, total)
    columns = cumulative(np.bincount(draft.zone, places).astype(np.float64), total)
    aims: dict[tuple[int, ...], Float] = {(0,): rows.astype(np.float64), (1,): columns.astype(np.float64)}
    wanted = fit_within(held + 1e-6, aims, held)
    return among_cells(eligible, score, cell, controlled(wanted, rows, columns).ravel())


def _date_journey(draft: Draft) -> None:
    """Date fit notes, decisions, elements, referrals and reassessments of the UC health journey."""
    person, luck, start = draft.person, draft.luck, draft.start
    size = draft.people
    fit_note = np.zeros(size, dtype=np.int16)
    since = np.zeros(size, dtype=np.int16)
    element = np.zeros(size, dtype=np.int16)
    referral = np.zeros(size, dtype=np.int8)
    referred = np.zeros(size, dtype=np.int16)
    reassess = np.zeros(size, dtype=np.int16)
    lifelong = np.zeros(size, dtype=np.bool_)
    group = person["health_group"]
    adult = person["birth_month"].astype(np.int32) + 16 * 12

    lcwra = np.flatnonzero(group == HealthGroup.LCWRA)
    decided = along_growth("uc_health", "lcwra", luck.random(lcwra.size), start - 1, FIRST_LCWRA)
    decided = np.clip(decided, np.minimum(adult[lcwra], start - 1), start - 1)
    since[lcwra] = decided
    fit_note[lcwra] = np.minimum(decided - luck.integers(2, 8, lcwra.size), start - RELEVANT_PERIOD - 1)
    element[lcwra] = fit_note[lcwra] + RELEVANT_PERIOD
    severe = (person["severity"] == Severity.SEVERE) & (group == HealthGroup.LCWRA)
    neurological = 1.5 * (person["condition"] == Condition.NEUROLOGICAL) + noise(luck, size)
    lifelong = among(
        group == HealthGroup.LCWRA,
        (neurological + 2 * severe).astype(np.float32),
        round(share("lifelong_share_of_lcwra") * lcwra.size),
    )

    lcw = np.flatnonzero(group == HealthGroup.LCW)
    since[lcw] = start - 1 - np.minimum(luck.exponential(30, lcw.size), 96).astype(np.int16)
    since[lcw] = np.maximum(since[lcw], np.minimum(adult[lcw], start - 1))
    fit_note[lcw] = since[lcw] - luck.integers(2, 8, lcw.size)
    again = among(
        group == HealthGroup.LCW,
        noise(luck, size),
        min(draft.rows(share("existing_claimants_awaiting_assessment")), lcw.size // 2),
    )
    referral[again] = Referral.REASSESSMENT
    rows = np.flatnonzero(again)
    referred[rows] = np.maximum(start - luck.integers(1, 13, rows.size), since[rows])

    waiting = np.flatnonzero(group == HealthGroup.PRE_WCA)
    waited = 1 + (luck.random(waiting.size) ** 1.3 * LONGEST_WAIT).astype(np.int16)
    fit_note[waiting] = since[waiting] = start - waited
    sent = (waited > 1) & (luck.random(waiting.size) < share("pre_wca_referred_share") / (1 - 1 / LONGEST_WAIT))
    referral[waiting[sent]] = Referral.INITIAL
    referred[waiting[sent]] = fit_note[waiting[sent]] + 1

    settled = np.flatnonzero((group >= HealthGroup.LCW) & ~lifelong & (referral == Referral.NONE))
    reassess[settled] = since[settled] + luck.integers(PROGNOSIS[0], PROGNOSIS[1] + 1, settled.size)

    began = np.where(fit_note > 0, np.minimum(person["severity_since"], fit_note), person["severity_since"])
    draft.put(
        fit_note_since=fit_note,
        group_since=since,
        element_from=element,
        referral=referral,
        referred_month=referred,
        reassess_month=reassess,
        lifelong=lifelong,
        severity_since=began.astype(np.int16),
    )


def add_disputes(draft: Draft) -> None:
    """Put people into the stages of disputes of WCA decisions: those begun in a month, over the months of each stage.

    They were found to have LCW in those months, or fit for work: people on Universal Credit, limited and out of work.
    """
    person, luck, start = draft.person, draft.luck, draft.start
    stage = np.zeros(draft.people, dtype=np.int8)
    settled, fit_note = np.zeros(draft.people, dtype=np.int16), np.zeros(draft.people, dtype=np.int16)
    group, since = person["health_group"], person["group_since"].astype(np.int32)
    found_fit = limited(draft) & on_uc_person(draft) & (group == HealthGroup.NONE) & (person["job"] == Job.OUT)
    for at, (earlier, months) in DISPUTES.items():
        total = draft.rows(share(f"wca_{at.name.lower()}s_a_month") * months)
        age = start - since - earlier  # months since the stage began, for decisions that left people in LCW
        with_lcw = (group == HealthGroup.LCW) & (person["referral"] == Referral.NONE) & (age >= 1) & (age <= months)
        lcw = among(with_lcw & (stage == 0), noise(luck, draft.people), round(total * (1.0 - FOUND_FIT)))
        fit = among(found_fit & (stage == 0), noise(luck, draft.people), total - int(lcw.sum()))
        decided = np.where(lcw, since, start - earlier - luck.integers(1, months + 1, draft.people))
        begun = np.where(lcw, person["fit_note_since"], decided - luck.integers(3, LONGEST_WAIT, draft.people))
        chosen = lcw | fit
        stage[chosen] = at
        settled[chosen] = (decided + earlier + months)[chosen]
        fit_note[chosen] = begun[chosen]
    draft.put(
        wca_dispute_stage=stage,
        wca_dispute_month=settled,
        disputed_fit_note=fit_note,
        disputed_from=np.where(fit_note > 0, fit_note + RELEVANT_PERIOD, 0).astype(np.int16),
    )


def along_growth(metric: str, category: str, u: Float, last: int, first: int) -> Array:
    """Date the members of a stock by its own growth: the share u of today's stock was there at the month given.

    Long spells dominate: it is as if the latest to come were the first to go.
    """
    months, values = stock_path(metric, category)
    kept = months < last
    months = np.concatenate([[first], months[kept], [last]])
    values = np.concatenate([[0.0], values[kept], [np.interp(last, *stock_path(metric, category))]])
    return np.asarray(np.interp(u * values[-1], np.maximum.accumulate(values), months).astype(np.int16))


def add_esa(draft: Draft) -> None:
    """Put people on Employment and Support Allowance, by kind and group: one of a unit at most, none on UC."""
    person, luck, start = draft.person, draft.luck, draft.start
    total = draft.rows(stock("esa", "all", start))
    score = noise(luck, draft.people) + 1.2 * (person["severity"] == Severity.SEVERE)
    young, old = shares("esa_under_25", "esa_50_plus")
    eligible = best_of_unit(draft, limited(draft) & draft.present & ~on_uc_person(draft), score)
    held = np.bincount(person["district"][eligible], minlength=draft.places.region.size)
    ages = np.array([young, 1 - young - old, old])
    claimant = _claimants(
        draft, eligible, score.astype(np.float32), total, ages, share("esa_women"), held.astype(np.float64) + 1e-6
    )
    related = among(
        claimant,
        (noise(luck, draft.people) + 1.0 * (draft.of_unit(draft.unit["adults"]) == 1)).astype(np.float32),
        draft.rows(stock("esa_income_related", "all", start)),
    )
    kind = np.where(related, EsaKind.INCOME_RELATED, np.where(claimant, EsaKind.NEW_STYLE, EsaKind.NONE))
    draft.put(esa_kind=kind.astype(np.int8), esa_group=_esa_groups(draft, claimant, related))
    _date_esa(draft)


def _esa_groups(draft: Draft, claimant: Mask, related: Mask) -> Array:
    names = ("assessment_phase", "wrag", "support_group")
    parts = np.array([stock("esa", name, draft.start) for name in names])
    counts = largest_remainder(parts, int(claimant.sum()))
    score = noise(draft.luck, draft.people)
    group = np.zeros(claimant.size, dtype=np.int8)
    assessed = among(claimant & ~related, score, int(counts[0]))  # income-related is closed to new claims
    milder = (score - 2.0 * (draft.person["severity"] == Severity.SEVERE)).astype(np.float32)
    wrag = among(claimant & ~assessed, milder, int(counts[1]))
    group[claimant] = EsaGroup.SUPPORT
    group[assessed] = EsaGroup.ASSESSMENT
    group[wrag] = EsaGroup.WRAG
    return group


def _date_esa(draft: Draft) -> None:
    """Date ESA spells, and the month in which income-related ESA ends: moves follow the fall of its stock."""
    person, luck, start = draft.person, draft.luck, draft.start
    kind, group = person["esa_kind"], person["esa_group"]
    since = np.zeros(draft.people, dtype=np.int16)
    moves = np.zeros(draft.people, dtype=np.int16)
    rows = np.flatnonzero(kind > 0)
    adult = person["birth_month"][rows].astype(np.int32) + 16 * 12
    months = 1 + luck.exponential(90, rows.size)
    is_limited = (group[rows] == EsaGroup.WRAG) & (kind[rows] == EsaKind.NEW_STYLE)
    months = np.where(kind[rows] == EsaKind.INCOME_RELATED, np.maximum(months, start - 12 * 2019), months)
    months = np.where(is_limited, luck.integers(1, ESA_LIMIT - ESA_PHASE + 1, rows.size), months)
    months = np.where(group[rows] == EsaGroup.ASSESSMENT, luck.integers(1, 6, rows.size), months)
    since[rows] = np.clip(
        start - months.astype(np.int32), np.minimum(np.maximum(adult, FIRST_ESA), start - 1), start - 1
    )
    first = since.copy()
    first[rows[is_limited]] -= ESA_PHASE
    related = np.flatnonzero(kind == EsaKind.INCOME_RELATED)
    path, values = stock_path("esa_income_related", "all")
    later = np.arange(start, int(path[-1]) + 1)
    left = np.interp(later, path, values)
    position = luck.permutation((np.arange(related.size) + 0.5) / max(related.size, 1))
    moves[related] = np.interp(-position * left[0], -left, later + 1.0).clip(start + 1, path[-1]).astype(np.int16)
    began = np.where(since > 0, np.minimum(person["severity_since"], since), person["severity_since"])
    draft.put(esa_since=since, esa_first=first, esa_moves_month=moves, severity_since=began.astype(np.int16))


def health_claimants(draft: Draft) -> Mask:
    """Mark people on UC health or ESA."""
    return np.asarray((draft.person["health_group"] > 0) | (draft.person["esa_kind"] > 0))


def heaviest(draft: Draft) -> Mask:
    """Mark people in the LCWRA or Support Group."""
    return np.asarray(
        (draft.person["health_group"] == HealthGroup.LCWRA) | (draft.person["esa_group"] == EsaGroup.SUPPORT)
    )
