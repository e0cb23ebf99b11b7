//! The supervisor's program for accounts and centres.

fn main() {
    app::programs::settings::start();
}
