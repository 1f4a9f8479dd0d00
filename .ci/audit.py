"""Ask for known vulnerabilities of every locked package; say plainly what could not be checked.

Exit codes: 0 none is known, 1 some are known, 2 some packages could not be checked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parents[1] / "requirements-test.lock"
AGAIN = "Nothing is known of them until they are: try again where the network reaches a vulnerability service."
AUDIT = ("-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")


def verdict(answer: str, complaint: str) -> tuple[int, str]:
    """Return the exit code and the words for what the audit printed on its two streams.

    An audit that could not ask prints no JSON, and ends with the same exit code as one that found something.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        packages = []
    if not packages:
        last = (complaint.strip() or "the audit printed nothing").splitlines()[-1]
        return 2, f"Known vulnerabilities could not be checked: {last}\n{AGAIN}"
    unknown = [one for one in packages if "skip_reason" in one]
    checked = [one for one in packages if "skip_reason" not in one]
    known = [
        f"  {one['name']} {one['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'no release'}"
        for one in checked
        for flaw in one["vulns"]
    ]
    lines = ["Known vulnerabilities:", *known] if known else []
    if unknown:
        lines += [f"Could not be checked: {', '.join(one['name'] for one in unknown)}"]
        lines += [f"  The reason given for the first: {unknown[0]['skip_reason']}", f"  {AGAIN}"]
    lines.append(f"{len(checked)} packages checked, {len(known)} vulnerabilities known, {len(unknown)} not checked.")
    return 1 if known else 2 if unknown else 0, "\n".join(lines)


def main() -> int:
    """Print the verdict on the lock."""
    done = subprocess.run([sys.executable, *AUDIT, "-r", str(LOCK)], capture_output=True, text=True)
    code, words = verdict(done.stdout, done.stderr)
    print(words)
    return code


if __name__ == "__main__":
    sys.exit(main())
