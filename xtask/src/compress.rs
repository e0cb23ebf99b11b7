//! Brotli and gzip beside each file, so that the server only has to send them.

use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;

use crate::wasm::Flavour;

/// Endings of what gets smaller; pictures, sound and fonts are compressed by their format.
const COMPRESSIBLE: [&str; 8] = ["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// Below this a header costs more than is saved.
const WORTH_IT: usize = 128;

/// The compressed forms of one file; absent where the file would not get smaller.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Compressed {
    /// Brotli.
    pub br: Option<Vec<u8>>,
    /// Gzip.
    pub gz: Option<Vec<u8>>,
}

/// Compresses a file as much as its flavour is worth: all that is possible for people, quickly
/// for work. WebAssembly of work gets no gzip: every browser that tests use asks for brotli.
///
/// # Errors
/// When an encoder fails, which memory to memory it does not.
pub fn compress(name: &str, bytes: &[u8], flavour: Flavour) -> Result<Compressed> {
    let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy();
    if !COMPRESSIBLE.contains(&ending.as_ref()) || bytes.len() < WORTH_IT {
        return Ok(Compressed::default());
    }
    let smaller = |made: Vec<u8>| (made.len() < bytes.len()).then_some(made);
    let (quality, level, with_gzip) = match flavour {
        Flavour::Work => (5, 6, ending != "wasm"),
        Flavour::Release => (11, 9, true),
    };
    let br = smaller(brotli(bytes, quality)?);
    let gz = if with_gzip { smaller(gzip(bytes, level)?) } else { None };
    Ok(Compressed { br, gz })
}

fn brotli(bytes: &[u8], quality: i32) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality,
        lgwin: 22,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut made = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut made, &params)?;
    Ok(made)
}

fn gzip(bytes: &[u8], level: u32) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_was_compressed_comes_back() {
        let text = "bonjour ".repeat(400);
        let made = compress("a.html", text.as_bytes(), Flavour::Release).expect("compresses");

        let mut back = String::new();
        brotli::Decompressor::new(made.br.expect("smaller").as_slice(), 4096)
            .read_to_string(&mut back)
            .expect("brotli");
        assert_eq!(back, text);

        back.clear();
        flate2::read::GzDecoder::new(made.gz.expect("smaller").as_slice())
            .read_to_string(&mut back)
            .expect("gzip");
        assert_eq!(back, text);
    }

    #[test]
    fn small_and_already_compressed_files_are_left_alone() {
        let nothing = Compressed::default();
        assert_eq!(compress("a.js", b"x()", Flavour::Release).expect("small"), nothing);
        let picture = vec![0; 4096];
        assert_eq!(compress("a.png", &picture, Flavour::Release).expect("png"), nothing);
    }

    #[test]
    fn webassembly_of_work_has_brotli_only() {
        let module = vec![7; 4096];
        let made = compress("app.wasm", &module, Flavour::Work).expect("compresses");
        assert!(made.br.is_some() && made.gz.is_none());
    }
}
