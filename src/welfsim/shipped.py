"""Where the data and scenarios that come with welfsim lie.

An installed package holds them inside itself, a source checkout at the root of the repository.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

SHIPPED_FILES = "shipped_files"


def data_folder() -> Path:
    """Return the folder of margins, series and other tables that come with welfsim."""
    return _shipped("data")


@cache
def data_key() -> str:
    """Return the hash, 64 hexadecimal digits, of the names and bytes of all files in the folder of data.

    They are read once, at first use.
    """
    digest = hashlib.sha256()
    folder = data_folder()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def scenarios_folder() -> Path:
    """Return the folder of scenarios that come with welfsim."""
    return _shipped("scenarios")


def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent
    installed = package / SHIPPED_FILES / name
    return installed if installed.is_dir() else package.parents[1] / name
