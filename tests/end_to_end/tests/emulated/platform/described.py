"""Prints what moto has of every stack's resources, each in the words of its template, and of what is in ECS."""

import ast
import base64
import json

import boto3

session = boto3.session.Session()
names = "cloudformation ecs elbv2 logs iam ec2 efs sqs autoscaling cloudwatch route53 application-autoscaling"
clients = {name: session.client(name) for name in names.split()}
ec2, elb, efs, iam, ecs = (clients[name] for name in ("ec2", "elbv2", "efs", "iam", "ecs"))


def pages(client, operation, key, **arguments):
    """All things of all pages."""
    return [thing for page in clients[client].get_paginator(operation).paginate(**arguments) for thing in page[key]]


def cluster(name):
    it = ecs.describe_clusters(clusters=[name], include=["SETTINGS", "TAGS"])["clusters"][0]
    settings = [{"Name": setting["name"], "Value": setting["value"]} for setting in it.get("settings", [])]
    return {"ClusterName": it["clusterName"], "ClusterSettings": settings, "CapacityProviders": it.get("capacityProviders")}


def launch_template(name):
    it = ec2.describe_launch_template_versions(LaunchTemplateId=name, Versions=["$Latest"])["LaunchTemplateVersions"][0]
    data = it["LaunchTemplateData"]
    return {"LaunchTemplateData": {**data, "UserData": base64.b64decode(data["UserData"]).decode()}}


def group(name):
    groups = clients["autoscaling"].describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
    return {**groups[0], "VPCZoneIdentifier": groups[0]["VPCZoneIdentifier"].split(",")}


def balancer(arn):
    it = elb.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]
    attributes = elb.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
    subnets = [zone["SubnetId"] for zone in it["AvailabilityZones"]]
    return {**it, "Name": it["LoadBalancerName"], "Subnets": subnets, "LoadBalancerAttributes": attributes}


def target_group(arn):
    it = elb.describe_target_groups(TargetGroupArns=[arn])["TargetGroups"][0]
    attributes = elb.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]
    return {**it, "Name": it["TargetGroupName"], "TargetGroupAttributes": attributes}


def rule(arn):
    it = elb.describe_rules(RuleArns=[arn])["Rules"][0]
    return {**it, "ListenerArn": arn.replace(":listener-rule/", ":listener/").rpartition("/")[0]}


def policy_of(role, name):
    it = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    # moto 5.2.5 gives those of a stack in the notation of Python.
    return {"PolicyName": name, "PolicyDocument": ast.literal_eval(it) if isinstance(it, str) else it}


def role(name):
    it = iam.get_role(RoleName=name)["Role"]
    policies = [policy_of(name, policy) for policy in pages("iam", "list_role_policies", "PolicyNames", RoleName=name)]
    managed = pages("iam", "list_attached_role_policies", "AttachedPolicies", RoleName=name)
    return {**it, "Policies": policies, "ManagedPolicyArns": [policy["PolicyArn"] for policy in managed]}


def profile(name):
    it = iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]
    return {**it, "Roles": [role["RoleName"] for role in it["Roles"]]}


def log_group(name):
    it = next(it for it in pages("logs", "describe_log_groups", "logGroups", logGroupNamePrefix=name) if it["logGroupName"] == name)
    return {"LogGroupName": it["logGroupName"], "RetentionInDays": it.get("retentionInDays"), "Arn": it["arn"]}


def file_system(name):
    it = efs.describe_file_systems(FileSystemId=name)["FileSystems"][0]
    try:
        policy = json.loads(efs.describe_file_system_policy(FileSystemId=name)["Policy"])
    except Exception:
        policy = None
    return {**it, "Arn": it["FileSystemArn"], "FileSystemTags": it["Tags"], "FileSystemPolicy": policy}


def access_point(of):
    """moto 5.2.5 gives no id of one in a stack: it is found by its name."""
    is_its = lambda it: any(tag["Key"] == "Name" and tag["Value"].startswith(of) for tag in it["Tags"])
    it = next(it for it in efs.describe_access_points()["AccessPoints"] if is_its(it))
    return {**it, "Arn": it["AccessPointArn"], "AccessPointTags": it["Tags"]}


def mount_target(name):
    it = efs.describe_mount_targets(MountTargetId=name)["MountTargets"][0]
    groups = efs.describe_mount_target_security_groups(MountTargetId=name)["SecurityGroups"]
    return {**it, "SecurityGroups": groups}


def permissions(group, ways):
    """The rules of a security group, one for each source, as a template has them."""
    found = []
    for way in group[ways]:
        common = {key: way[key] for key in ("IpProtocol", "FromPort", "ToPort") if key in way}
        found += [{**common, "CidrIp": one["CidrIp"], "Description": one.get("Description")} for one in way["IpRanges"]]
        found += [
            {**common, "SourceSecurityGroupId": one["GroupId"], "Description": one.get("Description")}
            for one in way["UserIdGroupPairs"]
        ]
    return found


def security_group(name):
    it = ec2.describe_security_groups(GroupIds=[name])["SecurityGroups"][0]
    return {
        **it,
        "GroupDescription": it["Description"],
        "SecurityGroupIngress": permissions(it, "IpPermissions"),
        "SecurityGroupEgress": permissions(it, "IpPermissionsEgress"),
    }


def nat_gateway(name):
    it = ec2.describe_nat_gateways(NatGatewayIds=[name])["NatGateways"][0]
    return {**it, **it["NatGatewayAddresses"][0]}


def queue(url):
    it = clients["sqs"].get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return {**it, "Arn": it["QueueArn"], "RedrivePolicy": json.loads(it.get("RedrivePolicy", "null"))}


def vpc(name):
    attribute = lambda it: ec2.describe_vpc_attribute(VpcId=name, Attribute=it)[it[0].upper() + it[1:]]["Value"]
    it = ec2.describe_vpcs(VpcIds=[name])["Vpcs"][0]
    return {**it, "EnableDnsHostnames": attribute("enableDnsHostnames"), "EnableDnsSupport": attribute("enableDnsSupport")}


def dashboard(name):
    it = clients["cloudwatch"].get_dashboard(DashboardName=name)
    return {"DashboardName": it["DashboardName"], "DashboardBody": it["DashboardBody"]}


def record(name):
    zones = clients["route53"].list_hosted_zones()["HostedZones"]
    records = [it for zone in zones for it in pages("route53", "list_resource_record_sets", "ResourceRecordSets", HostedZoneId=zone["Id"])]
    return next(it for it in records if it["Name"].rstrip(".") == name.rstrip("."))


DESCRIBE = {
    "AWS::AutoScaling::AutoScalingGroup": group,
    "AWS::EC2::EIP": lambda ip: ec2.describe_addresses(PublicIps=[ip])["Addresses"][0],
    "AWS::EC2::InternetGateway": lambda name: ec2.describe_internet_gateways(InternetGatewayIds=[name])["InternetGateways"][0],
    "AWS::EC2::LaunchTemplate": launch_template,
    "AWS::EC2::NatGateway": nat_gateway,
    "AWS::EC2::RouteTable": lambda name: ec2.describe_route_tables(RouteTableIds=[name])["RouteTables"][0],
    "AWS::EC2::SecurityGroup": security_group,
    "AWS::EC2::Subnet": lambda name: ec2.describe_subnets(SubnetIds=[name])["Subnets"][0],
    "AWS::EC2::VPC": vpc,
    "AWS::EC2::VPCEndpoint": lambda name: ec2.describe_vpc_endpoints(VpcEndpointIds=[name])["VpcEndpoints"][0],
    "AWS::CloudWatch::Dashboard": dashboard,
    "AWS::ECS::Cluster": cluster,
    "AWS::EFS::FileSystem": file_system,
    "AWS::EFS::MountTarget": mount_target,
    "AWS::ElasticLoadBalancingV2::Listener": lambda arn: elb.describe_listeners(ListenerArns=[arn])["Listeners"][0],
    "AWS::ElasticLoadBalancingV2::ListenerRule": rule,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": balancer,
    "AWS::ElasticLoadBalancingV2::TargetGroup": target_group,
    "AWS::IAM::InstanceProfile": profile,
    "AWS::IAM::Role": role,
    "AWS::Logs::LogGroup": log_group,
    "AWS::Route53::RecordSet": record,
    "AWS::SQS::Queue": queue,
}


def described(stack, kind, name):
    if kind == "AWS::EFS::AccessPoint":
        return access_point(stack)
    return DESCRIBE[kind](name) if name and kind in DESCRIBE else None


def stack(name):
    """What moto does not carry is in the list as well, without a name."""
    resources = clients["cloudformation"].describe_stack_resources(StackName=name)["StackResources"]
    return {
        it.get("LogicalResourceId", ""): {
            "Id": it.get("PhysicalResourceId"),
            "Described": described(name, it.get("ResourceType"), it.get("PhysicalResourceId")),
        }
        for it in resources
    }


def definition(arn):
    answer = ecs.describe_task_definition(taskDefinition=arn, include=["TAGS"])
    return {**answer["taskDefinition"], "tags": answer.get("tags", [])}


def services(cluster):
    arns = pages("ecs", "list_services", "serviceArns", cluster=cluster)
    found = [ecs.describe_services(cluster=cluster, services=[arn], include=["TAGS"])["services"][0] for arn in arns]
    return [{**it, "cluster": it["clusterArn"].rpartition("/")[2]} for it in found]


def scaling(operation, key):
    return pages("application-autoscaling", operation, key, ServiceNamespace="ecs")


# Other tests may have stacks of their own meanwhile.
stacks = [it["StackName"] for it in pages("cloudformation", "describe_stacks", "Stacks") if it["StackName"].startswith("platform-")]
print(json.dumps({
    "stacks": {name: stack(name) for name in stacks},
    "definitions": [definition(arn) for arn in pages("ecs", "list_task_definitions", "taskDefinitionArns")],
    "services": [it for arn in ecs.list_clusters()["clusterArns"] for it in services(arn)],
    "targets": scaling("describe_scalable_targets", "ScalableTargets"),
    "policies": scaling("describe_scaling_policies", "ScalingPolicies"),
    "scheduled": scaling("describe_scheduled_actions", "ScheduledActions"),
}, default=str))
