//! What a test may say is there, or is not, of what deploys name and do not make.

use serde_json::json;

use super::Simulator;
use crate::cloudformation::disown;
use crate::known::image_place;
use crate::world::{RouteTable, Subnet, Vpc, VpcEndpoint};

const MOUNT_TARGET: &str = "AWS::EFS::MountTarget";

impl Simulator {
    /// An image is there for these platforms, as `linux/amd64`; without any it is not there.
    pub fn put_image(&self, image: &str, platforms: &[&str]) {
        let platforms = platforms.iter().map(|platform| (*platform).to_owned()).collect();
        self.world().known.images.insert(image_place(image), platforms);
    }

    /// A parameter of Systems Manager is there.
    pub fn put_parameter(&self, name: &str) {
        self.world().known.parameters.insert(name.to_owned());
    }

    /// A secret of Secrets Manager is there with a value; without one it is marked to be deleted.
    pub fn put_secret(&self, name: &str, value: Option<&str>) {
        self.world().known.secrets.insert(name.to_owned(), value.map(str::to_owned));
    }

    /// A certificate is there, for these names.
    pub fn put_certificate(&self, arn: &str, status: &str, names: &[&str]) {
        let certificate = json!({
            "CertificateArn": arn,
            "Status": status,
            "DomainName": names.first(),
            "SubjectAlternativeNames": names,
            "RenewalEligibility": "ELIGIBLE",
        });
        self.world().known.certificates.insert(arn.to_owned(), certificate);
    }

    /// A quota by its code, or a limit by its name, has another value than AWS's own.
    pub fn put_quota(&self, code: &str, value: u32) {
        self.world().known.quotas.insert(code.to_owned(), value);
    }

    /// A bucket is there, in a region.
    pub fn put_bucket(&self, name: &str, region: &str) {
        self.world().known.buckets.insert(name.to_owned(), region.to_owned());
    }

    /// A bucket is not there any more.
    pub fn take_bucket(&self, name: &str) {
        self.world().known.buckets.remove(name);
    }

    /// A file system of EFS is there, with a mount target in each of these subnets.
    pub fn put_file_system(&self, id: &str, subnets: &[&str]) {
        let mut world = self.world();
        world.opaque.put("AWS::EFS::FileSystem", id, &json!({}));
        let old = world.opaque.of(MOUNT_TARGET).filter(|(_, target)| target["FileSystemId"] == id);
        for target in old.map(|(target, _)| target.clone()).collect::<Vec<_>>() {
            world.opaque.remove(MOUNT_TARGET, &target);
        }
        for (at, subnet) in subnets.iter().enumerate() {
            let target = json!({ "FileSystemId": id, "SubnetId": subnet });
            let target_id = format!("fsmt-{}-{at}", id.trim_start_matches("fs-"));
            world.opaque.put(MOUNT_TARGET, &target_id, &target);
        }
        disown(&mut world);
    }

    /// A schedule of EventBridge Scheduler is there, in the default group, with these properties.
    pub fn put_schedule(&self, name: &str, properties: serde_json::Value) {
        let mut world = self.world();
        let arn = world.arn("scheduler", &format!("schedule/default/{name}"));
        world.schedules.insert(arn, properties);
        disown(&mut world);
    }

    /// A rule of EventBridge is there, as it is described, with its `Targets`.
    pub fn put_event_rule(&self, name: &str, mut rule: serde_json::Value) {
        rule["Name"] = json!(name);
        self.world().known.rules.insert(name.to_owned(), rule);
    }

    /// A service-linked role is not there.
    pub fn take_service_role(&self, name: &str) {
        self.world().known.no_roles.insert(name.to_owned());
    }

    /// A zone does not offer an instance type.
    pub fn take_instance_type(&self, name: &str, zone: &str) {
        self.world().known.not_offered.insert((name.to_owned(), zone.to_owned()));
    }

    /// A VPC with a subnet for each id and zone, all with one route table that leads to `way` (as `igw-1`, `nat-1`), if
    /// anywhere.
    pub fn put_vpc(&self, vpc: &str, subnets: &[(&str, &str)], way: Option<&str>) {
        let mut world = self.world();
        let zone = |zone: &str| format!("{}{zone}", world.region);
        let made: Vec<Subnet> = subnets
            .iter()
            .map(|(id, of)| Subnet {
                id: (*id).to_owned(),
                vpc: vpc.to_owned(),
                zone: zone(of),
                cidr: "10.1.0.0/24".to_owned(),
                default_for_zone: false,
            })
            .collect();
        let internet_gateways = way.filter(|way| way.starts_with("igw-")).map(str::to_owned).into_iter().collect();
        let held = Vpc { id: vpc.to_owned(), cidr: "10.1.0.0/16".to_owned(), default: false, internet_gateways };
        world.network.vpcs.insert(vpc.to_owned(), held);
        for subnet in made {
            world.network.subnets.insert(subnet.id.clone(), subnet);
        }
        let table = RouteTable {
            id: format!("rtb-{}-{}", vpc.trim_start_matches("vpc-"), world.network.route_tables.len()),
            vpc: vpc.to_owned(),
            subnets: subnets.iter().map(|(id, _)| (*id).to_owned()).collect(),
            way: way.map(str::to_owned),
        };
        world.network.route_tables.push(table);
        disown(&mut world);
    }

    /// An interface endpoint of a VPC for a service, as `logs`.
    pub fn put_endpoint(&self, vpc: &str, service: &str) {
        let mut world = self.world();
        let service = format!("com.amazonaws.{}.{service}", world.region);
        world.network.endpoints.push(VpcEndpoint { vpc: vpc.to_owned(), service });
    }
}
