"""``welfsim parameters``: every number of law, services and behaviour, with its source."""

from __future__ import annotations

from typing import Any

import click

from welfsim.cli.options import format_option
from welfsim.cli.show import echo


@click.command("parameters")
@click.argument("group", required=False, default="")
@click.option("--month", metavar="MONTH", default="2025-04", show_default=True, help="The month of the values shown.")
@format_option
def command(group: str, month: str, form: str) -> None:
    """List parameters: all of them, those of GROUP, or the one named GROUP.NAME."""
    from welfsim.cli.show import print_csv, print_json, print_table

    listed = _records(group, month)
    if form == "json":
        print_json({"parameters": listed})
    elif form == "csv":
        print_csv({**record, "values": "; ".join(_dated(record))} for record in listed)
    elif group:
        echo("\n\n".join(_told(record) for record in listed))
    else:
        columns = ("name", "value", "unit", "kind", "status", "meaning")
        print_table([[f"Parameter, {month}", *columns[1:]], *([record[c] for c in columns] for record in listed)], 6)


def _records(group: str, month: str) -> list[dict[str, Any]]:
    """Return the parameters asked for, as text and plain values."""
    from welfsim.errors import ScenarioError
    from welfsim.months import show_month
    from welfsim.policy import current_law, groups, path, resolve
    from welfsim.scenario import read_month
    from welfsim.text.written import after, question
    from welfsim.wording.values import show_bounds, show_unit, show_value

    law = current_law()
    chosen = [name for name in law.values if group in ("", name, name.partition(".")[0])]
    if not chosen:
        known = [*groups(), *law.values]
        meant = after("\n  ", question(group, known))
        raise ScenarioError(f"{group}\n  This is no group of parameters.{meant}\n  Groups: {', '.join(groups())}")
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
        f"May be {record['bounds']}" if record["bounds"] else "",
        f"Values: {'; '.join(_dated(record))}" if len(record["values"]) > 1 else "",
        f"Then each April: {record['then']}" if record["then"] else "",
        f"Source: {record['source']} (read {record['read']})",
        record["href"],
        record["note"],
    ]
    return "\n  ".join(line for line in lines if line)
