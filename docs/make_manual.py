"""Build the manual as a site: python docs/make_manual.py [FOLDER].

The pages are those of the repository. They are copied with the same folders, so that a link works on the site as in the
checkout, together with every file that a page leads to. zensical builds them as ``mkdocs.yml`` says, in build/manual or
in FOLDER. A link that leads nowhere stops it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "manual"
LINK = re.compile(r"\]\(<?([^)>#\s]+)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def pages() -> list[Path]:
    """Return the pages of the manual: those at the root, in docs, and on the data."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "data" / "SOURCES.md"]


def led_to(page: Path) -> Iterator[Path]:
    """Yield the files of the repository that a page leads to."""
    for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        file = (page.parent / target).resolve()
        if ":" not in target and file.is_file() and file.is_relative_to(ROOT):
            yield file


def copied(folder: Path) -> list[Path]:
    """Copy the pages and what they lead to into a new folder; return what was copied."""
    shutil.rmtree(folder, ignore_errors=True)
    files = sorted({*pages(), *(file for page in pages() for file in led_to(page))})
    for file in files:
        copy = folder / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    (folder / "README.md").rename(folder / "index.md")
    for page in folder.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"\]\(((?:\.\./)*)README\.md", r"](\1index.md", text), encoding="utf-8")
    return files


def main(work: Path = WORK) -> int:
    """Build the site in a folder of `work`; return the exit code of the builder."""
    copied(work / "pages")
    shutil.copyfile(ROOT / "mkdocs.yml", work / "mkdocs.yml")
    return subprocess.run([sys.executable, "-m", "zensical", "build", "--clean", "--strict"], cwd=work).returncode


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
