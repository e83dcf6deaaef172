//! What services and tasks have in common.

use super::{
    Allow, Architecture, Condition, ContainerSpec, Logs, Patch, Port, Sidecar, Volume, Waiver, WorkloadProvider,
};
use crate::language::{block, choice};

block! {
    /// A service or a task in one stage, without what only one of the two has.
    pub struct WorkloadSpec keys workload_keys {
        /// The cluster that it runs in: a struct marked `#[cluster]`.
        cluster => cluster: cluster() [required] [] "cluster = Shop";
        /// Its main container.
        container_keys => container: flatten(ContainerSpec) [required] [] "";
        /// CPU units of the task, 1,024 a vCPU, or a string as `"0.5 vCPU"`. On Fargate one of 256, 512, 1024, 2048, 4096,
        /// 8192, 16384 and 32768. `TaskDefinition.Cpu`.
        cpu => cpu: cpu(task::cpu) [optional; "the fewest that go with the memory, else 256"] [] "cpu = 512";
        /// Memory of the task in MiB, or a string as `"1 GB"`. On Fargate what goes with the CPU units.
        /// `TaskDefinition.Memory`.
        memory => memory: mib(task::memory) [optional; "the least that goes with the CPU units, else 512"] []
            "memory = 1024";
        /// Where it runs, in the place of the cluster's own strategy: the same forms as there, or a provider of the
        /// cluster by name. `CapacityProviderStrategy`.
        capacity => capacity: some(choice(WorkloadProvider)) [= &[]; "the cluster's"] []
            "capacity = fargate_spot";
        /// How its containers reach the network; all but `awsvpc` on instances alone. `TaskDefinition.NetworkMode`.
        network_mode => network_mode: choice(NetworkMode) [= NetworkMode::Awsvpc; "`awsvpc`"] []
            "network_mode = bridge";
        /// The operating system. `RuntimePlatform.OperatingSystemFamily`.
        os => os: choice(OperatingSystem) [= OperatingSystem::Linux; "`linux`"] [] "os = windows_2022_core";
        /// The version of Fargate: `LATEST`, `1.4.0`. `PlatformVersion`.
        platform => platform: text(platform::version) [= "LATEST"; "LATEST"] [] "platform = \"1.4.0\"";
        /// The CPU architecture. It must be that of the cluster's instances; cargo images are built for it.
        /// `RuntimePlatform.CpuArchitecture`.
        arch => architecture: choice(Architecture) [optional; "the cluster's instances', else `x86_64`"] []
            "arch = arm64";
        /// A port on which a container listens, 1 to 65535; repeat it for more. The first one is `PORT` in the
        /// environment, and where a `route` leads. `PortMappings`.
        port => ports: block(Port) [repeated; "none"] [short] "port = 8080";
        /// A statement of the task role: actions, and the ARNs on which they are allowed; `{region}`, `{account}`, `{app}`
        /// and `{stage}` are filled in. `Policies` of the task role.
        allow => allow: block(Allow) [repeated; "nothing"] [] "allow(\"s3:GetObject\", on = \"arn:aws:s3:::bucket/*\")";
        /// The ARN of a role that exists, in the place of the one that is made of `allow`. `TaskRoleArn`.
        role => role: text(iam::role) [optional; "made"] [] "role = \"arn:aws:iam::111122223333:role/web\"";
        /// The ARN of a role that exists, with which ECS pulls the image, reads the secrets and writes the logs.
        /// `ExecutionRoleArn`.
        execution_role => execution_role: text(iam::role) [optional; "made"] []
            "execution_role = \"arn:aws:iam::111122223333:role/ecs\"";
        /// Ephemeral storage on Fargate, in GiB: 21 to 200. `EphemeralStorage.SizeInGiB`.
        storage => storage_gib: gib(volume::storage) [optional; "20 GB"] [] "storage = \"50 GB\"";
        /// A volume of the task, and where the main container has it. `Volumes`, `MountPoints`.
        volume => volumes: block(Volume) [repeated; "none"] [] "volume(\"data\", efs(\"fs-..\"), at = \"/data\")";
        /// Where its output goes: `logs(..)` for CloudWatch Logs, `logs = off`, or `logs = firelens(..)`.
        /// `LogConfiguration`.
        logs => logs: choice(Logs) [= Logs::DEFAULT; "CloudWatch Logs for 30 days"] [] "logs(retention = \"30d\")";
        /// A container beside the main one. Its CPU and memory are part of the task's. `ContainerDefinitions`.
        container => sidecars: block(Sidecar) [repeated; "none"] []
            "container(\"proxy\", image = \"envoyproxy/envoy:v1.31.0\", essential = false)";
        /// Which containers beside it must be where before the main container starts: `start`, `healthy`, `complete` or
        /// `success`. `DependsOn`.
        after => after: pairs((container::name) choice(Condition))
            [repeated; "all of them: as the others wait for one, else `healthy` where it has a `check`, else `start`"] []
            "after(setup = success)";
        /// In which subnets it runs. `AwsvpcConfiguration.Subnets`.
        subnets => subnets: choice(Subnets) [optional; "private where the network has such with a way out"] []
            "subnets = private";
        /// Ids of security groups that it is in as well, up to 4 beside its own. `AwsvpcConfiguration.SecurityGroups`.
        security_groups => security_groups: list(text(security_group::id)) [= &[]; "its own"] []
            "security_groups = [\"sg-0123456789abcdef0\"]";
        /// Where it may connect to, beside what it names in `connect`: address blocks, with a port or without.
        /// `SecurityGroupEgress`.
        egress => egress: list(text(egress::target)) [= &[]; "anywhere"] [] "egress = [\"10.0.0.0/8:5432\"]";
        /// Services of its cluster that it calls, with `network_mode = awsvpc`. It gets `OTHER_URL` in its environment,
        /// `http://other:8080` where the main port has a `protocol` or a route and `tcp://other:5432` else, and
        /// `OTHER_NAME_URL` for each further port with a name. A service calls by the names of Service Connect; a task,
        /// which has no proxy, by the DNS names in the cluster's `namespace`: `http://other.shop.shop-dev.internal:8080`.
        /// The security groups of what is called let it in on these ports, and its own lets it out there, whatever its
        /// `egress`. `ServiceConnectConfiguration`, `ServiceRegistries`.
        connect => connect: list(item(Service)) [= &[]; "none"] [] "connect = [Api]";
        /// Switches one rule off for this item, with the reason. Only rules that `infra rules` calls waivable and
        /// warnings can be switched off. What a stage waives, is waived there beside the rest.
        waive => waivers: block(Waiver) [repeated] [adds]
            "waive(\"container-check-overlap\", reason = \"the probe is slow\")";
        /// The last resort: puts a JSON value into the generated task definition, service or template, at a JSON pointer.
        /// What is there is replaced, a new member or `-`, the end of a list, is added, and `null` takes out. Shown in the
        /// plan.
        patch => patches: block(Patch) [repeated] [] "patch(\"/taskDefinition/pidMode\", \"\\\"task\\\"\")";
    }
    holds {
        [container cpu] @needs [container] CPU_OF_CONTAINERS_FITS_THEIR_TASK => shares::cpu;
        [container memory_reservation memory] @needs [container] [memory_reservation] MEMORY_OF_CONTAINERS_FITS_THEIR_TASK => shares::memory;
        [container logs] CONTAINERS_HAVE_NAMES_OF_THEIR_OWN => workload::container_names;
        [container after] @needs [container] [after] CONTAINERS_START_IN_AN_ORDER => workload::order;
        [volume] VOLUMES_GO_TOGETHER => workload::volumes;
        [container volume] @needs [mount] MOUNTS_ARE_VOLUMES_OF_THE_TASK => workload::mounts;
        [port container network_mode] @needs [port port] [container] PORTS_ARE_FREE => workload::ports;
        [port] @needs [port port] PROTOCOLS_HAVE_PORTS_OF_THEIR_OWN warns "ECS maps a container port for one protocol: the API's own pages \
            refuse it for two, though instances with bridge networking take it (or waive it) [port-protocols]"
            => workload::one_protocol_a_port;
        [port container network_mode] @needs [network_mode] [host] PORTS_GO_WITH_THE_NETWORK_MODE => workload::network_mode;
        [security_groups subnets egress network_mode] @needs [network_mode] ADDRESS_GOES_WITH_THE_NETWORK_MODE => workload::address;
        [privileged user ulimit read_only init gpu container os] @needs [os] WINDOWS_TAKES_ITS_KEYS => windows::keys;
        [arch os] @needs [os] WINDOWS_HAS_ITS_ARCHITECTURE => windows::architecture;
        [network_mode os] @needs [os] WINDOWS_HAS_A_NETWORK => windows::network;
        [os capacity] @needs [os] WINDOWS_IS_THERE warns "no source says that Fargate has Windows Server 2025: expect the deployment to be \
            refused (or waive it) [windows-fargate-2025]" => windows::on_fargate;
        [waive] @needs [waive waive] RULES_ARE_WAIVED_ONCE => workload::waivers;
        [role allow] @needs [role allow] STATEMENTS_HAVE_A_ROLE => workload::role;
        [capacity] CAPACITY_IS_A_STRATEGY => workload::strategy;
        [subnets] @needs [subnets] SUBNETS_ARE_THERE => workload::subnets;
        [egress] @needs [egress] TASKS_CAN_START warns "nothing in `egress` leads to port 443, over which a task gets its image, \
            its secrets and a way for its logs: add \"0.0.0.0/0:443\" (or waive it) [egress-start]" => workload::egress;
        [security_groups] SECURITY_GROUPS_ARE_FEW_ENOUGH => workload::security_groups;
    }
}

choice! {
    /// How the containers of a task reach the network.
    pub enum NetworkMode words network_mode_words {
        /// Each task has an address and security groups of its own.
        awsvpc => Awsvpc [] "network_mode = awsvpc";
        /// Containers are behind the instance's address, on mapped ports.
        bridge => Bridge [] "network_mode = bridge";
        /// Containers share the instance's address and ports.
        host => Host [] "network_mode = host";
        /// No network.
        none => None [] "network_mode = none";
    }
}

choice! {
    /// An operating system, `OperatingSystemFamily`.
    pub enum OperatingSystem words operating_system_words {
        /// Linux.
        linux => Linux [] "os = linux";
        /// Windows Server 2019, full.
        windows_2019_full => Windows2019Full [] "os = windows_2019_full";
        /// Windows Server 2019, core.
        windows_2019_core => Windows2019Core [] "os = windows_2019_core";
        /// Windows Server 2022, full.
        windows_2022_full => Windows2022Full [] "os = windows_2022_full";
        /// Windows Server 2022, core.
        windows_2022_core => Windows2022Core [] "os = windows_2022_core";
        /// Windows Server 2025, full; not on Fargate.
        windows_2025_full => Windows2025Full [] "os = windows_2025_full";
        /// Windows Server 2025, core; not on Fargate.
        windows_2025_core => Windows2025Core [] "os = windows_2025_core";
    }
}

choice! {
    /// Which subnets.
    pub enum Subnets words subnets_words {
        /// Those with a way in from the internet.
        public => Public [] "subnets = public";
        /// Those without.
        private => Private [] "subnets = private";
    }
}

impl WorkloadSpec {
    /// The main port: the first one that is declared.
    #[must_use]
    pub const fn port(&self) -> Option<u16> {
        match self.ports.first() {
            Some(port) => Some(port.number),
            None => None,
        }
    }
}
