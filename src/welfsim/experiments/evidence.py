"""How far an answer moves with what is not known: each parameter at the ends of its range, compared with noise.

``evidence(scenario)`` runs a comparison with replications, then again with one parameter at a time at its low and at
its high end, in the scenario and in what it is compared with, on the same people with the same luck.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfsim.errors import ScenarioError
from welfsim.experiments.answers import YEARS_IN_WORK, Answers
from welfsim.experiments.calibration.package import laid_over, read_posterior
from welfsim.experiments.joint import Joint, Range, joint, ranges, refuse_points
from welfsim.experiments.precision import answer_named
from welfsim.parts import Parts, held
from welfsim.policy import PROGRAMMES, current_law, path
from welfsim.results.comparison import Comparison
from welfsim.results.luck import LEAST_ROWS, standard_error
from welfsim.rules.coach_time import USUAL_CONTACT
from welfsim.scenario import Dated, Scenario, pair, read_scenario, refuse_changed_evidence
from welfsim.scenario.laws import laws_of
from welfsim.simulation import Progress, compare, shared
from welfsim.visits.cluster import Cluster, reached
from welfsim.vocabulary.fields import Kind
from welfsim.wording.values import show_value

Floats = NDArray[np.float64]

REPLICATIONS, REPLICATIONS_OF_AN_END = 8, 4
DRAWN = 1.96
"""Standard deviations of draws to each side of what was found."""
COACHES = (
    "employment.contact_effect",
    "employment.contact_decay",
    "employment.effect_cap",
    "employment.meetings_elasticity",
    "employment.displacement",
    "employment.gain_elasticity",
    "coaching.offers_a_year",
    "coaching.acceptance_lcwra",
    "coaching.acceptance_lcw",
    "coaching.acceptance_pip_only",
    "coaching.minutes_a_start",
)
"""What an answer about coaches depends on, unless the scenario lists its own: starts, contacts, who loses."""

JOINT_CHANCE = "joint chance above zero"
LENGTH, LENGTH_MATTERS = "coaching.contact_minutes", "coaching.contact_length_elasticity"


class End(NamedTuple):
    """One end of the range of a parameter."""

    name: str
    value: float

    def __str__(self) -> str:
        return f"{self.name} at {show_value(self.value, current_law().values[self.name].declared)}"


@dataclass(frozen=True, eq=False)
class Evidence:
    """The answers of a comparison, their noise, and what the ends of ranges make of them.

    Parameters
    ----------
    answers
        The answers with every parameter at its central value, several replications.
    ends
        The ends that were tried, one parameter at a time.
    shifts
        How far each end moves each answer, ends × answers × replications, against the same replication without it.
    together
        The same with every parameter moved at once, 2 × answers × replications: each to the end at which sick and
        disabled people are fewer, then more, years in work.
    joint
        The answers at joint draws of all parameters, if they were asked for.
    factors
        The same with calibrated factors drawn together, draws × answers × replications; none unless asked for.
    """

    answers: Answers
    ends: tuple[End, ...]
    shifts: Floats
    together: Floats
    joint: Joint | None = None
    factors: Floats = field(default_factory=lambda: np.empty((0, 0, 0)))

    @property
    def comparison(self) -> Comparison:
        """The two runs with every parameter at its central value."""
        return self.answers.comparison

    @property
    def replications(self) -> int:
        """Replications that found the shifts."""
        return int(self.shifts.shape[-1])

    def to_frame(self) -> pd.DataFrame:
        """Return a row an answer: found, noise, the interval of the evidence and which end makes it, all at once.

        From two replications of the ends on, each end of an interval has its standard error: the noise of its shift,
        to be compared with the noise of the answer itself. Which end is lowest or highest is chosen in one half of the
        replications and read in the other, so that noise does not widen the interval. An end that moves an answer by
        fewer than ten rows of the sample is not named. Of joint draws of factors the interval is 95% of a normal
        distribution of their spread around what was found.
        """
        frame = self.answers.to_frame()
        found = frame["found"].to_numpy()
        if self.ends:
            self._add_ends(frame)
        if self.joint is not None:
            place = [self.joint.keys.index(key) for key in frame.index]
            for name, end in zip(("joint low", "joint high"), self.joint.interval(), strict=True):
                frame[name] = end[place]
            frame[JOINT_CHANCE] = self.joint.chances()[place]
        if len(self.factors):
            spread = DRAWN * self.factors.mean(axis=2).std(axis=0, ddof=1)
            frame["factors low"], frame["factors high"] = found - spread, found + spread
        return frame

    def _add_ends(self, frame: pd.DataFrame) -> None:
        """Give each answer of a frame the intervals of single parameters, which end makes it, and of all at once."""
        found = frame["found"].to_numpy()
        shifts = np.concatenate([np.zeros_like(self.together[:1]), self.shifts])
        means, names = shifts.mean(axis=2), ["", *map(str, self.ends)]
        row = np.array([answer.row.worth for answer in self.answers.found.values()])
        for side, sign, which in (("low", 1, "lowest with"), ("high", -1, "highest with")):
            together = chosen(sign * self.together)
            for name, moved in (("evidence", chosen_apart(sign * shifts)), ("together", together)):
                frame[f"{name} {side}"] = found + sign * moved.mean(axis=1)
                if self.replications > 1:
                    frame[f"{name} {side} error"] = standard_error(moved.T, row)
            frame[f"evidence {side}"] = sign * np.minimum(sign * frame[f"evidence {side}"], sign * found)
            end = (sign * means).argmin(axis=0)
            seen = np.abs(means[end, np.arange(len(found))]) >= LEAST_ROWS * row
            frame[which] = [names[each] if is_seen else "" for each, is_seen in zip(end, seen, strict=True)]

    def tornado(self, label: str) -> pd.DataFrame:
        """Return one answer at both ends of each range, the widest first, with its share in the joint draws if any.

        Raises
        ------
        ScenarioError
            If there is no such answer.
        """
        key = answer_named(label, self.answers)
        place = list(self.answers.found).index(key)
        found = float(self.answers.found[key].values.mean())
        moved = found + self.shifts[:, place].mean(axis=1)
        names = list(dict.fromkeys(end.name for end in self.ends))
        of = {name: [at for end, at in zip(self.ends, moved, strict=True) if end.name == name] for name in names}
        rows = [(name, ends[0], ends[-1], abs(ends[-1] - ends[0])) for name, ends in of.items()]
        frame = pd.DataFrame(rows, columns=["parameter", "at low end", "at high end", "width"]).set_index("parameter")
        if self.joint is not None:
            frame["share"] = self.joint.shares()[key].reindex(frame.index).fillna(0.0)
        return frame.sort_values("width", ascending=False, kind="stable")

    def by_parameter(self) -> pd.DataFrame:
        """Return the answers at each end, a row an end and a column an answer."""
        frame = self.answers.to_frame()
        at_ends = frame["found"].to_numpy() + self.shifts.mean(axis=2)
        return pd.DataFrame(at_ends, pd.Index(map(str, self.ends)), frame.index)


def chosen(shifts: Floats) -> Floats:
    """Return for each answer the shifts at the end that moves it down most, answers × replications."""
    return np.asarray(shifts[shifts.mean(axis=2).argmin(axis=0), np.arange(shifts.shape[1])])


def chosen_apart(shifts: Floats) -> Floats:
    """Return the same, where each half of the replications is read at the end that the other half chooses.

    The lowest mean of many comes from the tail of their noise; read in replications that did not choose it, it does
    not. One replication has no other half, so it is read at the end that it chooses itself.
    """
    replications = shifts.shape[2]
    if replications == 1:
        return chosen(shifts)
    found, is_even = np.empty(shifts.shape[1:]), np.arange(replications) % 2 == 0
    for half in (is_even, ~is_even):
        end = shifts[:, :, ~half].mean(axis=2).argmin(axis=0)
        found[:, half] = shifts[:, :, half][end, np.arange(shifts.shape[1])]
    return found


def evidence(
    scenario: Scenario | str | Path,
    against: Scenario | str | Path | None = None,
    *,
    parameters: Sequence[str] | None = None,
    evidence_replications: int | None = None,
    joint_draws: int = 0,
    draws: int = 0,
    posterior: Path | None = None,
    replications: int | None = None,
    set: Sequence[str] = (),
    threads: int | None = None,
    progress: Progress | None = None,
    resume: bool | Parts = True,
    cluster: str | Cluster | None = None,
    **options: Any,
) -> Evidence:
    """Compare a scenario with its baseline, and again with each parameter at the ends of its range.

    Parameters
    ----------
    parameters
        Those whose ranges are tried; what the scenario lists as ``evidence`` unless given, or else those on which
        answers about coaches and programmes hang, as far as neither scenario changes them.
    evidence_replications
        Replications at each end; each is held against the same replication at the central values. 4 unless given, or
        as many as there are at the central values.
    joint_draws
        Joint draws of all parameters within their ranges, a power of two, each of one replication; none unless given.
        They give the chance that an answer is above zero and each parameter's share in what is not known.
    draws
        How often the calibrated factors are drawn together, from the errors that their fit left them.
    posterior
        The file of these errors; that which comes with welfsim unless given.
    replications
        Replications at the central values; the scenario's own unless given, and 8 if that is one.

    Others as in `welfsim.compare`.

    Raises
    ------
    ScenarioError
        If a parameter is not known, has no range or is changed by either scenario, or if none is listed.
    TargetsError
        If draws are asked for and there is no fit to draw from.
    """
    settings = set
    read = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    if replications is None and read.replications == 1:
        replications = REPLICATIONS
    listed = read.with_options(evidence=parameters)
    reform, baseline = pair(listed, against, settings, replications=replications, **options)
    times_an_end = evidence_replications
    if times_an_end is None:
        times_an_end = min(REPLICATIONS_OF_AN_END, reform.replications)
    _refuse_too_many(times_an_end, reform)
    _refuse_draws(draws)
    names = tried(reform, baseline, may_be_none=draws > 0)
    ends, drawn = _ends(names), ranges(names, reform.start)
    if joint_draws:
        refuse_points(joint_draws, len(drawn))
    factors = read_posterior(posterior).draws(draws, reform.start) if draws else []
    work = reform.replications + times_an_end * (len(ends) + 2 + len(factors)) + joint_draws
    with held(resume) as parts, reached(cluster) as far:
        asked_for = ("evidence", reform.as_written(), baseline.as_written(), ends, times_an_end, joint_draws, factors)
        parts.begin(asked_for, 2 * work)

        def answers(laid: Mapping[str, Dated], times: int) -> Answers:
            assume = laid_over(reform.assume, laid, reform.start)
            asked = reform.with_options(replications=times).assuming(assume)
            part = shared(progress, times / work)
            return Answers(compare(asked, baseline, threads=threads, progress=part, resume=parts, cluster=far))

        return _found(answers, reform, ends, times_an_end, factors, drawn, joint_draws, far)


def _found(
    answers: Callable[[Mapping[str, Dated], int], Answers],
    reform: Scenario,
    ends: Sequence[End],
    at_ends: int,
    factors: Sequence[Mapping[str, Dated]],
    drawn: Sequence[Range],
    joint_draws: int,
    far: Cluster | None,
) -> Evidence:
    """Return the answers at the central values, at each end, all at once, at draws of factors and at joint draws.

    Parameters
    ----------
    answers
        Gives the answers under what is assumed, of so many replications.
    far
        The cluster on which they are found, if any: several ends at the same time.
    """
    central = answers({}, reform.replications)
    before = _first(central, at_ends)

    def shift(laid: Mapping[str, Dated]) -> Floats:
        return _first(answers(laid, at_ends), at_ends) - before

    def at(assume: Mapping[str, float]) -> dict[str, Dated]:
        return {name: {reform.start: value} for name, value in assume.items()}

    def each(laid: Sequence[Mapping[str, Dated]]) -> Floats:
        return np.stack([shift(one) for one in laid] if far is None else far.each(shift, laid))

    none = np.empty((0, *before.shape))
    at_factors = each(factors) if factors else none
    if not ends:
        return Evidence(central, (), none, np.zeros((2, *before.shape)), None, at_factors)
    shifts = each([at({end.name: end.value}) for end in ends])
    years = shifts[:, [label for _, label in central.found].index(YEARS_IN_WORK)].mean(axis=1)
    together = np.stack([shift(at(all_at_once(ends, sign * years))) for sign in (1, -1)])
    at_draws = None
    if joint_draws:
        at_draws = joint(lambda assume, times: answers(at(assume), times), central, drawn, joint_draws)
    return Evidence(central, tuple(ends), shifts, together, at_draws, at_factors)


def all_at_once(ends: Sequence[End], shifts: Floats) -> dict[str, float]:
    """Return for each parameter the end that moves an answer down most; none if neither does."""
    best: dict[str, tuple[float, float]] = {}
    for end, moved in zip(ends, shifts.tolist(), strict=True):
        if moved < best.get(end.name, (0.0, 0.0))[0]:
            best[end.name] = (moved, end.value)
    return {name: value for name, (_, value) in best.items()}


def tried(reform: Scenario, baseline: Scenario, may_be_none: bool = False) -> tuple[str, ...]:
    """Return the parameters whose ranges are tried: those listed, or those on which the changes hang.

    There may be none where fitted factors are drawn as well.

    Raises
    ------
    ScenarioError
        If a listed one is changed by either scenario, or none is listed and none can be found.
    """
    changed = {*baseline.changed, *reform.changed}
    refuse_changed_evidence(reform, baseline)
    names = reform.evidence or tuple(name for name in _depends_on(reform, baseline) if name not in changed)
    if not names and not may_be_none:
        raise ScenarioError(
            f"--evidence\n  {reform.name} lists no parameters whose ranges are to be tried, and changes neither\n"
            "  coaches nor programmes. Write them in the scenario, as  evidence: [employment.gain_elasticity]"
        )
    return names


def _depends_on(reform: Scenario, baseline: Scenario) -> list[str]:
    """Return the parameters on which the answer about a change of coaches or programmes depends."""
    groups = {name.partition(".")[0] for name in (*reform.changed, *baseline.changed)}
    groups |= {added.like for each in (reform, baseline) for added in each.programmes.values()}
    names = [
        *(COACHES if "coaching" in groups else ()),
        *([LENGTH_MATTERS] if _has_another_length(reform) or _has_another_length(baseline) else []),
        *(["employment.displacement"] if groups & {*PROGRAMMES} else []),
    ]
    names += [
        name
        for name, value in current_law().values.items()
        if value.group in groups & {*PROGRAMMES} and value.declared.kind == Kind.BEHAVIOUR and value.low is not None
    ]
    return list(dict.fromkeys(names))


def _has_another_length(scenario: Scenario) -> bool:
    """Say whether a contact ever lasts other than usual; what its length does is nothing otherwise."""
    return any(bool((path(months, LENGTH) != USUAL_CONTACT).any()) for months in laws_of(scenario))


def _ends(names: Sequence[str]) -> tuple[End, ...]:
    """Return the low and the high end of each range."""
    values = [current_law().values[name] for name in names]
    return tuple(End(value.name, end) for value in values for end in (value.low, value.high) if end is not None)


def _first(answers: Answers, replications: int) -> Floats:
    """Return each answer as drawn in the first replications, answers × replications."""
    return np.stack([answer.drawn[:replications] for answer in answers.found.values()])


def _refuse_draws(draws: int) -> None:
    if draws < 0 or draws == 1:
        raise ScenarioError(
            f"--draws {draws}\n  Two draws or more say how far an answer moves. Write 16, or leave it out."
        )


def _refuse_too_many(evidence_replications: int, reform: Scenario) -> None:
    if not 1 <= evidence_replications <= reform.replications:
        raise ScenarioError(
            f"--evidence-replications {evidence_replications}\n  Each end is held against the same replication at the "
            f"central values, of which there are {reform.replications}.\n"
            f"  Write a number from 1 to {reform.replications}, or more --replications."
        )
