//! What a person entered on their own pages, as typed, and what is to be corrected in it.

use crate::pages::register::{Entry, Problem};
use crate::text::own::Door;
use domain::code::ReceiptCode;
use domain::contact::{Contact, PhoneNumber, latin_digit};
use domain::id::OfferedSlotId;

/// The form that asks who it is, kept as it was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DoorEntry {
    /// The receipt's code.
    pub code: String,
    /// Year of birth.
    pub year: String,
    /// Telephone.
    pub phone: String,
}

impl std::fmt::Debug for DoorEntry {
    /// Never what was typed: `Debug` output ends in logs and panics.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DoorEntry(***)")
    }
}

/// By what a person shows that a receipt is theirs: one of the two is enough.
#[derive(Clone, PartialEq, Eq)]
pub struct Proof {
    /// Year of birth.
    pub year: Option<i32>,
    /// Telephone.
    pub phone: Option<PhoneNumber>,
}

impl std::fmt::Debug for Proof {
    /// Never what was typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Proof(***)")
    }
}

/// Something to correct in the form that asks who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoorProblem {
    /// The code is none.
    Code,
    /// The year is none.
    Year,
    /// The number is none.
    Phone,
    /// Neither year nor number.
    Neither,
}

impl DoorProblem {
    /// The id of the field it is about.
    #[must_use]
    pub const fn anchor(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Year | Self::Neither => "year",
            Self::Phone => "phone",
        }
    }

    /// What the person reads; what the registration says too, it says in the same words.
    #[must_use]
    pub const fn text(
        self,
        texts: &Door,
        registration: &crate::text::register::Problems,
    ) -> &'static str {
        match self {
            Self::Code => registration.code_odd,
            Self::Year => texts.year_odd,
            Self::Phone => registration.phone_odd,
            Self::Neither => texts.proof_missing,
        }
    }
}

impl DoorEntry {
    /// Reads the fields of a posted form.
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut entry = Self::default();
        for (name, value) in fields {
            match name {
                "code" => value.clone_into(&mut entry.code),
                "year" => value.clone_into(&mut entry.year),
                "phone" => value.clone_into(&mut entry.phone),
                _ => {}
            }
        }
        entry
    }

    /// The entry in the domain's terms.
    ///
    /// # Errors
    /// Everything that is to be corrected, from the top of the form to its end.
    pub fn check(&self) -> Result<(ReceiptCode, Proof), Vec<DoorProblem>> {
        let mut problems = Vec::new();
        let code = ReceiptCode::parse(&self.code);
        if code.is_err() {
            problems.push(DoorProblem::Code);
        }
        let mut proof = Proof { year: None, phone: None };
        if !self.year.trim().is_empty() {
            proof.year = year(&self.year);
            if proof.year.is_none() {
                problems.push(DoorProblem::Year);
            }
        }
        if !self.phone.trim().is_empty() {
            proof.phone = PhoneNumber::new(&self.phone).ok();
            if proof.phone.is_none() {
                problems.push(DoorProblem::Phone);
            }
        }
        if self.year.trim().is_empty() && self.phone.trim().is_empty() {
            problems.push(DoorProblem::Neither);
        }
        match code {
            Ok(code) if problems.is_empty() => Ok((code, proof)),
            _ => Err(problems),
        }
    }
}

/// A year in four digits of any of our scripts.
fn year(text: &str) -> Option<i32> {
    let digits: String = text.trim().chars().map(latin_digit).collect::<Option<_>>()?;
    if digits.len() == 4 { digits.parse().ok() } else { None }
}

/// A corrected contact, of which what is empty stays as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactDraft {
    /// The version of the file that the person had before their eyes.
    pub version: u32,
    /// What was entered.
    pub contact: Contact,
}

impl ContactDraft {
    /// Reads the form of the contact; `None` where it did not arrive whole.
    ///
    /// # Errors
    /// Everything that is to be corrected.
    pub fn read(entry: &Entry, version: Option<u32>) -> Result<Option<Self>, Vec<Problem>> {
        let mut problems = Vec::new();
        let contact = entry.read_contact(&mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(contact.zip(version).map(|(contact, version)| Self { version, contact }))
    }
}

/// The version that a form carries.
pub fn version_of<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<u32> {
    value(fields, "version")?.parse().ok()
}

/// The time that was chosen.
pub fn chosen_slot<'a>(
    fields: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Option<OfferedSlotId> {
    value(fields, "slot")?.parse().ok()
}

fn value<'a>(
    fields: impl IntoIterator<Item = (&'a str, &'a str)>,
    wanted: &str,
) -> Option<&'a str> {
    fields.into_iter().find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(code: &str, year: &str, phone: &str) -> DoorEntry {
        DoorEntry::from_fields([("code", code), ("year", year), ("phone", phone)])
    }

    #[test]
    fn one_of_the_two_proofs_is_enough() {
        let (code, proof) = entry("oi23 abcd", "١٩٩٠", "").check().expect("good");
        assert_eq!((code.to_string().as_str(), proof.year), ("0123ABCD", Some(1990)));
        let (_, proof) = entry("0123ABCD", " ", "06 39 98 00 01").check().expect("good");
        assert_eq!((proof.year, proof.phone), (None, PhoneNumber::new("0639980001").ok()));
    }

    #[test]
    fn what_is_odd_is_named_in_order() {
        let odd = entry("short", "90", "06 39").check().expect_err("odd");
        assert_eq!(odd, [DoorProblem::Code, DoorProblem::Year, DoorProblem::Phone]);
        let empty = DoorEntry::default().check().expect_err("empty");
        assert_eq!(empty, [DoorProblem::Code, DoorProblem::Neither]);
    }

    #[test]
    fn debug_output_shows_no_personal_data() {
        let entry = entry("0123ABCD", "1990", "06 39 98 00 01");
        let (_, proof) = entry.check().expect("good");
        assert_eq!(format!("{entry:?} {proof:?}"), "DoorEntry(***) Proof(***)");
    }
}
