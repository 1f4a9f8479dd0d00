"""How people answer a reform, written down in a baseline and held in a reform, so that an answer can be split.

A response is a number: the ratio of money on entry into work, that of a requirement, the month in which somebody is
assessed. Where one is *held*, a person of the reform answers as the same person last did in the baseline. What the
reform then does more when the response is let go, is what that response adds to the answer.
"""

from __future__ import annotations

from math import isnan

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, move, rule
from welfsim.rules.losses import hold_loss
from welfsim.rules.rationing import Queue, first_in_line
from welfsim.rules.strain import hold_strain
from welfsim.vocabulary.codes import Part, Response
from welfsim.vocabulary.state import Clock, Span, State

PART_OF = {
    Response.GAIN_TO_WORK: Part.MONEY,
    Response.GAIN_FROM_ELEMENT: Part.CLAIMS,
    Response.REQUIREMENT: Part.REQUIREMENTS,
    Response.REQUIREMENT_TO_CLAIM: Part.REQUIREMENTS,
    Response.MEETINGS: Part.REQUIREMENTS,
    Response.SUPPORT: Part.SUPPORT,
    Response.SUPPORT_IN_WORK: Part.SUPPORT,
    Response.EMPLOYERS: Part.SUPPORT,
    Response.FEAR: Part.FEAR,
    Response.ASSESSED: Part.QUEUES,
    Response.DISABILITY_DECIDED: Part.QUEUES,
    Response.DISABILITY_REVIEWED: Part.QUEUES,
    Response.REQUIREMENT_TO_LEAVE: Part.REQUIREMENTS,
}
"""The part of an answer to which each response belongs."""
PARTS = tuple(PART_OF[response].value for response in Response)


@rule
def is_held(part: int, held: int) -> bool:
    """Say whether a part of an answer is held at the baseline's."""
    return held >> part & 1 == 1


@move
def answered(state: State, i: int, response: int, own: float, held: int) -> float:
    """Return what a response of person `i` comes to: `own`, or if held what it last was in the baseline.

    One that the baseline never asked for is the person's own.
    """
    if state.responses.number.shape[0] > 0:
        state.responses.number[i, response] = own
    if not is_held(PARTS[response], held):
        return own
    before = float(state.reference.number[i, response])
    return own if isnan(before) else before


@kernel(allocates=True)
def served_in_turn(state: State, queue: Queue, slots: int, response: int, clock: Clock) -> NDArray[np.int64]:
    """Return the rows of the first `slots` people of a queue or, where queues are held, those the baseline serves now.

    Who stands in line in the reform alone is then not served at all.
    """
    if not is_held(Part.QUEUES.value, clock.held):
        served = first_in_line(queue.rows, queue.places, slots)
        for i in served:
            answered(state, i, response, float(clock.month), clock.held)
        return served
    served, n = np.empty(queue.rows.size, np.int64), 0
    for i in queue.rows:
        if state.reference.number[i, response] == clock.month:
            served[n] = i
            n += 1
    return served[:n]


@kernel
def hold_events(reform: State, baseline: State, held: int, span: Span) -> None:
    """At the end of a month let people of a reform have the strain and the losses of the baseline, where held."""
    person, before = reform.person, baseline.person
    for i in range(span.first_person, span.end_person):
        if is_held(Part.HEALTH.value, held):
            hold_strain(person, before, i)
        if is_held(Part.CLAIMS.value, held):
            hold_loss(person, before, i)
