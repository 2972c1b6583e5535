//! The sentences of remarks on headings, each in both languages.

use base::Unit;
use zone::say::{Both, Tongue};

/// A column by its number, counted from 1, and what it was taken for.
#[derive(Clone, Copy)]
pub(in crate::read) struct Taken<'a>(pub(in crate::read) u32, pub(in crate::read) &'a str);

impl Taken<'_> {
    fn told(self, tongue: Tongue) -> String {
        let Self(column, name) = self;
        tongue.say([format_args!("第{column}列 {name}"), format_args!("column {column}, {name}:")])
    }
}

/// It may be any of several facts.
pub(in crate::read) fn several(column: u32, names: &[&str]) -> Both {
    Both::told(|tongue| {
        let names = tongue.list(names);
        tongue.say([
            format_args!("第{column}列可以是{names}，未读；请把表头改成其中一个"),
            format_args!("column {column} may be any of {names}; not read; name it as one of them"),
        ])
    })
}

pub(in crate::read) fn derived(taken: Taken<'_>) -> Both {
    Both::told(|tongue| {
        let taken = taken.told(tongue);
        tongue.say([
            format_args!("{taken} 由别的指标算出，登记库不存填报的数，未读；它用到的指标照常填报即可"),
            format_args!("{taken} it is worked out from others and a register keeps no figures of it; not read; the figures that it is made of are enough"),
        ])
    })
}

/// What the plan leaves out, or that of the last sheet of the form.
pub(in crate::read) fn left_out(names: &[&str]) -> Both {
    /// More are not read.
    const MOST: usize = 12;
    let few = names.get(..MOST).unwrap_or(names);
    Both::told(|tongue| {
        let more = if names.len() > MOST { tongue.of(["等", " and more"]) } else { "" };
        let (few, count) = (tongue.list(few), names.len());
        tongue.say([
            format_args!("按导入方案（或上次同样的表）有 {count} 列没有读：{few}{more}；要读的，请改方案里的 fact"),
            format_args!("by the plan, or as with the last sheet of the form, {count} columns are not read: {few}{more}; to have one read, change its fact in the plan"),
        ])
    })
}

pub(in crate::read) fn wrong_unit(taken: Taken<'_>, unit: &str) -> Both {
    Both::told(|tongue| {
        let taken = taken.told(tongue);
        tongue.say([
            format_args!("{taken} 的单位不能是“{unit}”，未读；请在表头写明单位"),
            format_args!(
                "{taken} its unit cannot be “{unit}”; not read; write its unit in the heading"
            ),
        ])
    })
}

/// Another column says the same of the year, in a stage (阶段) that is more final.
pub(in crate::read) fn surpassed(taken: Taken<'_>, by: u32) -> Both {
    Both::told(|tongue| {
        let taken = taken.told(tongue);
        tongue.say([
            format_args!("{taken} 是同一年另一个阶段的数，按更终的第{by}列读，这一列未读；两个阶段都要存的，请分成两张表导入"),
            format_args!("{taken} column {by} has the year's figure in a stage that is more final and is read; this one is not; to keep both, import them as two sheets"),
        ])
    })
}

pub(in crate::read) fn unit_assumed(taken: Taken<'_>, unit: &str) -> Both {
    Both::told(|tongue| {
        let taken = taken.told(tongue);
        tongue.say([
            format_args!("{taken} 没有写单位，按 {unit} 理解；请在表头写明单位"),
            format_args!(
                "{taken} no unit is written; read in {unit}; write the unit in the heading"
            ),
        ])
    })
}

/// Somebody said another unit than the sheet states.
pub(in crate::read) fn overruled(taken: Taken<'_>, (stated, named): (&str, &str)) -> Both {
    Both::told(|tongue| {
        let taken = taken.told(tongue);
        tongue.say([
            format_args!(
                "{taken} 表里写的单位是{stated}，导入方案写的是{named}，按{named}读；请核对，不对的改方案里的 unit"
            ),
            format_args!(
                "{taken} the sheet says {stated} and the plan {named}: read in {named}; check it, and mend the unit in the plan where it is wrong"
            ),
        ])
    })
}

/// A text says a part of a year.
pub(in crate::read) fn part_of_year(taken: Taken<'_>, text: &str) -> Both {
    Both::told(|tongue| {
        let taken = taken.told(tongue);
        tongue.say([
            format_args!("{taken} 未读：“{text}”说的不是全年，季度、月份的数不能当年度数；请用全年的表，确是全年的，请在这句话里写上“全年”"),
            format_args!("{taken} not read, as “{text}” is no whole year and figures of quarters and months are none of years; use a sheet of the whole year, or write 全年 there where it is one"),
        ])
    })
}

/// A line among the rows says that it is other than its heading and the titles say.
pub(in crate::read) fn contradicted(taken: Taken<'_>, line: &str) -> Both {
    Both::told(|tongue| {
        let taken = taken.told(tongue);
        tongue.say([
            format_args!("{taken} 未读：{line}——和表头、标题说的时间或单位不一样；请改正这一行，时间或单位不同的数请分成两张表"),
            format_args!("{taken} not read: the line “{line}” says another time or unit than the heading and the titles; mend that line, and put figures of another time or unit on a sheet of their own"),
        ])
    })
}

/// Nothing says of which year the figures are, and of some in which unit.
pub(in crate::read) fn no_year(taken: Taken<'_>, unit: Option<&str>) -> Both {
    Both::told(|tongue| {
        let taken = taken.told(tongue);
        let too = unit.map_or("", |_| tongue.of(["，也没有写单位", ", nor in which unit"]));
        let full = match unit {
            Some(unit) => format!("2025年 营业收入({unit})"),
            None => "2025年".to_owned(),
        };
        tongue.say([
            format_args!("{taken} 不知道是哪一年的数{too}，未读；请在表名、标题、表头或年度列写明，例如“{full}”"),
            format_args!("{taken} nothing says of which year it is{too}; not read; write it in the sheet's name, the title, the heading or a column of years, such as “{full}”"),
        ])
    })
}

/// A heading that means no fact.
#[derive(Clone, Copy)]
pub(in crate::read) struct Unknown<'a> {
    /// Counted from 1.
    pub(in crate::read) column: u32,
    pub(in crate::read) header: &'a str,
}

/// What a heading that means no fact is like.
#[derive(Clone, Copy)]
pub(in crate::read) struct Like<'a> {
    /// The facts, that which it is most like first.
    pub(in crate::read) names: &'a [&'a str],
    /// What the heading says beside it.
    pub(in crate::read) year: Option<i16>,
    pub(in crate::read) unit: Option<Unit>,
    /// Figures of the first could be taken for another size where no unit is written.
    pub(in crate::read) asks: bool,
}

impl Like<'_> {
    /// The heading as it should be, with the year and the unit that it says.
    fn heading(&self) -> String {
        let year = self.year.map_or_else(String::new, |year| format!("{year}年"));
        let unit = self.unit.map_or_else(String::new, |unit| format!("（{}）", unit.symbol));
        format!("{year}{}{unit}", self.names.first().copied().unwrap_or_default())
    }
}

impl Unknown<'_> {
    fn told(self, tongue: Tongue) -> String {
        let Self { column, header } = self;
        tongue.say([
            format_args!("第{column}列“{header}”不是认识的指标，未读"),
            format_args!("column {column}, “{header}”, is no fact that is known; not read"),
        ])
    }

    /// Nothing more is to be said of it.
    pub(in crate::read) fn alone(self) -> Both {
        Both::told(|tongue| self.told(tongue))
    }

    /// The facts stand below each other.
    pub(in crate::read) fn long(self) -> Both {
        self.and([
            "一行一个指标的表不能读，请转成一行一家企业（或一家一年）、一列一个指标",
            "a table with a row a figure cannot be read: turn it so that each row is an enterprise (or one of a year) and each column a fact",
        ])
    }

    /// It is a share, a growth or a part of a year.
    pub(in crate::read) fn of_another_kind(self, word: &str) -> Both {
        Both::told(|tongue| {
            let head = self.told(tongue);
            tongue.say([
                format_args!("{head}；“{word}”不是年度数，要的是年度数"),
                format_args!("{head}; “{word}” is no figure of a year, and such are wanted"),
            ])
        })
    }

    /// It is an amount of money that is none of ours.
    pub(in crate::read) fn foreign(self, word: &str) -> Both {
        Both::told(|tongue| {
            let head = self.told(tongue);
            tongue.say([
                format_args!("{head}；不读{word}的金额，请换算成人民币，在表头写明单位"),
                format_args!("{head}; amounts in {word} are not read: convert them to 人民币 and write the unit in the heading"),
            ])
        })
    }

    /// Some facts are like it.
    pub(in crate::read) fn near(self, like: &Like<'_>) -> Both {
        Both::told(|tongue| {
            let (head, names) = (self.told(tongue), tongue.list(like.names));
            let (first, name) = (like.names.first().copied().unwrap_or_default(), like.heading());
            let unit = if like.asks && like.unit.is_none() {
                tongue.of(["，并写明单位", ", and write its unit"])
            } else {
                ""
            };
            tongue.say([
                format_args!("{head}；相近的有 {names}。如就是{first}，请把表头改为“{name}”{unit}"),
                format_args!(
                    "{head}; like it: {names}. If {first} is meant, name it “{name}”{unit}"
                ),
            ])
        })
    }

    fn and(self, more: [&'static str; 2]) -> Both {
        Both::all([self.alone(), Both::from(more)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In both languages.
    fn both(said: &Both) -> [&str; 2] {
        [Tongue::Chinese, Tongue::English].map(|tongue| said.of(tongue))
    }

    #[test]
    fn what_a_heading_lacks_is_told_in_both_languages() {
        let taken = Taken(3, "营业收入");
        assert_eq!(
            both(&unit_assumed(taken, "万元")),
            [
                "第3列 营业收入 没有写单位，按 万元 理解；请在表头写明单位",
                "column 3, 营业收入: no unit is written; read in 万元; write the unit in the heading"
            ]
        );
        assert_eq!(
            both(&no_year(taken, Some("万元"))),
            [
                "第3列 营业收入 不知道是哪一年的数，也没有写单位，未读；请在表名、标题、表头或年度列写明，例如“2025年 营业收入(万元)”",
                "column 3, 营业收入: nothing says of which year it is, nor in which unit; not read; write it in the sheet's name, the title, the heading or a column of years, such as “2025年 营业收入(万元)”"
            ]
        );
    }

    #[test]
    fn a_heading_that_nobody_knows_is_told_with_those_like_it() {
        let unknown = Unknown { column: 4, header: "营收" };
        let names = ["营业收入", "主营业务收入"];
        let like = Like { names: &names, year: None, unit: None, asks: true };
        assert_eq!(
            both(&unknown.near(&like)),
            [
                "第4列“营收”不是认识的指标，未读；相近的有 营业收入、主营业务收入。如就是营业收入，请把表头改为“营业收入”，并写明单位",
                "column 4, “营收”, is no fact that is known; not read; like it: 营业收入, 主营业务收入. If 营业收入 is meant, name it “营业收入”, and write its unit"
            ]
        );
        let like = Like { year: Some(2025), unit: Unit::parse("元"), ..like };
        assert_eq!(
            unknown.near(&like).zh(),
            "第4列“营收”不是认识的指标，未读；相近的有 营业收入、主营业务收入。如就是营业收入，请把表头改为“2025年营业收入（元）”"
        );
        assert_eq!(
            both(&unknown.of_another_kind("同比")),
            [
                "第4列“营收”不是认识的指标，未读；“同比”不是年度数，要的是年度数",
                "column 4, “营收”, is no fact that is known; not read; “同比” is no figure of a year, and such are wanted"
            ]
        );
    }
}
