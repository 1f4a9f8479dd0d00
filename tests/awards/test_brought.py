"""Who brings the carer, LCW and LCWRA elements: UC Regs 2013 regs 27(4), 28(7) and 29(4)."""

from __future__ import annotations

import pytest
from rates import NO_ADULT, RATES_2025, RATES_2026, adult, changed, household

from welfsim.awards.brought import as_found, awaited
from welfsim.awards.budget import Means, assessed_award, household_claim
from welfsim.awards.household import Adult
from welfsim.months import month
from welfsim.vocabulary.codes import HealthGroup

OLD, NEW = RATES_2025.universal_credit, RATES_2026.universal_credit
CARER = adult(is_carer=True)
PROTECTED = adult(health_group=int(HealthGroup.LCWRA), lcwra_paid=True, lcwra_protected=True)
AT_NEW_RATE = changed(PROTECTED, lcwra_protected=False)
WAITING = adult(health_group=int(HealthGroup.PRE_WCA), awaits_element=True)


def caring(other: Adult) -> Adult:
    return changed(other, is_carer=True)


@pytest.mark.parametrize(
    ("first", "second", "carers", "protected", "new", "by_first"),
    [
        (CARER, NO_ADULT, (20_934, 0), 0, 0, False),
        (caring(PROTECTED), NO_ADULT, (0, 0), 42_980, 0, True),
        (PROTECTED, CARER, (0, 20_934), 42_980, 0, True),
        (caring(PROTECTED), PROTECTED, (20_934, 0), 42_980, 0, False),
        (PROTECTED, caring(PROTECTED), (0, 20_934), 42_980, 0, True),
        (caring(PROTECTED), caring(PROTECTED), (20_934, 0), 42_980, 0, False),
        (caring(PROTECTED), AT_NEW_RATE, (0, 0), 42_980, 0, True),
        (AT_NEW_RATE, caring(PROTECTED), (0, 0), 42_980, 0, False),
        (caring(AT_NEW_RATE), PROTECTED, (20_934, 0), 42_980, 0, False),
        (AT_NEW_RATE, AT_NEW_RATE, (0, 0), 0, 21_726, True),
    ],
    ids=[
        "a carer",
        "one person is not both",
        "the partner cares",
        "of one rate, the partner brings it",
        "of one rate, the first brings it",
        "both care, one gives way",
        "two rates, the carer's is the higher",
        "two rates, the second is the carer",
        "two rates, the carer's is the lower",
        "both at the new rate",
    ],
)
def test_who_brings_what(
    first: Adult, second: Adult, carers: tuple[int, int], protected: int, new: int, by_first: bool
) -> None:
    found = as_found(first, second, NEW)
    assert (found.first_carer, found.second_carer) == carers
    assert (found.lcwra_protected, found.lcwra_new, found.by_first) == (protected, new, by_first)


def test_the_lcw_element_is_of_who_does_not_care() -> None:
    lcw = adult(health_group=int(HealthGroup.LCW), fit_note_since=month(2017, 3))
    assert as_found(CARER, lcw, OLD) == (20_168, 0, 15_876, 0, 0, False)
    assert as_found(caring(lcw), NO_ADULT, OLD) == (20_168, 0, 0, 0, 0, False)
    assert as_found(lcw, PROTECTED, OLD) == (0, 0, 0, 42_327, 0, False)


def test_what_is_awaited_is_the_gain_from_the_element() -> None:
    assert awaited(WAITING, NO_ADULT, NEW) == 21_726
    assert awaited(changed(WAITING, lcwra_protected=True), NO_ADULT, NEW) == 42_980
    assert awaited(caring(WAITING), NO_ADULT, NEW) == 21_726 - 20_934
    assert awaited(WAITING, PROTECTED, NEW) == 0
    assert awaited(CARER, PROTECTED, NEW) == 0


@pytest.mark.parametrize(
    ("income", "paid"), [(42_489, 1), (42_490, 1), (64_215, 1), (64_216, 0), (42_400, 90)], ids=str
)
def test_a_penny_is_left_where_the_wait_alone_makes_an_award_nil(income: int, paid: int) -> None:
    """UC Regs reg 28(7): 424.90 and 217.26 to come; from an income of 642.16 nothing would be due even then."""
    claim = household_claim(household(WAITING), RATES_2026)
    result = assessed_award(claim, Means(0, income, 0, 0, 0, 0, 0, 0, 0, 0), RATES_2026)
    assert result.paid == paid
    assert 42_490 - sum(result.deductions) == paid
    without = household_claim(household(changed(WAITING, awaits_element=False)), RATES_2026)
    assert assessed_award(without, Means(0, income, 0, 0, 0, 0, 0, 0, 0, 0), RATES_2026).paid == max(0, 42_490 - income)


def test_temporary_accommodation_brings_the_lower_allowance_and_no_element() -> None:
    """TP Regs 2014 reg 5A; UC Regs Sch 1 para 3B."""
    unit = household(number=1, rent=90_000, is_temporary=True)
    claim = household_claim(unit, RATES_2025)
    assert (claim.elements.housing, claim.work_allowance) == (0, 41_100)
    assert household_claim(changed(unit, rent=0), RATES_2025).work_allowance == 41_100
    assert household_claim(changed(unit, is_temporary=False, rent=0), RATES_2025).work_allowance == 68_400
