//! The signatory's catalogue: plain language (A1 to A2), one idea a sentence, twelve words at most.

pub mod ar;
pub mod consent;
pub mod en;
pub mod fr;
#[cfg(test)]
mod tests;

use domain::contact::ContactWay;
use domain::language::Language;
use domain::scheme::SchemeKind;

/// Defines a set of texts that can also be walked through, so that tests see every one of them.
macro_rules! texts {
    ($(#[$doc:meta])* $name:ident { $($(#[$text_doc:meta])* $text:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name {
            $($(#[$text_doc])* pub $text: &'static str,)+
        }

        impl $name {
            /// Every text with its name.
            #[must_use]
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($text), self.$text),)+]
            }
        }
    };
}

#[cfg(feature = "ssr")]
pub(crate) use texts;

texts! {
    /// What stands round every page, and the page that asks for a code.
    Frame {
        /// Name of the choice of language.
        languages,
        /// Foot of each page until stored data are encrypted.
        not_for_real_people,
        /// Begins the title of a page with something to correct.
        error_prefix,
        /// Heading of the page that asks for a code.
        ask_title,
        /// What to do there.
        ask_lead,
        /// The code.
        ask_label,
        /// Where to find it.
        ask_hint,
        /// Goes on to the form.
        ask_button,
    }
}

texts! {
    /// The form.
    Form {
        /// Heading.
        title,
        /// What the page is for.
        lead,
        /// Marks what may stay empty.
        optional,
        /// Question over the kinds of scheme.
        wishes,
        /// Several may be chosen.
        wishes_hint,
        /// [`SchemeKind::SocialIntegration`].
        social,
        /// [`SchemeKind::VocationalTraining`].
        training,
        /// [`SchemeKind::ExperienceValidation`].
        vae,
        /// [`SchemeKind::Employment`].
        employment,
        /// [`SchemeKind::LanguageCourse`].
        language,
        /// Question after the dearest wish.
        first,
        /// Family name.
        family_name,
        /// What people with one name do.
        family_name_hint,
        /// Given name.
        given_name,
        /// Why it is asked.
        given_name_hint,
        /// Question over the ways of contact.
        contact,
        /// [`ContactWay::Call`].
        call,
        /// [`ContactWay::Text`].
        text,
        /// [`ContactWay::Email`].
        email_way,
        /// [`ContactWay::Centre`].
        centre,
        /// Telephone.
        phone,
        /// Why it is asked.
        phone_hint,
        /// E-mail.
        email,
        /// Why it is asked.
        email_hint,
        /// Level of French.
        level,
        /// Why it is asked.
        level_hint,
        /// No level is known.
        level_unknown,
        /// Heading over the consent.
        consent,
        /// Agrees to the text above it.
        accept,
        /// Sends the form.
        send,
    }
}

texts! {
    /// What is to be corrected; the same words at the top and at the field.
    Problems {
        /// Heading of the list.
        title,
        /// No kind of scheme was chosen.
        wishes_missing,
        /// No family name.
        family_name_missing,
        /// The family name is too long.
        family_name_long,
        /// The family name is none.
        family_name_odd,
        /// The given name is too long.
        given_name_long,
        /// The given name is none.
        given_name_odd,
        /// No way of contact.
        way_missing,
        /// A call or a message was chosen, without a number.
        phone_missing,
        /// The number is none.
        phone_odd,
        /// E-mail was chosen, without an address.
        email_missing,
        /// The address is none.
        email_odd,
        /// The text was not agreed to.
        consent_missing,
        /// What was typed is no code.
        code_odd,
    }
}

texts! {
    /// What the server could not do: what happened, then what the person can do.
    Notices {
        /// No visit has this code.
        unknown_code,
        /// What to do.
        unknown_code_help,
        /// The code is no longer taken.
        expired_code,
        /// What to do.
        expired_code_help,
        /// Too many people at once.
        busy,
        /// What to do, the form being below.
        busy_help,
        /// What to do where there is no form below.
        busy_reload,
        /// The disk is full.
        storage_full,
        /// What to do.
        storage_full_help,
        /// Something broke.
        failed,
        /// What to do, the form being below.
        failed_help,
        /// What to do where there is no form below.
        failed_reload,
        /// The request was too large.
        too_large,
        /// What to do.
        too_large_help,
        /// What arrived was not our form, or only part of it.
        unreadable,
        /// What to do.
        unreadable_help,
        /// The sheet was sent before, with other answers.
        already_sent,
        /// What to do.
        already_sent_help,
        /// Opens the page again.
        again,
    }
}

texts! {
    /// The receipt.
    Receipt {
        /// It has arrived.
        title,
        /// Stands before the code.
        number,
        /// Keep it.
        photo,
        /// Heading of what happens now.
        next,
        /// First step.
        step_read,
        /// Second step.
        step_contact,
        /// Third step.
        step_talk,
        /// Stands before the address of the page on which the request is followed.
        follow,
        /// How to take it back.
        change,
        /// Nothing is left to do.
        done,
    }
}

/// All texts of one language.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    /// Whether no speaker has checked the translation; staff are told.
    pub machine: bool,
    /// Round every page.
    pub frame: Frame,
    /// The form.
    pub form: Form,
    /// What is to be corrected.
    pub problems: Problems,
    /// What the server could not do.
    pub notices: Notices,
    /// The receipt.
    pub receipt: Receipt,
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
            self.frame.all(),
            self.form.all(),
            self.problems.all(),
            self.notices.all(),
            self.receipt.all(),
        ]
        .concat()
    }
}

impl Form {
    /// A kind of scheme, as what a person wants to do.
    #[must_use]
    pub const fn kind(&self, kind: SchemeKind) -> &'static str {
        match kind {
            SchemeKind::SocialIntegration => self.social,
            SchemeKind::VocationalTraining => self.training,
            SchemeKind::ExperienceValidation => self.vae,
            SchemeKind::Employment => self.employment,
            SchemeKind::LanguageCourse => self.language,
        }
    }

    /// A way of contact.
    #[must_use]
    pub const fn way(&self, way: ContactWay) -> &'static str {
        match way {
            ContactWay::Call => self.call,
            ContactWay::Text => self.text,
            ContactWay::Email => self.email_way,
            ContactWay::Centre => self.centre,
        }
    }
}
