//! What the environment says.

/// A variable that is not there, or says what cannot be.
#[derive(Debug, thiserror::Error)]
pub enum SettingError {
    /// It is not set.
    #[error("{0} is not set")]
    Absent(&'static str),
    /// It is set to what it cannot be.
    #[error("{0} is `{1}`, which is no port")]
    Port(&'static str, String),
}

/// A variable that must be there.
pub fn required(name: &'static str) -> Result<String, SettingError> {
    std::env::var(name).map_err(|_| SettingError::Absent(name))
}

/// The port to listen on: `PORT`.
pub fn port() -> Result<u16, SettingError> {
    let text = required("PORT")?;
    text.parse().map_err(|_| SettingError::Port("PORT", text))
}
