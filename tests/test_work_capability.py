"""The assessment pipeline in the whole model: outcomes, capacity, priority, and reforms before they begin."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from played import MONTHS, START, Run, difference, play
from welfsim.months import month
from welfsim.policy import Change, current_law, resolve
from welfsim.population import Population
from welfsim.vocabulary.codes import HealthGroup, LcwraRoute, Referral, WcaOutcome

REFORM = month(2026, 4)
YEAR = 12
Z = 4.0

Play = Callable[[Mapping[str, float]], Run]


@pytest.fixture(scope="module")
def reformed(britain: Population) -> Play:
    """Play the small Britain under changes that hold from April 2026."""

    def played(changes: Mapping[str, float]) -> Run:
        reform = [Change(name, {REFORM: value}, "test") for name, value in changes.items()]
        return play(britain, resolve(current_law(), reform, START, MONTHS))

    return played


@pytest.fixture(scope="module")
def halved(reformed: Play) -> Run:
    return reformed({"assessment.capacity": 27_000.0})


@pytest.fixture(scope="module")
def gateway(reformed: Play) -> Run:
    return reformed({"assessment.pip_gateway_from": REFORM, "assessment.pip_gateway_protects": 0.0})


def luck_allows(found: float, share: float, decisions: int) -> bool:
    """Say whether a share found among some decisions is within four standard errors of a share."""
    return bool(abs(found - share) < Z * np.sqrt(share * (1.0 - share) / decisions))


@pytest.mark.parametrize(
    ("line", "months", "expected"),
    [("wca_initial", slice(0, YEAR), (0.64, 0.16, 0.20)), ("wca_repeat", slice(YEAR, None), (0.63, 0.27, 0.10))],
    ids=["first decisions of 2025-26", "repeat decisions from April 2026"],
)
def test_shares_of_outcomes(run_of_many: Run, line: str, months: slice, expected: tuple[float, ...]) -> None:
    """Published for June to August 2024: 64 / 16 / 20 first, 63 / 27 / 10 again, 76 / 24 / 0 the quarter before."""
    decided = run_of_many.accounts[line][months].sum(axis=(0, 1))
    for outcome, share in zip((WcaOutcome.LCWRA, WcaOutcome.LCW, WcaOutcome.FIT_FOR_WORK), expected, strict=True):
        assert luck_allows(decided[outcome] / decided.sum(), share, decided.sum()), outcome


def test_one_new_award_in_seven_rests_on_substantial_risk(run_of_many: Run) -> None:
    """Published for 2023: 14.6% of new LCWRA awards."""
    found = run_of_many.accounts["lcwra_found"][:YEAR].sum(axis=(0, 1))
    assessed = found[: LcwraRoute.SEVERE_CONDITIONS + 1].sum()
    assert luck_allows(found[LcwraRoute.SUBSTANTIAL_RISK] / assessed, 0.146, assessed)


def test_half_the_assessors_lengthen_waits_and_lose_no_claim(run: Run, halved: Run) -> None:
    assert halved.accounts["wca_queue"][-1].sum() > run.accounts["wca_queue"][-1].sum()
    assert halved.accounts["wca_overdue"][-1].sum() > run.accounts["wca_overdue"][-1].sum()
    moves = halved.of("uc_health_moves")
    groups = slice(HealthGroup.PRE_WCA, None)
    assert np.array_equal(halved.change("uc_health")[..., groups], (moves.sum(axis=2) - moves.sum(axis=3))[..., groups])
    waits = []
    for each in (run, halved):
        last = each.states[-1].person
        rows = last.referral == Referral.INITIAL
        waits.append(START + MONTHS - 1 - last.referred_month[rows].astype(int))
    assert waits[1].max() >= waits[0].max()
    assert waits[1].mean() > waits[0].mean()


def test_after_abolition_the_element_goes_with_daily_living(gateway: Run) -> None:
    person, unit = gateway.states[-1].person, gateway.states[-1].unit
    on_uc = (unit.uc_since[person.unit] != 0) & (person.presence == 1)
    older = unit.uc_since[person.unit] < START + MONTHS - 1
    has = (person.daily_living != 0) & (person.daily_living == gateway.states[-2].person.daily_living)
    assert ((person.health_group == HealthGroup.LCWRA) | ~(on_uc & older & has)).all()
    assert not gateway.accounts["wca_repeat"][REFORM - START :].any()
    assert gateway.accounts["lcwra_found"][..., LcwraRoute.PIP_GATEWAY].sum() > 0


def test_reforms_change_nothing_before_they_begin(run: Run, halved: Run, gateway: Run) -> None:
    months = REFORM - START
    for reform in (halved, gateway):
        assert difference(run.first(months), reform.first(months)) == ""
        assert difference(run, reform) != ""
