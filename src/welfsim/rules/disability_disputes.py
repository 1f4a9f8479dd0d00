"""Disputes of decisions on PIP and ADP: reconsideration, tribunal, and disputes left unsettled."""

from __future__ import annotations

from welfsim.compiled import move
from welfsim.draws import Decision
from welfsim.rules.luck import chance_since
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import DisputeStage, PipRate, Undecided
from welfsim.vocabulary.parameters import DisabilityBenefitSystem
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock


@move
def drop_dispute(person: Persons, i: int) -> None:
    """End person `i`'s dispute about a disability benefit, if any."""
    person.pip_dispute_month[i] = 0
    person.pip_dispute_stage[i] = DisputeStage.RECONSIDERATION
    person.pip_due_from[i] = 0
    person.pip_lost_daily_living[i] = PipRate.NONE
    person.pip_lost_mobility[i] = PipRate.NONE


@move
def leave_dispute(person: Persons, i: int, benefit: int, why: int, line: Accounts) -> None:
    """End person `i`'s dispute about a disability benefit, if any, before it is settled."""
    if person.pip_dispute_month[i] != 0:
        line.disability_disputes_left[person.counted_in[i], benefit, person.pip_dispute_stage[i], why] += 1
        drop_dispute(person, i)


@move
def open_stage(person: Persons, i: int, benefit: int, stage: int, settled: int, line: Accounts) -> None:
    """Open one stage of person `i`'s dispute, to be settled in a later month."""
    line.disability_disputes_opened[person.counted_in[i], benefit, stage] += 1
    person.pip_dispute_month[i] = settled
    person.pip_dispute_stage[i] = stage


@move
def may_dispute(
    person: Persons,
    i: int,
    benefit: int,
    since: int,
    due_from: int,
    daily_living: int,
    mobility: int,
    p: DisabilityBenefitSystem,
    clock: Clock,
    line: Accounts,
) -> None:
    """Let person `i` ask, by chance, for a reconsideration of what was waited for since a month.

    It takes the place of an earlier dispute.
    `daily_living` and `mobility` are the rates that the decision took, both none for a claim refused for want of
    points; what is won is due from `due_from`.
    """
    if chance_since(person, i, Decision.PIP_DISPUTE, since, clock) < p.reconsideration_share:
        leave_dispute(person, i, benefit, Undecided.DECIDED_ANEW, line)
        settled = clock.month + p.reconsideration_months
        open_stage(person, i, benefit, DisputeStage.RECONSIDERATION, settled, line)
        person.pip_due_from[i] = due_from
        person.pip_lost_daily_living[i] = daily_living
        person.pip_lost_mobility[i] = mobility
