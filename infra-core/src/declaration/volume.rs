//! Volumes of a task.

use super::DiskKind;
use crate::language::{block, choice};

block! {
    /// A volume of a task, and where the main container has it.
    pub struct Volume keys volume_keys {
        /// The volume's name. `Name`.
        name => name: text(volume::name) [required] [bare] "volume(\"data\", scratch, at = \"/data\")";
        /// What it is.
        source => source: choice(VolumeSource) [required] [bare] "volume(\"data\", efs(\"fs-..\"), at = \"/data\")";
        /// The path in the main container. `ContainerPath`.
        at => at: text(volume::at) [required] [] "at = \"/data\"";
        /// The main container can only read it. `ReadOnly`.
        read_only => read_only: flag() [= false] [] "read_only";
    }
}

choice! {
    /// What a volume is.
    pub enum VolumeSource words volume_source_words {
        /// A file system of EFS, which outlives its tasks and which several share.
        efs => Efs(EfsVolume) [] "efs(\"fs-0123456789abcdef0\", root = \"/sub\")";
        /// An EBS volume, made for the task and deleted with it.
        ebs => Ebs(EbsVolume) [] "ebs(\"20 GB\", gp3)";
        /// A folder of the instance.
        host => Host(HostVolume) [] "host(\"/var/lib/data\")";
        /// An empty folder that the containers of the task share.
        scratch => Scratch [] "scratch";
    }
}

block! {
    /// A file system of EFS.
    pub struct EfsVolume keys efs_volume_keys {
        /// The id of the file system, or `new` for one that is made, and kept when the stage is destroyed.
        /// `FilesystemId`.
        file_system => file_system: choice(FileSystem) [required] [bare] "efs(\"fs-0123456789abcdef0\")";
        /// The folder in it. `RootDirectory`.
        root => root: text(volume::efs::root) [optional; "/"] [] "root = \"/sub\"";
        /// The access point, which settles user and folder. `AccessPointId`.
        access_point => access_point: text(volume::efs::access_point) [optional; "none"] []
            "access_point = \"fsap-0123456789abcdef0\"";
        /// The task role decides who may read and write. `AuthorizationConfig.IAM`.
        iam => iam: flag() [= false] [] "iam";
    }
    holds {
        [root access_point] ACCESS_POINT_SETTLES_THE_ROOT => volume::access_point;
        [root file_system] @needs [root] ROOT_CAN_BE_MADE => volume::root_of_new;
        [access_point file_system] @needs [access_point] ACCESS_POINT_IS_OF_THE_FILE_SYSTEM => volume::access_point_of_new;
    }
}

choice! {
    /// A file system.
    pub enum FileSystem words file_system_words {
        @literal Id: text(volume::efs::file_system) "One that exists, by its id.";
        /// One that is made, and kept when the stage is destroyed.
        new => New [] "efs(new)";
    }
}

block! {
    /// An EBS volume, made for the task.
    pub struct EbsVolume keys ebs_volume_keys {
        /// How large it is, in GiB. `SizeInGiB`.
        size => size_gib: gib() [required] [bare] "ebs(\"20 GB\")";
        /// What it is. `VolumeType`.
        kind => kind: choice(DiskKind) [= DiskKind::Gp3; "`gp3`"] [bare] "ebs(\"20 GB\", gp3)";
        /// Operations a second. `Iops`.
        iops => iops: u32() [optional; "3,000 for gp3"] [] "iops = 4000";
        /// MiB a second, 125 to 1,000, for gp3 alone. `Throughput`.
        throughput => throughput: u32() [optional; "125"] [] "throughput = 250";
    }
    holds {
        [size kind] SIZE_IS_POSSIBLE => group::volume_size;
        [iops kind size] IOPS_ARE_POSSIBLE => group::volume_iops;
        [throughput kind size] THROUGHPUT_IS_POSSIBLE => group::volume_throughput;
        [size] SIZE_IS_UNDISPUTED warns "the pages of AWS disagree whether a volume can be larger than 16384 GiB: the \
            deployment may be refused (or waive it) [ebs-disputed]" => group::undisputed_size;
        [iops] IOPS_ARE_UNDISPUTED warns "the pages of AWS disagree whether a volume can have more than 16000 operations \
            a second: the deployment may be refused (or waive it) [ebs-disputed]" => group::undisputed_iops;
        [throughput] THROUGHPUT_IS_UNDISPUTED warns "the pages of AWS disagree whether a volume can have a throughput of \
            more than 1000 MiB a second: the deployment may be refused (or waive it) [ebs-disputed]" => group::undisputed_throughput;
    }
}

block! {
    /// A folder of the instance.
    pub struct HostVolume keys host_volume_keys {
        /// The path on the instance. `SourcePath`.
        path => path: text(volume::host) [required] [bare] "host(\"/var/lib/data\")";
    }
}
