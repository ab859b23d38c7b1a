"""What the README shows is what the program prints."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

from groundrules.domain.settings import Settings
from groundrules.pipeline import audit
from groundrules.report import render

ROOT = Path(__file__).parents[1]
TODAY = datetime.date(2026, 11, 25)


def test_the_finding_shown_is_one_of_the_demonstration(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"## What a finding looks like\n.*?```\n(.*?)\n```\n", readme, re.DOTALL)
    assert shown is not None
    project = shutil.copytree(ROOT / "fixtures/projects/storefront-assistant", tmp_path / "storefront-assistant")
    outcome = audit(Settings(root=project, select=("volatile-facts-in-training",), today=TODAY))
    printed = render(outcome, "text", width=100)
    assert printed.partition("\n\n")[0] == shown.group(1)
