"""Take-up by the size of the award: small awards are claimed seldom, and lapse."""

from __future__ import annotations

import pytest
from tiny import tiny

from welfsim.draws import LAST
from welfsim.months import month
from welfsim.processes import take_up
from welfsim.rules.credit_claims import ever_claims
from welfsim.vocabulary.codes import HealthGroup, Tenure

NOW = month(2025, 4)
GROWN = {"birth_month": month(1990, 1)}


def test_the_odds_of_take_up_rise_with_the_award_and_a_middling_award_keeps_pace_with_prices() -> None:
    policy = tiny(NOW, [{}, GROWN]).policy
    p = policy.take_up
    p.ever_claims_single, p.ever_claims_award, p.ever_claims_elasticity = 0.5, 40_000, 2.0
    assert ever_claims(False, False, 40_000, policy) == pytest.approx(0.5)
    assert ever_claims(False, False, 80_000, policy) == pytest.approx(4 / 5)
    assert ever_claims(False, False, 20_000, policy) == pytest.approx(1 / 5)
    policy.economy.cpi_index = 2.0
    assert ever_claims(False, False, 80_000, policy) == pytest.approx(0.5)
    p.ever_claims_single = 1.0
    assert ever_claims(False, False, 1_000, policy) == 1.0


def test_of_two_units_of_one_rank_the_one_with_the_larger_award_claims() -> None:
    rank = {"take_up": 40_000}
    run = tiny(NOW, [{**rank, "rent": 60_000, "tenure": Tenure.SOCIAL_RENT}, GROWN], [rank, GROWN])
    run.policy.take_up.ever_claims_single = 0.5
    take_up.step(*run)
    assert run.state.unit.uc_since.tolist() == [NOW, 0]


@pytest.mark.parametrize(
    ("award", "rank", "adult", "lapses"),
    [
        (5_000, 60_000, GROWN, True),
        (5_000, 10, GROWN, False),
        (150_000, 60_000, GROWN, False),
        (0, 60_000, GROWN, False),
        (5_000, 60_000, {**GROWN, "health_group": HealthGroup.LCWRA}, False),
    ],
    ids=["too small for it", "asks for any", "large", "at nil", "on the health journey"],
)
def test_a_claim_lapses_that_the_unit_would_not_open_for_its_award(
    award: int, rank: int, adult: dict[str, int], lapses: bool
) -> None:
    run = tiny(NOW, [{"uc_since": NOW - 20, "uc_award": award, "take_up": rank}, adult], luck=LAST)
    p = run.policy.take_up
    p.other_end = p.leaves_requirement = 0.0
    take_up.step(*run)
    assert (run.state.unit.uc_since[0] == 0) == lapses
    assert run.line.uc_ends[0] == lapses
