"""A real browser on the real demo: found where the machine keeps one, never fetched."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.fakes.command import Command

expect.set_options(timeout=30_000)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable(playwright: Playwright) -> str | None:
    """Return the path of a Chromium: the system's, or else one that Playwright has put here; None without any."""
    own = playwright.chromium.executable_path
    found = [path for name in NAMES if (path := shutil.which(name))]
    return found[0] if found else own if Path(own).exists() else None


@contextmanager
def running_browser() -> Iterator[Browser | None]:
    """Run a browser; None where the machine has none."""
    with sync_playwright() as playwright:
        path = executable(playwright)
        if path is None:
            yield None
            return
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def some_browser() -> Iterator[Browser]:
    """Run a browser; where the machine has none, the tests that need one are skipped."""
    with running_browser() as browser:
        if browser is None:
            pytest.skip("no Chromium on this machine (apt-get install chromium, or playwright install chromium)")
        yield browser


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@contextmanager
def running_demo(port: int | None = None, keep: Path | None = None, language: str = "vi") -> Iterator[str]:
    """Run the demo on a port, a free one by default, perhaps on a file that is kept; return its address."""
    port = port or free_port()
    kept = ["--keep", str(keep)] if keep else []
    with (
        tempfile.TemporaryDirectory() as folder,
        Command(Path(folder), {"NHACVIEC_LANGUAGE": language}).started(
            "demo", "--no-browser", "--port", str(port), *kept
        ) as running,
    ):
        assert f"127.0.0.1:{port}" in running.stdout.readline()
        yield f"http://127.0.0.1:{port}"


def faults(page: Page) -> list[str]:
    """Return what axe-core finds wrong for people with disabilities, once everything has come to rest."""
    page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


def say(page: Page, seat: str, words: str) -> None:
    """Let the owner of a phone write."""
    box = page.locator(f"[data-seat={seat}] textarea")
    box.fill(words)
    box.press("Enter")
