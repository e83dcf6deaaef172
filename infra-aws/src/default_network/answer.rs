//! What EC2 answers, as XML.

use aws_smithy_xml::decode::{Document, ScopedDecoder};

use crate::direct::answer::data;

/// A page of subnets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) subnets: Vec<Subnet>,
    /// What asks for the next page, where there is one.
    pub(super) next_token: Option<String>,
}

/// A subnet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Subnet {
    pub(super) id: String,
    pub(super) vpc: String,
}

/// Reads a page of `DescribeSubnets`; fails with what it lacks.
pub(super) fn page(text: &str) -> Result<Page, String> {
    let mut document = Document::new(text);
    let mut root = document
        .root_element()
        .ok()
        .filter(|root| root.start_el().matches("DescribeSubnetsResponse"))
        .ok_or("a DescribeSubnetsResponse")?;
    let mut subnets = None;
    let mut next_token = None;
    while let Some(mut tag) = root.next_tag() {
        match tag.start_el().local() {
            "subnetSet" => subnets = Some(items(&mut tag)?),
            "nextToken" => next_token = data(&mut tag),
            _ => {}
        }
    }
    Ok(Page { subnets: subnets.ok_or("a subnetSet")?, next_token })
}

fn items(set: &mut ScopedDecoder<'_, '_>) -> Result<Vec<Subnet>, String> {
    let mut subnets = Vec::new();
    while let Some(mut item) = set.next_tag() {
        let (mut id, mut vpc) = (None, None);
        while let Some(mut field) = item.next_tag() {
            match field.start_el().local() {
                "subnetId" => id = data(&mut field),
                "vpcId" => vpc = data(&mut field),
                _ => {}
            }
        }
        subnets.push(Subnet { id: id.ok_or("the id of a subnet")?, vpc: vpc.ok_or("the VPC of a subnet")? });
    }
    Ok(subnets)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUBNETS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<DescribeSubnetsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</requestId>
    <subnetSet>
        <item>
            <subnetId>subnet-0bb1c79de3EXAMPLE</subnetId>
            <state>available</state>
            <vpcId>vpc-0ee975135dEXAMPLE</vpcId>
            <cidrBlock>172.31.16.0/20</cidrBlock>
            <ipv6CidrBlockAssociationSet/>
            <availableIpAddressCount>4091</availableIpAddressCount>
            <availabilityZone>eu-central-1a</availabilityZone>
            <defaultForAz>true</defaultForAz>
            <tagSet>
                <item><key>subnetId</key><value>not &lt;this&gt; one</value></item>
            </tagSet>
        </item>
        <item>
            <subnetId>subnet-02bf4c428bEXAMPLE</subnetId>
            <vpcId>vpc-0ee975135dEXAMPLE</vpcId>
            <privateDnsNameOptionsOnLaunch><hostnameType>ip-name</hostnameType></privateDnsNameOptionsOnLaunch>
        </item>
    </subnetSet>
</DescribeSubnetsResponse>"#;

    fn subnet(id: &str) -> Subnet {
        Subnet { id: id.to_owned(), vpc: "vpc-0ee975135dEXAMPLE".to_owned() }
    }

    #[test]
    fn subnets_are_read_and_the_rest_is_skipped() {
        let subnets = vec![subnet("subnet-0bb1c79de3EXAMPLE"), subnet("subnet-02bf4c428bEXAMPLE")];
        assert_eq!(page(SUBNETS), Ok(Page { subnets, next_token: None }));
    }

    #[test]
    fn a_page_may_have_a_next_one() {
        let token = |element: &str| {
            let text = SUBNETS.replace("</subnetSet>", &format!("</subnetSet>{element}"));
            page(&text).unwrap().next_token
        };
        assert_eq!(token("<nextToken>eyJ2&amp;+=</nextToken>").as_deref(), Some("eyJ2&+="));
        assert_eq!(token("<nextToken></nextToken>"), None);
        assert_eq!(token("<nextToken/>"), None);
    }

    #[test]
    fn a_page_may_be_empty() {
        let text = "<DescribeSubnetsResponse><subnetSet/></DescribeSubnetsResponse>";
        assert_eq!(page(text), Ok(Page { subnets: Vec::new(), next_token: None }));
    }

    #[test]
    fn what_a_page_lacks_is_named() {
        let lacks = |text: &str| page(text).unwrap_err();
        assert_eq!(lacks(""), "a DescribeSubnetsResponse");
        assert_eq!(lacks("502 Bad Gateway"), "a DescribeSubnetsResponse");
        assert_eq!(lacks("{\"subnetSet\": []}"), "a DescribeSubnetsResponse");
        assert_eq!(lacks("<html><body>Sign in</body></html>"), "a DescribeSubnetsResponse");
        assert_eq!(lacks("<DescribeSubnetsResponse/>"), "a subnetSet");
        assert_eq!(lacks(&SUBNETS.replace("vpcId", "vpc")), "the VPC of a subnet");
        assert_eq!(lacks(&SUBNETS.replace("<subnetId>subnet-02bf4c428bEXAMPLE</subnetId>", "")), "the id of a subnet");
        let (cut, _) = SUBNETS.split_at(SUBNETS.find("subnet-02bf").unwrap());
        assert_eq!(lacks(cut), "the id of a subnet");
    }
}
