//! Container images: built of cargo binaries or Dockerfiles only when they would differ, and pushed without a daemon.
//!
//! It knows registries, not AWS. A [`Fingerprint`] of all that an image is built of decides whether it is built at all, and says
//! what asked for it; the [`Store`] holds what was built, as an OCI image layout that other tools read.

pub mod attach;
pub mod base;
pub mod cargo;
mod contents;
pub mod digest;
pub mod dockerfile;
pub mod fingerprint;
pub mod images;
pub mod known;
pub mod layer;
pub mod layout;
pub mod oci;
pub mod platform;
pub mod provenance;
pub mod pull;
pub mod push;
pub mod record;
pub mod reference;
pub mod registry;
pub mod store;

pub use digest::{Digest, Hasher};
pub use fingerprint::{Change, Fingerprint};
pub use known::Known;
pub use layer::{Layer, LayerBuilder, Owner};
pub use oci::{Image, ImageConfig, Index, Manifest};
pub use platform::{Architecture, Platform};
pub use record::{Record, Records, Verdict};
pub use reference::Reference;
pub use registry::{CredentialSource, Credentials, DockerConfig, Registry, RegistryError, Retries};
pub use store::{Descriptor, Store};
