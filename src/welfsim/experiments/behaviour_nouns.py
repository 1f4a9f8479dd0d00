"""The nouns of the checks on behaviour: what a check asks, what the evidence says, what the model gives."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.results.luck import interval_of_mean

Floats = NDArray[np.float64]

INFINITE = float("inf")


class Verdict(StrEnum):
    """Whether what the model gives is inside what the evidence says, as far as luck lets one say."""

    YES = "yes"
    NO = "no"
    UNSURE = "not sure"  # the interval reaches over an end
    SHOWN = "shown"  # nothing to be inside of


class Finding(NamedTuple):
    """One line of a check.

    Attributes
    ----------
    check
        Number of the check, 1 to 12.
    what
        What is measured, with its unit.
    evidence, source
        What is known, in a few words, and where from.
    low, high
        The ends of what counts as inside; infinite where there is none, both if the line is only shown.
    model
        What the model gives.
    least, most
        The 95% interval of that through luck; the value itself where luck has no part.
    digits
        Decimals that are printed.
    """

    check: int
    what: str
    evidence: str
    source: str
    low: float
    high: float
    model: float
    least: float
    most: float
    digits: int

    @property
    def verdict(self) -> Verdict:
        """Say whether the whole interval is inside, outside, or neither."""
        if self.low == -INFINITE and self.high == INFINITE:
            return Verdict.SHOWN
        if self.low <= self.least and self.most <= self.high:
            return Verdict.YES
        return Verdict.NO if self.most < self.low or self.least > self.high else Verdict.UNSURE


class Ask(NamedTuple):
    """What one line of a check asks: the part of a finding that does not depend on the model."""

    check: int
    what: str
    evidence: str
    source: str
    low: float = -INFINITE
    high: float = INFINITE
    digits: int = 2

    def found(self, model: float) -> Finding:
        """Return the finding of a number in which luck has no part."""
        return self.between(model, model, model)

    def between(self, model: float, least: float, most: float) -> Finding:
        """Return the finding of a number and its interval."""
        ends = self.low, self.high, float(model), float(least), float(most)
        return Finding(self.check, self.what, self.evidence, self.source, *ends, self.digits)

    def over(self, values: Sequence[float] | Floats) -> Finding:
        """Return the finding of a mean over replications, with its interval by Student's t from two on."""
        found = np.asarray(values, np.float64)
        if found.size == 1:
            return self.between(found[0], -INFINITE, INFINITE)
        least, most = interval_of_mean(found)
        return self.between(float(found.mean()), float(least), float(most))

    def ratio(self, above: Sequence[float] | Floats, below: Sequence[float] | Floats) -> Finding:
        """Return the finding of the ratio of two means over replications, with its interval by Student's t.

        The interval is that of the mean of `above` less the ratio times `below`, divided by the mean of `below`.
        """
        over, under = np.asarray(above, np.float64), np.asarray(below, np.float64)
        ratio = float(over.mean() / under.mean()) if under.any() else float("nan")
        if over.size == 1:
            return self.between(ratio, -INFINITE, INFINITE)
        least, most = interval_of_mean(over - ratio * under)
        width = float(most - least) / 2.0 / abs(float(under.mean())) if under.any() else INFINITE
        return self.between(ratio, ratio - width, ratio + width)
