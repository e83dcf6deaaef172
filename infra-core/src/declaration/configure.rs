//! What changes a declaration when the program runs.

use core::error::Error;
use core::fmt;

/// A stage of an app, as `configure` functions see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage<'a> {
    /// The app's name.
    pub app: &'a str,
    /// The stage's name.
    pub name: &'a str,
    /// The AWS account that the stage is bound to, if it is.
    pub account: Option<&'a str>,
    /// Whether the stage is destroyed only when its name is typed.
    pub protected: bool,
}

/// Why a `configure` function has no answer: any error of the user's.
pub type ConfigureError = Box<dyn Error + Send + Sync>;

/// A function that changes what an item is in a stage.
pub type ConfigureFunction<S> = fn(&Stage<'_>, S) -> Result<S, ConfigureError>;

/// The function that `configure = path` names, its error boxed.
pub struct Configure<S>(pub ConfigureFunction<S>);

impl<S> fmt::Debug for Configure<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Configure(..)")
    }
}
