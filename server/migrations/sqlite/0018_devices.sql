-- Devices that are revoked: locked when they are next heard of, relieved of what waited on them, and emptied.

-- The installation that last synchronised in a session; it ends with that installation. A session that was
-- ended so stays until it would have ended anyway, so that its page can be told why.
alter table sessions add column client blob references clients;
alter table sessions add column revoked_at integer;
create index sessions_by_client on sessions (client);

-- When the password was last given in a session that spoke for it: from then on its lease runs.
alter table clients add column password_at integer;
alter table clients add column revoked_at integer;
alter table clients add column revoked_by blob references users;
-- When the first of what waited on it arrived after that, and when it was told to empty itself.
alter table clients add column surrendered_at integer;
alter table clients add column emptied_at integer;
-- Of an installation that stands for what was taken into quarantine: from which device it came. Its own
-- identity stands there where it came as a file. No foreign key: rows are carried over in the order of their
-- identities.
alter table clients add column quarantine_of blob;
-- Of an installation that stands for what its author brought as a file: no device.
alter table clients add column imported_at integer;
create index clients_by_quarantine on clients (quarantine_of);

-- What was handed over without its author: each parcel once. What of it could not be read is kept as it came.
create table parcels (
    digest blob primary key,
    directorate blob not null references directorates,
    -- The device it came from; none where it came as a file.
    client blob references clients,
    -- Whose store it says it holds; none where that could not be read.
    owner blob references users,
    came_at integer not null,
    -- Entries that were new, that had arrived before, and that could not be read.
    entries integer not null,
    known integer not null,
    unreadable integer not null,
    -- The whole parcel, where something in it could not be read.
    sealed blob
) strict;
create index parcels_by_client on parcels (client);

-- Which lists of people a device was given.
create index audit_lists_given on audit (subject, place) where action = 'list_given';
