//! The year's report, said to the database: the people who were referred in a year. Plain SQL that
//! every database reads. `$1` is the key of a [`Sight`], `$2` and `$3` the first moment of the year and
//! the one after its last.

use super::Sight;
use app::api::figures::Part;
use domain::id::CentreId;

/// The centre of the referral `r`. One that an earlier release wrote does not have it.
const CENTRE: &str = "coalesce(r.centre, (
        select v.centre from interviews i join interests n on n.id = i.interest
            join interventions v on v.id = n.intervention
        where i.id = r.interview))";

/// What was sent in the year, and the centre that each person's first referral of it came from.
fn sent(sight: Sight) -> String {
    // Who was referred from a centre was on a list there. Of a partner's it is asked whether they
    // are still in sight.
    let still_agrees =
        if sight.shows_file() { "true".to_owned() } else { sight.person_by("r.signatory") };
    format!(
        "
with sent as (
    select r.signatory, r.sent_at, r.id, d.kind, d.target_level, {CENTRE} as centre
    from referrals r join schemes d on d.id = r.scheme
    where r.directorate = {} and r.sent_at >= $2 and r.sent_at < $3
        and {} and {} and {}
), homes as (
    select h.signatory, h.centre from (
        select sent.signatory, sent.centre, row_number() over (
            partition by sent.signatory order by sent.sent_at, sent.id) as place
        from sent) h
    where h.place = 1
)",
        sight.directorate(),
        sight.centre(CENTRE),
        sight.scheme("d"),
        still_agrees
    )
}

/// Which referrals are of a part.
const fn is_of(part: Part) -> &'static str {
    match part {
        Part::All => "t.signatory is not null",
        Part::French => "t.kind = 'language'",
        Part::FrenchA2 => "t.kind = 'language' and t.target_level = 'A2'",
        Part::FrenchB1 => "t.kind = 'language' and t.target_level = 'B1'",
        Part::Professional => "t.kind in ('training', 'vae', 'employment')",
        Part::Social => "t.kind = 'social'",
    }
}

/// People by part, one column each, in the order of [`Part::ALL`]; then those referred to a
/// course of French that leads to another level.
pub(super) fn parts(sight: Sight) -> String {
    let other = "t.kind = 'language'
        and (t.target_level is null or t.target_level not in ('A2', 'B1'))";
    let columns: Vec<String> = Part::ALL
        .into_iter()
        .map(is_of)
        .chain([other])
        .map(|condition| format!("count(distinct case when {condition} then t.signatory end)"))
        .collect();
    format!("{} select {} from sent t", sent(sight), columns.join(", "))
}

/// People by centre.
pub(super) fn by_centre(sight: Sight) -> String {
    format!("{} select centre, count(*) from homes group by centre", sent(sight))
}

/// The people of a part, and of the centre `$4` where one is asked for. As the table `members`.
pub(super) fn members(sight: Sight, part: Part, centre: Option<CentreId>) -> String {
    let of_centre = if centre.is_some() { "and h.centre = $4" } else { "" };
    format!(
        "{}, members as (
    select distinct t.signatory from sent t join homes h on h.signatory = t.signatory
    where {} {of_centre})",
        sent(sight),
        is_of(part)
    )
}

/// Visits of the year until the moment `$4`, and centres they went to.
pub(super) fn visits(sight: Sight) -> String {
    format!(
        "
select count(*), count(distinct i.centre) from interventions i
where {} and i.starts_at >= $2 and i.starts_at < $3 and i.starts_at <= $4",
        sight.visit("i")
    )
}
