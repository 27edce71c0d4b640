-- SPDX-License-Identifier: GPL-3.0-or-later
-- Times are UTC milliseconds. BLOB columns of texts, names, numbers and addresses hold what the
-- TextCodec made. Statements are separated by "-- @next".
CREATE TABLE gateways (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('waha')),
  address TEXT NOT NULL UNIQUE,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1))
) STRICT;
-- @next
CREATE TABLE lines (
  id INTEGER PRIMARY KEY,
  gateway_id INTEGER NOT NULL REFERENCES gateways (id),
  external_id TEXT NOT NULL,
  display_name BLOB NOT NULL,
  own_address BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unknown', 'stopped', 'starting', 'needs_pairing', 'working', 'failed')),
  state_at INTEGER NOT NULL,
  complete_until INTEGER NOT NULL,
  UNIQUE (gateway_id, external_id)
) STRICT;
-- @next
CREATE TABLE agents (
  id INTEGER PRIMARY KEY,
  pseudonym TEXT NOT NULL UNIQUE
) STRICT;
-- @next
CREATE TABLE line_agents (
  id INTEGER PRIMARY KEY,
  line_id INTEGER NOT NULL REFERENCES lines (id),
  agent_id INTEGER NOT NULL REFERENCES agents (id),
  since_at INTEGER NOT NULL, -- 0 = from the beginning
  until_at INTEGER -- NULL = still
) STRICT;
-- @next
CREATE INDEX line_agents_line ON line_agents (line_id, since_at);
-- @next
CREATE UNIQUE INDEX line_agents_current ON line_agents (line_id) WHERE until_at IS NULL;
-- @next
CREATE INDEX line_agents_agent ON line_agents (agent_id);
-- @next
CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  pseudonym TEXT NOT NULL UNIQUE,
  name BLOB NOT NULL,
  is_group INTEGER NOT NULL CHECK (is_group IN (0, 1))
) STRICT;
-- @next
-- Under which keys a contact is recognised. A second key (the phone number behind a lid) adds a row.
CREATE TABLE contact_ids (
  lookup_key BLOB PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contacts (id)
) STRICT, WITHOUT ROWID;
-- @next
CREATE INDEX contact_ids_contact ON contact_ids (contact_id);
-- @next
-- Every spelling under which gateways named the contact.
CREATE TABLE contact_addresses (
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  address_key BLOB NOT NULL,
  address BLOB NOT NULL,
  PRIMARY KEY (contact_id, address_key)
) STRICT, WITHOUT ROWID;
-- @next
CREATE TABLE conversations (
  id INTEGER PRIMARY KEY,
  line_id INTEGER NOT NULL REFERENCES lines (id),
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  chat_address BLOB NOT NULL,
  message_count INTEGER NOT NULL DEFAULT 0,
  first_at INTEGER NOT NULL DEFAULT 0,
  last_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (line_id, contact_id)
) STRICT;
-- @next
CREATE INDEX conversations_contact ON conversations (contact_id);
-- @next
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  line_id INTEGER NOT NULL REFERENCES lines (id),
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  external_id TEXT NOT NULL,
  author TEXT NOT NULL CHECK (author IN ('agent', 'contact', 'system')),
  kind TEXT NOT NULL CHECK (kind IN ('text', 'image', 'video', 'audio', 'document', 'sticker', 'location',
                                     'contact_card', 'unknown')),
  status TEXT NOT NULL CHECK (status IN ('unknown', 'error', 'pending', 'server', 'device', 'read', 'played')),
  sent_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  is_first_version_missing INTEGER NOT NULL CHECK (is_first_version_missing IN (0, 1)),
  revoked_at INTEGER NOT NULL, -- 0 = not revoked
  media_type TEXT NOT NULL,
  media_name BLOB NOT NULL,
  reply_to TEXT NOT NULL,
  UNIQUE (line_id, external_id)
) STRICT;
-- @next
CREATE INDEX messages_thread ON messages (conversation_id, sent_at, id);
-- @next
CREATE TABLE message_versions (
  message_id INTEGER NOT NULL REFERENCES messages (id),
  version INTEGER NOT NULL CHECK (version >= 0),
  at INTEGER NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('stream', 'history')),
  edit_id TEXT, -- NULL: not made by an edit that we saw
  text BLOB NOT NULL,
  PRIMARY KEY (message_id, version)
) STRICT, WITHOUT ROWID;
-- @next
CREATE UNIQUE INDEX message_versions_edit ON message_versions (message_id, edit_id) WHERE edit_id IS NOT NULL;
-- @next
-- A removed reaction stays as a row with an empty emoji, so that a late copy of it does not come back.
CREATE TABLE reactions (
  message_id INTEGER NOT NULL REFERENCES messages (id),
  author TEXT NOT NULL CHECK (author IN ('agent', 'contact', 'system')),
  at INTEGER NOT NULL,
  is_removed INTEGER NOT NULL CHECK (is_removed IN (0, 1)),
  emoji BLOB NOT NULL,
  PRIMARY KEY (message_id, author)
) STRICT, WITHOUT ROWID;
-- @next
CREATE TABLE flags (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  category TEXT NOT NULL,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 5),
  state TEXT NOT NULL CHECK (state IN ('open', 'escalated', 'dismissed', 'confirmed')),
  assignee TEXT NOT NULL,
  hit_count INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  last_hit_at INTEGER NOT NULL,
  -- The undecided flag to which new hits of its conversation and category go. An undo can reopen an
  -- older one beside it: that one does not collect.
  is_collecting INTEGER NOT NULL CHECK (is_collecting IN (0, 1)),
  list TEXT NOT NULL GENERATED ALWAYS AS (
    CASE state WHEN 'open' THEN 'inbox' WHEN 'escalated' THEN 'escalated' ELSE 'decided' END) VIRTUAL,
  urgency INTEGER NOT NULL GENERATED ALWAYS AS (-severity) VIRTUAL,
  CHECK (is_collecting = 0 OR state IN ('open', 'escalated'))
) STRICT;
-- @next
CREATE UNIQUE INDEX flags_collecting ON flags (conversation_id, category) WHERE is_collecting = 1;
-- @next
CREATE INDEX flags_conversation ON flags (conversation_id, category, id);
-- @next
CREATE INDEX flags_list ON flags (list, urgency, opened_at, id);
-- @next
-- A copy of each term that ever fired, as it was in that version: hits stay reproducible whatever
-- becomes of the lexicons.
CREATE TABLE fired_terms (
  id INTEGER PRIMARY KEY,
  lexicon_id INTEGER NOT NULL,
  lexicon_name TEXT NOT NULL,
  lexicon_version INTEGER NOT NULL,
  line INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('literal', 'regex', 'near', 'expression')),
  language TEXT NOT NULL,
  category TEXT NOT NULL,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 5),
  direction TEXT NOT NULL CHECK (direction IN ('any', 'agent', 'contact')),
  note TEXT NOT NULL,
  UNIQUE (lexicon_id, lexicon_version, line, text, kind, lexicon_name, language, category, severity, direction, note)
) STRICT;
-- @next
CREATE TABLE hits (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  message_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  term_id INTEGER NOT NULL REFERENCES fired_terms (id),
  flag_id INTEGER REFERENCES flags (id),
  found_at INTEGER NOT NULL,
  level INTEGER NOT NULL,
  first_start INTEGER NOT NULL,
  first_end INTEGER NOT NULL,
  spans TEXT NOT NULL, -- [[start, end], ...] in code points
  FOREIGN KEY (message_id, version) REFERENCES message_versions (message_id, version),
  UNIQUE (message_id, version, term_id, first_start, first_end)
) STRICT;
-- @next
CREATE INDEX hits_conversation ON hits (conversation_id);
-- @next
CREATE INDEX hits_flag ON hits (flag_id, found_at, id) WHERE flag_id IS NOT NULL;
-- @next
CREATE INDEX hits_term ON hits (term_id);
-- @next
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  flag_id INTEGER NOT NULL REFERENCES flags (id),
  kind TEXT NOT NULL CHECK (kind IN ('taken', 'released', 'dismissed', 'confirmed', 'escalated', 'snoozed', 'reopened',
                                     'undone')),
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason BLOB NOT NULL,
  undoes INTEGER UNIQUE REFERENCES decisions (id),
  CHECK ((kind = 'undone') = (undoes IS NOT NULL))
) STRICT;
-- @next
CREATE INDEX decisions_flag ON decisions (flag_id, id);
-- @next
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
BEGIN
  SELECT RAISE(ABORT, 'decisions are append-only');
END;
-- @next
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions
BEGIN
  SELECT RAISE(ABORT, 'decisions are append-only');
END;
-- @next
-- INSERT OR REPLACE would delete without asking the other trigger.
CREATE TRIGGER decisions_no_replace BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id OR undoes = NEW.undoes)
BEGIN
  SELECT RAISE(ABORT, 'decisions are append-only');
END;
-- @next
CREATE TABLE lexicons (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  live_version INTEGER NOT NULL -- 0 = none is live
) STRICT;
-- @next
CREATE INDEX lexicons_live ON lexicons (name) WHERE live_version > 0;
-- @next
CREATE TABLE lexicon_versions (
  id INTEGER PRIMARY KEY,
  lexicon_id INTEGER NOT NULL REFERENCES lexicons (id),
  version INTEGER NOT NULL CHECK (version >= 1),
  source_name TEXT NOT NULL,
  imported_by TEXT NOT NULL,
  imported_at INTEGER NOT NULL,
  UNIQUE (lexicon_id, version)
) STRICT;
-- @next
CREATE TABLE lexicon_terms (
  version_id INTEGER NOT NULL REFERENCES lexicon_versions (id),
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('literal', 'regex', 'near', 'expression')),
  language TEXT NOT NULL,
  category TEXT NOT NULL,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 5),
  direction TEXT NOT NULL CHECK (direction IN ('any', 'agent', 'contact')),
  note TEXT NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;
-- @next
CREATE TRIGGER lexicon_versions_no_update BEFORE UPDATE ON lexicon_versions
BEGIN
  SELECT RAISE(ABORT, 'lexicon versions are append-only');
END;
-- @next
CREATE TRIGGER lexicon_versions_no_delete BEFORE DELETE ON lexicon_versions
BEGIN
  SELECT RAISE(ABORT, 'lexicon versions are append-only');
END;
-- @next
CREATE TRIGGER lexicon_terms_no_update BEFORE UPDATE ON lexicon_terms
BEGIN
  SELECT RAISE(ABORT, 'lexicon terms are append-only');
END;
-- @next
CREATE TRIGGER lexicon_terms_no_delete BEFORE DELETE ON lexicon_terms
BEGIN
  SELECT RAISE(ABORT, 'lexicon terms are append-only');
END;
-- @next
CREATE TRIGGER lexicon_versions_no_replace BEFORE INSERT ON lexicon_versions
WHEN EXISTS (SELECT 1 FROM lexicon_versions WHERE id = NEW.id OR (lexicon_id = NEW.lexicon_id AND version = NEW.version))
BEGIN
  SELECT RAISE(ABORT, 'lexicon versions are append-only');
END;
-- @next
CREATE TRIGGER lexicon_terms_no_replace BEFORE INSERT ON lexicon_terms
WHEN EXISTS (SELECT 1 FROM lexicon_terms WHERE version_id = NEW.version_id AND position = NEW.position)
BEGIN
  SELECT RAISE(ABORT, 'lexicon terms are append-only');
END;
-- @next
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('message_to_contact', 'delete_for_everyone', 'suspend_line', 'resume_line')),
  state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'done', 'failed', 'cancelled')),
  line_id INTEGER NOT NULL REFERENCES lines (id),
  conversation_id INTEGER REFERENCES conversations (id),
  message_id INTEGER REFERENCES messages (id),
  text BLOB NOT NULL,
  external_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  ordered_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  answer BLOB NOT NULL
) STRICT;
-- @next
CREATE INDEX outbox_due ON outbox (state, due_at, id);
-- @next
CREATE INDEX outbox_line ON outbox (line_id, state);
-- @next
CREATE INDEX outbox_line_orders ON outbox (line_id, id) WHERE conversation_id IS NULL;
-- @next
CREATE INDEX outbox_conversation ON outbox (conversation_id, id);
-- @next
CREATE INDEX outbox_message ON outbox (message_id);
-- @next
CREATE TABLE hour_counts (
  what TEXT NOT NULL CHECK (what IN ('messages', 'conversations', 'hits', 'flags')),
  hour INTEGER NOT NULL, -- hours since 1970; 0 where the time does not matter
  count INTEGER NOT NULL,
  PRIMARY KEY (what, hour)
) STRICT, WITHOUT ROWID;
