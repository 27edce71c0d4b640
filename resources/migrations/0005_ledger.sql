-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was or may have been missed: gaps, what could not be read, alarms of lines; and what is known of the
-- habit of a line, by which its silence is judged.
-- Times in which events of a line may have been missed, named by their beginning.
CREATE TABLE gaps (
  line_id INTEGER NOT NULL REFERENCES lines (id),
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL, -- 0 = still going on
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'recovered', 'unknown')),
  reason TEXT NOT NULL,
  recovered INTEGER NOT NULL, -- messages of that time which came first from history
  noted_at INTEGER NOT NULL, -- of the latest change
  PRIMARY KEY (line_id, from_at)
) STRICT, WITHOUT ROWID;
-- @next
CREATE INDEX gaps_open ON gaps (line_id, from_at) WHERE outcome = 'open';
-- @next
CREATE INDEX gaps_unknown ON gaps (line_id, from_at) WHERE outcome = 'unknown';
-- @next
-- What came and could not be read or kept. AUTOINCREMENT: a page of a list goes on after the id it ended with.
CREATE TABLE put_aside (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  gateway_id INTEGER NOT NULL REFERENCES gateways (id),
  line TEXT NOT NULL, -- the gateway's name of it; empty = not even that could be read
  lookup_key BLOB NOT NULL, -- of line and bytes: what comes again is the same row
  received_at INTEGER NOT NULL, -- for the first time
  times INTEGER NOT NULL, -- it came
  reason TEXT NOT NULL,
  bytes BLOB NOT NULL, -- sealed; empty: solved, or refused after it had been read
  size INTEGER NOT NULL, -- of the bytes before sealing; 0 = cannot be read again
  message BLOB NOT NULL, -- sealed; the message's id where the bytes are not at hand
  version TEXT NOT NULL, -- of the program that tried last
  attempts INTEGER NOT NULL,
  solved_at INTEGER, -- NULL = not yet
  UNIQUE (gateway_id, lookup_key)
) STRICT;
-- @next
CREATE INDEX put_aside_gateway ON put_aside (gateway_id, id);
-- @next
CREATE INDEX put_aside_waiting ON put_aside (gateway_id, line, reason) WHERE solved_at IS NULL;
-- @next
CREATE INDEX put_aside_readable ON put_aside (gateway_id, id) WHERE solved_at IS NULL AND size > 0;
-- @next
-- How much is put aside of a gateway, so that its bounds are kept without counting.
CREATE TABLE put_aside_totals (
  gateway_id INTEGER PRIMARY KEY REFERENCES gateways (id),
  row_count INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  not_kept INTEGER NOT NULL -- unsolved ones that had to go for later ones
) STRICT;
-- @next
CREATE TABLE line_alarms (
  line_id INTEGER NOT NULL REFERENCES lines (id),
  kind TEXT NOT NULL CHECK (kind IN ('silent', 'off_boarded', 'restricted', 'logged_out', 'history_refused')),
  raised_at INTEGER NOT NULL,
  cleared_at INTEGER, -- NULL = still
  detail TEXT NOT NULL,
  quiet_since INTEGER NOT NULL, -- of a silence: since when nothing came; 0 = not known
  usual_per_hour INTEGER NOT NULL, -- of a silence: what used to come instead; 0 = not known
  PRIMARY KEY (line_id, kind, raised_at)
) STRICT, WITHOUT ROWID;
-- @next
CREATE UNIQUE INDEX line_alarms_open ON line_alarms (line_id, kind) WHERE cleared_at IS NULL;
-- @next
CREATE TABLE line_activity (
  line_id INTEGER PRIMARY KEY REFERENCES lines (id),
  last_event_at INTEGER NOT NULL, -- something of a conversation came live, by our clock; 0 = not yet
  last_message_at INTEGER NOT NULL -- the newest message was sent; 0 = none
) STRICT;
-- @next
INSERT INTO line_activity SELECT line_id, 0, max(last_at) FROM conversations GROUP BY line_id;
-- @next
-- Messages of a line by the hour in which they were sent; the last weeks only.
CREATE TABLE line_hours (
  line_id INTEGER NOT NULL REFERENCES lines (id),
  hour INTEGER NOT NULL, -- hours since 1970
  messages INTEGER NOT NULL,
  PRIMARY KEY (line_id, hour)
) STRICT, WITHOUT ROWID;
-- @next
INSERT INTO line_hours SELECT line_id, sent_at / 3600000, count(*) FROM messages
WHERE sent_at >= (strftime('%s', 'now') - 35 * 86400) * 1000 GROUP BY line_id, sent_at / 3600000;
