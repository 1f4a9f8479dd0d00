"""The state of the population: two tables of columns, and the clock and spans that walk them.

Rows of one benefit unit are neighbours; rows of one district stand together. A month column holds an absolute
month (see ``months``) and 0 for never. Nothing ticks: what happens later is stored as the month it happens.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.vocabulary.codes import (
    Activity,
    Condition,
    CreditStage,
    DisabilityStage,
    DisputeStage,
    EsaGroup,
    EsaKind,
    EsaStage,
    HealthGroup,
    HealthLoss,
    HealthStage,
    Job,
    Nation,
    PipRate,
    Presence,
    Programme,
    Readiness,
    Referral,
    ReferralRoute,
    Regime,
    Region,
    Severity,
    Sex,
    Tenure,
    WcaDisputeStage,
    WorkCapabilityStage,
)
from welfsim.vocabulary.fields import Column, Unit, copy_table

Int8 = NDArray[np.int8]
Int16 = NDArray[np.int16]
Int32 = NDArray[np.int32]
UInt16 = NDArray[np.uint16]
UInt32 = NDArray[np.uint32]
Float32 = NDArray[np.float32]
Bool = NDArray[np.bool_]

MAX_ADULTS = 2
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
    presence: Annotated[Int8, Column("Waiting, present, past pension age or dead", "ageing", codes=Presence)]
    # health
    condition: Annotated[Int8, Column("Main condition group", "health", codes=Condition)]
    severity: Annotated[Int8, Column("Severity of ill health", "health", codes=Severity)]
    severity_since: Annotated[
        Int16, Column("Month in which the present spell of work-limiting illness began", "health", Unit.MONTH)
    ]
    strain: Annotated[
        Float32,
        Column(
            "Mental health problems still to come from recent events, at `strain_month`; below nought they are spared",
            "employment, assessment, entitlement",
            Unit.COUNT,
            shared="each event adds where it happens: a job, a reassessment, a lower award",
        ),
    ]
    strain_month: Annotated[
        Int16,
        Column(
            "Month to which `strain` belongs",
            "employment, assessment, entitlement",
            Unit.MONTH,
            shared="it goes with `strain`",
        ),
    ]
    health_income: Annotated[
        Int32,
        Column(
            "Last month's benefits for ill health before earnings: LCWRA element, new-style ESA, PIP or ADP",
            "entitlement, take_up",
            Unit.PENCE_A_MONTH,
            shared="take_up forgets it when a claim of UC closes",
        ),
    ]
    disability_income: Annotated[Int32, Column("Of these, last month's PIP or ADP", "entitlement", Unit.PENCE_A_MONTH)]
    lost_benefit: Annotated[
        Int8,
        Column(
            "What was lost when they last fell out of work, until another benefit is claimed",
            "entitlement, claims, disability",
            codes=HealthLoss,
            shared="a claim that answers the loss ends it",
        ),
    ]
    lost_income: Annotated[Int32, Column("How much was lost then", "entitlement", Unit.PENCE_A_MONTH)]
    lost_month: Annotated[Int16, Column("Month of that loss", "entitlement", Unit.MONTH)]
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
    job: Annotated[
        Int8,
        Column(
            "Out of work, part-time or full-time",
            "employment, ageing",
            codes=Job,
            shared="ageing ends a job at pension age",
        ),
    ]
    hours_part_time: Annotated[Bool, Column("Takes part-time work when entering a job", "population", Unit.SWITCH)]
    hourly_pay: Annotated[
        Int32, Column("Latent gross hourly pay at April 2025 earnings", "population", Unit.PENCE_AN_HOUR)
    ]
    job_since: Annotated[Int16, Column("Month in which the present job began", "employment", Unit.MONTH)]
    last_work: Annotated[
        Int16,
        Column(
            "Last month in work; 0 if never",
            "employment, ageing",
            Unit.MONTH,
            shared="ageing ends a job at pension age",
        ),
    ]
    activity: Annotated[
        Int8,
        Column(
            "What the person does when out of work",
            "employment, health, ageing",
            codes=Activity,
            shared="health ends long-term sickness at recovery, ageing ends study",
        ),
    ]
    # Universal Credit health
    health_group: Annotated[
        Int8,
        Column(
            "Stage of the UC health journey",
            "assessment, claims, appeals, take_up, ageing, employment",
            codes=HealthGroup,
            shared="claims opens it, appeals may change it, take_up reopens it, take_up and ageing end it; employment "
            "carries it over from income-related ESA",
        ),
    ]
    fit_note_since: Annotated[
        Int16,
        Column(
            "Month from which the person has waited, in this spell, for the element: the fit note, or LCW worsening",
            "claims, assessment, appeals, employment",
            Unit.MONTH,
            shared="assessment begins the wait anew when LCW worsens to LCWRA, a dispute won brings back the fit note "
            "disputed; employment as health_group",
        ),
    ]
    group_since: Annotated[
        Int16,
        Column(
            "Month in which the present health group began",
            "assessment, claims, appeals, take_up, ageing, employment",
            Unit.MONTH,
            shared="every move between health groups sets it",
        ),
    ]
    referral: Annotated[
        Int8,
        Column(
            "Why the person waits for an assessment",
            "assessment, claims, appeals, take_up, ageing",
            codes=Referral,
            shared="whatever takes the person out of the queue ends it",
        ),
    ]
    referred_month: Annotated[Int16, Column("Month of referral to the assessor", "assessment", Unit.MONTH)]
    reassess_month: Annotated[
        Int16,
        Column(
            "Month from which a reassessment is due; 0 for never",
            "assessment, claims, appeals, take_up, ageing, employment",
            Unit.MONTH,
            shared="every move to LCWRA sets it, the end of the journey clears it",
        ),
    ]
    element_from: Annotated[
        Int16,
        Column(
            "Month from which the LCWRA element is payable",
            "assessment, claims, appeals, take_up, ageing, employment",
            Unit.MONTH,
            shared="every move to LCWRA sets it, every other move clears it",
        ),
    ]
    from_esa: Annotated[
        Bool,
        Column(
            "Came to UC from ESA in this spell, so holds the protected rate",
            "claims, assessment, appeals, take_up, ageing, employment",
            Unit.SWITCH,
            shared="it ends with the spell, wherever that ends",
        ),
    ]
    lifelong: Annotated[
        Bool,
        Column(
            "Meets the severe conditions criteria or is terminally ill",
            "assessment, claims, appeals, take_up, ageing, employment",
            Unit.SWITCH,
            shared="every move to LCWRA may set it; it ends with the spell, wherever that ends",
        ),
    ]
    wca_appeal_month: Annotated[
        Int16,
        Column(
            "Month in which the present stage of a disputed WCA decision is settled; 0 if none",
            "appeals, assessment, ageing",
            Unit.MONTH,
            shared="assessment opens a dispute and ends one when it decides anew, ageing ends it",
        ),
    ]
    wca_appeal_stage: Annotated[
        Int8,
        Column(
            "Stage of a disputed WCA decision",
            "appeals, assessment, ageing",
            codes=WcaDisputeStage,
            shared="assessment opens a dispute and ends one when it decides anew, ageing ends it",
        ),
    ]
    disputed_fit_note: Annotated[
        Int16, Column("Month of the fit note on which the disputed WCA decision was made", "assessment", Unit.MONTH)
    ]
    disputed_from: Annotated[
        Int16,
        Column("Month from which the disputed decision would have brought the LCWRA element", "assessment", Unit.MONTH),
    ]
    left_group: Annotated[
        Int8, Column("Health group in which the last UC claim ended; NONE once taken up", "take_up", codes=HealthGroup)
    ]
    left_month: Annotated[Int16, Column("Month in which that claim's award had ceased", "take_up", Unit.MONTH)]
    # Employment and Support Allowance
    esa_kind: Annotated[
        Int8,
        Column(
            "Kind of ESA",
            "claims, employment, ageing",
            codes=EsaKind,
            shared="employment ends ESA with a job, ageing at pension age and death",
        ),
    ]
    esa_group: Annotated[
        Int8,
        Column(
            "Group of ESA",
            "claims, employment, ageing",
            codes=EsaGroup,
            shared="employment ends ESA with a job, ageing at pension age and death",
        ),
    ]
    esa_since: Annotated[
        Int16,
        Column(
            "Month in which the present ESA group began",
            "claims, employment, ageing",
            Unit.MONTH,
            shared="employment ends ESA with a job, ageing at pension age and death",
        ),
    ]
    esa_link: Annotated[
        Int8,
        Column(
            "Group in which the last ESA ended, to which a claim within twelve weeks returns",
            "claims, employment, ageing",
            codes=EsaGroup,
            shared="wherever ESA ends it is written",
        ),
    ]
    esa_first: Annotated[
        Int16,
        Column(
            "Month from which the 365 days of new-style ESA count; linked spells count as one",
            "claims",
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
            "disability, ageing",
            Unit.MONTH,
            shared="ageing ends a claim at pension age and death",
        ),
    ]
    pip_ready_month: Annotated[
        Int16,
        Column(
            "Month from which that claim is ready to be decided; 0 if none",
            "disability, ageing",
            Unit.MONTH,
            shared="it ends with the claim",
        ),
    ]
    daily_living: Annotated[
        Int8,
        Column(
            "Rate of the daily living component",
            "disability, review, ageing",
            codes=PipRate,
            shared="review changes awards, ageing ends them at death",
        ),
    ]
    mobility: Annotated[
        Int8,
        Column(
            "Rate of the mobility component",
            "disability, review, ageing",
            codes=PipRate,
            shared="review changes awards, ageing ends them at death",
        ),
    ]
    daily_living_points: Annotated[
        Int8,
        Column(
            "Daily living points at the last decision that found eight or more; 0 before any",
            "disability, review",
            Unit.POINTS,
            shared="a review that moves daily living scores anew",
        ),
    ]
    top_activity_points: Annotated[
        Int8,
        Column(
            "Points in the highest-scoring daily living activity at that decision",
            "disability, review",
            Unit.POINTS,
            shared="a review that moves daily living scores anew",
        ),
    ]
    pip_review_month: Annotated[
        Int16,
        Column(
            "Month from which the award is due for review; it is paid until the review is decided",
            "disability, review, ageing",
            Unit.MONTH,
            shared="a reported change brings it forward, review sets the next one, ageing ends reviews at pension age",
        ),
    ]
    pip_change_reported: Annotated[
        Bool,
        Column(
            "The review waits because the person reported a change",
            "disability, review, ageing",
            Unit.SWITCH,
            shared="review decides it, ageing ends it",
        ),
    ]
    pip_appeal_month: Annotated[
        Int16,
        Column(
            "Month in which the present stage of a PIP dispute is settled; 0 if none",
            "disability, review, ageing",
            Unit.MONTH,
            shared="review settles it and opens one against itself, ageing ends it",
        ),
    ]
    pip_dispute_stage: Annotated[
        Int8,
        Column(
            "Stage of that dispute",
            "disability, review, ageing",
            codes=DisputeStage,
            shared="review moves it to the tribunal, ageing ends it",
        ),
    ]
    pip_due_from: Annotated[
        Int16,
        Column(
            "Month from which an award won on dispute is due",
            "disability, review, ageing",
            Unit.MONTH,
            shared="set by the decision that is disputed, ageing ends the dispute",
        ),
    ]
    pip_lost_daily_living: Annotated[
        Int8,
        Column(
            "Daily living rate before the disputed review; none for a refused claim",
            "disability, review, ageing",
            codes=PipRate,
            shared="set by the decision that is disputed, ageing ends the dispute",
        ),
    ]
    pip_lost_mobility: Annotated[
        Int8,
        Column(
            "Mobility rate before the disputed review; none for a refused claim",
            "disability, review, ageing",
            codes=PipRate,
            shared="set by the decision that is disputed, ageing ends the dispute",
        ),
    ]
    had_daily_living: Annotated[Bool, Column("Had daily living when caring was last looked at", "caring", Unit.SWITCH)]
    carer: Annotated[Bool, Column("Cares 35 hours a week for someone with a disability benefit", "caring", Unit.SWITCH)]
    # Jobcentre and support
    regime: Annotated[
        Int8,
        Column(
            "Conditionality regime",
            "coaching, ageing",
            codes=Regime,
            shared="ageing ends it at pension age and death",
        ),
    ]
    search_since: Annotated[Int16, Column("Month in which intensive search began", "coaching", Unit.MONTH)]
    offered_month: Annotated[Int16, Column("Month of the last personal offer of support", "coaching", Unit.MONTH)]
    volunteered_month: Annotated[
        Int16,
        Column(
            "Month in which the person accepted and began to wait for a coach",
            "coaching, ageing",
            Unit.MONTH,
            shared="ageing ends it at pension age and death",
        ),
    ]
    contacts_left: Annotated[
        Int8,
        Column(
            "Coach contacts still to come in this course",
            "coaching, ageing",
            Unit.COUNT,
            shared="ageing ends it at pension age and death",
        ),
    ]
    earmarked: Annotated[
        Bool, Column("Whether that course, or the last one, is given by coaches earmarked for a group", "coaching")
    ]
    contact_stock: Annotated[
        Float32, Column("Stock of recent coach contact at `contact_month`", "coaching", Unit.COUNT)
    ]
    contact_month: Annotated[Int16, Column("Month to which `contact_stock` belongs", "coaching", Unit.MONTH)]
    contact_before: Annotated[
        Int16, Column("Month of the contact before the one of `contact_month`; 0 if none", "coaching", Unit.MONTH)
    ]
    programme: Annotated[Int8, Column("Programme the person is or was last on", "support", codes=Programme)]
    programme_route: Annotated[Int8, Column("Who brought the person to that programme", "support", codes=ReferralRoute)]
    programme_since: Annotated[Int16, Column("Month in which that programme began", "support", Unit.MONTH)]
    programme_until: Annotated[Int16, Column("Month in which the programme's support ends", "support", Unit.MONTH)]
    # pipelines
    health_stage: Annotated[Int8, Column("Stage of health at the last month's end", "flows", codes=HealthStage)]
    health_stage_since: Annotated[
        Int16,
        Column(
            "Month at whose end the person first stood in that stage; 0 if before the start, unknown when",
            "flows",
            Unit.MONTH,
        ),
    ]
    work_capability_stage: Annotated[
        Int8,
        Column("Stage of the Work Capability Assessment at the last month's end", "flows", codes=WorkCapabilityStage),
    ]
    work_capability_stage_since: Annotated[
        Int16,
        Column(
            "Month at whose end the person first stood in that stage; 0 if before the start, unknown when",
            "flows",
            Unit.MONTH,
        ),
    ]
    disability_stage: Annotated[
        Int8, Column("Stage of PIP and ADP at the last month's end", "flows", codes=DisabilityStage)
    ]
    disability_stage_since: Annotated[
        Int16,
        Column(
            "Month at whose end the person first stood in that stage; 0 if before the start, unknown when",
            "flows",
            Unit.MONTH,
        ),
    ]
    esa_stage: Annotated[Int8, Column("Stage of ESA at the last month's end", "flows", codes=EsaStage)]
    esa_stage_since: Annotated[
        Int16,
        Column(
            "Month at whose end the person first stood in that stage; 0 if before the start, unknown when",
            "flows",
            Unit.MONTH,
        ),
    ]
    credit_stage: Annotated[
        Int8, Column("Stage of Universal Credit at the last month's end", "flows", codes=CreditStage)
    ]
    credit_stage_since: Annotated[
        Int16,
        Column(
            "Month at whose end the person first stood in that stage; 0 if before the start, unknown when",
            "flows",
            Unit.MONTH,
        ),
    ]


class BenefitUnits(NamedTuple):
    """One row a benefit unit: one or two adults and their dependent children."""

    first_person: Annotated[Int32, Column("Row of the first adult", "population", Unit.COUNT)]
    adults: Annotated[Int8, Column("Adults in the unit, one or two, present or not", "population", Unit.COUNT)]
    district: Annotated[Int8, Column("Coach district", "population", Unit.COUNT)]
    child_1_birth: Annotated[Int16, Column("Month of birth of the eldest child; 0 if none", "ageing", Unit.MONTH)]
    child_2_birth: Annotated[Int16, Column("Month of birth of the second child; 0 if none", "ageing", Unit.MONTH)]
    child_3_birth: Annotated[Int16, Column("Month of birth of the third child; 0 if none", "ageing", Unit.MONTH)]
    child_4_birth: Annotated[
        Int16,
        Column(
            "Month of birth of the fourth child; 0 if none; further children are left out",
            "ageing",
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
    uc_since: Annotated[
        Int16,
        Column(
            "Month in which the present UC claim began; 0 if none",
            "take_up, claims, employment",
            Unit.MONTH,
            shared="claims opens it at migration from ESA, employment when a job ends income-related ESA",
        ),
    ]
    uc_nil_since: Annotated[
        Int16,
        Column(
            "First month of a run of nil awards on an open claim; 0 if none",
            "take_up, claims, employment",
            Unit.MONTH,
            shared="claims opens a claim at migration from ESA, employment when a job ends income-related ESA",
        ),
    ]
    uc_award: Annotated[Int32, Column("UC payable this month", "entitlement", Unit.PENCE_A_MONTH)]
    transitional_element: Annotated[
        Int32,
        Column(
            "Transitional element still in the award",
            "entitlement, claims",
            Unit.PENCE_A_MONTH,
            shared="claims sets it at migration",
        ),
    ]
    limited_elements: Annotated[
        Int32,
        Column(
            "Elements of last month's award that erode the transitional element",
            "entitlement",
            Unit.PENCE_A_MONTH,
        ),
    ]


class Districts(NamedTuple):
    """One row a district: what carries over from month to month between its people."""

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
        Column("Share of a programme's places if it ran everywhere, by programme", "population", Unit.SHARE),
    ]
    courses_carried: Annotated[
        NDArray[np.int64], Column("Health-support minutes short of one course, carried over", "coaching", Unit.MINUTES)
    ]
    assessments_carried: Annotated[
        NDArray[np.int64], Column("Assessments short of one row, carried over", "assessment", Unit.COUNT)
    ]
    reassessments_carried: Annotated[
        NDArray[np.int64], Column("Reassessments short of one row, carried over", "assessment", Unit.COUNT)
    ]
    kept_carried: Annotated[
        NDArray[np.int64],
        Column("Assessments kept for reassessments, short of one row, carried over", "assessment", Unit.COUNT),
    ]
    called_carried: Annotated[
        NDArray[np.int64],
        Column("Reassessments kept for people whose prognosis is over, short of one row", "assessment", Unit.COUNT),
    ]
    pip_carried: Annotated[
        NDArray[np.int64], Column("PIP decisions short of one row, carried over", "disability", Unit.COUNT)
    ]
    pip_reviews_carried: Annotated[
        NDArray[np.int64],
        Column("PIP decisions kept for reviews, short of one row, carried over", "disability", Unit.COUNT),
    ]
    pip_reviews_reached: Annotated[
        NDArray[np.int64], Column("PIP reviews that this month's capacity reaches", "disability", Unit.COUNT)
    ]
    places_carried: Annotated[
        NDArray[np.int64], Column("Programme places short of one row, by programme", "support", Unit.COUNT)
    ]
    search_share: Annotated[
        NDArray[np.float64],
        Column(
            "Coach minutes given as a share of those due, by use; in search, to those past their third month",
            "coaching",
            Unit.SHARE,
        ),
    ]
    early_extra: Annotated[
        NDArray[np.float64],
        Column("What searchers in their first three months get above that share, by use", "coaching", Unit.SHARE),
    ]
    earmarked_share: Annotated[
        NDArray[np.float64],
        Column("Share of what searchers with earmarked coaches still lack that these give", "coaching", Unit.SHARE),
    ]
    earmarked_carried: Annotated[
        NDArray[np.int64], Column("Earmarked minutes short of one course, carried over", "coaching", Unit.MINUTES)
    ]
    job_multiplier: Annotated[
        NDArray[np.float64],
        Column("Multiplier on unsupported entry hazards through displacement", "employment", Unit.RATIO),
    ]


class State(NamedTuple):
    """All that changes from month to month."""

    person: Persons
    unit: BenefitUnits
    district: Districts

    def copy(self) -> State:
        """Return a state that shares nothing with this one."""
        return State(copy_table(self.person), copy_table(self.unit), copy_table(self.district))


class Clock(NamedTuple):
    """Which month it is, whose luck is drawn, and how many real people a row stands for."""

    month: int
    start: int
    key: int
    grossing: int


class Span(NamedTuple):
    """The rows that one call of a kernel walks; ends are exclusive."""

    first_person: int
    end_person: int
    first_unit: int
    end_unit: int
    first_district: int
    end_district: int
