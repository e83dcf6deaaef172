//! What moto does not keep of services.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::harness::{Call, all_run};
use crate::platform::lost::LOST;

/// What was said of services when they were made and updated, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Services(BTreeMap<String, Value>);

impl Services {
    /// Notes what a call that makes or updates a service says of it and moto does not keep.
    pub(super) fn note(&mut self, call: &Call) {
        let said: Value = serde_json::from_str(&call.body).expect("a call of ECS is JSON");
        let name = said["serviceName"].as_str().or_else(|| said["service"].as_str()).unwrap_or_default();
        let kept = self.0.entry(name.to_owned()).or_insert_with(|| json!({}));
        for row in LOST.iter().filter(|row| row.0 == "CreateService") {
            if let Some(value) = said.get(row.1) {
                kept[row.1] = value.clone();
            }
        }
    }

    /// An answer about services with what moto lost of them.
    pub(super) fn put_back(&self, body: &str) -> String {
        let mut answer: Value = serde_json::from_str(body).expect("the emulator answers JSON");
        for service in answer["services"].as_array_mut().into_iter().flatten() {
            let kept = self.0.get(service["serviceName"].as_str().unwrap_or_default());
            for (field, value) in kept.and_then(Value::as_object).into_iter().flatten() {
                service[field] = value.clone();
            }
        }
        all_run(&mut answer);
        answer.to_string()
    }
}
