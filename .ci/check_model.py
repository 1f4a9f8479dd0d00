"""Check the whole model: statistics, every stored table, every notebook. Write down what passed.

Run as ``make check-model``. The record says for which files it holds. A check that fails leaves none, nor does one
during which such a file was edited.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import records

PYTEST = (sys.executable, "-m", "pytest", "-m", "model", "-n", "2", "--dist", "loadfile", "--durations", "10")


def main(root: Path = records.ROOT, pytest: Callable[[Path], int] | None = None) -> int:
    """Run the checks and write their record; return 0 if it is written."""
    before, began = records.key_of(root), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="welfsim-checks-") as folder:
        report = Path(folder) / "report.xml"
        code = (pytest or _pytest)(report)
        if code:
            records.remove("model", root)
            print(f"The checks of the model fail, so no record is kept: {shown(root)}", file=sys.stderr)
            return 1
        passed, skipped = counted(report)
    if records.key_of(root) != before:
        print("A file that the checks are about was edited while they ran. Run them again.", file=sys.stderr)
        return 1
    minutes = round((time.monotonic() - began) / 60, 1)
    day = datetime.now(UTC).date().isoformat()
    records.write("model", records.Record(before, day, minutes, passed, skipped), root)
    print(f"{sum(passed.values())} checks passed in {minutes} minutes. Written down in {shown(root)}")
    return 0


def shown(root: Path) -> str:
    """Return the name of the record."""
    return records.file_of("model", root).relative_to(root).as_posix()


def _pytest(report: Path) -> int:
    arguments: Sequence[str] = (*PYTEST, "--junitxml", str(report), "-o", "junit_family=xunit1")
    return subprocess.run(arguments, cwd=records.ROOT, check=False).returncode


def counted(report: Path) -> tuple[dict[str, int], int]:
    """Return the tests of a report that passed, by file, and the number that were skipped."""
    passed: Counter[str] = Counter()
    skipped = 0
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("skipped") is not None:
            skipped += 1
        else:
            passed[case.attrib["file"]] += 1
    return dict(sorted(passed.items())), skipped


if __name__ == "__main__":
    sys.exit(main())
