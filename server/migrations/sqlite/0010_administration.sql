-- What supervisors administer: accounts of their directorate, and its centres.

-- When the account's owner last signed in, where it is known. An empty `password_hash` stands for
-- an account whose owner has not chosen a password yet: nobody can sign in to it.
alter table users add column signed_in_at integer;

-- The link by which the owner of an account chooses a password: one an account, the newest. Known
-- by the hash of its token: who reads the table cannot use it. Gone once it was used.
create table password_links (
    user blob primary key references users on delete cascade,
    token_hash blob not null unique,
    created_at integer not null,
    expires_at integer not null
) strict;

-- No intervention is planned at a closed centre; what took place there stays.
alter table centres add column closed integer not null default 0 check (closed in (0, 1));
