//! Days and durations as ISO 8601 writes them: `2026-11-21`, `P1Y6M`, `P30D`.

use crate::value::Value;

/// What a text after `@` says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Temporal {
    /// A day or a duration.
    Value(Value),
    /// A time of day, or a duration with hours: well written and not in the language.
    Time,
    /// Neither.
    Nothing,
}

/// Reads a day or a duration.
pub(super) fn temporal(text: &str) -> Temporal {
    if let Some(value) = Value::literal(text) {
        return Temporal::Value(value);
    }
    let (head, tail) = text.split_once('T').unwrap_or(("", text));
    let clock = tail.split(':').count() >= 2
        && tail.starts_with(|letter: char| letter.is_ascii_digit())
        && (head.is_empty() || is_day(head));
    let hours = head.trim_start_matches('-').starts_with('P') && tail.ends_with(['H', 'M', 'S']);
    if clock || hours { Temporal::Time } else { Temporal::Nothing }
}

fn is_day(text: &str) -> bool {
    matches!(Value::literal(text), Some(Value::Date(_)))
}

#[cfg(test)]
mod tests {
    use base::Day;

    use super::*;

    #[test]
    fn days_and_durations_are_read_in_the_one_form_of_the_standard() {
        let day = Day::constant(2026, 11, 21);
        assert_eq!(temporal("2026-11-21"), Temporal::Value(Value::Date(day)));
        assert_eq!(temporal("P1Y6M"), Temporal::Value(Value::Months(18)));
        assert_eq!(temporal("-P100M"), Temporal::Value(Value::Months(-100)));
        assert_eq!(temporal("P30D"), Temporal::Value(Value::Days(30)));
    }

    #[test]
    fn what_says_no_day_is_refused() {
        for text in ["", "P", "P0", "1Y", "foo", "2026-13-01", "2026-2-1", "2026/11/21", "P1M1Y"] {
            assert_eq!(temporal(text), Temporal::Nothing, "{text}");
        }
        for text in ["P1Y2", "PY", "PD", "P-1D", "+2026-11-21", "P99999999999999999999D"] {
            assert_eq!(temporal(text), Temporal::Nothing, "{text}");
        }
    }

    #[test]
    fn times_of_day_are_told_apart_from_nonsense() {
        for text in ["12:30:00", "2026-11-21T12:30:00Z", "PT36H", "-P1DT2H", "P1DT5M"] {
            assert_eq!(temporal(text), Temporal::Time, "{text}");
        }
    }
}
