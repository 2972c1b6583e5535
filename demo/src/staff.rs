//! The people of the invented zone: what they are called, and what they are there for.

use crate::register::PARKS;

/// Somebody who works in the zone, or for one of its enterprises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// What they sign in with.
    pub login: &'static str,
    /// Their name.
    pub name: &'static str,
    /// Their department.
    pub department: &'static str,
    /// Their post.
    pub post: &'static str,
    /// What they are there for.
    pub part: Part,
}

/// What somebody is there for, and how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 领导.
    Leader,
    /// 查阅.
    Reader,
    /// 经办.
    Clerk,
    /// 经办 of one park.
    ParkClerk(&'static str),
    /// 复核.
    Reviewer,
    /// 数源管理 of a department's facts.
    Steward,
    /// 企业: the file of [`Register::client`](crate::Register::client).
    Enterprise,
    /// 系统管理员.
    Keeper,
    /// 安全管理员.
    Security,
    /// 审计管理员.
    Auditor,
}

const fn colleague(
    login: &'static str,
    name: &'static str,
    (department, post): (&'static str, &'static str),
    part: Part,
) -> Colleague {
    Colleague { login, name, department, post, part }
}

pub(crate) const TECH: &str = "示范高新区科技局（虚构）";
pub(crate) const ECONOMY: &str = "示范高新区经济发展局（虚构）";
const OFFICE: &str = "示范高新区管委会办公室（虚构）";
const CENTRE: &str = "示范高新区信息中心（虚构）";

/// Who works in the zone: each role, and a steward in each department that answers for facts.
pub const STAFF: [Colleague; 14] = [
    colleague("lingdao", "王示例", (OFFICE, "分管领导"), Part::Leader),
    colleague("chayue", "赵示例", (OFFICE, "综合查阅岗"), Part::Reader),
    colleague("jingban", "张三", (TECH, "经办岗"), Part::Clerk),
    colleague("yuanqu", "孙示例", (OFFICE, "科创园经办岗"), Part::ParkClerk(PARKS[0])),
    colleague("fuhe", "李四", (ECONOMY, "复核岗"), Part::Reviewer),
    colleague("shuyuan", "周示例", (ECONOMY, "数源管理岗"), Part::Steward),
    colleague("keji", "吴示例", (TECH, "数源管理岗"), Part::Steward),
    colleague("shuiwu", "郑示例", ("示范高新区税务局（虚构）", "数源管理岗"), Part::Steward),
    colleague("shichang", "冯示例", ("示范高新区市场监管局（虚构）", "数源管理岗"), Part::Steward),
    colleague("tongji", "陈示例", ("示范高新区统计局（虚构）", "数源管理岗"), Part::Steward),
    colleague("qiye", "褚示例", ("示例企业", "企业经办人"), Part::Enterprise),
    colleague("xitong", "卫示例", (CENTRE, "系统管理岗"), Part::Keeper),
    colleague("anquan", "蒋示例", (CENTRE, "安全管理岗"), Part::Security),
    colleague("shenji", "沈示例", (CENTRE, "审计管理岗"), Part::Auditor),
];
