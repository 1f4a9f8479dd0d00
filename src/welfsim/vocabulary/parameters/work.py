"""Losing and finding jobs."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.fields import Kind, Parameter, Unit


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
