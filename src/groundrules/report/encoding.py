"""Plain data as JSON text, whatever characters file names and contents hold."""

from __future__ import annotations

from typing import Any

import msgspec

from groundrules.report.visible import encodable


def encoded(document: Any) -> str:
    """The document as JSON, indented by two, ending in a newline.

    Bytes of file names that are not UTF-8 (lone surrogates) are written out as `\\udcff`; JSON itself cannot hold them.
    """
    try:
        data = msgspec.json.encode(document)
    except UnicodeEncodeError:
        data = msgspec.json.encode(_encodable(msgspec.to_builtins(document)))
    return msgspec.json.format(data, indent=2).decode() + "\n"


def _encodable(value: Any) -> Any:
    match value:
        case str():
            return encodable(value)
        case list() | tuple():
            return [_encodable(item) for item in value]
        case dict():
            return {_encodable(key): _encodable(item) for key, item in value.items()}
        case _:
            return value
