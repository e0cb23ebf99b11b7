-- The follow-up: organisations and their schemes, interviews, referrals, links for partners.
--
-- What happens to an interview or a referral is a list of events; `state` and the moments beside
-- it repeat what the events say, so that lists and figures need not read them.

create table organisations (
    id uuid primary key,
    directorate uuid not null references directorates,
    name text collate "C" not null,
    kind text collate "C" not null check (
        kind in ('directorate', 'coordinator', 'association', 'training_body', 'employment_service')
    ),
    email text collate "C",
    phone text collate "C",
    version bigint not null
);
create unique index organisations_by_name on organisations (directorate, name);

create table schemes (
    id uuid primary key,
    directorate uuid not null references directorates,
    organisation uuid not null references organisations,
    kind text collate "C" not null check (kind in ('social', 'training', 'vae', 'employment', 'language')),
    title text collate "C" not null,
    town text collate "C" not null,
    mode text collate "C" not null check (mode in ('in_person', 'remote')),
    entry_level text collate "C" check (entry_level in ('infra-A1', 'A1', 'A2', 'B1', 'B2')),
    target_level text collate "C" check (target_level in ('infra-A1', 'A1', 'A2', 'B1', 'B2')),
    publics text collate "C" not null,
    conditions text collate "C" not null,
    cumulative boolean not null,
    -- Without a limit where null.
    places integer,
    taken bigint not null check (taken >= 0),
    next_intake integer,
    open boolean not null,
    verified_on integer,
    version bigint not null,
    -- The last line of defence against giving a place twice.
    check (places is null or taken <= places)
);
create index schemes_by_directorate on schemes (directorate, kind);
create index schemes_by_organisation on schemes (organisation);

create table scheme_cards (
    scheme uuid not null references schemes on delete cascade,
    language text collate "C" not null,
    title text collate "C" not null,
    text text collate "C" not null,
    primary key (scheme, language)
);

create table interviews (
    id uuid primary key,
    directorate uuid not null references directorates,
    signatory uuid not null references signatories,
    interest uuid not null references interests,
    adviser uuid not null references users,
    state text collate "C" not null check (
        state in ('planned', 'held', 'no_show', 'excused', 'cancelled_by_service', 'withdrawn')
    ),
    starts_at bigint not null,
    ends_at bigint not null,
    -- When it was first entered as held, by our clock.
    held_at bigint,
    version bigint not null
);
create index interviews_by_signatory on interviews (signatory);
create index interviews_by_adviser on interviews (adviser, starts_at);
create index interviews_by_start on interviews (directorate, state, starts_at);

create table interview_events (
    interview uuid not null references interviews,
    place bigint not null,
    -- A claim of the device that took it, and our own time.
    at bigint not null,
    received_at bigint not null,
    author uuid references users,
    kind text collate "C" not null,
    -- domain::interview::InterviewEvent as JSON.
    what text collate "C" not null,
    primary key (interview, place)
);

create table referrals (
    id uuid primary key,
    directorate uuid not null references directorates,
    signatory uuid not null references signatories,
    scheme uuid not null references schemes,
    interview uuid not null references interviews,
    state text collate "C" not null check (
        state in ('sent', 'under_review', 'waitlisted', 'accepted', 'entered', 'completed',
            'dropped_out', 'declined', 'expired', 'superseded', 'withdrawn')
    ),
    -- By our clock.
    sent_at bigint not null,
    state_since bigint not null,
    -- Days as the partner gave them.
    entered_on integer,
    left_on integer,
    version bigint not null
);
create index referrals_by_signatory on referrals (signatory);
create index referrals_by_scheme on referrals (scheme, state);
create index referrals_by_state on referrals (directorate, state, state_since);

create table referral_events (
    referral uuid not null references referrals,
    place bigint not null,
    at bigint not null,
    received_at bigint not null,
    author uuid references users,
    kind text collate "C" not null,
    -- domain::referral::ReferralEvent as JSON.
    what text collate "C" not null,
    primary key (referral, place)
);

-- What lets a partner answer without an account. Known by the hash of its token: who reads the
-- table cannot use it.
create table partner_links (
    token_hash bytea primary key,
    referral uuid not null references referrals,
    created_at bigint not null,
    expires_at bigint not null,
    ended_at bigint
);
create index partner_links_by_referral on partner_links (referral);
