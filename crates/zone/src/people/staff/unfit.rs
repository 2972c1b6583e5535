//! Why something about the staff cannot be so, and what to do instead.

use base::Day;

use super::{ClientId, OfficerId, PostId};
use crate::people::Role;

/// Why something about the staff cannot be so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Numbers are given in order.
    #[error("the number is {number}, and the next is {next}")]
    Number {
        /// The number that was given.
        number: u32,
        /// The one that is next.
        next: u32,
    },
    /// There is no such officer.
    #[error("there is no officer {0}")]
    NoOfficer(OfficerId),
    /// The officer left.
    #[error("the officer {0} left")]
    Gone(OfficerId),
    /// Who is to be erased did not leave.
    #[error("the officer {0} did not leave")]
    Here(OfficerId),
    /// There is no such post.
    #[error("there is no post {0}")]
    NoPost(PostId),
    /// The post was closed.
    #[error("the post {0} was closed")]
    Closed(PostId),
    /// There is no such client.
    #[error("there is no client {0}")]
    NoClient(ClientId),
    /// A title, a department or a scope is not said; in Chinese.
    #[error("{} is blank", english(.0))]
    Blank(&'static str),
    /// A word that nobody could be called by; in Chinese.
    #[error("{} is too long, or has letters that cannot be", english(.0))]
    Word(&'static str),
    /// Somebody is called so at sign-in.
    #[error("the login {0} is taken")]
    SameLogin(String),
    /// A post or client without a role.
    #[error("there is no role")]
    NoRole,
    /// The department has a post of that title.
    #[error("the department {department} has a post {title}")]
    SameTitle {
        /// The title.
        title: String,
        /// The department.
        department: String,
    },
    /// One post for two of the administrators, or for one of them and for the business.
    #[error("{} and {} do not go on one post", .one.en(), .other.en())]
    Mixed {
        /// A role.
        one: Role,
        /// Another.
        other: Role,
    },
    /// An administrator of less than the zone.
    #[error("{} reaches the whole zone", .0.en())]
    Narrow(Role),
    /// Whoever sees one enterprise's own file has the role of an enterprise and no other.
    #[error("an enterprise's own file and the role of an enterprise go together")]
    NotOwn,
    /// A client that would do what takes a person.
    #[error("{} is not for a client", .0.en())]
    NotForClients(Role),
    /// It ends before it begins.
    #[error("{until} is before {from}")]
    Order {
        /// The first day.
        from: Day,
        /// The last day.
        until: Day,
    },
    /// It would be over already.
    #[error("{day} is before {on}")]
    Past {
        /// The day that was said.
        day: Day,
        /// The day on which it was said.
        on: Day,
    },
    /// The officer has the post on some of those days.
    #[error("{officer} has the post {post} on some of those days")]
    Twice {
        /// Who.
        officer: OfficerId,
        /// Which post.
        post: PostId,
    },
    /// The officer does not have the post.
    #[error("{officer} does not have the post {post}")]
    NotTheirs {
        /// Who.
        officer: OfficerId,
        /// Which post.
        post: PostId,
    },
    /// A delegation for days on which its giver does not hold the post.
    #[error("{by} does not hold the post {post} on all of those days")]
    Beyond {
        /// Who would delegate.
        by: OfficerId,
        /// Which post.
        post: PostId,
    },
    /// One person would be two of the three administrators on one day.
    #[error("{officer} would be {} and {} at once", .one.en(), .other.en())]
    Together {
        /// Who.
        officer: OfficerId,
        /// What they would be.
        one: Role,
        /// And what else.
        other: Role,
    },
    /// Nobody would be that administrator any more.
    #[error("nobody would be {} on {on}", .role.en())]
    Last {
        /// Which.
        role: Role,
        /// The first day without.
        on: Day,
    },
}

impl Unfit {
    /// In Chinese, with what to do.
    pub fn zh(&self) -> String {
        match self {
            Self::Number { number, next } => {
                format!("编号应是 {next}，而不是 {number}：人员岗位刚有变动，请刷新后重做")
            }
            Self::NoOfficer(officer) => format!("没有人员 {officer}；请核对编号"),
            Self::Gone(officer) => format!("{officer} 已离职；请选在职人员"),
            Self::Here(officer) => {
                format!("{officer} 还没有离职，不能注销个人信息；请先办离职")
            }
            Self::NoPost(post) => format!("没有岗位 {post}；请核对编号"),
            Self::Closed(post) => format!("岗位 {post} 已撤销；请选在用的岗位"),
            Self::NoClient(client) => format!("没有接口调用方 {client}；请核对编号"),
            Self::Blank(what) => format!("{what}没有填；请填写"),
            Self::Word(what) => {
                format!("{what}太长，或有空格等不能用的字符；请改短、改正")
            }
            Self::SameLogin(login) => format!("登录名“{login}”已有人用；请换一个"),
            Self::NoRole => "没有选角色；请至少选一个".to_owned(),
            Self::SameTitle { title, department } => {
                format!("{department}已有岗位“{title}”；请换一个名称，或使用已有的岗位")
            }
            Self::Mixed { one, other } => {
                format!("{}与{}不能放在一个岗位上；请分设两个岗位", one.zh(), other.zh())
            }
            Self::Narrow(role) => format!("{}的范围只能是全区；请改范围", role.zh()),
            Self::NotOwn => {
                "“企业”角色与“本企业”范围只能一起用，也不能再加别的角色；请改角色或范围".to_owned()
            }
            Self::NotForClients(role) => {
                format!("接口调用方不能有“{}”角色；只能是“查阅”或“经办”", role.zh())
            }
            Self::Order { from, until } => format!("止期 {until} 早于起期 {from}；请核对日期"),
            Self::Past { day, on } => {
                format!("{day} 已经过去（今天是 {on}）；请填今天或以后的日期")
            }
            Self::Twice { officer, post } => {
                format!("{officer} 在这段时间里已在岗位 {post} 上；请改起止日期")
            }
            Self::NotTheirs { officer, post } => {
                format!("{officer} 不在岗位 {post} 上；请核对人员和岗位")
            }
            Self::Beyond { by, post } => {
                format!("{by} 并非在整个委托期间都任岗位 {post}；请把委托期改到任期以内")
            }
            Self::Together { officer, one, other } => format!(
                "{officer} 会同时是{}和{}；三员不得由一人兼任，请另选他人或错开时间",
                one.zh(),
                other.zh()
            ),
            Self::Last { role, on } => {
                format!("{on} 起将没有{}；请先任命接任的人", role.zh())
            }
        }
    }
}

/// What a reader of English is told for a word that is blank or cannot be.
fn english(what: &str) -> &'static str {
    match what {
        "登录名" => "the login",
        "姓名" => "the name",
        "电话" => "the telephone number",
        "名称" => "the title",
        "部门" => "the department",
        "范围" => "the scope",
        _ => "a word",
    }
}
