//! Text out of bytes, in the encodings French offices use.

use super::error::RosterError;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// A text and what was learnt on the way to it.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// The encoding's name, that of most lines where they differ.
    pub(super) encoding: &'static str,
    /// Whether some lines are UTF-8 and others are not.
    pub(super) mixed: bool,
}

/// Reads UTF-8 and UTF-16 by their byte order mark, UTF-8 without one where all bytes are valid,
/// and Windows-1252 otherwise. Where lines of both were put together in one file, each line is
/// read by itself.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, RosterError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0;
        return checked(Decoded { text, encoding: encoding.name(), mixed: false });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let text = Cow::Borrowed(text);
        return checked(Decoded { text, encoding: UTF_8.name(), mixed: false });
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut mixed = false;
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        if let Ok(line) = std::str::from_utf8(line) {
            mixed |= !line.is_ascii();
            text.push_str(line);
        } else {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0);
        }
    }
    checked(Decoded { text: Cow::Owned(text), encoding: WINDOWS_1252.name(), mixed })
}

/// No table has control characters beside tabs and line ends. A rare one is let through, and
/// refuses its own row when it stands in a name; NUL is never text.
fn checked(decoded: Decoded<'_>) -> Result<Decoded<'_>, RosterError> {
    let control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r');
    let bytes = decoded.text.as_bytes();
    let controls = bytes.iter().filter(|b| control(b)).count();
    if bytes.contains(&0) || controls * 50 > bytes.len() {
        return Err(RosterError::Binary);
    }
    let start = decoded.text.trim_start();
    let start: String = start.chars().take(200).flat_map(char::to_lowercase).collect();
    if start.starts_with('<')
        && ["<html", "<!doctype", "<table", "<?xml"].iter().any(|tag| start.contains(tag))
    {
        return Err(RosterError::WebPage);
    }
    if start.trim().is_empty() {
        return Err(RosterError::Empty);
    }
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::utf8(b"Nom;Pr\xc3\xa9nom", "UTF-8")]
    #[case::utf8_with_mark(b"\xef\xbb\xbfNom;Pr\xc3\xa9nom", "UTF-8")]
    #[case::windows(b"Nom;Pr\xe9nom", "windows-1252")]
    #[case::utf16_little(b"\xff\xfeN\0o\0m\0;\0P\0r\0\xe9\0n\0o\0m\0", "UTF-16LE")]
    #[case::utf16_big(b"\xfe\xff\0N\0o\0m\0;\0P\0r\0\xe9\0n\0o\0m", "UTF-16BE")]
    fn one_text_reads_alike_in_every_encoding(#[case] bytes: &[u8], #[case] encoding: &str) {
        let decoded = decode(bytes).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((&*decoded.text, decoded.encoding), ("Nom;Prénom", encoding));
        assert!(!decoded.mixed);
    }

    #[test]
    fn lines_of_two_encodings_are_read_each_by_itself() {
        let decoded = decode(b"Pr\xc3\xa9nom\nA\xefcha\n").unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(&*decoded.text, "Prénom\nAïcha\n");
        assert!(decoded.mixed);
    }

    #[rstest]
    #[case::nul(b"a\0b", RosterError::Binary)]
    #[case::image(b"\x89PNG\r\n\x1a\n\0\0\0", RosterError::Binary)]
    #[case::page(b"  <HTML><table>", RosterError::WebPage)]
    #[case::mark_alone(b"\xef\xbb\xbf \n", RosterError::Empty)]
    fn what_is_no_text_is_refused(#[case] bytes: &[u8], #[case] error: RosterError) {
        assert_eq!(decode(bytes).err(), Some(error));
    }
}
