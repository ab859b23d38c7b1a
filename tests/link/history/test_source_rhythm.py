"""How often the documents of an index and the facts in prompts change, by the history of the tree."""

from __future__ import annotations

import datetime
from pathlib import Path

from groundrules.domain.history import Rhythm
from groundrules.domain.project import Project
from groundrules.domain.settings import Settings
from groundrules.pipeline import survey
from tests.discover.forest import write
from tests.history_fixture import Step, make_repository

TODAY = datetime.date(2026, 11, 25)
FIRST = datetime.date(2026, 9, 7)
INDEX = """\
from langchain_chroma import Chroma
from langchain_community.document_loaders import DirectoryLoader
from langchain_openai import OpenAIEmbeddings

pages = DirectoryLoader("pages", glob="**/*.md").load_and_split()
Chroma.from_documents(pages, OpenAIEmbeddings(model="text-embedding-3-small")KEPT)
"""
PROMPT = """\
from openai import OpenAI

SYSTEM = "You answer visitors. Our day ticket costs $14.50 and we are open from 9 am to 5 pm."


def answer(question):
    messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": question}]
    return OpenAI().chat.completions.create(model="gpt-4.1-mini-2025-04-14", messages=messages)
"""


def project(root: Path, files: dict[str, str], *changes: tuple[int, str]) -> Project:
    """The project of a tree that was committed whole and then changed: (days later, path)."""
    write(root, files)
    steps = [Step(FIRST, "ada", tuple(files))]
    steps += [Step(FIRST + datetime.timedelta(days=days), "ada", (path,)) for days, path in changes]
    make_repository(root, steps)
    [found] = survey(Settings(root=root, today=TODAY)).projects
    return found


def documents(root: Path, kept: str, *changes: tuple[int, str]) -> object:
    files = {"ingest.py": INDEX.replace("KEPT", kept), "pages/roses.md": "# Roses\n", "other/notes.md": "# Notes\n"}
    [store] = project(root, files, *changes).vector_stores
    return store.document_rhythm


def test_documents_that_change_in_weeks_of_late(tmp_path: Path) -> None:
    changes = [(8, "pages/roses.md"), (22, "pages/roses.md"), (23, "pages/roses.md"), (40, "other/notes.md")]
    rhythm = documents(tmp_path, ', persist_directory="db"', *changes)
    assert isinstance(rhythm, Rhythm)
    assert rhythm.recent_weeks == 2


def test_an_index_that_is_not_kept_is_not_asked_about(tmp_path: Path) -> None:
    assert documents(tmp_path, "", (8, "pages/roses.md")) is None


def test_a_prompt_that_states_changing_facts(tmp_path: Path) -> None:
    found = project(tmp_path, {"answer.py": PROMPT, "README.md": "# Tickets\n"}, (15, "answer.py"), (30, "README.md"))
    [stated] = [prompt for prompt in found.prompts if prompt.volatile_statements]
    assert isinstance(stated.rhythm, Rhythm)
    assert stated.rhythm.recent_weeks == 1


def test_a_prompt_without_such_facts_is_not_asked_about(tmp_path: Path) -> None:
    plain = PROMPT.replace(" Our day ticket costs $14.50 and we are open from 9 am to 5 pm.", "")
    assert all(prompt.rhythm is None for prompt in project(tmp_path, {"answer.py": plain}).prompts)
