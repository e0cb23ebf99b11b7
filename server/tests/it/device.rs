//! A tablet without a browser: its copy of the records, its outbox, its numbering.

use crate::client::Client;
use domain::attendance::Attendance;
use domain::command::NewPerson;
use domain::contact::Contact;
use domain::id::{ClientId, InterventionId, SignatoryId, UserId};
use domain::person::{Origin, PersonName};
use domain::time::Instant;
use domain::{Command, State};
use sync::device::{Sent, outcome_of};
use sync::wire::{SyncRequest, SyncResponse};
use sync::{Conversation, Envelope, Outcome, Overlay, Replica};
use uuid::Uuid;

pub struct Device {
    pub client: Client,
    pub id: ClientId,
    pub replica: Replica,
    pub outbox: Vec<(u64, Envelope)>,
    pub next_seq: u64,
}

impl Device {
    pub fn new(client: Client, id: u128) -> Self {
        Self {
            client,
            id: ClientId(Uuid::from_u128(id)),
            replica: Replica::default(),
            outbox: Vec::new(),
            next_seq: 1,
        }
    }

    /// Writes a command into the outbox, as entered on what the device knows.
    pub fn enter(&mut self, command: &Command) -> u64 {
        let seq = self.next_seq;
        self.next_seq += 1;
        let base = self.state().version(command.subject());
        // Each at a moment of its own: the same content twice would be taken for a repetition.
        let moment = Instant(999).plus(i64::try_from(seq).unwrap());
        self.outbox.push((seq, Envelope::seal(command, base, moment)));
        seq
    }

    pub fn mark(&mut self, signatory: SignatoryId, mark: Attendance) -> u64 {
        self.enter(&marking(crate::app::VISIT, signatory, mark))
    }

    pub fn state(&self) -> State {
        self.replica.state()
    }

    /// What a person sees: the server's records with everything that waits on top.
    pub fn shown(&self, author: UserId) -> State {
        let waiting = self.outbox.iter().map(|(seq, envelope)| (*seq, envelope));
        Overlay::build(&self.replica, author, waiting).state
    }

    pub fn request(&self, list_scopes: bool) -> SyncRequest {
        let first = self.outbox.first().map_or(self.next_seq, |(seq, _)| *seq);
        let commands = self.outbox.iter().map(|(_, envelope)| envelope.clone()).collect();
        self.replica.request(self.id, list_scopes, first, commands, Instant(1_000))
    }

    /// Takes over an answer.
    pub fn absorb(&mut self, response: &SyncResponse) {
        let sent = Sent { author: self.client.user, commands: &self.outbox };
        self.replica.absorb(response, sent);
        self.outbox.retain(|(seq, _)| *seq > response.last_seq);
    }

    /// Sends and asks until there is nothing more; gives what became of the commands sent.
    pub async fn sync(&mut self) -> Vec<(u64, Outcome)> {
        self.sync_watched(|_| ()).await
    }

    /// The same, with a look at the device after each answer.
    pub async fn sync_watched(&mut self, mut look: impl FnMut(&Self)) -> Vec<(u64, Outcome)> {
        let (mut outcomes, mut list) = (Vec::new(), false);
        let mut conversation = Conversation::default();
        for _ in 0..50 {
            let sending = conversation.to_send(self.outbox.clone());
            let first = sending.first().map_or(self.next_seq, |(seq, _)| *seq);
            let commands = sending.iter().map(|(_, envelope)| envelope.clone()).collect();
            let request = self.replica.request(self.id, list, first, commands, Instant(1_000));
            let response = self.client.exchange(&request).await;
            assert_eq!(response.forked, None);
            outcomes.extend(
                sending.iter().filter_map(|(seq, _)| Some((*seq, outcome_of(&response, *seq)?))),
            );
            let sent = Sent { author: self.client.user, commands: &sending };
            self.replica.absorb(&response, sent);
            assert!(response.own.is_none() || self.replica.cursor.is_some(), "nothing is doubted");
            let settled = conversation.hear(sending.last().map(|(seq, _)| *seq), &response);
            self.outbox.retain(|(seq, _)| *seq > settled);
            look(self);
            list = response.list_scopes;
            if response.is_whole() {
                return outcomes;
            }
        }
        panic!("the exchange does not come to an end");
    }
}

pub fn marking(intervention: InterventionId, signatory: SignatoryId, mark: Attendance) -> Command {
    Command::MarkAttendance { intervention, signatory, mark: Some(mark) }
}

pub fn adding(intervention: InterventionId, id: u128, family: &str) -> Command {
    Command::AddPerson {
        intervention,
        person: NewPerson {
            id: SignatoryId(Uuid::from_u128(id)),
            family_name: PersonName::new(family).unwrap(),
            given_name: None,
            birth: None,
            contact: Contact::default(),
            level: None,
            origin: Origin::Adviser,
        },
    }
}
