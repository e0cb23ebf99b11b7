//! What holds in every history, whoever does what in whatever order.

mod table;

use domain::id::{SchemeId, SignatoryId};
use domain::interview::{Interview, InterviewState};
use domain::referral::{Referral, ReferralEvent};
use domain::{Command, Decision, Record, State, apply};
use histories::{ADVISERS, PEOPLE, SCHEMES, Step, command, context, start};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn histories() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(any::<[u8; 8]>().prop_map(Step::from), 0..160)
}

/// One step, with what stood before, what was decided, and what stands since.
struct Turn {
    command: Command,
    before: State,
    decision: Decision,
    after: State,
}

/// Plays a history and shows every step of it.
fn play(
    steps: &[Step],
    mut see: impl FnMut(&Turn) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let mut state = start();
    for step in steps {
        let command = command(&state, *step);
        let decision = apply(&state, &command, &context(*step));
        let before = state.clone();
        put(&mut state, &decision);
        let turn = Turn { command, before, decision, after: state.clone() };
        see(&turn)?;
    }
    Ok(())
}

fn put(state: &mut State, decision: &Decision) {
    if let Decision::Change(records) = decision {
        records.iter().cloned().for_each(|record| state.put(record));
    }
}

fn all_referrals(state: &State) -> impl Iterator<Item = &Referral> {
    PEOPLE.into_iter().flat_map(|person| state.referrals_of(person))
}

fn has_consent(state: &State, person: SignatoryId) -> bool {
    state.interests_of(person).any(|it| it.withdrawn.is_none())
}

/// What a server has before it when it decides: see `load` in `server/src/sync/decide.rs`.
fn loaded(state: &State, command: &Command) -> State {
    let mut loaded = State::default();
    let mut put = |record: Record| loaded.put(record);
    command.touches().into_iter().filter_map(|key| state.record(key)).for_each(&mut put);
    if let Some(person) = command.whole_file() {
        state.signatory(person).cloned().map(Record::Signatory).into_iter().for_each(&mut put);
        state.interests_of(person).cloned().map(Record::Interest).for_each(&mut put);
        state.interviews_of(person).cloned().map(Record::Interview).for_each(&mut put);
        state.referrals_of(person).cloned().map(Record::Referral).for_each(&mut put);
        let schemes: BTreeSet<SchemeId> =
            state.referrals_of(person).map(|referral| referral.scheme).collect();
        let known = schemes.into_iter().filter_map(|id| state.scheme(id));
        known.cloned().map(Record::Scheme).for_each(&mut put);
    }
    if let Some(slot) = command.wanted_slot() {
        let adviser = match command {
            Command::PlanInterview(plan) => Some(plan.adviser),
            Command::FollowInterview { interview, .. } => {
                loaded.interview(*interview).map(|interview| interview.adviser)
            }
            _ => None,
        };
        for other in state.interviews() {
            let during = other.slot().is_some_and(|taken| taken.overlaps(slot));
            if Some(other.adviser) == adviser && other.state() == InterviewState::Planned && during
            {
                loaded.put(Record::Interview(other.clone()));
            }
        }
    }
    loaded
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Events are only ever added, each a way of the table; the state is that of the last.
    #[test]
    fn nothing_happens_that_is_not_in_the_table(steps in histories()) {
        play(&steps, |turn| {
            let Decision::Change(records) = &turn.decision else { return Ok(()) };
            for record in records {
                match record {
                    Record::Interview(it) => table::check_interview(turn.before.interview(it.id), it)?,
                    Record::Referral(it) => table::check_referral(turn.before.referral(it.id), it)?,
                    _ => {}
                }
            }
            Ok(())
        })?;
    }

    /// The records are what the changes, put one after the other, make of those at the beginning;
    /// each change brings a record to its next version; what is refused changes nothing.
    #[test]
    fn the_state_is_the_fold_of_what_happened(steps in histories()) {
        let mut journal: Vec<Record> = Vec::new();
        let mut last = start();
        play(&steps, |turn| {
            let Decision::Change(records) = &turn.decision else {
                prop_assert_eq!(&turn.before, &turn.after);
                return Ok(());
            };
            prop_assert!(!records.is_empty());
            let keys: BTreeSet<_> = records.iter().map(Record::key).collect();
            prop_assert_eq!(keys.len(), records.len(), "one record twice");
            for record in records {
                prop_assert_eq!(record.version(), turn.before.version(record.key()) + 1);
            }
            journal.extend(records.iter().cloned());
            last = turn.after.clone();
            Ok(())
        })?;
        let mut folded = start();
        for record in journal {
            folded.put(record);
        }
        prop_assert_eq!(folded, last);
    }

    /// The same command on the same records is decided the same; and once done, there is nothing
    /// left to do.
    #[test]
    fn a_decision_is_determined_and_a_repeated_command_changes_nothing(steps in histories()) {
        let mut place = 0;
        play(&steps, |turn| {
            let context = context(steps[place]);
            place += 1;
            prop_assert_eq!(&apply(&turn.before, &turn.command, &context), &turn.decision);
            if matches!(turn.decision, Decision::Change(_)) {
                let again = apply(&turn.after, &turn.command, &context);
                prop_assert_eq!(again, Decision::Nothing, "{:?}", turn.command);
            }
            Ok(())
        })?;
    }

    /// The server, which loads a few records, decides as a device that knows everything would.
    #[test]
    fn the_records_a_server_loads_are_enough(steps in histories()) {
        let mut place = 0;
        play(&steps, |turn| {
            let few = loaded(&turn.before, &turn.command);
            let decision = apply(&few, &turn.command, &context(steps[place]));
            place += 1;
            prop_assert_eq!(&decision, &turn.decision, "{:?}", turn.command);
            Ok(())
        })?;
    }

    /// The places taken are those of the people accepted or inside, and never more than there are.
    #[test]
    fn no_place_is_given_twice(steps in histories()) {
        play(&steps, |turn| {
            for id in SCHEMES {
                let inside = all_referrals(&turn.after)
                    .filter(|it| it.scheme == id)
                    .filter(|it| ["accepted", "entered"].contains(&table::referral_word(it)))
                    .count();
                let scheme = turn.after.scheme(id).expect("there from the beginning");
                prop_assert_eq!(usize::from(scheme.taken), inside);
                prop_assert!(scheme.places.is_none_or(|places| scheme.taken <= places));
            }
            Ok(())
        })?;
    }

    /// Whatever happened before, who withdraws has nothing open afterwards, and nobody else loses
    /// anything by it.
    #[test]
    fn a_withdrawal_always_wins(steps in histories()) {
        let mut last = start();
        play(&steps, |turn| {
            last = turn.after.clone();
            Ok(())
        })?;
        let by = domain::Context {
            author: None,
            claimed_at: domain::time::Instant(0),
            base: 0,
        };
        for person in PEOPLE.into_iter().filter(|id| last.signatory(*id).is_some()) {
            let mut after = last.clone();
            let decision = apply(&last, &Command::WithdrawPerson { signatory: person }, &by);
            prop_assert!(!matches!(decision, Decision::Refused(_) | Decision::Conflict(_)));
            put(&mut after, &decision);
            prop_assert!(!has_consent(&after, person));
            let planned = |it: &Interview| table::interview_word(it) == "planned";
            prop_assert!(!after.interviews_of(person).any(planned));
            let ended = |it: &Referral| table::REFERRAL_ENDS.contains(&table::referral_word(it));
            prop_assert!(after.referrals_of(person).all(ended));
            for other in PEOPLE.into_iter().filter(|other| *other != person) {
                prop_assert!(after.interests_of(other).eq(last.interests_of(other)));
                prop_assert!(after.interviews_of(other).eq(last.interviews_of(other)));
                prop_assert!(after.referrals_of(other).eq(last.referrals_of(other)));
            }
        }
    }

    /// At the moment of every entry, and of every sending, there is a held interview of that
    /// person, and their consent is in force.
    #[test]
    fn nobody_enters_without_a_held_interview_and_consent(steps in histories()) {
        play(&steps, |turn| {
            let Decision::Change(records) = &turn.decision else { return Ok(()) };
            for record in records {
                let Record::Referral(it) = record else { continue };
                let last = it.events.last().map(|event| &event.what);
                if !matches!(last, Some(ReferralEvent::Entered(_) | ReferralEvent::Sent)) {
                    continue;
                }
                let interview = turn.before.interview(it.interview).expect("an interview");
                prop_assert_eq!(interview.signatory, it.signatory);
                prop_assert_eq!(table::interview_word(interview), "held");
                prop_assert!(has_consent(&turn.before, it.signatory));
            }
            Ok(())
        })?;
    }

    /// Nobody is in two places at once, nor invited twice.
    #[test]
    fn planned_interviews_are_never_at_once(steps in histories()) {
        play(&steps, |turn| {
            for adviser in ADVISERS {
                let mut times: Vec<(i64, i64)> = turn
                    .after
                    .interviews()
                    .filter(|it| it.adviser == adviser && table::interview_word(it) == "planned")
                    .filter_map(|it| it.slot())
                    .map(|slot| {
                        let start = slot.starts_at.0 / 60_000;
                        (start, start + i64::from(slot.minutes))
                    })
                    .collect();
                times.sort_unstable();
                prop_assert!(times.windows(2).all(|two| two[0].1 <= two[1].0), "{:?}", times);
            }
            for person in PEOPLE {
                let planned = |it: &&Interview| table::interview_word(it) == "planned";
                prop_assert!(turn.after.interviews_of(person).filter(planned).count() <= 1);
            }
            Ok(())
        })?;
    }

    /// One acceptance leaves open only what can be followed beside it, and nobody is under way to
    /// one scheme twice.
    #[test]
    fn one_acceptance_closes_the_others(steps in histories()) {
        play(&steps, |turn| {
            let cumulative = |id| turn.after.scheme(id).is_some_and(|it| it.cumulative);
            for person in PEOPLE {
                let under_way: Vec<SchemeId> = turn
                    .after
                    .referrals_of(person)
                    .filter(|it| !table::REFERRAL_ENDS.contains(&table::referral_word(it)))
                    .map(|it| it.scheme)
                    .collect();
                let different: BTreeSet<SchemeId> = under_way.iter().copied().collect();
                prop_assert_eq!(different.len(), under_way.len(), "one scheme twice");
            }
            let Command::FollowReferral { signatory, referral, scheme, event } = &turn.command
            else {
                return Ok(());
            };
            let accepted = matches!(event, ReferralEvent::Accepted(_))
                && matches!(turn.decision, Decision::Change(_));
            if !accepted || cumulative(*scheme) {
                return Ok(());
            }
            for other in turn.after.referrals_of(*signatory).filter(|it| it.id != *referral) {
                let open = ["sent", "under_review", "waitlisted"];
                prop_assert!(
                    cumulative(other.scheme) || !open.contains(&table::referral_word(other))
                );
            }
            Ok(())
        })?;
    }
}
