-- Figures and exports.

-- The year's report: who was sent in a year.
create index referrals_by_sending on referrals (directorate, sent_at);

-- What was exported: the table behind the audit entry, which names it. The filter is the address
-- of a list, which names periods, centres and accounts, never a person.
create table exports (
    id blob primary key,
    directorate blob not null references directorates,
    author blob not null references users,
    at integer not null,
    shape text not null check (shape in ('people', 'events')),
    format text not null check (format in ('csv', 'xlsx')),
    filter text not null,
    people integer not null
) strict;
create index exports_by_directorate on exports (directorate, at);
