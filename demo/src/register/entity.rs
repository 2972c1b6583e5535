//! A market entity of the register: who it is, where, and what it does.

use base::{Day, Uscc, Year};

use super::cast::{Census, Odd, Part, Role};
use super::firm;
use super::place::Places;
use crate::firm::{Firm, earlier};
use crate::industry::Industry;
use crate::name;
use crate::rng::Rng;

/// A market entity.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    pub(crate) number: u32,
    /// The seed of its zone.
    pub(crate) seed: u64,
    pub(crate) code: Uscc,
    /// The name it bears today.
    pub(crate) name: String,
    /// The name before, and the year it was changed.
    pub(crate) former: Option<(String, i16)>,
    /// 企业类型.
    pub(crate) form: &'static str,
    pub(crate) born: Day,
    pub(crate) trade: Industry,
    pub(crate) places: Places,
    /// 列入经营异常名录.
    pub(crate) abnormal: bool,
    pub(crate) odd: Odd,
    /// What is known beside its registration.
    pub(crate) figured: Option<Figured>,
}

/// What is known of an enterprise with figures.
#[derive(Clone, Debug)]
pub(crate) struct Figured {
    pub(crate) firm: Firm,
    pub(crate) role: Role,
}

/// From where entities are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Draw {
    pub(crate) census: Census,
    pub(crate) seed: u64,
    pub(crate) on: Day,
}

impl Draw {
    /// The part of entity `number`.
    pub(crate) fn part(&self, number: u32) -> Part {
        self.census.part(number, self.seed)
    }

    /// Entity `number`.
    pub(crate) fn entity(&self, number: u32) -> Entity {
        let mut rng = Rng::of(self.seed ^ 0x5A0E, 1 + u64::from(number));
        let part = self.part(number);
        let odd = self.census.odd(number);
        let trade = match part {
            Part::Individual => Industry::shop(&mut rng),
            Part::Figured(Role { tech: true, .. }) => Industry::research(&mut rng),
            Part::Company | Part::Figured(_) => Industry::common(&mut rng),
        };
        let form = form(&mut rng, part);
        let words = |number| name::words(number, self.seed) + trade.trade + ending(form, trade);
        let places = Places::draw(&mut rng, trade.park());
        let mut entity = Entity {
            number,
            seed: self.seed,
            code: code(number, form),
            name: words(number),
            former: odd.renamed.map(|back| {
                // Beyond the zone's own numbers, so that nobody bears it.
                (
                    words(number.saturating_add(self.census.entities)),
                    self.on.year() - i16::from(back),
                )
            }),
            form,
            born: self.birth(&mut rng, part, odd),
            trade,
            places,
            abnormal: rng.chance(2),
            odd,
            figured: None,
        };
        if let Part::Figured(role) = part {
            let drawn = firm::draw(&mut rng, (&entity, &role), self.on);
            entity.figured = Some(Figured { firm: drawn, role });
        }
        entity
    }

    /// New registrations grow by three tenths a year. Enterprises with figures are older, and
    /// those that hold something older still.
    fn birth(&self, rng: &mut Rng, part: Part, odd: Odd) -> Day {
        let days = match part {
            Part::Figured(Role {
                tech: false,
                above: None,
                corrected: false,
                misnamed: false,
                ..
            }) if rng.chance(15) => rng.between(400, 1_100),
            Part::Figured(_) => rng.between(1_900, 9_000),
            // Who changed a name or moved was there before.
            _ if odd != Odd::default() => rng.between(1_900, 5_000),
            Part::Individual | Part::Company => {
                let years = (0..20).take_while(|_| rng.below(130) < 100).count();
                i64::try_from(years).unwrap_or(0) * 365 + rng.between(25, 389)
            }
        };
        earlier(self.on, days)
    }
}

fn form(rng: &mut Rng, part: Part) -> &'static str {
    match part {
        Part::Individual => "个体工商户",
        Part::Figured(Role { above: Some(_), .. }) if rng.chance(15) => "股份有限公司",
        _ => match rng.below(100) {
            ..3 => "个人独资企业",
            3..5 => "股份有限公司",
            5.. => "有限责任公司",
        },
    }
}

/// How the name ends.
fn ending(form: &str, trade: Industry) -> &'static str {
    match form {
        "个体工商户" if trade.trade == "餐饮" => "店",
        "个体工商户" => "经营部",
        "个人独资企业" => "中心",
        "股份有限公司" => "股份有限公司",
        _ => "有限公司",
    }
}

/// 92 stands for 个体工商户, 91 for enterprises.
fn code(number: u32, form: &str) -> Uscc {
    let code = Uscc::synthetic(number);
    if form == "个体工商户" { varied(code, "92000000").unwrap_or(code) } else { code }
}

/// The code with another beginning, and the check that goes with it.
fn varied(code: Uscc, beginning: &str) -> Option<Uscc> {
    const CHECKS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = code.as_str().get(8..17)?;
    CHECKS.chars().find_map(|check| Uscc::parse(&format!("{beginning}{body}{check}")).ok())
}

impl Entity {
    /// The name it bore at the end of a year.
    pub(crate) fn name_in(&self, year: i16) -> &str {
        match &self.former {
            Some((before, changed)) if year < *changed => before,
            _ => &self.name,
        }
    }

    /// Where it was registered at the end of a year, looked at in the year `current`.
    pub(crate) fn registered_in(&self, year: i16, current: i16) -> &'static str {
        match self.places.moved {
            Some((before, back)) if year < current - i16::from(back) => before,
            _ => self.places.registered,
        }
    }

    /// The code that it was given when it was registered elsewhere.
    pub(crate) fn code_elsewhere(&self) -> Uscc {
        varied(self.code, "91000001").unwrap_or(self.code)
    }

    /// The code of a registration that has nothing to do with the first.
    pub(crate) fn second_code(&self) -> Uscc {
        Uscc::synthetic(u32::MAX - self.number)
    }

    /// Whether its register of the 规上 has it in the year so many before the last complete one.
    pub(crate) fn above_in(&self, back: u8) -> bool {
        let above = self.figured.as_ref().and_then(|figured| figured.role.above);
        above.is_some_and(|since| back <= since)
    }
}

/// The year so many before the last complete one.
pub(crate) fn year(on: Day, back: u8) -> i16 {
    Year::last_complete(on).back(i16::from(back)).0
}
