//! One schedule: a few devices, an office, and everything that can go wrong between them, in an
//! order that follows from a seed.

use crate::books::{Books, Decided};
use crate::chance::Chance;
use crate::device::{Device, RealClient, Tab, Work};
use crate::disk::Disk;
use crate::entries::entry;
use crate::line::{Answer, Letter, Line, Reply};
use crate::office::Office;
use crate::oracles::{self, Promise};
use crate::plan::{Broken, Mischief, Plan, Report};
use crate::schedule::{Task, go_on, happened};
use crate::units::AtCounter;
use domain::id::UserId;
use domain::{Command, RecordKey};
use histories::{ADVISERS, VISITS};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use sync::Outcome;
use sync::client::{Cut, Receipt, Saved};
#[cfg(feature = "seeded-bugs")]
use sync::seeded::put_in;
use sync::server::{self, Unanswered};
use sync::wire::{self, SyncRequest};

/// Far less than a real answer carries, so that few records make many pieces.
const BUDGET: usize = 400;

/// An exchange the server is busy with.
pub(crate) struct Exchange {
    task: Task<Option<Reply>>,
    answer: Answer,
}

/// The play.
pub(crate) struct Play {
    pub(crate) chance: Chance,
    pub(crate) office: Office,
    pub(crate) devices: Vec<Device>,
    pub(crate) promises: Vec<Promise>,
    /// What a person has looked at and closed.
    pub(crate) closed: Vec<Receipt>,
    /// Devices whose store was thrown away.
    pub(crate) evicted: BTreeSet<usize>,
    pub(crate) line: Rc<Line>,
    pub(crate) server: Vec<Exchange>,
    pub(crate) backup: Option<Arc<Books>>,
    pub(crate) plan: Plan,
    pub(crate) next_device: i64,
    pub(crate) report: Report,
    /// Whether nothing goes wrong any more.
    healed: bool,
}

/// Plays a schedule.
///
/// # Errors
/// When a promise was not kept.
pub fn play(plan: &Plan) -> Result<Report, Broken> {
    put_in(plan.bug);
    let played = Play::new(plan).run();
    put_in(None);
    played
}

/// There are no faults in what the tests of the server are compiled with.
#[cfg(not(feature = "seeded-bugs"))]
const fn put_in(_: Option<sync::seeded::Bug>) {}

impl Play {
    fn new(plan: &Plan) -> Self {
        let mut chance = Chance::new(plan.seed);
        let mut assigned = BTreeSet::new();
        for user in ADVISERS {
            for visit in VISITS {
                if chance.in_a_thousand(700) {
                    assigned.insert((user, visit));
                }
            }
        }
        let office = Office::new(histories::start(), assigned, chance.number());
        let mut new = Self {
            office,
            devices: Vec::new(),
            promises: Vec::new(),
            closed: Vec::new(),
            evicted: BTreeSet::new(),
            line: Rc::default(),
            server: Vec::new(),
            backup: None,
            plan: plan.clone(),
            next_device: 0,
            report: Report::default(),
            healed: false,
            chance,
        };
        let devices = 2 + new.chance.below(4);
        for _ in 0..devices {
            let user = *new.chance.one(&ADVISERS).unwrap_or(&ADVISERS[0]);
            let disk = Disk::new(new.chance.number());
            new.add_device(user, disk);
        }
        new
    }

    pub(crate) fn add_device(&mut self, user: UserId, disk: Rc<Disk>) {
        let has_locks = self.chance.in_a_thousand(500);
        let mut device = Device::new(self.next_device, user, disk, has_locks);
        self.next_device += 1;
        for _ in 0..=self.chance.below(3) {
            device.tabs.push(Tab::open(&device, &self.line));
        }
        self.devices.push(device);
    }

    pub(crate) fn may(&self, mischief: Mischief) -> bool {
        !self.plan.without.contains(&mischief)
    }

    fn run(&mut self) -> Result<Report, Broken> {
        for _ in 0..self.plan.steps {
            self.step()?;
        }
        self.come_to_rest()?;
        let books = self.office.books();
        let unsettled = |it: &&Decided| oracles::is_unsettled(&it.outcome);
        self.report.promised = self.promises.len();
        self.report.decided = books.log.len();
        self.report.unsettled = books.log.iter().filter(unsettled).count();
        self.report.renewed = books.clients.len().saturating_sub(self.devices.len());
        Ok(self.report)
    }

    pub(crate) fn broken(&self, what: impl Into<String>) -> Broken {
        Broken { what: what.into(), step: self.report.steps }
    }

    pub(crate) const fn steps(&self) -> u64 {
        self.report.steps
    }

    fn step(&mut self) -> Result<(), Broken> {
        self.report.steps += 1;
        self.office.wait(7);
        self.devices.iter().for_each(|device| device.disk.step());
        match self.chance.below(1_000) {
            0..480 => self.go_on_with_a_tab()?,
            480..700 => self.go_on_with_the_server(),
            700..830 => self.carry_a_letter(),
            830..890 => self.begin_to_talk(),
            890..950 => self.enter(),
            950..955 => self.close_a_receipt(),
            955..962 => self.desk(),
            962..1_000 => self.make_mischief(),
            _ => {}
        }
        Ok(())
    }

    fn any_tab(&mut self) -> Option<(usize, usize)> {
        let device = self.chance.below(self.devices.len());
        let tabs = self.devices[device].tabs.len();
        (tabs > 0).then(|| (device, self.chance.below(tabs)))
    }

    fn go_on_with_a_tab(&mut self) -> Result<(), Broken> {
        let Some((device, tab)) = self.any_tab() else { return Ok(()) };
        let busy = self.devices[device].tabs[tab].work.len();
        if busy == 0 {
            return self.look_at(device, tab);
        }
        let which = self.chance.below(busy);
        self.go_on(device, tab, which)?;
        self.pass_on_news(device, tab);
        if self.devices[device].tabs[tab].heard.take() {
            oracles::after_an_answer(self, device)?;
        }
        Ok(())
    }

    /// A tab with nothing to do reads what another wrote, or shows that it shows everything.
    fn look_at(&mut self, device: usize, tab: usize) -> Result<(), Broken> {
        let here = &mut self.devices[device].tabs[tab];
        let Some(client) = here.client.clone() else { return Ok(()) };
        if here.told.take() {
            here.work.push(Work::Reading(Box::pin(async move { client.reload().await })));
            return Ok(());
        }
        oracles::at_rest(self, device, tab)
    }

    fn pass_on_news(&mut self, device: usize, tab: usize) {
        let tells = |client: &Rc<RealClient>| client.world().tells.take();
        if self.devices[device].tabs[tab].client.as_ref().is_some_and(tells) {
            for (place, other) in self.devices[device].tabs.iter().enumerate() {
                if place != tab {
                    other.told.set(true);
                }
            }
        }
    }

    fn go_on(&mut self, device: usize, tab: usize, which: usize) -> Result<(), Broken> {
        let here = &mut self.devices[device].tabs[tab];
        let mut work = here.work.swap_remove(which);
        let done = match &mut work {
            Work::Opening(task) => match go_on(task) {
                None => false,
                Some(Ok(client)) => {
                    here.client = Some(Rc::new(client));
                    true
                }
                // The page says that the device's storage does not work, and is loaded anew.
                Some(Err(_)) => {
                    let renewed = Tab::open(&self.devices[device], &self.line);
                    self.devices[device].tabs[tab] = renewed;
                    return Ok(());
                }
            },
            Work::Talking(task) => match go_on(task) {
                None => false,
                Some(talked) => {
                    if std::mem::take(&mut here.has_turn) {
                        self.devices[device].around.talking.set(false);
                    }
                    let endless = talked == Err(Cut::Endless);
                    if let (true, Err(cut)) = (self.healed || endless, talked) {
                        return Err(
                            self.broken(format!("progress: {cut:?} with nothing in the way"))
                        );
                    }
                    return Ok(());
                }
            },
            Work::Entering(task) => match go_on(task) {
                None => false,
                Some(Ok(Saved::Here(id, envelope))) => {
                    let user = self.devices[device].user;
                    happened(|| format!("  device {device}: {} is safe", id.key()));
                    let promise = Promise { device, user, id, envelope };
                    oracles::a_new_promise(self, &promise)?;
                    self.promises.push(promise);
                    return Ok(());
                }
                Some(_) => true,
            },
            Work::Reading(task) | Work::Closing(task) => go_on(task).is_some(),
        };
        if !done {
            self.devices[device].tabs[tab].work.push(work);
        }
        Ok(())
    }

    fn go_on_with_the_server(&mut self) {
        if self.server.is_empty() {
            return;
        }
        let which = self.chance.below(self.server.len());
        let Some(result) = go_on(&mut self.server[which].task) else { return };
        let exchange = self.server.swap_remove(which);
        let Some(mut answer) = result else { return };
        if self.may(Mischief::Line) {
            if self.chance.in_a_thousand(120) {
                return;
            }
            if let Reply::Answer(bytes) = &mut answer
                && self.chance.in_a_thousand(40)
            {
                damage(bytes, &mut self.chance);
            }
        }
        *exchange.answer.borrow_mut() = Some(answer);
    }

    fn carry_a_letter(&mut self) {
        let which = self.chance.below(self.line.on_their_way());
        let Some(letter) = self.line.take(which) else { return };
        if self.may(Mischief::Line) {
            if self.chance.in_a_thousand(100) {
                return;
            }
            if self.chance.in_a_thousand(80) {
                self.line.post(letter.clone());
            }
        }
        self.server.push(receive(&self.office, letter));
    }

    fn begin_to_talk(&mut self) {
        let Some((device, tab)) = self.any_tab() else { return };
        self.talk(device, tab);
    }

    fn talk(&mut self, device: usize, tab: usize) {
        let around = Rc::clone(&self.devices[device].around);
        let here = &mut self.devices[device].tabs[tab];
        let Some(client) = here.client.clone() else { return };
        if here.work.iter().any(|work| matches!(work, Work::Talking(_))) {
            return;
        }
        if around.has_locks {
            if around.talking.replace(true) {
                return;
            }
            here.has_turn = true;
        }
        here.work.push(Work::Talking(Box::pin(async move { client.converse().await })));
    }

    fn enter(&mut self) {
        let Some((device, tab)) = self.any_tab() else { return };
        let here = &mut self.devices[device].tabs[tab];
        let Some(client) = here.client.clone() else { return };
        let command = client.read(|state| entry(state, &mut self.chance));
        let entering = Box::pin(async move { client.submit(command).await });
        self.devices[device].tabs[tab].work.push(Work::Entering(entering));
    }

    fn close_a_receipt(&mut self) {
        let Some((device, tab)) = self.any_tab() else { return };
        let Some(client) = self.devices[device].tabs[tab].client.clone() else { return };
        let receipts = client.receipts();
        let Some((id, receipt)) = self.chance.one(&receipts).cloned() else { return };
        if let Some(answer) = self.answer_to(&receipt) {
            let entering = Box::pin(async move { client.answer(id, answer).await });
            self.devices[device].tabs[tab].work.push(Work::Entering(entering));
            return;
        }
        // Somebody has seen it, whether or not the browser lives to write that down.
        self.closed.push(receipt);
        let closing = Box::pin(async move { client.close_receipt(id).await });
        self.devices[device].tabs[tab].work.push(Work::Closing(closing));
    }

    /// One of the two marks of a conflict, chosen; now and then somebody only looks.
    fn answer_to(&mut self, receipt: &Receipt) -> Option<Command> {
        let Outcome::Conflict(conflict) = &receipt.outcome else { return None };
        if self.chance.in_a_thousand(250) {
            return None;
        }
        let mark = *self.chance.one(&[conflict.standing, conflict.proposed])?;
        let answers = receipt.envelope.hash();
        let subject = receipt.envelope.open().ok()?.subject();
        let RecordKey::RosterEntry(intervention, signatory) = subject else { return None };
        Some(Command::SettleAttendance { intervention, signatory, mark, answers })
    }

    /// Heals everything, lets everybody talk until nothing is left to be said, and asks whether
    /// every promise was kept.
    fn come_to_rest(&mut self) -> Result<(), Broken> {
        self.plan.without.extend(Mischief::ALL);
        self.office.fail(0);
        for device in 0..self.devices.len() {
            self.devices[device].disk.heal();
            self.devices[device].around.online.set(true);
            self.change_the_application(device, wire::PROTOCOL);
            if self.devices[device].tabs.is_empty() {
                let tab = Tab::open(&self.devices[device], &self.line);
                self.devices[device].tabs.push(tab);
            }
        }
        // What was under way when all was healed may still end badly.
        self.until_quiet()?;
        self.healed = true;
        for _ in 0..6 {
            for device in 0..self.devices.len() {
                for tab in 0..self.devices[device].tabs.len() {
                    self.talk(device, tab);
                    self.until_quiet()?;
                }
            }
        }
        oracles::at_the_end(self)
    }

    /// Goes on until nobody has anything to do.
    fn until_quiet(&mut self) -> Result<(), Broken> {
        for _ in 0..20_000 {
            self.report.steps += 1;
            let mut busy = !self.server.is_empty() || self.line.on_their_way() > 0;
            self.carry_a_letter();
            // Nobody has to wait for it longer than devices have patience.
            (0..8).for_each(|_| self.go_on_with_the_server());
            for device in 0..self.devices.len() {
                for tab in 0..self.devices[device].tabs.len() {
                    if self.devices[device].tabs[tab].work.is_empty() {
                        busy |= self.devices[device].tabs[tab].told.get();
                        self.look_at(device, tab)?;
                    } else {
                        busy = true;
                        let which = self.chance.below(self.devices[device].tabs[tab].work.len());
                        self.go_on(device, tab, which)?;
                        self.pass_on_news(device, tab);
                        if self.devices[device].tabs[tab].heard.take() {
                            oracles::after_an_answer(self, device)?;
                        }
                    }
                }
            }
            if !busy {
                return Ok(());
            }
        }
        Err(self.broken("progress: devices and office still talk when nothing is left to be said"))
    }
}

/// A letter that has reached the server.
fn receive(office: &Office, letter: Letter) -> Exchange {
    let counter = AtCounter { office: office.clone(), user: letter.user, budget: BUDGET };
    let bytes = letter.bytes;
    let task = Box::pin(async move {
        let Ok((request, version)) = wire::decode_with_version::<SyncRequest>(&bytes) else {
            return Some(Reply::Refusal);
        };
        match server::exchange(&counter, &request, version).await {
            // What an old version cannot say is an error of the server's.
            Ok(response) => wire::encode_as(version, &response).map(Reply::Answer),
            Err(Unanswered::OtherAccount) => Some(Reply::Refusal),
            // An error of the server tells nothing: the device tries again.
            Err(Unanswered::Failed(_)) => None,
        }
    });
    Exchange { task, answer: letter.answer }
}

fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let place = chance.below(bytes.len());
    if chance.in_a_thousand(500) {
        bytes.truncate(place);
    } else if let Some(byte) = bytes.get_mut(place) {
        *byte ^= 1 + u8::try_from(chance.below(255)).unwrap_or_default();
    }
}
