"""Files packed with zstd: through the standard library from Python 3.14 on, through an optional package before."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

from groundrules.datasets.unread import UnreadError

_LIBRARIES = ("compression.zstd", "backports.zstd", "zstandard")
_BLOCK_BYTES = 64 * 1024


def open_zstd(path: Path) -> BinaryIO:
    """Open a file for reading, unpacked. Raises `UnreadError` where no library is installed."""
    for name in _LIBRARIES:
        try:
            library = importlib.import_module(name)
        except ImportError:
            continue
        return cast(BinaryIO, io.BufferedReader(_Unpacked(path, library)))
    raise UnreadError("zstd: install the extra")


class _Unpacked(io.RawIOBase):
    """The unpacked bytes. The libraries differ in what their streams can do: this reads, and seeks by reading on."""

    def __init__(self, path: Path, library: Any) -> None:
        self._open: Callable[[], Any] = lambda: library.open(path, "rb")
        self._error: type[Exception] = library.ZstdError
        self._stream = self._open()
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except self._error as error:
            raise UnreadError("damaged zstd") from error
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        target = self._position + offset if whence == io.SEEK_CUR else offset
        if target < self._position:
            self._stream.close()
            self._stream, self._position = self._open(), 0
        while self._position < target and self.read(min(_BLOCK_BYTES, target - self._position)):
            pass
        return self._position

    def close(self) -> None:
        self._stream.close()
        super().close()
