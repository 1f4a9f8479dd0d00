"""Write docs/validation.md and its pictures: where the model is wrong, line by line.

Run as ``python docs/make_validation.py``, or ``make validate``. It takes some five minutes on two cores, and two more
when the model is yet to be compiled. A number sets the people of each run: ``python docs/make_validation.py 5000``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from welfsim.experiments.validation_page import Sizes, find, write

if __name__ == "__main__":
    sizes = Sizes() if len(sys.argv) == 1 else Sizes(people=int(sys.argv[1]), people_of_spending=int(sys.argv[1]))
    write(find(sizes), sizes, Path(__file__).resolve().parent)
