-- The foundation: territory, accounts, visits, people, interests, and the log and feed of
-- synchronisation.
--
-- Identities are UUIDs as 16 bytes, moments milliseconds since 1970 (UTC), days day numbers since
-- 1970. Migrations only add: a release must run against the schema of the next.

-- One row: the timeline of this database. A restored backup gets a new epoch, so that devices
-- notice it.
create table meta (
    one integer primary key check (one = 1),
    epoch integer not null
) strict;

create table directorates (
    id blob primary key,
    name text not null unique,
    -- Filled with generated people: may be mixed with no real ones.
    demo integer not null default 0 check (demo in (0, 1))
) strict;

create table departments (
    code text primary key,
    name text not null,
    directorate blob not null references directorates
) strict;

create table communes (
    code text primary key,
    name text not null,
    folded_name text not null,
    department text not null references departments
) strict;
create index communes_by_name on communes (folded_name);

create table commune_postal_codes (
    postal_code text not null,
    commune text not null references communes on delete cascade,
    primary key (postal_code, commune)
) strict, without rowid;

create table centres (
    id blob primary key,
    directorate blob not null references directorates,
    name text not null,
    commune text not null references communes
) strict;
create index centres_by_directorate on centres (directorate);

create table users (
    id blob primary key,
    login text not null unique,
    display_name text not null,
    role text not null check (role in ('adviser', 'supervisor')),
    directorate blob not null references directorates,
    password_hash text not null,
    disabled integer not null default 0 check (disabled in (0, 1)),
    created_at integer not null
) strict;
create index users_by_directorate on users (directorate, role);

-- A session is known by the hash of its token: who reads the table cannot use it.
create table sessions (
    token_hash blob primary key,
    user blob not null references users on delete cascade,
    created_at integer not null,
    last_seen_at integer not null,
    idle_ms integer not null,
    expires_at integer not null
) strict;
create index sessions_by_user on sessions (user);
create index sessions_by_expiry on sessions (expires_at);

create table interventions (
    id blob primary key,
    directorate blob not null references directorates,
    centre blob not null references centres,
    starts_at integer not null,
    mode text not null check (mode in ('in_person', 'remote')),
    code text not null unique,
    code_expires_at integer not null,
    version integer not null
) strict;
create index interventions_by_start on interventions (directorate, starts_at);
create index interventions_by_centre on interventions (centre);

create table assignments (
    intervention blob not null references interventions on delete cascade,
    user blob not null references users on delete cascade,
    primary key (intervention, user)
) strict, without rowid;
create index assignments_by_user on assignments (user);

create table signatories (
    id blob primary key,
    directorate blob not null references directorates,
    family_name text not null,
    given_name text,
    -- Family and given name as `domain::person::fold_name` folds them, with a space between.
    folded_name text not null,
    birth_day integer,
    birth_year integer,
    phone text,
    email text,
    preferred text check (preferred in ('call', 'text', 'email', 'centre')),
    level text check (level in ('infra-A1', 'A1', 'A2', 'B1', 'B2')),
    training_ends integer,
    origin text not null
        check (origin in ('adviser', 'kiosk', 'own_phone', 'link', 'paper', 'import')),
    version integer not null,
    check (birth_day is null or birth_year is null)
) strict;
create index signatories_by_name on signatories (directorate, folded_name);
create index signatories_by_phone on signatories (directorate, phone) where phone is not null;

create table roster_entries (
    intervention blob not null references interventions,
    signatory blob not null references signatories,
    mark text check (mark in ('present', 'absent', 'excused')),
    marked_by blob references users,
    marked_at integer,
    version integer not null,
    primary key (intervention, signatory)
) strict, without rowid;
create index roster_entries_by_signatory on roster_entries (signatory);

create table interests (
    id blob primary key,
    signatory blob not null references signatories,
    intervention blob not null references interventions,
    -- Codes of kinds of scheme as a JSON list, the dearest first.
    wishes text not null,
    consent_text integer not null,
    consent_language text not null,
    consent_explained text not null check (consent_explained in ('read', 'aloud', 'interpreter')),
    consent_given_at integer not null,
    origin text not null
        check (origin in ('adviser', 'kiosk', 'own_phone', 'link', 'paper', 'import')),
    entered_by blob references users,
    entered_at integer not null,
    -- The server's own time beside the claims of devices.
    received_at integer not null,
    receipt text,
    withdrawn text check (withdrawn in ('by_person', 'mistake')),
    version integer not null
) strict;
create index interests_by_receipt on interests (receipt) where receipt is not null;
create index interests_by_signatory on interests (signatory);
create index interests_by_intervention on interests (intervention);

-- One installation of the application used by one account.
create table clients (
    id blob primary key,
    user blob not null references users,
    last_seq integer not null,
    last_seen_at integer not null,
    -- The device's clock minus ours, in milliseconds, at its last request.
    skew_ms integer not null
) strict;

-- What every device ever asked for, with what became of it. Never deleted.
create table command_log (
    client blob not null references clients,
    seq integer not null,
    hash integer not null,
    version integer not null,
    base integer not null,
    claimed_at integer not null,
    received_at integer not null,
    body blob not null,
    -- sync::Outcome, encoded.
    outcome blob not null,
    directorate blob not null references directorates,
    author blob not null references users,
    -- What the command is about, where it could be read; no references, since a refused command
    -- may name what does not exist.
    intervention blob,
    signatory blob,
    -- Whether a person has to look.
    open integer not null check (open in (0, 1)),
    closed_at integer,
    closed_by blob references users,
    primary key (client, seq)
) strict, without rowid;
create index command_log_open on command_log (directorate, received_at) where open = 1;

-- The last change number of each directorate, taken as the last statement of a transaction.
create table change_counters (
    directorate blob primary key references directorates,
    seq integer not null
) strict;

-- The feed that devices follow: one row a record and scope.
create table changes (
    directorate blob not null references directorates,
    seq integer not null,
    place integer not null,
    tag integer not null,
    scope blob not null,
    op text not null check (op in ('put', 'remove')),
    -- domain::Record for 'put', domain::RecordKey for 'remove', encoded.
    body blob not null,
    primary key (directorate, seq, place)
) strict, without rowid;

-- Who did what: identities only, never values.
create table audit (
    seq integer primary key autoincrement,
    at integer not null,
    directorate blob references directorates,
    actor blob,
    action text not null,
    subject blob,
    place blob
) strict;
