//! Why there is no blueprint.

use core::error::Error;
use core::fmt;

use crate::Violation;
use crate::check::Problem;

/// Why an app has no blueprint for a stage.
///
/// Its traits are written out: the macros compile this crate, and thiserror's derive would be a tenth of their build.
#[derive(Debug)]
pub enum ResolveError {
    /// The stage is none of the closed set.
    UnknownStage {
        /// The app.
        app: String,
        /// The stage asked for.
        stage: String,
        /// The stages that `app!` lists.
        known: Vec<&'static str>,
    },
    /// The stage's name, or a name made with it, breaks a rule.
    Name(Box<Violation>),
    /// A `configure` function failed.
    Configure {
        /// The item's Rust name.
        item: &'static str,
        /// The file of its declaration.
        file: &'static str,
        /// The line of its declaration.
        line: u32,
        /// What the function says.
        error: String,
    },
    /// What the items are in this stage breaks rules.
    Broken {
        /// The stage.
        stage: String,
        /// Every problem, in the order of the items.
        problems: Vec<Problem>,
    },
    /// A name or a size that is made for an item in this stage breaks a rule.
    Item {
        /// The item's Rust name.
        item: &'static str,
        /// The file of its declaration.
        file: &'static str,
        /// The line of its declaration.
        line: u32,
        /// The rule.
        violation: Box<Violation>,
    },
}

impl fmt::Display for ResolveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownStage { app, stage, known } => {
                write!(formatter, "`{app}` has no stage `{stage}`; it has {}", known.join(", "))
            }
            Self::Name(violation) => violation.fmt(formatter),
            Self::Configure { item, file, line, error } => {
                write!(formatter, "`configure` of `{item}` ({file}:{line}) failed: {error}")
            }
            Self::Broken { stage, problems } => {
                write!(formatter, "what the items are in stage `{stage}` breaks rules")?;
                problems.iter().try_for_each(|problem| write!(formatter, "\n\n{problem}"))
            }
            Self::Item { item, file, line, violation } => write!(formatter, "`{item}` ({file}:{line}): {violation}"),
        }
    }
}

impl Error for ResolveError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::UnknownStage { .. } | Self::Configure { .. } | Self::Broken { .. } => None,
            Self::Name(violation) | Self::Item { violation, .. } => Some(violation.as_ref()),
        }
    }
}
