"""Parquet and Arrow files, through the optional package pyarrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from groundrules.datasets.unread import UnreadError

SUFFIXES = {".parquet": "parquet", ".arrow": "arrow", ".feather": "arrow"}
_ROWS_A_BATCH = 1024


class ColumnarFile:
    """A columnar file. Raises `UnreadError` where the package is missing."""

    def __init__(self, path: Path, kind: str) -> None:
        try:
            _module("pyarrow")
        except ImportError:
            raise UnreadError(f"{kind}: install the extra") from None
        self._path = path
        self._kind = kind
        self.records = self._count()

    def _count(self) -> int:
        if self._kind == "parquet":
            parquet = _module("pyarrow.parquet")
            return int(parquet.ParquetFile(self._path).metadata.num_rows)
        return sum(batch.num_rows for batch in self._batches())

    def _batches(self) -> Iterator[Any]:
        if self._kind == "parquet":
            parquet = _module("pyarrow.parquet")
            yield from parquet.ParquetFile(self._path).iter_batches(batch_size=_ROWS_A_BATCH)
            return
        ipc = _module("pyarrow.ipc")
        try:
            reader = ipc.open_file(str(self._path))
        except ValueError:  # a stream, as the datasets library writes it, has no footer
            with self._path.open("rb") as stream:
                yield from ipc.open_stream(stream)
            return
        for position in range(reader.num_record_batches):
            yield reader.get_batch(position)

    def rows(self, numbers: Sequence[int]) -> Iterator[tuple[int, object]]:
        """The rows with these numbers (ascending), each with its number."""
        wanted = iter(numbers)
        number = next(wanted, None)
        first = 0
        for batch in self._batches():
            while number is not None and number < first + batch.num_rows:
                yield number, batch.slice(number - first, 1).to_pylist()[0]
                number = next(wanted, None)
            if number is None:
                return
            first += batch.num_rows


def _module(name: str) -> Any:
    import importlib

    return importlib.import_module(name)
