"""Changes given as options: ``name=value``, or values by month."""

from __future__ import annotations

import re
from collections.abc import Sequence

from welfsim.scenario.faults import indented, report
from welfsim.scenario.groups import Group, read_groups
from welfsim.scenario.values import Dated, read_change
from welfsim.text.written import shortened
from welfsim.yaml_files import UnreadableError, parse

_NEXT_MONTH = re.compile(r",(?=[^,\[\]{}]*:)")
LONGEST_SETTING = 100
SET = "--set"
_UNCLOSED = "Close the bracket behind who is meant, as in universal_credit.lcwra_new[age: under 25]={times: 0.5}"
_FOR_ALL = "What is assumed is assumed of everybody: leave out the brackets."


def read_settings(settings: Sequence[str], option: str, start: int) -> tuple[list[tuple[str, Dated, str]], list[str]]:
    """Read ``name=value`` options: each name with its values and where it is written, and the faults of all."""
    laid: dict[str, tuple[Dated, str]] = {}
    reports = []
    for setting in settings:
        name, equals, written = (part.strip() for part in str(setting).partition("="))
        where = f"{option} {shortened(setting, LONGEST_SETTING)}"
        if "[" in name:
            reports.append(f"{where}\n  {_UNCLOSED}" if option == SET else f"{where}\n  {_FOR_ALL}")
            continue
        if not equals or not name or not written:
            example = shortened(name or "coaching.coaches")
            reports.append(f"{where}\n  Write a name and a value, as in {example}=1 or {example}=2026-04:1")
            continue
        try:
            values, faults = read_change(name, _setting_value(written), start)
        except UnreadableError as unreadable:
            reports.append(indented(where, unreadable.why))
            continue
        reports += [report(faults, where)] if faults else []
        if name in laid:
            reports.append(
                f"{where}\n  {shortened(name)} is set twice, first by {laid[name][1]}.\n"
                f"  Write its months together, as {shortened(name)}=2026-04:1,2027-04:2"
            )
        laid[name] = (values, where)
    return [(name, values, where) for name, (values, where) in laid.items()], reports


def is_of_some(setting: object) -> bool:
    """Say whether a setting names some people behind its parameter: ``NAME[age: under 25]=VALUE``."""
    name, equals, _ = str(setting).partition("]=")
    return bool(equals) and "[" in name and "=" not in name.partition("[")[0]


def read_settings_of_some(
    settings: Sequence[str], option: str, start: int
) -> tuple[list[tuple[Group, str]], list[str]]:
    """Read ``name[where]=value`` options: each as a group with where it is written, and the faults of all."""
    groups, reports = [], []
    for setting in settings:
        where = f"{option} {shortened(setting, LONGEST_SETTING)}"
        named, _, written = str(setting).partition("]=")
        name, _, some = named.partition("[")
        try:
            block = {"where": parse(f"{{{some}}}"), name.strip(): _setting_value(written.strip())}
        except UnreadableError as unreadable:
            reports.append(indented(where, unreadable.why))
            continue
        read, faults = read_groups([block], start)
        reports += [report(faults, where)] if faults else []
        groups += [(group, where) for group in read]
    return groups, reports


def _setting_value(written: str) -> object:
    """Read the right-hand side of a setting: one value or list, or values by month.

    Raises
    ------
    UnreadableError
        If a value is not written as YAML, or a month stands twice.
    """
    if ":" not in written or written.startswith(("{", "[")):
        return parse(written)
    values: dict[str, object] = {}
    for part in _NEXT_MONTH.split(written):
        at, _, value = (each.strip() for each in part.partition(":"))
        if at in values:
            raise UnreadableError(f"{shortened(at)} stands twice; write it once.")
        if not value:
            raise UnreadableError(f"There is no value for {shortened(at)}.")
        values[at] = parse(value)
    return values
