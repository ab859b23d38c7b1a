"""JavaScript and TypeScript by tree-sitter: one walk from bytes to facts, through broken code, JSX and types.

The facts are those of Python, in its words, so that `link` follows one language:

- an import binds a name to `<module>:<member>`: `openai:OpenAI`, `openai:default`, `./prompts:SYSTEM`, and `openai:*`
  for a whole module, `require` and `await import` alike. A module that is only loaded binds the name "";
- what a module exports stands in its scope under the exported name, `export default` and `module.exports` under
  `default`; `export * from "./y"` is an import of the name `*`;
- `this` is written `self`, `x["name"]` is written `x.name`, `a?.b`, `b!`, `(b as T)`, `await b` as if plain;
- a parameter that takes its argument apart is named by its position, `<0>`; its names are members of it;
- a function that stands in an expression is `Unknown("function")` of the span of its scope. Its scope is called
  `<function>`, or `.key` where it is the value of a key;
- the callback of `map`, `forEach`, `then` and their like has its first parameter assigned, and `map` gives a
  `Repeated`;
- the entries of a call's last argument, where it is an object that is written out, are its keywords too.
"""

from __future__ import annotations

from groundrules.extract.javascript.module import read

__all__ = ["read"]
