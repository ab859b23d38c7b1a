"""What was read and what was not, in words: the line that no report leaves out."""

from __future__ import annotations

from collections import Counter

from groundrules.domain.outcome import AssetCount, Coverage, Outcome
from groundrules.domain.source import LeftOut, Skipped
from groundrules.report.visible import sentence, visible
from groundrules.report.wording import age_days, count, listed, month, plural

STALE_AFTER_DAYS = 180
_SHOWN = 5
_NOUNS = {"fine_tune_job": "fine-tune job"}


def coverage_line(outcome: Outcome) -> str:
    """One sentence: files read and skipped, what was resolved, the dates judged by, the seconds taken."""
    coverage = outcome.coverage
    guidance = f"guidance of {month(coverage.guidance_date) or 'unknown date'}"
    return "; ".join([reading_line(outcome), guidance, f"{total_s(coverage):.2f} s"])


def reading_line(outcome: Outcome) -> str:
    """The part of it that speaks of the reading alone: the same text for the same tree."""
    coverage = outcome.coverage
    read = f"{count(coverage.files_read, 'file')} read ({coverage.files_with_llm_code:,} with LLM code)"
    parts = [", ".join([read, skipped_phrase(coverage.skipped), *_resolved_phrases(coverage.assets)])]
    if coverage.not_covered:
        parts.append(f"not covered: {listed(coverage.not_covered)}")
    parts.append(f"catalogue of {coverage.catalogue_date or 'unknown date'}{_stale(outcome, coverage.catalogue_date)}")
    if stale := _stale(outcome, coverage.models_date):
        parts.append(f"models of {coverage.models_date}{stale}")
    return "; ".join(parts)


def total_s(coverage: Coverage) -> float:
    """The seconds of all stages, or those that stand under `total`."""
    return coverage.seconds.get("total", sum(coverage.seconds.values()))


def noun(kind: str) -> str:
    """A kind of asset as a reader says it: `fine_tune_job` is a fine-tune job."""
    return sentence(_NOUNS.get(kind, kind.replace("_", " ")))


def skipped_place(skipped: Skipped) -> str:
    """`path:line: reason (detail)` of a file that was not read."""
    line = f":{skipped.line}" if skipped.line else ""
    detail = f" ({sentence(skipped.detail)})" if skipped.detail else ""
    return f"{visible(skipped.path)}{line}: {skipped.reason}{detail}"


def skipped_places(coverage: Coverage) -> list[str]:
    """The first files that were not read, each with its reason, then how many more there are."""
    more = len(coverage.skipped) - _SHOWN
    places = [skipped_place(skipped) for skipped in coverage.skipped[:_SHOWN]]
    return [*places, f"and {more:,} more"] if more > 0 else places


def left_out_phrase(left_out: list[LeftOut]) -> str:
    """How many files of other people's code were left out, and in which folders; empty where none were."""
    if not left_out:
        return ""
    files = sum(tree.files for tree in left_out)
    folders = listed([f"'{tree.path}' ({tree.marker})" for tree in left_out], _SHOWN)
    return f"{count(files, 'file') if files else 'files'} of other people's code left out: {folders}"


def unknown_phrases(coverage: Coverage) -> list[str]:
    """Why assets are unknown, a line a kind, and which rules could not decide because of it."""
    lines = [
        f"unknown {plural(noun(asset.kind))}: {_counted(asset.unknown_reasons)}"
        for asset in coverage.assets
        if asset.unknown_reasons
    ]
    if coverage.poisoned:
        lines.append(f"rules undecided over unknown values: {_counted(coverage.poisoned)}")
    return lines


def skipped_phrase(skipped: list[Skipped]) -> str:
    """`3 skipped (2 too large, 1 not UTF-8)`, most frequent reason first."""
    if not skipped:
        return "none skipped"
    reasons = Counter(entry.reason for entry in skipped)
    counted = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    return f"{len(skipped):,} skipped ({', '.join(f'{total:,} {reason}' for reason, total in counted)})"


def _counted(totals: dict[str, int]) -> str:
    largest_first = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    return listed([f"{name} ({total:,})" for name, total in largest_first], _SHOWN)


def _resolved_phrases(assets: list[AssetCount]) -> list[str]:
    """Model calls always; other kinds where something of them is unknown."""
    shown = [asset for asset in assets if asset.kind == "model_call" or asset.resolved < asset.found]
    phrases = []
    for asset in sorted(shown, key=lambda asset: asset.kind != "model_call"):
        unknown = asset.found - asset.resolved
        resolved = f"{asset.resolved:,} of {count(asset.found, noun(asset.kind))} resolved"
        phrases.append(f"{resolved}, {unknown:,} unknown" if unknown else resolved)
    return phrases


def _stale(outcome: Outcome, date: str) -> str:
    age = age_days(date, outcome.today)
    return f" ({age:,} days old, products may have changed)" if age > STALE_AFTER_DAYS else ""
