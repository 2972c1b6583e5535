//! The sentences of remarks on figures of a part of a year, each in both languages.

use base::Day;
use zone::say::{Both, Tongue};

/// Rows whose period is no whole year, and how many figures they have.
pub(in crate::read) fn of_part(count: u32) -> [String; 2] {
    [
        format!(
            "没有写明是全年：这样的行里 {count} 个年度数没有读，季度、月份的数不能当年度数；确是全年的，请写“全年”、“1-12月”或全年的起止日期"
        ),
        format!(
            "it does not say a whole year: {count} figures of years in such rows were not read, as those of quarters and months are none of years; where it is one, write 全年, 1-12月 or its first and last day"
        ),
    ]
}

/// A year that was not over on the day up to which the sheet says that its figures run.
pub(in crate::read) fn not_over((until, text): (Day, &str), count: u32) -> Both {
    Both::told(|tongue: Tongue| {
        tongue.say([
            format_args!("表里写“{text}”，到 {until} 这一年还没有结束：这一列 {count} 个数没有读；确是全年的，请改这句话"),
            format_args!("the sheet says “{text}”, and on {until} the year was not over: {count} figures of the column were not read; where they are of the whole year, change that text"),
        ])
    })
}

/// A row's period is of another year than the row says.
pub(in crate::read) fn two_years([year, period]: [i16; 2]) -> [String; 2] {
    [
        format!("年度写的是 {year} 年，所属期却是 {period} 年的，这一行没有读；请改正其中一处"),
        format!(
            "the year is {year} and the period one of {period}: the row is not read; mend one of them"
        ),
    ]
}

/// A remark below a table says that its figures are of a part of a year.
pub(in crate::read) const REMARK: [&str; 2] = [
    "表下的说明写着不是全年的数，上面的数却已按全年的读：不是全年的，请不要接受这次导入",
    "the remark below the table says that its figures are of a part of a year, and they were read as the year's: do not accept them unless they are",
];

/// A remark below a table says another unit than its figures were read in.
pub(in crate::read) fn other_unit([said, read]: [&str; 2]) -> [String; 2] {
    [
        format!(
            "表下的说明写的单位是{said}，上面的数却按{read}读了：请在表头或标题写明单位，再导入一次"
        ),
        format!(
            "the remark below the table says {said}, and its figures were read in {read}: write the unit in the heading or the title, and bring the file in again"
        ),
    ]
}

/// A column of units says another one than the figures of its row were read in.
pub(in crate::read) fn unit_of_row(read: &str, count: u32) -> [String; 2] {
    [
        format!(
            "这一列写的单位和本行金额要按的{read}不同，这样的 {count} 个数没有读；请换算成一种单位，并写在表头"
        ),
        format!(
            "the unit of the row is not {read}, in which its amounts would be read: {count} such figures were not; convert them to one unit and write it in the heading"
        ),
    ]
}
