//! The ground floor: money, days, codes, units, numbers and citations.

pub mod calendar;
pub mod cite;
pub mod code;
pub mod day;
pub mod quantity;
pub mod unit;

pub use calendar::{AnnouncedYear, Calendar, CalendarFault, Due, Worked, YearlyRest};
pub use cite::{Cite, CiteFault};
pub use code::{
    ClassFault, Classification, CodeFault, Edition, Entry, OrgCode, Uscc, half_width,
    looks_like_number, normalise,
};
pub use day::{Day, Span, Year, parse_day};
pub use quantity::{Decimal, NumberFault, Scaled, parse_number};
pub use unit::{Dimension, Kind, Scale, TimeUnit, Unit};
