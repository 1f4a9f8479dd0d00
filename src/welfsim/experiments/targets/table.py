"""Tables of targets and of bridges: read whole, with every fault of a file at once, each with line, what and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from welfsim.experiments.targets.definitions import (
    CLAIMS,
    EARLIER,
    HOUSEHOLDS,
    IN_RUN,
    JOBS,
    NEITHER,
    NOTHING,
    PARTS,
    PAYMENTS,
    PEOPLE,
    PERCENT,
    POUNDS,
    Bridge,
    Definition,
    definition_of,
    gaps,
)
from welfsim.experiments.targets.lines import Held, UnreadableLinesError, read_held
from welfsim.experiments.targets.rows import Faults, Row, read_choice, read_number, read_rows, refuse
from welfsim.experiments.targets.target import A_MONTH, MODEL_ERROR, TIME, USES, Target, unit_fault
from welfsim.months import month, parse_month
from welfsim.shipped import data_folder
from welfsim.text.written import question, shortened

FOLDER = "targets"
BRIDGES = "bridges.csv"
GRADES = ("published", "derived", "read from text", "assumption")
BASES = (CLAIMS, PAYMENTS, NEITHER)
UNITS = (*(f"{of}{ending}" for of in (PEOPLE, HOUSEHOLDS, JOBS, PERCENT) for ending in ("", A_MONTH)), POUNDS)

TEXTS = ("name", "definition", "geography", "ages", "source")
NEEDED = (*TEXTS, "use", "basis", "date", "unit", "value", "lines", "published", "grade")
COLUMNS = (*NEEDED, "scope", "rounding", "sampling", "model_error", "bridges", "publisher", "url", "note")
OF_A_BRIDGE = ("name", "part", "published", "modelled", "times", "error", "why", "source", "grade")


def read_targets(file: str | Path | None = None) -> list[Target]:
    """Read a table of targets; the tables that come with welfsim unless one is given.

    Its bridges are those that come with welfsim and those in `bridges.csv` next to it.

    Raises
    ------
    TargetsError
        With all faults of the file together, each with its line.
    """
    if file is None:
        tables = sorted(each for each in (data_folder() / FOLDER).glob("*.csv") if each.name != BRIDGES)
        return [target for each in tables for target in read_targets(each)]
    path = Path(file)
    bridges = dict(_shipped_bridges())
    own = path.parent / BRIDGES
    if own.is_file() and own.resolve() != _shipped_file().resolve():
        bridges |= read_bridges(own)
    found: list[Target] = []
    faults: list[tuple[int, str]] = []
    first: dict[tuple[str, str], int] = {}
    for row in read_rows(path, COLUMNS, NEEDED):
        target, wrong = _target(row, path, bridges)
        named = row["name"], row["date"]
        if named in first:
            wrong.append(f"{named[0]} of {named[1]} stands in line {first[named]} already. Take one of them out.")
        first.setdefault(named, row.line)
        faults += [(row.line, told) for told in wrong]
        if target is not None:
            found.append(target)
    refuse(path, faults)
    return found


def read_bridges(file: Path) -> dict[str, Bridge]:
    """Read a table of bridges, by name.

    Raises
    ------
    TargetsError
        With all faults of the file together.
    """
    found: dict[str, Bridge] = {}
    faults: list[tuple[int, str]] = []
    for row in read_rows(file, OF_A_BRIDGE, OF_A_BRIDGE):
        wrong = [f"{column} is empty." for column in OF_A_BRIDGE if not row[column]]
        part = read_choice(row, "part", PARTS, wrong)
        times, error = read_number(row, "times", wrong, 0.0), read_number(row, "error", wrong, 0.0)
        read_choice(row, "grade", GRADES, wrong)
        if row["name"] in found:
            wrong.append(f"A bridge of the name {shortened(row['name'])} stands above already.")
        about = (row["why"], row["source"], row["grade"])
        found[row["name"]] = Bridge(row["name"], part, row["published"], row["modelled"], times, error, *about)
        faults += [(row.line, told) for told in wrong]
    refuse(file, faults)
    return found


@lru_cache(maxsize=1)
def _shipped_bridges() -> Mapping[str, Bridge]:
    return read_bridges(_shipped_file())


def _shipped_file() -> Path:
    return data_folder() / FOLDER / BRIDGES


def _target(row: Row, file: Path, bridges: Mapping[str, Bridge]) -> tuple[Target | None, Faults]:
    """Return the target of a row, or what is wrong with it."""
    faults: Faults = [f"{column} is empty." for column in TEXTS if not row[column]]
    use, unit = read_choice(row, "use", USES, faults), read_choice(row, "unit", UNITS, faults)
    basis, grade = read_choice(row, "basis", BASES, faults), read_choice(row, "grade", GRADES, faults)
    value = read_number(row, "value", faults)
    rounding, sampling = (read_number(row, column, faults, 0.0, 0.0) for column in ("rounding", "sampling"))
    allowed = read_number(row, "model_error", faults, 0.0, MODEL_ERROR * abs(value))
    first, last = _months(row, faults)
    published = _published(row, last, faults)
    held = _held(row, unit, faults)
    if held is None:
        return None, faults
    counts = unit.removesuffix(A_MONTH)
    counted = Definition(row["geography"], row["ages"], counts, basis, row["scope"] or NOTHING)
    over = _bridges(row, counted, definition_of(held), bridges, faults)
    if faults:
        return None, faults
    target = Target(
        row["name"],
        use,
        row["definition"],
        counted,
        first,
        last,
        unit,
        value,
        rounding,
        sampling,
        allowed,
        held,
        row["lines"],
        over,
        row["source"],
        row["publisher"],
        published,
        row["url"],
        grade,
        row["note"],
        f"{file.as_posix()}, line {row.line}",
    )
    return target, [*_month_faults(target)]


def _months(row: Row, faults: Faults) -> tuple[int, int]:
    """Return the first and last month of a date, as ``2025-06`` or ``2025-04/2025-06``."""
    begin, _, end = row["date"].partition("/")
    try:
        first, last = parse_month(begin), parse_month(end or begin)
    except ValueError as error:
        faults.append(f"date: {error}, or two months with a / between them.")
        return 0, 0
    if last < first:
        faults.append(f"date: {shortened(row['date'])} ends before it begins. Write the earlier month first.")
    return first, last


def _published(row: Row, last: int, faults: Faults) -> int:
    """Return the month of publication; of a year alone its last month."""
    written = row["published"]
    try:
        found = month(int(written), 12) if len(written) == 4 and written.isdecimal() else parse_month(written[:7])
    except ValueError as error:
        faults.append(f"published: {error}, or the year alone.")
        return 0
    if found < last:
        faults.append(f"published: {shortened(written)} lies before the month that it is about, {row['date']}.")
    return found


def _held(row: Row, unit: str, faults: Faults) -> Held | None:
    """Return the account lines of a row, if its unit is one of theirs."""
    try:
        held = read_held(row["lines"])
    except UnreadableLinesError as error:
        faults.append(f"lines: {error}")
        return None
    if unit in UNITS:
        wrong = unit_fault(held, unit, definition_of(held).counts)
        if wrong:
            faults.append(f"unit: {unit} does not go with {shortened(row['lines'])}. {wrong}")
            return None
    return held


def _month_faults(target: Target) -> Faults:
    """Return what is wrong with the months of a target that can be read otherwise."""
    if target.is_growth and target.first == target.last:
        return ["date: how much a stock changes needs two months, as 2025-04/2025-06."]
    if target.is_level and target.may_be_earlier:
        return [
            "bridges: a level of an earlier month cannot stand for the first year of a run; a flow, a growth or a "
            "share can. Take the bridge of time out: the row is then held against runs that cover its month."
        ]
    return []


def _bridges(
    row: Row, published: Definition, modelled: Definition, bridges: Mapping[str, Bridge], faults: Faults
) -> tuple[Bridge, ...]:
    """Return the bridges that a row names, if they lead from what is published to what the lines count."""
    named = row["bridges"].split()
    unknown = [name for name in named if name not in bridges]
    faults += [
        f"bridges: there is no bridge {shortened(name)}. {question(name, list(bridges)) or 'Write it in bridges.csv.'}"
        for name in unknown
    ]
    found = tuple(bridges[name] for name in named if name not in unknown)
    apart = gaps(published, modelled)
    for part in apart:
        if not any(_leads(bridge, part, published, modelled) for bridge in found) and not unknown:
            faults.append(_gap(part, published, modelled, bridges))
    for bridge in found:
        leads = _leads(bridge, bridge.part, published, modelled)
        if bridge.part != TIME and not (leads and bridge.part in apart):
            told = f"{bridge.name} leads from {bridge.published} to {bridge.modelled} in {bridge.part}"
            faults.append(f"bridges: {told}, which is not the step of this row. Take it out or correct the row.")
    doubled = {bridge.part for bridge in found if [each.part for each in found].count(bridge.part) > 1}
    faults += [f"bridges: two of them are of {part}. Write one." for part in sorted(doubled)]
    return found


def _leads(bridge: Bridge, part: str, published: Definition, modelled: Definition) -> bool:
    """Say whether a bridge takes one part of a definition from what is published to what the lines count."""
    if part == TIME:
        return bridge.part == TIME and (bridge.published, bridge.modelled) == (EARLIER, IN_RUN)
    ends = getattr(published, part), getattr(modelled, part)
    return bridge.part == part and (bridge.published, bridge.modelled) == ends


def _gap(part: str, published: Definition, modelled: Definition, bridges: Mapping[str, Bridge]) -> str:
    """Say that a row counts otherwise than its lines, and which bridges there are."""
    fit: Sequence[str] = [bridge.name for bridge in bridges.values() if _leads(bridge, part, published, modelled)]
    told = (
        f"{part}: the figure is of {shortened(getattr(published, part))}, the lines are of {getattr(modelled, part)}.\n"
        "The two are not the same, so they are not held against one another. "
    )
    if fit:
        return f"{told}Name a bridge that fits: {', '.join(fit)}."
    return f"{told}Write a bridge for it in bridges.csv next to the table, or other lines."
