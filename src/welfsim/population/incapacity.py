"""Incapacity: the Universal Credit health journey and Employment and Support Allowance."""

from __future__ import annotations

import numpy as np

from welfsim.awards.universal_credit import lcwra_payable_from
from welfsim.population.assumptions import assumed, assumed_each, assumed_month, assumed_whole
from welfsim.population.choosing import Mask, among, among_cells, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.families import best_of_unit
from welfsim.population.health import limited
from welfsim.population.ipf import fit_within
from welfsim.population.law import law_at
from welfsim.population.people import ADULT
from welfsim.population.published import (
    Float,
    by_region,
    share,
    shares,
    stock,
    stock_path,
    uc_households_by_district,
)
from welfsim.population.queues import leans_to_wait
from welfsim.population.rounding import controlled, cumulative, largest_remainder
from welfsim.population.universal_credit import on_uc_person
from welfsim.rules.health_groups import prognosis_months
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
ASSESSED_ALIKE = 25  # years: below them new-style ESA, once assessed, is more than the standard allowance


def uc_health_stocks(start: int) -> dict[HealthGroup, float]:
    """Return people on the UC health journey by stage at the beginning of a month, which is the end of the last one.

    Stages were last published apart for September 2024; what is without LCWRA keeps their ratio.
    """
    end = start - 1
    rest = without_lcwra(end)
    lcw, waiting = stock("uc_health", "lcw", end), stock("uc_health", "pre_wca", end)
    return {
        HealthGroup.PRE_WCA: rest * waiting / (lcw + waiting),
        HealthGroup.LCW: rest * lcw / (lcw + waiting),
        HealthGroup.LCWRA: stock("uc_health", "lcwra", end),
    }


def without_lcwra(at: int) -> float:
    """Return people on the UC health journey without LCWRA at the end of a month.

    Where both stages are published it is their sum, which is rounded less than the total. Else it is the total less
    LCWRA of the same month, so that a newer count of LCWRA does not take people out of the stages before it.
    """
    parts = [_by_month("uc_health", name) for name in ("lcw", "pre_wca")]
    total, lcwra = _by_month("uc_health", "total"), _by_month("uc_health", "lcwra")
    known = {month: total[month] - lcwra[month] for month in total.keys() & lcwra.keys()}
    known |= {month: parts[0][month] + parts[1][month] for month in parts[0].keys() & parts[1].keys()}
    months = sorted(known)
    return float(np.interp(at, months, [known[month] for month in months]))


def _by_month(metric: str, category: str) -> dict[float, float]:
    months, values = stock_path(metric, category)
    return dict(zip(months.tolist(), values.tolist(), strict=True))


def add_uc_health(draft: Draft) -> None:
    """Put people on the UC health journey, by age band, sex and district, then by stage."""
    stocks = {group: draft.rows(people) for group, people in uc_health_stocks(draft.start).items()}
    person = draft.person
    severe = person["severity"] == Severity.SEVERE
    single = draft.of_unit(draft.unit["adults"]) == 1
    score = (
        assumed("journey_if_severe") * severe + assumed("journey_if_single") * single + noise(draft.luck, draft.people)
    )
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
    ill = noise(draft.luck, draft.people) + assumed("lcwra_if_severe") * severe
    decided = among(journey, ill.astype(np.float32), stocks[HealthGroup.LCWRA])
    group[decided] = HealthGroup.LCWRA
    mental = person["condition"] == Condition.MENTAL_HEALTH
    settled = assumed("lcw_if_mental") * mental + noise(draft.luck, draft.people) - leans_to_wait(draft)
    lcw = among(journey & ~decided, settled.astype(np.float32), stocks[HealthGroup.LCW])
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
    adult = person["birth_month"].astype(np.int32) + 12 * ADULT
    law = law_at(start)
    wait = lcwra_payable_from(0, False, False, law.universal_credit)
    soonest, latest = assumed_whole("decision_soonest_months"), assumed_whole("decision_latest_months")

    lcwra = np.flatnonzero(group == HealthGroup.LCWRA)
    decided = along_growth("uc_health", "lcwra", luck.random(lcwra.size), start - 1, assumed_month("lcwra_counts_from"))
    decided = np.clip(decided, np.minimum(adult[lcwra], start - 1), start - 1)
    since[lcwra] = decided
    fit_note[lcwra] = np.minimum(decided - luck.integers(soonest, latest + 1, lcwra.size), start - wait - 1)
    element[lcwra] = fit_note[lcwra] + wait
    severe = (person["severity"] == Severity.SEVERE) & (group == HealthGroup.LCWRA)
    neurological = person["condition"] == Condition.NEUROLOGICAL
    lasting = (
        assumed("lifelong_if_neurological") * neurological + noise(luck, size) + assumed("lifelong_if_severe") * severe
    )
    lifelong = among(
        group == HealthGroup.LCWRA,
        lasting.astype(np.float32),
        round(assumed("lifelong_share_of_lcwra") * lcwra.size),
    )

    lcw = np.flatnonzero(group == HealthGroup.LCW)
    held = np.minimum(luck.exponential(assumed("lcw_months"), lcw.size), assumed("lcw_longest_months"))
    since[lcw] = start - 1 - held.astype(np.int16)
    since[lcw] = np.maximum(since[lcw], np.minimum(adult[lcw], start - 1))
    fit_note[lcw] = since[lcw] - luck.integers(soonest, latest + 1, lcw.size)
    awaiting = draft.rows(share("existing_claimants_awaiting_assessment"))
    again = among(group == HealthGroup.LCW, (noise(luck, size) + leans_to_wait(draft)).astype(np.float32), awaiting)
    referral[again] = Referral.REASSESSMENT
    rows = np.flatnonzero(again)
    ago = luck.integers(1, assumed_whole("reassessment_longest_wait") + 1, rows.size)
    referred[rows] = np.maximum(start - ago, since[rows])

    waiting = np.flatnonzero(group == HealthGroup.PRE_WCA)
    longest = assumed_whole("first_longest_wait")
    waited = 1 + (luck.random(waiting.size) ** assumed("first_wait_power") * longest).astype(np.int16)
    fit_note[waiting] = since[waiting] = start - waited
    chance = assumed("pre_wca_referred_share") / (1 - 1 / longest)  # of those who have waited for more than a month
    sent = (waited > 1) & (luck.random(waiting.size) < chance)
    referral[waiting[sent]] = Referral.INITIAL
    referred[waiting[sent]] = fit_note[waiting[sent]] + 1

    settled = np.flatnonzero((group >= HealthGroup.LCW) & ~lifelong & (referral == Referral.NONE))
    shortest, longest = (prognosis_months(place, law.assessment) for place in (0.0, 1.0))
    reassess[settled] = since[settled] + luck.integers(shortest, longest + 1, settled.size)

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
    law, longest = law_at(start), assumed_whole("first_longest_wait")
    wait = lcwra_payable_from(0, False, False, law.universal_credit)
    not_fit = 1.0 - share("wca_fit_for_work_share") / share("wca_not_lcwra_share")
    first, second = law.wca_disputes.reconsideration_months, law.wca_disputes.tribunal_months
    for at, begun_a_month, earlier, months in (
        (WcaDisputeStage.RECONSIDERATION, assumed("wca_reconsiderations_a_month"), 0, first),
        (WcaDisputeStage.TRIBUNAL, share("wca_tribunals_a_month"), first, second),
    ):
        total = draft.rows(begun_a_month * months)
        age = start - since - earlier  # months since the stage began, for decisions that left people in LCW
        with_lcw = (group == HealthGroup.LCW) & (person["referral"] == Referral.NONE) & (age >= 1) & (age <= months)
        lcw = among(with_lcw & (stage == 0), noise(luck, draft.people), round(total * not_fit))
        fit = among(found_fit & (stage == 0), noise(luck, draft.people), total - int(lcw.sum()))
        decided = np.where(lcw, since, start - earlier - luck.integers(1, months + 1, draft.people))
        before = luck.integers(assumed_whole("fit_disputed_soonest_months"), longest, draft.people)
        begun = np.where(lcw, person["fit_note_since"], decided - before)
        chosen = lcw | fit
        stage[chosen] = at
        settled[chosen] = (decided + earlier + months)[chosen]
        fit_note[chosen] = begun[chosen]
    draft.put(
        wca_dispute_stage=stage,
        wca_dispute_month=settled,
        disputed_fit_note=fit_note,
        disputed_from=np.where(fit_note > 0, fit_note + wait, 0).astype(np.int16),
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


def esa_stock(category: str, start: int) -> float:
    """Return people on ESA in all, or in one group, at the beginning of a month."""
    return stock("esa", category, start - 1)


def related_stock(start: int) -> float:
    """Return people on income-related ESA at the beginning of a month."""
    return stock("esa_income_related", "all", start - 1)


def add_esa(draft: Draft) -> None:
    """Put people on Employment and Support Allowance, by kind and group.

    Off Universal Credit one of a unit at most. On it some of those on its health journey have new-style ESA too, in the
    group that goes with their stage, since one assessment serves both.
    """
    person, luck, start = draft.person, draft.luck, draft.start
    related = draft.rows(related_stock(start))
    total = draft.rows(esa_stock("all", start))
    both = round(assumed("esa_new_style_on_uc") * (total - related))
    assessed_alike = (person["health_group"] > 0) & (draft.age >= ASSESSED_ALIKE)
    on_uc = among(assessed_alike, noise(luck, draft.people), both)
    single = draft.of_unit(draft.unit["adults"]) == 1
    score = noise(luck, draft.people) + assumed("esa_if_severe") * (person["severity"] == Severity.SEVERE)
    score = score + assumed("esa_if_single") * single
    young, old = assumed_each("esa_under_25", "esa_50_plus")
    eligible = best_of_unit(draft, limited(draft) & draft.present & ~on_uc_person(draft), score)
    held = np.bincount(person["district"][eligible], minlength=draft.places.region.size)
    ages = np.array([young, 1 - young - old, old])
    alone = _claimants(
        draft,
        eligible,
        score.astype(np.float32),
        total - both,
        ages,
        assumed("esa_women"),
        held.astype(np.float64) + 1e-6,
    )
    means_tested = noise(luck, draft.people) + assumed("esa_related_if_single") * single
    is_related = among(alone, means_tested.astype(np.float32), related)
    group = _esa_groups(draft, alone, is_related, on_uc)
    kind = np.where(is_related, EsaKind.INCOME_RELATED, np.where(alone | on_uc, EsaKind.NEW_STYLE, EsaKind.NONE))
    credits = round(share("esa_credits_only") * (total - related))
    kind[_credits_only(draft, alone & ~is_related, group, credits)] = EsaKind.CREDITS_ONLY
    draft.put(esa_kind=kind.astype(np.int8), esa_group=group)
    _date_esa(draft)


def _credits_only(draft: Draft, new_style: Mask, group: Array, count: int) -> Mask:
    """Choose who of those with new-style ESA has credits only: most in the WRAG, whose payment ends after a year."""
    decided = new_style & (group >= EsaGroup.WRAG)
    time_limited = assumed("credits_only_if_wrag") * (group == EsaGroup.WRAG) + noise(draft.luck, draft.people)
    return among(decided, time_limited.astype(np.float32), count)


def _esa_groups(draft: Draft, claimant: Mask, related: Mask, on_uc: Mask) -> Array:
    """Return the ESA group of everybody: that of their stage on Universal Credit, and of others what is left."""
    names = ("assessment_phase", "wrag", "support_group")
    parts = np.array([esa_stock(name, draft.start) for name in names])
    counts = largest_remainder(parts, int((claimant | on_uc).sum()))
    stage = draft.person["health_group"]
    group = np.zeros(claimant.size, dtype=np.int8)
    for of_credit, of_esa in (
        (HealthGroup.PRE_WCA, EsaGroup.ASSESSMENT),
        (HealthGroup.LCW, EsaGroup.WRAG),
        (HealthGroup.LCWRA, EsaGroup.SUPPORT),
    ):
        group[on_uc & (stage == of_credit)] = of_esa
    left = np.maximum(counts - np.bincount(group, minlength=4)[1:4], 0)
    score = noise(draft.luck, draft.people)
    assessed = among(claimant & ~related, score, int(left[0]))  # income-related is closed to new claims
    milder = score + assumed("wrag_if_severe") * (draft.person["severity"] == Severity.SEVERE)
    wrag = among(claimant & ~assessed, milder.astype(np.float32), int(left[1]))
    group[claimant] = EsaGroup.SUPPORT
    group[assessed] = EsaGroup.ASSESSMENT
    group[wrag] = EsaGroup.WRAG
    return group


def _months_of_move(size: int, draft: Draft) -> Array:
    """Return the months in which income-related ESA ends, in random order: as many in each as the stock falls in it.

    Notices went out some months before, so that the first deadlines fall in the month of the start.
    """
    path, values = stock_path("esa_income_related", "all")
    ends = np.arange(draft.start - 1, int(path[-1]) + 1)
    fallen = 1.0 - np.interp(ends, path, values) / related_stock(draft.start)
    position = draft.luck.permutation((np.arange(size) + 0.5) / max(size, 1))
    return np.asarray(ends[np.searchsorted(fallen, position).clip(max=ends.size - 1)], dtype=np.int16)


def _date_esa(draft: Draft) -> None:
    """Date ESA spells, and the month in which income-related ESA ends: moves follow the fall of its stock."""
    person, luck, start = draft.person, draft.luck, draft.start
    kind, group = person["esa_kind"], person["esa_group"]
    since = np.zeros(draft.people, dtype=np.int16)
    moves = np.zeros(draft.people, dtype=np.int16)
    rows = np.flatnonzero(kind > 0)
    adult = person["birth_month"][rows].astype(np.int32) + 12 * ADULT
    law = law_at(start)
    phase, limit = law.claims.assessment_phase, law.employment_support_allowance.time_limit
    months = 1 + luck.exponential(assumed("esa_months"), rows.size)
    is_limited = (group[rows] == EsaGroup.WRAG) & (kind[rows] == EsaKind.NEW_STYLE)
    on_uc = person["health_group"][rows] > 0
    closed = assumed_month("esa_related_least_from")
    months = np.where(kind[rows] == EsaKind.INCOME_RELATED, np.maximum(months, start - closed), months)
    months = np.where(is_limited, luck.integers(1, limit - phase + 1, rows.size), months)
    in_phase = luck.integers(1, assumed_whole("esa_assessment_longest_months") + 1, rows.size)
    months = np.where(group[rows] == EsaGroup.ASSESSMENT, in_phase, months)
    months = np.where(on_uc & ~is_limited, start - person["group_since"][rows], months)
    earliest = np.maximum(adult, assumed_month("esa_counts_from"))
    since[rows] = np.clip(start - months.astype(np.int32), np.minimum(earliest, start - 1), start - 1)
    first = since.copy()
    first[rows[is_limited]] -= phase
    related = np.flatnonzero(kind == EsaKind.INCOME_RELATED)
    moves[related] = _months_of_move(related.size, draft)
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
