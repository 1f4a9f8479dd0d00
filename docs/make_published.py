"""Write the page that compares twelve months of the baseline with published figures.

Run as ``python docs/make_published.py``. It simulates 200,000 people; a test holds the page against what it makes.
"""

from __future__ import annotations

from pathlib import Path

from welfsim.experiments.published import PEOPLE, SEED, page, twelve_months

PAGE = Path(__file__).resolve().parent / "published.md"


def made() -> str:
    """Return the page as the model has it now."""
    return page(twelve_months("baseline", people=PEOPLE, seed=SEED, replications=1))


if __name__ == "__main__":
    PAGE.write_text(made(), encoding="utf-8")
