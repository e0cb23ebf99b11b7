//! One schedule: a few devices, an office, and everything that can go wrong between them, in an
//! order that follows from a seed.

use crate::chance::Chance;
use crate::device::{Device, RealClient, Tab, TabWorld, Work};
use crate::disk::{Disk, DiskError, OnDisk};
use crate::line::{Answer, Letter, Line};
use crate::office::{AtCounter, Books, Decided, Office};
use crate::oracles::{self, Promise};
use crate::schedule::{Task, go_on, happened};
use domain::id::{InterestId, InterviewId, ReferralId, UserId};
use domain::{Command, Record, State};
use histories::{ADVISERS, SCHEMES, Step, VISITS};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use sync::client::{Client, Cut, Kept, Receipt, Saved};
use sync::seeded::{self, Bug};
use sync::server::{self, Unanswered};
use sync::wire::{self, SyncRequest};

/// A kind of mischief, which a schedule may be played without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mischief {
    /// Letters get lost, come twice, late and damaged; devices lose the network.
    Line,
    /// Disks fail, fill up, and do not say that they succeeded.
    Disk,
    /// Tabs and browsers are killed.
    Kill,
    /// The server is killed, or cannot write.
    Server,
    /// Clocks jump.
    Clock,
    /// Advisers lose visits and get them back; the desk changes records.
    Desk,
    /// Devices run an application of the first version for a while.
    Old,
    /// The office is restored from its last backup.
    Restore,
    /// A device is copied, as by a restored image.
    Copy,
}

impl Mischief {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Line,
        Self::Disk,
        Self::Kill,
        Self::Server,
        Self::Clock,
        Self::Desk,
        Self::Old,
        Self::Restore,
        Self::Copy,
    ];
}

/// What is to be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What everything follows from.
    pub seed: u64,
    /// How many steps before everything is healed.
    pub steps: u32,
    /// What is left out.
    pub without: BTreeSet<Mischief>,
    /// A fault put in on purpose.
    pub bug: Option<Bug>,
}

impl Plan {
    /// The schedule of this seed. Each leaves out some kinds of mischief: where everything happens
    /// at once, much of it hides the rest.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut chance = Chance::new(!seed);
        let without = Mischief::ALL.into_iter().filter(|_| chance.in_a_thousand(333)).collect();
        Self { seed, steps: 1_200, without, bug: None }
    }
}

/// What a schedule came to, where all was well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Steps until everything was at rest.
    pub steps: u64,
    /// Commands that devices said were safe.
    pub promised: usize,
    /// Commands the office decided.
    pub decided: usize,
    /// Of these, conflicts and refusals.
    pub unsettled: usize,
    /// Times the office was restored.
    pub restored: u32,
    /// Times a device was given a new identity.
    pub renewed: usize,
}

/// A promise that was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which, and how.
    pub what: String,
    /// At which step.
    pub step: u64,
}

/// An exchange the server is busy with.
struct Exchange {
    task: Task<Option<Option<Vec<u8>>>>,
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
    line: Rc<Line>,
    server: Vec<Exchange>,
    backup: Option<Arc<Books>>,
    plan: Plan,
    next_device: i64,
    report: Report,
    /// Whether nothing goes wrong any more.
    healed: bool,
}

/// Plays a schedule.
///
/// # Errors
/// When a promise was not kept.
pub fn play(plan: &Plan) -> Result<Report, Broken> {
    seeded::put_in(plan.bug);
    let mut play = Play::new(plan);
    let played = play.run();
    seeded::put_in(None);
    played
}

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
        let mut play = Self {
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
        let devices = 2 + play.chance.below(4);
        for _ in 0..devices {
            let user = *play.chance.one(&ADVISERS).unwrap_or(&ADVISERS[0]);
            let disk = Disk::new(play.chance.number());
            play.add_device(user, disk);
        }
        play
    }

    fn add_device(&mut self, user: UserId, disk: Rc<Disk>) {
        let has_locks = self.chance.in_a_thousand(500);
        let mut device = Device::new(self.next_device, user, disk, has_locks);
        self.next_device += 1;
        for _ in 0..=self.chance.below(3) {
            device.tabs.push(open_tab(&device, &self.line));
        }
        self.devices.push(device);
    }

    fn may(&self, mischief: Mischief) -> bool {
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
        let number = here.number;
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
                    let renewed = open_tab(&self.devices[device], &self.line);
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
                        return Err(self.broken(format!("progress: {cut:?} with nothing in the way")));
                    }
                    return Ok(());
                }
            },
            Work::Entering(task) => match go_on(task) {
                None => false,
                Some(Ok(Saved::Here(id, envelope))) => {
                    let user = self.devices[device].user;
                    happened(|| format!("  device {device}: {} is safe", id.key()));
                    let promise = Promise { device, tab: number, user, id, envelope };
                    oracles::a_new_promise(self, &promise)?;
                    self.promises.push(promise);
                    return Ok(());
                }
                Some(_) => true,
            },
            Work::Reading(task) => go_on(task).is_some(),
            Work::Closing(task) => go_on(task).is_some(),
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
            if let Some(bytes) = &mut answer
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
        let step = Step::from(self.chance.number().to_le_bytes());
        let here = &mut self.devices[device].tabs[tab];
        let Some(client) = here.client.clone() else { return };
        let command = client.read(|state| {
            let command = histories::command(state, step);
            with_own_identity(state, command, &mut self.chance)
        });
        let entering = Box::pin(async move { client.submit(command).await });
        self.devices[device].tabs[tab].work.push(Work::Entering(entering));
    }

    fn close_a_receipt(&mut self) {
        let Some((device, tab)) = self.any_tab() else { return };
        let Some(client) = self.devices[device].tabs[tab].client.clone() else { return };
        let receipts = client.receipts();
        let Some((id, receipt)) = self.chance.one(&receipts).cloned() else { return };
        // Somebody has seen it, whether or not the browser lives to write that down.
        self.closed.push(receipt);
        let closing = Box::pin(async move { client.close_receipt(id).await });
        self.devices[device].tabs[tab].work.push(Work::Closing(closing));
    }

    /// The supervisor changes who works where, or a record.
    fn desk(&mut self) {
        if !self.may(Mischief::Desk) {
            return;
        }
        let user = *self.chance.one(&ADVISERS).unwrap_or(&ADVISERS[0]);
        let visit = *self.chance.one(&VISITS).unwrap_or(&VISITS[0]);
        let scheme = *self.chance.one(&SCHEMES).unwrap_or(&SCHEMES[0]);
        let what = self.chance.below(3);
        let tag = self.chance.tag();
        // The desk's own work is not what is tested here: it happens between two steps.
        if self.server.is_empty() {
            self.office.desk(tag, |books| match what {
                0 => {
                    books.assigned.remove(&(user, visit));
                    None
                }
                1 => {
                    books.assigned.insert((user, visit));
                    None
                }
                _ => books.state.scheme(scheme).cloned().map(|mut scheme| {
                    scheme.version += 1;
                    Record::Scheme(scheme)
                }),
            });
        }
    }

    fn make_mischief(&mut self) {
        let all = Mischief::ALL;
        let Some(kind) = self.chance.one(&all).copied() else { return };
        let device = self.chance.below(self.devices.len());
        let draw = self.chance.below(100);
        if !self.may(kind) {
            return;
        }
        match kind {
            Mischief::Line => {
                let around = &self.devices[device].around;
                around.online.set(!around.online.get() || draw < 30);
                if draw > 95 {
                    self.line.cut();
                }
            }
            Mischief::Disk => {
                let disk = &self.devices[device].disk;
                match draw {
                    0..25 => disk.trouble(60),
                    25..50 => disk.fill(true),
                    50..65 => disk.die(3),
                    _ => disk.heal(),
                }
            }
            Mischief::Kill => self.kill(device, draw),
            Mischief::Server => match draw {
                0..60 => self.kill_the_server(),
                _ => self.office.fail(1 + self.chance.tag() % 2),
            },
            Mischief::Clock => {
                let years = i64::from(self.chance.tag() % 20) - 10;
                self.devices[device].around.skew.set(years * 31_536_000_000);
            }
            Mischief::Desk => {}
            Mischief::Old => {
                let speaks = if draw < 50 { 1 } else { wire::PROTOCOL };
                self.change_the_application(device, speaks);
            }
            Mischief::Restore => self.back_up_or_restore(draw),
            Mischief::Copy => {
                if draw < 15 && self.devices.len() < 6 {
                    let seed = self.chance.number();
                    happened(|| format!("device {device} is copied"));
                    let (user, disk) =
                        (self.devices[device].user, self.devices[device].disk.copy(seed));
                    self.add_device(user, disk);
                }
            }
        }
    }

    fn kill(&mut self, device: usize, draw: usize) {
        let line = Rc::clone(&self.line);
        if draw > 97 {
            self.throw_away(device);
        } else if draw < 50 {
            // One tab: closed, or its renderer killed.
            let tabs = self.devices[device].tabs.len();
            if tabs > 0 {
                let tab = self.chance.below(tabs);
                let gone = self.devices[device].tabs.swap_remove(tab);
                if gone.has_turn {
                    self.devices[device].around.talking.set(false);
                }
                // It may have died between writing and telling: whoever is looked at next looks.
                self.devices[device].tabs.iter().for_each(|tab| tab.told.set(true));
            }
        } else {
            self.devices[device].tabs.clear();
            self.devices[device].around.talking.set(false);
            happened(|| format!("  device {device}: the browser is killed"));
            self.devices[device].disk.lose_power();
        }
        if self.devices[device].tabs.is_empty() {
            let tab = open_tab(&self.devices[device], &line);
            self.devices[device].tabs.push(tab);
        }
    }

    /// The browser throws a device's store away. What had not reached the office is lost, and the
    /// canary says so; what had is not promised by this device any longer.
    fn throw_away(&mut self, device: usize) {
        happened(|| format!("  device {device}: the store is thrown away"));
        self.devices[device].disk.evict();
        self.promises.retain(|promise| promise.device != device);
        self.evicted.insert(device);
    }

    /// Another version of the application is put on a device. Its pages are loaded anew.
    fn change_the_application(&mut self, device: usize, speaks: u8) {
        let device = &mut self.devices[device];
        if device.around.speaks.replace(speaks) != speaks {
            happened(|| format!("  device of {:?} changes to version {speaks}", device.user));
            device.tabs.clear();
            device.around.talking.set(false);
            device.disk.lose_the_copy();
            let tab = open_tab(device, &self.line);
            device.tabs.push(tab);
        }
    }

    fn kill_the_server(&mut self) {
        self.server.clear();
        self.office.forget_writers();
    }

    fn back_up_or_restore(&mut self, draw: usize) {
        if draw < 60 {
            let backup = self.office.books();
            happened(|| format!("backup at {}, {} decided", backup.head, backup.log.len()));
            // A backup takes a while; what it holds is noted once it is done.
            self.office.note_backup(&backup);
            self.backup = Some(backup);
        } else if let Some(backup) = self.backup.clone() {
            self.kill_the_server();
            happened(|| format!("restored to {}, {} decided", backup.head, backup.log.len()));
            self.office.restore(&backup, draw % 2 == 0);
            self.report.restored += 1;
        }
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
                let tab = open_tab(&self.devices[device], &self.line);
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

/// A tab that opens its store.
fn open_tab(device: &Device, line: &Rc<Line>) -> Tab {
    let heard = Rc::new(Cell::new(false));
    let world = TabWorld {
        user: device.user,
        disk: Rc::clone(&device.disk),
        around: Rc::clone(&device.around),
        line: Rc::clone(line),
        tells: Rc::new(Cell::new(false)),
        heard: Rc::clone(&heard),
    };
    let store = Kept::in_tables(OnDisk(Rc::clone(&device.disk)));
    let user = device.user;
    let opening: Task<Result<RealClient, DiskError>> =
        Box::pin(async move { Client::open(user, store, world).await });
    Tab {
        number: device.disk.next_tab(),
        client: None,
        work: vec![Work::Opening(opening)],
        has_turn: false,
        told: Rc::new(Cell::new(false)),
        heard,
    }
}

/// A letter that has reached the server.
fn receive(office: &Office, letter: Letter) -> Exchange {
    let counter = AtCounter { office: office.clone(), user: letter.user };
    let bytes = letter.bytes;
    let task = Box::pin(async move {
        let Ok((request, version)) = wire::decode_with_version::<SyncRequest>(&bytes) else {
            return Some(None);
        };
        match server::exchange(&counter, &request, version).await {
            Ok(response) => Some(wire::encode_as(version, &response)),
            Err(Unanswered::OtherAccount) => Some(None),
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

/// New records get an identity of their own, as those made on a device do: counted ones would meet
/// those of other devices.
fn with_own_identity(state: &State, command: Command, chance: &mut Chance) -> Command {
    let id = chance.identity();
    match command {
        Command::PlanInterview(mut plan) if state.interview(plan.id).is_none() => {
            plan.id = InterviewId(id);
            Command::PlanInterview(plan)
        }
        Command::SendReferral(mut send) if state.referral(send.id).is_none() => {
            send.id = ReferralId(id);
            Command::SendReferral(send)
        }
        Command::RegisterInterest(mut register) if state.interest(register.id).is_none() => {
            register.id = InterestId(id);
            Command::RegisterInterest(register)
        }
        other => other,
    }
}
