"""Prints what exists in the account of the environment, as JSON: a list for each kind."""

import json

import boto3

session = boto3.session.Session()
ecs, elb, logs, scheduler = (session.client(name) for name in ("ecs", "elbv2", "logs", "scheduler"))
cloudformation, iam, ec2 = (session.client(name) for name in ("cloudformation", "iam", "ec2"))


def pages(client, operation, key, **arguments):
    """All things of all pages."""
    return [thing for page in client.get_paginator(operation).paginate(**arguments) for thing in page[key]]


def alive(things):
    return [thing for thing in things if thing["status"] != "INACTIVE"]


def services(cluster):
    arns = pages(ecs, "list_services", "serviceArns", cluster=cluster)
    return alive(ecs.describe_services(cluster=cluster, services=arns, include=["TAGS"])["services"] if arns else [])


def definitions():
    arns = [
        arn
        for status in ("ACTIVE", "INACTIVE")
        for arn in pages(ecs, "list_task_definitions", "taskDefinitionArns", status=status)
    ]
    return [ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"] for arn in arns]


def stacks():
    return [stack for stack in pages(cloudformation, "describe_stacks", "Stacks") if stack["StackStatus"] != "DELETE_COMPLETE"]


def rules(balancer):
    listeners = elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    return [
        {**rule, "Port": listener["Port"]}
        for listener in listeners
        for rule in elb.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
    ]


def schedules():
    return [
        scheduler.get_schedule(Name=schedule["Name"], GroupName=schedule["GroupName"])
        for schedule in pages(scheduler, "list_schedules", "Schedules")
    ]


clusters = ecs.list_clusters()["clusterArns"]
balancers = pages(elb, "describe_load_balancers", "LoadBalancers")
world = {
    "clusters": alive(ecs.describe_clusters(clusters=clusters)["clusters"] if clusters else []),
    "services": [service for cluster in clusters for service in services(cluster)],
    "definitions": definitions(),
    "tasks": [task for cluster in clusters for task in pages(ecs, "list_tasks", "taskArns", cluster=cluster)],
    "stacks": stacks(),
    "balancers": balancers,
    "rules": [rule for balancer in balancers for rule in rules(balancer)],
    "target_groups": pages(elb, "describe_target_groups", "TargetGroups"),
    "log_groups": pages(logs, "describe_log_groups", "logGroups"),
    "roles": pages(iam, "list_roles", "Roles"),
    "schedules": schedules(),
    # The default network is the account's, not ours.
    "vpcs": [vpc for vpc in pages(ec2, "describe_vpcs", "Vpcs") if not vpc["IsDefault"]],
    "security_groups": [group for group in pages(ec2, "describe_security_groups", "SecurityGroups") if group["GroupName"] != "default"],
}
print(json.dumps(world, default=str))
