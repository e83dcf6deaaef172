//! What `#[cluster]` says.

use super::{FargateProvider, LoadBalancer, Network, NetworkBalancer, NewNetwork, Provider, Waiver};
use crate::language::{block, choice};

block! {
    /// A cluster in one stage.
    pub struct ClusterSpec keys cluster_keys {
        /// Where tasks run: one provider, or the entries of a strategy, all of one family (Fargate, or instances). Several
        /// share the tasks by `base` and `weight`. `Cluster.CapacityProviders`, `DefaultCapacityProviderStrategy`.
        capacity => capacity: some(choice(Provider)) [= &[Provider::Fargate(FargateProvider::new())]; "`fargate`"] []
            "capacity = fargate";
        /// The VPC: a new one, one that exists, or the account's default one.
        network => network: choice(Network) [= Network::New(NewNetwork::new()); "`new(zones = 2)`"] []
            "network = new(zones = 2)";
        /// The application load balancer that the cluster's services share.
        load_balancer => load_balancer: block(LoadBalancer)
            [optional; "one for HTTP on port 80 is made when a service has a `route`"] []
            "load_balancer(listen = [http(80, redirect = 443), https(443)], certificate = \"arn:aws:acm:..\")";
        /// The network load balancer that the cluster's services share, for the ports that a `stream` names.
        network_balancer => network_balancer: block(NetworkBalancer)
            [optional; "one is made when a service has a `stream`"] []
            "network_balancer(internal)";
        /// The namespace in which services are found: that of Service Connect, and a private DNS zone of the VPC. Each
        /// service that a `connect` names has a DNS name in it, `api.shop.local`, with the addresses of up to 8 healthy
        /// tasks; where a namespace is declared, so has each other service with a TCP port. Services with
        /// `network_mode = bridge` or `host` have none, since their tasks have no addresses of their own; nor have those
        /// whose deployments move traffic, since DNS would lead to new tasks before the traffic does.
        /// `PrivateDnsNamespace`, `ServiceRegistries`.
        namespace => namespace: text(service::connect::namespace) [optional; "made where a service or a task has `connect`: `cluster.app-stage.internal`"] []
            "namespace = \"shop.local\"";
        /// How much Container Insights records. `ClusterSettings.containerInsights`.
        insights => insights: choice(Insights) [= Insights::On; "`on`"] [] "insights = enhanced";
        /// A CloudWatch dashboard of the cluster's services, their targets and the starts by schedules; `status` shows its
        /// address. `CloudWatch::Dashboard`.
        dashboard => dashboard: flag() [= false] [] "dashboard";
        /// A CloudFormation template of your own, by its path from the crate's root: its resources become part of the
        /// cluster's stack, and `output("Name")` in an `env` is one of its outputs.
        /// The path is a string, not a constant: the file is read when the program is built.
        include => include: file(include::path) [repeated] [] "include = \"queue.yaml\"";
        /// Tags on everything of the cluster and its workloads, beside `infra:app`, `infra:stage` and `infra:item`: up to
        /// 45. Quote keys that are no Rust names.
        tags => tags: pairs((tag::key) text(tag::value)) [repeated] [] "tags(team = \"shop\", \"cost:centre\" = \"42\")";
        /// Switches one rule off for this item, with the reason. Only rules that `infra rules` calls waivable and
        /// warnings can be switched off. What a stage waives, is waived there beside the rest.
        waive => waivers: block(Waiver) [repeated] [adds]
            "waive(\"capacity-spot\", reason = \"the whole cluster may stand still\")";
    }
    holds {
        [capacity] CAPACITY_IS_A_STRATEGY => cluster::strategy;
        [capacity] CAPACITY_HAS_ONE_ARCHITECTURE => cluster::one_architecture;
        [capacity] SPOT_HAS_A_BASE warns "spot capacity can be gone for a while: give the strategy a `base` on capacity \
            that stays, as `[fargate(base = 1), fargate_spot(weight = 3)]` (or waive it) [capacity-spot]" => cluster::spot_has_base;
        [waive] @needs [waive waive] RULES_ARE_WAIVED_ONCE => cluster::waivers;
        [capacity network] INSTANCES_CAN_BE_SPREAD => cluster::spread;
        [network load_balancer] BALANCER_HAS_SUBNETS => cluster::balancer_subnets;
        [network network_balancer] @needs [network network_balancer] NETWORK_BALANCER_HAS_SUBNETS => cluster::network_balancer_subnets;
        [network_balancer load_balancer] @needs [network_balancer load_balancer] DOMAINS_LEAD_TO_ONE_BALANCER => cluster::domains;
        [tags] TAGS_ARE_FEW_ENOUGH => cluster::tags;
    }
}

choice! {
    /// How much Container Insights records.
    pub enum Insights words insights_words {
        /// Nothing.
        off => Off [] "insights = off";
        /// The metrics of clusters, services and tasks.
        on => On [] "insights = on";
        /// Those of containers as well, as Container Insights with enhanced observability.
        enhanced => Enhanced [] "insights = enhanced";
    }
}

impl ClusterSpec {
    /// Whether tasks that declare no capacity of their own run on Fargate; the providers that serve them are all of one
    /// family.
    #[must_use]
    pub const fn is_fargate(&self) -> bool {
        match self.shared() {
            Some(provider) => provider.is_fargate(),
            None => true,
        }
    }

    /// The first provider that serves tasks without capacity of their own.
    #[must_use]
    pub const fn shared(&self) -> Option<&Provider> {
        let mut at = 0;
        while at < self.capacity.len() {
            if self.capacity[at].is_shared() {
                return Some(&self.capacity[at]);
            }
            at += 1;
        }
        None
    }
}
