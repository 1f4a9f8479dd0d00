"""From the fit note to the decision on capability for work, and disputes of it."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.fields import Kind, Parameter, Unit
from welfsim.vocabulary.parameters.benefits import JANUARY_2000


class Claims(NamedTuple):
    """Fit notes, claims of Universal Credit for illness, and Employment and Support Allowance."""

    fit_note_mild: Annotated[
        float, Parameter("Fit note of a person on UC with a mild condition", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    fit_note_work_limiting: Annotated[
        float,
        Parameter("Fit note of a person on UC with a work-limiting condition", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    fit_note_severe: Annotated[
        float, Parameter("Fit note of a person on UC with a severe condition", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    fit_note_employability: Annotated[
        float,
        Parameter(
            "Fall of the logarithm of fit notes with one of employability", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3
        ),
    ]
    fit_note_frailty: Annotated[
        float,
        Parameter("Rise of the logarithm of fit notes with one of frailty", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3),
    ]
    fit_note_requirement: Annotated[
        float,
        Parameter(
            "Fit notes in intensive search relative to no search being required",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.5,
            high=5,
        ),
    ]
    fit_note_ratio_in_work: Annotated[
        float,
        Parameter(
            "Fit notes of people in work relative to people out of work",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=1,
        ),
    ]
    fit_note_ends: Annotated[
        float,
        Parameter(
            "End of a fit note before any decision, through recovery or withdrawal",
            Unit.HAZARD,
            Kind.BEHAVIOUR,
        ),
    ]
    fit_note_ends_in_work: Annotated[
        float,
        Parameter("Further end of a fit note, once settled in a job", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    settled_in_work: Annotated[
        int,
        Parameter("Months in a job after which a health journey may end by it", Unit.MONTHS, Kind.BEHAVIOUR, 0, 24),
    ]
    element_reference: Annotated[
        float,
        Parameter(
            "Gain from the LCWRA element at which fit notes were measured, at April 2025 prices",
            Unit.PENCE_A_MONTH,
            Kind.BEHAVIOUR,
            low=1,
        ),
    ]
    element_elasticity: Annotated[
        float,
        Parameter(
            "Response of fit notes to what the LCWRA element would add to the person's own award",
            Unit.ELASTICITY,
            Kind.BEHAVIOUR,
            low=0,
            high=2,
        ),
    ]
    replaced_share: Annotated[
        float,
        Parameter("Lost benefits for ill health that other benefits replace", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    replacement_months: Annotated[
        int,
        Parameter("Months within which such a claim follows a loss", Unit.MONTHS, Kind.BEHAVIOUR, low=1, high=60),
    ]
    replaceable_share: Annotated[
        float,
        Parameter("Lost money whose losers are ill and have another benefit to claim", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    replacement_granted: Annotated[
        float,
        Parameter(
            "Fit notes, and claims of new-style ESA, after the loss of PIP or ADP that end in an award",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    new_style_esa: Annotated[
        float, Parameter("New-style ESA claim of an ill person with recent work", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    new_style_recent_work: Annotated[
        int,
        Parameter(
            "Months since work within which contributions give new-style ESA",
            Unit.MONTHS,
            Kind.LAW,
            low=1,
            high=48,
        ),
    ]
    new_style_support_share_mild: Annotated[
        float,
        Parameter(
            "New-style ESA decisions of people whose work is not limited that end in the support group",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    new_style_support_share_work_limiting: Annotated[
        float,
        Parameter(
            "New-style ESA decisions with a work-limiting condition that end in the support group",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    new_style_support_share_severe: Annotated[
        float,
        Parameter(
            "New-style ESA decisions with a severe condition that end in the support group", Unit.SHARE, Kind.BEHAVIOUR
        ),
    ]
    new_style_fit_share_mild: Annotated[
        float,
        Parameter(
            "New-style ESA decisions of people whose work is not limited that are found fit for work",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    new_style_fit_share_work_limiting: Annotated[
        float,
        Parameter(
            "New-style ESA decisions with a work-limiting condition that are found fit for work",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    new_style_fit_share_severe: Annotated[
        float,
        Parameter(
            "New-style ESA decisions with a severe condition that are found fit for work", Unit.SHARE, Kind.BEHAVIOUR
        ),
    ]
    new_style_ends: Annotated[
        float,
        Parameter(
            "End of new-style ESA in the support group, for all reasons but work, pension age and death",
            Unit.HAZARD,
            Kind.BEHAVIOUR,
        ),
    ]
    linked_claim: Annotated[
        float,
        Parameter(
            "New-style ESA claim of an ill person whose ESA ended within twelve weeks", Unit.HAZARD, Kind.BEHAVIOUR
        ),
    ]
    credits_only_ends: Annotated[
        float,
        Parameter(
            "End of a credits-only award, for all reasons but work, pension age and death", Unit.HAZARD, Kind.BEHAVIOUR
        ),
    ]
    migration_claims: Annotated[
        float,
        Parameter("People sent a migration notice on income-related ESA who claim UC", Unit.SHARE, Kind.SERVICE),
    ]
    migration_keeps_esa: Annotated[
        float,
        Parameter(
            "Support-group members moved from income-related ESA who keep new-style ESA", Unit.SHARE, Kind.SERVICE
        ),
    ]
    migration_notice: Annotated[
        int,
        Parameter("Months from a migration notice to its deadline", Unit.MONTHS, Kind.LAW, low=1, high=12),
    ]
    assessment_phase: Annotated[
        int, Parameter("Months of the ESA assessment phase", Unit.MONTHS, Kind.LAW, low=1, high=12)
    ]


class Assessment(NamedTuple):
    """The Work Capability Assessment: queue, decisions and reassessment."""

    referral_after: Annotated[int, Parameter("Months from fit note to referral", Unit.MONTHS, Kind.LAW, low=0, high=12)]
    capacity: Annotated[
        float, Parameter("Assessments that Great Britain can complete", Unit.PEOPLE_A_MONTH, Kind.SERVICE)
    ]
    face_to_face_measured: Annotated[
        float, Parameter("Share of assessments face to face at which `capacity` holds", Unit.SHARE, Kind.SERVICE)
    ]
    face_to_face_share: Annotated[float, Parameter("Assessments held face to face", Unit.SHARE, Kind.SERVICE)]
    face_to_face_time: Annotated[
        float,
        Parameter(
            "Time that a face-to-face assessment takes relative to a remote one",
            Unit.RATIO,
            Kind.SERVICE,
            low=0.5,
            high=5,
        ),
    ]
    paper_share: Annotated[float, Parameter("Assessments on paper, of all", Unit.SHARE, Kind.SERVICE)]
    paper_share_severe: Annotated[
        float, Parameter("Assessments of the severely ill that are on paper", Unit.SHARE, Kind.SERVICE)
    ]
    paper_share_others: Annotated[float, Parameter("Assessments of others that are on paper", Unit.SHARE, Kind.SERVICE)]
    face_to_face_lcwra_odds: Annotated[
        float,
        Parameter(
            "Odds of LCWRA face to face relative to a remote assessment, as published",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.1,
            high=10,
        ),
    ]
    face_to_face_fit_odds: Annotated[
        float,
        Parameter(
            "Odds of fit for work face to face relative to a remote assessment, as published",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.1,
            high=10,
        ),
    ]
    face_to_face_causal: Annotated[
        float,
        Parameter(
            "Part of these odds, in logarithms, that the mode itself brings; the rest is who is seen",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    reassessments: Annotated[
        float,
        Parameter("Assessments, within capacity, that may go to reassessment", Unit.PEOPLE_A_MONTH, Kind.SERVICE),
    ]
    reassessment_share: Annotated[
        float,
        Parameter(
            "Capacity kept for reassessments before first claims (0 first claims first, 1 reassessments first)",
            Unit.SHARE,
            Kind.SERVICE,
        ),
    ]
    prognosis_share: Annotated[
        float,
        Parameter(
            "Reassessments kept for people whose prognosis is over, before changes that people reported",
            Unit.SHARE,
            Kind.SERVICE,
        ),
    ]
    reassess_on_work: Annotated[
        float,
        Parameter("People on LCW or LCWRA whom a new job sends to a reassessment", Unit.SHARE, Kind.SERVICE),
    ]
    lcwra_share_mild: Annotated[
        float, Parameter("Initial decisions with LCWRA, mild condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    lcwra_share_work_limiting: Annotated[
        float, Parameter("Initial decisions with LCWRA, work-limiting condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    lcwra_share_severe: Annotated[
        float, Parameter("Initial decisions with LCWRA, severe condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    lcw_share_mild: Annotated[
        float, Parameter("Initial decisions with LCW, mild condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    lcw_share_work_limiting: Annotated[
        float, Parameter("Initial decisions with LCW, work-limiting condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    lcw_share_severe: Annotated[
        float, Parameter("Initial decisions with LCW, severe condition", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    mental_health_odds: Annotated[
        float,
        Parameter(
            "Odds of LCWRA with a mental health condition relative to others",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.2,
            high=5,
        ),
    ]
    repeat_lcwra_odds: Annotated[
        float,
        Parameter(
            "Odds of LCWRA at reassessment relative to an initial decision",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.05,
            high=20,
        ),
    ]
    repeat_fit_odds: Annotated[
        float,
        Parameter(
            "Odds of fit for work, once not LCWRA, at reassessment relative to an initial decision",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.01,
            high=20,
        ),
    ]
    lifelong_share: Annotated[
        float,
        Parameter(
            "LCWRA decisions on a severe condition that meet the severe conditions criteria",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    terminal_share: Annotated[
        float,
        Parameter(
            "Fit notes on a severe neurological or other physical condition that are in terminal illness",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    substantial_risk: Annotated[bool, Parameter("Substantial risk is a route to LCWRA", Unit.SWITCH, Kind.LAW)]
    substantial_risk_share_mental: Annotated[
        float,
        Parameter("LCWRA decisions through substantial risk, mental health condition", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    substantial_risk_share_other: Annotated[
        float, Parameter("LCWRA decisions through substantial risk, other conditions", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    prognosis: Annotated[
        int,
        Parameter(
            "Mean months from an LCWRA or LCW decision to the reassessment that is due",
            Unit.MONTHS,
            Kind.SERVICE,
            low=3,
            high=120,
        ),
    ]
    prognosis_spread: Annotated[
        float,
        Parameter(
            "Half the range of those months, as a share of their mean; all lengths alike", Unit.SHARE, Kind.SERVICE
        ),
    ]
    lcw_worsening: Annotated[
        float,
        Parameter("Worse health reported by people with LCW, who are referred again", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    leaves: Annotated[
        float,
        Parameter("Leaving LCW or LCWRA of a limited person of mean employability", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    leaves_ratio_recovered: Annotated[
        float,
        Parameter(
            "Leaving LCW or LCWRA once work is not limited, relative to limited", Unit.RATIO, Kind.BEHAVIOUR, 0, 20
        ),
    ]
    leaves_ratio_severe: Annotated[
        float, Parameter("Leaving LCW or LCWRA if severely ill, relative to limited", Unit.RATIO, Kind.BEHAVIOUR, 0, 2)
    ]
    leaves_employability: Annotated[
        float,
        Parameter("Rise of the logarithm of leaving with one of employability", Unit.RATIO, Kind.BEHAVIOUR, 0, 3),
    ]
    leaves_ratio_lcw: Annotated[float, Parameter("Leaving LCW, relative to LCWRA", Unit.RATIO, Kind.BEHAVIOUR, 0, 20)]
    lcw_leaves_in_work: Annotated[
        float, Parameter("Further leaving of LCW, once settled in a job", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    lcwra_leaves_in_work: Annotated[
        float, Parameter("Further leaving of LCWRA, once settled in a job", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    fit_note_without_decision: Annotated[
        int,
        Parameter(
            "Months after which a fit note ends that can bring no decision, the WCA being abolished",
            Unit.MONTHS,
            Kind.SERVICE,
            low=1,
            high=60,
        ),
    ]
    pip_gateway_from: Annotated[
        int,
        Parameter(
            "Month from which PIP or ADP daily living, and no longer the WCA, brings the LCWRA element",
            Unit.MONTH,
            Kind.LAW,
            low=JANUARY_2000,
        ),
    ]
    pip_gateway_protects: Annotated[
        bool,
        Parameter("LCW and LCWRA on fit notes from before `pip_gateway_from` are kept", Unit.SWITCH, Kind.LAW),
    ]


class WcaDisputes(NamedTuple):
    """Disputed WCA decisions: mandatory reconsideration, then the tribunal."""

    reconsideration_share: Annotated[
        float, Parameter("Fit-for-work and LCW decisions of which reconsideration is asked", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    reconsideration_months: Annotated[
        int, Parameter("Months from decision to reconsideration", Unit.MONTHS, Kind.SERVICE, low=1, high=24)
    ]
    reconsideration_success: Annotated[
        float, Parameter("Reconsiderations that change the decision", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    tribunal_share: Annotated[
        float, Parameter("Decisions unchanged at reconsideration that go to the tribunal", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    tribunal_months: Annotated[
        int,
        Parameter("Months from reconsideration to the end of an appeal", Unit.MONTHS, Kind.SERVICE, low=1, high=36),
    ]
    tribunal_success: Annotated[
        float,
        Parameter("Appeals that change the decision, at or before the hearing", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    changed_to_lcwra: Annotated[
        float,
        Parameter(
            "Fit-for-work decisions, once changed, that become LCWRA; the others LCW", Unit.SHARE, Kind.BEHAVIOUR
        ),
    ]
