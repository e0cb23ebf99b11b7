//! The desk's tables: rows on a wide screen, cards on a narrow one. Compiled once for all lists,
//! which know it only as labels and views.

use leptos::prelude::*;

/// A column: its name, and whether numbers stand in it.
pub(super) type Column = (&'static str, bool);

/// A table of `columns`, with a row for each of `rows`: the views of its cells, in the same order.
/// Its first cell names the row. An empty `caption` shows nothing.
pub(super) fn table(
    name: &'static str,
    caption: String,
    columns: &'static [Column],
    rows: Vec<Vec<AnyView>>,
) -> AnyView {
    let heads: Vec<AnyView> = columns.iter().map(head).collect();
    let rows: Vec<AnyView> = rows.into_iter().map(|cells| row(columns, cells)).collect();
    let caption = (!caption.is_empty()).then(|| view! { <caption>{caption}</caption> });
    view! {
        <div class="table-frame" role="region" aria-label=name tabindex="0">
            <table class="table" role="table">
                {caption}
                <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn head(&(label, number): &Column) -> AnyView {
    let class = number.then_some("table-number");
    view! { <th scope="col" role="columnheader" class=class>{label}</th> }.into_any()
}

fn row(columns: &'static [Column], cells: Vec<AnyView>) -> AnyView {
    let mut cells = cells.into_iter();
    let first = cells.next();
    let rest: Vec<AnyView> = cells
        .zip(&columns[1..])
        .map(|(cell, &(label, number))| {
            let class = number.then_some("table-number");
            view! { <td role="cell" data-label=label class=class>{cell}</td> }.into_any()
        })
        .collect();
    view! { <tr role="row"><th scope="row" role="rowheader">{first}</th>{rest}</tr> }.into_any()
}
