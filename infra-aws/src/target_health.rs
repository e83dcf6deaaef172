//! The health of the targets of a target group: the one thing that is read from Elastic Load Balancing.

use aws_smithy_xml::decode::{Document, ScopedDecoder};
use infra_core::event::TargetState;

use crate::client::Clients;
use crate::direct::answer::data;
use crate::direct::{self, LOAD_BALANCING};
use crate::{Error, concurrently};

/// What is called, as IAM names it.
const OPERATION: &str = "elasticloadbalancing:DescribeTargetHealth";

/// A target and how it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) state: TargetState,
}

impl Target {
    pub(crate) fn is_healthy(&self) -> bool {
        self.state.state == "healthy"
    }

    /// Whether it is on its way out.
    pub(crate) fn is_draining(&self) -> bool {
        self.state.state == "draining"
    }

    /// Whether it fails its checks: one that is new, or not in use yet, has not been asked.
    pub(crate) fn is_unwell(&self) -> bool {
        matches!(self.state.state.as_str(), "unhealthy" | "unhealthy.draining" | "unavailable")
    }
}

/// The targets of several groups; none where they cannot be read, which nothing depends on.
pub(crate) async fn read_all(clients: &Clients, groups: &[String]) -> Option<Vec<Target>> {
    let calls = groups.iter().map(|group| read(clients, group)).collect();
    Some(concurrently::all(calls).await.ok()?.into_iter().flatten().collect())
}

/// The targets of a group.
async fn read(clients: &Clients, group: &str) -> Result<Vec<Target>, Error> {
    let fill = |writer: &mut aws_smithy_query::QueryWriter<'_>| writer.prefix("TargetGroupArn").string(group);
    let text = direct::query(clients, &LOAD_BALANCING, OPERATION, fill).await?;
    targets(&text).ok_or_else(|| Error::Answer { operation: OPERATION, what: "targets".to_owned() })
}

fn targets(text: &str) -> Option<Vec<Target>> {
    let mut document = Document::new(text);
    let mut root = document.root_element().ok()?;
    let mut targets = Vec::new();
    while let Some(mut result) = root.next_tag() {
        if result.start_el().local() != "DescribeTargetHealthResult" {
            continue;
        }
        while let Some(mut list) = result.next_tag() {
            while let Some(mut member) = list.next_tag() {
                targets.push(target(&mut member));
            }
        }
        return Some(targets);
    }
    None
}

fn target(member: &mut ScopedDecoder<'_, '_>) -> Target {
    let (mut id, mut port) = (String::new(), String::new());
    let mut state =
        TargetState { target: String::new(), state: String::new(), reason: String::new(), description: String::new() };
    while let Some(mut part) = member.next_tag() {
        let of = part.start_el().local().to_owned();
        while let Some(mut field) = part.next_tag() {
            let name = field.start_el().local().to_owned();
            let value = data(&mut field).unwrap_or_default();
            match (of.as_str(), name.as_str()) {
                ("Target", "Id") => id = value,
                ("Target", "Port") => port = value,
                ("TargetHealth", "State") => state.state = value,
                ("TargetHealth", "Reason") => state.reason = value,
                ("TargetHealth", "Description") => state.description = value,
                _ => {}
            }
        }
    }
    state.target = format!("{id}:{port}");
    Target { state }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = r#"<DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
  <DescribeTargetHealthResult>
    <TargetHealthDescriptions>
      <member>
        <HealthCheckPort>8080</HealthCheckPort>
        <TargetHealth>
          <State>unhealthy</State>
          <Reason>Target.ResponseCodeMismatch</Reason>
          <Description>Health checks failed with these codes: [404]</Description>
        </TargetHealth>
        <Target><AvailabilityZone>eu-central-1a</AvailabilityZone><Id>10.0.0.7</Id><Port>8080</Port></Target>
      </member>
      <member>
        <TargetHealth><State>healthy</State></TargetHealth>
        <Target><Id>10.0.1.7</Id><Port>8080</Port></Target>
      </member>
    </TargetHealthDescriptions>
  </DescribeTargetHealthResult>
</DescribeTargetHealthResponse>"#;

    #[test]
    fn targets_are_read_with_their_reasons() {
        let targets = targets(ANSWER).unwrap();
        assert_eq!(targets.len(), 2);
        assert_eq!(
            targets[0].state,
            TargetState {
                target: "10.0.0.7:8080".into(),
                state: "unhealthy".into(),
                reason: "Target.ResponseCodeMismatch".into(),
                description: "Health checks failed with these codes: [404]".into(),
            }
        );
        assert!(targets[0].is_unwell() && targets[1].is_healthy());
    }

    #[test]
    fn no_targets_are_an_answer_and_another_text_is_none() {
        let empty = "<DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions/>\
                     </DescribeTargetHealthResult></DescribeTargetHealthResponse>";
        assert_eq!(targets(empty), Some(Vec::new()));
        assert_eq!(targets("<html/>"), None);
    }
}
