-- When the latest of a session's refresh tokens before the previous one were issued, the oldest first: a token that comes late
-- gets its own successor again, to the letter. As many as refresh.ts keeps.
alter table sessions add column earlier_issued_at timestamptz[] not null default '{}';
