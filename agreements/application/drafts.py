"""Use case: drafts of many dossiers at once, on all processors; what would come out the same is not made again.

Beside the drafts lies a list (`LEDGER`) of what they were made from: the dossier, every template, the order, our own code and every library
that Python knows of. It saves time and proves nothing: whatever it does not know, or no longer finds as it was, is made again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from multiprocessing import get_context
from pathlib import Path

import agreements
from agreements.application.draft import Order, composed, files
from agreements.application.templates import template_of
from agreements.model.canonical import canonical_json
from agreements.problems import AgreementsError, Problem, Where, errors, problem
from agreements.sources import Source
from agreements.workspace import Workspace, write_files

LEDGER = ".drafts.json"
FORMAT = 1

_BASED_ON = re.compile(r"^based_on: .*$", re.MULTILINE)
"""The version of the record in a dossier: no document prints it, and every step in the case makes it another."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of one dossier: the files, and every problem; `standing` when they stood there as they would be made now.

    Of what stands no problems are told again: `maatwerk check` does.
    """

    subject: str
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    standing: bool = False

    @property
    def refused(self) -> bool:
        """Say whether an error stood in the way."""
        return bool(errors(self.problems))


def drafts(workspace: Workspace, orders: Sequence[Order], folder: Path, processes: int) -> Iterator[Drafted]:
    """Make the files of orders, each with the `source` of its dossier, and yield what came of each in their order.

    The files of one dossier are written together or not at all, and its errors keep no other from being made. Raise AgreementsError for a
    kind without template, a folder that cannot be written and a process that the machine ended; what was written before stays.
    """
    for kind in {order.kind for order in orders}:
        workspace.template_files(kind)
    ledger, common = Ledger.read(folder), _common(workspace)
    keys = [_key(common, order) for order in orders]
    standing = [ledger.stands(key) for key in keys]
    waiting = [order for order, stands in zip(orders, standing, strict=True) if not stands]
    others: dict[str, str] = {}
    try:
        with _making(workspace, waiting, processes) as made:
            for order, key, stands in zip(orders, keys, standing, strict=True):
                if stands:
                    yield Drafted(order.subject, ledger.files(key), standing=True)
                    continue
                problems, contents = next(made)
                problems += tuple(_twice(order, contents, others))
                written = {} if errors(problems) else contents
                write_files({folder / name: content for name, content in written.items()})
                ledger.add(key, written)
                yield Drafted(order.subject, tuple(folder / name for name in written), problems)
    finally:
        ledger.write()


def _twice(order: Order, contents: Iterable[str], others: dict[str, str]) -> Iterator[Problem]:
    """Yield the fault that another dossier is of the same company: its files would have the same names."""
    other = next((others[name] for name in contents if name in others), "")
    others |= {} if other else dict.fromkeys(contents, order.subject)
    if other:
        yield problem("E508", Where(order.subject), other=other)


# What they are made from


@dataclass(slots=True)
class Ledger:
    """From what the files of a folder were made: by a digest of all that, each name with the SHA-256 of the file."""

    folder: Path
    made: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Ledger:
        """Return what lies in a folder; empty when nothing does that can be understood."""
        try:
            found = json.loads((folder / LEDGER).read_bytes())
            made = {str(key): {str(name): str(digest) for name, digest in files.items()} for key, files in found["made"].items()}
            return cls(folder, made if found["format"] == FORMAT else {})
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return cls(folder)

    def stands(self, key: str) -> bool:
        """Say whether everything that was made from this is there as it was made."""
        files = self.made.get(key, {})
        return bool(files) and all(_digest(self.folder / Path(name).name) == digest for name, digest in files.items())

    def files(self, key: str) -> tuple[Path, ...]:
        """Return the files that were made from this."""
        return tuple(self.folder / Path(name).name for name in self.made[key])

    def add(self, key: str, contents: Mapping[str, bytes]) -> None:
        """Note what was made; what had one of these names before is not there any more."""
        if contents:
            self.made = {other: files for other, files in self.made.items() if not files.keys() & contents.keys()}
            self.made[key] = {name: sha256(content).hexdigest() for name, content in contents.items()}

    def write(self) -> None:
        """Put the list beside the files; nothing where nothing was ever made."""
        if self.made:
            write_files({self.folder / LEDGER: canonical_json({"format": FORMAT, "made": self.made})})


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _common(workspace: Workspace) -> str:
    """Return a digest of what every draft is made from: all templates, our own code and fonts, and every library that Python knows of."""
    own = Path(agreements.__file__).parent
    code = [path for path in own.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    contents = {str(path.relative_to(own)): _digest(path) for path in code}
    templates = {kind: {name: each.text for name, each in workspace.template_files(kind).items()} for kind in workspace.kinds()}
    libraries = sorted({(each.name, each.version) for each in distributions()})
    common = {"code": contents, "templates": templates, "libraries": [list(each) for each in libraries]}
    return sha256(canonical_json(common)).hexdigest()


def _key(common: str, order: Order) -> str:
    """Return a digest of all that makes the files of an order what they are."""
    asked = [order.kind, list(order.languages), list(order.formats), str(order.status), order.version, order.date]
    return sha256(canonical_json([common, asked, _BASED_ON.sub("", _source(order).text)])).hexdigest()


def _source(order: Order) -> Source:
    if order.source is None:
        raise TypeError(order.subject)  # no user causes it
    return order.source


# The work


_Made = tuple[tuple[Problem, ...], dict[str, bytes]]


@contextmanager
def _making(workspace: Workspace, orders: Sequence[Order], processes: int) -> Iterator[Iterator[_Made]]:
    """Give what is made of orders, in their order, by so many processes; one that has little to do needs no other."""
    if min(processes, len(orders)) <= 1:
        yield (_make(workspace, order) for order in orders)
        return
    count = min(processes, len(orders))
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:  # no thread or lock of ours goes along
        try:
            yield pool.map(_make, [workspace] * len(orders), orders)
        except BrokenProcessPool:
            raise AgreementsError(problem("E509", Where(""))) from None
        finally:
            pool.shutdown(cancel_futures=True)


_template = cache(template_of)
"""Read once in each process: no work of some minutes wants half of it in another edition."""


def _make(workspace: Workspace, order: Order) -> _Made:
    """Return the problems and the files of one order; any refusal is a problem of its own."""
    try:
        outcome = composed(_template(workspace, order.kind), _source(order), order)
        return outcome.problems, dict(files(outcome, order))
    except AgreementsError as error:
        return error.problems, {}
