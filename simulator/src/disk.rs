//! A device's disk: tables in memory, with transactions that can be cut off, that fail, and that
//! succeed without anybody being told.

use crate::chance::Chance;
use crate::schedule::rest;
use domain::id::ClientId;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use sync::Envelope;
use sync::client::{Draft, Mode, Plan, Table, Tables};

type Rows = BTreeMap<(Table, String), Vec<u8>>;

/// What lies on a device, and what is wrong with it.
#[derive(Debug)]
pub struct Disk {
    rows: RefCell<Rc<Rows>>,
    writing: Cell<bool>,
    /// What localStorage holds, which forgets its last seconds when the browser is killed.
    shelter: RefCell<Vec<Sheltered>>,
    /// How many steps old what is in the shelter has to be to survive.
    steps: Cell<u64>,
    /// Works again after so many attempts.
    dead_for: Cell<u32>,
    full: Cell<bool>,
    /// How often everything was thrown away: transactions of before come to nothing.
    thrown_away: Cell<u32>,
    trouble: Cell<u16>,
    chance: RefCell<Chance>,
}

/// Why the disk did not do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskError {
    /// There is no room left.
    Full,
    /// The connection is dead, or another reason that may pass.
    Broken,
}

/// A command in localStorage.
#[derive(Clone, Debug)]
struct Sheltered {
    /// At which step it was put there.
    written: u64,
    /// At which it was taken away.
    removed: Option<u64>,
    envelope: Envelope,
}

/// Steps after which localStorage is on the disk.
const WRITTEN_OUT: u64 = 400;

impl Disk {
    /// An empty disk.
    #[must_use]
    pub fn new(seed: u64) -> Rc<Self> {
        Rc::new(Self {
            rows: RefCell::default(),
            writing: Cell::new(false),
            shelter: RefCell::default(),
            steps: Cell::new(0),
            dead_for: Cell::new(0),
            full: Cell::new(false),
            thrown_away: Cell::new(0),
            trouble: Cell::new(0),
            chance: RefCell::new(Chance::new(seed)),
        })
    }

    /// The same content on another device.
    #[must_use]
    pub fn copy(&self, seed: u64) -> Rc<Self> {
        let copy = Self::new(seed);
        *copy.rows.borrow_mut() = Rc::clone(&self.rows.borrow());
        copy.shelter.borrow_mut().clone_from(&self.shelter.borrow());
        copy
    }

    /// Lets a step pass.
    pub fn step(&self) {
        self.steps.set(self.steps.get() + 1);
    }

    /// The browser was killed: nobody writes any more, and the tail of localStorage is gone.
    pub fn lose_power(&self) {
        self.writing.set(false);
        let oldest = self.steps.get().saturating_sub(WRITTEN_OUT);
        let mut shelter = self.shelter.borrow_mut();
        shelter.retain(|it| it.written <= oldest && it.removed.is_none_or(|at| at > oldest));
        shelter.iter_mut().for_each(|it| it.removed = None);
    }

    /// Another version of the application was put on the device: it cannot read the copy.
    pub fn lose_the_copy(&self) {
        let place = (Table::Meta, "place".to_owned());
        Rc::make_mut(&mut *self.rows.borrow_mut()).remove(&place);
    }

    /// The browser throws everything away that the site keeps.
    pub fn evict(&self) {
        *self.rows.borrow_mut() = Rc::default();
        self.shelter.borrow_mut().clear();
        self.thrown_away.set(self.thrown_away.get() + 1);
    }

    /// Sets how often, in a thousand times, something fails.
    pub fn trouble(&self, in_a_thousand: u16) {
        self.trouble.set(in_a_thousand);
    }

    /// Takes the room away, or gives it back.
    pub fn fill(&self, full: bool) {
        self.full.set(full);
    }

    /// The connection is dead for the next attempts.
    pub fn die(&self, attempts: u32) {
        self.dead_for.set(attempts);
    }

    /// Heals everything.
    pub fn heal(&self) {
        self.trouble.set(0);
        self.full.set(false);
        self.dead_for.set(0);
    }

    /// What lies in the shelter.
    #[must_use]
    pub fn sheltered(&self) -> Vec<Envelope> {
        let shelter = self.shelter.borrow();
        let there = shelter.iter().filter(|it| it.removed.is_none());
        there.map(|it| it.envelope.clone()).collect()
    }

    /// Puts a command into the shelter.
    pub fn shelter(&self, envelope: &Envelope) -> bool {
        if self.chance.borrow_mut().in_a_thousand(self.trouble.get()) {
            return false;
        }
        let (written, envelope) = (self.steps.get(), envelope.clone());
        self.shelter.borrow_mut().push(Sheltered { written, removed: None, envelope });
        true
    }

    /// Takes a command out of the shelter.
    pub fn unshelter(&self, envelope: &Envelope) {
        let now = self.steps.get();
        for it in self.shelter.borrow_mut().iter_mut().filter(|it| it.envelope == *envelope) {
            it.removed = it.removed.or(Some(now));
        }
    }

    /// What lies in a table, as a thief would find it.
    #[must_use]
    pub fn rows(&self, table: Table) -> Vec<(String, Vec<u8>)> {
        let rows = self.rows.borrow();
        rows.iter()
            .filter(|((of, _), _)| *of == table)
            .map(|((_, key), value)| (key.clone(), value.clone()))
            .collect()
    }

    fn fails(&self) -> Result<(), DiskError> {
        if self.dead_for.get() > 0 {
            self.dead_for.set(self.dead_for.get() - 1);
            return Err(DiskError::Broken);
        }
        if self.chance.borrow_mut().in_a_thousand(self.trouble.get()) {
            return Err(DiskError::Broken);
        }
        Ok(())
    }
}

/// A tab's access to the disk.
#[derive(Clone, Debug)]
pub struct OnDisk(pub Rc<Disk>);

/// A transaction.
#[derive(Debug)]
pub struct Work {
    disk: Rc<Disk>,
    rows: Rc<Rows>,
    writes: bool,
    /// How often everything had been thrown away when it began.
    thrown_away: u32,
}

impl Work {
    fn is_alive(&self) -> Result<(), DiskError> {
        if self.disk.thrown_away.get() == self.thrown_away {
            Ok(())
        } else {
            Err(DiskError::Broken)
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if self.writes {
            self.disk.writing.set(false);
        }
    }
}

impl Tables for OnDisk {
    type Error = DiskError;
    type Transaction = Work;

    async fn begin(&self, plan: &Plan) -> Result<(Work, Draft), DiskError> {
        rest().await;
        self.0.fails()?;
        let writes = plan.mode == Mode::Write;
        while writes && self.0.writing.get() {
            rest().await;
        }
        if writes {
            self.0.writing.set(true);
        }
        let rows = Rc::clone(&self.0.rows.borrow());
        let thrown_away = self.0.thrown_away.get();
        let work = Work { disk: Rc::clone(&self.0), rows, writes, thrown_away };
        let mut draft = Draft::of(plan);
        for name in plan.names {
            if let Some(value) = work.rows.get(&(Table::Meta, (*name).to_owned())) {
                draft.found(Table::Meta, (*name).to_owned(), value.clone());
            }
        }
        for table in plan.whole {
            rest().await;
            self.0.fails()?;
            for ((_, key), value) in work.rows.iter().filter(|((of, _), _)| of == table) {
                draft.found(*table, key.clone(), value.clone());
            }
        }
        Ok((work, draft))
    }

    async fn commit(&self, mut begun: Work, draft: &Draft) -> Result<(), DiskError> {
        let rows = Rc::make_mut(&mut begun.rows);
        for (table, key, value) in draft.changes() {
            match value {
                Some(_) if self.0.full.get() => return Err(DiskError::Full),
                Some(value) => drop(rows.insert((table, key.to_owned()), value.to_vec())),
                None => drop(rows.remove(&(table, key.to_owned()))),
            }
        }
        rest().await;
        begun.is_alive()?;
        self.0.fails()?;
        *self.0.rows.borrow_mut() = Rc::clone(&begun.rows);
        rest().await;
        // It is done, and now and then nobody is told.
        begun.is_alive()?;
        self.0.fails()
    }

    fn is_worth_another_try(error: &DiskError) -> bool {
        *error == DiskError::Broken
    }

    fn new_client(&self) -> ClientId {
        ClientId(self.0.chance.borrow_mut().identity())
    }
}
