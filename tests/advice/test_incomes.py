"""Other incomes, income-related ESA, Scotland, housing and pay: households worked by hand from the law."""

from __future__ import annotations

from typing import Any

import pytest

import welfsim
from welfsim.advice.statement import Statement

RELATED = {
    "age": 50,
    "health": "lcwra",
    "fit_note": "2012-01",
    "esa": "income-related",
    "esa_group": "support",
    "esa_since": "2012-01",
}
OCTOBER = {"month": "2026-10"}
NUMBER = 0.001


def award(*adults: dict[str, Any], **fields: Any) -> Statement:
    """Return the statement of some adults, in October 2026 unless said otherwise."""
    return welfsim.award({**OCTOBER, "adults": list(adults), **fields})


def amounts(statement: Statement) -> dict[str, float]:
    """Return the amounts of a statement's lines in pounds, by item."""
    return {line.item: line.amount / 100 for line in statement.lines}


def notes(statement: Statement) -> dict[str, str]:
    """Return what the lines of a statement rest on, by item."""
    return {line.item: line.note for line in statement.lines}


CREDIT: dict[str, tuple[float, dict[str, Any]]] = {
    # 424.90 + 600 - 55% of (1,927.68 - 26% of (1,927.68 - 1,047.50)); UC Regs reg 62
    "minimum income floor": (
        90.54,
        {"rent": 600, "adults": [{"age": 40, "pay": 400, "self_employed": True, "minimum_income_floor": True}]},
    ),
    "self-employed in the start-up year": (
        804.90,
        {"rent": 600, "adults": [{"age": 40, "pay": 400, "self_employed": True}]},
    ),
    # 424.90 + 303.94 + 500 - 55% of (1,500 - 75 - 75.50 - 36.16 - 427); UC Regs reg 55(5)(a)
    "pension contribution": (
        741.35,
        {"rent": 500, "adults": [{"age": 40, "pay": 1500, "pension_contribution": 75}], "children": [{"age": 3}]},
    ),
    # 424.90 + 600 - 96.55; UC Regs Sch 4 paras 13 to 16
    "a non-dependant": (928.35, {"rent": 600, "adults": [{"age": 55}], "non_dependants": [{"age": 26}]}),
    "a non-dependant of a couple": (
        1170.42,
        {"rent": 600, "adults": [{"age": 55}, {"age": 54}], "non_dependants": [{"age": 26}]},
    ),
    "a non-dependant under 21": (1024.90, {"rent": 600, "adults": [{"age": 55}], "non_dependants": [{"age": 20}]}),
    "a non-dependant spared": (
        1024.90,
        {"rent": 600, "adults": [{"age": 55}], "non_dependants": [{"age": 26, "spared_by": "carer"}]},
    ),
    "a renter with daily living": (
        1024.90,
        {"rent": 600, "adults": [{"age": 55, "daily_living": "standard"}], "non_dependants": [{"age": 26}]},
    ),
    "more non-dependants than rent": (424.90, {"rent": 90, "adults": [{"age": 55}], "non_dependants": [{"age": 26}]}),
    "one spare room": (940.90, {"rent": 600, "spare_rooms": 1, "adults": [{"age": 50}]}),  # less 14%
    "three spare rooms": (874.90, {"rent": 600, "spare_rooms": 3, "adults": [{"age": 50}]}),  # less 25%
    "Local Housing Allowance below the rent": (688.58, {"rent": 700, "lha": 350, "adults": [{"age": 24}]}),
    "Local Housing Allowance above the rent": (638.58, {"rent": 300, "lha": 350, "adults": [{"age": 24}]}),
    # UC Regs reg 66(1)(a) and (b): counted in full
    "occupational pension": (624.90, {"rent": 400, "adults": [{"age": 58, "occupational_pension": 200}]}),
    "new-style JSA": (410.85, {"rent": 400, "adults": [{"age": 33, "jsa": "new-style"}]}),
    "Maternity Allowance": (174.90, {"rent": 600, "adults": [{"age": 30, "maternity_allowance": 850}]}),
    "other income": (924.90, {"rent": 600, "adults": [{"age": 30, "other_income": 100}]}),
    # UC Regs reg 83(1)(b): without it the cap leaves 1,229.42
    "industrial injuries benefit spares the cap": (1574.90, {"rent": 1300, "adults": [{"age": 50, "iidb": 150}]}),
}


@pytest.mark.parametrize("name", CREDIT)
def test_universal_credit_of_a_household(name: str) -> None:
    pounds, household = CREDIT[name]
    assert welfsim.award({**OCTOBER, **household}).universal_credit / 100 == pytest.approx(pounds, abs=NUMBER)


INCOMES: dict[str, tuple[float, dict[str, Any]]] = {
    # ESA Regs 2008 Sch 4 para 6: (92.05 + 48.50 + 21.20 + 82.90) × 52 / 12 + 450 + 73.90 × 52 / 12
    "severe disability premium": (
        1830.38,
        {"month": "2025-10", "rent": 450, "lives_alone": True, "adults": [{**RELATED, "daily_living": "standard"}]},
    ),
    # ESA Regs 2008 reg 118: less 12 a week
    "savings with income-related ESA": (
        1098.92,
        {"month": "2025-10", "rent": 450, "savings": 9000, "adults": [RELATED]},
    ),
    # 424.90 + 209.34 + 11.70 × 52 / 12: the supplement is not taken from the award
    "Scottish Carer Supplement": (
        684.94,
        {"month": "2026-06", "region": "scotland", "adults": [{"age": 50, "carer": True}]},
    ),
    "Scottish Child Payment in 2026": (
        1971.96,
        {"rent": 500, "region": "scotland", "adults": [{"age": 30}], "children": [{"age": 4}, {"age": 6}]},
    ),
    "Scottish Child Payment in 2025": (
        1408.69,
        {"month": "2025-10", "region": "scotland", "adults": [{"age": 30}], "children": [{"age": 3}, {"age": 5}]},
    ),
    # ITEPA 2003 s.681C: 7,000 - 1,752.66 - 307.50, all of Child Benefit in charge
    "High Income Child Benefit Charge": (
        4939.84,
        {"adults": [{"age": 40, "pay": 7000}], "children": [{"age": 4}, {"age": 6}]},
    ),
}


@pytest.mark.parametrize("name", INCOMES)
def test_net_income_of_a_household(name: str) -> None:
    pounds, household = INCOMES[name]
    assert welfsim.award({**OCTOBER, **household}).net_income / 100 == pytest.approx(pounds, abs=NUMBER)


# --------------------------------------------------------------------------------- income-related ESA


def test_the_severe_disability_premium_asks_who_lives_there_and_who_is_paid_to_care() -> None:
    living = {**RELATED, "daily_living": "standard"}
    base = {"month": "2025-10"}
    alone = amounts(award(living, **base, lives_alone=True))["Income-related ESA"]
    assert alone == 1060.15  # 244.65 a week
    for told in (award(living, **base), award(living, **base, lives_alone=True, paid_carer=True)):
        assert amounts(told)["Income-related ESA"] == 700.92
    assert "lives_alone" in notes(award(living, **base))["Income-related ESA"]
    ward = {"age": 48, "daily_living": "enhanced"}
    couple = award(living, ward, **base, lives_alone=True)
    assert amounts(couple)["Income-related ESA"] == 1686.53  # 223.40 + 165.80
    assert amounts(award(living, ward, **base, lives_alone=True, paid_carer=True))["Income-related ESA"] == 1327.30
    in_hospital = award({**living, "in_hospital_since": "2025-09"}, **base, lives_alone=True)
    assert amounts(in_hospital)["Income-related ESA"] == 700.92


def test_what_comes_off_income_related_esa_is_in_its_working() -> None:
    told = award(RELATED, {"age": 48, "carer": True, "occupational_pension": 100}, month="2025-10", savings=9000)
    (esa,) = (line for line in told.lines if line.item == "Income-related ESA")
    assert esa.amount == 65_616  # (223.40 + 46.40 - 12) × 52 / 12 - 360.97 - 100
    assert esa.working == (
        "(£144.65 + £48.50 + £30.25 + £46.40 − £12.00) × 52 / 12 − (Carer's Allowance £360.97 + occupational pension "
        "£100.00)"
    )


def test_income_related_esa_has_closed() -> None:
    assert "closed before 2026-04" in notes(award(RELATED))["Income-related ESA"]
    assert "closed" not in notes(award(RELATED, month="2026-03"))["Income-related ESA"]


def test_the_cap_on_the_housing_benefit_of_the_work_related_activity_group() -> None:
    wrag = {**RELATED, "health": "lcw", "esa_group": "wrag"}
    told = award(wrag, month="2025-10", rent=1300)
    assert amounts(told)["Housing Benefit"] == pytest.approx(14_753 / 12 - 557.27, abs=0.01)
    assert "benefit cap takes" in notes(told)["Housing Benefit"]
    assert amounts(award(RELATED, month="2025-10", rent=1300))["Housing Benefit"] == 1300


# ------------------------------------------------------------------------------------------ statements


def test_each_income_has_a_line_of_its_own() -> None:
    adult = {"age": 58, "occupational_pension": 200, "iidb": 150, "other_income": 30, "jsa": "new-style"}
    told = amounts(award(adult, rent=1500))
    assert (told["Occupational pension"], told["Industrial injuries benefit"], told["Other income"]) == (200, 150, 30)
    assert told["New-style JSA"] == 414.05
    assert told["Unearned income"] == -794.05


def test_new_style_jsa_falls_by_pay_and_ends_at_16_hours_of_a_budget() -> None:
    told = award({"age": 33, "jsa": "new-style", "pay": 100})
    assert amounts(told)["New-style JSA"] == 335.72  # 95.55 × 52 / 12 - (100 - 21.67)
    line = welfsim.budget({**OCTOBER, "adults": [{"age": 33, "jsa": "new-style"}]}, hours_to=16, step=1, hourly=1.0)
    assert [point.now.new_style_jsa for point in line.points][-2:] == [37_072, 0]  # at 15 hours 65 - 21.67 comes off


def test_maternity_allowance_ends_with_work_in_a_budget() -> None:
    line = welfsim.budget({**OCTOBER, "adults": [{"age": 33, "maternity_allowance": 850}]}, hours_to=4, step=4)
    assert [point.now.maternity_allowance for point in line.points] == [85_000, 0]


def test_the_floor_of_a_couple_and_by_hours() -> None:
    """UC Regs reg 62(3): the floor falls by what the couple has above both thresholds, 2 × 1,698.84 at 35 hours."""
    own = {"age": 40, "pay": 400, "self_employed": True, "minimum_income_floor": True}
    single = award(own, rent=600)
    assert "£1,927.68 a month, less tax £176.03 and National Insurance £52.81" in notes(single)["Earnings taper"]
    assert amounts(single)["Net pay"] == 400
    idle = award(own, {"age": 40}, rent=1500)
    assert amounts(idle)["Earnings taper"] == -934.36  # 55% of 1,698.84
    rich = award(own, {"age": 40, "pay": 2000}, rent=1500)  # 1,733.34 net
    assert amounts(rich)["Earnings taper"] == -1868.72  # 55% of (1,733.34 + 1,698.84 - 34.50)
    ill = award(own, {"age": 40, "health": "lcwra", "fit_note": "2024-01", "pay": 300}, rent=1500)
    assert amounts(ill)["Earnings taper"] == -699.51  # 55% of (1,698.84 - 427): nothing is expected of the partner
    fewer = award({**own, "expected_hours": 16}, rent=600)
    assert amounts(fewer)["Earnings taper"] == -484.68  # 55% of 881.23


def test_the_floor_is_no_earnings_for_the_cap() -> None:
    """UC Regs reg 82(4)."""
    own = {"age": 40, "pay": 400, "self_employed": True, "minimum_income_floor": True}
    assert amounts(award(own, rent=2500))["Benefit cap"] == pytest.approx(
        -(424.90 + 2500 - 934.36 - 14_753 / 12), abs=0.01
    )


def test_the_self_employed_pay_class_4_and_no_employer_pays_for_them() -> None:
    told = amounts(award({"age": 40, "pay": 2000, "self_employed": True}))
    assert told["Profit"] == 2000 and told["Income tax"] == -190.50
    assert told["National Insurance of the self-employed"] == -57.15
    assert not any("Employer" in item for item in told)


def test_pensions_and_benefits_are_taxed_on_top_of_pay() -> None:
    told = amounts(award({"age": 58, "pay": 1500, "occupational_pension": 200}))
    assert told["Income tax"] == -90.50 and told["Tax on other income"] == -40
    assert "Tax on other income" not in amounts(award({"age": 58, "occupational_pension": 200}))


def test_the_charge_on_child_benefit_is_of_the_higher_income_and_no_cliff() -> None:
    children = {"children": [{"age": 4}]}
    told = amounts(award({"age": 40, "pay": 5500}, {"age": 40, "pay": 4000}, **children))
    assert told["High Income Child Benefit Charge"] == -35.17  # 30% of 117.22: 66,000 a year
    assert "High Income Child Benefit Charge" not in amounts(award({"age": 40, "pay": 5000}, **children))
    high = welfsim.budget({**OCTOBER, "adults": [{"age": 40}], **children, "on_universal_credit": False}, hourly=40.0)
    assert high.cliffs() == ()


def test_the_cliff_of_scottish_child_payment_stands_where_the_award_ends() -> None:
    home = {"adults": [{"age": 30}], "children": [{"age": 4}]}
    scottish = welfsim.budget({**OCTOBER, **home, "region": "scotland"}, hourly=25.0)
    (cliff,) = scottish.cliffs()
    assert cliff.before.universal_credit == 1 and cliff.after.universal_credit == 0
    assert (cliff.before.scottish_child_payment, cliff.after.scottish_child_payment) == (12_220, 0)
    assert welfsim.budget({**OCTOBER, **home}, hourly=25.0).cliffs() == ()


def test_scottish_child_payment_is_for_children_under_16() -> None:
    """SSI 2020/351 reg 18."""
    home = {"region": "scotland", "children": [{"age": 15}, {"age": 16}]}
    assert amounts(award({"age": 40}, **home))["Scottish Child Payment"] == 122.20
    assert "Scottish Child Payment" not in amounts(award({"age": 40}, **home, on_universal_credit=False))


def test_pip_ends_after_28_days_in_hospital_and_a_carers_own_stay_after_12_weeks() -> None:
    """SI 2013/377 regs 29 and 30; SI 1976/409 reg 4; UC Regs reg 83(1)(h): the cap stays off."""
    patient = {"age": 50, "daily_living": "standard", "in_hospital_since": "2026-09"}
    told = award(patient, rent=1300)
    assert amounts(told)["Personal Independence Payment"] == 0
    assert "28 days in hospital" in notes(told)["Personal Independence Payment"]
    assert told.universal_credit == 172_490
    admitted = award({**patient, "in_hospital_since": "2026-10"})
    assert amounts(admitted)["Personal Independence Payment"] == 332.37
    young = award({**patient, "age": 17}, {"age": 30})
    assert amounts(young)["Personal Independence Payment, adult 1"] == 332.37
    carer = {"age": 45, "carer": True}
    stays = {month: amounts(award({**carer, "in_hospital_since": month})) for month in ("2026-08", "2026-07")}
    assert "Carer's Allowance" in stays["2026-08"] and "Carer element" in stays["2026-08"]
    assert "Carer's Allowance" not in stays["2026-07"] and "Carer element" not in stays["2026-07"]


def test_arrears_of_the_element_are_at_the_rates_of_their_months_and_no_part_of_the_award() -> None:
    adult = {"age": 40, "health": "lcwra", "fit_note": "2025-10", "lcwra_found": "2026-06"}
    told = award(adult, month="2026-06")
    (arrears,) = (line for line in told.lines if line.section.startswith("Arrears"))
    assert arrears.working == "3 × £423.27 + 2 × £429.80"  # January to March, April and May
    assert arrears.amount == 212_941
    assert told.universal_credit == 85_470 and told.net_income == 85_470
    assert not any(line.section.startswith("Arrears") for line in award(adult, month="2026-07").lines)
    assert not any(line.section.startswith("Arrears") for line in award({**adult, "lcwra_found": None}).lines)
    new = {**adult, "fit_note": "2026-04", "lcwra_found": "2026-09"}
    (arrears,) = (line for line in award(new, month="2026-09").lines if line.section.startswith("Arrears"))
    assert arrears.working == "2 × £217.26"  # July and August


def test_there_are_no_arrears_where_a_partner_brought_the_element() -> None:
    late = {"age": 40, "health": "lcwra", "fit_note": "2025-10", "lcwra_found": "2026-06"}
    partner = {"age": 40, "health": "lcwra", "fit_note": "2024-01"}
    assert not any(line.section.startswith("Arrears") for line in award(late, partner, month="2026-06").lines)
