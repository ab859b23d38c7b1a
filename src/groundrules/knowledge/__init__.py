"""Everything declarative: the guidance, the rules and the catalogue, read from `rules/`."""

from groundrules.knowledge.catalogue import load_catalogue
from groundrules.knowledge.guidance import load_guidance
from groundrules.knowledge.root import rules_root
from groundrules.knowledge.rule import load_rules

__all__ = ["load_catalogue", "load_guidance", "load_rules", "rules_root"]
