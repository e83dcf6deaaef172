//! Who asks: what stands in `Authorization`, and how it is had.

use std::collections::HashMap;
use std::time::Duration;

use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use hyper::http::uri::Scheme;
use hyper::{Method, Uri};
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::body::Content;
use super::challenge::Challenge;
use super::http::{self, Call};
use super::{Credentials, Inner, RegistryError, address};

/// What was learned of how a registry wants to be asked.
#[derive(Default)]
pub(super) struct Authorization {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    challenge: Option<Challenge>,
    /// What is sent, by what it allows; under an empty name what allows everything.
    headers: HashMap<String, Header>,
    with_credentials: bool,
}

struct Header {
    value: HeaderValue,
    until: Option<Instant>,
}

/// What a server of tokens answers.
#[derive(Deserialize)]
struct Answer {
    token: Option<String>,
    access_token: Option<String>,
    expires_in: Option<u64>,
}

/// How long a token is good when nothing is said, and how long before its end another is taken.
const LIFETIME: u64 = 60;
const MARGIN: Duration = Duration::from_secs(10);

/// The most that a server of tokens may answer.
const MOST: usize = 1 << 20;

impl Authorization {
    /// What is to be sent for this access, as far as the registry said that it wants something.
    pub(super) async fn header(&self, registry: &Inner, scope: &str) -> Result<Option<HeaderValue>, RegistryError> {
        let mut known = self.known.lock().await;
        if known.challenge.is_none() { Ok(None) } else { known.header(registry, scope).await.map(Some) }
    }

    /// What is to be sent after the registry refused what was sent.
    pub(super) async fn challenged(
        &self,
        registry: &Inner,
        scope: &str,
        answer: &HeaderMap,
        refused: Option<&HeaderValue>,
    ) -> Result<HeaderValue, RegistryError> {
        let mut known = self.known.lock().await;
        let asked = answer.get_all(WWW_AUTHENTICATE).iter().filter_map(|header| header.to_str().ok());
        let challenge = Challenge::read(asked).ok_or_else(|| RegistryError::Malformed {
            registry: registry.name.clone(),
            what: "it wants to know who asks, and does not say how".into(),
        })?;
        if known.challenge.as_ref() != Some(&challenge) {
            known.headers.clear();
        }
        let name = if challenge == Challenge::Basic { "" } else { scope };
        known.challenge = Some(challenge);
        // Another request may have had a new one meanwhile.
        if known.headers.get(name).is_some_and(|header| Some(&header.value) == refused) {
            known.headers.remove(name);
        }
        known.header(registry, scope).await
    }

    /// Whether what was sent was of somebody, rather than of anybody.
    pub(super) async fn has_credentials(&self) -> bool {
        self.known.lock().await.with_credentials
    }
}

impl Known {
    async fn header(&mut self, registry: &Inner, scope: &str) -> Result<HeaderValue, RegistryError> {
        let Some(challenge) = self.challenge.clone() else {
            return Err(RegistryError::Malformed { registry: registry.name.clone(), what: "nothing was asked".into() });
        };
        let name = if challenge == Challenge::Basic { "" } else { scope };
        let is_good = |header: &&Header| header.until.is_none_or(|until| Instant::now() < until);
        if let Some(header) = self.headers.get(name).filter(is_good) {
            return Ok(header.value.clone());
        }
        let credentials = registry.credentials.credentials(&registry.name).await;
        let credentials =
            credentials.map_err(|what| RegistryError::Credentials { registry: registry.name.clone(), what })?;
        self.with_credentials = credentials != Credentials::Anonymous;
        let header = match &challenge {
            Challenge::Basic => Header { value: basic(registry, scope, &credentials)?, until: None },
            Challenge::Bearer { realm, service } => {
                bearer(registry, scope, realm, service.as_deref(), &credentials).await?
            }
        };
        let value = header.value.clone();
        self.headers.insert(name.to_owned(), header);
        Ok(value)
    }
}

/// The header that shows user and password.
fn basic(registry: &Inner, scope: &str, credentials: &Credentials) -> Result<HeaderValue, RegistryError> {
    match credentials {
        Credentials::Password { user, password } => {
            let shown = base64_simd::STANDARD.encode_to_string(format!("{user}:{password}"));
            secret(registry, &format!("Basic {shown}"))
        }
        _ => Err(denied(registry, scope, false)),
    }
}

async fn bearer(
    registry: &Inner,
    scope: &str,
    realm: &str,
    service: Option<&str>,
    credentials: &Credentials,
) -> Result<Header, RegistryError> {
    let malformed = |what: &str| RegistryError::Malformed { registry: registry.name.clone(), what: what.into() };
    let realm: Uri = realm.parse().map_err(|_| malformed("tokens are to be had at what is no address"))?;
    let server = http::server(&realm);
    let is_safe = realm.scheme() == Some(&Scheme::HTTPS) || address::is_loopback(&server) || registry.http.unencrypted;
    if !is_safe || server.is_empty() || server.contains('@') {
        return Err(RegistryError::Unencrypted(server));
    }
    // A serializer cannot be held while an answer is waited for.
    let mut asked: Vec<(&str, &str)> = Vec::new();
    if let Some(service) = service {
        asked.push(("service", service));
    }
    let mut header = None;
    let call = if let Credentials::IdentityToken(token) = credentials {
        // OAuth2 takes one field with all scopes in it, where the query of a registry has a field for each.
        asked.push(("scope", scope));
        asked.extend([("grant_type", "refresh_token"), ("client_id", "infra"), ("refresh_token", token)]);
        let mut call = Call::new(Method::POST, realm.clone());
        call.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        call.content = Content::Bytes(encoded(&asked).into());
        call
    } else {
        asked.extend(scope.split(' ').map(|scope| ("scope", scope)));
        if let Credentials::Password { .. } = credentials {
            header = Some(basic(registry, scope, credentials)?);
        }
        let query =
            realm.query().filter(|query| !query.is_empty()).map(|query| format!("{query}&")).unwrap_or_default();
        let path = format!("{}?{query}{}", realm.path(), encoded(&asked));
        let mut parts = realm.clone().into_parts();
        parts.path_and_query = Some(path.parse().map_err(|_| malformed("tokens are to be had at what is no address"))?);
        Call::new(
            Method::GET,
            Uri::from_parts(parts).map_err(|_| malformed("tokens are to be had at what is no address"))?,
        )
    };
    let response = registry.retrying(&call, header.as_ref()).await?;
    if response.status().is_client_error() {
        return Err(denied(registry, scope, *credentials != Credentials::Anonymous));
    }
    if !response.status().is_success() {
        return Err(malformed(&format!("asked for a token, {server} answers {}", response.status())));
    }
    let text = http::whole(&realm, response.into_body(), MOST).await?;
    // The words of the parser could repeat the token.
    let token: Answer = serde_json::from_slice(&text).map_err(|_| malformed("it gives no token"))?;
    let value = token.token.or(token.access_token).filter(|token| !token.is_empty());
    let value = value.ok_or_else(|| malformed("it gives no token"))?;
    let lifetime = Duration::from_secs(token.expires_in.unwrap_or(LIFETIME).min(24 * 3600));
    let until = Instant::now() + lifetime.saturating_sub(MARGIN).max(lifetime / 2);
    Ok(Header { value: secret(registry, &format!("Bearer {value}"))?, until: Some(until) })
}

/// A header that no log shows.
fn secret(registry: &Inner, value: &str) -> Result<HeaderValue, RegistryError> {
    let mut header = HeaderValue::from_str(value).map_err(|_| RegistryError::Credentials {
        registry: registry.name.clone(),
        what: format!("they cannot stand in `{AUTHORIZATION}`"),
    })?;
    header.set_sensitive(true);
    Ok(header)
}

/// No access, with a word on what to.
pub(super) fn denied(registry: &Inner, scope: &str, with_credentials: bool) -> RegistryError {
    let repositories: Vec<&str> = scope.split(' ').filter_map(|scope| scope.split(':').nth(1)).collect();
    RegistryError::Denied { registry: registry.name.clone(), what: repositories.join(" and "), with_credentials }
}

/// Fields as a form or a query has them.
fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
