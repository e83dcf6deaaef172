//! `AWS::CloudWatch::Dashboard`.

use serde_json::{Map, Value};

use super::{Deletion, Made, Order, Provider, Updated, refusal, taken};
use crate::text::Request;
use crate::world::World;

pub(super) struct Dashboard;

impl Provider for Dashboard {
    fn attributes(&self) -> &[&str] {
        &[]
    }

    fn replacing(&self) -> &[&str] {
        &["DashboardName"]
    }

    fn name(&self) -> Option<&str> {
        Some("DashboardName")
    }

    fn takes_tags(&self) -> bool {
        false
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let name = order.name(world, "DashboardName", 255);
        if world.opaque.has(order.kind, &name) {
            return Err(taken(world, order.kind, "DashboardName", &name));
        }
        put(world, order, &name)?;
        Ok(Made { physical: name, seconds: 2, ..Made::default() })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        put(world, order, physical)?;
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        world.opaque.remove("AWS::CloudWatch::Dashboard", physical);
        Deletion::Gone { seconds: 1 }
    }
}

fn put(world: &mut World, order: &Order<'_>, name: &str) -> Result<(), String> {
    if let Err(message) = check(order.text("DashboardBody")) {
        return Err(refusal(world, "CloudWatch", 400, "InvalidRequest", &message));
    }
    world.opaque.put(order.kind, name, order.properties);
    Ok(())
}

/// What CloudWatch refuses in the body of a dashboard.
fn check(body: &str) -> Result<(), String> {
    let body: Value = serde_json::from_str(body).map_err(|error| format!("The body is no JSON: {error}"))?;
    let widgets = body.list("widgets");
    if widgets.is_empty() || widgets.len() > 500 {
        return Err(format!("A dashboard has 1 to 500 widgets, and this one {}", widgets.len()));
    }
    for widget in widgets {
        let properties = &widget["properties"];
        let placed = |key: &str, most: i64| widget.number(key).is_some_and(|number| (0..=most).contains(&number));
        if !placed("x", 23) || !placed("width", 24) || !placed("height", 1000) || widget.number("y").is_none() {
            return Err("A widget lies outside of the grid".to_owned());
        }
        match widget.text("type") {
            "text" if !properties.text("markdown").is_empty() => {}
            "metric" => {
                let metrics = properties.list("metrics");
                if metrics.is_empty() || metrics.len() > 500 || properties.text("region").is_empty() {
                    return Err("A metric widget needs its region and 1 to 500 metrics".to_owned());
                }
                let searches = metrics.iter().filter_map(|metric| metric.get(0)?.get("expression")?.as_str());
                for search in searches.filter(|expression| expression.contains("SEARCH(")) {
                    if search.len() > 1_024 {
                        return Err("A search expression has at most 1024 characters".to_owned());
                    }
                }
            }
            other => return Err(format!("Should be a known widget type, and not {other:?}")),
        }
    }
    Ok(())
}
