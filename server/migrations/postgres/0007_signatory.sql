-- A person who follows their own request: the session they open with the code of their receipt.
-- Known by the hash of its token: who reads the table cannot use it.
create table signatory_sessions (
    token_hash bytea primary key,
    signatory uuid not null references signatories,
    created_at bigint not null,
    expires_at bigint not null
);
create index signatory_sessions_by_expiry on signatory_sessions (expires_at);

-- Times at which advisers offer interviews. Whether one is still free is told by the adviser's
-- planned interviews alone: an interview planned, moved or called off on a tablet takes or frees
-- it without anybody having to write here.
create table offered_slots (
    id uuid primary key,
    directorate uuid not null references directorates,
    adviser uuid not null references users,
    starts_at bigint not null,
    ends_at bigint not null,
    mode text collate "C" not null check (mode in ('in_person', 'remote')),
    place text collate "C" not null,
    check (ends_at > starts_at)
);
create index offered_slots_by_adviser on offered_slots (adviser, starts_at);
create index offered_slots_by_start on offered_slots (directorate, starts_at);
