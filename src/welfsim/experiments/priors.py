"""Draws of what is not known: every parameter with a range somewhere in it, all at once, each on its own.

The shape of each distribution is that of the log of assumptions. Paths of prices and pay, and parameters that change
over the run, stay as they are. The draws are independent, since no source says what goes together.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log

from numpy.random import Generator, Philox

from welfsim.draws import stream_key
from welfsim.experiments.assumption_log import IN_LOGS, distribution
from welfsim.experiments.impact import ranged
from welfsim.policy import Value, current_law, parameters, path, resolve
from welfsim.scenario import Dated
from welfsim.vocabulary.fields import Unit

OF_PRIORS = 63
"""The stream of these draws, so that they share no number with people or luck."""


def draws(times: int, seed: int, start: int, months: int) -> Iterator[dict[str, Dated]]:
    """Yield assumptions that a scenario may be laid over, as many times as asked; the same for the same seed."""
    luck = Generator(Philox(key=stream_key(seed, OF_PRIORS)))
    lawful = resolve(current_law(), (), start, months)
    steady = [
        (value, float(path(lawful, value.name)[0])) for value in ranged() if len(set(path(lawful, value.name))) < 2
    ]
    for _ in range(times):
        yield {value.name: {start: drawn(value, now, luck)} for value, now in steady}


def drawn(value: Value, now: float, luck: Generator) -> float | bool:
    """Return one draw from the range of a parameter whose value is `now`; a whole number where it holds one."""
    assert value.low is not None and value.high is not None
    low, high = min(value.low, now), max(value.high, now)
    if value.declared.unit == Unit.SWITCH:
        return bool(luck.random() < 0.5)
    if low == high:
        return now
    in_logs = distribution(value) == IN_LOGS and now > 0
    found = exp(luck.triangular(log(low), log(now), log(high))) if in_logs else luck.triangular(low, now, high)
    return float(round(found)) if parameters()[value.name].type is int else float(found)
