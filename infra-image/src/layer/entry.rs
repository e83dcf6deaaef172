//! What a layer is made of.

use std::path::PathBuf;

/// Who owns a file in an image, by numbers: names mean nothing outside of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// The user.
    pub user: u32,
    /// The group.
    pub group: u32,
}

impl Owner {
    /// The user and the group 0.
    pub const ROOT: Self = Self { user: 0, group: 0 };
}

/// An entry of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) content: Content,
    /// The permission bits, with those for set-user-id, set-group-id and sticky.
    pub(super) mode: u32,
    pub(super) owner: Owner,
}

/// What an entry holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Directory,
    File(PathBuf),
    Bytes(Vec<u8>),
    Symlink(String),
}
