"""The categories of the model. Numbers are stored in files, so members are appended, never renumbered."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum


class Sex(IntEnum):
    FEMALE = 0
    MALE = 1


class Presence(IntEnum):
    """Whether a person is in the modelled population, or why not."""

    WAITING = 0  # not yet 16, or not yet arrived
    PRESENT = 1  # an adult of working age
    PENSION_AGE = 2  # past State Pension age
    DEAD = 3
    ABROAD = 4  # lives elsewhere, and does not come back


class Departure(IntEnum):
    """How a person leaves working age.

    ``Undecided``, ``Unassessed``, ``AwardEnd``, ``ProgrammeEnd`` and ``VolunteerEnd`` begin with the same two, and
    have the third under a number of their own.
    """

    PENSION_AGE = 0
    DEATH = 1
    ABROAD = 2


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


class PayPeriod(IntEnum):
    """For how long each payday of a job pays."""

    MONTH = 0
    FOUR_WEEKS = 1
    FORTNIGHT = 2
    WEEK = 3


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


class Unassessed(IntEnum):
    """Why a person leaves the assessor's queue, or is no longer due for a reassessment, without a decision."""

    PENSION_AGE = 0
    DEATH = 1
    HEALTH_CLAIM_ENDED = 2  # the fit note, or LCW or LCWRA given up
    UC_CLAIM_CLOSED = 3
    DISPUTE_WON = 4
    WCA_ABOLISHED = 5  # by a scenario
    REPORTED_CHANGE = 6  # of the people due: they are in the queue instead
    ABROAD = 7


class WcaOutcome(IntEnum):
    """Outcome of a Work Capability Assessment."""

    FIT_FOR_WORK = 0
    LCW = 1
    LCWRA = 2


class AssessmentMode(IntEnum):
    """How an assessment for a health or disability benefit is held."""

    REMOTE = 0  # by telephone or video
    FACE_TO_FACE = 1
    PAPER = 2  # nobody is seen


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
    LAPSED = 2  # decided again, or nothing left to decide


class HealthLoss(IntEnum):
    """What a person out of work lost when their benefits for ill health last fell."""

    NONE = 0
    INCAPACITY = 1  # the LCWRA element or new-style ESA
    DISABILITY = 2  # PIP or ADP


class EsaKind(IntEnum):
    NONE = 0
    NEW_STYLE = 1
    INCOME_RELATED = 2
    INSURANCE = 3  # Unemployment Insurance, counted on the lines of ESA
    CREDITS_ONLY = 4  # a new-style award that brings National Insurance credits and no money


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


class AwardEnd(IntEnum):
    """Why an award of PIP or ADP ends, or leaves the people of working age."""

    PENSION_AGE = 0  # it is paid on
    DEATH = 1
    REVIEW = 2  # planned, or of a reported change
    OUTSIDE_REVIEWS = 3
    ABROAD = 4


class DisputeStage(IntEnum):
    """The stage of a disputed decision on a disability benefit."""

    RECONSIDERATION = 0  # by the agency itself; redetermination in Scotland
    TRIBUNAL = 1


class Undecided(IntEnum):
    """Why a claim, review or dispute of PIP or ADP ended without a decision of its own."""

    PENSION_AGE = 0  # the person left the model; in law it goes on
    DEATH = 1
    AWARD_ENDED = 2  # outside reviews
    DECIDED_ANEW = 3  # a dispute in whose place one of a later decision came
    ABROAD = 4


class Regime(IntEnum):
    """Conditionality regime of an adult on Universal Credit (Welfare Reform Act 2012 ss.19 to 22)."""

    NOT_ON_UC = 0
    NO_REQUIREMENTS = 1
    INTERVIEW = 2
    PREPARATION = 3
    INTENSIVE_SEARCH = 4
    LIGHT_TOUCH = 5


class Family(IntEnum):
    """Who a benefit unit is: one adult or two, with dependent children or without."""

    SINGLE = 0
    COUPLE = 1
    SINGLE_WITH_CHILDREN = 2
    COUPLE_WITH_CHILDREN = 3


class UcEnd(IntEnum):
    """Why a claim of Universal Credit ends, or an adult leaves one."""

    EARNINGS = 0  # the award was nil and an adult of the unit had a job
    PENSION_AGE = 1
    DEATH = 2
    OTHER = 3  # the award was nil without a job: savings or other income
    REQUIREMENT = 4  # a search was required of somebody who did not look for work
    ABROAD = 5
    PARTNERED = 6  # on forming a couple: of two claims one goes on as a joint one, or the couple does not claim
    PARTED = 7  # of an adult of a couple that parts who is due no award of their own, or a claim that nobody may keep


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


class ProgrammeEnd(IntEnum):
    """Why a person is no longer on a programme."""

    PENSION_AGE = 0
    DEATH = 1
    TIME_OVER = 2
    ABROAD = 3


class ReferralRoute(IntEnum):
    """Who brings a person to a programme."""

    SELF = 0
    COACH = 1
    HEALTH_SERVICE = 2  # a GP or another part of the NHS
    COUNCIL = 3


OWN_PROGRAMMES = (Programme.OWN_1, Programme.OWN_2, Programme.OWN_3, Programme.OWN_4)


class CoachUse(IntEnum):
    """What coach minutes are spent on; `coaching.priority` lists these by name in order of priority.

    The four named HEALTH, for volunteers who have not begun, and the three named SEARCH divide one group each. A
    person belongs to the first of them on the list that fits.
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


class CoachGroup(IntEnum):
    """For whom coaches work, the first that applies; `coaching.earmarked_for` and `offered_to` list these by name."""

    LCWRA = 0
    ESA = 1
    LCW = 2
    FIT_NOTE = 3
    PIP_ONLY = 4
    SEARCH_UNDER_25 = 5
    SEARCH_OVER_A_YEAR = 6
    SEARCH_OTHER = 7


class VolunteerEnd(IntEnum):
    """Why a volunteer no longer waits for a coach, other than a course begun or giving up the wait."""

    PENSION_AGE = 0
    DEATH = 1
    WORK = 2
    NO_HEALTH_BENEFIT = 3  # out of work, and in no group to which the offer is made
    ABROAD = 4


class Part(IntEnum):
    """What an answer is made of, each part found by one response more than the one before it.

    The first are new rules on the same people, nobody responding and everyone served when the baseline serves them.
    """

    MECHANICAL = 0
    QUEUES = 1
    MONEY = 2
    CLAIMS = 3
    REQUIREMENTS = 4
    SUPPORT = 5
    FEAR = 6
    HEALTH = 7
    DISPLACEMENT = 8


class Response(IntEnum):
    """Numbers in which a person answers law, money and support, or by which they are served; each can be held."""

    GAIN_TO_WORK = 0
    GAIN_FROM_ELEMENT = 1
    REQUIREMENT = 2
    REQUIREMENT_TO_CLAIM = 3
    MEETINGS = 4
    SUPPORT = 5
    SUPPORT_IN_WORK = 6
    EMPLOYERS = 7
    FEAR = 8
    ASSESSED = 9
    DISABILITY_DECIDED = 10
    DISABILITY_REVIEWED = 11
    REQUIREMENT_TO_LEAVE = 12


class JobAge(IntEnum):
    """Cohorts of jobs: begun in the last twelve months, by month of the year, January 0; settled when older."""

    JANUARY = 0
    FEBRUARY = 1
    MARCH = 2
    APRIL = 3
    MAY = 4
    JUNE = 5
    JULY = 6
    AUGUST = 7
    SEPTEMBER = 8
    OCTOBER = 9
    NOVEMBER = 10
    DECEMBER = 11
    SETTLED = 12


class WorkStatus(IntEnum):
    """The entry group of a person out of work, by which job entry is set and counted: the first that applies.

    It is not whether a person works; that is `Job`.
    """

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
    CHILDCARE = 9


class Deduction(IntEnum):
    """What is taken from the sum of the elements of a Universal Credit award."""

    EARNINGS = 0
    UNEARNED_INCOME = 1
    CAPITAL = 2
    BENEFIT_CAP = 3
    EXCESS = 4  # deductions beyond the elements; makes the parts add up when an award is nil


class HealthStage(IntEnum):
    """Stage of the pipeline of health, at a month's end."""

    AWAY = 0  # not yet 16, not yet arrived, or gone
    PENSION_AGE = 1
    DEAD = 2
    NO_ILLNESS = 3
    MILD = 4
    WORK_LIMITING = 5
    SEVERE = 6


class WorkCapabilityStage(IntEnum):
    """Stage of the pipeline of the Work Capability Assessment, at a month's end."""

    AWAY = 0  # not yet 16, not yet arrived, or gone
    PENSION_AGE = 1
    DEAD = 2
    OFF_UC_IN_WORK = 3
    OFF_UC_OUT_OF_WORK = 4
    UC_IN_WORK = 5  # without a health claim
    UC_OUT_OF_WORK = 6  # without a health claim
    FIT_IN_RECONSIDERATION = 7  # found fit for work, disputed
    FIT_AT_TRIBUNAL = 8
    FIT_NOTE = 9
    AWAITING_ASSESSMENT = 10
    LCW = 11
    LCW_AWAITING_REASSESSMENT = 12
    LCWRA = 13
    LCWRA_AWAITING_REASSESSMENT = 14


class DisabilityStage(IntEnum):
    """Stage of the pipeline of PIP and ADP, at a month's end."""

    AWAY = 0  # not yet 16, not yet arrived, or gone
    PENSION_AGE = 1
    DEAD = 2
    NO_AWARD = 3
    CLAIM_WAITING = 4
    IN_RECONSIDERATION = 5  # without an award
    AT_TRIBUNAL = 6  # without an award
    MOBILITY_ONLY = 7
    STANDARD_DAILY_LIVING = 8
    ENHANCED_DAILY_LIVING = 9
    AWARD_AWAITING_REVIEW = 10  # of any rate; due, or a change reported


class EsaStage(IntEnum):
    """Stage of the pipeline of ESA, at a month's end."""

    AWAY = 0  # not yet 16, not yet arrived, or gone
    PENSION_AGE = 1
    DEAD = 2
    IN_WORK = 3  # without ESA
    UC_HEALTH = 4  # out of work on a UC health claim, without ESA
    OUT_OF_WORK = 5  # with neither
    UNEMPLOYMENT_INSURANCE = 6
    NEW_STYLE_ASSESSMENT = 7
    NEW_STYLE_WRAG = 8
    NEW_STYLE_SUPPORT = 9
    INCOME_RELATED_ASSESSMENT = 10
    INCOME_RELATED_WRAG = 11
    INCOME_RELATED_SUPPORT = 12


class CreditStage(IntEnum):
    """Stage of the pipeline of Universal Credit, at a month's end."""

    AWAY = 0  # not yet 16, not yet arrived, or gone
    PENSION_AGE = 1
    DEAD = 2
    OFF_UC_IN_WORK = 3
    OFF_UC_OUT_OF_WORK = 4
    NEW_CLAIM = 5  # claimed this month; the regime is set in the next
    NO_REQUIREMENTS = 6
    INTERVIEW = 7
    PREPARATION = 8
    INTENSIVE_SEARCH = 9
    LIGHT_TOUCH = 10


class Pipeline(IntEnum):
    """Sets of stages of which each person is in exactly one."""

    HEALTH = 0
    WORK_CAPABILITY = 1
    DISABILITY = 2
    ESA = 3
    CREDIT = 4


STAGES: Mapping[Pipeline, type[IntEnum]] = {
    Pipeline.HEALTH: HealthStage,
    Pipeline.WORK_CAPABILITY: WorkCapabilityStage,
    Pipeline.DISABILITY: DisabilityStage,
    Pipeline.ESA: EsaStage,
    Pipeline.CREDIT: CreditStage,
}
"""The stages of each pipeline."""


class Wait(IntEnum):
    """Months from arriving in a stage to leaving it, month's end to month's end."""

    UNKNOWN = 0  # began before the run, it is not known when
    MONTH_1 = 1
    MONTHS_2 = 2
    MONTHS_3 = 3
    MONTHS_4 = 4
    MONTHS_5 = 5
    MONTHS_6 = 6
    MONTHS_7 = 7
    MONTHS_8 = 8
    MONTHS_9 = 9
    MONTHS_10 = 10
    MONTHS_11 = 11
    MONTHS_12 = 12
    MONTHS_13_TO_18 = 13
    MONTHS_19_TO_24 = 14
    MONTHS_25_TO_36 = 15
    MONTHS_37_TO_48 = 16
    MONTHS_49_TO_60 = 17
    OVER_60_MONTHS = 18
