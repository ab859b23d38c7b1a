"""Evaluations: what scores model output, what it covers, and what runs it."""

from __future__ import annotations

import re

from groundrules.domain.facts import FileFacts
from groundrules.domain.location import Location
from groundrules.domain.project import ContinuousRun, Evaluation
from groundrules.domain.value import Literal, walk
from groundrules.link.code import CodeFile
from groundrules.link.configuration import ConfigSigns
from groundrules.link.continuous import CHANGE, Continuous, Run
from groundrules.link.evidence import Evidence
from groundrules.link.model_call import Calls
from groundrules.link.sighting import Sighting

NAMED = re.compile(
    r"(?i)(?:^|[/_.-])(?:evals?|evaluat\w*|benchmark\w*|bench|golden|accuracy|precision|judge|grade[rs]?|scor(?:e|ing))(?=[/_.-]|$)"
)
SCORES = re.compile(
    r"(?i)(?:^|_)(?:accuracy|scores?|scored|correct\w*|precision|recall|f1|exact_match|hit_rate|mrr|ndcg|bleu|rouge\w*|"
    r"similarity|faithfulness|relevanc[ey]|pass_rate|passed|win_rate|grade[ds]?|metrics?|matches|expected|ground_truth|"
    r"reference|gold\w*|judge\w*)(?:_|$)"
)
RETRIEVAL = re.compile(
    r"(?i)hit_rate|mrr|ndcg|recall_at|precision_at|recall@|context_(?:precision|recall|relevan)|retriev"
)
CASES = re.compile(r"\.(?:jsonl?|csv|ya?ml|parquet|tsv|txt)$")
FINE_TUNED = re.compile(r"\bft:|:ft-|adapter|checkpoint|lora|fine[-_ ]?tun", re.IGNORECASE)


class Evaluations:
    """Builds the evaluations of a tree: one a file, however many calls it makes."""

    def __init__(self, evidence: Evidence, calls: Calls, signs: ConfigSigns, continuous: Continuous) -> None:
        self.evidence = evidence
        self.calls = calls
        self.signs = signs
        self.continuous = continuous
        self.by_file: dict[str, Evaluation] = {}

    def build(self) -> list[Evaluation]:
        """Every evaluation, in order of path."""
        for sighting in self.evidence.of_kind("evaluation"):
            if not self._runs_in_ci_only(sighting):
                self._of_sighting(sighting)
        for path in sorted(self.evidence.sources.paths):
            for entry in self.signs.of_path(path):
                if entry.kind == "evaluation":
                    self._add(path, entry.product, entry.id, entry.covers, Location(path), self._role(path))
        for path, file in sorted(self.evidence.sources.files.items()):
            if path not in self.by_file and self._is_hand_written(file):
                self._add(path, "hand-written evaluation", "hand-written", (), Location(path), file.facts.role)
        for evaluation in self.by_file.values():
            self._describe(evaluation)
        return [self.by_file[path] for path in sorted(self.by_file)]

    def _role(self, path: str) -> str:
        return next((file.role for file in self.evidence.sources.tree.files if file.path == path), "product")

    def _runs_in_ci_only(self, sighting: Sighting) -> bool:
        """A CI step that runs an evaluation is a run of it, not another one, where the evaluation is in the tree."""
        return sighting.file.facts.kind == "markdown"

    def _of_sighting(self, sighting: Sighting) -> None:
        entry = sighting.entry
        self._add(sighting.file.path, entry.product, entry.id, entry.covers, sighting.location, sighting.role)

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

    # --- hand-written ones

    def _is_hand_written(self, file: CodeFile) -> bool:
        """A file named as an evaluation that reaches a model (or retrieval) and scores what it gives."""
        if not file.facts.calls or not (NAMED.search(file.path.removesuffix(".py")) or file.facts.role == "evaluation"):
            return False
        return self._scores(file) and (self._reaches_model(file) or self._reads_cases(file))

    def _scores(self, file: CodeFile) -> bool:
        names = {assignment.target.rpartition(".")[2] for assignment in file.facts.assignments}
        names |= {scope.name for scope in file.facts.scopes}
        return sum(1 for name in names if SCORES.search(name)) >= 2

    def _reaches_model(self, file: CodeFile) -> bool:
        if any(path == file.path for path, _ in self.calls):
            return True
        modules = [
            self.evidence.sources.module_path(item.target.rpartition(".")[0] or item.target, file.path)
            for item in file.facts.imports
        ]
        modules += [self.evidence.sources.module_path(item.target, file.path) for item in file.facts.imports]
        with_calls = {path for path, _ in self.calls}
        return any(module in with_calls for module in modules if module)

    def _reads_cases(self, file: CodeFile) -> bool:
        texts = _texts(file.facts)
        return any(CASES.search(text) for text in texts) and any(RETRIEVAL.search(text) for text in _names(file.facts))

    # --- what they cover and what runs them

    def _describe(self, evaluation: Evaluation) -> None:
        facts = self.evidence.facts.get(evaluation.name)
        texts = _texts(facts) if facts is not None else []
        evaluation.mentions = tuple(sorted({text for text in texts if 2 < len(text) <= 120})[:200])
        covers = list(evaluation.covers)
        if facts is not None and any(FINE_TUNED.search(text) for text in (*texts, evaluation.name)):
            covers.append("fine-tune")
        if facts is not None and any(RETRIEVAL.search(name) for name in _names(facts)):
            covers.append("retrieval")
        evaluation.covers = tuple(dict.fromkeys(covers or ["model"]))
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

    def _is_run_of(self, run: Run, evaluation: Evaluation) -> bool:
        """Whether a command starts an evaluation: names its file, module or folder, its product, or a test run over it."""
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


def _texts(facts: FileFacts) -> list[str]:
    """The literal texts of a file's code and configuration."""
    texts: list[str] = []
    values = [value for call in facts.calls for value in (*call.arguments, *(entry.value for entry in call.keywords))]
    values += [assignment.value for assignment in facts.assignments]
    values += [parameter.default for scope in facts.scopes for parameter in scope.parameters if parameter.default]
    for value in (*values, *facts.documents):
        texts.extend(item.value for item in walk(value) if isinstance(item, Literal) and isinstance(item.value, str))
    return texts


def _names(facts: FileFacts) -> list[str]:
    return [*(scope.name for scope in facts.scopes), *(assignment.target for assignment in facts.assignments)]
