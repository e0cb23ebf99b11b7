//! The supervisor's program.

fn main() {
    app::programs::desk::start();
}
