-- Named as PostgreSQL knows it too: an index of a part serves only who asks in its words.
drop index command_log_open;
create index command_log_open on command_log (directorate, received_at) where open;
