//! How cells look: colours only where they mean something.

use rule::value::Answer;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatPattern};

/// Formats of cells.
pub(super) struct Styles {
    pub(super) head: Format,
    pub(super) text: Format,
    pub(super) long: Format,
    pub(super) count: Format,
    pub(super) points: Format,
    pub(super) wan: Format,
    pub(super) day: Format,
    yes: Format,
    no: Format,
    outside: Format,
    unknown: Format,
    person: Format,
}

impl Default for Styles {
    fn default() -> Self {
        let plain = || Format::new().set_align(FormatAlign::Top);
        let tint = |ink: u32, paper: u32| {
            plain().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(paper))
        };
        Self {
            head: plain()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0x00EC_EAE6))
                .set_border_bottom(FormatBorder::Thin),
            text: plain(),
            long: plain().set_text_wrap(),
            count: plain().set_num_format("#,##0"),
            points: plain().set_num_format("0.##"),
            wan: plain().set_num_format("#,##0.00"),
            day: plain().set_num_format("yyyy-mm-dd"),
            yes: tint(0x001B_5E36, 0x00DC_EFE2),
            no: tint(0x0093_1F1D, 0x00F8_E0DD),
            outside: tint(0x006B_6761, 0x00F4_F2EF),
            // Unknown must look like unknown, not like zero: hatched.
            unknown: plain()
                .set_font_color(Color::RGB(0x004B_4560))
                .set_pattern(FormatPattern::LightUp)
                .set_background_color(Color::RGB(0x00EF_ECF5))
                .set_foreground_color(Color::RGB(0x00B3_ABC9)),
            person: tint(0x001F_4E8C, 0x00E1_EAF5),
        }
    }
}

impl Styles {
    pub(super) fn answer(&self, answer: Answer, outside: bool) -> &Format {
        match answer {
            Answer::Yes => &self.yes,
            Answer::No if outside => &self.outside,
            Answer::No => &self.no,
            Answer::Unknown => &self.unknown,
            Answer::Person => &self.person,
        }
    }
}
