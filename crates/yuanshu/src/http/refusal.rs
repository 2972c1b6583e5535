//! Why a request is refused: the one type that knows status codes.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{
    MediaType, Operation, Response as Documented, SchemaObject, StatusCode as Status,
};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Error, Turned};
use zone::people::{Refused, Unfit as Unsuited};
use zone::say::Tongue;

use super::Code;
use crate::amend::Unfit;
use crate::register::{NoOne, Unopened};

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(Box<Reason>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Reason {
    status: StatusCode,
    code: Code,
    detail: Said,
    hint: Option<Said>,
    path: Option<String>,
    wait: Option<u64>,
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    zh: String,
    en: String,
}

/// The body of a refusal (RFC 9457).
#[derive(Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// `urn:yuanshu:problem:` and the code.
    r#type: String,
    /// What the status means.
    title: String,
    /// The status.
    status: u16,
    code: Code,
    /// What is wrong, in the reader's language.
    detail: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    /// Where in the request it is: a JSON pointer, or the name of a parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

impl Refusal {
    /// A refusal in both languages.
    pub fn new(status: StatusCode, code: Code, [zh, en]: [&str; 2]) -> Self {
        let detail = Said { zh: zh.to_owned(), en: en.to_owned() };
        Self(Box::new(Reason { status, code, detail, hint: None, path: None, wait: None }))
    }

    /// With what to do about it.
    #[must_use]
    pub fn hint(mut self, [zh, en]: [&str; 2]) -> Self {
        self.0.hint = Some(Said { zh: zh.to_owned(), en: en.to_owned() });
        self
    }

    /// With the place in the request.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.0.path = Some(path.into());
        self
    }

    /// With the seconds after which it is worth asking again.
    #[must_use]
    pub fn wait(mut self, seconds: u64) -> Self {
        self.0.wait = Some(seconds);
        self
    }

    /// What was asked for is not there.
    pub fn absent(what: [&str; 2]) -> Self {
        Self::new(StatusCode::NOT_FOUND, Code::NotFound, what)
    }

    /// What was sent makes no sense at a place.
    pub fn unfit(path: impl Into<String>, why: [&str; 2]) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::Unfit, why).at(path)
    }

    /// What was said of people, posts and programs cannot be so.
    pub(super) fn staff(unfit: &Unsuited) -> Self {
        let (zh, en) = (unfit.zh(), unfit.to_string());
        let said = [zh.as_str(), en.as_str()];
        match place(unfit) {
            Some(path) => Self::unfit(path, said),
            None => match unfit {
                Unsuited::NoPost(_) | Unsuited::NoClient(_) | Unsuited::NoMotion(_) => {
                    Self::absent(said)
                }
                Unsuited::SameKind(_) => Self::new(StatusCode::FORBIDDEN, Code::SameKind, said),
                Unsuited::Decided { .. } => Self::conflict(Code::Decided, said),
                Unsuited::TakesTwo => Self::conflict(Code::TakesTwo, said),
                _ => Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::Unfit, said),
            },
        }
    }

    /// The same at another place, where it has one.
    pub(super) fn moved(mut self, to: impl FnOnce(&str) -> String) -> Self {
        self.0.path = self.0.path.as_deref().map(to);
        self
    }

    /// It cannot be done as things stand.
    pub fn conflict(code: Code, why: [&str; 2]) -> Self {
        Self::new(StatusCode::CONFLICT, code, why)
    }

    /// The program failed; the log has why.
    pub fn broken() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Code::Broken,
            ["程序出错，没有办成；数据没有改动", "the program failed; nothing was changed"],
        )
        .hint(["请把时间和操作告诉系统管理员", "tell the system administrator when and what"])
    }

    /// The program failed when what was asked for was done, or may have been; the log has why.
    pub fn unsure() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Code::Unsure,
            [
                "程序出错；可能已办成，请先查一下再办",
                "the program failed; it may have been done: look before you ask again",
            ],
        )
        .hint(["请把时间和操作告诉系统管理员", "tell the system administrator when and what"])
    }

    /// Its code.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Writes it in the log, for who reads nothing else.
    pub fn log(&self, what: &str) {
        let Reason { code, detail, hint, .. } = self.0.as_ref();
        let hint = hint.as_ref().map_or("", |hint| &hint.zh);
        let code = code.word();
        tracing::error!(code, detail = detail.zh, hint, "{what}");
    }

    /// Its body in a language.
    pub fn problem(&self, tongue: Tongue) -> Problem {
        let say = |said: &Said| match tongue {
            Tongue::Chinese => said.zh.clone(),
            Tongue::English => said.en.clone(),
        };
        let Reason { status, code, detail, hint, path, .. } = self.0.as_ref();
        Problem {
            r#type: format!("urn:yuanshu:problem:{}", code.word()),
            title: title(*status, tongue).to_owned(),
            status: status.as_u16(),
            code: *code,
            detail: say(detail),
            hint: hint.as_ref().map(say),
            path: path.clone(),
        }
    }

    /// The whole answer in a language.
    pub fn answer(&self, tongue: Tongue) -> Response {
        let body = serde_json::to_vec(&self.problem(tongue)).unwrap_or_default();
        let mut answer = (self.0.status, body).into_response();
        let headers = answer.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if self.0.status == StatusCode::UNAUTHORIZED {
            // Every 401 must say what would open (RFC 9110, 11.6.1).
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if self.0.status == StatusCode::REQUEST_TIMEOUT {
            // Nobody waits for the rest of what did not arrive (RFC 9110, 15.5.9).
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        if let Some(seconds) = self.0.wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer.extensions_mut().insert(self.clone());
        answer
    }
}

impl IntoResponse for Refusal {
    /// In Chinese; the middleware that speaks says it in the reader's language.
    fn into_response(self) -> Response {
        self.answer(Tongue::Chinese)
    }
}

/// Where in a body of what is said of the staff something cannot be so; none where it is in the
/// address, or in what stands already.
fn place(unfit: &Unsuited) -> Option<&'static str> {
    Some(match unfit {
        Unsuited::Blank(what) | Unsuited::Word(what) => match *what {
            "登录名" => "/login",
            "姓名" => "/name",
            "电话" => "/phone",
            "名称" => "/title",
            "部门" => "/department",
            "范围" => "/scope",
            _ => return None,
        },
        Unsuited::SameLogin(_) | Unsuited::OthersLogin(_) => "/login",
        Unsuited::SamePerson { what: "电话", .. } => "/phone",
        Unsuited::SamePerson { .. } => "/name",
        Unsuited::SameTitle { .. } => "/title",
        Unsuited::NoRole | Unsuited::Mixed { .. } | Unsuited::NotForClients(_) => "/roles",
        Unsuited::Narrow(_) | Unsuited::NotOwn => "/scope",
        Unsuited::Order { .. } | Unsuited::Past { .. } => "/until",
        Unsuited::NoOfficer(_)
        | Unsuited::Gone(_)
        | Unsuited::Twice { .. }
        | Unsuited::NotTheirs { .. }
        | Unsuited::Together { .. } => "/officer",
        Unsuited::Beyond { .. } => "/by",
        Unsuited::Number { .. }
        | Unsuited::Here(_)
        | Unsuited::NoPost(_)
        | Unsuited::Closed(_)
        | Unsuited::NoClient(_)
        | Unsuited::Last { .. }
        | Unsuited::TakesTwo
        | Unsuited::NoMotion(_)
        | Unsuited::SameKind(_)
        | Unsuited::Decided { .. } => return None,
    })
}

/// What a status means.
fn title(status: StatusCode, tongue: Tongue) -> &'static str {
    let zh = match status {
        StatusCode::BAD_REQUEST => "请求写得不对",
        StatusCode::UNAUTHORIZED => "没有登录",
        StatusCode::FORBIDDEN => "没有权限",
        StatusCode::NOT_FOUND => "没有找到",
        StatusCode::METHOD_NOT_ALLOWED => "不能这样办",
        StatusCode::REQUEST_TIMEOUT => "等得太久",
        StatusCode::CONFLICT => "与现状冲突",
        StatusCode::PRECONDITION_FAILED => "已被别人改动",
        StatusCode::PAYLOAD_TOO_LARGE => "太大",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "格式不对",
        StatusCode::MISDIRECTED_REQUEST => "找错了系统",
        StatusCode::UNPROCESSABLE_ENTITY => "内容不对",
        StatusCode::LOCKED => "已锁定",
        StatusCode::TOO_MANY_REQUESTS => "太频繁",
        StatusCode::SERVICE_UNAVAILABLE => "暂时不可用",
        _ => "出错",
    };
    match tongue {
        Tongue::Chinese => zh,
        Tongue::English => status.canonical_reason().unwrap_or("Error"),
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        let code = match &refused {
            Refused::NoRole { .. } => Code::NoRole,
            Refused::OtherZone { .. } => Code::OtherZone,
            Refused::OtherDepartment { .. } => Code::OtherDepartment,
            Refused::OtherFile => Code::OtherFile,
            Refused::OtherPark { .. } => Code::OtherPark,
            Refused::SamePerson { .. } => Code::SamePerson,
        };
        Self::new(StatusCode::FORBIDDEN, code, [&refused.zh(), &refused.to_string()])
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let said = [error.zh(), error.to_string()];
        let said = [said[0].as_str(), said[1].as_str()];
        match &error {
            Error::Permit(refused) => refused.clone().into(),
            Error::Nothing(_) => Self::absent(said),
            Error::Unfit(unfit) => Self::staff(unfit),
            Error::Turned(turned) => (*turned).into(),
            Error::Task(_) => Self::conflict(Code::Task, said),
            Error::Identity(_) => Self::conflict(Code::Identity, said),
            Error::Stale { .. } => Self::conflict(Code::Stale, said),
            Error::Undone => Self::conflict(Code::Undone, said),
            Error::Reviewed { .. } => Self::conflict(Code::Reviewed, said),
            Error::Refused(_) => Self::conflict(Code::Refused, said),
            Error::Stopped(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::Unfit, said),
            // Where on the machine its files are is for no browser to know.
            Error::Full { .. } => {
                let zh = Error::Full { at: None }.zh();
                Self::new(StatusCode::INSUFFICIENT_STORAGE, Code::DiskFull, [&zh, said[1]])
            }
            Error::Gone(_)
            | Error::Locked
            | Error::Ended
            | Error::Moved
            | Error::Leased { .. }
            | Error::Ousted => {
                let hint = [
                    "请稍等再试；几分钟还不行，请告诉系统管理员",
                    "try again in a moment; if it lasts for minutes, tell the system administrator",
                ];
                Self::new(StatusCode::SERVICE_UNAVAILABLE, Code::StoreGone, said).hint(hint).wait(5)
            }
            _ => {
                tracing::error!(error = %error, "the store failed");
                Self::broken()
            }
        }
    }
}

impl From<Unfit> for Refusal {
    fn from(why: Unfit) -> Self {
        Self::unfit(format!("/{}", why.field), [&why.zh, &why.en])
    }
}

impl From<Turned> for Refusal {
    fn from(turned: Turned) -> Self {
        let code = match turned {
            Turned::Uninvited => Code::Uninvited,
            Turned::Spent => Code::Spent,
        };
        Self::new(StatusCode::FORBIDDEN, code, [turned.zh(), &turned.to_string()])
    }
}

impl From<Unopened> for Refusal {
    fn from(unopened: Unopened) -> Self {
        match unopened {
            Unopened::Store(error) | Unopened::Unreached { why: error, .. } => error.into(),
            Unopened::Refused(refused) => refused.into(),
            other => {
                tracing::error!(error = %other, "the register cannot be read");
                Self::broken()
            }
        }
    }
}

impl From<NoOne> for Refusal {
    fn from(none: NoOne) -> Self {
        match none {
            NoOne::Unclear(why) => Self::absent([&why, "there is no such enterprise"]),
            NoOne::Register(unopened) => unopened.into(),
        }
    }
}

impl OperationOutput for Refusal {
    type Inner = Problem;

    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<Documented> {
        let schema = ctx.schema.subschema_for::<Problem>();
        let schema = SchemaObject { json_schema: schema, example: None, external_docs: None };
        let body = MediaType { schema: Some(schema), ..MediaType::default() };
        Some(Documented {
            description: "办不成：原因和怎么办（RFC 9457）".to_owned(),
            content: [("application/problem+json".to_owned(), body)].into_iter().collect(),
            ..Documented::default()
        })
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<Status>, Documented)> {
        Self::operation_response(ctx, operation).map(|of| (None, of)).into_iter().collect()
    }
}
