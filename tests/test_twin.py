"""The engine and a plain numpy twin of the month agree on every line of the accounts.

The twin lives with the benchmark, outside the package. It shares the engine's law and start, and none of its code
for the month, so that an error in either shows as a difference between them.
"""

from __future__ import annotations

import pytest
from benchmarks import twin
from benchmarks.agreement import Accounts, Cell, compare, disagreeing
from benchmarks.rounds import START

from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.policy import Change, current_law, resolve
from welfsim.population import synthetic

PEOPLE, MONTHS, REPLICATIONS = 5_000, 6, 8
BOUND = 6.0
MANY = 2_000

pytestmark = pytest.mark.xdist_group("twin")

MAIN_LINES = (
    "people",
    "health",
    "work",
    "out_of_work",
    "uc_health",
    "uc_units",
    "esa",
    "disability",
    "gross_pay",
    "income_tax",
    "uc_paid",
    "disability_paid",
)


REFORM = {
    "universal_credit.new_rate_from": float(START),
    "universal_credit.lcwra_new": 20_000.0,
    "assessment.capacity": 80_000.0,
    "assessment.reassessments": 20_000.0,
    "assessment.prognosis": 6.0,
    "assessment.face_to_face_share": 0.5,
    "assessment.reassessment_share": 0.4,
    "assessment.reassess_on_work": 0.5,
    "assessment.substantial_risk": 0.0,
    "assessment.substantial_risk_share_other": 0.3,
    "wca_disputes.reconsideration_share": 0.6,
    "pip.four_point_rule": 1.0,
    "pip.four_point_at_reviews": 1.0,
    "pip.award_renewed_months": 12.0,
    "pip.award_shortest_months": 0.0,
    "pip.award_shortest_renewed_months": 0.0,
    "pip.reviews_first": 0.2,
    "coaching.coaches_to_health": 8_000.0,
    "coaching.offers_a_year": 0.9,
    "connect_to_work.places": 30_000.0,
    "workwell.places": 20_000.0,
    "employment.displacement": 0.5,
    "claims.replaced_share": 0.3,
    "pay.entry_share": 0.8,
}


@pytest.fixture(scope="module", params=({}, REFORM), ids=("law as it stands", "reform of everything"))
def both(request: pytest.FixtureRequest) -> tuple[list[Accounts], list[Accounts]]:
    """Return the accounts of several replications of the engine and of the twin, under one law."""
    changes = [Change(name, {START: value}, "test") for name, value in request.param.items()]
    population, policies = synthetic(PEOPLE, 1, START), resolve(current_law(), changes, START, MONTHS)
    grossing, replications = population.grossing, range(REPLICATIONS)
    engine = [
        simulate(population.state.copy(), policies, START, MONTHS, stream_key(1, replication), grossing)
        for replication in replications
    ]
    worlds = [twin.world(population.state, grossing, seed) for seed in replications]
    return engine, [twin.simulate(world, policies, START, MONTHS) for world in worlds]


@pytest.fixture(scope="module")
def cells(both: tuple[list[Accounts], list[Accounts]]) -> list[Cell]:
    return compare(*both)


def test_no_cell_of_any_line_is_further_apart_than_luck_allows(cells: list[Cell]) -> None:
    assert disagreeing(cells, BOUND) == []


def test_main_lines_differ_by_less_than_a_twentieth(cells: list[Cell]) -> None:
    large = [cell for cell in cells if cell.name.split()[0] in MAIN_LINES and cell.engine > MANY]
    assert len(large) > len(MAIN_LINES)
    assert [cell for cell in large if abs(cell.twin / cell.engine - 1.0) > 0.05] == []


def test_what_needs_no_luck_is_the_same(both: tuple[list[Accounts], list[Accounts]]) -> None:
    (ours, *_), (theirs, *_) = both
    for name in ("minutes_supplied", "coach_cost"):
        assert (ours[name] == theirs[name]).all(), name


def test_a_wrong_twin_would_be_found_out(both: tuple[list[Accounts], list[Accounts]]) -> None:
    engine, twins = both
    wrong = [{**accounts, "uc_paid": accounts["uc_paid"] * 21 // 20} for accounts in twins]
    assert "uc_paid" in [cell.name for cell in disagreeing(compare(engine, wrong), BOUND)]
