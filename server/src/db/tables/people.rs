//! Searching people.

use super::Reading;
use crate::db::rows::{birth, contact_way, kinds, level, mark, origin, phone};
use crate::db::sql::query_as;
use crate::db::{DbError, Sight, behind_sql};
use app::api::Page;
use app::api::people::{PeopleOrder, PeopleQuery, PersonRow};
use domain::id::SignatoryId;
use domain::person::fold_name;
use domain::time::{Day, Instant};
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

/// Rows on a page.
pub(super) const PAGE_SIZE: u32 = 50;

/// What was typed, as it is compared: up to four words of a name, or digits of a number.
#[derive(Debug, Default, PartialEq, Eq)]
struct Needles {
    words: [Option<String>; 4],
    digits: Option<String>,
}

impl Needles {
    fn of(search: &str) -> Self {
        let mut needles = Self::default();
        let mut words = search.split_whitespace().map(fold_name).filter(|word| !word.is_empty());
        needles.words = std::array::from_fn(|_| words.next());
        let digits: String = search.chars().filter(char::is_ascii_digit).collect();
        // A number is stored as +33…; people type 06….
        let digits = digits.strip_prefix("00").or(digits.strip_prefix('0')).unwrap_or(&digits);
        if needles.words[0].is_none() && !digits.is_empty() {
            needles.digits = Some(digits.to_owned());
        }
        needles
    }

    /// Something was typed, and nothing of it can be part of a name or a number.
    fn is_hopeless(&self, search: &str) -> bool {
        !search.trim().is_empty() && self.words[0].is_none() && self.digits.is_none()
    }
}

/// A person in a list.
#[derive(FromRow)]
pub(super) struct FoundRow {
    id: Uuid,
    family_name: String,
    given_name: Option<String>,
    birth_day: Option<i32>,
    birth_year: Option<i16>,
    phone: Option<String>,
    preferred: Option<String>,
    level: Option<String>,
    training_ends: Option<i32>,
    centre: Option<String>,
    attendance: Option<String>,
    wishes: Option<String>,
    interest_origin: Option<String>,
    interested_at: Option<i64>,
    #[sqlx(try_from = "i64")]
    pub(super) total: u32,
}

/// Who matches. The words are `$2` to `$5`, the digits `$6`, then centre, level, whether an
/// interest stands, and a kind wished for.
fn members(sight: Sight) -> String {
    format!(
        "
with members as (
    select s.id as signatory
    from signatories s left join milestones k on k.signatory = s.id
    where {}
        and ($2 is null or s.folded_name like '%' || $2 || '%')
        and ($3 is null or s.folded_name like '%' || $3 || '%')
        and ($4 is null or s.folded_name like '%' || $4 || '%')
        and ($5 is null or s.folded_name like '%' || $5 || '%')
        and ($6 is null or s.phone like '%' || $6 || '%')
        and ($7 is null or s.id in (
            select r.signatory from interventions i join roster_entries r on r.intervention = i.id
            where i.centre = $7))
        and ($8 is null or s.level = $8)
        and ($9 is null or (k.standing_at is not null) = $9)
        and ($10 is null or exists (
            select 1 from interests w
            where w.signatory = s.id and w.withdrawn is null
                and w.wishes like '%\"' || $10 || '\"%'))
)",
        sight.person("s")
    )
}

/// The order of a list: `p` is the person, `m` their milestones.
const fn in_order(order: PeopleOrder) -> &'static str {
    match order {
        PeopleOrder::Name => behind_sql::BY_NAME,
        PeopleOrder::LatestInterest => "-coalesce(m.standing_at, 0), p.folded_name, p.id",
        PeopleOrder::TrainingEnd => "coalesce(p.training_ends, 2147483647), p.folded_name, p.id",
    }
}

impl Reading {
    /// One page of the people in sight.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn people(
        &mut self,
        sight: Sight,
        query: &PeopleQuery,
    ) -> Result<Page<PersonRow>, DbError> {
        let needles = Needles::of(&query.search);
        if needles.is_hopeless(&query.search) {
            return Ok(page(query, Vec::new(), 0));
        }
        let offset = i64::from(query.page) * i64::from(PAGE_SIZE);
        let rows = self.found(sight, query, &needles, PAGE_SIZE, offset).await?;
        let total = match rows.first() {
            Some(row) => row.total,
            None if query.page == 0 => 0,
            // Beyond the last page: the number of all that match is still worth knowing.
            None => {
                self.found(sight, query, &needles, 1, 0).await?.first().map_or(0, |row| row.total)
            }
        };
        let rows = rows.into_iter().map(|row| person(row, sight)).collect::<Result<_, _>>()?;
        Ok(page(query, rows, total))
    }

    /// Of the query, a partner's account may ask for nothing that it is not shown.
    async fn found(
        &mut self,
        sight: Sight,
        query: &PeopleQuery,
        needles: &Needles,
        limit: u32,
        offset: i64,
    ) -> Result<Vec<FoundRow>, DbError> {
        let [first, second, third, fourth] = &needles.words;
        let shows_file = sight.shows_file();
        let order = if shows_file { query.order } else { PeopleOrder::Name };
        let sql = behind_sql::page(&members(sight), in_order(order), 11, 12);
        Ok(query_as(AssertSqlSafe(sql))
            .bind(sight.key())
            .bind(first.as_deref())
            .bind(second.as_deref())
            .bind(third.as_deref())
            .bind(fourth.as_deref())
            .bind(needles.digits.as_deref())
            .bind(query.centre.filter(|_| shows_file).map(|id| id.0))
            .bind(query.level.map(domain::level::CefrLevel::label))
            .bind(query.interested.filter(|_| shows_file))
            .bind(query.kind.filter(|_| shows_file).map(domain::scheme::SchemeKind::code))
            .bind(limit)
            .bind(offset)
            .fetch_all(self.connection())
            .await?)
    }
}

const fn page(query: &PeopleQuery, rows: Vec<PersonRow>, total: u32) -> Page<PersonRow> {
    Page { rows, total, number: query.page, size: PAGE_SIZE }
}

/// A person as lists show them. To whom a partner is the limit, nothing that happened elsewhere.
pub(super) fn person(row: FoundRow, sight: Sight) -> Result<PersonRow, DbError> {
    let family = row.family_name.to_uppercase();
    let row = if sight.shows_file() {
        row
    } else {
        FoundRow {
            training_ends: None,
            centre: None,
            attendance: None,
            wishes: None,
            interest_origin: None,
            interested_at: None,
            ..row
        }
    };
    Ok(PersonRow {
        id: SignatoryId(row.id),
        name: row.given_name.map_or(family.clone(), |given| format!("{family} {given}")),
        birth: birth(row.birth_day, row.birth_year),
        phone: row.phone.as_deref().map(phone).transpose()?,
        preferred: row.preferred.as_deref().map(contact_way).transpose()?,
        level: row.level.as_deref().map(level).transpose()?,
        centre: row.centre,
        training_ends: row.training_ends.map(Day),
        attendance: row.attendance.as_deref().map(mark).transpose()?,
        wishes: row.wishes.as_deref().map(kinds).transpose()?.unwrap_or_default(),
        interest_origin: row.interest_origin.as_deref().map(origin).transpose()?,
        interested_at: row.interested_at.map(Instant),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_numbers_lose_their_leading_zero() {
        let needles = Needles::of(" Traoré  aïssata ");
        assert_eq!(needles.words[0].as_deref(), Some("traore"));
        assert_eq!(needles.words[1].as_deref(), Some("aissata"));
        assert_eq!(Needles::of("06 39 98").digits.as_deref(), Some("63998"));
        assert_eq!(Needles::of("+33 6 39").digits.as_deref(), Some("33639"));
        assert_eq!(Needles::of("0033639").digits.as_deref(), Some("33639"));
        assert!(Needles::of("%").is_hopeless("%"));
        assert!(!Needles::of("  ").is_hopeless("  "));
    }
}
