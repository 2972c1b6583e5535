//! The routes: where each operation is found, and its name.

use aide::axum::ApiRouter;
use aide::axum::routing::{delete_with, get_with, post_with, put_with};
use aide::transform::TransformOperation;
use axum::Json;

use super::operation::{again, beside, listed, once, said, told, whole};
use super::{
    alter, amend, answer, change, clause, client, content, dispute, draft, enterprise, event,
    factor, file, fill, first, headline, history, home, identity, import, journal, keep, ladder,
    motion, objection, oidc, people, policy, post, review, roll, session, sheet, task, verdict,
    view,
};
use crate::serve::App;

/// The routes that the document has.
pub(super) fn all() -> ApiRouter<App> {
    ApiRouter::new()
        .merge(entrance())
        .merge(staff())
        .merge(posts())
        .merge(register())
        .merge(decided())
        .merge(everybody())
        .merge(sheets())
        .merge(house())
}

/// Signing in, and one's own account.
fn entrance() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/api/first",
            get_with(first::first, said("first", "第一次启动办到哪里了")).post_with(
                first::found,
                again("found", "第一次启动：设立自己的管理员账号", "链接只能用一次，403"),
            ),
        )
        .api_route(
            "/api/session",
            get_with(session::session, said("session", "谁在登录，能办什么"))
                .post_with(session::sign_in, sign_in)
                .delete_with(session::sign_out, |operation| {
                    said("sign-out", "退出")(operation).response::<204, ()>()
                }),
        )
        .api_route(
            "/api/session/post",
            put_with(session::take_post, said("take-post", "换一个岗位办事")),
        )
        .api_route(
            "/api/session/password",
            put_with(session::set_password, said("set-password", "改密码")),
        )
        .api_route(
            "/api/session/factor",
            post_with(factor::new, said("new-factor", "第二因素：给一个密钥"))
                .put_with(factor::set, said("set-factor", "第二因素：启用")),
        )
        .api_route(
            "/api/session/factor/removal",
            post_with(factor::end, said("drop-factor", "第二因素：取消")),
        )
        .api_route(
            "/api/oidc/start",
            get_with(oidc::start, |operation| {
                said("oidc-start", "去统一身份认证登录")(operation).response::<303, ()>()
            }),
        )
        .api_route(
            "/api/oidc/return",
            get_with(oidc::back, |operation| {
                said("oidc-return", "从统一身份认证回来")(operation).response::<303, ()>()
            }),
        )
        .api_route(
            "/api/invitations/accept",
            post_with(people::accept, said("accept-invitation", "接受邀请，自己定密码")),
        )
}

/// The body of signing in is read by hand, after the address it comes from was noted.
fn sign_in(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    again("sign-in", "登录", "另是一次登录，同一浏览器里的上一次随即结束")(
        operation,
    )
    .input::<Json<session::Credentials>>()
    .response::<201, Json<session::Session>>()
}

/// People.
fn staff() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/api/officers",
            get_with(people::officers, listed("officers", "人员", "按编号")).post_with(
                people::join,
                again(
                    "join",
                    "新增人员，给一个邀请链接",
                    "登录名已经有了，422；链接没有收到的，重发邀请",
                ),
            ),
        )
        .api_route(
            "/api/officers.xlsx",
            get_with(roll::officers, whole("officers-sheet", "人员：导出")),
        )
        .api_route(
            "/api/officers/{id}",
            put_with(people::rename, said("rename", "改姓名、登录名、电话"))
                .delete_with(people::leave, said("leave", "离职")),
        )
        .api_route(
            "/api/officers/{id}/person",
            delete_with(people::erase, said("erase", "注销个人信息")),
        )
        .api_route(
            "/api/officers/{id}/factor",
            delete_with(people::drop_factor, said("drop-officer-factor", "取消某人的第二因素")),
        )
        .api_route(
            "/api/officers/{id}/invitation",
            post_with(people::invite_again, again("invite", "重发邀请", "换一个链接，上一个作废")),
        )
}

/// Posts and who holds them, what takes two, and programs.
fn posts() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/api/posts",
            get_with(post::posts, listed("posts", "岗位", "按编号"))
                .post_with(post::make_post, once("make-post", "设岗")),
        )
        .api_route("/api/posts.xlsx", get_with(roll::posts, whole("posts-sheet", "岗位：导出")))
        .api_route(
            "/api/posts/{id}",
            put_with(post::change_post, said("change-post", "改岗位"))
                .delete_with(post::close_post, said("close-post", "撤岗")),
        )
        .api_route(
            "/api/posts/{id}/appointments",
            post_with(post::appoint, once("appoint", "任命")),
        )
        .api_route("/api/posts/{id}/relief", post_with(post::relieve, once("relieve", "免去")))
        .api_route(
            "/api/posts/{id}/delegations",
            post_with(post::delegate, once("delegate", "委托")),
        )
        .api_route(
            "/api/motions",
            get_with(motion::list, listed("motions", "提请：等另一类管理员同意的", "后提的在前")),
        )
        .api_route(
            "/api/motions.xlsx",
            get_with(roll::motions, whole("motions-sheet", "提请：导出")),
        )
        .api_route(
            "/api/motions/{id}/agree",
            post_with(motion::agree, again("agree", "同意一项提请", "已有结果，409")),
        )
        .api_route(
            "/api/motions/{id}/refuse",
            post_with(motion::refuse, once("refuse", "不同意或撤回一项提请")),
        )
        .api_route(
            "/api/clients",
            get_with(client::clients, listed("clients", "接口调用方", "按编号"))
                .post_with(client::admit, once("admit", "准入一个接口调用方")),
        )
        .api_route(
            "/api/clients.xlsx",
            get_with(roll::clients, whole("clients-sheet", "接口调用方：导出")),
        )
        .api_route(
            "/api/clients/{id}",
            delete_with(client::expel, said("expel", "停用一个接口调用方")),
        )
        .api_route(
            "/api/clients/{id}/key",
            post_with(client::give_key, again("give-key", "给一把密钥", "换一把，上一把作废"))
                .delete_with(client::take_key, said("take-key", "收回密钥")),
        )
}

/// Enterprises and policies.
fn register() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/api/enterprises",
            get_with(
                enterprise::list,
                listed("enterprises", "企业清单", "由 `sort` 定，缺省按名称"),
            ),
        )
        .api_route(
            "/api/enterprises.xlsx",
            get_with(sheet::enterprises, whole("enterprises-sheet", "企业清单：导出")),
        )
        .api_route(
            "/api/enterprises/{id}",
            get_with(file::one, |operation| {
                beside(
                    said("enterprise", "一企一档")(operation),
                    "答复的 `ETag` 可以写进 `If-Match`",
                )
            }),
        )
        .api_route(
            "/api/enterprises/{id}/answers",
            get_with(
                answer::of_one,
                listed("enterprise-answers", "一家企业的各项测算和判定依据", "按政策编号"),
            ),
        )
        .api_route(
            "/api/enterprises/{id}/answers.xlsx",
            get_with(sheet::answers, whole("enterprise-answers-sheet", "一家企业的各项测算：导出")),
        )
        .api_route(
            "/api/enterprises/{id}/corrections",
            post_with(amend::correct, once("correct", "更正一个数")),
        )
        .api_route(
            "/api/enterprises/{id}/alterations",
            post_with(alter::alter, once("alter", "变更登记：名称、代码、迁入、迁出")),
        )
        .api_route(
            "/api/enterprises/{id}/settlements",
            post_with(amend::settle, once("settle", "核定来源不一致的数")),
        )
        .api_route(
            "/api/enterprises/{id}/objections",
            post_with(amend::object, once("object", "提出异议")),
        )
        .api_route(
            "/api/enterprises/{id}/facts/{fact}",
            get_with(history::versions, listed("fact-versions", "一个数的全部来历", "后说的在前")),
        )
        .api_route(
            "/api/enterprises/{id}/verdicts",
            post_with(verdict::issue, once("issue-verdict", "出具判定")),
        )
}

/// What was decided of them, and what waits for a second person.
fn decided() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/api/verdicts",
            get_with(verdict::list, listed("verdicts", "出具过的判定", "后出具的在前")),
        )
        .api_route(
            "/api/verdicts.xlsx",
            get_with(roll::verdicts, whole("verdicts-sheet", "出具过的判定：导出")),
        )
        .api_route(
            "/api/verdicts/{id}/replay",
            post_with(verdict::replay, said("replay", "重算一次判定")),
        )
        .api_route(
            "/api/reviews.xlsx",
            get_with(roll::reviews, whole("reviews-sheet", "待复核：导出")),
        )
        .api_route(
            "/api/reviews",
            get_with(review::list, listed("reviews", "待复核", "先来的在前"))
                .post_with(amend::review, once("review", "复核")),
        )
}

/// Who is who, and what is asked of everybody at once.
fn everybody() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/api/disputes", get_with(dispute::list, listed("disputes", "数据不一致，待核实", "按企业编号，同一家按指标、年度")))
        .api_route(
            "/api/disputes.xlsx",
            get_with(roll::disputes, whole("disputes-sheet", "数据不一致：导出")),
        )
        .api_route(
            "/api/objections",
            get_with(objection::list, listed("objections", "还没有核定的异议", "先提的在前")),
        )
        .api_route(
            "/api/objections.xlsx",
            get_with(roll::objections, whole("objections-sheet", "还没有核定的异议：导出")),
        )
        .api_route(
            "/api/duplicates",
            get_with(identity::duplicates, listed("duplicates", "可能重复的企业档案", "把握大的在前：代码相同、名称相同、读音相近")),
        )
        .api_route(
            "/api/duplicates.xlsx",
            get_with(roll::duplicates, whole("duplicates-sheet", "可能重复的企业：导出")),
        )
        .api_route(
            "/api/partings",
            post_with(identity::distinct, once("distinct", "不是重复：两个档案不是同一家")),
        )
        .api_route(
            "/api/partings/{id}/{other}",
            delete_with(identity::doubt, said("doubt", "撤销“不是重复”")),
        )
        .api_route("/api/merges", post_with(identity::merge, once("merge", "合并企业档案")))
        .api_route("/api/merges/{id}", delete_with(identity::part, said("unmerge", "撤销合并")))
        .api_route("/api/changes", get_with(change::list, listed("changes", "测算结果的变化", "按企业编号")))
        .api_route(
            "/api/changes.xlsx",
            get_with(roll::changes, whole("changes-sheet", "测算结果的变化：导出")),
        )
        .api_route("/api/policies", get_with(policy::list, listed("policies", "政策和称号库", "按编号，同一项先施行的在前")))
        .api_route(
            "/api/policies.xlsx",
            get_with(roll::policies, whole("policies-sheet", "政策和称号库：导出")),
        )
        .api_route(
            "/api/policies/{shelf}/{name}",
            get_with(policy::one, said("policy", "一项政策")),
        )
        .api_route(
            "/api/policies/{shelf}/{name}/population",
            get_with(policy::population, said("policy-population", "一项政策的全体测算结果")),
        )
        .api_route("/api/ladder", get_with(ladder::list, listed("ladder", "工作清单", "差一项达标的先差材料、再差资金、再差时间；准规上的差得近的在前；其余按政策，同一项按企业编号")))
        .api_route(
            "/api/ladder.xlsx",
            get_with(sheet::work, whole("ladder-sheet", "工作清单：导出")),
        )
        .api_route("/api/papers", get_with(ladder::papers, listed("papers", "证书到期", "先到期的在前")))
        .api_route(
            "/api/papers.xlsx",
            get_with(sheet::papers, whole("papers-sheet", "证书到期：导出")),
        )
}

/// Sheets that come in and go out.
fn sheets() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/api/drafts",
            get_with(draft::list, listed("drafts", "待导入的表", "后发来的在前")).post_with(
                draft::add,
                again(
                    "add-draft",
                    "发来一个表，先看后存",
                    "另是一份，看过以后写着内容与哪次导入相同",
                ),
            ),
        )
        .api_route(
            "/api/drafts.xlsx",
            get_with(roll::drafts, whole("drafts-sheet", "待导入的表：导出")),
        )
        .api_route(
            "/api/drafts/{id}",
            get_with(draft::one, said("draft", "一个待导入的表"))
                .delete_with(draft::throw, said("throw-draft", "不导入，删去")),
        )
        .api_route(
            "/api/drafts/{id}/plan",
            put_with(draft::plan, said("plan-draft", "改导入方案，再看一遍")),
        )
        .api_route(
            "/api/drafts/{id}/accept",
            post_with(draft::accept, once("accept-draft", "存进登记库")),
        )
        .api_route(
            "/api/drafts/{id}/marked.xlsx",
            get_with(draft::back, said("marked-draft", "标注过的原表")),
        )
        .api_route(
            "/api/imports",
            get_with(import::list, listed("imports", "历次导入", "后导入的在前")),
        )
        .api_route(
            "/api/imports.xlsx",
            get_with(roll::imports, whole("imports-sheet", "历次导入：导出")),
        )
        .api_route("/api/imports/{id}/undo", post_with(import::undo, once("undo", "撤销一次导入")))
        .api_route("/api/matches", post_with(fill::matches, said("matches", "名单补列：看")))
        .api_route("/api/fills/list", post_with(fill::list, once("fill-list", "名单补列：导出")))
        .api_route(
            "/api/fills/form",
            post_with(fill::form, again("fill-form", "上级报表回填", "另填一份，出表另记一笔")),
        )
        .api_route(
            "/api/fills/{id}/filled.xlsx",
            get_with(fill::fetch, said("filled", "取回填好的工作簿")),
        )
        .api_route("/api/templates.xlsx", get_with(fill::blank, said("template", "填报模板")))
}

/// What the house rests on, and what was done in it.
fn house() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/api/home", get_with(home::home, said("home", "首页")))
        .api_route(
            "/api/headline",
            get_with(headline::headline, listed("headline", "主要指标合计", "照 `facts` 写的")),
        )
        .api_route(
            "/api/headline.xlsx",
            get_with(sheet::headlines, whole("headline-sheet", "主要指标合计：导出")),
        )
        .api_route(
            "/api/departments",
            get_with(task::departments, listed("departments", "可以派单的部门", "按名称")),
        )
        .api_route(
            "/api/tasks",
            get_with(task::list, listed("tasks", "任务", "后派的在前"))
                .post_with(task::give, once("give-task", "派一项任务")),
        )
        .api_route(
            "/api/tasks/due",
            get_with(task::due, said("task-due", "几个工作日内办结是哪一天")),
        )
        .api_route("/api/tasks.xlsx", get_with(roll::tasks, whole("tasks-sheet", "任务：导出")))
        .api_route("/api/tasks/{id}/pass", post_with(task::pass, once("pass-task", "转派")))
        .api_route("/api/tasks/{id}/close", post_with(task::close, once("close-task", "办结")))
        .api_route(
            "/api/views",
            get_with(view::list, listed("views", "收藏的查询", "按名称"))
                .post_with(view::save, once("save-view", "收藏一个查询")),
        )
        .api_route(
            "/api/views.xlsx",
            get_with(roll::views, whole("views-sheet", "收藏的查询：导出")),
        )
        .api_route("/api/views/{id}", delete_with(view::forget, said("forget-view", "取消收藏")))
        .api_route(
            "/api/facts",
            get_with(content::facts, listed("facts", "指标字典", "按指标字典写的次序")),
        )
        .api_route("/api/facts.xlsx", get_with(roll::facts, whole("facts-sheet", "指标字典：导出")))
        .api_route("/api/feeds", get_with(content::feeds, listed("feeds", "数据来源", "按编号")))
        .api_route("/api/feeds.xlsx", get_with(roll::feeds, whole("feeds-sheet", "数据来源：导出")))
        .api_route(
            "/api/clauses",
            get_with(clause::list, listed("clauses", "条文和出处", "按政策和条文的次序")),
        )
        .api_route("/api/packs", get_with(content::packs, said("packs", "政策包")))
        .api_route("/api/packs/reload", post_with(content::reload, said("reload", "更新政策包")))
        .api_route("/api/backups", post_with(keep::backup, once("backup", "备份")))
        .api_route("/api/export.xlsx", post_with(keep::export, said("export", "导出全部内容")))
        .api_route("/api/journal", get_with(journal::list, listed("journal", "日志", "后写的在前")))
        .api_route(
            "/api/journal.xlsx",
            get_with(journal::sheet, whole("journal-sheet", "日志：导出")),
        )
        .api_route("/api/journal/verify", post_with(journal::verify, said("verify", "核验日志")))
        .api_route("/api/events", get_with(event::stream, told))
}
