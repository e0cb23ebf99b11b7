//! A directorate in the making: its office, its partners and their schemes, its visits.

use super::{ADVISERS, CENTRES, DAY, HOUR, PARTNERS, Place, SCHEMES, SPAN, id};
use crate::chance::Chance;
use crate::visit::invented_visit;
use anyhow::Result;
use app::api::account::Role;
use app::api::accounts::{AccountFields, AccountScope};
use domain::Record;
use domain::id::{CentreId, DirectorateId, InterventionId, OrganisationId, SchemeId, UserId};
use domain::intervention::{Intervention, Mode};
use domain::level::CefrLevel;
use domain::organisation::{OrganisationFields, OrganisationKind};
use domain::scheme::{Scheme, SchemeKind};
use domain::time::Instant;
use server::communes::Commune;
use server::db::{Account, Limit, Writing};
use sync::Scope;
use sync::wire::Change;

/// A directorate in the making.
pub(super) struct Directorate {
    pub(super) number: u64,
    pub(super) id: DirectorateId,
    pub(super) now: Instant,
    pub(super) chance: Chance,
    pub(super) events: u64,
    pub(super) visit: Option<Intervention>,
    pub(super) visits: u64,
    pub(super) referrals: u64,
}

impl Directorate {
    pub(super) async fn found(unit: &mut Writing, number: u64, now: Instant) -> Result<Self> {
        let directorate = DirectorateId(id(1, number));
        unit.create_directorate(directorate, &format!("Direction fictive {number}"), false).await?;
        let department = format!("D{number}");
        unit.put_department(directorate, &department, &department).await?;
        for place in 0..CENTRES {
            let commune = Commune {
                code: format!("{number:02}{place:03}"),
                name: format!("Commune-Fictive {number}-{place}"),
                department: department.clone(),
                postal_codes: vec![format!("{number:02}{place:03}")],
            };
            unit.put_commune(&commune).await?;
            let name = format!("Centre fictif {place}");
            let centre = CentreId(id(2, number * CENTRES + place));
            unit.create_centre(directorate, centre, &name, &commune.code).await?;
        }
        let this = Self {
            number,
            id: directorate,
            now,
            chance: Chance(number),
            events: 0,
            visit: None,
            visits: 0,
            referrals: 0,
        };
        for place in 0..=ADVISERS {
            // Nobody signs in here: no password has this hash.
            unit.create_account(&this.account(place), "none", now).await?;
        }
        for place in 0..PARTNERS {
            let fields = OrganisationFields {
                name: format!("Association fictive {place}"),
                kind: OrganisationKind::Association,
                email: None,
                phone: None,
            };
            unit.put_organisation(directorate, this.partner(place), &fields).await?;
            for scheme in 0..SCHEMES {
                let scheme = Record::Scheme(this.scheme(place, scheme));
                unit.put_record(directorate, &scheme, now).await?;
            }
        }
        let department = AccountScope::Departments(vec![department]);
        let partner = AccountScope::Organisation(this.partner(0));
        for (account, scope) in this.limited().into_iter().zip([department, partner]) {
            unit.create_account(&account, "none", now).await?;
            let fields = AccountFields { name: account.display_name, role: account.role, scope };
            unit.change_account(account.id, &fields).await?;
        }
        Ok(this)
    }

    /// The supervisor is number 0, the advisers follow.
    pub(super) fn account(&self, place: u64) -> Account {
        Account {
            id: UserId(id(3, self.number * (ADVISERS + 1) + place)),
            login: format!("compte-{}-{place}", self.number),
            display_name: format!("Compte Fictif {place}"),
            role: if place == 0 { Role::Supervisor } else { Role::Adviser },
            directorate: self.id,
            limit: Limit::Whole,
        }
    }

    /// Supervisors who are limited to the department, which is all that there is, and to a partner.
    fn limited(&self) -> [Account; 2] {
        let account = |place, limit| Account {
            id: UserId(id(13, self.number * 2 + place)),
            login: format!("limite-{}-{place}", self.number),
            limit,
            ..self.account(0)
        };
        [account(0, Limit::Centres), account(1, Limit::Organisation(self.partner(0)))]
    }

    pub(super) fn any_adviser(&mut self) -> UserId {
        let place = 1 + self.chance.below(ADVISERS);
        self.account(place).id
    }

    pub(super) const fn partner(&self, place: u64) -> OrganisationId {
        OrganisationId(id(4, self.number * PARTNERS + place))
    }

    pub(super) const fn scheme_id(&self, partner: u64, place: u64) -> SchemeId {
        SchemeId(id(5, (self.number * PARTNERS + partner) * SCHEMES + place))
    }

    pub(super) fn scheme(&self, partner: u64, place: u64) -> Scheme {
        let kinds = SchemeKind::ALL;
        let levels = [None, Some(CefrLevel::A2), Some(CefrLevel::B1)];
        let at = |number: u64, of: usize| usize::try_from(number).unwrap_or_default() % of;
        Scheme {
            id: self.scheme_id(partner, place),
            organisation: self.partner(partner),
            organisation_name: String::new(),
            kind: kinds[at(partner + place, kinds.len())],
            title: format!("Dispositif fictif {partner}-{place}"),
            town: format!("Commune-Fictive {}-0", self.number),
            mode: Mode::InPerson,
            entry_level: None,
            target_level: levels[at(place, levels.len())],
            publics: String::new(),
            conditions: String::new(),
            cumulative: true,
            places: None,
            taken: 0,
            next_intake: None,
            open: true,
            verified_on: None,
            cards: Vec::new(),
            version: 1,
        }
    }

    pub(super) fn place(&self, people: u64) -> Place {
        Place {
            directorate: self.id,
            supervisor: self.account(0),
            limited: self.limited(),
            adviser: self.account(1),
            centre: CentreId(id(2, self.number * CENTRES)),
            partner: self.partner(0),
            people,
        }
    }

    /// Writes a record and tells the devices that follow the visit.
    pub(super) async fn put(
        &mut self,
        unit: &mut Writing,
        at: Instant,
        record: Record,
    ) -> Result<()> {
        unit.put_record(self.id, &record, at).await?;
        if let Some(visit) = &self.visit {
            let change = Change::Put(Scope::Intervention(visit.id), record);
            unit.add_changes(self.id, 1, &[change]).await?;
        }
        Ok(())
    }

    pub(super) async fn next_visit(&mut self, unit: &mut Writing) -> Result<Intervention> {
        let days = i64::try_from(self.chance.below(SPAN)).unwrap_or_default();
        let number = self.number * 1_000_000 + self.visits;
        self.visits += 1;
        let starts_at = self.now.plus(-days * DAY - HOUR);
        let centre = CentreId(id(2, self.number * CENTRES + self.chance.below(CENTRES)));
        let visit = invented_visit(InterventionId(id(6, number)), centre, starts_at, number);
        self.visit = Some(visit.clone());
        self.put(unit, starts_at, Record::Intervention(visit.clone())).await?;
        let adviser = self.any_adviser();
        unit.assign(visit.id, &[adviser]).await?;
        Ok(visit)
    }

    /// A name of so many syllables.
    pub(super) fn word(&mut self, syllables: u64) -> String {
        const SYLLABLES: [&str; 16] = [
            "ba", "ke", "mi", "no", "ru", "sa", "te", "li", "do", "fu", "ga", "he", "ni", "po",
            "va", "ze",
        ];
        let mut word = String::new();
        for _ in 0..syllables {
            word.push_str(self.chance.one(&SYLLABLES));
        }
        word[..1].make_ascii_uppercase();
        word
    }
}
