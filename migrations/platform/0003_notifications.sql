create sequence platform.notifications_id;
create sequence platform.contact_messages_id;
grant usage on sequence platform.notifications_id, platform.contact_messages_id to quartermaster_app;

-- The last five contact messages from each address; the fifth latest says whether another may come.
create table platform.contact_senders (
  address text primary key,
  sent_at timestamptz[] not null
);
grant select, insert, update, delete on platform.contact_senders to quartermaster_app;
