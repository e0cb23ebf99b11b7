//! Entering something: written to the device's store first, sent soon, and said in words when it
//! could not be; and going on to another program's page once it was.

use crate::device::workplace::Workplace;
use crate::device::{Device, SubmitError};
use crate::text::fr::device::receipts::ANSWERED;
use crate::text::fr::refusal::refusal;
use crate::text::fr::room::class::NOT_SAVED;
use crate::ui::Toasts;
use domain::Command;
use leptos::prelude::window;
use sync::client::CommandId;

/// What to say of a command that was not taken.
#[must_use]
pub const fn why_not(error: &SubmitError) -> &'static str {
    match error {
        SubmitError::Refused(why) => refusal(*why),
        SubmitError::NotSaved(_) => NOT_SAVED,
    }
}

/// Goes on to the page of another program at `address`, which says that something was done.
pub fn say_and_go_on(done: &'static str, address: &str) {
    Toasts::say_on_next_page(done);
    let _ = window().location().set_href(address);
}

/// Enters commands one after the other, up to the first that is not taken, and runs `done` once
/// all are on the device. What is wrong appears as a message.
pub fn enter(device: Device, commands: Vec<Command>, done: impl FnOnce(Toasts) + 'static) {
    let toasts = Toasts::get();
    enter_or(device, commands, move || done(toasts), move |why| toasts.warn(why));
}

/// The same for a form, which shows by itself what is wrong.
pub fn enter_or(
    device: Device,
    commands: Vec<Command>,
    done: impl FnOnce() + 'static,
    failed: impl FnOnce(&'static str) + 'static,
) {
    let workplace = Workplace::get();
    leptos::task::spawn_local(async move {
        for command in commands {
            if let Err(error) = device.submit(command).await {
                return failed(why_not(&error));
            }
        }
        workplace.sync_soon();
        done();
    });
}

/// Answers the question of a receipt. What is wrong appears as a message, and the question stays.
pub fn enter_answer(device: Device, id: CommandId, answer: Command) {
    let (workplace, toasts) = (Workplace::get(), Toasts::get());
    leptos::task::spawn_local(async move {
        match device.answer(id, answer).await {
            Ok(()) => {
                workplace.sync_soon();
                toasts.say(ANSWERED);
            }
            Err(error) => toasts.warn(why_not(&error)),
        }
    });
}
