//! Nothing may more than it must.

use infra_core::blueprint::Secret;
use infra_core::declaration::{BlueGreen, Deploy};
use serde_json::{Value, json};

use super::{built, called, runs, stacks, volume, way_in};
use crate::template::fixture;
use crate::template::stack::StackTemplate;

/// Every statement of every role's own policies, with the role.
fn statements(stack: &StackTemplate) -> Vec<(String, Value)> {
    let resources = stack.body["Resources"].as_object().unwrap();
    let mut statements = Vec::new();
    for (id, resource) in resources.iter().filter(|(_, resource)| resource["Type"] == "AWS::IAM::RolePolicy") {
        for statement in resource["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap() {
            statements.push((id.clone(), statement.clone()));
        }
    }
    for (id, resource) in resources.iter().filter(|(_, resource)| resource["Type"] == "AWS::IAM::Role") {
        for policy in resource["Properties"]["Policies"].as_array().into_iter().flatten() {
            for statement in policy["PolicyDocument"]["Statement"].as_array().unwrap() {
                statements.push((id.clone(), statement.clone()));
            }
        }
    }
    statements
}

#[test]
fn only_a_login_to_ecr_shells_and_reading_load_balancers_are_allowed_on_everything() {
    let moving = fixture::moving_shop(Deploy::BlueGreen(BlueGreen::new()));
    for blueprint in [
        fixture::fargate_shop(),
        fixture::ec2_shop(),
        moving,
        fixture::connected_shop(),
        volume::stored(),
        volume::shared(),
        way_in::reached(),
        way_in::reached_from_inside(),
        way_in::logged(),
        called::called(),
        built::built(),
        runs::running(),
    ] {
        for (role, statement) in stacks(&blueprint).iter().flat_map(statements) {
            if statement["Resource"].as_array().unwrap().contains(&json!("*")) {
                let actions: Vec<&str> =
                    statement["Action"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
                match role.as_str() {
                    "ExecutionRole" => assert_eq!(actions, ["ecr:GetAuthorizationToken"]),
                    "InfrastructureRole" => {
                        assert!(actions.iter().all(|action| action.starts_with("elasticloadbalancing:Describe")));
                    }
                    "TaskRole" => assert!(actions.iter().all(|action| action.starts_with("ssmmessages:"))),
                    "VolumeRole" => assert!(actions.iter().all(|action| action.starts_with("ec2:Describe"))),
                    _ => panic!("{role} {actions:?}"),
                }
            }
            for action in statement["Action"].as_array().unwrap() {
                assert!(!action.as_str().unwrap().contains('*'), "{role} {action}");
            }
        }
    }
}

#[test]
fn a_workload_without_needs_may_only_write_its_logs() {
    let names = fixture::names("shop", "prod");
    let service = fixture::service(&names, "web", &[]);
    let blueprint = fixture::blueprint(names.clone(), vec![fixture::cluster(&names, "cluster", vec![service])]);
    let stacks = stacks(&blueprint);
    let all = statements(&stacks[1]);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].0, "ExecutionRole");
    assert_eq!(all[0].1["Action"], json!(["logs:CreateLogStream", "logs:PutLogEvents"]));
    assert_eq!(
        all[0].1["Resource"],
        json!([{ "Fn::Sub":
            "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/ecs/shop-prod-web:*" }])
    );
}

#[test]
fn secrets_are_read_one_by_one_and_never_written_down() {
    let stacks = stacks(&fixture::fargate_shop());
    let secrets: Vec<Value> =
        statements(&stacks[1]).into_iter().filter(|(role, _)| role == "ExecutionRole").map(|(_, each)| each).collect();
    let arn = |rest: &str| json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:{rest}") });
    assert_eq!(
        secrets[1]["Resource"],
        json!([arn("ssm:${AWS::Region}:${AWS::AccountId}:parameter/shop/prod/api-key")])
    );
    assert_eq!(
        secrets[3]["Resource"],
        json!([arn("secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:shop-prod-db-??????")])
    );
    assert_eq!(secrets.len(), 5);
    assert!(!stacks[1].text().contains("API_KEY"));
}

#[test]
fn keys_decrypt_the_declared_secrets_alone() {
    let stacks = stacks(&fixture::fargate_shop());
    let decrypt: Vec<Value> = statements(&stacks[1])
        .into_iter()
        .filter(|(_, statement)| statement["Action"] == json!(["kms:Decrypt"]))
        .map(|(role, statement)| {
            assert_eq!(role, "ExecutionRole");
            statement
        })
        .collect();
    let arn = |rest: &str| json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:{rest}") });
    let keys = json!([arn("kms:${AWS::Region}:${AWS::AccountId}:key/*")]);
    assert_eq!(
        decrypt,
        [
            json!({
                "Effect": "Allow",
                "Action": ["kms:Decrypt"],
                "Resource": keys,
                "Condition": {
                    "StringEquals": { "kms:ViaService": { "Fn::Sub": "ssm.${AWS::Region}.amazonaws.com" } },
                    "StringLike": {
                        "kms:EncryptionContext:PARAMETER_ARN":
                            [arn("ssm:${AWS::Region}:${AWS::AccountId}:parameter/shop/prod/api-key")],
                    },
                },
            }),
            json!({
                "Effect": "Allow",
                "Action": ["kms:Decrypt"],
                "Resource": keys,
                "Condition": {
                    "StringEquals": { "kms:ViaService": { "Fn::Sub": "secretsmanager.${AWS::Region}.amazonaws.com" } },
                    "StringLike": {
                        "kms:EncryptionContext:SecretARN":
                            [arn("secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:shop-prod-db-??????")],
                    },
                },
            }),
        ]
    );
}

#[test]
fn keys_decrypt_only_where_there_are_such_secrets() {
    let decrypting = |secrets| {
        let mut blueprint = fixture::fargate_shop();
        blueprint.clusters[0].workloads[0].container.secrets = secrets;
        let services: Vec<Value> = statements(&stacks(&blueprint)[1])
            .into_iter()
            .filter(|(_, statement)| statement["Action"] == json!(["kms:Decrypt"]))
            .map(|(_, statement)| statement["Condition"]["StringEquals"]["kms:ViaService"]["Fn::Sub"].clone())
            .collect();
        services
    };
    assert_eq!(decrypting(Vec::new()), Vec::<Value>::new());
    let parameter = ("A".to_owned(), Secret::Parameter("a".to_owned()));
    let secret = ("B".to_owned(), Secret::SecretsManager { name: "b".to_owned(), key: None });
    assert_eq!(decrypting(vec![parameter]), ["ssm.${AWS::Region}.amazonaws.com"]);
    assert_eq!(decrypting(vec![secret]), ["secretsmanager.${AWS::Region}.amazonaws.com"]);
}

#[test]
fn the_task_role_has_the_declared_statements() {
    let stacks = stacks(&fixture::fargate_shop());
    let declared: Vec<Value> =
        statements(&stacks[1]).into_iter().filter(|(role, _)| role == "TaskRole").map(|(_, each)| each).collect();
    assert_eq!(
        declared,
        [
            json!({
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:PutObject"],
                "Resource": ["arn:aws:s3:::shop-prod-orders/*"],
            }),
            json!({
                "Effect": "Allow",
                "Action": ["sqs:SendMessage"],
                "Resource": [{ "Fn::Sub": "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:shop-orders" }],
            }),
        ]
    );
}

#[test]
fn ports_are_open_to_the_load_balancer_alone() {
    let stacks = stacks(&fixture::fargate_shop());
    let group = |stack: &StackTemplate| stack.body["Resources"]["SecurityGroup"]["Properties"].clone();
    assert_eq!(
        group(&stacks[1])["SecurityGroupIngress"],
        json!([{
            "IpProtocol": "tcp",
            "FromPort": 8080,
            "ToPort": 8080,
            "SourceSecurityGroupId": { "Ref": "LoadBalancerSecurityGroup" },
            "Description": "From the load balancer",
        }])
    );
    assert_eq!(group(&stacks[2]).get("SecurityGroupIngress"), None);
}

#[test]
fn traffic_is_moved_between_the_two_target_groups_alone() {
    let stacks = stacks(&fixture::moving_shop(Deploy::BlueGreen(BlueGreen::new())));
    let all = statements(&stacks[1]);
    let of = |action: &str| {
        let found = all.iter().find(|(_, statement)| statement["Action"].as_array().unwrap().contains(&json!(action)));
        let (role, statement) = found.unwrap();
        assert_eq!(role, "InfrastructureRole");
        statement["Resource"].clone()
    };
    let reference = |id: &str| json!({ "Ref": id });
    let groups = json!([reference("TargetGroup"), reference("AlternateTargetGroup")]);
    assert_eq!(of("elasticloadbalancing:RegisterTargets"), groups);
    assert_eq!(of("elasticloadbalancing:DeregisterTargets"), groups);
    let rules = json!([reference("Listener80Rule40000"), reference("Listener80Rule39999")]);
    assert_eq!(of("elasticloadbalancing:ModifyRule"), rules);
    let trust = &stacks[1].body["Resources"]["InfrastructureRole"]["Properties"]["AssumeRolePolicyDocument"];
    assert_eq!(trust["Statement"][0]["Principal"], json!({ "Service": "ecs.amazonaws.com" }));
}

#[test]
fn the_role_may_use_the_declared_file_systems_as_they_are_mounted() {
    let stacks = stacks(&volume::stored());
    let declared: Vec<Value> = statements(&stacks[1])
        .into_iter()
        .filter(|(role, each)| role == "TaskRole" && each.to_string().contains("elasticfilesystem:"))
        .map(|(_, each)| each)
        .collect();
    let arn = |rest: &str| json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:elasticfilesystem:${{AWS::Region}}:${{AWS::AccountId}}:{rest}") });
    let client =
        |names: &[&str]| -> Value { names.iter().map(|name| format!("elasticfilesystem:Client{name}")).collect() };
    let by = |point: Value| json!({ "StringEquals": { "elasticfilesystem:AccessPointArn": point } });
    assert_eq!(
        declared,
        [
            json!({
                "Effect": "Allow",
                "Action": client(&["Mount", "RootAccess", "Write"]),
                "Resource": [{ "Fn::GetAtt": ["DataFileSystem", "Arn"] }],
                "Condition": by(json!({ "Fn::GetAtt": ["DataAccessPoint", "Arn"] })),
            }),
            json!({
                "Effect": "Allow",
                "Action": client(&["Mount", "RootAccess"]),
                "Resource": [arn("file-system/fs-0123456789abcdef0")],
            }),
            json!({
                "Effect": "Allow",
                "Action": client(&["Mount", "RootAccess", "Write"]),
                "Resource": [arn("file-system/fs-0123456789abcdef0")],
                "Condition": by(arn("access-point/fsap-0123456789abcdef0")),
            }),
        ]
    );
}

#[test]
fn a_role_that_is_given_is_handed_on_and_none_is_made() {
    let stacks = stacks(&volume::stored());
    let task = stacks[2].body["Resources"].as_object().unwrap();
    assert!(!task.contains_key("TaskRole") && !task.contains_key("ExecutionRole"));
    let passed: Vec<Value> = statements(&stacks[2])
        .into_iter()
        .filter(|(_, statement)| statement["Action"] == json!(["iam:PassRole"]))
        .map(|(_, statement)| statement["Resource"].clone())
        .collect();
    assert_eq!(passed, [json!(["arn:aws:iam::111122223333:role/rollup", "arn:aws:iam::111122223333:role/ecs"])]);
    assert_eq!(stacks[2].body["Outputs"]["TaskRoleArn"]["Value"], "arn:aws:iam::111122223333:role/rollup");
}

#[test]
fn a_service_runs_its_task_alone_and_stops_no_other() {
    let stacks = stacks(&runs::running());
    let task = stacks.iter().find(|stack| stack.name == "shop-prod-order-sync").unwrap();
    let of_api: Vec<Value> =
        statements(task).into_iter().filter(|(policy, _)| policy == "RunByApi").map(|(_, each)| each).collect();
    let arn = |rest: &str| json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:ecs:${{AWS::Region}}:${{AWS::AccountId}}:{rest}") });
    let of = |action: &str| {
        let mut found = of_api.iter().filter(|statement| statement["Action"] == json!([action]));
        let (statement, more) = (found.next().unwrap(), found.next());
        assert_eq!(more, None);
        (statement["Resource"].clone(), statement["Condition"].clone())
    };
    assert_eq!(of_api.len(), 5);
    let (cluster, tasks) = (arn("cluster/shop-prod-shop"), json!([arn("task/shop-prod-shop/*")]));
    let in_cluster = json!({ "ecs:cluster": cluster });
    let family = "task-definition/shop-prod-order-sync";
    let revisions = json!([arn(family), arn(&format!("{family}:*"))]);
    assert_eq!(of("ecs:RunTask"), (revisions, json!({ "ArnEquals": in_cluster })));
    let created = json!({ "StringEquals": { "ecs:CreateAction": "RunTask" } });
    assert_eq!(of("ecs:TagResource"), (tasks.clone(), created));
    assert_eq!(of("ecs:DescribeTasks"), (tasks.clone(), json!({ "ArnEquals": in_cluster })));
    let own = json!({
        "aws:ResourceTag/infra:app": "shop",
        "aws:ResourceTag/infra:stage": "prod",
        "aws:ResourceTag/infra:item": "order-sync",
    });
    assert_eq!(of("ecs:StopTask"), (tasks, json!({ "ArnEquals": in_cluster, "StringEquals": own })));
    let to_tasks = json!({ "StringEquals": { "iam:PassedToService": "ecs-tasks.amazonaws.com" } });
    let roles = json!([{ "Fn::GetAtt": ["TaskRole", "Arn"] }, { "Fn::GetAtt": ["ExecutionRole", "Arn"] }]);
    assert_eq!(of("iam:PassRole"), (roles, to_tasks));
}
