//! ARNs.

/// The last part of an ARN: the name of a service, `family:revision` of a task definition, the id of a task. All of a text
/// that is no ARN.
pub(crate) fn short(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_tells_which() {
        assert_eq!(short("arn:aws:ecs:eu-central-1:111122223333:task-definition/shop-prod-web:7"), "shop-prod-web:7");
        assert_eq!(
            short("arn:aws:ecs:eu-central-1:111122223333:service/shop-prod-shop/shop-prod-web"),
            "shop-prod-web"
        );
        assert_eq!(short("shop-prod-web"), "shop-prod-web");
    }
}
