"""Small rule packs written to disk."""

from __future__ import annotations

from pathlib import Path

GUIDANCE = """\
title: Guidance
source: a source
last_reviewed: 2026-06
statements:
  - id: need.fresh
    need: fresh facts
    best: retrieval
  - id: thesis.one
    says: One thing.
"""

RULE = """\
id: no-refresh
title: nothing refreshes the index
severity: warning
persona: regular
since: 0.1.0
guidance: [need.fresh]
judges: vector_store
when: store.is_filled and len(store.refreshed_by) == 0
at: store.location
message: "'{store.name}' is never refreshed"
why: |
  It drifts.
instead: re-index on change
references: [https://example.com/refresh]
"""


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below a folder, with the guidance where none is given."""
    for name, text in {"guidance.yaml": GUIDANCE, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
