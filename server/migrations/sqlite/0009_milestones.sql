-- What figures and lists need of a person, gathered from their interests, interviews and referrals.
-- Written by whatever writes one of these (`db/tables/milestones.rs`); for what was written before,
-- at the end of the migrations.

-- When the partner decided, by our clock.
alter table referrals add column answered_at integer;
update referrals set answered_at = (
    select min(e.received_at) from referral_events e
    where e.referral = referrals.id and e.kind in ('accepted', 'declined', 'waitlisted'));

create table milestones (
    signatory blob primary key references signatories,
    -- The first interest, by our clock; and whether one was registered by the person.
    interested_at integer,
    self_registered integer not null,
    -- The kind named first in the latest interest.
    wish text,
    -- When the latest interest that stands was given, as claimed.
    standing_at integer,
    -- When the first interview was planned, by our clock; and who holds the latest.
    planned_at integer,
    adviser blob references users,
    -- Appointments that were to take place, and those not come to.
    appointments integer not null,
    missed integer not null,
    -- The rank of the stage reached, whatever day it is; from the day `stays_on` it is the last.
    reached integer not null,
    -- The scheme of the referral that came furthest, unless several were entered.
    scheme blob references schemes,
    entries integer not null,
    -- Days as the partners gave them.
    entered_on integer,
    stays_on integer,
    referrals integer not null,
    unanswered integer not null
) strict;

-- Who was met in a year, without looking up each interest.
create index interests_of_visits on interests (intervention, signatory, withdrawn, entered_by);
drop index interests_by_intervention;
