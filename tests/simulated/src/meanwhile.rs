//! What somebody else does while a command runs.

use std::time::Duration;

use crate::account::Account;

/// How often it is looked whether a call has come.
const LOOK: Duration = Duration::from_millis(100);
/// How often at most: an hour.
const LOOKS: u32 = 36_000;

impl Account {
    /// Waits until a call of an operation has come since the calls were last taken, as `ecs:UpdateService`, and for some
    /// seconds after that.
    ///
    /// # Panics
    ///
    /// When none comes within an hour.
    pub async fn called(&self, action: &str, seconds: u64) {
        for _ in 0..LOOKS {
            if self.aws.calls().iter().any(|call| call.action() == action) {
                return tokio::time::sleep(Duration::from_secs(seconds)).await;
            }
            tokio::time::sleep(LOOK).await;
        }
        panic!("nobody called {action} within an hour");
    }

    /// ECS as somebody else uses it.
    #[must_use]
    pub fn ecs(&self) -> aws_sdk_ecs::Client {
        aws_sdk_ecs::Client::new(&self.aws.sdk_config())
    }
}
