//! What a revision hashes to.

use sha2::{Digest, Sha256};

use super::TaskDefinition;

/// The tag of a revision that tells what it is, so that it need not be described to be compared.
pub(crate) const TAG_FINGERPRINT: &str = "infra:fingerprint";

/// The tag of a revision that tells by which tags its images were declared: `web=nginx:1.29 cache=redis:8`.
pub(crate) const TAG_NAMED: &str = "infra:named";

impl TaskDefinition {
    /// The tag's value for this definition as a revision of that number. A revision that somebody makes of another one in
    /// the console gets its tags with another content: the number tells it apart.
    pub(crate) fn fingerprint(&self, revision: u32) -> String {
        let digest = Sha256::digest(self.normal.to_string());
        let hash: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        format!("{revision}-{hash}")
    }
}

/// The number of a revision, as the end of its ARN says it.
pub(crate) fn revision(arn: &str) -> Option<u32> {
    arn.rsplit(':').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_fingerprint_tells_content_and_number() {
        let of = |image: &str| {
            let containers = json!([{ "name": "web", "image": image }]);
            TaskDefinition::existing(json!({ "family": "shop-prod-web", "containerDefinitions": containers }), "web")
        };
        let definition = of("web:1");
        assert_eq!(definition.fingerprint(7), of("web:1").fingerprint(7));
        assert_ne!(definition.fingerprint(7), definition.fingerprint(8));
        assert_ne!(definition.fingerprint(7), of("web:2").fingerprint(7));
        assert!(definition.fingerprint(7).starts_with("7-"));
    }

    #[test]
    fn the_number_stands_at_the_end_of_the_arn() {
        assert_eq!(revision("arn:aws:ecs:eu-central-1:111122223333:task-definition/shop-prod-web:12"), Some(12));
        assert_eq!(revision("shop-prod-web"), None);
    }
}
