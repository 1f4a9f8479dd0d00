"""Every notebook runs from the first cell to the last, without an error and without a word on the error stream."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS_A_CELL = 900  # the first cell that simulates may compile


def read(file: Path) -> Any:
    import nbformat

    return nbformat.read(file, as_version=4)


def outputs(notebook: Any) -> list[Any]:
    """Return the outputs of all cells in order."""
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def words(output: Any) -> dict[str, Any]:
    """Return what an output shows in text."""
    return {kind: shown for kind, shown in output.get("data", {}).items() if kind.startswith("text/")}


def test_there_is_a_notebook_to_start_from() -> None:
    assert "first_steps.ipynb" in [file.name for file in NOTEBOOKS]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.name)
def test_stored_executed_without_a_trace_of_the_machine(file: Path) -> None:
    notebook = read(file)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert [output for output in outputs(notebook) if output.output_type == "error"] == []
    assert [output for output in outputs(notebook) if str(ROOT) in str({**output, "data": words(output)})] == []


@pytest.mark.model
@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.name)
@pytest.mark.filterwarnings("ignore")  # those of the notebook's machinery; its own go to the error stream
def test_runs_clean(file: Path) -> None:
    import matplotlib.font_manager  # noqa: F401  (builds the font cache once, which it would announce)
    from nbclient import NotebookClient

    notebook = read(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        NotebookClient(
            notebook,
            timeout=SECONDS_A_CELL,
            kernel_name="python3",
            resources={"metadata": {"path": str(file.parent)}},
            extra_arguments=["--log-level=ERROR"],
        ).execute()
    found = outputs(notebook)
    assert [output for output in found if output.output_type == "error"] == []
    assert ["".join(output.text) for output in found if output.get("name") == "stderr"] == []
    assert any("image/png" in output.get("data", {}) for output in found)
