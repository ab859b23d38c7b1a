"""Small trees with fine-tuning jobs, read and linked as a run does it; rows are profiled where a test asks for it."""

from __future__ import annotations

import datetime
from pathlib import Path

from groundrules.domain.fine_tune_job import FineTuneJob
from groundrules.domain.project import Project
from groundrules.domain.settings import Settings
from groundrules.domain.training_data import Dataset
from groundrules.domain.unknown import UnknownType
from groundrules.pipeline import audit

Tree = dict[str, str]
TODAY = datetime.date(2026, 11, 25)
ROW = '{"messages": [{"role": "user", "content": "Name a bird."}, {"role": "assistant", "content": "A wren."}]}\n'
IMPORTS = "from trl import SFTTrainer\nfrom datasets import load_dataset\n"
MODEL = """from transformers import AutoModelForCausalLM
model = AutoModelForCausalLM.from_pretrained("Qwen/Qwen2.5-0.5B")
"""


class Trained:
    """Writes trees into a folder and gives what was seen in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def projects(self, tree: Tree) -> list[Project]:
        """The projects of a tree."""
        for path, text in tree.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return audit(Settings(root=self.folder, today=TODAY)).projects

    def jobs(self, tree: Tree) -> list[FineTuneJob]:
        """The jobs of a tree, in order of place."""
        return [job for project in self.projects(tree) for job in project.jobs]

    def job(self, tree: Tree) -> FineTuneJob:
        """The only job of a tree."""
        jobs = self.jobs(tree)
        assert len(jobs) == 1, [job.location.place for job in jobs]
        return jobs[0]

    def data(self, tree: Tree) -> Dataset:
        """What the only job of a tree trains on."""
        dataset = self.job(tree).dataset
        assert dataset is not None
        return dataset


def sft(arguments: str, before: str = "") -> str:
    """A script that hands `arguments` to an SFTTrainer, after some lines of its own."""
    return f"{IMPORTS}{MODEL}{before}\nSFTTrainer({arguments}).train()\n"


def is_unknown(value: object) -> bool:
    """Whether a field is neither true nor false."""
    return isinstance(value, UnknownType)
