"""Where what a call says comes from: written here, a library's own, or only who runs it; and what is not followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.linked import call, calls

CLIENT = "from openai import OpenAI\nclient = OpenAI()\n"
CREATE = 'client.chat.completions.create(model="gpt-4.1", messages={})\n'
RETRIEVAL = "from langchain.chains import RetrievalQA\nfrom langchain_openai import ChatOpenAI\nllm = ChatOpenAI()\n"


def source(folder: Path, text: str, **files: str) -> str:
    """The source of the only call of a module; the reason where it is unknown."""
    tree = {"app.py": text, **{name.replace("_py", ".py"): other for name, other in files.items()}}
    setting = call(folder, tree).prompt_source
    return str(setting.value) if setting.state == "set" else f"? {setting.reason}"


def test_a_text_of_the_tree_is_written(tmp_path: Path) -> None:
    messages = '[{"role": "system", "content": "Answer hikers kindly."}, {"role": "user", "content": input()}]'
    assert source(tmp_path, CLIENT + CREATE.format(messages)) == "written"


def test_a_greeting_is_written_too(tmp_path: Path) -> None:
    assert source(tmp_path, CLIENT + CREATE.format('[{"role": "user", "content": "hi"}]')) == "written"


@pytest.mark.parametrize(
    "chain",
    [
        "RetrievalQA.from_chain_type(llm=llm, retriever=store.as_retriever())",
        "RetrievalQA.from_llm(llm, retriever=store.as_retriever())",
    ],
)
def test_a_chain_without_a_prompt_sends_the_one_of_its_library(tmp_path: Path, chain: str) -> None:
    assert source(tmp_path, f"{RETRIEVAL}chain = {chain}\n") == "library"


@pytest.mark.parametrize(
    "chain",
    [
        'RetrievalQA.from_chain_type(llm=llm, retriever=r, chain_type_kwargs={"prompt": load_prompt("qa")})',
        "RetrievalQA.from_chain_type(llm=llm, retriever=r, **options)",
        "RetrievalQA.from_chain_type(llm=llm, retriever=r, prompt=PROMPTS.qa)",
    ],
)
def test_a_chain_that_may_be_given_another_is_not_known(tmp_path: Path, chain: str) -> None:
    text = f"{RETRIEVAL}from elsewhere import PROMPTS, load_prompt, options, r\nchain = {chain}\n"
    assert source(tmp_path, text).startswith("?")


def test_a_model_that_nothing_is_seen_to_use_is_not_known(tmp_path: Path) -> None:
    assert source(tmp_path, RETRIEVAL) == "? its uses were not followed"


def test_a_model_of_a_memory_gets_the_summary_prompt_of_its_library(tmp_path: Path) -> None:
    text = """
        from langchain.memory import ConversationSummaryBufferMemory
        from langchain_openai import ChatOpenAI
        memory = ConversationSummaryBufferMemory(llm=ChatOpenAI(), max_token_limit=1024)
    """
    assert source(tmp_path, text) == "library"


def test_a_query_engine_puts_its_own_prompt_around_the_question(tmp_path: Path) -> None:
    made = "from llama_index.core import VectorStoreIndex\nindex = VectorStoreIndex.from_documents(docs)\n"
    assert source(tmp_path / "own", f"{made}index.as_query_engine().query(input())\n") == "library"
    given = f"{made}index.as_query_engine(text_qa_template=TEMPLATE).query(input())\n"
    assert source(tmp_path / "given", given) == "? a name of somebody else's module"


@pytest.mark.parametrize(
    ("before", "messages"),
    [
        ("def ask(question):\n    return ", '[{"role": "user", "content": question}]'),
        ("def ask(question):\n    text = question.strip()\n    return ", '[{"role": "user", "content": text}]'),
        ("def ask(messages: List):\n    return ", "messages"),
        ("", '[{"role": "user", "content": input("> ")}]'),
    ],
)
def test_a_text_that_only_a_user_or_caller_gives_is_given_at_run_time(
    tmp_path: Path, before: str, messages: str
) -> None:
    text = f"from typing import List\n{CLIENT}{before}{CREATE.format(messages)}"
    assert source(tmp_path, text) == "run time"


@pytest.mark.parametrize(
    "caller",
    ["bot.ask(TEXTS.qa)", "fn = bot.ask", 'getattr(bot, "ask")(TEXTS.qa)', "pool.submit(bot.ask, TEXTS.qa)"],
)
def test_a_parameter_of_what_something_here_may_call_is_not_known(tmp_path: Path, caller: str) -> None:
    text = f"""
        from openai import OpenAI
        from elsewhere import TEXTS, bot, pool

        class Wrapper:
            def ask(self, question):
                return OpenAI().chat.completions.create(
                    model="gpt-4.1", messages=[{{"role": "user", "content": question}}]
                )

        def main():
            {caller}
    """
    assert source(tmp_path, text) == "? a parameter whose callers were not followed"


def test_a_list_that_nothing_is_seen_to_fill_is_not_known(tmp_path: Path) -> None:
    assert source(tmp_path, CLIENT + CREATE.format("[]")) == "? a list that is filled elsewhere"


def test_a_signature_without_an_instruction_is_worded_by_its_library(tmp_path: Path) -> None:
    assert source(tmp_path, "import dspy\nanswer = dspy.Predict('question -> answer')\n") == "library"


def test_the_docstring_of_a_signature_is_the_prompt(tmp_path: Path) -> None:
    text = '''
        import dspy

        class Answer(dspy.Signature):
            """Answer the question of a hiker in two sentences."""

            question = dspy.InputField()
            answer = dspy.OutputField()

        class Program(dspy.Module):
            def __init__(self):
                self.answer = dspy.ChainOfThought(Answer)
    '''
    (found,) = calls(tmp_path, {"program.py": text})
    assert [(item.message, item.text) for item in found.prompts] == [
        ("system", "Answer the question of a hiker in two sentences.")
    ]
    assert found.prompt_source.value == "written"


def test_instructions_beside_the_fields_are_the_prompt(tmp_path: Path) -> None:
    text = "import dspy\nask = dspy.Predict(dspy.Signature('question -> answer', 'Answer hikers in two sentences.'))\n"
    assert [item.text for item in call(tmp_path, {"program.py": text}).prompts] == ["Answer hikers in two sentences."]


def test_a_signature_of_elsewhere_is_not_known(tmp_path: Path) -> None:
    text = "import dspy\nfrom elsewhere import Answer\nask = dspy.Predict(Answer)\n"
    assert source(tmp_path, text).startswith("?")
