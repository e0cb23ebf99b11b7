-- Up to which change the last backup holds everything: devices keep what came after it until there is
-- a later one, and send it again when the office has to be restored.
create table backups (
    directorate uuid not null primary key references directorates,
    epoch bigint not null,
    seq bigint not null,
    tag bigint not null,
    taken_at bigint not null
);

-- The same content from the same author is carried out once, under whatever number it comes.
create index command_log_content on command_log (author, hash);

-- How many commands waited on the installation when it was last heard of.
alter table clients add column waiting bigint not null default 0;
