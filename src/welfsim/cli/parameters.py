"""``welfsim parameters``: every number of law, services and behaviour, with its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from welfsim.cli.options import format_option
from welfsim.cli.show import echo


@click.command("parameters")
@click.argument("asked", nargs=-1, metavar="[GROUP|NAME|WORD]...")
@click.option("--month", metavar="MONTH", default="2025-04", show_default=True, help="The month of the values shown.")
@format_option
def command(asked: tuple[str, ...], month: str, form: str) -> None:
    """List parameters: all, those of GROUP, the one of a NAME, or those with all WORDs in name, meaning or source."""
    from welfsim.cli.show import print_csv, print_json, print_table

    listed, in_full = _chosen(" ".join(asked), month)
    if form == "json":
        print_json({"parameters": listed})
    elif form == "csv":
        print_csv({**record, "values": "; ".join(_dated(record))} for record in listed)
    elif in_full:
        echo("\n\n".join(_told(record) for record in listed))
    else:
        columns = ("name", "value", "unit", "kind", "status", "meaning")
        print_table([[f"Parameter, {month}", *columns[1:]], *([record[c] for c in columns] for record in listed)], 6)


def _chosen(asked: str, month: str) -> tuple[list[dict[str, Any]], bool]:
    """Return the parameters asked for, and whether each is shown in full: those of a group, a name, or the only one."""
    from welfsim.errors import ScenarioError
    from welfsim.policy import current_law, groups
    from welfsim.text.search import has_words
    from welfsim.text.written import after, question

    law = current_law().values
    named = [name for name in law if asked in (name, name.partition(".")[0])]
    found = named or [
        name for name, value in law.items() if has_words(asked, (name, value.declared.meaning, value.title, value.note))
    ]
    if not found:
        meant = after("\n  ", question(asked, [*groups(), *law]))
        raise ScenarioError(f"{asked}\n  No parameter has this in it.{meant}\n  Groups: {', '.join(groups())}")
    return _records(found, month), bool(named) or len(found) == 1


def _records(chosen: Sequence[str], month: str) -> list[dict[str, Any]]:
    """Return parameters as text and plain values."""
    from welfsim.months import show_month
    from welfsim.policy import current_law, path, resolve
    from welfsim.policy.some import MAY_DIFFER
    from welfsim.scenario import read_month
    from welfsim.vocabulary.parameters.whose import whose
    from welfsim.wording.values import show_bounds, show_unit, show_value

    law = current_law()
    at = read_month(month, "--month")
    policy = resolve(law, (), at, 1)
    records = []
    for name in chosen:
        value, parameter = law.values[name], law.values[name].declared
        spread = value.low is not None and value.high is not None
        records.append(
            {
                "name": name,
                "value": show_value(path(policy, name).tolist()[0], parameter),
                "unit": show_unit(parameter),
                "kind": str(parameter.kind),
                "status": value.status(at),
                "range": f"{show_value(value.low, parameter)} to {show_value(value.high, parameter)}" if spread else "",
                "bounds": show_bounds(parameter),
                "meaning": parameter.meaning,
                "differs": MAY_DIFFER[whose(name)],
                "values": {show_month(first): show_value(v, parameter) for first, v in sorted(value.values.items())},
                "then": value.uprating or "",
                "source": value.title,
                "href": value.href,
                "read": str(value.read),
                "note": value.note,
            }
        )
    return records


def _dated(record: dict[str, Any]) -> list[str]:
    return [f"{month} {value}" for month, value in record["values"].items()]


def _told(record: dict[str, Any]) -> str:
    """Describe one parameter in full."""
    spread = f", range {record['range']}" if record["range"] else ""
    lines = [
        f"{record['name']}: {record['value']} {record['unit']} ({record['kind']}, {record['status']}{spread})",
        record["meaning"],
        f"Can differ by {record['differs']}" if record["differs"] else "One number for the whole country",
        f"May be {record['bounds']}" if record["bounds"] else "",
        f"Values: {'; '.join(_dated(record))}" if len(record["values"]) > 1 else "",
        f"Then each April: {record['then']}" if record["then"] else "",
        f"Source: {record['source']} (read {record['read']})",
        record["href"],
        record["note"],
    ]
    return "\n  ".join(line for line in lines if line)
