"""The state of the population: two tables of columns, and the clock and spans that walk them.

Rows of one benefit unit are neighbours; rows of one district are contiguous. A month column holds an absolute
month (see ``months``) and 0 for never. Nothing ticks: what happens later is stored as the month it happens.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.vocabulary.codes import (
    Activity,
    CoachUse,
    Condition,
    DisputeStage,
    EsaGroup,
    EsaKind,
    HealthGroup,
    HealthLoss,
    Job,
    JobAge,
    Nation,
    Pipeline,
    PipRate,
    Presence,
    Programme,
    Readiness,
    Referral,
    ReferralRoute,
    Regime,
    Region,
    Response,
    Severity,
    Sex,
    Tenure,
    WcaDisputeStage,
    WorkStatus,
)
from welfsim.vocabulary.fields import Column, Unit, as_table, copy_table, empty_columns

Int8 = NDArray[np.int8]
Int16 = NDArray[np.int16]
Int32 = NDArray[np.int32]
UInt16 = NDArray[np.uint16]
UInt32 = NDArray[np.uint32]
Float32 = NDArray[np.float32]
Bool = NDArray[np.bool_]

MAX_CHILDREN = 4


class Persons(NamedTuple):
    """One row a person of 16 to State Pension age, or about to be."""

    person_id: Annotated[UInt32, Column("Stable number of the person; keys every draw", "population", Unit.COUNT)]
    unit: Annotated[Int32, Column("Row of the person's benefit unit", "population", Unit.COUNT)]
    district: Annotated[Int8, Column("Coach district", "population", Unit.COUNT)]
    birth_month: Annotated[Int16, Column("Month of birth", "population", Unit.MONTH)]
    entry_month: Annotated[
        Int16,
        Column("Month in which the person turns 16 or arrives; 0 if here at the start", "population", Unit.MONTH),
    ]
    sex: Annotated[Int8, Column("Sex", "population", codes=Sex)]
    presence: Annotated[Int8, Column("Waiting, present, past pension age or dead", "processes.ageing", codes=Presence)]
    # health
    condition: Annotated[Int8, Column("Main condition group", "processes.health", codes=Condition)]
    severity: Annotated[Int8, Column("Severity of ill health", "processes.health", codes=Severity)]
    severity_since: Annotated[
        Int16, Column("Month in which the present spell of work-limiting illness began", "processes.health", Unit.MONTH)
    ]
    strain: Annotated[
        Float32,
        Column(
            "Mental health problems still to come from recent events, at `strain_month`; below zero, problems avoided",
            "rules.strain",
            Unit.COUNT,
        ),
    ]
    strain_month: Annotated[
        Int16,
        Column(
            "Month to which `strain` belongs",
            "rules.strain",
            Unit.MONTH,
        ),
    ]
    health_income: Annotated[
        Int32,
        Column(
            "Last month's benefits for ill health before earnings: LCWRA element, new-style ESA, PIP or ADP",
            "rules.losses",
            Unit.PENCE_A_MONTH,
        ),
    ]
    disability_income: Annotated[Int32, Column("Of these, last month's PIP or ADP", "rules.losses", Unit.PENCE_A_MONTH)]
    lost_benefit: Annotated[
        Int8,
        Column(
            "What was lost when they last fell out of work, until another benefit is claimed",
            "rules.losses",
            codes=HealthLoss,
        ),
    ]
    lost_income: Annotated[Int32, Column("How much was lost then", "rules.losses", Unit.PENCE_A_MONTH)]
    lost_month: Annotated[Int16, Column("Month of that loss", "rules.losses", Unit.MONTH)]
    frailty: Annotated[
        Float32,
        Column(
            "Latent proneness to ill health: logarithm, mean 0 and standard deviation 1 at every age; never redrawn",
            "population",
            Unit.COUNT,
        ),
    ]
    readiness: Annotated[Int8, Column("Latent readiness for work if ill", "population", codes=Readiness)]
    willingness: Annotated[
        UInt16,
        Column(
            "Latent rank in accepting a personal offer of support, 0 the most willing",
            "population",
            Unit.COUNT,
        ),
    ]
    # work
    employability: Annotated[
        Float32,
        Column(
            "Latent proneness to enter and keep jobs: logarithm of a ratio, mean 0 at every age; never redrawn",
            "population",
            Unit.COUNT,
        ),
    ]
    job: Annotated[
        Int8,
        Column(
            "Out of work, part-time or full-time",
            "rules.jobs",
            codes=Job,
        ),
    ]
    hours_part_time: Annotated[Bool, Column("Takes part-time work when entering a job", "population", Unit.SWITCH)]
    hourly_pay: Annotated[
        Int32, Column("Latent gross hourly pay at April 2025 earnings", "population", Unit.PENCE_AN_HOUR)
    ]
    job_since: Annotated[Int16, Column("Month in which the present job began", "rules.jobs", Unit.MONTH)]
    last_work: Annotated[
        Int16,
        Column(
            "Last month in work; 0 if never",
            "rules.jobs",
            Unit.MONTH,
        ),
    ]
    activity: Annotated[
        Int8,
        Column(
            "What the person does when out of work",
            "rules.jobs",
            codes=Activity,
        ),
    ]
    entry_chance: Annotated[
        Float32,
        Column(
            "Chance of a job in the month, support and displacement included, when last looked for; 0 if never",
            "processes.employment",
            Unit.HAZARD,
        ),
    ]
    exit_chance: Annotated[
        Float32,
        Column(
            "Chance of losing the job in the month, when last in one; 0 if never",
            "processes.employment",
            Unit.HAZARD,
        ),
    ]
    # Universal Credit health
    health_group: Annotated[
        Int8,
        Column(
            "Stage of the UC health journey",
            "rules.health_groups",
            codes=HealthGroup,
        ),
    ]
    fit_note_since: Annotated[
        Int16,
        Column(
            "Month in which, in this spell, the element was first asked for: the fit note, or the report of worse LCW",
            "rules.health_groups",
            Unit.MONTH,
        ),
    ]
    group_since: Annotated[
        Int16,
        Column(
            "Month in which the present health group began",
            "rules.health_groups",
            Unit.MONTH,
        ),
    ]
    referral: Annotated[
        Int8,
        Column(
            "Why the person waits for an assessment",
            "rules.health_groups",
            codes=Referral,
        ),
    ]
    referred_month: Annotated[Int16, Column("Month of referral to the assessor", "rules.health_groups", Unit.MONTH)]
    reassess_month: Annotated[
        Int16,
        Column(
            "Month from which a reassessment is due; 0 for never",
            "rules.health_groups",
            Unit.MONTH,
        ),
    ]
    element_from: Annotated[
        Int16,
        Column(
            "Month from which the LCWRA element is payable",
            "rules.health_groups",
            Unit.MONTH,
        ),
    ]
    from_esa: Annotated[
        Bool,
        Column(
            "Had lasting ESA with the support component when LCWRA was found, so holds the protected rate",
            "rules.health_groups",
            Unit.SWITCH,
        ),
    ]
    lifelong: Annotated[
        Bool,
        Column(
            "Meets the severe conditions criteria or is terminally ill",
            "rules.health_groups",
            Unit.SWITCH,
        ),
    ]
    wca_dispute_month: Annotated[
        Int16,
        Column(
            "Month in which the present stage of a disputed WCA decision is settled; 0 if none",
            "rules.wca_disputes",
            Unit.MONTH,
        ),
    ]
    wca_dispute_stage: Annotated[
        Int8,
        Column(
            "Stage of a disputed WCA decision",
            "rules.wca_disputes",
            codes=WcaDisputeStage,
        ),
    ]
    disputed_fit_note: Annotated[
        Int16,
        Column("Month of the fit note on which the disputed WCA decision was made", "rules.wca_disputes", Unit.MONTH),
    ]
    disputed_from: Annotated[
        Int16,
        Column(
            "Month from which the disputed decision would have brought the LCWRA element",
            "rules.wca_disputes",
            Unit.MONTH,
        ),
    ]
    left_group: Annotated[
        Int8,
        Column(
            "Health group in which the last UC claim ended, NONE once taken up; past pension age the one that counts",
            "rules.health_groups",
            codes=HealthGroup,
        ),
    ]
    left_month: Annotated[
        Int16, Column("Month in which the award of the last UC claim had ceased", "rules.health_groups", Unit.MONTH)
    ]
    # Employment and Support Allowance
    esa_kind: Annotated[
        Int8,
        Column(
            "Kind of ESA",
            "rules.esa_groups",
            codes=EsaKind,
        ),
    ]
    esa_group: Annotated[
        Int8,
        Column(
            "Group of ESA",
            "rules.esa_groups",
            codes=EsaGroup,
        ),
    ]
    esa_since: Annotated[
        Int16,
        Column(
            "Month in which the present ESA group began",
            "rules.esa_groups",
            Unit.MONTH,
        ),
    ]
    esa_link: Annotated[
        Int8,
        Column(
            "Group in which the last ESA ended, to which a claim within twelve weeks returns",
            "rules.esa_groups",
            codes=EsaGroup,
        ),
    ]
    esa_first: Annotated[
        Int16,
        Column(
            "Month from which the 365 days of new-style ESA count; linked spells count as one",
            "rules.esa_groups",
            Unit.MONTH,
        ),
    ]
    esa_moves_month: Annotated[
        Int16, Column("Month in which income-related ESA ends by managed migration", "population", Unit.MONTH)
    ]
    # Personal Independence Payment, or Adult Disability Payment in Scotland
    pip_claim_month: Annotated[
        Int16,
        Column(
            "Month of a claim not yet decided; 0 if none",
            "rules.disability_claims",
            Unit.MONTH,
        ),
    ]
    pip_ready_month: Annotated[
        Int16,
        Column(
            "Month from which that claim is ready to be decided; 0 if none",
            "rules.disability_claims",
            Unit.MONTH,
        ),
    ]
    daily_living: Annotated[
        Int8,
        Column(
            "Rate of the daily living component",
            "rules.disability_awards",
            codes=PipRate,
        ),
    ]
    mobility: Annotated[
        Int8,
        Column(
            "Rate of the mobility component",
            "rules.disability_awards",
            codes=PipRate,
        ),
    ]
    daily_living_points: Annotated[
        Int8,
        Column(
            "Daily living points at the last decision that found eight or more; 0 before any",
            "rules.disability_awards",
            Unit.POINTS,
        ),
    ]
    top_activity_points: Annotated[
        Int8,
        Column(
            "Points in the highest-scoring daily living activity at that decision",
            "rules.disability_awards",
            Unit.POINTS,
        ),
    ]
    pip_review_month: Annotated[
        Int16,
        Column(
            "Month from which the award is due for review; it is paid until the review is decided",
            "rules.disability_awards",
            Unit.MONTH,
        ),
    ]
    pip_change_reported: Annotated[
        Bool,
        Column(
            "The review waits because the person reported a change",
            "rules.disability_awards",
            Unit.SWITCH,
        ),
    ]
    pip_dispute_month: Annotated[
        Int16,
        Column(
            "Month in which the present stage of a PIP dispute is settled; 0 if none",
            "rules.disability_disputes",
            Unit.MONTH,
        ),
    ]
    pip_dispute_stage: Annotated[
        Int8,
        Column(
            "Stage of that dispute",
            "rules.disability_disputes",
            codes=DisputeStage,
        ),
    ]
    pip_due_from: Annotated[
        Int16,
        Column(
            "Month from which an award won on dispute is due",
            "rules.disability_disputes",
            Unit.MONTH,
        ),
    ]
    pip_lost_daily_living: Annotated[
        Int8,
        Column(
            "Daily living rate that the disputed decision took; none for a claim refused for want of points",
            "rules.disability_disputes",
            codes=PipRate,
        ),
    ]
    pip_lost_mobility: Annotated[
        Int8,
        Column(
            "Mobility rate that the disputed decision took; none for a refused claim",
            "rules.disability_disputes",
            codes=PipRate,
        ),
    ]
    had_daily_living: Annotated[
        Bool, Column("Had daily living when caring was last looked at", "processes.caring", Unit.SWITCH)
    ]
    carer: Annotated[
        Bool, Column("Cares 35 hours a week for someone with a disability benefit", "processes.caring", Unit.SWITCH)
    ]
    claims_allowance: Annotated[
        Bool, Column("Claims Carer's Allowance, of those who care", "processes.caring", Unit.SWITCH)
    ]
    # Jobcentre and support
    regime: Annotated[
        Int8,
        Column(
            "Conditionality regime",
            "rules.regimes",
            codes=Regime,
        ),
    ]
    search_since: Annotated[Int16, Column("Month in which intensive search began", "rules.regimes", Unit.MONTH)]
    offered_month: Annotated[
        Int16, Column("Month of the last personal offer of support", "rules.coach_courses", Unit.MONTH)
    ]
    volunteered_month: Annotated[
        Int16,
        Column(
            "Month in which the person accepted and began to wait for a coach",
            "rules.coach_courses",
            Unit.MONTH,
        ),
    ]
    contacts_left: Annotated[
        Int8,
        Column(
            "Coach contacts still to come in this course",
            "rules.coach_courses",
            Unit.COUNT,
        ),
    ]
    earmarked: Annotated[
        Bool,
        Column(
            "Whether that course, or the last one, is given by coaches earmarked for a group", "rules.coach_courses"
        ),
    ]
    course_since: Annotated[
        Int16, Column("Month in which the last course of contacts began; 0 if none", "rules.coach_courses", Unit.MONTH)
    ]
    contact_stock: Annotated[
        Float32, Column("Stock of recent coach contact at `contact_month`", "rules.coach_courses", Unit.COUNT)
    ]
    contact_month: Annotated[Int16, Column("Month to which `contact_stock` belongs", "rules.coach_courses", Unit.MONTH)]
    contact_before: Annotated[
        Int16,
        Column("Month of the contact before the one of `contact_month`; 0 if none", "rules.coach_courses", Unit.MONTH),
    ]
    programme: Annotated[Int8, Column("Programme the person is or was last on", "processes.support", codes=Programme)]
    programme_route: Annotated[
        Int8, Column("Who brought the person to that programme", "processes.support", codes=ReferralRoute)
    ]
    programme_since: Annotated[Int16, Column("Month in which that programme began", "processes.support", Unit.MONTH)]
    programme_until: Annotated[
        Int16, Column("Month in which the programme's support ends", "processes.support", Unit.MONTH)
    ]
    # pipelines
    stage: Annotated[
        Int8, Column("Stage of each pipeline at the last month's end, as its own codes", "rules.stages", by=Pipeline)
    ]
    stage_since: Annotated[
        Int16,
        Column(
            "Month at whose end the person was first in that stage; 0 if before the start, unknown when",
            "rules.stages",
            Unit.MONTH,
            by=Pipeline,
        ),
    ]


class BenefitUnits(NamedTuple):
    """One row a benefit unit: one or two adults and their dependent children."""

    first_person: Annotated[Int32, Column("Row of the first adult", "population", Unit.COUNT)]
    adults: Annotated[Int8, Column("Adults in the unit, one or two, present or not", "population", Unit.COUNT)]
    district: Annotated[Int8, Column("Coach district", "population", Unit.COUNT)]
    child_1_birth: Annotated[
        Int16, Column("Month of birth of the eldest child; 0 if none", "processes.ageing", Unit.MONTH)
    ]
    child_2_birth: Annotated[
        Int16, Column("Month of birth of the second child; 0 if none", "processes.ageing", Unit.MONTH)
    ]
    child_3_birth: Annotated[
        Int16, Column("Month of birth of the third child; 0 if none", "processes.ageing", Unit.MONTH)
    ]
    child_4_birth: Annotated[
        Int16,
        Column(
            "Month of birth of the fourth child; 0 if none; further children are left out",
            "processes.ageing",
            Unit.MONTH,
        ),
    ]
    disabled_children_lower: Annotated[
        Int8, Column("Children with the lower disabled child addition", "population", Unit.COUNT)
    ]
    disabled_children_higher: Annotated[
        Int8, Column("Children with the higher disabled child addition", "population", Unit.COUNT)
    ]
    tenure: Annotated[Int8, Column("Housing tenure", "population", codes=Tenure)]
    rent: Annotated[
        Int32,
        Column("Eligible rent at April 2025 rents, after the stated limit", "population", Unit.PENCE_A_MONTH),
    ]
    capital: Annotated[Int32, Column("Savings counted by UC", "population", Unit.PENCE)]
    take_up: Annotated[UInt16, Column("Latent rank in claiming UC, 0 the first to claim", "population", Unit.COUNT)]
    childcare: Annotated[
        UInt16, Column("Latent rank in paying for childcare at work, 0 the first to pay", "population", Unit.COUNT)
    ]
    uc_since: Annotated[
        Int16,
        Column(
            "Month in which the present UC claim began; 0 if none",
            "rules.credit_claims",
            Unit.MONTH,
        ),
    ]
    uc_nil_since: Annotated[
        Int16,
        Column(
            "First month of a run of nil awards on an open claim; 0 if none",
            "rules.credit_claims",
            Unit.MONTH,
        ),
    ]
    uc_award: Annotated[Int32, Column("UC payable this month", "rules.credit_claims", Unit.PENCE_A_MONTH)]
    transitional_element: Annotated[
        Int32,
        Column(
            "Transitional element still in the award",
            "rules.credit_claims",
            Unit.PENCE_A_MONTH,
        ),
    ]
    last_standard_allowance: Annotated[
        Int32,
        Column("Standard allowance of last month's award", "rules.credit_claims", Unit.PENCE_A_MONTH),
    ]
    last_child: Annotated[
        Int32, Column("Child elements of last month's award", "rules.credit_claims", Unit.PENCE_A_MONTH)
    ]
    last_disabled_child: Annotated[
        Int32, Column("Disabled child additions of last month's award", "rules.credit_claims", Unit.PENCE_A_MONTH)
    ]
    last_housing: Annotated[
        Int32, Column("Housing element of last month's award", "rules.credit_claims", Unit.PENCE_A_MONTH)
    ]
    last_first_carer: Annotated[
        Int32,
        Column("Carer element of last month's award: first adult", "rules.credit_claims", Unit.PENCE_A_MONTH),
    ]
    last_second_carer: Annotated[
        Int32,
        Column("Carer element of last month's award: second adult", "rules.credit_claims", Unit.PENCE_A_MONTH),
    ]
    last_first_health: Annotated[
        Int32,
        Column(
            "LCW or LCWRA element of last month's award: first adult",
            "rules.credit_claims",
            Unit.PENCE_A_MONTH,
        ),
    ]
    last_second_health: Annotated[
        Int32,
        Column(
            "LCW or LCWRA element of last month's award: second adult",
            "rules.credit_claims",
            Unit.PENCE_A_MONTH,
        ),
    ]


class Districts(NamedTuple):
    """One row a district: what carries over from month to month between its people."""

    first_person: Annotated[NDArray[np.int64], Column("Row of its first person", "population", Unit.COUNT)]
    end_person: Annotated[NDArray[np.int64], Column("Row behind its last person", "population", Unit.COUNT)]
    nation: Annotated[Int8, Column("Nation", "population", codes=Nation)]
    region: Annotated[
        Int8, Column("Region; a nation merged whole has its last region's, never London's", "population", codes=Region)
    ]
    share_of_coaches: Annotated[
        NDArray[np.float64], Column("Share of Great Britain's coaches", "population", Unit.SHARE)
    ]
    share_of_searchers: Annotated[
        NDArray[np.float64],
        Column("Share of Great Britain's people in intensive search at the start", "population", Unit.SHARE),
    ]
    employment_rate: Annotated[
        NDArray[np.float64],
        Column("Employment rate at 16 to 64 of its region (LFS, October to December 2025)", "population", Unit.SHARE),
    ]
    share_of_jobless: Annotated[
        NDArray[np.float64],
        Column("Share of Great Britain's people out of work at the start", "population", Unit.SHARE),
    ]
    share_of_assessors: Annotated[
        NDArray[np.float64], Column("Share of Great Britain's assessment capacity", "population", Unit.SHARE)
    ]
    share_of_places: Annotated[
        NDArray[np.float64],
        Column(
            "Share of a programme's places if it ran everywhere, by programme", "population", Unit.SHARE, by=Programme
        ),
    ]
    courses_carried: Annotated[
        NDArray[np.int64],
        Column("Health-support minutes short of one course, carried over", "processes.coaching", Unit.MINUTES),
    ]
    assessments_carried: Annotated[
        NDArray[np.int64], Column("Assessments short of one row, carried over", "processes.assessment", Unit.COUNT)
    ]
    reassessments_carried: Annotated[
        NDArray[np.int64], Column("Reassessments short of one row, carried over", "processes.assessment", Unit.COUNT)
    ]
    kept_carried: Annotated[
        NDArray[np.int64],
        Column(
            "Assessments kept for reassessments, short of one row, carried over", "processes.assessment", Unit.COUNT
        ),
    ]
    called_carried: Annotated[
        NDArray[np.int64],
        Column(
            "Reassessments kept for people whose prognosis is over, short of one row",
            "processes.assessment",
            Unit.COUNT,
        ),
    ]
    pip_carried: Annotated[
        NDArray[np.int64], Column("PIP decisions short of one row, carried over", "processes.disability", Unit.COUNT)
    ]
    pip_reviews_carried: Annotated[
        NDArray[np.int64],
        Column("PIP decisions kept for reviews, short of one row, carried over", "processes.disability", Unit.COUNT),
    ]
    pip_reviews_reached: Annotated[
        NDArray[np.int64], Column("PIP reviews that this month's capacity reaches", "processes.disability", Unit.COUNT)
    ]
    places_carried: Annotated[
        NDArray[np.int64],
        Column("Programme places short of one row, by programme", "processes.support", Unit.COUNT, by=Programme),
    ]
    search_share: Annotated[
        NDArray[np.float64],
        Column(
            "Coach minutes given as a share of those due, by use; in search, to those past their third month",
            "processes.coaching",
            Unit.SHARE,
            by=CoachUse,
        ),
    ]
    early_extra: Annotated[
        NDArray[np.float64],
        Column(
            "What searchers in their first three months get above that share, by use",
            "processes.coaching",
            Unit.SHARE,
            by=CoachUse,
        ),
    ]
    earmarked_share: Annotated[
        NDArray[np.float64],
        Column(
            "Share of what searchers with earmarked coaches still lack that these give",
            "processes.coaching",
            Unit.SHARE,
        ),
    ]
    earmarked_carried: Annotated[
        NDArray[np.int64],
        Column("Earmarked minutes short of one course, carried over", "processes.coaching", Unit.MINUTES),
    ]
    job_multiplier: Annotated[
        NDArray[np.float64],
        Column("Multiplier on unsupported entry hazards through displacement", "rules.displacement", Unit.RATIO),
    ]
    chances_before: Annotated[
        NDArray[np.float64],
        Column(
            "Jobs expected to start this month under the baseline, in rows; below 0 without one to compare with",
            "rules.displacement",
            Unit.COUNT,
        ),
    ]


class Responses(NamedTuple):
    """What each response of a person came to when last asked: a row a person, or no rows where nobody wants to know."""

    number: Annotated[
        NDArray[np.float64],
        Column("The number of a response; not a number if never asked", "rules.responses", Unit.RATIO, by=Response),
    ]


def no_responses() -> Responses:
    """Return a table of responses without rows."""
    return as_table(Responses, empty_columns(Responses, 0))


class State(NamedTuple):
    """All that changes from month to month.

    `responses` are written down as they are asked, if there are rows for them. `reference` are those of a baseline on
    the same people, which may be held in their place.
    """

    person: Persons
    unit: BenefitUnits
    district: Districts
    responses: Responses
    reference: Responses

    def copy(self) -> State:
        """Return a state that shares nothing with this one but the reference."""
        person, unit, district = copy_table(self.person), copy_table(self.unit), copy_table(self.district)
        return State(person, unit, district, copy_table(self.responses), self.reference)


def state_of(person: Persons, unit: BenefitUnits, district: Districts) -> State:
    """Return the state of some people whose responses nobody writes down or holds."""
    return State(person, unit, district, no_responses(), no_responses())


class Effects(NamedTuple):
    """What a reform does to each person's work, next to the baseline: a row a person, kept while both are run."""

    more: Annotated[
        Float32,
        Column(
            "Chance of a job with the reform alone less that of one without it alone, by age of that job",
            "processes.work_effects",
            Unit.SHARE,
            by=JobAge,
        ),
    ]
    group: Annotated[
        Int8, Column("Group when last out of work; off benefit if never", "processes.work_effects", codes=WorkStatus)
    ]
    cost: Annotated[Int32, Column("What a job adds to public spending", "processes.work_effects", Unit.PENCE_A_MONTH)]
    cost_month: Annotated[Int16, Column("Month in which that was found", "processes.work_effects", Unit.MONTH)]


class Clock(NamedTuple):
    """Which month it is, whose luck is drawn, how many real people a row represents, and what is held.

    `held` has a bit for each `Part` in which the reference takes the place of people's own answers.
    """

    month: int
    start: int
    key: int
    grossing: int
    held: int = 0


class Span(NamedTuple):
    """The rows that one call of a kernel walks; ends are exclusive."""

    first_person: int
    end_person: int
    first_unit: int
    end_unit: int
    first_district: int
    end_district: int
