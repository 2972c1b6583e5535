//! The words that headers use, and which fact each of them means.

use std::collections::HashMap;

use base::code::half_width;
use rule::fact::{FactId, Type};

use crate::read::dictionary::Dictionary;

/// What a word in a header means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    Code,
    Name,
    Year,
    /// What part of a year, where it is one; several columns say its first and last day.
    Period,
    Stage,
    Ordinal,
    Fact(FactId),
}

/// Headers of the identity of a row. Those of the dictionary's facts come on top.
const CODE: &[&str] = &[
    "统一社会信用代码",
    "社会信用代码",
    "信用代码",
    "统一信用代码",
    "统一代码",
    "信用代码证号",
    "纳税人识别号",
    "uscc",
];
const NAME: &[&str] = &[
    "企业名称",
    "单位名称",
    "公司名称",
    "企业全称",
    "单位全称",
    "企业名",
    "机构名称",
    "单位详细名称",
    "法人单位名称",
    "法人单位详细名称",
    "org_name",
];
const YEAR: &[&str] = &[
    "年度",
    "年份",
    "会计年度",
    "财务年度",
    "所属年度",
    "统计年度",
    "数据年度",
    "报告年度",
    "数据年份",
    "统计年份",
    "fiscal_year",
    "year",
];
const PERIOD: &[&str] = &[
    "季度",
    "月份",
    "月度",
    "期间",
    "所属期",
    "所属期起",
    "所属期止",
    "所属期间",
    "所属时期",
    "所属月份",
    "所属季度",
    "税款所属期",
    "税款所属期起",
    "税款所属期止",
    "税款所属期间",
    "税款所属时期",
    "报告期",
    "报告期间",
    "报表期间",
    "会计期间",
    "统计期间",
    "统计月份",
    "统计季度",
    "数据期间",
    "数据月份",
    "数据季度",
    "期别",
    "报表期别",
    "报表期",
    "统计时间",
    "统计日期",
    "统计时点",
    "数据时间",
    "数据日期",
    "时间",
    "时期",
];
const STAGE: &[&str] = &["数据阶段", "阶段", "统计阶段", "报表阶段"];
const ORDINAL: &[&str] = &["序号", "编号顺序", "行号", "no", "no.", "id"];
/// Headers of a sheet of judgements that has a row a score.
const ITEM: &[&str] = &["评审项目", "评价项目", "评分项目", "评审指标", "评分指标", "评审内容"];
const SCORE: &[&str] = &["得分", "评分", "分数", "专家评分", "评审得分", "评审结果", "评审意见"];

/// Words in the name or the title of a sheet of judgements.
const JUDGED_SHEET: &[&str] = &["评审", "评分", "打分", "专家"];

/// All words, looked up after [`normal`].
#[derive(Debug)]
pub(crate) struct Lexicon {
    words: HashMap<String, Vec<Target>>,
    judged: HashMap<String, usize>,
    lists: HashMap<String, FactId>,
    fields: HashMap<FactId, HashMap<String, usize>>,
}

impl Lexicon {
    pub(crate) fn new(dictionary: &Dictionary) -> Self {
        let mut lexicon = Self {
            words: HashMap::new(),
            judged: HashMap::new(),
            lists: HashMap::new(),
            fields: HashMap::new(),
        };
        for (at, judgement) in dictionary.schema.judgements.iter().enumerate() {
            lexicon.judged.insert(normal(&judgement.name), at);
        }
        lexicon.add_names(dictionary);
        lexicon.add_identity(dictionary);
        lexicon.add_synonyms(dictionary);
        lexicon
    }

    fn add_names(&mut self, dictionary: &Dictionary) {
        for (id, fact) in dictionary.schema.iter() {
            for name in [&fact.id, &fact.name] {
                self.words.entry(normal(name)).or_insert_with(|| vec![Target::Fact(id)]);
            }
            if matches!(fact.of, Type::List(_)) {
                let names = dictionary.entry(id).synonyms.iter().chain([&fact.id, &fact.name]);
                let names: Vec<String> = names.map(|name| normal(name)).collect();
                let fields = self.fields.entry(id).or_default();
                for (at, field) in fact.fields.iter().enumerate() {
                    let others = dictionary.entry(id).fields.get(at).into_iter().flatten();
                    for name in others.chain([&field.id, &field.name]) {
                        fields.insert(normal(name), at);
                    }
                }
                // A column that is called as the list says of each record what it is.
                if let Some(kind) = dictionary.kind_of(id) {
                    for name in &names {
                        fields.entry(name.clone()).or_insert(kind);
                    }
                }
                self.lists.extend(names.into_iter().map(|name| (name, id)));
            }
        }
    }

    fn add_identity(&mut self, dictionary: &Dictionary) {
        let groups = [
            (CODE, Target::Code, dictionary.code),
            (NAME, Target::Name, dictionary.name),
            (YEAR, Target::Year, None),
            (PERIOD, Target::Period, None),
            (STAGE, Target::Stage, None),
            (ORDINAL, Target::Ordinal, None),
        ];
        for (words, target, fact) in groups {
            let named = fact.and_then(|id| Some((id, dictionary.schema.get(id)?)));
            let named = named.into_iter().flat_map(|(id, fact)| {
                dictionary.entry(id).synonyms.iter().chain([&fact.id, &fact.name])
            });
            for word in named.map(String::as_str).chain(words.iter().copied()) {
                self.words.insert(normal(word), vec![target]);
            }
        }
    }

    /// A name outranks a synonym; a synonym of two facts means both, and is then refused.
    fn add_synonyms(&mut self, dictionary: &Dictionary) {
        let named: std::collections::HashSet<String> = self.words.keys().cloned().collect();
        for (id, _) in dictionary.schema.iter() {
            for word in &dictionary.entry(id).synonyms {
                let word = normal(word);
                if named.contains(&word) {
                    continue;
                }
                let targets = self.words.entry(word).or_default();
                if !targets.contains(&Target::Fact(id)) {
                    targets.push(Target::Fact(id));
                }
            }
        }
    }

    /// What a word means: nothing, one thing, or several.
    pub(crate) fn find(&self, word: &str) -> &[Target] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn judged(&self, word: &str) -> Option<usize> {
        self.judged.get(word).copied()
    }

    /// The list fact that a sheet of that name holds.
    pub(crate) fn list(&self, sheet: &str) -> Option<FactId> {
        self.lists.get(&normal(sheet)).copied()
    }

    pub(crate) fn field(&self, list: FactId, word: &str) -> Option<usize> {
        self.fields.get(&list)?.get(word).copied()
    }

    /// The list facts, for a sheet that is recognised by its columns only.
    pub(crate) fn lists(&self) -> Vec<FactId> {
        let mut lists: Vec<FactId> = self.fields.keys().copied().collect();
        lists.sort_unstable();
        lists
    }

    /// Words that share letters with an unknown one, the most alike first.
    pub(crate) fn near(&self, word: &str) -> Vec<Target> {
        let mut found: Vec<(usize, &str, Target)> = self
            .words
            .iter()
            .filter_map(|(known, targets)| {
                let shared = likeness(word, known);
                let target = *targets.first()?;
                (shared >= 500).then_some((shared, known.as_str(), target))
            })
            .collect();
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let mut targets = Vec::new();
        for (_, _, target) in found {
            if !targets.contains(&target) && targets.len() < 3 {
                targets.push(target);
            }
        }
        targets
    }
}

/// How alike two words are, in thousandths: by the pairs of neighbouring letters that they share,
/// or by their letters where one is the other shortened (员工数, 员工总数).
fn likeness(a: &str, b: &str) -> usize {
    pairs_shared(a, b).max(shortened(a, b))
}

/// Twice the letters of the shorter word in thousandths of all letters, where all of them stand in
/// the longer one in their order and make half of it.
fn shortened(a: &str, b: &str) -> usize {
    let [a, b] = [a, b].map(|word| word.chars().collect::<Vec<char>>());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    let within = short.iter().all(|letter| rest.any(|other| other == letter));
    let all = short.len() + long.len();
    if within && short.len() >= 2 && 2 * short.len() >= long.len() {
        (2000 * short.len()).checked_div(all).unwrap_or(0)
    } else {
        0
    }
}

fn pairs_shared(a: &str, b: &str) -> usize {
    let pairs =
        |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (a, mut b) = (pairs(a), pairs(b));
    let all = a.len() + b.len();
    let mut shared = 0usize;
    for pair in a {
        if let Some(at) = b.iter().position(|other| *other == pair) {
            b.swap_remove(at);
            shared += 2;
        }
    }
    (shared * 1000).checked_div(all).unwrap_or(0)
}

/// A word without what differs from sheet to sheet: width, case, spaces, brackets, marks.
pub(crate) fn normal(text: &str) -> String {
    half_width(text)
        .chars()
        .filter(|letter| !letter.is_whitespace() && !letter.is_control() && !is_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '<'
            | '>'
            | '《'
            | '》'
            | '“'
            | '”'
            | '"'
            | '*'
            | '★'
            | '※'
            | ':'
            | ';'
            | '、'
            | '·'
            | '\u{FEFF}'
    )
}

/// Whether a header names the thing that is judged in its row.
pub(crate) fn is_item(word: &str) -> bool {
    ITEM.contains(&word)
}

/// Whether a header holds the points of the thing that is judged in its row.
pub(crate) fn is_score(word: &str) -> bool {
    SCORE.contains(&word)
}

/// Whether the name or title of a sheet says that it holds judgements.
pub(crate) fn is_of_judgements(name: &str) -> bool {
    JUDGED_SHEET.iter().any(|word| name.contains(word))
}
