//! Hearing from the server that something changed, for as long as the page is seen.
//!
//! The stream carries nothing but that: whoever hears it asks, and is answered what they may know.
//! It is a hint. Whatever it does not say is found at the next occasion, as if it were not there.

use super::clock;
use leptos::leptos_dom::helpers::{document, set_interval_with_handle, window_event_listener};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::EventSource;

const ADDRESS: &str = "/api/live";
/// The stream's one word.
const NEWS: &str = "news";
/// A browser gives a stream up where the server answers with an error. It is begun anew after this
/// long.
const ANEW_AFTER: Duration = Duration::from_mins(1);

/// A stream, closed when dropped.
struct Stream {
    source: EventSource,
    _heard: Closure<dyn FnMut()>,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.close();
    }
}

fn begin(told: Rc<dyn Fn()>) -> Option<Stream> {
    let source = EventSource::new(ADDRESS).ok()?;
    let heard = Closure::<dyn FnMut()>::new(move || told());
    source.add_event_listener_with_callback(NEWS, heard.as_ref().unchecked_ref()).ok()?;
    Some(Stream { source, _heard: heard })
}

/// Calls `told` whenever the server says that something changed, and once whenever the stream
/// begins. A page that is hidden does not listen: browsers open few lines to one server, and
/// several pages share them.
pub fn listen(told: impl Fn() + 'static) {
    let told: Rc<dyn Fn()> = Rc::new(told);
    let stream: Rc<RefCell<Option<Stream>>> = Rc::default();
    let look = {
        let stream = Rc::clone(&stream);
        move || {
            let mut stream = stream.borrow_mut();
            let stands =
                stream.as_ref().is_some_and(|it| it.source.ready_state() != EventSource::CLOSED);
            if document().hidden() {
                *stream = None;
            } else if !stands {
                *stream = begin(Rc::clone(&told));
            }
        }
    };
    for event in ["online", "focus", "visibilitychange"] {
        let look = look.clone();
        let event = leptos::ev::Custom::<leptos::ev::Event>::new(event);
        let handle = window_event_listener(event, move |_| look());
        on_cleanup(move || handle.remove());
    }
    if let Ok(handle) = set_interval_with_handle(look.clone(), ANEW_AFTER) {
        on_cleanup(move || handle.clear());
    }
    look();
    let stream = StoredValue::new_local(stream);
    on_cleanup(move || {
        let _ = stream.try_with_value(|stream| stream.borrow_mut().take());
    });
}

/// Given by context to the pages that show what the server has: wakes those that show what may
/// have changed, as long as somebody is there. What a page asks for is a use of the session, and a
/// page that nobody looks at must not keep it open.
#[derive(Clone)]
pub struct News(ArcTrigger);

/// Somebody is there for so long after a press, a key or a turn of the wheel.
const THERE_FOR_MS: i64 = 5 * 60 * 1_000;

impl News {
    /// Listens, and gives the news to everything below.
    pub fn provide() {
        let trigger = ArcTrigger::new();
        provide_context(Self(trigger.clone()));
        let seen = Rc::new(Cell::new(clock::now()));
        let missed = Rc::new(Cell::new(false));
        for event in ["pointerdown", "keydown", "wheel"] {
            let (trigger, seen, missed) = (trigger.clone(), Rc::clone(&seen), Rc::clone(&missed));
            let event = leptos::ev::Custom::<leptos::ev::Event>::new(event);
            let handle = window_event_listener(event, move |_| {
                seen.set(clock::now());
                if missed.take() {
                    trigger.notify();
                }
            });
            on_cleanup(move || handle.remove());
        }
        listen(move || {
            if clock::now().0 - seen.get().0 < THERE_FOR_MS {
                trigger.notify();
            } else {
                missed.set(true);
            }
        });
    }

    /// The news given above; none where nobody listens.
    #[must_use]
    pub fn get() -> Option<Self> {
        use_context()
    }

    /// Makes whatever is computed now depend on them.
    pub fn track(&self) {
        self.0.track();
    }
}
