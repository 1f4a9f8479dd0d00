"""The page in a real browser without a screen: at the width of a desk and of a phone, light and dark."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

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


@pytest.mark.parametrize("width", [1280, 500])
@pytest.mark.parametrize("scheme", [0, 1])
def test_the_page_stands_at_every_width(file: Path, answers: Answers, width: int, scheme: int, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    options = [f"--window-size={width},900", f"--blink-settings=preferredColorScheme={scheme}", f"--log-net-log={log}"]
    command = [str(BROWSER), *FLAGS, *options, f"--user-data-dir={tmp_path / 'user'}", "--dump-dom", file.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found = re.search(r'<pre id="measured">(.*?)</pre>', done.stdout)
    assert found is not None
    measured = json.loads(unescape(found[1]))
    assert measured["content"] <= measured["width"]
    assert measured["charts"] >= 3 and measured["small"] == 0 and measured["unnamed"] == 0
    assert measured["ink"] != measured["ground"]
    assert "CONSOLE" not in done.stderr
    assert "http://" not in _addresses(log) and "https://" not in _addresses(log)
    told = unescape(re.sub(r"<[^>]+>", " ", done.stdout))
    assert all(sentence in told for sentence in sentences(answers))


def _addresses(log: Path) -> str:
    """Return the addresses that the page asked for, those of the browser itself left out."""
    events = json.loads(log.read_text("utf-8"))["events"]
    asked = [event["params"] for event in events if "url" in event.get("params", {})]
    return " ".join(each["url"] for each in asked if each.get("initiator", "").startswith("file"))
