"""Datasets: the rows behind a job, wherever code keeps them, and what they were built from."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrules.link.training.row_source import HUB_NAME, ROW_FILE
from tests.link.trained import ROW, Trained, is_unknown, sft


def trains_on(value: str, before: str = "") -> str:
    """A script that trains on what an expression gives."""
    return sft(f"model=model, train_dataset={value}", before)


# --- files


@pytest.mark.parametrize(
    "value",
    [
        "load_dataset('json', data_files='train.jsonl', split='train')",
        "load_dataset('json', data_files={'train': 'train.jsonl', 'test': 'test.jsonl'})['train']",
        "load_dataset('json', data_files=['train.jsonl'])['train'].map(tokenize).shuffle(seed=1)",
        "load_dataset('json', data_files='train.jsonl')['train'].train_test_split(0.1)['train']",
    ],
)
def test_a_loader_leads_to_its_file(trained: Trained, value: str) -> None:
    assert trained.data({"train.py": trains_on(value), "train.jsonl": ROW, "test.jsonl": ROW}).paths == ("train.jsonl",)


@pytest.mark.parametrize("value", ["load_dataset('./rows', split='train')", "load_dataset('json', data_dir='rows')"])
def test_a_folder_is_the_file_of_its_split(trained: Trained, value: str) -> None:
    tree = {"train.py": trains_on(value), "rows/train.jsonl": ROW, "rows/test.jsonl": ROW}
    assert trained.data(tree).paths == ("rows/train.jsonl",)


def test_a_path_that_climbs_is_seen_from_the_folder_of_its_script(trained: Trained) -> None:
    script = trains_on("load_dataset('json', data_files='../rows/train.jsonl')")
    assert trained.data({"jobs/train.py": script, "rows/train.jsonl": ROW}).paths == ("rows/train.jsonl",)


def test_the_split_that_a_key_asks_for_is_taken(trained: Trained) -> None:
    before = """from datasets import DatasetDict
first = load_dataset('json', data_files='a.jsonl')
second = load_dataset('json', data_files='b.jsonl')
both = DatasetDict({'train': first, 'test': second})
"""
    job = trained.job(
        {
            "train.py": sft("model=model, train_dataset=both['train'], eval_dataset=both['test']", before),
            "a.jsonl": ROW,
            "b.jsonl": ROW,
        }
    )
    assert job.dataset is not None
    assert job.validation_dataset is not None
    assert (job.dataset.paths, job.validation_dataset.paths) == (("a.jsonl",), ("b.jsonl",))


def test_one_function_that_loads_both_splits_is_entered_twice(trained: Trained) -> None:
    before = "def load(path):\n    return load_dataset('json', data_files=path, split='train')"
    job = trained.job(
        {
            "train.py": sft("model=model, train_dataset=load('a.jsonl'), eval_dataset=load('b.jsonl')", before),
            "a.jsonl": ROW,
            "b.jsonl": ROW,
        }
    )
    assert job.dataset is not None
    assert job.dataset.paths == ("a.jsonl",)


READ = """import json
FILES = ["data/a.jsonl", "data/b.jsonl"]
def read(paths):
    rows = []
    for path in paths:
        with open(path) as file:
            for line in file:
                rows.append(json.loads(line))
    return rows
"""


def test_files_that_are_opened_in_a_loop_add_up(trained: Trained) -> None:
    script = trains_on("Dataset.from_list(read(FILES))", f"from datasets import Dataset\n{READ}")
    data = trained.data({"train.py": script, "data/a.jsonl": ROW * 2, "data/b.jsonl": ROW * 3})
    assert data.paths == ("data/a.jsonl", "data/b.jsonl")
    assert data.records == 5


def test_a_list_of_files_that_is_read_from_a_file_is_not_taken_for_the_rows(trained: Trained) -> None:
    before = f"from datasets import Dataset\n{READ}\nFILES = json.load(open('chosen.json'))"
    data = trained.data({"train.py": trains_on("Dataset.from_list(read(FILES))", before), "chosen.json": '["a.jsonl"]'})
    assert data.paths == ()
    assert is_unknown(data.records)


def test_a_pattern_is_every_file_it_matches(trained: Trained) -> None:
    before = """import glob, json
from datasets import Dataset
rows = []
for path in glob.glob('data/*.jsonl'):
    rows.extend(json.loads(line) for line in open(path))
"""
    data = trained.data(
        {"train.py": trains_on("Dataset.from_list(rows)", before), "data/a.jsonl": ROW, "data/b.jsonl": ROW}
    )
    assert data.paths == ("data/a.jsonl", "data/b.jsonl")


# --- what is not in the tree


@pytest.mark.parametrize("value", ["load_dataset('org/rows', split='train')", "load_dataset('imdb')['train']"])
def test_a_dataset_of_the_hub_has_a_name_and_no_count(trained: Trained, value: str) -> None:
    data = trained.data({"train.py": trains_on(value)})
    assert data.remote in ("org/rows", "imdb")
    assert is_unknown(data.records)


def test_data_of_which_a_part_is_elsewhere_has_no_count(trained: Trained) -> None:
    config = "base_model: a/b\nmicro_batch_size: 1\ndatasets:\n  - path: train.jsonl\n  - path: org/rows\n"
    data = trained.data({"tune.yml": config, "train.jsonl": ROW})
    assert (data.paths, data.remote, data.is_complete) == (("train.jsonl",), "org/rows", False)
    assert is_unknown(data.records)


def test_a_file_that_is_not_in_the_tree_keeps_its_name(trained: Trained) -> None:
    data = trained.data({"train.py": trains_on("load_dataset('json', data_files='/content/train.jsonl')")})
    assert (data.name, data.paths, data.is_complete) == ("/content/train.jsonl", (), False)


@pytest.mark.parametrize("names", ["replies", "replies, identity"])
def test_names_are_looked_up_in_the_register(trained: Trained, names: str) -> None:
    config = f"model_name_or_path: a/b\nstage: sft\nfinetuning_type: lora\ntemplate: qwen\ndataset: {names}\n"
    register = {"replies": {"file_name": "replies.json"}, "other": {"hf_hub_url": "org/rows"}}
    tree = {"sft.yaml": config, "data/dataset_info.json": json.dumps(register), "data/replies.json": "[]"}
    data = trained.data(tree)
    assert data.paths == ("data/replies.json",)
    assert data.is_complete is (names == "replies")


# --- what it was built from


WALK = """import json
from pathlib import Path
with open("train.jsonl", "w") as target:
    for path in Path("src").rglob("*{suffix}"):
        target.write(json.dumps({{"text": path.read_text()}}))
"""


@pytest.mark.parametrize(("suffix", "kinds"), [(".py", ("source-code",)), (".md", ("documents",)), (".png", ())])
def test_the_script_that_writes_the_rows_is_found_and_read(
    trained: Trained, suffix: str, kinds: tuple[str, ...]
) -> None:
    script = trains_on("load_dataset('json', data_files='train.jsonl')")
    data = trained.data({"train.py": script, "train.jsonl": ROW, "build_data.py": WALK.format(suffix=suffix)})
    assert data.source_kinds == kinds
    assert data.builder is not None
    assert data.builder.path == "build_data.py"


def test_a_walk_that_writes_other_rows_says_nothing(trained: Trained) -> None:
    walk = WALK.format(suffix=".py").replace("train.jsonl", "symbols.jsonl")
    script = trains_on("load_dataset('json', data_files='train.jsonl')")
    assert trained.data({"train.py": script, "train.jsonl": ROW, "list_symbols.py": walk}).sources == []


def test_rows_made_in_memory_are_followed_into_the_functions_that_make_them(trained: Trained) -> None:
    walk = "import os\ndef files_of_repo(root):\n    for folder, _, names in os.walk(root):\n        yield from names\n"
    before = """import sys
from datasets import Dataset
from checkout import files_of_repo
def rows():
    for name in files_of_repo(sys.argv[1]):
        yield {'text': name}
"""
    data = trained.data({"train.py": trains_on("Dataset.from_generator(rows)", before), "checkout.py": walk})
    assert (data.name, data.paths, data.source_kinds) == ("rows built in memory", (), ("source-code",))


def test_a_script_beside_the_job_that_is_named_as_the_builder_is_read(trained: Trained) -> None:
    build = "import os, sys\nfrom codebase import read_all\nopen(sys.argv[2], 'w').write(str(read_all(sys.argv[1])))\n"
    walk = "import os\ndef read_all(root):\n    return [names for _, _, names in os.walk(root)]\n"
    before = """import os, sys
from datasets import Dataset
def rows():
    for name in os.listdir(sys.argv[1]):
        yield {'text': open(name).read()}
"""
    tree = {"train.py": trains_on("Dataset.from_generator(rows)", before), "make_data.py": build, "codebase.py": walk}
    assert trained.data(tree).source_kinds == ("source-code",)


# --- written names


@given(st.text(max_size=60))
def test_a_name_is_never_both_a_file_of_rows_and_a_dataset_of_the_hub_without_saying_so(text: str) -> None:
    if HUB_NAME.match(text):
        assert text.count("/") == 1
        assert not text.startswith(("/", "."))
    if ROW_FILE.search(text):
        assert "." in text
