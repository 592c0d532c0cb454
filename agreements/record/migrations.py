"""The schema, grown by numbered migrations that never change once released; one text serves both databases.

The text is SQLite's; for PostgreSQL `STRICT` goes, integers become `BIGINT` and texts sort by code point. Only triggers differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema: statements for both, then those of one database."""

    both: tuple[str, ...]
    sqlite: tuple[str, ...] = ()
    postgres: tuple[str, ...] = ()


_FIRST = (
    """
    CREATE TABLE event (
        sequence INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
        kind TEXT NOT NULL, format INTEGER NOT NULL, body TEXT NOT NULL, effective TEXT NOT NULL, recorded TEXT NOT NULL,
        person TEXT NOT NULL, on_behalf_of TEXT NOT NULL, account TEXT NOT NULL,
        UNIQUE (stream, version)
    ) STRICT
    """,
    """
    CREATE TABLE command (
        stream TEXT NOT NULL, key TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (stream, key)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE checkpoint (number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, root TEXT NOT NULL, recorded TEXT NOT NULL) STRICT",
    "CREATE TABLE destruction (stream TEXT PRIMARY KEY, witness INTEGER NOT NULL, told TEXT NOT NULL, recorded TEXT NOT NULL) STRICT",
    """
    CREATE TABLE person (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, function TEXT NOT NULL, organisation TEXT NOT NULL,
        erased TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE standing (
        stream TEXT PRIMARY KEY, workflow TEXT NOT NULL, workflow_hash TEXT NOT NULL, version INTEGER NOT NULL, phase TEXT NOT NULL,
        state TEXT NOT NULL, since TEXT NOT NULL, outcome TEXT NOT NULL, suspended_since TEXT NOT NULL, snapshot TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE signing (
        stream TEXT NOT NULL, instrument TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, PRIMARY KEY (stream, instrument)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE figure (
        stream TEXT NOT NULL, commitment TEXT NOT NULL, stage TEXT NOT NULL, aspect TEXT NOT NULL, party TEXT NOT NULL,
        indicator TEXT NOT NULL, nature TEXT NOT NULL, wording TEXT NOT NULL, low INTEGER, high INTEGER, unit TEXT NOT NULL, year INTEGER,
        boundary TEXT NOT NULL, above TEXT NOT NULL, source TEXT NOT NULL, visibility TEXT NOT NULL,
        PRIMARY KEY (stream, commitment, stage, aspect)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE board (
        stream TEXT PRIMARY KEY, phase_nl TEXT NOT NULL, phase_en TEXT NOT NULL, state_nl TEXT NOT NULL, state_en TEXT NOT NULL,
        waiting TEXT NOT NULL, due TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE dossier (
        stream TEXT PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL, cluster TEXT NOT NULL, parties TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE timer (
        stream TEXT NOT NULL, timer TEXT NOT NULL, deadline TEXT NOT NULL, due TEXT NOT NULL, PRIMARY KEY (stream, timer)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE rung (
        stream TEXT NOT NULL, timer TEXT NOT NULL, rung TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (stream, timer, rung)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX rung_day ON rung (day)",
    """
    CREATE TABLE claim (
        stream TEXT NOT NULL, timer TEXT NOT NULL, rung TEXT NOT NULL, claimed TEXT NOT NULL, PRIMARY KEY (stream, timer, rung)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE message (
        key TEXT PRIMARY KEY, stream TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, not_before TEXT NOT NULL,
        leased TEXT NOT NULL, tries INTEGER NOT NULL, sent TEXT NOT NULL, reason TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX message_waiting ON message (not_before) WHERE sent = ''",
    "CREATE INDEX message_stream ON message (stream)",
)

_SQLITE_GUARDS = (
    """
    CREATE TRIGGER event_kept_as_written BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END
    """,
    """
    CREATE TRIGGER event_kept BEFORE DELETE ON event
    WHEN NOT EXISTS (SELECT 1 FROM destruction WHERE stream = OLD.stream)
    BEGIN SELECT RAISE(ABORT, 'an event is deleted only by a recorded destruction'); END
    """,
    """
    CREATE TRIGGER event_not_revived BEFORE INSERT ON event
    WHEN EXISTS (SELECT 1 FROM destruction WHERE stream = NEW.stream)
    BEGIN SELECT RAISE(ABORT, 'this stream was destroyed'); END
    """,
    """
    CREATE TRIGGER event_not_replaced BEFORE INSERT ON event
    WHEN EXISTS (SELECT 1 FROM event WHERE sequence = NEW.sequence OR (stream = NEW.stream AND version = NEW.version))
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END
    """,
    """
    CREATE TRIGGER destruction_witnessed BEFORE INSERT ON destruction
    WHEN NOT EXISTS (SELECT 1 FROM event WHERE sequence = NEW.witness AND stream = 'office' AND kind = 'stream_destroyed')
    BEGIN SELECT RAISE(ABORT, 'a destruction stands in the chain of the office first'); END
    """,
    *(
        f"CREATE TRIGGER {table}_{action.lower()}_refused BEFORE {action} ON {table} BEGIN SELECT RAISE(ABORT, 'a {table} stays'); END"
        for table in ("checkpoint", "destruction")
        for action in ("UPDATE", "DELETE")
    ),
)

_POSTGRES_GUARDS = (
    """
    CREATE FUNCTION event_guard() RETURNS trigger LANGUAGE plpgsql AS $guard$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF EXISTS (SELECT 1 FROM destruction WHERE stream = NEW.stream) THEN RAISE EXCEPTION 'this stream was destroyed'; END IF;
            RETURN NEW;
        END IF;
        IF TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM destruction WHERE stream = OLD.stream) THEN RETURN OLD; END IF;
            RAISE EXCEPTION 'an event is deleted only by a recorded destruction';
        END IF;
        RAISE EXCEPTION 'an event is never changed';
    END $guard$
    """,
    "CREATE TRIGGER event_guarded BEFORE INSERT OR UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_guard()",
    """
    CREATE FUNCTION destruction_guard() RETURNS trigger LANGUAGE plpgsql AS $guard$
    BEGIN
        IF EXISTS (SELECT 1 FROM event WHERE sequence = NEW.witness AND stream = 'office' AND kind = 'stream_destroyed') THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a destruction stands in the chain of the office first';
    END $guard$
    """,
    "CREATE TRIGGER destruction_witnessed BEFORE INSERT ON destruction FOR EACH ROW EXECUTE FUNCTION destruction_guard()",
    """
    CREATE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS $guard$
    BEGIN RAISE EXCEPTION 'a % stays', TG_TABLE_NAME; END $guard$
    """,
    "CREATE TRIGGER event_not_emptied BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION stays()",
    *(
        f"CREATE TRIGGER {table}_{name} BEFORE {action} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION stays()"
        for table in ("checkpoint", "destruction")
        for name, action in (("refused", "UPDATE OR DELETE"), ("not_emptied", "TRUNCATE"))
    ),
)

_ISSUES = (
    """
    CREATE TABLE issue (
        stream TEXT NOT NULL, issue TEXT NOT NULL, status TEXT NOT NULL, expires TEXT NOT NULL, PRIMARY KEY (stream, issue)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX issue_status ON issue (status)",
)

_PORTFOLIO = (
    """
    CREATE TABLE promise (
        stream TEXT NOT NULL, commitment TEXT NOT NULL, stage TEXT NOT NULL, aspect TEXT NOT NULL, later TEXT NOT NULL, place TEXT NOT NULL,
        before_year INTEGER, baseline TEXT NOT NULL, price_level TEXT NOT NULL, PRIMARY KEY (stream, commitment, stage, aspect)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE tally (
        stream TEXT NOT NULL, kind TEXT NOT NULL, open INTEGER NOT NULL, part INTEGER NOT NULL, promises INTEGER NOT NULL,
        low INTEGER NOT NULL, high INTEGER NOT NULL, without_low INTEGER NOT NULL, without_high INTEGER NOT NULL, about INTEGER NOT NULL,
        PRIMARY KEY (stream, kind, open, part)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE ended (stream TEXT PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE kin (
        stream TEXT PRIMARY KEY, number TEXT NOT NULL, parent TEXT NOT NULL, parent_number TEXT NOT NULL, made INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX kin_number ON kin (number)",
    "CREATE TABLE alias (stream TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (stream, name)) STRICT, WITHOUT ROWID",
    "CREATE INDEX alias_name ON alias (name)",
    """
    CREATE TABLE precondition (
        stream TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, what_nl TEXT NOT NULL, what_en TEXT NOT NULL, owner_nl TEXT NOT NULL,
        owner_en TEXT NOT NULL, wanted TEXT NOT NULL, met TEXT NOT NULL, commitments TEXT NOT NULL, visibility TEXT NOT NULL,
        PRIMARY KEY (stream, id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE funding (
        stream TEXT NOT NULL, id TEXT NOT NULL, step TEXT NOT NULL, low INTEGER, high INTEGER, wording TEXT NOT NULL,
        price_level TEXT NOT NULL, day TEXT NOT NULL, replaces TEXT NOT NULL, visibility TEXT NOT NULL, PRIMARY KEY (stream, id)
    ) STRICT, WITHOUT ROWID
    """,
)

_EXPECTED = ("ALTER TABLE precondition ADD COLUMN expected TEXT NOT NULL DEFAULT ''",)

MIGRATIONS: tuple[Migration, ...] = (
    Migration(_FIRST, _SQLITE_GUARDS, _POSTGRES_GUARDS),
    Migration(_ISSUES),
    Migration(_PORTFOLIO),
    Migration(_EXPECTED),
)
"""The first makes schema 1, the second schema 2, and so on."""


def for_postgres(statement: str) -> str:
    """Return a statement as PostgreSQL takes it."""
    if not statement.lstrip().startswith(("CREATE TABLE", "ALTER TABLE")):
        return statement
    plain = re.sub(r"\bSTRICT\b(, WITHOUT ROWID)?", "", statement)
    return re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', re.sub(r"\bINTEGER\b", "BIGINT", plain))
