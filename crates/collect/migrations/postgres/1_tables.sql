-- What happened, one row an event, in the words of the vocabulary. `day` is counted from 1970 in UTC, `at` in
-- milliseconds. `said` is 1 where somebody wrote a text of their own.
CREATE TABLE events (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at BIGINT NOT NULL,
  day BIGINT NOT NULL,
  kind TEXT NOT NULL,
  said BIGINT NOT NULL,
  event TEXT NOT NULL
);
CREATE INDEX events_by_day ON events (day);
CREATE INDEX events_that_say ON events (at) WHERE said = 1;

-- Keys of what was taken already, so that nothing counts twice; `until` when (milliseconds) they are needed.
CREATE TABLE seen (
  key BIGINT PRIMARY KEY,
  until BIGINT NOT NULL
);
CREATE INDEX seen_by_end ON seen (until);

-- Messages of the contact form, whole, as JSON.
CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  message TEXT NOT NULL
);
CREATE INDEX messages_by_time ON messages (at);

-- The outbox: one row for each message and way to deliver it. `state` is waiting, sending, delivered or dead;
-- `unsure` counts attempts of which nobody knows whether they reached the other side.
CREATE TABLE deliveries (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  way TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  unsure BIGINT NOT NULL,
  due BIGINT NOT NULL,
  fault TEXT NOT NULL
);
CREATE INDEX deliveries_by_state ON deliveries (state, due);
CREATE INDEX deliveries_by_message ON deliveries (message);

-- Sums, brought up to date with every batch: what figures are made of, however many events there are.
--
-- `span` stands for some days: 4 × the first of them, counted from 1970 in UTC, and 0 for a day, 1 for a week from Monday on,
-- 2 for eight weeks. The sum of a long span is that of its days, but for those in `broken_spans`: some of their days were
-- removed, `part` says from which tables.
CREATE TABLE broken_spans (
  part TEXT NOT NULL,
  span BIGINT NOT NULL,
  PRIMARY KEY (part, span)
);
CREATE TABLE sum_hours (
  hour BIGINT NOT NULL,
  reads BIGINT NOT NULL,
  searches BIGINT NOT NULL,
  without_hits BIGINT NOT NULL,
  not_opened BIGINT NOT NULL,
  yes BIGINT NOT NULL,
  no BIGINT NOT NULL,
  missing BIGINT NOT NULL,
  offered BIGINT NOT NULL,
  solved BIGINT NOT NULL,
  sent BIGINT NOT NULL,
  left_form BIGINT NOT NULL,
  PRIMARY KEY (hour)
);
CREATE TABLE sum_articles (
  span BIGINT NOT NULL,
  path TEXT NOT NULL,
  lang TEXT NOT NULL,
  revision TEXT NOT NULL,
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  reads BIGINT NOT NULL,
  yes BIGINT NOT NULL,
  no BIGINT NOT NULL,
  other_question BIGINT NOT NULL,
  unclear BIGINT NOT NULL,
  outdated BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  PRIMARY KEY (span, path, lang, revision)
);
CREATE TABLE sum_languages (
  day BIGINT NOT NULL,
  lang TEXT NOT NULL,
  reads BIGINT NOT NULL,
  searches BIGINT NOT NULL,
  without_hits BIGINT NOT NULL,
  yes BIGINT NOT NULL,
  no BIGINT NOT NULL,
  sent BIGINT NOT NULL,
  PRIMARY KEY (day, lang)
);
-- Queries by what they have in common, and how one of them was typed last. Sums name them by their number.
CREATE TABLE queries (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lang TEXT NOT NULL,
  normal TEXT NOT NULL,
  example TEXT NOT NULL,
  last_day BIGINT NOT NULL,
  UNIQUE (lang, normal)
);
CREATE TABLE sum_queries (
  span BIGINT NOT NULL,
  query BIGINT NOT NULL,
  asked BIGINT NOT NULL,
  without_hits BIGINT NOT NULL,
  not_opened BIGINT NOT NULL,
  again BIGINT NOT NULL,
  contact BIGINT NOT NULL,
  PRIMARY KEY (span, query)
);
CREATE TABLE sum_opened (
  span BIGINT NOT NULL,
  query BIGINT NOT NULL,
  path TEXT NOT NULL,
  times BIGINT NOT NULL,
  PRIMARY KEY (span, query, path)
);
CREATE TABLE sum_forms (
  span BIGINT NOT NULL,
  path TEXT NOT NULL,
  lang TEXT NOT NULL,
  offered BIGINT NOT NULL,
  solved BIGINT NOT NULL,
  sent BIGINT NOT NULL,
  left_form BIGINT NOT NULL,
  PRIMARY KEY (span, path, lang)
);
CREATE TABLE sum_missing (
  span BIGINT NOT NULL,
  path TEXT NOT NULL,
  times BIGINT NOT NULL,
  PRIMARY KEY (span, path)
);
CREATE TABLE sum_surveys (
  day BIGINT NOT NULL,
  survey TEXT NOT NULL,
  lang TEXT NOT NULL,
  score BIGINT NOT NULL,
  times BIGINT NOT NULL,
  PRIMARY KEY (day, survey, lang, score)
);
