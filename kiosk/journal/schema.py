"""The tables, made and brought up to date by sqlite-utils' migrations; forward only, a copy is kept of what was.

Loaded only when a schema is to be made: sqlite-utils takes longer to import than a station takes to start.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps

from sqlite_utils import Database, Migrations

from kiosk.journal.connect import APPLICATION_ID, VERSION
from kiosk.journal.descriptions import described, view_of
from kiosk.journal.held.first_tables import (
    ADHERENCE,
    BESIDE,
    COMPLETIONS,
    EVENTS,
    INDEXES,
    ONLY_GROWS,
    ORDERS,
    READINGS,
)
from kiosk.journal.held.rebuild import fill, fill_coached
from kiosk.journal.held.seals import KEYS, LATER, WRITTEN_BY_MIGRATIONS, seal_all, seal_gone
from kiosk.journal.readmodels import READ_MODELS
from kiosk.work.board.visit import name_key

MIGRATIONS = Migrations("kiosk")


def _migration(step: Callable[[Database], None]) -> None:
    """Have a step made in a transaction with its version, the number in its name; `migrate` says the newest alone."""

    @MIGRATIONS()
    @wraps(step)
    def _made(db: Database) -> None:
        step(db)
        db.execute(f"PRAGMA user_version = {min(int(step.__name__[1:4]), VERSION - 1)}")


def migrate(connection: sqlite3.Connection, migrations: Migrations = MIGRATIONS) -> None:
    """Apply what is not applied yet, each migration in a transaction of its own.

    With what they wrote sealed it is of the newest version, and not before: killed until then, the next start goes on.

    Keys are not enforced meanwhile: a table is made anew under those that lean on it, and what somebody took out of an
    older record is for `journal verify` to find.
    """
    db = Database(connection, execute_plugins=False)
    connection.execute("PRAGMA foreign_keys=OFF")
    migrations.apply(db)
    with db.atomic():
        for table in WRITTEN_BY_MIGRATIONS:
            seal_all(connection, table)
        db.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("PRAGMA foreign_keys=ON")


def _run(db: Database, *statements: str) -> None:
    """Run statements in their order."""
    for statement in statements:
        db.execute(statement)


@_migration
def m001_journal(db: Database) -> None:
    """Events that only grow, and beside them what is derived from them, what may be forgotten, and the bookmarks."""
    read_models = (ORDERS, COMPLETIONS, ADHERENCE, READINGS)
    _run(db, EVENTS, *ONLY_GROWS, *BESIDE, *read_models, *INDEXES)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


_NEW_OF_ORDERS = {
    "rushed": "INTEGER NOT NULL DEFAULT 0",
    "recalls": "INTEGER NOT NULL DEFAULT 0",
    "undone": "INTEGER NOT NULL DEFAULT 0",
    "changes": "INTEGER NOT NULL DEFAULT 0",
    "holds": "INTEGER NOT NULL DEFAULT 0",
    "held_s": "REAL",
    "early": "TEXT NOT NULL DEFAULT ''",
    "wasted": "INTEGER NOT NULL DEFAULT 0",
    "r2p_s": "REAL",
    "handoff_s": "REAL",
}
_NEW_OF_COMPLETIONS = {"recalled": "INTEGER NOT NULL DEFAULT 0", "lines": "INTEGER NOT NULL DEFAULT 0"}

_RECALLS = """
CREATE TABLE recalls(
  order_id TEXT NOT NULL, place INTEGER NOT NULL, step TEXT NOT NULL, number INTEGER NOT NULL, day TEXT NOT NULL,
  step_name TEXT NOT NULL, reason TEXT NOT NULL, restarts INTEGER NOT NULL, handed_over INTEGER NOT NULL,
  follows INTEGER NOT NULL, person TEXT NOT NULL, station TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY(order_id, place)
) STRICT
"""

_WASTE = """
CREATE TABLE waste(
  order_id TEXT NOT NULL, place INTEGER NOT NULL, step TEXT NOT NULL, number INTEGER NOT NULL, day TEXT NOT NULL,
  step_name TEXT NOT NULL, item TEXT NOT NULL, name TEXT NOT NULL, quantity INTEGER NOT NULL, reason TEXT NOT NULL,
  person TEXT NOT NULL, station TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY(order_id, place)
) STRICT
"""

_MORE_INDEXES = (
    """CREATE INDEX events_standing ON events(seq)
       WHERE kind IN ('item-out', 'item-back', 'station-closed', 'station-opened')""",
    "CREATE INDEX completions_work ON completions(step, day) WHERE too_fast = 0 AND recalled = 0",
    "CREATE INDEX recalls_day ON recalls(day)",
    "CREATE INDEX waste_day ON waste(day)",
)


@_migration
def m002_hands(db: Database) -> None:
    """What kitchens do beside bumping: recalls, waste, holds and changes, and the clocks that end at the hand-over.

    The new columns of orders that are there already are computed from their events, all in this one transaction.
    """
    for table, columns in (("orders", _NEW_OF_ORDERS), ("completions", _NEW_OF_COMPLETIONS)):
        for column, kind in columns.items():
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    _run(db, _RECALLS, _WASTE, *_MORE_INDEXES)
    fill(db.conn, {"orders": tuple(_NEW_OF_ORDERS), "completions": tuple(_NEW_OF_COMPLETIONS)}, ("recalls", "waste"))


_PROBLEMS = """
CREATE TABLE problems(
  id TEXT PRIMARY KEY, order_id TEXT NOT NULL, number INTEGER NOT NULL, day TEXT NOT NULL, step TEXT NOT NULL,
  step_name TEXT NOT NULL, procedure TEXT NOT NULL, playbook TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
  text TEXT NOT NULL, critical INTEGER NOT NULL, raised_at TEXT NOT NULL, person TEXT NOT NULL, station TEXT NOT NULL,
  resolved_at TEXT NOT NULL, resolver TEXT NOT NULL, answer TEXT NOT NULL
) STRICT
"""

_INDEXES_OF_PROBLEMS = (
    """CREATE INDEX events_problems ON events(seq)
       WHERE stream = 'counter' AND kind IN ('problem-raised', 'problem-resolved')""",
    "CREATE INDEX problems_day ON problems(day)",
    "CREATE INDEX problems_order ON problems(order_id)",
    "CREATE INDEX problems_open ON problems(day) WHERE resolved_at = ''",
)


@_migration
def m003_problems(db: Database) -> None:
    """What workers raise at a step, problems and suggestions; no older event holds one, so the table begins empty."""
    _run(db, _PROBLEMS, *_INDEXES_OF_PROBLEMS)


_ROUTINES = """
CREATE TABLE routines(
  occurrence TEXT PRIMARY KEY, routine TEXT NOT NULL, name TEXT NOT NULL, day TEXT NOT NULL, due_at TEXT NOT NULL,
  begun_at TEXT NOT NULL, done_at TEXT NOT NULL, missed_at TEXT NOT NULL, state TEXT NOT NULL, person TEXT NOT NULL,
  station TEXT NOT NULL, terminal TEXT NOT NULL, role TEXT NOT NULL, playbook TEXT NOT NULL, points INTEGER NOT NULL,
  points_kept INTEGER NOT NULL, skipped TEXT NOT NULL, readings INTEGER NOT NULL, out_of_spec INTEGER NOT NULL
) STRICT
"""


@_migration
def m004_routines(db: Database) -> None:
    """What is started by the clock or by hand; no older event tells of one, so the table begins empty."""
    _run(db, _ROUTINES, "CREATE INDEX routines_day ON routines(day)")


_SEEN = """
CREATE TABLE adherence(
  order_id TEXT NOT NULL, step TEXT NOT NULL, point TEXT NOT NULL, number INTEGER NOT NULL, day TEXT NOT NULL,
  step_name TEXT NOT NULL, words TEXT NOT NULL, critical INTEGER NOT NULL, mark TEXT NOT NULL, reason TEXT NOT NULL,
  person TEXT NOT NULL, station TEXT NOT NULL, procedure TEXT NOT NULL, at TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT 'self',
  PRIMARY KEY(order_id, step, point, source)
) STRICT
"""

_EXPERIENCE = (
    "ALTER TABLE adherence RENAME TO adherence_before",
    _SEEN,
    "INSERT INTO adherence SELECT *, 'self' FROM adherence_before ORDER BY rowid",
    "DROP TABLE adherence_before",
    "CREATE INDEX adherence_day ON adherence(day, step, point, mark, source)",
    "ALTER TABLE orders ADD COLUMN rating INTEGER",
    "ALTER TABLE orders ADD COLUMN rated_at TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX orders_rated ON orders(day) WHERE rating > 0",
)


@_migration
def m005_experience(db: Database) -> None:
    """Who saw how a point went, and how the guest liked it; no older event says either, so all marks are workers'."""
    _run(db, *_EXPERIENCE)


_PEOPLE = (
    """CREATE TABLE people(
         id TEXT PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL, trainee INTEGER NOT NULL, language TEXT NOT NULL,
         pin TEXT NOT NULL, badge TEXT NOT NULL, added_at INTEGER NOT NULL) STRICT""",
    "CREATE UNIQUE INDEX people_badge ON people(badge) WHERE badge <> ''",
    "CREATE TABLE guessing(id TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT",
)


@_migration
def m006_people(db: Database) -> None:
    """The people of the counter and the guesses at their PINs, outside the chain: a person can be removed."""
    _run(db, *_PEOPLE)


_VISITS = (
    "ALTER TABLE guests ADD COLUMN who TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE guests ADD COLUMN seq INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX guests_who ON guests(who, seq) WHERE who <> ''",
    """CREATE TABLE said(
         order_id TEXT NOT NULL, step TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY(order_id, step)) STRICT""",
    """CREATE TRIGGER guests_forgotten AFTER DELETE ON guests
       BEGIN DELETE FROM said WHERE order_id = OLD.order_id; END""",
    "UPDATE guests SET seq = coalesce((SELECT seq FROM events WHERE stream = order_id AND version = 1), 0)",
)


@_migration
def m007_visits(db: Database) -> None:
    """What two spellings of a guest's name have in common, and which lines they heard; both go with the guest's row."""
    _run(db, *_VISITS)
    names = db.execute("SELECT DISTINCT name FROM guests").fetchall()
    db.conn.executemany("UPDATE guests SET who = ? WHERE name = ?", [(name_key(name), name) for (name,) in names])


PLAYBOOKS_STAY = (
    """CREATE TRIGGER playbooks_never_change BEFORE UPDATE OF hash, id, json ON playbooks
       BEGIN SELECT RAISE(ABORT, 'the journal only grows: a playbook that was worked by is never changed'); END""",
    """CREATE TRIGGER playbooks_never_go BEFORE DELETE ON playbooks
       BEGIN SELECT RAISE(ABORT, 'the journal only grows: a playbook that was worked by is never deleted'); END""",
)

_VERSIONS = (
    """CREATE INDEX events_versions ON events(seq) WHERE stream = 'counter'
       AND kind IN ('playbook-approved', 'playbook-published', 'procedure-read')""",
    "CREATE INDEX completions_person ON completions(person, step, procedure)",
    "CREATE INDEX completions_version ON completions(step, procedure, day)",
    "CREATE INDEX adherence_version ON adherence(step, procedure, day)",
)


@_migration
def m008_versions(db: Database) -> None:
    """Playbooks that only are added, and ways to what was done under each version; no older event tells of one."""
    _run(db, *PLAYBOOKS_STAY, *_VERSIONS)


_ACTING, _ALLERGY = ("role", "stand_in", "coach"), ("allergy_seen_by", "allergy_seen_at")


@_migration
def m009_acting(db: Database) -> None:
    """As whom a step was done: its role, why somebody stood in, and who coached; the role is filled in for old rows."""
    for column in _ACTING:
        db.execute(f"ALTER TABLE completions ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    fill(db.conn, {"completions": _ACTING}, ())


@_migration
def m010_allergy(db: Database) -> None:
    """Who saw the allergy of an order at a step's station; of old orders that is whoever took them under a name."""
    for column in _ALLERGY:
        db.execute(f"ALTER TABLE completions ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    fill(db.conn, {"completions": _ALLERGY}, ())


@_migration
def m011_coached(db: Database) -> None:
    """A coach's marks as the marks of the points, in the rows of coached steps and the counts of their orders."""
    fill_coached(db.conn)


_REMAKES = """
CREATE TABLE remakes(
  order_id TEXT NOT NULL, place INTEGER NOT NULL, step TEXT NOT NULL, number INTEGER NOT NULL, day TEXT NOT NULL,
  step_name TEXT NOT NULL, item TEXT NOT NULL, name TEXT NOT NULL, quantity INTEGER NOT NULL, cause TEXT NOT NULL,
  price_cents INTEGER, since TEXT NOT NULL, made TEXT NOT NULL, at TEXT NOT NULL, made_again TEXT NOT NULL,
  person TEXT NOT NULL, station TEXT NOT NULL,
  PRIMARY KEY(order_id, place)
) STRICT
"""


@_migration
def m012_remakes(db: Database) -> None:
    """What was made again; no older event tells of one, so the table begins empty."""
    _run(db, _REMAKES, "CREATE INDEX remakes_day ON remakes(day)")


_REFUSED = (
    """CREATE TABLE refused(
         id TEXT PRIMARY KEY, source TEXT NOT NULL, reference TEXT NOT NULL, reason TEXT NOT NULL, text BLOB NOT NULL,
         size INTEGER NOT NULL, at INTEGER NOT NULL, salt TEXT NOT NULL) STRICT""",
    "CREATE INDEX refused_key ON refused(source, reference)",
    """CREATE INDEX events_refusals ON events(seq)
       WHERE stream = 'counter' AND kind IN ('order-refused', 'refusal-answered')""",
)


@_migration
def m013_refused(db: Database) -> None:
    """Orders from outside that were refused, as they came, outside the chain: their texts can be forgotten."""
    _run(db, *_REFUSED)


_LINES = """
CREATE TABLE lines(
  order_id TEXT NOT NULL, line INTEGER NOT NULL, number INTEGER NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL,
  item TEXT NOT NULL, name TEXT NOT NULL, choices TEXT NOT NULL, quantity INTEGER NOT NULL,
  price_cents INTEGER NOT NULL, total_cents INTEGER NOT NULL, combo INTEGER NOT NULL, taken_at TEXT NOT NULL,
  made_at TEXT NOT NULL, finished_at TEXT NOT NULL, late INTEGER NOT NULL,
  PRIMARY KEY(order_id, line)
) STRICT
"""


@_migration
def m014_lines(db: Database) -> None:
    """What was sold, line by line; filled in from the events of all orders there are."""
    _run(db, _LINES, "CREATE INDEX lines_day ON lines(day)")
    fill(db.conn, {}, ("lines",))


_ORDER, _PLAYBOOK = ("order_id", "orders", "order_id"), ("playbook", "playbooks", "hash")

_KEYS = {
    "orders": (_PLAYBOOK,),
    "completions": (_ORDER, _PLAYBOOK),
    "problems": (_PLAYBOOK,),
    "routines": (_PLAYBOOK,),
    **dict.fromkeys(("lines", "adherence", "recalls", "waste", "remakes"), (_ORDER,)),
}
"""By table: a column, and what it names. `events.stream` and `readings.order_id` may name a routine's occurrence or the
counter, and `problems.order_id` the counter, so they are no keys."""

_DESCRIPTIONS = """
CREATE TABLE descriptions(
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, description TEXT NOT NULL,
  PRIMARY KEY(table_name, column_name)
) STRICT
"""


@_migration
def m015_readers(db: Database) -> None:
    """What other programs read the record by: keys from table to table, views, and every column in words."""
    for table, keys in _KEYS.items():
        db.table(table).transform(add_foreign_keys=keys)
    db.execute(_DESCRIPTIONS)
    show(db)


def show(db: Database) -> None:
    """Make the views anew, and what is said of tables and columns: the last step of a migration that touches any.

    One that makes a table anew drops its view before. A view has its table's columns, with NULL for what is empty
    there: nothing happened yet, or nobody is named.
    """
    for model in READ_MODELS:
        cells = [
            column if number or column in (*model.key, "order_id", "day") else f"nullif({column}, '') AS {column}"
            for column, number in zip(model.columns, model.numbers, strict=True)
        ]
        db.execute(f"DROP VIEW IF EXISTS {view_of(model.table)}")
        select = f"SELECT {', '.join(cells)} FROM {model.table}"  # noqa: S608 - names from the code alone
        db.execute(f"CREATE VIEW {view_of(model.table)} AS {select}")
    db.execute("DELETE FROM descriptions")
    db.conn.executemany("INSERT INTO descriptions VALUES (?, ?, ?)", described())


SEALS_STAY = (
    """CREATE TRIGGER seals_never_change BEFORE UPDATE ON seals
       BEGIN SELECT RAISE(ABORT, 'the journal only grows: seals are never changed'); END""",
    """CREATE TRIGGER seals_never_go BEFORE DELETE ON seals
       BEGIN SELECT RAISE(ABORT, 'the journal only grows: seals are never deleted'); END""",
)

_SEALS = (
    """CREATE TABLE seals(
         seq INTEGER PRIMARY KEY, beside TEXT NOT NULL, row TEXT NOT NULL, seal TEXT NOT NULL, newest INTEGER NOT NULL,
         hash TEXT NOT NULL) STRICT""",
    *SEALS_STAY,
    "ALTER TABLE guests ADD COLUMN salt TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE people ADD COLUMN salt TEXT NOT NULL DEFAULT ''",
    "UPDATE guests SET salt = lower(hex(randomblob(16)))",
    "UPDATE people SET salt = lower(hex(randomblob(16)))",
)


@_migration
def m016_seals(db: Database) -> None:
    """Seals of all rows beside the events, as they stand: from now on an edit of one is found."""
    _run(db, *_SEALS)
    for table in KEYS:
        if table not in LATER:
            seal_all(db.conn, table)


@_migration
def m017_not_proved(db: Database) -> None:
    """A way to what was done by whom a command only named; no older event tells of it."""
    db.execute("CREATE INDEX events_not_proved ON events(stream) WHERE instr(data, '\"not_proved\":true')")


@_migration
def m018_typed(db: Database) -> None:
    """What was typed of a reading, filled in from the events; what was forgotten until now is sealed as gone."""
    db.execute(f"DROP VIEW {view_of('readings')}")
    db.execute("ALTER TABLE readings ADD COLUMN typed TEXT NOT NULL DEFAULT ''")
    fill(db.conn, {"readings": ("typed",)}, ())
    show(db)
    seal_gone(db.conn)


@_migration
def m019_back(db: Database) -> None:
    """Which reading sent an order back by itself, and how often; no older event tells of one."""
    db.execute(f"DROP VIEW {view_of('recalls')}")
    texts = ("spec TEXT NOT NULL DEFAULT ''", "read_at TEXT NOT NULL DEFAULT ''")
    for column in (*texts, "round INTEGER NOT NULL DEFAULT 0"):
        db.execute(f"ALTER TABLE recalls ADD COLUMN {column}")
    show(db)


_FIELDS = (
    """CREATE TABLE fields(
         id TEXT PRIMARY KEY, order_id TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, days INTEGER NOT NULL,
         due INTEGER NOT NULL DEFAULT 0, salt TEXT NOT NULL) STRICT""",
    "CREATE INDEX fields_order ON fields(order_id)",
    "CREATE INDEX fields_due ON fields(due) WHERE due > 0",
)


@_migration
def m020_fields(db: Database) -> None:
    """What is said of orders' fields, outside the chain: it can be forgotten, each field after days of its own."""
    _run(db, *_FIELDS)
    show(db)
