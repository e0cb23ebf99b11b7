//! Everybody's program for signing in.

fn main() {
    app::programs::door::start();
}
