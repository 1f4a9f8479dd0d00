"""List the licence of every locked package that is installed here; fail on one that is not on the list below.

A package states its licence as an SPDX expression, as a classifier or in a few words; the first that it has counts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
RUNNING, TESTING = ROOT / "requirements.lock", ROOT / "requirements-test.lock"
NOT_STATED = "not stated"

ALLOWED = {
    "0BSD",
    "Apache 2.0",
    "Apache License 2.0",
    "Apache Software License",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD",
    "BSD 2-Clause License",
    "BSD License",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC License (ISCL)",
    "MIT",
    "MIT License",
    "MIT-CMU",
    "MPL-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)",
    "PSF-2.0",
    "Python Software Foundation License",
    "Zlib",
}


class Package(NamedTuple):
    """An installed package and the licence that it states."""

    name: str
    version: str
    licence: str


def locked(lock: Path) -> list[str]:
    """Return the names of the packages that a lock pins, each once."""
    return list(dict.fromkeys(re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text("utf-8"), re.MULTILINE)))


def installed(names: Iterable[str]) -> Iterator[Package]:
    """Yield those of some packages that are installed; a lock also pins what other systems and Pythons need."""
    for name in names:
        try:
            about = distribution(name).metadata
        except PackageNotFoundError:
            continue
        classified = [
            value.rpartition(" :: ")[2]
            for value in about.get_all("Classifier", [])
            if value.startswith("License :: ") and value != "License :: OSI Approved"
        ]
        in_words = (about.get("License") or "").strip().partition("\n")[0]
        stated = about.get("License-Expression") or " AND ".join(classified) or in_words or NOT_STATED
        yield Package(about["Name"], about["Version"], stated)


def is_allowed(licence: str) -> bool:
    """Say whether every licence that an expression names is on the list, also where one of them could be chosen."""
    return all(part.strip("() ") in ALLOWED or part in ALLOWED for part in re.split(r" (?:AND|OR) ", licence))


def main() -> int:
    """Print the licences; return 1 if one is not allowed."""
    running = set(locked(RUNNING))
    packages = {name: package for name in locked(TESTING) for package in installed([name])}
    for name, package in packages.items():
        use = "running" if name in running else "testing"
        print(f"{package.name:<28}{package.version:<18}{use:<10}{package.licence}")
    refused = [package for package in packages.values() if not is_allowed(package.licence)]
    for package in refused:
        print(f"Not allowed: {package.name} {package.version}: {package.licence}", file=sys.stderr)
    if refused:
        print("Do without the package, or add its licence to .ci/licences.py if it may be used.", file=sys.stderr)
    print(f"Licences of {len(packages)} packages: {len(packages) - len(refused)} allowed, {len(refused)} not.")
    return int(bool(refused) or not packages)


if __name__ == "__main__":
    sys.exit(main())
