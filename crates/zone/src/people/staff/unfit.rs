//! Why something about the staff cannot be so, and what to do instead.

use base::Day;

use super::{ClientId, OfficerId, PostId};
use crate::Seq;
use crate::people::{MotionId, Role};

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
    /// One person would be two of the three administrators.
    #[error("{word} is {} of the {}: one person is not two of the three", english(.what), .role.en())]
    SamePerson {
        /// What of theirs, in Chinese.
        what: &'static str,
        /// The word.
        word: String,
        /// Whose it is.
        role: Role,
    },
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
    /// One administrator alone would hold what is another's.
    #[error("an administrator of another kind must agree first")]
    TakesTwo,
    /// Whoever could be signed in by another's word would hold what is another administrator's.
    #[error("the login of {0} is an administrator's")]
    OthersLogin(OfficerId),
    /// There is no such motion.
    #[error("there is no motion {}", .0.0)]
    NoMotion(MotionId),
    /// The second is no administrator of another kind than who asked.
    #[error("the second is an administrator other than the {}", .0.en())]
    SameKind(Role),
    /// It was agreed to, refused or withdrawn before.
    #[error("line {} decided the motion", line.0)]
    Decided {
        /// Which motion.
        motion: MotionId,
        /// With which line of the journal.
        line: Seq,
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
            Self::SamePerson { what, word, role } => same_person((what, word), *role),
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
            Self::TakesTwo => "这件事要由另一类管理员同意后才生效；请先提请，再由其同意".to_owned(),
            Self::OthersLogin(officer) => others_login(*officer),
            Self::NoMotion(motion) => format!("没有第 {} 项提请；请核对编号", motion.0),
            Self::SameKind(asker) => same_kind(*asker),
            Self::Decided { motion, line } => decided(*motion, *line),
        }
    }
}

fn same_person((what, word): (&str, &str), role: Role) -> String {
    let role = role.zh();
    format!(
        "“{word}”是{role}的{what}；三员不得由一人兼任，请由另一个人办理，确是同名的两个人的，在姓名后注明"
    )
}

fn others_login(officer: OfficerId) -> String {
    format!(
        "{officer} 是另一类管理员，登录名不能由系统管理员一人改；请先由安全管理员免去其岗位，改好后重新任命"
    )
}

fn same_kind(asker: Role) -> String {
    let others = Role::ADMINISTRATORS.into_iter().filter(|role| *role != asker);
    let others: Vec<&str> = others.map(Role::zh).collect();
    format!("{}提请的，要由另一类管理员同意；请{}办理", asker.zh(), others.join("或"))
}

fn decided(motion: MotionId, line: Seq) -> String {
    let (motion, line) = (motion.0, line.0);
    format!("第 {motion} 项提请已有结果（日志第 {line} 笔）；还要办的，请重新提请")
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
