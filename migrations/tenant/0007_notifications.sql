-- What somebody was told, in words of its day; made from an outbox event in the transaction that delivers the event.
create table notifications (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.notifications_id'),
  user_id bigint not null,
  kind text not null,
  event_id bigint not null,
  object_type text not null,
  object_id bigint not null,
  title text not null,
  text text not null default '',
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, event_id, user_id, kind, object_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index notifications_user on notifications (tenant_id, user_id, id);
create index notifications_unread on notifications (tenant_id, user_id, id) where read_at is null;
create index notifications_created on notifications (tenant_id, created_at);
select platform.protect('notifications', 'select, insert, update, delete');

-- Products that are below their reorder point and were told of: told once, until they have recovered.
create table low_stock (
  tenant_id bigint not null,
  product_id bigint not null,
  since timestamptz not null default now(),
  primary key (tenant_id, product_id),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
select platform.protect('low_stock', 'select, insert, delete');

-- The day of everybody's last digest, so that a job done twice sends none twice.
create table digests (
  tenant_id bigint not null,
  user_id bigint not null,
  sent_on date not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
select platform.protect('digests', 'select, insert, update, delete');

create table contact_messages (
  tenant_id bigint not null,
  id bigint not null default nextval('platform.contact_messages_id'),
  name text not null,
  email text not null,
  subject text not null,
  message text not null,
  ip text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index contact_messages_created on contact_messages (tenant_id, created_at, id);
select platform.protect('contact_messages', 'select, insert, delete');

create index outbox_mail on outbox (tenant_id, id) where kind = 'mail';
