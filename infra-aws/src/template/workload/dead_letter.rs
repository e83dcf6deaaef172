//! The queue that keeps what a schedule could not start.

use infra_core::blueprint::TaskBlueprint;
use serde_json::{Value, json};

use crate::template::draft::Draft;
use crate::template::intrinsic::{attribute, reference};
use crate::template::{iam, output};

const QUEUE: &str = "DeadLetterQueue";
/// What SQS keeps a message for at most: 14 days.
const LONGEST_RETENTION_SECONDS: u32 = 1_209_600;

/// The queue, where the task declares one. It is named by CloudFormation: a queue that was deleted keeps its name for a
/// minute. Only encrypted calls reach it.
pub(super) fn make(draft: &mut Draft, task: &TaskBlueprint) {
    if !task.dead_letter {
        return;
    }
    let properties = json!({ "MessageRetentionPeriod": LONGEST_RETENTION_SECONDS, "SqsManagedSseEnabled": true });
    draft.disposable(QUEUE, "AWS::SQS::Queue", properties);
    let deny = json!({
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sqs:*",
        "Resource": queue(),
        "Condition": { "Bool": { "aws:SecureTransport": "false" } },
    });
    let document = json!({ "Version": "2012-10-17", "Statement": [deny] });
    let properties = json!({ "Queues": [reference(QUEUE)], "PolicyDocument": document });
    draft.resource("DeadLetterQueuePolicy", "AWS::SQS::QueuePolicy", properties);
    draft.output(output::DEAD_LETTER_QUEUE_URL, reference(QUEUE));
}

/// Where a schedule's target sends what could not be started.
pub(super) fn config(task: &TaskBlueprint) -> Option<Value> {
    task.dead_letter.then(|| json!({ "Arn": queue() }))
}

/// Scheduler sends in the name of the schedule's role.
pub(super) fn statement(task: &TaskBlueprint) -> Option<Value> {
    task.dead_letter.then(|| iam::allow(&["sqs:SendMessage"], vec![queue()]))
}

/// The ARN of the queue.
fn queue() -> Value {
    attribute(QUEUE, "Arn")
}
