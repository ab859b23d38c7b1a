"""What a target teaches that changes: cues, their weights, and the sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from groundrules.datasets.answer_form import form_cues
from groundrules.datasets.given import Given
from groundrules.datasets.json_field import field_cues, json_of, texts_in
from groundrules.datasets.lexicon import Language, Lexicon, Sign
from groundrules.datasets.number import number_cues
from groundrules.datasets.question import question_cue
from groundrules.datasets.record import Record
from groundrules.datasets.term import Term, plain_words_of, terms_of
from groundrules.domain.dataset import Task
from groundrules.domain.record import Cue

READ_CHARACTERS = 2000
SILENT_TASKS: frozenset[Task] = frozenset({"classification", "tool-call", "code", "maths", "context-grounded"})
_SHORT_ANSWER_CHARACTERS = 80
_READ_QUESTION_CHARACTERS = 400
_MENU = "page-menu"
_EXAMPLE = re.compile(r"`\s*\{[^`]*`")
"""An object in backticks is a sample of a format; what stands in it is made up."""
_REQUEST = "creative-request"
_OPENING_REQUEST = "opens-with-request"
_POLITE = frozenset({"please", "bitte", "por", "favor"})


class Reading(msgspec.Struct, frozen=True):
    """The cues of one record, positive and negative, and their sum with the bias."""

    cues: tuple[Cue, ...]
    score: float

    @property
    def changes(self) -> bool:
        """Whether the record counts as teaching a changing fact."""
        return self.score > 0


def read(record: Record, lexicon: Lexicon, languages: Sequence[Language], task: Task) -> Reading:
    """Weigh one record. The sum of the cues' weights and the bias is the whole reason."""
    target = record.target[:READ_CHARACTERS].strip()
    found: dict[str, Cue] = {}
    for cue in _cues(record, target, lexicon, languages, task):
        known = found.get(cue.name)
        if known is None or abs(cue.weight) > abs(known.weight):
            found[cue.name] = cue
    cues = tuple(sorted(found.values(), key=lambda cue: -cue.weight))
    prior = lexicon.tasks.get(task, 0.0)
    return Reading(cues, lexicon.bias + prior + sum(cue.weight for cue in cues))


def _cues(record: Record, target: str, lexicon: Lexicon, languages: Sequence[Language], task: Task) -> Iterator[Cue]:
    given = Given(f"{record.system}\n{record.prompt}")
    text = _EXAMPLE.sub(" ", target)
    if (value := json_of(target)) is not None:
        text = "\n".join(texts_in(value))
        yield from field_cues(value, given, lexicon.fields)
    terms = list(terms_of(text))
    asked = list(terms_of(record.question[:_READ_QUESTION_CHARACTERS]))
    yield from number_cues(text, terms, given, lexicon.shapes, languages)
    for language in languages:
        yield from _menu_cut(_word_cues(terms, language.answer), lexicon.shapes)
        yield from _word_cues(asked, language.prompt)
        yield from _request_cue(asked, language.prompt, lexicon.shapes)
    yield from form_cues(record.question, text, lexicon.shapes)
    if task in {"closed-book", "closed-book-organisation"} and len(target) <= _SHORT_ANSWER_CHARACTERS:
        yield from _question_cues(record, target, lexicon, languages)


def _question_cues(record: Record, target: str, lexicon: Lexicon, languages: Sequence[Language]) -> Iterator[Cue]:
    given = set(plain_words_of(record.prompt))
    new = [word for word in plain_words_of(target) if word not in given]
    for language in languages:
        model = lexicon.questions.get(language.code)
        if model and len(new) * 2 >= len(plain_words_of(target)) and (cue := question_cue(record.question, model)):
            yield cue


def _word_cues(terms: Sequence[Term], signs: Mapping[str, tuple[Sign, ...]]) -> Iterator[Cue]:
    for position, term in enumerate(terms):
        for sign in signs.get(term.text, ()):
            length = len(sign.rest)
            if all(a.text == b for a, b in zip(terms[position + 1 : position + 1 + length], sign.rest, strict=False)):
                if len(terms) > position + length:
                    yield Cue(sign.cue, " ".join((term.text, *sign.rest)), sign.weight)
                break


def _request_cue(
    asked: Sequence[Term], signs: Mapping[str, tuple[Sign, ...]], shapes: Mapping[str, float]
) -> Iterator[Cue]:
    """A prompt that begins with "write" or "translate" asks for a text, not for a fact."""
    opening = [term for term in asked[:3] if term.text not in _POLITE][:1]
    if any(not sign.rest and sign.cue == _REQUEST for term in opening for sign in signs.get(term.text, ())):
        yield Cue(_OPENING_REQUEST, opening[0].text, shapes[_OPENING_REQUEST])


def _menu_cut(cues: Iterator[Cue], shapes: Mapping[str, float]) -> Iterator[Cue]:
    """One word of a site's menu says nothing; three different ones show a page that was scraped."""
    menu = set()
    for cue in cues:
        if cue.name != _MENU:
            yield cue
            continue
        menu.add(cue.text)
    if len(menu) >= 3:
        yield Cue(_MENU, ", ".join(sorted(menu)[:4]), shapes[_MENU])
