"""Changes given as options: ``name=value``, or values by month."""

from __future__ import annotations

from collections.abc import Sequence

from ruamel.yaml import YAML

from welfsim.scenario.faults import report
from welfsim.scenario.values import Dated, read_change


def read_settings(settings: Sequence[str], option: str, start: int) -> tuple[list[tuple[str, Dated, str]], list[str]]:
    """Read ``name=value`` options: each name with its values and where it is written, and the faults of all."""
    laid, reports = [], []
    for setting in settings:
        name, equals, written = (part.strip() for part in setting.partition("="))
        where = f"{option} {setting}"
        if not equals:
            reports.append(f"{where}\n  Write a name and a value, as in {name}=1 or {name}=2026-04:1")
            continue
        values, faults = read_change(name, _setting_value(written), start)
        laid.append((name, values, where))
        reports += [report(faults, where)] if faults else []
    return laid, reports


def _setting_value(written: str) -> object:
    """Read the right-hand side of a setting: one value or list, or values by month."""
    if ":" not in written or written.startswith(("{", "[")):
        return _scalar(written)
    pairs = (part.partition(":") for part in written.split(","))
    return {at.strip(): _scalar(value.strip()) for at, _, value in pairs}


def _scalar(written: str) -> object:
    return YAML(typ="safe", pure=True).load(written) if written else ""
