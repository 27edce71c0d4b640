-- SPDX-License-Identifier: GPL-3.0-or-later
-- A message that a program sent, not a person.
ALTER TABLE messages ADD COLUMN is_automatic INTEGER NOT NULL DEFAULT 0 CHECK (is_automatic IN (0, 1));
-- @next
-- Contacts whose history must be read from the first message on: something came too late for its place.
CREATE TABLE contacts_to_read (
  contact_id INTEGER PRIMARY KEY REFERENCES contacts (id)
) STRICT;
-- @next
-- What of their messages nobody has read yet.
CREATE TABLE messages_to_read (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id)
) STRICT;
-- @next
-- What was remembered so far followed the order of arrival, or nothing was remembered at all.
INSERT INTO contacts_to_read SELECT DISTINCT contact_id FROM conversations WHERE message_count > 0;
-- @next
-- Flags whose hits were withdrawn go; no later one may have the number under which somebody saw them.
CREATE TABLE gone_flags (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  newest INTEGER NOT NULL
) STRICT;
-- @next
INSERT INTO gone_flags VALUES (1, 0);
-- @next
-- INSERT OR REPLACE would delete without asking the other trigger.
CREATE TRIGGER policy_versions_no_replace BEFORE INSERT ON policy_versions
WHEN EXISTS (SELECT 1 FROM policy_versions WHERE id = NEW.id
             OR (name = NEW.name AND version = NEW.version AND digest = NEW.digest))
BEGIN
  SELECT RAISE(ABORT, 'policy versions are append-only');
END;
