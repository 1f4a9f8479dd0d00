"""The pay of the month: paydays that fall into it, and on Universal Credit hours that vary."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.own_law import law_of
from welfsim.compiled import kernel, move, rule
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


@rule
def pays_by(person: Persons, i: int) -> int:
    """Return for how long each payday of person `i`'s job pays: profits are reported by the month (UC Regs reg 57)."""
    return PayPeriod.MONTH.value if person.self_employed[i] else int(person.pay_period[i])


@kernel
def step(state: State, policy: Policy, clock: Clock, luck: NDArray[np.uint32], line: Accounts, span: Span) -> None:
    """Set the pay of the month of everybody in work; hours vary on Universal Credit alone, where they count."""
    person, unit = state.person, state.unit
    for i in range(span.first_person, span.end_person):
        if person.presence[i] != Presence.PRESENT or person.job[i] == Job.OUT:
            continue
        on_uc, period = unit.uc_since[person.unit[i]] > 0, pays_by(person, i)
        if not on_uc and period == PayPeriod.MONTH:
            keep_pay_of_month(person, i, 0)
            continue
        chance = chance_of(person, i, Decision.PAY_OF_MONTH, clock) if on_uc else USUAL
        place = int(person.person_id[i])
        keep_pay_of_month(
            person, i, over_usual(period, place, int(person.job[i]), chance, clock.month, law_of(state, i, policy).pay)
        )
