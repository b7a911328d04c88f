-- The Word document an office puts its reports into: a red head, a cover.

CREATE TABLE letterheads (
  office_id TEXT PRIMARY KEY REFERENCES offices (id),
  name      TEXT NOT NULL,
  "by"      TEXT NOT NULL,
  "at"      TEXT NOT NULL,
  data      BLOB NOT NULL
);
