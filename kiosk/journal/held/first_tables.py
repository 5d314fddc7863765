"""The tables as the first migration makes them; what came later is in `schema`, and these never change."""

from __future__ import annotations

EVENTS = """
CREATE TABLE events(
  seq INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  op TEXT NOT NULL,
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  mono INTEGER NOT NULL,
  boot TEXT NOT NULL,
  "by" TEXT NOT NULL,
  station TEXT NOT NULL,
  data TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE(stream, version),
  UNIQUE(op, place)
) STRICT
"""

ONLY_GROWS = (
    """CREATE TRIGGER events_never_change BEFORE UPDATE ON events
       BEGIN SELECT RAISE(ABORT, 'the journal only grows: events are never changed'); END""",
    """CREATE TRIGGER events_never_go BEFORE DELETE ON events
       BEGIN SELECT RAISE(ABORT, 'the journal only grows: events are never deleted'); END""",
    """CREATE TRIGGER events_without_gap BEFORE INSERT ON events
       WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events)
       BEGIN SELECT RAISE(ABORT, 'the journal only grows: the next event has the next seq'); END""",
)

BESIDE = (
    """CREATE TABLE playbooks(
         hash TEXT PRIMARY KEY, id TEXT NOT NULL, json TEXT NOT NULL, stored_at INTEGER NOT NULL) STRICT""",
    "CREATE INDEX playbooks_id ON playbooks(id, stored_at)",
    """CREATE TABLE guests(
         order_id TEXT PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL, allergy TEXT NOT NULL) STRICT""",
    "CREATE TABLE followers(name TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT",
    "CREATE TABLE slips(order_id TEXT PRIMARY KEY, begun_at INTEGER NOT NULL, copies INTEGER NOT NULL) STRICT",
)

ORDERS = """
CREATE TABLE orders(
  order_id TEXT PRIMARY KEY, number INTEGER NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL, source TEXT NOT NULL,
  reference TEXT NOT NULL, playbook TEXT NOT NULL, opened_at TEXT NOT NULL, taken_at TEXT NOT NULL,
  finished_at TEXT NOT NULL, voided_at TEXT NOT NULL, void_reason TEXT NOT NULL, seconds REAL, items INTEGER NOT NULL,
  total_cents INTEGER NOT NULL, steps INTEGER NOT NULL, steps_on_time INTEGER NOT NULL, points INTEGER NOT NULL,
  points_kept INTEGER NOT NULL
) STRICT
"""

COMPLETIONS = """
CREATE TABLE completions(
  order_id TEXT NOT NULL, step TEXT NOT NULL, number INTEGER NOT NULL, day TEXT NOT NULL, step_name TEXT NOT NULL,
  station TEXT NOT NULL, terminal TEXT NOT NULL, person TEXT NOT NULL, procedure TEXT NOT NULL, playbook TEXT NOT NULL,
  opened_at TEXT NOT NULL, taken_up_at TEXT NOT NULL, bumped_at TEXT NOT NULL, waited_s REAL NOT NULL,
  took_s REAL NOT NULL, total_s REAL NOT NULL, target_s INTEGER NOT NULL, warn_s INTEGER NOT NULL,
  late_s INTEGER NOT NULL, earliest_s INTEGER NOT NULL, pace TEXT NOT NULL, too_fast INTEGER NOT NULL,
  items INTEGER NOT NULL,
  PRIMARY KEY(order_id, step)
) STRICT
"""

ADHERENCE = """
CREATE TABLE adherence(
  order_id TEXT NOT NULL, step TEXT NOT NULL, point TEXT NOT NULL, number INTEGER NOT NULL, day TEXT NOT NULL,
  step_name TEXT NOT NULL, words TEXT NOT NULL, critical INTEGER NOT NULL, mark TEXT NOT NULL, reason TEXT NOT NULL,
  person TEXT NOT NULL, station TEXT NOT NULL, procedure TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY(order_id, step, point)
) STRICT
"""

READINGS = """
CREATE TABLE readings(
  order_id TEXT NOT NULL, place INTEGER NOT NULL, step TEXT NOT NULL, spec TEXT NOT NULL, number INTEGER NOT NULL,
  day TEXT NOT NULL, name TEXT NOT NULL, value REAL NOT NULL, unit TEXT NOT NULL, minimum REAL, maximum REAL,
  within INTEGER NOT NULL, action TEXT NOT NULL, source TEXT NOT NULL, jurisdiction TEXT NOT NULL, person TEXT NOT NULL,
  station TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY(order_id, place)
) STRICT
"""

INDEXES = (
    "CREATE INDEX events_finished ON events(seq) WHERE kind = 'order-finished'",
    "CREATE UNIQUE INDEX orders_day ON orders(day, number)",
    "CREATE INDEX orders_open ON orders(order_id) WHERE state = 'open'",
    "CREATE INDEX completions_day ON completions(day)",
    "CREATE INDEX adherence_day ON adherence(day, step, point, mark)",
    "CREATE INDEX readings_day ON readings(day)",
)
