"""Files that hold a prompt and nothing else, told by their own name and the folders above them."""

from __future__ import annotations

from groundrules.discover.words import words_of

_PROMPT_SUFFIXES = frozenset({".prompt", ".prompty"})
_TEMPLATE_SUFFIXES = frozenset(
    {".jinja2", ".j2", ".jinja", ".mustache", ".handlebars", ".hbs", ".liquid", ".tmpl", ".tpl"}
)
_TEXT_SUFFIXES = frozenset({".txt", ".md", ""})
_PROMPT_WORDS = frozenset({"prompt", "prompts", "preprompt", "preprompts"})
# Folders of prompts hold notes about them too.
_ABOUT = frozenset({"readme", "license", "licence", "changelog", "contributing", "notice", "index", "todo"})

_DOCUMENTATION = frozenset({"docs", "doc", "documentation", "website"})


def is_prompt_file(folder: str, name: str) -> bool:
    """Whether `name` in `folder` is a prompt of its own.

    Templates count where any folder or the name speaks of prompts; plain text where the folder itself holds prompts,
    or where the name ends in the word ("system_prompt.txt", "skprompt.txt").
    """
    stem, dot, extension = name.rpartition(".")
    suffix = dot + extension.lower() if stem else ""
    if suffix in _PROMPT_SUFFIXES:
        return bool(stem)
    if suffix in _TEMPLATE_SUFFIXES:
        return "prompt" in name.lower() or any("prompt" in part.lower() for part in folder.split("/"))
    if suffix not in _TEXT_SUFFIXES or name.startswith(".") or (stem or name).lower() in _ABOUT:
        return False
    if not _DOCUMENTATION.isdisjoint(folder.lower().split("/")):
        return False
    return _holds_prompts(folder) or (suffix != "" and stem.lower().endswith(("prompt", "prompts")))


def _holds_prompts(folder: str) -> bool:
    """Whether one of the folders is named for the prompts in it: prompts, system_prompts, prompt_templates."""
    return any(_is_prompt_folder(part) for part in folder.split("/"))


def _is_prompt_folder(name: str) -> bool:
    words = words_of(name)
    if not words:
        return False
    return words[-1] in _PROMPT_WORDS or (words[-1] in ("templates", "template") and words[0] in _PROMPT_WORDS)
