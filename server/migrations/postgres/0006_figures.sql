-- Figures and exports.

-- The year's report: who was sent in a year.
create index referrals_by_sending on referrals (directorate, sent_at);

-- What was exported: the table behind the audit entry, which names it. The filter is the address
-- of a list, which names periods, centres and accounts, never a person.
create table exports (
    id uuid primary key,
    directorate uuid not null references directorates,
    author uuid not null references users,
    at bigint not null,
    shape text collate "C" not null check (shape in ('people', 'events')),
    format text collate "C" not null check (format in ('csv', 'xlsx')),
    filter text collate "C" not null,
    people bigint not null
);
create index exports_by_directorate on exports (directorate, at);
