"""Every notebook runs from the first cell to the last, without an error and without a word on the error stream."""

from __future__ import annotations

import ast
import re
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import welfsim

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS_A_CELL = 900  # the first cell that simulates may compile
PICTURES = {"image/png", "image/svg+xml"}

each_notebook = pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.name)


def read(file: Path) -> Any:
    import nbformat

    return nbformat.read(file, as_version=4)


def of_kind(notebook: Any, kind: str) -> list[Any]:
    """Return the cells of one kind in order."""
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def outputs(notebook: Any) -> list[Any]:
    """Return the outputs of all cells in order."""
    return [output for cell in of_kind(notebook, "code") for output in cell.outputs]


def words(output: Any) -> dict[str, Any]:
    """Return what an output shows in text."""
    return {kind: shown for kind, shown in output.get("data", {}).items() if kind.startswith("text/")}


def pictures(notebook: Any) -> list[Any]:
    """Return the outputs that are pictures."""
    return [output for output in outputs(notebook) if PICTURES & set(output.get("data", {}))]


# -------------------------------------------------------------------------------------------- as stored


def test_the_pages_lead_to_every_notebook() -> None:
    page = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[[^]]+\]\(\.\./notebooks/(\w+\.ipynb)\)", page, re.MULTILINE)[0] == "start_here.ipynb"
    assert set(re.findall(r"\]\(\.\./notebooks/(\w+\.ipynb)\)", page)) == {file.name for file in NOTEBOOKS}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(notebooks/start_here.ipynb)" in readme and "(docs/notebooks.md)" in readme


@each_notebook
def test_stored_executed_without_a_trace_of_the_machine(file: Path) -> None:
    notebook = read(file)
    cells = of_kind(notebook, "code")
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert [output for output in outputs(notebook) if output.output_type == "error"] == []
    assert [output for output in outputs(notebook) if output.get("name") == "stderr"] == []
    assert [output for output in outputs(notebook) if "data" in output and not output.data] == [], "an empty place"
    assert [output for output in outputs(notebook) if str(ROOT) in str({**output, "data": words(output)})] == []
    assert not any("<script" in text for output in outputs(notebook) for text in words(output).values())
    assert pictures(notebook)


@each_notebook
def test_opens_with_a_question_and_ends_with_what_may_be_believed(file: Path) -> None:
    first, *_, last = of_kind(read(file), "markdown")
    title, question, *_ = first.source.split("\n\n")
    assert title.startswith("# ") and question.startswith("**") and question.endswith("?**")
    assert last.source.startswith("## What may be believed\n")


@each_notebook
def test_links_lead_somewhere(file: Path) -> None:
    text = "\n".join(cell.source for cell in of_kind(read(file), "markdown"))
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    assert [target for target in targets if not (file.parent / target).is_file()] == []


@each_notebook
def test_names_only_what_is_there(file: Path) -> None:
    """Names of the package are those of its face, or of a module; none begins with an underscore."""
    for cell in of_kind(read(file), "code"):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "welfsim":
                assert node.attr in welfsim.__all__
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("welfsim"):
                module = import_module(str(node.module))
                assert [name.name for name in node.names if not hasattr(module, name.name)] == []
            if isinstance(node, ast.Attribute):
                assert not node.attr.startswith("_")


# ------------------------------------------------------------------------------------------------- runs


def executed(notebook: Any, folder: Path, watched: bool = False) -> list[Any]:
    """Execute a notebook where it stands; return all messages about displays, as a front end sees them.

    Somebody who watches can be asked for input.
    """
    from nbclient import NotebookClient

    seen: list[Any] = []

    class Client(NotebookClient):  # type: ignore[misc]
        async def async_start_new_kernel_client(self) -> Any:
            client = await super().async_start_new_kernel_client()
            client.allow_stdin = watched
            return client

        def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
            if "display_data" in msg["msg_type"]:
                seen.append(msg["content"]["data"])
            return super().process_message(msg, cell, cell_index)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Client(
            notebook,
            timeout=SECONDS_A_CELL,
            kernel_name="python3",
            resources={"metadata": {"path": str(folder)}},
            extra_arguments=["--log-level=ERROR"],
        ).execute()
    return seen


@pytest.mark.model
@each_notebook
@pytest.mark.filterwarnings("ignore")  # those of the notebook's machinery; its own go to the error stream
def test_runs_clean(file: Path) -> None:
    import matplotlib.font_manager  # noqa: F401  (builds the font cache once, which it would announce)

    notebook = read(file)
    executed(notebook, file.parent)
    found = outputs(notebook)
    assert [output for output in found if output.output_type == "error"] == []
    assert ["".join(output.text) for output in found if output.get("name") == "stderr"] == []
    assert pictures(notebook)


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("watched", [True, False])
def test_a_run_shows_its_progress_to_whoever_watches_and_leaves_nothing_of_it(watched: bool, tmp_path: Path) -> None:
    import nbformat

    lines = "import welfsim", "print('before')", *["welfsim.run('baseline', people=1_000, months=2)"] * 2
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("\n".join(lines))])
    seen = executed(notebook, tmp_path, watched)
    bars = [data["text/html"] for data in seen if "<progress" in data.get("text/html", "")]
    assert (len(bars) >= 2 and "Baseline" in bars[0]) if watched else seen == []
    stream, *places, result = outputs(notebook)
    assert stream.text == "before\n" and "Universal Credit" in result.data["text/html"]
    assert [place.data for place in places] == ([{}] if watched else [])
