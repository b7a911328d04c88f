-- Offices, drafts and the append-only list of changes. Every row carries its
-- office. Times are UTC, RFC 3339 with milliseconds. The large columns come
-- last, so that lists do not read them.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE offices (
  id         TEXT PRIMARY KEY,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  profile    TEXT NOT NULL CHECK (json_valid(profile))
);

CREATE TABLE drafts (
  id         INTEGER PRIMARY KEY,
  office_id  TEXT NOT NULL REFERENCES offices (id),
  year       INTEGER NOT NULL,
  format     TEXT NOT NULL,
  title      TEXT NOT NULL,
  status     TEXT NOT NULL,
  revision   INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  deleted_at TEXT,
  document   TEXT NOT NULL,
  UNIQUE (id, office_id)
);

-- One report a year; deleted ones are kept with their history.
CREATE UNIQUE INDEX drafts_office_year ON drafts (office_id, year) WHERE deleted_at IS NULL;

CREATE TABLE changes (
  id        INTEGER PRIMARY KEY,
  office_id TEXT NOT NULL,
  draft_id  INTEGER NOT NULL,
  change_id TEXT NOT NULL,
  revision  INTEGER NOT NULL,
  outcome   TEXT NOT NULL,
  cause     TEXT NOT NULL,
  undoes    TEXT NOT NULL,
  "by"      TEXT NOT NULL,
  "at"      TEXT NOT NULL,
  edits     TEXT NOT NULL,
  derived   TEXT NOT NULL,
  UNIQUE (draft_id, change_id),
  FOREIGN KEY (draft_id, office_id) REFERENCES drafts (id, office_id)
);

CREATE TRIGGER changes_keep_update BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'changes are append-only'); END;

CREATE TRIGGER changes_keep_delete BEFORE DELETE ON changes
BEGIN SELECT RAISE(ABORT, 'changes are append-only'); END;
