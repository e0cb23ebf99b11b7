//! The supervisor's program for figures, partners and schemes.

fn main() {
    app::programs::steering::start();
}
