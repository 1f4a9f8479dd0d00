"""Whole households: worked cases of 2025-26, and what must hold for any."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st
from rates import APRIL_2025, NO_ADULT, RATES_2025, RATES_2026, adult, household

from welfsim.awards.budget import (
    Award,
    Means,
    assessed_award,
    award,
    household_claim,
    household_gain,
    household_income_related_esa,
    household_means,
)
from welfsim.awards.household import Adult, Household
from welfsim.awards.universal_credit import limited_amount
from welfsim.months import month
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup
from welfsim.vocabulary.parameters import Policy

NOTHING = Means(0, 0, 0, 0)
LCWRA = adult(health_group=int(HealthGroup.LCWRA), fit_note_since=24_200, lcwra_paid=True, lcwra_protected=True)
ON_SUPPORT = {"esa_kind": int(EsaKind.NEW_STYLE), "esa_group": int(EsaGroup.SUPPORT)}


def paid(unit: Household, means: Means = NOTHING, policy: Policy = RATES_2025) -> int:
    """Return what a household is paid with given means."""
    return award(household_claim(unit, policy, APRIL_2025), means, policy)


def as_it_is(unit: Household, policy: Policy = RATES_2025) -> Award:
    """Return the award of a household with its own means."""
    return assessed_award(household_claim(unit, policy, APRIL_2025), household_means(unit, policy), policy)


def test_one_person_with_lcwra() -> None:
    unit = household(LCWRA)
    assert paid(unit) == 82_341  # 400.14 + 423.27
    assert paid(unit, Means(100_000, 0, 0, 0)) == 64_961  # less 55% of 1,000 - 684


def test_a_lone_parent_who_rents() -> None:
    unit = household(child_1_birth=month(2015, 1), child_2_birth=month(2020, 1), rent=60_000)
    assert paid(unit) == 163_195  # 400.14 + 339.00 + 292.81 + 600
    assert paid(unit, Means(90_000, 0, 0, 0)) == 136_300  # less 55% of 900 - 411


def test_the_benefit_cap_and_who_is_spared() -> None:
    children = {"child_1_birth": month(2015, 1), "child_2_birth": month(2020, 1), "rent": 90_000}
    capped = as_it_is(household(**children))
    assert capped.deductions.benefit_cap == 9_695 + 18_763  # with Child Benefit of 26.05 + 17.25 a week
    assert capped.paid == 183_500 - 18_763
    assert as_it_is(household(in_london=True, **children)).deductions.benefit_cap == 933  # 1,931.95 + 187.63 - 2,110.25
    assert paid(household(disabled_lower=1, **children)) == 193_195 + 15_876
    assert paid(household(adult(has_cap_grace=True), **children)) == 193_195
    assert paid(household(adult(daily_living=1), **children)) == 193_195
    assert paid(household(**children), Means(84_600, 0, 0, 0)) == 193_195 - 23_925


def test_a_carer_with_the_allowance() -> None:
    assert as_it_is(household(adult(is_carer=True))).paid == 24_085  # 400.14 + 201.68 - 360.97


def test_new_style_esa_counts_pound_for_pound() -> None:
    assert as_it_is(household(LCWRA._replace(**ON_SUPPORT))).paid == 21_436  # 823.41 - 609.05


def test_a_partner_past_pension_age() -> None:
    result = as_it_is(household(adult(), NO_ADULT._replace(is_pensioner=True)))
    assert result.elements.standard_allowance == 62_810
    assert result.deductions.unearned_income == 99_775  # 230.25 × 52 / 12
    assert result.deductions.excess == 62_810 - 99_775
    assert result.paid == 0


def test_a_couple_brings_one_health_element() -> None:
    new = LCWRA._replace(lcwra_protected=False)
    elements = household_claim(household(LCWRA, new), RATES_2026, APRIL_2025).elements
    assert elements.lcwra_protected == RATES_2026.universal_credit.lcwra_protected
    assert elements.lcwra_new == 0
    assert household_claim(household(new, new), RATES_2026, APRIL_2025).elements.lcwra_new == 21_726


def test_the_lcw_element_ended_in_2017() -> None:
    old = adult(health_group=int(HealthGroup.LCW), fit_note_since=month(2017, 3))
    assert paid(household(old)) == 40_014 + 15_876
    assert paid(household(old._replace(fit_note_since=month(2017, 4)))) == 40_014
    assert household_claim(household(old, LCWRA), RATES_2025, APRIL_2025).elements.lcw == 0


def test_savings_above_the_limit_bring_nothing() -> None:
    assert paid(household(LCWRA, capital=1_600_001)) == 0


def test_income_related_esa_is_one_claim_for_a_couple() -> None:
    holder = adult(esa_kind=int(EsaKind.INCOME_RELATED), esa_group=int(EsaGroup.SUPPORT), esa_since=month(2020, 1))
    couple = 96_807  # 144.65 + 48.50 + 30.25, × 52 / 12
    assert household_income_related_esa(household(holder), RATES_2025) == 70_092
    assert household_income_related_esa(household(holder, holder), RATES_2025) == couple
    assert household_income_related_esa(household(adult(), holder), RATES_2025) == couple


def test_the_gain_from_a_part_time_job() -> None:
    unit = household(LCWRA, rent=50_000)
    gross = 87_302  # 16.5 hours at 12.21; no tax, and 55% of 873.02 - 411 off the award
    assert household_gain(unit, LCWRA, gross, True, RATES_2025, APRIL_2025) == 87_302 - 25_411
    assert household_gain(unit, LCWRA, gross, False, RATES_2025, APRIL_2025) == 87_302


def test_the_gain_from_leaving_new_style_esa() -> None:
    claimant = adult(**ON_SUPPORT)
    assert household_gain(household(claimant), claimant, 87_302, False, RATES_2025, APRIL_2025) == 87_302 - 60_905


@st.composite
def adults(draw: st.DrawFn) -> Adult:
    """Draw a lawful adult, present or past pension age."""
    pensioner = draw(st.booleans())
    group = draw(st.sampled_from([0, 1, 2, 3]))
    lcwra = not pensioner and group == HealthGroup.LCWRA
    esa = 0 if pensioner else draw(st.sampled_from([0, 1]))
    return Adult(
        is_present=not pensioner,
        is_pensioner=pensioner,
        is_under_25=not pensioner and draw(st.booleans()),
        is_scottish=draw(st.booleans()),
        is_carer=draw(st.booleans()),
        daily_living=draw(st.sampled_from([0, 1, 2])),
        mobility=draw(st.sampled_from([0, 1, 2])),
        gross_pay=0 if pensioner or esa else draw(st.integers(0, 600_000)),
        has_cap_grace=not pensioner and draw(st.booleans()),
        esa_kind=esa,
        esa_group=draw(st.sampled_from([1, 2, 3])) if esa else 0,
        esa_since=24_290 if esa else 0,
        health_group=0 if pensioner else group,
        fit_note_since=draw(st.integers(24_100, 24_330)),
        lcwra_paid=lcwra and draw(st.booleans()),
        lcwra_protected=draw(st.booleans()),
    )


@st.composite
def households(draw: st.DrawFn) -> Household:
    """Draw a lawful household with one adult present at least."""
    first = draw(adults().filter(lambda a: a.is_present))
    births = sorted(draw(st.lists(st.integers(24_100, 24_303), max_size=4)))
    children = [*births, 0, 0, 0, 0][:4]
    return Household(
        first,
        draw(st.one_of(st.just(NO_ADULT), adults())),
        *children,
        disabled_lower=draw(st.integers(0, 2)),
        disabled_higher=draw(st.integers(0, 2)),
        in_london=draw(st.booleans()),
        rent=draw(st.integers(0, 250_000)),
        capital=draw(st.integers(0, 1_700_000)),
        transitional_element=draw(st.integers(0, 50_000)),
        limited_elements=draw(st.sampled_from([0, 80_000])),
    )


POLICIES = st.sampled_from([RATES_2025, RATES_2026])


@given(households(), POLICIES)
def test_an_award_adds_up_and_is_never_negative(unit: Household, policy: Policy) -> None:
    result = as_it_is(unit, policy)
    taken = result.deductions
    assert limited_amount(result.elements) + result.transitional - sum(taken) == result.paid >= 0
    assert taken.excess <= 0 <= min(taken.earnings, taken.unearned_income, taken.capital, taken.benefit_cap)


@given(households(), POLICIES, st.integers(0, 500_000))
def test_an_award_never_rises_with_savings(unit: Household, policy: Policy, more: int) -> None:
    assert paid(unit._replace(capital=unit.capital + more), NOTHING, policy) <= paid(unit, NOTHING, policy)


@given(households(), POLICIES, st.integers(0, 300_000), st.integers(0, 300_000))
def test_an_award_never_rises_with_earnings_but_out_of_the_cap(
    unit: Household, policy: Policy, net: int, more: int
) -> None:
    assume(not household_claim(unit, policy, APRIL_2025).capped)
    assert paid(unit, Means(net + more, 0, 0, 0), policy) <= paid(unit, Means(net, 0, 0, 0), policy)


@given(households())
def test_the_protected_rate_is_never_the_lower(unit: Household) -> None:
    unit = unit._replace(transitional_element=0, second=NO_ADULT)
    protected = unit._replace(first=unit.first._replace(lcwra_protected=True))
    new = unit._replace(first=unit.first._replace(lcwra_protected=False))
    assert paid(protected, NOTHING, RATES_2026) >= paid(new, NOTHING, RATES_2026)


@given(households(), POLICIES, st.integers(1, 600_000), st.booleans())
def test_a_job_brings_no_more_than_its_pay_but_out_of_the_cap(
    unit: Household, policy: Policy, gross: int, on_uc: bool
) -> None:
    taker = unit.first._replace(gross_pay=0)
    unit = unit._replace(first=taker)
    assume(not household_claim(unit, policy, APRIL_2025).capped)
    assert household_gain(unit, taker, gross, on_uc, policy, APRIL_2025) <= gross
