"""The stage of each pipeline that a person is in at the month's end, read from the state.

A pipeline is a set of stages of which each person is in exactly one: health, the Work Capability Assessment, PIP and
ADP, ESA, and Universal Credit. All share the stages not yet arrived, past pension age and dead. A stage is not
stored: it follows from the state. A process that adds to the state adds a stage to the rule, and nothing else.
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
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State

UNKNOWN_START = 0
PIPELINES = len(Pipeline)

Cells = NDArray[np.int64]


LAST_SINGLE = int(Wait.MONTHS_12)


@rule
def absent_stage(presence: int) -> int:
    """Return the stage, in any pipeline, of a person who is not of working age."""
    if presence == Presence.DEAD:
        return HealthStage.DEAD.value
    return HealthStage.PENSION_AGE.value if presence == Presence.PENSION_AGE else HealthStage.AWAY.value


@rule
def health_stage(person: Persons, i: int) -> int:
    """Return the stage of person `i`, present, on the ladder of severity."""
    return HealthStage.NO_ILLNESS.value + int(person.severity[i])


@rule
def work_capability_stage(person: Persons, i: int, on_uc: bool) -> int:
    """Return the stage of person `i`, present, on the way from Universal Credit to LCWRA and back.

    A dispute is a stage only where there is no health group: being found fit for work is disputed, or LCW that has
    ended meanwhile. A new fit note, LCW or LCWRA goes before it.
    """
    in_work = person.job[i] != Job.OUT
    if not on_uc:
        return WorkCapabilityStage.OFF_UC_IN_WORK.value if in_work else WorkCapabilityStage.OFF_UC_OUT_OF_WORK.value
    group = person.health_group[i]
    awaits = person.referral[i] != Referral.NONE
    if group == HealthGroup.LCWRA:
        return WorkCapabilityStage.LCWRA_AWAITING_REASSESSMENT.value if awaits else WorkCapabilityStage.LCWRA.value
    if group == HealthGroup.LCW:
        return WorkCapabilityStage.LCW_AWAITING_REASSESSMENT.value if awaits else WorkCapabilityStage.LCW.value
    if group == HealthGroup.PRE_WCA:
        return WorkCapabilityStage.AWAITING_ASSESSMENT.value if awaits else WorkCapabilityStage.FIT_NOTE.value
    if person.wca_dispute_stage[i] == WcaDisputeStage.RECONSIDERATION:
        return WorkCapabilityStage.FIT_IN_RECONSIDERATION.value
    if person.wca_dispute_stage[i] == WcaDisputeStage.TRIBUNAL:
        return WorkCapabilityStage.FIT_AT_TRIBUNAL.value
    return WorkCapabilityStage.UC_IN_WORK.value if in_work else WorkCapabilityStage.UC_OUT_OF_WORK.value


@rule
def disability_stage(person: Persons, i: int, month: int) -> int:
    """Return the stage of person `i`, present, in PIP or ADP at the end of a month.

    An award counts before a claim or a dispute, and a review due before the rate of the award.
    """
    if has_disability_benefit(person, i):
        if awaits_review(person, i, month):
            return DisabilityStage.AWARD_AWAITING_REVIEW.value
        if person.daily_living[i] == PipRate.ENHANCED:
            return DisabilityStage.ENHANCED_DAILY_LIVING.value
        return (
            DisabilityStage.STANDARD_DAILY_LIVING.value
            if person.daily_living[i] == PipRate.STANDARD
            else DisabilityStage.MOBILITY_ONLY.value
        )
    if person.pip_claim_month[i] != 0:
        return DisabilityStage.CLAIM_WAITING.value
    if person.pip_dispute_month[i] == 0:
        return DisabilityStage.NO_AWARD.value
    return (
        DisabilityStage.AT_TRIBUNAL.value
        if person.pip_dispute_stage[i] == DisputeStage.TRIBUNAL
        else DisabilityStage.IN_RECONSIDERATION.value
    )


@rule
def esa_stage(person: Persons, i: int) -> int:
    """Return the stage of person `i`, present, in ESA; without ESA the reason why not."""
    if person.esa_group[i] == EsaGroup.NONE:
        if person.job[i] != Job.OUT:
            return EsaStage.IN_WORK.value
        return EsaStage.OUT_OF_WORK.value if person.health_group[i] == HealthGroup.NONE else EsaStage.UC_HEALTH.value
    if person.esa_kind[i] == EsaKind.INSURANCE:
        return EsaStage.UNEMPLOYMENT_INSURANCE.value
    first = (
        EsaStage.INCOME_RELATED_ASSESSMENT.value
        if person.esa_kind[i] == EsaKind.INCOME_RELATED
        else EsaStage.NEW_STYLE_ASSESSMENT.value
    )
    return first + int(person.esa_group[i]) - EsaGroup.ASSESSMENT.value


@rule
def credit_stage(person: Persons, i: int, on_uc: bool) -> int:
    """Return the stage of person `i`, present, in Universal Credit: the conditionality regime of an open claim."""
    if not on_uc:
        return (
            WorkCapabilityStage.OFF_UC_OUT_OF_WORK.value
            if person.job[i] == Job.OUT
            else WorkCapabilityStage.OFF_UC_IN_WORK.value
        )
    if person.regime[i] == Regime.NOT_ON_UC:
        return CreditStage.NEW_CLAIM.value
    return CreditStage.NEW_CLAIM.value + 1 + int(person.regime[i]) - Regime.NO_REQUIREMENTS.value


@rule
def wait_band(months: int) -> int:
    """Return the band of a number of months, one or more."""
    if months <= LAST_SINGLE:
        return months
    if months <= 24:
        return Wait.MONTHS_13_TO_18.value if months <= 18 else Wait.MONTHS_19_TO_24.value
    if months <= 48:
        return Wait.MONTHS_25_TO_36.value if months <= 36 else Wait.MONTHS_37_TO_48.value
    return Wait.MONTHS_49_TO_60.value if months <= 60 else Wait.OVER_60_MONTHS.value


@rule
def known_health_start(person: Persons, i: int) -> int:
    """Return when person `i`'s stage of health began: the start of a limiting spell, else unknown."""
    return int(person.severity_since[i]) if person.severity[i] >= Severity.WORK_LIMITING else UNKNOWN_START


@rule
def known_work_capability_start(person: Persons, i: int, stage: int, uc_since: int) -> int:
    """Return when person `i`'s stage of the Work Capability Assessment began: the latest change that led to it.

    When a dispute came to the tribunal is not held.
    """
    if stage == WorkCapabilityStage.FIT_NOTE:
        return int(person.fit_note_since[i])
    if stage in (
        WorkCapabilityStage.FIT_IN_RECONSIDERATION.value,
        WorkCapabilityStage.LCW.value,
        WorkCapabilityStage.LCWRA.value,
    ):
        return int(person.group_since[i])
    if stage in (
        WorkCapabilityStage.AWAITING_ASSESSMENT.value,
        WorkCapabilityStage.LCW_AWAITING_REASSESSMENT.value,
        WorkCapabilityStage.LCWRA_AWAITING_REASSESSMENT.value,
    ):
        return int(person.referred_month[i])
    if stage in (WorkCapabilityStage.UC_IN_WORK.value, WorkCapabilityStage.UC_OUT_OF_WORK.value):
        work = int(person.job_since[i]) if stage == WorkCapabilityStage.UC_IN_WORK else int(person.last_work[i])
        return max(uc_since, work, int(person.group_since[i]))
    return UNKNOWN_START


@rule
def known_disability_start(person: Persons, i: int, stage: int) -> int:
    """Return when person `i` claimed a disability benefit or the review fell due; of other stages it is not held."""
    if stage == DisabilityStage.AWARD_AWAITING_REVIEW:
        return int(person.pip_review_month[i])
    return int(person.pip_claim_month[i]) if stage == DisabilityStage.CLAIM_WAITING else UNKNOWN_START


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
    """Write which stage of a pipeline person `i` is in, and since when; 0 where that is not known."""
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
    """Count person `i` in their stage of a pipeline at the end of a month, and a move if they were in another before.

    `stocks`, `flows`, `waits` and `months` are the account lines of the pipeline.
    """
    d, before = person.counted_in[i], person.stage[i, pipeline]
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
    """Write which stages the people of a new population are in, and since when as far as the state holds it.

    The stages are those at the end of `month`, the one before the first that is simulated.
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
