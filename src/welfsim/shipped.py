"""Where the data and scenarios that come with welfsim lie.

An installed package holds them inside itself, a source checkout at the root of the repository.
"""

from __future__ import annotations

from pathlib import Path

SHIPPED_FILES = "shipped_files"


def data_folder() -> Path:
    """Return the folder of margins, series and other tables that come with welfsim."""
    return _shipped("data")


def scenarios_folder() -> Path:
    """Return the folder of scenarios that come with welfsim."""
    return _shipped("scenarios")


def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent
    installed = package / SHIPPED_FILES / name
    return installed if installed.is_dir() else package.parents[1] / name
