//! Everything that goes wrong in a schedule, and what the desk changes meanwhile.

use crate::device::Tab;
use crate::plan::Mischief;
use crate::play::Play;
use crate::schedule::happened;
use domain::Record;
use histories::{ADVISERS, SCHEMES, VISITS};
use std::rc::Rc;
use sync::wire;

impl Play {
    /// The supervisor changes who works where, or a record.
    pub(crate) fn desk(&mut self) {
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

    pub(crate) fn make_mischief(&mut self) {
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
                let speaks = match draw {
                    0..20 => 1,
                    20..35 => 2,
                    35..50 => 3,
                    _ => wire::PROTOCOL,
                };
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
            let tab = Tab::open(&self.devices[device], &line);
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
    pub(crate) fn change_the_application(&mut self, device: usize, speaks: u8) {
        let device = &mut self.devices[device];
        if device.around.speaks.replace(speaks) != speaks {
            happened(|| format!("  device of {:?} changes to version {speaks}", device.user));
            device.tabs.clear();
            device.around.talking.set(false);
            device.disk.lose_the_copy();
            let tab = Tab::open(device, &self.line);
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
            self.office.restore(&backup, draw.is_multiple_of(2));
            self.report.restored += 1;
        }
    }
}
