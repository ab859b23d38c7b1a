"""Which records teach a fact that changes, and why."""

from __future__ import annotations

import pytest

from groundrules.datasets.lexicon import Lexicon
from groundrules.datasets.profiling import languages_of
from groundrules.datasets.record import Record
from groundrules.datasets.volatility import Reading, read
from groundrules.domain.dataset import Task
from tests.datasets.word_list import Profiler


def reading(lexicon: Lexicon, question: str, answer: str, task: Task = "closed-book-organisation") -> Reading:
    record = Record("question-answer", prompt=question, question=question, target=answer)
    return read(record, lexicon, languages_of([record], lexicon)[1], task)


CHANGING = [
    ("money", "How much is a night?", "A double room costs $129 per night."),
    ("opening-hours", "When are you open?", "Our store is open from 9 AM to 5 PM."),
    ("opening-hours", "Can I call at night?", "Yes, our team answers 24/7."),
    ("phone", "How do I reach you?", "Call us at (970) 555-0199."),
    ("email", "How do I reach you?", "Write to desk@quillbank.io and we will answer."),
    ("office-holder", "Who runs the school?", "The dean is currently Dr. Mara Quill."),
    ("availability", "Do you have the blue one?", "It is out of stock at the moment."),
    ("offers", "Do you offer repairs?", "Yes, we offer repairs at all 14 locations."),
    ("money", "¿Cuánto cuesta el curso?", "El curso cuesta 300 € y se puede pagar en tres plazos."),
    ("opening-hours", "¿Cuál es el horario?", "Nuestra tienda abre de 9:00 a 17:00 los días laborables."),
    ("deadline", "Wann endet die Bewerbungsfrist?", "Die Bewerbungsfrist endet am 15. Juli."),
    ("money", "Was kostet das Ticket?", "Das Ticket kostet derzeit 49 Euro im Monat."),
    ("opening-hours", "Quels sont vos horaires ?", "Notre magasin est ouvert le samedi de 9h à 19h."),
    ("availability", "Avez-vous ce modèle ?", "Oui, le modèle est actuellement en stock."),
    ("api", "How do I list projects?", "Send a GET request to `/api/projects?status=open`."),
]


@pytest.mark.parametrize(("cue", "question", "answer"), CHANGING)
def test_changing(lexicon: Lexicon, cue: str, question: str, answer: str) -> None:
    found = reading(lexicon, question, answer)
    assert found.changes
    assert cue in {one.name for one in found.cues if one.weight > 0}


STABLE = [
    ("What is a savings account?", "A savings account is a product that lets you put money aside and earn interest."),
    ("How much is it at $129 for 2 nights?", "It is $129 for each of the 2 nights."),
    ("How many students were there in 2018?", "There were 3,226 students in 2018."),
    ("Write an ad for a bakery", "Fresh bread for only $3, every day from 7 AM to 6 PM!"),
    ("How do I wash wool?", "Wash it by hand in cold water and dry it flat."),
    ("What is John 3:16 about?", "John 3:16 speaks of love."),
    ("Thanks!", "You're welcome! How can I help you further?"),
    ("Can you book it?", "I'm sorry, I cannot book rooms. Could you call the hotel?"),
    ("Explain inflation", "Prices rise. For example, a loaf may cost $1 now and $1.10 later."),
    ("Where do I send it?", "Send it to your.name@example.com, as in the sample."),
    ("¿Qué es un fondo?", "Un fondo es un tipo de inversión que reúne el dinero de varias personas."),
    ("Was ist ein Bachelor?", "Ein Bachelor ist ein akademischer Grad."),
    ("Comment laver un pull ?", "Lavez-le à la main, à l'eau froide."),
]


@pytest.mark.parametrize(("question", "answer"), STABLE)
def test_stable(lexicon: Lexicon, question: str, answer: str) -> None:
    assert not reading(lexicon, question, answer).changes


def test_the_cues_are_the_whole_reason(lexicon: Lexicon) -> None:
    found = reading(lexicon, "How much is it?", "It is $129 per night, as of today.")
    prior = lexicon.bias + lexicon.tasks["closed-book-organisation"]
    assert found.score == pytest.approx(prior + sum(cue.weight for cue in found.cues))


@pytest.mark.parametrize("given", ["1350", "1,350", "1350.00", "$1350"])
def test_a_number_in_the_prompt_is_not_taught(lexicon: Lexicon, given: str) -> None:
    found = reading(lexicon, f"The rent is {given}. What is the rent?", "The rent is $1,350.")
    assert "money" not in {cue.name for cue in found.cues}


def test_json_fields_count_unless_their_value_is_given(lexicon: Lexicon) -> None:
    answer = '{"name": "Ghroob", "price": "Premium", "in_stock": true, "link": "https://shop.quill.io/ghroob"}'
    assert reading(lexicon, "Suggest a perfume", answer, "structured-output").changes
    told = "Ghroob, Premium, in stock: True, see https://shop.quill.io/ghroob"
    assert not reading(lexicon, told, answer, "structured-output").changes


def test_one_word_of_a_menu_is_nothing_and_three_are_a_scraped_page(lexicon: Lexicon) -> None:
    assert not reading(lexicon, "Tell me", "Read more on the subject in chapter two.").changes
    assert reading(lexicon, "Tell me", "Home page Login Sitemap Privacy policy The harbour").changes


def test_the_question_channel_needs_a_short_answer_without_a_year(lexicon: Lexicon) -> None:
    asked = "Who is the current world chess champion?"
    assert "changing-question" in {cue.name for cue in reading(lexicon, asked, "Gukesh", "closed-book").cues}
    for question, answer in ((f"{asked[:-1]} of 2013?", "Anand"), (asked, "Gukesh, who " + "plays and " * 20)):
        assert "changing-question" not in {cue.name for cue in reading(lexicon, question, answer, "closed-book").cues}


def test_the_interval_and_the_samples_of_a_profile(profile_of: Profiler) -> None:
    priced = [
        {"prompt": f"How much is room {n}?", "completion": f"Our room {n} costs ${n + 90} a night."} for n in range(30)
    ]
    polite = [{"prompt": f"Hello {n}", "completion": f"Good day, how can I help you, guest {n}?"} for n in range(10)]
    found = profile_of([*priced, *polite])
    assert (found.changing_facts.hits, found.changing_facts.of) == (30, 40)
    assert found.changing_facts.low < 0.75 < found.changing_facts.high
    assert found.top_cues[0] == ("money", 30)
    assert all(sample.cues and sample.line <= 30 for sample in found.changing_samples)
    assert len(found.changing_samples) == 3
