-- Files that came back to an office for a year: the sealed scan, the county's
-- notice, its replies. A removed one can be brought back until its place is
-- needed. The content comes last, so that lists do not read it.

CREATE TABLE files (
  id         TEXT PRIMARY KEY,
  office_id  TEXT NOT NULL REFERENCES offices (id),
  year       INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  name       TEXT NOT NULL,
  type       TEXT NOT NULL,
  size       INTEGER NOT NULL,
  sha256     TEXT NOT NULL,
  "by"       TEXT NOT NULL,
  "at"       TEXT NOT NULL,
  removed_by TEXT NOT NULL DEFAULT '',
  removed_at TEXT NOT NULL DEFAULT '',
  data       BLOB NOT NULL CHECK (length(data) = size)
);

CREATE INDEX files_office ON files (office_id, year);
