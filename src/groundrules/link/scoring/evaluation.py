"""Evaluations: what scores model output, what it covers, and what runs it."""

from __future__ import annotations

import re

from groundrules.domain.evaluation import ContinuousRun, Evaluation
from groundrules.domain.facts import FileFacts
from groundrules.domain.location import Location
from groundrules.link.calling.model_call import Calls
from groundrules.link.evidence import Evidence
from groundrules.link.product.configuration import ConfigSigns
from groundrules.link.product.sighting import Sighting
from groundrules.link.scoring.continuous import CHANGE, Continuous, Run
from groundrules.link.scoring.hand_written import HandWritten, names_of, texts_of
from groundrules.link.scoring.metric import Metrics

RETRIEVAL = re.compile(
    r"(?i)hit_rate|mrr|ndcg|recall_at|precision_at|recall@|context_(?:precision|recall|relevan)|retriev|grounded"
    r"|faithful"
)
METRIC = re.compile(r"(?i)(?:[a-z]+_)?(?:context_(?:precision|recall|relevanc[ey])|groundedness|faithfulness|hit_rate)")
"""Names of metrics as a setting gives them: of what is retrieved, or of whether answers keep to it."""
FINE_TUNED = re.compile(
    r"(?i)\bft:|:ft-|(?<![a-z])(?:q?lora|peft|adapters?|checkpoints?)(?![a-z])|fine[-_ ]?tun(?!\w*[-_ ]?(?:free|less))"
)
BENCHMARK = re.compile(r"(?i)(?:^|[/_.-])bench(?:marks?)?(?=[/_.-]|$)")
GOLDEN = re.compile(
    r"(?i)(?:^|[/_.-])(?:gold(?:en)?|ground[-_]?truth|test[-_]?set|test[-_]?cases|cases|questions|queries|qa)[^/]*$"
)


class Evaluations:
    """Builds the evaluations of a tree: one a file, however many calls it makes."""

    def __init__(self, evidence: Evidence, calls: Calls, signs: ConfigSigns, continuous: Continuous) -> None:
        self.evidence = evidence
        self.calls = calls
        self.signs = signs
        self.continuous = continuous
        self.metrics = Metrics(evidence)
        self.by_file: dict[str, Evaluation] = {}

    def build(self) -> list[Evaluation]:
        """Every evaluation, in order of path."""
        for sightings in self._by_file().values():
            scored = self.metrics.covers(sightings)
            for sighting in sightings:
                self._of_sighting(sighting, scored.get(sighting.entry.id, sighting.entry.covers))
        for path in sorted(self.evidence.sources.paths):
            for entry in self.signs.of_path(path):
                if entry.kind == "evaluation":
                    self._add(path, entry.product, entry.id, entry.covers, Location(path), self._role(path))
        for file in HandWritten(self.evidence, self.calls).files():
            if file.path not in self.by_file:
                self._add(
                    file.path, "hand-written evaluation", "hand-written", (), Location(file.path), file.facts.role
                )
        if not self.by_file:
            self._golden_sets()
        for evaluation in self.by_file.values():
            self._describe(evaluation)
        return [self.by_file[path] for path in sorted(self.by_file) if not self._only_runs_another(path)]

    def _only_runs_another(self, path: str) -> bool:
        """Whether a workflow is seen as an evaluation because it runs one that stands in the tree itself."""
        facts, evaluation = self._facts(path), self.by_file[path]
        if facts is None or facts.workflow is None:
            return False
        others = (item for item in self.by_file.values() if item is not evaluation)
        return any(run.location.path == path for item in others for run in item.runs)

    def _role(self, path: str) -> str:
        return next((file.role for file in self.evidence.sources.tree.files if file.path == path), "product")

    def _runs_in_ci_only(self, sighting: Sighting) -> bool:
        """A CI step that runs an evaluation is a run of it, not another one, where the evaluation is in the tree."""
        return sighting.file.facts.kind == "markdown"

    def _by_file(self) -> dict[str, list[Sighting]]:
        """The sightings of evaluations, file by file."""
        found: dict[str, list[Sighting]] = {}
        for sighting in self.evidence.of_kind("evaluation"):
            if not self._runs_in_ci_only(sighting):
                found.setdefault(sighting.file.path, []).append(sighting)
        return found

    def _of_sighting(self, sighting: Sighting, covers: tuple[str, ...]) -> None:
        entry = sighting.entry
        self._add(sighting.file.path, entry.product, entry.id, covers, sighting.location, sighting.role)

    def _add(
        self, path: str, product: str, product_id: str, covers: tuple[str, ...], location: Location, role: str
    ) -> None:
        if path in self.by_file:
            known = self.by_file[path]
            known.covers = tuple(dict.fromkeys((*known.covers, *covers)))
            return
        self.by_file[path] = Evaluation(
            id=f"evaluation:{path}",
            kind="evaluation",
            product=product,
            product_id=product_id,
            location=location,
            role=role,  # type: ignore[arg-type]
            name=path,
            covers=covers,
        )

    def _golden_sets(self) -> None:
        """Cases without any code that scores them here: a platform outside the tree does."""
        for file in self.evidence.sources.tree.files:
            if file.role == "evaluation" and file.kind in ("jsonl", "json", "csv", "yaml") and GOLDEN.search(file.path):
                self._add(file.path, "golden set", "golden-set", (), Location(file.path), file.role)

    # --- what they cover and what runs them

    def _describe(self, evaluation: Evaluation) -> None:
        facts = self._facts(evaluation.name)
        texts = texts_of(facts) if facts is not None else []
        evaluation.mentions = tuple(sorted({text for text in texts if 2 < len(text) <= 120})[:200])
        covers = list(evaluation.covers)
        if facts is not None and any(FINE_TUNED.search(text) for text in (*texts, evaluation.name)):
            covers.append("fine-tune")
        if facts is not None and (
            any(RETRIEVAL.search(name) for name in names_of(facts)) or any(METRIC.fullmatch(text) for text in texts)
        ):
            covers.append("retrieval")
        evaluation.covers = tuple(dict.fromkeys(covers or ["model"]))
        evaluation.is_report = evaluation.product_id == "golden-set" or bool(BENCHMARK.search(evaluation.name))
        evaluation.runs = [
            ContinuousRun(location=run.location, triggers=run.triggers, guards=run.guards)
            for run in self.continuous.runs
            if self._is_run_of(run, evaluation)
        ]
        if facts is not None and facts.workflow is not None:
            guards = bool(CHANGE.intersection(facts.workflow.triggers)) and not facts.workflow.never_fails
            evaluation.runs.append(
                ContinuousRun(location=evaluation.location, triggers=facts.workflow.triggers, guards=guards)
            )

    def _facts(self, path: str) -> FileFacts | None:
        file = self.evidence.sources.files.get(path)
        return file.facts if file is not None else self.evidence.facts.get(path)

    def _is_run_of(self, run: Run, evaluation: Evaluation) -> bool:
        """Whether a command starts an evaluation: names its file, module, product, or a test run over it."""
        path = evaluation.name
        if run.file.path == path:
            return True
        module = path.removesuffix(".py").replace("/", ".")
        words = [word.strip("\"'").removeprefix("./") for word in run.command.words]
        line = " ".join(words)
        name = path.rpartition("/")[2]
        if any(word in (path, name) or word.endswith(("/" + name, module)) for word in words):
            return True
        if evaluation.product_id.startswith("promptfoo") and "promptfoo" in line:
            return True
        folder = path.rpartition("/")[0]
        if any(tool in words for tool in ("pytest", "py.test")) or "deepeval" in words:
            return self._pytest_reaches(words, path, folder)
        return False

    def _pytest_reaches(self, words: list[str], path: str, folder: str) -> bool:
        name = path.rpartition("/")[2]
        if not (name.startswith("test_") or name.endswith("_test.py")):
            return False
        targets = [word.rstrip("/") for word in words if "/" in word or word in ("tests", "test", "evals")]
        return not targets or any(
            folder == target or folder.startswith(target + "/") or path == target for target in targets
        )
