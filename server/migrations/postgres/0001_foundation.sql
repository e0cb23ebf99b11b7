-- The foundation: territory, accounts, visits, people, interests, and the log and feed of
-- synchronisation.
--
-- Moments are milliseconds since 1970 (UTC), days day numbers since 1970. Words are compared byte
-- by byte, as SQLite does: lists have the same order on both. Migrations only add: a release must
-- run against the schema of the next.

-- One row: the timeline of this database. A restored backup gets a new epoch, so that devices
-- notice it.
create table meta (
    one bigint primary key check (one = 1),
    epoch bigint not null
);

create table directorates (
    id uuid primary key,
    name text collate "C" not null unique,
    -- Filled with generated people: may be mixed with no real ones.
    demo boolean not null default false
);

create table departments (
    code text collate "C" primary key,
    name text collate "C" not null,
    directorate uuid not null references directorates
);

create table communes (
    code text collate "C" primary key,
    name text collate "C" not null,
    folded_name text collate "C" not null,
    department text collate "C" not null references departments
);
create index communes_by_name on communes (folded_name);

create table commune_postal_codes (
    postal_code text collate "C" not null,
    commune text collate "C" not null references communes on delete cascade,
    primary key (postal_code, commune)
);

create table centres (
    id uuid primary key,
    directorate uuid not null references directorates,
    name text collate "C" not null,
    commune text collate "C" not null references communes
);
create index centres_by_directorate on centres (directorate);

create table users (
    id uuid primary key,
    login text collate "C" not null unique,
    display_name text collate "C" not null,
    role text collate "C" not null check (role in ('adviser', 'supervisor')),
    directorate uuid not null references directorates,
    password_hash text collate "C" not null,
    disabled boolean not null default false,
    created_at bigint not null
);
create index users_by_directorate on users (directorate, role);

-- A session is known by the hash of its token: who reads the table cannot use it.
create table sessions (
    token_hash bytea primary key,
    "user" uuid not null references users on delete cascade,
    created_at bigint not null,
    last_seen_at bigint not null,
    idle_ms bigint not null,
    expires_at bigint not null
);
create index sessions_by_user on sessions ("user");
create index sessions_by_expiry on sessions (expires_at);

create table interventions (
    id uuid primary key,
    directorate uuid not null references directorates,
    centre uuid not null references centres,
    starts_at bigint not null,
    mode text collate "C" not null check (mode in ('in_person', 'remote')),
    code text collate "C" not null unique,
    code_expires_at bigint not null,
    version bigint not null
);
create index interventions_by_start on interventions (directorate, starts_at);
create index interventions_by_centre on interventions (centre);

create table assignments (
    intervention uuid not null references interventions on delete cascade,
    "user" uuid not null references users on delete cascade,
    primary key (intervention, "user")
);
create index assignments_by_user on assignments ("user");

create table signatories (
    id uuid primary key,
    directorate uuid not null references directorates,
    family_name text collate "C" not null,
    given_name text collate "C",
    -- Family and given name as `domain::person::fold_name` folds them, with a space between.
    folded_name text collate "C" not null,
    birth_day integer,
    birth_year smallint,
    phone text collate "C",
    email text collate "C",
    preferred text collate "C" check (preferred in ('call', 'text', 'email', 'centre')),
    level text collate "C" check (level in ('infra-A1', 'A1', 'A2', 'B1', 'B2')),
    training_ends integer,
    origin text collate "C" not null
        check (origin in ('adviser', 'kiosk', 'own_phone', 'link', 'paper', 'import')),
    version bigint not null,
    check (birth_day is null or birth_year is null)
);
create index signatories_by_name on signatories (directorate, folded_name);
create index signatories_by_phone on signatories (directorate, phone) where phone is not null;

create table roster_entries (
    intervention uuid not null references interventions,
    signatory uuid not null references signatories,
    mark text collate "C" check (mark in ('present', 'absent', 'excused')),
    marked_by uuid references users,
    marked_at bigint,
    version bigint not null,
    primary key (intervention, signatory)
);
create index roster_entries_by_signatory on roster_entries (signatory);

create table interests (
    id uuid primary key,
    signatory uuid not null references signatories,
    intervention uuid not null references interventions,
    -- Codes of kinds of scheme as a JSON list, the dearest first.
    wishes text collate "C" not null,
    consent_text bigint not null,
    consent_language text collate "C" not null,
    consent_explained text collate "C" not null check (consent_explained in ('read', 'aloud', 'interpreter')),
    consent_given_at bigint not null,
    origin text collate "C" not null
        check (origin in ('adviser', 'kiosk', 'own_phone', 'link', 'paper', 'import')),
    entered_by uuid references users,
    entered_at bigint not null,
    -- The server's own time beside the claims of devices.
    received_at bigint not null,
    receipt text collate "C",
    withdrawn text collate "C" check (withdrawn in ('by_person', 'mistake')),
    version bigint not null
);
create index interests_by_receipt on interests (receipt) where receipt is not null;
create index interests_by_signatory on interests (signatory);
create index interests_by_intervention on interests (intervention);

-- One installation of the application used by one account.
create table clients (
    id uuid primary key,
    "user" uuid not null references users,
    last_seq bigint not null,
    last_seen_at bigint not null,
    -- The device's clock minus ours, in milliseconds, at its last request.
    skew_ms bigint not null
);

-- What every device ever asked for, with what became of it. Never deleted.
create table command_log (
    client uuid not null references clients,
    seq bigint not null,
    hash bigint not null,
    version bigint not null,
    base bigint not null,
    claimed_at bigint not null,
    received_at bigint not null,
    body bytea not null,
    -- sync::Outcome, encoded.
    outcome bytea not null,
    directorate uuid not null references directorates,
    author uuid not null references users,
    -- What the command is about, where it could be read; no references, since a refused command
    -- may name what does not exist.
    intervention uuid,
    signatory uuid,
    -- Whether a person has to look.
    open boolean not null,
    closed_at bigint,
    closed_by uuid references users,
    primary key (client, seq)
);
create index command_log_open on command_log (directorate, received_at) where open;

-- The last change number of each directorate, taken as the last statement of a transaction.
create table change_counters (
    directorate uuid primary key references directorates,
    seq bigint not null
);

-- The feed that devices follow: one row a record and scope.
create table changes (
    directorate uuid not null references directorates,
    seq bigint not null,
    place bigint not null,
    tag bigint not null,
    scope uuid not null,
    op text collate "C" not null check (op in ('put', 'remove')),
    -- domain::Record for 'put', domain::RecordKey for 'remove', encoded.
    body bytea not null,
    primary key (directorate, seq, place)
);

-- Who did what: identities only, never values.
create table audit (
    seq bigint generated by default as identity primary key,
    at bigint not null,
    directorate uuid references directorates,
    actor uuid,
    action text collate "C" not null,
    subject uuid,
    place uuid
);
