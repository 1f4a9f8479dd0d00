"""Pages of the manual of which a part is made: the part stands between two marks."""

from __future__ import annotations


def with_part(page: str, begin: str, end: str, made: str) -> str:
    """Return a page with `made` in place of what stands from one mark to the other, the marks included."""
    before, _, rest = page.partition(begin)
    return before + made + rest.partition(end)[2]
