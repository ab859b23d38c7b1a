"""Which name stands for what, and what a module gives to others."""

from __future__ import annotations

import pytest

from tests.extract.scripted import assigned, called, imported, scopes


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('import OpenAI from "openai"', ["OpenAI -> openai:default"]),
        ('import { generateText as g } from "ai"', ["g -> ai:generateText"]),
        (
            'import A, { B, default as C } from "./lib/b.js"',
            ["A -> ./lib/b.js:default", "B -> ./lib/b.js:B", "C -> ./lib/b.js:default"],
        ),
        ('import D, * as all from "@scope/a.b"', ["D -> @scope/a.b:default", "all -> @scope/a.b:*"]),
        ('import type { T } from "t"', ["T -> t:T"]),
        ('import { "a-b" as c } from "m"', ["c -> m:a-b"]),
        ('import "dotenv/config"', [" -> dotenv/config:*"]),
        ('import data from "./d.json" with { type: "json" }', ["data -> ./d.json:default"]),
        ('import r = require("y")', ["r -> y:*"]),
        ('const OpenAI = require("openai")', ["OpenAI -> openai:*"]),
        ('var a = require("a").b, c = require("c").default', ["a -> a:b", "c -> c:default"]),
        ('const { OpenAI, Chat: C } = require("openai")', ["OpenAI -> openai:OpenAI", "C -> openai:Chat"]),
        ('const { z } = require("a").b', ["z -> a:b.z"]),
        ('let m; m = require("m")', ["m -> m:*"]),
        ('const x = await import("x")', ["x -> x:*"]),
        ('const { y } = await import("x")', ["y -> x:y"]),
        ('const d = (await import("x")).default', ["d -> x:default"]),
        ('const t = require("t") as typeof import("t")', ["t -> t:*"]),
        ('function f() { const { a } = require("b") }', ["a -> b:a @1"]),
        ('export { a, b as c, default } from "./y"', ["a -> ./y:a", "c -> ./y:b", "default -> ./y:default"]),
        ('export * from "./y"', ["* -> ./y:*"]),
        ('export * as ns from "./y"', ["ns -> ./y:*"]),
    ],
)
@pytest.mark.parametrize("path", ["a.ts", "a.js"])
def test_imports(source: str, expected: list[str], path: str) -> None:
    typed = any(word in source for word in ("import type", "r = require", " as typeof"))
    assert imported(source, "a.ts" if typed else path) == expected
    assert assigned(source, path) == []


def test_what_is_no_plain_import_is_a_call() -> None:
    assert imported('const a = require(name), b = require("x")(1), c = require("x", 1)') == []
    assert called('require("dotenv").config()') == ["require('dotenv')", "#0['config']()"]
    assert called('const load = () => import("x")') == ["import('x')"]
    assert assigned('const { a: { b } } = require("x")') == ["b = #0['a']['b']"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("export const a = 1", ["a = 1"]),
        ("export default a", ["default = a"]),
        ("export default { a: 1 }", ["default = {a: 1}"]),
        ("export default function f() {}", ["default = f"]),
        ("export default class A {}", ["default = A"]),
        ("export { a as b, c, d as default }", ["b = a", "default = d"]),
        ("export = a", ["default = a"]),
        ("module.exports = f", ["default = f"]),
        ("module.exports = { a, b: 1, 'c-d': 2, e: g }", ["default = {a: a, b: 1, c-d: 2, e: g}", "b = 1", "e = g"]),
        ("exports.a = 1; module.exports.b = 2", ["a = 1", "b = 2"]),
        ("(function () { exports.a = 1 })()", ["a = 1"]),
        ("exports = module.exports = a", ["default = a", "default = a"]),
    ],
)
def test_exports_are_named_as_others_name_them(source: str, expected: list[str]) -> None:
    assert assigned(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("export function f(a) {}", ["function f(a) <0"]),
        ("export default async () => 1", ["function default() <0: 1"]),
        ("export default function () {}", ["function default() <0"]),
        ("export default class {}", ["class default() <0"]),
        ("exports.f = () => {}; module.exports.g = function () {}", ["function f() <0", "function g() <0"]),
        ("module.exports = { f() {}, g: () => 1, }", ["function f() <0", "function g() <0: 1"]),
        ("module.exports = class A {}", ["class default() <0"]),
        ("export abstract class A extends B.C<T> implements D {}", ["class A() <0"]),
    ],
)
def test_exported_functions_and_classes(source: str, expected: list[str]) -> None:
    assert scopes(source) == expected


def test_declarations_without_code_say_nothing() -> None:
    source = """
import { A } from "a"
export { B } from "./b"
export declare function f(x: string): void
declare const y: number
declare module "m" { export const z: string; export function g(): void }
export interface I { a: string }
export type T = { b: string }
export declare class C { d: string }
"""
    assert imported(source, "a.d.ts") == ["A -> a:A", "B -> ./b:B"]
    assert assigned(source, "a.d.ts") == called(source, "a.d.ts") == scopes(source, "a.d.ts") == []
