//! EBS volumes.

use crate::language::{block, choice};

block! {
    /// An EBS volume: its size and kind.
    pub struct Disk keys disk_keys {
        /// How large it is, in GiB: 1 to 16,384 for gp3. `VolumeSize`.
        size => size_gib: gib() [required] [bare] "disk(\"50 GB\")";
        /// What it is: `gp3`, `gp2`, `io1`, `io2`, `st1` or `sc1`. `VolumeType`.
        kind => kind: choice(DiskKind) [= DiskKind::Gp3; "`gp3`"] [bare] "disk(\"50 GB\", gp3)";
        /// Operations a second: 3,000 to 16,000 for gp3; required for io1 and io2, and for no other kind. `Iops`.
        iops => iops: u32() [optional; "3,000 for gp3"] [] "iops = 4000";
        /// MiB a second, 125 to 1,000, for gp3 alone. `Throughput`.
        throughput => throughput: u32() [optional; "125"] [] "throughput = 250";
    }
    holds {
        [size kind] DISK_HAS_A_SIZE_OF_ITS_KIND => group::disk_size;
        [iops kind] DISK_HAS_OPERATIONS_OF_ITS_KIND => group::disk_iops;
        [throughput] DISK_HAS_THROUGHPUT_OF_ITS_KIND => group::disk_throughput;
        [iops throughput] DISK_GOES_TOGETHER => group::disk_ratio;
    }
}

choice! {
    /// A kind of EBS volume.
    pub enum DiskKind words disk_kind_words {
        /// General purpose SSD with its own IOPS and throughput.
        gp3 => Gp3 [] "gp3";
        /// General purpose SSD of the older kind.
        gp2 => Gp2 [] "gp2";
        /// SSD with provisioned IOPS.
        io1 => Io1 [] "io1";
        /// SSD with provisioned IOPS, more durable.
        io2 => Io2 [] "io2";
        /// Hard disk for throughput.
        st1 => St1 [] "st1";
        /// Hard disk for cold data.
        sc1 => Sc1 [] "sc1";
    }
}
