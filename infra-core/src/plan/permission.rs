//! What roles may do, and what changes of it.

use core::fmt;

/// A permission that a step gives to a role or takes from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct PermissionChange {
    /// The role, or the policy, in words: `task role`.
    pub role: String,
    /// Whether it is given or taken.
    pub change: Given,
    /// What it is.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub permission: Permission,
}

/// Whether a permission is given or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Given {
    /// The step gives it.
    Given,
    /// The step takes it away.
    Taken,
}

/// What a role may do, or who may take it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case", tag = "kind"))]
pub enum Permission {
    /// Actions on resources.
    Statement {
        /// As IAM says it: `Allow` or `Deny`.
        effect: String,
        /// The actions, sorted.
        actions: Vec<String>,
        /// The ARNs, sorted; what only a deploy fills in stands as `${..}`.
        resources: Vec<String>,
        /// When it holds; none for always.
        #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
        condition: Option<String>,
    },
    /// Somebody may take the role.
    Trust {
        /// Who: an AWS service or an ARN.
        who: String,
        /// When it holds; none for always.
        #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
        condition: Option<String>,
    },
    /// A managed policy is attached.
    Policy {
        /// Its ARN.
        arn: String,
    },
}

impl fmt::Display for PermissionChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.change {
            Given::Given => '+',
            Given::Taken => '-',
        };
        write!(formatter, "{sign} {}: {}", self.role, self.permission)
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let condition = match self {
            Self::Statement { effect, actions, resources, condition } => {
                let effect = effect.to_lowercase();
                write!(formatter, "{effect} {} on {}", actions.join(", "), resources.join(", "))?;
                condition
            }
            Self::Trust { who, condition } => {
                write!(formatter, "trust {who}")?;
                condition
            }
            Self::Policy { arn } => {
                write!(formatter, "policy {arn}")?;
                &None
            }
        };
        condition.as_ref().map_or(Ok(()), |condition| write!(formatter, " when {condition}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permission_is_one_line() {
        let change = |change, permission| PermissionChange { role: "task role".into(), change, permission }.to_string();
        let statement = |condition: Option<&str>| Permission::Statement {
            effect: "Allow".into(),
            actions: vec!["s3:GetObject".into(), "s3:PutObject".into()],
            resources: vec!["arn:aws:s3:::shop/*".into()],
            condition: condition.map(str::to_owned),
        };
        assert_eq!(
            change(Given::Given, statement(None)),
            "+ task role: allow s3:GetObject, s3:PutObject on arn:aws:s3:::shop/*"
        );
        assert_eq!(
            change(Given::Taken, statement(Some("aws:PrincipalOrgID = o-1"))),
            "- task role: allow s3:GetObject, s3:PutObject on arn:aws:s3:::shop/* when aws:PrincipalOrgID = o-1"
        );
        let trust = Permission::Trust { who: "ecs-tasks.amazonaws.com".into(), condition: None };
        assert_eq!(change(Given::Given, trust), "+ task role: trust ecs-tasks.amazonaws.com");
        let policy = Permission::Policy { arn: "arn:aws:iam::aws:policy/ReadOnlyAccess".into() };
        assert_eq!(change(Given::Taken, policy), "- task role: policy arn:aws:iam::aws:policy/ReadOnlyAccess");
    }
}
