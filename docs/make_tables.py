"""Write the pages of tables: parameters, assumptions, columns, account lines, files and fields of a household.

Run as ``python docs/make_tables.py``. A test holds the pages against what this file makes.
"""

from __future__ import annotations

import ast
import re
from enum import IntEnum
from itertools import groupby
from pathlib import Path

from welfsim.advice.fields import field_rows
from welfsim.experiments import assumption_log, assumption_page, impact
from welfsim.experiments.targets.definitions import NOTHING
from welfsim.experiments.targets.table import read_targets
from welfsim.months import parse_month, show_month
from welfsim.policy import Value, current_law, groups, path, resolve, tables
from welfsim.population.assumptions import assumptions
from welfsim.vocabulary import codes
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import Column, Line, Measure, Parameter, ParameterValue, Unit, declared, dtype_of
from welfsim.vocabulary.persons import Persons
from welfsim.wording.tables import markdown_table
from welfsim.wording.values import MINUS, PENCE, POUND, plain, show_bounds, show_unit, show_value, words

DOCS = Path(__file__).resolve().parent
SOURCE = DOCS.parent / "src" / "welfsim"
MADE = "<!-- Made by docs/make_tables.py from the declarations; change those, not this page. -->"
APRILS = ("2025-04", "2026-04", "2030-04")
ASSUMPTIONS = "## Assumptions"
OF_THE_BUILD = "## Assumptions of the built population"
IMPACTS = DOCS / "impact.csv"
FIRST, MONTHS = parse_month(APRILS[0]), 72


def first_sentence(text: str | None) -> str:
    """Return what a docstring says first."""
    return (text or "").strip().split("\n\n")[0].replace("\n", " ")


def shown(value: ParameterValue, parameter: Parameter) -> str:
    """Write a value in its unit, an index or ratio to five digits."""
    is_plain = not isinstance(value, tuple) and parameter.unit not in {*PENCE, Unit.MONTH, Unit.SWITCH}
    return show_value(float(f"{value:.5g}") if is_plain else value, parameter)


def parameters_page() -> str:
    """Return the page of parameters: values in three Aprils, unit, kind, status, range and source."""
    law = current_law()
    policies = resolve(law, (), FIRST, MONTHS)
    places = [parse_month(april) - FIRST for april in APRILS]
    declared_by = tables()
    lines = [
        "# Parameters",
        MADE,
        "Every parameter of law, services or behaviour in the model. The *kind* says which of the three it is, the "
        "*status* how firm the value of April 2025 is, the *range* which values the evidence allows, the *bounds* "
        "which values a scenario may choose. The note says how each value was made: `welfsim parameters NAME`, and for "
        "assumptions [assumptions](assumptions.md). Money is shown in pounds; law files and scenarios use pence.",
    ]
    for group, names in groups().items():
        lines += [f"## {group}", first_sentence(declared_by[group].__doc__)]
        rows = [["parameter", *APRILS, "unit", "kind", "status", "range", "bounds", "meaning", "source"]]
        for name in names:
            value = law.values[f"{group}.{name}"]
            steps = path(policies, value.name).tolist()
            spread = value.low is not None and value.high is not None
            rows.append(
                [
                    f"`{name}`",
                    *(shown(steps[place], value.declared) for place in places),
                    show_unit(value.declared) or "pounds",
                    str(value.declared.kind),
                    value.status(FIRST),
                    f"{show_value(value.low, value.declared)} to {show_value(value.high, value.declared)}"
                    if spread
                    else "",
                    show_bounds(value.declared),
                    value.declared.meaning,
                    f"[{value.title.replace('[', '(').replace(']', ')')}](<{value.href.removeprefix('docs/')}>)",
                ]
            )
        lines.append(markdown_table(rows))
    return "\n\n".join(lines) + "\n"


def assumptions_page() -> str:
    """Return the page of assumptions: its words as they stand, every parameter marked as one, those of the build."""
    law = current_law()
    told = (DOCS / "assumptions.md").read_text(encoding="utf-8").partition(ASSUMPTIONS)[0].rstrip()
    assumed = {name: value for name, value in law.values.items() if value.status(FIRST) == "assumption"}
    later = [n for n, value in law.values.items() if n not in assumed and "assumption" in value.statuses.values()]
    lines = [
        f"{told}\n\n{ASSUMPTIONS}",
        MADE,
        f"{len(assumed)} of {len(law.values)} parameters are marked as assumptions in April 2025, and {len(later)} "
        "more from a later date or until an earlier one. The rest are published, legislated, announced, or derived "
        "from a published figure by the sum in their notes. A choice between studies that disagree is an assumption "
        "too, with its grade.",
    ]
    for group, names in groups().items():
        held = [assumed[f"{group}.{name}"] for name in names if f"{group}.{name}" in assumed]
        if held:
            lines += [f"### {group}", first_sentence(tables()[group].__doc__)]
            rows = [["parameter", "value", "range", "why"], *(_assumed(value) for value in held)]
            lines.append(markdown_table(rows))
    return "\n\n".join([*lines, *_of_the_build()]) + "\n"


def _of_the_build() -> list[str]:
    """Return what the built population assumes, by subject."""
    rows = assumptions()
    lines = [
        OF_THE_BUILD,
        f"The people of the first month depend on {len(rows)} more numbers that no source gives. They are in "
        "`data/margins/assumptions.csv` and cannot be changed by a scenario. A number of unit *log odds* says by how "
        "much a trait raises the latent score that selects people within a margin that is met exactly: 0.7 doubles "
        "the odds. So these numbers change who is in a group, not how many people are.",
    ]
    for subject in dict.fromkeys(row.subject for row in rows):
        held = [row for row in rows if row.subject == subject]
        table = [["number", "value", "unit", "range", "grade", "meaning", "why"]]
        table += [
            [
                f"`{row.name}`",
                _of_unit(row.value, row.unit),
                row.unit.replace("pence", "pounds"),
                f"{_of_unit(row.low, row.unit)} to {_of_unit(row.high, row.unit)}",
                row.grade,
                row.meaning,
                row.why,
            ]
            for row in held
        ]
        lines += [f"### Built: {subject}", markdown_table(table)]
    return lines


def _of_unit(written: str, unit: str) -> str:
    """Return a number of the build for reading: pence as pounds, a month as it is written."""
    if unit == "month":
        return written
    return f"£{float(written) / POUND:,.2f}" if unit.startswith("pence") else plain(float(written))


def _assumed(value: Value) -> list[str]:
    """Return the row of an assumption: its value in April 2025, range and note."""
    now = value.values[max(at for at in value.values if at <= FIRST)]
    spread = [show_value(end, value.declared) for end in (value.low, value.high) if end is not None]
    name = value.name.partition(".")[2]
    return [f"`{name}`", show_value(now, value.declared), " to ".join(spread), value.note]


def columns_page() -> str:
    """Return the page of columns: the three tables of the state, and the codes that their cells hold."""
    lines = [
        "# Columns",
        MADE,
        "The state of the model: what may change from one month to the next. A month is an absolute month, 0 for "
        "never. A column is assigned in one module alone, the one named; others call its moves.",
    ]
    for table in (Persons, BenefitUnits, Districts):
        lines += [f"## {table.__name__}", first_sentence(table.__doc__)]
        rows = [["column", "type", "unit or codes", "owned by", "meaning"]]
        for name, column in declared(table).items():
            what = column.what
            rows.append(
                [
                    f"`{name}`",
                    str(dtype_of(column.type)),
                    _cell(what),
                    f"`{what.owner}`",
                    what.meaning,
                ]
            )
        lines.append(markdown_table(rows))
    lines += ["## Codes", "Numbers stand in files, so codes are appended, never renumbered."]
    for code in (each for each in vars(codes).values() if isinstance(each, type) and issubclass(each, IntEnum)):
        if code is IntEnum:
            continue
        members = ", ".join(f"{int(member)} {words(member)}" for member in code)
        lines.append(f"### {code.__name__}\n\n{_meaning(code)}{members}.")
    return "\n\n".join(lines) + "\n"


def _cell(column: Column) -> str:
    """Say what a cell holds: a unit or codes, and whether there is one for each member of an enum."""
    holds = _link(column.codes) if column.codes else str(column.unit)
    return f"{holds} by {_link(column.by)}" if column.by else holds


def _link(code: type[IntEnum]) -> str:
    return f"[{code.__name__}](#{code.__name__.lower()})"


def _meaning(code: type[IntEnum]) -> str:
    """Return a code's own docstring, if it has one."""
    own = code.__dict__.get("__doc__")
    return f"{first_sentence(own)}\n\n" if own else ""


def lines_page() -> str:
    """Return the page of account lines: measure, codes and place in the fiscal table."""
    lines = [
        "# Account lines",
        MADE,
        "Everything a run reports is read from these lines: integers by month and district. A *stock* is counted at "
        "the end of the month and shown as the mean of a year's months; a *flow*, a *passage* and *pence* are summed "
        "over the year. Passages are flows through the stages of a [pipeline](flows.md). *Purse* says how a line of "
        "pence enters the fiscal table: + spent, − received, *part* a part of the line before it; a line without is "
        "not in the table.",
    ]
    titles = {Measure.STOCK: "Stocks", Measure.FLOW: "Flows", Measure.PASSAGE: "Passages", Measure.PENCE: "Pence"}
    for measure, title in titles.items():
        rows = [["line", "split by", "meaning", *(["purse"] if measure == Measure.PENCE else ["unit"])]]
        for name, line in LINES.items():
            if line.measure != measure:
                continue
            split = " × ".join(f"[{code.__name__}](columns.md#{code.__name__.lower()})" for code in line.by)
            rows.append([f"`{name}`", split, line.meaning, _purse(line) if measure == Measure.PENCE else _unit(line)])
        lines += [f"## {title}", markdown_table(rows)]
    return "\n\n".join(lines) + "\n"


def _purse(line: Line) -> str:
    if line.spending:
        return "+" if line.spending > 0 else MINUS
    return "part" if line.label.startswith("of which") else ""


def _unit(line: Line) -> str:
    return "number" if line.grossed or line.measure == Measure.STOCK else "minutes"


def files_page() -> str:
    """Return the page of source files: what each is for, by its docstring, and which columns its moves write."""
    owned: dict[str, list[str]] = {}
    for table in (Persons, BenefitUnits, Districts):
        for name, column in declared(table).items():
            owned.setdefault(column.what.owner, []).append(f"`{name}`")
    lines = [
        "# Files",
        MADE,
        "Every source file in the words of its docstring, with the columns of the state that it owns.",
    ]
    for room, files in groupby(sorted(SOURCE.rglob("*.py"), key=_place), key=lambda file: file.parent):
        rows = [["file", "what it is for", "columns that it owns"]]
        for file in files:
            module = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
            rows.append([f"`{file.name}`", docstring_of(file), ", ".join(owned.get(module, ()))])
        if not any(row[2] for row in rows[1:]):
            rows = [row[:2] for row in rows]
        lines += [f"## {(Path('welfsim') / room.relative_to(SOURCE)).as_posix()}", markdown_table(rows)]
    return "\n\n".join(lines) + "\n"


def _place(file: Path) -> tuple[str, str]:
    return file.parent.relative_to(SOURCE).as_posix(), file.name


def docstring_of(file: Path) -> str:
    """Return the first sentence of a source file's docstring."""
    return first_sentence(ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))))


def households_page() -> str:
    """Return the page of fields of a household."""
    head, *body = field_rows()
    rows = [[whose, f"`{field}`", f"`{column}`" if column else "", *rest] for whose, field, column, *rest in body]
    lines = [
        "# Fields of a household",
        MADE,
        "What `welfsim award` and `welfsim budget` may be given of a household, in a file of YAML or JSON, as fields "
        "in Python, or as columns of a table. The columns of a second adult begin with `adult_2_`, those of further "
        "children with `child_2_`, `child_3_` and so on. A table may also have `id`. [awards](awards.md) says what is "
        "done with them.",
        markdown_table([head, *rows]),
    ]
    return "\n\n".join(lines) + "\n"


def targets_page() -> str:
    """Return the page of targets: what each figure counts, what it is held against, and the bridges between the two."""
    targets = read_targets()
    lines = [
        "# Targets",
        MADE.replace("the declarations; change those", "data/targets; change the tables there"),
        "Published figures of months to June 2025 and none later. *Fit*: the model is fitted to it ([calibration]"
        "(calibration.md)); *check*: it is held against it alone. Lines are account lines of the model: codes in "
        "brackets, `A..` all from A on, `|` one or the other, `*` all. A growth is a month; a flow is its mean month.",
    ]
    rows = [
        ["figure", "months", "published", "unit", "rounding", "use", "what is counted", "lines", "bridges", "source"]
    ]
    for each in targets:
        counted = each.counted
        what = f"{each.definition}. {counted.geography}, {counted.ages}"
        scope = "" if counted.scope == NOTHING else f", {counted.scope}"
        source = f"[{each.source}](<{each.url}>), {each.publisher}, {show_month(each.published)}; {each.grade}"
        bridges = ", ".join(f"[{bridge.name}](#bridges)" for bridge in each.bridges)
        numbers = (f"{each.value:,.10g}", each.unit, f"{each.rounding:,.10g}" if each.rounding else "")
        written = f"`{each.written}`".replace("|", "\\|")
        rows.append([each.name, each.months, *numbers, each.use, what + scope, written, bridges, source])
    lines += ["## Figures", markdown_table(rows)]
    rows = [["bridge", "part", "from", "to", "times", "error", "why", "source"]]
    for bridge in {bridge.name: bridge for each in targets for bridge in each.bridges}.values():
        ends = (bridge.published, bridge.modelled, f"{bridge.times:g}", f"{bridge.error:.1%}")
        rows.append([bridge.name, bridge.part, *ends, bridge.why, f"{bridge.source}; {bridge.grade}"])
    lines += ["## Bridges", markdown_table(rows)]
    return "\n\n".join(lines) + "\n"


def log_page() -> str:
    """Return the page of the log of assumptions."""
    return assumption_page.page(impact.read(IMPACTS))


def log_table() -> str:
    """Return the log of assumptions as a table of text."""
    return assumption_log.table(assumption_log.log(impact.read(IMPACTS)))


PAGES = {
    "parameters.md": parameters_page,
    "assumptions.md": assumptions_page,
    "assumption_log.md": log_page,
    "assumption_log.csv": log_table,
    "columns.md": columns_page,
    "lines.md": lines_page,
    "files.md": files_page,
    "households.md": households_page,
    "targets.md": targets_page,
}


def count_assumptions(text: str) -> str:
    """Return a page's text with its count of assumptions as the law has it."""
    values = current_law().values
    assumed = sum(value.status(FIRST) == "assumption" for value in values.values())
    text = re.sub(r"\d+ numbers of the built population", f"{len(assumptions())} numbers of the built population", text)
    text = re.sub(
        r"\d+ of \d+ parameters are assumptions", f"{assumed} of {len(values)} parameters are assumptions", text
    )
    return re.sub(
        r"Of \d+ parameters \d+ are assumptions", f"Of {len(values)} parameters {assumed} are assumptions", text
    )


def main() -> None:
    """Write every page of this folder that is made of tables, and the counts in those that name one."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
    for counting in (DOCS.parent / "README.md", DOCS / "limits.md"):
        counting.write_text(count_assumptions(counting.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
