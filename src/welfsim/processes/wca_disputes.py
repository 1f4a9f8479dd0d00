"""Disputed WCA decisions: mandatory reconsideration, then the tribunal (Social Security Act 1998 ss.9 to 12)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of
from welfsim.compiled import kernel, move
from welfsim.draws import Decision
from welfsim.rules.health_groups import find_lcwra, leave_assessor, move_health_group, set_reassessment, wait_from
from welfsim.rules.luck import chance_since
from welfsim.rules.wca_disputes import close_dispute, open_dispute
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import HealthGroup, LcwraRoute, Presence, Unassessed, WcaDisputeResult, WcaDisputeStage
from welfsim.vocabulary.parameters import Policy, WcaDisputes
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State


@move
def lose(person: Persons, i: int, p: WcaDisputes, clock: Clock, line: Accounts) -> None:
    """Leave person `i`'s decision as it is; after a reconsideration some go to the tribunal."""
    is_final = person.wca_dispute_stage[i] == WcaDisputeStage.TRIBUNAL
    close_dispute(person, i, WcaDisputeResult.UPHELD, line)
    draw = chance_since(person, i, Decision.WCA_TRIBUNAL, int(person.referred_month[i]), clock)
    if not is_final and draw < p.tribunal_share:
        open_dispute(person, i, WcaDisputeStage.TRIBUNAL, clock.month + p.tribunal_months, line)


@move
def win(person: Persons, i: int, is_lcwra: bool, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Change person `i`'s decision to LCWRA or to LCW, as if it had been made so: with its fit note, from its month.

    A first decision brings the element from the end of the wait, a repeat one on LCW from the report of worse health,
    one on LCWRA from its own month. LCW won back goes on with the fit note that it had.
    """
    close_dispute(person, i, WcaDisputeResult.CHANGED, line)
    leave_assessor(person, i, Unassessed.DISPUTE_WON, clock.month, policy.assessment, line)
    held = int(person.fit_note_since[i])
    if is_lcwra or held == 0 or held > person.disputed_fit_note[i]:
        wait_from(person, i, person.disputed_fit_note[i])
    if is_lcwra:
        find_lcwra(person, i, LcwraRoute.DISPUTE, int(person.disputed_from[i]), policy, clock, line)
    else:
        move_health_group(person, i, HealthGroup.LCW, clock.month, line)
        set_reassessment(person, i, policy.assessment, clock)


@move
def settle(state: State, i: int, policy: Policy, clock: Clock, line: Accounts) -> None:
    """Settle the present stage of person `i`'s dispute: the lowest draws win, and LCWRA before LCW.

    It lapses, without a cost, for people who have LCWRA by then or are no longer on Universal Credit; for those with a
    new claim it lapsed when that was opened. A change from LCW gives LCWRA.
    """
    person, p = state.person, policy.wca_disputes
    stage, group = person.wca_dispute_stage[i], person.health_group[i]
    decision = Decision.WCA_DISPUTE_OUTCOME.value
    success, cost = p.reconsideration_success, policy.costs.wca_reconsideration
    if stage == WcaDisputeStage.TRIBUNAL:
        decision = Decision.WCA_TRIBUNAL_OUTCOME.value
        success, cost = p.tribunal_success, policy.costs.wca_tribunal
    share = chance_since(person, i, decision, int(person.referred_month[i]), clock)
    if group == HealthGroup.LCWRA or state.unit.uc_since[person.unit[i]] == 0:
        close_dispute(person, i, WcaDisputeResult.LAPSED, line)
        return
    line.wca_dispute_cost[person.counted_in[i], stage] += cost
    if share >= success:
        lose(person, i, p, clock, line)
    else:
        is_lcwra = group == HealthGroup.LCW or share < success * p.changed_to_lcwra
        win(person, i, is_lcwra, policy, clock, line)


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Settle the stages of disputes that end in this month."""
    person = state.person
    for i in range(span.first_person, span.end_person):
        if person.wca_dispute_month[i] == clock.month and person.presence[i] == Presence.PRESENT:
            settle(state, i, law_of(state, i, policy), clock, line)
