"""PIP and ADP over months: points as published, queues that lose nobody, reviews, disputes, carers, reforms."""

from __future__ import annotations

from itertools import pairwise
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from played import MONTHS, START, Policies, Run, difference, play
from welfsim.awards.points import ENHANCED_FROM, FOUR_POINTS, STANDARD_FROM
from welfsim.months import month
from welfsim.policy import Change, current_law, path, resolve
from welfsim.population import Population
from welfsim.population.published import daily_living_by_condition
from welfsim.processes.disability import award_chance
from welfsim.scenario import read_scenario
from welfsim.vocabulary.codes import (
    Condition,
    DisabilityBenefit,
    Nation,
    PipOutcome,
    PipRate,
    Presence,
    ReviewOutcome,
    Severity,
)
from welfsim.vocabulary.fields import names_of
from welfsim.vocabulary.parameters import DisabilityBenefitSystem
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State

PIP, ADP = DisabilityBenefit.PIP, DisabilityBenefit.ADP
FROM_NOVEMBER = month(2025, 11)
MILLI = 1000

Rows = NDArray[np.bool_]


def holds(person: Persons) -> Rows:
    """Mark people of working age with an award."""
    award = (person.daily_living != PipRate.NONE) | (person.mobility != PipRate.NONE)
    return np.asarray(award & (person.presence == Presence.PRESENT))


def below_four(person: Persons, rows: Rows) -> float:
    """Return the share of some people without four points in any activity."""
    return float((person.top_activity_points[rows] < FOUR_POINTS).mean())


def changed(**values: float) -> Policies:
    """Return the law of the run's months with PIP parameters changed from November 2025."""
    changes = [Change(f"pip.{name}", {FROM_NOVEMBER: value}, "test") for name, value in values.items()]
    return resolve(current_law(), changes, START, MONTHS)


# ----------------------------------------------------------------------------------------------- points


def test_the_built_population_has_the_published_points_by_condition(many: Population) -> None:
    """DWP FOI2025/24990: 46% below four points in every activity; by condition from 20 to 75%."""
    person = many.state.person
    daily = person.daily_living != PipRate.NONE
    held, under = daily_living_by_condition()
    assert below_four(person, daily) == pytest.approx(0.46, abs=0.005)
    for condition, share in zip(list(Condition)[1:], under / held, strict=True):
        assert below_four(person, daily & (person.condition == condition)) == pytest.approx(share, abs=0.015)


def new_awards(run: Run) -> dict[str, NDArray[np.int8]]:
    """Return condition, rate and top activity points of those whose daily living began during a run."""
    found: dict[str, list[NDArray[np.int8]]] = {"condition": [], "daily_living": [], "top_activity_points": []}
    for before, after in pairwise(run.states):
        begun = holds(after.person) & ~holds(before.person) & (after.person.daily_living != PipRate.NONE)
        for name, columns in found.items():
            columns.append(after.person[name][begun])
    return {name: np.concatenate(columns) for name, columns in found.items()}


def test_new_awards_have_the_published_points(run_of_many: Run) -> None:
    """46% of all, 87% at the standard rate, 13% at the enhanced, and by condition; to sampling and two points."""
    awards = new_awards(run_of_many)
    below = awards["top_activity_points"] < FOUR_POINTS
    for share, rows in (
        (0.46, below | ~below),
        (0.87, awards["daily_living"] == PipRate.STANDARD),
        (0.13, awards["daily_living"] == PipRate.ENHANCED),
        (0.75, awards["condition"] == Condition.MUSCULOSKELETAL),
        (0.20, awards["condition"] == Condition.NEUROLOGICAL),
    ):
        assert rows.sum() > 50
        assert below[rows].mean() == pytest.approx(share, abs=0.02 + 4 * np.sqrt(share * (1 - share) / rows.sum()))


def test_points_always_bring_the_rate_in_payment(run: Run) -> None:
    for state in run.states:
        points, rate = state.person.daily_living_points, state.person.daily_living
        assert (points[rate == PipRate.ENHANCED] >= ENHANCED_FROM).all()
        standard = points[rate == PipRate.STANDARD]
        assert ((standard >= STANDARD_FROM) & (standard < ENHANCED_FROM)).all()


# ----------------------------------------------------------------------------------------------- queues


def test_every_award_has_a_review_and_only_awards_have_one(run: Run) -> None:
    for state in run.states:
        person = state.person
        present = person.presence == Presence.PRESENT
        assert ((person.pip_review_month != 0) == holds(person))[present].all()
        assert not (person.pip_change_reported & (person.pip_review_month == 0)).any()
        assert not ((person.pip_due_from != 0) & (person.pip_dispute_month == 0)).any()


def test_no_award_begins_without_a_claim_or_a_dispute(run: Run) -> None:
    for before, after in pairwise(run.states):
        begun = holds(after.person) & ~holds(before.person) & (before.person.presence == Presence.PRESENT)
        asked = (before.person.pip_claim_month != 0) | (before.person.pip_dispute_month != 0)
        assert asked[begun].all()


@pytest.mark.parametrize(("column", "line"), [("pip_ready_month", "decisions"), ("pip_review_month", "reviews")])
def test_queues_are_first_in_first_out_within_a_district(run: Run, column: str, line: str) -> None:
    served = 0
    for m, (before, after) in enumerate(pairwise(run.states)):
        was, now = before.person[column], after.person[column]
        stays = after.person.presence == Presence.PRESENT
        asked = (was != 0) & (was <= START + m) & stays
        for d in range(after.district.nation.size):
            here = asked & (after.person.district == d)
            decided, waits = was[here & (now != was)], was[here & (now == was)]
            if column == "pip_review_month":  # a review ended outside its turn has no next one
                decided = was[here & (now > START + m)]
            assert decided.size == 0 or waits.size == 0 or decided.max() <= waits.min()
            served += decided.size
    assert served > 0
    assert run.accounts[f"disability_{line}"].any()


def test_no_more_is_decided_than_capacity_gives(run: Run, britain: Population, law: Policies) -> None:
    decided = run.accounts["disability_decisions"].sum(axis=3) + run.accounts["disability_reviews"]
    for benefit, name in ((PIP, "pip"), (ADP, "adp")):
        slower = 1 + path(law, f"{name}.face_to_face") * (path(law, f"{name}.face_to_face_time") - 1)
        agency = (run.states[0].district.nation == Nation.SCOTLAND) == (benefit == ADP)
        carried = run.states[0].district.pip_carried[agency].sum() / MILLI
        supply = carried + (path(law, f"{name}.capacity") / slower).cumsum()
        assert (decided[:, :, benefit].sum(axis=1).cumsum() * britain.grossing <= supply).all()


def claims_kept(run: Run) -> bool:
    """Say whether claims are either decided, still waiting, or ended by pension age or death."""
    closed = run.of("disability_decisions").sum(axis=3) + run.of("disability_claims_left").sum(axis=3)
    return bool((run.change("disability_queue") == run.of("disability_claims") - closed).all())


def test_half_the_assessors_lengthen_both_queues_and_lose_no_claim(britain: Population, run: Run) -> None:
    half = play(britain, changed(capacity=60_000.0))
    for line in ("disability_queue", "disability_review_queue"):
        assert half.accounts[line][-1, :, PIP].sum() > 1.2 * run.accounts[line][-1, :, PIP].sum(), line
    assert claims_kept(run)
    assert claims_kept(half)
    waits = [one.accounts["disability_wait"][:, :, PIP].sum() for one in (run, half)]
    decided = [one.accounts["disability_decisions"][:, :, PIP].sum() for one in (run, half)]
    assert waits[1] / decided[1] > waits[0] / decided[0]


def test_capacity_kept_for_reviews_moves_the_wait_to_claims(britain: Population) -> None:
    reviews, claims = (play(britain, changed(capacity=70_000.0, reviews_first=share)) for share in (1.0, 0.0))
    queue = [one.accounts["disability_queue"][-1, :, PIP].sum() for one in (reviews, claims)]
    due = [one.accounts["disability_review_queue"][-1, :, PIP].sum() for one in (reviews, claims)]
    assert queue[0] > queue[1]
    assert due[0] < due[1]


def test_a_claim_is_ready_after_it_is_made_and_only_claims_are(run: Run) -> None:
    for m, state in enumerate(run.states):
        person = state.person
        claims = person.pip_claim_month != 0
        assert ((person.pip_ready_month != 0) == claims).all()
        assert (person.pip_ready_month[claims] >= person.pip_claim_month[claims] + 2).all()
        assert (person.pip_claim_month[claims] < START + m).all()


def test_without_claims_only_those_not_ready_wait(britain: Population) -> None:
    none = [f"pip.claim_{severity}" for severity in ("mild", "work_limiting", "severe")]
    still = {
        "pip.capacity": 1e6,
        "claims.replaced_share": 0.0,
        "pip.child_award_claims": 0.0,
        **dict.fromkeys(none, 0.0),
    }
    changes = [Change(name, {FROM_NOVEMBER: value}, "test") for name, value in still.items()]
    drained = play(britain, resolve(current_law(), changes, START, MONTHS))
    queue = drained.accounts["disability_queue"][FROM_NOVEMBER - START :, :, PIP].sum(axis=1)
    assert (np.diff(queue) <= 0).all()
    assert queue[-1] < queue[0] / 5
    scottish = britain.state.district.nation == Nation.SCOTLAND
    for m, state in enumerate(drained.states[FROM_NOVEMBER - START + 1 :], FROM_NOVEMBER):
        waits = (state.person.pip_claim_month != 0) & ~scottish[state.person.district]
        assert (state.person.pip_ready_month[waits] > m).all()


# ---------------------------------------------------------------------------------- reviews and disputes


def test_the_chances_of_an_award_by_severity_keep_their_mean(run_of_many: Run) -> None:
    """The ratios over those whose claims are decided average one, to sampling."""
    p = law_of_pip()
    ratio = np.array(
        [[award_chance(severity, months, p) / p.award_share for months in (0, 24)] for severity in Severity]
    )
    found = []
    for m, (before, after) in enumerate(pairwise(run_of_many.states), START):
        decided = (before.person.pip_claim_month != 0) & (after.person.pip_claim_month == 0)
        decided &= after.person.presence == Presence.PRESENT
        lasts = m - after.person.severity_since[decided] >= 24
        found.append(ratio[after.person.severity[decided], lasts.astype(int)])
    ratios = np.concatenate(found)
    assert ratios.mean() == pytest.approx(1.0, abs=0.015 + 4 * ratios.std() / np.sqrt(ratios.size))


def law_of_pip() -> DisabilityBenefitSystem:
    """Return the parameters of PIP at the start."""
    return cast("DisabilityBenefitSystem", resolve(current_law(), [], START, 1)[0].pip)


def test_claims_wait_as_published(run_of_many: Run) -> None:
    """DWP, April 2024 to March 2025: 88.4% decided within 6 months, 11.0% in 6 to 12, 0.6% later."""
    months = []
    for m, (before, after) in enumerate(pairwise(run_of_many.states[:13]), START):
        decided = (before.person.pip_claim_month != 0) & (after.person.pip_claim_month == 0)
        decided &= after.person.presence == Presence.PRESENT
        months.append(m - before.person.pip_claim_month[decided])
    waits = np.concatenate(months)
    for share, part in ((0.884, waits <= 6), (0.11, (waits > 6) & (waits <= 12)), (0.006, waits > 12)):
        assert part.mean() == pytest.approx(share, abs=0.005 + 4 * np.sqrt(share * (1 - share) / waits.size))


def test_reviews_have_the_published_outcomes(run_of_many: Run) -> None:
    """May to July 2024, of outcomes reported: raised 20.1%, kept 52.1%, lowered 8.5%, ended 19.2% (DWP)."""
    found = run_of_many.accounts["disability_review_outcomes"][2:, :, PIP].sum(axis=(0, 1))
    published = {
        ReviewOutcome.RAISED: 0.201,
        ReviewOutcome.KEPT: 0.521,
        ReviewOutcome.LOWERED: 0.085,
        ReviewOutcome.ENDED: 0.192,
    }
    for outcome, share in published.items():
        bound = 0.02 + 4 * np.sqrt(share * (1 - share) / found.sum())
        assert found[outcome] / found.sum() == pytest.approx(share, abs=bound), outcome.name


def test_disputes_settle_at_the_rates_of_their_stages(run_of_many: Run) -> None:
    settled = run_of_many.accounts["disability_disputes"][:, :, PIP].sum(axis=(0, 1))
    won = run_of_many.accounts["disability_disputes_won"][:, :, PIP].sum(axis=(0, 1))
    for stage, share in enumerate((0.22, 0.67)):
        assert settled[stage] > 10
        bound = 4 * np.sqrt(share * (1 - share) / settled[stage])
        assert won[stage] / settled[stage] == pytest.approx(share, abs=bound)


# ----------------------------------------------------------------------------------------------- carers


def test_carers_of_working_age_are_the_stock(run: Run) -> None:
    for m, after in enumerate(run.states[1:]):
        cares = after.person.carer & (after.person.presence == Presence.PRESENT)
        assert run.accounts["carers"][m].sum() == cares.sum()


def test_the_baseline_holds_the_stock_of_carers(run: Run) -> None:
    """Some 1.1% stop in a month and as many begin: two deviations of that luck pass."""
    carers = run.accounts["carers"].sum(axis=1)
    luck = 2.0 * np.sqrt(2.0 * 0.011 * carers.size / carers[0])
    assert 0.97 - luck < carers[-1] / carers[0] < 1.10 + luck


# ---------------------------------------------------------------------------------------------- reforms

HARSH = {"four_point_rule_from": FROM_NOVEMBER, "award_shortest_months": 0.0, "capacity": 60_000.0, "review_stops": 0.5}


@pytest.fixture(scope="session")
def harsh(britain: Population) -> Run:
    return play(britain, changed(**HARSH))


def test_a_reform_changes_nothing_before_its_first_month(run: Run, harsh: Run) -> None:
    months = FROM_NOVEMBER - START
    assert difference(run.first(months), harsh.first(months)) == ""
    assert difference(run.first(months + 6), harsh.first(months + 6)) != ""


def test_a_pip_reform_leaves_every_scottish_line_and_row_as_it_was(run: Run, harsh: Run) -> None:
    scottish = run.states[0].district.nation == Nation.SCOTLAND
    for line, cells in run.accounts.items():
        assert cells[:, scottish].tobytes() == harsh.accounts[line][:, scottish].tobytes(), line
    for one, other in zip(run.states, harsh.states, strict=True):
        rows = scottish[one.person.district]
        for name in names_of(one.person):
            assert one.person[name][rows].tobytes() == other.person[name][rows].tobytes(), name


def below_at_an_award(before: State, after: State) -> Rows:
    """Mark people of working age whose daily living began in the month, outside Scotland, below four points."""
    present = (before.person.presence == Presence.PRESENT) & (after.person.presence == Presence.PRESENT)
    begun = (before.person.daily_living == PipRate.NONE) & (after.person.daily_living != PipRate.NONE)
    elsewhere = after.district.nation[after.person.district] != Nation.SCOTLAND
    return np.asarray(present & begun & elsewhere & (after.person.top_activity_points < FOUR_POINTS))


def claimed_before(state: State, first: int) -> Rows:
    """Mark people whose claim, or whose disputed decision, is of a month before `first`."""
    since = np.maximum(state.person.pip_claim_month, state.person.pip_due_from)
    return np.asarray((since > 0) & (since < first))


def four_points(at_reviews: float) -> Policies:
    return changed(four_point_rule_from=FROM_NOVEMBER, four_point_at_reviews=at_reviews)


def test_the_four_point_rule_costs_awards_and_carers_and_spares_holders_if_told_to(
    britain: Population, run: Run
) -> None:
    everyone, new_only = (play(britain, four_points(share)) for share in (1.0, 0.0))
    held = [one.accounts["daily_living"][-1, :, PIP, 1:].sum() for one in (run, new_only, everyone)]
    carers = [one.accounts["carers"][-1].sum() for one in (run, new_only, everyone)]
    assert held[0] > held[1] > held[2]
    assert carers[0] >= carers[1] >= carers[2]
    assert carers[0] > carers[2]
    awarded = [one.accounts["disability_decisions"][-8:, :, PIP, PipOutcome.AWARDED].sum() for one in (run, new_only)]
    assert awarded[1] < awarded[0]
    by_the_old_test = 0
    for m, (before, after) in enumerate(pairwise(everyone.states)):
        if START + m >= FROM_NOVEMBER:
            below, older = below_at_an_award(before, after), claimed_before(before, FROM_NOVEMBER)
            assert not (below & ~older).any()
            by_the_old_test += (below & older).sum()
    assert by_the_old_test > 0


@pytest.mark.parametrize(
    ("name", "parameter", "before", "after"),
    [
        ("pip_four_points", "pip.four_point_rule_from", month(2026, 11), month(2026, 11)),
        ("pip_four_points", "pip.four_point_at_reviews", 1.0, 1.0),
        ("pip_four_points_new_claims_only", "pip.four_point_at_reviews", 0.0, 0.0),
        ("pip_awards_not_longer", "pip.award_shortest_months", 0.0, 0.0),
        ("pip_awards_not_longer", "pip.award_shortest_renewed_months", 0.0, 0.0),
        ("pip_assessors_halved", "pip.capacity", 124_300.0, 62_150.0),
    ],
)
def test_shipped_scenarios_change_what_they_say(name: str, parameter: str, before: float, after: float) -> None:
    scenario = read_scenario(name)
    steps = path(resolve(current_law(), scenario.changes(), month(2026, 3), 12), parameter)
    assert steps[0] == before
    assert steps[-1] == after
    assert all(change.name.startswith("pip.") for change in scenario.changes())


def test_reviews_that_are_due_can_be_put_off(britain: Population, law: Policies) -> None:
    """`pip.clearance` moves reviews already due: none is held until they have waited so much longer."""
    later = [Change("pip.clearance", {START: 12 + path(law, "pip.clearance")[0]}, "here")]
    months = 6
    put_off = play(britain, resolve(current_law(), later, START, months))
    held = put_off.accounts["disability_reviews"][:, :, PIP].sum()
    assert held < 0.2 * play(britain, law[:months]).accounts["disability_reviews"][:, :, PIP].sum()
    assert put_off.accounts["disability_review_queue"][-1, :, PIP].sum() > 0
