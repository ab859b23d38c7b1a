"""Train the question channel: which words of a question say that its answer changes.

Run: python evals/train_questions.py QUESTIONS.jsonl [--write rules/volatility/questions-en.yaml]
Rows are {"text", "label"} with label 1 where the answer changes. Prints the score under five-fold cross-validation.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from pathlib import Path

from groundrules.datasets.question import features_of

Rows = list[tuple[list[str], int]]
VOCABULARY = 1200
EPOCHS = 40
RATE = 0.25
DECAY = 0.00035


def load(path: Path) -> Rows:
    """The questions as features and label."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(list(features_of(row["text"])), int(row["label"])) for row in rows]


def vocabulary(rows: Rows, size: int) -> set[str]:
    """The features that tell the classes apart best, by the log-likelihood ratio of their counts."""
    by_label = [
        Counter(feature for features, label in rows if label == value for feature in features) for value in (0, 1)
    ]
    totals = [sum(1 for _, label in rows if label == value) for value in (0, 1)]

    def gain(feature: str) -> float:
        seen = [by_label[0][feature], by_label[1][feature]]
        if sum(seen) < 3:
            return 0.0
        share = sum(seen) / sum(totals)
        return sum(
            count * math.log((count or 1) / (total * share))
            + (total - count) * math.log((total - count or 1) / (total * (1 - share)))
            for count, total in zip(seen, totals, strict=True)
        )

    features = sorted(set(by_label[0]) | set(by_label[1]))
    return set(sorted(features, key=lambda feature: -gain(feature))[:size])


def train(rows: Rows, size: int = VOCABULARY) -> tuple[float, dict[str, float]]:
    """Logistic regression by stochastic gradient descent, averaged over the last half of the epochs."""
    chosen = vocabulary(rows, size)
    data = [([f for f in features if f in chosen], label) for features, label in rows]
    weights, average = dict.fromkeys(sorted(chosen), 0.0), dict.fromkeys(sorted(chosen), 0.0)
    bias = average_bias = 0.0
    shuffler = random.Random(7)
    for epoch in range(EPOCHS):
        shuffler.shuffle(data)
        rate = RATE / (1 + 0.15 * epoch)
        for features, label in data:
            total = bias + sum(weights[f] for f in features)
            error = label - 1 / (1 + math.exp(-total))
            bias += rate * error
            for f in features:
                weights[f] += rate * (error - DECAY * 20 * weights[f])
        if epoch >= EPOCHS // 2:
            average_bias += bias * 2 / EPOCHS
            for f, weight in weights.items():
                average[f] += weight * 2 / EPOCHS
    return average_bias, average


def scores(pairs: list[tuple[float, int]], threshold: float) -> dict[str, float]:
    """Precision, recall and F1 of the changing class, and F1 weighted over both."""
    f1 = []
    for wanted in (0, 1):
        hits = sum(1 for p, label in pairs if (p >= threshold) == bool(wanted) and label == wanted)
        said = sum(1 for p, _ in pairs if (p >= threshold) == bool(wanted))
        real = sum(1 for _, label in pairs if label == wanted)
        precision, recall = hits / max(1, said), hits / max(1, real)
        f1.append((2 * precision * recall / max(1e-9, precision + recall), real))
    return {"precision": precision, "recall": recall, "weighted_f1": sum(f * n for f, n in f1) / len(pairs)}


def cross_validate(rows: Rows, folds: int = 5) -> list[tuple[float, int]]:
    """Each question's probability by a model that has not seen it."""
    pairs = []
    for fold in range(folds):
        bias, weights = train([row for n, row in enumerate(rows) if n % folds != fold])
        for features, label in rows[fold::folds]:
            total = bias + sum(weights.get(f, 0.0) for f in features)
            pairs.append((1 / (1 + math.exp(-total)), label))
    return pairs


def write(path: Path, bias: float, weights: dict[str, float]) -> None:
    """The weights as YAML, with where they come from."""
    lines = [
        "# Words of questions whose answers change: a linear model, trained by evals/train_questions.py.",
        "# Source: EverGreenQA, train split, English. Licence: MIT.",
        "# '^' is the start of the question, 0 any number. A positive weight speaks for an answer that changes.",
        "language: en",
        f"bias: {bias:.3f}",
        "threshold: 0.8",
        "question_weights:",
    ]
    lines += [f"  {json.dumps(f, ensure_ascii=False)}: {w:.2f}" for f, w in sorted(weights.items()) if abs(w) >= 0.05]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    rows = load(arguments.questions)
    pairs = cross_validate(rows)
    for threshold in (0.5, 0.8, 0.9):
        found = scores(pairs, threshold)
        print(threshold, {name: round(value, 3) for name, value in found.items()})  # noqa: T201
    if arguments.write:
        write(arguments.write, *train(rows))


if __name__ == "__main__":
    main()
