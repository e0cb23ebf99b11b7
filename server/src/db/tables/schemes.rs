//! Schemes and what is said of them.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::follow_up_rows::{CardRow, SchemeRow};
use crate::db::sql::{Natural, query, query_as, query_scalar};
use domain::id::{DirectorateId, SchemeId};
use domain::level::CefrLevel;
use domain::scheme::Scheme;
use std::collections::HashMap;
use uuid::Uuid;

impl Reading {
    /// A scheme.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn scheme(&mut self, id: SchemeId) -> Result<Option<Scheme>, DbError> {
        let row: Option<SchemeRow> = query_as(
            "select s.*, o.name as organisation_name
             from schemes s join organisations o on o.id = s.organisation where s.id = $1",
        )
        .bind(id.0)
        .fetch_optional(self.connection())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let cards: Vec<CardRow> =
            query_as("select * from scheme_cards where scheme = $1 order by language")
                .bind(id.0)
                .fetch_all(self.connection())
                .await?;
        row.with_cards(&cards).map(Some)
    }

    /// The schemes of a directorate, by organisation and title.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn schemes(&mut self, directorate: DirectorateId) -> Result<Vec<Scheme>, DbError> {
        let rows: Vec<SchemeRow> = query_as(
            "select s.*, o.name as organisation_name
             from schemes s join organisations o on o.id = s.organisation
             where s.directorate = $1 order by o.name, s.title, s.id",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        let cards: Vec<CardRow> = query_as(
            "select c.* from scheme_cards c join schemes s on s.id = c.scheme
             where s.directorate = $1 order by c.scheme, c.language",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(|row| row.with_cards(&cards)).collect()
    }

    /// For each scheme of a directorate with referrals under way: those that wait for an answer,
    /// and the people on its waiting list.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn scheme_counts(
        &mut self,
        directorate: DirectorateId,
    ) -> Result<HashMap<Uuid, (u32, u32)>, DbError> {
        let rows: Vec<(Uuid, Natural, Natural)> = query_as(
            "select scheme, count(*) filter (where state <> 'waitlisted'),
                 count(*) filter (where state = 'waitlisted')
             from referrals
             where directorate = $1 and state in ('sent', 'under_review', 'waitlisted')
             group by scheme",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        let counts = |(id, Natural(unanswered), Natural(waiting))| (id, (unanswered, waiting));
        Ok(rows.into_iter().map(counts).collect())
    }

    /// The directorate a scheme belongs to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directorate_of_scheme(
        &mut self,
        id: SchemeId,
    ) -> Result<Option<DirectorateId>, DbError> {
        let found = query_scalar("select directorate from schemes where id = $1")
            .bind(id.0)
            .fetch_optional(self.connection())
            .await?;
        Ok(found.map(DirectorateId))
    }
}

impl Writing {
    /// Puts a scheme, with its cards, in place of what stood under its identity.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub(super) async fn put_scheme(
        &mut self,
        directorate: DirectorateId,
        scheme: &Scheme,
    ) -> Result<(), DbError> {
        query(
            "insert into schemes (id, directorate, organisation, kind, title, town, mode,
                 entry_level, target_level, publics, conditions, cumulative, places, taken,
                 next_intake, open, verified_on, version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                 $18)
             on conflict (id) do update set
                 organisation = excluded.organisation, kind = excluded.kind,
                 title = excluded.title, town = excluded.town, mode = excluded.mode,
                 entry_level = excluded.entry_level, target_level = excluded.target_level,
                 publics = excluded.publics, conditions = excluded.conditions,
                 cumulative = excluded.cumulative, places = excluded.places,
                 taken = excluded.taken, next_intake = excluded.next_intake,
                 open = excluded.open, verified_on = excluded.verified_on,
                 version = excluded.version",
        )
        .bind(scheme.id.0)
        .bind(directorate.0)
        .bind(scheme.organisation.0)
        .bind(scheme.kind.code())
        .bind(&scheme.title)
        .bind(&scheme.town)
        .bind(scheme.mode.code())
        .bind(scheme.entry_level.map(CefrLevel::label))
        .bind(scheme.target_level.map(CefrLevel::label))
        .bind(&scheme.publics)
        .bind(&scheme.conditions)
        .bind(scheme.cumulative)
        .bind(scheme.places)
        .bind(scheme.taken)
        .bind(scheme.next_intake.map(|day| day.0))
        .bind(scheme.open)
        .bind(scheme.verified_on.map(|day| day.0))
        .bind(scheme.version)
        .execute(self.connection())
        .await?;
        query("delete from scheme_cards where scheme = $1")
            .bind(scheme.id.0)
            .execute(self.connection())
            .await?;
        for card in &scheme.cards {
            query(
                "insert into scheme_cards (scheme, language, title, text) values ($1, $2, $3, $4)",
            )
            .bind(scheme.id.0)
            .bind(card.language.tag())
            .bind(&card.title)
            .bind(&card.text)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }
}
