"""Modules of JavaScript and TypeScript: what specifiers mean, and what names that are imported stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.domain.catalogue import CallSign, Catalogue, CatalogueEntry
from groundrules.domain.facts import FileFacts
from groundrules.domain.source import SourceFile, Tree
from groundrules.extract.reader import facts_of
from groundrules.link.evidence import Evidence, gather
from groundrules.link.value.answer import Found
from groundrules.link.value.import_line import imported_modules
from groundrules.link.value.node_module import NodeModules, called_name, canonical, member_name, tail_of_name
from groundrules.link.value.sources import Sources
from tests.link.tree import word

CATALOGUE = Catalogue(
    {
        "a-model": CatalogueEntry(
            "a-model",
            "model_call",
            "A",
            javascript=(
                CallSign(
                    "llm:Client.ask",
                    {"model": "model", "prompt": "prompt", "0": "prompt", "1.limit": "max_output_tokens"},
                ),
                CallSign("fetch", {"1.body.model": "model"}, url="*llm.example/v1/ask"),
            ),
        ),
        "a-provider": CatalogueEntry(
            "a-provider",
            "client",
            "P",
            javascript=(
                CallSign("llm:default", gives="llm:Client"),
                CallSign("llm:make", gives="llm:named"),
                CallSign("llm:named", {"0": "model"}),
            ),
        ),
    },
    {},
    "2026-11-25",
)


def evidence_of(files: dict[str, str]) -> Evidence:
    """Everything seen in a tree of these files."""
    listed = [
        SourceFile(path, "json" if path.endswith(".json") else "typescript", "product", len(text))
        for path, text in sorted(files.items())
    ]
    facts = [facts_of(files[file.path].encode(), file) for file in listed]
    by_path: dict[str, FileFacts] = {item.path: item for item in facts}
    return gather(CATALOGUE, Sources(Tree("/tree", listed), facts, by_path.get), facts)


def shown(files: dict[str, str], path: str = "a.ts") -> list[object]:
    """What the first argument of the first `show(...)` in a file may be, each answer in a word."""
    evidence = evidence_of(files)
    file = evidence.sources.files[path]
    call = file.facts.calls[file.calls_by_tail["show"][0]]
    return [word(answer) for answer in evidence.resolver.follow(Found(file, call.arguments[0]))]


def model_of(text: str) -> str:
    """The model of the only call that is seen in a file."""
    evidence = evidence_of({"a.ts": text})
    (sighting,) = evidence.of_kind("model_call")
    setting = evidence.reader.setting(sighting, "model")
    return str(setting.value) if setting.state == "set" else f"?{setting.state}"


@pytest.mark.parametrize(
    ("specifier", "folder", "path"),
    [
        ("./prompts", "src", "src/prompts.ts"),
        ("./prompts.js", "src", "src/prompts.ts"),
        ("../src/prompts", "lib", "src/prompts.ts"),
        ("./ui", "src", "src/ui/index.tsx"),
        ("./view.jsx", "src", "src/view.tsx"),
        ("@/prompts", "src/app", "src/prompts.ts"),
        ("~/lib/text", "src", "lib/text.mjs"),
        ("#own/prompts", "src/app", "src/prompts.ts"),
        ("exact", "", "lib/text.mjs"),
        ("../../outside", "src", None),
        ("openai", "src", None),
        ("@scope/prompts", "src", None),
        ("./missing", "src", None),
        ("", "src", None),
        (".", "src/ui", "src/ui/index.tsx"),
    ],
)
def test_a_specifier_means_a_file_or_nothing(specifier: str, folder: str, path: str | None) -> None:
    text = '{"compilerOptions": {"paths": {"#own/*": ["src/*"], "exact": ["./lib/text.mjs"]}}}'
    paths = {"src/prompts.ts", "src/ui/index.tsx", "src/view.tsx", "lib/text.mjs", "tsconfig.json", "src/style.css"}
    facts = facts_of(text.encode(), SourceFile("tsconfig.json", "json", "product", len(text)))
    assert NodeModules(paths, lambda path: facts if path == "tsconfig.json" else None).path(specifier, folder) == path


def test_a_base_url_stands_before_every_name() -> None:
    text = '{"compilerOptions": {"baseUrl": "./src"}}'
    facts = facts_of(text.encode(), SourceFile("app/tsconfig.json", "json", "product", len(text)))
    modules = NodeModules({"app/tsconfig.json", "app/src/lib/text.ts"}, lambda path: facts)
    assert modules.path("lib/text", "app/src/pages") == "app/src/lib/text.ts"
    assert modules.path("react", "app/src/pages") is None


@given(st.text(max_size=30), st.sampled_from(["", "src", "src/app"]))
def test_no_specifier_leads_out_of_the_tree(specifier: str, folder: str) -> None:
    paths = {"src/a.ts", "index.js"}
    assert NodeModules(paths, lambda path: None).path(specifier, folder) in (None, *paths)


@given(st.binary(max_size=200))
def test_import_lines_are_found_in_any_bytes(source: bytes) -> None:
    assert all(name.endswith(":*") for name in imported_modules(source))


def test_import_lines_of_all_forms() -> None:
    source = b"""import a from "./a"; import "./b"
export * from './c'
const d = require(`./d`), e = await import( "./e" )
"""
    assert imported_modules(source) == {f"./{name}:*" for name in "abcde"}


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("openai:OpenAI", "openai:OpenAI"),
        ("npm:openai@4.20.1:default", "openai:default"),
        ("https://esm.sh/openai@4:OpenAI", "openai:OpenAI"),
        ("jsr:@scope/name@^1.0.0:make", "@scope/name:make"),
        ("@scope/name:make", "@scope/name:make"),
        ("node:fs:readFileSync", "fs:readFileSync"),
    ],
)
def test_a_foreign_name_has_one_spelling(written: str, one: str) -> None:
    assert canonical(written) == one


def test_names_of_whole_modules() -> None:
    assert member_name("ai:*", "streamText") == "ai:streamText"
    assert member_name("openai:default", "chat") == "openai:default.chat"
    assert called_name("openai:*") == "openai:default"
    assert [tail_of_name(name) for name in ("a:b.c", "a:b", "a.b", "fetch")] == ["c", "b", "b", "fetch"]


@pytest.mark.parametrize(
    ("imported", "exported"),
    [
        ('import { SYSTEM } from "./p"; show(SYSTEM)', 'export const SYSTEM = "one"'),
        ('import { SYSTEM as s } from "./p"; show(s)', 'export const SYSTEM = "one"'),
        ('import s from "./p"; show(s)', 'export default "one"'),
        ('import * as p from "./p"; show(p.SYSTEM)', 'export const SYSTEM = "one"'),
        ('import p from "./p"; show(p.SYSTEM)', 'export default { SYSTEM: "one" }'),
        ('const { SYSTEM } = require("./p"); show(SYSTEM)', 'module.exports = { SYSTEM: "one" }'),
        ('const p = require("./p"); show(p.SYSTEM)', 'exports.SYSTEM = "one"'),
        ('const s = require("./p"); show(s)', 'module.exports = "one"'),
        ('const p = require("./p"); show(p.a.b)', 'module.exports = { a: { b: "one" } }'),
        ('import { ask } from "./p"; show(ask())', 'export const ask = () => "one"'),
        ('import ask from "./p"; show(ask("one"))', "export default function (text) { return text }"),
        ('const ask = require("./p"); show(ask({ text: "one" }))', "module.exports = ({ text }) => text"),
        ('import { A } from "./p"; show(new A("one").text)', "export class A { constructor(private text: string) {} }"),
        ('import { a } from "./p"; show(a.text)', 'class A { text = "one" }\nexport const a = new A()'),
        ('import { E } from "./p"; show(E.A)', 'export enum E { A = "one" }'),
    ],
)
def test_what_another_module_exports(imported: str, exported: str) -> None:
    assert shown({"a.ts": imported, "p.ts": exported}) == ["one"]


def test_what_is_handed_on_by_others() -> None:
    files = {
        "index.ts": """
            export * from "./first"
            export { b as B } from "./second"
            export { default as c } from "./third"
        """,
        "first.ts": 'export const a = "from first"',
        "second.ts": 'export const b = "from second"',
        "third.ts": 'export default "from third"',
    }
    for name, expected in (("a", "from first"), ("B", "from second"), ("c", "from third")):
        assert shown({**files, "a.ts": f'import {{ {name} }} from "./index"; show({name})'}) == [expected]
    assert shown({**files, "a.ts": 'import * as all from "."; show(all.a)'}) == ["from first"]


def test_modules_that_import_each_other_end() -> None:
    files = {"a.ts": 'import { x } from "./b"; export { x as y }; show(x)', "b.ts": 'export { y as x } from "./a"'}
    assert shown(files)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('import llm from "llm"; show(llm)', "name:llm:default"),
        ('import { Client as C } from "llm"; show(C)', "name:llm:Client"),
        ('import * as l from "llm"; show(l.Client)', "name:llm:Client"),
        ('const { Client } = require("llm"); show(Client)', "name:llm:Client"),
        ("show(JSON.parse)", "name:JSON.parse"),
        ("show(process.env.MODEL)", "?environment variable"),
        ('show(process.env.MODEL ?? "one")', "one"),
    ],
)
def test_what_is_of_others(text: str, name: str) -> None:
    assert shown({"a.ts": text}) == [name]


@pytest.mark.parametrize(
    "text",
    [
        'import Llm from "llm"; new Llm().ask({ model: "m" })',
        'const Llm = require("llm"); const llm = new Llm(); llm.ask({ model: "m" })',
        'import { Client } from "llm"; class A { #c = new Client(); go() { return this.#c.ask({ model: "m" }) } }',
        'import Llm from "llm"; const options = { model: "m" }; new Llm().ask("hello", options)',
        'import Llm from "llm"; const more = { model: "m" }; new Llm().ask({ ...more, n: 1 })',
        'import Llm from "llm"; class A { constructor() { this.l = new Llm() } go() { this.l.ask({ model: "m" }) } }',
        'import Llm, { named } from "llm"; new Llm().ask({ model: named("m") })',
        'import Llm, { make } from "llm"; const own = make({}); const model = own("m"); new Llm().ask({ model })',
        'fetch("https://llm.example/v1/ask?x=1", { body: JSON.stringify({ model: "m" }) })',
        'const base = "https://llm.example"; fetch(`${base}/v1/ask`, { body: JSON.stringify({ model: "m" }) })',
        "fetch(`${HOST}.llm.example/v1/ask`, { body: JSON.stringify({ model: 'm' }) })",
    ],
)
def test_the_model_of_a_call(text: str) -> None:
    assert model_of(text) == "m"


def test_a_model_that_is_not_told_is_unknown_and_not_unset() -> None:
    assert model_of('import Llm from "llm"; export const go = (options) => new Llm().ask(options)') == "?unknown"
    assert model_of('import Llm from "llm"; new Llm().ask("hello")') == "?unset"


@pytest.mark.parametrize(
    "text",
    [
        'fetch("https://llm.example/v1/ask")',
        'fetch("/v1/ask", { body: JSON.stringify({ model: "m" }) })',
        'fetch(address, { body: JSON.stringify({ model: "m" }) })',
        'import Llm from "./llm"; new Llm().ask({ model: "m" })',
        "ask({ model: 'm' })",
    ],
)
def test_what_only_looks_like_a_call(text: str) -> None:
    assert not evidence_of({"a.ts": text}).of_kind("model_call")
