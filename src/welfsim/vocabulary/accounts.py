"""The account lines: stocks, flows and pence, a row a district, in integers.

Each line is written where the event happens. Counts and pence are of rows, and results multiply them by ``grossing``;
only a line that is not ``grossed`` is in real units already. Stocks are read once at the end of the month. The first
axis of every array is the district, the others are the codes that split the line.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.vocabulary.codes import (
    AssessmentMode,
    AwardEnd,
    CoachGroup,
    CoachUse,
    CreditStage,
    Deduction,
    Departure,
    DisabilityBenefit,
    DisabilityStage,
    DisputeStage,
    Element,
    EsaGroup,
    EsaKind,
    EsaStage,
    Family,
    HealthGroup,
    HealthLoss,
    HealthStage,
    Job,
    LcwraRoute,
    PipOutcome,
    PipRate,
    Presence,
    Programme,
    ProgrammeEnd,
    ReferralRoute,
    Regime,
    ReviewOutcome,
    Severity,
    UcEnd,
    Unassessed,
    Undecided,
    VolunteerEnd,
    Wait,
    WcaDisputeResult,
    WcaDisputeStage,
    WcaOutcome,
    WorkCapabilityStage,
    WorkStatus,
)
from welfsim.vocabulary.fields import Line, Measure, columns_of, declared

Count = NDArray[np.int64]

STOCK, FLOW, PENCE, PASSAGE = Measure.STOCK, Measure.FLOW, Measure.PENCE, Measure.PASSAGE
EXPECTED = Measure.EXPECTED
SPENT, RECEIVED = 1, -1


class Accounts(NamedTuple):
    """One int64 array a line."""

    # people
    people: Annotated[Count, Line("People by presence", STOCK, (Presence,))]
    people_moves: Annotated[Count, Line("Changes of presence, from and to", FLOW, (Presence, Presence))]
    births: Annotated[Count, Line("Children born", FLOW)]
    couples: Annotated[Count, Line("Couples of whom both are here", STOCK)]
    couples_formed: Annotated[Count, Line("Couples formed", FLOW)]
    couples_parted: Annotated[Count, Line("Couples parted", FLOW)]
    couples_widowed: Annotated[Count, Line("Couples ended by a death", FLOW)]
    couples_arrived: Annotated[Count, Line("Couples who came to live here", FLOW)]
    couples_gone_abroad: Annotated[Count, Line("Couples who went abroad", FLOW)]
    health: Annotated[Count, Line("Working-age people by severity of ill health", STOCK, (Severity,))]
    health_moves: Annotated[
        Count, Line("Changes of severity of people present, from and to", FLOW, (Severity, Severity))
    ]
    work: Annotated[Count, Line("Working-age people by job", STOCK, (Job,))]
    self_employed: Annotated[Count, Line("Self-employed people in work, by hours", STOCK, (Job,))]
    working_limited: Annotated[Count, Line("People with work-limiting or severe ill health, by job", STOCK, (Job,))]
    # jobs
    jobs_started: Annotated[Count, Line("Jobs started, by group beforehand", FLOW, (WorkStatus,))]
    jobs_lost: Annotated[Count, Line("Jobs lost, left or ended as people leave working age", FLOW)]
    job_moves: Annotated[
        Count,
        Line("Moves into and out of work, from and to; who leaves working age moves out", FLOW, (Job, Job)),
    ]
    on_sick_leave: Annotated[Count, Line("People on sick leave of four weeks or more, their job kept", STOCK)]
    sick_leaves_begun: Annotated[Count, Line("Sick leaves begun", FLOW)]
    sick_leaves_returned: Annotated[Count, Line("Sick leaves that ended with a return to work", FLOW)]
    sick_leaves_lost: Annotated[Count, Line("Sick leaves that ended with the job", FLOW)]
    sick_leaves_left: Annotated[Count, Line("People on sick leave who left working age, by how", FLOW, (Departure,))]
    jobs_additional: Annotated[
        Count,
        Line("Jobs started that the same draw would not have given without support", FLOW, (WorkStatus,)),
    ]
    jobs_deadweight: Annotated[
        Count,
        Line("Jobs started with support that the same draw would have given without", FLOW, (WorkStatus,)),
    ]
    jobs_prevented: Annotated[
        Count, Line("Jobs that the same draw would have given without support that does harm", FLOW, (WorkStatus,))
    ]
    jobs_displaced: Annotated[
        Count,
        Line(
            "Jobs not started as others look for work more than in the baseline, less those started as they do less",
            FLOW,
            (WorkStatus,),
        ),
    ]
    entry_chances: Annotated[
        Count,
        Line(
            "Jobs expected to start, support included, before displacement: chances summed, in millionths of a job",
            EXPECTED,
            (WorkStatus,),
        ),
    ]
    exit_chances: Annotated[Count, Line("Jobs expected to be lost, in millionths of a job", EXPECTED)]
    additional_chances: Annotated[
        Count, Line("Additional jobs expected through support, in millionths of a job", EXPECTED, (WorkStatus,))
    ]
    deadweight_chances: Annotated[
        Count,
        Line("Jobs expected with support that would be had without, in millionths of a job", EXPECTED, (WorkStatus,)),
    ]
    prevented_chances: Annotated[
        Count,
        Line(
            "Jobs expected to be prevented by support that does harm, in millionths of a job", EXPECTED, (WorkStatus,)
        ),
    ]
    displaced_chances: Annotated[
        Count, Line("Jobs expected to be displaced, in millionths of a job", EXPECTED, (WorkStatus,))
    ]
    # a reform next to its baseline
    more_jobs: Annotated[
        Count,
        Line(
            "More jobs started than in the baseline by people out of work in both, expected, by group, in millionths",
            EXPECTED,
            (WorkStatus,),
        ),
    ]
    more_in_work: Annotated[
        Count,
        Line(
            "More people in work than in the baseline, expected, by group when last out of work, in millionths",
            EXPECTED,
            (WorkStatus,),
        ),
    ]
    more_in_work_by_severity: Annotated[
        Count,
        Line(
            "More people in work than in the baseline, expected, by severity of ill health, in millionths",
            EXPECTED,
            (Severity,),
        ),
    ]
    work_cost_expected: Annotated[
        Count,
        Line(
            "What the public purse pays more, expected, as other people work than in the baseline",
            PENCE,
            of_district=True,
        ),
    ]
    work_cost_counted: Annotated[
        Count,
        Line(
            "What the public purse pays more as other people are counted in work than in the baseline",
            PENCE,
            of_district=True,
        ),
    ]
    out_of_work: Annotated[Count, Line("People out of work, by group", STOCK, (WorkStatus,))]
    # Universal Credit health
    uc_health: Annotated[Count, Line("People on the UC health journey", STOCK, (HealthGroup,))]
    uc_health_moves: Annotated[
        Count, Line("Moves between UC health groups, from and to", FLOW, (HealthGroup, HealthGroup))
    ]
    fit_note_chances: Annotated[Count, Line("Fit notes expected, in millionths of a note", EXPECTED)]
    leaving_chances: Annotated[
        Count,
        Line("People expected to leave LCW or LCWRA by themselves, in millionths", EXPECTED, (HealthGroup,)),
    ]
    uc_protected: Annotated[Count, Line("LCWRA at the protected rate, in payment", STOCK)]
    uc_new_rate: Annotated[Count, Line("LCWRA at the new-claimant rate, in payment", STOCK)]
    uc_floor: Annotated[Count, Line("UC awards whose earnings the minimum income floor raises", STOCK)]
    uc_floor_pay: Annotated[Count, Line("Earnings that the minimum income floor assumes beyond those had", PENCE)]
    uc_childcare: Annotated[Count, Line("UC awards with a childcare element, in payment", STOCK)]
    fit_notes: Annotated[Count, Line("Fit notes begun", FLOW)]
    health_income_lost: Annotated[
        Count, Line("A month's benefits for ill health lost out of work, by what was lost", PENCE, (HealthLoss,))
    ]
    claims_after_loss: Annotated[
        Count, Line("Claims made in answer to such a loss, by what was lost", FLOW, (HealthLoss,))
    ]
    wca_referrals: Annotated[Count, Line("Referrals for a Work Capability Assessment", FLOW)]
    wca_queue: Annotated[Count, Line("People waiting for a Work Capability Assessment", STOCK)]
    wca_left: Annotated[Count, Line("People who left the WCA queue undecided, by reason", FLOW, (Unassessed,))]
    wca_initial: Annotated[Count, Line("Initial WCA decisions, by outcome", FLOW, (WcaOutcome,))]
    wca_repeat: Annotated[Count, Line("Repeat WCA decisions, by outcome", FLOW, (WcaOutcome,))]
    wca_modes: Annotated[
        Count, Line("WCA decisions, by how the assessment was held and by outcome", FLOW, (AssessmentMode, WcaOutcome))
    ]
    wca_wait: Annotated[Count, Line("Months waited by those first decided this month, summed", FLOW)]
    wca_due: Annotated[Count, Line("People whose prognosis is over and who are not called again", STOCK)]
    wca_fell_due: Annotated[
        Count, Line("People whose prognosis came to its end while they were not in the queue", FLOW)
    ]
    wca_called: Annotated[Count, Line("Repeat WCA decisions of people called because their prognosis was over", FLOW)]
    wca_due_left: Annotated[
        Count, Line("People no longer due for a reassessment and not called, by reason", FLOW, (Unassessed,))
    ]
    wca_overdue: Annotated[
        Count, Line("People waiting for a first decision after the relevant period, LCWRA element overdue", STOCK)
    ]
    lcwra_found: Annotated[Count, Line("People who came to LCWRA, by route", FLOW, (LcwraRoute,))]
    wca_disputes_opened: Annotated[Count, Line("WCA disputes opened, by stage", FLOW, (WcaDisputeStage,))]
    wca_disputes_open: Annotated[Count, Line("WCA disputes not yet settled, by stage", STOCK, (WcaDisputeStage,))]
    wca_disputes: Annotated[
        Count, Line("WCA disputes closed, by stage and result", FLOW, (WcaDisputeStage, WcaDisputeResult))
    ]
    # Universal Credit
    uc_people: Annotated[Count, Line("Adults by conditionality regime", STOCK, (Regime,))]
    uc_units: Annotated[Count, Line("Benefit units with an open UC claim", STOCK)]
    uc_units_paid: Annotated[Count, Line("Benefit units with a UC award above nil", STOCK)]
    uc_families: Annotated[Count, Line("Benefit units with an open UC claim, by family", STOCK, (Family,))]
    uc_carers: Annotated[Count, Line("Adults on UC who care 35 hours a week", STOCK)]
    uc_claims: Annotated[Count, Line("UC claims opened", FLOW)]
    uc_ends: Annotated[Count, Line("Of UC claims closed, those after months at a nil award", FLOW)]
    uc_ends_pension_age: Annotated[Count, Line("Of UC claims closed, those left without an adult of working age", FLOW)]
    uc_ends_requirement: Annotated[
        Count, Line("Of UC claims closed, those left because a search was required of who did not look for work", FLOW)
    ]
    uc_separations: Annotated[Count, Line("All UC claims closed, by reason", FLOW, (UcEnd,))]
    uc_leavers: Annotated[
        Count, Line("Adults who left UC, by their last conditionality regime and reason", FLOW, (Regime, UcEnd))
    ]
    # ESA
    esa: Annotated[Count, Line("ESA claimants by kind and group", STOCK, (EsaKind, EsaGroup))]
    esa_moves: Annotated[Count, Line("Moves between ESA groups, from and to", FLOW, (EsaGroup, EsaGroup))]
    esa_notices: Annotated[Count, Line("Migration notices to people on income-related ESA", FLOW)]
    esa_migrated: Annotated[Count, Line("ESA claimants moved to UC", FLOW)]
    esa_moved_with_job: Annotated[Count, Line("Income-related ESA claimants who went to UC when a job ended ESA", FLOW)]
    esa_moved_with_partner: Annotated[
        Count, Line("Income-related ESA claimants who formed a couple with somebody on UC and went to UC", FLOW)
    ]
    esa_not_claimed: Annotated[Count, Line("Income-related ESA ended because UC was not claimed", FLOW)]
    esa_linked: Annotated[Count, Line("New-style ESA begun again within twelve weeks", FLOW)]
    esa_time_limited: Annotated[Count, Line("New-style ESA or Unemployment Insurance ended by its time limit", FLOW)]
    # disability benefits
    disability: Annotated[Count, Line("Working-age people with PIP or ADP, by benefit", STOCK, (DisabilityBenefit,))]
    daily_living: Annotated[
        Count, Line("Daily living component, by benefit and rate", STOCK, (DisabilityBenefit, PipRate))
    ]
    mobility: Annotated[Count, Line("Mobility component, by benefit and rate", STOCK, (DisabilityBenefit, PipRate))]
    daily_living_moves: Annotated[
        Count,
        Line(
            "Changes of the rate of daily living, by benefit, from and to; who leaves working age moves to none",
            FLOW,
            (DisabilityBenefit, PipRate, PipRate),
        ),
    ]
    mobility_moves: Annotated[
        Count,
        Line(
            "Changes of the rate of mobility, by benefit, from and to; who leaves working age moves to none",
            FLOW,
            (DisabilityBenefit, PipRate, PipRate),
        ),
    ]
    disability_past_pension_age: Annotated[
        Count,
        Line("People who passed pension age with PIP or ADP, since the start", STOCK, (DisabilityBenefit,)),
    ]
    disability_deaths_past_pension_age: Annotated[
        Count, Line("Deaths of people who had passed pension age with PIP or ADP", FLOW, (DisabilityBenefit,))
    ]
    disability_claims: Annotated[Count, Line("Claims made, by benefit", FLOW, (DisabilityBenefit,))]
    disability_child_claims: Annotated[
        Count,
        Line("Of claims made, those after an award from childhood, by benefit", FLOW, (DisabilityBenefit,)),
    ]
    disability_child_awards_ended: Annotated[
        Count,
        Line("Awards from childhood that ended since nobody claimed, by benefit", FLOW, (DisabilityBenefit,)),
    ]
    disability_queue: Annotated[Count, Line("Claims not yet decided, by benefit", STOCK, (DisabilityBenefit,))]
    disability_claims_left: Annotated[
        Count,
        Line("Claims that ended undecided, by benefit and reason", FLOW, (DisabilityBenefit, Undecided)),
    ]
    disability_decisions: Annotated[
        Count, Line("Claims decided, by benefit and outcome", FLOW, (DisabilityBenefit, PipOutcome))
    ]
    disability_child_decisions: Annotated[
        Count,
        Line(
            "Of claims decided, those after an award from childhood, by benefit and outcome",
            FLOW,
            (DisabilityBenefit, PipOutcome),
        ),
    ]
    disability_modes: Annotated[
        Count,
        Line(
            "New claims decided, by benefit, by how the assessment was held and by outcome",
            FLOW,
            (DisabilityBenefit, AssessmentMode, PipOutcome),
        ),
    ]
    disability_wait: Annotated[
        Count, Line("Months waited by the claims decided, summed, by benefit", FLOW, (DisabilityBenefit,))
    ]
    disability_reviews: Annotated[Count, Line("Awards reviewed, by benefit", FLOW, (DisabilityBenefit,))]
    disability_review_outcomes: Annotated[
        Count, Line("Planned reviews decided, by benefit and outcome", FLOW, (DisabilityBenefit, ReviewOutcome))
    ]
    disability_change_outcomes: Annotated[
        Count,
        Line("Reported changes decided, by benefit and outcome", FLOW, (DisabilityBenefit, ReviewOutcome)),
    ]
    disability_changes: Annotated[Count, Line("Changes reported, by benefit", FLOW, (DisabilityBenefit,))]
    disability_reviews_due: Annotated[
        Count, Line("Awards that fell due for a planned review, by benefit", FLOW, (DisabilityBenefit,))
    ]
    disability_reviews_left: Annotated[
        Count,
        Line(
            "Reviews due and changes reported that ended undecided, by benefit and reason",
            FLOW,
            (DisabilityBenefit, Undecided),
        ),
    ]
    disability_review_queue: Annotated[
        Count, Line("Reviews due and not yet decided, by benefit", STOCK, (DisabilityBenefit,))
    ]
    disability_on: Annotated[Count, Line("Awards begun or restored, by benefit", FLOW, (DisabilityBenefit,))]
    disability_off: Annotated[
        Count, Line("Awards ended, by benefit; of who leaves working age too", FLOW, (DisabilityBenefit,))
    ]
    disability_ends: Annotated[
        Count, Line("The same awards ended, by benefit and reason", FLOW, (DisabilityBenefit, AwardEnd))
    ]
    disability_disputes_opened: Annotated[
        Count, Line("Disputes opened, by benefit and stage", FLOW, (DisabilityBenefit, DisputeStage))
    ]
    disability_disputes_open: Annotated[
        Count, Line("Disputes not yet settled, by benefit and stage", STOCK, (DisabilityBenefit, DisputeStage))
    ]
    disability_disputes: Annotated[
        Count, Line("Disputes settled, by benefit and stage", FLOW, (DisabilityBenefit, DisputeStage))
    ]
    disability_disputes_left: Annotated[
        Count,
        Line(
            "Disputes that ended unsettled, by benefit, stage and reason",
            FLOW,
            (DisabilityBenefit, DisputeStage, Undecided),
        ),
    ]
    disability_disputes_won: Annotated[
        Count, Line("Disputes won, by benefit and stage", FLOW, (DisabilityBenefit, DisputeStage))
    ]
    # carers
    carers: Annotated[Count, Line("Working-age people who care 35 hours a week", STOCK)]
    carer_starts: Annotated[Count, Line("People who begin to care", FLOW)]
    carer_stops: Annotated[Count, Line("Carers of working age who stop", FLOW)]
    carers_left: Annotated[Count, Line("Carers who left working age, by how", FLOW, (Departure,))]
    # coach time
    minutes_supplied: Annotated[Count, Line("Coach minutes with or for clients", FLOW, grossed=False)]
    minutes_asked: Annotated[Count, Line("Coach minutes asked, by use", FLOW, (CoachUse,), grossed=False)]
    minutes_given: Annotated[Count, Line("Coach minutes given, by use", FLOW, (CoachUse,), grossed=False)]
    minutes_refused: Annotated[
        Count, Line("Coach minutes asked and not given, by use", FLOW, (CoachUse,), grossed=False)
    ]
    minutes_earmarked: Annotated[
        Count,
        Line("Minutes of earmarked coaches, on top of those supplied, by group", FLOW, (CoachGroup,), grossed=False),
    ]
    offers: Annotated[Count, Line("Personal offers of intensive coach support", FLOW, (WorkStatus,))]
    offers_accepted: Annotated[Count, Line("Offers of intensive coach support accepted", FLOW, (WorkStatus,))]
    volunteers_waiting: Annotated[Count, Line("People who accepted an offer and wait for a coach", STOCK)]
    volunteers_lapsed: Annotated[Count, Line("People who gave up waiting for a coach", FLOW)]
    volunteers_left: Annotated[
        Count, Line("Volunteers who left the queue for a coach otherwise, by reason", FLOW, (VolunteerEnd,))
    ]
    coach_starts: Annotated[Count, Line("Starts of intensive coach support", FLOW, (WorkStatus,))]
    coach_start_wait: Annotated[Count, Line("Months waited by those who start a course this month, summed", FLOW)]
    coach_completions: Annotated[
        Count, Line("Courses of intensive coach support finished, all contacts had", FLOW, (WorkStatus,))
    ]
    coach_districts_stopping: Annotated[Count, Line("Districts that stop parts of their support", STOCK, grossed=False)]
    coach_people_stopped: Annotated[
        Count, Line("People to whom a short district makes no offer, or whom it sees less often or not at all", FLOW)
    ]
    programme_starts: Annotated[Count, Line("Starts on a programme", FLOW, (Programme,))]
    programme_starts_by_route: Annotated[
        Count, Line("Starts on a programme by who brought the person to it", FLOW, (Programme, ReferralRoute))
    ]
    on_programme: Annotated[Count, Line("People on a programme", STOCK, (Programme,))]
    programme_left: Annotated[
        Count, Line("People no longer on a programme, by reason", FLOW, (Programme, ProgrammeEnd))
    ]
    programme_places: Annotated[Count, Line("Places on a programme given", FLOW, (Programme,))]
    programme_waiting: Annotated[Count, Line("People with a place on a programme yet to start", STOCK, (Programme,))]
    programme_not_started: Annotated[
        Count, Line("People with a place who left working age before it began, by how", FLOW, (Programme, Departure))
    ]
    # pipelines: people by stage at the month's end, moves since the last one, and after how long
    health_stages: Annotated[Count, Line("Everyone by stage of health", STOCK, (HealthStage,))]
    health_flows: Annotated[
        Count, Line("Moves between stages of health, from and to", PASSAGE, (HealthStage, HealthStage))
    ]
    health_waits: Annotated[
        Count, Line("Those who left a stage of health, by months in it", PASSAGE, (HealthStage, Wait))
    ]
    health_months: Annotated[
        Count, Line("Months in the stage of health left, summed where known", PASSAGE, (HealthStage,))
    ]
    work_capability_stages: Annotated[
        Count, Line("Everyone by stage of the Work Capability Assessment", STOCK, (WorkCapabilityStage,))
    ]
    work_capability_flows: Annotated[
        Count,
        Line(
            "Moves between stages of the Work Capability Assessment, from and to",
            PASSAGE,
            (WorkCapabilityStage, WorkCapabilityStage),
        ),
    ]
    work_capability_waits: Annotated[
        Count,
        Line(
            "Those who left a stage of the Work Capability Assessment, by months in it",
            PASSAGE,
            (WorkCapabilityStage, Wait),
        ),
    ]
    work_capability_months: Annotated[
        Count,
        Line(
            "Months in the stage of the Work Capability Assessment left, summed where known",
            PASSAGE,
            (WorkCapabilityStage,),
        ),
    ]
    disability_stages: Annotated[Count, Line("Everyone by stage of PIP and ADP", STOCK, (DisabilityStage,))]
    disability_flows: Annotated[
        Count, Line("Moves between stages of PIP and ADP, from and to", PASSAGE, (DisabilityStage, DisabilityStage))
    ]
    disability_waits: Annotated[
        Count, Line("Those who left a stage of PIP and ADP, by months in it", PASSAGE, (DisabilityStage, Wait))
    ]
    disability_months: Annotated[
        Count, Line("Months in the stage of PIP and ADP left, summed where known", PASSAGE, (DisabilityStage,))
    ]
    esa_stages: Annotated[Count, Line("Everyone by stage of ESA", STOCK, (EsaStage,))]
    esa_flows: Annotated[Count, Line("Moves between stages of ESA, from and to", PASSAGE, (EsaStage, EsaStage))]
    esa_waits: Annotated[Count, Line("Those who left a stage of ESA, by months in it", PASSAGE, (EsaStage, Wait))]
    esa_months: Annotated[Count, Line("Months in the stage of ESA left, summed where known", PASSAGE, (EsaStage,))]
    credit_stages: Annotated[Count, Line("Everyone by stage of Universal Credit", STOCK, (CreditStage,))]
    credit_flows: Annotated[
        Count, Line("Moves between stages of Universal Credit, from and to", PASSAGE, (CreditStage, CreditStage))
    ]
    credit_waits: Annotated[
        Count, Line("Those who left a stage of Universal Credit, by months in it", PASSAGE, (CreditStage, Wait))
    ]
    credit_months: Annotated[
        Count, Line("Months in the stage of Universal Credit left, summed where known", PASSAGE, (CreditStage,))
    ]
    # pounds
    uc_elements: Annotated[Count, Line("UC elements before deductions", PENCE, (Element,), label="UC element")]
    uc_deductions: Annotated[Count, Line("Deductions from UC elements", PENCE, (Deduction,), label="UC deduction")]
    uc_paid: Annotated[Count, Line("Universal Credit paid", PENCE, (), SPENT, "Universal Credit")]
    uc_health_paid: Annotated[
        Count,
        Line("UC health elements within awards, before deductions", PENCE, (), 0, "of which UC health element"),
    ]
    uc_arrears: Annotated[
        Count,
        Line("Arrears of the LCWRA element after late decisions", PENCE, (), SPENT, "UC health arrears"),
    ]
    uc_held_back: Annotated[
        Count,
        Line(
            "LCWRA element expected for the month by people who wait past the relevant period, not yet paid",
            PENCE,
            (),
            0,
            "not yet paid: UC health kept back by delay",
        ),
    ]
    esa_paid: Annotated[Count, Line("Employment and Support Allowance paid", PENCE, (EsaKind,), SPENT, "ESA")]
    esa_housing: Annotated[
        Count,
        Line("Housing Benefit of income-related ESA claimants", PENCE, (), SPENT, "Housing Benefit with ESA"),
    ]
    disability_paid: Annotated[
        Count, Line("PIP and ADP paid to people of working age", PENCE, (DisabilityBenefit,), SPENT, "")
    ]
    disability_arrears: Annotated[
        Count,
        Line(
            "Arrears of PIP and ADP from claim to decision, or for a dispute won",
            PENCE,
            (DisabilityBenefit,),
            SPENT,
            "Arrears",
        ),
    ]
    carers_paid: Annotated[
        Count,
        Line("Carer's Allowance, and Carer Support Payment with its supplement", PENCE, (), SPENT, "Carer's Allowance"),
    ]
    scottish_child_paid: Annotated[Count, Line("Scottish Child Payment", PENCE, (), SPENT, "Scottish Child Payment")]
    income_tax: Annotated[Count, Line("Income tax on pay and profits", PENCE, (), RECEIVED, "Income tax")]
    employee_insurance: Annotated[
        Count, Line("Employee National Insurance", PENCE, (), RECEIVED, "Employee National Insurance")
    ]
    self_employed_insurance: Annotated[
        Count,
        Line("National Insurance of the self-employed", PENCE, (), RECEIVED, "National Insurance of the self-employed"),
    ]
    employer_insurance: Annotated[
        Count, Line("Employer National Insurance", PENCE, (), RECEIVED, "Employer National Insurance")
    ]
    gross_pay: Annotated[Count, Line("Gross pay and profits of people in work", PENCE)]
    statutory_sick_pay: Annotated[Count, Line("Of which Statutory Sick Pay, which employers bear", PENCE)]
    employer_sick_pay: Annotated[Count, Line("Of which sick pay of employers on top of it", PENCE)]
    coach_cost: Annotated[Count, Line("Work coaches", PENCE, (), SPENT, "Work coaches", grossed=False)]
    programme_cost: Annotated[Count, Line("Employment programmes", PENCE, (Programme,), SPENT, "Programme")]
    programme_cost_of_employers: Annotated[
        Count, Line("Part of the cost of programmes that employers bear", PENCE, (Programme,))
    ]
    employer_support_cost: Annotated[
        Count,
        Line("Paid for hiring from health benefits and for occupational health", PENCE, (), SPENT, "Employer support"),
    ]
    wca_cost: Annotated[Count, Line("Work Capability Assessments", PENCE, (), SPENT, "WCA")]
    disability_cost: Annotated[Count, Line("PIP and ADP assessments", PENCE, (), SPENT, "Disability assessments")]
    dispute_cost: Annotated[
        Count, Line("Reconsiderations and tribunals of PIP and ADP", PENCE, (), SPENT, "PIP and ADP disputes")
    ]
    wca_dispute_cost: Annotated[
        Count,
        Line("Reconsiderations and tribunals of the WCA, by stage", PENCE, (WcaDisputeStage,), SPENT, "WCA dispute"),
    ]


LINES = {name: field.what for name, field in declared(Accounts).items()}


def shape_of(line: Line) -> tuple[int, ...]:
    """Return the shape of one district's cells of a line."""
    return tuple(len(codes) for codes in line.by)


def empty_accounts(months: int, districts: int) -> NDArray[np.void]:
    """Return accounts of zeros: one record a month and district, which a kernel reads as ``line.name[district]``."""
    dtype = columns_of(Accounts, {name: shape_of(line) for name, line in LINES.items()})
    return np.zeros((months, districts), dtype).view(np.recarray)
