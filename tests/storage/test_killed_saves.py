"""A save that is killed at any step loses nothing that was finished."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_whatever_the_step_at_which_a_save_is_killed(tmp_path: Path) -> None:
    script = Path(__file__).parent / "killed.py"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(script), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = dict(line.split(": ") for line in done.stdout.splitlines())
    assert (told.pop("killed twice"), told.pop("at once")) == ("40", "15")
    steps = [int(words.removesuffix(" steps")) for words in told.values()]
    assert len(steps) == 3 and min(steps) > 15
