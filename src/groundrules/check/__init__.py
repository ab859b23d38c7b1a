"""Rules about projects: thresholds and words. `check` is the stage."""

from groundrules.check.compiled import verify_rules
from groundrules.check.run import Checked, check

__all__ = ["Checked", "check", "verify_rules"]
