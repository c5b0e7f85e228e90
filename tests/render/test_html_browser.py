"""The page in a real browser: no message, no request, nothing runs, no overflow on a narrow screen."""

import functools
import html
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sisyphus.render.html import render_html
from tests.render.documents import hostile, ordinary

LIMIT_S = 90
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
    "--enable-logging=stderr",
)  # fmt: skip
WIDTHS = (360, 768, 1280)
LONG = (
    "a" * 300
    + " <img src=https://evil.example/x.png> <script>document.title='ran'</script> `"
    + "b" * 300
    + "`"
)


@functools.cache
def browser() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


pytestmark = pytest.mark.skipif(browser() is None, reason="no chromium here to open the page with")


def look(page: Path, profile: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    program = browser()
    assert program is not None
    return subprocess.run(
        [program, *FLAGS, f"--user-data-dir={profile}", *flags, page.as_uri()],
        env={
            **os.environ,
            "HOME": str(profile),
            "XDG_CONFIG_HOME": str(profile),
            "XDG_CACHE_HOME": str(profile),
        },
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=LIMIT_S,
        check=True,
    )


def asked_for(page: Path, folder: Path) -> tuple[set[str], subprocess.CompletedProcess[str]]:
    """Open a page; return the addresses asked for, without those that the browser itself looks up."""
    log = folder / "net.json"
    seen = look(page, folder / "profile", "--dump-dom", f"--log-net-log={log}")
    events = json.loads(log.read_text(encoding="utf-8"))["events"]
    asked = {event["params"]["url"] for event in events if "url" in event.get("params", {})}
    return {url for url in asked if "evil.example" in url}, seen


@pytest.mark.parametrize("text", ["plain", LONG])
def test_a_browser_finds_nothing_to_say_to_ask_for_or_to_run(tmp_path: Path, text: str) -> None:
    document = hostile(text)
    page = tmp_path / "page.html"
    page.write_text(render_html(document, document.plans[0]), encoding="utf-8")
    asked, seen = asked_for(page, tmp_path)
    assert asked == set()
    assert "CONSOLE" not in seen.stderr
    assert "<title>ran" not in seen.stdout


def test_the_browser_would_show_what_a_page_asks_says_and_runs(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><body>{LONG}<script>console.error('said')</script>", encoding="utf-8")
    asked, seen = asked_for(page, tmp_path)
    assert asked
    assert "CONSOLE" in seen.stderr
    assert "<title>ran" in seen.stdout


@pytest.mark.parametrize("text", ["plain", LONG])
def test_nothing_is_wider_than_the_screen(tmp_path: Path, text: str) -> None:
    """The page is put into frames of several widths, which a script around it measures."""
    document = hostile(text) if text != "plain" else ordinary()
    inner = html.escape(render_html(document, document.plans[0]))
    frames = "".join(f'<iframe width="{width}" height="600" srcdoc="{inner}"></iframe>' for width in WIDTHS)
    page = tmp_path / "frames.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><body>{frames}<script>onload = () => {{"
        "document.title = [...document.querySelectorAll('iframe')].map(f => "
        "f.contentDocument.documentElement.scrollWidth - f.contentDocument.documentElement.clientWidth)"
        ".join(' ')}</script>",
        encoding="utf-8",
    )
    seen = look(page, tmp_path / "profile", "--dump-dom", "--virtual-time-budget=5000")
    assert "<title>0 0 0</title>" in seen.stdout
