"""What tells where training data comes from, and which version of it was trained on."""

from __future__ import annotations

import pytest

from tests.link.trained import ROW, Trained, sft

SCRIPT = sft("model=model, train_dataset=load_dataset('json', data_files='data/train.jsonl', split='train')")
TREE = {"train.py": SCRIPT, "data/train.jsonl": ROW}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("DATASET_CARD.md", "# Birds"),
        ("data/datasheet.md", "# Birds"),
        ("data/dataset_info.json", "{}"),
        ("data/LICENSE", "CC0"),
        ("data/SOURCES.txt", "the zoo"),
        ("data/README.md", "Collected in the zoo, in spring."),
        ("README.md", "# Birds\n\n## Data\n\nThe training data was collected in the zoo."),
        ("README.md", "# Birds\n\nThe dataset comes from the zoo, under CC0."),
    ],
)
def test_a_sign_of_origin(trained: Trained, path: str, text: str) -> None:
    data = trained.data({**TREE, path: text})
    assert (data.provenance, data.versions) == ((path,), ())


@pytest.mark.parametrize("path", ["data.dvc", "data/train.jsonl.dvc", "data/SHA256SUMS", "data/train.jsonl.sha256"])
def test_a_version_record(trained: Trained, path: str) -> None:
    data = trained.data({**TREE, path: "outs: []\n"})
    assert (data.provenance, data.versions, data.unversioned_bytes) == ((path,), (path,), 0)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("LICENSE", "of the code"),
        ("README.md", "# Birds\n\nRun `python train.py`, which reads the training data.\n\nLicensed under MIT."),
        ("data/README.md", "Do not edit."),
        ("other/DATASET_CARD.md", "# Fish"),
        ("other/LICENSE", "CC0"),
    ],
)
def test_no_sign(trained: Trained, path: str, text: str) -> None:
    data = trained.data({**TREE, path: text})
    assert data.provenance == ()
    assert data.unversioned_bytes == len(ROW)


def test_attributes_of_git_may_put_data_into_lfs(trained: Trained) -> None:
    assert trained.data({**TREE, ".gitattributes": "*.jsonl filter=lfs"}).unversioned_bytes == 0


@pytest.mark.parametrize(
    ("more", "state"),
    [("", "unset"), (", revision='5f3c1e9'", "set"), (", revision=os.environ['REVISION']", "unknown")],
)
def test_the_revision_of_a_remote_dataset(trained: Trained, more: str, state: str) -> None:
    value = f"load_dataset('zoo/birds', split='train'{more})"
    data = trained.data({"train.py": sft(f"model=model, train_dataset={value}", "import os\n")})
    assert (data.remote, data.revision.state) == ("zoo/birds", state)


def test_a_pointer_of_lfs_holds_no_rows(trained: Trained) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    profile = trained.data({**TREE, "data/train.jsonl": pointer}).profile
    assert profile is not None
    assert (profile.records, profile.unread) == (0, "a Git LFS pointer: the rows are elsewhere")
