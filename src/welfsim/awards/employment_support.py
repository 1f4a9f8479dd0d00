"""Employment and Support Allowance, by the month.

Left out: what an occupational pension takes from new-style ESA, and what a partner's work takes from income-related
ESA. The severe disability premium (ESA Regs 2008 Sch 4 para 6) asks who else lives in the home and who is paid to care:
that is known of a described household, and not in a simulation.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.money import WEEKS_A_YEAR, monthly
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import EsaGroup, HealthGroup
from welfsim.vocabulary.parameters import EmploymentSupportAllowance

PERMITTED_HOURS = 16.0
LEAST_HOUSING_BENEFIT = 50


class IncomeRelated(NamedTuple):
    """The parts of income-related ESA a week, in pence, and what savings take from them."""

    allowance: int
    component: int
    enhanced_disability_premium: int
    severe_disability_premium: int
    carer_premium: int
    pensioner_premium: int
    savings: int


class Premiums(NamedTuple):
    """What decides the premiums of income-related ESA, with the group.

    Whether an adult under pension age has enhanced daily living; how many are severely disabled, how many are carers;
    and whether a partner is past pension age.
    """

    enhanced_living: bool
    severe: int
    carers: int
    pensioner: bool


class NewStyle(NamedTuple):
    """New-style ESA a week, in pence."""

    allowance: int
    component: int


@rule
def brings_wrag_component(since: int, p: EmploymentSupportAllowance) -> bool:
    """Say whether the work-related activity group brings a component: only spells from before it ended.

    Employment and Support Allowance and Universal Credit (Miscellaneous Amendments) Regs 2017 (SI 2017/204).
    """
    return since < p.wrag_component_until


@rule
def component(in_support: bool, in_wrag: bool, since: int, support: int, p: EmploymentSupportAllowance) -> int:
    """Return a group's weekly component: support, work-related activity or none (WRA 2007 ss.2 and 4)."""
    if in_support:
        return support
    return p.wrag_component if in_wrag and brings_wrag_component(since, p) else 0


@rule
def new_style_parts(
    under_25: bool, in_support: bool, in_wrag: bool, since: int, p: EmploymentSupportAllowance
) -> NewStyle:
    """Return a week's personal allowance and component of new-style ESA (ESA Regs 2013 reg 62).

    The lower allowance under 25 ends with the assessment phase.
    """
    in_assessment = not in_support and not in_wrag
    allowance = p.personal_allowance_under_25 if under_25 and in_assessment else p.personal_allowance
    return NewStyle(allowance, component(in_support, in_wrag, since, p.support_component, p))


@rule
def new_style_award(under_25: bool, in_support: bool, in_wrag: bool, since: int, p: EmploymentSupportAllowance) -> int:
    """Return a month's new-style ESA: personal allowance and component (ESA Regs 2013 reg 62)."""
    weekly = new_style_parts(under_25, in_support, in_wrag, since, p)
    return monthly(weekly.allowance + weekly.component)


@rule
def savings_taken(capital: int, p: EmploymentSupportAllowance) -> int:
    """Return what savings take from a week's income-related ESA, a part of a step counting as one (reg 118)."""
    steps = (max(0, capital - p.capital_lower_limit) + p.capital_step - 1) // p.capital_step
    return steps * p.capital_income


@rule
def income_related_parts(
    is_couple: bool,
    in_support: bool,
    in_wrag: bool,
    since: int,
    premiums: Premiums,
    capital: int,
    p: EmploymentSupportAllowance,
) -> IncomeRelated:
    """Return the weekly parts of income-related ESA: allowance, component, premiums, less what savings take.

    ESA Regs 2008 reg 67 and Schedule 4. The enhanced disability premium goes with the support group, or with daily
    living of PIP or ADP at the enhanced rate of the claimant or a partner under pension age, and is one at a couple's
    rate (paras 7 and 11). The severe one is for each adult who qualifies (para 6), the carer's for each carer with
    Carer's Allowance (para 8), the pensioner's for a partner past pension age, less the component (para 5). Nothing is
    due on savings above their limit (reg 110).
    """
    if capital > p.capital_upper_limit:
        return IncomeRelated(0, 0, 0, 0, 0, 0, 0)
    enhanced = p.enhanced_disability_premium_couple if is_couple else p.enhanced_disability_premium
    of_group = component(in_support, in_wrag, since, p.income_related_support_component, p)
    return IncomeRelated(
        p.income_related_couple if is_couple else p.income_related_single,
        of_group,
        enhanced if in_support or premiums.enhanced_living else 0,
        premiums.severe * p.severe_disability_premium,
        premiums.carers * p.carer_premium,
        max(0, p.pensioner_premium_couple - of_group) if premiums.pensioner else 0,
        savings_taken(capital, p),
    )


@rule
def weekly_income_related(parts: IncomeRelated) -> int:
    """Return the parts together, less what savings take."""
    premiums = parts.enhanced_disability_premium + parts.severe_disability_premium + parts.carer_premium
    due = parts.allowance + parts.component + premiums + parts.pensioner_premium
    return max(0, due - parts.savings)


@rule
def is_permitted_work(gross: int, hours: float, p: EmploymentSupportAllowance) -> bool:
    """Say whether work is permitted, so that ESA goes on: fewer than 16 hours a week, with pay up to the weekly limit.

    ESA Regs 2013 regs 37 and 39, ESA Regs 2008 regs 40 and 45. Hours not known, given as 0, are taken to be under
    16.
    """
    return hours < PERMITTED_HOURS and gross * MONTHS_A_YEAR <= p.permitted_work * WEEKS_A_YEAR


@rule
def group_after_esa(esa_group: int) -> int:
    """Return the UC health group that a group of income-related ESA brings (TP Regs 2014 regs 19 and 20)."""
    if esa_group == EsaGroup.SUPPORT:
        return HealthGroup.LCWRA.value
    return HealthGroup.LCW.value if esa_group == EsaGroup.WRAG else HealthGroup.PRE_WCA.value


@rule
def has_reached_time_limit(months: int, in_support: bool, p: EmploymentSupportAllowance) -> bool:
    """Say whether new-style ESA has reached its 365 days; the support group has no limit (WRA 2007 s.1A)."""
    return not in_support and months >= p.time_limit


@rule
def has_closed(month: int, p: EmploymentSupportAllowance) -> bool:
    """Say whether income-related ESA has closed, everyone having been moved to Universal Credit."""
    return month >= p.income_related_closed


@rule
def housing_benefit(rent: int, over_cap: int) -> int:
    """Return the Housing Benefit of a unit on income-related ESA: all eligible rent (SI 2006/213 reg 70, Sch 5).

    The benefit cap takes what all benefits lie over it, and leaves 50 pence a week (regs 75A to 75G). Left out: Housing
    Benefit of other units, and non-dependants.
    """
    return max(min(rent, monthly(LEAST_HOUSING_BENEFIT)), rent - over_cap)
