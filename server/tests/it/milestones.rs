//! Milestones are what the records say: kept up to date by each write, and gathered by the
//! migration for what was written before.

use crate::world::{Chance, World};

/// The last statement of the migration: gathers the milestones of everybody.
fn gathering() -> &'static str {
    let migration = if std::env::var_os("PASSERELLE_TEST_POSTGRES").is_some() {
        include_str!("../../migrations/postgres/0009_milestones.sql")
    } else {
        include_str!("../../migrations/sqlite/0009_milestones.sql")
    };
    migration.split_once("-- Gathered once for all.").unwrap().1
}

#[tokio::test]
async fn they_are_those_that_would_be_gathered_anew() {
    let world = World::at_random(&mut Chance(0x0f1e_2d3c_4b5a_6978), 160).await;
    let database = &world.app.database;
    database.execute("create table kept as select * from milestones").await;
    database.execute("delete from milestones").await;
    database.execute(gathering()).await;
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
}
