"""What the marks in printed tables mean, each said once however many tables have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from welfsim.cli.show import echo, print_paragraphs

if TYPE_CHECKING:
    from welfsim.results.run import Results


class Legend:
    """Explains the marks of the tables of one command.

    Parameters
    ----------
    results
        The run whose rows are counted: it says for how many people and pounds ten of them stand.
    """

    def __init__(self, results: Results) -> None:
        self._ten_rows = results.ten_rows
        self._said: set[str] = set()

    def explain(self, rows: Sequence[Sequence[str]]) -> None:
        """Explain the marks in the cells of a table that no earlier table had; print nothing if there are none."""
        from welfsim.results.luck import legend

        known = legend((text for row in rows for text in row), self._ten_rows)
        lines = [line for line in known if line not in self._said]
        self._said.update(lines)
        if lines:
            print_paragraphs(lines)
            echo()
