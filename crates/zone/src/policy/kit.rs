//! A small shelf of invented policies, and tables to go with it, for tests.

use base::Day;
use pack::feed::Stage;
use pack::{File, Shelf};
use rule::bits::Bits;
use rule::fact::{FactId, Lag};
use rule::table::{Column, Table, Values};

use super::{Passport, Subjects};

pub(crate) const ON: Day = Day::constant(2026, 11, 21);

const SOURCE: &str = "id = \"demo/1\"\ntitle = \"示范办法\"\nstatus = \"demo\"\n";

const FACTS: &str = r#"
status = "demo"
[[fact]]
id = "revenue"
name = "营业收入"
kind = "money"
unit = "万元"
period = "year"
move = "up"
by = "time"
[[fact]]
id = "rd"
name = "研发费用"
kind = "money"
unit = "万元"
period = "year"
move = "up"
by = "money"
[[fact]]
id = "inside"
name = "在区内"
kind = "bool"
period = "point"
[[fact]]
id = "titles"
name = "资质称号"
kind = "list"
period = "point"
role = "titles"
move = "up"
by = "paper"
[[fact.field]]
id = "kind"
role = "kind"
name = "种类"
kind = "text"
[[fact.field]]
id = "conferred_on"
role = "from"
name = "认定日"
kind = "date"
[[fact.field]]
id = "expires_on"
role = "until"
name = "到期日"
kind = "date"
[[fact.field]]
id = "number"
role = "number"
name = "编号"
kind = "text"
"#;

/// 规上 from 2000, until 2026 and from 1000 since; 准规上 from 1600 on; a title for research.
const POLICIES: [(&str, &str); 4] = [
    ("old", "id = \"demo/scale\"\nfrom = 2020-01-01\nuntil = 2026-12-31\n"),
    ("new", "id = \"demo/scale\"\nfrom = 2027-01-01\n"),
    ("near", "id = \"demo/near\"\nfrom = 2020-01-01\ntowards = \"demo/scale\"\n"),
    ("title", "id = \"demo/title\"\nfrom = 2020-01-01\nconfers = \"示范企业\"\n"),
];

const CLAUSES: [&str; 4] = [
    "营业收入[-1] >= 2000 万元",
    "营业收入[-1] >= 1000 万元",
    "营业收入[-1] >= 1600 万元",
    "研发费用[-1] >= 100 万元",
];

/// The shelf, which has no fault.
pub(crate) fn shelf() -> Shelf {
    let policies = POLICIES.iter().zip(CLAUSES);
    let files = policies.map(|((name, head), when)| policy(name, head, when));
    read(files.collect())
}

/// The shelf with one policy only, `demo/one`, whose second clause is as given.
pub(crate) fn asking(when: &str) -> Shelf {
    read(vec![policy("one", "id = \"demo/one\"\nfrom = 2020-01-01\n", when)])
}

fn policy(name: &str, head: &str, when: &str) -> File {
    let text = format!(
        "title = \"示范\"\nstatus = \"demo\"\nkind = \"title\"\n{head}\
         [[clause]]\nid = \"inside\"\ncite = \"demo/1#第一条\"\nsummary = \"在区内。\"\n\
         when = \"在区内\"\nscope = true\n\
         [[clause]]\nid = \"enough\"\ncite = \"demo/1#第二条\"\nsummary = \"够。\"\n\
         when = '{when}'\n"
    );
    File::new(format!("packs/demo/policy/{name}.toml"), text)
}

fn read(mut files: Vec<File>) -> Shelf {
    files.insert(0, File::new("packs/demo/source/1.toml", SOURCE));
    files.insert(1, File::new("packs/demo/fact/f.toml", FACTS));
    let (shelf, faults) = pack::read(&files);
    assert_eq!(faults, []);
    shelf
}

/// The enterprises of a table, by name; whose code is known has it.
#[derive(Debug, Default)]
pub(crate) struct Firms(pub(crate) Vec<(Option<&'static str>, &'static str)>);

impl Subjects for Firms {
    fn code(&self, row: usize) -> Option<&str> {
        self.0.get(row)?.0
    }

    fn name(&self, row: usize) -> &str {
        self.0.get(row).map_or("", |firm| firm.1)
    }

    fn passport(&self, _: FactId, _: Option<i16>, row: usize) -> Option<Passport> {
        Some(Passport {
            file: "年报.xlsx".to_owned(),
            sheet: "表1".to_owned(),
            cell: format!("A{}", row + 1),
            feed: Some("企业年报".to_owned()),
            stage: Some(Stage::Annual),
            basis: None,
            learnt: None,
        })
    }
}

/// A table of these 营业收入 and 研发费用 of the last year in 万元, of firms in the zone.
pub(crate) fn table(shelf: &Shelf, on: Day, firms: &[(Option<i64>, Option<i64>)]) -> Table {
    let mut table = Table::new(firms.len(), on);
    let mut put = |name: &str, lag: Lag, column: Column| {
        table.columns.insert((shelf.schema.find(name).unwrap(), lag), column);
    };
    let of = |figures: Vec<Option<i64>>| {
        let known = bits(&figures.iter().map(Option::is_some).collect::<Vec<_>>());
        let values = figures.iter().map(|wan| wan.unwrap_or_default() * 10_000).collect();
        Column { known, assumed: None, values: Values::Number { values, decimals: 0 } }
    };
    put("revenue", 1, of(firms.iter().map(|firm| firm.0).collect()));
    put("rd", 1, of(firms.iter().map(|firm| firm.1).collect()));
    let all = bits(&vec![true; firms.len()]);
    put("inside", 0, Column { known: all.clone(), assumed: None, values: Values::Bool(all) });
    table
}

pub(crate) fn bits(set: &[bool]) -> Bits {
    let mut bits = Bits::zeros(set.len());
    for (at, set) in set.iter().enumerate() {
        bits.set(at, *set);
    }
    bits
}
