"""What chapters that make a record of their own have in common: each run begins anew, and removes nothing but what an earlier one made."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from agreements.application.demo.telling import Step
from agreements.model.values import LocalText
from agreements.problems import AgreementsError
from agreements.problems.refusals import unusable

REMOVED = LocalText(
    "Weg zijn het register en het archief van een eerdere demonstratie:", "Gone are the record and the archive of an earlier demo:"
)


def anew(folder: Path, record: str, *folders: str) -> Iterator[Step]:
    """Remove the record and the folders that an earlier run made, and nothing else; their names are such as no office has."""
    files = [each for suffix in ("", "-wal", "-shm") if (each := folder / f"{record}{suffix}").exists()]
    made = [each for name in folders if (each := folder / name).exists()]
    try:
        for each in files:
            each.unlink()
        for each in made:
            shutil.rmtree(each)
    except OSError as error:
        raise AgreementsError(unusable(str(folder), error)) from None
    if files or made:
        yield Step(REMOVED, (*files[:1], *made))


def filled(text: LocalText, **arguments: object) -> LocalText:
    """Return a text with its arguments; one that is a text itself is given in the same language."""
    said = {key: {name: getattr(each, key, each) for name, each in arguments.items()} for key in ("nl", "en")}
    return LocalText(text.nl.format(**said["nl"]), text.en.format(**said["en"]))
