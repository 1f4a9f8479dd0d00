"""PIP and ADP: rates, claims, reviews, disputes and points."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.fields import Kind, Parameter, Unit
from welfsim.vocabulary.parameters.benefits import JANUARY_2000


class DisabilityRates(NamedTuple):
    """Rates of Personal Independence Payment and Adult Disability Payment."""

    pip_daily_living_standard: Annotated[int, Parameter("PIP daily living, standard rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    pip_daily_living_enhanced: Annotated[int, Parameter("PIP daily living, enhanced rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    pip_mobility_standard: Annotated[int, Parameter("PIP mobility, standard rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    pip_mobility_enhanced: Annotated[int, Parameter("PIP mobility, enhanced rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    adp_daily_living_standard: Annotated[int, Parameter("ADP daily living, standard rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    adp_daily_living_enhanced: Annotated[int, Parameter("ADP daily living, enhanced rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    adp_mobility_standard: Annotated[int, Parameter("ADP mobility, standard rate", Unit.PENCE_A_WEEK, Kind.LAW)]
    adp_mobility_enhanced: Annotated[int, Parameter("ADP mobility, enhanced rate", Unit.PENCE_A_WEEK, Kind.LAW)]


class DisabilityBenefitSystem(NamedTuple):
    """Claims, decisions, reviews and disputes of one disability benefit."""

    claim_mild: Annotated[float, Parameter("Claim of a person with a mild condition", Unit.HAZARD, Kind.BEHAVIOUR)]
    claim_work_limiting: Annotated[
        float, Parameter("Claim of a person with a work-limiting condition", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    claim_severe: Annotated[float, Parameter("Claim of a person with a severe condition", Unit.HAZARD, Kind.BEHAVIOUR)]
    claim_mental_health: Annotated[
        float,
        Parameter("Claims with a mental health condition, relative to other conditions", Unit.RATIO, Kind.BEHAVIOUR),
    ]
    child_award_until: Annotated[
        int,
        Parameter("Age in months to which the award of a child goes on", Unit.MONTHS, Kind.LAW, 192, 216),
    ]
    child_award_claims: Annotated[
        float, Parameter("People with an award of a child who claim at that age", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    child_award_share: Annotated[float, Parameter("Of these claims, that are awarded", Unit.SHARE, Kind.BEHAVIOUR)]
    claim_ratio_in_work: Annotated[
        float, Parameter("Claims of people in work, relative to people out of work", Unit.RATIO, Kind.BEHAVIOUR)
    ]
    capacity: Annotated[
        float,
        Parameter("Claims and reviews that can be decided with no face-to-face", Unit.PEOPLE_A_MONTH, Kind.SERVICE),
    ]
    face_to_face: Annotated[float, Parameter("Decisions after a face-to-face assessment", Unit.SHARE, Kind.SERVICE)]
    face_to_face_time: Annotated[
        float,
        Parameter("Capacity that one takes, relative to others", Unit.RATIO, Kind.SERVICE, low=1.0, high=5.0),
    ]
    paper_share: Annotated[float, Parameter("Assessments on paper, of all", Unit.SHARE, Kind.SERVICE)]
    paper_share_severe: Annotated[
        float, Parameter("Assessments of the severely ill that are on paper", Unit.SHARE, Kind.SERVICE)
    ]
    paper_share_others: Annotated[float, Parameter("Assessments of others that are on paper", Unit.SHARE, Kind.SERVICE)]
    face_to_face_measured: Annotated[
        float,
        Parameter("Decisions after a face-to-face assessment when `award_share` was counted", Unit.SHARE, Kind.SERVICE),
    ]
    face_to_face_award_odds: Annotated[
        float,
        Parameter(
            "Odds of an award of a new claim face to face relative to a remote assessment, as published",
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
    reviews_first: Annotated[
        float, Parameter("Capacity kept for reviews first; what either leaves is the other's", Unit.SHARE, Kind.SERVICE)
    ]
    clearance: Annotated[
        int,
        Parameter("Months that a review takes without a queue", Unit.MONTHS, Kind.SERVICE, low=0, high=24),
    ]
    claim_ready_months: Annotated[
        int,
        Parameter("Months in which the soonest claims are ready to be decided", Unit.MONTHS, Kind.SERVICE, high=24),
    ]
    claim_late_share: Annotated[float, Parameter("Claims that are ready later than that", Unit.SHARE, Kind.SERVICE)]
    claim_late_months: Annotated[
        float, Parameter("Mean months by which they are later", Unit.MONTHS, Kind.SERVICE, low=1.0, high=24.0)
    ]
    award_share: Annotated[float, Parameter("New claims that are awarded", Unit.SHARE, Kind.BEHAVIOUR)]
    award_severe: Annotated[
        float, Parameter("Severely ill: award of a claim, relative to all", Unit.RATIO, Kind.BEHAVIOUR, high=5.0)
    ]
    award_work_limiting: Annotated[
        float, Parameter("Work-limiting: award of a claim, relative to all", Unit.RATIO, Kind.BEHAVIOUR, high=5.0)
    ]
    award_mild: Annotated[
        float,
        Parameter("Mild or recovered: award of a claim, relative to all", Unit.RATIO, Kind.BEHAVIOUR, high=5.0),
    ]
    claim_employability: Annotated[
        float,
        Parameter(
            "Fall of the logarithm of claims with one of employability", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3
        ),
    ]
    claim_frailty: Annotated[
        float,
        Parameter("Rise of the logarithm of claims with one of frailty", Unit.RATIO, Kind.BEHAVIOUR, low=0, high=3),
    ]
    award_recent: Annotated[
        float,
        Parameter(
            "Limited by ill health for less than two years: award of a claim, relative to those limited for longer",
            Unit.RATIO,
            Kind.BEHAVIOUR,
        ),
    ]
    enhanced_severe: Annotated[
        float,
        Parameter(
            "Severely ill: enhanced daily living, relative to the share of their condition", Unit.RATIO, Kind.BEHAVIOUR
        ),
    ]
    enhanced_others: Annotated[
        float,
        Parameter(
            "Others: enhanced daily living, relative to the share of their condition", Unit.RATIO, Kind.BEHAVIOUR
        ),
    ]
    award_short_share: Annotated[float, Parameter("New awards that run up to two years", Unit.SHARE, Kind.SERVICE)]
    award_ongoing_share: Annotated[float, Parameter("New awards that are ongoing", Unit.SHARE, Kind.SERVICE)]
    award_short_months: Annotated[
        int, Parameter("Mean months to review of those short awards", Unit.MONTHS, Kind.SERVICE, low=3, high=60)
    ]
    award_longer_months: Annotated[
        int, Parameter("Mean months to review of other fixed new awards", Unit.MONTHS, Kind.SERVICE, low=6, high=180)
    ]
    award_ongoing_months: Annotated[
        int, Parameter("Months to the review of an ongoing award", Unit.MONTHS, Kind.SERVICE, low=12, high=180)
    ]
    award_renewed_months: Annotated[
        int, Parameter("Mean months to review of an award kept at a review", Unit.MONTHS, Kind.SERVICE, low=6, high=180)
    ]
    award_shortest_months: Annotated[
        int, Parameter("Fewest months to the first review, from age 25", Unit.MONTHS, Kind.SERVICE, high=180)
    ]
    award_shortest_renewed_months: Annotated[
        int, Parameter("Fewest months to a later review, from age 25", Unit.MONTHS, Kind.SERVICE, high=180)
    ]
    review_stops: Annotated[float, Parameter("Planned reviews that end the award", Unit.SHARE, Kind.BEHAVIOUR)]
    review_raises: Annotated[
        float, Parameter("Planned reviews that raise an award that can rise", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    review_lowers: Annotated[
        float, Parameter("Planned reviews that lower an award that can fall and go on", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    review_recovered: Annotated[
        float,
        Parameter(
            "End of the award at a review once work is not limited, relative to others", Unit.RATIO, Kind.BEHAVIOUR
        ),
    ]
    review_severe: Annotated[
        float,
        Parameter(
            "End of the award of the severely ill at a review or reported change, relative to all",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=10,
        ),
    ]
    review_limited: Annotated[
        float,
        Parameter(
            "End of the award of the work-limited at a review or reported change, relative to all",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=10,
        ),
    ]
    raises_severe: Annotated[
        float,
        Parameter(
            "Rise of the award of the severely ill at a review or reported change, relative to all",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=10,
        ),
    ]
    raises_limited: Annotated[
        float,
        Parameter(
            "Rise of the award of the work-limited at a review or reported change, relative to all",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=10,
        ),
    ]
    review_moves_mobility: Annotated[
        float,
        Parameter("Mobility moved by a review where either component can be", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    change_reported: Annotated[
        float, Parameter("Report of a change, by those below the highest award", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    change_stops: Annotated[float, Parameter("Reported changes that end the award", Unit.SHARE, Kind.BEHAVIOUR)]
    change_raises: Annotated[
        float, Parameter("Reported changes that raise an award that can rise", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    change_lowers: Annotated[
        float, Parameter("Reported changes that lower an award that can fall and go on", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    leaves: Annotated[
        float,
        Parameter("End of an award outside reviews, except by death and pension age", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    leaves_recovered: Annotated[
        float,
        Parameter(
            "End of an award outside reviews once work is not limited, on top of others", Unit.HAZARD, Kind.BEHAVIOUR
        ),
    ]
    reconsideration_share: Annotated[
        float, Parameter("Refused claims, ended and lowered awards that are disputed", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    reconsideration_months: Annotated[
        int, Parameter("Months that a reconsideration takes", Unit.MONTHS, Kind.SERVICE, low=1, high=36)
    ]
    reconsideration_success: Annotated[
        float, Parameter("Reconsiderations that give or restore an award", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    tribunal_share: Annotated[
        float, Parameter("Reconsiderations lost that go on to a tribunal", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    tribunal_months: Annotated[
        int, Parameter("Months that an appeal to the tribunal takes", Unit.MONTHS, Kind.SERVICE, low=1, high=36)
    ]
    tribunal_success: Annotated[
        float, Parameter("Appeals that give or restore an award, lapsed ones included", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    mobility_share: Annotated[
        float, Parameter("Awards of daily living that also have mobility", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    mobility_enhanced_share: Annotated[
        float, Parameter("Mobility awards at the enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    mobility_only_share: Annotated[float, Parameter("Awards that have mobility alone", Unit.SHARE, Kind.BEHAVIOUR)]
    mobility_only_enhanced_share: Annotated[
        float, Parameter("Mobility alone at the enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    four_point_rule_from: Annotated[
        int,
        Parameter(
            "Month from whose claims on daily living needs four points in one activity",
            Unit.MONTH,
            Kind.LAW,
            low=JANUARY_2000,
        ),
    ]
    four_point_at_reviews: Annotated[
        bool, Parameter("The four-point rule acts at reviews from that month too", Unit.SWITCH, Kind.LAW)
    ]


class Points(NamedTuple):
    """Points of daily living: awards at the enhanced rate and without four in an activity, and who is found at four."""

    enhanced_mental_health: Annotated[float, Parameter("Mental health: enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)]
    enhanced_musculoskeletal: Annotated[float, Parameter("Musculoskeletal: enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)]
    enhanced_neurological: Annotated[
        float, Parameter("Neurological and learning: enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    enhanced_other_physical: Annotated[float, Parameter("Other conditions: enhanced rate", Unit.SHARE, Kind.BEHAVIOUR)]

    below_four_mental_health_standard: Annotated[
        float,
        Parameter("Mental health, standard rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_mental_health_enhanced: Annotated[
        float,
        Parameter("Mental health, enhanced rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_musculoskeletal_standard: Annotated[
        float,
        Parameter("Musculoskeletal, standard rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_musculoskeletal_enhanced: Annotated[
        float,
        Parameter("Musculoskeletal, enhanced rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_neurological_standard: Annotated[
        float,
        Parameter("Neurological and learning, standard rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_neurological_enhanced: Annotated[
        float,
        Parameter("Neurological and learning, enhanced rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_other_physical_standard: Annotated[
        float,
        Parameter("Other conditions, standard rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    below_four_other_physical_enhanced: Annotated[
        float,
        Parameter("Other conditions, enhanced rate: no activity at four points", Unit.SHARE, Kind.BEHAVIOUR),
    ]

    found_at_once: Annotated[
        float,
        Parameter("Below four points in each activity: found at four when a rule begins", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    found_in_the_end: Annotated[
        float,
        Parameter("Below four points in each activity: found at four in the end", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    found_months: Annotated[
        int,
        Parameter("Months in which 63% of the way between them is gone", Unit.MONTHS, Kind.BEHAVIOUR, low=1, high=240),
    ]
