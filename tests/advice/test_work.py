"""What work pays: points worked by hand, shares of pay kept that the law allows, charts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import welfsim
from welfsim.advice.case import LEFT_OUT, read_case
from welfsim.awards.budget import household_claim, household_gain, household_income
from welfsim.errors import HouseholdError

LCWRA = {"age": 30, "health": "lcwra", "fit_note": "2024-05"}
PENNIES = 3  # roundings of tax, insurance and taper


def test_losing_lcwra_costs_the_element_and_the_work_allowance() -> None:
    line = welfsim.budget(month="2025-10", adults=[LCWRA], rent=600, hourly=12.21, hours_to=16, step=8)
    now = [sum(point.now) for point in line.points]
    fit = [sum(point.if_fit) for point in line.points]
    assert now == [142_341, 183_994, 203_041]  # 423.28 less 55% of 12.28; 846.56 less 55% of 435.56
    assert [a - b for a, b in zip(now, fit, strict=True)] == [42_327, 64_932, 64_932]  # 423.27, and 55% of 411


def test_pip_is_kept() -> None:
    line = welfsim.budget(month="2025-10", adults=[{**LCWRA, "daily_living": "standard"}], hours_to=8, step=8)
    assert {point.if_fit.disability_benefit for point in line.points} == {32_023}
    assert line.to_frame()["circumstances"].tolist() == ["now", "if fit for work"] * 2


def allowed_shares(case: Any) -> set[float]:
    """Return the shares of another pound that law takes: tax, insurance and taper together, by band of pay."""
    tax, taper = case.policy.tax, case.policy.universal_credit.taper
    rates = {0.0, tax.basic_rate, tax.higher_rate, tax.additional_rate, 1.5 * tax.higher_rate}
    if case.region == "scotland":
        own = ("starter", "basic", "intermediate", "higher", "advanced", "top")
        rates = {0.0, *(float(tax[f"scottish_{name}_rate"]) for name in own)}
        rates |= {1.5 * rate for rate in rates}
    insured = {rate + insurance for rate in rates for insurance in (0.0, tax.ni_main_rate, tax.ni_upper_rate)}
    return insured | {share + (1 - share) * taper for share in insured}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["2024-10", "2025-10", "2026-10"]),
    st.sampled_from(["england", "london", "scotland"]),
    st.sampled_from([{"age": 30}, LCWRA, {**LCWRA, "daily_living": "standard"}]),
    st.integers(0, 4),
    st.integers(0, 900),
    st.integers(0, 20_000),
    st.integers(0, 12_000),
)
def test_marginal_rates_are_those_of_the_law(
    month: str, region: str, adult: dict[str, Any], children: int, rent: int, savings: int, pay: int
) -> None:
    fields = {"month": month, "region": region, "rent": rent, "savings": savings, "children": [{"age": 3}] * children}
    case = read_case({**fields, "adults": [{**adult, "pay": pay}]})
    seen = case.household()
    if household_claim(seen, case.policy, case.month).capped:
        return  # the cap's earnings exemption is a cliff, and below it the taper takes nothing
    richer = seen._replace(first=seen.first._replace(gross_pay=seen.first.gross_pay + 1_000))
    kept = sum(household_income(richer, True, case.policy, case.month)) - sum(
        household_income(seen, True, case.policy, case.month)
    )
    taken, shares = 1 - kept / 1_000, sorted(allowed_shares(case))
    on_a_rate = any(abs(taken - share) * 1_000 <= PENNIES for share in shares)
    between = any(low - 0.003 <= taken <= high + 0.003 for low, high in pairwise(shares))
    kinked = _bands(case, seen.first.gross_pay) or _bands_of_taper(case, seen)
    assert on_a_rate or (kinked and between)


def _bands(case: Any, gross: int) -> bool:
    """Say whether a band of tax or insurance begins within the next ten pounds of pay."""
    tax = case.policy.tax
    yearly = [tax.personal_allowance, tax.allowance_taper_from, tax.higher_rate_limit]
    taxable = [
        tax.basic_rate_limit,
        *(getattr(tax, f"scottish_{n}_limit") for n in ("starter", "basic", "intermediate")),
    ]
    taxable += [tax.scottish_higher_limit, tax.scottish_advanced_limit]
    edges = [int(edge) / 12 for edge in yearly] + [(int(tax.personal_allowance) + int(edge)) / 12 for edge in taxable]
    edges += [int(tax.ni_primary_threshold), int(tax.ni_upper_limit), int(tax.scottish_higher_limit) / 12]
    return any(gross <= edge <= gross + 1_000 for edge in edges) or gross > 800_000  # the allowance shifts later bands


def _bands_of_taper(case: Any, seen: Any) -> bool:
    """Say whether the taper begins, or the award ends, within the next ten pounds of pay."""
    claim = household_claim(seen, case.policy, case.month)
    now = household_income(seen, True, case.policy, case.month)
    before = now.net_pay <= claim.work_allowance <= now.net_pay + 1_000
    return before or 0 < now.universal_credit <= 600


def test_carers_allowance_and_the_cap_are_the_cliffs() -> None:
    carer = {"age": 30, "carer": True}
    below = welfsim.award(month="2025-10", adults=[{**carer, "pay": 849}], on_universal_credit=False)
    above = welfsim.award(month="2025-10", adults=[{**carer, "pay": 850}], on_universal_credit=False)
    assert below.net_income - above.net_income == 36_097 - 100
    home = {"month": "2025-10", "rent": 2000, "children": [{"age": 3}]}
    short = welfsim.award(**home, adults=[{"age": 30, "pay": 845}])
    enough = welfsim.award(**home, adults=[{"age": 30, "pay": 846}])
    assert enough.universal_credit > short.universal_credit


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([{"age": 30}, LCWRA, {**LCWRA, "carer": True}, {"age": 23, "carer": True}]),
    st.booleans(),
    st.integers(0, 2_000),
    st.integers(1_000, 9_000),
)
def test_the_gain_to_work_is_the_difference_of_two_incomes(
    adult: dict[str, Any], on_uc: bool, rent: int, pay: int
) -> None:
    case = read_case({"month": "2025-10", "adults": [adult], "rent": rent, "children": [{"age": 3}]})
    seen = case.household()
    at_work = seen._replace(first=seen.first._replace(gross_pay=pay * 100))
    incomes = [sum(household_income(each, on_uc, case.policy, case.month)) for each in (seen, at_work)]
    gain = household_gain(seen, seen.first, pay * 100, on_uc, case.policy, case.month)
    assert gain == incomes[1] - incomes[0]


HOMES: dict[str, dict[str, Any]] = {
    "renter with LCWRA": {"adults": [LCWRA], "rent": 600},
    "capped couple": {
        "adults": [{"age": 33}, {"age": 34}],
        "rent": 1500,
        "region": "london",
        "children": [{"age": 4}, {"age": 7}],
    },
    "PIP alone": {"adults": [{"age": 45, "daily_living": "standard"}], "rent": 500},
    "carer with ESA": {
        "adults": [
            {
                **LCWRA,
                "carer": True,
                "pay": 1000,
                "esa": "new-style",
                "esa_group": "support",
                "esa_since": "2024-05",
            }
        ],
        "on_universal_credit": False,
    },
}


def test_cliffs_stand_where_the_law_has_them() -> None:
    """UC Regs reg 82: 846 pounds, 16 hours at 12.21; SI 1979/597 reg 8: 196 a week; ESA Regs 2013 reg 39: 195.50."""
    (cap,) = welfsim.budget(month="2025-10", **HOMES["capped couple"]).cliffs()
    assert cap.after.net_pay == 84_600 and cap.before.net_pay == 84_599
    assert cap.change == pytest.approx(55_200, abs=100) and cap.hours == pytest.approx(
        846 / (12.21 * 52 / 12), abs=0.01
    )
    line = welfsim.budget(month="2025-10", **HOMES["carer with ESA"])
    esa, care = line.cliffs()
    assert (esa.before.new_style_esa, esa.after.new_style_esa, esa.after.net_pay) == (60_905, 0, 84_717)
    assert esa.change == 36_097 - 60_905 + 1  # Carer's Allowance, withheld beside the ESA, comes in its place
    assert (care.before.carers_allowance, care.after.carers_allowance, care.after.net_pay) == (36_097, 0, 84_934)
    assert [each.hours for each in line.cliffs("if_fit")] == [care.hours]
    assert welfsim.budget(month="2025-10", **HOMES["PIP alone"]).cliffs() == ()


@settings(max_examples=10, deadline=None)
@given(st.sampled_from([{"age": 30}, LCWRA, {"age": 40, "carer": True}]), st.integers(0, 4), st.integers(0, 2_500))
def test_between_cliffs_income_never_falls(adult: dict[str, Any], children: int, rent: int) -> None:
    line = welfsim.budget(month="2025-10", adults=[adult], rent=rent, children=[{"age": 3}] * children)
    at = [cliff.hours for cliff in line.cliffs()]
    for left, right in pairwise(line.curve):
        if not any(left.hours < hours <= right.hours for hours in at):
            assert sum(right.now) >= sum(left.now) - PENNIES


def test_the_curve_is_fine_and_the_last_hours_are_always_shown() -> None:
    line = welfsim.budget(month="2025-10", adults=[{"age": 30}], hours_to=40, step=3)
    assert [point.hours for point in line.points] == [*range(0, 40, 3), 40]
    assert [point.hours for point in line.curve] == [each / 4 for each in range(161)]
    even = welfsim.budget(month="2025-10", adults=[{"age": 30}], hours_to=7.5, step=0.3)
    assert [point.hours for point in even.points][-2:] == [pytest.approx(7.2), 7.5] and len(even.points) == 26


def test_pay_as_described_is_marked_and_does_not_move_the_line() -> None:
    line = welfsim.budget(month="2025-10", adults=[{**LCWRA, "pay": 500}], rent=600)
    bare = welfsim.budget(month="2025-10", adults=[LCWRA], rent=600)
    assert line.points == bare.points and bare.usual is None
    assert line.usual is not None and line.usual.hours == pytest.approx(500 / (12.21 * 52 / 12))
    assert sum(line.usual.now) == welfsim.award(month="2025-10", adults=[{**LCWRA, "pay": 500}], rent=600).net_income
    assert "the pay described, £500.00, is 9.45 hours (*) at that rate" in repr(line)
    assert [row[0] for row in line.rows()][3:6] == ["8", "* 9.45", "12"]
    assert line.to_frame().query("usual_pay")["hours"].tolist() == [9.45, 9.45]
    above = welfsim.budget(month="2025-10", adults=[{"age": 30, "pay": 3000}])
    assert "the pay described, £3,000.00, is more than 40 hours at that rate" in repr(above)
    assert not any("*" in cell for row in above.rows() for cell in row)


def test_nothing_is_said_of_a_finding_where_there_is_none_to_lose() -> None:
    line = welfsim.budget(month="2025-10", **HOMES["PIP alone"])
    assert line.rows()[0] == ["Hours a week", "Gross pay", "UC now", "Net income now"]
    assert set(line.to_frame()["circumstances"]) == {"now"} and "fit for work" not in repr(line)
    partner = welfsim.budget(month="2025-10", adults=[{"age": 30}, LCWRA])
    assert not partner.has_finding  # the one who works has none, the partner keeps theirs
    assert welfsim.budget(month="2025-10", adults=[{"age": 30}, LCWRA], adult=2).has_finding


def test_a_budget_says_what_it_leaves_out_as_an_award_does() -> None:
    line = welfsim.budget(month="2025-10", adults=[{"age": 20}])
    for text in (repr(line), line._repr_html_()):
        assert LEFT_OUT in text and "minimum wage of apprentices" in text
    assert LEFT_OUT in repr(welfsim.award(month="2025-10", adults=[{"age": 20}]))


def test_a_chart_says_in_words_what_it_shows(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    line = welfsim.budget(month="2025-10", **HOMES["renter with LCWRA"])
    svg = line.chart(tmp_path / "budget.svg").read_text(encoding="utf-8")
    assert 'role="img" aria-labelledby="title desc"' in svg
    assert '<title id="title">What work pays in 2025-10</title>' in svg
    assert "as things are, goes from £1,423 a month at 0 hours of work a week to £2,467 at 40 hours" in svg
    for words in (
        "An adult of 30 with LCWRA, rent £600 a month; works at £12.21 an hour",
        "Net income before rent, £ a month",
        "Hours of work a week",
        "£2,500",
        "if found fit for work",
        "£1,818",
    ):
        assert f">{words}<" in svg
    assert line.chart(tmp_path / "budget.png").stat().st_size > 10_000
    with pytest.raises(HouseholdError, match=r"ends in \.svg or \.png"):
        line.chart(tmp_path / "budget.pdf")


def drawn(home: dict[str, Any]) -> Any:
    """Return the axes of a household's picture, drawn without a file."""
    pytest.importorskip("matplotlib")
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from welfsim.advice import chart

    figure = Figure(figsize=chart.SIZE)
    FigureCanvasAgg(figure)
    axes = figure.subplots(gridspec_kw=chart.PLACE)
    chart._draw_lines(axes, welfsim.budget(month="2025-10", **home))
    return axes


@pytest.mark.parametrize("home", HOMES.values(), ids=HOMES)
def test_words_of_a_picture_meet_neither_lines_nor_each_other(home: dict[str, Any]) -> None:
    axes = drawn(home)
    boxes = [text.get_window_extent() for text in axes.texts]
    for number, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[number + 1 :])
        assert axes.figure.bbox.x0 <= box.x0 and box.x1 <= axes.figure.bbox.x1
        for line in axes.lines:
            assert not line.get_path().transformed(line.get_transform()).intersects_bbox(box, filled=False)


def test_a_cliff_is_drawn_as_a_break_and_not_as_a_slope() -> None:
    axes = drawn(HOMES["capped couple"])
    before, upright, after = (line.get_xydata() for line in axes.lines)
    assert axes.lines[1].get_linestyle() == ":" and upright[0][0] == upright[1][0]
    assert before[-1].tolist() == upright[0].tolist() and after[0].tolist() == upright[1].tolist()
    assert upright[1][1] - upright[0][1] == pytest.approx(552, abs=1)
    assert "Benefit cap ends\n+£552" in [text.get_text() for text in axes.texts]


def test_lines_that_lie_on_each_other_are_one_line() -> None:
    axes = drawn({"adults": [{"age": 30, "health": "fit-note", "fit_note": "2025-08"}]})
    assert len(axes.lines) == 1
    (name,) = (text.get_text() for text in axes.texts)
    assert name.startswith("as things are, and\nif found fit for work\n£")


def test_names_at_the_ends_keep_their_order() -> None:
    pytest.importorskip("matplotlib")
    from welfsim.advice.chart import apart

    assert apart([100, 90], 5) == [100, 90]
    assert apart([100, 98], 5) == [101.5, 96.5]
    assert apart([98, 100], 5) == [96.5, 101.5]
    assert apart([100, 100], 5) == [102.5, 97.5]
    assert apart([100], 5) == [100]


def test_what_cannot_be_asked_is_refused_at_once() -> None:
    with pytest.raises(HouseholdError) as caught:
        welfsim.budget(month="2025-10", adults=[LCWRA], adult=2, hourly=-1, hours_to=100, step=0)
    assert str(caught.value).splitlines() == [
        "The budget line",
        "  adult: 2 is not allowed. Allowed: 1 to 1.",
        "  hourly: -1 is not allowed. Allowed: above 0 to 1,000 pounds.",
        "  hours_to: 100 is not allowed. Allowed: above 0 to 60.",
        "  step: 0 is not allowed. Allowed: 0.25 to hours_to.",
    ]
