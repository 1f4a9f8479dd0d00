"""Scenario files and settings as they go wrong: seeded, one or a few slips each."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

NASTY = "\t\x00\x07\x1b\x85\u2028\ufeff\u200b£€é日🙂\\\"'`@%&*!|>{}[],:#?-~=<.0 9xX\n\r"
VALUES = (
    *("", "null", "~", "yes", "No", "true", "on", "0", "-0", "-1", "1", "217.26", "55%", "£423.27"),
    *("1_000", "0x1F", "0o7", "1e400", "-1e400", "1e308", ".inf", "-.inf", ".nan", "9" * 30, "9" * 5_000),
    *("0." + "3" * 200, "1e-320", "._", "+", "2026", "24315", "2026-04", "2026-4", "2026-13", "2026-04-01"),
    *("2025-02-30", "12:30:45", "April 2026", "10 ** 14", "[]", "{}", "[[]]", "[1, 2]", "[health, search]"),
    *("{2026-04: 1}", "{2026: 1}", "{2026-04: {2027-04: 1}}", "{a: b}", "*a", "&a 1", "!tag x", "!!int 3"),
    *("!!python/name:os.system", "<<", "? a", "- a", "@x", "`x", "%x", "|", ">", "---", '"open', "'open"),
    *("{a", "[a", "a: b: c", '"\\ud800"', '"\\x07"', '"\\q"', "x" * 3_000, "baseline", "nowhere"),
    *("/etc/passwd", "[" * 40, "{a: " * 40, "[" * 40 + "]" * 40, "../mine", "mine", "."),
    *("coaching.coaches", "100000000000000", "1000"),
)
KEYS = (
    *("name", "nmae", "start", "months", "population", "people", "seed", "replications", "against"),
    *("packages", "reform", "programmes", "assume", "promise", "evidence", "starts", "by", "like"),
    *("source", "href", "plan", "routes", "title"),
    *("coaching", "coach", "<<", "coaching.coaches", "coaching.ring_fence"),
    *("coaching.priority", "universal_credit.taper", "unemployment_insurance.start", "2026-04", "2026-4"),
    *("2024-01", "2026", "", "null", "yes", "[a]", "{a: b}", '"', "x" * 200, "a.b.c", "é", "*a", "- a"),
)
ENCODINGS = ("utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1", "utf-8")
RICH = """\
name: All that a scenario may say
question: Is it read?
source: {title: A paper, href: "https://www.gov.uk/paper", plan: It plans.}
start: 2025-04
months: 24
population: {people: 2000}
replications: 2
seed: 7
against: coaches_at_need
assume:
  employment.contact_effect: 0.2
promise: {starts: 65000, by: 2026-03}
evidence: [coaching.offers_a_year, employment.displacement]
reform:
  coaching.coaches: {2025-04: 18000, 2026-04: null}
  coaching.ring_fence: no
  coaching.priority: [health, search]
  unemployment_insurance.start: 2028-04
programmes:
  club:
    title: A club
    like: connect_to_work
    places: {2026-04: 500}
    routes: {coach: 0.2, council: {2026-04: 0.05}}
"""

Slip = Callable[[Random, str], str]


def _at(luck: Random, text: str) -> int:
    return luck.randrange(len(text) + 1)


def _letter(luck: Random, text: str) -> str:
    at, letter = _at(luck, text), luck.choice(NASTY)
    return text[:at] + luck.choice(("", letter, letter * luck.choice((1, 2, 300)))) + text[at + luck.randrange(2) :]


def _lines(luck: Random, text: str) -> str:
    lines = text.split("\n")
    at, other = luck.randrange(len(lines)), luck.randrange(len(lines))
    kind = luck.randrange(5)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(other, lines[at])
    elif kind == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 3:
        lines[at] = luck.choice((" ", "  ", "\t", "- ", "? ", "# ")) + lines[at]
    else:
        lines[at] = lines[at].lstrip()
    return "\n".join(lines)


def _part(luck: Random, text: str, news: tuple[str, ...], of_key: bool) -> str:
    """Put something else in the place of a key, or of what stands behind it."""
    lines = text.split("\n")
    at = luck.choice([i for i, line in enumerate(lines) if ":" in line] or [0])
    key, colon, value = lines[at].partition(":")
    indent = key[: len(key) - len(key.lstrip())]
    new = luck.choice(news)
    lines[at] = f"{indent}{new}{colon}{value}" if of_key else f"{key}: {new}"
    return "\n".join(lines)


def _value(luck: Random, text: str) -> str:
    return _part(luck, text, VALUES, of_key=False)


def _key(luck: Random, text: str) -> str:
    return _part(luck, text, KEYS, of_key=True)


def _added(luck: Random, text: str) -> str:
    return f"{text.rstrip()}\n{luck.choice(('', '  ', '    '))}{luck.choice(KEYS)}: {luck.choice(VALUES)}\n"


def _cut(luck: Random, text: str) -> str:
    return text[: _at(luck, text)]


def _twice(luck: Random, text: str) -> str:
    return text + luck.choice(("", "---\n", "...\n", "%YAML 1.1\n---\n")) + text


SLIPS: tuple[Slip, ...] = (_letter, _lines, _value, _value, _value, _key, _key, _added, _cut, _twice)


def mutated(luck: Random, text: str) -> bytes:
    """Return a file with one to three slips in it, now and then in another encoding or with other ends of lines."""
    for _ in range(luck.choice((1, 1, 2, 3))):
        text = luck.choice(SLIPS)(luck, text)
    if luck.random() < 0.05:
        text = text.replace("\n", luck.choice(("\r\n", "\r", "\u2028")))
    encoding = luck.choice(ENCODINGS) if luck.random() < 0.05 else "utf-8"
    written = text.encode(encoding, errors="replace")
    if luck.random() < 0.03:
        at = _at(luck, text)
        written = written[:at] + bytes([luck.randrange(256)]) + written[at:]
    return written


def setting(luck: Random, names: list[str]) -> str:
    """Return a setting with a slip in it, or none."""
    name = luck.choice((luck.choice(names), luck.choice(names), *KEYS))
    written = luck.choice(VALUES)
    if luck.random() < 0.4:
        written = ",".join(f"{luck.choice(KEYS[-15:])}:{luck.choice(VALUES)}" for _ in range(luck.choice((1, 2, 3))))
    text = f"{name}{luck.choice(('=', '=', '=', '', ' = ', '=='))}{written}"
    return _letter(luck, text) if luck.random() < 0.3 else text
