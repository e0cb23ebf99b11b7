//! The year's report.

use crate::funnel::list;
use crate::world::{Chance, World};
use app::api::figures::{Behind, Count, Part, Report};
use domain::Record;
use domain::level::CefrLevel;
use domain::referral::Referral;
use domain::scheme::{Scheme, SchemeKind};
use serde_json::json;
use std::collections::BTreeSet;

#[tokio::test]
async fn the_report_counts_who_was_referred_in_the_year_and_hides_small_counts_from_others() {
    let mut chance = Chance(0x0bad_cafe_1234_5671);
    let world = World::at_random(&mut chance, 120).await;
    let client = world.app.supervisor().await;
    let mut years = 0;
    for year in [2025, 2026] {
        let asked = json!({"year": year, "audience": "Office"});
        let report: Report = client.call("desk/figures/report", asked).await.read();
        let told = |part: Part| report.referred.iter().find(|row| row.part == part).unwrap().people;
        let referrals: Vec<Referral> = world
            .state
            .records()
            .filter_map(|record| match record {
                Record::Referral(it) => Some(it),
                _ => None,
            })
            .filter(|it| server::civil::day_of(it.events[0].at).civil().0 == year)
            .collect();
        let people = |of: &dyn Fn(&Scheme) -> bool| -> u32 {
            let people: BTreeSet<_> = referrals
                .iter()
                .filter(|it| of(world.state.scheme(it.scheme).unwrap()))
                .map(|it| it.signatory)
                .collect();
            u32::try_from(people.len()).unwrap()
        };
        let french = |it: &Scheme| it.kind == SchemeKind::LanguageCourse;
        assert_eq!(told(Part::All), Count::Exact(people(&|_| true)));
        assert_eq!(told(Part::French), Count::Exact(people(&french)));
        let to = |level| move |it: &Scheme| french(it) && it.target_level == Some(level);
        assert_eq!(told(Part::FrenchA2), Count::Exact(people(&to(CefrLevel::A2))));
        assert_eq!(told(Part::FrenchB1), Count::Exact(people(&to(CefrLevel::B1))));
        let social = |it: &Scheme| it.kind == SchemeKind::SocialIntegration;
        assert_eq!(told(Part::Social), Count::Exact(people(&social)));
        let professional = |it: &Scheme| !french(it) && !social(it);
        assert_eq!(told(Part::Professional), Count::Exact(people(&professional)));
        let mut by_centre = 0;
        for row in &report.by_centre {
            let Count::Exact(count) = row.people else { panic!("{:?}", row.people) };
            by_centre += count;
            let centre = Some(row.centre.id);
            let behind = Behind::Referred { year, part: Part::All, centre };
            assert_eq!(list(&client, behind).await.0, count);
        }
        assert_eq!(Count::Exact(by_centre), told(Part::All));
        for part in Part::ALL {
            let (total, _) = list(&client, Behind::Referred { year, part, centre: None }).await;
            assert_eq!(Count::Exact(total), told(part), "{part:?}");
        }
        years += by_centre;

        let asked = json!({"year": year, "audience": "Shared"});
        let shared: Report = client.call("desk/figures/report", asked).await.read();
        let counts = shared.referred.iter().map(|row| row.people);
        let centres = shared.by_centre.iter().map(|row| row.people);
        for count in counts.chain(centres).chain(shared.funnel.iter().copied()) {
            assert!(!matches!(count, Count::Exact(1..=4)), "{shared:?}");
        }
    }
    assert!(years > 20, "the world is large enough to mean something: {years}");
    let wrong = json!({"year": 12, "audience": "Office"});
    assert_eq!(client.call("desk/figures/report", wrong).await.invalid().0, "year");
}
