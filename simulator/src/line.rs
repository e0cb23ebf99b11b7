//! The line between devices and the office: letters that get lost, come twice, late, and damaged.

use domain::id::UserId;
use std::cell::RefCell;
use std::rc::Rc;

/// What the office said.
#[derive(Clone, Debug)]
pub enum Reply {
    /// An answer, as bytes.
    Answer(Vec<u8>),
    /// That it does not answer this.
    Refusal,
}

/// Where a reply is put.
pub type Answer = Rc<RefCell<Option<Reply>>>;

/// A request on its way.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Who sends it.
    pub user: UserId,
    /// What it says.
    pub bytes: Vec<u8>,
    /// Where the answer goes.
    pub answer: Answer,
}

/// Everything that is on its way.
#[derive(Debug, Default)]
pub struct Line {
    letters: RefCell<Vec<Letter>>,
}

impl Line {
    /// Sends a letter.
    pub fn post(&self, letter: Letter) {
        self.letters.borrow_mut().push(letter);
    }

    /// How many letters are on their way.
    #[must_use]
    pub fn on_their_way(&self) -> usize {
        self.letters.borrow().len()
    }

    /// Takes a letter from the line, in whatever order.
    #[must_use]
    pub fn take(&self, place: usize) -> Option<Letter> {
        let mut letters = self.letters.borrow_mut();
        (place < letters.len()).then(|| letters.remove(place))
    }

    /// Loses everything.
    pub fn cut(&self) {
        self.letters.borrow_mut().clear();
    }
}
