"""What each assumption is worth: by how much five headlines of the last year move over the range of a parameter.

All parameters are moved at once. In each run each is at the low or at the high end of its range, by one column of a
Hadamard matrix, and each such run has a mirror in which all are at their other end. The columns are balanced against
one another, so the mean of the runs with a parameter high less the mean of those with it low is its own, and every run
says something of every parameter: the luck in it is that of all runs together, not of two. The mirrors cancel whatever
two parameters do together. Columns to which no parameter belongs say how large luck is.

Parameters that move nothing at all are found first, one at a time. Paths that the model is given (prices and pay) are
left out. The people of the first month are the same in all runs.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.draws import stream_key
from welfsim.engine import Arm, simulate_arms
from welfsim.errors import ResultsError
from welfsim.months import MONTHS_A_YEAR, month
from welfsim.policy import Change, Value, current_law, resolve
from welfsim.population import Population, synthetic
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.codes import HealthGroup, Job, Regime
from welfsim.vocabulary.fields import Unit

Floats = NDArray[np.float64]
Found = Mapping[str, NDArray[np.int64]]
Say = Callable[[str], None]

START, MONTHS = month(2025, 4), 72
PEOPLE, ORDER, SEEDS = 10_000, 512, 8
PEOPLE_OF_SCREEN = 3_000
CLEAR = 5.0
"""How many standard deviations of luck an impact must be to be clear of it.

Three would do, were the columns without a parameter all that differs: but two measurements with other people differ by
up to 1.6 times as much as these columns say.
"""
PEOPLE_UNIT = "thousand"
GIVEN = ("uprating",)
"""Groups of prices and earnings, which the model is given; so are parameters that are an index."""
CENTRAL, LUCK = "all at the central values", "luck, standard deviation"
THOUSAND, PENCE_A_BILLION = 1e3, 1e11


class Headline(NamedTuple):
    """One number of the last year: its key, its name, unit, and its measure in the accounts of that year.

    The measure is in people or pence, and `scale` what one of these is in the headline's unit.
    """

    key: str
    what: str
    unit: str
    measure: Callable[[Found], float]
    scale: float

    @property
    def is_level(self) -> bool:
        """Say whether per cent of it mean something: what is spent less what is received is no level."""
        return self.unit == PEOPLE_UNIT


def _mean(line: str, first: int = 0) -> Callable[[Found], float]:
    """Return the measure of a stock: its mean month over codes from the first one named."""
    return lambda found: float(found[line].sum(axis=0)[first:].sum()) / MONTHS_A_YEAR


def _net_cost(found: Found) -> float:
    """Return all that the public purse spends less what it receives, in pence."""
    return float(sum(line.spending * int(found[name].sum()) for name, line in LINES.items() if line.spending))


HEADLINES = (
    Headline("in_work", "People in work", PEOPLE_UNIT, _mean("work", Job.OUT + 1), 1 / THOUSAND),
    Headline(
        "on_uc", "Adults on Universal Credit", PEOPLE_UNIT, _mean("uc_people", Regime.NO_REQUIREMENTS), 1 / THOUSAND
    ),
    Headline("uc_health", "People on UC health", PEOPLE_UNIT, _mean("uc_health", HealthGroup.PRE_WCA), 1 / THOUSAND),
    Headline("disability", "People on PIP or ADP", PEOPLE_UNIT, _mean("disability"), 1 / THOUSAND),
    Headline("net_cost", "Net cost", "£bn a year", _net_cost, 1 / PENCE_A_BILLION),
)


class Impact(NamedTuple):
    """By how much the headlines move as one parameter goes from its low to its high end.

    `moves` are in the units of the headlines; none if the parameter moved nothing at all.
    """

    name: str
    moves: Floats | None


class Impacts(NamedTuple):
    """The impacts of all parameters, with the headlines at the central values and what luck makes of an impact."""

    found: tuple[Impact, ...]
    central: Floats
    luck: Floats

    def is_clear(self, moves: Floats) -> NDArray[np.bool_]:
        """Say of each headline whether a move is clear of luck."""
        return np.abs(moves) >= CLEAR * self.luck


class Bench:
    """Some populations, and runs of them with parameters at ends of their ranges."""

    def __init__(self, people: int, seeds: int) -> None:
        self._populations = [synthetic(people, seed, START) for seed in range(1, seeds + 1)]

    def accounts(self, ends: Sequence[tuple[str, float]], place: int) -> Found:
        """Return the accounts of one run, months × codes: the people of one place, with some parameters at an end."""
        population = self._populations[place]
        changes = [Change(name, {START: _lawful(name, value)}, "docs/make_impact.py") for name, value in ends]
        policies = resolve(current_law(), changes, START, MONTHS)
        return _played(population, policies)

    def headlines(self, ends: Sequence[tuple[str, float]], place: int) -> Floats:
        """Return the headlines of one run."""
        grossing = self._populations[place].grossing
        found = {
            name: values[-MONTHS_A_YEAR:] * (grossing if LINES[name].grossed else 1)
            for name, values in self.accounts(ends, place).items()
        }
        return np.array([each.measure(found) * each.scale for each in HEADLINES])


def _played(population: Population, policies: NDArray[np.void]) -> Found:
    key = stream_key(population.seed, 0)
    arms = [Arm(population.state, policies)]
    found = simulate_arms(arms, START, MONTHS, key, population.grossing, in_place=False)[0]
    return {name: values.sum(axis=1).reshape(MONTHS, -1) for name, values in found.items()}


def _lawful(name: str, value: float) -> float | bool:
    """Return an end of a range as the parameter holds it: a switch as yes or no."""
    return bool(value) if current_law().values[name].declared.unit == Unit.SWITCH else value


def ranged() -> list[Value]:
    """Return the parameters whose impact is asked for."""
    return [value for value in current_law().values.values() if is_asked(value)]


def is_asked(value: Value) -> bool:
    """Say whether the impact of a parameter is asked for: it has a range, and is no path that is given."""
    return value.low is not None and value.high is not None and not is_given(value)


def is_given(value: Value) -> bool:
    """Say whether a parameter is a path of prices or earnings, which the model is given."""
    return value.group in GIVEN or value.declared.unit == Unit.INDEX


def farther_end(value: Value) -> float:
    """Return the end of a range that is farther from the value in force at the start."""
    now = float(value.values[max(at for at in value.values if at <= START)])  # type: ignore[arg-type]
    low, high = ends_of(value)
    return high if high - now >= now - low else low


def ends_of(value: Value) -> tuple[float, float]:
    """Return the low and the high end of a range."""
    assert value.low is not None and value.high is not None
    return value.low, value.high


def that_move(values: Sequence[Value], people: int = PEOPLE_OF_SCREEN, threads: int | None = None) -> list[Value]:
    """Return those parameters that change any number of the accounts when put at the farther end of their range."""
    bench = Bench(people, 1)
    central = bench.accounts((), 0)

    def moves(value: Value) -> bool:
        found = bench.accounts([(value.name, farther_end(value))], 0)
        return any(not np.array_equal(found[line], central[line]) for line in central)

    return [value for value, does in zip(values, _each(moves, values, threads), strict=True) if does]


def design(order: int, factors: int, blocks: int) -> tuple[NDArray[np.int8], NDArray[np.int64], int]:
    """Return where each factor stands in each run (−1 low, 1 high), the population of each run, and columns left over.

    There are twice `order` runs, the second half the mirror of the first. The last columns belong to no factor.

    Raises
    ------
    ResultsError
        If the order is no power of two, or has too few columns for the factors and populations.
    """
    from scipy.linalg import hadamard

    if order & (order - 1) or order < factors + blocks:
        raise ResultsError(
            f"docs/make_impact.py: a design of order {order} cannot hold {factors} parameters and {blocks} "
            f"populations. Choose a power of two of at least {factors + blocks}."
        )
    half = hadamard(order, np.int8)[:, blocks:]  # the columns before are those of the populations
    signs = np.concatenate([half, -half])
    return signs, np.tile(np.arange(order) % blocks, 2), order - blocks - factors


def impacts(
    people: int = PEOPLE,
    order: int = ORDER,
    seeds: int = SEEDS,
    values: Sequence[Value] | None = None,
    threads: int | None = None,
    say: Say = lambda _: None,
) -> Impacts:
    """Run the design and return the impact of each parameter with a range.

    Parameters
    ----------
    people, order, seeds
        People of a run; half the number of runs, a power of two above the number of parameters that move anything;
        populations, a power of two, among which the runs are spread.
    values
        The parameters; all that `ranged` gives unless named.
    say
        Is given a line after each step.
    """
    asked = ranged() if values is None else values
    moving = that_move(asked, threads=threads)
    say(f"{len(moving)} of {len(asked)} parameters move something")
    bench = Bench(people, seeds)
    signs, place, left = design(order, len(moving), seeds)
    luckless = signs.shape[1] - left

    def run(row: int) -> Floats:
        ends = [(value.name, ends_of(value)[int(signs[row, factor] > 0)]) for factor, value in enumerate(moving)]
        return bench.headlines(ends, int(place[row]))

    found = np.stack(list(_each(run, range(len(signs)), threads)))
    central = np.stack(list(_each(lambda each: bench.headlines((), each), range(seeds), threads))).mean(axis=0)
    say(f"{len(signs)} runs done")
    effects = signs.T @ found / (len(signs) / 2)
    luck = np.sqrt((effects[luckless:] ** 2).mean(axis=0))
    moves = dict(zip((value.name for value in moving), effects[:luckless], strict=True))
    return Impacts(tuple(Impact(value.name, moves.get(value.name)) for value in asked), central, luck)


def _each(work: Callable[[Any], Any], of: Sequence[Any], threads: int | None) -> list[Any]:
    """Do some work for each of several things over threads, and return what it found in their order."""
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        return list(pool.map(work, of))


# ------------------------------------------------------------------------------------------------ as a table


def write(impacts: Impacts, file: Path) -> None:
    """Write impacts as a table: a row a parameter, its cells empty where nothing moved; first the central and luck."""
    with file.open("w", encoding="utf-8", newline="") as text:
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(["parameter", *(each.key for each in HEADLINES)])
        numbers = chain([(CENTRAL, impacts.central), (LUCK, impacts.luck)], impacts.found)
        for name, moves in numbers:
            rows.writerow([name, *([""] * len(HEADLINES) if moves is None else (f"{move:.4g}" for move in moves))])


def read(file: Path) -> Impacts:
    """Read the stored table of impacts."""
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    moves = {
        row["parameter"]: np.array([float(row[each.key]) for each in HEADLINES]) if row[HEADLINES[0].key] else None
        for row in rows
    }
    central, luck = moves.pop(CENTRAL), moves.pop(LUCK)
    assert central is not None and luck is not None
    return Impacts(tuple(Impact(name, moved) for name, moved in moves.items()), central, luck)
