"""The bar of a run in a notebook, in front of a front end that is not there."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from welfsim.wording import progress
from welfsim.wording.progress import COMPILING, in_a_notebook


class Place:
    """A place below a cell, which writes down what stands in it."""

    made: list[Place]

    def __init__(self) -> None:
        self.shown: list[dict[str, str]] = []
        self.made.append(self)

    def display(self, bundle: dict[str, str], raw: bool) -> None:
        assert raw and self.shown == []
        self.shown.append(bundle)

    def update(self, bundle: dict[str, str], raw: bool) -> None:
        assert raw and self.shown
        self.shown.append(bundle)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A shell of a notebook that somebody watches."""
    shell = SimpleNamespace(kernel=SimpleNamespace(_allow_stdin=True), execution_count=1, user_ns_hidden={})
    monkeypatch.setattr(Place, "made", [], raising=False)
    display = SimpleNamespace(DisplayHandle=Place)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell, display=display))
    monkeypatch.setattr(progress, "SECONDS_BETWEEN", 0.0)
    monkeypatch.setattr(progress, "is_warm", lambda: True)
    return shell


def test_a_bar_goes_as_the_work_goes_and_is_taken_away(shell: Any) -> None:
    with in_a_notebook(None, "<Mine>") as advance:
        assert advance is not None
        advance(0.25)
        advance(0.5)
    (place,) = Place.made
    first, quarter, more, last = place.shown
    assert first["text/plain"] == "<Mine>: 0%" and "&lt;Mine&gt;" in first["text/html"]
    assert 'value="0.250"' in quarter["text/html"] and " 25%, " in quarter["text/html"]
    assert more["text/plain"].startswith("<Mine>: 75%, ") and more["text/plain"].endswith(" s left")
    assert last == {}


def test_a_bar_is_taken_away_when_the_work_breaks_off(shell: Any) -> None:
    with pytest.raises(KeyboardInterrupt), in_a_notebook(None, "Mine"):
        raise KeyboardInterrupt
    assert Place.made[0].shown[-1] == {}


def test_all_runs_of_a_cell_have_one_place(shell: Any) -> None:
    for cell, places in ((1, 1), (1, 1), (2, 2)):
        shell.execution_count = cell
        with in_a_notebook(None, "Mine"):
            assert len(Place.made) == places


def test_the_first_run_after_an_update_says_that_it_compiles(shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "is_warm", lambda: False)
    with in_a_notebook(None, "Mine"):
        assert Place.made[0].shown[0]["text/plain"] == f"Mine: {COMPILING}"


def test_progress_that_was_asked_for_is_left_alone(shell: Any) -> None:
    shares: list[float] = []
    with in_a_notebook(shares.append, "Mine") as advance:
        assert advance is not None
        advance(0.5)
    assert shares == [0.5] and Place.made == []


def test_nothing_is_shown_where_nobody_watches(shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.kernel._allow_stdin = False
    with in_a_notebook(None, "Mine") as advance:
        assert advance is None
    shell.kernel = None  # a terminal
    with in_a_notebook(None, "Mine") as advance:
        assert advance is None
    monkeypatch.delitem(sys.modules, "IPython")
    with in_a_notebook(None, "Mine") as advance:
        assert advance is None
    assert Place.made == []
