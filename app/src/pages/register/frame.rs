//! What stands round every page of the registration: mark, languages, foot.

use super::look::Look;
use domain::language::Language;
use leptos::prelude::*;

/// The frame of a page. Languages are links to the same page; `languages` is off where following
/// one would lose what is shown.
#[component]
pub fn RegisterFrame(
    /// Language and pictures.
    look: Look,
    /// Whether to offer the other languages.
    languages: bool,
    /// The page.
    children: Children,
) -> impl IntoView {
    let texts = &look.texts().frame;
    view! {
        <header class="register-head">
            <div class="brand">
                {look.picture("brand-mark", "i-mark")} <span>{crate::text::fr::common::PRODUCT}</span>
            </div>
            {languages
                .then(|| {
                    view! {
                        <nav aria-label=texts.languages>
                            <ul class="languages" role="list">
                                {Language::ALL.map(|one| language_link(one, look.language))}
                            </ul>
                        </nav>
                    }
                })}
        </header>
        <main class="register" id="main">
            {children()}
        </main>
        <footer class="register-foot">
            <p>{texts.not_for_real_people}</p>
        </footer>
    }
}

fn language_link(language: Language, current: Language) -> impl IntoView {
    let tag = language.tag();
    view! {
        <li>
            <a
                class="language"
                href=format!("?l={tag}")
                lang=tag
                hreflang=tag
                dir=language.direction().attribute()
                aria-current=(language == current).then_some("true")
            >
                <span class="language-code">{tag}</span>
                <span>{language.own_name()}</span>
            </a>
        </li>
    }
}
