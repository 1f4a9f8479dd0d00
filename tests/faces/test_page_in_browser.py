"""The page in a real browser without a screen: at the width of a desk and of a phone, light and dark."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from welfsim.experiments.answers import Answers
from welfsim.experiments.gainers import Gainers
from welfsim.experiments.split import Split
from welfsim.faces.page import Asked, page
from welfsim.faces.sentences import sentences

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
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
  const small = [...document.querySelectorAll("figure svg")].filter((e) => e.getBoundingClientRect().width < 200);
  out.textContent = JSON.stringify({width: innerWidth, content: root.scrollWidth, unnamed: unnamed.length,
    charts: document.querySelectorAll("figure svg").length, small: small.length,
    ink: getComputedStyle(document.body).color, ground: getComputedStyle(document.body).backgroundColor});
  document.body.append(out);
});
</script>"""

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def file(answers: Answers, made_of: Split, who: Gainers, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("page") / "page.html"
    text = page(answers, Asked(made_of, gainers=who), command="welfsim report redeploy_1000_coaches")
    made.write_text(text.replace("</body>", f"{MEASURE}</body>"), encoding="utf-8")
    return made


each_screen = pytest.mark.parametrize(("width", "scheme"), [(1280, 0), (1280, 1), (500, 0), (500, 1)])


@each_screen
def test_the_page_stands_at_every_width(file: Path, answers: Answers, width: int, scheme: int, tmp_path: Path) -> None:
    measured, shown = _measured(file, width, scheme, tmp_path)
    assert measured["charts"] >= 3 and measured["small"] == 0 and measured["unnamed"] == 0
    assert measured["ink"] != measured["ground"]
    told = unescape(re.sub(r"<[^>]+>", " ", shown))
    assert all(sentence in told for sentence in sentences(answers))


@each_screen
def test_what_a_notebook_shows_stands_at_every_width(answers: Answers, width: int, scheme: int, tmp_path: Path) -> None:
    comparison = answers.comparison
    parts = [shown._repr_html_() for shown in (answers, comparison, comparison.reform, comparison.reform.scenario)]
    parts += [f"<figure aria-label='chart'>{chart._repr_svg_()}</figure>" for chart in comparison.plot()]
    file = tmp_path / "cells.html"
    style = "<style>:root { color-scheme: light dark } svg { max-width: 100% } figure { margin: 0 }</style>"
    file.write_text(f'<meta charset="utf-8">{style}{"".join(parts)}{MEASURE}', encoding="utf-8")
    measured, shown = _measured(file, width, scheme, tmp_path)
    assert measured["charts"] == len(comparison.plot()) and measured["small"] == 0
    assert all(row[0] in unescape(shown) for row in answers.rows())


def _measured(file: Path, width: int, scheme: int, folder: Path) -> tuple[dict[str, Any], str]:
    """Return what a page measures of itself, and its elements; it fits the screen and asks for nothing."""
    log = folder / "net.json"
    options = [f"--window-size={width},900", f"--blink-settings=preferredColorScheme={scheme}", f"--log-net-log={log}"]
    command = [str(BROWSER), *FLAGS, *options, f"--user-data-dir={folder / 'user'}", "--dump-dom", file.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found = re.search(r'<pre id="measured">(.*?)</pre>', done.stdout)
    assert found is not None
    measured = json.loads(unescape(found[1]))
    assert measured["content"] <= measured["width"]
    assert "CONSOLE" not in done.stderr
    assert "http://" not in _addresses(log) and "https://" not in _addresses(log)
    return measured, done.stdout


def _addresses(log: Path) -> str:
    """Return the addresses that the page asked for, those of the browser itself left out."""
    events = json.loads(log.read_text("utf-8"))["events"]
    asked = [event["params"] for event in events if "url" in event.get("params", {})]
    return " ".join(each["url"] for each in asked if each.get("initiator", "").startswith("file"))
