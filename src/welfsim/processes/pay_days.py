"""The pay of the month: paydays that fall into it, and on Universal Credit hours that vary."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, move
from welfsim.draws import Decision
from welfsim.rules.luck import chance_of
from welfsim.rules.pay_days import over_usual
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import Job, PayPeriod, Presence
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, Span, State

USUAL = 0.5  # the draw at which hours are as usual


@move
def keep_pay_of_month(person: Persons, i: int, over: int) -> None:
    """Keep by how many thousandths person `i`'s pay of the month is over usual pay."""
    person.pay_over_usual[i] = over


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Set the pay of the month of everybody in work; hours vary on Universal Credit alone, where they count."""
    person, unit = state.person, state.unit
    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT or person.job[i] == Job.OUT:
            continue
        on_uc = unit.uc_since[person.unit[i]] > 0
        if not on_uc and person.pay_period[i] == PayPeriod.MONTH:
            keep_pay_of_month(person, i, 0)
            continue
        chance = chance_of(person, i, Decision.PAY_OF_MONTH, clock) if on_uc else USUAL
        period, place = int(person.pay_period[i]), int(person.person_id[i])
        keep_pay_of_month(person, i, over_usual(period, place, int(person.job[i]), chance, clock.month, policy.pay))
