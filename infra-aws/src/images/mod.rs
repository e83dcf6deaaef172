//! Images that are built of an app: what they are called, how they stand in their repositories, and what becomes of old ones.

mod fill;
#[cfg(unix)]
mod inspect;
#[cfg(unix)]
mod listed;
#[cfg(unix)]
mod login;
#[cfg(unix)]
mod names;
#[cfg(not(unix))]
mod nowhere;
#[cfg(unix)]
mod prepare;
#[cfg(unix)]
mod repository;
#[cfg(unix)]
mod retire;
#[cfg(unix)]
mod ship;
mod state;

pub(crate) use fill::{fill, host, placeholders};
#[cfg(unix)]
pub(crate) use inspect::inspect;
#[cfg(unix)]
pub(crate) use listed::listed;
#[cfg(not(unix))]
pub(crate) use nowhere::{Images, Shipper, retire};
#[cfg(unix)]
pub(crate) use prepare::Images;
#[cfg(unix)]
pub(crate) use retire::retire;
#[cfg(unix)]
pub(crate) use ship::Shipper;
pub(crate) use state::{ImageState, check_names, has_repository};
