"""Build the wheel of a release into ``dist``, if the records of all long checks hold for these files.

Run as ``make release``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import records
from check_pythons import CheckError, build_wheel

DIST = records.ROOT / "dist"


def main() -> int:
    """Build the wheel; return 1 if a record is missing or stale, or the wheel cannot be built."""
    faults = records.faults()
    if faults:
        print("No release is built.\n\n" + "\n\n".join(faults), file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="welfsim-release-") as folder:
        try:
            wheel = build_wheel(Path(folder))
        except CheckError as fault:
            print(f"No release is built.\n\n{fault}", file=sys.stderr)
            return 1
        DIST.mkdir(exist_ok=True)
        shutil.copy2(wheel, DIST)
    print(f"Built {DIST.name}/{wheel.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
