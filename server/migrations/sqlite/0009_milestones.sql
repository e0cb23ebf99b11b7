-- What figures and lists need of a person, gathered from their interests, interviews and referrals.
-- Written by whatever writes one of these (`db/tables/milestones.rs`).

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

-- Gathered once for all.
insert into milestones (signatory, interested_at, self_registered, wish, standing_at,
    planned_at, adviser, appointments, missed, reached, scheme, entries, entered_on,
    stays_on, referrals, unanswered)
select p.id,
    (select min(n.received_at) from interests n where n.signatory = p.id
            and (n.withdrawn is null or n.withdrawn <> 'mistake')),
    coalesce((select max(case when n.origin in ('own_phone', 'kiosk', 'link') then 1 else 0 end)
        from interests n where n.signatory = p.id
            and (n.withdrawn is null or n.withdrawn <> 'mistake')), 0),
    (select case when n.wishes like '["social"%' then 'social' when n.wishes like '["training"%' then 'training' when n.wishes like '["vae"%' then 'vae' when n.wishes like '["employment"%' then 'employment' when n.wishes like '["language"%' then 'language' end from interests n where n.signatory = p.id
            and (n.withdrawn is null or n.withdrawn <> 'mistake') order by n.received_at desc, n.id desc limit 1),
    (select n.entered_at from interests n where n.signatory = p.id and n.withdrawn is null
        order by n.received_at desc, n.id limit 1),
    (select min(e.received_at) from interviews i
        join interview_events e on e.interview = i.id and e.place = 0 where i.signatory = p.id),
    (select i.adviser from interviews i where i.signatory = p.id
        order by i.starts_at desc, i.id desc limit 1),
    (select count(*) from interviews i join interview_events e on e.interview = i.id
        where i.signatory = p.id and e.kind in ('held', 'no_show', 'excused')
            and not exists (
                select 1 from interview_events c
                where c.interview = e.interview and c.place = e.place + 1
                    and c.kind in ('held', 'no_show', 'excused', 'cancelled_by_service'))),
    (select count(*) from interviews i join interview_events e on e.interview = i.id
        where i.signatory = p.id and e.kind in ('held', 'no_show', 'excused')
            and not exists (
                select 1 from interview_events c
                where c.interview = e.interview and c.place = e.place + 1
                    and c.kind in ('held', 'no_show', 'excused', 'cancelled_by_service')) and e.kind = 'no_show'),
    coalesce(
        (select max(
        case
            when r.entered_on is not null then 6
            when r.state = 'accepted' or exists (
                select 1 from referral_events e
                where e.referral = r.id and e.kind = 'accepted') then 5
            else 4
        end) from referrals r where r.signatory = p.id),
        case
            when exists (select 1 from interviews i
                where i.signatory = p.id and i.held_at is not null) then 3
            when exists (select 1 from interests n where n.signatory = p.id
            and (n.withdrawn is null or n.withdrawn <> 'mistake')) then 2
            else 1
        end),
    (select r.scheme from referrals r where r.signatory = p.id
        order by 
        case
            when r.entered_on is not null then 6
            when r.state = 'accepted' or exists (
                select 1 from referral_events e
                where e.referral = r.id and e.kind = 'accepted') then 5
            else 4
        end desc, r.sent_at desc, r.id desc limit 1),
    (select count(*) from referrals r where r.signatory = p.id and r.entered_on is not null),
    (select min(r.entered_on) from referrals r where r.signatory = p.id),
    (select min(case
            when r.entered_on is not null and (
                r.state in ('entered', 'completed')
                or (r.left_on is not null and r.left_on >= r.entered_on + 90)
                or (r.left_on is null and r.state_since / 86400000 >= r.entered_on + 90))
                then r.entered_on + 90
        end) from referrals r where r.signatory = p.id),
    (select count(*) from referrals r where r.signatory = p.id),
    (select count(*) from referrals r where r.signatory = p.id and r.state = 'expired')
from signatories p where true;
