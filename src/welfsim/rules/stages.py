"""In which stage of each pipeline a person stands at the month's end, read from the state as it is.

A pipeline is a set of stages of which each person is in exactly one: health, the Work Capability Assessment, PIP and
ADP, ESA, and Universal Credit. All end alike: not yet arrived, past pension age, dead. A stage is not a second truth
beside the state; a process that adds to the state adds a stage to the rule, and nothing else.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, move, rule
from welfsim.rules.standing import awaits_review, has_disability_benefit
from welfsim.vocabulary.codes import (
    CreditStage,
    DisabilityStage,
    DisputeStage,
    EsaGroup,
    EsaKind,
    EsaStage,
    HealthGroup,
    HealthStage,
    Job,
    Pipeline,
    PipRate,
    Presence,
    Referral,
    Regime,
    Severity,
    Wait,
    WcaDisputeStage,
    WorkCapabilityStage,
)
from welfsim.vocabulary.state import Persons, State

UNKNOWN_START = 0
PIPELINES = len(Pipeline)

Cells = NDArray[np.int64]

_NOT_ARRIVED = int(HealthStage.NOT_ARRIVED)  # the ends have the same numbers in every pipeline
_PENSION_AGE = int(HealthStage.PENSION_AGE)
_DEAD = int(HealthStage.DEAD)
_NO_ILLNESS = int(HealthStage.NO_ILLNESS)

_OFF_UC_IN_WORK = int(WorkCapabilityStage.OFF_UC_IN_WORK)
_OFF_UC_OUT_OF_WORK = int(WorkCapabilityStage.OFF_UC_OUT_OF_WORK)
_UC_IN_WORK = int(WorkCapabilityStage.UC_IN_WORK)
_UC_OUT_OF_WORK = int(WorkCapabilityStage.UC_OUT_OF_WORK)
_FIT_IN_RECONSIDERATION = int(WorkCapabilityStage.FIT_IN_RECONSIDERATION)
_FIT_AT_TRIBUNAL = int(WorkCapabilityStage.FIT_AT_TRIBUNAL)
_FIT_NOTE = int(WorkCapabilityStage.FIT_NOTE)
_AWAITING_ASSESSMENT = int(WorkCapabilityStage.AWAITING_ASSESSMENT)
_LCW = int(WorkCapabilityStage.LCW)
_LCW_AWAITING = int(WorkCapabilityStage.LCW_AWAITING_REASSESSMENT)
_LCWRA = int(WorkCapabilityStage.LCWRA)
_LCWRA_AWAITING = int(WorkCapabilityStage.LCWRA_AWAITING_REASSESSMENT)

_NO_AWARD = int(DisabilityStage.NO_AWARD)
_CLAIM_WAITING = int(DisabilityStage.CLAIM_WAITING)
_IN_RECONSIDERATION = int(DisabilityStage.IN_RECONSIDERATION)
_AT_TRIBUNAL = int(DisabilityStage.AT_TRIBUNAL)
_MOBILITY_ONLY = int(DisabilityStage.MOBILITY_ONLY)
_STANDARD = int(DisabilityStage.STANDARD_DAILY_LIVING)
_ENHANCED = int(DisabilityStage.ENHANCED_DAILY_LIVING)
_AWAITING_REVIEW = int(DisabilityStage.AWARD_AWAITING_REVIEW)

_ESA_IN_WORK = int(EsaStage.IN_WORK)
_ESA_UC_HEALTH = int(EsaStage.UC_HEALTH)
_ESA_OUT_OF_WORK = int(EsaStage.OUT_OF_WORK)
_INSURANCE = int(EsaStage.UNEMPLOYMENT_INSURANCE)
_NEW_STYLE = int(EsaStage.NEW_STYLE_ASSESSMENT)
_INCOME_RELATED = int(EsaStage.INCOME_RELATED_ASSESSMENT)
_FIRST_GROUP = int(EsaGroup.ASSESSMENT)

_NEW_CLAIM = int(CreditStage.NEW_CLAIM)
_FIRST_REGIME = int(Regime.NO_REQUIREMENTS)

LAST_SINGLE = int(Wait.MONTHS_12)
_TO_18 = int(Wait.MONTHS_13_TO_18)
_TO_24 = int(Wait.MONTHS_19_TO_24)
_TO_36 = int(Wait.MONTHS_25_TO_36)
_TO_48 = int(Wait.MONTHS_37_TO_48)
_TO_60 = int(Wait.MONTHS_49_TO_60)
_OVER_60 = int(Wait.OVER_60_MONTHS)


@rule
def absent_stage(presence: int) -> int:
    """Return the stage, in any pipeline, of a person who is not of working age."""
    if presence == Presence.DEAD:
        return _DEAD
    return _PENSION_AGE if presence == Presence.PENSION_AGE else _NOT_ARRIVED


@rule
def health_stage(person: Persons, i: int) -> int:
    """Return the stage of person `i`, present, on the ladder of severity."""
    return _NO_ILLNESS + int(person.severity[i])


@rule
def work_capability_stage(person: Persons, i: int, on_uc: bool) -> int:
    """Return the stage of person `i`, present, on the way from Universal Credit to LCWRA and back.

    A dispute is a stage only where there is no health group: being found fit for work is disputed, or LCW that has
    ended meanwhile. A new fit note, LCW or LCWRA goes before it.
    """
    in_work = person.job[i] != Job.OUT
    if not on_uc:
        return _OFF_UC_IN_WORK if in_work else _OFF_UC_OUT_OF_WORK
    group = person.health_group[i]
    awaits = person.referral[i] != Referral.NONE
    if group == HealthGroup.LCWRA:
        return _LCWRA_AWAITING if awaits else _LCWRA
    if group == HealthGroup.LCW:
        return _LCW_AWAITING if awaits else _LCW
    if group == HealthGroup.PRE_WCA:
        return _AWAITING_ASSESSMENT if awaits else _FIT_NOTE
    if person.wca_dispute_stage[i] == WcaDisputeStage.RECONSIDERATION:
        return _FIT_IN_RECONSIDERATION
    if person.wca_dispute_stage[i] == WcaDisputeStage.TRIBUNAL:
        return _FIT_AT_TRIBUNAL
    return _UC_IN_WORK if in_work else _UC_OUT_OF_WORK


@rule
def disability_stage(person: Persons, i: int, month: int) -> int:
    """Return the stage of person `i`, present, in PIP or ADP at the end of a month.

    An award counts before a claim or a dispute, and a review due before the rate of the award.
    """
    if has_disability_benefit(person, i):
        if awaits_review(person, i, month):
            return _AWAITING_REVIEW
        if person.daily_living[i] == PipRate.ENHANCED:
            return _ENHANCED
        return _STANDARD if person.daily_living[i] == PipRate.STANDARD else _MOBILITY_ONLY
    if person.pip_claim_month[i] != 0:
        return _CLAIM_WAITING
    if person.pip_dispute_month[i] == 0:
        return _NO_AWARD
    return _AT_TRIBUNAL if person.pip_dispute_stage[i] == DisputeStage.TRIBUNAL else _IN_RECONSIDERATION


@rule
def esa_stage(person: Persons, i: int) -> int:
    """Return the stage of person `i`, present, in ESA; without ESA where the person stands instead."""
    if person.esa_group[i] == EsaGroup.NONE:
        if person.job[i] != Job.OUT:
            return _ESA_IN_WORK
        return _ESA_OUT_OF_WORK if person.health_group[i] == HealthGroup.NONE else _ESA_UC_HEALTH
    if person.esa_kind[i] == EsaKind.INSURANCE:
        return _INSURANCE
    first = _INCOME_RELATED if person.esa_kind[i] == EsaKind.INCOME_RELATED else _NEW_STYLE
    return first + int(person.esa_group[i]) - _FIRST_GROUP


@rule
def credit_stage(person: Persons, i: int, on_uc: bool) -> int:
    """Return the stage of person `i`, present, in Universal Credit: the conditionality regime of an open claim."""
    if not on_uc:
        return _OFF_UC_OUT_OF_WORK if person.job[i] == Job.OUT else _OFF_UC_IN_WORK
    if person.regime[i] == Regime.NOT_ON_UC:
        return _NEW_CLAIM
    return _NEW_CLAIM + 1 + int(person.regime[i]) - _FIRST_REGIME


@rule
def wait_band(months: int) -> int:
    """Return the band of a number of months, one or more."""
    if months <= LAST_SINGLE:
        return months
    if months <= 24:
        return _TO_18 if months <= 18 else _TO_24
    if months <= 48:
        return _TO_36 if months <= 36 else _TO_48
    return _TO_60 if months <= 60 else _OVER_60


@rule
def known_health_start(person: Persons, i: int) -> int:
    """Return when person `i`'s stage of health began: the start of a limiting spell, else unknown."""
    return int(person.severity_since[i]) if person.severity[i] >= Severity.WORK_LIMITING else UNKNOWN_START


@rule
def known_work_capability_start(person: Persons, i: int, stage: int, uc_since: int) -> int:
    """Return when person `i`'s stage of the Work Capability Assessment began: the latest change that led to it.

    When a dispute came to the tribunal is not held.
    """
    if stage == _FIT_NOTE:
        return int(person.fit_note_since[i])
    if stage in (_FIT_IN_RECONSIDERATION, _LCW, _LCWRA):
        return int(person.group_since[i])
    if stage in (_AWAITING_ASSESSMENT, _LCW_AWAITING, _LCWRA_AWAITING):
        return int(person.referred_month[i])
    if stage in (_UC_IN_WORK, _UC_OUT_OF_WORK):
        work = int(person.job_since[i]) if stage == _UC_IN_WORK else int(person.last_work[i])
        return max(uc_since, work, int(person.group_since[i]))
    return UNKNOWN_START


@rule
def known_disability_start(person: Persons, i: int, stage: int) -> int:
    """Return when person `i` claimed a disability benefit or the review fell due; of other stages it is not held."""
    if stage == _AWAITING_REVIEW:
        return int(person.pip_review_month[i])
    return int(person.pip_claim_month[i]) if stage == _CLAIM_WAITING else UNKNOWN_START


@rule
def known_esa_start(person: Persons, i: int) -> int:
    """Return when person `i`'s ESA group began, else unknown."""
    return int(person.esa_since[i]) if person.esa_group[i] != EsaGroup.NONE else UNKNOWN_START


@rule
def known_credit_start(person: Persons, i: int) -> int:
    """Return when person `i`'s intensive search began; of the other regimes it is not held."""
    return int(person.search_since[i]) if person.regime[i] == Regime.INTENSIVE_SEARCH else UNKNOWN_START


@move
def stand(person: Persons, i: int, pipeline: int, stage: int, since: int) -> None:
    """Write in which stage of a pipeline person `i` stands, and since when; 0 where that is not known."""
    person.stage[i, pipeline] = stage
    person.stage_since[i, pipeline] = since


@move
def pass_stage(
    person: Persons,
    i: int,
    pipeline: int,
    stage: int,
    month: int,
    stocks: Cells,
    flows: Cells,
    waits: Cells,
    months: Cells,
) -> None:
    """Count person `i` in their stage of a pipeline at the end of a month, and a move if they stood in another before.

    `stocks`, `flows`, `waits` and `months` are the account lines of the pipeline.
    """
    d, before = person.district[i], person.stage[i, pipeline]
    stocks[d, stage] += 1
    if stage == before:
        return
    flows[d, before, stage] += 1
    since = int(person.stage_since[i, pipeline])
    if since == UNKNOWN_START:
        waits[d, before, Wait.UNKNOWN] += 1
    else:
        waits[d, before, wait_band(month - since)] += 1
        months[d, before] += month - since
    stand(person, i, pipeline, stage, month)


@kernel
def begin(state: State, month: int) -> None:
    """Write in which stages the people of a new population stand, and since when as far as the state holds it.

    They stand as at the end of `month`, the one before the first that is simulated.
    """
    person, unit = state.person, state.unit
    for i in range(person.presence.size):
        if person.presence[i] != Presence.PRESENT:
            for pipeline in range(PIPELINES):
                stand(person, i, pipeline, absent_stage(int(person.presence[i])), UNKNOWN_START)
            continue
        uc_since = int(unit.uc_since[person.unit[i]])
        on_uc = uc_since != 0
        capability = work_capability_stage(person, i, on_uc)
        disability = disability_stage(person, i, month)
        known = known_work_capability_start(person, i, capability, uc_since)
        stand(person, i, Pipeline.HEALTH, health_stage(person, i), known_health_start(person, i))
        stand(person, i, Pipeline.WORK_CAPABILITY, capability, known)
        stand(person, i, Pipeline.DISABILITY, disability, known_disability_start(person, i, disability))
        stand(person, i, Pipeline.ESA, esa_stage(person, i), known_esa_start(person, i))
        stand(person, i, Pipeline.CREDIT, credit_stage(person, i, on_uc), known_credit_start(person, i))
