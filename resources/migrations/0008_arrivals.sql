-- SPDX-License-Identifier: GPL-3.0-or-later
-- What came before what it belongs to, and which files conversations came from.
-- Edits and revocations of messages that are not here, of which it is not known in which chat they are. They are
-- put aside, and done when their message comes.
CREATE TABLE waiting_changes (
  id INTEGER PRIMARY KEY,
  line_id INTEGER NOT NULL REFERENCES lines (id),
  message TEXT NOT NULL, -- the gateway's id of the message that is meant
  is_revocation INTEGER NOT NULL CHECK (is_revocation IN (0, 1)),
  edit_id TEXT NOT NULL,
  author TEXT NOT NULL CHECK (author IN ('agent', 'contact', 'system')),
  at INTEGER NOT NULL,
  text BLOB NOT NULL, -- sealed
  is_text_missing INTEGER NOT NULL CHECK (is_text_missing IN (0, 1)),
  put_aside_id INTEGER NOT NULL REFERENCES put_aside (id) ON DELETE CASCADE,
  UNIQUE (line_id, message, at, is_revocation, edit_id)
) STRICT;
-- @next
CREATE INDEX waiting_changes_put_aside ON waiting_changes (put_aside_id);
-- @next
-- Each import of a file with an exported chat, also where nothing of it was new.
CREATE TABLE imported_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32), -- of the whole file
  size INTEGER NOT NULL,
  name_key BLOB NOT NULL, -- keyed: file names say whose chat it is
  line_id INTEGER NOT NULL REFERENCES lines (id),
  zone TEXT NOT NULL, -- in which its times were read
  date_order TEXT NOT NULL CHECK (date_order IN ('day_first', 'month_first', 'year_first')),
  is_order_chosen INTEGER NOT NULL CHECK (is_order_chosen IN (0, 1)), -- by a person; else by the file
  first_at INTEGER NOT NULL, -- of its messages; 0 = none
  last_at INTEGER NOT NULL,
  messages INTEGER NOT NULL, -- in the file
  events INTEGER NOT NULL, -- handed in
  new_messages INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  put_aside INTEGER NOT NULL,
  imported_by TEXT NOT NULL,
  imported_at INTEGER NOT NULL, -- when it began
  ended_at INTEGER NOT NULL, -- 0 = not known: the program ended first
  was_stopped INTEGER NOT NULL CHECK (was_stopped IN (0, 1))
) STRICT;
-- @next
CREATE INDEX imported_files_sha256 ON imported_files (sha256, id);
-- @next
CREATE INDEX imported_files_name ON imported_files (name_key, id);
-- @next
CREATE INDEX imported_files_line ON imported_files (line_id);
