"""Prices, earnings, taxes, pay and what services cost."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.fields import Kind, Parameter, Unit

OUT_OF_REACH = 1_000_000_000  # £10 million, which nobody's pay of a year reaches


class Uprating(NamedTuple):
    """Prices and earnings from which April's rates are calculated; changing them changes these rates."""

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
    pension_earnings: Annotated[
        float,
        Parameter(
            "Growth of average earnings to May to July of the year before, by which the triple lock rises in April",
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
    class_4_lower_limit: Annotated[
        int,
        Parameter(
            "Profits from which the self-employed pay National Insurance",
            Unit.PENCE_A_YEAR,
            Kind.LAW,
            high=OUT_OF_REACH,
        ),
    ]
    class_4_upper_limit: Annotated[
        int, Parameter("Profits above which the upper rate applies", Unit.PENCE_A_YEAR, Kind.LAW, high=OUT_OF_REACH)
    ]
    class_4_main_rate: Annotated[
        float, Parameter("National Insurance of the self-employed between the two limits", Unit.SHARE, Kind.LAW)
    ]
    class_4_upper_rate: Annotated[
        float, Parameter("National Insurance of the self-employed above the upper limit", Unit.SHARE, Kind.LAW)
    ]
    class_2: Annotated[
        int, Parameter("Class 2 contribution of the self-employed from the lower limit", Unit.PENCE_A_WEEK, Kind.LAW)
    ]


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
    spill_over: Annotated[
        float,
        Parameter(
            "How far above the minimum wage it lifts pay, relative to it; the last of the lift is there",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    part_time_pay: Annotated[
        float,
        Parameter("Hourly pay of a part-time job relative to a full-time job", Unit.RATIO, Kind.BEHAVIOUR, high=2),
    ]
    entry_share: Annotated[
        float,
        Parameter(
            "Pay at the start of a job relative to settled pay, on the even rise that four steps follow",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    entry_months: Annotated[
        int,
        Parameter("Months in a job until its pay is settled", Unit.MONTHS, Kind.BEHAVIOUR, low=1, high=120),
    ]
    variation_part_time: Annotated[
        float,
        Parameter(
            "Pay of a part-time job lies in a month, evenly, by at most so much of usual pay above or below it",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    variation_full_time: Annotated[
        float,
        Parameter(
            "Pay of a full-time job lies in a month, evenly, by at most so much of usual pay above or below it",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
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
