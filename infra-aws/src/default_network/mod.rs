//! The account's default network.
//!
//! It is the only thing that is read from EC2, whose SDK crate takes as long to compile as all others together. So one
//! call of EC2's Query API is made with the parts that the SDK crates themselves are built on.

mod answer;
mod call;
#[cfg(test)]
mod tests;

use aws_config::SdkConfig;

use crate::Error;
use crate::client::Clients;
use answer::Subnet;

/// What is called, as IAM names it.
const OPERATION: &str = "ec2:DescribeSubnets";

/// Reads the id of the default VPC and the ids of its default subnets.
pub(crate) async fn read(clients: &Clients) -> Result<(String, Vec<String>), Error> {
    network(subnets(&clients.config, &clients.region).await?, &clients.region)
}

/// Reads all default subnets, page by page.
async fn subnets(config: &SdkConfig, region: &str) -> Result<Vec<Subnet>, Error> {
    let call = call::describe_subnets(config, region);
    let mut subnets = Vec::new();
    let mut token = None;
    loop {
        let text = call.invoke(call::query(token.as_deref())).await.map_err(Error::api(OPERATION))?;
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
