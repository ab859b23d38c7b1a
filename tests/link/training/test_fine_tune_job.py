"""Fine-tuning jobs: which there are, what they are given, and what is said twice."""

from __future__ import annotations

import json

import pytest

from tests.link.trained import MODEL, ROW, Trained, is_unknown, sft

HOSTED = """from openai import OpenAI
client = OpenAI()
rows = client.files.create(file=open("train.jsonl", "rb"), purpose="fine-tune")
client.fine_tuning.jobs.create(model="gpt-4.1-mini-2025-04-14", training_file=rows.id{more})
"""
MLX = "mlx_lm.lora --model mistralai/Mistral-7B-v0.3 --train --data rows --iters 100\n"
ROWS = {"rows/train.jsonl": ROW, "rows/valid.jsonl": ROW}
AXOLOTL = """base_model: mistralai/Mistral-7B-v0.1
datasets:
  - path: train.jsonl
    type: chat_template
val_set_size: {share}
sequence_len: 2048
micro_batch_size: 2
evals_per_epoch: 4
"""


def notebook(*cells: str) -> str:
    """A notebook of code cells."""
    plain: dict[str, object] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    made = [{**plain, "source": cell} for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


# --- the base model


def test_the_loader_of_the_model_object_names_the_base_model(trained: Trained) -> None:
    job = trained.job({"train.py": sft("model=model, train_dataset=rows", "rows = load_dataset('org/rows')")})
    assert job.base_model.value == "Qwen/Qwen2.5-0.5B"
    assert job.method.value == "sft"


def test_what_a_notebook_loads_and_merges_below_the_job_is_not_its_base(trained: Trained) -> None:
    merge = (
        'from peft import PeftModel\nbase = AutoModelForCausalLM.from_pretrained("other/model")\n'
        'model = PeftModel.from_pretrained(base, "out")\n'
    )
    again = 'model = AutoModelForCausalLM.from_pretrained("/drive/merged")\n'
    job = trained.job({"train.ipynb": notebook(sft("model=model, train_dataset=rows"), merge, again)})
    assert job.base_model.value == "Qwen/Qwen2.5-0.5B"
    assert job.location.cell == 1


def test_a_name_that_a_notebook_sets_again_is_what_the_last_cell_before_says(trained: Trained) -> None:
    cells = ('name = "first/model"\n', 'name = "second/model"\n', "from transformers import AutoModelForCausalLM\n")
    load = "model = AutoModelForCausalLM.from_pretrained(name)\n"
    train = "from trl import SFTTrainer\nSFTTrainer(model=model, train_dataset=rows)\n"
    job = trained.job({"train.ipynb": notebook(*cells, load, train, 'name = "third/model"\n')})
    assert job.base_model.value == "second/model"
    assert job.base_model.location is not None
    assert job.base_model.location.cell == 2


def test_two_models_of_which_either_is_trained_are_unknown(trained: Trained) -> None:
    script = """from transformers import AutoModelForCausalLM as Loader
from trl import SFTTrainer
if small:
    model = Loader.from_pretrained("gpt2")
else:
    model = Loader.from_pretrained("gpt2-xl")
SFTTrainer(model=model, train_dataset=rows)
"""
    assert trained.job({"train.py": script}).base_model.state == "unknown"


def test_the_defaults_of_an_argument_class_are_read(trained: Trained) -> None:
    script = """from dataclasses import dataclass, field
from transformers import AutoModelForCausalLM, HfArgumentParser
from datasets import load_dataset
from trl import SFTTrainer

@dataclass
class Options:
    model: str = field(default="org/base")
    data: str = "train.jsonl"

options = HfArgumentParser(Options).parse_args_into_dataclasses()[0]
rows = load_dataset("json", data_files=options.data)["train"]
SFTTrainer(model=AutoModelForCausalLM.from_pretrained(options.model), train_dataset=rows)
"""
    job = trained.job({"train.py": script, "train.jsonl": ROW})
    assert job.base_model.value == "org/base"
    assert job.dataset is not None
    assert job.dataset.paths == ("train.jsonl",)


# --- look-alikes


@pytest.mark.parametrize(
    "script",
    [
        "from transformers import AutoModelForSequenceClassification as M, Trainer\n"
        "Trainer(model=M.from_pretrained('bert-base-uncased'), train_dataset=rows).train()\n",
        "from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer\n"
        "SentenceTransformerTrainer(model=SentenceTransformer('all-MiniLM-L6-v2'), train_dataset=rows).train()\n",
        "import torchvision\nmodel = torchvision.models.resnet18(weights='DEFAULT')\nmodel.train()\n",
        "from openai import OpenAI\nOpenAI().fine_tuning.jobs.list(limit=3)\n",
    ],
)
def test_what_trains_no_language_model_is_no_job(trained: Trained, script: str) -> None:
    assert trained.jobs({"train.py": script}) == []


def test_a_lora_command_that_does_not_train_is_no_job(trained: Trained) -> None:
    assert trained.jobs({"check.sh": MLX.replace(" --train", " --test"), **ROWS}) == []


# --- what is written down twice


def test_a_readme_that_repeats_a_script_is_no_second_job(trained: Trained) -> None:
    job = trained.job({"train.sh": MLX, "README.md": f"# Train\n\n```sh\n{MLX}```\n", **ROWS})
    assert job.location.path == "train.sh"


def test_a_readme_alone_is_a_job_where_its_data_is_in_the_tree(trained: Trained) -> None:
    readme = {"README.md": f"# Train\n\n```sh\n{MLX}```\n"}
    assert trained.jobs(readme) == []
    job = trained.job({**readme, **ROWS})
    assert job.is_documented_only


def test_a_command_that_runs_a_configuration_is_the_job_of_that_configuration(trained: Trained) -> None:
    tree = {"tune.yml": AXOLOTL.format(share=0.1), "train.sh": "axolotl train tune.yml\n", "train.jsonl": ROW}
    assert trained.job(tree).location.path == "tune.yml"


def test_jobs_on_the_same_data_say_which_is_the_first(trained: Trained) -> None:
    script = sft("model=model, train_dataset=load_dataset('json', data_files='train.jsonl')")
    jobs = trained.jobs({"a.py": script, "b.py": script, "train.jsonl": ROW})
    assert [job.is_first_on_data for job in jobs] == [True, False]


# --- validation


@pytest.mark.parametrize(
    ("more", "expected"), [("", False), (", validation_file='file-abc'", True), (", validation_file=None", False)]
)
def test_a_hosted_job_validates_on_the_file_it_is_given(trained: Trained, more: str, expected: bool) -> None:
    job = trained.job({"train.py": HOSTED.replace("{more}", more), "train.jsonl": ROW})
    assert job.has_validation is expected
    assert job.evaluates_during_training is expected


def test_rows_that_are_handed_over_under_a_condition_are_not_missing(trained: Trained) -> None:
    before = "more = {}\nif held_back:\n    more['eval_dataset'] = load_dataset('org/rows', split='test')"
    job = trained.job({"train.py": sft("model=model, train_dataset=rows, **more", before)})
    assert job.has_validation is True


def test_a_mapping_that_is_not_known_may_hold_them(trained: Trained) -> None:
    assert is_unknown(trained.job({"train.py": sft("model=model, train_dataset=rows, **options()")}).has_validation)


def test_a_mapping_that_another_function_fills_may_hold_them(trained: Trained) -> None:
    before = "def given():\n    more = {}\n    more['eval_dataset'] = load_dataset('org/rows')\n    return more"
    job = trained.job({"train.py": sft("model=model, train_dataset=rows, **given()", before)})
    assert is_unknown(job.has_validation)


@pytest.mark.parametrize(("share", "expected"), [(0.1, True), (0.0, False)])
def test_a_share_of_nothing_is_no_validation_even_with_evaluation_steps(
    trained: Trained, share: float, expected: bool
) -> None:
    job = trained.job({"tune.yml": AXOLOTL.format(share=share), "train.jsonl": ROW})
    assert job.has_validation is expected
    assert job.evaluates_during_training is expected


def test_a_metric_of_the_task_in_the_trainer_scores_the_model(trained: Trained) -> None:
    held_back = "rows = load_dataset('org/rows', split='train')\ntest = load_dataset('org/rows', split='test')"
    scored = sft("model=model, train_dataset=rows, eval_dataset=test, compute_metrics=measure", held_back)
    assert trained.job({"train.py": scored}).is_scored is True
    plain = sft("model=model, train_dataset=rows, eval_dataset=test", held_back)
    assert trained.job({"train.py": plain}).is_scored is False


def test_a_file_that_is_named_like_an_evaluation_leaves_it_open(trained: Trained) -> None:
    tree = {"train.py": sft("model=model, train_dataset=rows"), "evaluate_by_hand.py": "print('look at it')\n"}
    assert is_unknown(trained.job(tree).is_scored)


def test_early_stopping_is_a_callback_or_a_setting(trained: Trained) -> None:
    arguments = "from transformers import EarlyStoppingCallback, TrainingArguments\n"
    callback = sft("model=model, train_dataset=rows, callbacks=[EarlyStoppingCallback()]", arguments)
    assert trained.job({"train.py": callback}).stops_early is True
    best = sft("model=model, train_dataset=rows, args=TrainingArguments('out', load_best_model_at_end=True)", arguments)
    assert trained.job({"train.py": best}).stops_early is True
    neither = sft("model=model, train_dataset=rows, args=TrainingArguments('out', num_train_epochs=9)", arguments)
    job = trained.job({"train.py": neither})
    assert job.stops_early is False
    assert job.epochs.value == 9


def test_a_job_that_is_seen_as_two_trainers_is_one(trained: Trained) -> None:
    mine = "class Mine(PPOTrainer, Trainer):\n    pass\nMine(model=model, train_dataset=rows)\n"
    script = f"{MODEL}from transformers import Trainer\nfrom trl import PPOTrainer\n{mine}"
    assert trained.job({"train.py": script}).product_id == "trl-trainer"


@pytest.mark.parametrize(
    ("settings", "expected"), [("train: true\n", 1), ("train: false\n", 0), ("", 0), ("test: true\n", 0)]
)
def test_a_configuration_that_does_not_say_what_its_job_needs_is_none(
    trained: Trained, settings: str, expected: int
) -> None:
    lora = f"model: mlx-community/Llama-3.2-1B-4bit\ndata: data\niters: 600\nadapter_path: adapters\n{settings}"
    assert len(trained.jobs({"lora.yaml": lora})) == expected


def test_a_configuration_that_a_run_left_with_its_results_is_no_second_job(trained: Trained) -> None:
    text = "model: {name: Qwen/Qwen2.5-0.5B}\ntraining: {iters: 600, steps_per_eval: 50}\nlora: {rank: 8}\n"
    places = {"configs/small.yaml": text, "outputs/first/config.yaml": text}
    assert [job.location.path for job in trained.jobs(places)] == ["configs/small.yaml"]


def test_a_configuration_that_stands_with_the_results_alone_is_the_job(trained: Trained) -> None:
    text = "model: {name: Qwen/Qwen2.5-0.5B}\ntraining: {iters: 600, steps_per_eval: 50}\nlora: {rank: 8}\n"
    assert [job.location.path for job in trained.jobs({"outputs/first/config.yaml": text})] == [
        "outputs/first/config.yaml"
    ]
