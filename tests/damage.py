"""Damage as disks and full disks do it, drawn from a seed."""

from __future__ import annotations

from pathlib import Path
from random import Random

KINDS = ("emptied", "cut", "flipped", "foreign")


def damage(file: Path, seed: int) -> None:
    """Empty, cut or replace a file, or flip one of its bits; the kinds follow one another by seed."""
    draw, content = Random(seed), bytearray(file.read_bytes())
    match KINDS[seed % len(KINDS)]:
        case "emptied":
            content = bytearray()
        case "cut":
            del content[draw.randrange(1, len(content)) :]
        case "flipped":
            content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        case "foreign":
            content = bytearray(draw.choice([b"{}", b"[" * 5000, b"PAR1PAR1", draw.randbytes(500), b"\n\n"]))
    file.write_bytes(content)
