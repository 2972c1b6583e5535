//! What the reader knows of facts beyond the schema: the words that sheets use for them.

use std::collections::BTreeMap;

use base::{Classification, Decimal};
use pack::Shelf;
use pack::shelf::FactKind;
use rule::fact::{FactId, Schema};
use rule::number::Number;

/// Words in the title of a list of titles of which those in it hold none, or none yet. A list of
/// those that came into the register (入库) of technology SMEs is none of these.
const DENIALS: &[&str] = &[
    "取消",
    "撤销",
    "拟认定",
    "拟取消",
    "拟推荐",
    "拟入",
    "公示",
    "申报",
    "申请",
    "受理",
    "推荐",
    "培育",
    "储备",
    "未通过",
    "不通过",
    "不予",
    "未重新认定",
    "到期",
    "失效",
    "过期",
    "更名",
    "异议",
    "不再",
    "拟报备",
    "拟新",
    "后备",
    "不合格",
    "潜在",
    "种子",
    "暂缓",
    "退库",
    "意向",
    "辅导",
    "摸底",
    "评审名单",
    "预评审",
    "注销",
    "终止",
    "待认定",
    "整改",
    "迁出",
    "专家",
];

/// Words by which a title names those who hold something whatever else it says.
const CONFERRED: &[&str] = &["认定通过", "新认定", "有效期内", "已认定"];

/// Words by which a row of a list says that its enterprise holds nothing.
const LOST: &[&str] = &[
    "取消",
    "撤销",
    "撤消",
    "未通过",
    "不通过",
    "不予",
    "失效",
    "注销",
    "终止",
    "暂缓",
    "不合格",
    "淘汰",
    "退库",
    "除名",
];

/// The word by which a text of a row says that its enterprise holds nothing.
pub(crate) fn lost_in(text: &str) -> Option<&'static str> {
    LOST.iter().copied().find(|word| text.contains(word))
}

/// The facts that sheets may hold.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// Facts and judgements.
    pub schema: Schema,
    /// What is known beside, in the order of the facts; a fact past its end has nothing.
    pub entries: Vec<Entry>,
    /// The fact that is the code of an enterprise (统一社会信用代码).
    pub code: Option<FactId>,
    /// The fact that is the name of an enterprise (企业名称).
    pub name: Option<FactId>,
    /// The money against which other money is weighed to find 元 in a column of 万元 (资产总额).
    pub yardstick: Option<FactId>,
}

/// What is known of one fact for reading sheets.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Other words for it in headers and, for a list, in names of sheets.
    pub synonyms: Vec<String>,
    /// The least that is plausible, in the base unit (元, 人; a ratio as a fraction).
    pub least: Option<Decimal>,
    /// The most that is plausible, in the base unit.
    pub most: Option<Decimal>,
    /// It counts persons or things: a figure with a fraction is hardly true.
    pub whole: bool,
    /// The fact that it is a part of and cannot exceed.
    pub part_of: Option<FactId>,
    /// The classification whose codes it has.
    pub codes: Option<Classification>,
    /// Other words for its fields, in the order of the fields.
    pub fields: Vec<Vec<String>>,
    /// Other ways in which the values of its fields are written, with what is meant.
    pub aliases: Vec<Vec<(String, String)>>,
}

impl Dictionary {
    /// The facts of a shelf. Who a row is of, and what money is weighed against, are the facts
    /// `uscc`, `org_name` and `total_assets`.
    pub fn of(shelf: &Shelf) -> Self {
        let entry = |id| {
            shelf.entry(id).map_or_else(Entry::default, |entry| Entry {
                synonyms: entry.synonyms.clone(),
                least: entry.min.as_ref().and_then(decimal),
                most: entry.max.as_ref().and_then(decimal),
                whole: entry.kind == FactKind::Count,
                part_of: entry.part_of,
                codes: shelf.codes(id).cloned(),
                fields: entry.fields.iter().map(|field| field.synonyms.clone()).collect(),
                aliases: entry.fields.iter().map(|field| pairs(&field.aliases)).collect(),
            })
        };
        let schema = shelf.schema.clone();
        Self {
            entries: schema.iter().map(|(id, _)| entry(id)).collect(),
            code: schema.find("uscc"),
            name: schema.find("org_name"),
            yardstick: schema.find("total_assets"),
            schema,
        }
    }

    /// What is known of a fact; nothing special where nothing was said.
    pub fn entry(&self, id: FactId) -> &Entry {
        static NOTHING: Entry = Entry {
            synonyms: Vec::new(),
            least: None,
            most: None,
            whole: false,
            part_of: None,
            codes: None,
            fields: Vec::new(),
            aliases: Vec::new(),
        };
        usize::try_from(id.0).ok().and_then(|at| self.entries.get(at)).unwrap_or(&NOTHING)
    }

    /// The field that says what a record of a list is, where its records hold until a day.
    pub(crate) fn kind_of(&self, list: FactId) -> Option<usize> {
        let lasting = self.schema.lasting.iter().find(|one| one.list == list)?;
        let fields = &self.schema.get(list)?.fields;
        fields.iter().position(|field| field.id == lasting.kind)
    }

    /// What the name and the titles of a sheet say that all its records are: the longest of those
    /// that they name. None where they name several of which none is a part of another.
    pub(crate) fn kind_in(&self, list: FactId, texts: &[&str]) -> Option<&str> {
        let mut named: Vec<(&String, &String)> =
            self.kinds(list).filter(|(word, _)| says(texts, word)).collect();
        named.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let ((longest, kind), others) = named.split_first()?;
        let within = |(word, other): &(&String, &String)| longest.contains(*word) || other == kind;
        others.iter().all(within).then_some(kind.as_str())
    }

    /// The word by which the name and the titles of a sheet say that those in it hold nothing: they
    /// lost it, were refused, or only ask for it.
    pub(crate) fn denial_in(&self, list: FactId, texts: &[&str]) -> Option<String> {
        self.kind_of(list)?;
        let not = self.kinds(list).map(|(word, _)| format!("非{word}"));
        let texts: Vec<String> = texts.iter().map(|text| without_asides(text)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let doubted = ["未", "拟", "不予", "待"].iter().any(|word| says(&texts, word));
        if !doubted && CONFERRED.iter().any(|word| says(&texts, word)) {
            return None;
        }
        let mut denials = DENIALS.iter().map(|word| (*word).to_owned()).chain(not);
        denials.find(|word| says(&texts, word))
    }

    /// The words for the kinds of records of a list, each with its kind.
    fn kinds(&self, list: FactId) -> impl Iterator<Item = (&String, &String)> {
        let aliases = self.kind_of(list).and_then(|kind| self.entry(list).aliases.get(kind));
        let aliases = aliases.into_iter().flatten();
        aliases.flat_map(|(alias, kind)| [(alias, kind), (kind, kind)])
    }

    /// The Chinese name of a fact.
    pub(crate) fn name_of(&self, id: FactId) -> &str {
        self.schema.get(id).map_or("", |fact| fact.name.as_str())
    }
}

/// A title without the brackets that say whom else it has: `（含更名）`, `（不含取消资格企业）`.
fn without_asides(text: &str) -> String {
    let narrow = base::code::half_width(text);
    let mut kept = String::new();
    let mut rest = narrow.as_ref();
    while let Some((before, tail)) = rest.split_once('(') {
        let Some((inner, after)) = tail.split_once(')') else { break };
        kept.push_str(before);
        if !["含", "不含", "包括", "不包括", "剔除"].iter().any(|word| inner.starts_with(word))
        {
            kept.extend(["(", inner, ")"]);
        }
        rest = after;
    }
    kept + rest
}

fn says(texts: &[&str], word: &str) -> bool {
    texts.iter().any(|text| text.contains(word))
}

fn pairs(aliases: &BTreeMap<String, String>) -> Vec<(String, String)> {
    aliases.iter().map(|(alias, value)| (alias.clone(), value.clone())).collect()
}

/// A bound with as few decimals as hold it.
fn decimal(number: &Number) -> Option<Decimal> {
    (0..=9).find_map(|places| {
        let scaled = number.to_i64_scaled(places)?;
        (Number::from_scaled(scaled, places) == *number)
            .then(|| Decimal::new(scaled.into(), places))
            .flatten()
    })
}
