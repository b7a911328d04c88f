-- What an office keeps beside its reports: its own wordings of the templates,
-- by format and key, and the county's requirements as the file it took over.

ALTER TABLE offices ADD COLUMN wordings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(wordings));
ALTER TABLE offices ADD COLUMN requirements TEXT NOT NULL DEFAULT '';
