-- SPDX-License-Identifier: GPL-3.0-or-later
-- One person behind several contacts, so that it can be undone: contacts and conversations stay rows of their
-- own, and say with which other one they are shown.
ALTER TABLE contacts ADD COLUMN joined_to INTEGER REFERENCES contacts (id);
-- @next
-- The contact that stands for the person: the one that was known first.
ALTER TABLE contacts ADD COLUMN person_id INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(joined_to, id)) VIRTUAL;
-- @next
CREATE INDEX contacts_joined_to ON contacts (joined_to);
-- @next
CREATE INDEX contacts_person ON contacts (person_id);
-- @next
ALTER TABLE conversations ADD COLUMN joined_to INTEGER REFERENCES conversations (id);
-- @next
-- Where its messages are: the first conversation of the line with the person.
ALTER TABLE conversations ADD COLUMN thread_id INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(joined_to, id)) VIRTUAL;
-- @next
CREATE INDEX conversations_joined_to ON conversations (joined_to);
-- @next
-- To which conversation the message belongs by its address; NULL = to that in which it is.
ALTER TABLE messages ADD COLUMN received_in INTEGER;
-- @next
-- The same for orders, and for flags by the message that opened them.
ALTER TABLE outbox ADD COLUMN ordered_in INTEGER;
-- @next
ALTER TABLE flags ADD COLUMN opened_in INTEGER;
-- @next
-- What gateways said of who is who. Kept also where nobody has written yet, and where a person separated
-- the two, so that it is not done again.
CREATE TABLE contact_aliases (
  first_key BLOB NOT NULL,
  second_key BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('same_person', 'number_changed')),
  first_class TEXT NOT NULL, -- of the key: 'lid', 'phone' ...
  second_class TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (first_key, second_key)
) STRICT, WITHOUT ROWID;
-- @next
CREATE INDEX contact_aliases_second ON contact_aliases (second_key);
-- @next
-- Which two contacts are one person. Never removed: a separation marks it.
CREATE TABLE contact_merges (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kept_contact INTEGER NOT NULL REFERENCES contacts (id),
  joined_contact INTEGER NOT NULL REFERENCES contacts (id),
  kind TEXT NOT NULL CHECK (kind IN ('same_person', 'number_changed')),
  at INTEGER NOT NULL,
  undone_at INTEGER NOT NULL DEFAULT 0, -- 0 = holds
  undone_by TEXT NOT NULL DEFAULT '',
  UNIQUE (kept_contact, joined_contact)
) STRICT;
-- @next
CREATE INDEX contact_merges_joined ON contact_merges (joined_contact);
-- @next
-- What there is to be told of contents that are missing.
CREATE INDEX messages_content ON messages (content) WHERE content <> 'present';
-- @next
CREATE INDEX message_versions_missing ON message_versions (is_text_missing) WHERE is_text_missing = 1;
