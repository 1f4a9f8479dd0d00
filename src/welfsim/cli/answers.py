"""The answers of a comparison as printed: found, the noise of the simulation, the interval of the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welfsim.cli.legend import Legend
from welfsim.cli.show import echo, print_paragraphs, print_table
from welfsim.experiments.answers import WHOLE_RUN, YEARS_IN_WORK
from welfsim.faces.answers import WHAT_PARTS_ARE, answer_rows, mover_rows, part_tables, tornado_rows, words

if TYPE_CHECKING:
    from welfsim.experiments.answers import Answers
    from welfsim.experiments.evidence import Evidence
    from welfsim.experiments.split import Split

TORNADOES = (YEARS_IN_WORK, WHOLE_RUN)


def print_answers(answers: Answers, evidence: Evidence | None, legend: Legend) -> None:
    """Print the answers above everything else, what makes them lowest and highest, and what each interval is."""
    rows = answer_rows(answers, evidence)
    print_table(rows)
    echo()
    legend.explain(rows)
    if evidence is not None and evidence.ends:
        print_table(mover_rows(evidence), left=3)
        echo()
        for label in TORNADOES:
            print_table(tornado_rows(evidence, label))
            echo()
    print_paragraphs(words(answers, evidence))


def print_parts(made_of: Split) -> None:
    """Print what the answers are made of: a row a part, a table for each kind of people and for money."""
    for rows in part_tables(made_of):
        print_table(rows)
        echo()
    print_paragraphs([f"{WHAT_PARTS_ARE} With --format csv each part has its standard error."], apart="")
