//! What figures need of a person, gathered from everything that happened to them: the row of the
//! table `milestones`. Plain SQL that every database reads, for one person or for all.
//!
//! Without it each figure would look up interests, interviews, referrals and their events for
//! everybody who was met in a year; decision 0015 has the figures.

use app::api::figures::STAYS;
use domain::scheme::SchemeKind;

/// How far the referral `r` came, as the rank of a stage, whatever day it is: who stays is told by
/// [`stays_on`].
pub(super) const RANK: &str = "
        case
            when r.entered_on is not null then 6
            when r.state = 'accepted' or exists (
                select 1 from referral_events e
                where e.referral = r.id and e.kind = 'accepted') then 5
            else 4
        end";

/// The day from which the referral `r` counts as a stay, if it ever does.
pub(super) fn stays_on() -> String {
    // Who took back a place after entering was inside until then.
    format!(
        "case
            when r.entered_on is not null and (
                r.state in ('entered', 'completed')
                or (r.left_on is not null and r.left_on >= r.entered_on + {STAYS})
                or (r.left_on is null and r.state_since / 86400000 >= r.entered_on + {STAYS}))
                then r.entered_on + {STAYS}
        end"
    )
}

/// The kind of scheme that the interest `n` names first.
fn dearest() -> String {
    let kinds: Vec<String> = SchemeKind::ALL
        .iter()
        .map(|kind| format!("when n.wishes like '[\"{0}\"%' then '{0}'", kind.code()))
        .collect();
    format!("case {} end", kinds.join(" "))
}

/// Writes the rows of the people `p` for whom `condition` holds anew.
pub(super) fn gather(condition: &str) -> String {
    let (dearest, stays_on) = (dearest(), stays_on());
    // An interest entered by mistake is none; one that the person took back was one.
    let interest = "from interests n where n.signatory = p.id
            and (n.withdrawn is null or n.withdrawn <> 'mistake')";
    // Of two words right after another the second corrects the first.
    let appointment = "from interviews i join interview_events e on e.interview = i.id
        where i.signatory = p.id and e.kind in ('held', 'no_show', 'excused')
            and not exists (
                select 1 from interview_events c
                where c.interview = e.interview and c.place = e.place + 1
                    and c.kind in ('held', 'no_show', 'excused', 'cancelled_by_service'))";
    format!(
        "insert into milestones (signatory, interested_at, self_registered, wish, standing_at,
    planned_at, adviser, appointments, missed, reached, scheme, entries, entered_on,
    stays_on, referrals, unanswered)
select p.id,
    (select min(n.received_at) {interest}),
    coalesce((select max(case when n.origin in ('own_phone', 'kiosk', 'link') then 1 else 0 end)
        {interest}), 0),
    (select {dearest} {interest} order by n.received_at desc, n.id desc limit 1),
    (select n.entered_at from interests n where n.signatory = p.id and n.withdrawn is null
        order by n.received_at desc, n.id limit 1),
    (select min(e.received_at) from interviews i
        join interview_events e on e.interview = i.id and e.place = 0 where i.signatory = p.id),
    (select i.adviser from interviews i where i.signatory = p.id
        order by i.starts_at desc, i.id desc limit 1),
    (select count(*) {appointment}),
    (select count(*) {appointment} and e.kind = 'no_show'),
    coalesce(
        (select max({RANK}) from referrals r where r.signatory = p.id),
        case
            when exists (select 1 from interviews i
                where i.signatory = p.id and i.held_at is not null) then 3
            when exists (select 1 {interest}) then 2
            else 1
        end),
    (select r.scheme from referrals r where r.signatory = p.id
        order by {RANK} desc, r.sent_at desc, r.id desc limit 1),
    (select count(*) from referrals r where r.signatory = p.id and r.entered_on is not null),
    (select min(r.entered_on) from referrals r where r.signatory = p.id),
    (select min({stays_on}) from referrals r where r.signatory = p.id),
    (select count(*) from referrals r where r.signatory = p.id),
    (select count(*) from referrals r where r.signatory = p.id and r.state = 'expired')
from signatories p where {condition}
on conflict (signatory) do update set
    interested_at = excluded.interested_at, self_registered = excluded.self_registered,
    wish = excluded.wish, standing_at = excluded.standing_at, planned_at = excluded.planned_at,
    adviser = excluded.adviser, appointments = excluded.appointments, missed = excluded.missed, reached = excluded.reached,
    scheme = excluded.scheme, entries = excluded.entries, entered_on = excluded.entered_on,
    stays_on = excluded.stays_on, referrals = excluded.referrals,
    unanswered = excluded.unanswered"
    )
}
