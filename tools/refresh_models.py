"""Write rules/catalog/models.json: what is known of model names, from litellm's public list and our own dated facts.

    python tools/refresh_models.py               download the wheels it needs
    python tools/refresh_models.py --wheels DIR  read wheels that are there

The wheels are read as archives; nothing in them is imported. Names of the provider whose own they are stand bare
(`gpt-4o`, `claude-opus-4-6`, `mistral-large-2512`, Bedrock ids); others carry the provider (`azure/gpt-4o`,
`groq/qwen/qwen3-32b`). A lookup tries `provider/name` first, then the bare name.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from groundrules.domain.catalogue import ModelFacts

TOOLS = Path(__file__).parent
TARGET = TOOLS.parent / "rules" / "catalog" / "models.json"
LIST = "litellm/model_prices_and_context_window_backup.json"
OLDER_LISTS = ("1.53.1", "1.67.6", "1.77.7", "1.82.0", "1.90.2", "1.99.0", "1.109.1")
MODES = {"chat", "completion", "responses", "embedding", "rerank"}

# litellm's provider -> ours, and whether the name keeps our provider as a prefix.
PROVIDERS: dict[str, tuple[str, bool]] = {
    "openai": ("openai", False),
    "text-completion-openai": ("openai", False),
    "anthropic": ("anthropic", False),
    "bedrock": ("bedrock", False),
    "bedrock_converse": ("bedrock", False),
    "gemini": ("gemini", False),
    "mistral": ("mistral", False),
    "cohere": ("cohere", False),
    "cohere_chat": ("cohere", False),
    "voyage": ("voyage", False),
    "deepseek": ("deepseek", False),
    "xai": ("xai", False),
    "vertex_ai-language-models": ("vertex_ai", True),
    "vertex_ai-anthropic_models": ("vertex_ai", True),
    "vertex_ai-embedding-models": ("vertex_ai", True),
    "azure": ("azure", True),
    "groq": ("groq", True),
    "together_ai": ("together_ai", True),
    "fireworks_ai": ("fireworks_ai", True),
    "ollama": ("ollama", True),
}
# Of these a name that left the list is known to have ended; gateways rename.
RETIRING = {"openai", "anthropic", "gemini", "vertex_ai", "mistral", "cohere", "groq", "xai", "bedrock"}
PLACES = re.compile(r"(us|eu|apac|global|jp|au|ca|us-gov)\.|bedrock/|azure/(eu|us|global|global-standard)/")
SIZE_CLASSES = re.compile(r"(together-ai|fireworks-ai)-")
DATED = re.compile(r"(.+)-\d{4}-\d{2}-\d{2}")
SNAPSHOT = re.compile(r"(.+)[-@](\d{4}-\d{2}-\d{2}|\d{8}|\d{4})")


class Listed(msgspec.Struct, frozen=True):
    """One model as a list of the given version has it: our name and provider, the raw record."""

    name: str
    provider: str
    record: dict[str, Any]
    version: str


def download(versions: tuple[str, ...], folder: Path) -> None:
    """Fetch the newest wheel and the given older ones."""
    for wanted in ("litellm", *(f"litellm=={version}" for version in versions)):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*command, "--dest", str(folder), wanted], check=True)


def version_of(wheel: Path) -> tuple[int, ...]:
    """The version in a wheel's file name, as numbers."""
    return tuple(int(number) for number in re.findall(r"\d+", wheel.name.split("-")[1]))


def read_list(wheel: Path) -> Iterator[Listed]:
    """The models of one wheel that we keep, without regions and price classes."""
    with zipfile.ZipFile(wheel) as archive:
        records = json.loads(archive.read(LIST))
    version = wheel.name.split("-")[1]
    for key, record in records.items():
        known = PROVIDERS.get(record.get("litellm_provider", ""))
        if known is None or record.get("mode") not in MODES or PLACES.match(key) or SIZE_CLASSES.match(key):
            continue
        provider, prefixed = known
        yield Listed(our_name(key, provider, prefixed), provider, record, version)


def our_name(key: str, provider: str, prefixed: bool) -> str:
    """The name under which a model is kept."""
    bare = key.removeprefix(f"{provider}/")
    return f"{provider}/{bare}" if prefixed else bare


def facts_of(listed: Listed, retires: str) -> ModelFacts:
    """What a list says of a model, in our terms."""
    record = listed.record
    schema = record.get("supports_response_schema") or record.get("supports_function_calling")
    context = record.get("max_input_tokens")
    dimension = record.get("output_vector_size")
    return ModelFacts(
        name=listed.name,
        provider=listed.provider,
        mode=record["mode"],
        retires=retires,
        structured_output=None if schema is None else bool(schema),
        dimension=dimension if record["mode"] == "embedding" else None,
        context=int(context) if isinstance(context, (int, float)) else None,
        source=f"https://pypi.org/project/litellm/{listed.version}/" if retires else "",
    )


def well_filed(wheel: Path, facts: dict[str, Any]) -> Iterator[Listed]:
    """The models of one wheel, without the records that speak of another model than their name says."""
    return (listed for listed in read_list(wheel) if facts["misfiled"].get(listed.name) != listed.record["mode"])


def collect(wheels: list[Path], facts: dict[str, Any]) -> dict[str, ModelFacts]:
    """All models of the newest list, and those of older lists that have ended since.

    The date of the newest list that has a name counts: older dates were often wrong.
    """
    ordered = sorted(wheels, key=version_of, reverse=True)
    newest = well_filed(ordered[0], facts)
    models = {listed.name: facts_of(listed, listed.record.get("deprecation_date", "")) for listed in newest}
    for wheel in ordered[1:]:
        for listed in well_filed(wheel, facts):
            retires = listed.record.get("deprecation_date", "")
            ended = bool(retires) and retires <= facts["as_of"]
            if listed.name not in models and listed.provider in RETIRING and ended:
                models[listed.name] = facts_of(listed, retires)
    return models


def inherit_dates(models: dict[str, ModelFacts]) -> None:
    """Give an alias the latest date of its dated snapshots, where all of them have one."""
    snapshots: dict[str, list[ModelFacts]] = {}
    for model in models.values():
        if (match := DATED.fullmatch(model.name)) is not None:
            snapshots.setdefault(match[1], []).append(model)
    for name, dated in snapshots.items():
        alias = models.get(name)
        if alias is not None and not alias.retires and all(model.retires for model in dated):
            latest = max(dated, key=lambda model: model.retires)
            models[name] = msgspec.structs.replace(alias, retires=latest.retires, source=latest.source)


def add_retired(models: dict[str, ModelFacts], facts: dict[str, Any]) -> None:
    """Lay our own dates over the list's; names that it does not have any more come in by them."""
    for group in facts["retired"]:
        for day, names in group["days"].items():
            for name in names:
                set_retired(models, name, group, day, facts["sources"][group["source"]])
    for group in facts["gone"]:
        for name in group["names"]:
            set_retired(models, name, group, group["day"], facts["sources"][group["source"]])


def set_retired(models: dict[str, ModelFacts], name: str, group: dict[str, Any], day: str, source: str) -> None:
    """Give one model its date."""
    known = models.get(name) or ModelFacts(name=name, provider=group["provider"], mode=group["mode"])
    models[name] = msgspec.structs.replace(known, retires=day, source=source)


def add_embeddings(models: dict[str, ModelFacts], facts: dict[str, Any]) -> None:
    """Add what is known of vectors; a Sentence Transformers model is also known by its short name."""
    for group in facts["embeddings"]:
        for name, (dimension, context) in group["models"].items():
            for known_as in {name, name.removeprefix("sentence-transformers/")}:
                known = models.get(known_as) or ModelFacts(name=known_as, provider=group["provider"], mode="embedding")
                models[known_as] = msgspec.structs.replace(
                    known, mode="embedding", dimension=dimension, context=known.context or context
                )


def add_hub(models: dict[str, ModelFacts], facts: dict[str, Any]) -> None:
    """Add open-weight models: they can be tuned, retire for nobody, and no list says that they enforce a schema."""
    for name, context in facts["hub"].items():
        models[name] = ModelFacts(name=name, provider="huggingface", mode="chat", context=context, tunable=True)


def judge(model: ModelFacts, aliases: set[str], facts: dict[str, Any]) -> ModelFacts:
    """Add what patterns say of a name: whether it is pinned, what it refuses, whether it can be tuned, its tier."""
    bare = model.name.removeprefix(f"{model.provider}/")
    refused: list[str] = []
    for rule in facts["refuses"]:
        if rule["provider"] == model.provider and re.fullmatch(rule["models"], bare):
            refused += rule["parameters"]
    tunable = model.tunable
    for rule in facts["tunable"]:
        if model.mode in ("chat", "completion") and rule["provider"] == model.provider:
            tunable = rule["can"] if re.fullmatch(rule["models"], bare) else tunable
    return msgspec.structs.replace(
        model,
        snapshot=is_pinned(bare, model, aliases, facts),
        structured_output=False if model.mode == "completion" else model.structured_output,
        refuses=tuple(refused),
        reasons=next((rule["when"] for rule in facts["reasons"] if _is_named(model, bare, rule)), ""),
        tunable=tunable,
        tier="large" if any(_is_named(model, bare, rule) for rule in facts["large"]) else "",
    )


def _is_named(model: ModelFacts, bare: str, rule: dict[str, str]) -> bool:
    chats = model.mode in ("chat", "completion", "responses")
    return chats and rule["provider"] == model.provider and re.fullmatch(rule["models"], bare) is not None


def is_pinned(bare: str, model: ModelFacts, aliases: set[str], facts: dict[str, Any]) -> bool | None:
    """True for a snapshot, False for an alias of which a snapshot exists (or ...-latest), else None."""
    pattern = facts["pinned"].get(model.provider)
    if bare.endswith(("-latest", ":latest")):
        return False
    if pattern is None:
        return None
    if re.fullmatch(pattern, bare):
        return True
    loose = facts["unpinned"].get(model.provider)
    is_alias = model.name in aliases or (loose is not None and re.fullmatch(loose, bare) is not None)
    return False if is_alias else None


def build(wheels: list[Path], facts: dict[str, Any]) -> dict[str, Any]:
    """The whole file, as plain data."""
    models = collect(wheels, facts)
    add_retired(models, facts)
    add_embeddings(models, facts)
    add_hub(models, facts)
    inherit_dates(models)
    aliases = {match[1] for name in models if (match := SNAPSHOT.fullmatch(name)) is not None}
    newest = max(wheels, key=version_of).name.split("-")[1]
    listed_on = facts["lists"].get(newest, "an unknown day")
    first = f"litellm {newest} of {listed_on} (MIT), https://pypi.org/project/litellm/{newest}/"
    return {
        "as_of": facts["as_of"],
        "source": [first, *(address for name, address in facts["sources"].items() if name != "litellm")],
        "models": [judge(models[name], aliases, facts) for name in sorted(models)],
    }


def write(content: dict[str, Any], target: Path) -> None:
    """One model a line, so that a refresh reads well as a diff."""
    head = json.dumps({key: value for key, value in content.items() if key != "models"}, indent=1, ensure_ascii=False)
    lines = ",\n".join(msgspec.json.encode(model).decode() for model in content["models"])
    target.write_text(f'{head.removesuffix("}").rstrip()},\n "models": [\n{lines}\n]\n}}\n', encoding="utf-8")


def main() -> None:
    """Read the arguments and refresh the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--wheels", type=Path, help="a folder that holds litellm wheels")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    facts = yaml.safe_load((TOOLS / "model_facts.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        if arguments.wheels is None:
            download(OLDER_LISTS, Path(folder))
        wheels = sorted((arguments.wheels or Path(folder)).glob("litellm-*.whl"))
        write(build(wheels, facts), arguments.target)


if __name__ == "__main__":
    main()
