//! How to go on without this project, in words and commands.

use infra_core::blueprint::Blueprint;

use super::{Ejected, EjectedCall, EjectedStack};
use crate::stack::FINGERPRINT;

/// The README of what was ejected.
pub(super) fn text(blueprint: &Blueprint, ejected: &Ejected, is_deployed: bool) -> String {
    let names = &blueprint.names;
    let state = if is_deployed { DEPLOYED } else { DECLARED };
    let changed = commands(ejected.stacks.iter().flat_map(|stack| stack_commands(stack, "update")));
    let made = commands(ejected.stacks.iter().flat_map(|stack| stack_commands(stack, "create")));
    let calls = commands(ejected.calls.iter().map(call));
    let has_alarms = ejected.calls.iter().any(|call| call.service == "cloudwatch");
    let alarms = if has_alarms { ALARMS } else { "" };
    let services: Vec<String> = ejected.calls.iter().filter_map(|call| release(call, ejected)).collect();
    let releases = if services.is_empty() { NO_SERVICES.to_owned() } else { commands(services) };
    format!(
        "# {app}, stage {stage}\n\
         \n\
         These files are all that `infra deploy --stage {stage}` makes of AWS for the app `{app}`, in the form that AWS's own \
         command line takes. Nothing of this project is needed to go on with them: not its crates, and not this README.\n\
         \n\
         {state}\n\
         \n\
         ## What stands, and is changed from here on\n\
         \n\
         Each item is one CloudFormation stack. A stack that exists already is adopted by nothing more than the next update \
         under its own name: change the template, then\n\
         \n{changed}\n\
         A release of an image is a new revision of the task definition, and the service told of it:\n\
         \n{releases}\n\
         ## From nothing\n\
         \n\
         In another account or region, or after everything was deleted. The stacks first, each cluster's before those of its \
         services and tasks:\n\
         \n{made}\n\
         Then task definitions, services and their scaling:\n\
         \n{calls}{alarms}\n\
         ## What this project leaves behind\n\
         \n\
         - The output `{FINGERPRINT}` of each stack is how `infra` knows that nothing has changed. The templates here are \
         without it; the first update from these files takes it out.\n\
         - The tags `infra:app`, `infra:stage` and `infra:item` are how `infra` finds what is its own. The files here are \
         without them, but for those that templates hand on to instances and volumes. As long as something carries them, `infra destroy` of this stage deletes it: update the stacks, and \
         take the tags off services and task definitions with `aws ecs untag-resource`, before anybody runs it again.\n\
         - Where deployments move traffic between two target groups, ECS changes the weights of the listener rules. Give an \
         update of such a stack the weights that hold, or it moves the traffic.\n\
         - Revisions of task definitions are no longer retired, and tasks that had to succeed before a service was updated \
         are no longer run: `aws ecs run-task` starts them.\n",
        app = names.app,
        stage = names.stage,
    )
}

const DEPLOYED: &str = "The values in them are those of what stands now: of the account, the region and the stacks as they \
    were when the files were written.";
const DECLARED: &str = "Nothing of the stage was found in AWS when the files were written. What only AWS knows stands in them \
    as `${stack.Output}`: make the stacks in their order, read what each puts out with `aws cloudformation describe-stacks \
    --stack-name STACK --query 'Stacks[0].Outputs'`, and put the values in.";
const ALARMS: &str = "\nAn alarm sets off the scaling policy whose ARN stands under `AlarmActions`: put in what \
    `put-scaling-policy` answered as `PolicyARN` in the place of `${ARN of policy NAME}`.\n";
const NO_SERVICES: &str = "There are no services.\n";

fn commands(lines: impl IntoIterator<Item = String>) -> String {
    let lines: String = lines.into_iter().map(|line| format!("{line}\n")).collect();
    format!("```sh\n{lines}```\n")
}

fn stack_commands(stack: &EjectedStack, verb: &str) -> [String; 2] {
    let EjectedStack { name, template, parameters, tags } = stack;
    [
        format!(
            "aws cloudformation {verb}-stack --stack-name {name} --template-body file://{template} --parameters \
             file://{parameters} --tags file://{tags} --capabilities CAPABILITY_NAMED_IAM"
        ),
        format!("aws cloudformation wait stack-{verb}-complete --stack-name {name}"),
    ]
}

fn call(call: &EjectedCall) -> String {
    format!("aws {} {} --cli-input-json file://{}", call.service, call.operation, call.file)
}

/// How a service gets a new revision.
fn release(service: &EjectedCall, ejected: &Ejected) -> Option<String> {
    let text = |name: &str| service.body.get(name).and_then(serde_json::Value::as_str);
    let (cluster, name, family) = (text("cluster")?, text("serviceName")?, text("taskDefinition")?);
    let is_definition = |call: &&EjectedCall| call.item == service.item && call.operation == "register-task-definition";
    let definition = ejected.calls.iter().find(is_definition).map(call)?;
    Some(format!(
        "{definition}\naws ecs update-service --cluster {cluster} --service {name} --task-definition {family}\naws ecs wait \
         services-stable --cluster {cluster} --services {name}"
    ))
}
