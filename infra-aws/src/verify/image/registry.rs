//! Images in registries that answer everybody, as Docker Hub, GHCR, ECR Public and Quay do.

use aws_config::SdkConfig;
use serde_json::Value;

use super::manifest::{self, Manifest, Platforms};
use super::{Image, Reference, Verdict};
use crate::Error;
use crate::client::Clients;
use crate::direct::plain::{self, Answer};
use crate::direct::text;

pub(super) async fn find(clients: &Clients, reference: &Reference) -> Image {
    let Reference { host, repository, version } = reference;
    let mut registry = Registry { config: &clients.config, reference, token: None };
    let answer = match registry.get(&format!("manifests/{version}")).await {
        Ok(answer) => answer,
        Err(error) => return Image::Unknown(Verdict::unread(&error)),
    };
    match answer.status {
        200 => {}
        404 => return Image::Missing(format!("{host} has no {repository} with {version}")),
        // Docker Hub and GHCR say so of what is not there, too.
        401 | 403 => {
            return Image::Unknown(Verdict::not_checked(format!(
                "{host} shows {repository} to nobody without credentials: it is private, or not there"
            )));
        }
        429 => return Image::Unknown(Verdict::not_checked(format!("{host} allows no more requests for now"))),
        status => return Image::Unknown(Verdict::not_checked(format!("{host} answered HTTP {status}"))),
    }
    match manifest::read(&json(&answer)) {
        Some(Manifest::List(platforms)) => Image::There(platforms),
        Some(Manifest::One(digest)) => match registry.get(&format!("blobs/{digest}")).await {
            Ok(answer) if answer.status == 200 => Image::There(manifest::of_configuration(&json(&answer))),
            // That it is there is known.
            _ => Image::There(Platforms::Unsaid),
        },
        None => Image::There(Platforms::Unsaid),
    }
}

/// A registry, asked about one repository.
struct Registry<'a> {
    config: &'a SdkConfig,
    reference: &'a Reference,
    /// What it lets itself be asked with.
    token: Option<String>,
}

impl Registry<'_> {
    /// Reads what is at `path` of the repository: with the token of the place that the registry names for it, and from
    /// where it leads.
    async fn get(&mut self, path: &str) -> Result<Answer, Error> {
        let Reference { host, repository, .. } = self.reference;
        let place = format!("https://{host}/v2/{repository}/{path}");
        let mut answer = plain::get(self.config, &place, &self.headers()).await?;
        if answer.status == 401
            && self.token.is_none()
            && let Some(url) = answer.challenge.as_deref().and_then(token_url)
        {
            let told = json(&plain::get(self.config, &url, &[]).await?);
            let token = ["token", "access_token"].iter().map(|name| text(&told, name)).find(|token| !token.is_empty());
            self.token = token.map(str::to_owned);
            if self.token.is_some() {
                answer = plain::get(self.config, &place, &self.headers()).await?;
            }
        }
        match answer.location {
            // The token is the registry's alone.
            Some(location) if matches!(answer.status, 301 | 302 | 303 | 307 | 308) => {
                plain::get(self.config, &location, &[]).await
            }
            _ => Ok(answer),
        }
    }

    fn headers(&self) -> Vec<(&'static str, String)> {
        let accepted = ("accept", manifest::TYPES.join(", "));
        let agent = ("user-agent", concat!("infra/", env!("CARGO_PKG_VERSION")).to_owned());
        let token = self.token.as_ref().map(|token| ("authorization", format!("Bearer {token}")));
        [accepted, agent].into_iter().chain(token).collect()
    }
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_default()
}

/// The address at which there is a token, as a challenge names it: `Bearer realm="..",service="..",scope=".."`.
fn token_url(challenge: &str) -> Option<String> {
    let parameters = challenge.strip_prefix("Bearer ").or_else(|| challenge.strip_prefix("bearer "))?;
    let value = |name: &str| {
        let (_, rest) = parameters.split_once(&format!("{name}=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    };
    let realm = value("realm").filter(|realm| realm.starts_with("https://"))?;
    let asked: Vec<String> =
        ["service", "scope"].into_iter().filter_map(|name| Some(format!("{name}={}", value(name)?))).collect();
    let joint = if realm.contains('?') { '&' } else { '?' };
    Some(if asked.is_empty() { realm.to_owned() } else { format!("{realm}{joint}{}", asked.join("&")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_names_where_the_token_is() {
        let hub = r#"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/nginx:pull""#;
        assert_eq!(
            token_url(hub).as_deref(),
            Some("https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/nginx:pull")
        );
        assert_eq!(token_url(r#"Bearer realm="https://a.b/t""#).as_deref(), Some("https://a.b/t"));
        assert_eq!(token_url(r#"Bearer realm="http://a.b/t""#), None);
        assert_eq!(token_url(r#"Basic realm="a""#), None);
    }
}
