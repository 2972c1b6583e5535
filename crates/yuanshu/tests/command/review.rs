//! The second person's word: what waits, what it makes count, and that it is said once.

use crate::desk::{Desk, Ran};
use crate::fill::SURVEY;
use crate::import::{desk, import};
use crate::shelf::SOURCE;

const GRANT: &str = r#"
id = "zone/grant"
title = "营收奖励"
from = 2026-01-01
status = "demo"
kind = "grant"
[[clause]]
id = "base"
cite = "zone/notice#第一条"
summary = "上年营业收入不低于 100 万元的给 1%"
when = "营业收入[-1] >= 100 万元"
give = "1% * 营业收入[-1]"
[[case]]
name = "一百万整"
on = 2026-11-21
given = { "营业收入" = ["100 万元"] }
want = { give = "1 万元" }
"#;

/// A register with a policy that pays by revenue, and three imports: of two firms, of staff
/// alone, and of another revenue.
fn paying(name: &str) -> Desk {
    let desk = desk(name);
    desk.put("packs/zone/source/notice.toml", SOURCE);
    desk.put("packs/zone/policy/grant.toml", GRANT);
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let head = "统一社会信用代码,企业名称,年度";
    desk.put("b.csv", format!("{head},职工总数\n91610100MA0000023K,乙制造有限公司,2025,9\n"));
    import(&desk, &["b.csv", "--feed", "zone/tax", "--accept"]);
    desk.put(
        "c.csv",
        format!("{head},营业收入(万元)\n91610100MA0000023K,乙制造有限公司,2024,70\n"),
    );
    import(&desk, &["c.csv", "--feed", "zone/tax", "--accept"]);
    desk
}

/// Another person's word.
fn other(desk: &Desk, more: &[&str]) -> Ran {
    let by = ["--operator", "李四", "--department", "科技局"];
    desk.run(&[&["review", "--data", "库"], more, &by].concat())
}

/// The lines without their days.
fn rows(said: &str) -> Vec<Vec<&str>> {
    let is_day = |cell: &&str| base::parse_day(cell).is_some();
    let cells = said.lines().map(|line| line.split('\t').filter(|cell| !is_day(cell)));
    cells.map(Iterator::collect).collect()
}

fn states(desk: &Desk) -> Vec<String> {
    let listed = desk.run(&["imports", "--data", "库"]).out;
    listed.lines().map(|line| line.rsplit('\t').next().unwrap().to_owned()).collect()
}

#[test]
fn who_brought_a_sheet_in_does_not_review_it() {
    let desk = paying("review-own");
    let own = desk.run(&["review", "1", "--data", "库"]);
    let said = "张三已经办，不能再由本人复核；请换一人复核";
    assert_eq!((own.code, own.err.trim()), (Some(1), said));
}

#[test]
fn what_waits_is_listed_and_what_a_word_makes_count_is_said() {
    let desk = paying("review-list");
    let correct = ["correct", "甲科技有限公司", "--fact", "营业收入", "--year", "2025"];
    let to = ["--value", "1300万元", "--feed", "zone/tax", "--reason", "漏报", "--data", "库"];
    assert_eq!(desk.run(&[&correct[..], &to].concat()).code, Some(0));
    let waiting = desk.run(&["review", "--data", "库"]);
    let wanted = [
        vec!["第 1 次导入", "a.csv", "张三", "营业收入", "2 个数"],
        vec!["第 3 次导入", "c.csv", "张三", "营业收入", "1 个数"],
        vec!["日志第 5 笔更正", "甲科技有限公司 1,300.00 万元", "张三", "营业收入"],
    ];
    assert_eq!(rows(&waiting.out), wanted);
    assert!(waiting.err.starts_with("待复核 3 笔。"), "{}", waiting.err);
    assert_eq!(states(&desk), ["待复核", "不用复核", "待复核"]);
    let passed = other(&desk, &["1"]);
    let said = "复核通过了第 1 次导入（日志第 6 笔）：营业收入 的 2 个数从此算数；其余 1 项（职工总数）不用复核，照常算数\n还有 2 笔待复核：yuanshu review";
    assert_eq!((passed.code, passed.err.trim()), (Some(0), said));
    let refused = other(&desk, &["3", "--refuse", "--reason", "年度错了"]);
    let said = "退回了第 3 次导入（日志第 7 笔）：营业收入 的 1 个数不算数\n还有 1 笔待复核：yuanshu review";
    assert_eq!((refused.code, refused.err.trim()), (Some(0), said));
    assert_eq!(states(&desk), ["已复核", "不用复核", "已退回"]);
    let (_, again) = import(&desk, &["c.csv", "--feed", "zone/tax", "--accept"]);
    let said = "c.csv 已经导入过（第 3 次，一字不差）；其中要复核的数退回了（日志第 7 笔：年度错了）：改正后的文件可以直接导入，退错了的先撤销再导入：yuanshu undo 3 --reason 原因，跳过";
    assert_eq!(again.lines().next_back(), Some(said));
    let firm = desk.run(&["firm", "乙制造有限公司", "--data", "库"]).out;
    let figure = firm.lines().skip_while(|line| !line.contains("营业收入 2024年"));
    let wanted = [
        "  营业收入 2024年　未知，待补数据",
        "      退回或撤销了（日志第 7 笔）：70.00 万元　c.csv c!D2（税务数据（示例），汇缴）　日志第 4 笔",
    ];
    assert_eq!(figure.take(2).collect::<Vec<_>>(), wanted);
    let nothing = other(&desk, &["2", "--refuse", "--reason", "不对"]);
    let said = "第 2 次导入里没有要复核的数：不关系到资金的，存入就算数；整个不要的，用 yuanshu undo 编号 --reason 原因";
    assert_eq!((nothing.code, nothing.err.trim()), (Some(1), said));
}

#[test]
fn a_word_is_said_once_and_what_was_returned_is_not_passed() {
    let desk = paying("review-once");
    assert_eq!(other(&desk, &["1"]).code, Some(0));
    let twice = other(&desk, &["1"]);
    assert_eq!(twice.code, Some(1));
    let said = ["李四 已于 ", " 复核通过，无需再复核；没有写入任何内容"];
    assert!(said.iter().all(|part| twice.err.contains(part)), "{}", twice.err);
    let refuse = ["1", "--refuse", "--reason", "再看不对"];
    assert_eq!(other(&desk, &refuse).code, Some(0), "the last word counts");
    for again in [&["1"][..], &refuse] {
        let again = other(&desk, again);
        assert_eq!(again.code, Some(1));
        assert!(again.err.contains(" 退回，退回的不能再复核；"), "{}", again.err);
    }
    assert_eq!(states(&desk), ["已退回", "不用复核", "待复核"]);
    let undone = desk.run(&["undo", "3", "--data", "库", "--reason", "年度错了"]);
    assert_eq!(undone.code, Some(0), "{}", undone.err);
    assert_eq!(states(&desk), ["已退回", "不用复核", "已撤销（第 7 笔）"]);
    let gone = other(&desk, &["3"]);
    let said = "第 3 次导入已经撤销（日志第 7 笔），不用复核";
    assert_eq!((gone.code, gone.err.trim()), (Some(1), said));
}

#[test]
fn several_imports_are_reviewed_in_turn_and_the_first_that_cannot_be_ends_it() {
    let desk = paying("review-range");
    let all = other(&desk, &["1-3"]);
    let said = [
        "复核通过了第 1 次导入（日志第 5 笔）：营业收入 的 2 个数从此算数；其余 1 项（职工总数）不用复核，照常算数",
        "第 2 次导入没有要复核的，跳过",
        "复核通过了第 3 次导入（日志第 6 笔）：营业收入 的 1 个数从此算数",
        "没有别的待复核了",
    ];
    assert_eq!((all.code, all.err.lines().collect::<Vec<_>>()), (Some(0), said.into()));
    let beyond = other(&desk, &["2-9"]);
    assert_eq!(beyond.code, Some(1));
    assert!(beyond.err.contains("做到第 3 次停下：李四 已于 "), "{}", beyond.err);
    assert!(beyond.err.contains("第 2 到 2 次已复核；其余改正后用 3-9 接着做"), "{}", beyond.err);
}

#[test]
fn what_was_returned_may_be_said_again() {
    let desk = paying("review-again");
    assert_eq!(other(&desk, &["1"]).code, Some(0));
    let correct = ["correct", "甲科技有限公司", "--fact", "营业收入", "--year", "2025"];
    let to = ["--value", "1300万元", "--feed", "zone/tax", "--reason", "漏报", "--data", "库"];
    let again = || desk.run(&[&correct[..], &to].concat());
    assert_eq!(again().code, Some(0));
    let twice = again();
    let why = "--value：同样的更正已经提交（日志第 6 笔），在等第二个人复核，没有再写";
    assert_eq!((twice.code, twice.err.lines().next()), (Some(2), Some(why)));
    let refused = other(&desk, &["--line", "6", "--refuse", "--reason", "没有凭据"]);
    assert_eq!(refused.code, Some(0), "{}", refused.err);
    let said = again();
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(other(&desk, &["--line", "8"]).code, Some(0));
    let same = again();
    let why = "--value：这个来源现在就是这个数，没有写；要改阶段的请写 --stage";
    assert_eq!((same.code, same.err.lines().next()), (Some(2), Some(why)));
}

#[test]
fn what_serves_statistics_alone_is_said_to_decide_nothing() {
    let desk = paying("review-survey");
    desk.put("packs/zone/feed/survey.toml", SURVEY);
    desk.put("d.csv", desk.text("c.csv").replace(",70", ",71"));
    let (_, said) = import(&desk, &["d.csv", "--feed", "zone/survey", "--accept"]);
    assert!(said.contains("与别的来源一致 0，与别的来源不一致 0"), "{said}");
    let passed = other(&desk, &["4"]);
    let said = "复核通过了第 4 次导入（日志第 6 笔）：营业收入 的 1 个数从此算数，但来源不准用于判定，不参与判定";
    assert_eq!((passed.code, passed.err.lines().next()), (Some(0), Some(said)));
}
