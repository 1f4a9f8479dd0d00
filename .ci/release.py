"""Build the wheel of a release into ``dist``, if the records of all long checks hold for these files.

Run as ``make release``.
"""

from __future__ import annotations

import sys

import records
from check_pythons import ROOT, CheckError, build_wheel


def main() -> int:
    """Build the wheel; return 1 if a record is missing or stale, or the wheel cannot be built."""
    faults = records.faults()
    if faults:
        print("No release is built.\n\n" + "\n\n".join(faults), file=sys.stderr)
        return 1
    try:
        print(f"Built {build_wheel(ROOT / 'dist').relative_to(ROOT)}")
    except CheckError as fault:
        print(f"No release is built.\n\n{fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
