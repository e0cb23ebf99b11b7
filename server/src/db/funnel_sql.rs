//! The funnel, said to the database. Its definition stands at [`app::api::figures::Stage`]; here
//! it is written once for all that is counted or listed, so that a list is always as long as the
//! number it stands behind.
//!
//! How far somebody came is told of their whole path: no partner is told what another did, so who is
//! limited to one asks for none of it.
//!
//! Plain SQL that every database reads. `$1` is the key of a [`Sight`], `$2` and `$3` the first
//! moment and the one after the last at which visits begin, `$4` today.

use super::Sight;
use super::milestones_sql::{RANK, stays_on};
use app::api::figures::{Breakdown, Group, STAYS};

/// What is asked of the first visit at which somebody was met.
#[derive(Clone, Copy)]
enum Met {
    /// Nothing: only who was met.
    Who,
    /// When it began.
    When,
    /// Where it was, and who met them.
    Where,
}

/// The people met in the period, each once, with what is asked of the first visit at which they
/// were. Telling visits apart takes longer than telling people apart.
fn first_met(sight: Sight, asked: Met) -> String {
    let first = match asked {
        Met::Who => "select distinct met.signatory from met",
        Met::When => {
            "select met.signatory, min(met.starts_at) as starts_at from met group by met.signatory"
        }
        Met::Where => {
            "select o.signatory, o.centre, o.adviser from (
        select met.signatory, met.centre, met.adviser, row_number() over (
            partition by met.signatory order by met.starts_at, met.visit, met.source) as place
        from met) o
    where o.place = 1"
        }
    };
    format!(
        "
with visits as (
    select i.id, i.centre, i.starts_at from interventions i
    where {visits} and i.starts_at >= $2 and i.starts_at < $3
), met as (
    select r.signatory, v.id as visit, v.centre, v.starts_at, r.marked_by as adviser, 0 as source
    from visits v join roster_entries r on r.intervention = v.id
    where r.mark = 'present'
    union all
    select n.signatory, v.id as visit, v.centre, v.starts_at, n.entered_by as adviser, 1 as source
    from visits v join interests n on n.intervention = v.id
    where n.withdrawn is null or n.withdrawn <> 'mistake'
), first_met as (
    {first}
)",
        visits = sight.visit("i")
    )
}

/// People on a list of a visit of the period.
pub(super) fn expected(sight: Sight) -> String {
    format!(
        "
select count(distinct r.signatory)
from interventions v join roster_entries r on r.intervention = v.id
where {} and v.starts_at >= $2 and v.starts_at < $3",
        sight.visit("v")
    )
}

/// The people met with the rank of the stage they reached (`stage`), and the value of a breakdown
/// (`grouped`).
fn reached(sight: Sight, by: Option<Breakdown>) -> String {
    let grouped = by.map_or_else(|| "0".to_owned(), key);
    let asked = match by {
        None | Some(Breakdown::Level | Breakdown::Kind) => Met::Who,
        Some(Breakdown::Month) => Met::When,
        Some(Breakdown::Centre | Breakdown::Adviser) => Met::Where,
    };
    format!(
        "{}, reached as (
    select f.signatory, {grouped} as grouped,
        case when m.stays_on <= $4 then 7 else coalesce(m.reached, 1) end as stage
    from first_met f left join milestones m on m.signatory = f.signatory
)",
        first_met(sight, asked)
    )
}

/// What a breakdown tells people apart by.
fn key(by: Breakdown) -> String {
    match by {
        Breakdown::Centre => "f.centre".to_owned(),
        Breakdown::Month => "f.starts_at".to_owned(),
        // Looked up, not joined: to find who is of a level nobody else is to be gone through.
        Breakdown::Level => {
            "(select p.level from signatories p where p.id = f.signatory)".to_owned()
        }
        Breakdown::Adviser => "coalesce(m.adviser, f.adviser)".to_owned(),
        // Of several schemes that somebody entered, the one they stayed in comes first, which
        // depends on the day.
        Breakdown::Kind => format!(
            "coalesce((select d.kind from schemes d where d.id = case when m.entries > 1
                then (select r.scheme from referrals r where r.signatory = f.signatory
                    order by case when {} <= $4 then 7 else {RANK} end desc,
                        r.sent_at desc, r.id desc limit 1)
                else m.scheme end), m.wish)",
            stays_on()
        ),
    }
}

/// Counts by the value of a breakdown and the stage reached.
pub(super) fn counts(sight: Sight, by: Breakdown) -> String {
    format!(
        "{} select grouped, stage, count(*) as people from reached group by grouped, stage",
        reached(sight, Some(by))
    )
}

/// The people who reached the stage `$5` at least and are of a group: `$6` is its value, of a
/// month the first moment and `$7` the one after the last. As the table `members`.
pub(super) fn members(sight: Sight, group: Option<Group>) -> String {
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
        reached(sight, group.map(Group::breakdown))
    )
}

/// Days from the end of the training to the first entry.
const WITHOUT_PATH: &str = "
select m.entered_on - p.training_ends as days
from first_met f join milestones m on m.signatory = f.signatory
    join signatories p on p.id = f.signatory
where m.entered_on is not null and p.training_ends is not null";

/// Days from the first interest to the planning of a first interview.
const TO_INTERVIEW: &str = "
select (m.planned_at - m.interested_at) / 86400000 as days
from first_met f join milestones m on m.signatory = f.signatory
where m.interested_at is not null and m.planned_at is not null";

/// Days from sending to the partner's decision.
const TO_ANSWER: &str = "
select (r.answered_at - r.sent_at) / 86400000 as days
from first_met f join milestones m on m.signatory = f.signatory
    join referrals r on r.signatory = f.signatory
where m.referrals > 0 and r.answered_at is not null";

/// The delays there are, in the order of [`delays`].
pub(super) const DELAYS: usize = 3;

/// What the people met waited for: rows of the place of a delay in the order above, a number of
/// days, and how often it occurs.
pub(super) fn delays(sight: Sight) -> String {
    let questions: [&str; DELAYS] = [WITHOUT_PATH, TO_INTERVIEW, TO_ANSWER];
    let rows: Vec<String> = (0..)
        .zip(questions)
        .map(|(number, question)| {
            format!(
                "select {number} as question, cast(q.days as bigint) as days, count(*) as times
from ({question}) q group by q.days"
            )
        })
        .collect();
    format!("{} {}", first_met(sight, Met::Who), rows.join("\nunion all "))
}

/// The days without a path alone, each number of them with how often it occurs.
pub(super) fn without_path(sight: Sight) -> String {
    format!(
        "{} select cast(q.days as bigint), count(*) from ({WITHOUT_PATH}) q group by q.days",
        first_met(sight, Met::Who)
    )
}

/// Numbers that are added up of the people met: who entered too recently to know whether they
/// stay; appointments not come to, of those that were to take place; referrals without an answer,
/// of all; and who registered themselves, of those with an interest.
pub(super) fn sums(sight: Sight) -> String {
    let sum = |what: &str| format!("cast(coalesce(sum({what}), 0) as bigint)");
    let columns = [
        sum(&format!("case when m.entered_on + {STAYS} > $4 then 1 end")),
        sum("m.missed"),
        sum("m.appointments"),
        sum("m.unanswered"),
        sum("m.referrals"),
        sum("case when m.interested_at is not null then m.self_registered end"),
        "count(m.interested_at)".to_owned(),
    ];
    format!(
        "{} select {} from first_met f join milestones m on m.signatory = f.signatory",
        first_met(sight, Met::Who),
        columns.join(", ")
    )
}
