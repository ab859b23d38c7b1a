from __future__ import annotations

import pytest

from groundrules.discover.left_out import leave_out
from groundrules.discover.listing import Entry, Listing
from groundrules.domain.source import LeftOut


def part(*paths: str, untracked: tuple[str, ...] = ()) -> tuple[list[str], list[LeftOut]]:
    entries = [Entry(path, 0o100644, "0" * 40, tracked=True) for path in paths]
    own, left_out = leave_out(Listing([*entries, *(Entry(path) for path in untracked)], from_git=True))
    return [entry.path for entry in own], left_out


def test_a_virtual_environment_of_any_name_is_known_by_its_configuration() -> None:
    own, left_out = part(
        "-/pyvenv.cfg", "-/Lib/site-packages/openai/client.py", "-/Lib/abc.py", "-/Scripts/x.py", "app.py"
    )
    assert own == ["-/pyvenv.cfg", "app.py"]
    assert left_out == [LeftOut("-", "pyvenv.cfg", 3)]


def test_own_files_inside_a_virtual_environment_are_kept() -> None:
    own, left_out = part("bot/pyvenv.cfg", "bot/lib/python3.11/abc.py", "bot/main.py", "bot/agent/chat.py")
    assert own == ["bot/agent/chat.py", "bot/main.py", "bot/pyvenv.cfg"]
    assert left_out == [LeftOut("bot", "pyvenv.cfg", 1)]


def test_a_tree_that_is_itself_a_virtual_environment_is_still_read() -> None:
    own, left_out = part(
        "pyvenv.cfg", "lib/chat.py", "lib/python3.11/site-packages/openai/a.py", "bin/activate.fish", "bin/x.py"
    )
    assert own == ["lib/chat.py", "pyvenv.cfg"]
    assert left_out == [LeftOut("bin", "activate.fish", 2), LeftOut("lib/python3.11/site-packages", "site-packages", 1)]


@pytest.mark.parametrize(
    "folder",
    [
        "node_modules", "bower_components", "dist-packages", "third_party", "_vendor", ".venv", ".tox", ".nox",
        "__pycache__", "chat.egg-info", "openai-1.0.dist-info", ".ipynb_checkpoints", ".next",
    ],
)  # fmt: skip
def test_a_name_alone_tells(folder: str) -> None:
    own, left_out = part("app.py", f"web/{folder}/deep/a.py", f"web/{folder}/b.js")
    assert own == ["app.py"]
    assert left_out == [LeftOut(f"web/{folder}", folder, 2)]


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ("vendor/modules.txt", "modules.txt"),
        ("vendor/autoload.php", "autoload.php"),
        ("vendor/bundle/ruby/a.rb", "bundle/ruby/a.rb"),
        ("external/annoy/LICENSE", "annoy/LICENSE"),
        ("external/annoy/COPYING.txt", "annoy/COPYING.txt"),
        ("static/vendor/jquery.min.js", "jquery.min.js"),
    ],
)
def test_a_vendor_folder_needs_a_sign(sign: str, shown: str) -> None:
    folder = sign[: -len(shown) - 1]
    own, left_out = part("app.py", sign, f"{folder}/z.py")
    assert own == ["app.py"]
    assert left_out == [LeftOut(folder, shown, 2)]


@pytest.mark.parametrize("path", ["vendor/models.py", "src/external/weather.py", "src/vendors/a/b/c/LICENSE"])
def test_suppliers_and_outside_services_are_own_code(path: str) -> None:
    assert part("LICENSE", path) == (["LICENSE", path], [])


@pytest.mark.parametrize(
    ("paths", "folder", "marker"),
    [
        (("package.json", "dist/index.js"), "dist", "dist beside package.json"),
        (("a/action.yml", "a/dist/index.js"), "a/dist", "dist beside action.yml"),
        (("dist/chat-1.0-py3-none-any.whl", "dist/a.py"), "dist", "chat-1.0-py3-none-any.whl"),
        (("build/bdist.linux-x86_64/a.txt", "build/lib/a.py"), "build", "bdist.linux-x86_64/a.txt"),
    ],
)
def test_build_output_is_known_by_what_stands_beside_or_in_it(paths: tuple[str, ...], folder: str, marker: str) -> None:
    _, left_out = part(*paths)
    assert [(left.path, left.marker) for left in left_out] == [(folder, marker)]


def test_a_build_folder_of_scripts_is_own_code() -> None:
    assert part("package.json", "build/train.py", "dist.py") == (["build/train.py", "dist.py", "package.json"], [])


def test_an_untracked_build_folder_beside_tracked_files_is_output() -> None:
    assert part("app.py", untracked=("build/lib/a.py",)) == (["app.py"], [LeftOut("build", "untracked build", 1)])
    assert part(untracked=("app.py", "build/train.py")) == (["app.py", "build/train.py"], [])


def test_only_the_outermost_folder_is_named() -> None:
    _, left_out = part("a/node_modules/b/node_modules/c.js", "a/node_modules/third_party/d.js")
    assert left_out == [LeftOut("a/node_modules", "node_modules", 2)]


def test_folders_that_were_not_entered_are_counted_in_the_outermost() -> None:
    listing = Listing([Entry("e/pyvenv.cfg"), Entry("e/lib/a.py")])
    listing.left_out = [LeftOut("e/lib/site-packages", "site-packages", 40), LeftOut("n", "node_modules", 2)]
    assert leave_out(listing)[1] == [LeftOut("e", "pyvenv.cfg", 41), LeftOut("n", "node_modules", 2)]


def test_names_beside_a_folder_are_not_in_it() -> None:
    own, _ = part("vendor-a/LICENSE", "vendor/a.py", "vendor.py", "vendor0/LICENSE")
    assert own == ["vendor-a/LICENSE", "vendor.py", "vendor/a.py", "vendor0/LICENSE"]
