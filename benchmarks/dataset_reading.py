"""Read a large JSONL, and count its lines by `wc -l`, in one run: python benchmarks/dataset_reading.py

The file is made up in a temporary folder. Printed are the seconds of counting, of the whole profile and of `wc`, their
ratios, and the peak of memory of this process. Counting grows with the file; the rest of the profile is a constant, as
the second, ten times smaller file shows.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from groundrules.datasets import profile
from groundrules.datasets.source_file import SourceFile

WORDS = Path(__file__).parent.parent / "rules" / "volatility"
VOCABULARY = [f"{first}{middle}{last}" for first in ("be", "ka", "lo", "mi", "ru", "sa", "to", "ve")
              for middle in ("", "ma", "ne", "ri", "su") for last in ("l", "nd", "rt", "st", "x", "zen")]  # fmt: skip
CHUNK_RECORDS = 2000


def write(path: Path, megabytes: int) -> None:
    """Conversations of some 70 words. Chunks repeat under other numbers, since making words up takes time."""
    chooser = random.Random(20)
    texts = [" ".join(chooser.choices(VOCABULARY, k=60)) for _ in range(CHUNK_RECORDS)]
    number = 0
    with path.open("w", encoding="utf-8") as stream:
        while stream.tell() < megabytes * 1_000_000:
            for text in texts:
                number += 1
                turns = [{"role": "user", "content": f"Tell me about case {number} of {text[:60]}"},
                         {"role": "assistant", "content": f"{text[::-1][:90]} {number % 977} {text}"}]  # fmt: skip
                stream.write(json.dumps({"messages": turns}) + "\n")


def timed(run: Callable[[], object]) -> float:
    """The seconds of the better of two runs."""
    taken = []
    for _ in range(2):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def measure(path: Path, count_lines: str) -> tuple[float, float, float]:
    """Seconds of `wc -l`, of counting records, and of the whole profile."""
    lines = timed(lambda: subprocess.run([count_lines, "-l", str(path)], check=True, capture_output=True))
    count = timed(lambda: SourceFile(path.parent, path.name))
    whole = timed(lambda: profile(path.parent, [path.name], WORDS))
    return lines, count, whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=500)
    arguments = parser.parse_args()
    count_lines = shutil.which("wc")
    if count_lines is None:
        sys.exit("wc is not installed")
    print(f"{'MB':>6}{'wc -l':>9}{'count':>9}{'profile':>9}{'count/wc':>10}{'profile/wc':>12}")  # noqa: T201
    for megabytes in (max(1, arguments.megabytes // 10), arguments.megabytes):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "train.jsonl"
            write(path, megabytes)
            lines, count, whole = measure(path, count_lines)
        print(f"{megabytes:>6}{lines:>8.2f}s{count:>8.2f}s{whole:>8.2f}s{count / lines:>10.1f}{whole / lines:>12.1f}")  # noqa: T201
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak of memory {peak:.0f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
