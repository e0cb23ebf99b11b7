//! The funnel, said to the database. Its definition stands at [`app::api::figures::Stage`]; here
//! it is written once for all that is counted or listed, so that a list is always as long as the
//! number it stands behind.
//!
//! Plain SQL that every database reads. `$1` is the directorate, `$2` and `$3` the first moment
//! and the one after the last at which visits begin, `$4` today.

use app::api::figures::{Breakdown, Group, STAYS};
use domain::scheme::SchemeKind;

/// The people met in the period, each with the first visit at which they were.
pub(super) const FIRST_MET: &str = "
with visits as (
    select id, centre, starts_at from interventions
    where directorate = $1 and starts_at >= $2 and starts_at < $3
), met as (
    select r.signatory, v.id as visit, v.centre, v.starts_at, r.marked_by as adviser, 0 as source
    from visits v join roster_entries r on r.intervention = v.id
    where r.mark = 'present'
    union all
    select n.signatory, v.id as visit, v.centre, v.starts_at, n.entered_by as adviser, 1 as source
    from visits v join interests n on n.intervention = v.id
    where n.withdrawn is null or n.withdrawn <> 'mistake'
), first_met as (
    select m.signatory, m.centre, m.starts_at, m.adviser from (
        select met.signatory, met.centre, met.starts_at, met.adviser, row_number() over (
            partition by met.signatory order by met.starts_at, met.visit, met.source) as place
        from met) m
    where m.place = 1
)";

/// People on a list of a visit of the period.
pub(super) const EXPECTED: &str = "
select count(distinct r.signatory)
from interventions v join roster_entries r on r.intervention = v.id
where v.directorate = $1 and v.starts_at >= $2 and v.starts_at < $3";

/// How far the referral `r` came, as the rank of a stage.
fn referral_rank() -> String {
    // Who took back a place after entering was inside until then.
    format!(
        "case
            when r.entered_on is not null and r.entered_on + {STAYS} <= $4 and (
                r.state in ('entered', 'completed')
                or (r.left_on is not null and r.left_on >= r.entered_on + {STAYS})
                or (r.left_on is null and r.state_since / 86400000 >= r.entered_on + {STAYS}))
                then 7
            when r.entered_on is not null then 6
            when r.state = 'accepted' or exists (
                select 1 from referral_events e
                where e.referral = r.id and e.kind = 'accepted') then 5
            else 4
        end"
    )
}

/// The people met with the rank of the stage they reached (`stage`), and the value of a breakdown
/// (`grouped`).
pub(super) fn reached(by: Option<Breakdown>) -> String {
    let rank = referral_rank();
    let grouped = by.map_or_else(|| "0".to_owned(), key);
    format!(
        "{FIRST_MET}, reached as (
    select f.signatory, {grouped} as grouped, coalesce(
        (select max({rank}) from referrals r where r.signatory = f.signatory),
        case
            when exists (select 1 from interviews i
                where i.signatory = f.signatory and i.held_at is not null) then 3
            when exists (select 1 from interests n where n.signatory = f.signatory
                and (n.withdrawn is null or n.withdrawn <> 'mistake')) then 2
            else 1
        end) as stage
    from first_met f join signatories p on p.id = f.signatory
)"
    )
}

/// What a breakdown tells people apart by.
fn key(by: Breakdown) -> String {
    match by {
        Breakdown::Centre => "f.centre".to_owned(),
        Breakdown::Month => "f.starts_at".to_owned(),
        Breakdown::Level => "p.level".to_owned(),
        Breakdown::Adviser => "coalesce(
            (select i.adviser from interviews i where i.signatory = f.signatory
                order by i.starts_at desc, i.id desc limit 1), f.adviser)"
            .to_owned(),
        Breakdown::Kind => {
            let rank = referral_rank();
            let dearest: Vec<String> = SchemeKind::ALL
                .iter()
                .map(|kind| format!("when n.wishes like '[\"{0}\"%' then '{0}'", kind.code()))
                .collect();
            format!(
                "coalesce(
            (select d.kind from referrals r join schemes d on d.id = r.scheme
                where r.signatory = f.signatory
                order by {rank} desc, r.sent_at desc, r.id desc limit 1),
            (select case {} end from interests n where n.signatory = f.signatory
                and (n.withdrawn is null or n.withdrawn <> 'mistake')
                order by n.received_at desc, n.id desc limit 1))",
                dearest.join(" ")
            )
        }
    }
}

/// Counts by the value of a breakdown and the stage reached.
pub(super) fn counts(by: Breakdown) -> String {
    format!(
        "{} select grouped, stage, count(*) as people from reached group by grouped, stage",
        reached(Some(by))
    )
}

/// The people who reached the stage `$5` at least and are of a group: `$6` is its value, of a
/// month the first moment and `$7` the one after the last. As the table `members`.
pub(super) fn members(group: Option<Group>) -> String {
    let condition = match group {
        None => "",
        Some(Group::Month(_)) => "and x.grouped >= $6 and x.grouped < $7",
        Some(Group::Kind(None) | Group::Level(None) | Group::Adviser(None)) => {
            "and x.grouped is null"
        }
        Some(_) => "and x.grouped = $6",
    };
    format!(
        "{}, members as (select x.signatory from reached x where x.stage >= $5 {condition})",
        reached(group.map(Group::breakdown))
    )
}

/// Entered too recently to know whether they stay.
fn too_early() -> String {
    format!(
        "select count(*) as part, 0 as whole from (
    select (select min(r.entered_on) from referrals r where r.signatory = f.signatory) as entered
    from first_met f) d
where d.entered + {STAYS} > $4"
    )
}

/// Days from the end of the training to the first entry.
const WITHOUT_PATH: &str = "
select d.days as part, 0 as whole from (
    select (select min(r.entered_on) from referrals r where r.signatory = f.signatory)
        - p.training_ends as days
    from first_met f join signatories p on p.id = f.signatory) d
where d.days is not null";

/// Days from the first interest to the planning of a first interview.
const TO_INTERVIEW: &str = "
select (d.planned - d.interested) / 86400000 as part, 0 as whole from (
    select
        (select min(n.received_at) from interests n where n.signatory = f.signatory
            and (n.withdrawn is null or n.withdrawn <> 'mistake')) as interested,
        (select min(e.received_at) from interviews i
            join interview_events e on e.interview = i.id and e.place = 0
            where i.signatory = f.signatory) as planned
    from first_met f) d
where d.interested is not null and d.planned is not null";

/// Days from sending to the partner's decision.
const TO_ANSWER: &str = "
select (d.answered - d.sent_at) / 86400000 as part, 0 as whole from (
    select r.sent_at, (select min(e.received_at) from referral_events e where e.referral = r.id
        and e.kind in ('accepted', 'declined', 'waitlisted')) as answered
    from first_met f join referrals r on r.signatory = f.signatory) d
where d.answered is not null";

/// Appointments not come to, of those that were to take place. What was entered right after and
/// corrects it counts in its place.
const NO_SHOW: &str = "
select coalesce(sum(case when e.kind = 'no_show' then 1 else 0 end), 0) as part,
    count(*) as whole
from first_met f join interviews i on i.signatory = f.signatory
    join interview_events e on e.interview = i.id
where e.kind in ('held', 'no_show', 'excused') and not exists (
    select 1 from interview_events c where c.interview = e.interview and c.place = e.place + 1
        and c.kind in ('held', 'no_show', 'excused', 'cancelled_by_service'))";

/// Referrals that expired, of all.
const UNANSWERED: &str = "
select coalesce(sum(case when r.state = 'expired' then 1 else 0 end), 0) as part,
    count(*) as whole
from first_met f join referrals r on r.signatory = f.signatory";

/// People who registered themselves, of those with an interest.
const SELF_REGISTERED: &str = "
select coalesce(sum(d.own), 0) as part, count(*) as whole from (
    select max(case when n.origin in ('own_phone', 'kiosk', 'link') then 1 else 0 end) as own
    from first_met f join interests n on n.signatory = f.signatory
    where n.withdrawn is null or n.withdrawn <> 'mistake'
    group by f.signatory) d";

/// How many questions [`about_the_met`] asks.
pub(super) const QUESTIONS: usize = 7;

/// All questions about the people met at once, so that these are gathered once: rows of the number
/// of a question and two numbers. In order: those who entered too recently (a count); days without
/// a path, to the interview and to the answer (one row each); and, as part and whole, appointments
/// not come to, referrals without an answer, and who registered themselves.
pub(super) fn about_the_met() -> String {
    let too_early = too_early();
    let questions: [&str; QUESTIONS] =
        [&too_early, WITHOUT_PATH, TO_INTERVIEW, TO_ANSWER, NO_SHOW, UNANSWERED, SELF_REGISTERED];
    let rows: Vec<String> = (0..)
        .zip(questions)
        .map(|(number, question)| {
            format!(
                "select {number} as question, cast(q.part as bigint) as part,
    cast(q.whole as bigint) as whole from ({question}) q"
            )
        })
        .collect();
    format!("{FIRST_MET} {}", rows.join("\nunion all "))
}

/// The days without a path alone.
pub(super) fn without_path() -> String {
    format!("{FIRST_MET} select cast(q.part as bigint) from ({WITHOUT_PATH}) q")
}
