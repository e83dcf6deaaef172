//! The account's default network.
//!
//! It is the only thing that is read from EC2.

mod answer;
#[cfg(test)]
mod tests;

use aws_smithy_query::QueryWriter;

use crate::Error;
use crate::client::Clients;
use crate::direct::{self, EC2};
use answer::Subnet;

/// What is called, as IAM names it.
const OPERATION: &str = "ec2:DescribeSubnets";

/// Reads the id of the default VPC and the ids of its default subnets.
pub(crate) async fn read(clients: &Clients) -> Result<(String, Vec<String>), Error> {
    network(subnets(clients).await?, &clients.region)
}

/// Reads all default subnets, page by page.
async fn subnets(clients: &Clients) -> Result<Vec<Subnet>, Error> {
    let mut subnets = Vec::new();
    let mut token = None;
    loop {
        let text = direct::query(clients, &EC2, OPERATION, |writer| filter(writer, token.as_deref())).await?;
        let page = answer::page(&text).map_err(|what| Error::Answer { operation: OPERATION, what })?;
        subnets.extend(page.subnets);
        if page.next_token.is_none() {
            return Ok(subnets);
        }
        if page.next_token == token {
            // It would go on for ever.
            return Err(Error::Answer { operation: OPERATION, what: "a new page token".to_owned() });
        }
        token = page.next_token;
    }
}

/// Asks for a page of default subnets: the first, or the one that `token` asks for.
fn filter(writer: &mut QueryWriter<'_>, token: Option<&str>) {
    writer.prefix("Filter.1.Name").string("default-for-az");
    writer.prefix("Filter.1.Value.1").string("true");
    if let Some(token) = token {
        writer.prefix("NextToken").string(token);
    }
}

/// The network of the default subnets, which on AWS are all of one VPC.
fn network(subnets: Vec<Subnet>, region: &str) -> Result<(String, Vec<String>), Error> {
    let vpc = subnets.first().map(|subnet| subnet.vpc.clone()).ok_or_else(|| {
        Error::Conflict(format!(
            "the account has no default VPC in {region}; declare `network = new(..)` or `network = existing(..)`, or \
             make one with `aws ec2 create-default-vpc`"
        ))
    })?;
    let mut ids: Vec<String> = subnets.into_iter().map(|subnet| subnet.id).collect();
    ids.sort();
    Ok((vpc, ids))
}
