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
    let text = base64_simd::STANDARD.encode_to_string(certificate);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundle_is_one_of_certificates() {
        let bundle = bundle();
        assert!(bundle.matches("-----BEGIN CERTIFICATE-----").count() > 100);
        assert!(bundle.lines().all(|line| line.len() <= 64 && !line.is_empty()));
    }
}
