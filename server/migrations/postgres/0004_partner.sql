-- A partner's wish for a new link, where the old one has run out: at most one a referral. Settled
-- when a new link is made.
create table link_requests (
    referral uuid primary key references referrals,
    requested_at bigint not null,
    settled_at bigint
);
create index link_requests_open on link_requests (requested_at) where settled_at is null;
