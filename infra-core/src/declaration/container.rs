//! What one container says.

use super::{Image, Variable};
use crate::language::{block, choice};

block! {
    /// A container, but for its name and its share of the task.
    pub struct ContainerSpec keys container_keys {
        /// The image: a reference, `cargo("bin")` for a binary of your workspace, or `dockerfile("path")`. `Image`.
        image => image: choice(Image) [required] [] "image = \"nginx:1.29\"";
        /// The command. `Command`.
        command => command: list(text(container::word)) [= &[]; "the image's own"] [] "command = [\"serve\", \"--verbose\"]";
        /// The entry point. `EntryPoint`.
        entrypoint => entrypoint: list(text(container::word)) [= &[]; "the image's own"] [] "entrypoint = [\"/bin/tini\", \"--\"]";
        /// The working directory. `WorkingDirectory`.
        workdir => workdir: text(container::workdir) [optional; "the image's own"] [] "workdir = \"/srv\"";
        /// The user, by name or number, with a group or without. `User`.
        user => user: text(container::user) [optional; "the image's own"] [] "user = \"1000:1000\"";
        /// The root file system cannot be written. `ReadonlyRootFilesystem`.
        read_only => read_only: flag() [= false] [] "read_only";
        /// Environment variables: strings, constants, or outputs of included templates. `PORT` is set to the first `port`
        /// beside them. `Environment`.
        env => environment: pairs((environment::name) choice(Variable)) [repeated; "`PORT` alone, the port"] []
            "env(KEY = \"value\")";
        /// Environment variables from Systems Manager (`ssm:/path`) or Secrets Manager (`secretsmanager:name#json_key`);
        /// `{app}` and `{stage}` are filled in. `Secrets`.
        secret => secrets: pairs((environment::name) text(environment::secret)) [repeated] []
            "secret(KEY = \"ssm:/path\")";
        /// The container's own health check: a command that exits with 0. `HealthCheck`.
        check => check: block(ContainerCheck) [optional; "the image's own is not asked"] []
            "check(\"CMD curl -f http://localhost:8080/\")";
        /// Limits of the kernel, by name. `Ulimits`.
        ulimit => ulimits: pairs((container::ulimit::name) u32(container::ulimit::value)) [repeated; "those of the platform"] []
            "ulimit(nofile = 65536)";
        /// How long it may take to stop until it is killed, 2 to 120 seconds on Fargate. `StopTimeout`.
        stop => stop_seconds: seconds(container::stop) [optional; "30s"] [] "stop = \"60s\"";
        /// An init process that reaps zombies and passes signals on. `LinuxParameters.InitProcessEnabled`.
        init => init: flag() [= false] [] "init";
        /// Whole GPUs, on instances alone. `ResourceRequirements`.
        gpu => gpu: u32(container::size::gpu) [optional; "none"] [] "gpu = 1";
        /// All rights on the instance; not on Fargate. `Privileged`.
        privileged => privileged: flag() [= false] [] "privileged";
        /// The memory that is set aside for the container, in MiB, less than its limit. `MemoryReservation`.
        memory_reservation => memory_reservation: mib(container::size::memory_reservation) [optional; "none"] []
            "memory_reservation = 256";
        /// It is started again when it exits, without the task being replaced. `RestartPolicy`.
        restart => restart: block(Restart) [optional; "the task is replaced"] []
            "restart(after = \"60s\", except = [0])";
    }
    holds {
        [env secret] @needs [env secret] VARIABLES_HAVE_ONE_SOURCE => container::variables;
        [command] COMMAND_BEGINS_WITH_A_PROGRAM => container::command;
        [entrypoint] ENTRYPOINT_BEGINS_WITH_A_PROGRAM => container::entrypoint;
    }
}

block! {
    /// A container beside the main one.
    pub struct Sidecar keys sidecar_keys {
        /// Its name in the task. `Name`.
        name => name: text(container::name) [required] [bare] "container(\"proxy\", ..)";
        /// What it has in common with the main container.
        container_keys => container: flatten(ContainerSpec) [required] [] "";
        /// CPU units of the task that are set aside for it; the main container gets what is left. `Cpu`.
        cpu => cpu: cpu() [optional; "none"] [] "cpu = 64";
        /// Its limit of memory, in MiB. `Memory`.
        memory => memory: mib(container::size::memory) [optional; "the task's"] [] "memory = 128";
        /// Whether the task stops when it stops. `Essential`.
        essential => essential: truth() [= true; "true"] [] "essential = false";
        /// Which containers must be where before it starts: `start`, `healthy`, `complete` or `success`. The
        /// main container starts when all of them are. `DependsOn`.
        after => after: pairs((container::name) choice(Condition)) [repeated] [] "after(proxy = healthy)";
        /// A port on which it listens. `PortMappings`.
        port => ports: block(Port) [repeated] [short] "port = 9901";
        /// Where it has a volume of the task. `MountPoints`.
        mount => mounts: block(Mount) [repeated] [] "mount(\"data\", at = \"/data\", read_only)";
    }
    holds {
        [memory_reservation memory] @needs [memory_reservation memory] RESERVATION_IS_BELOW_THE_LIMIT => container::reservation;
        [mount] @needs [mount mount] MOUNTS_HAVE_PATHS_OF_THEIR_OWN => container::mount_paths;
    }
}

choice! {
    /// How far a container must be.
    pub enum Condition words condition_words {
        /// It has started.
        start => Start [] "after(setup = start)";
        /// Its health check has passed.
        healthy => Healthy [] "after(proxy = healthy)";
        /// It has run to its end.
        complete => Complete [] "after(setup = complete)";
        /// It has run to its end with exit code 0.
        success => Success [] "after(setup = success)";
    }
}

block! {
    /// A container's own health check.
    pub struct ContainerCheck keys container_check_keys {
        /// The command: `CMD` and its words, or `CMD-SHELL` and a line for the container's shell. `Command`.
        command => command: text(container::check::command) [required] [bare] "check(\"CMD-SHELL curl -f localhost\")";
        /// The time between two checks, 5 to 300 seconds. `Interval`.
        every => interval_seconds: seconds(container::check::every) [= 30; "30s"] [] "every = \"30s\"";
        /// The time until an answer is late, 2 to 60 seconds. `Timeout`.
        timeout => timeout_seconds: seconds(container::check::timeout) [= 5; "5s"] [] "timeout = \"5s\"";
        /// Failures in a row until unhealthy, 1 to 10. `Retries`.
        retries => retries: u32(container::check::retries) [= 3] [] "retries = 3";
        /// The time after a start in which failures do not count, up to 300 seconds. `StartPeriod`.
        start => start_seconds: seconds(container::check::start) [= 0; "0s"] [] "start = \"10s\"";
    }
    holds {
        [every timeout] @needs [every] [timeout] TIMEOUT_IS_WITHIN_INTERVAL => container::check_timing;
    }
}

block! {
    /// When a container is started again.
    pub struct Restart keys restart_keys {
        /// How long it must have run to be started again, 60 to 1,800 seconds. `RestartAttemptPeriod`.
        after => after_seconds: seconds(container::restart::after) [= 300; "5m"] [] "after = \"60s\"";
        /// Exit codes after which it stays down, up to 50. `IgnoredExitCodes`.
        except => except: list(u32(container::restart::code)) [= &[]; "none"] [] "except = [0]";
    }
    holds {
        [except] @needs [except] EXIT_CODES_ARE_FEW_ENOUGH => container::exit_codes;
    }
}

block! {
    /// A port on which a container listens.
    pub struct Port keys port_keys {
        /// The port, 1 to 65535. `ContainerPort`.
        number => number: u16(port::port) [required] [bare] "port = 8080";
        /// Its name, for Service Connect. `PortMapping.Name`.
        name => name: text(container::port::name) [optional; "none"] [] "name = \"http\"";
        /// What it speaks, for Service Connect's own metrics and retries. It needs a name. `AppProtocol`.
        protocol => protocol: choice(AppProtocol) [optional; "TCP"] [] "protocol = http2";
        /// UDP in the place of TCP. `Protocol`.
        udp => udp: flag() [= false] [] "udp";
        /// The instance's port, with bridge networking alone; 0 for any that is free. `HostPort`.
        host => host: u16(container::port::host) [optional; "any that is free"] [] "host = 80";
    }
    holds {
        [protocol name] @needs [protocol] PROTOCOL_HAS_A_NAME => container::port_protocol;
        [host] @needs [host] HOST_PORT_STAYS_FREE => container::host_port;
    }
}

choice! {
    /// What a port speaks.
    pub enum AppProtocol words app_protocol_words {
        /// HTTP 1.
        http => Http [] "protocol = http";
        /// HTTP 2.
        http2 => Http2 [] "protocol = http2";
        /// gRPC.
        grpc => Grpc [] "protocol = grpc";
    }
}

block! {
    /// Where a container has a volume of its task.
    pub struct Mount keys mount_keys {
        /// The volume's name. `SourceVolume`.
        volume => volume: text(volume::name) [required] [bare] "mount(\"data\", at = \"/data\")";
        /// The path in the container. `ContainerPath`.
        at => at: text(volume::at) [required] [] "at = \"/data\"";
        /// It can only be read. `ReadOnly`.
        read_only => read_only: flag() [= false] [] "read_only";
    }
}

choice! {
    /// A CPU architecture, `RuntimePlatform.CpuArchitecture`.
    pub enum Architecture words architecture_words {
        /// `X86_64`.
        x86_64 => X86_64 [] "arch = x86_64";
        /// `ARM64`.
        arm64 => Arm64 [] "arch = arm64";
    }
}
