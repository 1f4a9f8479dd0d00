"""Parsed law files kept on disk, because reading YAML takes longer than all the rest of a start."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from welfsim.caches import Shelf, keep, kept
from welfsim.policy.document import Entry, read_entries
from welfsim.sources import source_key

SHELF = Shelf("law", ("*.json",), kept=12)


def kept_entries(file: Path) -> list[Entry]:
    """Return a law file's entries, parsed afresh only when its text has changed.

    Raises
    ------
    PolicyError
        If the file cannot be read as YAML.
    """
    text = hashlib.sha256(file.read_bytes()).hexdigest()
    key, name = _key(file.parent), f"{file.stem}.json"
    found = kept(SHELF, key, name)
    if found is not None:
        parsed = json.loads(found)
        if parsed["text"] == text:
            return [Entry(**entry) for entry in parsed["entries"]]
    entries = read_entries(file)
    parsed = {"text": text, "entries": [asdict(entry) for entry in entries]}
    keep(SHELF, key, name, json.dumps(parsed).encode())
    return entries


def _key(folder: Path) -> str:
    """Return the key of the law in a folder: the sources that parse it, and where it lies."""
    return hashlib.sha256(f"{source_key('law')} {folder.resolve()}".encode()).hexdigest()[:16]
