-- The follow-up: organisations and their schemes, interviews, referrals, links for partners.
--
-- What happens to an interview or a referral is a list of events; `state` and the moments beside
-- it repeat what the events say, so that lists and figures need not read them.

create table organisations (
    id blob primary key,
    directorate blob not null references directorates,
    name text not null,
    kind text not null check (
        kind in ('directorate', 'coordinator', 'association', 'training_body', 'employment_service')
    ),
    email text,
    phone text,
    version integer not null
) strict;
create unique index organisations_by_name on organisations (directorate, name);

create table schemes (
    id blob primary key,
    directorate blob not null references directorates,
    organisation blob not null references organisations,
    kind text not null check (kind in ('social', 'training', 'vae', 'employment', 'language')),
    title text not null,
    town text not null,
    mode text not null check (mode in ('in_person', 'remote')),
    entry_level text check (entry_level in ('infra-A1', 'A1', 'A2', 'B1', 'B2')),
    target_level text check (target_level in ('infra-A1', 'A1', 'A2', 'B1', 'B2')),
    publics text not null,
    conditions text not null,
    cumulative integer not null check (cumulative in (0, 1)),
    -- Without a limit where null.
    places integer,
    taken integer not null check (taken >= 0),
    next_intake integer,
    open integer not null check (open in (0, 1)),
    verified_on integer,
    version integer not null,
    -- The last line of defence against giving a place twice.
    check (places is null or taken <= places)
) strict;
create index schemes_by_directorate on schemes (directorate, kind);
create index schemes_by_organisation on schemes (organisation);

create table scheme_cards (
    scheme blob not null references schemes on delete cascade,
    language text not null,
    title text not null,
    text text not null,
    primary key (scheme, language)
) strict, without rowid;

create table interviews (
    id blob primary key,
    directorate blob not null references directorates,
    signatory blob not null references signatories,
    interest blob not null references interests,
    adviser blob not null references users,
    state text not null check (
        state in ('planned', 'held', 'no_show', 'excused', 'cancelled_by_service', 'withdrawn')
    ),
    starts_at integer not null,
    ends_at integer not null,
    -- When it was first entered as held, by our clock.
    held_at integer,
    version integer not null
) strict;
create index interviews_by_signatory on interviews (signatory);
create index interviews_by_adviser on interviews (adviser, starts_at);
create index interviews_by_start on interviews (directorate, state, starts_at);

create table interview_events (
    interview blob not null references interviews,
    place integer not null,
    -- A claim of the device that took it, and our own time.
    at integer not null,
    received_at integer not null,
    author blob references users,
    kind text not null,
    -- domain::interview::InterviewEvent as JSON.
    what text not null,
    primary key (interview, place)
) strict, without rowid;

create table referrals (
    id blob primary key,
    directorate blob not null references directorates,
    signatory blob not null references signatories,
    scheme blob not null references schemes,
    interview blob not null references interviews,
    state text not null check (
        state in ('sent', 'under_review', 'waitlisted', 'accepted', 'entered', 'completed',
            'dropped_out', 'declined', 'expired', 'superseded', 'withdrawn')
    ),
    -- By our clock.
    sent_at integer not null,
    state_since integer not null,
    -- Days as the partner gave them.
    entered_on integer,
    left_on integer,
    version integer not null
) strict;
create index referrals_by_signatory on referrals (signatory);
create index referrals_by_scheme on referrals (scheme, state);
create index referrals_by_state on referrals (directorate, state, state_since);

create table referral_events (
    referral blob not null references referrals,
    place integer not null,
    at integer not null,
    received_at integer not null,
    author blob references users,
    kind text not null,
    -- domain::referral::ReferralEvent as JSON.
    what text not null,
    primary key (referral, place)
) strict, without rowid;

-- What lets a partner answer without an account. Known by the hash of its token: who reads the
-- table cannot use it.
create table partner_links (
    token_hash blob primary key,
    referral blob not null references referrals,
    created_at integer not null,
    expires_at integer not null,
    ended_at integer
) strict;
create index partner_links_by_referral on partner_links (referral);
