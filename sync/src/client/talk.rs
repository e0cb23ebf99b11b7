//! The conversation of a device with the office: what is sent, and how an answer is taken over.

use super::store::{Answer, CommandId, Receipt, Sending, Store};
use super::{Client, Cut, News, World};
use crate::conversation::Conversation;
use crate::device::{Sent, outcome_of};
use crate::seeded::{self, Bug};
use crate::wire::{Envelope, Lacking, MAX_ASKED, MAX_COMMANDS, Outcome, SyncRequest, SyncResponse};

/// Exchanges of one conversation at most, so that an office that always has more cannot hold a page
/// for ever.
const EXCHANGES: usize = 500;

impl<S: Store, W: World> Client<S, W> {
    /// Sends and fetches until both sides have nothing more to say.
    ///
    /// # Errors
    /// When the office falls silent or the store fails. Everything that was not answered for still
    /// waits, and the next conversation goes on from there.
    pub async fn converse(&self) -> Result<(), Cut<W::Silence, S::Error>> {
        let talked = self.talk().await;
        if let Err(Cut::Store(_)) = talked {
            self.in_doubt.set(true);
            self.world.tell_tabs();
        }
        talked
    }

    async fn talk(&self) -> Result<(), Cut<W::Silence, S::Error>> {
        // What the store still does not take stays in the shelter; the rest can be sent.
        let _ = self.empty_shelter().await;
        let mut list_scopes = false;
        let mut conversation = Conversation::default();
        for _ in 0..EXCHANGES {
            let mut sending = self.store.sending().await.map_err(Cut::Store)?;
            if self.in_doubt.get() || sending.stamp != self.book.borrow().stamp {
                // Another tab was here. Its answers are the store's, and so are they ours.
                self.reload().await.map_err(Cut::Store)?;
                continue;
            }
            conversation.turn_to(sending.client);
            let commands = conversation.to_send(std::mem::take(&mut sending.commands));
            let request = self.request(&sending, list_scopes, &commands);
            let response = self.world.ask(request).await.map_err(Cut::Silence)?;
            if let Some(lacking) = forgotten(&sending, &response) {
                let recalled = self.store.recall(sending.stamp, lacking).await;
                recalled.map_err(Cut::Store)?;
                self.world.tell_tabs();
                self.reload().await.map_err(Cut::Store)?;
                conversation = Conversation::default();
                continue;
            }
            if let Some(from) = forked_at(&response, &commands) {
                let renewed = self.store.renew(sending.stamp, sending.client, from).await;
                renewed.map_err(Cut::Store)?;
                self.world.tell_tabs();
                self.reload().await.map_err(Cut::Store)?;
                conversation = Conversation::default();
                continue;
            }
            let settled = conversation.hear(commands.last().map(|(seq, _)| *seq), &response);
            if !self.absorb(&sending, settled, &commands, &response).await.map_err(Cut::Store)? {
                // What was answered was not taken over: it has to be heard once more.
                conversation = Conversation::default();
                continue;
            }
            if response.reset.is_some() {
                // The journal is to be sent again, whatever was answered before.
                conversation = Conversation::default();
            }
            list_scopes = response.list_scopes;
            let more_to_send = sending.client != self.id() || commands.len() == MAX_COMMANDS;
            if !more_to_send && response.is_whole() {
                return Ok(());
            }
        }
        Err(Cut::Endless)
    }

    fn request(
        &self,
        sending: &Sending,
        list_scopes: bool,
        commands: &[(u64, Envelope)],
    ) -> SyncRequest {
        let first_seq = commands.first().map_or(1, |(seq, _)| *seq);
        let commands = commands.iter().map(|(_, envelope)| envelope.clone()).collect();
        let book = self.book.borrow();
        let now = self.world.now();
        let open = book.receipts().iter().filter(|(_, receipt)| receipt.settled.is_none());
        let unsettled = open.flat_map(|(_, receipt)| receipt.contents()).take(MAX_ASKED).collect();
        SyncRequest {
            unsettled,
            waiting: u32::try_from(sending.waiting).unwrap_or(u32::MAX),
            journaled: sending.journaled.clone(),
            ..book.replica.request(sending.client, list_scopes, first_seq, commands, now)
        }
    }

    /// Takes over an answer: in the store first, then on the screen. `false` where what was answered has
    /// to be heard once more: another tab was quicker, or the copy came to something else than the
    /// office's.
    async fn absorb(
        &self,
        sending: &Sending,
        settled: u64,
        commands: &[(u64, Envelope)],
        response: &SyncResponse,
    ) -> Result<bool, S::Error> {
        let (stamp, mut replica) = {
            let book = self.book.borrow();
            (book.stamp, book.replica.clone())
        };
        if stamp != sending.stamp {
            // The copy the question was asked for is not the present one any more.
            return Ok(false);
        }
        let author = self.book.borrow().author();
        let touched = replica.absorb(response, Sent { author, commands });
        // All of it has to be fetched anew. What was answered stays until its effects are here.
        let is_doubted = response.own.is_some() && replica.cursor.is_none();
        let settled = if is_doubted { 0 } else { settled };
        let receipts = receipts(commands, response);
        let answer = Answer {
            stamp: sending.stamp,
            client: sending.client,
            replica: &replica,
            touched,
            settled,
            receipts: &receipts,
            told: &response.settled,
            reset: response.reset.is_some(),
            durable: response.durable,
        };
        let Some(stamp) = self.store.absorb(&answer).await? else {
            // The other may have been this one itself, whose first attempt had happened unheard.
            self.world.tell_tabs();
            self.reload().await?;
            return Ok(false);
        };
        let turns = self.turns.get();
        let shelter = self.world.shelter();
        let (stamp_now, outbox) = self.store.outbox().await?;
        if stamp_now == Some(stamp) && self.turns.get() == turns {
            let client = sending.client;
            let own =
                receipts.into_iter().map(|(seq, receipt)| (CommandId { client, seq }, receipt));
            let changed = self.book.borrow_mut().turn_page(
                stamp,
                replica,
                outbox,
                own,
                &response.settled,
                &shelter,
            );
            self.turns.set(turns + 1);
            self.world.see(News::Counts);
            self.world.see(News::Changed(changed));
        } else {
            self.reload().await?;
        }
        self.world.see(News::Heard(self.world.now()));
        self.world.tell_tabs();
        Ok(!is_doubted)
    }
}

/// The installation of which the office knows less than it had once confirmed: it was restored from
/// a backup.
fn forgotten(sending: &Sending, response: &SyncResponse) -> Option<Lacking> {
    let own = sending.journaled.iter().find(|mark| mark.client.is_none());
    match own {
        // An office that speaks the first version of the protocol says no more than this.
        Some(mark) if response.last_seq < mark.seq => {
            Some(Lacking { client: sending.client, known: Some(response.last_seq) })
        }
        _ => response.lacking.first().copied(),
    }
}

/// The number from which on the office has something else than what was sent: this device is a
/// copy of another that went on, or numbers are missing that the office had once confirmed and that
/// no journal holds.
fn forked_at(response: &SyncResponse, commands: &[(u64, Envelope)]) -> Option<u64> {
    let (first, _) = commands.first()?;
    match response.forked {
        Some(from) => Some(from),
        None if response.last_seq < first.saturating_sub(1) => Some(*first),
        None => None,
    }
}

fn receipts(commands: &[(u64, Envelope)], response: &SyncResponse) -> Vec<(u64, Receipt)> {
    commands
        .iter()
        .filter_map(|(seq, envelope)| {
            let outcome = outcome_of(response, *seq)?;
            let unsettled = match outcome {
                Outcome::Conflict(_) => !seeded::is(Bug::DroppedOnConflict),
                Outcome::Held(_) => true,
                Outcome::Applied | Outcome::Nothing | Outcome::Duplicate => false,
            };
            unsettled.then(|| {
                let by = match &outcome {
                    Outcome::Conflict(conflict) => conflict.standing_by,
                    _ => None,
                };
                let name = response.names.iter().find(|(user, _)| Some(*user) == by);
                let standing_by = name.map(|(_, name)| name.clone());
                (*seq, Receipt { envelope: envelope.clone(), outcome, standing_by, settled: None })
            })
        })
        .collect()
}
