//! What an export tells of people, a few hundred at a time; and the note that one was made.

use super::{Reading, Writing};
use crate::db::rows::SignatoryRow;
use crate::db::sql::{Row, query, query_as};
use crate::db::{DbError, Sight};
use domain::id::{DirectorateId, SignatoryId, UserId};
use domain::person::Signatory;
use domain::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

/// A line of an attendance sheet.
#[derive(Debug, FromRow)]
pub struct MarkLine {
    /// Whose.
    pub signatory: Uuid,
    /// When the visit begins.
    pub starts_at: i64,
    /// The centre.
    pub centre: String,
    /// Its town.
    pub town: String,
    /// The code of the mark.
    pub mark: Option<String>,
    /// When it was made.
    pub marked_at: Option<i64>,
    /// By whom.
    pub marked_by: Option<Uuid>,
}

/// An interest.
#[derive(Debug, FromRow)]
pub struct InterestLine {
    /// Whose.
    pub signatory: Uuid,
    /// When it was entered.
    pub entered_at: i64,
    /// By whom.
    pub entered_by: Option<Uuid>,
    /// Kinds wished for, as stored.
    pub wishes: String,
    /// The code of how it was given.
    pub origin: String,
    /// The code of why it no longer stands.
    pub withdrawn: Option<String>,
}

/// An interview as it stands.
#[derive(Debug, FromRow)]
pub struct InterviewLine {
    /// With whom.
    pub signatory: Uuid,
    /// By whom.
    pub adviser: Uuid,
    /// When it begins, or began.
    pub starts_at: i64,
    /// When it was first entered as held.
    pub held_at: Option<i64>,
}

/// A referral as it stands.
#[derive(Debug, FromRow)]
pub struct ReferralLine {
    /// Who was sent.
    pub signatory: Uuid,
    /// The scheme.
    pub title: String,
    /// The code of its kind.
    pub kind: String,
    /// Who offers it.
    pub organisation: String,
    /// The code of the state.
    pub state: String,
    /// When it was sent.
    pub sent_at: i64,
    /// The day of the entry.
    pub entered_on: Option<i32>,
    /// The day of the end.
    pub left_on: Option<i32>,
}

/// Something that happened to an interview or a referral.
#[derive(Debug, FromRow)]
pub struct EventLine {
    /// To whom.
    pub signatory: Uuid,
    /// When, as claimed.
    pub at: i64,
    /// By whom.
    pub author: Option<Uuid>,
    /// The code of the state it led to.
    pub kind: String,
    /// The event, as stored.
    pub what: String,
    /// The scheme and who offers it, of a referral.
    pub scheme: Option<String>,
}

/// What is known of some people.
#[derive(Debug)]
pub struct Exported {
    /// The people, in the order in which they were asked for.
    pub people: Vec<Signatory>,
    /// Lines of attendance sheets, by visit.
    pub marks: Vec<MarkLine>,
    /// Interests, the oldest first.
    pub interests: Vec<InterestLine>,
    /// Interviews, the oldest first.
    pub interviews: Vec<InterviewLine>,
    /// Referrals, the oldest first.
    pub referrals: Vec<ReferralLine>,
    /// Events of both, in their order.
    pub events: Vec<EventLine>,
}

/// A note of an export.
#[derive(Clone, Debug)]
pub struct NewExport<'a> {
    /// Its identity.
    pub id: Uuid,
    /// What a line is: `people` or `events`.
    pub shape: &'static str,
    /// `csv` or `xlsx`.
    pub format: &'static str,
    /// The address of the list exported.
    pub filter: &'a str,
    /// How many people it is about.
    pub people: u32,
}

impl Reading {
    /// What is known of these people, as far as it is in sight: who is limited to a partner is told
    /// of the referrals to that one, and of nothing else that happened.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn exported(
        &mut self,
        sight: Sight,
        people: &[SignatoryId],
    ) -> Result<Exported, DbError> {
        let (of_scheme, file) = (sight.scheme("d"), sight.file());
        let rows: Vec<SignatoryRow> =
            self.about(sight, "select s.* from signatories s where s.id in ($)", people).await?;
        let mut found: Vec<Signatory> =
            rows.into_iter().map(Signatory::try_from).collect::<Result<_, _>>()?;
        found.sort_by_key(|person| people.iter().position(|id| *id == person.id));
        Ok(Exported {
            people: found,
            marks: self
                .about(
                    sight,
                    &format!(
                        "select r.signatory, v.starts_at, c.name as centre, t.name as town,
                             r.mark, r.marked_at, r.marked_by
                         from roster_entries r join interventions v on v.id = r.intervention
                             join centres c on c.id = v.centre
                             join communes t on t.code = c.commune
                         where r.signatory in ($) and {file} order by v.starts_at, v.id"
                    ),
                    people,
                )
                .await?,
            interests: self
                .about(
                    sight,
                    &format!(
                        "select signatory, entered_at, entered_by, wishes, origin, withdrawn
                         from interests where signatory in ($) and {file}
                         order by received_at, id"
                    ),
                    people,
                )
                .await?,
            interviews: self
                .about(
                    sight,
                    &format!(
                        "select signatory, adviser, starts_at, held_at
                         from interviews where signatory in ($) and {file}
                         order by starts_at, id"
                    ),
                    people,
                )
                .await?,
            referrals: self
                .about(
                    sight,
                    &format!(
                        "select r.signatory, d.title, d.kind, o.name as organisation, r.state,
                             r.sent_at, r.entered_on, r.left_on
                         from referrals r join schemes d on d.id = r.scheme
                             join organisations o on o.id = d.organisation
                         where r.signatory in ($) and {of_scheme} order by r.sent_at, r.id"
                    ),
                    people,
                )
                .await?,
            events: self.events_of(sight, people).await?,
        })
    }

    async fn events_of(
        &mut self,
        sight: Sight,
        people: &[SignatoryId],
    ) -> Result<Vec<EventLine>, DbError> {
        let (of_scheme, file) = (sight.scheme("d"), sight.file());
        let mut events: Vec<EventLine> = self
            .about(
                sight,
                &format!(
                    "select i.signatory, e.at, e.author, e.kind, e.what, null as scheme
                     from interviews i join interview_events e on e.interview = i.id
                     where i.signatory in ($) and {file} order by i.id, e.place"
                ),
                people,
            )
            .await?;
        let of_referrals: Vec<EventLine> = self
            .about(
                sight,
                &format!(
                    "select r.signatory, e.at, e.author, e.kind, e.what,
                         d.title || ' (' || o.name || ')' as scheme
                     from referrals r join referral_events e on e.referral = r.id
                         join schemes d on d.id = r.scheme
                         join organisations o on o.id = d.organisation
                     where r.signatory in ($) and {of_scheme} order by r.id, e.place"
                ),
                people,
            )
            .await?;
        events.extend(of_referrals);
        Ok(events)
    }

    /// Asks about people; `($)` stands for their list, `$1` for the key of what is in sight.
    async fn about<R: Row>(
        &mut self,
        sight: Sight,
        question: &str,
        people: &[SignatoryId],
    ) -> Result<Vec<R>, DbError> {
        let places: Vec<String> = (2..people.len() + 2).map(|place| format!("${place}")).collect();
        let sql = question.replace("($)", &format!("({})", places.join(", ")));
        let mut question = query_as(AssertSqlSafe(sql)).bind(sight.key());
        for person in people {
            question = question.bind(person.0);
        }
        Ok(question.fetch_all(self.connection()).await?)
    }
}

impl Writing {
    /// Notes that something was exported: what, by which filter, no values.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn note_export(
        &mut self,
        directorate: DirectorateId,
        author: UserId,
        at: Instant,
        export: &NewExport<'_>,
    ) -> Result<(), DbError> {
        query(
            "insert into exports (id, directorate, author, at, shape, format, filter, people)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(export.id)
        .bind(directorate.0)
        .bind(author.0)
        .bind(at.0)
        .bind(export.shape)
        .bind(export.format)
        .bind(export.filter)
        .bind(export.people)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
