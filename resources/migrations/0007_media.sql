-- SPDX-License-Identifier: GPL-3.0-or-later
-- What gateways hand out with messages. The bytes are files beside the store, named by their SHA-256.
CREATE TABLE media (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id),
  line_id INTEGER NOT NULL REFERENCES lines (id),
  state TEXT NOT NULL CHECK (state IN ('wanted', 'kept', 'expired', 'refused', 'too_large')),
  reference BLOB NOT NULL, -- what the gateway wants to hear, as the TextCodec made it
  told_size INTEGER NOT NULL, -- by the gateway; 0 = not known
  told_sha256 BLOB NOT NULL, -- by the gateway; empty = not known
  size INTEGER NOT NULL, -- of what is kept
  sha256 BLOB NOT NULL, -- of what is kept; empty = nothing is
  media_type TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_try_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  is_other_content INTEGER NOT NULL GENERATED ALWAYS AS (sha256 <> x'' AND told_sha256 <> x''
                                                         AND sha256 <> told_sha256) VIRTUAL,
  CHECK ((state = 'kept') = (sha256 <> x''))
) STRICT;
-- @next
CREATE INDEX media_due ON media (line_id, next_try_at) WHERE state = 'wanted';
-- @next
CREATE INDEX media_line ON media (line_id);
-- @next
CREATE INDEX media_sha256 ON media (sha256) WHERE state = 'kept';
