"""Write docs/impact.csv: by how much five headlines of the last year move over the range of each parameter.

Run as ``python docs/make_impact.py``. It takes about seven minutes on two cores. Then ``python docs/make_tables.py``
puts the numbers into the log of assumptions and on its page.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from welfsim.experiments.impact import impacts, write

TABLE = Path(__file__).resolve().parent / "impact.csv"


if __name__ == "__main__":
    begun = time.monotonic()
    found = impacts(say=lambda line: print(f"{time.monotonic() - begun:5.0f} s  {line}", file=sys.stderr))
    write(found, TABLE)
