-- Published reports of other offices that went into this one: what they say of
-- a year is added to what the office's own report says.

CREATE TABLE predecessors (
  id        TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  year      INTEGER NOT NULL,
  "by"      TEXT NOT NULL,
  "at"      TEXT NOT NULL,
  document  TEXT NOT NULL
);

CREATE INDEX predecessors_office ON predecessors (office_id, year);
