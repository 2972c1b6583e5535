//! Templates: a workbook to be filled in, that says what it wants and is read without a remark.

use std::collections::BTreeSet;
use std::path::Path;

use base::{Day, Year};
use pack::Shelf;
use rule::fact::{Fact, FactId, Field, Type};
use rust_xlsxwriter::{
    DataValidation, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};
use zone::fact::column_name;
use zone::policy::reads;

use super::asked::Asked;
use super::sight::Tables;
use crate::read::{Dictionary, NOT_READ};

/// Rows that are prepared to be filled in.
const ROWS: u32 = 2_000;
/// The most characters of the choices that a cell keeps by itself.
const CHOICES: usize = 250;
/// The sheet that explains the facts.
const DICTIONARY: &str = "指标字典";
/// The first column of the choices on that sheet.
const FIRST: u16 = 9;

/// What a template asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The facts, in the order of the dictionary.
    pub facts: Vec<FactId>,
    /// The fiscal year of facts with years.
    pub year: i16,
}

impl Template {
    /// The facts of sets, each of which is the name or id of a fact, of a policy whose facts are
    /// wanted, of a department, or of a file of facts. Facts that others give are replaced by
    /// those that give them.
    ///
    /// # Errors
    /// In Chinese, with what there is.
    pub fn of(
        sets: &[String],
        (shelf, tables): (&Shelf, &Tables),
        (on, year): (Day, Option<i16>),
    ) -> Result<Self, String> {
        let mut found = BTreeSet::new();
        for set in sets {
            let facts = named(set.trim(), (shelf, tables), on)?;
            for fact in facts {
                add(fact, shelf, &mut found);
            }
        }
        let words = Dictionary::of(shelf);
        found.retain(|fact| Some(*fact) != words.code && Some(*fact) != words.name);
        if found.is_empty() {
            return Err("没有可填的指标".to_owned());
        }
        let last = Year::last_complete(on).ends().year();
        Ok(Self { facts: found.into_iter().collect(), year: year.unwrap_or(last) })
    }
}

/// The least of a department's name that stands for it, where it is no other's.
const PART: usize = 2;

/// The facts of one set.
fn named(set: &str, (shelf, tables): (&Shelf, &Tables), on: Day) -> Result<Vec<FactId>, String> {
    let owners = shelf.owners.iter().filter(|owner| owner.department == set);
    let of_owner: Vec<FactId> = owners.flat_map(|owner| owner.facts.iter().copied()).collect();
    if !of_owner.is_empty() {
        return Ok(of_owner);
    }
    let policies = shelf.in_force(on);
    if let Some(policy) = policies.iter().find(|policy| policy.id == set || policy.title == set) {
        return Ok(reads(&policy.decision, &shelf.schema)
            .into_iter()
            .map(|(fact, _)| fact)
            .collect());
    }
    let stem = |path: &str| Path::new(path).file_stem().is_some_and(|stem| stem == set);
    let of_file = shelf.dictionary.iter().filter(|entry| stem(&entry.path));
    let of_file: Vec<FactId> = of_file.map(|entry| entry.fact).collect();
    if !of_file.is_empty() {
        return Ok(of_file);
    }
    match Asked::parse(set, (shelf, tables), on) {
        Ok(Asked { what: super::What::Fact { fact, .. }, .. }) => Ok(vec![fact]),
        Ok(_) => Ok(Vec::new()),
        Err(why) => {
            let mut departments: Vec<&str> =
                shelf.owners.iter().map(|owner| owner.department.as_str()).collect();
            departments.sort_unstable();
            departments.dedup();
            let part = set.chars().count() >= PART;
            let like: Vec<&str> =
                departments.iter().copied().filter(|name| part && name.contains(set)).collect();
            match like.as_slice() {
                [only] => {
                    let owners = shelf.owners.iter().filter(|owner| owner.department == *only);
                    Ok(owners.flat_map(|owner| owner.facts.iter().copied()).collect())
                }
                [_, _, ..] => Err(format!("“{set}”可以是几个部门：{}；请写全", like.join("、"))),
                [] => Err(format!(
                    "{why}。--set 可写：指标名；数源部门（{}）；政策编号或名称；指标文件名",
                    departments.join("、")
                )),
            }
        }
    }
}

/// A fact, or the facts that give it.
fn add(id: FactId, shelf: &Shelf, found: &mut BTreeSet<FactId>) {
    let Some(fact) = shelf.schema.get(id) else { return };
    match &fact.formula {
        None => {
            found.insert(id);
        }
        // Derived facts do not go in circles.
        Some(formula) => {
            for (used, _) in rule::walk::facts(formula) {
                add(used, shelf, found);
            }
        }
    }
}

/// A column of a template.
struct Column<'a> {
    heading: String,
    of: &'a Type,
    values: &'a [String],
    /// What the dictionary says of it, for the message beside the cell.
    note: Option<&'a str>,
}

struct Writer<'a> {
    shelf: &'a Shelf,
    template: &'a Template,
    book: Workbook,
    head: Format,
    /// Choices that are too long for a cell: their heading, and what there is.
    long: Vec<(String, Vec<String>)>,
}

/// Writes a template.
///
/// # Errors
/// Where the file cannot be written.
pub fn template(template: &Template, shelf: &Shelf, path: &Path) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let mut writer = Writer { shelf, template, book: Workbook::new(), head, long: Vec::new() };
    let facts: Vec<(FactId, &Fact)> =
        template.facts.iter().filter_map(|id| Some((*id, shelf.schema.get(*id)?))).collect();
    let plain: Vec<Column<'_>> = facts
        .iter()
        .filter(|(_, fact)| !matches!(fact.of, Type::List(_)))
        .filter_map(|(id, fact)| writer.column(*id, fact))
        .collect();
    if !plain.is_empty() {
        writer.sheet("填报表", &plain)?;
    }
    for (id, fact) in facts.iter().filter(|(_, fact)| matches!(fact.of, Type::List(_))) {
        let columns: Vec<Column<'_>> =
            (0..).zip(&fact.fields).map(|(at, field)| writer.field((*id, at), field)).collect();
        writer.sheet(&fact.name, &columns)?;
    }
    writer.guide()?;
    writer.dictionary(&facts)?;
    crate::write::steady::save(&mut writer.book, path)
}

impl<'a> Writer<'a> {
    fn column(&self, id: FactId, fact: &'a Fact) -> Option<Column<'a>> {
        let year = Some(self.template.year);
        // The year is named, so that the day says nothing.
        let on = Day::MAX;
        let asked = Asked::fact(id, (None, year), self.shelf, on)?;
        let note = self.shelf.entry(id).and_then(|entry| entry.note.as_deref());
        Some(Column { heading: asked.heading, of: &fact.of, values: &fact.values, note })
    }

    fn field(&self, (list, at): (FactId, usize), field: &'a Field) -> Column<'a> {
        let behind = field.unit.map_or_else(String::new, |unit| format!("（{}）", unit.symbol));
        let entry = self.shelf.entry(list);
        let note = entry.and_then(|entry| entry.fields.get(at)?.note.as_deref());
        let heading = format!("{}{behind}", field.name);
        Column { heading, of: &field.of, values: &field.values, note }
    }

    /// A sheet of a row a firm, or a row a record.
    fn sheet(&mut self, name: &str, columns: &[Column<'_>]) -> Result<(), XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 2)?;
        let text = Format::new().set_num_format("@");
        for (column, heading) in (0..).zip(["统一社会信用代码", "企业名称"]) {
            sheet.write_with_format(0, column, heading, &self.head)?;
            sheet.set_column_format(column, &text)?;
            sheet.set_column_width(column, if column == 0 { 22 } else { 32 })?;
        }
        for (at, column) in (2u16..).zip(columns) {
            sheet.write_with_format(0, at, &column.heading, &self.head)?;
            sheet.set_column_width(at, 16)?;
            if *column.of == Type::Date {
                sheet.set_column_format(at, &Format::new().set_num_format("yyyy-mm-dd"))?;
            }
            if let Some(choice) = self.choice(column)? {
                sheet.add_data_validation(1, at, ROWS, at, &choice)?;
            }
        }
        self.book.push_worksheet(sheet);
        Ok(())
    }

    /// The list from which a cell is chosen.
    fn choice(&mut self, column: &Column<'_>) -> Result<Option<DataValidation>, XlsxError> {
        let yes_or_no = ["是".to_owned(), "否".to_owned()];
        let values = if *column.of == Type::Bool { &yes_or_no[..] } else { column.values };
        if values.is_empty() {
            return Ok(None);
        }
        let length = values.iter().map(|value| value.chars().count() + 1).sum::<usize>();
        let plain = length <= CHOICES && !values.iter().any(|value| value.contains(','));
        let list = if plain {
            DataValidation::new().allow_list_strings(values)?
        } else {
            let at = u16::try_from(self.long.len()).unwrap_or(0) + FIRST;
            self.long.push((column.heading.clone(), values.to_vec()));
            let letters = column_name(at.into());
            let range = format!("='{DICTIONARY}'!${letters}$3:${letters}${}", values.len() + 2);
            DataValidation::new().allow_list_formula(Formula::new(range))
        };
        let list = list.set_error_title("请从下拉中选")?;
        let note: String = column.note.unwrap_or_default().chars().take(200).collect();
        Ok(Some(if note.is_empty() { list } else { list.set_input_message(note)? }))
    }

    fn guide(&mut self) -> Result<(), XlsxError> {
        let year = self.template.year;
        let lines = [
            format!("填写说明（{NOT_READ}）"),
            "一家企业一行，统一社会信用代码和企业名称必填；代码是 18 位文本。".to_owned(),
            format!("表头写了年度的，填那一年的数（本表是 {year} 年）；没写年度的，填目前的情况。"),
            "数字按表头括号里的单位填，只填数字，不写单位、不加“约”。".to_owned(),
            "空着表示没有数据，不是零；确实是零请填 0。".to_owned(),
            "有下拉的从下拉里选；日期写成 2025-03-02。".to_owned(),
            "清单（一种一张表）一条一行；确实没有的，写上企业，第一项填“无”。".to_owned(),
            "表头和表名不要改；各指标的口径见“指标字典”。".to_owned(),
            "填好后导入：yuanshu import 本文件 --data 登记库 --feed 数据来源".to_owned(),
        ];
        let mut sheet = Worksheet::new();
        sheet.set_name("填写说明")?;
        sheet.set_column_width(0, 90)?;
        for (row, line) in (0..).zip(&lines) {
            let format = if row == 0 { self.head.clone() } else { Format::new().set_text_wrap() };
            sheet.write_with_format(row, 0, line, &format)?;
        }
        self.book.push_worksheet(sheet);
        Ok(())
    }

    fn dictionary(&mut self, facts: &[(FactId, &Fact)]) -> Result<(), XlsxError> {
        let heads = [
            ("指标", 28),
            ("编号", 26),
            ("单位", 10),
            ("所属期", 12),
            ("口径与说明", 60),
            ("允许取值", 40),
            ("别的叫法", 30),
            ("数源部门", 20),
        ];
        let mut sheet = Worksheet::new();
        sheet.set_name(DICTIONARY)?;
        sheet.set_freeze_panes(2, 1)?;
        sheet.write_with_format(0, 0, format!("{DICTIONARY}（{NOT_READ}）"), &self.head)?;
        for (column, (head, width)) in (0..).zip(heads) {
            sheet.write_with_format(1, column, head, &self.head)?;
            sheet.set_column_width(column, width)?;
        }
        let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let mut row = 2;
        for (id, fact) in facts {
            for line in self.lines(*id, fact) {
                for (column, text) in (0..).zip(line) {
                    if !text.is_empty() {
                        sheet.write_with_format(row, column, text, &wrap)?;
                    }
                }
                row += 1;
            }
        }
        for (column, (heading, values)) in (FIRST..).zip(&self.long) {
            sheet.write_with_format(1, column, format!("{heading} 可选"), &self.head)?;
            sheet.set_column_width(column, 24)?;
            for (row, value) in (2..).zip(values) {
                sheet.write(row, column, value)?;
            }
        }
        self.book.push_worksheet(sheet);
        Ok(())
    }

    /// What the dictionary says of a fact, and of each field of its records.
    fn lines(&self, id: FactId, fact: &Fact) -> Vec<[String; 8]> {
        let entry = self.shelf.entry(id);
        let note = entry.and_then(|entry| entry.note.clone()).unwrap_or_default();
        let synonyms = entry.map(|entry| entry.synonyms.join("、")).unwrap_or_default();
        let owner = self.shelf.owner(id).map(|owner| owner.department.clone());
        let period = if fact.yearly { "年度" } else { "时点" };
        let unit = |unit: Option<base::Unit>| unit.map_or("", |unit| unit.symbol).to_owned();
        let allowed = |of: &Type, values: &[String]| match of {
            Type::Bool => "是、否".to_owned(),
            Type::List(_) => "一条一行".to_owned(),
            _ => values.join("、"),
        };
        let mut lines = vec![[
            fact.name.clone(),
            fact.id.clone(),
            unit(fact.unit),
            period.to_owned(),
            note,
            allowed(&fact.of, &fact.values),
            synonyms,
            owner.unwrap_or_default(),
        ]];
        let fields = fact.fields.iter().enumerate().map(|(at, field)| {
            let note = entry.and_then(|entry| entry.fields.get(at)?.note.clone());
            [
                format!("{}.{}", fact.name, field.name),
                format!("{}.{}", fact.id, field.id),
                unit(field.unit),
                String::new(),
                note.unwrap_or_default(),
                allowed(&field.of, &field.values),
                String::new(),
                String::new(),
            ]
        });
        lines.extend(fields);
        lines
    }
}
