"""Who is joint and who may claim, and what a partner past pension age brings: the rules, worked by hand."""

from __future__ import annotations

import pytest
from rates import NO_ADULT, RATES_2025, adult, changed, household

from welfsim.awards.budget import assessed_award, household_claim
from welfsim.awards.capability import capability_past_pension_age
from welfsim.awards.household import Household, is_claimable, is_joint, is_young, may_claim_at
from welfsim.awards.means import adult_means, household_means
from welfsim.awards.students import student_income
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, PipRate

BARRED = adult(may_claim=False)
PENSIONER = changed(NO_ADULT, is_pensioner=True, may_claim=True, claims_allowance=True, pension=99_775)
FULL = {"health_group": int(HealthGroup.LCWRA), "lcwra_paid": True, "lcwra_protected": True}
YEARS = 12


def due(unit: Household) -> int:
    """Return the award of a household with its own means."""
    return int(assessed_award(household_claim(unit, RATES_2025), household_means(unit, RATES_2025), RATES_2025).paid)


@pytest.mark.parametrize(
    ("age", "group", "is_carer", "has_child", "may"),
    [
        (18 * YEARS, HealthGroup.NONE, False, False, True),
        (18 * YEARS - 1, HealthGroup.NONE, False, False, False),
        (16 * YEARS, HealthGroup.PRE_WCA, False, False, True),
        (16 * YEARS, HealthGroup.LCW, False, False, True),
        (16 * YEARS, HealthGroup.NONE, True, False, True),
        (16 * YEARS, HealthGroup.NONE, False, True, True),
    ],
)
def test_who_is_old_enough_to_claim(age: int, group: HealthGroup, is_carer: bool, has_child: bool, may: bool) -> None:
    """UC Regs reg 8."""
    assert may_claim_at(age, int(group), is_carer, has_child) == may


def test_a_couple_of_whom_one_may_claim_is_single() -> None:
    """UC Regs reg 3(3)."""
    for unit in (household(adult(), BARRED), household(BARRED, adult())):
        assert not is_joint(unit) and is_claimable(unit)
        assert due(unit) == 40_014
    assert is_young(household(adult(is_under_25=True), BARRED))
    assert not is_young(household(BARRED._replace(is_under_25=True), adult()))


def test_nothing_is_due_where_nobody_under_pension_age_may_claim() -> None:
    """WRA 2012 ss.3 and 4: both past pension age, or a partner past it of someone who may not claim."""
    for unit in (
        household(BARRED, rent=50_000),
        household(BARRED, BARRED, rent=50_000, number=2),
        household(PENSIONER, PENSIONER, rent=50_000),
        household(BARRED, changed(PENSIONER, pension=0), rent=50_000),
    ):
        assert not is_claimable(unit)
        assert due(unit) == 0


def test_a_partner_who_may_not_claim_brings_no_element_and_no_exemption() -> None:
    """UC Regs regs 22(3), 36(3) and 83."""
    ill = changed(BARRED, is_carer=True, daily_living=int(PipRate.ENHANCED), **FULL)
    claim = household_claim(household(adult(), ill, rent=150_000), RATES_2025)
    assert (claim.elements.carer, claim.elements.lcwra_protected, claim.elements.lcw) == (0, 0, 0)
    assert claim.work_allowance == 41_100 and claim.capped and claim.cap == 122_942
    joint = household_claim(household(adult(), changed(ill, may_claim=True), rent=150_000), RATES_2025)
    assert joint.elements.lcwra_protected == 42_327 and not joint.capped


def test_the_couples_earnings_behind_the_grace_from_the_cap_count_whoever_claims() -> None:
    """UC Regs reg 82(2) and (3)."""
    assert not household_claim(household(adult(), changed(BARRED, has_cap_grace=True)), RATES_2025).capped


def test_benefits_of_a_partner_who_may_not_claim_count_in_the_cap() -> None:
    """UC Regs reg 78(2)."""
    on_esa = changed(BARRED, esa_kind=int(EsaKind.NEW_STYLE), esa_group=int(EsaGroup.WRAG), esa_since=24_300)
    unit = household(adult(), on_esa, rent=150_000)
    esa = household_means(unit, RATES_2025).new_style_esa
    assert due(unit) == 122_942 - esa


@pytest.mark.parametrize(
    ("found", "living", "mobility", "group"),
    [
        (HealthGroup.NONE, PipRate.NONE, PipRate.NONE, HealthGroup.NONE),
        (HealthGroup.PRE_WCA, PipRate.NONE, PipRate.NONE, HealthGroup.NONE),
        (HealthGroup.LCW, PipRate.NONE, PipRate.NONE, HealthGroup.LCW),
        (HealthGroup.LCWRA, PipRate.NONE, PipRate.NONE, HealthGroup.LCWRA),
        (HealthGroup.NONE, PipRate.STANDARD, PipRate.NONE, HealthGroup.LCW),
        (HealthGroup.NONE, PipRate.NONE, PipRate.ENHANCED, HealthGroup.LCW),
        (HealthGroup.NONE, PipRate.ENHANCED, PipRate.NONE, HealthGroup.LCWRA),
        (HealthGroup.LCW, PipRate.ENHANCED, PipRate.NONE, HealthGroup.LCWRA),
    ],
)
def test_capability_past_pension_age(
    found: HealthGroup, living: PipRate, mobility: PipRate, group: HealthGroup
) -> None:
    """UC Regs Sch 8 para 6 and Sch 9 para 5."""
    assert capability_past_pension_age(int(found), int(living), int(mobility)) == group


def test_a_partner_past_pension_age_brings_the_element_and_the_work_allowance() -> None:
    unit = household(adult(gross_pay=90_000), changed(PENSIONER, **FULL), rent=80_000)
    assert due(unit) == 58_467  # 628.10 + 800 + 423.27 - 55% of (900 - 411) - 997.75
    lcw = changed(PENSIONER, health_group=int(HealthGroup.LCW), fit_note_since=24_300)
    assert due(household(adult(gross_pay=90_000), lcw, rent=80_000)) == 16_140


def test_pay_past_pension_age_bears_tax_alone() -> None:
    """SSCBA 1992 s.6(3)."""
    assert adult_means(changed(PENSIONER, gross_pay=150_000), RATES_2025).net_pay == 150_000 - 9_050
    assert adult_means(adult(gross_pay=150_000), RATES_2025).net_pay == 150_000 - 9_050 - 3_616


def test_state_pension_overlaps_carers_allowance() -> None:
    """SI 1979/597 reg 4."""
    small = changed(PENSIONER, is_carer=True, pension=21_667)
    assert adult_means(small, RATES_2025).carers_allowance == 36_097 - 21_667
    assert adult_means(changed(small, pension=99_775), RATES_2025).carers_allowance == 0


@pytest.mark.parametrize(("loan", "months", "counts"), [(900_000, 8, 101_500), (80_000, 8, 0), (100_000, 3, 22_333)])
def test_what_counts_of_a_student_loan(loan: int, months: int, counts: int) -> None:
    """UC Regs reg 71."""
    assert student_income(loan, months) == counts
