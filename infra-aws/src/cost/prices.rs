//! The price table: list prices of us-east-1, each with where and when it was read.

/// Hours of a month, as AWS's own calculators count.
const HOURS: u32 = 730;

/// A price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Price {
    /// What costs.
    pub(super) what: &'static str,
    /// Billionths of a dollar, for an hour or a month.
    nanos: u64,
    per: Per,
    /// Where the price was read, and when.
    pub(super) source: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Per {
    Hour,
    Month,
}

impl Price {
    /// What so many thousandths of a unit cost a month, in millionths of a dollar.
    pub(super) const fn of_thousandths(&self, thousandths: u64) -> i64 {
        let hours = match self.per {
            Per::Hour => HOURS,
            Per::Month => 1,
        };
        // Thousandths and billionths make 10^12; a million of them is left.
        let amount = (self.nanos as u128) * (hours as u128) * (thousandths as u128) / 1_000_000;
        #[allow(clippy::cast_possible_truncation, reason = "it was looked at")]
        if amount > i64::MAX as u128 { i64::MAX } else { amount as i64 }
    }

    /// What so many units cost a month, in millionths of a dollar.
    pub(super) const fn of(&self, units: u64) -> i64 {
        self.of_thousandths(units.saturating_mul(1_000))
    }
}

/// What an EC2 instance costs a month whose hour costs so many millionths of a dollar.
pub(super) const fn of_instance(hourly: u32) -> i64 {
    hourly as i64 * HOURS as i64
}

/// The month of which the prices are.
pub(super) const DATE: &str = "2026-09";
/// The region whose prices they are.
pub(super) const REGION: &str = "us-east-1";

const ECS: &str = "AWS Price List API, offer AmazonECS of 2026-09-11, us-east-1";
const EC2: &str = "AWS Price List API, offer AmazonEC2, us-east-1, 2026-09-28";
const ELB: &str = "AWS Price List API, offer AWSELB, us-east-1, 2026-09-30";
const VPC: &str = "AWS Price List API, offer AmazonVPC, us-east-1, 2026-09-28";
const CLOUDWATCH: &str = "aws.amazon.com/cloudwatch/pricing, us-east-1, 2026-06";

const fn hourly(what: &'static str, nanos: u64, source: &'static str) -> Price {
    Price { what, nanos, per: Per::Hour, source }
}

const fn monthly(what: &'static str, nanos: u64, source: &'static str) -> Price {
    Price { what, nanos, per: Per::Month, source }
}

/// A vCPU of Fargate on x86.
pub(super) const X86_VCPU: Price = hourly("vCPU", 40_480_000, ECS);
/// A GB of Fargate's memory on x86.
pub(super) const X86_GB: Price = hourly("GB", 4_445_000, ECS);
/// A vCPU of Fargate on Arm.
pub(super) const ARM_VCPU: Price = hourly("Arm vCPU", 32_380_000, ECS);
/// A GB of Fargate's memory on Arm.
pub(super) const ARM_GB: Price = hourly("Arm GB", 3_560_000, ECS);
/// A vCPU of Fargate for Windows, its licence included.
pub(super) const WINDOWS_VCPU: Price = hourly("Windows vCPU", 46_552_000 + 46_000_000, ECS);
/// A GB of Fargate's memory for Windows.
pub(super) const WINDOWS_GB: Price = hourly("Windows GB", 5_111_750, ECS);
/// A GB of ephemeral storage beyond the first 20.
pub(super) const EPHEMERAL_GB: Price = hourly("GB of ephemeral storage", 111_000, ECS);
/// A NAT gateway.
pub(super) const NAT_GATEWAY: Price = hourly("NAT gateway", 45_000_000, EC2);
/// A GB of a gp3 volume.
pub(super) const GP3_GB: Price = monthly("GB of gp3", 80_000_000, EC2);
/// An application load balancer.
pub(super) const APPLICATION_BALANCER: Price = hourly("application load balancer", 22_500_000, ELB);
/// A network load balancer.
pub(super) const NETWORK_BALANCER: Price = hourly("network load balancer", 22_500_000, ELB);
/// A public IPv4 address.
pub(super) const PUBLIC_ADDRESS: Price = hourly("public IPv4 address", 5_000_000, VPC);
/// A CloudWatch dashboard.
pub(super) const DASHBOARD: Price = monthly("dashboard", 3_000_000_000, CLOUDWATCH);
/// A CloudWatch alarm on one metric.
pub(super) const ALARM: Price = monthly("alarm", 100_000_000, CLOUDWATCH);

/// Every price.
#[cfg(test)]
pub(super) const ALL: [Price; 14] = [
    X86_VCPU,
    X86_GB,
    ARM_VCPU,
    ARM_GB,
    WINDOWS_VCPU,
    WINDOWS_GB,
    EPHEMERAL_GB,
    NAT_GATEWAY,
    GP3_GB,
    APPLICATION_BALANCER,
    NETWORK_BALANCER,
    PUBLIC_ADDRESS,
    DASHBOARD,
    ALARM,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_make_what_the_pages_say_they_make() {
        // A NAT gateway $32.85, an address $3.65, a load balancer $16.425, a dashboard $3.
        assert_eq!(NAT_GATEWAY.of(1), 32_850_000);
        assert_eq!(PUBLIC_ADDRESS.of(1), 3_650_000);
        assert_eq!(APPLICATION_BALANCER.of(1), 16_425_000);
        assert_eq!(DASHBOARD.of(1), 3_000_000);
        // A quarter of a vCPU for a month.
        assert_eq!(X86_VCPU.of_thousandths(250), 7_387_600);
        assert_eq!(of_instance(85_000), 62_050_000);
    }

    #[test]
    fn every_price_says_where_and_when_it_was_read() {
        for price in ALL {
            assert!(price.source.contains("us-east-1") && price.source.contains("2026-0"), "{price:?}");
            assert!(!price.what.is_empty());
        }
        assert_eq!(REGION, "us-east-1");
    }
}
