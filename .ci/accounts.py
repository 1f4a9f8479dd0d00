"""Print a digest of each account line of every result in a folder, as JSON: the same numbers, the same digests."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import welfsim


def digests(folder: Path) -> dict[str, str]:
    """Return a digest of every line of every result under a folder, by the result's place and the line's name.

    What is digested are the accounts as read, not their files, which name the versions of libraries.
    """
    found = {}
    for file in sorted(folder.rglob("accounts.parquet")):
        results = welfsim.read(file.parent)
        axes = f"{results.months} {results.districts}"
        for line, values in results.accounts.items():
            about = f"{axes} {results.categories(line)} {values.shape} {values.dtype}"
            place = file.parent.relative_to(folder).as_posix()
            found[f"{place} {line}"] = hashlib.sha256(about.encode() + values.tobytes()).hexdigest()
    return found


if __name__ == "__main__":
    print(json.dumps(digests(Path(sys.argv[1]))))
