"""The parameters: every number that law, services or behaviour put into a month, declared once.

Values, dates, sources and ranges stand in ``policy/current_law/*.yaml``; nothing here has a value. Money is in
integer pence, time in integer months, shares from 0 to 1, hazards a month.

What is paid or charged may be as high as the unit's ceiling in ``fields``. A threshold is compared with pay or savings
and never added up, so it may be set out of reach, which abolishes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.vocabulary.codes import CoachGroup, CoachUse
from welfsim.vocabulary.fields import Derived, Kind, Parameter, Unit

JANUARY_2000 = 2000 * 12  # no spell that a month of law decides about begins earlier
OUT_OF_REACH = 1_000_000_000  # £10 million, which nobody's pay of a year reaches
MOST_SAVINGS = 200_000_000  # £2 million, the most that a unit of the population has


class Uprating(NamedTuple):
    """Prices and earnings by which April's rates are reckoned; changing them moves the rates that follow."""

    cpi: Annotated[
        float,
        Parameter(
            "September's CPI of the year before, by which rates rise in April",
            Unit.SHARE,
            Kind.BEHAVIOUR,
            low=0.0,
            high=0.2,
        ),
    ]
    earnings_growth: Annotated[
        float,
        Parameter(
            "Growth of average earnings from one April to the next",
            Unit.SHARE,
            Kind.BEHAVIOUR,
            low=-0.1,
            high=0.2,
        ),
    ]
    allowance_uplift: Annotated[
        float,
        Parameter(
            "Uplift of the UC standard allowance above prices, cumulative against 2025-26",
            Unit.SHARE,
            Kind.LAW,
        ),
    ]


class Economy(NamedTuple):
    """Prices, earnings and demand that the whole model shares."""

    earnings_index: Annotated[
        float,
        Parameter(
            "Average earnings: pay of a given job relative to April 2025",
            Unit.INDEX,
            Kind.BEHAVIOUR,
            low=0.5,
            high=3.0,
        ),
    ]
    rent_index: Annotated[
        float,
        Parameter("Eligible rents relative to April 2025", Unit.INDEX, Kind.BEHAVIOUR, low=0.5, high=3.0),
    ]
    cpi_index: Annotated[
        float,
        Parameter(
            "Consumer prices relative to April 2025, for tables in real terms",
            Unit.INDEX,
            Kind.BEHAVIOUR,
            low=0.5,
            high=3.0,
        ),
    ]
    labour_demand: Annotated[
        float,
        Parameter(
            "Multiplier on every job-entry hazard through vacancies",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.0,
            high=3.0,
        ),
    ]


class UniversalCredit(NamedTuple):
    """Universal Credit: elements, allowances, taper and limits."""

    standard_single_under_25: Annotated[
        int, Parameter("Standard allowance, single and under 25", Unit.PENCE_A_MONTH, Kind.LAW)
    ]
    standard_single: Annotated[
        int, Parameter("Standard allowance, single and 25 or over", Unit.PENCE_A_MONTH, Kind.LAW)
    ]
    standard_couple_under_25: Annotated[
        int, Parameter("Standard allowance, couple both under 25", Unit.PENCE_A_MONTH, Kind.LAW)
    ]
    standard_couple: Annotated[
        int, Parameter("Standard allowance, couple with one or both 25 or over", Unit.PENCE_A_MONTH, Kind.LAW)
    ]
    child_first_before_2017: Annotated[
        int, Parameter("Child element, first child born before 6 April 2017", Unit.PENCE_A_MONTH, Kind.LAW)
    ]
    child: Annotated[int, Parameter("Child element, any other child", Unit.PENCE_A_MONTH, Kind.LAW)]
    disabled_child_lower: Annotated[int, Parameter("Disabled child addition, lower rate", Unit.PENCE_A_MONTH, Kind.LAW)]
    disabled_child_higher: Annotated[
        int, Parameter("Disabled child addition, higher rate", Unit.PENCE_A_MONTH, Kind.LAW)
    ]
    two_child_limit: Annotated[
        float,
        Parameter(
            "Child elements stop at two for children born from April 2017 (1 yes, 0 no)",
            Unit.SWITCH,
            Kind.LAW,
        ),
    ]
    carer: Annotated[int, Parameter("Carer element", Unit.PENCE_A_MONTH, Kind.LAW)]
    lcw: Annotated[int, Parameter("LCW element, spells from before April 2017 only", Unit.PENCE_A_MONTH, Kind.LAW)]
    lcw_until: Annotated[
        int,
        Parameter(
            "First month of fit note that no longer brings the LCW element", Unit.MONTH, Kind.LAW, low=JANUARY_2000
        ),
    ]
    lcwra_protected: Annotated[
        int,
        Parameter(
            "LCWRA element, protected rate (the only rate before `new_rate_from`)",
            Unit.PENCE_A_MONTH,
            Kind.LAW,
        ),
    ]
    lcwra_new: Annotated[int, Parameter("LCWRA element, rate of new claimants", Unit.PENCE_A_MONTH, Kind.LAW)]
    new_rate_from: Annotated[
        int,
        Parameter("First month of fit note that brings the new-claimant rate", Unit.MONTH, Kind.LAW, low=JANUARY_2000),
    ]
    relevant_period: Annotated[
        int,
        Parameter(
            "Months from the fit note before the LCWRA element is payable",
            Unit.MONTHS,
            Kind.LAW,
            low=0,
            high=12,
        ),
    ]
    taper: Annotated[
        float,
        Parameter("Award lost for each pound of net earnings above the work allowance", Unit.SHARE, Kind.LAW),
    ]
    work_allowance_with_housing: Annotated[
        int, Parameter("Work allowance with a housing element", Unit.PENCE_A_MONTH, Kind.LAW, high=OUT_OF_REACH)
    ]
    work_allowance_without_housing: Annotated[
        int, Parameter("Work allowance without a housing element", Unit.PENCE_A_MONTH, Kind.LAW, high=OUT_OF_REACH)
    ]
    capital_lower_limit: Annotated[
        int, Parameter("Capital below which no income is assumed", Unit.PENCE, Kind.LAW, high=MOST_SAVINGS)
    ]
    capital_upper_limit: Annotated[
        int, Parameter("Capital above which there is no award", Unit.PENCE, Kind.LAW, high=MOST_SAVINGS)
    ]
    capital_step: Annotated[
        int,
        Parameter("Step of capital that brings one amount of assumed income", Unit.PENCE, Kind.LAW, low=5_000),
    ]
    capital_income: Annotated[
        int, Parameter("Income assumed for each step of capital", Unit.PENCE_A_MONTH, Kind.LAW, high=2_000)
    ]
    administrative_threshold_single: Annotated[
        int,
        Parameter(
            "Earnings at which one person leaves intensive search", Unit.PENCE_A_MONTH, Kind.LAW, high=OUT_OF_REACH
        ),
    ]
    administrative_threshold_couple: Annotated[
        int,
        Parameter(
            "Joint earnings at which a couple leaves intensive search", Unit.PENCE_A_MONTH, Kind.LAW, high=OUT_OF_REACH
        ),
    ]
    expected_hours: Annotated[
        float,
        Parameter(
            "Weekly hours at the minimum wage whose earnings lift all requirements",
            Unit.HOURS_A_WEEK,
            Kind.LAW,
        ),
    ]
    assessment_earnings_hours: Annotated[
        float,
        Parameter(
            "Weekly hours at the minimum wage from which a person without PIP is not referred to the WCA",
            Unit.HOURS_A_WEEK,
            Kind.LAW,
        ),
    ]
    nil_award_months: Annotated[
        int,
        Parameter("Months of nil award after which the claim ends", Unit.MONTHS, Kind.LAW, low=1, high=24),
    ]
    return_months: Annotated[
        int,
        Parameter(
            "Months from the end of an award within which a new claim brings back the health group",
            Unit.MONTHS,
            Kind.LAW,
            low=0,
            high=24,
        ),
    ]
    health_element_from_age: Annotated[
        int, Parameter("Age from which the LCWRA element is paid", Unit.YEARS, Kind.LAW, low=16, high=66)
    ]


class BenefitCap(NamedTuple):
    """The benefit cap, by year."""

    family_london: Annotated[
        int, Parameter("Cap on a couple or lone parent in London", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH)
    ]
    family: Annotated[
        int, Parameter("Cap on a couple or lone parent elsewhere", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH)
    ]
    single_london: Annotated[
        int, Parameter("Cap on a single adult in London", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH)
    ]
    single: Annotated[int, Parameter("Cap on a single adult elsewhere", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH)]
    exempt_hours: Annotated[
        float,
        Parameter("Weekly hours at the minimum wage whose earnings exempt a unit", Unit.HOURS_A_WEEK, Kind.LAW),
    ]
    grace_months: Annotated[
        int, Parameter("Months without the cap after a lasting job ends", Unit.MONTHS, Kind.LAW, low=0, high=24)
    ]
    grace_job_months: Annotated[
        int, Parameter("Months in work that a job must last to bring that grace", Unit.MONTHS, Kind.LAW, low=1, high=60)
    ]


class ChildBenefit(NamedTuple):
    """Child Benefit."""

    eldest: Annotated[int, Parameter("Child Benefit, eldest or only child", Unit.PENCE_A_WEEK, Kind.LAW)]
    other: Annotated[int, Parameter("Child Benefit, each other child", Unit.PENCE_A_WEEK, Kind.LAW)]


class SickPay(NamedTuple):
    """Statutory Sick Pay, which employers bear."""

    rate: Annotated[int, Parameter("Statutory Sick Pay", Unit.PENCE_A_WEEK, Kind.LAW)]
    earnings_share: Annotated[
        float, Parameter("Share of average weekly earnings that sick pay may not exceed", Unit.SHARE, Kind.LAW)
    ]
    lower_earnings_limit: Annotated[
        int,
        Parameter(
            "Average weekly earnings below which there is no sick pay", Unit.PENCE_A_WEEK, Kind.LAW, high=OUT_OF_REACH
        ),
    ]
    waiting_days: Annotated[
        int, Parameter("Working days of sickness without sick pay", Unit.DAYS, Kind.LAW, low=0, high=10)
    ]
    weeks: Annotated[int, Parameter("Weeks that sick pay lasts in one spell", Unit.COUNT, Kind.LAW, low=0, high=52)]


class EmploymentSupportAllowance(NamedTuple):
    """Employment and Support Allowance."""

    personal_allowance: Annotated[
        int,
        Parameter(
            "New-style personal allowance, 25 or over or after the assessment phase",
            Unit.PENCE_A_WEEK,
            Kind.LAW,
        ),
    ]
    personal_allowance_under_25: Annotated[
        int,
        Parameter("New-style personal allowance, under 25 in the assessment phase", Unit.PENCE_A_WEEK, Kind.LAW),
    ]
    income_related_single: Annotated[
        int, Parameter("Income-related personal allowance, single 25 or over", Unit.PENCE_A_WEEK, Kind.LAW)
    ]
    income_related_couple: Annotated[
        int, Parameter("Income-related personal allowance, couple", Unit.PENCE_A_WEEK, Kind.LAW)
    ]
    support_component: Annotated[int, Parameter("Support component", Unit.PENCE_A_WEEK, Kind.LAW)]
    enhanced_disability_premium: Annotated[
        int,
        Parameter(
            "Enhanced disability premium of a single claimant of income-related ESA",
            Unit.PENCE_A_WEEK,
            Kind.LAW,
        ),
    ]
    enhanced_disability_premium_couple: Annotated[
        int,
        Parameter(
            "Enhanced disability premium of a couple on income-related ESA",
            Unit.PENCE_A_WEEK,
            Kind.LAW,
        ),
    ]
    wrag_component: Annotated[
        int,
        Parameter("Work-related activity component, spells from before April 2017 only", Unit.PENCE_A_WEEK, Kind.LAW),
    ]
    wrag_component_until: Annotated[
        int,
        Parameter(
            "First month of a spell that no longer brings the work-related activity component",
            Unit.MONTH,
            Kind.LAW,
            low=JANUARY_2000,
        ),
    ]
    permitted_work: Annotated[
        int,
        Parameter(
            "Gross earnings above which ESA stops (permitted work)", Unit.PENCE_A_WEEK, Kind.LAW, high=OUT_OF_REACH
        ),
    ]
    time_limit: Annotated[
        int,
        Parameter("Months that new-style ESA lasts outside the support group", Unit.MONTHS, Kind.LAW, low=1, high=60),
    ]


class UnemploymentInsurance(NamedTuple):
    """Unemployment Insurance: one contributory benefit, limited in time, in place of new-style ESA and JSA."""

    start: Annotated[
        int,
        Parameter(
            "First month in which it is claimed and new-style ESA no longer is", Unit.MONTH, Kind.LAW, low=JANUARY_2000
        ),
    ]
    rate: Annotated[int, Parameter("Unemployment Insurance", Unit.PENCE_A_WEEK, Kind.LAW)]
    months: Annotated[int, Parameter("Months that it lasts at most", Unit.MONTHS, Kind.LAW, low=1, high=60)]
    contributions: Annotated[
        int,
        Parameter(
            "Months that the last job must have lasted to bring enough contributions",
            Unit.MONTHS,
            Kind.LAW,
            low=0,
            high=60,
        ),
    ]
    within: Annotated[
        int, Parameter("Months after the job within which it is claimed", Unit.MONTHS, Kind.LAW, low=1, high=36)
    ]
    claim: Annotated[
        float, Parameter("Claim of a person who has lost a job and qualifies", Unit.HAZARD, Kind.BEHAVIOUR)
    ]


class DisabilityRates(NamedTuple):
    """Rates of Personal Independence Payment and Adult Disability Payment."""

    pip_daily_living_standard: Annotated[int, Parameter("PIP daily living, standard rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    pip_daily_living_enhanced: Annotated[int, Parameter("PIP daily living, enhanced rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    pip_mobility_standard: Annotated[int, Parameter("PIP mobility, standard rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    pip_mobility_enhanced: Annotated[int, Parameter("PIP mobility, enhanced rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    adp_daily_living_standard: Annotated[int, Parameter("ADP daily living, standard rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    adp_daily_living_enhanced: Annotated[int, Parameter("ADP daily living, enhanced rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    adp_mobility_standard: Annotated[int, Parameter("ADP mobility, standard rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    adp_mobility_enhanced: Annotated[int, Parameter("ADP mobility, enhanced rate", Unit.PENCE_A_WEEK, Kind.LAW)]


class Carers(NamedTuple):
    """Carer's Allowance and Carer Support Payment."""

    allowance: Annotated[
        int,
        Parameter("Carer's Allowance, and Carer Support Payment before supplements", Unit.PENCE_A_WEEK, Kind.LAW),
    ]
    earnings_limit: Annotated[
        int, Parameter("Net earnings above which nothing is paid", Unit.PENCE_A_WEEK, Kind.LAW, high=OUT_OF_REACH)
    ]
    starts: Annotated[
        float, Parameter("Start of caring, but for someone newly awarded PIP or ADP", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    stops: Annotated[float, Parameter("End of caring for other reasons than a lost award", Unit.HAZARD, Kind.BEHAVIOUR)]
    partner_starts: Annotated[
        float, Parameter("Partners who can care and begin when daily living is won", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    others_start: Annotated[
        float,
        Parameter("People elsewhere who begin to care for each daily living award won", Unit.RATIO, Kind.BEHAVIOUR),
    ]
    for_awards: Annotated[
        float,
        Parameter("Carers outside a couple who care for a working-age daily living award", Unit.SHARE, Kind.BEHAVIOUR),
    ]


class Tax(NamedTuple):
    """Income tax and National Insurance of employees."""

    personal_allowance: Annotated[
        int, Parameter("Income tax personal allowance", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH)
    ]
    allowance_taper_from: Annotated[
        int,
        Parameter(
            "Income from which the personal allowance is withdrawn, a pound for every two",
            Unit.PENCE_A_YEAR,
            Kind.LAW,
            high=OUT_OF_REACH,
        ),
    ]
    basic_rate: Annotated[float, Parameter("Basic rate of income tax", Unit.SHARE, Kind.LAW)]
    higher_rate: Annotated[float, Parameter("Higher rate of income tax", Unit.SHARE, Kind.LAW)]
    additional_rate: Annotated[float, Parameter("Additional rate of income tax", Unit.SHARE, Kind.LAW)]
    basic_rate_limit: Annotated[
        int, Parameter("Taxable income to which the basic rate applies", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH)
    ]
    higher_rate_limit: Annotated[
        int, Parameter("Income above which the additional rate applies", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH)
    ]
    scottish_starter_rate: Annotated[float, Parameter("Scottish starter rate of income tax", Unit.SHARE, Kind.LAW)]
    scottish_basic_rate: Annotated[float, Parameter("Scottish basic rate of income tax", Unit.SHARE, Kind.LAW)]
    scottish_intermediate_rate: Annotated[float, Parameter("Scottish intermediate rate of tax", Unit.SHARE, Kind.LAW)]
    scottish_higher_rate: Annotated[float, Parameter("Scottish higher rate of income tax", Unit.SHARE, Kind.LAW)]
    scottish_advanced_rate: Annotated[float, Parameter("Scottish advanced rate of income tax", Unit.SHARE, Kind.LAW)]
    scottish_top_rate: Annotated[float, Parameter("Scottish top rate of income tax", Unit.SHARE, Kind.LAW)]
    scottish_starter_limit: Annotated[
        int,
        Parameter(
            "Taxable income to which the Scottish starter rate applies", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH
        ),
    ]
    scottish_basic_limit: Annotated[
        int,
        Parameter(
            "Taxable income to which the Scottish basic rate applies", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH
        ),
    ]
    scottish_intermediate_limit: Annotated[
        int,
        Parameter(
            "Taxable income to which the Scottish intermediate rate applies",
            Unit.PENCE_A_YEAR,
            Kind.LAW,
            high=OUT_OF_REACH,
        ),
    ]
    scottish_higher_limit: Annotated[
        int,
        Parameter(
            "Taxable income to which the Scottish higher rate applies", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH
        ),
    ]
    scottish_advanced_limit: Annotated[
        int,
        Parameter(
            "Taxable income to which the Scottish advanced rate applies", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH
        ),
    ]
    ni_primary_threshold: Annotated[
        int,
        Parameter(
            "Monthly earnings from which employees pay National Insurance",
            Unit.PENCE_A_MONTH,
            Kind.LAW,
            high=OUT_OF_REACH,
        ),
    ]
    ni_upper_limit: Annotated[
        int,
        Parameter(
            "Monthly earnings above which the upper rate applies", Unit.PENCE_A_MONTH, Kind.LAW, high=OUT_OF_REACH
        ),
    ]
    ni_main_rate: Annotated[
        float, Parameter("Employee National Insurance between the two thresholds", Unit.SHARE, Kind.LAW)
    ]
    ni_upper_rate: Annotated[
        float, Parameter("Employee National Insurance above the upper limit", Unit.SHARE, Kind.LAW)
    ]
    ni_secondary_threshold: Annotated[
        int,
        Parameter(
            "Monthly earnings from which employers pay National Insurance",
            Unit.PENCE_A_MONTH,
            Kind.LAW,
            high=OUT_OF_REACH,
        ),
    ]
    ni_employer_rate: Annotated[float, Parameter("Employer National Insurance", Unit.SHARE, Kind.LAW)]


class Pay(NamedTuple):
    """Minimum wage, hours and pensions that a unit's income needs."""

    minimum_wage: Annotated[
        int, Parameter("National Living Wage, the floor of hourly pay", Unit.PENCE_AN_HOUR, Kind.LAW)
    ]
    living_wage_age: Annotated[
        int, Parameter("Age from which the National Living Wage is due", Unit.YEARS, Kind.LAW, low=16, high=66)
    ]
    minimum_wage_21_to_22: Annotated[
        int, Parameter("National Minimum Wage from 21 to the living wage", Unit.PENCE_AN_HOUR, Kind.LAW)
    ]
    minimum_wage_18_to_20: Annotated[
        int, Parameter("National Minimum Wage from 18 to 20", Unit.PENCE_AN_HOUR, Kind.LAW)
    ]
    minimum_wage_under_18: Annotated[int, Parameter("National Minimum Wage of 16 and 17", Unit.PENCE_AN_HOUR, Kind.LAW)]
    hours_part_time: Annotated[
        float, Parameter("Usual weekly hours of a part-time job", Unit.HOURS_A_WEEK, Kind.BEHAVIOUR)
    ]
    hours_full_time: Annotated[
        float, Parameter("Usual weekly hours of a full-time job", Unit.HOURS_A_WEEK, Kind.BEHAVIOUR)
    ]
    entry_share: Annotated[
        float,
        Parameter("Pay in the first month of a job relative to settled pay", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    entry_months: Annotated[
        int,
        Parameter("Months in a job until its pay is settled", Unit.MONTHS, Kind.BEHAVIOUR, low=1, high=120),
    ]
    state_pension: Annotated[
        int,
        Parameter("New State Pension, the static income of an older partner", Unit.PENCE_A_WEEK, Kind.LAW),
    ]


class Costs(NamedTuple):
    """What administering benefits and support costs the public purse."""

    coach: Annotated[int, Parameter("Full cost of one work coach", Unit.PENCE_A_YEAR, Kind.SERVICE)]
    assessment: Annotated[int, Parameter("One Work Capability Assessment", Unit.PENCE, Kind.SERVICE)]
    pip_assessment: Annotated[int, Parameter("One PIP assessment, at claim or review", Unit.PENCE, Kind.SERVICE)]
    reconsideration: Annotated[int, Parameter("One reconsideration of a disability benefit", Unit.PENCE, Kind.SERVICE)]
    tribunal: Annotated[int, Parameter("One appeal on a disability benefit to the tribunal", Unit.PENCE, Kind.SERVICE)]
    wca_reconsideration: Annotated[
        int, Parameter("One mandatory reconsideration of a WCA decision", Unit.PENCE, Kind.SERVICE)
    ]
    wca_tribunal: Annotated[int, Parameter("One appeal of a WCA decision to the tribunal", Unit.PENCE, Kind.SERVICE)]
    hiring_incentive: Annotated[
        int, Parameter("Paid to an employer for one hire from a health benefit", Unit.PENCE, Kind.SERVICE)
    ]
    occupational_health: Annotated[
        int,
        Parameter(
            "More occupational health for one worker with limiting illness, for a year",
            Unit.PENCE_A_YEAR,
            Kind.SERVICE,
        ),
    ]


class Ageing(NamedTuple):
    """Births and deaths."""

    death_hazard_at_40_female: Annotated[float, Parameter("Death of a woman of 40", Unit.HAZARD, Kind.BEHAVIOUR)]
    death_hazard_at_40_male: Annotated[float, Parameter("Death of a man of 40", Unit.HAZARD, Kind.BEHAVIOUR)]
    death_ratio_not_limited: Annotated[
        float,
        Parameter(
            "Mortality of people whose work is not limited relative to all of their age and sex",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=10,
        ),
    ]
    death_ratio_work_limiting: Annotated[
        float,
        Parameter("The same with a work-limiting condition", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=20),
    ]
    death_ratio_severe: Annotated[
        float, Parameter("The same with a severe condition", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=40)
    ]
    death_growth_female: Annotated[
        float,
        Parameter(
            "Factor by which a woman's hazard of death grows with each year of age",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=1,
            high=1.2,
        ),
    ]
    death_growth_male: Annotated[
        float,
        Parameter(
            "Factor by which a man's hazard of death grows with each year of age",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=1,
            high=1.2,
        ),
    ]
    birth_hazard_under_25: Annotated[float, Parameter("Birth to a woman of 16 to 24", Unit.HAZARD, Kind.BEHAVIOUR)]
    birth_hazard_25_to_34: Annotated[float, Parameter("Birth to a woman of 25 to 34", Unit.HAZARD, Kind.BEHAVIOUR)]
    birth_hazard_35_to_44: Annotated[float, Parameter("Birth to a woman of 35 to 44", Unit.HAZARD, Kind.BEHAVIOUR)]
    study_ends: Annotated[
        int,
        Parameter("Age in months at which people who study begin to seek work", Unit.MONTHS, Kind.BEHAVIOUR, 216, 360),
    ]
    dependent_until: Annotated[
        int,
        Parameter(
            "Age in months to which a child counts in the benefit unit",
            Unit.MONTHS,
            Kind.LAW,
            low=192,
            high=240,
        ),
    ]


class Health(NamedTuple):
    """Onset, worsening, recovery and relapse of limiting illness."""

    onset: Annotated[float, Parameter("Work-limiting illness of someone in good health", Unit.HAZARD, Kind.BEHAVIOUR)]
    mild_onset: Annotated[
        float, Parameter("A long-term condition that does not limit work", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    mild_recovery: Annotated[
        float, Parameter("End of a long-term condition that does not limit work", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    mild_worsening: Annotated[
        float,
        Parameter("Work-limiting illness of someone with a mild condition", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    severe_worsening: Annotated[
        float, Parameter("Severe illness of someone whose work is limited", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    recovery_to_year_2: Annotated[
        float, Parameter("Recovery in the first two years of a limiting spell", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    recovery_years_3_and_4: Annotated[float, Parameter("Recovery in years three and four", Unit.HAZARD, Kind.BEHAVIOUR)]
    recovery_after_year_4: Annotated[float, Parameter("Recovery after four years", Unit.HAZARD, Kind.BEHAVIOUR)]
    severe_recovery_ratio: Annotated[
        float,
        Parameter(
            "Recovery from severe to work-limiting, relative to recovery from work-limiting",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=2,
        ),
    ]
    relapse: Annotated[float, Parameter("Relapse in the two years after recovery", Unit.HAZARD, Kind.BEHAVIOUR)]
    onset_ratio_under_35: Annotated[
        float, Parameter("Onset under 35 relative to 35 to 49", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3)
    ]
    onset_ratio_50_and_over: Annotated[
        float, Parameter("Onset from 50 relative to 35 to 49", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=5)
    ]
    onset_women_to_men: Annotated[
        float,
        Parameter(
            "Onset and worsening to limiting illness of women relative to men; the mean of both stays",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.2,
            high=5,
        ),
    ]
    onset_ratio_on_benefit: Annotated[
        float,
        Parameter(
            "Onset and worsening on Universal Credit or income-related ESA relative to the mean",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    onset_ratio_off_benefit: Annotated[
        float,
        Parameter(
            "Onset and worsening of everybody else relative to the mean", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3
        ),
    ]
    recovery_ratio_under_35: Annotated[
        float, Parameter("Recovery under 35 relative to 35 to 49", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3)
    ]
    recovery_ratio_50_and_over: Annotated[
        float, Parameter("Recovery from 50 relative to 35 to 49", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3)
    ]
    recovery_women_to_men: Annotated[
        float,
        Parameter(
            "Recovery of women relative to men; the mean of both stays", Unit.RATIO, Kind.BEHAVIOUR, low=0.2, high=5
        ),
    ]
    recovery_ratio_on_benefit: Annotated[
        float,
        Parameter(
            "Recovery on Universal Credit or income-related ESA relative to the mean",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    recovery_ratio_off_benefit: Annotated[
        float,
        Parameter("Recovery of everybody else relative to the mean", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3),
    ]
    recovery_ratio_mental_health: Annotated[
        float,
        Parameter("Recovery from mental illness relative to the mean", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3),
    ]
    recovery_ratio_musculoskeletal: Annotated[
        float,
        Parameter(
            "Recovery from a musculoskeletal condition relative to the mean", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3
        ),
    ]
    recovery_ratio_neurological: Annotated[
        float,
        Parameter(
            "Recovery from a neurological or learning condition relative to the mean",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    recovery_ratio_other_physical: Annotated[
        float,
        Parameter(
            "Recovery from another physical condition relative to the mean", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3
        ),
    ]
    relapse_ratio_mental_health: Annotated[
        float,
        Parameter("Relapse of mental illness relative to the mean", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3),
    ]
    relapse_ratio_physical: Annotated[
        float,
        Parameter("Relapse of other conditions relative to the mean", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3),
    ]
    recovery_ratio_in_work: Annotated[
        float,
        Parameter(
            "Recovery of people in work relative to people out of work",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=5,
        ),
    ]
    treatment: Annotated[
        float,
        Parameter(
            "Multiplier on every recovery through NHS treatment, whatever the condition",
            Unit.RATIO,
            Kind.SERVICE,
            low=0,
            high=3,
        ),
    ]
    waiting_list_physical: Annotated[
        float,
        Parameter(
            "NHS waiting list for physical conditions relative to April 2025",
            Unit.RATIO,
            Kind.SERVICE,
            low=0.1,
            high=3,
        ),
    ]
    waiting_list_mental: Annotated[
        float,
        Parameter(
            "NHS waiting list for mental health care relative to April 2025",
            Unit.RATIO,
            Kind.SERVICE,
            low=0.1,
            high=3,
        ),
    ]
    waiting_list_elasticity: Annotated[
        float,
        Parameter(
            "Fall of recovery with the length of the waiting list", Unit.ELASTICITY, Kind.BEHAVIOUR, low=0, high=1
        ),
    ]
    mental_health_staff: Annotated[
        float,
        Parameter(
            "Multiplier on recovery from mental illness through more mental health staff",
            Unit.RATIO,
            Kind.SERVICE,
            low=0,
            high=3,
        ),
    ]
    prevention_at_work: Annotated[
        float,
        Parameter(
            "Multiplier on the onset of ill health of people in work through prevention by employers",
            Unit.RATIO,
            Kind.SERVICE,
            low=0,
            high=3,
        ),
    ]
    score_entering_work: Annotated[
        float,
        Parameter("Rise of the mental health score (SF-12 MCS) on entering work", Unit.POINTS, Kind.BEHAVIOUR, high=20),
    ]
    score_losing_job: Annotated[
        float,
        Parameter("Fall of the mental health score (SF-12 MCS) on losing a job", Unit.POINTS, Kind.BEHAVIOUR, high=20),
    ]
    cases_a_point: Annotated[
        float,
        Parameter("Poor mental health for each point that the score falls", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    cases_lost_income: Annotated[
        float,
        Parameter("Extra poor mental health from losing 1,500 pounds a year of benefit", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    cases_reassessment: Annotated[
        float, Parameter("Extra mental health problems for each reassessment held", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    strain_decay: Annotated[
        float,
        Parameter(
            "Months over which the problems that an event brings come about, as a mean",
            Unit.MONTHS,
            Kind.BEHAVIOUR,
            low=1,
            high=60,
        ),
    ]
    strain_step_share: Annotated[
        float,
        Parameter(
            "Extra mental health problems that take a person one step up the ladder of severity",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    mental_health_share_at_25: Annotated[
        float,
        Parameter(
            "Share of new limiting spells whose main condition is mental health, at age 25",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    mental_health_share_at_55: Annotated[float, Parameter("The same at age 55", Unit.SHARE, Kind.BEHAVIOUR)]
    musculoskeletal_share: Annotated[
        float,
        Parameter(
            "Musculoskeletal conditions among new spells that are not mental health",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    neurological_share: Annotated[
        float,
        Parameter(
            "Neurological and learning conditions among new spells that are not mental health",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]


class Claims(NamedTuple):
    """Fit notes, claims of Universal Credit for illness, and Employment and Support Allowance."""

    fit_note_mild: Annotated[
        float, Parameter("Fit note of a person on UC with a mild condition", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    fit_note_work_limiting: Annotated[
        float,
        Parameter("Fit note of a person on UC with a work-limiting condition", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    fit_note_severe: Annotated[
        float, Parameter("Fit note of a person on UC with a severe condition", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    fit_note_ratio_in_work: Annotated[
        float,
        Parameter(
            "Fit notes of people in work relative to people out of work",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=1,
        ),
    ]
    fit_note_ends: Annotated[
        float,
        Parameter(
            "End of a fit note before any decision, through recovery or withdrawal",
            Unit.HAZARD,
            Kind.BEHAVIOUR,
        ),
    ]
    element_elasticity: Annotated[
        float,
        Parameter(
            "Response of fit notes to the LCWRA element of a new claimant, relative to the protected rate",
            Unit.ELASTICITY,
            Kind.BEHAVIOUR,
            low=0,
            high=2,
        ),
    ]
    replaced_share: Annotated[
        float,
        Parameter("Lost benefits for ill health that other benefits replace", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    replacement_months: Annotated[
        int,
        Parameter("Months within which such a claim follows a loss", Unit.MONTHS, Kind.BEHAVIOUR, low=1, high=60),
    ]
    replaceable_share: Annotated[
        float,
        Parameter("Lost money whose losers are ill and have another benefit to claim", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    replacement_granted: Annotated[
        float,
        Parameter(
            "Fit notes, and claims of new-style ESA, after the loss of PIP or ADP that end in an award",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    new_style_esa: Annotated[
        float, Parameter("New-style ESA claim of an ill person with recent work", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    new_style_recent_work: Annotated[
        int,
        Parameter(
            "Months since work within which contributions give new-style ESA",
            Unit.MONTHS,
            Kind.LAW,
            low=1,
            high=48,
        ),
    ]
    new_style_support_share_mild: Annotated[
        float,
        Parameter(
            "New-style ESA decisions of people whose work is not limited that end in the support group",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    new_style_support_share_work_limiting: Annotated[
        float,
        Parameter(
            "New-style ESA decisions with a work-limiting condition that end in the support group",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    new_style_support_share_severe: Annotated[
        float,
        Parameter(
            "New-style ESA decisions with a severe condition that end in the support group", Unit.SHARE, Kind.BEHAVIOUR
        ),
    ]
    new_style_fit_share_mild: Annotated[
        float,
        Parameter(
            "New-style ESA decisions of people whose work is not limited that are found fit for work",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    new_style_fit_share_work_limiting: Annotated[
        float,
        Parameter(
            "New-style ESA decisions with a work-limiting condition that are found fit for work",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    new_style_fit_share_severe: Annotated[
        float,
        Parameter(
            "New-style ESA decisions with a severe condition that are found fit for work", Unit.SHARE, Kind.BEHAVIOUR
        ),
    ]
    new_style_ends: Annotated[
        float,
        Parameter(
            "End of new-style ESA in the support group, for all reasons but work, pension age and death",
            Unit.HAZARD,
            Kind.BEHAVIOUR,
        ),
    ]
    linked_claim: Annotated[
        float,
        Parameter(
            "New-style ESA claim of an ill person whose ESA ended within twelve weeks", Unit.HAZARD, Kind.BEHAVIOUR
        ),
    ]
    migration_claims: Annotated[
        float,
        Parameter("People told to move from income-related ESA who claim UC", Unit.SHARE, Kind.SERVICE),
    ]
    migration_notice: Annotated[
        int,
        Parameter("Months from a migration notice to its deadline", Unit.MONTHS, Kind.LAW, low=1, high=12),
    ]
    assessment_phase: Annotated[
        int, Parameter("Months of the ESA assessment phase", Unit.MONTHS, Kind.LAW, low=1, high=12)
    ]


class Assessment(NamedTuple):
    """The Work Capability Assessment: queue, decisions and reassessment."""

    referral_after: Annotated[int, Parameter("Months from fit note to referral", Unit.MONTHS, Kind.LAW, low=0, high=12)]
    capacity: Annotated[
        float, Parameter("Assessments that Great Britain can complete", Unit.PEOPLE_A_MONTH, Kind.SERVICE)
    ]
    face_to_face_measured: Annotated[
        float, Parameter("Share of assessments face to face at which `capacity` holds", Unit.SHARE, Kind.SERVICE)
    ]
    face_to_face_share: Annotated[float, Parameter("Assessments held face to face", Unit.SHARE, Kind.SERVICE)]
    face_to_face_time: Annotated[
        float,
        Parameter(
            "Time that a face-to-face assessment takes relative to a remote one",
            Unit.RATIO,
            Kind.SERVICE,
            low=0.5,
            high=5,
        ),
    ]
    reassessments: Annotated[
        float,
        Parameter("Assessments, within capacity, that may go to reassessment", Unit.PEOPLE_A_MONTH, Kind.SERVICE),
    ]
    reassessment_share: Annotated[
        float,
        Parameter(
            "Capacity kept for reassessments before first claims (0 first claims first, 1 reassessments first)",
            Unit.SHARE,
            Kind.SERVICE,
        ),
    ]
    prognosis_share: Annotated[
        float,
        Parameter(
            "Reassessments kept for people whose prognosis is over, before changes that people reported",
            Unit.SHARE,
            Kind.SERVICE,
        ),
    ]
    reassess_on_work: Annotated[
        float,
        Parameter("People on LCW or LCWRA whom a new job sends to a reassessment", Unit.SHARE, Kind.SERVICE),
    ]
    lcwra_share_mild: Annotated[
        float, Parameter("Initial decisions with LCWRA, mild condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    lcwra_share_work_limiting: Annotated[
        float, Parameter("Initial decisions with LCWRA, work-limiting condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    lcwra_share_severe: Annotated[
        float, Parameter("Initial decisions with LCWRA, severe condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    lcw_share_mild: Annotated[
        float, Parameter("Initial decisions with LCW, mild condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    lcw_share_work_limiting: Annotated[
        float, Parameter("Initial decisions with LCW, work-limiting condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    lcw_share_severe: Annotated[
        float, Parameter("Initial decisions with LCW, severe condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    mental_health_odds: Annotated[
        float,
        Parameter(
            "Odds of LCWRA with a mental health condition relative to others",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.2,
            high=5,
        ),
    ]
    repeat_lcwra_odds: Annotated[
        float,
        Parameter(
            "Odds of LCWRA at reassessment relative to an initial decision",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.05,
            high=20,
        ),
    ]
    repeat_fit_odds: Annotated[
        float,
        Parameter(
            "Odds of fit for work, once not LCWRA, at reassessment relative to an initial decision",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.01,
            high=20,
        ),
    ]
    lifelong_share: Annotated[
        float,
        Parameter(
            "LCWRA decisions on a severe condition that meet the severe conditions criteria",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    terminal_share: Annotated[
        float,
        Parameter(
            "Fit notes on a severe neurological or other physical condition that are in terminal illness",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    substantial_risk: Annotated[
        float, Parameter("Substantial risk is a route to LCWRA (1 yes, 0 no)", Unit.SWITCH, Kind.LAW)
    ]
    substantial_risk_share_mental: Annotated[
        float,
        Parameter("LCWRA decisions through substantial risk, mental health condition", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    substantial_risk_share_other: Annotated[
        float, Parameter("LCWRA decisions through substantial risk, other conditions", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    prognosis: Annotated[
        int,
        Parameter(
            "Mean months from an LCWRA or LCW decision to the reassessment that is due",
            Unit.MONTHS,
            Kind.SERVICE,
            low=3,
            high=120,
        ),
    ]
    prognosis_spread: Annotated[
        float,
        Parameter(
            "Half the range of those months, as a share of their mean; all lengths alike", Unit.SHARE, Kind.SERVICE
        ),
    ]
    lcw_worsening: Annotated[
        float,
        Parameter("Worse health reported by people with LCW, who are referred again", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    recovered_leaves: Annotated[
        float,
        Parameter("Leaving LCW or LCWRA when health no longer limits work", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    other_leaves: Annotated[
        float, Parameter("Leaving LCW or LCWRA for reasons not modelled", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    pip_gateway_from: Annotated[
        int,
        Parameter(
            "Month from which PIP or ADP daily living, and no longer the WCA, brings the LCWRA element",
            Unit.MONTH,
            Kind.LAW,
            low=JANUARY_2000,
        ),
    ]
    pip_gateway_protects: Annotated[
        float,
        Parameter(
            "LCW and LCWRA on fit notes from before `pip_gateway_from` are kept (1 yes, 0 no)", Unit.SWITCH, Kind.LAW
        ),
    ]


class WcaDisputes(NamedTuple):
    """Disputed WCA decisions: mandatory reconsideration, then the tribunal."""

    reconsideration_share: Annotated[
        float, Parameter("Fit-for-work and LCW decisions of which reconsideration is asked", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    reconsideration_months: Annotated[
        int, Parameter("Months from decision to reconsideration", Unit.MONTHS, Kind.SERVICE, low=1, high=24)
    ]
    reconsideration_success: Annotated[
        float, Parameter("Reconsiderations that change the decision", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    tribunal_share: Annotated[
        float, Parameter("Decisions unchanged at reconsideration that go to the tribunal", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    tribunal_months: Annotated[
        int,
        Parameter("Months from reconsideration to the end of an appeal", Unit.MONTHS, Kind.SERVICE, low=1, high=36),
    ]
    tribunal_success: Annotated[
        float,
        Parameter("Appeals that change the decision, at or before the hearing", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    changed_to_lcwra: Annotated[
        float,
        Parameter(
            "Fit-for-work decisions, once changed, that become LCWRA; the others LCW", Unit.SHARE, Kind.BEHAVIOUR
        ),
    ]


class DisabilityBenefitSystem(NamedTuple):
    """Claims, decisions, reviews and disputes of one disability benefit."""

    claim_mild: Annotated[float, Parameter("Claim of a person with a mild condition", Unit.HAZARD, Kind.BEHAVIOUR)]
    claim_work_limiting: Annotated[
        float, Parameter("Claim of a person with a work-limiting condition", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    claim_severe: Annotated[float, Parameter("Claim of a person with a severe condition", Unit.HAZARD, Kind.BEHAVIOUR)]
    claim_mental_health: Annotated[
        float,
        Parameter("Claims with a mental health condition, relative to other conditions", Unit.RATIO, Kind.BEHAVIOUR),
    ]
    capacity: Annotated[
        float,
        Parameter("Claims and reviews that can be decided with no face-to-face", Unit.PEOPLE_A_MONTH, Kind.SERVICE),
    ]
    face_to_face: Annotated[float, Parameter("Decisions after a face-to-face assessment", Unit.SHARE, Kind.SERVICE)]
    face_to_face_time: Annotated[
        float,
        Parameter("Capacity that one takes, relative to others", Unit.RATIO, Kind.SERVICE, low=1.0, high=5.0),
    ]
    reviews_first: Annotated[
        float, Parameter("Capacity kept for reviews first; what either leaves is the other's", Unit.SHARE, Kind.SERVICE)
    ]
    clearance: Annotated[
        int,
        Parameter("Months that a review takes without a queue", Unit.MONTHS, Kind.SERVICE, low=0, high=24),
    ]
    claim_ready_months: Annotated[
        int,
        Parameter("Months in which the soonest claims are ready to be decided", Unit.MONTHS, Kind.SERVICE, high=24),
    ]
    claim_late_share: Annotated[float, Parameter("Claims that are ready later than that", Unit.SHARE, Kind.SERVICE)]
    claim_late_months: Annotated[
        float, Parameter("Mean months by which they are later", Unit.MONTHS, Kind.SERVICE, low=1.0, high=24.0)
    ]
    award_share: Annotated[float, Parameter("New claims that are awarded", Unit.SHARE, Kind.BEHAVIOUR)]
    award_severe: Annotated[
        float, Parameter("Severely ill: award of a claim, relative to all", Unit.RATIO, Kind.BEHAVIOUR, high=5.0)
    ]
    award_work_limiting: Annotated[
        float, Parameter("Work-limiting: award of a claim, relative to all", Unit.RATIO, Kind.BEHAVIOUR, high=5.0)
    ]
    award_mild: Annotated[
        float,
        Parameter("Mild or recovered: award of a claim, relative to all", Unit.RATIO, Kind.BEHAVIOUR, high=5.0),
    ]
    enhanced_severe: Annotated[
        float,
        Parameter(
            "Severely ill: enhanced daily living, relative to the share of their condition", Unit.RATIO, Kind.BEHAVIOUR
        ),
    ]
    enhanced_others: Annotated[
        float,
        Parameter(
            "Others: enhanced daily living, relative to the share of their condition", Unit.RATIO, Kind.BEHAVIOUR
        ),
    ]
    award_short_share: Annotated[float, Parameter("New awards that run up to two years", Unit.SHARE, Kind.SERVICE)]
    award_ongoing_share: Annotated[float, Parameter("New awards that are ongoing", Unit.SHARE, Kind.SERVICE)]
    award_short_months: Annotated[
        int, Parameter("Mean months to review of those short awards", Unit.MONTHS, Kind.SERVICE, low=3, high=60)
    ]
    award_longer_months: Annotated[
        int, Parameter("Mean months to review of other fixed new awards", Unit.MONTHS, Kind.SERVICE, low=6, high=180)
    ]
    award_ongoing_months: Annotated[
        int, Parameter("Months to the review of an ongoing award", Unit.MONTHS, Kind.SERVICE, low=12, high=180)
    ]
    award_renewed_months: Annotated[
        int, Parameter("Mean months to review of an award kept at a review", Unit.MONTHS, Kind.SERVICE, low=6, high=180)
    ]
    award_shortest_months: Annotated[
        int, Parameter("Fewest months to the first review, from age 25", Unit.MONTHS, Kind.SERVICE, high=180)
    ]
    award_shortest_renewed_months: Annotated[
        int, Parameter("Fewest months to a later review, from age 25", Unit.MONTHS, Kind.SERVICE, high=180)
    ]
    review_stops: Annotated[float, Parameter("Planned reviews that end the award", Unit.SHARE, Kind.BEHAVIOUR)]
    review_raises: Annotated[
        float, Parameter("Planned reviews that raise an award that can rise", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    review_lowers: Annotated[
        float, Parameter("Planned reviews that lower an award that can fall and go on", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    review_moves_mobility: Annotated[
        float,
        Parameter("Mobility moved by a review where either component can be", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    change_reported: Annotated[
        float, Parameter("Report of a change, by those below the highest award", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    change_stops: Annotated[float, Parameter("Reported changes that end the award", Unit.SHARE, Kind.BEHAVIOUR)]
    change_raises: Annotated[
        float, Parameter("Reported changes that raise an award that can rise", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    change_lowers: Annotated[
        float, Parameter("Reported changes that lower an award that can fall and go on", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    leaves: Annotated[
        float,
        Parameter("End of an award outside reviews, but for death and pension age", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    reconsideration_share: Annotated[
        float, Parameter("Refused claims, ended and lowered awards that are disputed", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    reconsideration_months: Annotated[
        int, Parameter("Months that a reconsideration takes", Unit.MONTHS, Kind.SERVICE, low=1, high=36)
    ]
    reconsideration_success: Annotated[
        float, Parameter("Reconsiderations that give or restore an award", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    tribunal_share: Annotated[
        float, Parameter("Reconsiderations lost that go on to a tribunal", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    tribunal_months: Annotated[
        int, Parameter("Months that an appeal to the tribunal takes", Unit.MONTHS, Kind.SERVICE, low=1, high=36)
    ]
    tribunal_success: Annotated[
        float, Parameter("Appeals that give or restore an award, lapsed ones included", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    mobility_share: Annotated[
        float, Parameter("Awards of daily living that also have mobility", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    mobility_enhanced_share: Annotated[
        float, Parameter("Mobility awards at the enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    mobility_only_share: Annotated[float, Parameter("Awards that have mobility alone", Unit.SHARE, Kind.BEHAVIOUR)]
    mobility_only_enhanced_share: Annotated[
        float, Parameter("Mobility alone at the enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    four_point_rule: Annotated[
        float,
        Parameter("Daily living needs four points in one activity (1 yes, 0 no)", Unit.SWITCH, Kind.LAW),
    ]
    four_point_at_reviews: Annotated[
        float,
        Parameter("The four-point rule also acts at reviews (1 yes, 0 new claims only)", Unit.SWITCH, Kind.LAW),
    ]


class Points(NamedTuple):
    """New daily living awards at the enhanced rate, and those with no activity at four points, by main condition."""

    enhanced_mental_health: Annotated[float, Parameter("Mental health: enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)]
    enhanced_musculoskeletal: Annotated[float, Parameter("Musculoskeletal: enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)]
    enhanced_neurological: Annotated[
        float, Parameter("Neurological and learning: enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    enhanced_other_physical: Annotated[float, Parameter("Other conditions: enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)]

    below_four_mental_health_standard: Annotated[
        float,
        Parameter("Mental health, standard rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_mental_health_enhanced: Annotated[
        float,
        Parameter("Mental health, enhanced rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_musculoskeletal_standard: Annotated[
        float,
        Parameter("Musculoskeletal, standard rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_musculoskeletal_enhanced: Annotated[
        float,
        Parameter("Musculoskeletal, enhanced rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_neurological_standard: Annotated[
        float,
        Parameter("Neurological and learning, standard rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_neurological_enhanced: Annotated[
        float,
        Parameter("Neurological and learning, enhanced rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_other_physical_standard: Annotated[
        float,
        Parameter("Other conditions, standard rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_other_physical_enhanced: Annotated[
        float,
        Parameter("Other conditions, enhanced rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]


class Coaching(NamedTuple):
    """Work coaches, their time and the voluntary offer to people with health conditions."""

    coaches: Annotated[float, Parameter("Work coaches planned to be in post, Great Britain", Unit.FTE, Kind.SERVICE)]
    coaches_extra: Annotated[
        float,
        Parameter(
            "Coaches in post at once beyond what recruitment brings; below nought, coaches taken away",
            Unit.FTE,
            Kind.SERVICE,
            low=-50_000,
        ),
    ]
    leavers_a_year: Annotated[float, Parameter("Coaches who leave, of those in post, a year", Unit.SHARE, Kind.SERVICE)]
    recruited_a_year: Annotated[
        float,
        Parameter(
            "Leavers whom recruitment expects and replaces, of coaches planned, a year", Unit.SHARE, Kind.SERVICE
        ),
    ]
    recruitment_months: Annotated[
        int,
        Parameter("Months from the decision to recruit to the first day in post", Unit.MONTHS, Kind.SERVICE, high=36),
    ]
    training_months: Annotated[
        int, Parameter("Months from the first day until a coach sees clients", Unit.MONTHS, Kind.SERVICE, high=24)
    ]
    coaches_in_post: Annotated[float, Derived("Work coaches in post and trained, Great Britain", Unit.FTE)]
    coaches_by_need: Annotated[
        float,
        Parameter(
            "Share of coaches spread over districts by people in intensive search rather than by people on UC",
            Unit.SHARE,
            Kind.SERVICE,
        ),
    ]
    coaches_to_health: Annotated[
        float,
        Parameter(
            "Coaches in post who are moved from searchers to intensive voluntary health support",
            Unit.FTE,
            Kind.SERVICE,
        ),
    ]
    coaches_on_health: Annotated[
        float,
        Parameter(
            "Coaches in post who already give intensive voluntary health support in the baseline",
            Unit.FTE,
            Kind.SERVICE,
        ),
    ]
    weekly_hours: Annotated[float, Parameter("Contract hours of a coach", Unit.HOURS_A_WEEK, Kind.SERVICE)]
    weeks: Annotated[
        float, Parameter("Weeks at work after leave, public holidays and training", Unit.WEEKS_A_YEAR, Kind.SERVICE)
    ]
    sickness_weeks: Annotated[float, Parameter("Weeks of a coach's sickness absence", Unit.WEEKS_A_YEAR, Kind.SERVICE)]
    client_share: Annotated[float, Parameter("Share of hours spent with or for clients", Unit.SHARE, Kind.SERVICE)]
    priority: Annotated[
        NDArray[np.int8],
        Parameter(
            "Who has coach time first; what the list leaves out gets none",
            Unit.NAMES,
            Kind.SERVICE,
            codes=CoachUse,
        ),
    ]
    ring_fence: Annotated[
        float,
        Parameter(
            "Coaches on health set how many courses begin, and courses begun go on, whatever the list says (1 yes, "
            "0 the list alone decides)",
            Unit.SWITCH,
            Kind.SERVICE,
        ),
    ]
    stop_from: Annotated[
        float,
        Parameter(
            "People searching for each coach who is not on health, above which a district stops parts of its support",
            Unit.RATIO,
            Kind.SERVICE,
            high=100_000,
        ),
    ]
    stops_offers: Annotated[
        float, Parameter("Such a district makes no voluntary offers (1 yes, 0 no)", Unit.SWITCH, Kind.SERVICE)
    ]
    stops_light_touch: Annotated[
        float, Parameter("Such a district sees nobody under light touch (1 yes, 0 no)", Unit.SWITCH, Kind.SERVICE)
    ]
    stops_search_later: Annotated[
        float,
        Parameter(
            "Such a district sees searchers past their third month less often: what it lacks beyond that caseload they "
            "bear alone (1 yes, 0 no)",
            Unit.SWITCH,
            Kind.SERVICE,
        ),
    ]
    coaches_earmarked: Annotated[
        float,
        Parameter(
            "Coaches on top of those in post who work for the groups of earmarked_for alone, and are idle without them",
            Unit.FTE,
            Kind.SERVICE,
        ),
    ]
    earmarked_for: Annotated[
        NDArray[np.int8],
        Parameter(
            "For whom earmarked coaches work: whole courses for health groups first, then what searchers lack",
            Unit.NAMES,
            Kind.SERVICE,
            codes=CoachGroup,
        ),
    ]
    minutes_search_early: Annotated[
        float,
        Parameter(
            "Coach minutes due in the first three months of intensive search, preparation and follow-up included",
            Unit.MINUTES_A_MONTH,
            Kind.SERVICE,
        ),
    ]
    minutes_search: Annotated[
        float,
        Parameter(
            "Coach minutes due in intensive search from the fourth month, preparation and follow-up included",
            Unit.MINUTES_A_MONTH,
            Kind.SERVICE,
        ),
    ]
    minutes_preparation: Annotated[
        float,
        Parameter("Coach minutes due to a person in work preparation", Unit.MINUTES_A_MONTH, Kind.SERVICE),
    ]
    minutes_interview: Annotated[
        float,
        Parameter("Coach minutes due to a person with interviews only", Unit.MINUTES_A_MONTH, Kind.SERVICE),
    ]
    minutes_light_touch: Annotated[
        float, Parameter("Coach minutes due to a person under light touch", Unit.MINUTES_A_MONTH, Kind.SERVICE)
    ]
    minutes_a_start: Annotated[
        float,
        Parameter(
            "Coach minutes that one course of intensive health support takes, with contacts of 30 minutes",
            Unit.MINUTES,
            Kind.SERVICE,
            low=1,
        ),
    ]
    contacts_a_start: Annotated[
        int, Parameter("Contacts in one course, a month apart", Unit.COUNT, Kind.SERVICE, low=1, high=24)
    ]
    contact_minutes: Annotated[
        float,
        Parameter(
            "Minutes that one contact of a course lasts; they change those of the course",
            Unit.MINUTES,
            Kind.SERVICE,
            high=480,
        ),
    ]
    contact_length_elasticity: Annotated[
        float,
        Parameter(
            "Elasticity of what a contact does to its minutes, 30 the reference",
            Unit.ELASTICITY,
            Kind.BEHAVIOUR,
            high=2,
        ),
    ]
    offers_a_year: Annotated[
        float,
        Parameter(
            "Personal offers per eligible person and year, at most one in twelve months",
            Unit.RATIO,
            Kind.SERVICE,
            low=0,
            high=1,
        ),
    ]
    acceptance_lcwra: Annotated[
        float,
        Parameter("Share who accept a personal offer: LCWRA and ESA support group", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    acceptance_lcw: Annotated[
        float,
        Parameter("Share who accept a personal offer: LCW, WRAG and fit note", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    acceptance_pip_only: Annotated[
        float,
        Parameter(
            "Share who accept a personal offer: PIP and out of work, no other health benefit",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    acceptance_ratio_ready_now: Annotated[
        float,
        Parameter(
            "Acceptance of people who could work now, relative to people who might; the mean of the group stays",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            high=10,
        ),
    ]
    acceptance_ratio_not_ready: Annotated[
        float,
        Parameter(
            "Acceptance of people who say never, relative to people who might; the mean of the group stays",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            high=10,
        ),
    ]
    ready_now_lcwra: Annotated[
        float, Parameter("Share who could work now: LCWRA and ESA support group", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    not_ready_lcwra: Annotated[
        float, Parameter("Share who say never: LCWRA and ESA support group", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    ready_now_lcw: Annotated[
        float, Parameter("Share who could work now: LCW, WRAG and fit note", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    not_ready_lcw: Annotated[
        float, Parameter("Share who say never: LCW, WRAG and fit note", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    ready_now_pip_only: Annotated[
        float, Parameter("Share who could work now: PIP and no other health benefit", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    not_ready_pip_only: Annotated[
        float, Parameter("Share who say never: PIP and no other health benefit", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    distrust: Annotated[float, Parameter("Share who do not trust DWP to help them", Unit.SHARE, Kind.BEHAVIOUR)]
    acceptance_ratio_distrust: Annotated[
        float,
        Parameter(
            "Acceptance of people who do not trust DWP, relative to people who do; the mean of the group stays",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            high=10,
        ),
    ]
    trust: Annotated[
        float,
        Parameter(
            "Acceptance of every offer if trust in the Jobcentre were another than today's, which is 1",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            high=10,
        ),
    ]
    wait_before_giving_up: Annotated[
        int,
        Parameter(
            "Months after which an accepted offer that led to no start lapses",
            Unit.MONTHS,
            Kind.BEHAVIOUR,
            low=1,
            high=36,
        ),
    ]


class ProgrammeTerms(NamedTuple):
    """One employment programme: who may start, how many, what it does and what it costs."""

    places: Annotated[float, Parameter("Starts, wherever the programme runs", Unit.PEOPLE_A_MONTH, Kind.SERVICE)]
    england: Annotated[int, Parameter("Runs in England", Unit.SWITCH, Kind.SERVICE)]
    wales: Annotated[int, Parameter("Runs in Wales", Unit.SWITCH, Kind.SERVICE)]
    scotland: Annotated[int, Parameter("Runs in Scotland", Unit.SWITCH, Kind.SERVICE)]
    takes_in_work: Annotated[int, Parameter("Takes people in work, not people out of work", Unit.SWITCH, Kind.SERVICE)]
    youngest: Annotated[int, Parameter("Youngest age, in years", Unit.COUNT, Kind.SERVICE, low=16, high=70)]
    oldest: Annotated[int, Parameter("Oldest age, in years", Unit.COUNT, Kind.SERVICE, low=16, high=70)]
    least_severity: Annotated[
        int,
        Parameter("Least severity of ill health: 0 none, 2 work-limiting, 3 severe", Unit.CODE, Kind.SERVICE, 0, 3),
    ]
    condition: Annotated[
        int,
        Parameter(
            "Main condition: 0 any, 1 mental, 2 musculoskeletal, 3 neurological, 4 other physical",
            Unit.CODE,
            Kind.SERVICE,
            low=0,
            high=4,
        ),
    ]
    months_searching: Annotated[
        int,
        Parameter(
            "Months of intensive search on Universal Credit that it takes; 0 for no need of Universal Credit",
            Unit.MONTHS,
            Kind.SERVICE,
            low=0,
            high=60,
        ),
    ]
    asks: Annotated[
        float, Parameter("Eligible people who ask for a place by themselves in a month", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    coach_refers: Annotated[
        float,
        Parameter(
            "Eligible people whom a coach has seen before this month, referred by the coach in a month",
            Unit.SHARE,
            Kind.SERVICE,
        ),
    ]
    health_service_refers: Annotated[
        float,
        Parameter(
            "Eligible people in ill health referred by a GP or another part of the NHS in a month",
            Unit.SHARE,
            Kind.SERVICE,
        ),
    ]
    council_refers: Annotated[
        float, Parameter("Eligible people referred by their council in a month", Unit.SHARE, Kind.SERVICE)
    ]
    wait: Annotated[int, Parameter("Months from the award of a place to its start", Unit.MONTHS, Kind.SERVICE, 0, 24)]
    months: Annotated[int, Parameter("Months that it supports a person", Unit.MONTHS, Kind.SERVICE, low=1, high=120)]
    effect: Annotated[
        float, Parameter("Entry hazard with it relative to without", Unit.RATIO, Kind.BEHAVIOUR, low=0.1, high=5)
    ]
    site_spread: Annotated[
        float,
        Parameter(
            "Standard deviation of the logarithm of its effect between districts", Unit.RATIO, Kind.BEHAVIOUR, 0, 1
        ),
    ]
    lag: Annotated[int, Parameter("Months from its start to its effect on entry", Unit.MONTHS, Kind.BEHAVIOUR, 0, 12)]
    fade: Annotated[
        int,
        Parameter(
            "Months after its end in which the logarithm of its effect on entry fades to nothing",
            Unit.MONTHS,
            Kind.BEHAVIOUR,
            low=1,
            high=60,
        ),
    ]
    exit_ratio: Annotated[
        float, Parameter("Job exit while it supports, relative to without", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=1)
    ]
    cost: Annotated[int, Parameter("Cost of one start", Unit.PENCE, Kind.SERVICE)]
    cost_a_year: Annotated[int, Parameter("Cost of one user for a year", Unit.PENCE_A_YEAR, Kind.SERVICE)]
    public_share: Annotated[float, Parameter("Share of its cost that the public purse bears", Unit.SHARE, Kind.SERVICE)]


class Employment(NamedTuple):
    """Job loss and job entry."""

    entry_lcwra: Annotated[float, Parameter("Job entry from LCWRA", Unit.HAZARD, Kind.BEHAVIOUR)]
    entry_lcw: Annotated[float, Parameter("Job entry from LCW", Unit.HAZARD, Kind.BEHAVIOUR)]
    entry_esa_support: Annotated[float, Parameter("Job entry from the ESA support group", Unit.HAZARD, Kind.BEHAVIOUR)]
    entry_wrag: Annotated[
        float,
        Parameter(
            "Job entry from the ESA work-related activity group or assessment phase",
            Unit.HAZARD,
            Kind.BEHAVIOUR,
        ),
    ]
    entry_fit_note: Annotated[
        float, Parameter("Job entry from a fit note before a decision", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    entry_pip_only: Annotated[
        float, Parameter("Job entry from PIP without another health benefit", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    entry_searching_to_month_3: Annotated[
        float,
        Parameter("Job entry in the first three months of intensive search", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    entry_searching_months_4_to_6: Annotated[
        float, Parameter("Job entry in months four to six of intensive search", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    entry_searching_after_month_6: Annotated[
        float, Parameter("Job entry after six months of intensive search", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    entry_uc_other: Annotated[float, Parameter("Job entry from other regimes of UC", Unit.HAZARD, Kind.BEHAVIOUR)]
    entry_seeking: Annotated[
        float, Parameter("Job entry of someone seeking work off benefit", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    entry_studying: Annotated[float, Parameter("Job entry from study", Unit.HAZARD, Kind.BEHAVIOUR)]
    entry_caring: Annotated[float, Parameter("Job entry from caring for home or family", Unit.HAZARD, Kind.BEHAVIOUR)]
    entry_sick: Annotated[
        float, Parameter("Job entry of someone long-term sick off benefit", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    entry_retired: Annotated[float, Parameter("Job entry from early retirement", Unit.HAZARD, Kind.BEHAVIOUR)]
    entry_other: Annotated[float, Parameter("Job entry from other inactivity", Unit.HAZARD, Kind.BEHAVIOUR)]
    entry_ratio_under_25: Annotated[
        float,
        Parameter("Job entry under 25 relative to the group", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3),
    ]
    entry_ratio_50_and_over: Annotated[
        float, Parameter("Job entry from 50 relative to the group", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3)
    ]
    entry_ratio_severe: Annotated[
        float,
        Parameter(
            "Job entry with a severe condition relative to the group",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    entry_ratio_ready_now: Annotated[
        float,
        Parameter(
            "Job entry of the ready now, relative to the health group",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=10,
        ),
    ]
    entry_ratio_not_ready: Annotated[
        float,
        Parameter(
            "Job entry of those who say never, relative to the health group",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    entry_ratio_out_under_1_year: Annotated[
        float,
        Parameter(
            "Job entry in a health group less than a year after work, relative to more than two years after",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.1,
            high=10,
        ),
    ]
    entry_ratio_out_1_to_2_years: Annotated[
        float,
        Parameter(
            "Job entry in a health group in the second year after work, relative to more than two years after",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.1,
            high=10,
        ),
    ]
    share_out_under_1_year: Annotated[
        float,
        Parameter(
            "Out of work for less than a year where the hazards of health groups but fit notes hold on average",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    share_out_1_to_2_years: Annotated[
        float, Parameter("Out of work for one to two years there", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    share_out_under_1_year_fit_note: Annotated[
        float,
        Parameter(
            "Out of work for less than a year where the hazard of fit notes holds on average",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    share_out_1_to_2_years_fit_note: Annotated[
        float, Parameter("Out of work for one to two years there", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    entry_ratio_mental_health: Annotated[
        float,
        Parameter(
            "Job entry with a mental health condition, relative to the health group",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    entry_ratio_musculoskeletal: Annotated[
        float,
        Parameter(
            "Job entry with a musculoskeletal condition, relative to the health group",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    entry_ratio_neurological: Annotated[
        float,
        Parameter(
            "Job entry with a neurological or learning condition, relative to the health group",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    entry_ratio_other_physical: Annotated[
        float,
        Parameter(
            "Job entry with another physical condition, relative to the health group",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    local_demand_elasticity: Annotated[
        float,
        Parameter(
            "Response of entry to the district's employment rate, the mean unchanged; 0 is one labour market",
            Unit.ELASTICITY,
            Kind.BEHAVIOUR,
            low=0,
            high=10,
        ),
    ]
    volunteer_ratio: Annotated[
        float,
        Parameter(
            "Entry hazard of people who would accept an offer, relative to the health group",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=5,
        ),
    ]
    contact_effect: Annotated[
        float,
        Parameter(
            "Effect of one fresh contact on the logarithm of the entry hazard",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=1,
        ),
    ]
    contact_decay: Annotated[
        float,
        Parameter("Months in which a contact's effect falls to 37%", Unit.MONTHS, Kind.BEHAVIOUR, low=0.5, high=60),
    ]
    effect_cap: Annotated[
        float,
        Parameter("Highest multiplier that support may put on entry", Unit.RATIO, Kind.BEHAVIOUR, low=1, high=3),
    ]
    search_minutes_elasticity: Annotated[
        float,
        Parameter(
            "Response of searchers' entry to the share of due minutes they get",
            Unit.ELASTICITY,
            Kind.BEHAVIOUR,
            low=0,
            high=1,
        ),
    ]
    search_share_reference: Annotated[
        float,
        Parameter(
            "Share of due minutes that searchers got when the central hazards were measured",
            Unit.SHARE,
            Kind.BEHAVIOUR,
            low=0.05,
        ),
    ]
    gain_elasticity: Annotated[
        float,
        Parameter("Response of entry to the net gain to work", Unit.ELASTICITY, Kind.BEHAVIOUR, low=0, high=2),
    ]
    gain_reference: Annotated[
        float,
        Parameter(
            "Net gain to work at which the central hazards hold, at April 2025 earnings",
            Unit.PENCE_A_MONTH,
            Kind.BEHAVIOUR,
            low=1,
        ),
    ]
    right_to_try: Annotated[
        float,
        Parameter(
            "Entry of people on health benefits once starting work triggers no reassessment",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.5,
            high=2,
        ),
    ]
    hiring_incentive: Annotated[
        float,
        Parameter(
            "Entry of people on health benefits once employers are paid to hire them, relative to none",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.5,
            high=3,
        ),
    ]
    home_working: Annotated[
        float,
        Parameter(
            "Entry of people who might work from home, with more such jobs, relative to today's",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.5,
            high=5,
        ),
    ]
    occupational_health: Annotated[
        float,
        Parameter(
            "Job exit of people with limiting illness once occupational health reaches them, relative to today's",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=1.5,
        ),
    ]
    displacement: Annotated[
        float,
        Parameter("Additional jobs that displace another in the district a month later", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    exit_to_month_6: Annotated[float, Parameter("Job exit in the first six months", Unit.HAZARD, Kind.BEHAVIOUR)]
    exit_months_7_to_12: Annotated[float, Parameter("Job exit in months seven to twelve", Unit.HAZARD, Kind.BEHAVIOUR)]
    exit_settled: Annotated[float, Parameter("Job exit after a year, health not limiting", Unit.HAZARD, Kind.BEHAVIOUR)]
    exit_settled_limited: Annotated[
        float,
        Parameter("Job exit after a year with a work-limiting or severe condition", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    exit_ratio_onset: Annotated[
        float,
        Parameter(
            "Job exit in the year after limiting illness begins, relative to a spell's own exit",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=10,
        ),
    ]
    sick_share_of_limited_leavers: Annotated[
        float,
        Parameter(
            "Leavers with limiting illness who become long-term sick rather than seek work",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    study_share_of_young_leavers: Annotated[
        float, Parameter("Leavers under 25 who study rather than seek work", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    inactive_share_of_leavers: Annotated[
        float,
        Parameter("Other leavers who leave the labour force, to care or retire", Unit.SHARE, Kind.BEHAVIOUR),
    ]


class TakeUp(NamedTuple):
    """Who claims the Universal Credit they are entitled to."""

    ever_claims: Annotated[
        float, Parameter("Share of entitled units that would ever claim", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    claim: Annotated[float, Parameter("Claim of an entitled unit that would claim", Unit.HAZARD, Kind.BEHAVIOUR)]
    worth_claiming: Annotated[
        int, Parameter("Award below which no unit opens a claim", Unit.PENCE_A_MONTH, Kind.BEHAVIOUR)
    ]


class Policy(NamedTuple):
    """All parameters of one month, by group; each programme of the law is a group of its own."""

    uprating: Uprating
    economy: Economy
    universal_credit: UniversalCredit
    benefit_cap: BenefitCap
    child_benefit: ChildBenefit
    sick_pay: SickPay
    employment_support_allowance: EmploymentSupportAllowance
    disability_rates: DisabilityRates
    carers: Carers
    tax: Tax
    pay: Pay
    costs: Costs
    ageing: Ageing
    health: Health
    claims: Claims
    assessment: Assessment
    wca_disputes: WcaDisputes
    pip: DisabilityBenefitSystem
    adp: DisabilityBenefitSystem
    points: Points
    coaching: Coaching
    programme: Sequence[ProgrammeTerms]  # by Programme
    employment: Employment
    take_up: TakeUp
    unemployment_insurance: UnemploymentInsurance
