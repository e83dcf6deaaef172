//! What changes a declaration when the program runs.

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

/// A function that changes what an item is in a stage; its error as text.
pub type ConfigureFunction<S> = fn(&Stage<'_>, S) -> Result<S, String>;

/// The function that `configure = path` names.
pub struct Configure<S>(pub ConfigureFunction<S>);

impl<S> fmt::Debug for Configure<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Configure(..)")
    }
}

/// A function that `configure` takes: `fn(&Stage, S) -> Result<S, E>` with an error that can be shown.
#[diagnostic::on_unimplemented(
    message = "`configure` takes a function `fn(&Stage, {S}) -> Result<{S}, E>`",
    label = "not such a function",
    note = "`E` is any error that can be shown: `Box<dyn Error>`, `String`, one of your own"
)]
pub trait ConfigureWith<S> {
    /// Calls it.
    ///
    /// # Errors
    /// The function's own, as text.
    fn configure(&self, stage: &Stage<'_>, spec: S) -> Result<S, String>;
}

impl<F, S, E> ConfigureWith<S> for F
where
    F: Fn(&Stage<'_>, S) -> Result<S, E>,
    E: fmt::Display,
{
    fn configure(&self, stage: &Stage<'_>, spec: S) -> Result<S, String> {
        // The alternate form of some error types tells their causes as well.
        self(stage, spec).map_err(|error| format!("{error:#}"))
    }
}
