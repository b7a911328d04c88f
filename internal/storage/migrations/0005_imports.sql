-- Files that were read and are being looked at, until they become a report or
-- are put away. What was read never changes; state holds what was decided
-- about it. Before an office is set up, office_id is empty. The large columns
-- come last.

CREATE TABLE imports (
  id         TEXT PRIMARY KEY,
  office_id  TEXT NOT NULL,
  batch      TEXT NOT NULL,
  purpose    TEXT NOT NULL,
  year       INTEGER NOT NULL,
  name       TEXT NOT NULL,
  "by"       TEXT NOT NULL,
  "at"       TEXT NOT NULL,
  problem    TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (json_valid(state)),
  report     TEXT NOT NULL,
  content    TEXT NOT NULL CHECK (json_valid(content)),
  data       BLOB
);

CREATE INDEX imports_office ON imports (office_id, "at");
