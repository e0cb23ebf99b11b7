//! The page on which the owner of an account chooses a password: a plain HTML form, rendered on the
//! server, no script. It stands in the frame of the partner's pages, which are opened by a link too.

use crate::pages::register::Look;
use crate::text::fr::new_password as text;
use leptos::prelude::*;

/// Something to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Too short to be safe.
    TooShort,
    /// Longer than is taken.
    TooLong,
    /// The two are not alike.
    Differ,
}

impl Problem {
    const fn text(self) -> &'static str {
        match self {
            Self::TooShort => text::TOO_SHORT,
            Self::TooLong => text::TOO_LONG,
            Self::Differ => text::DIFFER,
        }
    }

    /// Identifier of the control it is about.
    const fn anchor(self) -> &'static str {
        match self {
            Self::TooShort | Self::TooLong => "password",
            Self::Differ => "again",
        }
    }
}

/// What takes the place of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The password is chosen.
    Chosen,
    /// The link opens nothing.
    Closed,
    /// Too many tries.
    TooOften,
    /// The server is busy.
    Busy,
    /// The disk is full.
    StorageFull,
    /// Something broke.
    Failed,
}

impl Notice {
    /// What happened, and what to do.
    #[must_use]
    pub const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Chosen => text::CHOSEN,
            Self::Closed => text::CLOSED,
            Self::TooOften => text::TOO_OFTEN,
            Self::Busy => text::BUSY,
            Self::StorageFull => text::STORAGE_FULL,
            Self::Failed => text::FAILED,
        }
    }
}

/// The form. It posts to the address of the page itself. The login is a field too, so that the
/// browser keeps the password under it.
#[component]
pub fn PasswordForm(
    /// Pictures.
    look: Look,
    /// What the person types to sign in.
    login: String,
    /// Their name.
    name: String,
    /// What is to be corrected.
    problem: Option<Problem>,
) -> impl IntoView {
    let of = |id: &str| problem.filter(|it| it.anchor() == id).map(Problem::text);
    let password = field(&look, "password", (text::PASSWORD, text::HINT), of("password"));
    let again = field(&look, "again", (text::AGAIN, text::AGAIN_HINT), of("again"));
    let summary =
        problem.map(|it| look.error_summary(vec![(format!("#{}", it.anchor()), it.text())]));
    view! {
        {summary}
        <div class="partner-part">
            <h1>{text::TITLE}</h1>
            <p>{text::lead(&name)}</p>
        </div>
        <form class="partner-part" method="post" novalidate=true>
            <div class="field">
                <label for="login">{text::LOGIN}</label>
                <input
                    id="login"
                    name="login"
                    type="text"
                    dir="ltr"
                    readonly=true
                    autocomplete="username"
                    value=login
                />
            </div>
            {password}
            {again}
            <button class="button button--main button--wide">{text::SEND}</button>
        </form>
    }
}

fn field(
    look: &Look,
    id: &'static str,
    (label, hint): (&'static str, &'static str),
    problem: Option<&'static str>,
) -> impl IntoView + use<> {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = match problem {
        Some(_) => format!("{hint_id} {error_id}"),
        None => hint_id.clone(),
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <p class="field-hint" id=hint_id>
                {hint}
            </p>
            {look.field_error(error_id, problem)}
            <input
                id=id
                name=id
                type="password"
                dir="ltr"
                autocomplete="new-password"
                required=true
                aria-invalid=problem.map(|_| "true")
                aria-describedby=described
            />
        </div>
    }
}

/// A notice in place of the form.
#[component]
pub fn NoticeCard(
    /// Pictures.
    look: Look,
    /// What happened.
    notice: Notice,
) -> impl IntoView {
    let (title, help) = notice.texts();
    let good = notice == Notice::Chosen;
    let (class, icon, role) = if good {
        ("notice notice--success", "i-check", "status")
    } else {
        ("notice notice--danger", "i-alert", "alert")
    };
    view! {
        <div class=class role=role tabindex="-1" autofocus=true>
            {look.picture("icon", icon)}
            <div class="notice-body">
                <h1 class="notice-title">{title}</h1>
                <p>{help}</p>
                {good
                    .then(|| {
                        view! {
                            <a class="button" href="/connexion">
                                {text::SIGN_IN}
                            </a>
                        }
                    })}
            </div>
        </div>
    }
}
