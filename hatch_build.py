"""Compiles the catalogue into a wheel, so that a run does not parse its YAML; without it the YAML is read."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueBuildHook(BuildHookInterface[Any]):
    """Adds `groundrules/rules/catalog.msgpack`. An editable install reads the checkout, where files change."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        try:
            from groundrules.knowledge.catalogue import read_entries
            from groundrules.knowledge.compiled import NAME, compiled
        finally:
            sys.path.remove(str(source))
        rules = Path(self.root) / "rules"
        self._folder = tempfile.TemporaryDirectory()
        target = Path(self._folder.name) / NAME
        target.write_bytes(compiled(rules, read_entries(rules).values()))
        build_data["force_include"][str(target)] = f"groundrules/rules/{NAME}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._folder.cleanup()
