//! Asking the server: once for what a page shows, or at a press for what a person does.
//!
//! The machinery (signals, effects, futures) is compiled once for all answers and knows them only
//! as [`Any`]; each typed handle adds a few bytes to that. Leptos's own resources and actions are
//! compiled anew for each type, which made a third of the supervisor's program.

use super::ApiError;
use crate::device::news::News;
use crate::ui::focus;
use leptos::prelude::*;
use std::any::Any;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;

type Answer = Result<Rc<dyn Any>, ApiError>;
type Asking = Pin<Box<dyn Future<Output = Answer>>>;
/// Whether two answers to one question say the same.
type Same = fn(&dyn Any, &dyn Any) -> bool;

/// A question and its latest answer, whatever its type.
#[derive(Clone, Copy)]
struct Untyped {
    answer: RwSignal<Option<Answer>, LocalStorage>,
    pending: RwSignal<bool>,
    /// Number of the latest question: the answer to an earlier one comes too late.
    turn: StoredValue<u32>,
}

impl Untyped {
    fn new() -> Self {
        Self {
            answer: RwSignal::new_local(None),
            pending: RwSignal::new(false),
            turn: StoredValue::new(0),
        }
    }

    /// Asks, and takes the answer over. A `quiet` question nobody has asked for: its answer matters
    /// only where it says something else than the one that stands.
    fn ask(self, asking: Asking, quiet: Option<Same>) {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        self.pending.set(true);
        leptos::task::spawn_local(async move {
            let answer = asking.await;
            // The page may be gone, or have asked again.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let _ = self.pending.try_set(false);
            if !quiet.is_some_and(|same| self.says_already(&answer, same)) {
                focus::keep(|| {
                    let _ = self.answer.try_set(Some(answer));
                });
            }
        });
    }

    /// Whether a quiet answer adds nothing to the one that stands. An error never does.
    fn says_already(self, answer: &Answer, same: Same) -> bool {
        self.answer.with_untracked(|standing| match (standing, answer) {
            (Some(Ok(standing)), Ok(answer)) => same(&**standing, &**answer),
            (Some(Ok(_)), Err(_)) => true,
            _ => false,
        })
    }

    /// Asks now, and again whenever `again` or a signal that `question` reads changes.
    fn keep_asking(self, again: ArcTrigger, question: Rc<dyn Fn() -> Asking>) {
        Effect::new(move |_| {
            again.track();
            self.ask(question(), None);
        });
    }

    /// Asks quietly whenever the server says that something changed.
    fn listen(self, question: Rc<dyn Fn() -> Asking>, same: Same) {
        let Some(news) = News::get() else { return };
        Effect::new(move |before: Option<()>| {
            news.track();
            // The first news is that there may be some: the page has just asked.
            if before.is_some() {
                self.ask(untrack(|| question()), Some(same));
            }
        });
    }

    fn read<T: Clone + 'static>(self) -> Option<Result<T, ApiError>> {
        self.answer.with(|answer| {
            Some(match answer.as_ref()? {
                Ok(value) => Ok(value.downcast_ref::<T>()?.clone()),
                Err(error) => Err(error.clone()),
            })
        })
    }
}

fn erased<T: 'static>(asking: impl Future<Output = Result<T, ApiError>> + 'static) -> Asking {
    Box::pin(async move { asking.await.map(|value| Rc::new(value) as Rc<dyn Any>) })
}

/// What a page shows of the server's: asked for when the page opens, and anew whenever a signal
/// that the question reads changes. Until the next answer is there the earlier one stays.
pub struct Fetched<T> {
    question: Untyped,
    again: StoredValue<ArcTrigger>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Fetched<T> {}

impl<T: Clone + 'static> Fetched<T> {
    /// Asks `question`.
    pub fn new<F>(question: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        Self::asking(Rc::new(move || erased(question())))
    }

    fn asking(question: Rc<dyn Fn() -> Asking>) -> Self {
        let untyped = Untyped::new();
        let again = ArcTrigger::new();
        untyped.keep_asking(again.clone(), question);
        Self { question: untyped, again: StoredValue::new(again), of: PhantomData }
    }

    /// Asks `question`, and again whenever the server says that something changed. For what is only
    /// looked at: where people fill something in, it must not change under their hands.
    pub fn live<F>(question: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
        T: PartialEq,
    {
        let question: Rc<dyn Fn() -> Asking> = Rc::new(move || erased(question()));
        let fetched = Self::asking(Rc::clone(&question));
        fetched
            .question
            .listen(question, |one, other| one.downcast_ref::<T>() == other.downcast_ref::<T>());
        fetched
    }

    /// The latest answer; `None` before the first.
    #[must_use]
    pub fn get(self) -> Option<Result<T, ApiError>> {
        self.question.read()
    }

    /// Asks again.
    pub fn refetch(self) {
        self.again.with_value(Notify::notify);
    }
}

/// What a person sends by a press: at most once at a time.
pub struct Sending<T> {
    question: Untyped,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Sending<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Sending<T> {}

impl<T: Clone + 'static> Sending<T> {
    /// Nothing sent yet.
    #[must_use]
    pub fn new() -> Self {
        Self { question: Untyped::new(), of: PhantomData }
    }

    /// Sends, unless something is under way.
    pub fn send(self, asking: impl Future<Output = Result<T, ApiError>> + 'static) {
        if !self.question.pending.get_untracked() {
            self.question.ask(erased(asking), None);
        }
    }

    /// Whether something is under way.
    #[must_use]
    pub fn pending(self) -> Signal<bool> {
        self.question.pending.into()
    }

    /// The answer to what was sent last; `None` before the first and after [`clear`](Self::clear).
    #[must_use]
    pub fn get(self) -> Option<Result<T, ApiError>> {
        self.question.read()
    }

    /// Forgets the answer.
    pub fn clear(self) {
        self.question.answer.set(None);
    }
}

impl<T: Clone + 'static> Default for Sending<T> {
    fn default() -> Self {
        Self::new()
    }
}
