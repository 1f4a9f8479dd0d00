"""Personal Independence Payment, or Adult Disability Payment in Scotland: rates, points, reviews, claims, disputes."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from welfsim.awards.points import ENHANCED_FROM, FOUR_POINTS, STANDARD_FROM, TWO_POINTS
from welfsim.months import month
from welfsim.population.assumptions import assumed, assumed_each, assumed_whole
from welfsim.population.choosing import Mask, among, among_cells, noise, top
from welfsim.population.draft import Array, Draft
from welfsim.population.health import limited
from welfsim.population.incapacity import health_claimants, heaviest
from welfsim.population.ipf import fit, fit_within
from welfsim.population.law import law_at
from welfsim.population.published import Float, by_region, daily_living_by_condition, share, stock
from welfsim.population.queues import leans_to_wait
from welfsim.population.rounding import largest_remainder
from welfsim.vocabulary.codes import Condition, DisputeStage, PipRate, Region, Severity
from welfsim.vocabulary.parameters import DisabilityBenefitSystem

PUBLISHED = month(2025, 1)
CONDITIONS = 4
LONGEST_JOURNEY = 48  # months at which the tail of journeys is cut off
THREE_POINTS, SIX_POINTS, EIGHT_POINTS = 3, 6, 8
TENTHS, FIFTHS = 10, 5


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
    return float(adults * assumed("scotland_disability_benefit_ratio"))


def add_pip(draft: Draft) -> None:
    """Choose recipients by benefit group, condition and region; then rates, points, reviews, claims and disputes."""
    scotland = scotland_over_england_and_wales(draft)
    standard, enhanced = (draft.rows(people * (1 + scotland)) for people in daily_living_stock(draft.start))
    total = round((standard + enhanced) / (1 - assumed("pip_mobility_only_share")))
    recipient = _recipients(draft, total, scotland)
    _add_rates_and_points(draft, recipient, standard, enhanced)
    _add_mobility(draft, recipient)
    _add_reviews(draft, recipient)
    _add_claims(draft, recipient)
    _add_disputes(draft, recipient, scotland)


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
    lasting = draft.start - person["severity_since"].astype(np.int32) >= assumed("pip_lasting_months")
    score = (
        assumed("pip_if_severe") * (person["severity"] == Severity.SEVERE)
        + assumed("pip_if_lasting") * lasting
        + noise(draft.luck, draft.people)
    )
    return among_cells(eligible, score.astype(np.float32), cell * eligible, counts)


def _add_rates_and_points(draft: Draft, recipient: Mask, standard: int, enhanced: int) -> None:
    """Give daily living rates by condition, and points: under four in every activity by both."""
    person, luck = draft.person, draft.luck
    rows = np.flatnonzero(recipient)
    severe = person["severity"][rows] == Severity.SEVERE
    heavy = (assumed("pip_rate_if_severe") * severe + noise(luck, rows.size)).astype(np.float32)
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

    Rates by condition are not published. If the share under four points depended on the rate alone, those published
    by condition would mean 61, 17, 91 and 53% enhanced; half-way between these and one share for all is assumed.
    """
    names = ("mental_health", "musculoskeletal", "neurological", "other_physical")
    high = assumed_each(*(f"pip_enhanced_{name}" for name in names))
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
    """Return highest activity and total points that give each rate."""
    luck, size = draft.luck, rate.size
    four, six, three = assumed_each("pip_top_four_share", "pip_top_six_share", "pip_three_points_share")
    tenth, fifth = _evenly(luck, TENTHS, size), _evenly(luck, FIFTHS, size)
    high = np.select([tenth < four, tenth < four + six], [FOUR_POINTS, SIX_POINTS], EIGHT_POINTS)
    low = np.where(fifth < 1 - three, TWO_POINTS, THREE_POINTS)
    top = np.where(under, low, high)
    above_standard = luck.geometric(assumed("pip_standard_points_stop"), size) - 1
    above_enhanced = luck.geometric(assumed("pip_enhanced_points_stop"), size) - 1
    standard = np.minimum(STANDARD_FROM + above_standard, ENHANCED_FROM - 1)
    enhanced = np.minimum(ENHANCED_FROM + above_enhanced, assumed_whole("pip_most_points"))
    points = np.where(rate == PipRate.ENHANCED, enhanced, np.where(rate == PipRate.STANDARD, standard, 0))
    top = np.where(rate == PipRate.NONE, 0, top)
    return top.astype(np.int8), np.maximum(points, top).astype(np.int8)


def _evenly(luck: Generator, parts: int, size: int) -> Float:
    """Draw the middles of even parts of the range from 0 to 1."""
    return np.asarray((luck.integers(0, parts, size) + 0.5) / parts)


def _add_mobility(draft: Draft, recipient: Mask) -> None:
    """Give mobility rates: the published share has both enhanced rates."""
    luck, daily = draft.luck, draft.person["daily_living"]
    physical = draft.person["condition"] != Condition.MENTAL_HEALTH
    score = noise(luck, draft.people) + assumed("mobility_if_not_mental") * physical
    score = score.astype(np.float32)
    total = int(recipient.sum())
    both = among(recipient & (daily == PipRate.ENHANCED), score, round(share("pip_highest_award_share") * total))
    mobility = np.zeros(draft.people, dtype=np.int8)
    mobility[both] = PipRate.ENHANCED
    alone = recipient & (daily == PipRate.NONE)
    mobility[alone] = PipRate.STANDARD
    enhanced_alone = round(law_at(draft.start).pip.mobility_only_enhanced_share * int(alone.sum()))
    mobility[among(alone, score, enhanced_alone)] = PipRate.ENHANCED
    for rate, standard, enhanced in (
        (PipRate.ENHANCED, assumed("mobility_standard_of_enhanced"), 0.0),
        (PipRate.STANDARD, assumed("mobility_standard_of_standard"), assumed("mobility_enhanced_of_standard")),
    ):
        left = recipient & (daily == rate) & (mobility == PipRate.NONE)
        size = int(left.sum())
        some = among(left, score, round((standard + enhanced) * size))
        mobility[some] = PipRate.STANDARD
        mobility[among(some, score, round(enhanced * size))] = PipRate.ENHANCED
    draft.put(mobility=mobility)


def _add_reviews(draft: Draft, recipient: Mask) -> None:
    """Spread reviews of each nation's benefit: some wait for theirs, some hold long awards or a short first one.

    In Scotland fewer wait, and no award is short: reviews come two to ten years apart.
    """
    draft.put(
        pip_review_month=np.zeros(draft.people, dtype=np.int16),
        pip_change_reported=np.zeros(draft.people, dtype=np.bool_),
    )
    scots, long = draft.region == Region.SCOTLAND, share("pip_long_award_share")
    waiting, short = share("pip_under_review_share"), share("pip_short_award_share")
    _spread_reviews(draft, np.flatnonzero(recipient & ~scots), waiting, long, short)
    _spread_reviews(draft, np.flatnonzero(recipient & scots), assumed("adp_under_review_share"), long, 0.0)


def _spread_reviews(draft: Draft, recipients: Array, waiting: float, long: float, short: float) -> None:
    """Write the month of each review; some wait because people below the highest award reported a change."""
    luck, person = draft.luck, draft.person
    now, later, soon = (round(part * recipients.size) for part in (waiting, long, short))
    first = top((noise(luck, draft.people) + leans_to_wait(draft))[recipients].astype(np.float32), now)
    rows = np.concatenate([luck.permutation(recipients[first]), luck.permutation(recipients[~first])])
    least = assumed_whole("review_long_soonest_months")
    months = np.concatenate(
        [
            -_months(luck, 1, assumed_whole("review_longest_wait"), now),
            _months(luck, least, assumed_whole("review_long_latest_months"), later),
            _months(luck, 0, assumed_whole("review_short_latest_months"), soon),
            _months(luck, 0, assumed_whole("review_other_latest_months"), max(rows.size - now - later - soon, 0)),
        ]
    )
    person["pip_review_month"][rows] = draft.start + months
    highest = (person["daily_living"][rows] == PipRate.ENHANCED) & (person["mobility"][rows] == PipRate.ENHANCED)
    below = rows[:now][~highest[:now]]
    person["pip_change_reported"][below[: round(share("pip_change_among_waiting_share") * now)]] = True


def _months(luck: Generator, least: int, most: int, size: int) -> Array:
    """Draw whole months, even between the least and the most."""
    return luck.integers(least, most + 1, size)


def claims_a_month(benefit: str) -> float:
    """Return claims of ``pip`` a month in England and Wales, or of ``adp`` in Scotland, that are not withdrawn."""
    return share(f"{benefit}_claims_a_month") * (1 - share(f"{benefit}_claims_withdrawn_share"))


def journey_shares(law: DisabilityBenefitSystem) -> Float:
    """Return the shares of claims decided after 0, 1, 2… months when nobody waits for capacity."""
    soonest, late, late_months = law.claim_ready_months, law.claim_late_share, law.claim_late_months
    shares = np.zeros(LONGEST_JOURNEY + 1)
    shares[soonest] = 1 - late
    beyond = np.arange(LONGEST_JOURNEY - soonest)
    shares[soonest + 1 :] = late * (1 - 1 / late_months) ** beyond / late_months
    return np.asarray(shares / shares.sum())


def _add_claims(draft: Draft, recipient: Mask) -> None:
    """Leave undecided what comes in over a mean journey of each nation's benefit."""
    draft.put(
        pip_claim_month=np.zeros(draft.people, dtype=np.int16), pip_ready_month=np.zeros(draft.people, dtype=np.int16)
    )
    scots = draft.region == Region.SCOTLAND
    eligible = limited(draft) & draft.present & ~recipient
    score = assumed("pip_claim_if_health_benefit") * health_claimants(draft) + noise(draft.luck, draft.people)
    score = score + leans_to_wait(draft)
    for here, benefit in ((~scots, "pip"), (scots, "adp")):
        _claims_in_progress(draft, eligible & here, score.astype(np.float32), benefit)


def _claims_in_progress(draft: Draft, eligible: Mask, score: Array, benefit: str) -> None:
    """Give the highest scores a claim in progress: long claims are over-represented."""
    journeys = journey_shares(getattr(law_at(draft.start), benefit))
    months = np.arange(journeys.size)
    mean = float(journeys @ months)
    rows = np.flatnonzero(among(eligible, score, draft.rows(claims_a_month(benefit) * mean)))
    whole = draft.luck.choice(months, rows.size, p=journeys * months / mean)
    gone = 1 + np.floor(draft.luck.random(rows.size) * whole).astype(np.int64)
    draft.person["pip_claim_month"][rows] = draft.start - gone
    draft.person["pip_ready_month"][rows] = draft.start - gone + whole


def disputes_in_progress(start: int) -> dict[DisputeStage, float]:
    """Return PIP disputes in progress in England and Wales, of the kinds that the model has: begun a month × months."""
    law, modelled = law_at(start).pip, assumed("pip_disputes_modelled_share")
    reconsiderations = share("pip_reconsiderations_a_month") * law.reconsideration_months
    tribunals = share("pip_tribunals_a_month") * law.tribunal_months
    return {
        DisputeStage.RECONSIDERATION: modelled * reconsiderations,
        DisputeStage.TRIBUNAL: modelled * tribunals,
    }


def _add_disputes(draft: Draft, recipient: Mask, scotland: float) -> None:
    """Leave disputes in progress at both stages, in Scotland by how often people dispute and how long it takes."""
    draft.put(
        pip_dispute_month=np.zeros(draft.people, dtype=np.int16),
        pip_dispute_stage=np.zeros(draft.people, dtype=np.int8),
        pip_due_from=np.zeros(draft.people, dtype=np.int16),
        pip_lost_daily_living=np.zeros(draft.people, dtype=np.int8),
        pip_lost_mobility=np.zeros(draft.people, dtype=np.int8),
    )
    scots, law = draft.region == Region.SCOTLAND, law_at(draft.start)
    in_scotland = {
        DisputeStage.RECONSIDERATION: scotland * assumed("adp_redeterminations_ratio"),
        DisputeStage.TRIBUNAL: scotland * assumed("adp_tribunals_ratio"),
    }
    for stage, people in disputes_in_progress(draft.start).items():
        longer = months_of_stage(stage, law.adp) / months_of_stage(stage, law.pip)
        _dispute(draft, recipient, ~scots, stage, draft.rows(people), law.pip)
        _dispute(draft, recipient, scots, stage, draft.rows(people * in_scotland[stage] * longer), law.adp)


def months_of_stage(stage: DisputeStage, law: DisabilityBenefitSystem) -> int:
    """Return how many months a stage of a dispute takes."""
    return law.tribunal_months if stage == DisputeStage.TRIBUNAL else law.reconsideration_months


def _dispute(
    draft: Draft, recipient: Mask, here: Mask, stage: DisputeStage, size: int, law: DisabilityBenefitSystem
) -> None:
    """Put some people into one stage of a dispute: of a lowered award, an ended one, or a refused claim."""
    person, luck = draft.person, draft.luck
    free = here & draft.present & (person["pip_dispute_month"] == 0)
    can_rise = (person["daily_living"] < PipRate.ENHANCED) | (person["mobility"] < PipRate.ENHANCED)
    lowered_size, ended_size = (round(share(f"pip_disputes_of_{kind}_share") * size) for kind in ("lowered", "ended"))
    lowered = np.flatnonzero(among(free & recipient & can_rise, noise(luck, draft.people), lowered_size))
    score = assumed("pip_dispute_if_health_benefit") * health_claimants(draft) + noise(luck, draft.people)
    without = free & limited(draft) & ~recipient & (person["pip_claim_month"] == 0)
    others = luck.permutation(np.flatnonzero(among(without, score.astype(np.float32), size - lowered.size)))
    _begin_stage(draft, np.concatenate([lowered, others]), stage, law)
    _lose_a_rate(draft, lowered, law)
    _lose_an_award(draft, others[:ended_size], recipient)
    refused = others[ended_size:]
    journeys = journey_shares(law)
    person["pip_due_from"][refused] -= luck.choice(journeys.size, refused.size, p=journeys).astype(np.int16)


def _begin_stage(draft: Draft, rows: Array, stage: DisputeStage, law: DisabilityBenefitSystem) -> None:
    """Spread the months since a stage of disputes began evenly over its length.

    What is won is due from the decision, which came before the reconsideration.
    """
    is_tribunal, length = stage == DisputeStage.TRIBUNAL, months_of_stage(stage, law)
    gone = draft.luck.integers(1, length + 1, rows.size)
    draft.person["pip_dispute_month"][rows] = draft.start - gone + length
    draft.person["pip_dispute_stage"][rows] = stage
    draft.person["pip_due_from"][rows] = draft.start - gone - (law.reconsideration_months if is_tribunal else 0)


def _lose_a_rate(draft: Draft, rows: Array, law: DisabilityBenefitSystem) -> None:
    """Say that a review lowered a component by one rate: mobility if daily living is at its highest, else at random."""
    person = draft.person
    daily_living, mobility = person["daily_living"][rows], person["mobility"][rows]
    by_lot = draft.luck.random(rows.size) < law.review_moves_mobility
    of_mobility = (mobility < PipRate.ENHANCED) & ((daily_living == PipRate.ENHANCED) | by_lot)
    person["pip_lost_daily_living"][rows] = daily_living + ~of_mobility
    person["pip_lost_mobility"][rows] = mobility + of_mobility


def _lose_an_award(draft: Draft, rows: Array, recipient: Mask) -> None:
    """Say that a review ended an award, with the rates of those who have one."""
    like = draft.luck.choice(np.flatnonzero(recipient), rows.size) if rows.size else rows
    draft.person["pip_lost_daily_living"][rows] = draft.person["daily_living"][like]
    draft.person["pip_lost_mobility"][rows] = draft.person["mobility"][like]
