"""Losing and finding jobs."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.fields import Kind, Parameter, Unit


class Employment(NamedTuple):
    """Job loss and job entry."""

    entry: Annotated[
        float,
        Parameter(
            "Job entry of a healthy person of 25 to 49 of mean employability who seeks work, lately out of it",
            Unit.HAZARD,
            Kind.BEHAVIOUR,
        ),
    ]
    entry_ratio_studying: Annotated[
        float,
        Parameter("Job entry of people who study, relative to seeking work", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3),
    ]
    entry_ratio_caring: Annotated[
        float,
        Parameter(
            "Job entry of people who care for home or family, relative to seeking work",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    entry_ratio_retired: Annotated[
        float,
        Parameter(
            "Job entry of the early retired, relative to seeking work", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3
        ),
    ]
    entry_ratio_other: Annotated[
        float,
        Parameter(
            "Job entry of other inactive people, relative to seeking work", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3
        ),
    ]
    entry_ratio_under_20: Annotated[
        float, Parameter("Job entry under 20, relative to 25 to 49", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3)
    ]
    entry_ratio_20_to_24: Annotated[
        float, Parameter("Job entry from 20 to 24, relative to 25 to 49", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3)
    ]
    entry_ratio_50_to_59: Annotated[
        float, Parameter("Job entry from 50 to 59, relative to 25 to 49", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3)
    ]
    entry_ratio_60_and_over: Annotated[
        float, Parameter("Job entry from 60, relative to 25 to 49", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3)
    ]
    entry_ratio_work_limiting: Annotated[
        float,
        Parameter(
            "Job entry of people whose work is limited but not severely, relative to good health",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    entry_ratio_severe: Annotated[
        float,
        Parameter("Job entry of the severely ill, relative to good health", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3),
    ]
    entry_ratio_ready_now: Annotated[
        float,
        Parameter(
            "Job entry of the ready now, relative to all who are limited",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=10,
        ),
    ]
    entry_ratio_not_ready: Annotated[
        float,
        Parameter(
            "Job entry of those who say never, relative to all who are limited",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    time_out: Annotated[
        float,
        Parameter(
            "Fall of the logarithm of job entry from the first three months out of work to the third to fifth year",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=4,
        ),
    ]
    entry_ratio_mental_health: Annotated[
        float,
        Parameter(
            "Job entry with a mental health condition, relative to all who are limited",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    entry_ratio_musculoskeletal: Annotated[
        float,
        Parameter(
            "Job entry with a musculoskeletal condition, relative to all who are limited",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    entry_ratio_neurological: Annotated[
        float,
        Parameter(
            "Job entry with a neurological or learning condition, relative to all who are limited",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=3,
        ),
    ]
    entry_ratio_other_physical: Annotated[
        float,
        Parameter(
            "Job entry with another physical condition, relative to all who are limited",
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
    contact_lag: Annotated[
        int, Parameter("Months of a course before its contacts act", Unit.MONTHS, Kind.BEHAVIOUR, low=0, high=24)
    ]
    contact_site_spread: Annotated[
        float,
        Parameter(
            "Standard deviation between districts of the effect of one contact",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=0.5,
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
    requirement_limited: Annotated[
        float,
        Parameter(
            "Job entry of people whose work is limited in intensive search, its meetings as due, relative to none",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.2,
            high=5,
        ),
    ]
    requirement_others: Annotated[
        float,
        Parameter(
            "Job entry of others in intensive search, its meetings as due, relative to no requirement",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.2,
            high=5,
        ),
    ]
    requirement_preparation: Annotated[
        float,
        Parameter(
            "Part of that effect's logarithm where only interviews or preparation are asked", Unit.SHARE, Kind.BEHAVIOUR
        ),
    ]
    meetings_elasticity: Annotated[
        float,
        Parameter(
            "Response of searchers' entry to the share of due meetings that are held",
            Unit.ELASTICITY,
            Kind.BEHAVIOUR,
            low=0,
            high=1,
        ),
    ]
    meetings_reference: Annotated[
        float,
        Parameter(
            "Share of due meetings held when entry was measured",
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
    need: Annotated[
        float,
        Parameter(
            "Entry of people whose unit has nothing to live on, relative to others with the same gain to work",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.5,
            high=5,
        ),
    ]
    need_savings: Annotated[
        int, Parameter("Savings on which a unit without income can live for a while", Unit.PENCE, Kind.BEHAVIOUR, low=0)
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
            "Loss of jobs on sick leave through illness once occupational health reaches everyone, relative to today's",
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
    exit_settled: Annotated[
        float, Parameter("Job exit after a year, for other reasons than sick leave", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    exit_employability: Annotated[
        float,
        Parameter(
            "Fall of the logarithm of job exit with one of employability", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=2
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
    study_share_under_20: Annotated[
        float, Parameter("Of those under 20 who leave a job, those who study", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    study_share_from_20: Annotated[
        float,
        Parameter(
            "Of those from 20 up to the end of study who leave a job, those who study", Unit.SHARE, Kind.BEHAVIOUR
        ),
    ]
    retired_share_50_to_54: Annotated[
        float, Parameter("Of those of 50 to 54 who leave a job, those who retire", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    retired_share_55_to_59: Annotated[
        float, Parameter("Of those of 55 to 59 who leave a job, those who retire", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    retired_share_from_60: Annotated[
        float, Parameter("Of those from 60 who leave a job, those who retire", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    caring_share_of_parents: Annotated[
        float,
        Parameter(
            "Parents responsible for children who care for home or family when out of work, of those who neither study "
            "nor retire",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    caring_share_of_others: Annotated[
        float,
        Parameter(
            "Others who care for home or family when out of work, of those who neither study nor retire",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    other_share: Annotated[
        float,
        Parameter(
            "People inactive for another reason when out of work, of those who neither study nor retire",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
