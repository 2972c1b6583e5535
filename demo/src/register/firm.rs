//! The figures and the lists of an enterprise of the register.

use base::{Day, Year};

use super::cast::Role;
use super::entity::Entity;
use super::spread::{normal, spread};
use crate::edge::Edge;
use crate::figures::{Figures, Habit, WAN, share};
use crate::firm::{Care, Firm, YEARS, later};
use crate::record::{Life, Records};
use crate::rng::Rng;
use crate::score::Scores;
use crate::title::{GIANT, HIGH_TECH, INNOVATIVE, SPECIAL, TECH_SME, Title};

/// What an enterprise starts from in its last year.
struct Start {
    heads: i64,
    /// In fen.
    revenue: i64,
    habit: Habit,
}

/// The enterprise behind an entity.
pub(crate) fn draw(rng: &mut Rng, (entity, role): (&Entity, &Role), on: Day) -> Firm {
    let life = Life { born: entity.born, on };
    let start = start(rng, entity, role);
    let years = years(rng, &start, (entity, role), life);
    let mut records = Records::draw(rng, life, &years);
    if (role.high_tech && !role.undeserved) || role.special {
        records.support_a_title(rng, life);
    }
    if role.giant {
        records.support_a_title(rng, life);
    }
    if sound(entity, role) {
        records.lead_a_market(rng, life);
    }
    records.titles = titles(rng, role, life);
    let held = role.high_tech || role.special;
    let care = match rng.below(100) {
        _ if held || role.edge.is_some() => Care::High,
        ..55 => Care::High,
        55..88 => Care::Usual,
        88.. => Care::Low,
    };
    let tech = role.tech;
    Firm {
        number: entity.number,
        code: entity.code,
        name: entity.name.clone(),
        born: entity.born,
        industry: entity.trade,
        care,
        strategic: tech && rng.chance(60),
        key_position: role.giant || (tech && rng.chance(40)),
        restricted: rng.chance(2) && !sound(entity, role),
        // Half of those that work elsewhere say that they work here; the parks' ledgers know.
        inside: entity.places.inside() || entity.number % 2 == 0,
        abnormal: entity.abnormal,
        segment: later(entity.born, rng.between(0, 900)).min(on),
        digital: rng.between(1, 4),
        scores: role.tech.then(|| Scores::draw(rng, held)).flatten(),
        listed: role.giant || rng.below(1_000) < 4,
        alone: role.special,
        years,
        records,
    }
}

/// Whether it holds 小巨人 and its figures go on supporting it: those in the six fields of the
/// title do, the others were given theirs by older rules.
fn sound(entity: &Entity, role: &Role) -> bool {
    role.giant && entity.trade.base != "不属于"
}

fn start(rng: &mut Rng, entity: &Entity, role: &Role) -> Start {
    let habit = habit(rng, entity, role);
    // Half of the firms that do research have more than 12 heads, half of the others more than
    // 6; one in six more than three times as many.
    let median = if role.tech { 1_200 } else { 600 };
    let drawn = (spread(rng, median, 27) / 100).clamp(1, 20_000);
    let mut heads = role.edge.and_then(Edge::staff).unwrap_or(drawn);
    let head = spread(rng, entity.trade.head * 70, 12);
    let mut revenue = heads * head.max(100) * (WAN / 100);
    let counted = entity.trade.counted_from() * WAN;
    if role.giant && revenue < 12_000 * WAN {
        revenue = rng.between(12_000, 40_000) * WAN;
        heads = heads.max(revenue / WAN / (entity.trade.head * 2)).max(60);
    } else if role.special && revenue < 3_000 * WAN {
        revenue = rng.between(3_000, 9_000) * WAN;
        heads = heads.max(revenue / WAN / (entity.trade.head * 2)).max(15);
    }
    if role.above.is_some() && share(revenue, habit.main) < share(counted, 10_200) {
        revenue = share(counted, 12_500) + share(counted, spread(rng, 6_000, 16));
        heads = heads.max(revenue / WAN / (entity.trade.head * 2));
    } else if !role.special && role.above.is_none() && revenue >= counted && !rng.chance(6) {
        // Hardly a firm of that size is not in the register of the 规上.
        revenue = share(counted, rng.between(2_500, 9_900));
        heads = heads.min(revenue / WAN / (entity.trade.head / 3).max(1)).max(1);
    }
    let heads = role.edge.and_then(Edge::staff).unwrap_or(heads);
    let revenue = role.edge.and_then(Edge::sales).map_or(revenue, |sales| sales * WAN);
    // Firms count in yuan, hardly one in fen.
    Start { heads, revenue: (revenue / 100 * 100).max(WAN), habit }
}

fn habit(rng: &mut Rng, entity: &Entity, role: &Role) -> Habit {
    let mut habit = Habit::draw(rng, role.tech);
    habit.research = match role {
        Role { tech: false, .. } if rng.chance(80) => 0,
        Role { tech: false, .. } => rng.between(10, 150),
        Role { undeserved: true, .. } => rng.between(120, 260),
        Role { high_tech: true, .. } => spread(rng, entity.trade.intensity(), 7).clamp(560, 3_500),
        _ => spread(rng, entity.trade.intensity(), 10).clamp(60, 4_000),
    };
    if role.high_tech {
        habit.hightech = rng.between(6_200, 9_800);
        habit.tech_staff = rng.between(1_600, 6_000);
        habit.home = 10_000;
    }
    if role.special {
        habit.research = habit.research.max(rng.between(420, 900));
        habit.score = rng.between(5_600, 8_200);
        habit.debt = habit.debt.min(rng.between(3_000, 7_000));
    }
    if role.above.is_some() || role.special {
        habit.main = rng.between(8_500, 10_000);
    }
    if sound(entity, role) {
        habit.main = habit.main.max(rng.between(9_100, 9_900));
        habit.market = habit.market.max(rng.between(1_000, 3_000));
        habit.score = habit.score.max(rng.between(6_400, 8_200));
    }
    habit
}

/// The last years, the last one last. Who grew goes on growing: half of a year's growth is that
/// of the year before.
fn years(
    rng: &mut Rng,
    start: &Start,
    (entity, role): (&Entity, &Role),
    life: Life,
) -> [Option<Figures>; YEARS] {
    let least = if sound(entity, role) { 700 } else { -4_500 };
    let usual = (600 + normal(rng) * 9 / 10).max(least);
    let mut growth = usual;
    let (mut revenue, mut heads) = (start.revenue, start.heads);
    let mut years = [Figures::default(); YEARS];
    for figures in years.iter_mut().rev() {
        let mut habit = start.habit;
        if !role.high_tech {
            habit.research = share(habit.research, rng.between(8_800, 11_200));
        }
        *figures = Figures::draw(rng, &habit, revenue, heads);
        growth = (i64::midpoint(usual, growth) + normal(rng) * 6 / 10).clamp(least, 9_000);
        let before = i128::from(revenue) * 10_000 / i128::from(10_000 + growth);
        revenue = i64::try_from(before).unwrap_or(0) / 100 * 100;
        heads = (heads * 10_000 / (10_000 + growth / 2)).max(1);
    }
    if role.high_tech && !role.undeserved {
        // What is counted as research for the title is no less than what the books call so.
        for figures in &mut years {
            figures.research_hightech = figures.research_hightech.max(figures.research);
            figures.research_home = figures.research_hightech;
            figures.tech_staff = figures.tech_staff.max(figures.staff / 8 + 1);
        }
    }
    if let Some(edge) = role.edge {
        edge.place(&mut years);
    }
    let mut back = 3;
    years.map(|figures| {
        back -= 1;
        (life.born <= Year::last_complete(life.on).back(back).ends()).then_some(figures)
    })
}

fn titles(rng: &mut Rng, role: &Role, life: Life) -> Vec<Title> {
    let kinds = [
        (role.high_tech, &HIGH_TECH),
        (role.tech_sme, &TECH_SME),
        (role.innovative, &INNOVATIVE),
        (role.special, &SPECIAL),
        (role.giant, &GIANT),
    ];
    let mut titles = Vec::new();
    for (held, sort) in kinds {
        if held {
            titles.push(sort.valid(rng, life));
        } else if role.tech && role.edge.is_none() && rng.chance(5) {
            titles.push(sort.expired(rng, life));
        }
    }
    titles
}
