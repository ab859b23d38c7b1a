"""JavaScript and TypeScript read from a text, its facts in written form."""

from __future__ import annotations

from groundrules.domain.facts import FileFacts
from groundrules.domain.source import FileKind, SourceFile
from groundrules.extract.javascript import read
from tests.extract.written import written, written_call


def script(source: str | bytes, path: str = "a.ts") -> FileFacts:
    """The facts of a file."""
    content = source.encode() if isinstance(source, str) else source
    kind: FileKind = "typescript" if path.endswith(("ts", "tsx")) else "javascript"
    return read(content, SourceFile(path, kind, "product", len(content)))


def value(expression: str, path: str = "a.ts") -> str:
    """What an expression is read as, in written form."""
    return written(script(f"x = {expression}\n", path).assignments[-1].value)


def assigned(source: str, path: str = "a.ts") -> list[str]:
    """All assignments as `target = value`, with ` @n` behind those outside scope 0."""
    return [
        f"{found.target} = {written(found.value)}" + (f" @{found.scope}" if found.scope else "")
        for found in script(source, path).assignments
    ]


def called(source: str, path: str = "a.ts") -> list[str]:
    """All calls in written form."""
    return [written_call(call) for call in script(source, path).calls]


def imported(source: str, path: str = "a.ts") -> list[str]:
    """All imports as `name -> target`, with ` @n` behind those outside scope 0."""
    return [
        f"{found.name} -> {found.target}" + (f" @{found.scope}" if found.scope else "")
        for found in script(source, path).imports
    ]


def scopes(source: str, path: str = "a.ts") -> list[str]:
    """All scopes but the module's, as `kind name(parameters) <parent: returns`."""
    return [
        f"{found.kind} {found.name}({', '.join(parameter.name for parameter in found.parameters)}) <{found.parent}"
        + (": " + ", ".join(map(written, found.returns)) if found.returns else "")
        for found in script(source, path).scopes[1:]
    ]
