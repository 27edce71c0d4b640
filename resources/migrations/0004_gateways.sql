-- SPDX-License-Identifier: GPL-3.0-or-later
-- More than one kind of gateway, with what each needs to be reached; what its lines can do; two more
-- interventions. A CHECK cannot be changed: both tables are made again. A table that others refer to is
-- emptied for a moment, which is looked at when the transaction ends.
PRAGMA defer_foreign_keys = ON;
-- @next
CREATE TEMP TABLE old_gateways AS SELECT id, kind, address, is_enabled FROM gateways;
-- @next
DROP TABLE gateways;
-- @next
CREATE TABLE gateways (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('waha', 'evolution', 'cloud_api', 'chat_export')),
  address TEXT NOT NULL,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  broker_address TEXT NOT NULL DEFAULT '',
  broker_exchange TEXT NOT NULL DEFAULT '',
  broker_queue TEXT NOT NULL DEFAULT '',
  business_account TEXT NOT NULL DEFAULT '',
  ca_file TEXT NOT NULL DEFAULT '',
  allows_plain_http INTEGER NOT NULL DEFAULT 0 CHECK (allows_plain_http IN (0, 1)),
  UNIQUE (kind, address, business_account)
) STRICT;
-- @next
INSERT INTO gateways (id, kind, address, is_enabled) SELECT id, kind, address, is_enabled FROM old_gateways;
-- @next
DROP TABLE old_gateways;
-- @next
-- Words of what the gateway can do for the line, separated by spaces; NULL = not known yet.
ALTER TABLE lines ADD COLUMN capabilities TEXT;
-- @next
ALTER TABLE messages ADD COLUMN content TEXT NOT NULL DEFAULT 'present'
  CHECK (content IN ('present', 'pending', 'unavailable'));
-- @next
-- An edit whose new text the gateway could not read.
ALTER TABLE message_versions ADD COLUMN is_text_missing INTEGER NOT NULL DEFAULT 0 CHECK (is_text_missing IN (0, 1));
-- @next
CREATE TEMP TABLE old_outbox AS SELECT * FROM outbox;
-- @next
DROP TABLE outbox;
-- @next
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('message_to_contact', 'delete_for_everyone', 'suspend_line', 'resume_line',
                                     'block_contact', 'unblock_contact')),
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
INSERT INTO outbox SELECT * FROM old_outbox;
-- @next
DROP TABLE old_outbox;
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
