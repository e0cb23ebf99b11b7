//! What the server does by itself: messages to people and partners, and what timers end.
//!
//! A pass has two parts. [`plan`] reads the records and writes down what they call for; the rule
//! that the same work is planned once stands in the database, so a pass may be run at any time and
//! by several processes. [`step`] then takes one due job after the other.
//!
//! A job is carried out **at least once**. A worker holds it while it works; one that dies lets go
//! when its hold ends ([`step::HOLD`]), and the job is tried again. What a job changes in the
//! database is changed in the transaction that ends it, so that happens once. A message leaves
//! between two transactions, so it can leave twice when the server dies in between; it has the same
//! identity then, and both are about the same thing.

mod letters;
pub mod links;
pub mod plan;
pub mod step;
pub mod timers;
pub mod worker;

pub use links::{Links, OurLinks};
pub use timers::Timers;

use crate::db::DbError;
use crate::post::{Mailer, Texter};
use crate::services::Office;
use domain::time::Instant;
use std::sync::Arc;

/// What messages are sent by, and when.
#[derive(Clone)]
pub struct Postroom {
    /// The timers.
    pub timers: Timers,
    /// Hands over e-mails; `None` where nothing is set up for it.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// Hands over text messages; `None` where nothing is set up for it.
    pub texter: Option<Arc<dyn Texter>>,
    /// Where messages to generated people go instead.
    pub demo: Arc<dyn Both>,
    /// Makes the links by which partners answer. Without it partners are not written to, since
    /// there is nothing to write.
    pub links: Option<Arc<dyn Links>>,
}

/// Hands over e-mails and text messages.
pub trait Both: Mailer + Texter {}

impl<T: Mailer + Texter> Both for T {}

/// What a pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Jobs planned.
    pub planned: u32,
    /// Jobs done, messages sent among them.
    pub done: u32,
    /// Jobs no longer needed.
    pub cancelled: u32,
    /// Jobs to be tried again, or put off.
    pub again: u32,
    /// Jobs given up.
    pub failed: u32,
}

/// Plans what the records call for and does all that is due now.
///
/// # Errors
/// When the database fails or the disk is full. What was done before stays done.
pub async fn run_due(
    office: &Office,
    postroom: &Postroom,
    now: Instant,
) -> Result<Report, DbError> {
    let mut report =
        Report { planned: plan::plan(office, postroom, now).await?, ..Report::default() };
    while let Some(ending) = step::step(office, postroom, now).await? {
        report.count(ending);
    }
    Ok(report)
}

impl Report {
    const fn count(&mut self, ending: crate::db::Ending) {
        use crate::db::Ending;
        match ending {
            Ending::Sent(..) | Ending::Done { .. } => self.done += 1,
            Ending::Cancelled(_) => self.cancelled += 1,
            Ending::Again(..) | Ending::PutOff(..) => self.again += 1,
            Ending::Failed(_) => self.failed += 1,
        }
    }
}
