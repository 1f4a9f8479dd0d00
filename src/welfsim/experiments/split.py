"""What an answer is made of: new rules, queues, each response of people, and displacement, adding up to the whole.

Each part is what one response more, let go, adds to the comparison before it, so parts add up exactly, replication by
replication. The order is that of `Part`: a response that acts through another, as support through starts, belongs to
the later one. The first part holds all responses at those of the same person in the baseline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from welfsim.experiments.answers import Answer, Answers, Key
from welfsim.results.luck import luck_in
from welfsim.results.table import ERROR
from welfsim.scenario import Scenario
from welfsim.simulation import split as run_split
from welfsim.vocabulary.codes import Part

NAMES: Mapping[Part, str] = {
    Part.MECHANICAL: "New rules, same people",
    Part.QUEUES: "Queues and timing",
    Part.MONEY: "Money: into work",
    Part.CLAIMS: "Money: claims",
    Part.REQUIREMENTS: "Requirements, meetings",
    Part.SUPPORT: "Support",
    Part.FEAR: "Fear of a reassessment",
    Part.HEALTH: "Health",
    Part.DISPLACEMENT: "Displacement",
}
WHOLE = "The answer"


@dataclass(frozen=True, eq=False)
class Split:
    """The parts of an answer.

    Parameters
    ----------
    answers
        The answers of each comparison, in the order of `Part`: with that part and all before it let go.
    """

    answers: Mapping[Part, Answers]

    @property
    def whole(self) -> Answers:
        """The answers with nothing held."""
        return self.answers[Part.DISPLACEMENT]

    @cached_property
    def parts(self) -> dict[Part, dict[Key, Answer]]:
        """What each part adds to each answer of the whole, replication by replication."""
        found: dict[Part, dict[Key, Answer]] = {}
        before = {key: 0.0 * answer.values for key, answer in self.whole.found.items()}
        for part, answers in self.answers.items():
            now = {key: answers.found[key].values if key in answers.found else 0.0 * before[key] for key in before}
            found[part] = {
                key: answer._replace(values=now[key] - before[key], counted=None)
                for key, answer in self.whole.found.items()
            }
            before = now
        return found

    def to_frame(self) -> pd.DataFrame:
        """Return a row an answer; a column a part, then the whole, and from two replications on the error of each."""
        columns = {**{NAMES[part]: added for part, added in self.parts.items()}, WHOLE: self.whole.found}
        index: pd.MultiIndex = pd.MultiIndex.from_tuples(list(self.whole.found), names=["section", "answer"])
        found: dict[tuple[str, str], Any] = {}
        for name, answers in columns.items():
            values = np.stack([answers[key].values for key in self.whole.found], axis=-1)
            found[name, "found"] = values.mean(axis=0)
            if len(values) > 1:
                found[name, ERROR] = luck_in(values).error
        return pd.DataFrame(found, index)


def split(
    scenario: Scenario | str | Path,
    against: Scenario | str | Path | None = None,
    *,
    set: Sequence[str] = (),
    assume: Sequence[str] = (),
    **options: Any,
) -> Split:
    """Compare a scenario with its baseline and say what the answers are made of; arguments as in `welfsim.compare`."""
    runs = run_split(scenario, against, set=set, assume=assume, **options)
    return Split({part: Answers(comparison) for part, comparison in runs.items()})
