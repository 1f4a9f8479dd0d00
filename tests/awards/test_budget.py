"""Whole households: worked cases of 2025-26, and what must hold for any."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rates import NO_ADULT, RATES_2025, RATES_2026, adult, changed, household

from welfsim.awards.budget import (
    Award,
    assessed_award,
    award,
    household_claim,
    household_income,
    household_income_related_esa,
)
from welfsim.awards.childcare import PaidCare
from welfsim.awards.gain import household_gain
from welfsim.awards.household import (
    Adult,
    Care,
    Children,
    Disability,
    Home,
    Household,
    Incapacity,
    OtherMeans,
    Outgoings,
    Terms,
    Work,
    at_work,
)
from welfsim.awards.income_related import on_universal_credit
from welfsim.awards.means import Means, household_means
from welfsim.awards.transitional import LimitedElements
from welfsim.awards.universal_credit import earns_cap_exemption, maximum_amount
from welfsim.months import month
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, PipRate
from welfsim.vocabulary.parameters import Policy

NOTHING = Means(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
LCWRA = adult(health_group=int(HealthGroup.LCWRA), fit_note_since=24_200, lcwra_paid=True, lcwra_protected=True)
RELATED = {"esa_kind": int(EsaKind.INCOME_RELATED), "esa_since": month(2015, 1)}
RELATED_SUPPORT = adult(**RELATED, esa_group=int(EsaGroup.SUPPORT))
RELATED_WRAG = adult(**RELATED, esa_group=int(EsaGroup.WRAG))
FOUR_HOURS, SIXTEEN_HOURS, SEVENTEEN_HOURS = (21_164, 4.0), (84_656, 16.0), (89_947, 17.0)  # at 12.21, by the month
ON_SUPPORT = {"esa_kind": int(EsaKind.NEW_STYLE), "esa_group": int(EsaGroup.SUPPORT)}


def paid(unit: Household, means: Means = NOTHING, policy: Policy = RATES_2025) -> int:
    """Return what a household is paid with given means."""
    return award(household_claim(unit, policy), means, policy)


def as_it_is(unit: Household, policy: Policy = RATES_2025) -> Award:
    """Return the award of a household with its own means."""
    return assessed_award(household_claim(unit, policy), household_means(unit, policy), policy)


def test_one_person_with_lcwra() -> None:
    unit = household(LCWRA)
    assert paid(unit) == 82_341  # 400.14 + 423.27
    assert paid(unit, NOTHING._replace(net_pay=100_000)) == 64_961  # less 55% of 1,000 - 684


def test_a_lone_parent_who_rents() -> None:
    unit = household(number=2, before_limit=1, rent=60_000)
    assert paid(unit) == 163_195  # 400.14 + 339.00 + 292.81 + 600
    assert paid(unit, NOTHING._replace(net_pay=90_000)) == 136_300  # less 55% of 900 - 411


def test_the_benefit_cap_and_who_is_spared() -> None:
    children = {"number": 2, "before_limit": 1, "rent": 90_000}
    capped = as_it_is(household(**children))
    assert capped.deductions.benefit_cap == 9_695 + 18_763  # with Child Benefit of 26.05 + 17.25 a week
    assert capped.paid == 183_500 - 18_763
    assert as_it_is(household(in_london=True, **children)).deductions.benefit_cap == 933  # 1,931.95 + 187.63 - 2,110.25
    assert paid(household(disabled_lower=1, **children)) == 193_195 + 15_876
    assert paid(household(adult(has_cap_grace=True), **children)) == 193_195
    assert paid(household(adult(daily_living=1), **children)) == 193_195
    assert paid(household(**children), NOTHING._replace(net_pay=84_600)) == 193_195 - 23_925


def test_a_carer_with_the_allowance() -> None:
    assert as_it_is(household(adult(is_carer=True))).paid == 24_085  # 400.14 + 201.68 - 360.97


def test_new_style_esa_counts_pound_for_pound() -> None:
    assert as_it_is(household(changed(LCWRA, **ON_SUPPORT))).paid == 21_436  # 823.41 - 609.05


def test_a_partner_past_pension_age() -> None:
    result = as_it_is(household(adult(), changed(NO_ADULT, is_pensioner=True, may_claim=True, pension=99_775)))
    assert result.elements.standard_allowance == 62_810
    assert result.deductions.unearned_income == 99_775  # 230.25 × 52 / 12
    assert result.deductions.excess == 62_810 - 99_775
    assert result.paid == 0


def test_a_couple_brings_one_health_element() -> None:
    new = changed(LCWRA, lcwra_protected=False)
    elements = household_claim(household(LCWRA, new), RATES_2026).elements
    assert elements.lcwra_protected == RATES_2026.universal_credit.lcwra_protected
    assert elements.lcwra_new == 0
    assert household_claim(household(new, new), RATES_2026).elements.lcwra_new == 21_726


def test_the_lcw_element_ended_in_2017() -> None:
    old = adult(health_group=int(HealthGroup.LCW), fit_note_since=month(2017, 3))
    assert paid(household(old)) == 40_014 + 15_876
    assert paid(household(changed(old, fit_note_since=month(2017, 4)))) == 40_014
    assert household_claim(household(old, LCWRA), RATES_2025).elements.lcw == 0


def test_savings_above_the_limit_bring_nothing() -> None:
    assert paid(household(LCWRA, capital=1_600_001)) == 0


def test_income_related_esa_is_one_claim_for_a_couple() -> None:
    holder = adult(esa_kind=int(EsaKind.INCOME_RELATED), esa_group=int(EsaGroup.SUPPORT), esa_since=month(2020, 1))
    couple = 96_807  # 144.65 + 48.50 + 30.25, × 52 / 12
    assert household_income_related_esa(household(holder), RATES_2025) == 70_092
    assert household_income_related_esa(household(holder, holder), RATES_2025) == couple
    assert household_income_related_esa(household(adult(), holder), RATES_2025) == couple


def test_income_related_esa_goes_on_beside_permitted_work() -> None:
    """ESA Regs 2008 regs 40 and 45(4), Sch 7: earnings of exempt work are disregarded in full."""
    for (gross, hours), esa in ((FOUR_HOURS, 70_092), (SIXTEEN_HOURS, 0), (SEVENTEEN_HOURS, 0)):
        unit = household(at_work(RELATED_SUPPORT, gross, hours), rent=50_000)
        assert household_income_related_esa(unit, RATES_2025) == esa
        income = household_income(unit, False, RATES_2025)
        assert (income.net_pay, income.housing_benefit) == (gross, 50_000 if esa else 0)


def test_the_enhanced_premium_goes_with_daily_living_too() -> None:
    """ESA Regs 2008 Sch 4 para 7(1): the support component, or enhanced daily living of either under pension age."""
    enhanced = {"daily_living": int(PipRate.ENHANCED)}
    assert household_income_related_esa(household(RELATED_WRAG), RATES_2025) == 55_727  # 92.05 + 36.55
    assert household_income_related_esa(household(changed(RELATED_WRAG, **enhanced)), RATES_2025) == 64_913  # + 21.20
    couple = 91_628  # 144.65 + 36.55 + 30.25, × 52 / 12
    assert household_income_related_esa(household(RELATED_WRAG, adult(**enhanced)), RATES_2025) == couple
    pensioner = changed(NO_ADULT, is_pensioner=True, **enhanced)
    retired = household(RELATED_WRAG, pensioner)
    assert household_income_related_esa(retired, RATES_2025) == 150_193  # 144.65 + 36.55 + (201.95 - 36.55)
    standard = changed(RELATED_WRAG, daily_living=int(PipRate.STANDARD), mobility=int(PipRate.ENHANCED))
    assert household_income_related_esa(household(standard), RATES_2025) == 55_727
    assert household_income_related_esa(household(changed(RELATED_SUPPORT, **enhanced)), RATES_2025) == 70_092


def test_carers_allowance_comes_off_income_related_esa_and_brings_a_premium() -> None:
    """ESA Regs 2008 reg 90, Sch 4 para 8: 46.40 a week more in all."""
    carer = household(changed(RELATED_SUPPORT, is_carer=True))
    income = household_income(carer, False, RATES_2025)
    assert income.carers_allowance == 36_097
    assert income.income_related_esa == 54_101  # (161.75 + 46.40) × 52 / 12 - 360.97


@pytest.mark.parametrize(
    ("partner", "esa"),
    [
        ({"pension": 99_775, "is_pensioner": True, "is_present": False}, 63_527),  # 223.40 + 153.45 - 230.25
        ({"is_carer": True}, 80_816),  # 223.40 + 46.40 - 83.30
        ({**ON_SUPPORT}, 35_902),  # 223.40 - 140.55
        ({"occupational_pension": 20_000}, 76_807),
        ({"maternity_allowance": 85_000}, 11_807),
        ({"is_jobseeker": True}, 56_919),  # 223.40 - 92.05
        ({"income": 96_807}, 0),
    ],
)
def test_a_partners_income_lowers_income_related_esa(partner: dict[str, int], esa: int) -> None:
    """ESA Regs 2008 reg 90 and Sch 4 para 5."""
    unit = household(RELATED_SUPPORT, adult(**partner))
    assert household_income_related_esa(unit, RATES_2025) == esa


def test_severe_disability_premiums_of_a_couple() -> None:
    """ESA Regs 2008 Sch 4 paras 6(2)(b) and 11(2)(b): both with daily living; half where one has a paid carer."""
    both = changed(RELATED_SUPPORT, daily_living=1, is_severe=True), adult(daily_living=1, is_severe=True)
    assert household_income_related_esa(household(*both), RATES_2025) == 168_653  # 223.40 + 165.80
    cared_for = changed(both[0], is_severe=False)
    assert household_income_related_esa(household(cared_for, both[1]), RATES_2025) == 132_730  # 223.40 + 82.90
    assert household_income_related_esa(household(both[0], adult()), RATES_2025) == 96_807


def test_the_cap_on_housing_benefit_spares_the_support_group() -> None:
    """SI 2006/213 regs 75A to 75G: 14,753 a year; 50 pence a week are left."""
    for group, left in ((RELATED_SUPPORT, 130_000), (RELATED_WRAG, 67_215)):  # 1,229.42 - 557.27
        income = household_income(household(group, rent=130_000), False, RATES_2025)
        assert abs(income.housing_benefit - left) <= 1
    large = household(RELATED_WRAG, number=20, rent=50_000)
    assert household_income(large, False, RATES_2025).housing_benefit == 217


def test_who_is_on_universal_credit_is_weighed_on_it_whatever_esa_was_held() -> None:
    unit = household(changed(RELATED_SUPPORT, daily_living=1), rent=50_000)
    before = household_income(household(adult(daily_living=1), rent=50_000), True, RATES_2025)
    job = household_income(household(at_work(adult(daily_living=1), *FOUR_HOURS), rent=50_000), True, RATES_2025)
    assert household_gain(unit, True, *FOUR_HOURS, True, RATES_2025) == sum(job) - sum(before)


def test_new_style_jsa_and_maternity_allowance_count_in_the_cap_and_other_income_does_not() -> None:
    """WRA 2012 s.96(10): both are welfare benefits of the cap."""
    plain = as_it_is(household(rent=130_000))
    assert plain.paid == 122_942
    assert as_it_is(household(adult(maternity_allowance=30_000), rent=130_000)).paid == 92_942
    assert as_it_is(household(adult(occupational_pension=30_000), rent=130_000)).paid == 122_942
    assert as_it_is(household(adult(is_jobseeker=True), rent=130_000)).paid == 122_942 - 39_888
    assert as_it_is(household(adult(spares_cap=True), rent=130_000)).paid == 170_014


def test_the_supplement_of_carers_in_scotland_is_not_counted() -> None:
    scottish = household_means(household(adult(is_carer=True, is_scottish=True)), RATES_2026)
    assert (scottish.carers_allowance, scottish.carer_supplement) == (37_462, 5_070)
    assert as_it_is(household(adult(is_carer=True, is_scottish=True)), RATES_2026).deductions.unearned_income == 37_462


def test_scottish_child_payment_ends_with_the_award_and_the_gain_to_work_knows() -> None:
    parent = adult(is_scottish=True)
    unit = household(parent, number=2, young=1)
    assert household_income(unit, True, RATES_2026).scottish_child_payment == 12_220
    assert household_income(unit, False, RATES_2026).scottish_child_payment == 0
    english = household(adult(), number=2, young=1)
    job = (450_000, 37.0)
    net_of_tax = household_means(household(at_work(parent, *job)), RATES_2026).net_pay
    gains = [household_gain(each, True, *job, True, RATES_2026) for each in (unit, english)]
    net_in_england = household_means(household(at_work(adult(), *job)), RATES_2026).net_pay
    assert gains[0] - gains[1] == net_of_tax - net_in_england - 12_220


def test_taxes_on_other_income_than_pay() -> None:
    """ITEPA 2003 ss.577, 660, 681B: on top of pay, so at its marginal rate; the charge on the higher of two incomes."""
    worker = changed(adult(gross_pay=150_000), occupational_pension=20_000)
    assert household_income(household(worker), False, RATES_2026).tax_charges == -4_000
    assert household_income(household(adult(maternity_allowance=90_000)), False, RATES_2026).tax_charges == 0
    rich, poor = adult(gross_pay=600_000), adult(gross_pay=100_000)
    for pair in ((rich, poor), (poor, rich)):
        income = household_income(household(*pair, number=1), False, RATES_2026)
        assert income.tax_charges == -7_033  # 60% of 117.22: 72,000 a year
    two = household(adult(gross_pay=490_000), adult(gross_pay=490_000), number=1)
    assert household_income(two, False, RATES_2026).tax_charges == 0


@pytest.mark.parametrize(
    ("job", "gain"),
    [
        (FOUR_HOURS, 21_164),  # ESA of 700.92 and Housing Benefit of 500 kept
        (SIXTEEN_HOURS, 72_949),  # 846.56 + (400.14 + 500 + 423.27 - 55% of 846.56 - 411) - 1,200.92
        (SEVENTEEN_HOURS, 75_330),  # 899.47 + (1,323.41 - 55% of 899.47 - 411) - 1,200.92
    ],
)
def test_the_gain_from_work_beside_and_beyond_income_related_esa(job: tuple[int, float], gain: int) -> None:
    """The support group goes to Universal Credit with LCWRA and its work allowance (TP Regs 2014 reg 19)."""
    unit = household(RELATED_SUPPORT, rent=50_000)
    assert household_gain(unit, True, *job, False, RATES_2025) == gain


def test_the_gain_of_the_work_related_activity_group() -> None:
    gain = household_gain(household(RELATED_WRAG), True, *SEVENTEEN_HOURS, False, RATES_2025)
    assert gain == 78_259  # 899.47 + (400.14 + 158.76 - 55% of 899.47 - 684) - 557.27: LCW from before April 2017
    later = changed(RELATED_WRAG, esa_since=month(2018, 1))
    gain = household_gain(household(later), True, *SEVENTEEN_HOURS, False, RATES_2025)
    assert gain == 78_222  # 899.47 + (400.14 - 55% of 899.47 - 684) - 398.88: the allowance without the element


def test_a_partners_job_takes_the_couple_to_universal_credit() -> None:
    unit = household(RELATED_SUPPORT, adult(), rent=50_000)
    gain = household_gain(unit, False, *FOUR_HOURS, False, RATES_2025)
    assert gain == 29_494  # 211.64 + (628.10 + 500 + 423.27) - (968.07 + 500)


def test_who_comes_from_esa_has_the_protected_rate() -> None:
    claim = household_claim(on_universal_credit(household(RELATED_SUPPORT)), RATES_2026)
    assert claim.elements.lcwra_protected == 42_980
    assert not claim.capped
    assert on_universal_credit(household(LCWRA)) == household(LCWRA)


def test_the_gain_from_a_part_time_job() -> None:
    unit = household(LCWRA, rent=50_000)
    gross = 87_302  # 16.5 hours at 12.21; no tax, and 55% of 873.02 - 411 off the award
    assert household_gain(unit, True, gross, 16.5, True, RATES_2025) == 87_302 - 25_411
    assert household_gain(unit, True, gross, 16.5, False, RATES_2025) == 87_302


def test_the_gain_from_leaving_new_style_esa() -> None:
    unit = household(adult(**ON_SUPPORT))
    assert household_gain(unit, True, 87_302, 16.5, False, RATES_2025) == 87_302 - 60_905
    assert household_gain(unit, True, *FOUR_HOURS, False, RATES_2025) == 21_164
    assert household_gain(unit, True, *SIXTEEN_HOURS, False, RATES_2025) == 84_656 - 60_905


@st.composite
def adults(draw: st.DrawFn) -> Adult:
    """Draw a lawful adult, present or past pension age."""
    pensioner = draw(st.booleans())
    group = draw(st.sampled_from([0, 1, 2, 3]))
    lcwra = group == HealthGroup.LCWRA
    esa = 0 if pensioner else draw(st.sampled_from([0, 1, 2]))
    return Adult(
        is_present=not pensioner,
        is_pensioner=pensioner,
        may_claim=draw(st.sampled_from([True, True, True, False])),
        is_under_25=not pensioner and draw(st.booleans()),
        is_scottish=draw(st.booleans()),
        care=Care(draw(st.booleans()), draw(st.booleans())),
        disability=Disability(
            draw(st.sampled_from([0, 1, 2])), draw(st.sampled_from([0, 1, 2])), draw(st.booleans()), draw(st.booleans())
        ),
        means=OtherMeans(
            draw(st.sampled_from([0, 20_000, 99_775])) if pensioner else 0,
            draw(st.integers(0, 40_000)),
            draw(st.booleans()),
            draw(st.sampled_from([0, 0, 20_000])),
            0 if esa else draw(st.sampled_from([0, 0, 85_000])),
            not (pensioner or esa) and draw(st.booleans()),
        ),
        work=Work(
            gross_pay=draw(st.integers(0, 100_000 if esa else 600_000)),
            weekly_hours=0.0,
            has_cap_grace=not pensioner and draw(st.booleans()),
            terms=Terms(
                draw(st.booleans()),
                draw(st.sampled_from([0.0, 0.05])),
                draw(st.sampled_from([0, 190_000])),
                False,
                False,
            ),
            share_paid=1.0,
        ),
        incapacity=Incapacity(
            esa_kind=esa,
            esa_group=draw(st.sampled_from([1, 2, 3])) if esa else 0,
            esa_since=24_290 if esa else 0,
            health_group=group,
            fit_note_since=draw(st.integers(24_100, 24_330)),
            lcwra_paid=lcwra and draw(st.booleans()),
            lcwra_protected=draw(st.booleans()),
            awaits_element=group in (HealthGroup.PRE_WCA, HealthGroup.LCWRA) and draw(st.booleans()),
        ),
    )


AMOUNTS = st.sampled_from([0, 30_000, 120_000, 300_000])


@st.composite
def households(draw: st.DrawFn) -> Household:
    """Draw a lawful household with one adult present at least."""
    first = draw(adults().filter(lambda a: a.is_present))
    number = draw(st.integers(0, 7))
    return Household(
        first,
        draw(st.one_of(st.just(NO_ADULT), adults())),
        Children(
            number,
            before_limit=draw(st.integers(0, number)),
            excepted=draw(st.integers(0, 2)),
            disabled_lower=draw(st.integers(0, 2)),
            disabled_higher=draw(st.integers(0, 2)),
            young=draw(st.integers(0, number)),
        ),
        Home(in_london=draw(st.booleans()), rent=draw(st.integers(0, 250_000)), is_temporary=draw(st.booleans())),
        capital=draw(st.integers(0, 1_700_000)),
        transitional_element=draw(st.integers(0, 50_000)),
        last_month=LimitedElements(*draw(st.tuples(*[st.sampled_from([0, 20_000, 40_000])] * 8))),
        outgoings=Outgoings(
            PaidCare(min(number, draw(st.integers(0, 3))), *sorted(draw(st.tuples(AMOUNTS, AMOUNTS)))),
            council_tax=16_000,
            most_reduction=draw(st.sampled_from([0, 12_000, 16_000])),
        ),
    )


def leaves_the_cap(unit: Household, before: Means, after: Means, policy: Policy) -> bool:
    """Say whether the cap bites with some means, and the net pay of others lifts it (UC Regs reg 82(1))."""
    bites = assessed_award(household_claim(unit, policy), before, policy)
    lifted = earns_cap_exemption(after.net_pay, policy.benefit_cap, policy.pay)
    return bites.deductions.benefit_cap > 0 and bool(lifted)


POLICIES = st.sampled_from([RATES_2025, RATES_2026])


@given(households(), POLICIES)
def test_an_award_adds_up_and_is_never_negative(unit: Household, policy: Policy) -> None:
    result = as_it_is(unit, policy)
    taken = result.deductions
    assert maximum_amount(result.elements) + result.transitional - sum(taken) == result.paid >= 0
    assert taken.excess <= 0 <= min(taken.earnings, taken.unearned_income, taken.capital, taken.benefit_cap)


@given(households(), POLICIES, st.integers(0, 500_000))
def test_an_award_never_rises_with_savings(unit: Household, policy: Policy, more: int) -> None:
    assert paid(unit._replace(capital=unit.capital + more), NOTHING, policy) <= paid(unit, NOTHING, policy)


@given(households(), POLICIES, st.integers(0, 300_000), st.integers(0, 300_000))
def test_an_award_never_rises_with_earnings_but_out_of_the_cap(
    unit: Household, policy: Policy, net: int, more: int
) -> None:
    less, richer = NOTHING._replace(net_pay=net), NOTHING._replace(net_pay=net + more)
    assume(not leaves_the_cap(unit, less, richer, policy))
    assert paid(unit, richer, policy) <= paid(unit, less, policy)


@given(households(), POLICIES)
def test_a_partner_who_may_not_claim_never_raises_the_award(unit: Household, policy: Policy) -> None:
    alone = unit._replace(second=NO_ADULT, transitional_element=0)
    barred = alone._replace(second=changed(unit.second, may_claim=False))
    has_allowance = (
        household_claim(alone, policy).work_allowance > 0 or not household_claim(barred, policy).work_allowance
    )
    before, after = household_means(alone, policy), household_means(barred, policy)
    assume(has_allowance and not leaves_the_cap(alone, before, after, policy) and not unit.second.work.has_cap_grace)
    assert as_it_is(barred, policy).paid <= as_it_is(alone, policy).paid


@given(households())
def test_the_protected_rate_is_never_the_lower(unit: Household) -> None:
    unit = unit._replace(transitional_element=0, second=NO_ADULT)
    protected = unit._replace(first=changed(unit.first, lcwra_protected=True))
    new = unit._replace(first=changed(unit.first, lcwra_protected=False))
    assert paid(protected, NOTHING, RATES_2026) >= paid(new, NOTHING, RATES_2026)


def everything(unit: Household, on_uc: bool, policy: Policy) -> int:
    """Return all that a household has."""
    return sum(household_income(unit, on_uc, policy))


def begins_an_award(idle: Household, job: Household, on_uc: bool, policy: Policy) -> bool:
    """Say whether a job ends Maternity Allowance or JSA, and so begins an award with all that it brings."""
    before, after = (
        as_it_is(unit, policy).paid if on_uc else household_income_related_esa(unit, policy) for unit in (idle, job)
    )
    return before == 0 < after


@given(households(), POLICIES, st.integers(1, 600_000), st.booleans())
def test_a_job_brings_no_more_than_its_pay_but_out_of_the_cap_or_to_an_award(
    unit: Household, policy: Policy, gross: int, on_uc: bool
) -> None:
    unit = unit._replace(first=changed(unit.first, gross_pay=0))
    on_esa = household_income_related_esa(unit, policy) > 0
    idle, on_uc = on_universal_credit(unit) if on_esa else unit, on_uc or on_esa
    job = idle._replace(first=changed(idle.first, gross_pay=gross))
    assume(not on_uc or not leaves_the_cap(idle, household_means(idle, policy), household_means(job, policy), policy))
    assume(not begins_an_award(idle, job, on_uc, policy))
    better_off_moved = max(0, everything(idle, on_uc, policy) - everything(unit, on_uc, policy)) if on_esa else 0
    assert household_gain(unit, True, gross, 0.0, on_uc, policy) <= gross + better_off_moved


@given(households(), st.sampled_from([RATES_2025, RATES_2026]))
def test_two_months_alike_pay_twice_one_month(unit: Household, policy: Policy) -> None:
    """An award has no memory but what the household carries: its transitional element and last month's elements."""
    means = household_means(unit, policy)
    one, again = (award(household_claim(unit, policy), means, policy) for _ in range(2))
    assert one + again == 2 * one
