//! A line of the journal as a sentence: who did what, when, and to what.

use serde_json::Value as Json;
use zone::people::{ACTS, Names, OfficerId};

/// What was done, by act and by a word that its detail has, in Chinese and in English. A word
/// after `=` is what the detail must say there. In braces stands what the detail says: `@` before
/// it makes a number a person, `#` an id a fact; words before `：` or `: ` stand only where it says
/// something.
const DEEDS: &[(&str, &str, [&str; 2])] = &[
    (
        "read-sensitive",
        "subject",
        ["查看了企业 {subject} 的敏感数据", "saw what is sensitive of enterprise {subject}"],
    ),
    (
        "issue-verdict",
        "policies",
        ["出具了判定（按 {on} 申请）：{policies}", "issued a verdict as of {on}: {policies}"],
    ),
    (
        "export-facts",
        "fill",
        [
            "导出了“{fill}”：{enterprises} 家企业{，列：columns}",
            "took out “{fill}”: {enterprises} enterprises{, columns: columns}",
        ],
    ),
    ("export-facts", "list", ["导出了“{list}”：{rows} 行", "took out “{list}”: {rows} rows"]),
    ("export-register", "", ["导出了全部内容", "took everything out"]),
    ("import-facts", "import", ["导入了“{import}”", "brought “{import}” in"]),
    (
        "undo-import",
        "undo",
        ["撤销了第 {undo} 次导入，原因：{reason}", "took import {undo} back: {reason}"],
    ),
    (
        "correct-fact",
        "subject",
        ["更正了企业 {subject} 的“{#fact}”", "corrected “{#fact}” of enterprise {subject}"],
    ),
    (
        "review-facts",
        "outcome=accepted",
        ["复核日志第 {review} 笔，认可", "reviewed line {review} and accepted it"],
    ),
    (
        "review-facts",
        "outcome=returned",
        ["复核日志第 {review} 笔，退回", "reviewed line {review} and returned it"],
    ),
    (
        "settle-fact",
        "subject",
        [
            "核定了企业 {subject} 的“{#fact}”，理由：{reason}",
            "settled “{#fact}” of enterprise {subject}: {reason}",
        ],
    ),
    (
        "object-to-fact",
        "subject",
        [
            "对企业 {subject} 的“{#fact}”提出异议：{reason}",
            "objected to “{#fact}” of enterprise {subject}: {reason}",
        ],
    ),
    (
        "change-enterprise",
        "changes",
        ["变更了企业登记 {changes} 处", "made {changes} changes to enterprises"],
    ),
    (
        "change-enterprise",
        "rename",
        [
            "把企业 {rename} 的名称改为“{name}”，理由：{reason}",
            "called enterprise {rename} “{name}”: {reason}",
        ],
    ),
    (
        "change-enterprise",
        "recode",
        [
            "把企业 {recode} 的统一社会信用代码改为 {code}，理由：{reason}",
            "gave enterprise {recode} the code {code}: {reason}",
        ],
    ),
    (
        "change-enterprise",
        "arrive",
        [
            "登记企业 {arrive} 从 {on} 起迁入，理由：{reason}",
            "noted that enterprise {arrive} moved in on {on}: {reason}",
        ],
    ),
    (
        "change-enterprise",
        "leave",
        [
            "登记企业 {leave} 从 {on} 起迁出，理由：{reason}",
            "noted that enterprise {leave} left on {on}: {reason}",
        ],
    ),
    (
        "merge-enterprises",
        "merge",
        ["把企业 {merge} 的档案并入企业 {into}", "merged enterprise {merge} into {into}"],
    ),
    (
        "merge-enterprises",
        "unmerge",
        ["撤销了企业 {unmerge} 的合并", "took the merger of enterprise {unmerge} back"],
    ),
    (
        "merge-enterprises",
        "part",
        [
            "认定企业 {part} 与企业 {from} 不是同一家，理由：{reason}",
            "said that enterprises {part} and {from} are two: {reason}",
        ],
    ),
    (
        "merge-enterprises",
        "unpart",
        [
            "撤销了企业 {unpart} 与企业 {from} “不是同一家”的认定",
            "no longer says that enterprises {unpart} and {from} are two",
        ],
    ),
    (
        "make-task",
        "task=given",
        ["派了一项任务，关于企业 {subject}", "gave a task about enterprise {subject}"],
    ),
    ("make-task", "task=passed", ["转派了任务 {number}", "passed task {number} on"]),
    ("do-task", "task=closed", ["办结了任务 {number}", "closed task {number}"]),
    ("keep-accounts", "joined", ["新增了人员{@joined}", "let {@joined} in"]),
    (
        "keep-accounts",
        "renamed",
        ["改了{@renamed}的登记信息", "changed what is known of {@renamed}"],
    ),
    ("keep-accounts", "left", ["登记{@left}从 {day} 起离职", "noted that {@left} leaves on {day}"]),
    ("keep-accounts", "erased", ["注销了{@erased}的个人信息", "erased what is known of {@erased}"]),
    ("keep-accounts", "invited", ["邀请了{@invited}", "invited {@invited}"]),
    (
        "keep-accounts",
        "factor",
        ["取消了{@factor}的第二因素", "took the second factor of {@factor} away"],
    ),
    ("keep-accounts", "key", ["给了接口调用方 C{key} 一把密钥", "gave client C{key} a key"]),
    (
        "keep-accounts",
        "key_taken",
        ["收回了接口调用方 C{key_taken} 的密钥", "took the key of client C{key_taken} back"],
    ),
    (
        "keep-accounts",
        "founder",
        [
            "第一次启动：{@founder}设立了自己的账号，任管理员岗位 P{post}",
            "first start: {@founder} made their own account and holds the administrator's post P{post}",
        ],
    ),
    (
        "grant-posts",
        "officer",
        [
            "提请第 {motion} 项：由{@officer}任管理员岗位 P{post}",
            "asked for motion {motion}: that {@officer} have the administrator's post P{post}",
        ],
    ),
    (
        "grant-posts",
        "asks",
        [
            "提请第 {motion} 项：把在任的岗位 P{post} 改为管理员岗位",
            "asked for motion {motion}: that post P{post} be an administrator's",
        ],
    ),
    (
        "keep-accounts",
        "asks=invite",
        [
            "提请第 {motion} 项：给{@officer}重发邀请",
            "asked for motion {motion}: to invite {@officer} anew",
        ],
    ),
    (
        "keep-accounts",
        "asks=factor",
        [
            "提请第 {motion} 项：取消{@officer}的第二因素",
            "asked for motion {motion}: to take the second factor of {@officer} away",
        ],
    ),
    (
        "second-staff",
        "agreed",
        [
            "同意了第 {agreed} 项提请（日志第 {asked} 笔）",
            "agreed to motion {agreed}, asked for with line {asked}",
        ],
    ),
    (
        "second-staff",
        "refused",
        [
            "不同意第 {refused} 项提请（日志第 {asked} 笔），理由：{reason}",
            "refused motion {refused}, asked for with line {asked}: {reason}",
        ],
    ),
    (
        "second-staff",
        "withdrawn",
        [
            "撤回了第 {withdrawn} 项提请（日志第 {asked} 笔），理由：{reason}",
            "withdrew motion {withdrawn}, asked for with line {asked}: {reason}",
        ],
    ),
    ("grant-posts", "grants", ["变更了岗位和任职 {grants} 处", "made {grants} changes to posts"]),
    ("keep-content", "is", ["更新了政策包", "took other packs up"]),
    ("keep-store", "found", ["建立了登记库", "founded the register"]),
    ("keep-store", "migrate", ["升级了登记库", "migrated the register"]),
    ("keep-store", "backup", ["备份了登记库：{backup}", "backed the register up: {backup}"]),
    (
        "keep-store",
        "restore",
        [
            "从备份恢复了登记库，恢复到日志第 {restore} 笔",
            "restored the register up to line {restore}",
        ],
    ),
    ("keep-store", "move", ["把登记库迁到另一处", "moved the register"]),
    ("read-journal", "", ["查阅了日志", "read the journal"]),
    (
        "sign-in",
        "by=oidc",
        ["经统一身份认证登录，岗位 {post}", "signed in by single sign-on, to post {post}"],
    ),
    ("sign-in", "post", ["登录，岗位 {post}", "signed in, to post {post}"]),
    ("take-post", "post", ["换到岗位 {post}", "went over to post {post}"]),
    ("sign-out", "", ["退出", "signed out"]),
    ("end-session", "why=expired", ["登录到期", "was signed out: the session ran out"]),
    (
        "end-session",
        "why=strayed",
        ["登录从别的地址或程序使用，已终止", "was signed out: the session turned up elsewhere"],
    ),
    (
        "end-session",
        "why=replaced",
        ["登录被后一次登录代替", "was signed out: a later session took its place"],
    ),
    ("set-password", "", ["改了密码", "chose another password"]),
    ("set-factor", "factor=true", ["启用了第二因素", "set a second factor"]),
    ("set-factor", "factor=false", ["取消了第二因素", "dropped the second factor"]),
    ("lock-out", "", ["多次输错密码，账号已锁定", "was locked out after wrong passwords"]),
    ("accept-invitation", "", ["接受了邀请", "accepted the invitation"]),
];

/// What is put into a sentence in the place of numbers and ids.
pub struct Known<'a, F: Fn(&str) -> String> {
    /// Who is who.
    pub names: &'a Names,
    /// The name of a fact by its id.
    pub fact: F,
}

/// What was done, without who and when: in Chinese and in English.
pub fn done<F: Fn(&str) -> String>(act: &str, detail: &Json, known: &Known<'_, F>) -> [String; 2] {
    let fits = |(of, word, _): &&(&str, &str, [&str; 2])| *of == act && says(detail, word);
    if let Some((_, _, words)) = DEEDS.iter().find(fits) {
        return words.map(|words| filled(words, detail, known));
    }
    let title = ACTS.iter().find(|(name, _, _)| *name == act);
    [title.map_or(act, |(_, title, _)| *title).to_owned(), act.to_owned()]
}

/// The acts that the journal has sentences for, in order.
pub fn acts() -> std::collections::BTreeSet<&'static str> {
    DEEDS.iter().map(|(act, _, _)| *act).chain(ACTS.iter().map(|(act, _, _)| *act)).collect()
}

/// Whether a detail has a word, and says there what it must.
fn says(detail: &Json, word: &str) -> bool {
    match word.split_once('=') {
        None => word.is_empty() || detail.get(word).is_some(),
        Some((word, value)) => detail.get(word).is_some_and(|is| plain(is) == value),
    }
}

fn filled<F: Fn(&str) -> String>(words: &str, detail: &Json, known: &Known<'_, F>) -> String {
    let mut parts = words.split('{');
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        let of = |name: &str| detail.get(name).map(plain).unwrap_or_default();
        if let Some((words, name)) = name.rsplit_once(['：', ' ']) {
            let said = of(name);
            if !said.is_empty() {
                let mark = if words.ends_with(':') { " " } else { "：" };
                told.extend([words, mark, &said]);
            }
            told += rest;
            continue;
        }
        told += &match (name.strip_prefix('@'), name.strip_prefix('#')) {
            (Some(name), _) => match of(name).parse() {
                Ok(number) => known.names.told(&OfficerId(number).to_string()).into_owned(),
                Err(_) => of(name),
            },
            (_, Some(name)) => (known.fact)(&of(name)),
            _ => of(name),
        };
        told += rest;
    }
    told
}

/// A value without the marks of JSON; lists with commas between.
fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(all) => all.iter().map(plain).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use zone::people::Staff;

    use super::*;

    fn told(act: &str, detail: &Json) -> [String; 2] {
        let people = [(OfficerId(7), Some("张三".to_owned())), (OfficerId(8), None)];
        let names = Names::new(people, &Staff::new("示范高新区"));
        let fact =
            |id: &str| if id == "revenue" { "营业收入".to_owned() } else { id.to_owned() };
        done(act, detail, &Known { names: &names, fact })
    }

    #[test]
    fn a_deed_is_told_with_what_it_was_about() {
        let about = json!({ "subject": 3, "fact": "revenue", "reason": "年报写错" });
        let [zh, en] = told("settle-fact", &about);
        assert_eq!(zh, "核定了企业 3 的“营业收入”，理由：年报写错");
        assert_eq!(en, "settled “营业收入” of enterprise 3: 年报写错");
        let review = json!({ "review": 9, "subject": null, "outcome": "returned" });
        assert_eq!(told("review-facts", &review)[0], "复核日志第 9 笔，退回");
        let verdict = json!({ "policies": ["a/b", "c/d"], "on": "2026-11-21", "answer": "ff" });
        assert_eq!(
            told("issue-verdict", &verdict)[0],
            "出具了判定（按 2026-11-21 申请）：a/b、c/d"
        );
    }

    #[test]
    fn what_was_taken_out_without_columns_has_none() {
        let fill = |columns| json!({ "fill": "清单.xlsx", "enterprises": 3, "columns": columns });
        let of = |columns| told("export-facts", &fill(columns));
        let (some, none) = (of(json!(["营业收入", "所属园区"])), of(json!([])));
        assert_eq!(some[0], "导出了“清单.xlsx”：3 家企业，列：营业收入、所属园区");
        assert_eq!(some[1], "took out “清单.xlsx”: 3 enterprises, columns: 营业收入、所属园区");
        assert_eq!(none[0], "导出了“清单.xlsx”：3 家企业");
        assert_eq!(none[1], "took out “清单.xlsx”: 3 enterprises");
    }

    #[test]
    fn people_are_named_and_who_was_erased_is_a_number() {
        assert_eq!(told("keep-accounts", &json!({ "joined": 7 }))[0], "新增了人员张三");
        assert_eq!(
            told("keep-accounts", &json!({ "erased": 8 }))[0],
            "注销了已注销人员 U8的个人信息"
        );
    }

    #[test]
    fn an_act_of_which_nothing_is_written_has_its_title() {
        let done = told("keep-store", &json!({ "swept": 3 }));
        assert_eq!(done, ["管理数据库".to_owned(), "keep-store".to_owned()]);
        assert_eq!(told("unheard-of", &json!({}))[0], "unheard-of");
    }
}
