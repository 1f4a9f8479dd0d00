"""Write the page of the start and its pictures.

Run as ``python docs/make_start.py``. It simulates 200,000 people for two years; a test holds the page against what it
makes.
"""

from __future__ import annotations

from pathlib import Path

from welfsim.experiments.start import APRIL_2025, Start, check
from welfsim.experiments.start_chart import draw_series
from welfsim.experiments.start_page import FOLDER, file_of, page

DOCS = Path(__file__).resolve().parent
PAGE = DOCS / "start.md"
PEOPLE, SEED = 200_000, 1


def found() -> Start:
    """Return the start as the model has it now."""
    return check(PEOPLE, SEED, APRIL_2025)


def made() -> str:
    """Return the page as the model has it now."""
    return page(found())


if __name__ == "__main__":
    start = found()
    (DOCS / FOLDER).mkdir(exist_ok=True)
    for one in start.followed:
        draw_series(one, DOCS / file_of(one))
    PAGE.write_text(page(start), encoding="utf-8")
