"""The answers of a comparison as printed: found, the noise of the simulation, the interval of the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from welfsim.cli.show import echo, paragraph_width, print_table
from welfsim.experiments.answers import WHOLE_RUN, YEARS_IN_WORK
from welfsim.faces.answers import WHAT_PARTS_ARE, answer_rows, mover_rows, part_tables, tornado_rows, words
from welfsim.results.comparison import Comparison
from welfsim.results.luck import legend

if TYPE_CHECKING:
    from welfsim.experiments.answers import Answers
    from welfsim.experiments.evidence import Evidence
    from welfsim.experiments.split import Split

TORNADOES = (YEARS_IN_WORK, WHOLE_RUN)


def print_answers(answers: Answers, evidence: Evidence | None) -> None:
    """Print the answers above everything else, what makes them lowest and highest, and what each interval is."""
    rows = answer_rows(answers, evidence)
    print_table(rows)
    echo()
    print_legend(rows, answers.comparison)
    if evidence is not None and evidence.ends:
        print_table(mover_rows(evidence), left=3)
        echo()
        for label in TORNADOES:
            print_table(tornado_rows(evidence, label))
            echo()
    _print_paragraphs(words(answers, evidence))


def print_legend(rows: Sequence[Sequence[str]], comparison: Comparison) -> None:
    """Explain the marks that stand in the cells of a table; nothing if there are none."""
    lines = legend((text for row in rows for text in row), comparison.reform.ten_rows)
    if lines:
        _print_paragraphs(lines)
        echo()


def print_parts(made_of: Split) -> None:
    """Print what the answers are made of: a row a part, a table for each kind of people and for money."""
    for rows in part_tables(made_of):
        print_table(rows)
        echo()
    echo(fill(f"{WHAT_PARTS_ARE} With --format csv each part has its standard error.", paragraph_width()))


def _print_paragraphs(lines: Sequence[str]) -> None:
    echo("\n".join(fill(line, paragraph_width(), subsequent_indent="  ", break_on_hyphens=False) for line in lines))
