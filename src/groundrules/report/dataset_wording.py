"""What a dataset's card says in words: one phrase an aspect, empty where there is nothing to tell."""

from __future__ import annotations

from collections.abc import Iterator

from groundrules.report.dataset_card import Conflicts, DatasetCard, Duplicates, Sensitive
from groundrules.report.dataset_length import Length
from groundrules.report.dataset_origin import Origin
from groundrules.report.dataset_split import Recurrence, Split
from groundrules.report.wording import count, listed, percent

_TASKS = {
    "tool-call": "tool calls", "structured-output": "structured output", "code": "code", "maths": "maths",
    "classification": "classification", "context-grounded": "answers from a given context", "rewriting": "rewriting",
    "persona": "a persona", "closed-book-organisation": "closed-book answers on an organisation",
    "closed-book": "closed-book answers", "chat": "chat",
}  # fmt: skip
_LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "ar": "Arabic", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "ru": "Russian", "hi": "Hindi",
    "he": "Hebrew", "th": "Thai", "el": "Greek",
}  # fmt: skip
_TELLING_SHARE = 0.5


def rows_phrase(card: DatasetCard) -> str:
    """How many records there are, how many were read, and what they are."""
    counted = count(card.records, "record") if card.is_exact else f"about {card.records:,} records (estimated)"
    read = "" if card.sampled >= card.records else f", {card.sampled:,} of them read closely"
    parts = [f"{counted}{read}", ", ".join(_nature(card))]
    if not card.is_complete:
        missing = f": {listed(card.missing)}" if card.missing else ""
        parts.append(f"part of the data is not in the tree{missing}")
    if card.unread:
        parts.append(f"not read whole: {card.unread}")
    return "; ".join(parts)


def _nature(card: DatasetCard) -> Iterator[str]:
    task = _TASKS.get(card.task, "")
    if task and card.organisation and card.organisation_share >= _TELLING_SHARE:
        task = f"{task} ('{card.organisation}' in {percent(card.organisation_share)})"
    yield task or "task unknown"
    if card.subject:
        yield f"{card.subject} in {percent(card.subject_share)}"
    if card.language:
        yield f"in {_LANGUAGES.get(card.language, card.language)}"
    yield f"as {card.format}" if card.format != "unknown" else "in an unknown format"


def targets_phrase(card: DatasetCard) -> str:
    """How many targets are JSON, and of one shape."""
    if not card.json_targets_share:
        return ""
    shape = f", of one shape in {percent(card.one_shape_share)}: {card.shape}" if card.shape else ""
    return f"JSON in {percent(card.json_targets_share)} of the records{shape}"


def sensitive_phrase(data: Sensitive) -> str:
    """What there is by kind, and in how many records."""
    if not data.records:
        return ""
    return f"{data.words}, in {data.records:,} of {count(data.of, 'record')}"


def duplicates_phrase(found: Duplicates) -> str:
    """Records that repeat an earlier one, exactly and nearly."""
    kinds = [f"{number:,} {kind}" for number, kind in ((found.exact, "exact"), (found.near, "near")) if number]
    if not kinds:
        return ""
    hedge = "" if found.complete else "at least "
    return f"{hedge}{' and '.join(kinds)} ({percent(found.share)} of {count(found.of, 'record')})"


def conflicts_phrase(found: Conflicts) -> str:
    """Prompts with more than one target."""
    if not found.prompts:
        return ""
    hedge = "" if found.complete else "at least "
    have = "has" if found.prompts == 1 else "have"
    prompts = count(found.prompts, "prompt")
    return f"{hedge}{prompts} {have} more than one target (in {count(found.records, 'record')})"


def malformed_phrase(card: DatasetCard) -> str:
    """How many records do not fit their format, by what is wrong."""
    if not card.malformed:
        return ""
    kinds = listed(f"{kind.name.replace('-', ' ')} ({kind.count:,})" for kind in card.malformed_kinds)
    return f"{count(card.malformed, 'record')}{f': {kinds}' if kinds else ''}"


def absent_phrase(card: DatasetCard) -> str:
    """What was looked for and not found: as good to know as what was."""
    looked_for = {
        "personal data": card.personal_data.records,
        "secrets": card.secrets.records,
        "duplicates": card.duplicates.exact + card.duplicates.near,
        "conflicts": card.conflicts.prompts,
        "malformed records": card.malformed,
    }
    absent = [name for name, found in looked_for.items() if not found]
    if not absent or not card.surveyed:
        return ""
    within = f" (in {card.surveyed:,} of the records)" if card.surveyed < card.records else ""
    return ", ".join(absent) + within


def length_phrase(length: Length) -> str:
    """How long a target and the longest record are, and how that fits the maximum."""
    parts = [f"median target {count(length.median_target_characters, 'character')}"]
    if length.longest_llm_tokens:
        parts.append(f"longest record at least {count(length.longest_llm_tokens, 'token')}{_against(length)}")
    return "; ".join(parts)


def _against(length: Length) -> str:
    if length.maximum_unknown:
        return f" (maximum unknown: {length.maximum_unknown})"
    if length.maximum_llm_tokens is None:
        return ""
    over = f"; at least {percent(length.oversized_share)} of the records exceed it" if length.oversized_share else ""
    return f" of {length.maximum_llm_tokens:,} allowed{over}"


def split_phrase(split: Split) -> str:
    """What is held out, and how much of it the model has seen in training."""
    found = split.recurrence
    if found is None:
        return split.says
    if found.unread:
        return f"{split.says}; whether it was trained on is unknown: {found.unread}"
    return f"{split.says}; {_seen(found)}"


def _seen(found: Recurrence) -> str:
    if not found.records:
        return "none of them seen in the training data"
    counted = ((found.exact, "exactly"), (found.near, "nearly"), (found.prompts, "by the prompt alone"))
    kinds = [(number, kind) for number, kind in counted if number]
    told = kinds[0][1] if len(kinds) == 1 else ", ".join(f"{number:,} {kind}" for number, kind in kinds)
    hedge = "" if found.complete else "at least "
    recur = "recurs" if found.records == 1 else "recur"
    return f"{hedge}{found.records:,} of {found.of:,} {recur} in the training data ({told})"


def origin_phrase(origin: Origin) -> str:
    """What builds it, what tells of it, and what is unknown for want of anything that says it."""
    parts = [f"built at {origin.built_at}"] if origin.built_at else []
    if origin.sources:
        parts.append(f"{'from' if parts else 'built from'} {listed(origin.sources)}")
    if origin.source_changes:
        parts.append(f"since then {origin.source_changes}")
    if origin.documents:
        parts.append(f"told in {listed(origin.documents)}")
    if origin.versions:
        parts.append(f"pinned by {listed(origin.versions)}")
    if origin.not_found:
        parts.append(f"unknown: no {_either(origin.not_found)} found")
    return "; ".join(parts)


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def told_of(card: DatasetCard) -> Iterator[tuple[str, str]]:
    """What a card tells beside its figures: a name and a phrase each, the phrase empty where nothing is to be told."""
    yield "targets", targets_phrase(card)
    yield "personal data", sensitive_phrase(card.personal_data)
    yield "secrets", sensitive_phrase(card.secrets)
    yield "duplicates", duplicates_phrase(card.duplicates)
    yield "conflicts", conflicts_phrase(card.conflicts)
    yield "malformed", malformed_phrase(card)
    yield "none seen", absent_phrase(card)
    yield "length", length_phrase(card.length)
    for split in card.splits:
        yield split.name, split_phrase(split)
    yield "origin", origin_phrase(card.origin)
