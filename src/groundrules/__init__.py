"""groundrules: the audit for LLM codebases."""

__version__ = "0.1.0"
