//! People listed or exported: what is told of those that another file names as the table `members`.
//! Plain SQL that every database reads.

/// By name: `p` is the person.
pub(super) const BY_NAME: &str = "p.folded_name, p.id";

/// A page of them in an order, as the lists of people show them. `limit` and `offset` are the
/// numbers of the two parameters. Who is on the page is told first, and the rest looked up for
/// these alone; how many there are is counted apart, or all of them would be put into their order.
pub(super) fn page(members: &str, order: &str, limit: usize, offset: usize) -> String {
    format!(
        "{members}, page as (
    select p.id
    from members x join signatories p on p.id = x.signatory
        left join milestones m on m.signatory = p.id
    order by {order} limit ${limit} offset ${offset}
)
select p.id, p.family_name, p.given_name, p.birth_day, p.birth_year, p.phone, p.preferred,
    p.level, p.training_ends, c.name || ', ' || t.name as centre, l.mark as attendance,
    w.wishes, w.origin as interest_origin, w.entered_at as interested_at,
    (select count(*) from members) as total
from page g join signatories p on p.id = g.id
    left join milestones m on m.signatory = p.id
    left join interventions v on v.id = (
        select i.id from roster_entries r join interventions i on i.id = r.intervention
        where r.signatory = p.id order by i.starts_at desc, i.id limit 1)
    left join roster_entries l on l.intervention = v.id and l.signatory = p.id
    left join centres c on c.id = v.centre
    left join communes t on t.code = c.commune
    left join interests w on w.id = (
        select n.id from interests n where n.signatory = p.id and n.withdrawn is null
        order by n.received_at desc, n.id limit 1)
order by {order}"
    )
}

/// How many there are.
pub(super) fn number(members: &str) -> String {
    format!("{members} select count(*) from members")
}

/// All of them, by name.
pub(super) fn everybody(members: &str) -> String {
    format!(
        "{members} select p.id from members m join signatories p on p.id = m.signatory
order by p.folded_name, p.id"
    )
}
