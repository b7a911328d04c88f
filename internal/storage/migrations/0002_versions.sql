-- Reports as they were when they were finalised. A version is written in the
-- transaction that changes the state, and never changed afterwards.

CREATE TABLE versions (
  id        INTEGER PRIMARY KEY,
  office_id TEXT NOT NULL,
  draft_id  INTEGER NOT NULL,
  number    INTEGER NOT NULL,
  revision  INTEGER NOT NULL,
  "by"      TEXT NOT NULL,
  "at"      TEXT NOT NULL,
  note      TEXT NOT NULL,
  sha256    TEXT NOT NULL,
  document  TEXT NOT NULL,
  UNIQUE (draft_id, number),
  FOREIGN KEY (draft_id, office_id) REFERENCES drafts (id, office_id)
);

CREATE TRIGGER versions_keep_update BEFORE UPDATE ON versions
BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;

CREATE TRIGGER versions_keep_delete BEFORE DELETE ON versions
BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
