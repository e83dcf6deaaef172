//! The certificate of HTTPS and TLS listeners: signed by itself, kept in the stage's folder.

use std::fmt::Display;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use rcgen::{CertificateParams, DnType, KeyPair, PKCS_ECDSA_P256_SHA256};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::error::Error;
use crate::spec::Balancer;

const FILE: &str = "certificate.pem";
/// Browsers refuse certificates of more than 825 days, also those that a user trusts by hand.
const DAYS: u64 = 365;
/// After so many days a new one is made.
const RENEWED_AFTER_DAYS: u64 = 300;
const DAY: u64 = 24 * 60 * 60;

/// What takes TLS for the listeners, with one key and certificate.
#[derive(Debug)]
pub(super) struct Keys {
    names: Vec<String>,
    /// Agrees on HTTP/2 or HTTP/1.1.
    pub(super) https: Arc<ServerConfig>,
    /// Agrees on nothing: what is within is not known.
    pub(super) stream: Arc<ServerConfig>,
}

impl Keys {
    /// Whether the certificate has the hosts of these.
    pub(super) fn are_for(&self, balancers: &[Balancer]) -> bool {
        self.names == names(balancers)
    }

    /// The key and certificate in `folder`. They are made anew when they are old, or lack a name.
    pub(super) fn of(folder: &Path, balancers: &[Balancer]) -> Result<Self, Error> {
        let names = names(balancers);
        let stream = config(&folder.join(FILE), &names)?;
        let mut https = stream.clone();
        https.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self { names, https: Arc::new(https), stream: Arc::new(stream) })
    }
}

fn config(path: &Path, names: &[String]) -> Result<ServerConfig, Error> {
    let pem = match kept(path, names) {
        Ok(Some(pem)) => pem,
        Ok(None) => {
            let pem = make(names)?;
            write(path, &pem).map_err(|source| Error::File { path: path.to_owned(), source })?;
            pem
        }
        Err(source) => return Err(Error::File { path: path.to_owned(), source }),
    };
    let wrong = |error: &dyn Display| Error::Certificate(format!("{error}; delete `{}`", path.display()));
    let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|error| wrong(&error))?;
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|error| wrong(&error))?;
    // TLS 1.2 and 1.3, as the policy of the listeners on AWS has it.
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(&error))?;
    config.with_no_client_auth().with_single_cert(vec![certificate], key).map_err(|error| wrong(&error))
}

/// What the certificate is for: loopback, and the hosts of the routes.
fn names(balancers: &[Balancer]) -> Vec<String> {
    let mut names: Vec<String> = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec();
    let hosts = balancers.iter().flat_map(|balancer| &balancer.rules).filter_map(|rule| rule.route.host.as_ref());
    // A certificate can have a wildcard for the first label alone.
    let legal = |host: &&String| !host.strip_prefix("*.").unwrap_or(host).contains(['*', '?']);
    let mut hosts: Vec<String> = hosts.filter(legal).map(|host| host.to_ascii_lowercase()).collect();
    hosts.sort();
    hosts.dedup();
    names.extend(hosts);
    names
}

/// The first line of the file, by which it is seen whether the certificate has all names.
fn heading(names: &[String]) -> String {
    format!("For {}\n", names.join(" "))
}

/// What the file has, where it is young and has all names.
fn kept(path: &Path, names: &[String]) -> io::Result<Option<String>> {
    let age = match fs::metadata(path).and_then(|file| file.modified()) {
        Ok(written) => written.elapsed().unwrap_or_default(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let text = fs::read_to_string(path)?;
    Ok(Some(text).filter(|text| age.as_secs() < RENEWED_AFTER_DAYS * DAY && text.starts_with(&heading(names))))
}

fn make(names: &[String]) -> Result<String, Error> {
    let wrong = |error: rcgen::Error| Error::Certificate(error.to_string());
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(wrong)?;
    let mut parameters = CertificateParams::new(names).map_err(wrong)?;
    parameters.distinguished_name.push(DnType::CommonName, "infra on this machine");
    let now = std::time::SystemTime::now();
    // A clock that is set back a little still finds it valid.
    parameters.not_before = (now - std::time::Duration::from_secs(DAY)).into();
    parameters.not_after = (now + std::time::Duration::from_secs(DAYS * DAY)).into();
    let certificate = parameters.self_signed(&key).map_err(wrong)?;
    Ok(format!("{}{}{}", heading(names), certificate.pem(), key.serialize_pem()))
}

/// Writes a file that nobody else can read, and that is there whole or not at all.
fn write(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;

    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let draft = path.with_extension("new");
    let _ = fs::remove_file(&draft);
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(text.as_bytes())?;
    fs::rename(&draft, path)
}
