"""Coaches in post: leavers, recruits and their lag, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfsim.months import month
from welfsim.policy import Change, current_law, path, resolve
from welfsim.policy.coaches import IN_POST, a_month, recruited
from welfsim.scenario import read_scenario
from welfsim.vocabulary.codes import CoachUse

START, MONTHS = month(2025, 4), 72
LAG = 4 + 3  # months from decision to post, and of training


def in_post(**changes: float | dict[int, float]) -> np.ndarray:
    """Return coaches in post by month under changes from the start, or by month."""
    made = [
        Change(f"coaching.{name}", value if isinstance(value, dict) else {START: value}, "this test")
        for name, value in changes.items()
    ]
    return path(resolve(current_law(), made, START, MONTHS), IN_POST)


def test_the_baseline_keeps_17_110_in_post() -> None:
    assert (in_post() == 17_110).all()


def test_the_known_path_is_kept_in_every_month_of_law() -> None:
    policies = resolve(current_law(), [], month(2022, 4), 108)
    assert (path(policies, IN_POST) == path(policies, "coaching.coaches")).all()


def test_coaches_planned_come_after_their_months() -> None:
    found = in_post(coaches=19_210.0)
    assert found[:LAG] == pytest.approx([17_110] * LAG)
    assert found[LAG:] == pytest.approx([19_210] * (MONTHS - LAG))


def test_a_lag_may_be_changed_and_extra_coaches_have_none() -> None:
    assert in_post(coaches=19_210.0, recruitment_months=0.0, training_months=0.0)[0] == pytest.approx(19_210)
    assert (in_post(coaches_extra=2_100.0) == 19_210).all()
    assert (in_post(coaches_extra=-50_000.0) == 0).all()


def test_at_15_per_cent_turnover_the_baseline_s_recruitment_falls_short() -> None:
    """17,110 × 0.85 a year, plus the recruits of each month, who stay as long as the others."""
    found = in_post(leavers_a_year=0.15)
    leave, come = 1 - 0.85 ** (1 / 12), 17_110 * (1 - 0.915 ** (1 / 12))
    by_hand, stock = [], 17_110.0
    for _ in range(MONTHS):
        stock = stock * (1 - leave) + come
        by_hand.append(stock)
    assert found == pytest.approx(by_hand)
    assert found[-1] < 12_500


def test_recruitment_that_follows_turnover_keeps_most_of_the_plan() -> None:
    found = in_post(leavers_a_year=0.15, recruited_a_year=0.15)
    assert found == pytest.approx([17_110] * MONTHS)
    late = in_post(leavers_a_year={START + 12: 0.15}, recruited_a_year={START + 12: 0.15})
    assert late[:12] == pytest.approx([17_110] * 12)
    assert 16_300 < late.min() < 17_000


def test_a_plan_cut_is_met_by_leavers_after_those_on_their_way_have_come() -> None:
    """17,110 × 0.915^(k/12) after k months without recruits: 15,010 after 17.7 months."""
    found = in_post(coaches=15_010.0)
    assert found[LAG - 1] == pytest.approx(17_110)
    assert found[LAG + 11] == pytest.approx(17_110 * 0.915)
    assert found[LAG + 16] > found[LAG + 17] == pytest.approx(15_010)


def test_nothing_changes_before_a_plan_does() -> None:
    later = in_post(coaches={START + 20: 18_000.0})
    assert (later[:20] == 17_110).all()
    assert later[20 + LAG] == pytest.approx(18_000)


@given(
    st.lists(st.floats(1_000, 30_000), min_size=30, max_size=30),
    st.floats(0.0, 0.3),
    st.integers(0, 12),
)
def test_stock_and_flows_add_up_and_as_expected_leavers_give_the_plan_late(
    plan: list[float], turnover: float, lag: int
) -> None:
    """With the turnover that recruitment expects, what is in post is what was decided on `lag` months before."""
    share = a_month(np.full(30, turnover))
    now = recruited(np.array(plan), share, share, np.zeros(30, np.int64), plan[0])
    late = recruited(np.array(plan), share, share, np.full(30, lag), plan[0])
    assert (now >= np.array(plan) - 1e-6).all()
    assert late[lag:] == pytest.approx(now[: 30 - lag])
    assert late[:lag] == pytest.approx([plan[0]] * lag)


@given(st.lists(st.sampled_from(list(CoachUse)), unique=True))
def test_a_list_travels_through_the_months_as_its_codes(codes: list[int]) -> None:
    change = Change("coaching.priority", {START + 1: tuple(codes), START + 2: None}, "a test")
    policies = resolve(current_law(), [change], START, 3)
    before, changed, after = path(policies, "coaching.priority").tolist()
    assert changed == tuple(codes) and before == after
    assert policies[1].coaching.priority.tolist() == [*codes, *[-1] * (len(CoachUse) - len(codes))]


def test_coaches_are_at_need_from_the_first_month() -> None:
    """18,900 (NAO)."""
    read = read_scenario("coaches_at_need")
    policies = resolve(current_law(), read.changes(), read.start, read.months)
    assert path(policies, IN_POST) == pytest.approx(18_900 * np.ones(read.months))
