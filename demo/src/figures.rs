//! One year of an invented enterprise, in fen, heads and ten-thousandths.

use crate::rng::Rng;

/// One 万元 in fen.
pub(crate) const WAN: i64 = 1_000_000;

/// `per10000` ten-thousandths of `amount`, the fraction dropped.
pub(crate) fn share(amount: i64, per10000: i64) -> i64 {
    let part = i128::from(amount) * i128::from(per10000) / 10_000;
    i64::try_from(part).unwrap_or(i64::MAX)
}

/// What stays with a firm from year to year; shares are ten-thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Habit {
    /// Research of 营业收入.
    pub(crate) research: i64,
    /// Main business of 营业收入.
    pub(crate) main: i64,
    /// High-tech products of 总收入.
    pub(crate) hightech: i64,
    /// Costs of 营业收入.
    pub(crate) cost: i64,
    /// Assets of 营业收入.
    pub(crate) assets: i64,
    /// Liabilities of assets.
    pub(crate) debt: i64,
    /// 科技人员 of 职工总数.
    pub(crate) tech_staff: i64,
    /// Research done at home of all research.
    pub(crate) home: i64,
    /// 细分市场占有率.
    pub(crate) market: i64,
    /// 专精特新发展评价得分, in hundredths.
    pub(crate) score: i64,
}

impl Habit {
    /// The habits of a firm that does research, or of one that does little.
    pub(crate) fn draw(rng: &mut Rng, tech: bool) -> Self {
        let some = if tech { rng.between(180, 1_500) } else { rng.between(0, 250) };
        Self {
            research: some,
            main: if rng.chance(75) {
                rng.between(8_000, 10_000)
            } else {
                rng.between(4_500, 8_000)
            },
            hightech: match tech {
                true if rng.chance(75) => rng.between(6_200, 9_800),
                true => rng.between(2_500, 6_200),
                false => rng.between(0, 2_000),
            },
            cost: rng.between(8_200, 10_300),
            assets: rng.between(6_000, 18_000),
            debt: rng.between(1_500, 8_800),
            tech_staff: if tech { rng.between(700, 5_500) } else { rng.between(0, 900) },
            home: if rng.chance(85) { 10_000 } else { rng.between(5_000, 9_900) },
            market: rng.between(20, 2_500),
            score: if tech { rng.between(3_500, 8_200) } else { rng.between(1_500, 5_500) },
        }
    }
}

/// The yearly facts; amounts in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) revenue: i64,
    pub(crate) sales: i64,
    pub(crate) main: i64,
    pub(crate) income: i64,
    pub(crate) hightech: i64,
    pub(crate) cost: i64,
    pub(crate) profit: i64,
    pub(crate) net_profit: i64,
    pub(crate) taxable: i64,
    pub(crate) tax: i64,
    pub(crate) assets: i64,
    pub(crate) assets_quarterly: i64,
    pub(crate) liabilities: i64,
    /// 研发费用, the accounting calibre.
    pub(crate) research: i64,
    /// 研发费用高企口径.
    pub(crate) research_hightech: i64,
    /// 境内研发费用.
    pub(crate) research_home: i64,
    /// 研发费用加计扣除口径.
    pub(crate) research_deduct: i64,
    /// 资本化研发费用加计口径.
    pub(crate) capitalised: i64,
    /// 研发无形资产摊销加计口径.
    pub(crate) amortised: i64,
    pub(crate) staff: i64,
    pub(crate) staff_end: i64,
    /// 从业人数季度平均, in hundredths of a head.
    pub(crate) staff_quarterly: i64,
    pub(crate) tech_staff: i64,
    pub(crate) research_staff: i64,
    pub(crate) fulltime: i64,
    pub(crate) graduates: i64,
    pub(crate) hired: i64,
    /// 细分市场占有率, in ten-thousandths.
    pub(crate) market: i64,
    /// 专精特新发展评价得分, in hundredths.
    pub(crate) score: i64,
    /// 主营相关发明专利申请.
    pub(crate) applications: i64,
}

impl Figures {
    /// The year of a firm with `habit` that sold for `revenue` fen with `staff` heads.
    pub(crate) fn draw(rng: &mut Rng, habit: &Habit, revenue: i64, staff: i64) -> Self {
        let mut figures = Self { revenue, staff, ..Self::default() };
        figures.trade(rng, habit);
        figures.research(rng, habit);
        figures.heads(rng, habit);
        figures.market = habit.market;
        figures.score = (habit.score + rng.between(-300, 300)).clamp(0, 10_000);
        figures
    }

    /// 前五项研发费用, of which with [`Self::other`] and 80 % of [`Self::commissioned`] the
    /// 研发费用加计扣除口径 is made.
    pub(crate) fn five(&self) -> i64 {
        share(self.research_deduct, 8_500)
    }

    /// 其他相关研发费用.
    pub(crate) fn other(&self) -> i64 {
        share(self.research_deduct, 700)
    }

    /// 委托境内研发费用.
    pub(crate) fn commissioned(&self) -> i64 {
        share(self.research_deduct - self.five() - self.other(), 12_500)
    }

    fn trade(&mut self, rng: &mut Rng, habit: &Habit) {
        self.sales = self.revenue;
        self.main = share(self.revenue, habit.main);
        self.income = self.revenue + share(self.revenue, rng.between(0, 300));
        self.hightech = share(self.income, habit.hightech);
        self.cost = share(self.revenue, habit.cost + rng.between(-200, 200));
        self.profit = self.income - self.cost;
        self.taxable = if self.profit > 0 { share(self.profit, 8_500) } else { self.profit };
        self.tax = share(self.taxable.max(0), 1_500) + share(self.revenue, 300);
        self.net_profit = self.profit - share(self.profit.max(0), 1_500);
        self.assets = share(self.revenue, habit.assets).max(5 * WAN);
        self.assets_quarterly = share(self.assets, 9_700);
        self.liabilities = share(self.assets, habit.debt + rng.between(-150, 150));
    }

    fn research(&mut self, rng: &mut Rng, habit: &Habit) {
        self.research = share(self.revenue, habit.research);
        self.research_hightech = share(self.research, rng.between(9_000, 11_000));
        self.research_home = share(self.research_hightech, habit.home);
        self.research_deduct = share(self.research, rng.between(7_500, 10_000));
        if rng.chance(15) {
            self.capitalised = share(self.research_deduct, rng.between(500, 3_000));
            self.amortised = share(self.capitalised, 1_000);
        }
        self.applications = rng.below(2 + habit.research / 150);
    }

    fn heads(&mut self, rng: &mut Rng, habit: &Habit) {
        self.staff_end = (share(self.staff, rng.between(9_500, 10_600))).max(1);
        self.staff_quarterly = self.staff * 100 + 25 * rng.between(-3, 3).min(self.staff);
        self.tech_staff = share(self.staff, habit.tech_staff);
        self.research_staff = share(self.tech_staff, rng.between(6_000, 10_000));
        self.fulltime = share(self.research_staff, rng.between(5_000, 10_000));
        self.graduates = share(self.tech_staff, rng.between(500, 5_000));
        self.hired = share(self.staff, rng.between(0, 800));
    }
}
