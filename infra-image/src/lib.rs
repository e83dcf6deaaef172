//! Container images: built of cargo binaries or Dockerfiles only when they would differ, and pushed without a daemon.
//!
//! It knows registries, not AWS. A [`Fingerprint`] of all that an image is built of decides whether it is built at all, and says
//! what asked for it; the [`Store`] holds what was built, as an OCI image layout that other tools read.

pub mod cargo;
pub mod digest;
pub mod fingerprint;
pub mod layer;
pub mod oci;
pub mod platform;
pub mod record;
pub mod reference;
pub mod store;

pub use digest::{Digest, Hasher};
pub use fingerprint::{Change, Fingerprint};
pub use layer::{Layer, LayerBuilder, Owner};
pub use oci::{Image, ImageConfig, Index, Manifest};
pub use platform::{Architecture, Platform};
pub use record::{Record, Records, Verdict};
pub use reference::Reference;
pub use store::{Descriptor, Store};
