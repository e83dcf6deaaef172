//! The registry that Docker and many others run: the distribution registry, as a process of this machine.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use infra_image::{Credentials, Digest, Retries};
use tempfile::TempDir;

use crate::program;

/// Whom a registry with a password lets in.
pub const USER: &str = "pilot";
/// With which password.
pub const PASSWORD: &str = "harbour-pilot";
/// The password as bcrypt has it, with the least work.
const HASH: &str = "$2b$04$ucRDufuRhMWU44sYUwjhjOklZxH1FtOqFiSDVwJLmZOhBDlmZrTbe";

/// How long it may take until it listens.
const START: Duration = Duration::from_secs(30);

/// A registry on a free port. It is stopped, and its folder removed, when this is dropped.
#[derive(Debug)]
pub struct Registry {
    address: SocketAddr,
    folder: TempDir,
    child: Child,
}

impl Registry {
    /// One that lets everybody in.
    #[must_use]
    pub fn start() -> Self {
        Self::begin("")
    }

    /// One that lets in [`USER`] with [`PASSWORD`] alone.
    #[must_use]
    pub fn start_with_password() -> Self {
        Self::begin("auth: {htpasswd: {realm: harbour, path: FOLDER/htpasswd}}\n")
    }

    /// One that speaks with encryption alone, and by a certificate of [`Registry::certificate`].
    #[must_use]
    pub fn start_encrypted() -> Self {
        Self::begin("ENCRYPTED")
    }

    fn begin(more: &str) -> Self {
        // It cannot be asked for a free port: this one was free a moment ago, and another one is tried where it is not.
        for _ in 0..10 {
            let address = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
            let folder = tempfile::tempdir().unwrap();
            let name = folder.path().display().to_string();
            fs::write(folder.path().join("htpasswd"), format!("{USER}:{HASH}\n")).unwrap();
            let (more, tls) = if more == "ENCRYPTED" {
                let key = rcgen::generate_simple_self_signed(["0.0.0.0".to_owned()]).unwrap();
                fs::write(folder.path().join("certificate.pem"), key.cert.pem()).unwrap();
                fs::write(folder.path().join("key.pem"), key.signing_key.serialize_pem()).unwrap();
                ("", format!(", tls: {{certificate: {name}/certificate.pem, key: {name}/key.pem}}"))
            } else {
                (more, String::new())
            };
            let configuration = format!(
                "version: 0.1\nlog: {{level: error}}\n{}http: {{addr: '{address}', secret: harbour{tls}}}\nstorage:\n  \
                 filesystem: {{rootdirectory: {name}/data}}\n  delete: {{enabled: true}}\n",
                more.replace("FOLDER", &name)
            );
            let file = folder.path().join("config.yml");
            fs::write(&file, configuration).unwrap();
            let log = fs::File::create(folder.path().join("log")).unwrap();
            let mut command = Command::new(program("docker-registry"));
            command.arg("serve").arg(&file).stdout(Stdio::null()).stderr(log);
            let mut registry = Self { address, child: command.spawn().unwrap(), folder };
            if registry.listens() {
                return registry;
            }
        }
        panic!("the registry does not start");
    }

    /// Whether it listens, rather than having ended.
    fn listens(&mut self) -> bool {
        let begin = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            if TcpStream::connect(self.address).is_ok() {
                return true;
            }
            assert!(begin.elapsed() < START, "the registry does not listen: {}", self.log());
            std::thread::sleep(Duration::from_millis(5));
        }
        false
    }

    /// What it said.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it is called in references.
    #[must_use]
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// What it is called as a machine of the network, which this machine reaches as well: not by a name of this machine, so that the
    /// product encrypts.
    #[must_use]
    pub fn host_in_network(&self) -> String {
        format!("0.0.0.0:{}", self.address.port())
    }

    /// The certificate of one that encrypts.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    /// The product's client of it, without credentials.
    #[must_use]
    pub fn client(&self) -> infra_image::Registry {
        self.client_with(Credentials::Anonymous)
    }

    /// The product's client of it.
    #[must_use]
    pub fn client_with(&self, credentials: Credentials) -> infra_image::Registry {
        infra_image::Registry::with(self.host(), Arc::new(credentials), quick(), false)
    }

    /// The file in which it keeps content.
    #[must_use]
    pub fn blob(&self, digest: &Digest) -> PathBuf {
        let hex = digest.hex();
        let blobs = self.folder.path().join("data/docker/registry/v2/blobs/sha256");
        blobs.join(&hex[..2]).join(hex).join("data")
    }

    /// The folder of all it keeps.
    #[must_use]
    pub fn data(&self) -> &Path {
        self.folder.path()
    }
}

/// As often as ever, and without waiting.
pub(crate) fn quick() -> Retries {
    Retries { first: Duration::from_millis(1), ..Retries::default() }
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
