//! What deploys cost in calls and in time, where each call takes 50 ms: measured for the tests that hold them against
//! their budgets, and for `cargo xtask bench calls`, which prints them.

use std::collections::BTreeMap;
use std::time::Duration;

use infra_aws::core::declaration::App;
use simulator::{Call, Options};

use crate::Account;
use crate::generated::grown;

/// How long a call takes.
pub const LATENCY: Duration = Duration::from_millis(50);

/// How much longer than its longest chain of calls a deploy may take, in percent.
const SLACK: u32 = 120;

/// What a deploy cost.
#[derive(Clone, Debug)]
pub struct Cost {
    /// What was deployed.
    pub what: &'static str,
    /// Its calls.
    pub calls: Vec<Call>,
    /// How many calls it may make, if that is bounded.
    pub most_calls: Option<usize>,
    /// How many of them may be writes.
    pub most_writes: usize,
    /// The calls that each depend on the one before: no deploy can be faster.
    pub chain: Vec<&'static str>,
    /// From the first call to the last answer that the chain counts.
    pub time: Duration,
}

impl Cost {
    /// The calls that change something.
    #[must_use]
    pub fn writes(&self) -> Vec<String> {
        self.calls.iter().filter(|call| !call.is_read()).map(Call::action).collect()
    }

    /// How often each operation was called.
    #[must_use]
    pub fn by_operation(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for call in &self.calls {
            *counts.entry(call.action()).or_default() += 1;
        }
        counts
    }

    /// What of it is over its budget.
    #[must_use]
    pub fn over(&self) -> Vec<String> {
        let (calls, writes) = (self.calls.len(), self.writes().len());
        let mut over = Vec::new();
        if let Some(most) = self.most_calls.filter(|most| calls > *most) {
            over.push(format!("{calls} calls, where {most} are allowed"));
        }
        if writes > self.most_writes {
            over.push(format!("{writes} writes, where {} are allowed", self.most_writes));
        }
        if self.time * 100 > self.shortest() * SLACK {
            over.push(format!("{:?}, where {:?} and a fifth are allowed", self.time, self.shortest()));
        }
        over
    }

    /// The time of the chain.
    #[must_use]
    pub fn shortest(&self) -> Duration {
        LATENCY * u32::try_from(self.chain.len()).unwrap_or(u32::MAX)
    }
}

/// A deploy of ten services and five tasks that changes nothing.
pub async fn unchanged() -> Cost {
    let account = deployed(grown(10, 5, 1)).await;
    let _ = account.deploy(grown(10, 5, 1)).await;
    let calls = account.aws.take_calls();
    let time = span(&calls);
    let chain = vec!["sts:GetCallerIdentity", "cloudformation:DescribeStacks", "tag:GetResources"];
    let what = "10 services and 5 tasks, nothing changed";
    Cost { what, calls, most_calls: Some(13), most_writes: 0, chain, time }
}

/// A deploy of a hundred services of which one has another image. Its time is until ECS has been told.
pub async fn one_image() -> Cost {
    let account = deployed(grown(100, 0, 1)).await;
    let _ = account.deploy(grown(100, 0, 2)).await;
    let calls = account.aws.take_calls();
    let told = calls.iter().position(|call| call.operation == "UpdateService").unwrap_or_default();
    let before = calls.get(..=told).unwrap_or(&calls);
    let time = span(before);
    // Each page of stacks leads to the next.
    let pages = before.iter().filter(|call| call.operation == "DescribeStacks").count();
    let mut chain = vec!["sts:GetCallerIdentity"];
    chain.extend(std::iter::repeat_n("cloudformation:DescribeStacks", pages));
    chain.extend([
        "tag:GetResources",
        "ecs:DescribeTaskDefinition",
        "ecs:RegisterTaskDefinition",
        "ecs:DescribeServices",
        "ecs:UpdateService",
    ]);
    let what = "100 services, one image changed";
    Cost { what, calls, most_calls: None, most_writes: 2, chain, time }
}

async fn deployed(app: App) -> Account {
    let account = Account::with(Options { latency: LATENCY, ..Options::default() });
    let _ = account.deploy(app).await;
    account.aws.wait_until_settled().await;
    let _ = account.aws.take_calls();
    account
}

/// From the start of the first of these calls to the end of the last.
fn span(calls: &[Call]) -> Duration {
    let at = |call: Option<&Call>| call.map(|call| call.at).unwrap_or_default();
    (at(calls.last()) + LATENCY).saturating_sub(at(calls.first()))
}
