//! A question that two marks are, and what becomes of it when somebody answers.

use super::*;
use crate::attendance::Attendance::{Absent, Excused, Present};
use crate::attendance::RosterEntry;
use crate::id::UserId;
use crate::refusal::Conflict;
use crate::state::State;

fn settle(mark: Option<Attendance>) -> Command {
    Command::SettleAttendance { intervention: VISIT, signatory: AMINA, mark, answers: 7 }
}

/// Alice marked, and Bruno something else without having seen it.
fn disagreeing(first: Attendance, second: Attendance) -> (State, Conflict) {
    let mut state = class();
    run(&mut state, &mark(Some(first)), by(ALICE, 1));
    let decision = run(&mut state, &mark(Some(second)), by(BRUNO, 1));
    let Decision::Conflict(conflict) = decision else { panic!("{decision:?}") };
    (state, conflict)
}

fn line(state: &State) -> &RosterEntry {
    state.roster_entry(VISIT, AMINA).expect("on the list")
}

fn stands(state: &State) -> (Option<Attendance>, Option<UserId>, u32) {
    let line = line(state);
    (line.mark, line.marked_by, line.version)
}

#[test]
fn who_keeps_the_other_mark_leaves_it_its_authors() {
    let (mut state, _) = disagreeing(Present, Absent);
    run(&mut state, &settle(Some(Present)), by(BRUNO, 2));
    assert_eq!(stands(&state), (Some(Present), Some(ALICE), 3));
}

#[test]
fn who_takes_their_own_mark_answers_for_it() {
    let (mut state, _) = disagreeing(Present, Absent);
    run(&mut state, &settle(Some(Absent)), by(BRUNO, 2));
    assert_eq!(stands(&state), (Some(Absent), Some(BRUNO), 3));
}

#[test]
fn a_second_answer_that_had_not_seen_the_first_is_a_question_again() {
    let (mut state, _) = disagreeing(Present, Absent);
    let dora = UserId(Uuid::from_u128(99));
    run(&mut state, &settle(Some(Present)), by(dora, 2));
    let decision = run(&mut state, &settle(Some(Absent)), by(BRUNO, 2));
    let Decision::Conflict(conflict) = decision else { panic!("{decision:?}") };
    assert_eq!((conflict.standing, conflict.standing_by), (Some(Present), Some(ALICE)));
    assert_eq!(stands(&state).0, Some(Present));
    // The same answer twice is agreement, whatever was seen.
    let agreed = run(&mut state, &settle(Some(Present)), by(BRUNO, 2));
    assert_eq!(agreed, Decision::Nothing);
    assert_eq!(stands(&state), (Some(Present), Some(ALICE), 3));
}

#[test]
fn an_answer_that_is_repeated_changes_nothing_more() {
    let (mut state, _) = disagreeing(Present, Absent);
    // Alice's own mark is hers to change, whatever she saw; here by chance the number that it gets.
    for mark in [Absent, Excused] {
        let answer = by(ALICE, line(&state).version + 1);
        assert!(matches!(run(&mut state, &settle(Some(mark)), answer), Decision::Change(_)));
        assert_eq!(run(&mut state, &settle(Some(mark)), answer), Decision::Nothing);
    }
}

#[test]
fn an_answer_about_nobody_on_the_list_is_refused() {
    let command = Command::SettleAttendance {
        intervention: VISIT,
        signatory: SignatoryId(Uuid::from_u128(77)),
        mark: None,
        answers: 7,
    };
    let decision = run(&mut class(), &command, by(ALICE, 0));
    assert_eq!(decision, Decision::Refused(Refusal::NotOnRoster));
}

#[test]
fn of_two_marks_made_unseen_who_saw_the_person_is_proposed() {
    for (first, second, proposed) in [
        (Present, Absent, Present),
        (Absent, Present, Present),
        (Present, Excused, Present),
        (Excused, Present, Present),
        (Absent, Excused, Excused),
        (Excused, Absent, Excused),
    ] {
        let (state, conflict) = disagreeing(first, second);
        assert_eq!(conflict.proposal(line(&state)), Some(proposed), "{first:?}, then {second:?}");
    }
}

#[test]
fn any_mark_is_proposed_rather_than_one_taken_back() {
    let mut state = class();
    run(&mut state, &mark(Some(Present)), by(ALICE, 1));
    run(&mut state, &mark(None), by(ALICE, 2));
    let decision = run(&mut state, &mark(Some(Absent)), by(BRUNO, 1));
    let Decision::Conflict(conflict) = decision else { panic!("{decision:?}") };
    assert_eq!(conflict.proposal(line(&state)), Some(Absent));
}

#[test]
fn a_mark_made_with_both_before_ones_eyes_is_proposed_before_all() {
    let (mut state, conflict) = disagreeing(Absent, Present);
    assert!(conflict.stands(line(&state)));
    run(&mut state, &mark(Some(Excused)), by(ALICE, 2));
    assert!(!conflict.stands(line(&state)));
    assert_eq!(conflict.proposal(line(&state)), Some(Excused));
}
