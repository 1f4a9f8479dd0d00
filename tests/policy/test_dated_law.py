"""Every dated change of law: the month before and the month it takes hold, in the parameters and in awards.

`dated_law.csv` is typed from published sources, not from the law files: the day a change is in force, the amount
before and after in the unit in which it was published, and where.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
import pytest

import welfsim
from welfsim.advice.statement import Statement
from welfsim.months import APRIL, month_of_year, parse_month, show_month
from welfsim.policy import FIRST_MONTH, LAST_MONTH, current_law, parameters, path, resolve
from welfsim.policy.document import Entry, read_entries
from welfsim.policy.law import CURRENT_LAW
from welfsim.policy.values import read_value
from welfsim.vocabulary.fields import Kind, ParameterValue, Unit

LAW = current_law()
MONTHS = LAST_MONTH + 1 - FIRST_MONTH
RESOLVED = resolve(LAW, [], FIRST_MONTH, MONTHS)
MID_MONTH = 15


class Published(NamedTuple):
    """A change as published: in force on a day, from one amount to another."""

    parameter: str
    in_force: str
    before: str
    after: str
    unit: str
    source: str

    @property
    def month(self) -> int:
        """The month the change counts from: that in which most of it lies."""
        day = int(self.in_force[8:])
        return parse_month(self.in_force[:7]) + (day > MID_MONTH)


PENCE = {Unit.PENCE, Unit.PENCE_A_MONTH, Unit.PENCE_A_WEEK, Unit.PENCE_A_YEAR, Unit.PENCE_AN_HOUR}
SCALES = {"%": Decimal("0.01")}
"""What one published unit is in the law's: pounds are a hundred pence, see `in_law`."""

with (Path(__file__).parent / "dated_law.csv").open(encoding="utf-8") as file:
    PUBLISHED = [Published(**row) for row in csv.DictReader(file)]

UNCHANGED = {
    "universal_credit.taper": (55, "%", "UC Regs 2013 reg 22, since 24 November 2021"),
    "universal_credit.childcare_share": (85, "%", "UC Regs 2013 reg 34, since 11 April 2016"),
    "council_tax.single_discount": (25, "%", "Local Government Finance Act 1992 s.11"),
    "council_tax.most_scotland": (100, "%", "SSI 2021/249"),
    "council_tax.most_wales": (100, "%", "SI 2013/3029"),
    "council_tax.taper": (20, "%", "SSI 2021/249; SI 2013/3029; SI 2012/2886"),
    "universal_credit.capital_lower_limit": (6000, "£", "UC Regs 2013 reg 72"),
    "universal_credit.capital_upper_limit": (16000, "£", "UC Regs 2013 reg 18"),
    "universal_credit.capital_step": (250, "£", "UC Regs 2013 reg 72"),
    "universal_credit.capital_income": (4.35, "£ a month", "UC Regs 2013 reg 72"),
    "pip.child_award_until": (192, "months", "SI 2013/387 reg 5: claims are invited at 16"),
    "adp.child_award_until": (216, "months", "SSI 2021/174 reg 4: to 18 for who had it at 16"),
    "universal_credit.relevant_period": (3, "months", "UC Regs 2013 reg 28(2)"),
    "universal_credit.protection_needs_payment": (0, "switch", "Contact, 13 February 2026: asking is enough"),
    "universal_credit.months_to_next_period": (1, "month", "UC Regs 2013 reg 28(1)"),
    "universal_credit.return_months": (6, "months", "UC Regs 2013 reg 28(4)"),
    "universal_credit.health_element_from_age": (16, "years", "UC Regs 2013 reg 8"),
    "universal_credit.nil_award_months": (6, "months", "Claims and Payments Regs 2013 reg 26"),
    "universal_credit.expected_hours": (35, "hours", "UC Regs 2013 reg 88"),
    "universal_credit.start_up_months": (12, "months", "UC Regs 2013 reg 63(1)"),
    "universal_credit.start_up_again": (60, "months", "UC Regs 2013 reg 63(2)"),
    "universal_credit.assessment_earnings_hours": (16, "hours", "UC Regs 2013 reg 41"),
    "universal_credit.lcw_until": ("2017-04", "month", "SI 2017/204: claims from 3 April 2017"),
    "universal_credit.new_rate_from": ("2026-04", "month", "Universal Credit Act 2025 s.2: from 6 April 2026"),
    "claims.migration_notice": (3, "months", "UC (Transitional Provisions) Regs 2014 reg 44"),
    "benefit_cap.exempt_hours": (16, "hours", "UC Regs 2013 reg 82"),
    "benefit_cap.grace_months": (9, "months", "UC Regs 2013 reg 82"),
    "benefit_cap.grace_job_months": (12, "months", "UC Regs 2013 reg 82"),
    "employment_support_allowance.time_limit": (12, "months", "WRA 2007 s.1A: 365 days"),
    "employment_support_allowance.wrag_component_until": ("2017-04", "month", "WRWA 2016 s.15"),
    "claims.assessment_phase": (4, "months", "ESA Regs 2013 reg 5: 13 weeks; decisions took longer"),
    "sick_pay.weeks": (28, "weeks", "SSCBA 1992 s.155"),
    "ageing.dependent_until": (
        222,
        "months",
        "UC Regs 2013 regs 4 and 5: to 18.5, the mean of who stays in education to 18",
    ),
    "assessment.referral_after": (1, "month", "DWP: referral from day 29 of the fit note"),
    "assessment.substantial_risk": (1, "switch", "UC Regs 2013 Sch 9 para 4"),
    "assessment.pip_gateway_from": ("2099-04", "month", "Proposed in March 2025, not law: never"),
    "assessment.pip_gateway_protects": (1, "switch", "Without effect while there is a WCA"),
    "tax.personal_allowance": (12570, "£ a year", "ITA 2007 s.35"),
    "tax.allowance_taper_from": (100000, "£ a year", "ITA 2007 s.35"),
    "tax.basic_rate": (20, "%", "ITA 2007 s.6"),
    "tax.higher_rate": (40, "%", "ITA 2007 s.6"),
    "tax.additional_rate": (45, "%", "ITA 2007 s.6"),
    "tax.basic_rate_limit": (37700, "£ a year", "ITA 2007 s.10"),
    "tax.scottish_starter_rate": (19, "%", "Scottish Rate Resolutions"),
    "tax.scottish_basic_rate": (20, "%", "Scottish Rate Resolutions"),
    "tax.scottish_intermediate_rate": (21, "%", "Scottish Rate Resolutions"),
    "tax.scottish_advanced_rate": (45, "%", "Scottish Rate Resolution 2024; the band was empty before"),
    "tax.scottish_intermediate_limit": (31092, "£ a year", "Scottish Rate Resolutions: 43,662 less the allowance"),
    "tax.ni_upper_limit": (4189, "£ a month", "Social Security (Contributions) Regs 2001 reg 10"),
    "universal_credit.spare_room": (14, "%", "UC Regs 2013 Sch 4 para 36"),
    "universal_credit.spare_rooms": (25, "%", "UC Regs 2013 Sch 4 para 36"),
    "employment_support_allowance.capital_lower_limit": (6000, "£", "ESA Regs 2008 reg 118"),
    "employment_support_allowance.capital_upper_limit": (16000, "£", "ESA Regs 2008 reg 110"),
    "employment_support_allowance.capital_step": (250, "£", "ESA Regs 2008 reg 118"),
    "employment_support_allowance.capital_income": (1, "£ a week", "ESA Regs 2008 reg 118"),
    "employment_support_allowance.income_related_closed": ("2026-04", "month", "DWP: closed by 31 March 2026"),
    "jobseekers_allowance.earnings_kept": (5, "£ a week", "JSA Regs 2013 reg 59"),
    "tax.class_4_upper_limit": (50270, "£ a year", "SSCBA 1992 s.15"),
    "pip.four_point_rule_from": ("2099-04", "month", "Removed from the Bill on 1 July 2025: never"),
    "pip.four_point_at_reviews": (1, "switch", "Without effect while the rule is off"),
    "adp.four_point_rule_from": ("2099-04", "month", "Never proposed for ADP"),
    "adp.four_point_at_reviews": (1, "switch", "Without effect while the rule is off"),
}
"""Law that has stayed as it is since April 2022, with its amount as published."""

NOT_PUBLISHED = {
    "unemployment_insurance.start": "of a reform that is not law",
    "unemployment_insurance.rate": "of a reform that is not law",
    "unemployment_insurance.months": "of a reform that is not law",
    "unemployment_insurance.contributions": "of a reform that is not law",
    "unemployment_insurance.within": "of a reform that is not law",
    "council_tax.band_ratio": "an assumption: one home stands for all",
    "council_tax.most_england": "a mean over councils",
    "claims.new_style_recent_work": "an assumption that stands for two years' contributions",
}
"""What is legislated or actual, and yet not in the table: why."""

ENTRIES = {entry.name: entry for each in sorted(CURRENT_LAW.glob("*.yaml")) for entry in read_entries(each)}


SEVERAL = {name: entry for name, entry in ENTRIES.items() if isinstance(entry.fields["values"], dict)}


def in_month(name: str, month: int) -> ParameterValue:
    """Return a parameter's resolved value."""
    return cast("ParameterValue", path(RESOLVED, name).tolist()[month - FIRST_MONTH])


def moves(name: str) -> list[int]:
    """Return the months in which a parameter is not what it was a month before."""
    months = path(RESOLVED, name)
    return [FIRST_MONTH + 1 + int(at) for at in np.flatnonzero(months[1:] != months[:-1])]


def in_law(name: str, published: Any, unit: str) -> float:
    """Return a published amount in the unit of the law files."""
    if unit == "month":
        return float(parse_month(str(published)) if "-" in str(published) else published)
    scale = Decimal(100) if LAW.values[name].declared.unit in PENCE else SCALES.get(unit, Decimal(1))
    return float(Decimal(str(published)) * scale)


def dated(entry: Entry) -> dict[int, ParameterValue]:
    """Return an entry's values by month, read as they are written."""
    written = entry.fields["values"]
    by_month = written if isinstance(written, dict) else {show_month(FIRST_MONTH): written}
    declared = parameters()[entry.name]
    return {parse_month(str(first)): read_value(value, declared) for first, value in by_month.items()}


@pytest.mark.parametrize("entry", SEVERAL.values(), ids=SEVERAL)
def test_each_dated_value_holds_from_its_month_and_not_before(entry: Entry) -> None:
    values = dated(entry)
    for earlier, first in pairwise(sorted(values)):
        assert in_month(entry.name, first) == values[first]
        assert in_month(entry.name, first - 1) == values[earlier]
    assert in_month(entry.name, FIRST_MONTH) == values[FIRST_MONTH]


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_nothing_changes_but_at_a_dated_value_or_by_formula_in_april(entry: Entry) -> None:
    values = dated(entry)
    for month in moves(entry.name):
        by_formula = "uprating" in entry.fields and month_of_year(month) == APRIL and month > max(values)
        assert month in values or by_formula, f"{entry.name} moves in {show_month(month)}"


@pytest.mark.parametrize("change", PUBLISHED, ids=[f"{each.parameter}-{each.in_force}" for each in PUBLISHED])
def test_a_change_takes_hold_as_published(change: Published) -> None:
    before, after = (in_law(change.parameter, each, change.unit) for each in (change.before, change.after))
    assert in_month(change.parameter, change.month - 1) == pytest.approx(before, rel=1e-12)
    assert in_month(change.parameter, change.month) == pytest.approx(after, rel=1e-12)


@pytest.mark.parametrize("name", UNCHANGED)
def test_law_that_did_not_change_is_the_published_one_in_every_month(name: str) -> None:
    amount, unit, _ = UNCHANGED[name]
    assert moves(name) == []
    assert in_month(name, FIRST_MONTH) == pytest.approx(in_law(name, amount, unit), rel=1e-12)


def test_every_dated_change_of_law_is_in_the_table_and_nothing_that_is_not_in_the_law_files() -> None:
    typed = {(change.parameter, change.month) for change in PUBLISHED}
    written = {
        (name, month): value.declared.kind
        for name, value in LAW.values.items()
        for month in sorted(value.values)[1:]
        if value.status(month) in ("legislated", "actual") and name not in NOT_PUBLISHED
    }
    assert {change for change, kind in written.items() if kind == Kind.LAW} - typed == set()
    assert typed - written.keys() == set()


def test_every_parameter_of_law_is_in_a_table() -> None:
    law = {name for name, value in LAW.values.items() if value.declared.kind == Kind.LAW}
    typed = {change.parameter for change in PUBLISHED} | set(UNCHANGED)
    assert law - typed - set(NOT_PUBLISHED) == set()
    assert set(NOT_PUBLISHED) <= set(LAW.values) - typed


def test_the_index_of_prices() -> None:
    """ONS D7G7, CPI on the year in April: 8.7 in 2023, 2.3 in 2024, 3.5 per cent in 2025."""
    for year, growth in ((2023, 0.087), (2024, 0.023), (2025, 0.035)):
        last, this = (in_month("economy.cpi_index", parse_month(f"{each}-04")) for each in (year - 1, year))
        assert this / last - 1 == pytest.approx(growth, abs=1e-3)


# ---------------------------------------------------------------------------------------- awards and tax


class Worked(NamedTuple):
    """A line of a household's statement, in pounds, in the months beside a change."""

    item: str
    household: dict[str, Any]
    amounts: dict[str, float]


def one(**adult: Any) -> list[dict[str, Any]]:
    """Return a single adult of 30 unless another age is given."""
    return [{"age": 30, **adult}]


APRILS = ("2023-03", "2023-04", "2024-03", "2024-04", "2025-03", "2025-04", "2026-03", "2026-04")


def yearly(*amounts: float) -> dict[str, float]:
    """Return the amounts of five years by the months on both sides of each April."""
    each_year = [amounts[0], *(amount for amount in amounts[1:-1] for _ in range(2)), amounts[-1]]
    return dict(zip(APRILS, each_year, strict=True))


LCWRA = {"health": "lcwra", "fit_note": "2022-01"}
YOUNG = [{"age": 20}, {"age": 21}]
COUPLE = [{"age": 30}, {"age": 31}]
NO_UC = {"on_universal_credit": False}

WORKED = {
    # 2,000 a month: 13.25% above 823, then above 1,048; 12, 10 and 8% of 952
    "NI, thresholds and rates": Worked(
        "National Insurance",
        {"adults": one(pay=2000)},
        {
            "2022-06": -155.95,
            "2022-07": -126.14,
            "2022-10": -126.14,
            "2022-11": -114.24,
            "2023-12": -114.24,
            "2024-01": -95.20,
            "2024-03": -95.20,
            "2024-04": -76.16,
        },
    ),
    # 3,141 at the main rate and 811 at the upper one
    "NI above the upper limit": Worked(
        "National Insurance", {"adults": one(pay=5000)}, {"2022-10": -442.54, "2022-11": -393.14}
    ),
    # 15.05 and 13.8% of 1,242; 15% of 1,583
    "employers' NI": Worked(
        "Employer's National Insurance",
        {"adults": one(pay=2000)},
        {"2022-10": 186.92, "2022-11": 171.40, "2025-03": 171.40, "2025-04": 237.45},
    ),
    # 240,000 a year: 20% of 37,700, 40% to the limit, 45% above it
    "tax at the additional rate": Worked(
        "Income tax", {"adults": one(pay=20000)}, {"2023-03": -7746.66, "2023-04": -7850.25}
    ),
    # 30,000 a year. Scottish Parliament, 2026-27: 3,451 a year, 32 less than the year before
    "Scottish tax, starter and basic bands": Worked(
        "Scottish income tax",
        {"region": "scotland", "adults": one(pay=2500)},
        {
            "2024-03": -292.29,
            "2024-04": -291.44,
            "2025-03": -291.44,
            "2025-04": -290.23,
            "2026-03": -290.23,
            "2026-04": -287.58,
        },
    ),
    # 90,000 a year: the higher rate 41 to 42%, then 45% above 75,000
    "Scottish tax, higher and advanced bands": Worked(
        "Scottish income tax",
        {"region": "scotland", "adults": one(pay=7500)},
        {"2023-03": -2114.59, "2023-04": -2153.20, "2024-03": -2153.20, "2024-04": -2189.85},
    ),
    # 240,000 a year: the top rate 46, 47, 48%, above 150,000 and then 125,140
    "Scottish tax, top band": Worked(
        "Scottish income tax",
        {"region": "scotland", "adults": one(pay=20000)},
        {"2023-03": -8044.06, "2023-04": -8321.74, "2024-03": -8321.74, "2024-04": -8573.38},
    ),
    # 1,000 a month bears no tax and, from July 2022, no insurance:
    # allowance + LCWRA + 600 - 55% of (1,000 - work allowance)
    "UC with LCWRA, rent and a job": Worked(
        "Universal Credit",
        {"rent": 600, "adults": one(pay=1000, **LCWRA)},
        yearly(928.39, 1017.25, 1081.84, 1099.46, 1139.55),
    ),
    "UC with LCWRA and a job, without rent": Worked(
        "Universal Credit",
        {"adults": one(pay=1000, **LCWRA)},
        yearly(
            334.91 + 354.28 - 0.55 * 427,
            368.74 + 390.06 - 202.95,
            393.45 + 416.19 - 179.85,
            400.14 + 423.27 - 173.80,
            424.90 + 429.80 - 159.50,
        ),
    ),
    "UC of one under 25": Worked(
        "Universal Credit", {"adults": one(age=20)}, yearly(265.31, 292.11, 311.68, 316.98, 338.58)
    ),
    "UC of a couple under 25": Worked(
        "Universal Credit", {"adults": YOUNG}, yearly(416.45, 458.51, 489.23, 497.55, 528.34)
    ),
    "UC of a couple": Worked("Universal Credit", {"adults": COUPLE}, yearly(525.72, 578.82, 617.60, 628.10, 666.97)),
    "a first child born before April 2017": Worked(
        "Child elements",
        {"adults": one(), "children": [{"born": "2017-03"}, {"born": "2019-01"}]},
        yearly(290.00 + 244.58, 315.00 + 269.58, 333.33 + 287.92, 339.00 + 292.81, 351.88 + 303.94),
    ),
    "the two-child limit": Worked(
        "Child elements",
        {"adults": one(), "children": [{"born": "2018-01"}, {"born": "2019-01"}, {"born": "2020-01"}]},
        {"2026-03": 2 * 292.81, "2026-04": 3 * 303.94},
    ),
    "two disabled children": Worked(
        "Disabled child additions",
        {
            "adults": one(),
            "children": [{"born": "2018-01", "disability": "lower"}, {"born": "2019-01", "disability": "higher"}],
        },
        yearly(132.89 + 414.88, 146.31 + 456.89, 156.11 + 487.58, 158.76 + 495.87, 164.79 + 514.71),
    ),
    "the carer element": Worked(
        "Carer element", {"adults": one(carer=True)}, yearly(168.81, 185.86, 198.31, 201.68, 209.34)
    ),
    "the LCW element": Worked(
        "LCW element",
        {"adults": one(health="lcw", fit_note="2017-03")},
        {**yearly(132.89, 146.31, 156.11, 158.76, 158.76), "2029-03": 158.76, "2029-04": 158.76},
    ),
    # a twelfth of the cap less Child Benefit of 21.80 and 14.45 a week, then 24.00 and 15.90
    "the cap of a family in London": Worked(
        "Universal Credit",
        {"rent": 2500, "region": "london", "adults": COUPLE, "children": [{"born": "2018-01"}, {"born": "2019-01"}]},
        {"2023-03": 23000 / 12 - 157.08, "2023-04": 25323 / 12 - 172.90},
    ),
    "the cap of a family": Worked(
        "Universal Credit",
        {"rent": 2500, "adults": one(), "children": [{"born": "2018-01"}]},
        {"2023-03": 20000 / 12 - 94.47, "2023-04": 22020 / 12 - 104.00},
    ),
    "the cap of one in London": Worked(
        "Universal Credit",
        {"rent": 1500, "region": "london", "adults": one()},
        {"2023-03": 15410 / 12, "2023-04": 16967 / 12},
    ),
    "the cap of one": Worked(
        "Universal Credit", {"rent": 1500, "adults": one()}, {"2023-03": 13400 / 12, "2023-04": 14753 / 12}
    ),
    # 850 a month is 16 hours at 12.21, not at 12.71: 400.14 + 1,500 - 55% of 850, then the cap
    "the cap's exemption by earnings": Worked(
        "Universal Credit", {"rent": 1500, "adults": one(pay=850)}, {"2026-03": 1432.64, "2026-04": 14753 / 12}
    ),
    **{
        # weekly pay between the old and the new limit
        f"the limit of Carer's Allowance, {april}": Worked(
            "Carer's Allowance",
            {**NO_UC, "adults": one(carer=True, pay=round(weekly * 52 / 12, 2))},
            {before: 0, april: rate * 52 / 12},
        )
        for before, april, weekly, rate in (
            ("2023-03", "2023-04", 135, 76.75),
            ("2024-03", "2024-04", 145, 81.90),
            ("2025-03", "2025-04", 190, 83.30),
            ("2026-03", "2026-04", 200, 86.45),
        )
    },
    **{
        f"permitted work, {april}": Worked(
            "New-style ESA",
            {
                **NO_UC,
                "adults": one(
                    health="fit-note",
                    fit_note=since,
                    esa="new-style",
                    esa_since=since,
                    pay=round(weekly * 52 / 12, 2),
                ),
            },
            {before: 0, april: rate * 52 / 12},
        )
        for since, before, april, weekly, rate in (
            ("2023-02", "2023-03", "2023-04", 160, 84.80),
            ("2024-02", "2024-03", "2024-04", 180, 90.50),
            ("2025-02", "2025-03", "2025-04", 190, 92.05),
            ("2026-02", "2026-03", "2026-04", 200, 95.55),
        )
    },
    "Carer's Allowance": Worked(
        "Carer's Allowance",
        {**NO_UC, "adults": one(carer=True)},
        yearly(*(rate * 52 / 12 for rate in (69.70, 76.75, 81.90, 83.30, 86.45))),
    ),
    "new-style ESA, support group": Worked(
        "New-style ESA",
        {**NO_UC, "adults": one(**LCWRA, esa="new-style", esa_group="support", esa_since="2022-01")},
        yearly(*(rate * 52 / 12 for rate in (77.00 + 40.60, 84.80 + 44.70, 90.50 + 47.70, 92.05 + 48.50, 145.90))),
    ),
    "income-related ESA, support group": Worked(
        "Income-related ESA",
        {"adults": one(**LCWRA, esa="income-related", esa_group="support", esa_since="2018-01")},
        yearly(*(rate * 52 / 12 for rate in (135.35, 149.05, 159.05, 161.75, 97.75 + 48.50 + 22.00))),
    ),
    "income-related ESA of a couple": Worked(
        "Income-related ESA",
        {"adults": [*one(**LCWRA, esa="income-related", esa_group="support", esa_since="2018-01"), {"age": 31}]},
        yearly(*(rate * 52 / 12 for rate in (187.00, 205.90, 219.70, 223.40, 153.61 + 48.50 + 31.40))),
    ),
    "income-related ESA with the component of before April 2017": Worked(
        "Income-related ESA",
        {"adults": one(health="lcw", fit_note="2016-01", esa="income-related", esa_group="wrag", esa_since="2016-01")},
        yearly(*(rate * 52 / 12 for rate in (77.00 + 30.60, 84.80 + 33.70, 126.45, 92.05 + 36.55, 97.75 + 37.95))),
    ),
    "income-related ESA with the severe disability premium": Worked(
        "Income-related ESA",
        {
            "lives_alone": True,
            "adults": one(
                **LCWRA, daily_living="standard", esa="income-related", esa_group="support", esa_since="2018-01"
            ),
        },
        yearly(*(rate * 52 / 12 for rate in (204.75, 225.45, 240.55, 244.65, 97.75 + 48.50 + 22.00 + 86.05))),
    ),
    # carer and partner: the couple's rate, the carer premium, less Carer's Allowance
    "income-related ESA with a carer": Worked(
        "Income-related ESA",
        {
            "adults": [
                *one(**LCWRA, esa="income-related", esa_group="support", esa_since="2018-01"),
                {"age": 31, "carer": True},
            ]
        },
        yearly(
            *(
                round(rate * 52 / 12, 2) - round(allowance * 52 / 12, 2)
                for rate, allowance in (
                    (187.00 + 38.85, 69.70),
                    (205.90 + 42.75, 76.75),
                    (219.70 + 45.60, 81.90),
                    (223.40 + 46.40, 83.30),
                    (153.61 + 48.50 + 31.40 + 48.15, 86.45),
                )
            )
        ),
    ),
    # 346.60 a week in all in 2025-26, the guarantee of Pension Credit for a couple, and the enhanced premium
    "income-related ESA with a partner past pension age": Worked(
        "Income-related ESA",
        {
            "adults": [
                *one(**LCWRA, esa="income-related", esa_group="support", esa_since="2018-01"),
                {"age": 75},
            ]
        },
        yearly(
            *(
                round(rate * 52 / 12, 2) - round(pension * 52 / 12, 2)
                for rate, pension in (
                    (278.70 + 25.35, 185.15),
                    (306.85 + 27.90, 203.85),
                    (332.95 + 29.75, 221.20),
                    (346.60 + 30.25, 230.25),
                    (363.25 + 31.40, 241.30),
                )
            )
        ),
    ),
    "new-style JSA": Worked(
        "New-style JSA",
        {"adults": one(jsa="new-style")},
        yearly(*(rate * 52 / 12 for rate in (77.00, 84.80, 90.50, 92.05, 95.55))),
    ),
    "new-style JSA under 25": Worked(
        "New-style JSA",
        {"adults": one(age=22, jsa="new-style")},
        yearly(*(rate * 52 / 12 for rate in (61.05, 67.20, 71.70, 72.90, 75.65))),
    ),
    "the housing element with another adult in the home": Worked(
        "Housing element",
        {"rent": 600, "non_dependants": [{"age": 26}], "adults": one()},
        yearly(600 - 77.87, 600 - 85.73, 600 - 91.47, 600 - 93.02, 600 - 96.55),
    ),
    # children of 4 and 7 years: the older from November 2022 alone
    "Scottish Child Payment": Worked(
        "Scottish Child Payment",
        {"region": "scotland", "adults": one(), "children": [{"born": "2018-12"}, {"born": "2015-01"}]},
        {
            "2022-10": 20 * 52 / 12,
            "2022-11": 2 * 25 * 52 / 12,
            "2024-03": 2 * 25 * 52 / 12,
            "2024-04": 2 * 26.70 * 52 / 12,
            "2025-04": 2 * 27.15 * 52 / 12,
            "2026-03": 2 * 27.15 * 52 / 12,
            "2026-04": 2 * 28.20 * 52 / 12,
        },
    ),
    "Scottish Carer Supplement": Worked(
        "Scottish Carer Supplement",
        {"region": "scotland", "adults": one(carer=True)},
        {"2026-02": 0, "2026-03": 11.29 * 52 / 12, "2026-04": 11.70 * 52 / 12},
    ),
    # 24,000 a year: 12,092 above 11,908, then 11,430 above 12,570; Class 2 to March 2024
    "NI of the self-employed": Worked(
        "National Insurance of the self-employed",
        {"adults": one(pay=2000, self_employed=True)},
        {
            "2023-03": -int((12_092 * 0.0973 + 52 * 3.15) / 12 * 100) / 100,
            "2023-04": -int((11_430 * 0.09 + 52 * 3.45) / 12 * 100) / 100,
            "2024-03": -int((11_430 * 0.09 + 52 * 3.45) / 12 * 100) / 100,
            "2024-04": -57.15,
        },
    ),
    # 55,200 a year: 52 per cent of Child Benefit to March 2024, none since
    "the High Income Child Benefit Charge": Worked(
        "High Income Child Benefit Charge",
        {"adults": one(pay=4600), "children": [{"born": "2018-12"}]},
        {"2023-04": -0.52 * 104.00, "2024-03": -0.52 * 104.00, "2024-04": 0},
    ),
    "PIP, both enhanced": Worked(
        "Personal Independence Payment",
        {"adults": one(daily_living="enhanced", mobility="enhanced")},
        yearly(*(rate * 52 / 12 for rate in (156.90, 172.75, 184.30, 187.45, 114.60 + 80.00))),
    ),
    "ADP, both standard": Worked(
        "Adult Disability Payment",
        {"region": "scotland", "adults": one(daily_living="standard", mobility="standard")},
        yearly(*(rate * 52 / 12 for rate in (86.30, 95.00, 101.35, 103.10, 76.70 + 30.30))),
    ),
    "Child Benefit for two": Worked(
        "Child Benefit",
        {"adults": one(), "children": [{"born": "2018-01"}, {"born": "2019-01"}]},
        yearly(*(rate * 52 / 12 for rate in (36.25, 39.90, 42.55, 43.30, 27.05 + 17.90))),
    ),
    "a partner's State Pension": Worked(
        "State Pension",
        {"adults": [{"age": 50}, {"age": 75}]},
        yearly(*(rate * 52 / 12 for rate in (185.15, 203.85, 221.20, 230.25, 241.30))),
    ),
    # in the second month of sickness the flat rate, far below 80% of 1,000
    **{
        f"sick pay, {april}": Worked(
            "Statutory Sick Pay",
            {"adults": one(pay=1000, sick_since=since)},
            {before: old * 52 / 12, april: new * 52 / 12},
        )
        for since, before, april, old, new in (
            ("2023-02", "2023-03", "2023-04", 99.35, 109.40),
            ("2024-02", "2024-03", "2024-04", 109.40, 116.75),
            ("2025-02", "2025-03", "2025-04", 116.75, 118.75),
            ("2026-02", "2026-03", "2026-04", 118.75, 123.25),
        )
    },
    # 124 a week reaches the limit of 123, not of 125
    "the lower earnings limit": Worked(
        "Statutory Sick Pay",
        {"adults": one(pay=537.33, sick_since="2025-02")},
        {"2025-03": 116.75 * 52 / 12, "2025-04": 0},
    ),
    # 500 a month is below the limit; from April 2026 80% of it
    "sick pay of the low paid": Worked(
        "Statutory Sick Pay", {"adults": one(pay=500, sick_since="2026-02")}, {"2026-03": 0, "2026-04": 400}
    ),
}


def amount(statement: Statement, item: str) -> float:
    """Return what a statement has on a line, by the beginning of its words."""
    return next((line.amount / 100 for line in statement.lines if line.item.startswith(item)), 0.0)


@pytest.mark.parametrize("name", WORKED)
def test_an_award_or_tax_moves_in_the_month_of_its_law(name: str) -> None:
    item, household, amounts = WORKED[name]
    for month, pounds in amounts.items():
        shown = amount(welfsim.award(month=month, **household), item)
        assert abs(shown - pounds) < 0.0101, f"{month}: {shown}, worked {pounds:.4f}"


BY_DATE = {
    # who it happened to decides: the amount in October 2026 by the month in which something began
    "protected and new LCWRA": (
        "LCWRA element",
        {"2026-03": 429.80, "2026-04": 217.26},
        lambda began: {"adults": one(health="lcwra", fit_note=began)},
    ),
    "the relevant period": (
        "LCWRA element",
        {"2026-07": 217.26, "2026-08": 0},
        lambda began: {"adults": one(health="lcwra", fit_note=began)},
    ),
    "the LCW element": (
        "LCW element",
        {"2017-03": 158.76, "2017-04": 0},
        lambda began: {"adults": one(health="lcw", fit_note=began)},
    ),
    "the component of the work-related activity group": (
        "Income-related ESA",
        {"2017-03": (97.75 + 37.95) * 52 / 12, "2017-04": 97.75 * 52 / 12},
        lambda began: {
            "adults": one(health="lcw", fit_note=began, esa="income-related", esa_group="wrag", esa_since=began)
        },
    ),
    "a first child": (
        "Child elements",
        {"2017-03": 351.88, "2017-04": 303.94},
        lambda born: {"adults": one(), "children": [{"born": born}]},
    ),
    "365 days of new-style ESA": (
        "New-style ESA",
        {"2025-11": 95.55 * 52 / 12, "2025-10": 0},
        lambda began: {
            **NO_UC,
            "adults": one(health="lcw", fit_note=began, esa="new-style", esa_group="wrag", esa_since=began),
        },
    ),
}


@pytest.mark.parametrize("name", BY_DATE)
def test_the_month_in_which_something_began_decides(name: str) -> None:
    item, amounts, household = BY_DATE[name]
    for began, pounds in amounts.items():
        shown = amount(welfsim.award(month="2026-10", **household(began)), item)
        assert abs(shown - pounds) < 0.0101, f"{began}: {shown}, worked {pounds:.4f}"


def test_waiting_days_end_in_april_2026() -> None:
    """Three of a week's five working days unpaid at first, then none."""
    for month, pounds in (("2026-03", 118.75 * (52 / 12 - 3 / 5)), ("2026-04", 123.25 * 52 / 12)):
        shown = amount(welfsim.award(month=month, adults=one(pay=1000, sick_since=month)), "Statutory Sick Pay")
        assert abs(shown - pounds) < 0.0101


def test_the_assessment_phase_of_new_style_esa_under_25() -> None:
    """Rates of ESA Regs 2013 Sch 4 for under 25s: 61.05, 67.20, 71.70, 72.90 and 75.65 a week."""
    for month, weekly in yearly(61.05, 67.20, 71.70, 72.90, 75.65).items():
        since = show_month(parse_month(month) - 1)
        young = one(age=22, health="fit-note", fit_note=since, esa="new-style", esa_since=since)
        shown = amount(welfsim.award(month=month, adults=young, **NO_UC), "New-style ESA")
        assert abs(shown - weekly * 52 / 12) < 0.0101


@pytest.mark.parametrize(
    ("age", "hourly"),
    [
        (30, (9.50, 10.42, 11.44, 12.21, 12.71)),
        (23, (9.50, 10.42, 11.44, 12.21, 12.71)),
        (22, (9.18, 10.18, 11.44, 12.21, 12.71)),
        (21, (9.18, 10.18, 11.44, 12.21, 12.71)),
        (20, (6.83, 7.49, 8.60, 10.00, 10.85)),
        (18, (6.83, 7.49, 8.60, 10.00, 10.85)),
        (17, (4.81, 5.28, 6.40, 7.55, 8.00)),
    ],
)
def test_the_minimum_wage_of_each_age(age: int, hourly: tuple[float, ...]) -> None:
    """SI 2015/621 as amended: from 23 to March 2024 and from 21 since, with a rate of its own at 21 and 22 before."""
    for month, rate in yearly(*hourly).items():
        line = welfsim.budget(month=month, adults=[{"age": 40}, {"age": age}], adult=2, hours_to=10, step=10)
        assert line.hourly == rate
        assert abs(line.points[-1].gross_pay / 100 - 10 * rate * 52 / 12) < 0.0051
