//! A new version of the application: fetched in the background, taken on the person's word only.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

/// Whether a new version is ready, and the way to take it.
#[derive(Clone, Copy)]
pub struct Updates {
    ready: RwSignal<bool>,
    registration: StoredValue<Option<ServiceWorkerRegistration>, LocalStorage>,
    open_forms: RwSignal<u32>,
}

impl Updates {
    /// Watches for a new version.
    #[must_use]
    pub fn watch() -> Self {
        let updates = Self {
            ready: RwSignal::new(false),
            registration: StoredValue::new_local(None),
            open_forms: RwSignal::new(0),
        };
        if let Some(container) = container() {
            leptos::task::spawn_local(async move {
                if let Ok(registration) = registration(&container).await {
                    updates.follow(registration);
                }
            });
        }
        updates
    }

    /// Whether a new version waits.
    #[must_use]
    pub fn ready(self) -> Signal<bool> {
        self.ready.into()
    }

    /// Says that a form is open for as long as the calling page lives: the application is not
    /// replaced under a person who types.
    pub fn form_is_open() {
        let Some(updates) = use_context::<Self>() else { return };
        updates.open_forms.update(|count| *count += 1);
        on_cleanup(move || {
            updates.open_forms.try_update(|count| *count = count.saturating_sub(1));
        });
    }

    /// Whether a form is open.
    #[must_use]
    pub fn has_open_form(self) -> Signal<bool> {
        let open = self.open_forms;
        Signal::derive(move || open.get() > 0)
    }

    /// Takes the new version: the page is loaded anew once it is in charge. What was entered lies
    /// in the store and is not touched.
    pub fn take(self) {
        let Some(registration) = self.registration.get_value() else { return };
        let (Some(waiting), Some(container)) = (registration.waiting(), container()) else {
            return;
        };
        let reload = Closure::once_into_js(|| {
            let _ = window().location().reload();
        });
        container.set_oncontrollerchange(Some(reload.unchecked_ref()));
        let message = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&message, &"type".into(), &"activate".into());
        let _ = waiting.post_message(&message);
    }

    fn follow(self, registration: ServiceWorkerRegistration) {
        self.look(&registration);
        let updates = self;
        let watched = registration.clone();
        let found = Closure::<dyn FnMut()>::new(move || {
            let Some(installing) = watched.installing() else { return };
            let watched = watched.clone();
            let changed = Closure::<dyn FnMut()>::new(move || updates.look(&watched));
            installing.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
            changed.forget();
        });
        registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
        // Lives as long as the page, like the registration it listens to.
        found.forget();
        self.registration.set_value(Some(registration));
    }

    fn look(self, registration: &ServiceWorkerRegistration) {
        // Without a controller this is the first installation, not an update.
        let controlled = container().and_then(|it| it.controller()).is_some();
        self.ready.set(controlled && registration.waiting().is_some());
    }
}

/// Asks the service worker to keep the program that shows the page at `path` as well.
pub fn keep(path: &'static str) {
    let Some(container) = container() else { return };
    leptos::task::spawn_local(async move {
        let Ok(registration) = registration(&container).await else { return };
        let message = js_sys::Object::new();
        // Setting a plain object's property does not fail; a worker that is gone keeps nothing.
        let _ = js_sys::Reflect::set(&message, &"type".into(), &"keep".into());
        let _ = js_sys::Reflect::set(&message, &"path".into(), &path.into());
        if let Some(worker) = registration.active() {
            let _ = worker.post_message(&message);
        }
    });
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    // Absent in private windows of some browsers and outside secure contexts.
    js_sys::Reflect::get(&navigator, &"serviceWorker".into())
        .ok()
        .and_then(|value| value.dyn_into::<ServiceWorkerContainer>().ok())
}

async fn registration(
    container: &ServiceWorkerContainer,
) -> Result<ServiceWorkerRegistration, JsValue> {
    JsFuture::from(container.ready()?).await?.dyn_into()
}
