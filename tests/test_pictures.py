"""Pictures on disk, and names that would break a picture or a page."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

import welfsim
from welfsim.errors import ResultsError
from welfsim.results.sankey import Move, Stage, sankey
from welfsim.wording.pictures import MARK, refuse_picture, write_picture
from welfsim.wording.tables import html_table

NASTY = 'a<b> & "c" \x00\x1b[31m\r\u202e\ud800\ufffe ]]> <script>'
SHOWN = 'a<b> & "c" \\u0000\\u001b[31m\\u000d\\u202e\\ud800\\ufffe ]]> <script>'
KINDS = (".svg",)
DRAWN = f"<svg><metadata>{MARK}</metadata></svg>".encode()


def moves(title: str) -> str:
    stages = [Stage(title, False, 5.0), Stage("Well", True, 0.0)]
    return sankey(title, (title,), (title, title), stages, [Move(0, 1, 10.0)])


def test_a_drawing_is_well_formed_whatever_the_name() -> None:
    root = ElementTree.fromstring(moves(NASTY))
    assert root[1].text == SHOWN and root[0].text == MARK
    assert sum(SHOWN in (element.text or "") for element in root.iter()) >= 5


def test_a_page_is_well_formed_whatever_the_name() -> None:
    table = ElementTree.fromstring(html_table(NASTY, [["", NASTY], [NASTY, "1"]]))
    assert [element.text for element in table.iter() if element.text] == [SHOWN, SHOWN, SHOWN, "1"]


def test_a_picture_is_replaced_by_a_picture(tmp_path: Path) -> None:
    file = tmp_path / "flows.svg"
    for content in (moves("first").encode(), moves("second").encode()):
        refuse_picture(file, KINDS)
        write_picture(file, content)
        assert file.read_bytes() == content
    assert [entry.name for entry in tmp_path.iterdir()] == ["flows.svg"]


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""])
def test_what_welfsim_did_not_draw_is_left(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "thesis.svg"
    file.write_bytes(content)
    with pytest.raises(ResultsError) as caught:
        refuse_picture(file, KINDS)
    assert str(caught.value) == (
        f"{file}\n  This file is there already and is no picture drawn by welfsim, so it is not replaced.\n"
        "  Name another file, or move this one away."
    )
    assert file.read_bytes() == content


def test_a_name_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultsError) as caught:
        refuse_picture(tmp_path / "flows.pdf", KINDS)
    assert str(caught.value) == (
        f"{tmp_path / 'flows.pdf'}\n  is no picture that can be drawn. Allowed: a name that ends in .svg\n"
        f"  Write for example {tmp_path / 'flows.svg'}"
    )
    refuse_picture(tmp_path / "FLOWS.SVG", KINDS)
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder.svg").mkdir()
    for file, why in (
        (tmp_path / "gone" / "a.svg", "No such file or directory"),
        (tmp_path / "file" / "a.svg", "Not a directory"),
        (tmp_path / f"{'a' * 300}.svg", "File name too long"),
    ):
        with pytest.raises(ResultsError) as caught:
            refuse_picture(file, KINDS)
        assert str(caught.value) == f"{file}\n  The picture cannot be written: {why}."
    with pytest.raises(ResultsError, match="no picture drawn by welfsim"):
        refuse_picture(tmp_path / "folder.svg", KINDS)


def test_a_full_disk_leaves_the_earlier_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "flows.svg"
    write_picture(file, DRAWN)

    def full(self: Path, _: bytes) -> None:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ResultsError, match="The picture cannot be written: No space left on device"):
        write_picture(file, b"new")
    assert file.read_bytes() == DRAWN and [entry.name for entry in tmp_path.iterdir()] == ["flows.svg"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links")
def test_a_link_goes_on_leading_to_the_picture(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "flows.svg"
    link.symlink_to(tmp_path / "real" / "a.svg")
    with pytest.raises(ResultsError, match="is no picture"):
        refuse_picture(link, KINDS)
    write_picture(tmp_path / "real" / "a.svg", DRAWN)
    refuse_picture(link, KINDS)
    write_picture(link, DRAWN + b"\n")
    assert link.is_symlink() and (tmp_path / "real" / "a.svg").read_bytes() == DRAWN + b"\n"


def test_charts_of_both_kinds_are_known_again(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    line = welfsim.budget(month="2025-10", adults=[{"age": 30}], hours_to=8, step=8)
    for name in ("budget.svg", "budget.png"):
        first = line.chart(tmp_path / name).read_bytes()
        assert line.chart(tmp_path / name).read_bytes() == first
    ElementTree.parse(tmp_path / "budget.svg")
    (tmp_path / "mine.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(ResultsError, match="no picture drawn by welfsim"):
        line.chart(tmp_path / "mine.png")
