"""Life, death and ill health."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.fields import Derived, Kind, Parameter, Unit


class Ageing(NamedTuple):
    """Births, deaths and arrivals."""

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
    birth_hazard_under_25: Annotated[
        float, Parameter("First birth to a woman of 16 to 24 in a couple", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    birth_hazard_25_to_34: Annotated[
        float, Parameter("First birth to a woman of 25 to 34 in a couple", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    birth_hazard_35_to_44: Annotated[
        float, Parameter("First birth to a woman of 35 to 44 in a couple", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    birth_ratio_single: Annotated[
        float,
        Parameter("Births to women without a partner, relative to others", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=2),
    ]
    birth_ratio_after_one: Annotated[
        float, Parameter("Births after one child, relative to first births", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=10)
    ]
    birth_ratio_after_two: Annotated[
        float, Parameter("The same after two children", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=10)
    ]
    birth_ratio_after_three: Annotated[
        float, Parameter("The same after three children or more", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=10)
    ]
    birth_ratio_late: Annotated[
        float,
        Parameter(
            "Births after the usual interval, relative to those within it", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=2
        ),
    ]
    least_birth_interval: Annotated[
        int, Parameter("Fewest months from one birth to the next", Unit.MONTHS, Kind.BEHAVIOUR, low=9, high=36)
    ]
    usual_birth_interval: Annotated[
        int,
        Parameter(
            "Months from one birth within which most others follow", Unit.MONTHS, Kind.BEHAVIOUR, low=24, high=240
        ),
    ]
    study_ends: Annotated[
        int,
        Parameter("Age in months at which people who study begin to seek work", Unit.MONTHS, Kind.BEHAVIOUR, 216, 360),
    ]
    arrivals_in_work: Annotated[
        float,
        Parameter(
            "Of people who come to live here and look for work, who have a job at once", Unit.SHARE, Kind.BEHAVIOUR
        ),
    ]
    child_disabled: Annotated[
        float,
        Parameter("A child from 3 to 11 comes to have a disability benefit", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    child_disabled_higher: Annotated[
        float,
        Parameter("Children with the higher addition, of those who come to be disabled", Unit.SHARE, Kind.BEHAVIOUR),
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
    onset_growth_under_35: Annotated[
        float,
        Parameter(
            "Growth in a year of onset and of worsening to limiting illness, under 35",
            Unit.SHARE,
            Kind.BEHAVIOUR,
            low=-0.2,
            high=0.2,
        ),
    ]
    onset_growth_35_to_49: Annotated[
        float, Parameter("The same from 35 to 49", Unit.SHARE, Kind.BEHAVIOUR, low=-0.2, high=0.2)
    ]
    onset_growth_50_and_over: Annotated[
        float, Parameter("The same from 50", Unit.SHARE, Kind.BEHAVIOUR, low=-0.2, high=0.2)
    ]
    mental_odds_growth: Annotated[
        float,
        Parameter(
            "Growth in a year of the odds that a new illness is mental", Unit.SHARE, Kind.BEHAVIOUR, low=-0.2, high=0.2
        ),
    ]
    onset_trend_under_35: Annotated[float, Derived("Onset under 35 relative to April 2025", Unit.INDEX)]
    onset_trend_35_to_49: Annotated[float, Derived("Onset from 35 to 49 relative to April 2025", Unit.INDEX)]
    onset_trend_50_and_over: Annotated[float, Derived("Onset from 50 relative to April 2025", Unit.INDEX)]
    mental_odds_trend: Annotated[float, Derived("Odds that a new illness is mental relative to April 2025", Unit.INDEX)]
    frailty_onset: Annotated[
        float,
        Parameter("Rise of the logarithm of onset and worsening with one of frailty", Unit.RATIO, Kind.BEHAVIOUR, 0, 2),
    ]
    frailty_recovery: Annotated[
        float, Parameter("Fall of the logarithm of recovery with one of frailty", Unit.RATIO, Kind.BEHAVIOUR, 0, 2)
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
    score_requirement: Annotated[
        float,
        Parameter(
            "Fall of the mental health score (SF-12 MCS) of people without work of whom a search is newly required",
            Unit.POINTS,
            Kind.BEHAVIOUR,
            high=20,
        ),
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
