//! The script of an instance with Windows.

use serde_json::{Value, json};

use crate::template::intrinsic::substitute;

/// The agent's settings, behind the user's own commands.
pub(super) fn script(users: Option<&str>) -> Value {
    let own = "Import-Module ECSTools\nInitialize-ECSAgent -Cluster '${Cluster}' -EnableTaskIAMRole -EnableTaskENI \
               -AwsvpcBlockIMDS -LoggingDrivers '[\"json-file\",\"awslogs\"]'\n</powershell>\n";
    match users {
        None => substitute(&format!("<powershell>\n{own}")),
        Some(users) => json!({ "Fn::Join": ["", ["<powershell>\n", users, "\n", substitute(own)]] }),
    }
}
