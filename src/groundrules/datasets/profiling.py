"""From the rows of a sample to the profile of a dataset."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from groundrules.datasets.code import paths_in
from groundrules.datasets.excerpt import excerpt_of
from groundrules.datasets.interval import wilson
from groundrules.datasets.lexicon import FALLBACK_LANGUAGE, Language, Lexicon
from groundrules.datasets.organisation import organisation_of
from groundrules.datasets.record import Record
from groundrules.datasets.task import Evidence, is_labelling, task_of
from groundrules.datasets.tongue import tongues_of
from groundrules.datasets.trait import Trait, target_of, trait_of
from groundrules.datasets.volatility import SILENT_TASKS, Reading, read
from groundrules.domain.dataset import DatasetProfile, Interval, RecordFormat, Task
from groundrules.domain.record import Cue, RecordSample

_SHOWN = 3
_BEFORE_CUE_CHARACTERS = 40
_SHOWN_CUES = 10
_SHOWN_LABELS = 60
_SHOWN_SYSTEM_PROMPTS = 3


def format_of(records: Iterable[Record]) -> RecordFormat:
    """The format of most records."""
    found = Counter(record.format for record in records)
    return found.most_common(1)[0][0] if found else "unknown"


def languages_of(records: Sequence[Record], lexicon: Lexicon) -> tuple[str, list[Language]]:
    """The commonest language, and the word lists to read with (English where there is none for it)."""
    tongues = tongues_of((record.target or record.prompt for record in records), lexicon.languages)
    known = [lexicon.languages[code] for code in tongues if code in lexicon.languages]
    asked = tongues_of((record.question for record in records), lexicon.languages)
    known += [
        lexicon.languages[code] for code in asked if code in lexicon.languages and lexicon.languages[code] not in known
    ]
    fallback = lexicon.languages.get(FALLBACK_LANGUAGE)
    if not known and fallback:
        known = [fallback]
    return (tongues[0] if tongues else ""), known


class Portrait(msgspec.Struct, frozen=True):
    """A sample, read: its task, and each record's reading (none where the task is silent)."""

    records: Sequence[Record]
    traits: Sequence[Trait]
    task: Task
    language: str
    organisation: str
    organisation_share: float
    evidence: Evidence
    readings: Sequence[Reading]


def _ordinary(lexicon: Lexicon) -> frozenset[str]:
    return frozenset().union(*(language.no_names for language in lexicon.languages.values()))


def portray(records: Sequence[Record], lexicon: Lexicon) -> Portrait:
    """Read the records of a sample closely: those with a target, if any has one."""
    records = [record for record in records if record.target.strip()] or records
    language, known = languages_of(records, lexicon)
    organisation, share = organisation_of(records, known, language, _ordinary(lexicon))
    traits = [trait_of(record, known) for record in records]
    if sum(trait.json_shape is not None for trait in traits) > len(traits) / 2:
        organisation, share = "", 0.0  # field values, not a voice
    evidence = Evidence(records, traits, share)
    task = task_of(evidence)
    silent = task in SILENT_TASKS
    readings = [] if silent else [read(record, lexicon, known, task) for record in records]
    return Portrait(records, traits, task, language, organisation, share, evidence, readings)


def describe(portrait: Portrait) -> DatasetProfile:
    """The part of a profile that the sample tells."""
    changing = [pair for pair in zip(portrait.records, portrait.readings, strict=False) if pair[1].changes]
    cues = Counter(cue.name for _, reading in changing for cue in reading.cues if cue.weight > 0)
    shape, shape_share = _one_shape(portrait.traits)
    evidence = portrait.evidence
    targets = [trait.target for trait in portrait.traits]
    return DatasetProfile(
        paths=(),
        format=format_of(portrait.records),
        task=portrait.task,
        changing_facts=wilson(len(changing), len(portrait.readings)) if portrait.readings else Interval(0, 0, 0.0, 0.0),
        top_cues=tuple(cues.most_common(_SHOWN_CUES)),
        changing_samples=tuple(_changing_samples(changing)),
        json_targets_share=evidence.share(lambda trait: trait.json_shape is not None),
        one_shape_share=shape_share,
        shape=shape,
        code_share=evidence.share(lambda trait: trait.is_code),
        organisation=portrait.organisation,
        organisation_share=portrait.organisation_share,
        grounded_share=evidence.share(lambda trait: trait.is_grounded),
        labels=tuple(evidence.labels[:_SHOWN_LABELS]) if is_labelling(evidence) else (),
        label_count=len(evidence.labels) if is_labelling(evidence) else 0,
        median_target_characters=evidence.median_target_characters,
        long_record_characters=_long_record_characters(portrait.records),
        system_prompts=_system_prompts(portrait.records),
        language=portrait.language,
        samples=tuple(_sample(record) for record in _spread(portrait.records)),
        mentioned_paths=paths_in(
            [*(record.prompt[:4000] for record in portrait.records), *(t[:4000] for t in targets)]
        ),
    )


def _changing_samples(changing: Sequence[tuple[Record, Reading]]) -> Iterable[RecordSample]:
    """The plainest ones, each with another leading cue where there is one."""
    ranked = sorted(changing, key=lambda pair: -pair[1].score)
    led: set[str] = set()
    first: list[tuple[Record, Reading]] = []
    rest: list[tuple[Record, Reading]] = []
    for record, reading in ranked:
        lead = reading.cues[0].name if reading.cues else ""
        (rest if lead in led else first).append((record, reading))
        led.add(lead)
    for record, reading in [*first, *rest][:_SHOWN]:
        cues = tuple(Cue(cue.name, excerpt_of(cue.text), cue.weight) for cue in reading.cues)
        excerpt = excerpt_of(f"{_short(record.question, 50)} => {_around(target_of(record), reading.cues)}")
        yield RecordSample(record.path, record.line, excerpt, cues)


def _around(target: str, cues: Sequence[Cue]) -> str:
    """The stretch of a target around its strongest cue."""
    target = " ".join(target.split())
    at = target.lower().find(cues[0].text.lower()) if cues else -1
    start = target.rfind(" ", 0, max(0, at - _BEFORE_CUE_CHARACTERS)) + 1
    return f"…{target[start:]}" if start else target


def _short(text: str, characters: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= characters else line[:characters].rstrip() + "…"


def _sample(record: Record) -> RecordSample:
    asked = _short(record.question, 70)
    text = f"{asked} => {target_of(record)}" if asked else record.target
    return RecordSample(record.path, record.line, excerpt_of(text))


def _spread(records: Sequence[Record]) -> Sequence[Record]:
    """The first, middle and last record."""
    positions = sorted({0, len(records) // 2, len(records) - 1}) if records else []
    return [records[position] for position in positions]


_NUMBER = re.compile(r"\d+")


def _one_shape(traits: Sequence[Trait]) -> tuple[str, float]:
    """The commonest shape of the targets, with its share: keys of JSON, or the fixed words of a template."""
    if not traits:
        return "", 0.0
    shapes = Counter(trait.json_shape or _template(trait.target) for trait in traits)
    shape, count = shapes.most_common(1)[0]
    return (shape, count / len(traits)) if shape else ("", 0.0)


def _template(target: str) -> str:
    """The field names of a target written as `Name: value` lines; empty where it is none."""
    lines = [line for line in target[:2000].splitlines() if line.strip()]
    names = [line.split(":", 1)[0].strip(" *#-") for line in lines if ":" in line]
    if len(names) < 2 or len(names) < 0.8 * len(lines) or any(len(name) > 40 for name in names):
        return ""
    return " / ".join(names)


def _long_record_characters(records: Sequence[Record]) -> int:
    """The 99th percentile of the lengths of records."""
    lengths = sorted(record.characters for record in records)
    return lengths[len(lengths) * 99 // 100] if lengths else 0


def _system_prompts(records: Sequence[Record]) -> tuple[tuple[str, float], ...]:
    found = Counter(record.system.strip() for record in records if record.system.strip())
    return tuple((text, count / len(records)) for text, count in found.most_common(_SHOWN_SYSTEM_PROMPTS))
