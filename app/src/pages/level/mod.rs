//! The page that says which level of French is asked for, and by when, rendered by the server, in the
//! dress of the registration: few words, pictures, no script. It asks, answers and forgets.
//!
//! Everything comes in by properties and a view goes out.

mod answer;
mod entry;
mod form;

pub use answer::LevelAnswer;
pub use entry::{Found, LevelEntry, LevelProblem, Month, Wanted, years};
pub use form::{LevelForm, LevelLink};
