"""The html report in a browser: filters, keys, themes, contrast, and not one request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from groundrules.report import render
from tests.report.browser import Tab, chromium, opened_tab
from tests.report.sample_outcome import sample_outcome, write_files

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed, so no report can be opened in it")

SHOWN = "[...document.querySelectorAll('.finding')].filter(one => !one.hidden).map(one => one.dataset.severity)"
FETCHED = """
new Promise((done) => {
  const image = new Image();
  image.onload = () => done('loaded');
  image.onerror = () => done('refused');
  image.src = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
})
"""
CONTRASTS = """
(() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (element) => {
    const box = element.closest('g.box');
    if (box) return numbers(getComputedStyle(box.querySelector('rect')).fill);
    for (let one = element; one; one = one.parentElement) {
      const color = numbers(getComputedStyle(one).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const isSilent = ['TITLE', 'DESC', 'SCRIPT', 'OPTION'].includes(element.tagName.toUpperCase());
    if (!own || isSilent || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(numbers(element.closest('svg') ? style.fill : style.color)), light(ground(element))];
    const name = element.tagName + '.' + element.getAttribute('class');
    found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), name]);
  }
  return found;
})()
"""


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with opened_tab(str(chromium()), tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def page(tab: Tab, tmp_path: Path) -> Path:
    """The report of the sample run, opened in a wide window, light."""
    write_files(tmp_path)
    file = tmp_path / "report.html"
    file.write_text(render(sample_outcome(tmp_path), "html"), encoding="utf-8")
    tab.events.clear()
    tab.size(1280)
    tab.prefer("light")
    tab.open(file)
    return file


def type_in(tab: Tab, text: str) -> None:
    tab.value(f"search.value = {json.dumps(text)}; search.dispatchEvent(new Event('input', {{bubbles: true}}))")


def reported(tab: Tab, *methods: str) -> list[dict[str, Any]]:
    return [event for event in tab.events if event["method"] in methods]


def test_browser_has_nothing_to_complain_of(tab: Tab, page: Path) -> None:
    tab.value("document.querySelectorAll('details').forEach(one => one.open = true)")
    tab.press("/")
    assert reported(tab, "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded") == []


def test_no_request_leaves(tab: Tab, page: Path) -> None:
    requests = [event["params"]["request"]["url"] for event in reported(tab, "Network.requestWillBeSent")]
    assert requests == [page.as_uri()]
    assert tab.value(FETCHED) == "refused"


def test_suppressed_findings_wait_until_they_are_asked_for(tab: Tab, page: Path) -> None:
    assert tab.value("shown.textContent") == "7 of 9 shown"
    tab.value("suppressed.click()")
    assert tab.value("shown.textContent") == "9 of 9 shown"


def test_filters_narrow_the_findings(tab: Tab, page: Path) -> None:
    assert tab.value(SHOWN) == ["error", *["warning"] * 4, *["note"] * 2]
    tab.value("document.querySelector('[name=severity][value=warning]').click()")
    assert tab.value(SHOWN) == ["error", "note", "note"]
    tab.value("family.value = 'model-calls'; family.dispatchEvent(new Event('input', {bubbles: true}))")
    assert tab.value(SHOWN) == ["note", "note"]
    type_in(tab, "LONG.py hard")
    assert tab.value("shown.textContent") == "1 of 9 shown"
    type_in(tab, "nothing says this")
    assert tab.value(SHOWN) == []


def test_keys_alone_are_enough(tab: Tab, page: Path) -> None:
    tab.press("Tab")
    assert tab.value("document.activeElement.className") == "skip"
    tab.press("Enter")
    assert tab.value("location.hash") == "#findings"
    tab.press("/")
    assert tab.value("document.activeElement.id") == "search"
    for key in "gone":
        tab.press(key)
    assert tab.value("shown.textContent") == "1 of 9 shown"
    tab.press("Escape")
    assert tab.value("shown.textContent") == "7 of 9 shown"
    tab.value("document.querySelector('.finding summary').focus()")
    tab.press("Enter")
    assert tab.value("document.querySelector('.finding').open") is True
    tab.value("document.getElementById('open-all').focus()")
    tab.press("Enter")
    assert tab.value("[...document.querySelectorAll('.finding')].every(one => one.open)") is True


def test_everything_that_scrolls_or_acts_has_a_name(tab: Tab, page: Path) -> None:
    nodes = tab.ask("Accessibility.getFullAXTree")["nodes"]
    roles = {"button", "checkbox", "combobox", "searchbox", "link", "region", "navigation", "image"}
    named = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]]
    assert [role for role, name in named if role in roles and not name] == []
    assert {"button", "checkbox", "combobox", "searchbox", "link", "region", "navigation"} <= {
        role for role, _ in named
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("turned", [False, True])
def test_text_stands_out_from_its_ground(scheme: str, turned: bool, tab: Tab, page: Path) -> None:
    tab.prefer(scheme)
    if turned:
        tab.value("theme.click()")
    is_dark = (scheme == "dark") != turned
    assert tab.value("getComputedStyle(document.body).backgroundColor") == (
        "rgb(20, 23, 27)" if is_dark else "rgb(251, 251, 250)"
    )
    tab.value("document.querySelectorAll('details').forEach(one => one.open = true)")
    contrasts = tab.value(CONTRASTS)
    assert len(contrasts) > 100
    assert [pair for pair in contrasts if pair[0] < 4.5] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_page_never_scrolls_sideways(width: int, tab: Tab, page: Path) -> None:
    tab.size(width)
    tab.value("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert tab.value("document.documentElement.scrollWidth") <= width


def test_print_opens_what_is_closed_and_leaves_out_what_acts(tab: Tab, page: Path) -> None:
    tab.prefer("light", media="print")
    assert tab.value("getComputedStyle(document.querySelector('nav')).display") == "none"
    assert tab.value("getComputedStyle(filters).display") == "none"
    tab.value("window.dispatchEvent(new Event('beforeprint'))")
    assert tab.value("document.querySelectorAll('details:not([open])').length") == 0
    tab.value("window.dispatchEvent(new Event('afterprint'))")
    assert tab.value("document.querySelectorAll('details[open]').length") == 0
    assert len(tab.ask("Page.printToPDF")["data"]) > 10_000
