"""Write the page of the start and its pictures.

Run as ``python docs/make_start.py``. It simulates 200,000 people for two years; a test holds the page against what it
makes.
"""

from __future__ import annotations

from pathlib import Path

from welfsim.experiments.start import APRIL_2025, Start, check
from welfsim.experiments.start_page import write

PEOPLE, SEED = 200_000, 1


def found() -> Start:
    """Return the start as the model has it now."""
    return check(PEOPLE, SEED, APRIL_2025)


if __name__ == "__main__":
    write(found(), Path(__file__).resolve().parent)
