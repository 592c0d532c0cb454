"""Rules for every test: no skip passes unseen, no log record goes unnoticed, whole outputs are compared."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NO_SKIPS = bool(os.environ.get("MAATWERK_NO_SKIPS"))

Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected outputs instead of comparing with them")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:  # noqa: ARG001  # pytest names its arguments
    report = yield
    if NO_SKIPS and report.skipped:  # type: ignore[attr-defined]
        report.outcome = "failed"  # type: ignore[attr-defined]
        report.longrepr = f"a skip does not pass here: {report.longrepr}"  # type: ignore[attr-defined]
    return report


@pytest.fixture(autouse=True)
def _no_log_records(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which something warned through logging, unless the test expects it."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    found = [record.getMessage() for when in ("setup", "call") for record in caplog.get_records(when) if record.levelno >= logging.WARNING]
    assert not found, f"unexpected log records: {found}"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a whole text with the file that holds the expected one."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no expected output yet: run pytest --update-golden, then read {path}"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests speak Dutch and see no settings of the machine."""
    for name in ("MAATWERK_WORKSPACE", "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MAATWERK_MESSAGES", "nl")
