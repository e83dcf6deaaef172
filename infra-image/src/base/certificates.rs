//! The certificates of the authorities that Mozilla trusts.

use std::sync::OnceLock;

/// All of them as one file of PEM, in the order of their contents.
pub(super) fn bundle() -> &'static String {
    static BUNDLE: OnceLock<String> = OnceLock::new();
    BUNDLE.get_or_init(|| {
        let mut certificates: Vec<&[u8]> =
            webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|certificate| certificate.as_ref()).collect();
        certificates.sort_unstable();
        certificates.into_iter().map(pem).collect()
    })
}

/// A certificate as PEM.
fn pem(certificate: &[u8]) -> String {
    let text = base64(certificate);
    let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(64));
        pem.push_str(line);
        pem.push('\n');
        rest = more;
    }
    pem.push_str("-----END CERTIFICATE-----\n");
    pem
}

/// Bytes as text of 64 letters.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let number = part.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
        for place in 0..4 {
            let letter = number >> (18 - 6 * place) & 63;
            let letter = if place <= part.len() { LETTERS[letter as usize] } else { b'=' };
            text.push(char::from(letter));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_everywhere() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn the_bundle_is_one_of_certificates() {
        let bundle = bundle();
        assert!(bundle.matches("-----BEGIN CERTIFICATE-----").count() > 100);
        assert!(bundle.lines().all(|line| line.len() <= 64 && !line.is_empty()));
    }
}
