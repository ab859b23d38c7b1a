from __future__ import annotations

from pathlib import Path

import pytest

from groundrules import config
from groundrules.domain.errors import GroundrulesError
from groundrules.domain.location import Location
from groundrules.domain.settings import ConfiguredIgnore, Settings

KNOWN = frozenset({"no-evals", "json-by-persuasion", "fine-tuning"})


def loaded(tmp_path: Path, text: str, name: str = "groundrules.toml") -> dict[str, object]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return config.load(path, tmp_path, KNOWN).values


def mistake(tmp_path: Path, text: str, name: str = "groundrules.toml") -> str:
    with pytest.raises(GroundrulesError) as caught:
        loaded(tmp_path, text, name)
    return str(caught.value).removeprefix(f"{tmp_path.as_posix()}/")


def test_every_key_sets_its_field(tmp_path: Path) -> None:
    values = loaded(
        tmp_path,
        """
        select = ["fine-tuning"]
        ignore = ["no-evals"]
        exclude = ["data/raw/"]
        persona = "pedantic"
        min-severity = "warning"
        min-confidence = "high"
        fail-on = "never"
        strict = true
        require-reason = true
        """,
    )
    settings = Settings(root=tmp_path, **values)  # type: ignore[arg-type]
    assert settings.select == ("fine-tuning",)
    assert settings.ignore == ("no-evals",)
    assert settings.exclude == ("data/raw/",)
    assert (settings.persona, settings.min_severity, settings.min_confidence) == ("pedantic", "warning", "high")
    assert settings.fail_on is None
    assert settings.strict
    assert settings.require_reason


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path, "") == {}


def test_pyproject_has_its_own_table(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.groundrules]\nfail-on = "error"\n'
    assert loaded(tmp_path, text, "pyproject.toml") == {"fail_on": "error"}


def test_ignore_entries(tmp_path: Path) -> None:
    text = """
[[ignore]]
rule = "no-evals"
path = ["data/*.jsonl", "notes/**"]
reason = "a demonstration"
until = 2027-01-31
text = "Pro plan"

[[ignore]]
rule = ["json-by-persuasion"]
path = "app.py"
reason = "the provider has no schemas"
until = "2027-02-28"
"""
    assert loaded(tmp_path, text)["ignores"] == (
        ConfiguredIgnore(
            rules=("no-evals",),
            paths=("data/*.jsonl", "notes/**"),
            reason="a demonstration",
            until="2027-01-31",
            text="Pro plan",
            location=Location("groundrules.toml", 2),
        ),
        ConfiguredIgnore(
            rules=("json-by-persuasion",),
            paths=("app.py",),
            reason="the provider has no schemas",
            until="2027-02-28",
            location=Location("groundrules.toml", 9),
        ),
    )


def test_names_and_entries_share_one_list(tmp_path: Path) -> None:
    text = 'ignore = ["no-evals", {rule = "json-by-persuasion", path = "a.py", reason = "measured"}]\n'
    values = loaded(tmp_path, text)
    assert values["ignore"] == ("no-evals",)
    assert values["ignores"] == (
        ConfiguredIgnore(("json-by-persuasion",), ("a.py",), "measured", location=Location("groundrules.toml", 1)),
    )


def test_patterns_of_a_folder_hold_in_that_folder(tmp_path: Path) -> None:
    folder = tmp_path / "services" / "a"
    folder.mkdir(parents=True)
    path = folder / "groundrules.toml"
    path.write_text('exclude = ["*.csv"]\n[[ignore]]\nrule = "no-evals"\npath = "app.py"\nreason = "r"\n')
    values = config.load(path, tmp_path, KNOWN).values
    assert values["exclude"] == ("services/a/**/*.csv",)
    assert values["ignores"][0].paths == ("services/a/app.py",)
    assert values["ignores"][0].location == Location("services/a/groundrules.toml", 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '\nperson = "regular"',
            "groundrules.toml:2: unknown key 'person' (did you mean 'persona'?); known are select,",
        ),
        ('strict = "yes"', "groundrules.toml:1: 'strict' must be true or false"),
        ("\n\nselect = 'no-evals'", "groundrules.toml:3: 'select' must be a list of texts"),
        ("exclude = [1]", "groundrules.toml:1: 'exclude' must be a list of texts"),
        (
            'select = [\n  "no-evals",\n  "no-eval",\n]',
            "groundrules.toml:3: no rule or family is called 'no-eval' (did",
        ),
        ('fail-on = "warn"', "groundrules.toml:1: 'fail-on' must be one of note, warning, error, never, not 'warn'"),
        ("min-severity = 2", "groundrules.toml:1: 'min-severity' must be one of note, warning, error, not 2"),
        ("ignore = true", "groundrules.toml:1: 'ignore' must be a list of rule names, or [[ignore]] entries"),
        ("strict = yes", "groundrules.toml:1: not valid TOML: "),
        (
            '[[ignore]]\nrules = "no-evals"',
            "groundrules.toml:2: unknown key 'rules' in [[ignore]] (did you mean 'rule'?)",
        ),
        (
            '[[ignore]]\nrule = "no-evals"\nreason = "r"',
            "groundrules.toml:1: an [[ignore]] entry needs 'path', a pattern",
        ),
        ('[[ignore]]\nrule = "no-evals"\npath = "a"', "groundrules.toml:1: an [[ignore]] entry needs 'reason', a"),
        ('[[ignore]]\npath = "a"\nreason = "r"', "groundrules.toml:1: an [[ignore]] entry needs 'rule', the id"),
        (
            '[[ignore]]\nrule = "no-evil"\npath = "a"\nreason = "r"',
            "groundrules.toml:2: no rule or family is called 'no-evil' (did you mean 'no-evals'?)",
        ),
        (
            '[[ignore]]\nrule = "no-evals"\npath = 3\nreason = "r"',
            "groundrules.toml:3: 'path' must be a text or a list of texts",
        ),
        (
            '[[ignore]]\nrule = "no-evals"\npath = "a"\nreason = ["r"]',
            "groundrules.toml:4: 'reason' must be a text",
        ),
        (
            '[[ignore]]\nrule = "no-evals"\npath = "a"\nreason = "r"\nuntil = "soon"',
            "groundrules.toml:5: 'until' must be a date like 2027-01-31, not 'soon'",
        ),
        (
            '[[ignore]]\nrule = "no-evals"\npath = "a"\nreason = "r"\nuntil = 2027-01-31T10:00:00',
            "groundrules.toml:5: 'until' must be a date like 2027-01-31, not",
        ),
    ],
)
def test_every_mistake_has_its_place_and_the_way_out(tmp_path: Path, text: str, message: str) -> None:
    assert mistake(tmp_path, text).startswith(message)


def test_mistakes_in_pyproject_have_their_lines(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.groundrules]\nstrict = true\npersona = "all"\n'
    assert mistake(tmp_path, text, "pyproject.toml").startswith("pyproject.toml:5: 'persona' must be one of regular,")


def test_a_pyproject_without_our_table_cannot_be_asked_for(tmp_path: Path) -> None:
    message = mistake(tmp_path, '[project]\nname = "x"\n', "pyproject.toml")
    assert message == "pyproject.toml: has no [tool.groundrules] table"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(GroundrulesError, match="cannot be read: no such file"):
        config.load(tmp_path / "absent.toml", tmp_path, KNOWN)
    (tmp_path / "latin.toml").write_bytes(b'persona = "\xe9"')
    with pytest.raises(GroundrulesError, match="is not UTF-8"):
        config.load(tmp_path / "latin.toml", tmp_path, KNOWN)


def test_the_nearest_configuration_upwards_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert config.find(inner, tmp_path) is None
    (tmp_path / "pyproject.toml").write_text("[tool.groundrules]\n")
    assert config.find(inner, tmp_path) == tmp_path / "pyproject.toml"
    (tmp_path / "groundrules.toml").write_text("")
    assert config.find(inner, tmp_path) == tmp_path / "groundrules.toml"
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "groundrules-user"\n')
    assert config.find(inner, tmp_path) == tmp_path / "groundrules.toml"
    (tmp_path / "a" / "groundrules.toml").write_text("")
    assert config.find(inner, tmp_path) == tmp_path / "a" / "groundrules.toml"


def test_nothing_above_the_root_is_found(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "groundrules.toml").write_text("")
    assert config.find(root, root) is None


def test_a_broken_pyproject_of_others_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[project\n# groundrules is nice\n")
    assert config.find(tmp_path, tmp_path) is None
    path.write_text("[project\n[tool.groundrules]\n")
    assert config.find(tmp_path, tmp_path) == path
