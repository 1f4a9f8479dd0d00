"""What a scenario changes: law and reform by date, and the files that read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.months import show_month
from welfsim.policy import PROGRAMMES, Amount, Relative, current_law, path, resolve, tables
from welfsim.policy.timeline import PLACES
from welfsim.scenario import Scenario
from welfsim.vocabulary.fields import Parameter, ParameterValue, Unit
from welfsim.wording.values import plain, show_unit, show_value, words

NOTHING_CHANGED = "Nothing differs from the law as enacted and services as funded."
ROOMS = ("processes", "rules", "awards", "policy", ".")


class Span(NamedTuple):
    """Months in which law and reform each have one value."""

    first: int
    last: int
    law: ParameterValue
    reform: ParameterValue

    @property
    def months(self) -> str:
        """The months in words."""
        return f"{show_month(self.first)} to {show_month(self.last)}"


class Changes:
    """The law and a scenario's policy over the months of its run."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.law = current_law()
        self._lawful = resolve(self.law, (), scenario.start, scenario.months)
        self._changed = resolve(self.law, scenario.changes(), scenario.start, scenario.months)

    def spans(self, name: str) -> list[Span]:
        """Return the spans of months in which a parameter differs from the law."""
        law, reform = (values.tolist() for values in self.by_month(name))
        start = self.scenario.start
        spans = []
        for (before, after), group in groupby(range(len(law)), key=lambda i: (law[i], reform[i])):
            months = list(group)
            if before != after:
                spans.append(Span(start + months[0], start + months[-1], before, after))
        return spans

    def changed(self) -> list[str]:
        """Return the parameters that the scenario changes or assumes."""
        return list(dict.fromkeys((*self.scenario.reform, *self.scenario.assume)))

    def followers(self) -> list[str]:
        """Return the parameters that differ from the law because others that they are calculated from were changed."""
        return [
            name for name in self.law.values if name not in self.changed() and not np.array_equal(*self.by_month(name))
        ]

    def sentence(self, name: str) -> str:
        """Show one change in a line: name, kind, law → reform."""
        parameter = self.law.values[name].declared
        steps = [
            f"{show_value(span.law, parameter)} → {show_value(span.reform, parameter)}, {span.months}"
            for span in self.spans(name)
        ]
        return f"{name} ({parameter.kind}): {'; '.join(steps) or 'as in law in these months'}"

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield every span of every change as plain values."""
        for name in [*self.changed(), *self.followers()]:
            value = self.law.values[name]
            for span in self.spans(name):
                yield {
                    "parameter": name,
                    "kind": str(value.declared.kind),
                    "unit": str(value.declared.unit),
                    "from": show_month(span.first),
                    "to": show_month(span.last),
                    "law": _plain(span.law, value.declared),
                    "reform": _plain(span.reform, value.declared),
                    "status of law": value.status(span.first),
                    "source": value.title,
                    "href": value.href,
                    "written in": self.scenario.where(name) if name in self.changed() else "follows",
                    "read by": ", ".join(readers(name)),
                }

    def told(self, name: str) -> str:
        """Show one change in full."""
        value = self.law.values[name]
        parameter = value.declared
        lines = [f"{name} ({parameter.kind}, {show_unit(parameter)})", f"  {parameter.meaning}"]
        lines += [
            f"  {span.months}   {show_value(span.law, parameter)} → {show_value(span.reform, parameter)}"
            for span in self.spans(name)
        ] or ["  as in law in the months of this run"]
        lines += [
            f"  Law: {value.title} ({value.status(self.scenario.start)})",
            f"       {value.href}",
            f"  Written in: {self.scenario.where(name)}",
            f"  Read by: {', '.join(readers(name)) or 'the rates that are calculated from it'}",
        ]
        return "\n".join(lines)

    def programme_told(self, name: str) -> str:
        """Show a programme that the scenario adds: the programme it copies, and each term that differs."""
        added = self.scenario.programmes[name]
        lines = [f"{added.title} (a programme added, like {words(PROGRAMMES[added.like])})"]
        for term, values in added.differs.items():
            parameter = self.law.values[f"{added.like}.{term}"].declared
            dated = "; ".join(f"{show_month(at)} {_amount(value, parameter)}" for at, value in values.items())
            begins_later = term == PLACES and min(values) > self.scenario.start
            before = f"none before {show_month(min(values))}; " if begins_later else ""
            lines.append(f"  {term}: {before}{dated} ({show_unit(parameter) or 'pounds'})")
        return "\n".join([*lines, f"  Written in: {self.scenario.where(f'programmes.{name}')}"])

    def rows(self) -> list[list[str]]:
        """Return every span of every change as a row of text under heads; heads alone if nothing is changed."""
        rows = [["Parameter", "From", "To", "Law", "Here", "Unit"]]
        for record in self.records():
            declared = self.law.values[record["parameter"]].declared
            values = (record["law"], record["reform"])
            shown = (value if isinstance(value, str) else show_value(value, declared) for value in values)
            rows.append([record["parameter"], record["from"], record["to"], *shown, show_unit(declared)])
        return rows

    def by_month(self, name: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return a parameter of the law and of the scenario, month by month."""
        return path(self._lawful, name), path(self._changed, name)


def _amount(amount: Amount | None, parameter: Parameter) -> str:
    """Say what a term of an added programme is, or how it differs from that of the programme it is like."""
    if amount is None:
        return "as in the other"
    if isinstance(amount, Relative):
        times = f"{plain(amount.times)} times that of the other" if amount.times != 1 else "that of the other"
        return f"{times} and {show_value(amount.plus, parameter)} more" if amount.plus else times
    return show_value(amount, parameter)


def _plain(value: ParameterValue, parameter: Parameter) -> float | str:
    """Return a number as it is, a list of names and a switch in words."""
    if isinstance(value, tuple) or parameter.unit is Unit.SWITCH:
        return show_value(value, parameter)
    return value


def readers(name: str) -> list[str]:
    """Return the files of the month that read a parameter, or that use it before the first month."""
    group, _, field = name.partition(".")
    table = tables()[group].__name__
    reads = re.compile(rf"\.{field}\b")
    knows = re.compile(rf"\bpolicy\.{group}\b|\b{table}\b" + (r"|\bpolicy\.programme\b" if group in PROGRAMMES else ""))
    return [file for file, text in _sources() if (reads.search(text) and knows.search(text)) or f'"{name}"' in text]


def _sources() -> Iterator[tuple[str, str]]:
    package = Path(__file__).resolve().parents[1]
    for room in ROOMS:
        for file in sorted((package / room).glob("*.py")):
            yield file.relative_to(package).as_posix(), file.read_text(encoding="utf-8")
