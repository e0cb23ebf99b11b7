//! One conversation of a device with the server: requests until both sides have nothing more to
//! say, and when an answered command may leave the device.
//!
//! An answer may say that a command was decided and leave its effects for a later answer: the
//! device has to list its scopes first, or there is more than one answer carries. Until the effects
//! are here the command stays and is replayed like every other, so that nothing that was entered
//! disappears from the screen in between, for however long the line then fails.

use crate::wire::{Envelope, MAX_COMMANDS, SyncResponse};
use domain::id::ClientId;

/// What was answered within one conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conversation {
    client: Option<ClientId>,
    answered: u64,
}

impl Conversation {
    /// Speaks for this installation from now on. What was answered under another's numbers says
    /// nothing about its own.
    pub fn turn_to(&mut self, client: ClientId) {
        if self.client != Some(client) {
            *self = Self { client: Some(client), answered: 0 };
        }
    }

    /// The commands to be sent next, of those the device keeps: what was answered in this
    /// conversation is not sent again.
    #[must_use]
    pub fn to_send(&self, outbox: Vec<(u64, Envelope)>) -> Vec<(u64, Envelope)> {
        let unanswered = outbox.into_iter().filter(|(seq, _)| *seq > self.answered);
        unanswered.take(MAX_COMMANDS).collect()
    }

    /// Takes note of the answer to a request whose last command was `last_sent`. Gives the number
    /// up to which commands may now leave the device: their effects are in its copy, or what became
    /// of them is among its receipts.
    ///
    /// Never beyond what was sent: where a device is a copy of another that went on, the server's
    /// last number may belong to a command this one has not sent yet.
    pub fn hear(&mut self, last_sent: Option<u64>, response: &SyncResponse) -> u64 {
        if let Some(last_sent) = last_sent {
            self.answered = self.answered.max(response.last_seq.min(last_sent));
        }
        // A server that was restored meanwhile knows less than it had answered.
        self.answered = self.answered.min(response.last_seq);
        if response.is_whole() { self.answered } else { 0 }
    }
}

impl SyncResponse {
    /// Whether everything the device may hold is on the device after this answer.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        !self.more && !self.list_scopes && self.reset.is_none() && self.part.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cursor;
    use domain::Command;
    use domain::id::InterestId;
    use domain::interest::Withdrawal;
    use domain::time::Instant;

    fn answer(last_seq: u64, more: bool) -> SyncResponse {
        SyncResponse {
            last_seq,
            outcomes: Vec::new(),
            reset: None,
            list_scopes: false,
            revoked: Vec::new(),
            granted: Vec::new(),
            changes: Vec::new(),
            cursor: Cursor { epoch: 1, seq: 1, tag: 0 },
            more,
            answered_at: Instant(0),
            forked: None,
            part: None,
            lacking: Vec::new(),
            durable: None,
            settled: Vec::new(),
            names: Vec::new(),
            own: None,
        }
    }

    fn outbox(numbers: std::ops::RangeInclusive<u64>) -> Vec<(u64, Envelope)> {
        let interest = InterestId(uuid::Uuid::nil());
        let command = Command::WithdrawInterest { interest, reason: Withdrawal::Mistake };
        numbers.map(|seq| (seq, Envelope::seal(&command, 0, Instant(0)))).collect()
    }

    fn numbers(commands: &[(u64, Envelope)]) -> Vec<u64> {
        commands.iter().map(|(seq, _)| *seq).collect()
    }

    #[test]
    fn what_was_answered_stays_until_its_effects_are_here_and_is_not_sent_again() {
        let mut conversation = Conversation::default();
        assert_eq!(numbers(&conversation.to_send(outbox(4..=6))), [4, 5, 6]);
        assert_eq!(conversation.hear(Some(6), &answer(6, true)), 0);
        // Entered meanwhile.
        assert_eq!(numbers(&conversation.to_send(outbox(4..=7))), [7]);
        assert_eq!(conversation.hear(Some(7), &answer(7, true)), 0);
        assert!(conversation.to_send(outbox(4..=7)).is_empty());
        assert_eq!(conversation.hear(None, &answer(7, false)), 7);
    }

    #[test]
    fn a_request_for_the_scopes_and_a_reset_do_not_end_it_either() {
        let mut conversation = Conversation::default();
        let listing = SyncResponse { list_scopes: true, ..answer(4, false) };
        assert_eq!(conversation.hear(Some(4), &listing), 0);
        let reset = Some(crate::wire::Reset::OtherHistory);
        assert_eq!(conversation.hear(None, &SyncResponse { reset, ..answer(4, false) }), 0);
        assert_eq!(conversation.hear(None, &answer(4, false)), 4);
    }

    #[test]
    fn nothing_leaves_that_was_not_sent() {
        let mut conversation = Conversation::default();
        assert_eq!(conversation.hear(Some(4), &answer(9, false)), 4);
        assert_eq!(Conversation::default().hear(None, &answer(9, false)), 0);
    }
}
