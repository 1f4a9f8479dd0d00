"""The page in a real browser without a screen: at the width of a desk and of a phone, light, dark and on paper."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest

from welfsim.experiments.answers import Answers
from welfsim.experiments.evidence import Evidence
from welfsim.experiments.gainers import Gainers
from welfsim.experiments.split import Split
from welfsim.faces.page import Asked, page
from welfsim.faces.sentences import sentences

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LEAST_WIDTH = 500
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--enable-logging=stderr",
)
MEASURE = """<script>
addEventListener("load", () => {
  const root = document.documentElement, out = document.createElement("pre");
  out.id = "measured";
  const unnamed = [...document.querySelectorAll("figure, nav, section, .wide")].filter(
    (e) => !e.getAttribute("aria-label") && !e.getAttribute("aria-labelledby"));
  const parts = [...document.querySelectorAll("section")].filter((e) => e.getBoundingClientRect().height > 40);
  const small = [...document.querySelectorAll("figure svg")].filter((e) => e.getBoundingClientRect().width < 200);
  out.textContent = JSON.stringify({width: innerWidth, content: root.scrollWidth, unnamed: unnamed.length,
    parts: parts.map((e) => e.id), text: document.body.innerText,
    charts: document.querySelectorAll("figure svg").length, small: small.length,
    ink: getComputedStyle(document.body).color, ground: getComputedStyle(document.body).backgroundColor});
  top.document.body.append(out);
});
</script>"""

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed"),
]


SHOWN = {
    "answer": "All answers, reform less baseline",
    "parts": "The answer",
    "charts": "Net cost by financial year",
    "money": "Net cost of the lines above",
    "who": "By tenth of income of benefit units",
    "changes": "coaching.coaches_to_health",
    "assumptions": "with each parameter at either end of its range",
    "limits": "Not calibrated",
    "provenance": "welfsim report redeploy_1000_coaches",
}
"""The parts of the page in their order, each with something that a reader finds in it."""


each_screen = pytest.mark.parametrize(("width", "scheme"), [(1280, 0), (1280, 1), (390, 0), (390, 1)])


@pytest.fixture(scope="module")
def text(answers: Answers, made_of: Split, ranges: Evidence, who: Gainers) -> str:
    return page(answers, Asked(made_of, ranges, who), command="welfsim report redeploy_1000_coaches")


def opened(text: str, width: int, scheme: int, folder: Path) -> tuple[dict[str, Any], str, str]:
    """Return what is measured on the page at a width, what the browser logs, and the addresses that it asked for.

    A window is at least 500 wide, so a phone is a frame within one.
    """
    measured = text.replace("</body>", f"{MEASURE}</body>")
    if width < LEAST_WIDTH:
        measured = (
            f'<!doctype html><body><iframe width="{width}" height="900" srcdoc="{escape(measured)}"></iframe></body>'
        )
    file, log = folder / "page.html", folder / "net.json"
    file.write_text(measured, encoding="utf-8")
    options = [f"--window-size={width},900", f"--blink-settings=preferredColorScheme={scheme}", f"--log-net-log={log}"]
    command = [str(BROWSER), *FLAGS, *options, f"--user-data-dir={folder / 'user'}", "--dump-dom", file.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found = re.search(r'<pre id="measured">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None
    return json.loads(unescape(found[1])), done.stderr, _addresses(log)


@each_screen
def test_every_part_stands_at_every_width(text: str, answers: Answers, width: int, scheme: int, tmp_path: Path) -> None:
    measured, log, addresses = opened(text, width, scheme, tmp_path)
    assert measured["content"] <= measured["width"] == width
    assert measured["charts"] >= 5 and measured["small"] == 0 and measured["unnamed"] == 0
    assert measured["ink"] != measured["ground"]
    assert measured["parts"] == list(SHOWN)
    assert [part for part, words in SHOWN.items() if words not in measured["text"]] == []
    assert all(sentence in measured["text"] for sentence in sentences(answers))
    assert "CONSOLE" not in log
    assert "http://" not in addresses and "https://" not in addresses


@each_screen
def test_what_a_notebook_shows_stands_at_every_width(answers: Answers, width: int, scheme: int, tmp_path: Path) -> None:
    comparison = answers.comparison
    parts = [shown._repr_html_() for shown in (answers, comparison, comparison.reform, comparison.reform.scenario)]
    parts += [f"<figure aria-label='chart'>{chart._repr_svg_()}</figure>" for chart in comparison.plot()]
    style = "<style>:root { color-scheme: light dark } svg { max-width: 100% } figure { margin: 0 }</style>"
    cells = f'<meta charset="utf-8">{style}<body>{"".join(parts)}</body>'
    measured, log, addresses = opened(cells, width, scheme, tmp_path)
    assert measured["content"] <= measured["width"] == width
    assert measured["charts"] == len(comparison.plot()) and measured["small"] == 0
    assert all(row[0] in measured["text"] for row in answers.rows())
    assert "CONSOLE" not in log
    assert "http://" not in addresses and "https://" not in addresses


def test_it_prints(text: str, tmp_path: Path) -> None:
    file, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    file.write_text(text, encoding="utf-8")
    options = [f"--user-data-dir={tmp_path / 'user'}", f"--print-to-pdf={paper}", file.as_uri()]
    subprocess.run([str(BROWSER), *FLAGS, *options], capture_output=True, timeout=120, check=True)
    assert paper.read_bytes().count(b"/Type /Page\n") >= 3


def _addresses(log: Path) -> str:
    """Return the addresses that the page asked for, those of the browser itself left out."""
    events = json.loads(log.read_text("utf-8"))["events"]
    asked = [event["params"] for event in events if "url" in event.get("params", {})]
    return " ".join(each["url"] for each in asked if each.get("initiator", "").startswith("file"))
