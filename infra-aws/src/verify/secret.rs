//! Whether secrets are there, and their JSON has the keys that are named.
//!
//! Values are not read, but for a secret of which a key is named: Secrets Manager tells the keys with the value alone. It
//! is dropped as soon as its keys are known, and never printed or kept.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::{Blueprint, Secret};
use serde_json::{Map, Value, json};

use super::{Check, Verdict};
use crate::client::Clients;
use crate::direct::{self, SECRETS_MANAGER, SYSTEMS_MANAGER, list, text};

/// What is called, as IAM names it.
const PARAMETERS: &str = "ssm:DescribeParameters";
const DESCRIBE: &str = "secretsmanager:DescribeSecret";
const VALUE: &str = "secretsmanager:GetSecretValue";
/// How many parameters one call describes.
const A_CALL: usize = 50;

/// The items that have a secret, once each.
type Users<'a> = BTreeMap<&'a Secret, BTreeSet<&'static str>>;

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let mut users = Users::new();
    for (_, workload) in blueprint.workloads() {
        for secret in workload.secrets() {
            users.entry(secret).or_default().insert(workload.identity.name);
        }
    }
    let names: Vec<&str> = users
        .keys()
        .filter_map(|secret| match secret {
            Secret::Parameter(name) => Some(name.as_str()),
            Secret::SecretsManager { .. } => None,
        })
        .collect();
    let parameters = join_all(names.chunks(A_CALL).map(|names| parameters(clients, names)));
    let secrets = join_all(users.keys().map(|secret| async move {
        match secret {
            Secret::SecretsManager { name, key } => Some(of_manager(clients, name, key.as_deref()).await),
            Secret::Parameter(_) => None,
        }
    }));
    let (parameters, secrets) = tokio::join!(parameters, secrets);
    let parameters: BTreeMap<String, Verdict> = parameters.into_iter().flatten().collect();
    let told = users.iter().zip(secrets).flat_map(|((secret, items), verdict)| {
        let (subject, verdict) = match secret {
            Secret::Parameter(name) => (format!("secret ssm:{name}"), parameters.get(name).cloned()),
            Secret::SecretsManager { name, key: None } => (format!("secret secretsmanager:{name}"), verdict),
            Secret::SecretsManager { name, key: Some(key) } => (format!("secret secretsmanager:{name}#{key}"), verdict),
        };
        let verdict = verdict.unwrap_or_else(|| Verdict::not_checked("nothing was answered about it"));
        items.iter().map(move |item| Check::new(*item, subject.clone(), verdict.clone()))
    });
    told.collect()
}

/// Looks for parameters by their names.
async fn parameters(clients: &Clients, names: &[&str]) -> Vec<(String, Verdict)> {
    let found = match described(clients, names).await {
        Ok(found) => found,
        Err(error) => {
            let verdict = Verdict::unread(&error);
            return names.iter().map(|name| ((*name).to_owned(), verdict.clone())).collect();
        }
    };
    let verdict = |name: &str| {
        if found.contains(name) {
            return Verdict::ok("it is there");
        }
        if name.starts_with("/aws/") {
            return Verdict::not_checked("parameters of AWS's own are described to nobody");
        }
        Verdict::failed(
            format!("there is no parameter {name} in {}", clients.region),
            format!("make it: `aws ssm put-parameter --type SecureString --name {name} --value ..`"),
        )
    };
    names.iter().map(|name| ((*name).to_owned(), verdict(name))).collect()
}

/// The names of those parameters that are there, page by page: a page may be empty and not be the last.
async fn described(clients: &Clients, names: &[&str]) -> Result<BTreeSet<String>, crate::Error> {
    let mut found = BTreeSet::new();
    let mut token: Option<String> = None;
    loop {
        let mut asked = json!({
            "ParameterFilters": [{ "Key": "Name", "Option": "Equals", "Values": names }],
            "MaxResults": A_CALL,
        });
        if let Some(token) = &token {
            asked["NextToken"] = json!(token);
        }
        let answer = direct::json(clients, &SYSTEMS_MANAGER, PARAMETERS, &asked).await?;
        found.extend(list(&answer, "Parameters").iter().map(|parameter| text(parameter, "Name").to_owned()));
        let next = Some(text(&answer, "NextToken").to_owned()).filter(|token| !token.is_empty());
        if next.is_none() || next == token {
            return Ok(found);
        }
        token = next;
    }
}

/// Looks at a secret of Secrets Manager.
async fn of_manager(clients: &Clients, name: &str, key: Option<&str>) -> Verdict {
    let asked = json!({ "SecretId": name });
    let answer = match direct::json(clients, &SECRETS_MANAGER, DESCRIBE, &asked).await {
        Ok(answer) => answer,
        Err(error) if error.code() == Some("ResourceNotFoundException") => {
            return Verdict::failed(
                format!("there is no secret {name} in {}", clients.region),
                format!("make it: `aws secretsmanager create-secret --name {name} --secret-string ..`"),
            );
        }
        Err(error) => return Verdict::unread(&error),
    };
    if answer.get("DeletedDate").is_some_and(|date| !date.is_null()) {
        return Verdict::failed(
            "it is marked to be deleted, and cannot be read",
            format!("take that back: `aws secretsmanager restore-secret --secret-id {name}`"),
        );
    }
    let Some(key) = key else { return Verdict::ok("it is there") };
    match direct::json(clients, &SECRETS_MANAGER, VALUE, &asked).await {
        Ok(answer) => has_key(text(&answer, "SecretString"), key),
        Err(error) => match Verdict::unread(&error) {
            Verdict::NotChecked { reason } => {
                Verdict::not_checked(format!("it is there; whether it has the key `{key}`: {reason}"))
            }
            other => other,
        },
    }
}

/// Whether a secret's JSON has a key. What it says nothing of is the value.
fn has_key(value: &str, key: &str) -> Verdict {
    let fields: Result<Map<String, Value>, _> = serde_json::from_str(value);
    match fields {
        Err(_) => Verdict::failed(
            "its value is no JSON object, which a key could be taken from",
            "make the value a JSON object, or take the key out of the declaration",
        ),
        Ok(fields) if fields.contains_key(key) => Verdict::ok("it is there, with the key"),
        Ok(_) => Verdict::failed(format!("its JSON has no key `{key}`"), "add the key to the secret's JSON"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_there_or_not_and_the_value_is_never_said() {
        assert_eq!(has_key(r#"{"password":"hunter2"}"#, "password"), Verdict::ok("it is there, with the key"));
        for value in [r#"{"user":"hunter2"}"#, "hunter2", r#"["hunter2"]"#, ""] {
            let verdict = has_key(value, "password");
            assert!(verdict.is_failed(), "{value}");
            assert!(!format!("{verdict:?}").contains("hunter2"), "{verdict:?}");
        }
    }
}
