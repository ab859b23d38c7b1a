from __future__ import annotations

import click
import pytest
from click.testing import CliRunner, Result

from groundrules.cli.guard import Guarded
from groundrules.domain.errors import GroundrulesError


def run(raised: BaseException | None, *arguments: str) -> Result:
    @click.command(cls=Guarded)
    @click.option("--verbose", is_flag=True)
    def command(verbose: bool) -> None:
        if raised is not None:
            raise raised

    return CliRunner().invoke(command, list(arguments))


def test_success_is_zero() -> None:
    assert run(None).exit_code == 0


def test_a_mistake_of_the_user_has_its_place_and_no_traceback() -> None:
    result = run(GroundrulesError("unknown key 'x'", "groundrules.toml", 3))
    assert result.exit_code == 2
    assert result.stderr == "error: groundrules.toml:3: unknown key 'x'\n"
    assert result.stdout == ""


def test_a_wrong_option_is_a_mistake_of_the_user() -> None:
    result = run(None, "--absent")
    assert result.exit_code == 2
    assert "--absent" in result.stderr


def test_an_interruption_is_no_failure_of_ours() -> None:
    result = run(KeyboardInterrupt())
    assert result.exit_code == 130
    assert "Traceback" not in result.stderr


def test_a_failure_of_ours_says_what_to_report() -> None:
    result = run(KeyError("lost"))
    assert result.exit_code == 70
    assert "groundrules itself failed: KeyError: 'lost'" in result.stderr
    assert "report it in its issue tracker" in result.stderr
    assert "Traceback" not in result.stderr


def test_verbose_shows_the_traceback() -> None:
    result = run(RecursionError("too deep"), "--verbose")
    assert result.exit_code == 70
    assert "Traceback (most recent call last)" in result.stderr
    assert "RecursionError: too deep" in result.stderr


@pytest.mark.parametrize("error", [GroundrulesError("bad \x1b[2J name"), ValueError("bad \x1b[2J name")])
def test_messages_cannot_drive_the_terminal(error: Exception) -> None:
    assert "\x1b" not in run(error, "--verbose").stderr
