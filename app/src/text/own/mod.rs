//! The catalogue of the pages on which a signatory follows their own request, in the manner of the
//! registration's: plain language, one idea a sentence, twelve words at most.

pub mod ar;
pub mod en;
pub mod fr;
#[cfg(test)]
mod tests;

use super::register::texts;
use domain::language::Language;

texts! {
    /// The page that asks who it is.
    Door {
        /// Heading.
        title,
        /// What the page is for.
        lead,
        /// The receipt's code.
        code,
        /// Where to find it.
        code_hint,
        /// Heading over the two questions of which one is enough.
        proof,
        /// One answer is enough.
        proof_hint,
        /// Year of birth.
        year,
        /// How it is written.
        year_hint,
        /// Telephone.
        phone,
        /// Which number.
        phone_hint,
        /// Goes on.
        button,
        /// The year is none.
        year_odd,
        /// Neither of the two was answered.
        proof_missing,
        /// What was entered opens nothing.
        wrong,
        /// What to do.
        wrong_help,
        /// Too many tries.
        too_often,
        /// What to do.
        too_often_help,
        /// The session has ended.
        ended,
        /// What to do.
        ended_help,
    }
}

texts! {
    /// Where the request stands: what is, then what comes.
    Standings {
        /// An interview is to be planned.
        to_plan,
        /// What comes.
        to_plan_next,
        /// An interview is planned.
        planned,
        /// What to do.
        planned_next,
        /// The interview did not take place.
        missed,
        /// What comes.
        missed_next,
        /// The team called the interview off.
        called_off,
        /// What comes.
        called_off_next,
        /// The interview took place.
        held,
        /// What comes.
        held_next,
        /// The request is with a partner.
        sent,
        /// What comes.
        sent_next,
        /// On the waiting list of a partner.
        waitlisted,
        /// What comes.
        waitlisted_next,
        /// Accepted by a partner.
        accepted,
        /// What comes where no day is known.
        accepted_next,
        /// Stands before the day on which it begins.
        begins,
        /// Inside.
        entered,
        /// What comes.
        entered_next,
        /// At the end.
        completed,
        /// What comes.
        completed_next,
        /// Left before the end.
        left,
        /// What comes.
        left_next,
        /// The partner said no, or nothing.
        declined,
        /// What comes.
        declined_next,
        /// Everything was taken back.
        withdrawn,
        /// What comes.
        withdrawn_next,
    }
}

texts! {
    /// The page of the request.
    Home {
        /// Heading.
        title,
        /// Heading over the appointment.
        appointment,
        /// The interview is by telephone or video.
        remote,
        /// Stands before the partner's name.
        with,
        /// Heading over the wishes.
        wishes,
        /// Heading over the ways of contact.
        contact,
        /// No number, no address.
        contact_none,
        /// Goes to the offered times.
        choose,
        /// Goes to the offered times where one is chosen already.
        move_to,
        /// Goes to the page that calls the interview off.
        cancel,
        /// It is too late to change the interview here.
        too_late,
        /// Goes to the form of the contact.
        correct,
        /// Goes to the page on which everything is taken back.
        stop,
        /// Ends the session.
        close,
        /// Why to end it.
        close_hint,
        /// Goes back to the request.
        back,
        /// The session was ended.
        closed,
    }
}

texts! {
    /// What can be done, each on a page of its own.
    Steps {
        /// Heading of the form of the contact.
        contact_title,
        /// Stands before what is known and masked.
        known,
        /// Leaves what is known.
        keep_hint,
        /// Sends it.
        save,
        /// Heading of the offered times.
        slots_title,
        /// What to do there.
        slots_lead,
        /// None is free.
        slots_none,
        /// What to do then.
        slots_none_help,
        /// Sends the choice.
        take,
        /// Nothing was chosen.
        slot_missing,
        /// Heading of the page that calls the interview off.
        cancel_title,
        /// What follows.
        cancel_lead,
        /// Calls it off.
        cancel_yes,
        /// Heading of the page on which everything is taken back.
        stop_title,
        /// It is free.
        stop_free,
        /// What it ends.
        stop_ends,
        /// It can begin anew.
        stop_again,
        /// Takes everything back.
        stop_yes,
        /// Does not.
        stop_no,
    }
}

texts! {
    /// What became of something.
    Results {
        /// The contact is corrected.
        saved,
        /// What it means.
        saved_help,
        /// Somebody else changed the contact.
        changed,
        /// What to do.
        changed_help,
        /// An interview is chosen.
        taken,
        /// What to do.
        taken_help,
        /// Somebody else took that time.
        gone,
        /// What to do.
        gone_help,
        /// The interview is called off.
        cancelled,
        /// What comes.
        cancelled_help,
        /// Nothing of this is possible now.
        not_now,
        /// What to do.
        not_now_help,
        /// Everything is taken back.
        stopped,
        /// What comes.
        stopped_help,
        /// The disk is full.
        storage_full,
        /// What to do.
        storage_full_help,
        /// The server is busy.
        busy,
        /// What to do.
        busy_help,
        /// Something broke.
        failed,
        /// What to do.
        failed_help,
        /// What arrived was not our form.
        unreadable,
        /// What to do.
        unreadable_help,
    }
}

/// All texts of one language.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    /// Whether no speaker has checked the translation.
    pub machine: bool,
    /// The page that asks who it is.
    pub door: Door,
    /// Where the request stands.
    pub standings: Standings,
    /// The page of the request.
    pub home: Home,
    /// What can be done.
    pub steps: Steps,
    /// What became of it.
    pub results: Results,
}

/// The texts of a language.
#[must_use]
pub const fn catalogue(language: Language) -> &'static Catalogue {
    super::in_language(language, [&fr::CATALOGUE, &en::CATALOGUE, &ar::CATALOGUE])
}

impl Catalogue {
    /// Every text with its name.
    #[must_use]
    pub fn all(&self) -> Vec<(&'static str, &'static str)> {
        [
            self.door.all(),
            self.standings.all(),
            self.home.all(),
            self.steps.all(),
            self.results.all(),
        ]
        .concat()
    }
}
