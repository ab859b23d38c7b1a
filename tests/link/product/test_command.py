"""Shell commands and their launchers, options and positions."""

from __future__ import annotations

import shlex

import pytest

from groundrules.domain.catalogue import Catalogue, CatalogueEntry, CommandSign
from groundrules.domain.facts import Command, FileFacts
from groundrules.domain.location import Span
from groundrules.link.product.command import CommandSigns
from groundrules.link.product.sighting import Sighting

OPTIONS = {"--model": "model", "-m": "model", "0": "config", "--epochs": "epochs", "--pack": "packs"}
SIGNS: dict[str, tuple[CommandSign, ...]] = {
    "tuner": (CommandSign("tuner train", OPTIONS, {"how": "cli"}),),
    "module": (CommandSign("python -m tuner.run", OPTIONS),),
    "script": (CommandSign("python *train_me.py", OPTIONS),),
    "launched": (CommandSign("accelerate launch src/x.py", OPTIONS),),
    "glob": (CommandSign("npx foo* eval"), CommandSign("bar -A * beat")),
}
CATALOGUE = Catalogue(
    {name: CatalogueEntry(name, "fine_tune_job", name, shell=signs) for name, signs in SIGNS.items()}, {}, "2026-11-25"
)


def sightings(line: str) -> list[Sighting]:
    words = tuple(shlex.split(line))
    facts = FileFacts("run.sh", "shell", "product", commands=(Command(words, Span(1), "shell"),))
    return list(CommandSigns(CATALOGUE).of_file(facts))


SEEN: dict[str, str] = {
    "tuner train a.yaml": "tuner",
    "/opt/venv/bin/tuner train a.yaml": "tuner",
    "uv run tuner train a.yaml": "tuner",
    "poetry run tuner train": "tuner",
    "sudo env CUDA_VISIBLE_DEVICES=0 tuner train": "tuner",
    "nohup tuner train": "tuner",
    "python -m tuner.run": "module",
    "python3 -m tuner.run": "module",
    ".venv/bin/python3.11 -u -m tuner.run": "module",
    "uv run --extra gpu python -m tuner.run": "module",
    "python scripts/train_me.py --model m": "script",
    "torchrun --nproc_per_node 2 python scripts/train_me.py": "script",
    "accelerate launch --num_processes 2 --mixed_precision bf16 src/x.py --model m": "launched",
    "npx -y foo@latest eval -c a.yaml": "glob",
    "bar -A app beat": "glob",
}


@pytest.mark.parametrize(("line", "entry"), SEEN.items())
def test_a_command_is_seen(line: str, entry: str) -> None:
    assert [item.entry.id for item in sightings(line)] == [entry]


LOOK_ALIKES = [
    "tuner serve", "echo tuner train", "train tuner", "tuner", "pip install tuner train", "python tuner.run",
    "git add x_train_me.py", "",
]  # fmt: skip


@pytest.mark.parametrize("line", LOOK_ALIKES)
def test_a_look_alike_is_not(line: str) -> None:
    assert sightings(line) == []


CARRIED: list[tuple[str, str, object]] = [
    ("tuner train a.yaml --model m", "config", "a.yaml"),
    ("tuner train --model m", "model", "m"),
    ("tuner train --model=m", "model", "m"),
    ("tuner train -m m", "model", "m"),
    ("tuner train --epochs 3", "epochs", 3),
    ("tuner train --epochs 0.5", "epochs", 0.5),
    ("tuner train --pack", "packs", "true"),
    ("tuner train --pack --model m", "packs", "true"),
    ("tuner train --pack True", "packs", True),
]


@pytest.mark.parametrize(("line", "common", "value"), CARRIED)
def test_what_options_carry(line: str, common: str, value: object) -> None:
    (sighting,) = sightings(line)
    given = getattr(sighting.carried[common].value, "value", None)
    assert given == value or (value == "true" and given is True)


def test_a_variable_of_the_shell_may_be_anything() -> None:
    (sighting,) = sightings('tuner train --model "$MODEL"')
    assert "model" not in sighting.carried
    assert sighting.open_ended


def test_what_a_command_implies() -> None:
    (sighting,) = sightings("tuner train")
    assert sighting.implied == {"how": "cli"}
