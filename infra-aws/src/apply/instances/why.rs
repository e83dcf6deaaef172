//! Why instances do not come, by the activities of their group.

use super::answer::Member;

/// What keeps instances away.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// They are on their way, or run and have not joined.
    Starting,
    /// None could be started, for this reason.
    Failed(String),
}

/// What reasons contain, whether waiting does not help, and what to do.
const REASONS: [(&[&str], bool, &str); 7] = [
    (
        &["VcpuLimitExceeded", "vCPU limit", "MaxSpotInstanceCountExceeded", "Max spot instance count"],
        true,
        "ask Service Quotas for more vCPUs of running instances of this family, or let the group start with fewer",
    ),
    (
        &["OptInRequired", "accept terms and subscribe"],
        true,
        "subscribe to the image in AWS Marketplace, or use another `ami`",
    ),
    (&["InvalidAMIID", "image id"], true, "name an `ami` of this region and architecture, or use `ami = al2023`"),
    (&["InvalidKeyPair", "key pair"], true, "make the key pair in this region, or drop `key`"),
    (&["not supported", "Unsupported"], true, "name instance types in `types` that the zones of this region have"),
    (&["KMS", "key policy"], true, "let the service-linked role of Auto Scaling use the key that encrypts EBS volumes"),
    (
        &["sufficient", "InsufficientInstanceCapacity", "capacity-not-available"],
        false,
        "name further instance types in `types`, more `zones`, or drop `spot`; the same command goes on waiting",
    ),
];

impl Why {
    /// Of the activities of a group, the latest first.
    pub(super) fn of(activities: &[Member]) -> Self {
        let field = |activity: &'_ Member, name: &str| activity.get(name).cloned().unwrap_or_default();
        match activities.first() {
            Some(last) if matches!(field(last, "StatusCode").as_str(), "Failed" | "Cancelled") => {
                let message = field(last, "StatusMessage");
                Self::Failed(if message.is_empty() { field(last, "Description") } else { message })
            }
            _ => Self::Starting,
        }
    }

    /// In AWS's words, where it has some.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Starting => "they started and did not register",
            Self::Failed(message) => message,
        }
    }

    /// What is put behind how many have come.
    pub(super) fn aside(&self) -> String {
        match self {
            Self::Starting => String::new(),
            Self::Failed(message) => format!(": {message}"),
        }
    }

    /// Whether waiting does not help.
    pub(super) fn is_final(&self) -> bool {
        self.reason().is_some_and(|(is_final, _)| is_final)
    }

    /// What to do.
    pub(super) fn hint(&self) -> &str {
        match (self, self.reason()) {
            (_, Some((_, hint))) => hint,
            (Self::Failed(_), None) => "the activities of the Auto Scaling group in the console of EC2 tell more",
            (Self::Starting, None) => {
                "look into an instance with Session Manager, at /var/log/ecs: it needs a way to ECS, an image with the \
                 agent, and a `user_data` that ends well"
            }
        }
    }

    fn reason(&self) -> Option<(bool, &'static str)> {
        let Self::Failed(message) = self else { return None };
        let (_, is_final, hint) = REASONS.iter().find(|(words, ..)| words.iter().any(|word| message.contains(word)))?;
        Some((*is_final, *hint))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activity(status: &str, message: &str) -> Member {
        [("StatusCode", status), ("StatusMessage", message)]
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .into()
    }

    #[test]
    fn the_latest_activity_tells_why() {
        let failed =
            activity("Failed", "You have requested more vCPU capacity than your current vCPU limit of 32 allows");
        let why = Why::of(&[failed.clone(), activity("Successful", "")]);
        assert!(why.is_final() && why.hint().contains("Service Quotas"));
        assert_eq!(Why::of(&[activity("Successful", ""), failed]), Why::Starting);
        let full = activity("Failed", "We currently do not have sufficient c5.large capacity in the Availability Zone");
        let why = Why::of(&[full]);
        assert!(!why.is_final() && why.hint().contains("`types`"), "{why:?}");
        assert!(Why::of(&[]).hint().contains("/var/log/ecs"));
    }
}
