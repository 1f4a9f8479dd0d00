"""How an assessment is held: on paper, by telephone or video, or face to face, and what that does to what it finds."""

from __future__ import annotations

from math import sqrt

from welfsim.compiled import rule
from welfsim.rules.odds import with_odds
from welfsim.vocabulary.codes import AssessmentMode


@rule
def paper_chance(is_severe: bool, severe: float, others: float) -> float:
    """Return the chance that an assessment is made on paper: of the severely ill, or of others."""
    return severe if is_severe else others


@rule
def face_to_face_of_rest(face_to_face: float, paper: float) -> float:
    """Return the share face to face of assessments not on paper, from the shares of both among all; at most 1."""
    return 0.0 if paper >= 1.0 else min(face_to_face / (1.0 - paper), 1.0)


@rule
def mode_of(draw: float, paper: float, face_to_face: float) -> int:
    """Return how an assessment is held, from a draw of 0 to 1.

    The lowest draws are on paper, with the chance `paper`; the highest of the rest face to face, with the chance
    `face_to_face` of those not on paper. So more face to face moves people from a remote assessment, nobody from paper.
    """
    if draw < paper:
        return AssessmentMode.PAPER.value
    is_face_to_face = draw >= 1.0 - (1.0 - paper) * face_to_face
    return AssessmentMode.FACE_TO_FACE.value if is_face_to_face else AssessmentMode.REMOTE.value


@rule
def causal_odds(published: float, causal: float) -> float:
    """Return what holding an assessment face to face does to the odds of an outcome.

    The published ratio to remote ones to the power of the part that is not selection: 1 at 0, all of it at 1.
    """
    return float(published**causal)


@rule
def remote_share(share: float, measured: float, odds: float) -> float:
    """Return the share with an outcome among remote assessments that leaves `share` for both kinds together.

    `measured` of them were face to face when the share was counted, at `odds` times the odds of the remote ones. The
    root between 0 and 1 of a quadratic; exactly `share` at odds of 1.
    """
    if odds == 1.0 or share <= 0.0 or share >= 1.0:
        return share
    square = (1.0 - measured) * (odds - 1.0)
    linear = measured * odds + 1.0 - measured - share * (odds - 1.0)
    return float(min(2.0 * share / (linear + sqrt(max(linear * linear + 4.0 * square * share, 0.0))), 1.0))


@rule
def share_in_mode(share: float, mode: int, measured: float, odds: float) -> float:
    """Return the share with an outcome in one mode. On paper it is that of the severity: no effect of its own."""
    if mode == AssessmentMode.PAPER or odds == 1.0:
        return share
    remote = remote_share(share, measured, odds)
    return with_odds(remote, odds) if mode == AssessmentMode.FACE_TO_FACE else remote


@rule
def share_over_modes(share: float, paper: float, face_to_face: float, measured: float, odds: float) -> float:
    """Return the share with an outcome over all modes, before one is drawn; `share` again where `measured` still holds.

    `paper` is the chance of paper; `face_to_face` and `measured` are shares of the rest, now and at the count.
    """
    if odds == 1.0:
        return share
    remote = remote_share(share, measured, odds)
    return paper * share + (1.0 - paper) * (remote + face_to_face * (with_odds(remote, odds) - remote))
