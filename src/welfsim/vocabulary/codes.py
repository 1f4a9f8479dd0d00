"""The categories of the model. Numbers are stored in files, so members are appended, never renumbered."""

from __future__ import annotations

from enum import IntEnum


class Sex(IntEnum):
    FEMALE = 0
    MALE = 1


class Presence(IntEnum):
    """Where a person stands towards the modelled population."""

    WAITING = 0  # not yet 16, or not yet arrived
    PRESENT = 1  # an adult of working age
    PENSION_AGE = 2  # past State Pension age
    DEAD = 3


class AgeBand(IntEnum):
    UNDER_25 = 0
    FROM_25_TO_34 = 1
    FROM_35_TO_49 = 2
    FROM_50_TO_PENSION_AGE = 3


class Nation(IntEnum):
    ENGLAND = 0
    WALES = 1
    SCOTLAND = 2


class Region(IntEnum):
    NORTH_EAST = 0
    NORTH_WEST = 1
    YORKSHIRE_AND_THE_HUMBER = 2
    EAST_MIDLANDS = 3
    WEST_MIDLANDS = 4
    EAST = 5
    LONDON = 6
    SOUTH_EAST = 7
    SOUTH_WEST = 8
    WALES = 9
    SCOTLAND = 10


class Condition(IntEnum):
    """Main condition group; NONE goes with no limiting illness."""

    NONE = 0
    MENTAL_HEALTH = 1
    MUSCULOSKELETAL = 2
    NEUROLOGICAL = 3  # and learning
    OTHER_PHYSICAL = 4  # cardiovascular, respiratory and other


class Severity(IntEnum):
    NONE = 0
    MILD = 1
    WORK_LIMITING = 2
    SEVERE = 3


class Readiness(IntEnum):
    """What a person out of work for health says of work."""

    READY_NOW = 0
    IF_HEALTH_IMPROVES = 1
    IF_HOME_WORKING = 2
    NOT = 3


class Job(IntEnum):
    OUT = 0
    PART_TIME = 1
    FULL_TIME = 2


class Activity(IntEnum):
    """What a person does while out of work; it stays as it was while in work."""

    SEEKING = 0
    STUDYING = 1
    CARING = 2
    SICK = 3
    RETIRED = 4  # before State Pension age
    OTHER = 5


class HealthGroup(IntEnum):
    """Stage of the Universal Credit health journey."""

    NONE = 0
    PRE_WCA = 1  # on a fit note, not yet decided
    LCW = 2
    LCWRA = 3


class Referral(IntEnum):
    """Why a person waits for a Work Capability Assessment."""

    NONE = 0
    INITIAL = 1
    REASSESSMENT = 2


class WcaOutcome(IntEnum):
    """Outcome of a Work Capability Assessment."""

    FIT_FOR_WORK = 0
    LCW = 1
    LCWRA = 2


class LcwraRoute(IntEnum):
    """How a person came to LCWRA (UC Regs 2013 reg 40 and Schedule 9; Universal Credit Act 2025)."""

    DESCRIPTORS = 0  # an activity of Schedule 7
    SUBSTANTIAL_RISK = 1  # Schedule 9 para 4
    SEVERE_CONDITIONS = 2  # a descriptor that applies constantly and for life
    TERMINAL_ILLNESS = 3  # Schedule 9 para 1, without an assessment
    CHANGE_OF_CONDITION = 4  # from LCW
    DISPUTE = 5  # won at reconsideration or tribunal
    ESA = 6  # moved from the support group
    RETURN = 7  # back on UC within six months
    PIP_GATEWAY = 8  # by daily living, if a scenario abolishes the WCA


class WcaDisputeStage(IntEnum):
    """Stage of a disputed WCA decision (Social Security Act 1998 ss.9 to 12)."""

    NONE = 0
    RECONSIDERATION = 1
    TRIBUNAL = 2


class WcaDisputeResult(IntEnum):
    """What came of one stage of a dispute."""

    UPHELD = 0
    CHANGED = 1
    LAPSED = 2  # decided anew, or nothing left to decide


class EsaKind(IntEnum):
    NONE = 0
    NEW_STYLE = 1
    INCOME_RELATED = 2
    INSURANCE = 3  # Unemployment Insurance, which stands on the lines of ESA


class EsaGroup(IntEnum):
    NONE = 0
    ASSESSMENT = 1
    WRAG = 2
    SUPPORT = 3
    INSURED = 4  # on Unemployment Insurance, with no test of health


class PipRate(IntEnum):
    """Rate of one component of Personal Independence Payment or Adult Disability Payment."""

    NONE = 0
    STANDARD = 1
    ENHANCED = 2


class DisabilityBenefit(IntEnum):
    PIP = 0  # England and Wales
    ADP = 1  # Scotland


class PipOutcome(IntEnum):
    DISALLOWED = 0
    AWARDED = 1


class ReviewOutcome(IntEnum):
    """What came of the review of a disability award."""

    ENDED = 0
    LOWERED = 1
    KEPT = 2
    RAISED = 3


class DisputeStage(IntEnum):
    """Where a disputed decision on a disability benefit stands."""

    RECONSIDERATION = 0  # by the agency itself; redetermination in Scotland
    TRIBUNAL = 1


class Regime(IntEnum):
    """Conditionality regime of an adult on Universal Credit (Welfare Reform Act 2012 ss.19 to 22)."""

    NOT_ON_UC = 0
    NO_REQUIREMENTS = 1
    INTERVIEW = 2
    PREPARATION = 3
    INTENSIVE_SEARCH = 4
    LIGHT_TOUCH = 5


class UcEnd(IntEnum):
    """Why a claim of Universal Credit ends, or an adult leaves one."""

    EARNINGS = 0  # the award was nil and an adult of the unit had a job
    PENSION_AGE = 1
    DEATH = 2
    OTHER = 3  # the award was nil without a job: savings or other income


class Tenure(IntEnum):
    OWNED = 0
    MORTGAGED = 1
    SOCIAL_RENT = 2
    PRIVATE_RENT = 3


class Programme(IntEnum):
    """Employment support beyond the Jobcentre; the last four are places for programmes that a scenario describes."""

    NONE = 0
    CONNECT_TO_WORK = 1
    WORKWELL = 2
    ACCESS_TO_WORK = 3
    IPS = 4  # Individual Placement and Support, NHS England
    JOBS_GUARANTEE = 5  # of the Youth Guarantee
    OWN_1 = 6
    OWN_2 = 7
    OWN_3 = 8
    OWN_4 = 9


OWN_PROGRAMMES = (Programme.OWN_1, Programme.OWN_2, Programme.OWN_3, Programme.OWN_4)


class CoachUse(IntEnum):
    """What coach minutes are spent on; `coaching.priority` lists these by name in order of priority.

    The four that say HEALTH and stand for volunteers not yet begun, and the three that say SEARCH, divide one group
    each: a person stands in the first of them on the list that fits.
    """

    HEALTH = 0  # the first contact of any volunteer
    PREPARATION = 1
    INTERVIEW = 2
    SEARCH = 3  # anyone in intensive search
    HEALTH_COURSES = 4  # the next contact of people who have begun
    HEALTH_READY_NOW = 5  # volunteers who say they could work now
    HEALTH_UNDER_25 = 6
    HEALTH_OVER_A_YEAR = 7  # volunteers a year or more out of work
    LIGHT_TOUCH = 8
    SEARCH_UNDER_25 = 9
    SEARCH_OVER_A_YEAR = 10  # a year or more in intensive search


class WorkStatus(IntEnum):
    """Group by which job entry is set and counted, the first that applies."""

    LCWRA = 0
    ESA_SUPPORT = 1
    LCW = 2
    WRAG = 3
    FIT_NOTE = 4
    PIP_ONLY = 5
    SEARCHING = 6
    UC_OTHER = 7
    OFF_BENEFIT = 8


class Element(IntEnum):
    """Elements of a Universal Credit award."""

    STANDARD_ALLOWANCE = 0
    CHILD = 1
    HOUSING = 2
    CARER = 3
    LCW = 4
    LCWRA_PROTECTED = 5
    LCWRA_NEW = 6
    TRANSITIONAL = 7
    DISABLED_CHILD = 8


class Deduction(IntEnum):
    """What is taken from the sum of the elements of a Universal Credit award."""

    EARNINGS = 0
    UNEARNED_INCOME = 1
    CAPITAL = 2
    BENEFIT_CAP = 3
    EXCESS = 4  # deductions beyond the elements; makes the parts add up when an award is nil
