//! The adviser's program.

fn main() {
    app::programs::room::start();
}
