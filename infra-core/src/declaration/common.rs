//! Statements, logs, waivers and patches.

use crate::language::{block, choice};

block! {
    /// A statement of a task role: these actions on these resources.
    pub struct Allow keys allow_keys {
        /// IAM actions, as `s3:GetObject`.
        actions => actions: some(text(iam::action)) [required] [bares] "allow(\"s3:GetObject\", on = \"arn:aws:s3:::bucket/*\")";
        /// ARNs; `{region}`, `{account}`, `{app}` and `{stage}` in them are filled in.
        on => on: some(text(iam::resource)) [required] [] "on = \"arn:aws:s3:::bucket/*\"";
    }
    holds {
        [actions on] STATEMENT_SAYS_WHAT => container::statement;
    }
}

choice! {
    /// Where the output of containers goes.
    pub enum Logs words logs_words {
        @parentheses CloudWatch(CloudWatchLogs);
        /// Nowhere.
        off => Off [] "logs = off";
        /// To a log router beside the main container.
        firelens => Firelens(Firelens) [] "logs = firelens(image = \"fluent/fluent-bit:3.2\")";
    }
}

impl Logs {
    /// How many days CloudWatch Logs keeps events where a declaration says nothing.
    pub const DEFAULT_RETENTION_DAYS: u16 = CloudWatchLogs::new().retention_days;
    /// CloudWatch Logs for 30 days.
    pub const DEFAULT: Self = Self::CloudWatch(CloudWatchLogs::new());
}

block! {
    /// A log group of CloudWatch Logs.
    pub struct CloudWatchLogs keys cloud_watch_logs_keys {
        /// Days until a log event is deleted, one of the 22 values that CloudWatch Logs takes. `RetentionInDays`.
        retention => retention_days: days(logs::retention) [= 30; "30d"] [] "retention = \"30d\"";
        /// What happens when logs cannot be written as fast as they come: `blocking` slows the container down,
        /// `non_blocking` loses some. `mode`.
        mode => mode: choice(LogMode) [= LogMode::NonBlocking; "`non_blocking`, as of the driver itself"] [] "mode = blocking";
        /// The name of a log group that exists. `awslogs-group`.
        group => group: text(logs::group) [optional; "made"] [] "group = \"/shop/web\"";
    }
}

choice! {
    /// What happens when logs cannot be written as fast as they come.
    pub enum LogMode words log_mode_words {
        /// The container waits.
        blocking => Blocking [] "mode = blocking";
        /// Some are lost.
        non_blocking => NonBlocking [] "mode = non_blocking";
    }
}

block! {
    /// A log router: Fluent Bit beside the main container.
    pub struct Firelens keys firelens_keys {
        /// The router's image.
        image => image: text(image::reference) [= "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable"; "AWS's own"] []
            "image = \"fluent/fluent-bit:3.2\"";
        /// Options of the output plugin. `Options`.
        options => options: pairs((source::option) text()) [repeated] [] "options(Name = \"datadog\", Host = \"..\")";
        /// Options whose values come from Systems Manager or Secrets Manager. `SecretOptions`.
        secrets => secrets: pairs((source::option) text(environment::secret)) [repeated] []
            "secrets(apikey = \"ssm:/shop/datadog\")";
    }
}

block! {
    /// One rule switched off.
    pub struct Waiver keys waiver_keys {
        /// The rule's name, as messages end with it.
        rule => rule: text(waive::rule) [required] [bare] "waive(\"capacity-spot\", reason = \"..\")";
        /// Why: it is shown in the plan.
        reason => reason: text(waive::reason) [required] [] "reason = \"the whole cluster may stand still\"";
    }
}

block! {
    /// A change of what is generated.
    pub struct Patch keys patch_keys {
        /// Where: a JSON pointer that begins with `/taskDefinition`, `/service` or `/template`.
        pointer => pointer: text(patch::pointer) [required] [bare] "patch(\"/service/platformFamily\", \"\\\"LINUX\\\"\")";
        /// What: a JSON value.
        value => value: text(patch::value) [required] [bare] "patch(\"/service/platformFamily\", \"\\\"LINUX\\\"\")";
    }
}
