//! What can go wrong with the register, by what the caller would do about it.

use std::io;

use postgres::error::SqlState;
use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_READONLY_DBMOVED;
use zone::Seq;
use zone::enterprise::IdentityError;
use zone::people::{Refused, Unfit};
use zone::task::Undone;

use crate::fact::Outcome;
use crate::gate::Turned;
use crate::heads;
use crate::moment::Moment;
use crate::place::Place;

/// Why the register did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk, or the room that the database was given.
    #[error("the disk is full")]
    Full {
        /// What was written to, where that is known.
        at: Option<String>,
    },
    /// The machine does not let this user at the database, or at what stands beside it.
    #[error("not permitted by the machine")]
    Denied {
        /// What was written to, where that is known.
        at: Option<String>,
    },
    /// Another program has the database and does not let go.
    #[error("the database is locked by another program")]
    Locked,
    /// The database is not there, or went away.
    #[error("the database cannot be reached")]
    Gone(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A later program made the database.
    #[error("the database is at version {database}, and this program knows {program}")]
    Newer {
        /// Its version.
        database: i64,
        /// Ours.
        program: i64,
    },
    /// An earlier program made the database.
    #[error("the database is at version {database}, and this program needs {program}")]
    Older {
        /// Its version.
        database: i64,
        /// Ours.
        program: i64,
    },
    /// A migration was made by another text than the program's.
    #[error("migration {version} of the database is not the program's")]
    Foreign {
        /// Which migration.
        version: i64,
    },
    /// A migration failed, and nothing of it or of those before it was made.
    #[error("migration {version} ({name}) failed, nothing was changed: {why}")]
    Unmigrated {
        /// Which.
        version: i64,
        /// What it is called.
        name: &'static str,
        /// Why.
        #[source]
        why: Box<Error>,
    },
    /// There are tables, but not ours.
    #[error("the database holds something else")]
    NotOurs,
    /// There is a register where there must be none.
    #[error("there is a register already")]
    Taken,
    /// The register was moved to another database.
    #[error("the register was moved")]
    Moved,
    /// A copy is not whole.
    #[error("the copy is not whole: {0}")]
    Unsound(String),
    /// There is no register.
    #[error("there is no register")]
    Absent,
    /// The register of another zone.
    #[error("the register is that of {database}, not of {asked}")]
    Zone {
        /// Whose it is.
        database: String,
        /// Who was asked for.
        asked: String,
    },
    /// Another program writes.
    #[error("another program writes to the register: {holder}")]
    Leased {
        /// Who, and since when.
        holder: String,
    },
    /// Another program took over the writing.
    #[error("another program took over the writing")]
    Ousted,
    /// The journal ends before a line whose head stands in the second place.
    #[error("the journal ends at line {}, and line {} was acknowledged", journal.0, head.0)]
    Cut {
        /// The last line of the journal.
        journal: Seq,
        /// The last line that is vouched for.
        head: Seq,
    },
    /// The journal's last line is not the one that was acknowledged.
    #[error("line {} of the journal is not the one that was acknowledged", seq.0)]
    Forked {
        /// Which line.
        seq: Seq,
    },
    /// Committed, but its head could not be written to the second place.
    #[error("the write was made, but its head could not be noted beside the database")]
    Unheaded(#[source] Box<Error>),
    /// Another command of the same commit failed, and nothing of it was made.
    #[error("nothing was written: {0}")]
    Together(String),
    /// The person may not do that.
    #[error("not permitted")]
    Permit(#[from] Refused),
    /// The staff cannot be so.
    #[error("the staff cannot be so")]
    Unfit(#[from] Unfit),
    /// The task cannot be so.
    #[error("the task cannot be so")]
    Task(#[from] Undone),
    /// Who wants in is turned away.
    #[error("turned away")]
    Turned(#[from] Turned),
    /// Who is who cannot be so.
    #[error("who is who cannot be so")]
    Identity(#[from] IdentityError),
    /// Somebody changed who is who after what this rests on.
    #[error("the enterprises changed with line {}", changed.0)]
    Stale {
        /// The line that changed them.
        changed: Seq,
    },
    /// The import was undone before.
    #[error("the import was undone before")]
    Undone,
    /// It was reviewed before.
    #[error("it was reviewed before by {by}")]
    Reviewed {
        /// What was said.
        said: Outcome,
        /// Who said it.
        by: String,
        /// When.
        at: Moment,
    },
    /// What the act speaks of is not in the register.
    #[error("there is no such {0}")]
    Nothing(&'static str),
    /// Who brings the rows stopped.
    #[error("stopped: {0}")]
    Stopped(String),
    /// A cell that makes no sense.
    #[error("column {column} holds what it cannot")]
    Damaged {
        /// Which column.
        column: &'static str,
    },
    /// The file is not what it was written as.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// A rule that the database holds.
    #[error("the database refuses: {0}")]
    Refused(String),
    /// The writer has ended.
    #[error("the writer has ended")]
    Ended,
    /// A file beside the database.
    #[error("a file beside the database")]
    Disk(#[source] io::Error),
    /// Anything else of SQLite.
    #[error("SQLite")]
    Sqlite(#[source] rusqlite::Error),
    /// Anything else of PostgreSQL.
    #[error("PostgreSQL")]
    Server(#[source] postgres::Error),
}

impl Error {
    /// The same, with where it was that there was no room.
    pub(crate) fn at(self, place: &Place) -> Self {
        match self {
            Self::Full { at: None } => Self::Full { at: Some(place.to_string()) },
            Self::Denied { at: None } => Self::Denied { at: Some(place.to_string()) },
            other => other,
        }
    }

    /// The same for another caller who waited for the same commit.
    pub(crate) fn shared(&self) -> Self {
        match self {
            Self::Full { at } => Self::Full { at: at.clone() },
            Self::Denied { at } => Self::Denied { at: at.clone() },
            Self::Locked => Self::Locked,
            Self::Gone(source) => Self::Gone(lost(source.as_ref()).into()),
            Self::Newer { database, program } => {
                Self::Newer { database: *database, program: *program }
            }
            Self::Absent => Self::Absent,
            Self::Leased { holder } => Self::Leased { holder: holder.clone() },
            Self::Ousted => Self::Ousted,
            Self::Cut { journal, head } => Self::Cut { journal: *journal, head: *head },
            Self::Forked { seq } => Self::Forked { seq: *seq },
            Self::Unheaded(source) => Self::Unheaded(source.shared().into()),
            other => Self::Together(other.zh()),
        }
    }

    /// What happened and what to do, for who uses the program.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Full { at } => full(at.as_deref()),
            Self::Denied { at } => denied(at.as_deref()),
            Self::Locked => "数据库正被另一个程序占用；请稍候重试".into(),
            Self::Gone(source) => gone(source.as_ref()),
            Self::Newer { database, program } => format!(
                "数据库是第 {database} 版，本程序只认到第 {program} 版；请换用新版程序，数据库没有改动"
            ),
            Self::Older { database, program } => format!(
                "数据库是第 {database} 版，本程序需要第 {program} 版；请停下服务，把登记库整个抄一份（PostgreSQL 用 pg_dump），再运行 yuanshu migrate"
            ),
            Self::Foreign { version } => {
                format!("数据库的第 {version} 次升级与本程序的不同；请用当初建库的程序打开")
            }
            Self::Unmigrated { version, name, why } => unmigrated(*version, name, why),
            Self::NotOurs => "这个数据库里是别的内容，不是园枢的库；没有改动".into(),
            Self::Taken => "这里已经有一个库；没有改动，请换一个空的位置".into(),
            Self::Moved => "这个库已经迁到 PostgreSQL，不再写入；请改用新库的地址".into(),
            Self::Unsound(why) => format!("副本不完整，没有采用：{why}"),
            Self::Absent => "这里没有库；请检查 --data 指的位置".into(),
            Self::Zone { database, asked } => {
                format!("这是“{database}”的库，不是“{asked}”的；没有改动")
            }
            Self::Leased { holder } => {
                format!("另一个程序正在写入登记库（{holder}）；请等它结束后重试")
            }
            Self::Ousted => "另一个程序接管了写入，刚才的内容没有写入；请重新运行".into(),
            Self::Cut { journal, head } => cut(*journal, *head),
            Self::Forked { seq } => forked(*seq),
            Self::Unheaded(source) => format!(
                "内容已写入数据库，但没能在库旁边留下凭据（{}）；处理后重新打开即可补上",
                source.zh()
            ),
            Self::Together(why) => format!("没有写入任何内容，请重做：{why}"),
            Self::Identity(refused) => refused.zh(),
            Self::Permit(refused) => refused.zh(),
            Self::Unfit(unfit) => unfit.zh(),
            Self::Task(undone) => undone.zh(),
            Self::Turned(turned) => turned.zh().into(),
            Self::Stale { changed: Seq(line) } => {
                format!(
                    "就在刚才，别人改了企业名录（日志第 {line} 笔）；没有写入任何内容，请把刚才的操作重做一遍"
                )
            }
            Self::Undone => "这次导入已经撤销过，无需再撤".into(),
            Self::Reviewed { said, by, at } => reviewed(*said, by, *at),
            Self::Nothing(what) => format!("库里没有{}；请核对编号", named(what)),
            Self::Stopped(why) => format!("导入中断，没有写入任何内容：{why}"),
            Self::Damaged { column } => damaged(column),
            Self::Corrupt(_) => "数据库文件已损坏；请从备份恢复".into(),
            Self::Refused(what) => format!("数据库拒绝了这次写入（{what}）；没有写入任何内容"),
            Self::Ended => "写入程序已经停止；请重新运行".into(),
            Self::Disk(source) => format!("读写库旁边的文件时出错：{source}"),
            // The statement is no matter for who reads this.
            Self::Sqlite(rusqlite::Error::SqlInputError { msg, .. }) => {
                format!("SQLite 出错：{msg}")
            }
            Self::Sqlite(source) => format!("SQLite 出错：{source}"),
            Self::Server(source) => server(source),
        }
    }
}

fn full(at: Option<&str>) -> String {
    let at = at.map_or(String::new(), |at| format!("{at} 所在的"));
    format!("{at}磁盘已满，没有写入任何内容；请腾出空间后重做")
}

fn denied(at: Option<&str>) -> String {
    let at = at.unwrap_or("登记库");
    format!(
        "当前用户对 {at} 或它所在的文件夹权限不够，没有写入任何内容；请换登记库的所有者来运行，或请管理员给这个用户读写权限"
    )
}

fn reviewed(said: Outcome, by: &str, at: Moment) -> String {
    let at = at.china();
    match said {
        Outcome::Accepted => format!("{by} 已于 {at} 复核通过，无需再复核；没有写入任何内容"),
        Outcome::Returned => format!(
            "{by} 已于 {at} 退回，退回的不能再复核；请把数改正后重新更正，或撤销那次导入后重新导入"
        ),
    }
}

fn damaged(column: &str) -> String {
    if column == heads::NAME {
        return "日志附本 heads.log 里有读不懂的行，可能被人改过；库没有动。请把 heads.log 另存一份备查，\
                再用备份里的换上，或删去读不懂的那一行，然后运行 yuanshu audit verify 核对全部日志"
            .into();
    }
    format!("库里 {column} 一栏的内容无法理解；请用 yuanshu audit verify 查看")
}

fn cut(journal: Seq, head: Seq) -> String {
    format!(
        "日志只到第 {journal} 笔，而第 {head} 笔已经确认过：库被截短或换成了旧的；\
         请用 yuanshu audit verify 查看，并从备份恢复"
    )
}

fn forked(seq: Seq) -> String {
    format!(
        "库里日志第 {seq} 笔，与日志附本 heads.log 里确认过的不同：附本或库被改动，或库换成了旧的；\
         请用 yuanshu audit verify 查看，并从备份恢复"
    )
}

fn unmigrated(version: i64, name: &str, why: &Error) -> String {
    format!(
        "升级没有做成，数据库没有改动，旧程序照样能用：第 {version} 次升级（{name}）出错，{}；\
         请排除原因，或换上改正过的新程序，再运行 yuanshu migrate",
        why.zh()
    )
}

fn gone(source: &(dyn std::error::Error + Send + Sync + 'static)) -> String {
    format!("连不上数据库，没有写入任何内容：{}", lost(source))
}

/// Why the database is not there; what is neither engine's was said in Chinese already.
fn lost(source: &(dyn std::error::Error + Send + Sync + 'static)) -> String {
    if let Some(error) = source.downcast_ref::<postgres::Error>() {
        return unanswered(error);
    }
    if let Some(error) = source.downcast_ref::<io::Error>() {
        return missing(error).to_owned();
    }
    let Some(error) = source.downcast_ref::<rusqlite::Error>() else { return source.to_string() };
    match error.sqlite_error() {
        Some(failure) if failure.extended_code == SQLITE_READONLY_DBMOVED => {
            "数据库文件被移走或换掉了".to_owned()
        }
        Some(failure) if failure.code == ErrorCode::CannotOpen => {
            "数据库文件打不开，请检查位置和权限".to_owned()
        }
        _ => "读写数据库文件出错，请检查磁盘".to_owned(),
    }
}

/// Why PostgreSQL does not answer.
fn unanswered(error: &postgres::Error) -> String {
    let by_code = error.code().map(|code| match *code {
        SqlState::INVALID_PASSWORD => "用户名或密码不对",
        SqlState::INVALID_CATALOG_NAME => "服务器上没有这个数据库",
        SqlState::TOO_MANY_CONNECTIONS => "服务器的连接已满",
        SqlState::CANNOT_CONNECT_NOW => "服务器正在启动",
        _ => "服务器正在关闭",
    });
    let by_line = || {
        let source = std::error::Error::source(error);
        let disk = source.and_then(|source| source.downcast_ref::<io::Error>());
        disk.map_or("与服务器的连接断了，或地址写得不对", unreached)
    };
    by_code.unwrap_or_else(by_line).to_owned()
}

/// What the machine says of a line to a server: one on this machine has a socket for it.
fn unreached(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "服务器没有开，或套接字的位置写得不对",
        _ => missing(error),
    }
}

/// What the machine says of a file, or of a line to a server.
fn missing(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::ConnectionRefused => "服务器没有应答",
        io::ErrorKind::TimedOut => "等了太久，服务器没有应答",
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof => "与服务器的连接断了",
        _ => "磁盘或网络出错",
    }
}

/// Which rule of the database was broken.
fn rule(message: &str) -> String {
    let (what, of) = message.split_once(" constraint failed").unwrap_or((message, ""));
    let of = of.trim_start_matches([':', ' ']);
    match what {
        "UNIQUE" => format!("{of} 重复"),
        "NOT NULL" => format!("{of} 没有写"),
        "FOREIGN KEY" => "所指的内容不存在".to_owned(),
        _ if of.is_empty() => "违反了库里的约束".to_owned(),
        _ => format!("违反了库里的约束 {of}"),
    }
}

/// The client says “db error”; what the database said of it stands behind that.
fn server(source: &postgres::Error) -> String {
    match source.as_db_error() {
        Some(said) => format!("PostgreSQL 出错：{said}"),
        None => format!("PostgreSQL 出错：{source}"),
    }
}

/// What an act speaks of, as people call it.
fn named(what: &str) -> &str {
    match what {
        "column" => "这一列",
        "credential" => "这个登录凭据",
        "enterprise" => "这个企业档案",
        "import" => "这次导入",
        "key" => "这个接口密钥",
        "line" => "这一笔日志",
        "person" => "这个人员",
        "saved" => "这个常用查询",
        "session" => "这个登录会话",
        "statement" => "这一笔填报",
        "the next enterprise" => "轮到的这个企业编号",
        "verdict" => "这份测算结果",
        _ => "这个内容",
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            return Self::Sqlite(error);
        };
        let message = message.clone().unwrap_or_default();
        if failure.extended_code == SQLITE_READONLY_DBMOVED {
            return Self::Gone(error.into());
        }
        match failure.code {
            ErrorCode::DiskFull => Self::Full { at: None },
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::Denied { at: None },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Locked,
            ErrorCode::CannotOpen | ErrorCode::SystemIoFailure => Self::Gone(error.into()),
            ErrorCode::ConstraintViolation => Self::Refused(rule(&message)),
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Corrupt(message),
            _ => Self::Sqlite(error),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        let Some(code) = error.code() else {
            // The server said nothing, so the line to it failed.
            return Self::Gone(error.into());
        };
        match *code {
            SqlState::DISK_FULL => Self::Full { at: None },
            SqlState::LOCK_NOT_AVAILABLE | SqlState::T_R_DEADLOCK_DETECTED => Self::Locked,
            SqlState::ADMIN_SHUTDOWN
            | SqlState::CRASH_SHUTDOWN
            | SqlState::CANNOT_CONNECT_NOW
            | SqlState::TOO_MANY_CONNECTIONS
            | SqlState::INVALID_CATALOG_NAME
            | SqlState::INVALID_PASSWORD => Self::Gone(error.into()),
            _ if code.code().starts_with("23") => {
                let constraint = error.as_db_error().and_then(|known| known.constraint());
                Self::Refused(format!("违反了库里的约束 {}", constraint.unwrap_or_default()))
            }
            _ => Self::Server(error),
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull => Self::Full { at: None },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Denied { at: None }
            }
            _ => Self::Disk(error),
        }
    }
}
