"""Write the tables of docs/drift.md: the drift of the baseline next to trends and forecasts published by June 2025.

Run as ``python docs/make_drift.py``. It simulates 100,000 people for six years; the page says its size and date.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from welfsim.experiments.drift import SEED, SIZE, drifts, placed, written

PAGE = Path(__file__).resolve().parent / "drift.md"


if __name__ == "__main__":
    made = written(drifts(), SIZE, SEED, date.today())
    PAGE.write_text(placed(PAGE.read_text(encoding="utf-8"), made), encoding="utf-8")
