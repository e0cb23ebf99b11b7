-- A person who follows their own request: the session they open with the code of their receipt.
-- Known by the hash of its token: who reads the table cannot use it.
create table signatory_sessions (
    token_hash blob primary key,
    signatory blob not null references signatories,
    created_at integer not null,
    expires_at integer not null
) strict;
create index signatory_sessions_by_expiry on signatory_sessions (expires_at);

-- Times at which advisers offer interviews. Whether one is still free is told by the adviser's
-- planned interviews alone: an interview planned, moved or called off on a tablet takes or frees
-- it without anybody having to write here.
create table offered_slots (
    id blob primary key,
    directorate blob not null references directorates,
    adviser blob not null references users,
    starts_at integer not null,
    ends_at integer not null,
    mode text not null check (mode in ('in_person', 'remote')),
    place text not null,
    check (ends_at > starts_at)
) strict;
create index offered_slots_by_adviser on offered_slots (adviser, starts_at);
create index offered_slots_by_start on offered_slots (directorate, starts_at);
