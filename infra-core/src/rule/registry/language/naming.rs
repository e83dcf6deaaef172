//! Names, accounts, tags.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "app-name",
        strength: Strength::Error,
        summary: "An app's name is lower-case letters, digits and single hyphens, at most 63, and not `internal-..`",
        sources: &[
            "botocore 1.44.5 (2026-11-17), cloudformation CreateStackInput.StackName; elbv2 \
             CreateLoadBalancerInput.Name (LB-01, SD-01)",
            "RFC 1035 §2.3.4",
        ],
        explanation: "The name begins the names of stacks, load balancers, log groups and DNS labels; this is
what all of them take. Load balancers may not be named from `internal-`, which AWS keeps for their DNS names.",
    },
    Rule {
        name: "item-name",
        strength: Strength::Error,
        summary: "The name of a cluster, service or task is lower-case letters, digits and single hyphens, at most 63",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs CreateServiceRequest.serviceName, \
             RegisterTaskDefinitionRequest.family (SV-01, CL-01, TD-01)",
            "RFC 1035 §2.3.4",
        ],
        explanation: r#"The name becomes that of stacks, services, task families and of a DNS label within the
cluster; this is what all of them take. Without `name = ".."` it is the struct's name in kebab case, as `order-sync`
for `OrderSync`."#,
    },
    Rule {
        name: "stage-name",
        strength: Strength::Error,
        summary: "A stage's name is lower-case letters, digits and single hyphens, at most 63",
        sources: &[
            "botocore 1.44.5 (2026-11-17), cloudformation CreateStackInput.StackName (SD-01)",
            "RFC 1035 §2.3.4",
        ],
        explanation: "The stage stands in the middle of every name in AWS, `{app}-{stage}-{item}`, and has to fit
where they do. Short ones leave more room for the names of items: `dev`, `prod`, `pr-128`.",
    },
    Rule {
        name: "physical-name",
        strength: Strength::Error,
        summary: "`{app}-{stage}-{item}` has at most 128 characters",
        sources: &["botocore 1.44.5 (2026-11-17), cloudformation CreateStackInput.StackName (SV-01)"],
        explanation: "Each item is a stack of CloudFormation, whose name ends at 128 characters. Names are held
against the longest of the declared `stages`; where an app declares none, a stage of 20 characters is assumed. Shorten
one of the three.",
    },
    Rule {
        name: "capacity-provider-name",
        strength: Strength::Error,
        summary: "A capacity provider's name is 1 to 255 letters, digits, `-` and `_`, not from `aws`, `ecs` or \
                  `fargate`",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CreateCapacityProviderRequest.name (CP-01)"],
        explanation: "ECS keeps names that begin with these three words, in upper or lower case, for its own
providers and refuses to make one. Name the provider for what it is, as `gpu` or `batch-spot`.",
    },
    Rule {
        name: "account-id",
        strength: Strength::Error,
        summary: "An account is 12 digits",
        sources: &["botocore 1.44.5 (2026-11-17), sts GetCallerIdentityResponse.Account; organizations AccountId"],
        explanation: r#"A stage bound to an account refuses any other: with a malformed id it would refuse all of
them. Write it as a text, `account(prod = "111122223333")`, for leading zeros count."#,
    },
    Rule {
        name: "tag-key",
        strength: Strength::Error,
        summary: "A tag's key is 1 to 128 characters, not from `aws:` or `infra:`",
        sources: &["botocore 1.44.5 (2026-11-17), ecs TagKey (TD-50)"],
        explanation: "AWS keeps `aws:` for itself and refuses the call. `infra:app`, `infra:stage` and
`infra:item` are how this library finds what it has made, and a tag of the user's must not look like them. Letters,
digits, spaces and `_.:/=+-@` are taken.",
    },
    Rule {
        name: "tag-value",
        strength: Strength::Error,
        summary: "A tag's value is at most 256 characters",
        sources: &["botocore 1.44.5 (2026-11-17), ecs TagValue (TD-50)"],
        explanation: "ECS refuses longer values, and characters besides letters, digits, spaces and `_.:/=+-@`. A
value may be empty. What does not fit there belongs into the doc comment, which plans and templates show.",
    },
    Rule {
        name: "tag-count",
        strength: Strength::Error,
        summary: "A declaration has at most 45 tags",
        sources: &["botocore 1.44.5 (2026-11-17), ecs Tags (TD-50)"],
        explanation: "AWS takes 50 tags for a resource. Up to five are this library's own, by which it finds what it
has made and how it was declared, and leave 45. Join some, or put them on the cluster's other resources.",
    },
    Rule {
        name: "name-twice",
        strength: Strength::Error,
        summary: "A name stands once in `env`, `secret`, `tags` and other lists of names and values",
        sources: &[
            "language of this library, 2026",
            "aws-cdk-lib 2.276.0, ContainerDefinition (TD-30)",
            "botocore 1.44.5 (2026-11-17), ecs TagResourceRequest.tags (TD-50)",
        ],
        explanation: r#"Each name has one value. Of two environment variables ECS keeps the last without a word, so
that the first is a mistake which shows up as a wrong value at run time; of two tags with one key AWS refuses the
request. Upper and lower case count: `Team` and `team` are two names.

```text
env(LOG_LEVEL = "info", LOG_LEVEL = "debug")                      // refused
env(LOG_LEVEL = "info"), stage(dev, env(LOG_LEVEL = "debug"))    // another value in one stage
```"#,
    },
    Rule {
        name: "output-name",
        strength: Strength::Error,
        summary: "`output(..)` names an output of a template: 1 to 255 letters and digits",
        sources: &["CloudFormation user guide (2025), \"Outputs section syntax\", logical ID"],
        explanation: r#"The name is the key below `Outputs` of a template that the cluster has by `include`, not the
name under which it is exported. CloudFormation takes letters and digits there, so that another text would never be
found, and the deployment would stop at the item that needs it.

```text
env(QUEUE_URL = output("queue-url"))    // refused
env(QUEUE_URL = output("QueueUrl"))
```"#,
    },
    Rule {
        name: "option-name",
        strength: Strength::Error,
        summary: "The name of an option of `firelens` or a dimension of `metric` is 1 to 255 characters",
        sources: &["botocore 1.44.5 (2026-11-17), cloudwatch DimensionName; ecs LogConfigurationOptionsMap"],
        explanation: r#"Options are handed to the log router by name, dimensions tell one metric of CloudWatch from
another. Both services refuse an empty name, and CloudWatch one of more than 255 characters. Which names there are is
for the output plugin or for whoever writes the metric to say: `options(Name = "datadog")`,
`dimensions(QueueName = "orders")`."#,
    },
];
