//! The adviser's program for what comes after the room.

fn main() {
    app::programs::follow_up::start();
}
