"""What people bring with them: employability and frailty, under one law for all, placed by what they have become.

At 16, and in the population as a whole at every age, employability (the logarithm of a ratio on job entry) has mean 0
and one spread, frailty mean 0 and standard deviation 1, and the two one correlation. Groups differ by who is in them.
Where in that law the people of a group stand is the table ``data/margins/latent.csv``: it is what the model's own flows
make of the law (``python -m welfsim.experiments.composition`` writes it), so that the composition goes on as it is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.special import ndtr

from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed
from welfsim.population.draft import Array
from welfsim.population.law import law_at
from welfsim.population.tables import table
from welfsim.rules.entry import other_parts
from welfsim.vocabulary.codes import (
    Activity,
    EsaGroup,
    HealthGroup,
    Job,
    PipRate,
    Presence,
    Regime,
    Severity,
    WorkStatus,
)
from welfsim.vocabulary.persons import Persons

Floats = NDArray[np.float64]
RANKS = 65_536
LATENT = ("employability", "employability_sd", "slope", "frailty", "frailty_sd", "correlation")
AGES = (16, 20, 25, 35, 50, 60)
OUT, TENURE = (0, 4, 7, 13, 25, 61), (0, 7, 13, 61)
SEARCH, SEARCH_OUT = (0, 3, 6), (0, 7, 25)
MONTHS_AT_16 = 16 * MONTHS_A_YEAR
SEVERITIES, DETAILS = 3, 20  # well, limited, severe; at most so many details of a group


class Cells(NamedTuple):
    """Where people stand, one number each: the group, and the bands of age and of time in or out of work."""

    group: Array
    age: Array
    clock: Array


def group_code(status: Array | int, works: Array | int, severity: Array | int, detail: Array | int) -> Array:
    """Return the number of a group: entry group, in work or not, severity and detail."""
    return np.asarray(((status * 2 + works) * SEVERITIES + severity) * DETAILS + detail)


def status_of(group: Array) -> Array:
    """Return the entry group of each group."""
    return np.asarray(group // (2 * SEVERITIES * DETAILS))


def kin_of(group: Array) -> Array:
    """Return a number for the entry group of each group, in work or out of it; odd in work."""
    return np.asarray(group // (SEVERITIES * DETAILS))


def detail_of(group: Array) -> Array:
    """Return the detail of each group."""
    return np.asarray(group % DETAILS)


def statuses(person: dict[str, Array]) -> Array:
    """Return the entry group of each person, in work or out of it: the first that applies."""
    health, esa, regime = person["health_group"], person["esa_group"], person["regime"]
    has_pip = (person["daily_living"] != PipRate.NONE) | (person["mobility"] != PipRate.NONE)
    found = [
        (health == HealthGroup.LCWRA, WorkStatus.LCWRA),
        (esa == EsaGroup.SUPPORT, WorkStatus.ESA_SUPPORT),
        (health == HealthGroup.LCW, WorkStatus.LCW),
        ((esa == EsaGroup.WRAG) | (esa == EsaGroup.ASSESSMENT), WorkStatus.WRAG),
        (health == HealthGroup.PRE_WCA, WorkStatus.FIT_NOTE),
        (regime == Regime.INTENSIVE_SEARCH, WorkStatus.SEARCHING),
        (has_pip, WorkStatus.PIP_ONLY),
        (regime != Regime.NOT_ON_UC, WorkStatus.UC_OTHER),
    ]
    return np.select([holds for holds, _ in found], [status for _, status in found], WorkStatus.OFF_BENEFIT)


def band(values: Array, starts: tuple[int, ...]) -> Array:
    """Return the band of each value, 0 below the second start."""
    return np.digitize(values, starts[1:])


def cells(person: dict[str, Array], month: int) -> Cells:
    """Return where people stand at a month.

    The group is a whole number of entry group, in work or not, severity (well, limited, severe) and a detail: whether
    searchers say that they seek work, and their months of search and out of work; what those off benefit do.
    """
    status, works = statuses(person), person["job"] != Job.OUT
    severity = np.maximum(person["severity"].astype(np.int64) - (Severity.WORK_LIMITING - 1), 0)
    birth = person["birth_month"].astype(np.int64)
    out = month - np.maximum(person["last_work"].astype(np.int64), birth + MONTHS_AT_16)
    searched, seeks = month - person["search_since"].astype(np.int64), person["activity"] == Activity.SEEKING
    searching = search_detail(seeks.astype(np.int64), band(searched, SEARCH), band(out, SEARCH_OUT))
    detail = np.select(
        [works, status == WorkStatus.SEARCHING, status == WorkStatus.OFF_BENEFIT],
        [0, searching, person["activity"].astype(np.int64)],
        0,
    )
    clock = np.where(
        works,
        len(OUT) + band(month - person["job_since"].astype(np.int64), TENURE),
        band(out, OUT),
    )
    group = group_code(status.astype(np.int64), works, severity, detail)
    return Cells(group, band((month - birth) // MONTHS_A_YEAR, AGES), clock)


def columns_of(person: Persons, here: NDArray[np.bool_]) -> dict[str, Array]:
    """Return the columns of some people."""
    return {name: getattr(person, name)[here] for name in Persons._fields if getattr(person, name).ndim == 1}


def search_detail(seeks: Array | int, searched: Array | int, out: Array | int) -> Array:
    """Return the detail of searchers: whether they seek work, and bands of months of search and out of work."""
    return np.asarray((seeks * len(SEARCH) + searched) * len(SEARCH_OUT) + out)


def search_band(detail: Array) -> Array:
    """Return the band of months of search of each detail of searchers."""
    return np.asarray(detail // len(SEARCH_OUT) % len(SEARCH))


def deviations(values: Floats, group: Array, where: NDArray[np.bool_]) -> Floats:
    """Return values less the mean of the group they are in; 0 outside `where`."""
    held = np.bincount(group[where])
    mean = np.bincount(group[where], values[where]) / np.maximum(held, 1)
    apart = np.zeros(values.size)
    apart[where] = values[where] - mean[group[where]]
    return apart


def place_latent(person: Persons, luck: Generator, start: int) -> None:
    """Place everyone in the law of employability and frailty, and rank them by willingness to accept support.

    People yet to turn 16 come from the law itself. Within a group out of work those whom all else holds back from work
    are the more employable, and within any group those with daily living are less so, and more frail. Willingness goes
    with employability within a group, so that volunteers enter work more often than their group because of who they
    are.
    """
    own, other, third = (luck.standard_normal(person.person_id.size) for _ in range(3))
    spread, tie = assumed("employability_sd"), -assumed("employability_frailty_tie")
    e, z = spread * own, tie * own + np.sqrt(1.0 - tie**2) * other
    here = person.presence == Presence.PRESENT
    where = cells(columns_of(person, here), start)
    placed = _placed(where)
    rest = other_parts(person, law_at(start).employment, start)[here]
    held_back = deviations(rest, where.group, person.job[here] == Job.OUT)
    e[here] = placed["employability"] + placed["slope"] * held_back + placed["employability_sd"] * own[here]
    correlation = placed["correlation"]
    mixed = correlation * own[here] + np.sqrt(1.0 - correlation**2) * other[here]
    z[here] = placed["frailty"] + placed["frailty_sd"] * mixed
    daily_living = (person.daily_living[here] != PipRate.NONE).astype(np.float64)
    apart = deviations(daily_living, where.group, np.ones_like(daily_living, dtype=np.bool_))
    e[here] += assumed("employability_if_daily_living") * apart
    z[here] += assumed("frailty_if_daily_living") * apart
    lean = assumed("volunteers_employability")
    willing = lean * own + np.sqrt(1.0 - lean**2) * third
    person.employability[:], person.frailty[:] = e, z
    person.willingness[:] = np.minimum(ndtr(-willing) * RANKS, RANKS - 1)


def spread_by_tenure(person: dict[str, Array], works: NDArray[np.bool_], month: int) -> tuple[Floats, Floats]:
    """Return the mean employability of people in work if their tenure were in each band, and its spread."""
    new = {name: values[works] for name, values in person.items()}
    new["job_since"] = np.full(int(works.sum()), month)
    placed = _placed(cells(new, month))
    rows = table("latent")
    of_clock = rows[rows["part"] == "clock"].set_index("code")["employability"]
    by_band = of_clock.reindex(len(OUT) + np.arange(len(TENURE))).to_numpy(np.float64)
    return placed["employability"][:, None] + by_band - by_band[0], placed["employability_sd"]


def _placed(where: Cells) -> dict[str, Floats]:
    """Return the mean, spread, slope and correlation of employability and frailty where each person stands."""
    rows = table("latent")
    found = {name: np.zeros(where.group.size) for name in LATENT}
    for part, codes in where._asdict().items():
        of_part = rows[rows["part"] == part].set_index("code")[list(LATENT)]
        for name, values in found.items():
            values += of_part[name].reindex(codes).to_numpy(np.float64)
    return found
