//! Several tabs of one application on one device.
//!
//! The store is the truth; tabs only tell each other to look. A lock of the browser keeps two tabs
//! from talking to the server at once, which saves traffic; nothing becomes wrong without it.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

type Listener = Closure<dyn FnMut(MessageEvent)>;

/// This tab's line to the others.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
    listener: RefCell<Option<Listener>>,
}

impl Tabs {
    /// Joins the tabs that use the database of this name.
    #[must_use]
    pub fn new(database: &str) -> Self {
        Self { channel: BroadcastChannel::new(database).ok(), listener: RefCell::new(None) }
    }

    /// Tells the others that the store changed.
    pub fn tell(&self) {
        if let Some(channel) = &self.channel {
            // A closed channel means that this tab is going away: there is nothing to tell.
            let _ = channel.post_message(&JsValue::TRUE);
        }
    }

    /// Calls `on_change` whenever another tab changed the store.
    pub fn listen(&self, on_change: impl Fn() + 'static) {
        let Some(channel) = &self.channel else { return };
        let listener = Listener::new(move |_| on_change());
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        self.listener.replace(Some(listener));
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}

/// The right to talk to the server; given back when dropped.
pub struct Turn(Option<Function>);

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(release) = self.0.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Asks for the right to talk to the server; `None` when another tab has it. A browser without
/// locks gives it always.
pub async fn take_turn(database: &str) -> Option<Turn> {
    let Some(locks) = locks() else { return Some(Turn(None)) };
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let mut release = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    // The promise that says whether we have the lock, while `held` keeps it.
    let granted = Promise::new(&mut |resolve, reject| {
        let held = held.clone();
        let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let got = !lock.is_null();
            let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::from_bool(got));
            if got { held.into() } else { JsValue::UNDEFINED }
        });
        let name = JsValue::from_str(&format!("{database}.sync"));
        let request = Reflect::get(&locks, &"request".into())
            .and_then(JsCast::dyn_into::<Function>)
            .and_then(|request| request.call3(&locks, &name, &options, &callback));
        if request.is_err() {
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    });
    match JsFuture::from(granted).await {
        Ok(got) if got.is_truthy() => Some(Turn(release)),
        Ok(_) => None,
        Err(_) => Some(Turn(None)),
    }
}

/// The browser's lock manager, where it has one.
fn locks() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)
}
