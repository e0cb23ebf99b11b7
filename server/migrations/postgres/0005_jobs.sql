-- What the server does by itself, and the messages it sends.
--
-- Work is derived from the records again and again; `unique (kind, subject, round)` keeps one
-- piece of work from being planned twice. A job that a worker holds is told by `locked_until`:
-- when that moment has passed without an end, the worker died and the job is free again.

create table jobs (
    id uuid primary key,
    directorate uuid not null references directorates,
    kind text collate "C" not null check (
        kind in ('partner_mail', 'partner_link', 'interview_invitation', 'interview_reminder',
            'interview_cancellation', 'referral_expiry', 'retention_dry_run')
    ),
    -- The referral, interview or directorate it is about.
    subject uuid not null,
    -- Which time of several: the number of the reminder, the minute of the wish for a link, the
    -- place of the interview's event, the number of the week.
    round bigint not null,
    state text collate "C" not null check (state in ('waiting', 'done', 'failed', 'cancelled')),
    due_at bigint not null,
    attempts bigint not null,
    -- Why the last attempt failed, or why nothing was done: a word, never a text from outside.
    last_error text collate "C",
    locked_until bigint,
    -- What a count came to.
    found bigint,
    created_at bigint not null,
    ended_at bigint,
    unique (kind, subject, round)
);
create index jobs_due on jobs (due_at) where state = 'waiting';
create index jobs_by_creation on jobs (directorate, created_at, id);
create index jobs_by_state on jobs (directorate, state, created_at, id);

-- A message of a job. To whom, not what: the words are made from the records when it leaves and
-- are not kept.
create table messages (
    id uuid primary key,
    directorate uuid not null references directorates,
    job uuid not null unique references jobs,
    signatory uuid references signatories,
    organisation uuid references organisations,
    template text collate "C" not null,
    -- Chosen when it leaves.
    channel text collate "C" check (channel in ('email', 'sms')),
    language text collate "C",
    state text collate "C" not null check (state in ('queued', 'sent', 'failed', 'stopped')),
    created_at bigint not null,
    sent_at bigint,
    check ((signatory is null) <> (organisation is null))
);
create index messages_by_signatory on messages (signatory) where signatory is not null;

-- People to whom nothing is sent by itself for now.
create table message_pauses (
    signatory uuid primary key references signatories,
    paused_at bigint not null,
    paused_by uuid not null references users
);

-- The address of an adviser's calendar, known by the hash of its secret. One an adviser.
create table calendar_feeds (
    token_hash bytea primary key,
    "user" uuid not null unique references users on delete cascade,
    created_at bigint not null
);
