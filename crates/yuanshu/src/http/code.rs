//! What each reason for a refusal is called by programs, and what it means.

use schemars::JsonSchema;
use serde::Serialize;

/// The codes, each with its word, and with its statuses and meaning as the document has them. A word
/// is never used again for something else.
macro_rules! codes {
    ($($code:ident $word:literal $means:literal;)*) => {
        /// What is wrong, for programs: never reused for something else.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
        #[schemars(rename = "ProblemCode")]
        pub enum Code {
            $(#[doc = $means] #[serde(rename = $word)] $code,)*
        }

        impl Code {
            /// Its word.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$code => $word,)* }
            }
        }
    };
}

codes! {
    Unfit "unfit" "400、422：发来的内容不对，`path` 是哪一项";
    Query "query" "400：网址里的参数不对，`path` 是哪一个";
    Key "key" "400：`Idempotency-Key` 写得不对";
    Unread "unread" "400：请求没有收完就断了";
    SignedOut "signed-out" "401：没有登录，或登录已过期";
    WrongCredentials "wrong-credentials" "401：登录名、密码或动态口令不对";
    SecondFactor "second-factor" "401：还要填动态口令";
    Strayed "strayed" "401：登录在另一个地址或浏览器上被使用，已经结束";
    BadKey "bad-key" "401：密钥不认";
    NoPost "no-post" "401、403：不在那个岗位上了，或没有任何岗位";
    Csrf "csrf" "403：请求不是从本系统的页面发出的";
    NoRole "no-role" "403：岗位没有这项权限";
    OtherZone "other-zone" "403：是另一个园区的";
    OtherDepartment "other-department" "403：不在岗位的部门范围内";
    OtherPark "other-park" "403：不在岗位的园区范围内";
    OtherFile "other-file" "403：不是本企业";
    NarrowScope "narrow-scope" "403：要有全园区范围的岗位";
    Sensitive "sensitive" "403：是敏感数据，岗位不能查看";
    SamePerson "same-person" "403：不能办自己经手的";
    SameKind "same-kind" "403：要由另一类管理员来办";
    ToOneself "to-oneself" "403：不能给自己任命、委托岗位";
    NotFirst "not-first" "403：第一次启动的链接不对，或已经用过";
    NotThree "not-three" "403：三员还没有到齐";
    Uninvited "uninvited" "403：没有这个邀请";
    Spent "spent" "403：已经用过，或已过期";
    NotFound "not-found" "404：没有，或看不到";
    Method "method" "405：这个地址不能这样用";
    TimedOut "timed-out" "408：等了很久，请求没有收完";
    Stale "stale" "409：别人刚改了企业名录";
    Undone "undone" "409：已经撤销过";
    Reviewed "reviewed" "409：已经复核过";
    Decided "decided" "409：提请已有结果";
    TakesTwo "takes-two" "409：要先提请，由另一类管理员同意";
    Task "task" "409：任务现在不能这样办";
    Identity "identity" "409：企业档案现在不能这样办";
    Refused "refused" "409：数据库拒绝了这次写入";
    Left "left" "409：人员已离职或已注销";
    ClientOver "client-over" "409：接口调用方已停用或已到期";
    NoFactor "no-factor" "409：没有设第二因素";
    PostChanged "post-changed" "409：岗位刚被调整";
    DraftNotReady "draft-not-ready" "409：待导入的表还没有看完，或看不了";
    TooManyDrafts "too-many-drafts" "409：待导入的表太多";
    InFlight "in-flight" "409：同名的请求正在办，或办到一半断了";
    FaultyPacks "faulty-packs" "409：政策包有错误，没有更换";
    ChangedMeanwhile "changed-meanwhile" "412：看过以后别人改动过（`If-Match`）";
    TooLarge "too-large" "413：发来的内容太大";
    NotJson "not-json" "415：要发 JSON";
    OtherHost "other-host" "421：网址不是本系统的";
    KeyReused "key-reused" "422：`Idempotency-Key` 用在了另一个请求上";
    Locked "locked" "423：密码错得太多，账号已锁定；`Retry-After` 秒后再试";
    TooManyRequests "too-many-requests" "429：请求太频繁；`Retry-After` 秒后再试";
    TooManyStreams "too-many-streams" "429：同时打开的变化通知太多";
    Broken "broken" "500：程序出错，没有改动";
    Unsure "unsure" "500：程序出错，可能已办成，请先查一下";
    StoreGone "store-gone" "503：数据库暂时连不上；`Retry-After` 秒后再试";
    DiskFull "disk-full" "507：磁盘已满";
}
