//! What a partner can say of a referral.

/// One answer, as it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Looks into it.
    UnderReview,
    /// Takes the person.
    Accepted,
    /// The person has begun.
    Entered,
    /// The person was accepted and did not come.
    Absent,
    /// The person went to the end.
    Completed,
    /// The person left before the end.
    DroppedOut,
    /// Will take the person when there is a place.
    Waitlisted,
    /// Does not take the person.
    Declined,
}

impl Step {
    /// All steps, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::UnderReview,
        Self::Accepted,
        Self::Entered,
        Self::Absent,
        Self::Completed,
        Self::DroppedOut,
        Self::Waitlisted,
        Self::Declined,
    ];

    /// The word that stands for the step in the form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnderReview => "under_review",
            Self::Accepted => "accepted",
            Self::Entered => "entered",
            Self::Absent => "absent",
            Self::Completed => "completed",
            Self::DroppedOut => "dropped_out",
            Self::Waitlisted => "waitlisted",
            Self::Declined => "declined",
        }
    }

    /// The step a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_reads_back_from_its_word() {
        for step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Some(step));
        }
        assert_eq!(Step::from_code("sent"), None);
    }
}
