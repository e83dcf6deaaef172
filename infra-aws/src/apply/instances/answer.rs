//! What EC2 Auto Scaling answers.

use std::collections::BTreeMap;

use aws_smithy_xml::decode::{Document, ScopedDecoder};

use crate::direct::answer::data;

/// The fields of one thing in a list, by their names; lists in it are left out.
pub(super) type Member = BTreeMap<String, String>;

/// The members of the first list of a name, wherever it stands; none where the answer cannot be read or has none.
pub(super) fn members(text: &str, list: &str) -> Option<Vec<Member>> {
    let mut document = Document::new(text);
    let mut root = document.root_element().ok()?;
    find(&mut root, list)
}

fn find(element: &mut ScopedDecoder<'_, '_>, list: &str) -> Option<Vec<Member>> {
    while let Some(mut inner) = element.next_tag() {
        if inner.start_el().local() == list {
            let mut found = Vec::new();
            while let Some(mut member) = inner.next_tag() {
                found.push(read(&mut member));
            }
            return Some(found);
        }
        if let Some(found) = find(&mut inner, list) {
            return Some(found);
        }
    }
    None
}

fn read(member: &mut ScopedDecoder<'_, '_>) -> Member {
    let mut fields = Member::new();
    while let Some(mut field) = member.next_tag() {
        let name = field.start_el().local().to_owned();
        if let Some(value) = data(&mut field) {
            fields.insert(name, value);
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_found_inside_others() {
        let text = "<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups><member>\
            <MinSize>1</MinSize><Instances><member><InstanceId>i-1</InstanceId></member><member><InstanceId>i-2</InstanceId>\
            <Tags><member><Key>a</Key></member></Tags></member></Instances></member></AutoScalingGroups>\
            </DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>";
        let instances = members(text, "Instances").expect("a list");
        let ids: Vec<&str> = instances.iter().map(|instance| instance["InstanceId"].as_str()).collect();
        assert_eq!(ids, ["i-1", "i-2"]);
        assert_eq!(members(text, "Activities"), None);
    }
}
