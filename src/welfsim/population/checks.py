"""What the population was asked to be and what it is, in real people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.awards.universal_credit import APRIL_2017, CHILDREN_WITHIN_LIMIT
from welfsim.months import MONTHS_A_YEAR
from welfsim.population import universal_credit
from welfsim.population.assumptions import assumed
from welfsim.population.build import Population
from welfsim.population.children import family_sizes
from welfsim.population.families import uc_scaled
from welfsim.population.incapacity import esa_stock, related_stock, uc_health_stocks
from welfsim.population.latent import columns_of
from welfsim.population.law import law_at
from welfsim.population.migration import flows_a_year, years_planned
from welfsim.population.pay import paid_an_hour
from welfsim.population.people import working_age_people
from welfsim.population.pip import daily_living_stock, disputes_in_progress
from welfsim.population.published import (
    SEXES,
    employment_by_age,
    inactive,
    people_by_age,
    share,
    stock,
)
from welfsim.population.self_employment import LAST_AGE, STARTS, published_shares
from welfsim.rules.credit_claims import cap_deductions
from welfsim.rules.standing import MONTHS_AT_16
from welfsim.vocabulary.benefit_units import MAX_CHILDREN
from welfsim.vocabulary.codes import (
    Activity,
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    PipRate,
    Presence,
    Programme,
    Readiness,
    Regime,
    Severity,
    Sex,
)

DWP = "DWP Universal Credit statistics"
WCA = "DWP UC Work Capability Assessment statistics"
LFS = "ONS Labour Force Survey"
CHILDREN = ("1 child", "2 children", "3 children", "4 children or more")
CHILDHOOD = 18  # years
PENCE, MILLION = 100, 1_000_000
WITHIN, MOST_ROUNDING = 2, 5  # per cent of a target that it may be off by; and that its rounding may add up to
ONS = "ONS mid-2024 population estimates and projections"


@dataclass(frozen=True)
class Margin:
    """One margin: what was aimed at and what there is."""

    margin: str
    category: str
    target: float
    achieved: float
    source: str
    status: str


def margins(population: Population) -> pd.DataFrame:
    """Return each margin of a population, in real people or shares.

    Returns
    -------
    pandas.DataFrame
        Columns margin, category, target, achieved, difference, percent, within, source and status: published, derived,
        assumption, or 'check' for a margin that was not aimed at. It is within if it is off by no more than two per
        cent, the rounding of what was published, or a row.
    """
    found = list(_all(population))
    rows = pd.DataFrame([vars(row) for row in found])
    rows.insert(4, "difference", rows["achieved"] - rows["target"])
    rows.insert(5, "percent", 100 * rows["difference"] / rows["target"])
    rows.insert(6, "within", [_is_within(row, population.grossing) for row in found])
    return rows


def _is_within(row: Margin, grossing: int) -> bool:
    """Say whether a margin is met, within two per cent, half of the last digit of its target, or a row of people."""
    of_rows = grossing if row.target > 1 else 0
    rounding = min(half_digit(row.target), row.target * MOST_ROUNDING / 100)
    return abs(row.achieved - row.target) <= max(row.target * WITHIN / 100, rounding, of_rows)


def half_digit(value: float) -> float:
    """Return half a unit of the last digit of a number as it is written: 0.005 of 0.17, 50,000 of 2,700,000."""
    exponent = int(Decimal(repr(float(value))).normalize().as_tuple().exponent)
    return float(Decimal(5).scaleb(exponent - 1))


def _all(population: Population) -> Iterator[Margin]:
    for part in (_people, _families, _ill, _claims, _limits, _health, _esa, _pip, _work, _regimes):
        yield from part(population)


def _count(population: Population, mask: NDArray[np.bool_]) -> float:
    return float(mask.sum()) * population.grossing


def _people(population: Population) -> Iterator[Margin]:
    person, start = population.state.person, population.start
    here = person.presence == Presence.PRESENT
    yield Margin(
        "people", "16 to State Pension age", working_age_people(start), _count(population, here), ONS, "derived"
    )
    ages = people_by_age(start)[:, :, 16:65].sum(axis=0)
    age = (start - 1 - person.birth_month.astype(np.int32)) // 12
    for sex in Sex:
        for low, high in ((16, 24), (25, 34), (35, 49), (50, 64)):
            target = float(ages[sex, low - 16 : high - 15].sum())
            mask = here & (person.sex == sex) & (age >= low) & (age <= high)
            yield Margin("people", f"{SEXES[sex]} {low} to {high}", target, _count(population, mask), ONS, "derived")
    waiting, turn_16 = person.presence == Presence.WAITING, person.entry_month == person.birth_month + MONTHS_AT_16
    children = float(people_by_age(start)[:, :, 6:16].sum())
    yield Margin("people", "turn 16 within ten years", children, _count(population, waiting & turn_16), ONS, "derived")
    come, go = (float(flow.sum()) for flow in flows_a_year(start))
    years = years_planned(start)
    arrive, leave = _count(population, waiting & ~turn_16), _count(population, person.leaves_month > 0)
    yield Margin("people", "arrive in a year", come, arrive / years, ONS, "derived")
    yield Margin("people", "leave in a year", go, leave / np.ceil(years), ONS, "assumption")


def _ill(population: Population) -> Iterator[Margin]:
    person = population.state.person
    here = person.presence == Presence.PRESENT
    total = _count(population, here)
    limiting, severe = share("work_limiting_share"), assumed("severe_share_of_work_limiting")
    for name, least, part, status in (
        ("any long-term condition", Severity.MILD, share("any_condition_share"), "published"),
        ("work-limiting", Severity.WORK_LIMITING, limiting, "published"),
        ("severe", Severity.SEVERE, limiting * severe, "assumption"),
    ):
        yield Margin(
            "ill health", name, part * total, _count(population, here & (person.severity >= least)), LFS, status
        )


def _claims(population: Population) -> Iterator[Margin]:
    unit, person, start = population.state.unit, population.state.person, population.start
    claims = unit.uc_since > 0
    children = unit.child_1_birth > 0
    status = "published" if start >= 12 * 2025 + 3 else "derived"
    for number, name in enumerate(universal_credit.FAMILIES):
        mask = claims & ((unit.adults == 2) == (number % 2 == 1)) & (children == (number >= 2))
        target = universal_credit.uc_household_stock(name, start)
        yield Margin("UC households", name.lower().replace("_", " "), target, _count(population, mask), DWP, status)
    adults = claims[person.unit] & (person.presence == Presence.PRESENT)
    yield Margin("UC people", "all", stock("uc_people", "all", start), _count(population, adults), DWP, "check")
    size = _births(population).astype(bool).sum(axis=0)
    by_size = universal_credit.uc_households_by_children(start)
    for number, (name, target) in enumerate(zip(CHILDREN, by_size, strict=True), start=1):
        yield Margin("UC households", name, target, _count(population, claims & (size == number)), DWP, status)
    for number, name in enumerate(universal_credit.FAMILIES):
        mask = (unit.uc_nil_since > 0) & ((unit.adults == 2) == (number % 2 == 1)) & (children == (number >= 2))
        target = stock("uc_nil_awards", name, start) * uc_scaled(start)
        name = name.lower().replace("_", " ")
        yield Margin("UC households with a nil award", name, target, _count(population, mask), DWP, status)
    carers = person.carer & adults
    target = stock("uc_carer_element", "all", start) * uc_scaled(start)
    yield Margin("UC carer element", "households", target, _count(population, carers), DWP, status)
    paid = _count(population, person.carer & person.claims_allowance)
    yield Margin("Carer's Allowance", "in payment", share("carers_paid"), paid, "DWP and Scotland", "check")


def _births(population: Population) -> NDArray[np.int16]:
    """Return the months of birth of each unit's children, eldest first; 0 where there is none."""
    unit = population.state.unit
    return np.stack([getattr(unit, f"child_{number}_birth") for number in range(1, MAX_CHILDREN + 1)])


def _families(population: Population) -> Iterator[Margin]:
    births, start = _births(population), population.start
    age = np.where(births > 0, start - 1 - births.astype(np.int32), -1) // MONTHS_A_YEAR
    people = people_by_age(start)[:, :, :CHILDHOOD].sum(axis=(0, 1))
    for year, target in enumerate(people):
        yield Margin("children", f"age {year}", float(target), _count(population, age == year), ONS, "derived")
    size = (births > 0).sum(axis=0)
    families = _count(population, size > 0)
    for number, (name, target) in enumerate(zip(CHILDREN, family_sizes(), strict=True), start=1):
        status = "published" if number < MAX_CHILDREN - 1 else "assumption"
        achieved = _count(population, size == number) / max(families, 1.0)
        yield Margin("families", f"with {name}", float(target), achieved, "ONS families and households 2024", status)
    source = "ONS families and households 2024"
    yield Margin("families", "with dependent children", share("families_with_children"), families, source, "check")


def _limits(population: Population) -> Iterator[Margin]:
    """Yield what nothing was aimed at: households that the two-child limit and the benefit cap reach."""
    births, start = _births(population), population.start
    claims = population.state.unit.uc_since > 0
    reached = claims & ((births > 0).sum(axis=0) > CHILDREN_WITHIN_LIMIT) & (births.max(axis=0) >= APRIL_2017)
    scale, source = uc_scaled(start), "DWP, April and May 2025"
    target = stock("uc_two_child_limit", "all", start) * scale
    yield Margin("two-child limit", "households", target, _count(population, reached), source, "check")
    taken = cap_deductions(population.state, np.flatnonzero(claims), law_at(start), start)
    capped, mean = stock("uc_capped", "all", start) * scale, stock("uc_capped_mean", "all", start)
    pounds = taken[taken > 0] / PENCE
    yield Margin("benefit cap", "households", capped, float(pounds.size) * population.grossing, source, "check")
    yield Margin(
        "benefit cap", "mean, pounds a month", mean, float(pounds.mean()) if pounds.size else 0.0, source, "check"
    )
    million = MONTHS_A_YEAR * population.grossing * float(pounds.sum()) / MILLION
    target = MONTHS_A_YEAR * capped * mean / MILLION
    yield Margin("benefit cap", "pounds a year, million", target, million, source, "check")


def _health(population: Population) -> Iterator[Margin]:
    person, start = population.state.person, population.start
    stocks = uc_health_stocks(start)
    total = 0.0
    for group, target in stocks.items():
        status = "published" if group == HealthGroup.LCWRA else "derived"
        achieved = _count(population, person.health_group == group)
        total += target
        yield Margin("UC health people", group.name, target, achieved, WCA, status)
    age = (start - 1 - person.birth_month.astype(np.int32)) // 12
    ill = person.health_group > 0
    for name, mask, key in (
        ("under 25", age < 25, "uc_health_under_25"),
        ("50 and over", age >= 50, "uc_health_50_plus"),
        ("women", person.sex == Sex.FEMALE, "uc_health_women"),
    ):
        yield Margin("UC health people", name, share(key) * total, _count(population, ill & mask), WCA, "published")


def _esa(population: Population) -> Iterator[Margin]:
    person, start = population.state.person, population.start
    source = "DWP benefits statistics"
    claimant = person.esa_kind > 0
    yield Margin("ESA", "all", esa_stock("all", start), _count(population, claimant), source, "published")
    related = _count(population, person.esa_kind == EsaKind.INCOME_RELATED)
    yield Margin("ESA", "income-related", related_stock(start), related, source, "derived")
    paid = _count(population, person.esa_kind == EsaKind.NEW_STYLE)
    target = share("esa_new_style_paid")
    yield Margin("ESA", "new-style in payment", target, paid, "DWP, mean of 2025-26", "check")
    names = {"assessment_phase": EsaGroup.ASSESSMENT, "wrag": EsaGroup.WRAG, "support_group": EsaGroup.SUPPORT}
    parts = {name: esa_stock(name, start) for name in names}
    for name, group in names.items():
        target = esa_stock("all", start) * parts[name] / sum(parts.values())
        achieved = _count(population, person.esa_group == group)
        yield Margin("ESA", name.replace("_", " "), target, achieved, source, "derived")


def _pip(population: Population) -> Iterator[Margin]:
    person, start = population.state.person, population.start
    place = population.state.district.nation[person.district]
    source = "DWP PIP statistics, January 2025, working age"
    for rate, target in zip((PipRate.STANDARD, PipRate.ENHANCED), daily_living_stock(start), strict=True):
        mask = (person.daily_living == rate) & (place < 2)
        name = f"daily living {rate.name.lower()}, England and Wales"
        yield Margin("PIP", name, target, _count(population, mask), source, "check")
    source = "DWP PIP statistics and HMCTS tribunal statistics: begun a month times months"
    for stage, target in disputes_in_progress(start).items():
        mask = (person.pip_dispute_month > 0) & (person.pip_dispute_stage == stage) & (place < 2)
        yield Margin("PIP disputes", stage.name.lower(), target, _count(population, mask), source, "derived")
    daily = person.daily_living > 0
    under = person.top_activity_points < 4
    for name, mask, target in (
        ("under four points, standard", person.daily_living == 1, share("pip_below_four_standard")),
        ("under four points, enhanced", person.daily_living == 2, share("pip_below_four_enhanced")),
        ("under four points, all", daily, share("pip_below_four_all")),
    ):
        yield Margin("PIP share", name, target, _part(under, mask), "DWP FOI2025/24990", "published")
    pip = daily | (person.mobility > 0)
    heavy = (person.health_group == HealthGroup.LCWRA) | (person.esa_group == EsaGroup.SUPPORT)
    any_health = (person.health_group > 0) | (person.esa_kind > 0)
    work = person.job != Job.OUT
    for name, part, whole, target, status in (
        ("of LCWRA or Support Group", pip, heavy, share("pip_with_lcwra_or_support"), "published"),
        ("of UC health or ESA", pip, any_health, share("pip_with_uc_health_or_esa"), "published"),
        ("recipients in work", work, pip, share("pip_recipients_in_work"), "check"),
    ):
        yield Margin("PIP share", name, target, _part(part, whole), "DWP and OBR", status)


def _part(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float:
    return float((part & whole).sum() / max(int(whole.sum()), 1))


def _work(population: Population) -> Iterator[Margin]:
    person, start = population.state.person, population.start
    here = person.presence == Presence.PRESENT
    age = (start - 1 - person.birth_month.astype(np.int32)) // 12
    work = person.job != Job.OUT
    bands = ((16, 17), (18, 24), (25, 34), (35, 49), (50, 64))
    for (low, high), rate in zip(bands, employment_by_age(start), strict=True):
        band = here & (age >= low) & (age <= high)
        yield Margin("employment rate", f"{low} to {high}", rate, _part(work, band), LFS, "published")
    limiting = here & (person.severity >= Severity.WORK_LIMITING)
    yield Margin(
        "employment rate",
        "work-limiting illness",
        share("employed_work_limiting"),
        _part(work, limiting),
        LFS,
        "derived",
    )
    part_time = _part(person.job == Job.PART_TIME, work)
    yield Margin("employment share", "part-time", share("part_time_share"), part_time, LFS, "published")
    yield from _self_employed(population)
    for name, group in (("lcwra", HealthGroup.LCWRA), ("lcw", HealthGroup.LCW), ("pre_wca", HealthGroup.PRE_WCA)):
        achieved = _part(work, person.health_group == group)
        yield Margin("employment rate", group.name, share(f"employed_{name}"), achieved, WCA, "published")
    claimant = (person.health_group > 0) | (person.esa_kind > 0)
    never = claimant & (person.readiness == Readiness.NOT)
    older = _part(age >= 50, never)
    yield Margin("readiness", "of never, 50 and over", share("readiness_not_50_plus"), older, "NatCen RR1102", "check")
    idle = here & ~work & (age < 65)
    for reason, code in (
        ("long_term_sick", Activity.SICK),
        ("student", Activity.STUDYING),
        ("looking_after_family_home", Activity.CARING),
        ("retired", Activity.RETIRED),
    ):
        achieved = _count(population, idle & (person.activity == code))
        yield Margin("inactive", reason.replace("_", " "), inactive(reason, start), achieved, LFS, "published")
    pay = float(np.median(paid_an_hour(columns_of(person, work), start)))
    yield Margin("hourly pay", "median, pence", share("median_hourly_pay"), pay, "ONS ASHE April 2025", "published")
    paid = _count(population, person.programme == Programme.ACCESS_TO_WORK)
    yield Margin("Access to Work", "people", share("access_to_work"), paid, "DWP, 2024-25", "published")


def _self_employed(population: Population) -> Iterator[Margin]:
    person = population.state.person
    age = (population.start - 1 - person.birth_month.astype(np.int32)) // MONTHS_A_YEAR
    work = (person.presence == Presence.PRESENT) & (person.job != Job.OUT)
    own = work & person.self_employed
    achieved = _part(own, work & (age < 65))
    yield Margin("self-employed share", "16 to 64", share("self_employed_16_64"), achieved, LFS, "derived")
    ends = (*STARTS[1:], LAST_AGE)
    for first, last, target in zip(STARTS, ends, published_shares("age"), strict=True):
        achieved = _part(own, work & (age >= first) & (age < last))
        yield Margin("self-employed share", f"{first} to {last - 1}", target, achieved, LFS, "assumption")
    for sex, target in zip((Sex.FEMALE, Sex.MALE), published_shares("sex"), strict=True):
        of_sex = work & (age < 65) & (person.sex == sex)
        yield Margin("self-employed share", sex.name, target, _part(own, of_sex), LFS, "check")
    part_time = _part(person.job == Job.PART_TIME, own)
    yield Margin("self-employed share", "part-time", share("self_employed_part_time"), part_time, LFS, "check")
    uc, target = work & (person.regime != Regime.NOT_ON_UC), assumed("self_employed_on_uc")
    yield Margin("self-employed share", "of UC people in work", target, _part(own, uc), DWP, "check")


def _regimes(population: Population) -> Iterator[Margin]:
    person, start = population.state.person, population.start
    source = "DWP and NAO, nearest month; regimes follow from rules"
    none = stock("uc_regime", "no_work_requirements", start) + share("uc_working_enough")
    for regime, target in (
        (Regime.NO_REQUIREMENTS, none),
        (Regime.INTENSIVE_SEARCH, stock("uc_regime", "intensive_work_search", start)),
        (Regime.LIGHT_TOUCH, stock("uc_regime", "light_touch", start)),
    ):
        yield Margin("UC regime", regime.name, target, _count(population, person.regime == regime), source, "check")
    uc = person.regime != Regime.NOT_ON_UC
    working = _count(population, uc & (person.job != Job.OUT))
    yield Margin(
        "UC people", "in work", share("uc_people_in_work"), working, "DWP, about a third of UC people", "check"
    )
