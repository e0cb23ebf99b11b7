//! The funnel: the numbers are those of its definition, and each is as long as its list.

use crate::app::{ALICE, CENTRE, DAY, HOUR, TestApp, person, visit};
use crate::client::Client;
use crate::invented::{held, slot};
use crate::world::{Chance, World, centre, day_of, interest};
use app::api::Page;
use app::api::figures::{
    Behind, Breakdown, Counts, Delay, Funnel, Group, Month, Period, Share, Stage,
};
use app::api::people::PersonRow;
use domain::Record;
use domain::attendance::{Attendance, RosterEntry};
use domain::id::{InterventionId, InterviewId, ReferralId, SchemeId, SignatoryId, UserId};
use domain::interest::{Interest, Withdrawal};
use domain::intervention::Intervention;
use domain::interview::{Dated, Interview, InterviewEvent, Missed};
use domain::person::{Origin, Signatory};
use domain::referral::{Referral, ReferralEvent, ReferralState};
use domain::time::Day;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

impl World {
    /// The definition of the funnel, by the records alone.
    fn truth(&self, period: Period, by: Breakdown) -> BTreeMap<String, Counts> {
        let mut groups: BTreeMap<String, Counts> = BTreeMap::new();
        for (person, (visit, adviser)) in self.met(period) {
            let group = self.group(person, &visit, adviser, by);
            let counts = groups.entry(group.code()).or_default();
            for count in &mut counts[..self.reached(person)] {
                *count += 1;
            }
        }
        groups
    }

    /// The people met in a period, with the first visit and who was there for us.
    fn met(&self, period: Period) -> BTreeMap<SignatoryId, (Intervention, Option<UserId>)> {
        let inside = |visit: &Intervention| {
            let day = server::civil::day_of(visit.starts_at);
            period.from.is_none_or(|from| day >= from) && period.to.is_none_or(|to| day <= to)
        };
        let mut visits: Vec<_> = self.state.interventions().filter(|it| inside(it)).collect();
        visits.sort_by_key(|it| (it.starts_at, it.id));
        let mut met: BTreeMap<SignatoryId, (Intervention, Option<UserId>)> = BTreeMap::new();
        for visit in visits {
            for entry in self.state.roster_of(visit.id) {
                if entry.mark == Some(Attendance::Present) {
                    met.entry(entry.signatory).or_insert((visit.clone(), entry.marked_by));
                }
            }
            for interest in self.state.interests().filter(|it| it.intervention == visit.id) {
                if interest.withdrawn != Some(Withdrawal::Mistake) {
                    met.entry(interest.signatory).or_insert((visit.clone(), interest.entered_by));
                }
            }
        }
        met
    }

    fn group(
        &self,
        person: SignatoryId,
        visit: &Intervention,
        adviser: Option<UserId>,
        by: Breakdown,
    ) -> Group {
        match by {
            Breakdown::Centre => Group::Centre(visit.centre),
            Breakdown::Level => Group::Level(self.state.signatory(person).unwrap().level),
            Breakdown::Month => Group::Month(Month::of(server::civil::day_of(visit.starts_at))),
            Breakdown::Adviser => {
                let latest = self
                    .state
                    .interviews_of(person)
                    .max_by_key(|it| (it.slot().unwrap().starts_at, it.id));
                Group::Adviser(latest.map(|it| it.adviser).or(adviser))
            }
            Breakdown::Kind => {
                let furthest = self
                    .state
                    .referrals_of(person)
                    .max_by_key(|it| (self.rank(it), it.events[0].at, it.id));
                let wish = self
                    .state
                    .interests_of(person)
                    .filter(|it| it.withdrawn != Some(Withdrawal::Mistake))
                    .max_by_key(|it| (it.entered_at, it.id))
                    .map(|it| it.wishes.kinds()[0]);
                let kind = furthest.map(|it| self.state.scheme(it.scheme).unwrap().kind);
                Group::Kind(kind.or(wish))
            }
        }
    }

    fn reached(&self, person: SignatoryId) -> usize {
        let furthest = self.state.referrals_of(person).map(|it| self.rank(it)).max();
        let held = self
            .state
            .interviews_of(person)
            .any(|it| it.events.iter().any(|it| matches!(it.what, InterviewEvent::Held(_))));
        let interested =
            self.state.interests_of(person).any(|it| it.withdrawn != Some(Withdrawal::Mistake));
        furthest.unwrap_or(if held {
            3
        } else if interested {
            2
        } else {
            1
        })
    }

    fn rank(&self, referral: &Referral) -> usize {
        let today = server::civil::day_of(self.app.office.now());
        let when = |wanted: fn(&ReferralEvent) -> bool| {
            referral.events.iter().find(|it| wanted(&it.what)).map(|it| day_of(it.at))
        };
        let accepted = when(|it| matches!(it, ReferralEvent::Accepted(_)));
        let Some(entered) = when(|it| matches!(it, ReferralEvent::Entered(_))) else {
            return if accepted.is_some() { 5 } else { 4 };
        };
        let left = when(|it| matches!(it, ReferralEvent::DroppedOut(_) | ReferralEvent::Withdrawn));
        let stayed = left.is_none_or(|left| left.0 >= entered.0 + 90);
        let long_ago = entered.0 + 90 <= today.0;
        assert!(referral.state() != ReferralState::Completed || left.is_none());
        if long_ago && stayed { 7 } else { 6 }
    }
}

pub async fn funnel(client: &Client, period: Period, by: Breakdown) -> Funnel {
    client.call("desk/figures/funnel", json!({"period": period, "breakdown": by})).await.read()
}

/// Everybody behind a number, page by page.
pub async fn list(client: &Client, behind: Behind) -> (u32, Vec<SignatoryId>) {
    let mut people = Vec::new();
    for page in 0.. {
        let asked = json!({"behind": behind, "page": page});
        let found: Page<PersonRow> = client.call("desk/figures/people", asked).await.read();
        people.extend(found.rows.iter().map(|row| row.id));
        if page + 1 >= found.count() {
            return (found.total, people);
        }
    }
    unreachable!()
}

#[tokio::test]
async fn every_number_is_the_definition_and_as_long_as_its_list() {
    let mut chance = Chance(0x1234_5678_9abc_def1);
    let world = World::at_random(&mut chance, 160).await;
    let client = world.app.supervisor().await;
    let day = server::civil::day_of(world.app.office.now());
    let half = Period { from: Some(Day(day.0 - 200)), to: Some(Day(day.0 - 20)) };
    for period in [Period::default(), half] {
        for by in Breakdown::ALL {
            let funnel = funnel(&client, period, by).await;
            let found: BTreeMap<String, Counts> =
                funnel.groups.iter().map(|row| (row.group.code(), row.counts)).collect();
            assert_eq!(found, world.truth(period, by), "{by:?}");
            for (place, stage) in Stage::ALL.into_iter().enumerate() {
                let sum: u32 = funnel.groups.iter().map(|row| row.counts[place]).sum();
                assert_eq!(sum, funnel.counts[place], "groups add up to the total");
                let groups = funnel.groups.iter().map(|row| (Some(row.group), row.counts[place]));
                for (group, count) in groups.chain([(None, sum)]) {
                    let behind = Behind::Funnel { period, stage, group };
                    let (total, people) = list(&client, behind).await;
                    let once: BTreeSet<_> = people.iter().collect();
                    let all = usize::try_from(count).unwrap();
                    let listed = (total, people.len(), once.len());
                    assert_eq!(listed, (count, all, all), "{}", behind.query());
                }
            }
        }
    }
    let all = funnel(&client, Period::default(), Breakdown::Centre).await;
    assert!(all.counts.iter().all(|count| *count > 0), "{:?}", all.counts);
    assert!(all.counts[0] < all.expected);
}

#[tokio::test]
async fn a_person_met_in_two_centres_counts_once() {
    let mut world = World::new().await;
    let now = world.app.office.now();
    let id = SignatoryId(Uuid::from_u128(9_000));
    world.put(now, person(id, "Exemple-Deux")).await;
    for (number, centre) in (1_u32..).zip([CENTRE, centre(1)]) {
        let visit_id = InterventionId(Uuid::from_u128(3_000 + u128::from(number)));
        let starts_at = now.plus(-DAY * i64::from(number));
        world.put(now, visit(visit_id, centre, starts_at, 60 + u64::from(number))).await;
        let entry = RosterEntry {
            mark: Some(Attendance::Present),
            version: 1,
            ..RosterEntry::expected(visit_id, id)
        };
        world.put(now, Record::RosterEntry(entry)).await;
    }
    let client = world.app.supervisor().await;
    let funnel = funnel(&client, Period::default(), Breakdown::Centre).await;
    assert_eq!(funnel.counts[0], 1);
    let groups: Vec<_> = funnel.groups.iter().map(|row| (row.group, row.counts[0])).collect();
    assert_eq!(groups, [(Group::Centre(centre(1)), 1)], "the centre of the first visit");
}

/// Someone who entered ten times `number` days after the training, and was called `number` days
/// after the interest. The first was not at the first appointment; the second was marked so by
/// mistake; of the last, nobody answered a second referral.
async fn one_who_waited(world: &mut World, number: u32, visit: &Intervention, to: &[SchemeId]) {
    let id = SignatoryId(Uuid::from_u128(9_000 + u128::from(number)));
    let Record::Signatory(plain) = person(id, "Exemple-Attente") else { unreachable!() };
    let at = visit.starts_at.plus(HOUR);
    let ends = day_of(at);
    let signatory = Signatory { training_ends: Some(ends), ..plain };
    world.put(visit.starts_at, Record::Signatory(signatory)).await;
    let interest = Interest {
        origin: if number < 3 { Origin::OwnPhone } else { Origin::Adviser },
        ..interest(100_000 + u128::from(number), id, visit.id, at)
    };
    world.put(at, Record::Interest(interest.clone())).await;
    let planned = at.plus(i64::from(number) * DAY + HOUR);
    let slot = slot(at.plus(9 * DAY));
    let no_show = InterviewEvent::Missed(Missed::NoShow);
    let first = InterviewEvent::Planned(slot.clone());
    let events = match number {
        0 => vec![first, no_show, InterviewEvent::Planned(slot), held()],
        1 => vec![first, no_show, held()],
        _ => vec![first, held()],
    };
    let mut interview = Interview {
        id: InterviewId(Uuid::from_u128(200_000 + u128::from(number))),
        signatory: id,
        interest: interest.id,
        adviser: ALICE,
        events: vec![],
        version: 1,
    };
    for what in events {
        interview.events.push(Dated { at: planned, by: Some(ALICE), what });
        world.put(planned, Record::Interview(interview.clone())).await;
    }
    let entered = Day(ends.0 + i32::try_from(number).unwrap() * 10);
    let mut ways = vec![vec![ReferralEvent::Accepted(None), ReferralEvent::Entered(entered)]];
    if number == 9 {
        ways.push(vec![ReferralEvent::Expired]);
    }
    for (place, way) in (0..).zip(ways) {
        let sent = planned.plus(HOUR);
        let mut referral = Referral {
            id: ReferralId(Uuid::from_u128(300_000 + u128::from(number) * 10 + place)),
            signatory: id,
            scheme: to[usize::try_from(place).unwrap()],
            interview: interview.id,
            events: vec![Dated { at: sent, by: None, what: ReferralEvent::Sent }],
            version: 1,
        };
        world.put(sent, Record::Referral(referral.clone())).await;
        for what in way {
            let at = sent.plus(4 * DAY);
            referral.events.push(Dated { at, by: None, what });
            world.put(at, Record::Referral(referral.clone())).await;
        }
    }
}

#[tokio::test]
async fn delays_and_rates_are_those_of_the_people_met() {
    let mut world = World::new().await;
    let schemes = world.schemes().await;
    let starts_at = world.app.office.now().plus(-200 * DAY);
    let id = InterventionId(Uuid::from_u128(3_000));
    let Record::Intervention(visit) = visit(id, CENTRE, starts_at, 60) else { unreachable!() };
    world.put(starts_at, Record::Intervention(visit.clone())).await;
    for number in 0..10 {
        one_who_waited(&mut world, number, &visit, &schemes).await;
    }
    let client = world.app.supervisor().await;
    let funnel = funnel(&client, Period::default(), Breakdown::Month).await;
    let delay = |it: Option<Delay>| it.map(|it| (it.number, it.median, it.ninth_decile));
    assert_eq!(delay(funnel.delays.without_path), Some((10, 40, 80)));
    assert_eq!(delay(funnel.delays.to_interview), Some((10, 4, 8)));
    assert_eq!(delay(funnel.delays.to_answer), Some((10, 4, 4)));
    let share = |it: Share| (it.part, it.whole);
    assert_eq!(share(funnel.rates.no_show), (1, 11));
    assert_eq!(share(funnel.rates.unanswered), (1, 11));
    assert_eq!(share(funnel.rates.self_registered), (3, 10));
    assert_eq!(funnel.too_early, 0);
}

#[tokio::test]
async fn a_period_that_ends_before_it_begins_is_told() {
    let app = TestApp::start().await;
    let client = app.supervisor().await;
    let wrong = json!({"period": {"from": 20_100, "to": 20_000}, "breakdown": "Centre"});
    let (field, message) = client.call("desk/figures/funnel", wrong).await.invalid();
    assert_eq!(field, "period");
    assert!(message.contains("Vérifiez les deux dates"));
}

#[tokio::test]
async fn figures_are_for_supervisors_and_of_their_territory() {
    let mut chance = Chance(0x5555_aaaa_1234_1231);
    let world = World::at_random(&mut chance, 20).await;
    let foreign = world.app.foreign_supervisor().await;
    let theirs = funnel(&foreign, Period::default(), Breakdown::Centre).await;
    assert_eq!((theirs.counts[0], theirs.expected), (0, 0));
    let behind = Behind::Funnel { period: Period::default(), stage: Stage::Present, group: None };
    assert_eq!(list(&foreign, behind).await.0, 0);
    let group = Some(Group::Centre(CENTRE));
    let behind = Behind::Funnel { period: Period::default(), stage: Stage::Present, group };
    assert_eq!(list(&foreign, behind).await.0, 0);
    let alice = world.app.alice().await;
    for (path, asked) in [
        ("desk/figures/funnel", json!({"period": {}, "breakdown": "Centre"})),
        ("desk/figures/people", json!({"behind": behind, "page": 0})),
        ("desk/figures/report", json!({"year": 2026, "audience": "Office"})),
    ] {
        assert_eq!(alice.call(path, asked).await.status, 403, "{path}");
    }
}
