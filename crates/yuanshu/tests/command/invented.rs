//! The invented zone's register: the same for the same seed, and as odd as it is meant to be.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use store::{Clock, Verified};
use yuanshu::register::Register;
use yuanshu::serve::password;
use zone::Seq;
use zone::enterprise::Alike;
use zone::people::{ReadJournal, ReadRegister, Role, Scope, Staff};

use crate::desk::{Desk, Ran};

/// Makes the register `name` of a zone of so many entities.
fn make(desk: &Desk, name: &str, entities: &str) -> Ran {
    let packs = |name| format!("{}/../../packs/{name}", env!("CARGO_MANIFEST_DIR"));
    let (national, demo) = (packs("national"), packs("demo"));
    desk.run(&[
        "demo",
        "--data",
        name,
        "--enterprises",
        entities,
        "--on",
        "2026-11-21",
        "--packs",
        &national,
        &demo,
    ])
}

fn open(folder: &Path) -> Register {
    Register::open(folder, None, Clock::new(|| jiff::Timestamp::UNIX_EPOCH)).unwrap()
}

/// The last line of the journal, which vouches for all before it and for every row.
fn head(desk: &Desk, name: &str) -> String {
    desk.text(&format!("{name}/heads.log")).lines().last().unwrap().to_owned()
}

#[test]
fn two_registers_of_one_seed_are_the_same_to_the_last_row() {
    let desk = Desk::new("demo-same");
    for name in ["一", "二"] {
        assert_eq!(make(&desk, name, "140").code, Some(0));
    }
    assert_eq!(head(&desk, "一"), head(&desk, "二"));
}

#[test]
fn a_register_holds_what_was_invented() {
    let desk = Desk::new("demo-holds");
    let ran = make(&desk, "库", "1400");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.err
            .starts_with("生成示例登记库（示例数据）：1400 家市场主体，其中 300 家企业有三年数据")
    );
    let register = open(&desk.path("库"));
    let (registry, known) = register.registry(None).unwrap();
    // A tenth of 14,000, and the second registration of one of them.
    assert_eq!(registry.subjects().count(), 1_401);
    let alike = registry.duplicates();
    assert!(matches!(alike.as_slice(), [pair] if matches!(pair.why, Alike::Organisation(_))));
    let renamed = registry.subjects().filter(|(_, file)| file.names.len() > 1).count();
    assert!((9..=12).contains(&renamed), "{renamed}");
    let moved = registry.subjects().filter(|(_, file)| !file.stays.is_empty()).count();
    // One came and two left.
    assert_eq!(moved, 3);
    let permit = register.may::<ReadRegister>().unwrap();
    let imports = register.store.imports(&permit, Seq(0), known).unwrap();
    let undone: Vec<&str> = imports
        .iter()
        .filter(|import| import.undone.is_some())
        .map(|import| import.name.as_str())
        .collect();
    assert_eq!(
        (imports.len(), undone),
        (26, vec!["18 企业年度采集2025（单位有误）（示例数据）.xlsx"])
    );
    let files: Vec<String> = imports.iter().map(|import| import.name.clone()).collect();
    assert!(files.iter().all(|file| desk.path("库/示例数据").join(file).is_file()));
    assert_eq!(register.store.reviews(&permit, Seq(0), known).unwrap().len(), 23);
    let journal = register.may::<ReadJournal>().unwrap();
    let Verified { faults, .. } = register.store.verify(&journal).unwrap();
    assert_eq!(faults, []);
}

/// The people of a register, as its file of logins has them: login, password, role.
fn logins(desk: &Desk, name: &str) -> Vec<[String; 3]> {
    let text = desk.text(&format!("{name}/logins.txt"));
    assert!(text.starts_with("# 示例数据："), "{text}");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let words = lines.map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    words.map(|words| [words[0].clone(), words[1].clone(), words[3].clone()]).collect()
}

#[test]
fn somebody_signs_in_for_each_role_with_a_password_of_this_zone_alone() {
    let desk = Desk::new("demo-logins");
    for name in ["一", "二"] {
        let ran = make(&desk, name, "140");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    let (one, two) = (logins(&desk, "一"), logins(&desk, "二"));
    let roles: BTreeSet<&str> = one.iter().map(|[_, _, role]| role.as_str()).collect();
    assert_eq!(roles, Role::ALL.map(Role::zh).into_iter().collect());
    let passwords: BTreeSet<&String> =
        one.iter().chain(&two).map(|[_, password, _]| password).collect();
    assert_eq!(passwords.len(), one.len() + two.len());
    let register = open(&desk.path("一"));
    let gate = register.store.gate();
    let staff = Staff::as_of(register.store.zone(), &gate.staff(Seq(0)).unwrap(), Seq::LATEST);
    let staff = staff.unwrap();
    for [login, password, role] in &one {
        let account = gate.account(login).unwrap().unwrap();
        assert!(password::verify(password, &account.password), "{login}");
        assert!(!password::verify(&two[0][1], &account.password), "{login}");
        let seats = staff.seats(account.officer, base::parse_day("2026-11-21").unwrap());
        let held: Vec<&str> =
            seats.iter().flat_map(|seat| &seat.operator.roles).map(|role| role.zh()).collect();
        assert_eq!(held, [role], "{login}");
    }
    let own = staff.posts().filter(|(_, place)| matches!(place.is.scope, Scope::Own(_)));
    assert_eq!(own.count(), 1);
    let path = desk.path("一").join("logins.txt");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn an_answer_from_the_register_says_that_it_is_invented_and_names_its_cell() {
    let desk = Desk::new("demo-answers");
    make(&desk, "库", "140");
    let ran = desk.run(&[
        "match",
        "--data",
        "库",
        "--on",
        "2026-11-21",
        "--policy",
        "demo/rd-grant",
        "--out",
        "a.jsonl",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.starts_with("示例数据："), "{}", ran.err);
    // What goes to a file or a pipe says so by itself.
    let mark = "测算结果仅供参考，以主管部门认定为准\n示例数据：企业、代码和数字全部是虚构的，与任何真实企业无关。\n";
    assert!(ran.out.ends_with(mark), "{}", ran.out);
    let answers = desk.text("a.jsonl");
    let known = answers.lines().find(|line| !line.contains(r#""answer":"unknown","window""#));
    let answer: serde_json::Value = serde_json::from_str(known.unwrap()).unwrap();
    let subject = answer["subject"].as_str().unwrap();
    let day = ["--on", "2026-11-21", "--policy", "demo/rd-grant", "--subject", subject];
    let why = desk.run(&[["why", "--data", "库"].as_slice(), &day].concat());
    assert!(why.err.starts_with("示例数据："), "{}", why.err);
    assert!(why.out.ends_with(mark), "{}", why.out);
    let firm = desk.run(&["firm", subject, "--data", "库", "--on", "2026-11-21"]);
    assert!(firm.out.ends_with(mark), "{}", firm.out);
    let ladder = desk.run(&["ladder", "--data", "库", "--on", "2026-11-21", "--out", "l.jsonl"]);
    assert!(ladder.out.ends_with(mark), "{}", ladder.out);
    let issue = [["why", "--data", "库", "--issue"].as_slice(), &day].concat();
    let all = ["match", "--data", "库", "--issue", "--policy", "demo/rd-grant", "--out", "b.csv"];
    for (issued, verdict) in [(issue.as_slice(), "1"), (&all, "2")] {
        let issued = desk.run(issued);
        let again = desk.run(&["replay", verdict, "--data", "库"]);
        assert_eq!((issued.code, again.code), (Some(0), Some(0)), "{} {}", issued.err, again.err);
        assert!(again.out.ends_with(mark), "{verdict} {}", again.out);
    }
    let (_, last) = mark.split_once('\n').unwrap();
    for list in ["verdicts", "imports", "disputes"] {
        let ran = desk.run(&[list, "--data", "库"]);
        assert!(ran.out.ends_with(last) && ran.out.lines().count() > 1, "{list} {}", ran.out);
    }
    assert!(why.out.contains("税务汇缴2025（示例数据）.xlsx 2025年度汇缴!C"), "{}", why.out);
    let mark = |name: &str| {
        let asked = ["--policy", "national/high-tech", "--on", "2026-11-21", "--out", name];
        assert_eq!(desk.run(&[&["match", "--data", "库"][..], &asked].concat()).code, Some(0));
        let text = desk.text(name);
        (text.lines().count(), text.lines().filter(|line| line.contains("示例数据")).count())
    };
    let (lines, marked) = mark("答.jsonl");
    assert_eq!((lines, marked), (lines, lines));
    let (lines, marked) = mark("答.csv");
    assert_eq!((lines, marked), (lines, lines - 1));
}

#[test]
fn a_register_made_of_the_backup_of_an_invented_one_says_so_too() {
    let desk = Desk::new("demo-restored");
    make(&desk, "库", "140");
    assert_eq!(desk.run(&["backup", "--data", "库", "--out", "备份.db"]).code, Some(0));
    let packs = |name| format!("{}/../../packs/{name}", env!("CARGO_MANIFEST_DIR"));
    let (national, demo) = (packs("national"), packs("demo"));
    let whose = ["--zone", "示范高新区（虚构）", "--packs", &national, &demo];
    let who = ["--operator", "张三", "--department", "示范高新区科技局（虚构）"];
    let restored =
        desk.run(&[&["restore", "备份.db", "--data", "新库"], &whose[..], &who].concat());
    assert_eq!(restored.code, Some(0), "{}", restored.err);
    let mark = "mark = \"示例数据：企业、代码和数字全部是虚构的，与任何真实企业无关。\"\n";
    let settings = desk.text("新库/zone.toml");
    assert_eq!(settings.matches(mark).count(), 1, "{settings}");
    let told = |out: &str| {
        let ran = desk.run(&["export", "--data", "新库", "--out", out]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let said = "示例数据：企业、代码和数字全部是虚构的，与任何真实企业无关。";
        assert!(ran.err.contains(said), "{}", ran.err);
        desk.text(&format!("{out}/说明.csv")).matches(said).count()
    };
    assert_eq!(told("一"), 1);
    // One that an earlier program made has settings without the mark; its name says it.
    desk.put("新库/zone.toml", settings.replace(mark, ""));
    assert_eq!(told("二"), 1);
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let desk = Desk::new("demo-taken");
    desk.put("库/我的.txt", "我的");
    let ran = make(&desk, "库", "140");
    assert_eq!((ran.code, ran.err.trim()), (Some(1), "库 里已经有东西，没有改动；请换一个文件夹"));
    let inside: Vec<_> = fs::read_dir(desk.path("库")).unwrap().collect();
    assert_eq!(inside.len(), 1);
}

#[test]
fn a_zone_of_nobody_is_refused_in_words() {
    let desk = Desk::new("demo-nobody");
    let ran = desk.run(&["demo", "--out", "表", "--enterprises", "0"]);
    let said =
        "--enterprises <ENTERPRISES> 不能是“0”：要在 1 到 2000000 之间\n用法见：yuanshu --help\n";
    assert_eq!((ran.code, ran.err.as_str()), (Some(2), said));
}

#[test]
fn the_workbooks_alone_can_be_had() {
    let desk = Desk::new("demo-books");
    let ran = desk.run(&["demo", "--out", "表", "--enterprises", "140", "--on", "2026-11-21"]);
    assert_eq!(ran.err, "写好了示例园区（示例数据）的 26 个工作簿：表\n");
    assert_eq!(fs::read_dir(desk.path("表")).unwrap().count(), 26);
}
