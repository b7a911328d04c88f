-- People who sign in, and the browsers they are signed in with. A session's
-- token is a hash of what the browser holds.

CREATE TABLE users (
  id         TEXT PRIMARY KEY,
  office_id  TEXT NOT NULL REFERENCES offices (id),
  name       TEXT NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('edit', 'review', 'admin')),
  password   TEXT NOT NULL,
  disabled   INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  UNIQUE (id, office_id)
);

-- Names are what people sign in with, in whichever office.
CREATE UNIQUE INDEX users_name ON users (name COLLATE NOCASE);

CREATE TABLE sessions (
  token      TEXT PRIMARY KEY,
  office_id  TEXT NOT NULL,
  user_id    TEXT NOT NULL,
  started_at TEXT NOT NULL,
  used_at    TEXT NOT NULL,
  FOREIGN KEY (user_id, office_id) REFERENCES users (id, office_id)
);

CREATE INDEX sessions_user ON sessions (user_id);
