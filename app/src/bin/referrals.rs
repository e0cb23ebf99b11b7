//! The adviser's program for sending people to a scheme.

fn main() {
    app::programs::referrals::start();
}
