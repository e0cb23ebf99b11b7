//! The tables of a device in memory. Nothing ever goes wrong here: what does is the simulator's.

use domain::id::ClientId;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::convert::Infallible;
use sync::client::{Draft, Plan, Table, Tables};
use uuid::Uuid;

/// Five tables of bytes.
#[derive(Debug, Default)]
pub struct InMemory(RefCell<BTreeMap<(Table, String), Vec<u8>>>);

impl Tables for InMemory {
    type Error = Infallible;
    type Transaction = ();

    async fn begin(&self, plan: &Plan) -> Result<((), Draft), Infallible> {
        let mut draft = Draft::of(plan);
        for ((table, key), value) in &*self.0.borrow() {
            let is_named = *table == Table::Meta && plan.names.contains(&key.as_str());
            if is_named || plan.whole.contains(table) {
                draft.found(*table, key.clone(), value.clone());
            }
        }
        Ok(((), draft))
    }

    async fn commit(&self, (): (), draft: &Draft) -> Result<(), Infallible> {
        let mut rows = self.0.borrow_mut();
        for (table, key, value) in draft.changes() {
            let key = (table, key.to_owned());
            match value {
                Some(value) => drop(rows.insert(key, value.to_vec())),
                None => drop(rows.remove(&key)),
            }
        }
        Ok(())
    }

    fn is_worth_another_try(error: &Infallible) -> bool {
        match *error {}
    }

    fn new_client(&self) -> ClientId {
        ClientId(Uuid::now_v7())
    }
}
