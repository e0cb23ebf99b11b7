//! What is told where it may not be: in a line of the log, on a page.

use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

/// Log lines, kept to be read.
#[derive(Clone, Default)]
pub struct LogLines(Arc<Mutex<Vec<u8>>>);

impl LogLines {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for LogLines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for LogLines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Whether a text tells a secret. What is only digits, a year, counts as a word of its own:
/// within an identity, a token or a fraction of a second the same digits stand by chance.
pub fn tells(text: &str, secret: &str) -> bool {
    if !secret.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.contains(secret);
    }
    text.match_indices(secret).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + secret.len()..].chars().next();
        !before.is_some_and(|sign| sign.is_alphanumeric() || sign == '-' || sign == '.')
            && !after.is_some_and(char::is_alphanumeric)
    })
}

#[test]
fn a_year_is_found_as_a_word_and_not_inside_an_identity() {
    for told in ["year=1990", "07/03/1990", "Some(1990)", "née en 1990.", "1990-03-07"] {
        assert!(tells(told, "1990"), "{told}");
    }
    for chance in ["019eca82-1990-7646", "41.078199Z 0.1990", "d19901b", "51990"] {
        assert!(!tells(chance, "1990"), "{chance}");
    }
    assert!(tells("xEXEMPLE-AMINAx", "EXEMPLE-AMINA"));
}
