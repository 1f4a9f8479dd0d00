"""Where the people of each group stand in the law of employability and frailty: what the model's own flows make of it.

``python -m welfsim.experiments.composition`` builds a population, lets it run for some years under the law of its first
month, sees who has come to be where, and builds again from that, until nothing moves. It writes
``data/margins/latent.csv`` and prints what the flows make of each group's entry into work next to what is published.
Nothing is shifted to fit: what a group's gap is, it is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.months import parse_month
from welfsim.policy import current_law, resolve
from welfsim.population.assumptions import assumed
from welfsim.population.build import build
from welfsim.population.latent import (
    AGES,
    LATENT,
    OUT,
    SEARCH,
    SEARCH_OUT,
    SEVERITIES,
    TENURE,
    Cells,
    cells,
    columns_of,
    detail_of,
    deviations,
    group_code,
    kin_of,
    search_band,
    status_of,
)
from welfsim.population.law import law_at
from welfsim.population.tables import forget_tables, table
from welfsim.processes.employment import entry_hazards
from welfsim.rules.entry import other_parts
from welfsim.shipped import data_folder
from welfsim.vocabulary.codes import Activity, Job, Presence, WorkStatus
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import Clock, State

START = parse_month("2025-04")
PEOPLE, YEARS, ROUNDS, STEP = 100_000, 4, 7, 0.7
FLOWS = ("fit_notes", "jobs_started", "jobs_lost")
SOLVED = {
    "searching": "entry",
    "off_benefit_studying": "entry_ratio_studying",
    "off_benefit_caring": "entry_ratio_caring",
    "off_benefit_retired": "entry_ratio_retired",
}
FIT_NOTES = ("fit_note_mild", "fit_note_work_limiting", "fit_note_severe")
FEWEST = 60  # rows from which a cell has its own mean
Floats = NDArray[np.float64]


class Target(NamedTuple):
    """A group of the table of entry means: the entry group, what its people do or −1, and its mean hazard."""

    name: str
    status: WorkStatus
    detail: int
    hazard: float


def targets() -> list[Target]:
    """Return the groups whose mean entry is known."""
    hazard = dict(zip(*(table("entry_means")[name] for name in ("group", "hazard")), strict=True))
    plain = [WorkStatus.LCWRA, WorkStatus.ESA_SUPPORT, WorkStatus.LCW, WorkStatus.WRAG, WorkStatus.FIT_NOTE]
    plain += [WorkStatus.PIP_ONLY, WorkStatus.UC_OTHER]
    found = [Target(each.name.lower(), each, -1, float(hazard[each.name.lower()])) for each in plain]
    found.append(Target("searching", WorkStatus.SEARCHING, -1, float(hazard["searching"])))
    for activity in Activity:
        name = f"off_benefit_{activity.name.lower()}"
        found.append(Target(name, WorkStatus.OFF_BENEFIT, int(activity), float(hazard[name])))
    return found


def codes() -> list[int]:
    """Return every group that a person can belong to, see `latent.cells`."""
    details = {
        WorkStatus.SEARCHING: range(2 * len(SEARCH) * len(SEARCH_OUT)),
        WorkStatus.OFF_BENEFIT: range(len(Activity)),
    }
    out = [(s, 0, v, d) for s in WorkStatus for v in range(SEVERITIES) for d in details.get(s, (0,))]
    at_work = [(s, 1, v, 0) for s in WorkStatus for v in range(SEVERITIES)]
    return sorted(int(group_code(*each)) for each in [*out, *at_work])


def empty() -> pd.DataFrame:
    """Return a table in which every group is as the whole population."""
    spread, tie = assumed("employability_sd"), -assumed("employability_frailty_tie")
    parts = {"group": codes(), "age": range(len(AGES)), "clock": range(len(OUT) + len(TENURE))}
    rows = [(part, code, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0) for part, of in parts.items() for code in of]
    frame = pd.DataFrame(rows, columns=["part", "code", *LATENT, "people"])
    frame.loc[frame["part"] == "group", ["employability_sd", "frailty_sd", "correlation"]] = spread, 1.0, tie
    return frame


def _columns(state: State) -> tuple[dict[str, NDArray[np.generic]], NDArray[np.bool_]]:
    here = state.person.presence == Presence.PRESENT
    return columns_of(state.person, here), here


def found_in(state: State, month: int) -> pd.DataFrame:
    """Return where people stand in a state: a mean for each group, and what age and time in or out of work add."""
    columns, here = _columns(state)
    where = cells(columns, month)
    frame = empty().assign(people=0)
    rest = other_parts(state.person, law_at(START).employment, month)[here]
    held_back = deviations(rest, where.group, columns["job"] == Job.OUT)
    e, z = (columns[name].astype(np.float64) for name in ("employability", "frailty"))
    ages = where.age
    for band in range(len(AGES)):  # the law holds at every age; what chance made of it is taken out
        of = ages == band
        e[of] = (e[of] - e[of].mean()) * assumed("employability_sd") / e[of].std()
        z[of] = (z[of] - z[of].mean()) / z[of].std()
    slope = _slopes(frame, e, held_back, where)
    e = e - slope * held_back
    for name, values in (("employability", e), ("frailty", z)):
        _additive(frame, name, values, where)
    _spreads(frame, e, z, where)
    return frame


def _slopes(frame: pd.DataFrame, e: Floats, held_back: Floats, where: Cells) -> Floats:
    """Write by how much people out of work whom all else holds back are more employable, a slope an entry group."""
    wide = status_of(where.group)
    both = np.bincount(wide, deviations(e, where.group, held_back != 0) * held_back)
    slope = both / np.maximum(np.bincount(wide, held_back**2), 1e-9)
    of_groups = frame["part"] == "group"
    code = frame.loc[of_groups, "code"].to_numpy()
    own, at_work = slope[np.minimum(status_of(code), slope.size - 1)], kin_of(code) % 2 == 1
    frame.loc[of_groups, "slope"] = np.where(at_work, 0.0, own)
    return np.asarray(slope[wide])


def _additive(frame: pd.DataFrame, name: str, values: Floats, where: Cells) -> None:
    """Fit group means plus effects of age and clock by turns; a small group leans to the mean of its kin."""
    effect = {part: np.zeros(int(frame.loc[frame["part"] == part, "code"].max()) + 1) for part in where._fields}
    for _ in range(30):
        for part, of in where._asdict().items():
            rest = values - sum(effect[other][where._asdict()[other]] for other in where._fields if other != part)
            held = np.bincount(of, minlength=effect[part].size)
            mean = np.bincount(of, rest, minlength=effect[part].size) / np.maximum(held, 1)
            if part == "group":
                wide = kin_of(np.arange(effect[part].size))
                whole = np.bincount(wide, mean * held) / np.maximum(np.bincount(wide, held), 1)
                weight = held / (held + FEWEST)
                effect[part] = weight * mean + (1 - weight) * whole[wide]
            else:
                effect[part] = mean - np.average(mean, weights=held) if held.sum() else mean
    for part in where._fields:
        of = frame["part"] == part
        frame.loc[of, name] = effect[part][frame.loc[of, "code"]]


def _spreads(frame: pd.DataFrame, e: Floats, z: Floats, where: Cells) -> None:
    """Write what is left around the means, group by group: standard deviations and correlation."""
    by_code = {part: frame[frame["part"] == part].set_index("code") for part in where._fields}
    left = []
    for name, values in (("employability", e), ("frailty", z)):
        fitted = sum(by_code[part][name].reindex(of).to_numpy() for part, of in where._asdict().items())
        left.append(values - fitted)
    of_groups = frame["part"] == "group"
    code = frame.loc[of_groups, "code"].to_numpy()
    size = int(max(where.group.max(), code.max())) + 1
    held = np.bincount(where.group, minlength=size)

    def mean_square(a: Floats, b: Floats) -> Floats:
        total, wide = np.bincount(where.group, a * b, minlength=size), kin_of(np.arange(size))
        whole = np.bincount(wide, total) / np.maximum(np.bincount(wide, held), 1)
        return np.asarray(((total + FEWEST * whole[wide]) / (held + FEWEST))[code])

    sd_e, sd_z = np.sqrt(mean_square(left[0], left[0])), np.sqrt(mean_square(left[1], left[1]))
    tie = np.clip(mean_square(left[0], left[1]) / np.maximum(sd_e * sd_z, 1e-9), -0.95, 0.95)
    frame.loc[of_groups, "employability_sd"], frame.loc[of_groups, "frailty_sd"] = sd_e, sd_z
    frame.loc[of_groups, "correlation"], frame.loc[of_groups, "people"] = tie, held[code]


class Seen(NamedTuple):
    """People out of work in a state: where they stand, their monthly hazard of entry, and whether ESA brought them."""

    group: NDArray[np.int64]
    stratum: NDArray[np.int64]
    hazard: Floats
    from_esa: NDArray[np.bool_]

    def of(self, status: int, detail: int = -1) -> NDArray[np.bool_]:
        """Mark the people of an entry group, all of them or those of one detail."""
        return np.asarray((status_of(self.group) == status) & ((detail < 0) | (detail_of(self.group) == detail)))

    def searching(self, band: int) -> NDArray[np.bool_]:
        """Mark searchers by months of search."""
        return np.asarray(self.of(WorkStatus.SEARCHING) & (search_band(detail_of(self.group)) == band))

    def mean(self, of: NDArray[np.bool_]) -> float:
        """Return the mean hazard of some people."""
        return float(self.hazard[of].mean()) if of.any() else np.nan


def see(state: State, policy: Policy, month: int) -> Seen:
    """Return the people out of work in a state; the mix to be held is that of group, time out of work and age."""
    hazards = entry_hazards(state, policy, Clock(month, START, stream_key(0, 0), 1))
    columns, here = _columns(state)
    where = cells(columns, month)
    out = hazards[here] >= 0
    stratum = (where.group * 10 + where.clock) * 10 + where.age
    from_esa = np.asarray(columns["from_esa"][out], np.bool_)
    return Seen(where.group[out], stratum[out], np.minimum(hazards[here][out], 1.0), from_esa)


def held_mix(first: Seen, later: Seen, a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    """Return the later mean hazard of a group, `b`, at the mix of the first, `a`."""
    size = int(max(first.stratum.max(), later.stratum.max())) + 1
    was, now = np.bincount(first.stratum[a], minlength=size), np.bincount(later.stratum[b], minlength=size)
    total = np.bincount(later.stratum[b], later.hazard[b], minlength=size)
    both = (was > 0) & (now > 0)
    return float((total[both] / now[both] * was[both]).sum() / max(was[both].sum(), 1))


class Round(NamedTuple):
    """One round: the people out of work as built and after the years, and flows a month by year."""

    first: Seen
    later: Seen
    flows: dict[str, Floats]


def play(people: int, years: int, seed: int, policies: NDArray[np.void]) -> tuple[Round, pd.DataFrame]:
    """Build a population and run it; return what was seen, and where its people stand at the end."""
    population, policy, end = build(people, seed, START), cast("Policy", policies[0]), START + years * 12
    first = see(population.state, policy, START)
    key, threads = stream_key(seed, 0), os.cpu_count() or 1
    accounts = simulate(population.state, policies, START, years * 12, key, population.grossing, threads)
    flows = flows_of(accounts, years, population.grossing)
    return Round(first, see(population.state, policy, end), flows), found_in(population.state, end)


def flows_of(accounts: Mapping[str, NDArray[np.int64]], years: int, grossing: int) -> dict[str, Floats]:
    """Return the flows of a round a month, by year, in people."""
    return {line: accounts[line].reshape(years, 12, -1).sum(axis=(1, 2)) * grossing / 12 for line in FLOWS}


def solve(
    policies: NDArray[np.void],
    found: Round,
    aims: Sequence[Target] | None = None,
    fit_notes: float = 0.0,
) -> None:
    """Move the base hazard and what people do towards their targets, published unless given.

    Also the level of fit notes, if those of the first year are given; that of the law rests on later years.
    """
    gaps = {
        each.name: np.log(each.hazard / found.first.mean(found.first.of(each.status, each.detail)))
        for each in aims or targets()
    }
    base = STEP * gaps["searching"]
    for name, parameter in SOLVED.items():
        policies["employment"][parameter] *= np.exp(base if name == "searching" else STEP * gaps[name] - base)
    for parameter in FIT_NOTES if fit_notes > 0.0 else ():
        policies["claims"][parameter] *= (fit_notes / found.flows["fit_notes"][0]) ** STEP


def report(found: Round, policies: NDArray[np.void]) -> Iterator[str]:
    """Yield what a round found, line by line."""
    first, later, _ = found
    yield "group                    rows  entry    target    gap    later: rows  entry  same mix"
    for each in targets():
        a, b = (seen.of(each.status, each.detail) for seen in (first, later))
        mean = first.mean(a)
        yield (
            f"{each.name:22} {a.sum():6,} {mean:8.4f} {each.hazard:8.4f} {np.log(each.hazard / mean):6.2f} "
            f"{b.sum():14,} {later.mean(b):8.4f} {held_mix(first, later, a, b):8.4f}"
        )
    for band, name in enumerate(("to month 3", "months 4 to 6", "after month 6")):
        a, b = first.searching(band), later.searching(band)
        yield f"searching {name:13}{a.sum():6,} {first.mean(a):8.4f} {b.sum():30,} {later.mean(b):8.4f}"
    for line, by_year in found.flows.items():
        yield f"{line} a month by year: " + ", ".join(f"{people:,.0f}" for people in by_year)
    for group, names in (("employment", SOLVED.values()), ("claims", FIT_NOTES)):
        yield f"{group}: " + ", ".join(f"{name} {policies[group][name][0]:.4g}" for name in names)


def write(frame: pd.DataFrame) -> None:
    """Write the table."""
    frame.round(4).to_csv(data_folder() / "margins" / "latent.csv", index=False)
    forget_tables()


def main(fresh: bool) -> None:
    """Build, run and build again, and say what each round finds."""
    policies = np.repeat(resolve(current_law(), (), START, 1), YEARS * 12)
    if fresh:
        write(empty())
    for number in range(ROUNDS):
        found, table_of_round = play(PEOPLE, YEARS, number + 1, policies)
        print(f"\nRound {number + 1}", *report(found, policies), sep="\n", flush=True)
        solve(policies, found)
        write(table_of_round)


if __name__ == "__main__":
    main("--fresh" in sys.argv)
