-- The key pairs to which devices seal the keys of their stores, the newest last. Earlier ones stay: a
-- device may hold a key that was sealed to one of them. Made when the first device asks.
create table vault_keys (
    id integer primary key,
    private blob not null,
    public blob not null,
    made_at integer not null
) strict;

-- When this sign-in was used to ask for a device's key. A second time it takes the password again.
alter table sessions add column vault_asked_at integer;
