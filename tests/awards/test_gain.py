"""What a job would add after childcare and a lower Council Tax Reduction, worked by hand."""

from __future__ import annotations

import pytest
from rates import NO_OUTGOINGS, RATES_2025, adult, household

from welfsim.awards.childcare import PaidCare
from welfsim.awards.council_tax import council_tax, most_reduction, tapered_reduction
from welfsim.awards.gain import council_tax_reduction, household_gain
from welfsim.vocabulary.codes import EsaGroup, EsaKind, Nation

P = RATES_2025.council_tax
BILL = NO_OUTGOINGS._replace(council_tax=11_000, most_reduction=9_350)
PART_TIME = (87_302, 16.5)  # at 12.21, by the month; no tax or insurance


@pytest.mark.parametrize(
    ("nation", "couple", "bill", "most"),
    [
        (Nation.ENGLAND, True, 14_778, 12_561),  # 2,280.00 × 0.7778 / 12, and 85% of it
        (Nation.ENGLAND, False, 11_084, 9_421),  # less a quarter
        (Nation.SCOTLAND, False, 7_501, 7_501),
        (Nation.WALES, True, 14_065, 14_065),
    ],
)
def test_the_bill_of_a_stylised_home(nation: Nation, couple: bool, bill: int, most: int) -> None:
    assert council_tax(nation, couple, P) == bill
    assert most_reduction(bill, nation, P) == most


def test_the_reduction_falls_by_a_fifth_of_income_above_needs() -> None:
    assert [tapered_reduction(9_350, above, P) for above in (-5_000, 0, 10_000, 46_750, 90_000)] == [
        9_350,
        9_350,
        7_350,
        0,
        0,
    ]


def test_who_has_the_whole_reduction_some_or_none() -> None:
    idle = household(outgoings=BILL)
    assert council_tax_reduction(idle, True, RATES_2025) == 9_350
    assert council_tax_reduction(idle, False, RATES_2025) == 0
    related = adult(esa_kind=int(EsaKind.INCOME_RELATED), esa_group=int(EsaGroup.SUPPORT), esa_since=24_200)
    assert council_tax_reduction(household(related, outgoings=BILL), False, RATES_2025) == 9_350
    rich = household(outgoings=BILL, capital=1_600_001)
    assert council_tax_reduction(rich, True, RATES_2025) == 0
    # 400.00 net: UC falls by 220.00, so income is 180.00 above needs, of which a fifth is taken
    assert council_tax_reduction(household(adult(gross_pay=40_000), outgoings=BILL), True, RATES_2025) == 5_750


def test_a_single_persons_gain_counts_the_reduction() -> None:
    """873.02 less 400.14 of Universal Credit; income is 472.88 above needs, of which a fifth, 94.58, is above 93.50."""
    assert household_gain(household(), True, *PART_TIME, True, RATES_2025) == 87_302 - 40_014
    assert household_gain(household(outgoings=BILL), True, *PART_TIME, True, RATES_2025) == 87_302 - 40_014 - 9_350
    assert household_gain(household(outgoings=BILL), True, *PART_TIME, False, RATES_2025) == 87_302


def test_a_lone_parents_gain_counts_childcare_and_its_element() -> None:
    """Universal Credit meets 85% of 400.00; the taper takes 55% of 873.02 - 411.00, and the rest bears a fifth."""
    care = NO_OUTGOINGS._replace(care=PaidCare(1, part_time=40_000, full_time=60_000))
    family = {"number": 1, "rent": 60_000}
    taken = 25_411
    assert household_gain(household(**family), True, *PART_TIME, True, RATES_2025) == 87_302 - taken
    gain = household_gain(household(**family, outgoings=care), True, *PART_TIME, True, RATES_2025)
    assert gain == 87_302 - taken - 6_000
    both = care._replace(council_tax=11_000, most_reduction=9_350)
    gain = household_gain(household(**family, outgoings=both), True, *PART_TIME, True, RATES_2025)
    assert gain == 87_302 - taken - 6_000 - 9_350  # a fifth of 618.91 is 123.78
    assert household_gain(household(**family, outgoings=care), True, *PART_TIME, False, RATES_2025) == 87_302 - 40_000


def test_a_second_earner_brings_the_cost_of_care() -> None:
    care = NO_OUTGOINGS._replace(care=PaidCare(1, part_time=40_000, full_time=60_000))
    works = adult(gross_pay=150_000, weekly_hours=37.0)
    plain = household(works, adult(), number=1)
    gain = household_gain(plain, False, *PART_TIME, True, RATES_2025)
    assert household_gain(plain._replace(outgoings=care), False, *PART_TIME, True, RATES_2025) == gain - 40_000 + 34_000
    ill = adult(health_group=2, fit_note_since=24_300)
    before = household(works, ill, number=1, outgoings=care)
    difference = household_gain(before, False, *PART_TIME, True, RATES_2025) - household_gain(
        before._replace(outgoings=NO_OUTGOINGS), False, *PART_TIME, True, RATES_2025
    )
    assert difference == 60_000 - 51_000 - (40_000 - 34_000)  # care was paid before, in longer hours


def test_a_move_from_income_related_esa_loses_the_whole_reduction() -> None:
    related = adult(esa_kind=int(EsaKind.INCOME_RELATED), esa_group=int(EsaGroup.WRAG), esa_since=24_200)
    seventeen = (89_947, 17.0)
    gain = household_gain(household(related), True, *seventeen, False, RATES_2025)
    after = household_gain(household(related, outgoings=BILL), True, *seventeen, False, RATES_2025)
    assert after < gain
    four = (21_164, 4.0)  # permitted work, so nothing changes but pay
    assert household_gain(household(related, outgoings=BILL), True, *four, False, RATES_2025) == 21_164
