//! Who the registry of an account lets in.

use infra_image::images::{Credentials, Remote};
use serde_json::json;

use crate::Error;
use crate::client::Clients;
use crate::direct::{self, ECR, list, text};

const OPERATION: &str = "ecr:GetAuthorizationToken";

/// Where the registry is, and how it is entered, for twelve hours.
#[derive(Clone, Debug)]
pub(super) struct Login {
    endpoint: String,
    credentials: Credentials,
}

impl Login {
    /// Asks for a token.
    pub(super) async fn get(clients: &Clients) -> Result<Self, Error> {
        let answer = direct::json(clients, &ECR, OPERATION, &json!({})).await?;
        let missing = |what: &str| Error::Answer { operation: OPERATION, what: what.to_owned() };
        let told = list(&answer, "authorizationData").first().ok_or_else(|| missing("a token"))?;
        let endpoint = text(told, "proxyEndpoint").trim_end_matches('/').to_owned();
        if endpoint.is_empty() {
            return Err(missing("the place of the registry"));
        }
        let plain = decoded(text(told, "authorizationToken")).and_then(|bytes| String::from_utf8(bytes).ok());
        let (user, password) =
            plain.as_deref().and_then(|plain| plain.split_once(':')).ok_or_else(|| missing("a token"))?;
        Ok(Self { endpoint, credentials: Credentials { user: user.to_owned(), password: password.to_owned() } })
    }

    /// A repository of the registry.
    pub(super) fn remote(&self, repository: &str, beside: Vec<String>) -> Remote {
        Remote {
            endpoint: self.endpoint.clone(),
            repository: repository.to_owned(),
            credentials: Some(self.credentials.clone()),
            beside,
        }
    }
}

/// What stands for these bytes in Base64.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from((bits >> count) & 0xff));
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_name_and_password() {
        assert_eq!(decoded("QVdTOnBhc3N3b3Jk").as_deref(), Some(&b"AWS:password"[..]));
        for (text, bytes) in [("", ""), ("TQ==", "M"), ("TWE=", "Ma"), ("TWFu", "Man")] {
            assert_eq!(decoded(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(decoded("no base64"), None);
    }

    #[test]
    fn no_password_is_printed() {
        let credentials = Credentials { user: "AWS".into(), password: "hush".into() };
        let login = Login { endpoint: "https://registry".into(), credentials };
        assert!(!format!("{login:?} {:?}", login.remote("web", Vec::new())).contains("hush"));
    }
}
