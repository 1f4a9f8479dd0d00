"""Work coaches and employment programmes."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.vocabulary.codes import CoachGroup, CoachUse
from welfsim.vocabulary.fields import Derived, Kind, Parameter, Unit


class Coaching(NamedTuple):
    """Work coaches, their time and the voluntary offer to people with health conditions."""

    coaches: Annotated[float, Parameter("Work coaches planned to be in post, Great Britain", Unit.FTE, Kind.SERVICE)]
    coaches_extra: Annotated[
        float,
        Parameter(
            "Coaches in post at once beyond those recruited; below zero, coaches taken away",
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
        bool,
        Parameter(
            "Coaches on health set how many courses begin, and courses begun go on, whatever the list says; without "
            "it the list alone decides",
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
    stops_offers: Annotated[bool, Parameter("Such a district makes no voluntary offers", Unit.SWITCH, Kind.SERVICE)]
    stops_light_touch: Annotated[
        bool, Parameter("Such a district sees nobody under light touch", Unit.SWITCH, Kind.SERVICE)
    ]
    stops_search_later: Annotated[
        bool,
        Parameter(
            "Such a district sees searchers past their third month less often: what it lacks beyond that caseload they "
            "bear alone",
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
    offered_to: Annotated[
        NDArray[np.int8],
        Parameter(
            "Health groups to whom voluntary support is offered; volunteers of others who wait are still served",
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
    minutes_search_in_work: Annotated[
        float,
        Parameter(
            "Coach minutes due in intensive search with earnings below the threshold",
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
    england: Annotated[bool, Parameter("Runs in England", Unit.SWITCH, Kind.SERVICE)]
    wales: Annotated[bool, Parameter("Runs in Wales", Unit.SWITCH, Kind.SERVICE)]
    scotland: Annotated[bool, Parameter("Runs in Scotland", Unit.SWITCH, Kind.SERVICE)]
    takes_in_work: Annotated[bool, Parameter("Takes people in work, not people out of work", Unit.SWITCH, Kind.SERVICE)]
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
