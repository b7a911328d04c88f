-- What a person did to a draft is asked for by every window that hears of
-- somebody else's change. Rows of an index entry are in the order of their id.

CREATE INDEX changes_by ON changes (draft_id, "by");
