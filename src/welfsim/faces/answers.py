"""The answers of a comparison as rows of text and as plain values: found, noise, evidence, and their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from welfsim.experiments.answers import CASELOADS, MONEY, WHOLE_RUN, WORK
from welfsim.experiments.evidence import JOINT_CHANCE
from welfsim.experiments.joint import REST
from welfsim.faces.sheets import as_told, chance
from welfsim.policy import current_law
from welfsim.results.luck import CHANCE, UNCLEAR, cell, span
from welfsim.results.table import ABOVE, COUNTED, COUNTED_ERROR, ERROR, REASON
from welfsim.wording.values import number, show_value

if TYPE_CHECKING:
    from welfsim.experiments.answers import Answers
    from welfsim.experiments.evidence import Evidence
    from welfsim.experiments.split import Split

WHAT_IS_FOUND = (
    "Found: people in work and jobs are expected differences, clear of most luck: a person's chances with the reform "
    "less those without it, carried on for as long as the job lasts. Net cost has work as expected in place of work as "
    "counted. Counted: the same by heads, ± standard error. All else is counted."
)
WITHOUT_SITES = (
    "Of expected differences and net cost the luck of sites is taken out: how well coaches do in a district is drawn, "
    "and over replications its mean is known to be zero. Counted figures have it."
)
NO_EVIDENCE = "How far the answers depend on what is not known: --evidence. What they are made of: --split."
INTERVALS = ("noise", "evidence", "together", "joint", "factors")
HEADS = {
    "noise": "noise, 95%",
    "evidence": "evidence",
    "together": "all at once",
    "joint": "joint, 90%",
    "factors": "factors, 95%",
}
ENDS = "each end ±"
WHAT_PARTS_ARE = (
    "New rules, same people: everyone answers as in the baseline and is served when the baseline serves them. Each "
    "further row adds what one more response changes when it is let go, in this order; the rows add up. ?: less than "
    "two standard errors, so the sign may be luck."
)


def answer_rows(answers: Answers, evidence: Evidence | None = None) -> list[list[str]]:
    """Return the answers as rows of text under their sections."""
    frame = answers.to_frame() if evidence is None else evidence.to_frame()
    digits = [answer.digits for answer in answers.found.values()]
    shown = [name for name in INTERVALS if f"{name} low" in frame]
    rows = [["Answers, reform less baseline", "found", *_heads(shown, frame), *[COUNTED] * (COUNTED in frame)]]
    above = ""
    for (section, label), told, places in zip(frame.index, told_rows(frame), digits, strict=True):
        if section == CASELOADS and told["found"] == 0.0:
            continue
        if section != above:
            above = section
            rows += [[""] * len(rows[0]), [section.upper(), *[""] * (len(rows[0]) - 1)]]
        found = [label, cell(number(told["found"], places), told[REASON]), *_spans(shown, told, places)]
        rows.append([*found, *_counted(told, places)])
    return rows


def _counted(told: Mapping[str, Any], digits: int) -> list[str]:
    """Return what was counted and its error, as one cell; empty where the answer itself is counted."""
    if COUNTED not in told:
        return []
    if isnan(told[COUNTED]):
        return [""]
    return [f"{number(told[COUNTED], digits)} ± {number(told[COUNTED_ERROR], digits)}"]


def _heads(shown: Sequence[str], frame: pd.DataFrame) -> list[str]:
    """Return the heads of the intervals: after noise the chance above zero, after others the error of their ends."""
    heads = []
    for name in shown:
        heads.append(HEADS[name])
        heads += [CHANCE] if name in ("noise", "joint") else [ENDS] if f"{name} low error" in frame else []
    return heads


def _spans(shown: Sequence[str], told: dict[str, Any], digits: int) -> Iterator[str]:
    """Yield the intervals of an answer: noise with the chance above zero, others with the error of their ends."""
    for name in shown:
        yield span(told[f"{name} low"], told[f"{name} high"], digits)
        if name == "noise":
            yield "" if isnan(told[ABOVE]) else chance(told[ABOVE])
        elif name == "joint":
            yield chance(told[JOINT_CHANCE])
        elif f"{name} low error" in told:
            yield number(end_error(told, name), digits)


def end_error(told: Mapping[str, Any], name: str) -> float:
    """Return the larger standard error of the two ends of an interval."""
    return max(float(told[f"{name} low error"]), float(told[f"{name} high error"]))


def told_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as plain values by column."""
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def mover_rows(evidence: Evidence) -> list[list[str]]:
    """Return for each answer the end of one range at which it is lowest, and highest."""
    frame = evidence.to_frame()
    rows = [["Evidence: the end of one range that does it", "lowest with", "highest with"]]
    for (section, label), told in zip(frame.index, told_rows(frame), strict=True):
        ends = [told[name].partition(".")[2] or "none" for name in ("lowest with", "highest with")]
        rows.append([label if section != MONEY else f"Net cost, {label[0].lower()}{label[1:]}", *ends])
    return rows


def tornado_rows(evidence: Evidence, label: str) -> list[list[str]]:
    """Return an answer at both ends of each range, the widest first; with joint draws also each parameter's share."""
    digits = next(answer.digits for (_, name), answer in evidence.answers.found.items() if name == label)
    frame = evidence.tornado(label)
    has_shares = "share" in frame
    what = f"Net cost, {label[0].lower()}{label[1:]}" if label == WHOLE_RUN else label
    rows = [[what, "at low end", "at high end", *["share, %"] * has_shares]]
    for name, told in zip(frame.index, told_rows(frame), strict=True):
        shares = [number(100 * told["share"])] if has_shares else []
        rows.append([str(name), number(told["at low end"], digits), number(told["at high end"], digits), *shares])
    if has_shares:
        rest = 1.0 - float(frame["share"].sum())
        rows.append([REST, "", "", number(100 * rest)])
    return rows


def part_tables(made_of: Split) -> list[list[list[str]]]:
    """Return what the answers are made of as rows of text: a row a part, a table a kind of people, one for money."""
    frame, tables = made_of.to_frame(), []
    for section in (WORK, CASELOADS, MONEY):
        for title, answers in _tables_of(section, [label for of, label in frame.index if of == section]):
            rows = _part_rows(pd.DataFrame(frame.loc[[(section, label) for label in answers]]), title, answers, section)
            if len(rows) > 1:
                tables.append(rows)
    return tables


def _tables_of(section: str, labels: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the tables of a section: a title, and the answers in it with their heads."""
    if section == MONEY:
        yield section, {label: label for label in labels}
        return
    kinds: dict[str, dict[str, str]] = {}
    for label in labels:
        who, _, month = label.rpartition(", ")
        if month.startswith("month"):
            title, head = (who, month) if section == WORK else (month, who)
            kinds.setdefault(title, {})[label] = head
    for title, answers in kinds.items():
        yield f"{section}: {title[0].lower()}{title[1:]}" if section == WORK else f"{section}, {title}", answers


def _part_rows(frame: pd.DataFrame, title: str, answers: Mapping[str, str], section: str) -> list[list[str]]:
    """Return the parts of some answers as rows of text, those that add nothing left out."""
    rows = [[title, *answers.values()]]
    for name in dict.fromkeys(frame.columns.get_level_values(0)):
        found = frame[name]["found"].to_numpy()
        if found.any():
            errors = frame[name][ERROR].to_numpy() if ERROR in frame[name] else np.zeros(len(found))
            rows.append([name, *(part(*each, section) for each in zip(found, errors, strict=True))])
    return rows


def part(found: float, error: float, section: str) -> str:
    """Write what a part adds, marked where its sign may be luck."""
    text = number(found, int(section == MONEY))
    return text if isnan(error) or abs(found) >= 2 * error else f"{text}{UNCLEAR}"


def part_records(made_of: Split) -> Iterator[dict[str, Any]]:
    """Yield what each part adds to each answer as plain values."""
    frame = made_of.to_frame()
    names, of_names = (frame.columns.get_level_values(level) for level in (0, 1))
    columns = list(zip(map(str, names), map(str, of_names), strict=True))
    for (section, answer), row in zip(frame.index, frame.itertuples(index=False, name=None), strict=True):
        cells: dict[str, dict[str, float]] = {}
        for (name, of), value in zip(columns, row, strict=True):
            cells.setdefault(name, {})[of] = float(value)
        for name, told in cells.items():
            yield {"section": f"{section}, of which", "answer": f"{answer}: {name}", **told}


def words(answers: Answers, evidence: Evidence | None) -> list[str]:
    """Say what each interval is, and what it is not, a paragraph each."""
    comparison = answers.comparison
    times = comparison.reform.scenario.replications
    if times == 1:
        told = ["One replication, so no interval: --replications 8 shows how much is luck."]
    else:
        told = [
            f"Noise: simulation noise alone, 95% of the mean of {times} paired replications (Student's t). "
            "The same people with other luck; it narrows with replications, and does not say whether the parameters "
            "are right. Replications that came out equal leave the width that one row of the sample could make."
        ]
    told[:0] = [WHAT_IS_FOUND, WITHOUT_SITES] if answers.is_without_sites else [WHAT_IS_FOUND]
    told += [NO_EVIDENCE] if evidence is None else list(_words_of(evidence))
    return told


def _words_of(evidence: Evidence) -> Iterator[str]:
    if evidence.ends:
        yield from words_of_ends(evidence)
    if len(evidence.factors):
        yield (
            "Factors: what the figures leave open of the fitted factors, 95% of the spread of "
            f"{len(evidence.factors)} joint draws around the scenario (docs/calibration.md). Noise is in it as well."
        )
    covers = ("It does not cover", "Neither covers", "None of these covers")[
        bool(evidence.ends) + bool(len(evidence.factors) and evidence.ends)
    ]
    yield f"{covers} parameters that are not listed, of the synthetic people, or of what the model leaves out."
    ends: dict[str, list[str]] = {}
    for end in evidence.ends:
        ends.setdefault(end.name, []).append(show_value(end.value, current_law().values[end.name].declared))
    if ends:
        yield f"Ranges: {'; '.join(f'{name} {low} to {high}' for name, (low, high) in ends.items())}."


def words_of_ends(evidence: Evidence) -> Iterator[str]:
    """Say what the intervals of single parameters are, of all at once and of joint draws."""
    once = "one replication" if evidence.replications == 1 else f"{evidence.replications} paired replications"
    error = (
        "two replications would show how much"
        if evidence.replications == 1
        else "± is the larger standard error of the two ends"
    )
    choice = (
        "The lowest and highest of many come from its tails."
        if evidence.replications == 1
        else "Which end is the lowest or the highest is chosen in one half of the replications and read in the other, "
        "so that noise does not widen the interval."
    )
    yield (
        "Evidence: the lowest and the highest answer when one parameter alone goes to an end of its range, in both "
        f"scenarios. Not a probability. Each end is found in {once} against the same without it, so noise is in it "
        f"({error}). {choice}"
    )
    yield (
        "All at once: every parameter at the end that gives people limited by ill health the fewest, then the most "
        "years in work; the lower answer first."
    )
    if evidence.joint is not None:
        yield (
            f"Joint: {evidence.joint.points.shape[0]} draws of all parameters at once, each within its range and most "
            "often near its central value (triangles: no source gives more). The interval holds 90% of the draws; its "
            "chance above zero counts luck too. Share: how much of the variance over the draws one parameter makes "
            "(Sobol's, of a surface without products of parameters); the rest acts together, or is luck."
        )


def answer_records(answers: Answers, evidence: Evidence | None) -> list[dict[str, Any]]:
    """Return the answers as plain values, each with the reason if it is no finding."""
    frame = answers.to_frame() if evidence is None else evidence.to_frame()
    heads = [{"section": section, "answer": label} for section, label in frame.index]
    return [
        {**head, **as_told(told, told[REASON], "found")} for head, told in zip(heads, told_rows(frame), strict=True)
    ]
