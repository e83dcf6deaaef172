//! Load balancers, their listeners and domains, and the buckets of their logs.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "listeners",
        strength: Strength::Error,
        summary: "a load balancer has a listener that answers, each port once, and redirects lead to an `https` listener",
        sources: &["botocore 1.44.5 (2026-11-17), elbv2 CreateListenerInput (LS-01, LS-03, LS-04, LS-07)"],
        explanation: "\
            Two listeners of one port are refused by Elastic Load Balancing. A redirect to a port that \
            nobody listens on, to itself, or to another redirect never ends in an answer, and only redirects \
            to HTTPS are made here. At least one listener must answer, because routes are its rules.\n\
            \n\
            ```rust\n\
            load_balancer(listen = [http(80, redirect = 443)])              // refused\n\
            load_balancer(listen = [http(80, redirect = 443), https(443)])  // taken\n\
            ```",
    },
    Rule {
        name: "certificate",
        strength: Strength::Error,
        summary: "an `https` listener has a certificate, and a certificate an `https` listener",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 CreateListenerInput.Certificates (LS-02)",
            "cfn-lint 1.58.0 (2026-10-20), E3676 (LS-02)",
        ],
        explanation: "\
            Elastic Load Balancing refuses a listener for HTTPS without a certificate. A certificate that no \
            listener uses is a mistake as well: somebody believes that the traffic is encrypted.\n\
            \n\
            ```rust\n\
            load_balancer(listen = [https(443)])                                       // refused\n\
            load_balancer(listen = [https(443)], certificate = \"arn:aws:acm:..\")       // taken\n\
            ```",
    },
    Rule {
        name: "certificate-arn",
        strength: Strength::Error,
        summary: "a certificate is named by its ARN of ACM",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 Certificate.CertificateArn (LS-02)",
            "botocore 1.44.5 (2026-11-17), acm Arn",
        ],
        explanation: "\
            Listeners take certificates of AWS Certificate Manager, in the region of the load balancer. The \
            ARN has the form `arn:aws:acm:region:account:certificate/id`. Server certificates of IAM are an \
            older kind and not taken here.",
    },
    Rule {
        name: "balancer-idle",
        strength: Strength::Error,
        summary: "a connection may be quiet for 1 to 4,000 seconds",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 LoadBalancerAttribute.Key idle_timeout.timeout_seconds (LB-06)",
        ],
        explanation: "\
            The load balancer closes a connection over which nothing was sent for this time; 60 seconds are \
            the default. Elastic Load Balancing refuses more than 4,000. The server's own keep-alive time \
            should be longer, else requests meet a closed connection and fail with 502.",
    },
    Rule {
        name: "balancer-subnets",
        strength: Strength::Error,
        summary: "a load balancer has two subnets of two zones, one for the network, public ones unless it is internal",
        sources: &[
            "botocore 1.44.5 (2026-11-17), elbv2 CreateLoadBalancerInput.Subnets, Scheme (LB-03, LB-04)",
            "cfn-lint 1.58.0 (2026-10-20), E3680 (LB-03)",
        ],
        explanation: "\
            Elastic Load Balancing makes an application load balancer only in two zones or more, with one \
            subnet of each; for a network load balancer one is enough. For the internet these are public subnets, because from others no answer finds \
            its way back.\n\
            \n\
            ```rust\n\
            network = existing(vpc = \"vpc-..\", private = [\"subnet-..\", \"subnet-..\"]), load_balancer(listen = [http(80)])            // refused\n\
            network = existing(vpc = \"vpc-..\", private = [\"subnet-..\", \"subnet-..\"]), load_balancer(listen = [http(80)], internal)  // taken\n\
            ```",
    },
    Rule {
        name: "domain",
        strength: Strength::Error,
        summary: "a domain is a DNS name of two labels or more, at most 253 lower-case characters",
        sources: &["botocore 1.44.5 (2026-11-17), acm DomainNameString", "RFC 1035"],
        explanation: "\
            The name becomes a record in a hosted zone and the name of a certificate, so it must suit both: \
            labels of 1 to 63 letters, digits and `-`, and a top-level domain at the end. It stands alone, \
            without scheme, port and path. `*.` may stand before it, for all names one level below.\n\
            \n\
            ```rust\n\
            domain = \"https://shop.example.com\"  // refused\n\
            domain = \"shop.example.com\"          // taken\n\
            ```",
    },
    Rule {
        name: "domain-certificate",
        strength: Strength::Error,
        summary: "a domain for which a certificate is made has at most 64 characters",
        sources: &["botocore 1.44.5 (2026-11-17), acm RequestCertificateRequest.DomainName"],
        explanation: "\
            The name stands in the certificate as its common name, to which RFC 5280 gives 64 characters. \
            ACM refuses the request for a longer one. Bring a certificate with the name among its \
            alternative ones, which may have 253.",
    },
    Rule {
        name: "domain-twice",
        strength: Strength::Error,
        summary: "the two load balancers of a cluster have different domains",
        sources: &["botocore 1.44.5 (2026-11-17), route53 ChangeResourceRecordSets"],
        explanation: "\
            Each domain is a record that leads to one load balancer. Route 53 refuses a second record of the same name \
            and type, and the stack of the cluster would fail.",
    },
    Rule {
        name: "hosted-zone",
        strength: Strength::Error,
        summary: "the id of a hosted zone is `Z` and capital letters and digits, at most 32",
        sources: &["botocore 1.44.5 (2026-11-17), route53 ResourceId"],
        explanation: "\
            Route 53 knows hosted zones by id, because several may have the same name. The id is written \
            without the `/hostedzone/` that some outputs put before it.",
    },
    Rule {
        name: "bucket-name",
        strength: Strength::Error,
        summary: "the name of a bucket has 3 to 63 lower-case letters, digits, `-` and single dots",
        sources: &["Amazon S3 user guide, 2025, \"General purpose bucket naming rules\""],
        explanation: "\
            Names of buckets are one space for all accounts of a partition and part of host names, hence the \
            letters. A name of the form of an IP address is refused, as are the beginnings and ends that S3 \
            keeps for aliases and other kinds of buckets. The bucket is named without `s3://`.",
    },
];
