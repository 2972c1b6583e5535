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

/// A line among the rows says another time than the year that its figures were taken for.
pub(in crate::read) const OTHER_TIME: [&str; 2] = [
    "这一行说的时间和表头、标题的年度不一样，这张表的年度数都没有读；不同年度、不是全年的数请分成两张表，写错的请改正这一行",
    "the line says another time than the heading and the titles: no figure of a year is read of this sheet; put figures of other years, or of parts of one, on a sheet of their own, or mend the line",
];

/// A line among the rows says another unit than its amounts were to be read in.
pub(in crate::read) const OTHER_UNIT: [&str; 2] = [
    "这一行说的单位和表头、标题的不一样，这张表的金额都没有读；请换算成一种单位、写在表头，写错的请改正这一行",
    "the line says another unit than the heading and the titles: no amount of this sheet is read; convert them to one unit and write it in the heading, or mend the line",
];

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
