//! Days and durations from their texts.

use base::Day;

use super::Value;

const MONTHS_A_YEAR: i64 = 12;
const SECONDS_A_DAY: i64 = 86_400;

impl Value {
    /// What `@"…"` says: a day (`2026-11-21`) or a duration (`P3Y`, `P30D`); `None` where the
    /// text is neither.
    #[must_use]
    pub fn literal(text: &str) -> Option<Self> {
        day(text).map(Self::Date).or_else(|| duration(text))
    }
}

/// The day written as `2026-11-21`, or `-0044-03-15`; nothing else.
pub(crate) fn day(text: &str) -> Option<Day> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut parts = digits.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    let year: i16 = number(year)?.try_into().ok()?;
    let year = if negative { -year } else { year };
    Day::new(year, number(month)?.try_into().ok()?, number(day)?.try_into().ok()?).ok()
}

/// The duration written as `P1Y2M` or `P30D`, with an optional minus before it. Hours, minutes
/// and seconds are read where they make whole days.
pub(crate) fn duration(text: &str) -> Option<Value> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let rest = rest.strip_prefix('P')?;
    let (date, time) = match rest.split_once('T') {
        Some((_, "")) => return None,
        Some((date, time)) => (date, time),
        None => (rest, ""),
    };
    if date.is_empty() && time.is_empty() {
        return None;
    }
    if date.ends_with(['Y', 'M']) && time.is_empty() {
        let [years, months] = amounts(date, ['Y', 'M'])?;
        let months = years.checked_mul(MONTHS_A_YEAR)?.checked_add(months)?;
        return Some(Value::Months(months * sign));
    }
    let [days] = amounts(date, ['D'])?;
    let [hours, minutes, seconds] = amounts(time, ['H', 'M', 'S'])?;
    let minutes = hours.checked_mul(60)?.checked_add(minutes)?;
    let seconds = minutes.checked_mul(60)?.checked_add(seconds)?;
    let days = days.checked_add(seconds / SECONDS_A_DAY)?;
    (seconds % SECONDS_A_DAY == 0).then_some(Value::Days(days * sign))
}

/// The whole numbers before each of these letters, which stand in order; 0 for one left out.
fn amounts<const N: usize>(text: &str, letters: [char; N]) -> Option<[i64; N]> {
    let mut rest = text;
    let mut found = [0; N];
    for (amount, letter) in found.iter_mut().zip(letters) {
        if let Some((digits, after)) = rest.split_once(letter) {
            *amount = number(digits)?;
            rest = after;
        }
    }
    rest.is_empty().then_some(found)
}

fn number(digits: &str) -> Option<i64> {
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use base::Day;

    use super::*;

    #[test]
    fn a_duration_is_months_or_whole_days() {
        for (text, wanted) in [
            ("P3Y", Some(Value::Months(36))),
            ("P1Y27M", Some(Value::Months(39))),
            ("-P100M", Some(Value::Months(-100))),
            ("P0M", Some(Value::Months(0))),
            ("P99999999Y", Some(Value::Months(1_199_999_988))),
            ("P30D", Some(Value::Days(30))),
            ("-P1D", Some(Value::Days(-1))),
            ("PT0S", Some(Value::Days(0))),
            ("PT48H", Some(Value::Days(2))),
            ("P1DT12H", None),
            ("P1Y1D", None),
            ("P", None),
            ("PT", None),
            ("P0", None),
            ("1Y", None),
            ("P1H", None),
            ("P1M2Y", None),
            ("P-1D", None),
            ("", None),
        ] {
            assert_eq!(duration(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_day_is_written_one_way() {
        assert_eq!(day("2026-11-21"), Day::new(2026, 11, 21).ok());
        assert_eq!(day("-2018-12-06"), Day::new(-2018, 12, 6).ok());
        for text in [
            "",
            "2017-12-32",
            "01211-12-31",
            "2012/12/25",
            "2012-12-25T",
            "+2012-12-02",
            "2012-1-2",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
