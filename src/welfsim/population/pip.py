"""Personal Independence Payment, or Adult Disability Payment in Scotland: rates, points, reviews and claims."""

from __future__ import annotations

import numpy as np

from welfsim.months import month
from welfsim.population.choosing import Mask, among, among_cells, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.health import limited
from welfsim.population.incapacity import health_claimants, heaviest
from welfsim.population.ipf import fit, fit_within
from welfsim.population.published import Float, by_region, daily_living_by_condition, share, stock
from welfsim.population.rounding import largest_remainder
from welfsim.vocabulary.codes import Condition, PipRate, Region, Severity

PUBLISHED = month(2025, 1)
STANDARD_POINTS, ENHANCED_POINTS = 8, 12
FOUR = 4
CONDITIONS = 4


def daily_living_stock(start: int) -> tuple[float, float]:
    """Return working-age standard and enhanced daily living awards in England and Wales at a month.

    The rows of January 2025 follow the total of cases in England and Wales.
    """
    growth = stock("pip_england_wales", "all", start) / stock("pip_england_wales", "all", PUBLISHED)
    return (
        stock("pip_working_age", "daily_living_standard", start) * growth,
        stock("pip_working_age", "daily_living_enhanced", start) * growth,
    )


def scotland_over_england_and_wales(draft: Draft) -> float:
    """Return Scotland's awards over those of England and Wales: by adults times the ratio of prevalence."""
    scots = draft.present & (draft.region == Region.SCOTLAND)
    adults = scots.sum() / max(int((draft.present & ~scots).sum()), 1)
    return float(adults * share("scotland_disability_benefit_ratio"))


def add_pip(draft: Draft) -> None:
    """Choose recipients by benefit group, condition and region; then rates, points, reviews and claims."""
    scotland = scotland_over_england_and_wales(draft)
    standard, enhanced = (draft.rows(people * (1 + scotland)) for people in daily_living_stock(draft.start))
    total = round((standard + enhanced) / (1 - share("pip_mobility_only_share")))
    recipient = _recipients(draft, total, scotland)
    _add_rates_and_points(draft, recipient, standard, enhanced)
    _add_mobility(draft, recipient)
    _add_reviews(draft, recipient)
    _add_claims(draft, recipient, scotland)


def recipients(draft: Draft) -> Mask:
    """Mark people with either component."""
    return np.asarray((draft.person["daily_living"] > 0) | (draft.person["mobility"] > 0))


def _recipients(draft: Draft, total: int, scotland: float) -> Mask:
    person = draft.person
    group = np.where(heaviest(draft), 0, np.where(health_claimants(draft), 1, 2)).astype(np.int64)
    eligible = limited(draft) & draft.present
    regions = len(Region)
    cell = (group * CONDITIONS + (person["condition"] - 1)) * regions + draft.region
    held = np.bincount(cell[eligible], minlength=3 * CONDITIONS * regions).astype(np.float64)
    size = [int((eligible & (group == code)).sum()) for code in range(3)]
    heavy = share("pip_with_lcwra_or_support") * size[0]
    other = share("pip_with_uc_health_or_esa") * (size[0] + size[1]) - heavy
    by_group = np.array([heavy, other, max(total - heavy - other, 0.0)])
    by_condition = daily_living_by_condition()[0]
    adults = np.bincount(draft.region[draft.present], minlength=regions)
    place = adults * by_region("disability_by_region", "share")
    place[Region.SCOTLAND] = place[: Region.SCOTLAND].sum() * scotland
    seed = held.reshape(3, CONDITIONS, regions) + 1e-9
    wanted = fit_within(seed, {(0,): by_group, (1,): by_condition, (2,): place}, held.reshape(seed.shape))
    counts = largest_remainder(wanted, total).ravel()
    score = 1.5 * (person["severity"] == Severity.SEVERE) + noise(draft.luck, draft.people)
    return among_cells(eligible, score.astype(np.float32), cell * eligible, counts)


def _add_rates_and_points(draft: Draft, recipient: Mask, standard: int, enhanced: int) -> None:
    """Give daily living rates by condition, and points: under four in every activity by both."""
    person, luck = draft.person, draft.luck
    rows = np.flatnonzero(recipient)
    heavy = (1.4 * (person["severity"][rows] == Severity.SEVERE) + noise(luck, rows.size)).astype(np.float32)
    daily = among(np.ones(rows.size, dtype=np.bool_), heavy, standard + enhanced)
    condition = person["condition"][rows].astype(np.int64) - 1
    table = rate_table(np.bincount(condition[daily], minlength=CONDITIONS), standard, enhanced)
    high = among_cells(daily, heavy, condition * daily, largest_remainder(table[:, 1], min(enhanced, rows.size)))
    rate = np.where(high, PipRate.ENHANCED, np.where(daily, PipRate.STANDARD, PipRate.NONE)).astype(np.int8)
    under = _under_four(draft, rows, rate)
    daily_living = np.zeros(draft.people, dtype=np.int8)
    daily_living[rows] = rate
    top = np.zeros(draft.people, dtype=np.int8)
    points = np.zeros(draft.people, dtype=np.int8)
    top[rows], points[rows] = _points_of_recipients(draft, rate, under)
    draft.put(daily_living=daily_living, top_activity_points=top, daily_living_points=points)
    draft.put(had_daily_living=daily_living > 0)


def rate_table(held: Array, standard: int, enhanced: int) -> Float:
    """Return daily living recipients by condition and rate (standard, enhanced).

    Rates by condition are not published. Were the share under four points to hang on the rate alone, those published
    by condition would mean 61, 17, 91 and 53% enhanced; half-way between these and one share for all is assumed.
    """
    names = ("mental_health", "musculoskeletal", "neurological", "other_physical")
    high = np.array([share(f"pip_enhanced_{name}") for name in names])
    rates = np.array([standard, enhanced], dtype=np.float64)
    return fit(np.stack([1 - high, high], axis=1), {(0,): held.astype(np.float64), (1,): rates})


def under_four_table(by_condition_and_rate: Float) -> Float:
    """Return daily living recipients by condition, rate (standard, enhanced) and whether under four points.

    The shares by rate (87% and 13%) hold; those by condition are scaled to them.
    """
    rates = by_condition_and_rate.sum(axis=0)
    shares_under = np.array([share("pip_below_four_standard"), share("pip_below_four_enhanced")])
    by_rate = np.stack([rates * (1 - shares_under), rates * shares_under], axis=1)
    held, under = daily_living_by_condition()
    seed = np.stack([held - under, under], axis=1) / held[:, None]
    by_condition = fit(seed, {(0,): by_condition_and_rate.sum(axis=1), (1,): by_rate.sum(axis=0)})
    margins: dict[tuple[int, ...], Float] = {(0, 1): by_condition_and_rate, (0, 2): by_condition, (1, 2): by_rate}
    return fit(np.ones((CONDITIONS, 2, 2)), margins)


def _under_four(draft: Draft, rows: Array, rate: Array) -> Mask:
    condition = draft.person["condition"][rows].astype(np.int64) - 1
    daily = rate > 0
    cell = np.where(daily, condition * 2 + rate - 1, 0)
    held = np.bincount(cell[daily], minlength=8).reshape(CONDITIONS, 2)
    table = under_four_table(held.astype(np.float64))
    chance = table[:, :, 1] / table.sum(axis=2).clip(1e-9)
    expected = held * chance
    counts = np.zeros((CONDITIONS, 2), dtype=np.int64)
    for column, name in enumerate(("pip_below_four_standard", "pip_below_four_enhanced")):
        total = round(share(name) * int(held[:, column].sum()))
        counts[:, column] = np.minimum(largest_remainder(expected[:, column], total), held[:, column])
    return among_cells(daily, noise(draft.luck, rows.size), cell, counts.ravel())


def _points_of_recipients(draft: Draft, rate: Array, under: Mask) -> tuple[Array, Array]:
    """Return highest activity and total points that give each rate; shapes beyond the margins are assumptions."""
    luck, size = draft.luck, rate.size
    high = np.array([4, 4, 4, 4, 4, 4, 6, 8, 8, 8], dtype=np.int8)[luck.integers(0, 10, size)]
    low = np.array([2, 2, 2, 2, 3], dtype=np.int8)[luck.integers(0, 5, size)]
    top = np.where(under, low, high)
    standard = STANDARD_POINTS + np.minimum(luck.geometric(0.45, size) - 1, 3)
    enhanced = ENHANCED_POINTS + np.minimum(luck.geometric(0.18, size) - 1, 22)
    points = np.where(rate == PipRate.ENHANCED, enhanced, np.where(rate == PipRate.STANDARD, standard, 0))
    top = np.where(rate == PipRate.NONE, 0, top)
    return top.astype(np.int8), np.maximum(points, top).astype(np.int8)


def _add_mobility(draft: Draft, recipient: Mask) -> None:
    """Give mobility rates: the published share has both enhanced rates, the rest are assumptions."""
    luck, daily = draft.luck, draft.person["daily_living"]
    score = noise(luck, draft.people) + 0.8 * (draft.person["condition"] != Condition.MENTAL_HEALTH)
    score = score.astype(np.float32)
    total = int(recipient.sum())
    both = among(recipient & (daily == PipRate.ENHANCED), score, round(share("pip_highest_award_share") * total))
    mobility = np.zeros(draft.people, dtype=np.int8)
    mobility[both] = PipRate.ENHANCED
    alone = recipient & (daily == PipRate.NONE)
    mobility[alone] = PipRate.STANDARD
    mobility[among(alone, score, round(0.45 * int(alone.sum())))] = PipRate.ENHANCED
    for rate, standard, enhanced in ((PipRate.ENHANCED, 0.6, 0.0), (PipRate.STANDARD, 0.38, 0.12)):
        left = recipient & (daily == rate) & (mobility == PipRate.NONE)
        size = int(left.sum())
        some = among(left, score, round((standard + enhanced) * size))
        mobility[some] = PipRate.STANDARD
        mobility[among(some, score, round(enhanced * size))] = PipRate.ENHANCED
    draft.put(mobility=mobility)


def _add_reviews(draft: Draft, recipient: Mask) -> None:
    """Spread reviews: a tenth wait for theirs, two-fifths hold long awards, some a short first award, the rest others.

    A waiting review has been due for one to nine months; a long award has two to ten years to run, a short one up to
    a year and a half, any other up to five years.
    """
    luck, start = draft.luck, draft.start
    rows = luck.permutation(np.flatnonzero(recipient))
    now, long, short = (
        round(share(name) * rows.size)
        for name in ("pip_under_review_share", "pip_long_award_share", "pip_short_award_share")
    )
    months = np.concatenate(
        [
            -luck.integers(1, 10, now),
            luck.integers(24, 121, long),
            luck.integers(1, 19, short),
            luck.integers(1, 61, max(rows.size - now - long - short, 0)),
        ]
    )
    review = np.zeros(draft.people, dtype=np.int16)
    review[rows] = start + months
    draft.put(pip_review_month=review)


def _add_claims(draft: Draft, recipient: Mask, scotland: float) -> None:
    """Leave as many claims undecided as come in while one is decided."""
    months = share("pip_clearance_months")
    pending = draft.rows(share("pip_claims_a_month") * months * (1 + scotland))
    eligible = limited(draft) & draft.present & ~recipient
    score = 1.0 * health_claimants(draft) + noise(draft.luck, draft.people)
    claim = np.zeros(draft.people, dtype=np.int16)
    rows = np.flatnonzero(among(eligible, score.astype(np.float32), pending))
    claim[rows] = draft.start - 1 - np.floor(draft.luck.random(rows.size) * months).astype(np.int16)
    draft.put(pip_claim_month=claim)
