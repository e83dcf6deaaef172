//! What a check says.

use serde::Serialize;

use crate::Error;

/// One check of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Check {
    /// The item, without app and stage; or `account`.
    pub(crate) item: String,
    /// What was looked at, as `image nginx:1.29`.
    pub(crate) subject: String,
    #[serde(flatten)]
    pub(crate) verdict: Verdict,
}

/// How it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub(crate) enum Verdict {
    /// A deploy finds it as it needs it.
    Ok {
        /// What was found.
        reason: String,
    },
    /// A deploy can go well, and something may come of it.
    Warning {
        /// What was found.
        reason: String,
        /// What to do.
        hint: String,
    },
    /// A deploy would fail, or what it makes would not work.
    Failed {
        /// What was found.
        reason: String,
        /// What to do.
        hint: String,
    },
    /// It could not be found out.
    NotChecked {
        /// Why not.
        reason: String,
    },
}

impl Check {
    pub(crate) fn new(item: impl Into<String>, subject: impl Into<String>, verdict: Verdict) -> Self {
        Self { item: item.into(), subject: subject.into(), verdict }
    }
}

impl Verdict {
    pub(super) fn ok(reason: impl Into<String>) -> Self {
        Self::Ok { reason: reason.into() }
    }

    pub(super) fn warning(reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Warning { reason: reason.into(), hint: hint.into() }
    }

    pub(super) fn failed(reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Failed { reason: reason.into(), hint: hint.into() }
    }

    pub(super) fn not_checked(reason: impl Into<String>) -> Self {
        Self::NotChecked { reason: reason.into() }
    }

    /// What could not be read says nothing about what is there.
    pub(super) fn unread(error: &Error) -> Self {
        Self::not_checked(match error {
            Error::Denied { operation, action, resource, .. } => {
                let on = resource.as_deref().map(|resource| format!(" on {resource}")).unwrap_or_default();
                format!("allow `{}`{on} to whoever verifies", action.as_deref().unwrap_or(operation))
            }
            other => other.to_string(),
        })
    }

    /// How it stands, in a word.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Ok { .. } => "ok",
            Self::Warning { .. } => "warning",
            Self::Failed { .. } => "failed",
            Self::NotChecked { .. } => "not checked",
        }
    }

    /// What was found.
    pub(crate) fn reason(&self) -> &str {
        match self {
            Self::Ok { reason }
            | Self::Warning { reason, .. }
            | Self::Failed { reason, .. }
            | Self::NotChecked { reason } => reason,
        }
    }

    /// What to do.
    pub(crate) fn hint(&self) -> Option<&str> {
        match self {
            Self::Warning { hint, .. } | Self::Failed { hint, .. } => Some(hint),
            Self::Ok { .. } | Self::NotChecked { .. } => None,
        }
    }

    pub(crate) fn is_failed(&self) -> bool {
        matches!(self, Self::Failed { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_permission_is_no_failure() {
        let denied = |action: Option<&str>| Error::Denied {
            operation: "ecr:BatchGetImage",
            action: action.map(str::to_owned),
            resource: None,
            message: "no".to_owned(),
        };
        let verdict = Verdict::unread(&denied(None));
        assert_eq!(verdict, Verdict::not_checked("allow `ecr:BatchGetImage` to whoever verifies"));
        assert_eq!((verdict.word(), verdict.hint(), verdict.is_failed()), ("not checked", None, false));
        assert!(Verdict::unread(&denied(Some("kms:Decrypt"))).reason().contains("`kms:Decrypt`"));
    }

    #[test]
    fn a_check_in_json_says_its_verdict_by_name() {
        let check = Check::new("web", "image web:1", Verdict::warning("it is old", "build it anew"));
        let told = serde_json::json!({
            "item": "web", "subject": "image web:1", "verdict": "warning", "reason": "it is old", "hint": "build it anew",
        });
        assert_eq!(serde_json::to_value(check).unwrap(), told);
    }
}
