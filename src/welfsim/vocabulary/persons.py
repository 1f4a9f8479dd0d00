"""The columns of people: who they are, and their health, work and benefits."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.codes import (
    Activity,
    Condition,
    DisputeStage,
    EsaGroup,
    EsaKind,
    HealthGroup,
    HealthLoss,
    Job,
    PayPeriod,
    Pipeline,
    PipRate,
    Presence,
    Programme,
    Readiness,
    Referral,
    ReferralRoute,
    Regime,
    Severity,
    Sex,
    WcaDisputeStage,
)
from welfsim.vocabulary.fields import (
    Bool,
    Column,
    Float32,
    Int8,
    Int16,
    Int32,
    UInt16,
    UInt32,
    Unit,
)


class Persons(NamedTuple):
    """One row a person of 16 to State Pension age, or about to be."""

    person_id: Annotated[UInt32, Column("Stable number of the person; keys every draw", "population", Unit.COUNT)]
    unit: Annotated[Int32, Column("Row of the person's benefit unit", "processes.partnering", Unit.COUNT)]
    district: Annotated[Int8, Column("Coach district", "population", Unit.COUNT)]
    own_law: Annotated[
        Int8,
        Column(
            "Which of a scenario's laws holds for the person this month; 0 the one for all", "population", Unit.COUNT
        ),
    ]
    birth_month: Annotated[Int16, Column("Month of birth", "population", Unit.MONTH)]
    entry_month: Annotated[
        Int16,
        Column("Month in which the person turns 16 or arrives; 0 if here at the start", "population", Unit.MONTH),
    ]
    leaves_month: Annotated[
        Int16,
        Column(
            "Month of going to live elsewhere, if still of working age then; 0 for never",
            "population",
            Unit.MONTH,
        ),
    ]
    funds_from: Annotated[
        Int16,
        Column("Month from which immigration law allows public funds; 0 for always", "population", Unit.MONTH),
    ]
    sex: Annotated[Int8, Column("Sex", "population", codes=Sex)]
    presence: Annotated[
        Int8, Column("Waiting, present, past pension age, dead or gone abroad", "processes.ageing", codes=Presence)
    ]
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
    hours_part_time: Annotated[
        Bool, Column("Works part-time when in work, by the choice of the year", "rules.jobs", Unit.SWITCH)
    ]
    hourly_pay: Annotated[
        Int32,
        Column(
            "Hourly pay in a settled full-time job at April 2025 earnings, without minimum wage; moves each birthday",
            "processes.careers",
            Unit.PENCE_AN_HOUR,
        ),
    ]
    pay_fading: Annotated[
        Float32,
        Column(
            "The part of hourly pay that fades, as a logarithm; moves each birthday", "processes.careers", Unit.COUNT
        ),
    ]
    self_employed: Annotated[
        Bool, Column("Self-employed when in work, and no employee", "processes.ageing", Unit.SWITCH)
    ]
    self_employed_from: Annotated[
        Int16, Column("Month from which an employee would turn self-employed; 0 for never", "population", Unit.MONTH)
    ]
    profit_ratio: Annotated[
        Float32, Column("Profit if self-employed, relative to the pay of an employee", "population", Unit.RATIO)
    ]
    start_up_since: Annotated[
        Int16,
        Column("Month in which the last start-up period on UC began; 0 if none", "rules.regimes", Unit.MONTH),
    ]
    pay_period: Annotated[Int8, Column("For how long each payday pays, in any job", "population", codes=PayPeriod)]
    pay_over_usual: Annotated[
        Int16,
        Column(
            "Pay of the month over usual pay, in thousandths of it, as paydays and hours of the month make it",
            "processes.pay_days",
            Unit.COUNT,
        ),
    ]
    job_since: Annotated[Int16, Column("Month in which the present job began", "rules.jobs", Unit.MONTH)]
    leave_since: Annotated[
        Int16,
        Column(
            "Month in which the present sick leave began; 0 if at work or out of it", "rules.sick_leave", Unit.MONTH
        ),
    ]
    employer_sick_pay: Annotated[
        Bool,
        Column(
            "Whether the employer pays more than the law asks on that leave, or the last",
            "rules.sick_leave",
            Unit.SWITCH,
        ),
    ]
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
    referred_month: Annotated[
        Int16,
        Column(
            "Month of the last referral to the assessor; of who was called, that in which the prognosis was over",
            "rules.health_groups",
            Unit.MONTH,
        ),
    ]
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
    child_award: Annotated[
        Bool,
        Column(
            "Has Disability Living Allowance or Child Disability Payment, until PIP or ADP is decided or not claimed",
            "rules.disability_claims",
            Unit.SWITCH,
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
    counted_in: Annotated[
        Int16,
        Column(
            "Row of the accounts: the district, of a run by groups the district within a group",
            "population",
            Unit.COUNT,
        ),
    ]
