//! Motions: what one administrator asked for, and the word of another of another kind.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Motions, Seconding};
use zone::people::{
    Matter, Motion, MotionId, Names, OfficerId, ReadStaff, Role, SecondStaff, Staff, Word,
};
use zone::say::Tongue;

use super::moments::Moments;
use super::page::{Page, beyond, last};
use super::people::invited_until;
use super::reply::Made;
use super::roll::{Roll, at, number};
use super::seen::Seen;
use super::{Asked, May, Named, Refusal, Sent, Spoken, seen};
use crate::amend::reason;
use crate::say;
use crate::serve::{App, Signed, factor};
use crate::write::list::Cell;

/// Which motions.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MotionsWanted")]
pub(super) struct Wanted {
    /// 连已有结果的一起看
    #[serde(default)]
    done: bool,
    /// 从这个编号往前（不含），缺省从最后提的看起
    after: Option<u32>,
    /// 一页多少项，最多 500，缺省 100
    #[schemars(range(min = 1, max = 500))]
    pub(super) limit: Option<u16>,
}

/// A motion.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Motion")]
pub(super) struct Shown {
    id: u32,
    /// What is asked for, in the reader's language.
    what: String,
    /// The number of the officer whom it is about, where it is one.
    officer: Option<u32>,
    /// The number of the post that it is about.
    post: Option<u32>,
    /// The name of who asked.
    by: String,
    /// The line of the journal with which they did.
    line: u32,
    /// When, in UTC.
    at: Option<String>,
    state: Stands,
    /// Who said the word, and with which line; null while it waits.
    decided: Option<Said>,
    /// Whether who asks here may agree.
    second: bool,
    /// Whether it is their own, so that they may withdraw it.
    own: bool,
    /// To be sent as `If-Match` by who agrees or refuses.
    tag: String,
}

/// What became of a motion.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Stands {
    /// 等另一类管理员
    Waiting,
    /// 已同意，生效
    Agreed,
    /// 不同意
    Refused,
    /// 提请的人撤回
    Withdrawn,
}

/// The word of the second.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SecondSaid")]
struct Said {
    by: String,
    line: u32,
    /// When, in UTC.
    at: Option<String>,
    /// Why not; empty where it was agreed to.
    reason: String,
}

impl Roll for Shown {
    const NAME: &'static str = "提请";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("编号", 8),
        ("什么事", 60),
        ("提请人", 14),
        ("提请时间（UTC）", 26),
        ("日志第几笔", 12),
        ("结果", 12),
        ("谁定的", 14),
        ("定的时间（UTC）", 26),
        ("为什么", 40),
    ];

    fn cells(self) -> Vec<Cell> {
        let mut cells = vec![
            number(self.id),
            Cell::long(self.what),
            Cell::text(self.by),
            at(self.at),
            number(self.line),
            Cell::text(self.state.zh()),
        ];
        if let Some(said) = self.decided {
            cells.extend([Cell::text(said.by), at(said.at), Cell::long(said.reason)]);
        }
        cells
    }
}

impl Stands {
    fn zh(self) -> &'static str {
        match self {
            Self::Waiting => "等另一类管理员",
            Self::Agreed => "已同意",
            Self::Refused => "不同意",
            Self::Withdrawn => "已撤回",
        }
    }
}

/// That a motion was agreed to.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Agreed {
    /// The line of the journal.
    line: u32,
    /// 确认码: to be handed to who was invited, by who agreed; it is shown this once. Null where
    /// nobody is invited.
    code: Option<String>,
    /// Until when the link opens with the code, in UTC.
    until_at: Option<String>,
}

/// Why not.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Refusing {
    /// 为什么
    reason: String,
}

/// That a word was said.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Refused {
    /// The line of the journal.
    line: u32,
}

/// 提请，后提的在前
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadStaff>,
    Asked(wanted): Asked<Wanted>,
    Spoken(tongue): Spoken,
) -> Result<Json<Page<Shown>>, Refusal> {
    app.aside(move |app| {
        let part = (wanted.after, wanted.limit);
        Ok(Json(page(app, (&may, tongue), wanted, part)?))
    })
    .await
}

/// A page of them, as somebody may see it.
pub(super) fn page(
    app: &App,
    (may, tongue): (&May<ReadStaff>, Tongue),
    wanted: Wanted,
    (after, limit): (Option<u32>, Option<u16>),
) -> Result<Page<Shown>, Refusal> {
    let last = last(after, limit)?;
    let which = if wanted.done { Motions::All } else { Motions::Waiting };
    let listed = app.store().motions(&may.permit, which, last)?;
    let (names, staff) = (app.store().names(&may.permit)?, app.gate().staff());
    let decided = listed.items.iter().filter_map(|one| one.decided.as_ref());
    let lines = listed.items.iter().map(|one| one.asked).chain(decided.map(|one| one.seq));
    let moments = Moments::of(app, lines)?;
    let kind = OfficerId::of(may.permit.name())
        .and_then(|officer| staff.administrator(officer, app.today()));
    let known = Known { names: &names, staff: &staff, moments: &moments };
    let told = listed.items.iter().map(|one| known.shown(one, (may.permit.name(), kind), tongue));
    let items = told.collect::<Result<_, _>>()?;
    Ok(Page::back(items, beyond(&listed, |one| one.id.0)))
}

/// 同意：当即生效；邀请管理员的，给出确认码
pub(super) async fn agree(
    State(app): State<App>,
    may: May<SecondStaff>,
    (Named(id), seen): (Named<u32>, Seen),
) -> Result<Made<Agreed>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, &may.signed, id))?;
        let code = factor::code().map_err(|_| Refusal::broken())?;
        let until = invited_until(app);
        let seconding = Seconding { code: code.replace('-', ""), until };
        let agreed = app.store().agree(&may.permit, (MotionId(id), seconding), app.today())?;
        app.gate().learn(app.store())?;
        let invited = matches!(agreed.matter, Matter::Invite(_));
        Ok(Made(Agreed {
            line: agreed.decided.map_or(0, |decided| decided.seq.0),
            code: invited.then_some(code),
            until_at: invited.then(|| until.to_string()),
        }))
    })
    .await
}

/// 不同意；本人提的，就是撤回
pub(super) async fn refuse(
    State(app): State<App>,
    may: May<SecondStaff>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(said): Sent<Refusing>,
) -> Result<Made<Refused>, Refusal> {
    let why = reason(&said.reason)?;
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, &may.signed, id))?;
        let refused = app.store().refuse(&may.permit, (MotionId(id), why))?;
        Ok(Made(Refused { line: refused.decided.map_or(0, |decided| decided.seq.0) }))
    })
    .await
}

/// The state of the motion of which somebody means to say a word.
fn state(app: &App, signed: &Signed, id: u32) -> Result<Option<String>, Refusal> {
    let motion = app.store().motion(&signed.operator.may()?, MotionId(id))?;
    Ok(Some(tag(&motion, &app.gate().staff())?))
}

/// A motion as it stands, with what its post lets do now.
fn tag(motion: &Motion, staff: &Staff) -> Result<String, Refusal> {
    let roles = motion.matter.post().and_then(|post| staff.post(post)).map(|post| &post.is.roles);
    seen::tag(&(motion.id.0, motion.decided.as_ref().map(|decided| decided.seq.0), roles))
}

/// What motions are told with.
struct Known<'a> {
    names: &'a Names,
    staff: &'a Staff,
    moments: &'a Moments,
}

impl Known<'_> {
    fn shown(
        &self,
        motion: &Motion,
        (who, kind): (&str, Option<Role>),
        tongue: Tongue,
    ) -> Result<Shown, Refusal> {
        let own = motion.by == who;
        let said = motion.decided.as_ref().map(|decided| Said {
            by: self.names.told(&decided.by).into_owned(),
            line: decided.seq.0,
            at: self.moments.at(decided.seq),
            reason: match &decided.word {
                Word::Agreed => String::new(),
                Word::Refused { reason } => reason.clone(),
            },
        });
        let state = match &motion.decided {
            None => Stands::Waiting,
            Some(decided) => match &decided.word {
                Word::Agreed => Stands::Agreed,
                Word::Refused { .. } if decided.by == motion.by => Stands::Withdrawn,
                Word::Refused { .. } => Stands::Refused,
            },
        };
        Ok(Shown {
            id: motion.id.0,
            what: tongue.of(say::grant::asked(&motion.matter, self.staff, self.names)),
            officer: motion.matter.officer().map(|officer| officer.0),
            post: motion.matter.post().map(|post| post.0),
            by: self.names.told(&motion.by).into_owned(),
            line: motion.asked.0,
            at: self.moments.at(motion.asked),
            state,
            decided: said,
            second: !own && motion.seconded(kind).is_ok(),
            own,
            tag: tag(motion, self.staff)?,
        })
    }
}
