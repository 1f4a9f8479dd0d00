"""What a target is held against, as it is written in a table: account lines, some of their cells, sums and a ratio.

``uc_health[LCWRA]`` is one cell, ``uc_people[NO_REQUIREMENTS..]`` all from one code on, ``esa[*, SUPPORT]`` one code of
the second list, ``daily_living[PIP, STANDARD|ENHANCED]`` two. Terms are added or taken off, and one ``/`` divides two
sums: ``jobs_started[SEARCHING] / out_of_work[SEARCHING]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from welfsim.results.run import Results
from welfsim.text.written import question, shortened
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.fields import Measure

MILLION, PENCE_A_MILLION_POUNDS = 1e6, 1e8
EVERYTHING, OR, TO = "*", "|", ".."

_TERM = re.compile(r"\s*([+-]?)\s*([a-z][a-z0-9_]*)\s*(?:\[([^\[\]]*)\])?\s*")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Term:
    """Some cells of one account line, added or taken off.

    `cells` has the codes of each list of the line that count, in the order of the lists.
    """

    sign: int
    line: str
    cells: tuple[tuple[int, ...], ...]

    def by_month(self, results: Results) -> Floats:
        """Return the term by replication and month, Great Britain: people, units or jobs, £ million for pence."""
        values = results.accounts[self.line].sum(axis=2)
        chosen = values[np.ix_(*(np.arange(size) for size in values.shape[:2]), *self.cells)]
        summed = chosen.reshape(*values.shape[:2], -1).sum(axis=-1).astype(np.float64)
        return np.asarray(self.sign * summed / _scale(self.line))


@dataclass(frozen=True)
class Held:
    """The terms of a sum, and those that it is divided by, if it is."""

    terms: tuple[Term, ...]
    over: tuple[Term, ...] = ()

    @property
    def measure(self) -> Measure:
        """What kind of line the sum is made of."""
        return measure_of(self.terms)

    @property
    def lines(self) -> tuple[str, ...]:
        """The account lines, each once."""
        return tuple(dict.fromkeys(term.line for term in (*self.terms, *self.over)))


def measure_of(terms: Sequence[Term]) -> Measure:
    """Return what the lines of a sum measure; what is expected and what passes through stages counts as a flow."""
    measure = LINES[terms[0].line].measure
    return Measure.FLOW if measure in (Measure.PASSAGE, Measure.EXPECTED) else measure


def total(terms: Sequence[Term], results: Results) -> Floats:
    """Return a sum of terms by replication and month."""
    return np.asarray(sum(term.by_month(results) for term in terms))


def _scale(line: str) -> float:
    measure = LINES[line].measure
    return {Measure.PENCE: PENCE_A_MILLION_POUNDS, Measure.EXPECTED: MILLION}.get(measure, 1.0)


class UnreadableLinesError(ValueError):
    """The text names a line or a code that there is not, or is not written as a sum."""


def read_held(text: str) -> Held:
    """Read what a target is held against.

    Raises
    ------
    UnreadableLinesError
        Says in one or two sentences what cannot be read, and which name may be meant.
    """
    sides = text.split("/")
    if len(sides) > 2:
        raise UnreadableLinesError(f"{shortened(text)} has more than one division: write one sum / another.")
    terms = [tuple(_terms(side)) for side in sides]
    for side in terms:
        kinds = {measure_of((term,)) for term in side}
        if len(kinds) > 1:
            raise UnreadableLinesError(f"{shortened(text)} adds {' and '.join(sorted(kinds))}: add lines of one kind.")
    return Held(*terms)


def _terms(side: str) -> Iterator[Term]:
    """Yield the terms of one sum."""
    at = 0
    while at < len(side):
        found = _TERM.match(side, at)
        if found is None or (at > 0 and not found[1]):
            raise UnreadableLinesError(
                f"{shortened(side[at:])} is no account line. Write  line[CODE, CODE] + line  with a / at most."
            )
        yield _term(found[2], found[3], -1 if found[1] == "-" else 1)
        at = found.end()
    if at == 0:
        raise UnreadableLinesError("There is no account line. Write one, as uc_health[LCWRA].")


def _term(line: str, written: str | None, sign: int) -> Term:
    if line not in LINES:
        meant = question(line, list(LINES))
        raise UnreadableLinesError(f"{shortened(line)} is no account line. {meant or 'They are in docs/lines.md.'}")
    lists = LINES[line].by
    axes = [part.strip() for part in written.split(",")] if written is not None and written.strip() else []
    if len(axes) > len(lists):
        split = " × ".join(codes.__name__ for codes in lists) or "nothing"
        raise UnreadableLinesError(f"{line} is split by {split}, and {len(axes)} lists are given.")
    axes += [EVERYTHING] * (len(lists) - len(axes))
    return Term(sign, line, tuple(_codes(axis, codes, line) for axis, codes in zip(axes, lists, strict=True)))


def _codes(axis: str, codes: type[IntEnum], line: str) -> tuple[int, ...]:
    """Return the codes of one list that are named."""
    if axis == EVERYTHING:
        return tuple(int(code) for code in codes)
    if TO in axis:
        first, _, last = (part.strip() for part in axis.partition(TO))
        low = _code(first, codes, line) if first else 0
        high = _code(last, codes, line) if last else len(codes) - 1
        if low > high:
            raise UnreadableLinesError(f"{line}: {shortened(axis)} is empty, since {first} comes after {last}.")
        return tuple(range(low, high + 1))
    return tuple(sorted({_code(name.strip(), codes, line) for name in axis.split(OR)}))


def _code(name: str, codes: type[IntEnum], line: str) -> int:
    names = [code.name for code in codes]
    if name not in names:
        raise UnreadableLinesError(
            f"{line}: {shortened(name)} is none of {', '.join(names)}. {question(name.upper(), names)}".rstrip()
        )
    return int(codes[name])
