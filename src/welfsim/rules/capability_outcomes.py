"""What a Work Capability Assessment finds: the chance of each outcome by severity, condition and repetition."""

from __future__ import annotations

from welfsim.compiled import rule
from welfsim.draws import Decision
from welfsim.rules.luck import chance_since
from welfsim.rules.modes import (
    causal_odds,
    face_to_face_of_rest,
    mode_of,
    paper_chance,
    share_in_mode,
    share_over_modes,
)
from welfsim.rules.odds import with_odds
from welfsim.rules.standing import by_severity
from welfsim.vocabulary.codes import LcwraRoute, Severity, WcaOutcome
from welfsim.vocabulary.parameters import Assessment
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock


@rule
def lcwra_share(severity: int, is_mental: bool, is_repeat: bool, p: Assessment) -> float:
    """Return the chance that a decision is LCWRA.

    One share a severity, its odds times ratios for mental health and for repeat decisions. For decisions of the WCA.
    Source: DWP WCA statistics, June to August 2024, on an assumed mix of severity, in `assessment.lcwra_share_*`.
    """
    mild, limited, severe = p.lcwra_share_mild, p.lcwra_share_work_limiting, p.lcwra_share_severe
    share = by_severity(severity, mild, mild, limited, severe)
    if is_mental:
        share = with_odds(share, p.mental_health_odds)
    return with_odds(share, p.repeat_lcwra_odds) if is_repeat else share


@rule
def fit_share(severity: int, is_repeat: bool, p: Assessment) -> float:
    """Return the chance that a decision which is not LCWRA finds the person fit for work.

    1 less LCWRA and LCW, over 1 less LCWRA, by severity; for repeat decisions its odds times `repeat_fit_odds`.
    Source: DWP WCA statistics, June to August 2024, on an assumed mix of severity, in `assessment.lcw_share_*`.
    """
    rest = 1.0 - lcwra_share(severity, False, False, p)
    mild, limited, severe = p.lcw_share_mild, p.lcw_share_work_limiting, p.lcw_share_severe
    lcw = by_severity(severity, mild, mild, limited, severe)
    share = max(rest - lcw, 0.0) / rest if rest > 0.0 else 0.0
    return with_odds(share, p.repeat_fit_odds) if is_repeat else share


@rule
def wca_mode(person: Persons, i: int, p: Assessment, clock: Clock) -> int:
    """Return how the assessment of person `i`, held this month, is held: some of the severely ill are not seen."""
    is_severe = bool(person.severity[i] == Severity.SEVERE)
    paper = paper_chance(is_severe, p.paper_share_severe, p.paper_share_others)
    draw = chance_since(person, i, Decision.WCA_MODE, int(person.referred_month[i]), clock)
    return mode_of(draw, paper, face_to_face_of_rest(p.face_to_face_share, p.paper_share))


@rule
def lcwra_in_mode(lcwra: float, mode: int, p: Assessment) -> float:
    """Return the chance of LCWRA in one mode of assessment, from that over the modes in which it was counted.

    Source: DWP, 2024, by mode, of which a part is the mode itself, in `assessment.face_to_face_*`.
    """
    measured = face_to_face_of_rest(p.face_to_face_measured, p.paper_share)
    return share_in_mode(lcwra, mode, measured, causal_odds(p.face_to_face_lcwra_odds, p.face_to_face_causal))


@rule
def fit_in_mode(fit: float, lcwra: float, mode: int, p: Assessment) -> float:
    """Return the chance of fit for work in one mode, from that over modes; with `lcwra` in that mode at most 1.

    Source: DWP, 2024, by mode, of which a part is the mode itself, in `assessment.face_to_face_*`.
    """
    measured = face_to_face_of_rest(p.face_to_face_measured, p.paper_share)
    odds = causal_odds(p.face_to_face_fit_odds, p.face_to_face_causal)
    return min(share_in_mode(fit, mode, measured, odds), 1.0 - lcwra)


@rule
def lcwra_over_modes(lcwra: float, severity: int, p: Assessment) -> float:
    """Return the chance of LCWRA before it is known how an assessment will be held."""
    paper = paper_chance(severity == Severity.SEVERE, p.paper_share_severe, p.paper_share_others)
    now = face_to_face_of_rest(p.face_to_face_share, p.paper_share)
    measured = face_to_face_of_rest(p.face_to_face_measured, p.paper_share)
    return share_over_modes(lcwra, paper, now, measured, causal_odds(p.face_to_face_lcwra_odds, p.face_to_face_causal))


@rule
def risk_share(is_mental: bool, p: Assessment) -> float:
    """Return the share of LCWRA decisions that rest on substantial risk (UC Regs Schedule 9 para 4).

    One constant for mental health, one for other conditions. Source: DWP, 2023, for the total; the split is assumed.
    """
    return p.substantial_risk_share_mental if is_mental else p.substantial_risk_share_other


@rule
def outcome_of(share: float, lcwra: float, risk: float, fit: float, p: Assessment) -> int:
    """Return the outcome of a decision from its draw: LCWRA, LCW, fit for work from the lowest.

    The highest draws of LCWRA rest on substantial risk. Without that route they are LCW, since substantial risk in
    being found fit for work (Schedule 8 para 4) stays.
    """
    if share < lcwra * (1.0 - risk) or (share < lcwra and p.substantial_risk):
        return WcaOutcome.LCWRA.value
    return WcaOutcome.LCW.value if share < 1.0 - fit else WcaOutcome.FIT_FOR_WORK.value


@rule
def route_after_lcw(route: int) -> int:
    """Return the route recorded for LCWRA found after LCW: a change of condition, unless it is substantial risk."""
    return (
        LcwraRoute.SUBSTANTIAL_RISK.value
        if route == LcwraRoute.SUBSTANTIAL_RISK
        else LcwraRoute.CHANGE_OF_CONDITION.value
    )


@rule
def route_of(share: float, lcwra: float, risk: float) -> int:
    """Return the route to LCWRA of a draw that finds it."""
    return LcwraRoute.SUBSTANTIAL_RISK.value if share >= lcwra * (1.0 - risk) else LcwraRoute.DESCRIPTORS.value
