"""Law kept on disk: what is kept is the law as written, whatever becomes of the file that keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest

from damage import damage
from welfsim.policy.document import read_entries
from welfsim.policy.kept import kept_entries

LAW = """\
universal_credit.taper:
  values: {2025-04: 0.55}
universal_credit.work_allowance:
  values: {2025-04: 41100, 2026-04: 42000}
"""


@pytest.fixture
def law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WELFSIM_CACHE", str(tmp_path / "cache"))
    return written(tmp_path / "one", LAW)


def written(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "universal_credit.yaml").write_text(text, encoding="utf-8")
    return folder / "universal_credit.yaml"


def shelf(tmp_path: Path) -> list[Path]:
    return sorted(tmp_path.glob("cache/law/*/*.json"))


@pytest.mark.parametrize("seed", range(120))
def test_damaged_law_is_parsed_again_and_kept_again(tmp_path: Path, law: Path, seed: int) -> None:
    kept_entries(law)
    (file,) = shelf(tmp_path)
    whole = file.read_bytes()
    damage(file, seed)
    assert kept_entries(law) == read_entries(law)
    assert file.read_bytes() == whole


def test_what_is_kept_is_read(tmp_path: Path, law: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = kept_entries(law)
    monkeypatch.setattr("welfsim.policy.kept.read_entries", lambda file: pytest.fail("parsed again"))
    assert kept_entries(law) == asked


def test_two_folders_of_law_do_not_drive_one_another_out(tmp_path: Path, law: Path) -> None:
    other = written(tmp_path / "other", LAW.replace("0.55", "0.60"))
    assert [kept_entries(file)[0].fields["values"]["2025-04"] for file in (law, other, law)] == [0.55, 0.6, 0.55]
    assert len(shelf(tmp_path)) == 2


def test_law_parsed_by_other_sources_is_parsed_again(
    tmp_path: Path, law: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_entries(law)
    monkeypatch.setattr("welfsim.policy.kept.source_key", lambda what: f"other sources of {what}")
    kept_entries(law)
    assert len(shelf(tmp_path)) == 2
