//! Changing who an enterprise is: its code, coming and going, from a day on and for a reason.

use crate::asked::{TITLES, answers, register};
use crate::desk::{Desk, Ran};
use crate::import::{desk, import};

fn alter(desk: &Desk, what: &str, more: &[&str]) -> Ran {
    let to = ["alter", "--data", "库", "乙制造有限公司", "--what", what, "--reason", "通知书"];
    desk.run(&[&to[..], more].concat())
}

/// The second line of the file of 乙, as of a day.
fn stays(desk: &Desk, on: &str) -> String {
    let file = desk.run(&["firm", "--data", "库", "91610100MA0000023K", "--on", on]);
    assert_eq!(file.code, Some(0), "{}", file.err);
    file.out.lines().nth(1).unwrap().to_owned()
}

#[test]
fn an_enterprise_leaves_and_comes_back() {
    let desk = desk("alter-stays");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    let left = alter(&desk, "迁出", &["--on", "2026-03-01"]);
    let said = "乙制造有限公司（91610100MA0000023K） 2026-03-01 起迁出（日志第 3 笔）";
    assert_eq!((left.code, left.err.trim()), (Some(0), said));
    let again = alter(&desk, "迁出", &["--on", "2026-04-01"]);
    let said = "--on：它 2026-04-01 已经不在区内";
    assert_eq!((again.code, again.err.lines().next()), (Some(2), Some(said)));
    // A mistake is put right from the same day.
    assert_eq!(alter(&desk, "迁入", &["--on", "2026-05-01"]).code, Some(0));
    let here = ["2026-02-28", "2026-03-01", "2026-04-30", "2026-05-01"].map(|on| stays(&desk, on));
    let wanted = [
        "  2026-02-28 在区内",
        "  2026-03-01 不在区内",
        "  2026-04-30 不在区内",
        "  2026-05-01 在区内",
    ];
    assert_eq!(here, wanted);
    assert_eq!(alter(&desk, "迁入", &["--on", "2026-03-01"]).code, Some(0));
    assert_eq!(stays(&desk, "2026-03-01"), "  2026-03-01 在区内");
}

#[test]
fn a_code_is_changed_where_no_other_enterprise_has_it() {
    let desk = desk("alter-code");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    for (code, said) in [
        ("91610100MA0000023K", "--value：它的代码已经是这个，没有改动"),
        (
            "91610100MA0000007X",
            "--value：这是“甲科技有限公司”的代码；确是同一家的，请合并两个档案，不是的请核对证照",
        ),
        (
            "91610100MA0000031F",
            "--value：第18位校验位应为“E”，实为“F”：代码中有字符抄错；请对照证照逐位核对",
        ),
    ] {
        let refused = alter(&desk, "代码", &["--value", code]);
        assert_eq!((refused.code, refused.err.lines().next()), (Some(2), Some(said)));
    }
    let changed = alter(&desk, "代码", &["--value", "91610100MA0000031E"]);
    let said = "乙制造有限公司（91610100MA0000023K）：统一社会信用代码 91610100MA0000023K → 91610100MA0000031E（日志第 3 笔）";
    assert_eq!((changed.code, changed.err.trim()), (Some(0), said));
    let file = desk.run(&["firm", "--data", "库", "91610100MA0000031E"]);
    assert!(file.out.starts_with("乙制造有限公司（91610100MA0000031E）\n"), "{}", file.out);
    // Sheets may go on using the old one.
    assert_eq!(stays(&desk, "2026-11-21"), "  数据截至 2026-11-21，日志第 3 笔");
}

#[test]
fn what_is_said_amiss_is_told() {
    let desk = desk("alter-amiss");
    import(&desk, &["a.csv", "--feed", "zone/tax", "--accept"]);
    for (what, more, said) in [
        ("代码", &[][..], "--value：要写新的名称或代码"),
        (
            "代码",
            &["--value", "91610100MA0000031E", "--on", "2026-03-01"],
            "--on：代码没有起始日，请不要写",
        ),
        ("迁入", &["--value", "甲"], "--value：迁入、迁出没有值，请不要写"),
        ("名称", &["--value", " "], "--value：要写新的企业名称，最多 200 字"),
        ("搬家", &[], "--what <什么> 不能是“搬家”：可写：名称、代码、迁入、迁出"),
    ] {
        let refused = alter(&desk, what, more);
        assert_eq!((refused.code, refused.err.lines().next()), (Some(2), Some(said)));
    }
    let to = ["alter", "--data", "库", "乙制造有限公司", "--what", "迁出", "--reason", " "];
    let bare = desk.run(&to);
    assert_eq!((bare.code, bare.err.lines().next()), (Some(2), Some("--reason：要写明原因")));
}

#[test]
fn who_left_is_asked_nothing_where_everybody_is() {
    let desk = register("asked-left");
    let left = ["alter", "--data", "库", "乙制造有限公司", "--what", "迁出", "--on", "2026-11-21"];
    let left = desk.run(&[&left[..], &["--reason", "迁出证明"]].concat());
    assert_eq!(left.code, Some(0), "{}", left.err);
    assert_eq!(answers(&desk, &[]), ["91610100MA0000007X yes"]);
    let both = ["91610100MA0000007X yes", "91610100MA0000023K no"];
    assert_eq!(answers(&desk, &["--on", "2026-11-20"]), both);
    let said = |more: &[&str]| {
        let ran = desk.run(&[&["match", "--data", "库", "--out", "o.csv"], more].concat());
        ran.out.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(said(&["--on", "2026-11-20"]), "测算日 2026-11-20　企业 2 家　政策 1 项");
    assert_eq!(
        said(&["--on", "2026-11-21"]),
        "测算日 2026-11-21　企业 1 家；另有 1 家当天不在区内（已迁出或尚未迁入），没有算　政策 1 项"
    );
}

#[test]
fn who_left_is_in_no_list_of_work() {
    let desk = register("asked-left-ladder");
    desk.put("packs/zone/fact/titles.toml", TITLES);
    desk.put(
        "资质称号.csv",
        "统一社会信用代码,企业名称,种类,到期日\n91610100MA0000023K,乙制造有限公司,高新技术企业,2026-12-31\n",
    );
    let more = ["--feed", "zone/tax", "--since", "2026-01-01", "--accept"];
    let (code, said) = import(&desk, &[&["资质称号.csv"][..], &more].concat());
    assert_eq!(code, Some(0), "{said}");
    let papers = || {
        let out = ["--out", "清单.jsonl"];
        let ran = desk.run(&[&["ladder", "--data", "库", "--on", "2026-11-21"][..], &out].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let line = ran.out.lines().find(|line| line.starts_with("证书到期")).unwrap().to_owned();
        let text = desk.text("清单.jsonl");
        let notes: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        (line, notes["企业"].as_str().unwrap().to_owned())
    };
    assert_eq!(papers(), ("证书到期\t1 行".to_owned(), "2 家".to_owned()));
    let left = ["alter", "--data", "库", "乙制造有限公司", "--what", "迁出", "--on", "2026-11-01"];
    let left = desk.run(&[&left[..], &["--reason", "迁出证明"]].concat());
    assert_eq!(left.code, Some(0), "{}", left.err);
    let away = "1 家；另有 1 家当天不在区内（已迁出或尚未迁入），没有算";
    assert_eq!(papers(), ("证书到期\t0 行".to_owned(), away.to_owned()));
}

/// The name and the former names of 乙, as of a day.
fn names(desk: &Desk, on: &str) -> (String, String) {
    let file = desk.run(&["firm", "--data", "库", "91610100MA0000023K", "--on", on]);
    assert_eq!(file.code, Some(0), "{}", file.err);
    let mut lines = file.out.lines();
    let name = lines.next().unwrap().split('（').next().unwrap().to_owned();
    let former = lines.find_map(|line| line.strip_prefix("  曾用名　")).unwrap_or_default();
    (name, former.to_owned())
}

#[test]
fn a_new_name_counts_from_its_day_on_whatever_later_sheets_still_called_it() {
    let desk = desk("alter-name");
    // Undated: of the day of the import, which is after that of the change.
    import(&desk, &["a.csv", "--feed", "zone/tax", "--since", "2026-09-01", "--accept"]);
    let named = alter(&desk, "名称", &["--value", "乙智造有限公司", "--on", "2026-03-01"]);
    assert_eq!(named.code, Some(0), "{}", named.err);
    let [old, new] = ["乙制造有限公司", "乙智造有限公司"];
    let wanted = |name: &str, former: &str| (name.to_owned(), former.to_owned());
    assert_eq!(names(&desk, "2024-06-01"), wanted(old, ""));
    assert_eq!(names(&desk, "2026-02-28"), wanted(old, ""));
    for on in ["2026-03-01", "2026-09-01", "2026-11-21"] {
        assert_eq!(names(&desk, on), wanted(new, old), "{on}");
    }
    // A list that is behind the times does not turn it back.
    desk.put("旧.csv", format!("统一社会信用代码,企业名称,职工总数\n91610100MA0000023K,{old},9\n"));
    let (code, said) =
        import(&desk, &["旧.csv", "--feed", "zone/tax", "--since", "2026-11-01", "--accept"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(names(&desk, "2026-11-21"), wanted(new, old), "{said}");
    assert!(said.contains("是它的曾用名") && said.contains("变更登记"), "{said}");
}
