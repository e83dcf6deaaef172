//! The names of what a stage holds.

use crate::string;

/// The tag that names the app.
pub const TAG_APP: &str = "infra:app";
/// The tag that names the stage.
pub const TAG_STAGE: &str = "infra:stage";
/// The tag that names the item.
pub const TAG_ITEM: &str = "infra:item";

/// An app in a stage, and the names made of the two.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Names {
    /// The app.
    pub app: String,
    /// The stage.
    pub stage: String,
}

impl Names {
    /// `{app}-{stage}-{item}`: the name of the item's stack, cluster, service and task definition family.
    #[must_use]
    pub fn physical(&self, item: &str) -> String {
        format!("{}-{}-{item}", self.app, self.stage)
    }

    /// What every physical name of the stage begins with. Another stage's may too (`prod` and `prod-eu`): tags decide.
    #[must_use]
    pub fn prefix(&self) -> String {
        format!("{}-{}-", self.app, self.stage)
    }

    /// The log group of a workload.
    #[must_use]
    pub fn log_group(&self, item: &str) -> String {
        format!("/ecs/{}", self.physical(item))
    }

    /// The tags that everything of `item` carries.
    #[must_use]
    pub fn tags(&self, item: &str) -> [(&'static str, String); 3] {
        [(TAG_APP, self.app.clone()), (TAG_ITEM, item.to_owned()), (TAG_STAGE, self.stage.clone())]
    }

    /// Fills `{app}` and `{stage}` in.
    #[must_use]
    pub fn fill(&self, text: &str) -> String {
        text.replace("{app}", &self.app).replace("{stage}", &self.stage)
    }
}

/// Cuts `name` to `limit` characters where AWS allows no more; a cut name ends in a hash of the whole, so that two long
/// names that begin alike stay two.
#[must_use]
pub fn shorten(name: &str, limit: usize) -> String {
    if name.len() <= limit {
        return name.to_owned();
    }
    let digest = format!("{:016x}", string::hash(name));
    let hash = digest.get(..8).unwrap_or(&digest);
    let room = limit.saturating_sub(hash.len() + 1);
    let start = name.get(..room).unwrap_or_default().trim_end_matches('-');
    format!("{start}-{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_within_the_limit_is_kept() {
        assert_eq!(shorten("shop-prod-web", 32), "shop-prod-web");
        assert_eq!(shorten(&"a".repeat(32), 32), "a".repeat(32));
    }

    #[test]
    fn a_longer_name_is_cut_and_stays_unique() {
        let left = shorten("shop-production-a-very-long-item-name-1", 32);
        let right = shorten("shop-production-a-very-long-item-name-2", 32);
        assert_ne!(left, right);
        assert!(left.len() <= 32 && left.starts_with("shop-production-a-very-"), "{left}");
        assert!(!shorten("shop-production-a-very-l-----------------", 32).contains("--"));
    }

    #[test]
    fn placeholders_are_filled_in() {
        let names = Names { app: "shop".into(), stage: "prod".into() };
        assert_eq!(names.fill("/{app}/{stage}/key"), "/shop/prod/key");
        assert_eq!(names.physical("web"), "shop-prod-web");
    }
}
