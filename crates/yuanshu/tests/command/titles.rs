//! Lists of titles: they add up, and each record says what it is.

use crate::asked::{REWARD, TITLES, answers, register};
use crate::desk::Desk;
use crate::fill::fill;
use crate::import::import;
use crate::marked::{part, rows};

const FIRM: &str = "91610100MA0000023K,乙制造有限公司";
const HEADS: &str = "统一社会信用代码,企业名称";

/// A register that knows titles, with short names for one of them.
fn desk(name: &str) -> Desk {
    let desk = register(name);
    let short =
        "[fact.field.aliases]\n\"高企\" = \"高新技术企业\"\n\"科小\" = \"科技型中小企业\"\n";
    let field = "[[fact.field]]\nid = \"conferred_on\"";
    assert!(TITLES.contains(field));
    let titles = TITLES.replace(field, &format!("{short}{field}"));
    desk.put("packs/zone/fact/titles.toml", titles);
    desk
}

fn bring(desk: &Desk, file: &str, feed: &str) -> String {
    let more = ["--feed", feed, "--since", "2026-01-01", "--accept"];
    let (code, said) = import(desk, &[&[file][..], &more].concat());
    assert_eq!(code, Some(0), "{said}");
    said
}

/// The titles of the firm that count.
fn held(desk: &Desk) -> String {
    desk.put("名单.csv", format!("{HEADS}\n{FIRM}\n"));
    let ran = fill(desk, &["名单.csv", "--columns", "资质称号", "--out", "填.xlsx"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let cells = rows(desk, "填.xlsx", "名单");
    cells.get(1).and_then(|row| row.last()).cloned().unwrap_or_default()
}

#[test]
fn a_second_list_adds_to_the_first_and_an_undone_one_lists_nothing() {
    let desk = desk("titles-two");
    let list = |title: &str| format!("{HEADS},种类,认定日,到期日\n{FIRM},{title}\n");
    desk.put("一.csv", list("高新技术企业,2024-11-01,2027-10-31"));
    desk.put("二.csv", list("科技型中小企业,2026-05-01,2026-12-31"));
    desk.put("三.csv", list("瞪羚企业,2025-01-01,2027-12-31"));
    let said = bring(&desk, "一.csv", "zone/report");
    assert!(said.contains("名单和已有的资质合起来算"), "{said}");
    bring(&desk, "二.csv", "zone/report");
    bring(&desk, "三.csv", "zone/tax");
    let [high, small, gazelle] = [
        "高新技术企业（认定日 2024-11-01，到期日 2027-10-31）",
        "科技型中小企业（认定日 2026-05-01，到期日 2026-12-31）",
        "瞪羚企业（认定日 2025-01-01，到期日 2027-12-31）",
    ];
    let sorted = |held: String| {
        let mut titles: Vec<String> = held.split('；').map(str::to_owned).collect();
        titles.sort();
        titles
    };
    assert_eq!(sorted(held(&desk)), [gazelle, small, high]);
    let notes = part(&desk, "填.xlsx", "xl/yuanshuComments1.xml");
    for said in ["一.csv 一!A2", "二.csv 二!A2", "三.csv 三!A2", "没有来源说列全了，可能还有别的"]
    {
        assert!(notes.contains(said), "{said}: {notes}");
    }
    let undone = desk.run(&["undo", "2", "--data", "库", "--reason", "传错了"]);
    assert_eq!(undone.code, Some(0), "{}", undone.err);
    assert_eq!(sorted(held(&desk)), [gazelle, small]);
}

#[test]
fn a_column_called_as_the_list_says_of_each_row_which_title_it_is() {
    let desk = desk("titles-column");
    desk.put(
        "高新区资质.csv",
        format!("{HEADS},资质称号,到期日\n{FIRM},高企,2027-10-31\n{FIRM},科小,2026-12-31\n"),
    );
    bring(&desk, "高新区资质.csv", "zone/report");
    let both = "高新技术企业（到期日 2027-10-31）；科技型中小企业（到期日 2026-12-31）";
    assert_eq!(held(&desk), both);
    // 否 is the name of no title, and says of no title that it is not held.
    desk.put("否.csv", format!("{HEADS},资质称号\n{FIRM},否\n"));
    let ran = desk.run(&["import", "否.csv", "--data", "库", "--feed", "zone/tax"]);
    assert!(ran.err.contains("否!C2 “否”：不是资质的名称"), "{}", ran.err);
    // Several in one cell are no title.
    desk.put("一格.csv", format!("{HEADS},资质称号\n{FIRM},高企、科小\n"));
    let said = bring(&desk, "一格.csv", "zone/tax");
    assert!(said.contains("一格!C2"), "{said}");
    // Something is there, of which nobody can tell what.
    assert_eq!(held(&desk), format!("{both}；种类不明"));
}

#[test]
fn the_title_of_a_sheet_says_which_title_all_of_it_is_or_nothing_is_taken() {
    let desk = desk("titles-titled");
    let list =
        |title: &str| format!("{title},,,\n{HEADS},认定日,到期日\n{FIRM},2024-11-01,2027-10-31\n");
    desk.put("甲.csv", list("2024年度第一批名单"));
    let said = bring(&desk, "甲.csv", "zone/report");
    assert!(said.contains("甲!A3") && said.contains("没有写是哪一种资质"), "{said}");
    assert_eq!(held(&desk), "");
    desk.put("乙.csv", list("2024年度第一批高新技术企业认定名单"));
    bring(&desk, "乙.csv", "zone/report");
    assert_eq!(held(&desk), "高新技术企业（认定日 2024-11-01，到期日 2027-10-31）");
}

#[test]
fn what_nobody_lists_is_unknown_unless_the_list_is_whole() {
    let desk = desk("titles-open");
    desk.put("packs/zone/policy/reward.toml", REWARD);
    let list = |title: &str| format!("{HEADS},种类,到期日\n{FIRM},{title}\n");
    let reward = |desk: &Desk| {
        let all = answers(desk, &["--policy", "zone/reward"]);
        let firm = desk.run(&["firm", "91610100MA0000023K", "--data", "库", "--on", "2026-11-21"]);
        assert_eq!(firm.code, Some(0), "{}", firm.err);
        let own = firm.out.lines().find(|line| line.contains("高企奖励")).unwrap_or_default();
        let said = ["不符合", "待补数据", "符合"].into_iter().find(|word| own.contains(word));
        (all[1].clone(), said.unwrap_or_default().to_owned())
    };
    desk.put("一.csv", list("瞪羚企业,2027-12-31"));
    let said = bring(&desk, "一.csv", "zone/report");
    assert!(said.contains("没有列出的资质算不知道") && said.contains("whole"), "{said}");
    let of = |answer: &str, said: &str| (format!("91610100MA0000023K {answer}"), said.to_owned());
    assert_eq!(reward(&desk), of("unknown", "待补数据"));
    assert_eq!(held(&desk), "瞪羚企业（到期日 2027-12-31）");
    // The same of a source that hands its list in whole.
    let feeds = desk.text("packs/zone/feed/feeds.toml");
    let whole = feeds.replacen("stage", "whole = [\"资质称号\"]\nstage", 1);
    desk.put("packs/zone/feed/feeds.toml", whole);
    desk.put("二.csv", list("科技型中小企业,2026-12-31"));
    let said = bring(&desk, "二.csv", "zone/tax");
    assert!(said.contains("这个来源的名单是全的"), "{said}");
    assert_eq!(reward(&desk), of("no", "不符合"));
    desk.put("三.csv", list("高新技术企业,2027-10-31"));
    bring(&desk, "三.csv", "zone/report");
    assert_eq!(reward(&desk), of("yes", "符合"));
}

#[test]
fn a_list_of_those_who_hold_nothing_gives_nobody_a_title() {
    let desk = desk("titles-denied");
    let titles = [
        "关于取消高新技术企业资格的公告",
        "2025年拟认定高新技术企业名单",
        "2025年高企申报企业名单",
        "非高新技术企业名单",
        "高新技术企业认定未通过名单",
    ];
    for (at, title) in titles.iter().enumerate() {
        let file = format!("{at}.csv");
        desk.put(
            &file,
            format!("{title},,,\n{HEADS},认定日,到期日\n{FIRM},2024-11-01,2027-10-31\n"),
        );
        let ran = desk.run(&["import", &file, "--data", "库", "--feed", "zone/report"]);
        assert!(ran.err.contains("不是已认定的名单"), "{title}: {}", ran.err);
        assert!(ran.err.contains(&format!("{at}!A3")), "{title}: {}", ran.err);
    }
    desk.put(
        "好.csv",
        format!("第一批高新技术企业名单,,,\n{HEADS},认定日,到期日\n{FIRM},2024-11-01,2027-10-31\n"),
    );
    let said = bring(&desk, "好.csv", "zone/report");
    assert!(said.contains("按表名或标题当作“高新技术企业”"), "{said}");
    assert_eq!(held(&desk), "高新技术企业（认定日 2024-11-01，到期日 2027-10-31）");
}

#[test]
fn a_title_that_cannot_be_read_leaves_a_whole_list_open() {
    let desk = desk("titles-unread");
    desk.put("packs/zone/policy/reward.toml", REWARD);
    let feeds = desk.text("packs/zone/feed/feeds.toml");
    let whole = feeds.replacen("stage", "whole = [\"资质称号\"]\nstage", 1);
    desk.put("packs/zone/feed/feeds.toml", whole);
    let list = |second: &str| {
        format!("{HEADS},种类,到期日\n{FIRM},科小,2026-12-31\n{FIRM},{second},2027-12-31\n")
    };
    let answer = || answers(&desk, &["--policy", "zone/reward"])[1].clone();
    desk.put("一.csv", list("高企（培育）"));
    let said = bring(&desk, "一.csv", "zone/tax");
    assert!(said.contains("按种类不明的一条存"), "{said}");
    assert_eq!(answer(), "91610100MA0000023K unknown");
    let undone = desk.run(&["undo", "2", "--data", "库", "--reason", "改好再导"]);
    assert_eq!(undone.code, Some(0), "{}", undone.err);
    desk.put("二.csv", list("瞪羚企业"));
    bring(&desk, "二.csv", "zone/tax");
    assert_eq!(answer(), "91610100MA0000023K no");
}

/// Whether somebody holds a title, and a policy that asks for it.
const HOLDS: &str = r#"
[[fact]]
id = "holds_hightech"
name = "已认定高新技术企业"
kind = "bool"
period = "point"
synonyms = ["是否高新技术企业"]
formula = 'some t in 资质称号 satisfies t.种类 = "高新技术企业" and t.认定日 <= on and t.到期日 >= on'
"#;

#[test]
fn a_certificate_without_its_last_day_says_that_this_is_what_is_missing_and_of_which() {
    let desk = desk("titles-lasting");
    let facts = desk.text("packs/zone/fact/titles.toml");
    desk.put("packs/zone/fact/titles.toml", format!("{facts}{HOLDS}"));
    let when = REWARD.lines().find(|line| line.starts_with("when")).unwrap_or_default();
    let lasting =
        r#"when = 'some t in 资质称号 satisfies t.种类 = "高新技术企业" and t.到期日 >= on'"#;
    let given = r#"[{ "种类" = "高新技术企业""#;
    let until = format!("{given}, \"到期日\" = 2027-10-31");
    let wanted = REWARD.replace(when, lasting).replace(given, &until);
    desk.put("packs/zone/policy/reward.toml", wanted);
    // Another source lists another title, and is learnt later.
    let list = |title: &str| format!("{HEADS},种类,认定日,到期日\n{FIRM},{title}\n");
    desk.put("公告.csv", list("高企,2024-11-01,"));
    desk.put("别的.csv", list("瞪羚企业,2025-01-01,2027-12-31"));
    bring(&desk, "公告.csv", "zone/report");
    bring(&desk, "别的.csv", "zone/tax");
    let what = "资质称号“高新技术企业”的到期日";
    let day = ["--data", "库", "--on", "2026-11-21"];
    let firm = desk.run(&[&["firm", "91610100MA0000023K"][..], &day].concat());
    assert!(firm.out.contains(&format!("高企奖励　待补数据\n      缺：{what}\n")), "{}", firm.out);
    let asked = ["why", "--subject", "91610100MA0000023K", "--policy", "zone/reward"];
    let why = desk.run(&[&asked[..], &day].concat());
    let told = format!(
        "待补数据\n  {what}　补齐后可判定 1 项：高企奖励（涉及 1 项）\n    \
         高新技术企业（认定日 2024-11-01）　[公告.csv 公告!A2（企业填报（示例），汇缴）]\n      \
         名单里没有这一条的到期日；请从证书或公告上补到名单里（同一编号或同一认定日），再导入\n"
    );
    assert!(why.out.contains(&told), "{}", why.out);
    desk.put("名单.csv", format!("{HEADS}\n{FIRM}\n"));
    let ran = fill(&desk, &["名单.csv", "--columns", "是否高新技术企业", "--out", "填.xlsx"], "");
    assert!(ran.out.contains(&format!("：{what} 1 家")), "{}", ran.out);
    let notes = part(&desk, "填.xlsx", "xl/yuanshuComments1.xml");
    let told = format!(
        "缺：由别的指标算出，缺 {what}：高新技术企业（认定日 2024-11-01）（企业填报（示例），科技局（虚构），公告.csv 公告!A2）；名单里没有这一条的到期日；请从证书或公告上补到名单里（同一编号或同一认定日），再导入"
    );
    assert!(notes.contains(&told), "{notes}");
    // What was asked for is enough.
    desk.put("补.csv", list("高企,2024-11-01,2027-10-31"));
    bring(&desk, "补.csv", "zone/report");
    let firm = desk.run(&[&["firm", "91610100MA0000023K"][..], &day].concat());
    assert!(firm.out.contains("高企奖励　测算符合"), "{}", firm.out);
}

#[test]
fn a_list_of_names_alone_confers_nothing_and_says_what_would() {
    let desk = desk("titles-names");
    desk.put("高新技术企业名单.csv", format!("{HEADS}\n{FIRM}\n"));
    let said = bring(&desk, "高新技术企业名单.csv", "zone/report");
    let why = "除了企业，没有一列能读，没有当作“高新技术企业”的名单：是已认定的名单的，请加一列“资质称号”，每行写“高新技术企业”";
    assert!(said.contains(why), "{said}");
    assert_eq!(held(&desk), "");
    desk.put("企业名录.csv", format!("{HEADS}\n{FIRM}\n"));
    let said = bring(&desk, "企业名录.csv", "zone/report");
    assert!(!said.contains("没有一列能读"), "{said}");
}

#[test]
fn a_row_that_says_it_was_lost_confers_nothing() {
    let desk = desk("titles-lost");
    let list = |head: &str, said: &str| {
        format!("{HEADS},资质称号,到期日,{head}\n{FIRM},高新技术企业,2027-10-31,{said}\n")
    };
    for (head, said) in [
        ("备注", "2026年3月撤销"),
        ("状态", "已注销"),
        ("是否通过", "否"),
        ("认定结果", "不予认定"),
    ] {
        desk.put("名单.csv", list(head, said));
        let told = bring(&desk, "名单.csv", "zone/report");
        assert!(told.contains(&format!("这一行写着“{said}”，没有当作已认定的")), "{told}");
    }
    assert_eq!(held(&desk), "");
    desk.put("名单.csv", list("备注", "2024年更名"));
    bring(&desk, "名单.csv", "zone/report");
    assert_eq!(held(&desk), "高新技术企业（到期日 2027-10-31）");
}

#[test]
fn a_section_of_those_who_failed_confers_nothing_and_a_remark_below_is_told() {
    let desk = desk("titles-section");
    desk.put(
        "名单.csv",
        format!(
            "{HEADS},资质称号,到期日\n二、未通过认定企业\n{FIRM},高新技术企业,2027-10-31\n\
             一、重新认定企业\n91610100MA0000007X,甲科技有限公司,高新技术企业,2026-12-31\n\
             注：序号1企业已被取消资格\n"
        ),
    );
    let told = bring(&desk, "名单.csv", "zone/report");
    assert!(told.contains("表下的说明提到“取消”"), "{told}");
    assert_eq!(held(&desk), "");
    let file = desk.run(&["firm", "甲科技有限公司", "--data", "库", "--on", "2026-11-21"]).out;
    assert!(file.contains("高新技术企业"), "{file}");
}

#[test]
fn a_title_that_names_holders_whatever_else_it_says_is_taken() {
    for (at, title) in ["高新技术企业申报认定通过名单", "新认定高企名单（不含取消资格企业）"]
        .into_iter()
        .enumerate()
    {
        let desk = desk(&format!("titles-passed-{at}"));
        desk.put(
            "名单.csv",
            format!("{title},,\n{HEADS},认定日,到期日\n{FIRM},2024-11-01,2027-10-31\n"),
        );
        bring(&desk, "名单.csv", "zone/report");
        assert_eq!(held(&desk), "高新技术企业（认定日 2024-11-01，到期日 2027-10-31）", "{title}");
    }
    for (at, title) in ["拟新认定高企名单", "高新技术企业后备名单"].into_iter().enumerate()
    {
        let desk = desk(&format!("titles-not-{at}"));
        desk.put(
            "名单.csv",
            format!("{title},,\n{HEADS},认定日,到期日\n{FIRM},2024-11-01,2027-10-31\n"),
        );
        bring(&desk, "名单.csv", "zone/report");
        assert_eq!(held(&desk), "", "{title}");
    }
}
