"""What a file is read as, by its name alone."""

from __future__ import annotations

import re

from groundrules.discover.prompt_file import is_prompt_file
from groundrules.domain.source import FileKind

# None says: known, and of no use to any rule.
_BY_NAME: dict[str, FileKind | None] = {
    "makefile": "makefile", "gnumakefile": "makefile", "justfile": "makefile",
    "dockerfile": "dockerfile", "containerfile": "dockerfile",
    "pipfile": "requirements", "setup.cfg": "requirements",
    "uv.lock": "toml", "poetry.lock": "toml", "pdm.lock": "toml", "pnpm-lock.yaml": "yaml", "pnpm-lock.yml": None,
    "yarn.lock": "requirements", "pipfile.lock": "json", "bun.lock": "json",
    "readme": "markdown", ".envrc": "env",
    "jenkinsfile": "workflow", ".gitlab-ci.yml": "workflow", ".gitlab-ci.yaml": "workflow",
    "azure-pipelines.yml": "workflow", "azure-pipelines.yaml": "workflow", "bitbucket-pipelines.yml": "workflow",
    ".travis.yml": "workflow", ".pre-commit-config.yaml": "workflow", ".pre-commit-config.yml": "workflow",
}  # fmt: skip

_BY_SUFFIX: dict[str, FileKind] = {
    ".py": "python", ".pyw": "python", ".ipynb": "notebook",
    ".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".jsx": "javascript",
    ".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "typescript",
    ".yaml": "yaml", ".yml": "yaml", ".toml": "toml", ".json": "json", ".jsonc": "json", ".json5": "json",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".env": "env",
    ".md": "markdown", ".mdx": "markdown", ".markdown": "markdown", ".rst": "markdown",
    ".sh": "shell", ".bash": "shell", ".zsh": "shell", ".ksh": "shell", ".mk": "makefile",
    ".dockerfile": "dockerfile", ".sql": "sql", ".tf": "hcl", ".tfvars": "hcl", ".hcl": "hcl",
    ".parquet": "data", ".arrow": "data", ".feather": "data",
}  # fmt: skip

# Not read, yet evidence that they are in the tree: indexes, weights and embeddings; and the languages without a reader,
# which tell that the absence of a model call proves nothing.
_EVIDENCE = frozenset({
    ".faiss", ".index", ".ann", ".hnsw", ".usearch", ".pkl", ".pickle", ".joblib", ".sqlite3", ".sqlite",
    ".db", ".duckdb", ".lance", ".npy", ".npz", ".h5", ".hdf5", ".safetensors", ".gguf", ".ggml", ".bin",
    ".pt", ".pth", ".ckpt", ".onnx", ".model", ".go", ".java", ".kt", ".kts", ".scala", ".cs", ".fs", ".vb",
    ".rb", ".php", ".rs", ".swift", ".ex", ".exs", ".clj", ".r", ".jl", ".lua", ".dart", ".cpp", ".cc", ".c",
    ".m", ".vue", ".svelte", ".astro", ".ps1", ".bat",
})  # fmt: skip
_DATA = frozenset({".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".arrow", ".txt"})
_COMPRESSED = frozenset({".gz", ".zst", ".bz2", ".xz"})

# Not read; beside data it says where these come from, or which version they are. At the root a licence is the code's.
_BESIDE_DATA = re.compile(
    r"(?:licen[cs]e|copying|notice|attribution|sources?|provenance|citation)(?:\.(?:txt|cff|bib))?"
    r"|(?:(?:sha(?:1|256|512)|md5)sums?|checksums?|manifest)(?:\.txt)?|.+\.(?:sha256|md5)",
    re.DOTALL,
)

_REQUIREMENTS = re.compile(r"(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?\.(?:txt|in)", re.DOTALL)
_WORKFLOW_PATH = re.compile(
    r"(?:.*/)?(?:\.github/workflows/[^/]+|\.circleci/config|\.buildkite/[^/]+|\.gitlab/ci/[^/]+)\.ya?ml", re.DOTALL
)
_ENV = re.compile(r"\.env(?:[._-].*)?|env\.(?:example|sample|template|dist)", re.DOTALL)
_DOCKERFILE = re.compile(r"(?:dockerfile|containerfile)[._-](?!dockerignore$).+", re.DOTALL)

_INTERPRETERS: tuple[tuple[bytes, FileKind], ...] = (
    (b"python", "python"), (b"pypy", "python"), (b"uv", "python"), (b"tsx", "typescript"), (b"ts-node", "typescript"),
    (b"deno", "typescript"), (b"bun", "typescript"), (b"node", "javascript"), (b"make", "makefile"),
    (b"bash", "shell"), (b"zsh", "shell"), (b"ksh", "shell"), (b"dash", "shell"), (b"sh", "shell"),
)  # fmt: skip


def kind_of(path: str) -> FileKind | None:
    """Return what `path` (POSIX, relative) is read as; None where no rule could use it."""
    folder, _, full_name = path.rpartition("/")
    name = full_name.lower()
    stem, dot, extension = name.rpartition(".")
    suffix = dot + extension if stem else ""
    if name in _BY_NAME:
        return _BY_NAME[name]
    if suffix in (".yml", ".yaml") and _WORKFLOW_PATH.fullmatch(path):
        return "workflow"
    if suffix in (".txt", ".in") and _are_requirements(folder, name):
        return "requirements"
    if is_prompt_file(folder, full_name):
        return "prompt"
    if _ENV.fullmatch(name):
        return "env"
    if _DOCKERFILE.fullmatch(name) and suffix not in _BY_SUFFIX:
        return "dockerfile"
    if name == ".gitattributes" or suffix == ".dvc" or (folder and _BESIDE_DATA.fullmatch(name)):
        return "other"
    return _by_suffix(stem, suffix)


def kind_of_shebang(head: bytes) -> FileKind | None:
    """Return the kind that the first line of an executable names, if it is a `#!` line of a language that is read."""
    line = head.split(b"\n", 1)[0]
    if not line.startswith(b"#!"):
        return None
    programs = [part.rsplit(b"/", 1)[-1] for part in line[2:].split() if not part.startswith(b"-")]
    named = programs[1:] if programs[:1] == [b"env"] else programs[:1]
    for program in named[:1]:
        bare = re.sub(rb"[\d.]+$", b"", program)
        return next((kind for word, kind in _INTERPRETERS if bare == word), None)
    return None


def _by_suffix(stem: str, suffix: str) -> FileKind | None:
    if suffix in _COMPRESSED:
        return "data" if stem[stem.rfind(".") :] in _DATA else None
    return _BY_SUFFIX.get(suffix) or ("other" if suffix in _EVIDENCE else None)


def _are_requirements(folder: str, name: str) -> bool:
    return _REQUIREMENTS.fullmatch(name) is not None or folder.rpartition("/")[2].lower() == "requirements"
