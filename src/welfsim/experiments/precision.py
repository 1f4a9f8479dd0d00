"""Precision on demand: as many replications as an answer needs to be known within so many people or pounds.

A pilot shows how much replications differ. From it follows how many are wanted for a 95% interval of the half width
that is asked for, and how long they take. They are run in steps, and after each the plan is drawn up again.

More people in place of more replications cost the same: the luck in one replication falls with their square root too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from math import ceil, inf, isnan, sqrt
from pathlib import Path
from typing import Any

from welfsim.errors import ScenarioError
from welfsim.experiments.answers import Answer, Answers, Key
from welfsim.parts import Parts
from welfsim.parts import held as held_parts
from welfsim.results.luck import least_width, luck_in, student
from welfsim.scenario import Scenario
from welfsim.simulation import compare, extended
from welfsim.text.written import did_you_mean, shortened
from welfsim.visits.cluster import Cluster, reached
from welfsim.vocabulary.limits import MOST_REPLICATIONS
from welfsim.wording.values import counted, number

PILOT = 8
"""Replications of the pilot; their spread is known to a quarter."""
WARM = 2
"""Replications whose time does not count: people are built, and code is read or compiled."""
STEP = 4
"""A step is at most so many times what has been run, since a plan from few replications is rough."""
MINUTES = 60.0

Stage = Callable[[str], AbstractContextManager[Callable[[float], None] | None]]


@dataclass(frozen=True)
class Precision:
    """How near an answer is known, and what more would take.

    Parameters
    ----------
    answers
        The answers of all replications that were run.
    key
        Section and label of the answer that was asked for.
    asked
        The half width of its 95% interval that was asked for, in the answer's unit: people, or £ million.
    needed
        Replications that would give it; infinite if none do.
    seconds
        What a replication takes here.
    """

    answers: Answers
    key: Key
    asked: float
    needed: float
    seconds: float

    @property
    def answer(self) -> Answer:
        """The answer that was asked for."""
        return self.answers.found[self.key]

    @property
    def width(self) -> float:
        """The half width of its 95% interval."""
        return half_width(self.answer)

    @property
    def is_reached(self) -> bool:
        """Whether it is known as near as was asked; never if nothing differs in the sample."""
        return self.differs and self.width <= self.asked

    @property
    def differs(self) -> bool:
        """Whether the reform did anything to it in any replication."""
        return bool(self.answer.values.any())

    @property
    def replications(self) -> int:
        """How many replications were run."""
        return len(self.answer.values)

    def __str__(self) -> str:
        """Say how near it is, and if that is not as asked, what it would take."""
        label, digits = self.key[1], self.answer.digits
        if not self.differs:
            runs = counted(self.replications, "replication")
            return f"{label}: nothing differs in {runs}, so how near it is cannot be said. Ask for more people."
        near = f"{label}: ± {number(self.width, digits)} after {counted(self.replications, 'replication')}"
        if self.is_reached:
            return f"{near}, as asked (± {number(self.asked, digits)})."
        short = f"{near}, not the ± {number(self.asked, digits)} that is asked for."
        if self.needed > MOST_REPLICATIONS:
            return f"{short} It takes more replications than can be asked for: ask for more people, or for less."
        whole = f"about {counted(int(self.needed), 'replication')}, {minutes(self.needed * self.seconds)}"
        return f"{short} It takes {whole}: --minutes allows for it."


def minutes(seconds: float) -> str:
    """Say a time in whole minutes or, if it is long, hours."""
    if seconds >= 5400:
        return f"{seconds / 3600:.1f} hours"
    return "less than a minute" if seconds < 60 else counted(round(seconds / 60), "minute")


def half_width(answer: Answer) -> float:
    """Return the half width of the 95% interval of an answer of two replications or more; 0 where luck has no part."""
    luck = luck_in(answer.values, answer.row.worth)
    return 0.0 if isnan(luck.error) else float(luck.high - luck.low) / 2


def replications_for(width: float, answer: Answer) -> float:
    """Return the fewest replications at which an interval should be of a half width; infinite beyond all that can be.

    From the standard deviation of the replications that there are; never less luck than one row of the sample.
    """
    spread, row = float(answer.values.std(axis=0, ddof=1)), answer.row.worth

    def found(replications: int) -> float:
        error = max(spread / sqrt(replications), row / replications)
        return max(student(replications) * error, least_width(replications) * row)

    if found(MOST_REPLICATIONS) > width:
        return inf
    low, high = 2, MOST_REPLICATIONS
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if found(middle) <= width else (middle + 1, high)
    return low


def answer_named(label: str, answers: Answers) -> Key:
    """Return section and label of the answer that is called so.

    Raises
    ------
    ScenarioError
        If there is none, with all there are.
    """
    labels = {name: (section, name) for section, name in answers.found}
    same = [key for name, key in labels.items() if name.lower() == label.strip().lower()]
    if same:
        return same[0]
    near = did_you_mean(label, list(labels))
    meant = f"  Did you mean {near!r}?\n" if near else ""
    known = "; ".join(labels)
    raise ScenarioError(f"--of {shortened(label)}\n  There is no such answer.\n{meant}  Answers: {known}")


def _unseen(_: str) -> AbstractContextManager[None]:
    return nullcontext()


def within(
    scenario: Scenario | str | Path,
    against: Scenario | str | Path | None = None,
    *,
    width: float,
    of: str,
    most_minutes: float = MINUTES,
    pilot: int = PILOT,
    set: Sequence[str] = (),
    assume: Sequence[str] = (),
    threads: int | None = None,
    stage: Stage = _unseen,
    tell: Callable[[str], None] = lambda _: None,
    resume: bool | Parts = True,
    cluster: str | Cluster | None = None,
    **options: Any,
) -> Precision:
    """Compare a scenario with its baseline until an answer is known within `width`, or the time is up.

    Parameters
    ----------
    width
        The half width of the 95% interval of the answer, in people or £ million, above 0.
    of
        The answer, as tables name it: ``"Limited by ill health, month 24"``, ``"2029-30"``.
    most_minutes
        No step is begun that should end later.
    pilot
        Replications from which the first plan is drawn up, two at least.
    stage
        Opens a context for each step, given its name; what it yields is called with each share that is done.
    tell
        Given what is planned, a line each time.

    Others as in `compare`; `replications` are planned and cannot be given.

    Raises
    ------
    ScenarioError
        If the width is not above 0, the pilot is too small, or there is no such answer.
    """
    if not 0 < width < inf:
        raise ScenarioError(f"--within {width:g}\n  Write how near the answer should be known: a number above 0.")
    if not WARM <= pilot <= MOST_REPLICATIONS:
        raise ScenarioError(f"--replications {pilot}\n  A pilot takes {WARM} to {MOST_REPLICATIONS:,} replications.")
    with held_parts(resume) as parts, reached(cluster) as far:
        parts.begin(("within", str(scenario), str(against), width, of, set, assume, options), 2 * pilot)
        with stage("first two") as advance:
            options["replications"] = WARM
            how: dict[str, Any] = {"threads": threads, "resume": parts, "cluster": far}
            found = compare(scenario, against, set=set, assume=assume, progress=advance, **how, **options)
        key = answer_named(of, Answers(found))
        begun, last = time.monotonic(), max(pilot, WARM + 1)
        while True:
            with stage(f"to {last} replications") as advance:
                found = extended(found, last, progress=advance, **how)
            answers = Answers(found)
            seconds = (time.monotonic() - begun) / (last - WARM)
            here = Precision(answers, key, width, replications_for(width, answers.found[key]), seconds)
            in_time = last + int((60 * most_minutes - (time.monotonic() - begun)) / seconds)
            further = min(here.needed, STEP * last, in_time, MOST_REPLICATIONS)
            if here.is_reached or further <= last:
                return here
            tell(f"{here} Next: {counted(int(further) - last, 'more', 'more')}, {minutes((further - last) * seconds)}.")
            last = ceil(further)
