"""Universal Credit and the benefits around it, and who claims."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.fields import Kind, Parameter, Unit
from welfsim.vocabulary.parameters.economy import OUT_OF_REACH

JANUARY_2000 = 2000 * 12  # no spell that a month of law decides about begins earlier
MOST_SAVINGS = 200_000_000  # £2 million, the most that a unit of the population has


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
        bool,
        Parameter(
            "Child elements stop at two for children born from April 2017",
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
        Parameter(
            "First month whose claims to the LCWRA element bring the new-claimant rate",
            Unit.MONTH,
            Kind.LAW,
            low=JANUARY_2000,
        ),
    ]
    protection_needs_payment: Annotated[
        bool,
        Parameter(
            "Whether the element, not only the claim and the request of an assessment, must have come before "
            "`new_rate_from` to bring the protected rate",
            Unit.SWITCH,
            Kind.LAW,
        ),
    ]
    relevant_period: Annotated[
        int,
        Parameter(
            "Months from the fit note that must pass before the LCWRA element, to the end of their assessment period",
            Unit.MONTHS,
            Kind.LAW,
            low=0,
            high=12,
        ),
    ]
    months_to_next_period: Annotated[
        int,
        Parameter(
            "Months from the end of the relevant period to the assessment period that brings the LCWRA element",
            Unit.MONTHS,
            Kind.LAW,
            low=0,
            high=1,
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
    start_up_months: Annotated[
        int,
        Parameter(
            "Months of self-employment on Universal Credit without the minimum income floor",
            Unit.MONTHS,
            Kind.LAW,
            low=0,
            high=1200,
        ),
    ]
    start_up_again: Annotated[
        int,
        Parameter(
            "Months from the beginning of a start-up period within which another trade has none",
            Unit.MONTHS,
            Kind.LAW,
            low=0,
            high=1200,
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
    non_dependant: Annotated[
        int, Parameter("Taken from the rent for each other adult of the home", Unit.PENCE_A_MONTH, Kind.LAW)
    ]
    spare_room: Annotated[float, Parameter("Share of a social rent lost by one spare bedroom", Unit.SHARE, Kind.LAW)]
    spare_rooms: Annotated[
        float, Parameter("Share of a social rent lost by two or more spare bedrooms", Unit.SHARE, Kind.LAW)
    ]
    childcare_share: Annotated[
        float, Parameter("Share of childcare costs that the childcare element meets", Unit.SHARE, Kind.LAW)
    ]
    childcare_most_one: Annotated[
        int, Parameter("Childcare element at most, for one child", Unit.PENCE_A_MONTH, Kind.LAW)
    ]
    childcare_most_more: Annotated[
        int, Parameter("Childcare element at most, for two or more children", Unit.PENCE_A_MONTH, Kind.LAW)
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
    charge_from: Annotated[
        int,
        Parameter(
            "Income from which the High Income Child Benefit Charge is due",
            Unit.PENCE_A_YEAR,
            Kind.LAW,
            high=OUT_OF_REACH,
        ),
    ]
    charge_full: Annotated[
        int,
        Parameter("Income at which that charge takes all of it", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH),
    ]


class ScottishChildPayment(NamedTuple):
    """Scottish Child Payment, on top of Universal Credit or income-related ESA."""

    rate: Annotated[int, Parameter("Scottish Child Payment, each child", Unit.PENCE_A_WEEK, Kind.LAW)]
    until_age: Annotated[
        int, Parameter("Age from which a child no longer brings it", Unit.YEARS, Kind.LAW, low=0, high=20)
    ]


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
    support_component: Annotated[int, Parameter("Support component of new-style ESA", Unit.PENCE_A_WEEK, Kind.LAW)]
    income_related_support_component: Annotated[
        int, Parameter("Support component of income-related ESA", Unit.PENCE_A_WEEK, Kind.LAW)
    ]
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
    severe_disability_premium: Annotated[
        int,
        Parameter(
            "Severe disability premium of income-related ESA, for each adult who qualifies",
            Unit.PENCE_A_WEEK,
            Kind.LAW,
        ),
    ]
    carer_premium: Annotated[
        int,
        Parameter("Carer premium of income-related ESA, for each adult who cares", Unit.PENCE_A_WEEK, Kind.LAW),
    ]
    pensioner_premium_couple: Annotated[
        int,
        Parameter(
            "Premium of income-related ESA for a partner past pension age, before the component is taken off",
            Unit.PENCE_A_WEEK,
            Kind.LAW,
        ),
    ]
    capital_lower_limit: Annotated[
        int,
        Parameter("Capital above which income-related ESA is lowered", Unit.PENCE, Kind.LAW, high=MOST_SAVINGS),
    ]
    capital_upper_limit: Annotated[
        int,
        Parameter("Capital above which there is no income-related ESA", Unit.PENCE, Kind.LAW, high=MOST_SAVINGS),
    ]
    capital_step: Annotated[
        int,
        Parameter("Step of capital that lowers income-related ESA once", Unit.PENCE, Kind.LAW, low=5_000),
    ]
    capital_income: Annotated[
        int, Parameter("Income-related ESA lost for each step of capital", Unit.PENCE_A_WEEK, Kind.LAW, high=2_000)
    ]
    income_related_closed: Annotated[
        int,
        Parameter(
            "First month in which nobody is on income-related ESA any more", Unit.MONTH, Kind.LAW, low=JANUARY_2000
        ),
    ]


class JobseekersAllowance(NamedTuple):
    """New-style Jobseeker's Allowance."""

    personal_allowance: Annotated[int, Parameter("New-style JSA, 25 or over", Unit.PENCE_A_WEEK, Kind.LAW)]
    personal_allowance_under_25: Annotated[int, Parameter("New-style JSA, under 25", Unit.PENCE_A_WEEK, Kind.LAW)]
    earnings_kept: Annotated[
        int, Parameter("Net earnings that do not lower new-style JSA", Unit.PENCE_A_WEEK, Kind.LAW)
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


class Carers(NamedTuple):
    """Carer's Allowance and Carer Support Payment."""

    allowance: Annotated[
        int,
        Parameter("Carer's Allowance, and Carer Support Payment before supplements", Unit.PENCE_A_WEEK, Kind.LAW),
    ]
    earnings_limit: Annotated[
        int, Parameter("Net earnings above which nothing is paid", Unit.PENCE_A_WEEK, Kind.LAW, high=OUT_OF_REACH)
    ]
    scottish_supplement: Annotated[
        int, Parameter("Scottish Carer Supplement, on top of the allowance", Unit.PENCE_A_WEEK, Kind.LAW)
    ]
    starts: Annotated[
        float,
        Parameter(
            "Start of caring, except for someone newly awarded PIP or ADP, of men of 35 to 49, out of work",
            Unit.HAZARD,
            Kind.BEHAVIOUR,
        ),
    ]
    starts_ratio_women: Annotated[
        float, Parameter("Start of caring of women, relative to men", Unit.RATIO, Kind.BEHAVIOUR)
    ]
    starts_ratio_under_35: Annotated[
        float, Parameter("Start of caring under 35, relative to 35 to 49", Unit.RATIO, Kind.BEHAVIOUR)
    ]
    starts_ratio_50_and_over: Annotated[
        float, Parameter("Start of caring from 50, relative to 35 to 49", Unit.RATIO, Kind.BEHAVIOUR)
    ]
    starts_ratio_severe_partner: Annotated[
        float, Parameter("Start of caring with a severely ill partner, relative to others", Unit.RATIO, Kind.BEHAVIOUR)
    ]
    starts_ratio_in_work: Annotated[
        float, Parameter("Start of caring in part-time work, relative to out of work", Unit.RATIO, Kind.BEHAVIOUR)
    ]
    starts_ratio_on_uc: Annotated[
        float, Parameter("Start of caring on Universal Credit, relative to off it", Unit.RATIO, Kind.BEHAVIOUR)
    ]
    claims_on_uc: Annotated[
        float,
        Parameter("Carers on Universal Credit who claim Carer's Allowance too", Unit.SHARE, Kind.BEHAVIOUR),
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


class TakeUp(NamedTuple):
    """Who claims the Universal Credit they are entitled to."""

    ever_claims_single: Annotated[
        float, Parameter("Single adults who would ever claim, of those entitled", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    ever_claims_couple: Annotated[
        float, Parameter("Couples without children who would ever claim, of those entitled", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    ever_claims_lone_parent: Annotated[
        float, Parameter("Lone parents who would ever claim, of those entitled", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    ever_claims_parents: Annotated[
        float, Parameter("Couples with children who would ever claim, of those entitled", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    claim: Annotated[float, Parameter("Claim of an entitled unit that would claim", Unit.HAZARD, Kind.BEHAVIOUR)]
    claim_ratio_in_work: Annotated[
        float,
        Parameter(
            "Claims of units in which somebody works, relative to others", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=1
        ),
    ]
    claim_ratio_not_looking: Annotated[
        float,
        Parameter(
            "Claims of healthy adults without children who would not look for work, relative to others",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=1,
        ),
    ]
    claim_ratio_children: Annotated[
        float,
        Parameter("Claims of units with children, relative to others", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3),
    ]
    other_end: Annotated[
        float,
        Parameter("End of a claim with an award, where nobody is on the health journey", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    other_end_ratio_children: Annotated[
        float,
        Parameter(
            "End of such a claim of units with children, relative to others", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3
        ),
    ]
    leaves_requirement: Annotated[
        float,
        Parameter(
            "End of a claim, without a job, that requires a search of somebody who does not look for work",
            Unit.HAZARD,
            Kind.BEHAVIOUR,
        ),
    ]
    worth_claiming: Annotated[
        int, Parameter("Award below which no unit opens a claim", Unit.PENCE_A_MONTH, Kind.BEHAVIOUR)
    ]
