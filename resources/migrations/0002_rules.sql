-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rules of policies take the place of single terms; what conduct rules remember is kept with the hits.
CREATE TABLE rule_hits (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  message_id INTEGER NOT NULL REFERENCES messages (id),
  version INTEGER NOT NULL, -- of the message; -1 where it has no text (a deletion, a picture)
  rule TEXT NOT NULL,
  variant TEXT NOT NULL,
  category TEXT NOT NULL,
  policy TEXT NOT NULL,
  policy_version INTEGER NOT NULL,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 5),
  confidence_percent INTEGER NOT NULL CHECK (confidence_percent BETWEEN 0 AND 100),
  author TEXT NOT NULL CHECK (author IN ('agent', 'contact', 'system')),
  level INTEGER NOT NULL,
  is_edited_away INTEGER NOT NULL CHECK (is_edited_away IN (0, 1)),
  opens_flag INTEGER NOT NULL CHECK (opens_flag IN (0, 1)),
  is_background INTEGER NOT NULL CHECK (is_background IN (0, 1)),
  flag_id INTEGER REFERENCES flags (id),
  found_at INTEGER NOT NULL,
  spans TEXT NOT NULL, -- [[message, start, end], ...] in code points
  explanation BLOB NOT NULL, -- steps as JSON
  UNIQUE (message_id, version, rule)
) STRICT;
-- @next
-- Named as terms that fire by themselves are, so that they are known again. The places of one term in one
-- text become one hit; of terms on the same line of a lexicon the gravest speaks.
INSERT INTO rule_hits
SELECT min(h.id), h.conversation_id, h.message_id, h.version, t.lexicon_name || ':' || t.line, '', t.category,
       t.lexicon_name, t.lexicon_version, max(t.severity), 80, m.author, h.level, 0, t.severity >= 3, 0, h.flag_id,
       h.found_at,
       (SELECT json_group_array(json(span)) FROM (
          SELECT DISTINCT json_array(o.message_id, json_extract(s.value, '$[0]'), json_extract(s.value, '$[1]')) AS span
          FROM hits o JOIN fired_terms u ON u.id = o.term_id JOIN json_each(o.spans) s
          WHERE o.message_id = h.message_id AND o.version = h.version
            AND u.lexicon_name = t.lexicon_name AND u.line = t.line
          ORDER BY json_extract(s.value, '$[0]'), json_extract(s.value, '$[1]'))),
       CAST(json_array(json_object('step', 'matched', 'subject', t.text, 'detail', t.note)) AS BLOB)
FROM hits h JOIN fired_terms t ON t.id = h.term_id JOIN messages m ON m.id = h.message_id
GROUP BY h.message_id, h.version, t.lexicon_name, t.line;
-- @next
UPDATE flags SET hit_count = (SELECT count(*) FROM rule_hits h WHERE h.flag_id = flags.id)
WHERE EXISTS (SELECT 1 FROM rule_hits h WHERE h.flag_id = flags.id);
-- @next
DROP TABLE hits;
-- @next
DROP TABLE fired_terms;
-- @next
ALTER TABLE rule_hits RENAME TO hits;
-- @next
CREATE INDEX hits_conversation ON hits (conversation_id);
-- @next
CREATE INDEX hits_flag ON hits (flag_id, found_at, id) WHERE flag_id IS NOT NULL;
-- @next
-- The first version may be missing, and a deletion has none; what an edit brought is there.
CREATE TRIGGER hits_version_known BEFORE INSERT ON hits
WHEN NEW.version > 0
  AND NOT EXISTS (SELECT 1 FROM message_versions WHERE message_id = NEW.message_id AND version = NEW.version)
BEGIN
  SELECT RAISE(ABORT, 'no such version of the message');
END;
-- @next
-- Each policy and list as it was when it first scanned: hits stay reproducible whatever becomes of it.
CREATE TABLE policy_versions (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  digest TEXT NOT NULL, -- SHA-256 of the text
  text TEXT NOT NULL,
  first_used_at INTEGER NOT NULL,
  UNIQUE (name, version, digest)
) STRICT;
-- @next
CREATE TRIGGER policy_versions_no_update BEFORE UPDATE ON policy_versions
BEGIN
  SELECT RAISE(ABORT, 'policy versions are append-only');
END;
-- @next
CREATE TRIGGER policy_versions_no_delete BEFORE DELETE ON policy_versions
BEGIN
  SELECT RAISE(ABORT, 'policy versions are append-only');
END;
-- @next
-- What conduct rules remember, as the TextCodec made it: it holds the words of the last bubbles.
CREATE TABLE conversation_states (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversations (id),
  last_at INTEGER NOT NULL, -- of the newest event in it
  close_at INTEGER NOT NULL, -- when the silence after it is looked at; 0 = not any more
  state BLOB NOT NULL
) STRICT;
-- @next
CREATE INDEX conversation_states_close ON conversation_states (close_at) WHERE close_at > 0;
-- @next
CREATE TABLE contact_states (
  contact_id INTEGER PRIMARY KEY REFERENCES contacts (id),
  state BLOB NOT NULL
) STRICT;
-- @next
CREATE TABLE agent_states (
  agent_id INTEGER PRIMARY KEY REFERENCES agents (id),
  state BLOB NOT NULL
) STRICT;
-- @next
-- Beginnings of words become a kind of term.
CREATE TABLE lexicon_terms_new (
  version_id INTEGER NOT NULL REFERENCES lexicon_versions (id),
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('literal', 'regex', 'prefix', 'near', 'expression')),
  language TEXT NOT NULL,
  category TEXT NOT NULL,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 5),
  direction TEXT NOT NULL CHECK (direction IN ('any', 'agent', 'contact')),
  note TEXT NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;
-- @next
INSERT INTO lexicon_terms_new SELECT * FROM lexicon_terms;
-- @next
DROP TABLE lexicon_terms;
-- @next
ALTER TABLE lexicon_terms_new RENAME TO lexicon_terms;
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
CREATE TRIGGER lexicon_terms_no_replace BEFORE INSERT ON lexicon_terms
WHEN EXISTS (SELECT 1 FROM lexicon_terms WHERE version_id = NEW.version_id AND position = NEW.position)
BEGIN
  SELECT RAISE(ABORT, 'lexicon terms are append-only');
END;
