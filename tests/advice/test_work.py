"""What work pays: points worked by hand, shares of pay kept that the law allows, charts."""

from __future__ import annotations

from html import unescape
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import welfsim
from welfsim.advice.case import Case
from welfsim.advice.household import as_household
from welfsim.advice.reading import read_case
from welfsim.awards.budget import (
    Award,
    Income,
    assessed_award,
    household_claim,
    household_income,
    household_income_related_esa,
)
from welfsim.awards.gain import council_tax_reduction, household_gain
from welfsim.awards.household import NO_ADULT, Household, at_work
from welfsim.awards.income_related import on_universal_credit
from welfsim.awards.means import household_means
from welfsim.awards.paid_care import household_childcare_costs
from welfsim.errors import HouseholdError, ResultsError

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


ESA_WORK = {"age": 50, "esa": "income-related", "esa_group": "support", "esa_since": "2015-01"}


def test_income_related_esa_is_kept_to_fewer_than_16_hours_and_then_universal_credit_is_claimed() -> None:
    """ESA Regs 2008 reg 45(4); TP Regs 2014 reg 19."""
    line = welfsim.budget(month="2025-10", adults=[ESA_WORK], rent=500, hours_to=17, step=1)
    four, fifteen, sixteen, seventeen = (line.points[hours] for hours in (4, 15, 16, 17))
    assert (four.now.income_related_esa, four.now.housing_benefit, sum(four.now)) == (70_092, 50_000, 141_256)
    assert sum(fifteen.now) == 199_457  # 793.65 + 700.92 + 500
    assert (sixteen.now.income_related_esa, sixteen.now.housing_benefit) == (0, 0)
    assert sixteen.now.universal_credit == 108_385  # 400.14 + 500 + 423.27, less 55% of 846.56 - 411
    assert sum(seventeen.now) == 195_422  # 899.47, and 1,323.41 less 55% of 899.47 - 411
    assert four.if_fit.universal_credit == 78_374  # no LCWRA, no allowance: 900.14 less 55% of 211.64


def test_pay_beyond_permitted_work_is_stated_as_universal_credit_with_the_group_of_esa() -> None:
    told = welfsim.award(month="2025-10", adults=[{**ESA_WORK, "pay": 899.47}], rent=500)
    assert told.award is not None
    assert told.award.elements.lcwra_protected == 42_327
    assert told.universal_credit == 105_475
    assert told.net_income == 195_422
    kept = welfsim.award(month="2025-10", adults=[{**ESA_WORK, "pay": 211.64}], rent=500)
    assert (kept.award, kept.net_income) == (None, 141_256)


# ------------------------------------------------------------------------- shares of another ten pounds


def bands(scottish: bool, tax: Any) -> list[tuple[float, float]]:
    """Return the limits of taxable pay in a year and the rate below each."""
    if not scottish:
        limited = [(tax.basic_rate_limit, tax.basic_rate), (tax.higher_rate_limit, tax.higher_rate)]
        return [*limited, (inf, tax.additional_rate)]
    names = ("starter", "basic", "intermediate", "higher", "advanced")
    limited = [(getattr(tax, f"scottish_{name}_limit"), getattr(tax, f"scottish_{name}_rate")) for name in names]
    return [*limited, (inf, tax.scottish_top_rate)]


def tax_rate(yearly: float, scottish: bool, tax: Any) -> float:
    """Return the rate on another pound of a year's pay (ITA 2007 ss.10 and 35, Scottish Rate Resolutions)."""
    withdrawn = max(0.0, yearly - tax.allowance_taper_from) / 2
    taxable = yearly - max(0.0, tax.personal_allowance - withdrawn)
    if taxable <= 0:
        return 0.0
    rate = next(rate for limit, rate in bands(scottish, tax) if taxable < limit)
    shrinks = tax.allowance_taper_from <= yearly < tax.allowance_taper_from + 2 * tax.personal_allowance
    return float(rate * 1.5 if shrinks else rate)


def insurance_rate(monthly: float, tax: Any) -> float:
    """Return the contribution on another pound of a month's pay (SSCBA 1992 s.8)."""
    if monthly < tax.ni_primary_threshold:
        return 0.0
    return float(tax.ni_main_rate if monthly < tax.ni_upper_limit else tax.ni_upper_rate)


def edges(scottish: bool, tax: Any) -> list[float]:
    """Return the months' pay at which a rate of tax or insurance changes."""
    whole, tapered = float(tax.personal_allowance), float(tax.allowance_taper_from)
    yearly = [whole, tapered, tapered + 2 * whole]
    for limit, _ in bands(scottish, tax)[:-1]:  # taxable pay is pay less an allowance that is whole, shrinking or gone
        yearly += [limit + whole, (limit + whole + tapered / 2) / 1.5, limit]
    return [float(tax.ni_primary_threshold), float(tax.ni_upper_limit), *(each / 12 for each in yearly)]


def lawful_shares(gross: int, scottish: bool, policy: Any) -> tuple[float, float]:
    """Return the share of another pound that tax and insurance take, and that with the taper on what they leave."""
    deducted = tax_rate(gross * 12, scottish, policy.tax) + insurance_rate(gross, policy.tax)
    return deducted, deducted + (1 - deducted) * policy.universal_credit.taper


STRATA = ((0, 0), (1, 850), (850, 1_100), (1_100, 2_500), (2_500, 4_400), (4_400, 8_400), (8_400, 12_000))
PAY = st.sampled_from(STRATA).flatmap(lambda bounds: st.integers(*bounds))


@st.composite
def described_adults(draw: st.DrawFn) -> dict[str, Any]:
    """Draw an adult of working age as an adviser describes one: ill or not, caring, on PIP, on either ESA."""
    rates = st.sampled_from(["none", "standard", "enhanced"])
    found = draw(st.sampled_from(["none", "fit-note", "lcw", "lcwra"]))
    fit_note = draw(st.sampled_from(["2016-05", "2024-02", "2024-09"]))
    groups = {"lcwra": ["assessment", "wrag", "support"], "lcw": ["assessment", "wrag"]}.get(found, ["assessment"])
    esa = draw(st.sampled_from(["none", "new-style"]))
    return {
        "age": draw(st.sampled_from([22, 30, 50])),
        "pay": draw(PAY),
        "carer": draw(st.booleans()),
        "daily_living": draw(rates),
        "mobility": draw(rates),
        **({"health": found, "fit_note": fit_note} if found != "none" else {}),
        **({"esa": esa, "esa_group": draw(st.sampled_from(groups)), "esa_since": "2024-09"} if esa != "none" else {}),
    }


@st.composite
def related_adults(draw: st.DrawFn) -> dict[str, Any]:
    """Draw an adult who claims income-related ESA."""
    group, began = draw(st.sampled_from(["wrag", "support"])), draw(st.sampled_from(["2015-01", "2019-01"]))
    return {**draw(described_adults()), "esa": "income-related", "esa_group": group, "esa_since": began}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a household in which the first adult is of working age: one adult or a couple, children, rent, savings."""
    plain = PAY.map(lambda pay: {"age": 30, "pay": pay})  # the benefit cap is for the plain
    adults = [draw(st.one_of(plain, described_adults(), related_adults()))]
    if draw(st.booleans()):
        adults.append(draw(st.one_of(st.just({"age": 70}), plain, described_adults(), related_adults())))
    related = [each.get("esa") == "income-related" for each in adults]
    counted = [each.get("carer") or each.get("esa") == "new-style" or each["age"] >= 70 for each in adults]
    assume(not any(mine and any(counted[:n] + counted[n + 1 :]) for n, mine in enumerate(related)))
    savings = st.just(0) if any(related) else st.one_of(st.just(0), st.just(0), st.integers(0, 20_000))
    return read_case(
        {
            "month": draw(st.sampled_from(["2024-10", "2025-10", "2026-10"])),
            "region": draw(st.sampled_from(["england", "london", "scotland"])),
            "adults": adults,
            "children": [{"age": age} for age in draw(st.lists(st.sampled_from([1, 5, 10]), max_size=4))],
            "rent": draw(st.sampled_from(range(0, 2_500, 100))),
            "savings": draw(savings),
            "on_universal_credit": draw(st.booleans()),
        }
    )


RISE = 1_000


def before_charges(income: Income) -> int:
    """Return an income before the taxes on what is not pay."""
    return sum(income) - income.tax_charges


def told(case: Case, seen: Household) -> tuple[Income, Award]:
    """Return a household's income, and the award that it has on Universal Credit or would have."""
    on_uc = case.on_universal_credit or any(adult.esa == "income-related" for adult in case.adults)
    credit = on_universal_credit(seen)
    means = household_means(credit, case.policy)
    return (
        household_income(seen, on_uc, case.policy),
        assessed_award(household_claim(credit, case.policy), means, case.policy),
    )


def crosses_a_cliff(case: Case, less: int, before: tuple[Income, Award], after: tuple[Income, Award]) -> bool:
    """Say whether law itself has a cliff on the way: permitted work, Carer's Allowance, the cap's exempt earnings."""
    law, first = case.policy, case.adults[0]
    limit = law.employment_support_allowance.permitted_work * 52 / 12
    past_permitted = first.esa != "none" and less <= limit < less + RISE
    past_carers = after[0].carers_allowance < before[0].carers_allowance
    exempt = law.pay.minimum_wage * 16 * 52 / 12 // 100 * 100
    past_cap = before[1].deductions.benefit_cap > 0 and before[0].net_pay < exempt <= after[0].net_pay
    return past_permitted or past_carers or past_cap


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_marginal_rates_are_those_of_the_law(case: Case) -> None:
    seen, scottish = as_household(case), case.region == "scotland"
    less = seen.first.work.gross_pay
    richer = seen._replace(first=at_work(seen.first, less + RISE, seen.first.work.weekly_hours))
    before, after = told(case, seen), told(case, richer)
    assume(not crosses_a_cliff(case, less, before, after))
    taken = RISE - (before_charges(after[0]) - before_charges(before[0]))

    shares = [*lawful_shares(less, scottish, case.policy), *lawful_shares(less + RISE, scottish, case.policy)]
    edge = any(less <= each <= less + RISE for each in edges(scottish, case.policy.tax))
    begins = before[1].deductions.earnings == 0 < after[1].deductions.earnings
    ends = before[0].universal_credit > 0 == after[0].universal_credit
    leaves_cap = before[1].deductions.benefit_cap > 0 == after[1].deductions.benefit_cap
    if edge or begins or ends or leaves_cap:
        assert min(shares) * RISE - PENNIES <= taken <= max(shares) * RISE + PENNIES
    else:
        assert any(abs(taken - share * RISE) <= PENNIES for share in shares)


def test_carers_allowance_and_the_cap_are_the_cliffs() -> None:
    carer = {"age": 30, "carer": True}
    below = welfsim.award(month="2025-10", adults=[{**carer, "pay": 849}], on_universal_credit=False)
    above = welfsim.award(month="2025-10", adults=[{**carer, "pay": 850}], on_universal_credit=False)
    assert below.net_income - above.net_income == 36_097 - 100 - 3_249  # 20% of 849 + 360.97 - 1,047.50
    home = {"month": "2025-10", "rent": 2000, "children": [{"age": 3}]}
    short = welfsim.award(**home, adults=[{"age": 30, "pay": 845}])
    enough = welfsim.award(**home, adults=[{"age": 30, "pay": 846}])
    assert enough.universal_credit > short.universal_credit


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), st.integers(0, 9_000), st.sampled_from([0.0, 4.0, 15.5, 16.0, 37.0]))
def test_the_gain_to_work_is_the_difference_of_two_incomes_after_costs(case: Case, pay: int, hours: float) -> None:
    seen = as_household(case)
    seen = seen._replace(first=at_work(seen.first, 0, 0.0))
    partner_alone = household_income_related_esa(seen._replace(first=NO_ADULT), case.policy) > 0
    assume(not partner_alone)  # a partner's job is weighed as a move to Universal Credit
    stays = case.on_universal_credit and household_income_related_esa(seen, case.policy) == 0
    if stays:
        seen = on_universal_credit(seen)  # no claim of income-related ESA outlives one of Universal Credit
    working = seen._replace(first=at_work(seen.first, pay * 100, hours))
    on_uc = case.on_universal_credit or household_income_related_esa(seen, case.policy) > 0
    incomes = [
        before_charges(household_income(each, on_uc, case.policy))
        - household_childcare_costs(each, case.policy)
        + council_tax_reduction(each, on_uc, case.policy)
        for each in (seen, working)
    ]
    gain = household_gain(seen, True, pay * 100, hours, stays, case.policy)
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
    """UC Regs reg 82: 846 pounds, 16 hours at 12.21; SI 1979/597 reg 8: 196 a week; ESA Regs 2013 reg 39: fewer
    than 16 hours."""
    (cap,) = welfsim.budget(month="2025-10", **HOMES["capped couple"]).cliffs()
    assert cap.after.net_pay == 84_600 and cap.before.net_pay == 84_599
    assert cap.change == pytest.approx(55_200, abs=100) and cap.hours == pytest.approx(
        846 / (12.21 * 52 / 12), abs=0.01
    )
    line = welfsim.budget(month="2025-10", **HOMES["carer with ESA"])
    esa, care = line.cliffs()
    assert (esa.before.new_style_esa, esa.after.new_style_esa, esa.after.net_pay) == (60_905, 0, 84_656)
    assert (
        esa.change - (esa.after.tax_charges - esa.before.tax_charges) == 36_097 - 60_905 + 1
    )  # Carer's Allowance, withheld beside the ESA, comes in its place
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
    assert line.rows()[0] == ["Hours a week", "Gross pay", "UC now", "Net income now", "After costs"]
    assert set(line.to_frame()["circumstances"]) == {"now"} and "fit for work" not in repr(line)
    partner = welfsim.budget(month="2025-10", adults=[{"age": 30}, LCWRA])
    assert not partner.has_finding  # the one who works has none, the partner keeps theirs
    assert welfsim.budget(month="2025-10", adults=[{"age": 30}, LCWRA], adult=2).has_finding


def test_a_budget_says_what_it_leaves_out_and_more_than_an_award_does() -> None:
    line = welfsim.budget(month="2025-10", adults=[{"age": 20}])
    award = welfsim.award(month="2025-10", adults=[{"age": 20}])
    assert set(award.left_out) < set(line.left_out)
    for text in (repr(line), line._repr_html_()):
        for said in (*line.left_out, "minimum wage of apprentices"):
            assert said in unescape(text)


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
    with pytest.raises(ResultsError, match=r"ends in \.svg or \.png"):
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
    chart._draw_lines(axes, welfsim.budget(month="2025-10", **home).picture)
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
