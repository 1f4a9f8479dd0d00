"""Disputes of decisions of the Work Capability Assessment: opened, held in mind, closed."""

from __future__ import annotations

from welfsim.compiled import move
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import WcaDisputeStage
from welfsim.vocabulary.persons import Persons


@move
def open_dispute(person: Persons, i: int, stage: int, settled: int, line: Accounts) -> None:
    """Open one stage of a dispute of person `i`'s WCA decision, to be settled in a later month."""
    person.wca_dispute_stage[i] = stage
    person.wca_dispute_month[i] = settled
    line.wca_disputes_opened[person.counted_in[i], stage] += 1


@move
def hold_decision(person: Persons, i: int, fit_note: int, due_from: int) -> None:
    """Keep what person `i` disputes: the month of the fit note, and from when the element would have been due."""
    person.disputed_fit_note[i] = fit_note
    person.disputed_from[i] = due_from


@move
def close_dispute(person: Persons, i: int, result: int, line: Accounts) -> None:
    """Close the stage of person `i`'s dispute of a WCA decision, if any."""
    if person.wca_dispute_stage[i] != WcaDisputeStage.NONE:
        line.wca_disputes[person.counted_in[i], person.wca_dispute_stage[i], result] += 1
        person.wca_dispute_stage[i] = WcaDisputeStage.NONE
        person.wca_dispute_month[i] = 0
