-- What waits for a person, counted by whoever watches over the deployment.
create index outbox_stuck on outbox (tenant_id, status) where status in ('kept', 'failed');
