//! A code to scan, as one path of SVG.

use fast_qr::qr::QRBuilder;
use leptos::prelude::*;
use std::fmt::Write;

/// The dark squares as one path, and the number of squares on a side. `None` when the text is too
/// long for a code.
fn squares(text: &str) -> Option<(String, usize)> {
    let code = QRBuilder::new(text).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            if !row[x].value() {
                x += 1;
                continue;
            }
            let length = row[x..].iter().take_while(|square| square.value()).count();
            // Writing to a string does not fail.
            let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
            x += length;
        }
    }
    Some((path, code.size))
}

/// The code. The panel round it (`.qr-picture`) adds the quiet zone of four squares.
#[component]
pub fn Qr(
    /// What scanning gives.
    #[prop(into)]
    text: Signal<String>,
    /// What it is, for people who do not see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let label = StoredValue::new(label);
    move || {
        squares(&text.get()).map(|(path, size)| {
            view! {
                <svg
                    viewBox=format!("0 0 {size} {size}")
                    role="img"
                    aria-label=label.get_value()
                    shape-rendering="crispEdges"
                >
                    <path d=path></path>
                </svg>
            }
        })
    }
}
