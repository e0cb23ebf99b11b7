//! The pages on which a signatory follows their own request, rendered by the server, in the dress
//! of the registration: few words, pictures, no script.
//!
//! Everything comes in by properties and a view goes out.

mod door;
mod entry;
mod home;
mod notice;
mod shown;
mod slots;
mod steps;

pub use door::Door;
pub use entry::{ContactDraft, DoorEntry, DoorProblem, Proof, chosen_slot, version_of};
pub use home::Home;
pub use notice::{Notice, NoticeCard};
pub use shown::{AppointmentShown, ContactShown, FileShown, SlotShown, StateShown, When};
pub use slots::SlotsForm;
pub use steps::{CancelForm, ContactForm, StopForm};
