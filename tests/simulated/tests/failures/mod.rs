//! Deploys that fail: each ends with a code that is not 0, and says what failed, why, by which evidence, and what to do.

mod attachments;
mod calls;
mod capacity;
mod deployments;
mod failed;
mod health;
mod images;
mod moving;
mod processes;
mod resources;
mod secrets;
mod told;
mod waiting;
