//! Milestones are what the records say: kept up to date by each write, and gathered after the
//! migrations for what was written before there were any.

use crate::world::{Chance, World};
use server::randomness::SystemRandomness;

#[tokio::test]
async fn they_are_those_that_would_be_gathered_anew() {
    let world = World::at_random(&mut Chance(0x0f1e_2d3c_4b5a_6978), 160).await;
    let database = &world.app.database;
    database.execute("create table kept as select * from milestones").await;
    database.execute("delete from milestones").await;
    world.app.office.store.migrate(&SystemRandomness).await.unwrap();
    for (these, those) in [("kept", "milestones"), ("milestones", "kept")] {
        // Who gave no interest yet has no milestones, or those of somebody met.
        let only = format!(
            "select count(*) from (
                 select * from {these} where reached > 1 except select * from {those}) as x"
        );
        assert_eq!(database.rows::<(i64,)>(&only).await, [(0,)], "in {these}, not in {those}");
    }
    let [(people, furthest)] = database
        .rows::<(i64, i64)>("select count(*), max(reached) from kept")
        .await
        .try_into()
        .unwrap();
    assert!(people > 50 && furthest == 6, "{people} people, {furthest}");

    let otherwise = "select count(*) from referrals r where r.answered_at is distinct from (
        select min(e.received_at) from referral_events e
        where e.referral = r.id and e.kind in ('accepted', 'declined', 'waitlisted'))";
    assert_eq!(database.rows::<(i64,)>(otherwise).await, [(0,)]);
    let elsewhere = "select count(*) from referrals r where r.centre is distinct from (
        select v.centre from interviews i join interests n on n.id = i.interest
            join interventions v on v.id = n.intervention
        where i.id = r.interview)";
    assert_eq!(database.rows::<(i64,)>(elsewhere).await, [(0,)]);
}
