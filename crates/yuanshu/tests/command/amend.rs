//! Putting right what was said: corrections, settlements, objections, merges.

use crate::desk::{Desk, Ran};
use crate::import::{desk, import};

const OWNERS: &str = r#"
status = "demo"
[[owner]]
department = "税务局（虚构）"
facts = ["营业收入"]
"#;

/// A register in which two sources disagree about 乙's revenue.
fn disputed(name: &str) -> Desk {
    let desk = desk(name);
    desk.put("packs/zone/owner/owners.toml", OWNERS);
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    desk.put("c.csv", "统一社会信用代码,企业名称,年度,营业收入(万元)\n91610100MA0000023K,乙制造有限公司,2025,90\n");
    import(&desk, &["c.csv", "--feed", "zone/report", "--accept"]);
    desk
}

fn run(desk: &Desk, verb: &str, more: &[&str]) -> Ran {
    desk.run(&[&[verb, "--data", "库"], more].concat())
}

/// The lines of a file that speak of 乙's revenue.
fn revenue(desk: &Desk) -> String {
    let file = run(desk, "firm", &["乙制造有限公司", "--on", "2026-11-21"]).out;
    let from = file.find("  营业收入").unwrap();
    let figures = file[from..].split("\n\n").next().unwrap().lines();
    figures.filter(|line| !line.contains("记入：")).collect::<Vec<_>>().join("\n")
}

const FIGURE: [&str; 5] = ["乙制造有限公司", "--fact", "营业收入", "--year", "2025"];

#[test]
fn the_owning_department_settles_what_is_at_odds() {
    let desk = disputed("amend-settle");
    let choice = ["--feed", "zone/tax", "--reason", "与申报表核对"];
    let foreign = run(&desk, "settle", &[&FIGURE[..], &choice].concat());
    assert_eq!(foreign.code, Some(1));
    assert!(foreign.err.contains("税务局（虚构）"), "{}", foreign.err);
    let object = [&FIGURE[..], &["--reason", "与申报表不符"]].concat();
    assert_eq!(run(&desk, "object", &object).code, Some(0));
    let objections = || {
        let file = run(&desk, "firm", &["乙制造有限公司", "--on", "2026-11-21"]).out;
        file.lines().filter(|line| line.starts_with("  异议")).count()
    };
    assert_eq!(objections(), 1);
    let by = ["--operator", "王五", "--department", "税务局（虚构）"];
    let settled = run(&desk, "settle", &[&FIGURE[..], &choice, &by].concat());
    assert_eq!(
        (settled.code, settled.err.trim()),
        (Some(0), "核定以 zone/tax 的为准（日志第 5 笔）")
    );
    let expected =
        "  营业收入 2025年　88.00 万元　a.csv a!D3（税务数据（示例），汇缴）　日志第 2 笔，已由数源部门核定
      另：90.00 万元　c.csv c!D2（企业填报（示例），汇缴）　日志第 3 笔";
    assert_eq!(revenue(&desk), expected);
    assert_eq!(objections(), 0);
    // What is settled so already is not written again, but for whoever objects.
    let settle = || run(&desk, "settle", &[&FIGURE[..], &choice, &by].concat());
    let same = settle();
    let said = "--feed：已核定以它为准（日志第 5 笔：与申报表核对），没有变，没有再写";
    assert_eq!((same.code, same.err.lines().next()), (Some(2), Some(said)));
    assert_eq!(run(&desk, "object", &object).code, Some(0));
    let again = settle();
    assert_eq!((again.code, again.err.trim()), (Some(0), "核定以 zone/tax 的为准（日志第 7 笔）"));
    assert_eq!(objections(), 0);
}

#[test]
fn what_cannot_be_put_right_says_which_word_is_wrong() {
    let desk = disputed("amend-unfit");
    let to = ["--value", "90万元", "--feed", "zone/tax", "--reason", "漏报"];
    let with = |at: usize, word: &'static str| {
        let mut words = [&FIGURE[..], &to].concat();
        words[at] = word;
        words
    };
    let cases = [
        (with(2, "营业收人"), "--fact：指标字典里没有“营业收人”；相近的有 营业收入"),
        (with(6, "许多"), "--value：“许多”读不出来：应为数值"),
        (with(8, "zone/nobody"), "--feed：没有数据来源“zone/nobody”"),
        (with(10, " "), "--reason：要写明原因"),
    ];
    for (words, said) in cases {
        let refused = run(&desk, "correct", &words);
        assert_eq!(refused.code, Some(2), "{}", refused.err);
        assert!(refused.err.starts_with(said), "{}", refused.err);
    }
    let vague = ["--reason", ""];
    assert_eq!(run(&desk, "object", &[&FIGURE[..], &vague].concat()).code, Some(2));
    assert!(revenue(&desk).contains("88.00 万元"), "{}", revenue(&desk));
}

#[test]
fn a_correction_counts_from_then_on() {
    let desk = disputed("amend-correct");
    let to = ["--value", "90万元", "--feed", "zone/tax", "--reason", "漏报"];
    let corrected = run(&desk, "correct", &[&FIGURE[..], &to].concat());
    let said = "乙制造有限公司 营业收入 2025年（zone/tax）：88.00 万元 → 90.00 万元（即 900000 元）\n更正了（日志第 4 笔）；从此以它为准";
    assert_eq!((corrected.code, corrected.err.trim()), (Some(0), said));
    assert!(revenue(&desk).starts_with("  营业收入 2025年　90.00 万元"), "{}", revenue(&desk));
    let wrong = ["--value", "很多", "--feed", "zone/tax", "--reason", "x"];
    let refused = run(&desk, "correct", &[&FIGURE[..], &wrong].concat());
    let said = "--value：“很多”读不出来：应为数值，单位写在数的后面，例如 1200.5 万元\n用法见：yuanshu --help";
    assert_eq!((refused.code, refused.err.trim()), (Some(2), said));
    let objected = run(&desk, "object", &[&FIGURE[..], &["--reason", "与年报不符"]].concat());
    let noted = "记下了异议（日志第 5 笔），由税务局（虚构）核定";
    assert_eq!((objected.code, objected.err.trim()), (Some(0), noted));
    let file = run(&desk, "firm", &["乙制造有限公司", "--on", "2026-11-21"]).out;
    let open = "  异议　营业收入 2025年：与年报不符（张三，科技局，日志第 5 笔）";
    assert!(file.lines().any(|line| line == open), "{file}");
}

#[test]
fn a_correction_says_what_it_does_to_what_counts() {
    let desk = disputed("amend-effect");
    let by = ["--operator", "王五", "--department", "税务局（虚构）"];
    let settle = |feed| {
        let choice = ["--feed", feed, "--reason", "核对过"];
        let ran = run(&desk, "settle", &[&FIGURE[..], &choice, &by].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    };
    let told = |value, feed, stage: &[&str]| {
        let to = ["--value", value, "--feed", feed, "--reason", "漏报"];
        let ran = run(&desk, "correct", &[&FIGURE[..], &to, stage].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let said = ran.err.lines().map(str::to_owned);
        said.skip_while(|line| !line.starts_with("乙制造")).collect::<Vec<_>>()
    };
    settle("zone/tax");
    let of = "乙制造有限公司 营业收入 2025年";
    assert_eq!(
        told("89万元", "zone/tax", &[]),
        [
            format!("{of}（zone/tax）：88.00 万元 → 89.00 万元（即 890000 元）"),
            "更正了（日志第 5 笔）；不算数：与 90.00 万元（zone/report，汇缴） 不一致，核定以前按待补数据处理，由税务局（虚构）核定；日志第 4 笔的核定在它以前，不再管用".to_owned(),
        ]
    );
    // A figure of another stage is none that is replaced, and goes on as it was.
    assert_eq!(
        told("89万元", "zone/tax", &["--stage", "快报"]),
        [
            format!("{of}（zone/tax）：原来没有 → 89.00 万元（即 890000 元）"),
            "这个来源另有汇缴数 89.00 万元，阶段不同，各记各的，没有改动；要更正那一个的，阶段写汇缴".to_owned(),
            "更正了（日志第 6 笔）；不算数：89.00 万元（zone/tax，汇缴）、90.00 万元（zone/report，汇缴） 不一致，核定以前按待补数据处理，由税务局（虚构）核定".to_owned(),
        ]
    );
    assert_eq!(
        told("90万元", "zone/tax", &["--stage", "汇缴"]),
        [
            format!("{of}（zone/tax）：89.00 万元 → 90.00 万元（即 900000 元）"),
            "更正了（日志第 7 笔）；从此以它为准".to_owned(),
        ]
    );
    assert_eq!(
        told("85万元", "zone/tax", &["--stage", "快报"]),
        [
            format!("{of}（zone/tax）：89.00 万元 → 85.00 万元（即 850000 元）"),
            "更正了（日志第 8 笔）；不算数：汇缴数先于快报数；算数的是 90.00 万元（zone/tax，汇缴）"
                .to_owned(),
        ]
    );
}

#[test]
fn a_correction_of_which_nobody_says_the_stage_is_of_that_of_its_source() {
    let desk = desk("amend-stage");
    let flash = "统一社会信用代码,企业名称,2025年营业收入（快报，万元）\n91610100MA0000023K,乙制造有限公司,90\n";
    desk.put("k.csv", flash);
    import(&desk, &["k.csv", "--feed", "zone/tax", "--accept"]);
    let to = ["--value", "91万元", "--feed", "zone/tax", "--reason", "漏报"];
    let corrected = run(&desk, "correct", &[&FIGURE[..], &to].concat());
    let said = "乙制造有限公司 营业收入 2025年（zone/tax）：90.00 万元 → 91.00 万元（即 910000 元）\n更正了（日志第 3 笔）；从此以它为准";
    assert_eq!((corrected.code, corrected.err.trim()), (Some(0), said));
    let expected = "  营业收入 2025年　91.00 万元　手工更正（税务数据（示例），快报）　日志第 3 笔";
    assert_eq!(revenue(&desk), expected);
}

#[test]
fn an_amount_without_a_unit_is_told_in_yuan_and_one_below_its_least_is_remarked() {
    let desk = desk("amend-bare");
    let facts = desk.text("packs/zone/fact/facts.toml");
    let facts = facts.replace("unit = \"万元\"", "unit = \"万元\"\nmin = \"0\"");
    desk.put("packs/zone/fact/facts.toml", facts);
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let to = ["--value", "-5", "--feed", "zone/report", "--reason", "冲销"];
    let corrected = run(&desk, "correct", &[&FIGURE[..], &to].concat());
    let said = [
        "乙制造有限公司 营业收入 2025年（zone/report）：88.00 万元（zone/tax） → −5.00 万元（即 -50000 元）",
        "提醒：小于可能的下限 0；请核对，写错了的再更正一次",
        "更正了（日志第 3 笔）；不算数：与 88.00 万元（zone/tax，汇缴） 不一致，核定以前按待补数据处理，由数源部门核定",
    ];
    assert_eq!((corrected.code, corrected.err.lines().collect::<Vec<_>>()), (Some(0), said.into()));
    // What counts all the same goes on being doubted.
    let to = ["--value", "-5", "--feed", "zone/tax", "--reason", "冲销"];
    run(&desk, "correct", &[&FIGURE[..], &to].concat());
    let doubted = "  营业收入 2025年　−5.00 万元　手工更正（税务数据（示例），汇缴）　日志第 4 笔
      另：−5.00 万元　手工更正（企业填报（示例），汇缴）　日志第 3 笔
      存疑：小于可能的下限 0；请核对";
    assert_eq!(revenue(&desk), doubted);
}

#[test]
fn a_fact_without_years_is_told_as_it_is_in_force_on_the_day_it_is_put_right_from() {
    let desk = desk("amend-since");
    let park = "from = 2020-01-01\nstatus = \"demo\"\n[[fact]]\nid = \"park\"\nname = \"所属园区\"\nkind = \"text\"\nperiod = \"point\"\n";
    desk.put("packs/zone/fact/park.toml", park);
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let told = |(since, value, feed): (&str, &str, &str)| {
        let park = ["乙制造有限公司", "--fact", "所属园区", "--since", since, "--value", value];
        let ran =
            run(&desk, "correct", &[&park[..], &["--feed", feed, "--reason", "迁址"]].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.err.lines().next().unwrap_or_default().to_owned()
    };
    let (tax, report) = ("zone/tax", "zone/report");
    let said = [
        (("2023-01-01", "临空园", tax), "2023-01-01 起（zone/tax）：原来没有 → 临空园"),
        (
            ("2025-06-01", "科创园", tax),
            "2025-06-01 起（zone/tax）：临空园（2023-01-01 起） → 科创园",
        ),
        (("2022-01-01", "主园", tax), "2022-01-01 起（zone/tax）：原来没有 → 主园"),
        (("2025-06-01", "二园", tax), "2025-06-01 起（zone/tax）：科创园 → 二园"),
        (
            ("2024-01-01", "三园", report),
            "2024-01-01 起（zone/report）：临空园（2023-01-01 起，zone/tax） → 三园",
        ),
    ];
    for (put, said) in said {
        assert_eq!(told(put), format!("乙制造有限公司 所属园区 {said}"));
    }
}

#[test]
fn what_is_said_before_its_time_is_remarked() {
    let desk = disputed("amend-early");
    let figure = |year| ["乙制造有限公司", "--fact", "营业收入", "--year", year];
    let to = ["--value", "90万元", "--feed", "zone/tax", "--reason", "预测"];
    let early = run(&desk, "correct", &[&figure("2099")[..], &to].concat());
    assert_eq!(early.code, Some(0), "{}", early.err);
    let remark = early.err.lines().find(|line| line.starts_with("提醒：")).unwrap();
    assert!(remark.starts_with("提醒：2099 年到 "), "{remark}");
    assert!(
        remark.ends_with(" 还没有过完；如是预计数，阶段请写预计，写错了的再更正一次"),
        "{remark}"
    );
    let expected =
        run(&desk, "correct", &[&figure("2098")[..], &to, &["--stage", "预计"]].concat());
    assert!(!expected.err.contains("提醒："), "{}", expected.err);
}

#[test]
fn what_is_so_already_is_not_written_again() {
    let desk = disputed("amend-same");
    let to = |value, stage| {
        let stage = ["--stage", stage];
        let to = ["--value", value, "--feed", "zone/tax", "--reason", "核对"];
        run(&desk, "correct", &[&FIGURE[..], &to, &stage].concat())
    };
    let same = to("880000 元", "汇缴");
    let said = "--value：这个来源现在就是这个数，没有写；要改阶段的请写 --stage";
    assert_eq!((same.code, same.err.lines().next()), (Some(2), Some(said)));
    assert_eq!(to("88 万元", "审计").code, Some(0), "another stage is another word");
}

#[test]
fn a_number_of_a_file_is_asked_for_in_words() {
    let desk = disputed("amend-number");
    let refused = run(&desk, "unmerge", &["甲"]);
    let said = "<编号> 不能是“甲”：要写数字";
    assert_eq!((refused.code, refused.err.lines().next()), (Some(2), Some(said)));
}

#[test]
fn a_fact_is_also_meant_by_a_synonym_and_a_short_name_is_told_what_it_is_like() {
    let desk = disputed("amend-words");
    let facts = "packs/zone/fact/facts.toml";
    let named = "name = \"营业收入\"\n";
    let synonym = format!("{named}synonyms = [\"营业总收入\"]\n");
    desk.put(facts, desk.text(facts).replace(named, &synonym));
    let object = |fact| {
        let figure = ["乙制造有限公司", "--fact", fact, "--year", "2025", "--reason", "不符"];
        run(&desk, "object", &figure)
    };
    assert_eq!(object("营业总收入").code, Some(0));
    let refused = object("职工数");
    let said = "--fact：指标字典里没有“职工数”；相近的有 职工总数";
    assert_eq!((refused.code, refused.err.lines().next()), (Some(2), Some(said)));
}

#[test]
fn nobody_objects_to_a_figure_that_is_not_there() {
    let desk = disputed("amend-absent");
    let figure = ["乙制造有限公司", "--fact", "营业收入", "--year", "2023", "--reason", "不符"];
    let refused = run(&desk, "object", &figure);
    let said =
        "--fact：登记库里没有它的这个数，无从提异议；请核对指标和年度，要补这个数的请导入或更正";
    assert_eq!((refused.code, refused.err.lines().next()), (Some(2), Some(said)));
}

#[test]
fn what_is_open_is_listed_with_who_settles_it() {
    let desk = disputed("amend-lists");
    let list = |verb| {
        let ran = run(&desk, verb, &[]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<String>>();
        (ran.out.lines().map(cells).collect::<Vec<_>>(), ran.err)
    };
    let firm = "乙制造有限公司（91610100MA0000023K）";
    let (odd, said) = list("disputes");
    let sources = "90.00 万元（zone/report）；88.00 万元（zone/tax）";
    assert_eq!(odd, [[firm, "营业收入 2025年", sources, "由税务局（虚构）核定"]]);
    assert!(said.starts_with("数据不一致 1 个数（1 家企业），到 "), "{said}");
    assert_eq!(list("objections"), (vec![], "没有待核定的异议\n".to_owned()));
    run(&desk, "object", &[&FIGURE[..], &["--reason", "与申报表不符"]].concat());
    let (mut open, said) = list("objections");
    let day = open[0].remove(1);
    assert!(base::parse_day(&day).is_some(), "{day}");
    let wanted = [
        "日志第 4 笔",
        "张三（科技局）",
        firm,
        "营业收入 2025年",
        "与申报表不符",
        "由税务局（虚构）核定",
    ];
    assert_eq!(open, [wanted]);
    assert!(said.starts_with("待核定的异议 1 条。"), "{said}");
    let choice = ["--feed", "zone/tax", "--reason", "与申报表核对"];
    let by = ["--operator", "王五", "--department", "税务局（虚构）"];
    run(&desk, "settle", &[&FIGURE[..], &choice, &by].concat());
    assert_eq!(
        list("disputes"),
        (
            vec![],
            "没有待核的不一致；按数源部门的先后采用了一个的、还在等复核的不在内，见 yuanshu firm\n"
                .to_owned()
        )
    );
    assert_eq!(list("objections"), (vec![], "没有待核定的异议\n".to_owned()));
    assert_eq!(list("verdicts"), (vec![], "还没有出具过判定\n".to_owned()));
}

#[test]
fn a_department_that_answers_for_nothing_is_told_when_the_register_is_made() {
    let desk = disputed("amend-department");
    let init = |folder: &str, department: &str| {
        let words = ["init", "--data", folder, "--zone", "示范区", "--packs", "packs/zone"];
        desk.run(&[&words[..], &["--operator", "张三", "--department", department]].concat()).err
    };
    assert!(!init("一", "税务局（虚构）").contains("提醒"));
    let said = "提醒：政策包里的数源部门没有“科计局”，以它的名义核定不了数；有：税务局（虚构）。写错了的，改 zone.toml 里的 department";
    assert_eq!(init("二", "科计局").lines().last(), Some(said));
}

#[test]
fn a_name_is_put_right_from_a_day_on() {
    let desk = desk("amend-name");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let to = ["--fact", "企业名称", "--value", "乙智造有限公司", "--reason", "更名通知书"];
    let since = ["--since", "2026-03-01"];
    let named = run(&desk, "correct", &[&["乙制造有限公司"], &to[..], &since].concat());
    let said = "乙制造有限公司（91610100MA0000023K） 2026-03-01 起：名称改为 乙智造有限公司，原名称列为曾用名（日志第 3 笔）";
    assert_eq!((named.code, named.err.trim()), (Some(0), said));
    let first = |on: &str| {
        let file = run(&desk, "firm", &["91610100MA0000023K", "--on", on]).out;
        file.lines().next().unwrap().to_owned()
    };
    assert_eq!(first("2026-02-28"), "乙制造有限公司（91610100MA0000023K）");
    assert_eq!(first("2026-03-01"), "乙智造有限公司（91610100MA0000023K）");
    let again = run(&desk, "correct", &[&["乙智造有限公司"], &to[..], &since].concat());
    let said = "--value：它 2026-03-01 的名称已经是“乙智造有限公司”，没有改动";
    assert_eq!((again.code, again.err.lines().next()), (Some(2), Some(said)));
}

#[test]
fn two_files_of_different_codes_are_merged_for_a_reason_only() {
    let desk = desk("amend-codes");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let refused = run(&desk, "merge", &["1", "--into", "0"]);
    let said = "--reason：“乙制造有限公司”（91610100MA0000023K）与“甲科技有限公司”（91610100MA0000007X）的统一社会信用代码不同，多半是两家；确是同一家的（如换过代码），要写明原因";
    assert_eq!((refused.code, refused.err.lines().next()), (Some(2), Some(said)));
    let merged = run(&desk, "merge", &["1", "--into", "0", "--reason", "换过代码"]);
    let said = "1 乙制造有限公司 91610100MA0000023K 并入了 0 甲科技有限公司 91610100MA0000007X（日志第 3 笔）。撤销：yuanshu unmerge 1";
    assert_eq!((merged.code, merged.err.trim()), (Some(0), said));
}

#[test]
fn which_of_two_figures_of_one_source_counts_is_asked_and_never_picked() {
    let desk = desk("amend-twice");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    run(&desk, "merge", &["1", "--into", "0", "--reason", "换过代码"]);
    let revenue = ["甲科技有限公司", "--fact", "营业收入", "--year", "2025"];
    let settle = |more: &[&str]| {
        let to = ["--feed", "zone/tax", "--reason", "核对过"];
        run(&desk, "settle", &[&revenue[..], &to, more].concat())
    };
    let listed = desk.run(&["imports", "--data", "库"]).out;
    let day = listed.split('\t').nth(3).unwrap();
    let own = format!("1,200.50 万元　a.csv a!D2（税务数据（示例），汇缴）　日志第 2 笔，{day}");
    let other = format!("88.00 万元　a.csv a!D3（税务数据（示例），汇缴）　日志第 2 笔，{day}");
    let refused = [
        (settle(&[]), format!("--cell：zone/tax 有 2 个数，要写明以哪个为准：{other}；{own}")),
        (
            settle(&["--cell", "汇缴"]),
            format!("--cell：zone/tax 有 2 个数，要写明以哪个为准：{other}；{own}"),
        ),
        (
            settle(&["--cell", "D9"]),
            format!("--cell：zone/tax 的数里没有写着“D9”的；有：{other}；{own}"),
        ),
    ];
    let listed = run(&desk, "disputes", &[]).out;
    let said = "营业收入 2025年\t88.00 万元（zone/tax，a.csv a!D3（汇缴））；1,200.50 万元（zone/tax，a.csv a!D2（汇缴））";
    assert!(listed.contains(said), "{listed}");
    for (ran, said) in refused {
        assert_eq!((ran.code, ran.err.lines().next()), (Some(2), Some(said.as_str())));
    }
    let settled = settle(&["--cell", "D3"]);
    let said = format!("核定以 zone/tax 的为准（日志第 4 笔）\n以这一个为准：{other}");
    assert_eq!((settled.code, settled.err.trim()), (Some(0), said.as_str()));
    let file = run(&desk, "firm", &["甲科技有限公司", "--on", "2026-11-21"]).out;
    assert!(file.contains("  营业收入 2025年　88.00 万元　a.csv a!D3"), "{file}");
}

#[test]
fn what_an_import_counts_as_at_odds_says_what_nobody_has_to_settle() {
    let desk = desk("amend-ranked");
    let trust = format!("{OWNERS}trust = [\"zone/tax\"]\n");
    desk.put("packs/zone/owner/owners.toml", trust);
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let other = "统一社会信用代码,企业名称,年度,营业收入(万元),职工总数\n91610100MA0000007X,甲科技有限公司,2025,1300,31\n";
    desk.put("c.csv", other);
    let (_, said) = import(&desk, &["c.csv", "--feed", "zone/report", "--accept"]);
    let counts = "数值：新 0，变动 0，与同一来源已有的相同 0（同一日期的不重复存），与别的来源一致 0，与别的来源不一致 2（其中 1 个按数源部门的先后采用，不用核定，不列入 disputes）";
    assert_eq!(said.lines().find(|line| line.starts_with("数值")), Some(counts));
    let listed = run(&desk, "disputes", &[]);
    let odd = "甲科技有限公司（91610100MA0000007X）\t职工总数 2025年\t31 人（zone/report）；30 人（zone/tax）\t数源部门未定\n";
    assert_eq!(listed.out, odd);
}

#[test]
fn likely_duplicates_are_proposed_and_a_merge_can_be_undone() {
    let desk = desk("amend-merge");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    desk.put(
        "d.csv",
        "统一社会信用代码,企业名称,年度,职工总数\n91610100MA0000031E,乙制造有限公司,2024,9\n",
    );
    import(&desk, &["d.csv", "--feed", "zone/tax", "--accept"]);
    let proposed = run(&desk, "duplicates", &[]);
    let pair = "1 乙制造有限公司 91610100MA0000023K\t2 乙制造有限公司 91610100MA0000031E\t名称（含曾用名）相同：乙制造有限公司";
    assert!(proposed.out.starts_with(pair), "{}", proposed.out);
    let apart = run(&desk, "distinct", &["2", "--from", "1", "--reason", "两家，同名"]);
    let said = "记下了：2 与 1 不是同一家（日志第 4 笔）。撤销：yuanshu distinct 2 --from 1 --undo";
    assert_eq!((apart.code, apart.err.trim()), (Some(0), said));
    assert_eq!(run(&desk, "duplicates", &[]).out, "");
    let twice = run(&desk, "distinct", &["1", "--from", "2", "--reason", "两家"]);
    let said = "这两个档案已经记为不是重复，无需再记";
    assert_eq!((twice.code, twice.err.trim()), (Some(1), said));
    let undone = run(&desk, "distinct", &["2", "--from", "1", "--undo"]);
    assert_eq!(undone.code, Some(0), "{}", undone.err);
    assert!(run(&desk, "duplicates", &[]).out.starts_with(pair));
    let itself = run(&desk, "merge", &["1", "--into", "1"]);
    let said = "不能与自己合并；请选另一个企业";
    assert_eq!((itself.code, itself.err.trim()), (Some(1), said));
    let merged = run(&desk, "merge", &["2", "--into", "1", "--reason", "换过代码"]);
    assert_eq!(merged.code, Some(0), "{}", merged.err);
    let of = |desk: &Desk| run(desk, "firm", &["91610100MA0000023K", "--on", "2026-11-21"]).out;
    assert!(of(&desk).contains("职工总数 2024年　9 人"), "{}", of(&desk));
    let undone = run(&desk, "unmerge", &["2"]);
    assert_eq!(undone.code, Some(0), "{}", undone.err);
    assert!(!of(&desk).contains("职工总数 2024年"), "{}", of(&desk));
}
