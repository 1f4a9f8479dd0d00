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
from welfsim.policy.own_laws import Group
from welfsim.policy.timeline import PLACES
from welfsim.scenario import Scenario
from welfsim.vocabulary.fields import Parameter, ParameterValue, Unit
from welfsim.vocabulary.parameters.whose import SHARED
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

    def __init__(self, scenario: Scenario, group: Group | None = None) -> None:
        self.scenario = scenario
        self.group = group
        self.law = current_law()
        changes = [*scenario.changes(), *(group.changes if group else ())]
        self._lawful = resolve(self.law, (), scenario.start, scenario.months)
        self._changed = resolve(self.law, changes, scenario.start, scenario.months)

    def of_groups(self) -> Iterator[Changes]:
        """Yield the changes that hold for some people only, group by group."""
        for group in self.scenario.own_groups():
            yield Changes(self.scenario, group)

    @property
    def who(self) -> str:
        """For whom they hold."""
        return self.group.some.in_words() if self.group else "everybody"

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
        """Return the parameters that the scenario changes or assumes; of a group those changed for it."""
        if self.group is not None:
            return [change.name for change in self.group.changes]
        return list(dict.fromkeys((*self.scenario.reform, *self.scenario.assume)))

    def followers(self) -> list[str]:
        """Return the parameters that differ from the law because others that they are calculated from were changed."""
        return [
            name for name in self.law.values if name not in self.changed() and not np.array_equal(*self.by_month(name))
        ]

    def sentence(self, name: str) -> str:
        """Show one change in a line: name, kind, law → reform."""
        parameter = self.law.values[name].declared
        if self.is_shared(name):
            return f"{name} ({parameter.kind}): {self._as_written(name)}"
        steps = [
            f"{show_value(span.law, parameter)} → {show_value(span.reform, parameter)}, {span.months}"
            for span in self.spans(name)
        ]
        return f"{name} ({parameter.kind}): {'; '.join(steps) or 'as in law in these months'}"

    def is_shared(self, name: str) -> bool:
        """Say whether a change is one of the part that some places have of an amount of the country."""
        return self.group is not None and name in SHARED

    def _as_written(self, name: str) -> str:
        """Say how much of an amount of the country some places have, as the scenario writes it."""
        assert self.group is not None
        change = next(change for change in self.group.changes if change.name == name)
        parameter = self.law.values[name].declared
        return "; ".join(
            f"{_amount(value, parameter, 'their own', 'as elsewhere')}, from {show_month(at)}"
            for at, value in change.values.items()
        )

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield every span of every change as plain values, those that hold for some people last."""
        yield from self._records()
        for changes in self.of_groups() if self.group is None else ():
            yield from changes._records()

    def _records(self) -> Iterator[dict[str, Any]]:
        """Yield every span of the changes of everybody, or of a group."""
        for name in [*self.changed(), *(self.followers() if self.group is None else ())]:
            value = self.law.values[name]
            for span in self.spans(name):
                yield {
                    "parameter": name,
                    "who": self.who,
                    "kind": str(value.declared.kind),
                    "unit": str(value.declared.unit),
                    "from": show_month(span.first),
                    "to": show_month(span.last),
                    "law": _plain(span.law, value.declared),
                    "reform": self._as_written(name) if self.is_shared(name) else _plain(span.reform, value.declared),
                    "status of law": value.status(span.first),
                    "source": value.title,
                    "href": value.href,
                    "written in": self.written_in(name) if name in self.changed() else "follows",
                    "read by": ", ".join(readers(name)),
                }

    def rows(self) -> list[list[str]]:
        """Return every span of every change as a row of text under heads, those that hold for some people last."""
        heads = ["Parameter", "Who", "From", "To", "Law", "Here", "Unit"]
        return [heads, *(row for changes in (self, *self.of_groups()) for row in changes._rows())]

    def _rows(self) -> Iterator[list[str]]:
        for name in [*self.changed(), *(self.followers() if self.group is None else ())]:
            declared = self.law.values[name].declared
            for span in self.spans(name):
                here = self._as_written(name) if self.is_shared(name) else show_value(span.reform, declared)
                when = show_month(span.first), show_month(span.last)
                yield [name, self.who, *when, show_value(span.law, declared), here, show_unit(declared)]

    def by_month(self, name: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return a parameter of the law and of the scenario, month by month."""
        return path(self._lawful, name), path(self._changed, name)

    def written_in(self, name: str) -> str:
        """Say where a change is written."""
        if self.group is None:
            return self.scenario.where(name)
        return next(change.where for change in self.group.changes if change.name == name)

    def told(self, name: str) -> str:
        """Show one change in full."""
        value = self.law.values[name]
        parameter = value.declared
        lines = [f"{name} ({parameter.kind}, {show_unit(parameter)})", f"  {parameter.meaning}"]
        if self.group is not None:
            lines.append(f"  For {self.who} only")
        lines += (
            [
                f"  {span.months}   {show_value(span.law, parameter)} → {show_value(span.reform, parameter)}"
                for span in self.spans(name)
                if not self.is_shared(name)
            ]
            or ([f"  {self._as_written(name)}"] if self.is_shared(name) else [])
            or ["  as in law in the months of this run"]
        )
        lines += [
            f"  Law: {value.title} ({value.status(self.scenario.start)})",
            f"       {value.href}",
            f"  Written in: {self.written_in(name)}",
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


def _amount(
    amount: Amount | None, parameter: Parameter, other: str = "that of the other", as_other: str = "as in the other"
) -> str:
    """Say what a term of an added programme is, or how it differs from that of the programme it is like."""
    if amount is None:
        return as_other
    if isinstance(amount, Relative):
        times = f"{plain(amount.times)} times {other}" if amount.times != 1 else other
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
    named = [group, *(["programme"] if group in PROGRAMMES else [])]
    knows = re.compile(rf"(?:\b(?:policy|law|here)|\))\.(?:{'|'.join(named)})\b|\b{table}\b")
    return [file for file, text in _sources() if (reads.search(text) and knows.search(text)) or f'"{name}"' in text]


def _sources() -> Iterator[tuple[str, str]]:
    package = Path(__file__).resolve().parents[1]
    for room in ROOMS:
        for file in sorted((package / room).glob("*.py")):
            yield file.relative_to(package).as_posix(), file.read_text(encoding="utf-8")
