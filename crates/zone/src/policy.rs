//! What every policy in force says of every enterprise, and why.

mod changed;
#[cfg(test)]
pub(crate) mod kit;
mod lack;
mod line;
mod passport;
mod proof;
mod score;
mod spell;
mod standing;
mod sum;
mod told;
mod uses;
mod window;

use pack::shelf::Kind;
use pack::{Policy, Shelf};
use rule::decide::{Finding, decide, weigh};
use rule::decision::Decision;
use rule::fact::{FactId, Lag};
use rule::plan::Plan;
use rule::row::{Row, Stated};
use rule::run::Run;
use rule::table::Table;
use rule::value::{Answer, Value};
use rule::why::{Change, Shortfall};

use crate::say::Tongue;

pub use changed::{Changed, Given, Moved, Said, Shift, Turned, changed, key, pairs};
pub use lack::{blank_of, record_of};
pub use line::Line;
pub use passport::{Bearer, Nobody, Passport, Subjects};
pub use proof::{ClauseProof, Sum as Compared, Used, cited};
pub use score::ScoreProof;
pub use standing::{Near, Standing};
pub use sum::{Sum, Tally, Wanted};
pub use told::Told;
pub use uses::reads;
pub use window::Window;

/// What is asked: content, facts, and the day, which the table knows.
#[derive(Debug)]
pub struct Question<'a> {
    /// Where policies and facts are defined.
    pub shelf: &'a Shelf,
    /// Who is asked about, and where each figure comes from.
    pub subjects: &'a dyn Subjects,
    /// The facts on the day.
    pub table: &'a Table,
    /// The policies, in order.
    pub asked: Vec<Asked<'a>>,
    /// Facts, and those that were declared to stand in for them.
    pub stand_ins: Vec<(FactId, FactId)>,
    /// What is said with every answer: that the enterprises are invented.
    pub mark: Option<String>,
    /// The language that its reasons are told in.
    pub tongue: Tongue,
    found: Found,
}

/// The answers of all policies, and of the questions whether titles are held.
#[derive(Debug)]
enum Found {
    /// Of all enterprises, by columns.
    Columns(Run),
    /// Each when it is asked for: one enterprise is answered sooner than a plan is made. What is
    /// stated of the enterprise.
    Rows(Stated),
}

/// A policy that is asked about.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The edition in force.
    pub policy: &'a Policy,
    /// Whether one can apply on the day.
    pub window: Window,
    /// Its position among all that columns were asked; the question whether the title is held
    /// that it confers stands behind it.
    at: usize,
    /// The facts it reads of which some figures are stand-ins.
    assumed: Vec<(FactId, Lag)>,
}

/// How much is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The answer, and what is missing.
    Answer,
    /// The one step that turns a no, too, if one is enough.
    Step,
    /// What each failed clause lacks, and no step.
    Gaps,
    /// What each failed clause lacks, and the one step.
    Near,
    /// The smallest change that turns a no: a search that may take a tenth of a second.
    Change,
}

/// What a policy says of an enterprise.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// What was found.
    pub finding: Finding,
    /// What each clause counts for: one whose number is only remembered is person at best.
    pub clauses: Vec<Answer>,
    /// Whether the enterprise holds the title that the policy confers, if it confers one.
    pub held: Option<Answer>,
    /// The facts that would settle what is open, with their years.
    pub missing: Vec<(FactId, Lag)>,
    /// What the failed clauses lack.
    pub gaps: Vec<Shortfall>,
    /// The smallest change that turns a no; `None` where it was not looked for.
    pub change: Option<Change>,
    /// The facts of which a stand-in was used.
    pub assumed: Vec<FactId>,
}

impl<'a> Question<'a> {
    /// Asks what these editions say of all enterprises of the table.
    pub fn new(
        shelf: &'a Shelf,
        subjects: &'a dyn Subjects,
        table: &'a Table,
        policies: Vec<&'a Policy>,
    ) -> Self {
        let mut decisions: Vec<&Decision> = Vec::new();
        let stood_in = uses::stood_in(table);
        let asked = policies.into_iter().map(|policy| {
            let at = decisions.len();
            decisions.extend([&policy.decision].into_iter().chain(&policy.held));
            let window = Window::of(policy, table.on);
            let assumed = uses::assumed(&policy.decision, &shelf.schema, &stood_in);
            Asked { policy, window, at, assumed }
        });
        let asked: Vec<Asked<'a>> = asked.collect();
        let found = if table.rows > 1 {
            Found::Columns(Plan::new(&shelf.schema, table, decisions).run())
        } else {
            Found::Rows(Stated::of(&shelf.schema, table, 0))
        };
        let (stand_ins, mark, tongue) = (Vec::new(), None, Tongue::Chinese);
        Self { shelf, subjects, table, asked, stand_ins, mark, tongue, found }
    }

    /// Says which stand-ins the table was made with.
    #[must_use]
    pub fn assuming(self, stand_ins: Vec<(FactId, FactId)>) -> Self {
        Self { stand_ins, ..self }
    }

    /// Says what goes with every answer.
    #[must_use]
    pub fn marked(self, mark: Option<&str>) -> Self {
        Self { mark: mark.map(str::to_owned), ..self }
    }

    /// Says in which language its reasons are told.
    #[must_use]
    pub fn told_in(self, tongue: Tongue) -> Self {
        Self { tongue, ..self }
    }

    /// The facts of an enterprise.
    pub fn row(&self, at: usize) -> Row<'_> {
        let row = Row::new(&self.shelf.schema, self.table, at);
        match &self.found {
            Found::Rows(stated) if at == 0 => row.stating(stated),
            Found::Rows(_) | Found::Columns(_) => row,
        }
    }

    /// What a policy says of an enterprise.
    pub fn answer(&self, asked: &Asked<'_>, at: usize, depth: Depth) -> Answered {
        let row = self.row(at);
        let decision = &asked.policy.decision;
        let finding = match depth {
            Depth::Answer | Depth::Step => {
                self.known(asked, at).unwrap_or_else(|| decide(decision, &row))
            }
            Depth::Gaps | Depth::Near | Depth::Change => decide(decision, &row),
        };
        if let Found::Columns(run) = &self.found {
            debug_assert_eq!(finding.answer, run.answer(asked.at, at), "columns equal rows");
        }
        let no = finding.answer == Answer::No;
        Answered {
            clauses: weigh(&decision.clauses, &finding.clauses),
            held: self.holds(asked, &row),
            missing: if no { Vec::new() } else { rule::why::missing(decision, &row, &finding) },
            gaps: if no && depth >= Depth::Gaps {
                rule::why::gaps(decision, &row, &finding)
            } else {
                Vec::new()
            },
            change: match depth {
                Depth::Answer | Depth::Gaps => None,
                _ if !no || finding.outside => None,
                Depth::Step | Depth::Near if !asked.is_one_enough(&finding) => Some(Change::None),
                Depth::Step | Depth::Near => Some(rule::why::step(decision, &row, &finding)),
                Depth::Change => Some(rule::why::change(decision, &row, &finding)),
            },
            assumed: uses::used(&asked.assumed, self.table, at),
            finding,
        }
    }

    /// What a policy says of the first enterprise, with what each failed clause lacks and the one
    /// step, which is not looked for where it is known.
    pub fn answered(&self, asked: &Asked<'_>, step: Option<&Change>) -> Answered {
        let depth = if step.is_some() { Depth::Gaps } else { Depth::Near };
        let answered = self.answer(asked, 0, depth);
        Answered { change: step.cloned().or(answered.change), ..answered }
    }

    /// The answers of all policies for all enterprises, a byte each, policy after policy: two
    /// questions with the same bytes say the same of everybody.
    pub fn answers(&self) -> Vec<u8> {
        let answer = |asked: &Asked<'_>, row| match &self.found {
            Found::Columns(run) => run.answer(asked.at, row),
            Found::Rows(_) => decide(&asked.policy.decision, &self.row(row)).answer,
        };
        let of = |asked: &Asked<'_>, row| match answer(asked, row) {
            Answer::Yes => b'y',
            Answer::No => b'n',
            Answer::Unknown => b'?',
            Answer::Person => b'p',
        };
        let rows = 0..self.table.rows;
        self.asked.iter().flat_map(|asked| rows.clone().map(move |row| of(asked, row))).collect()
    }

    /// The rows of whom lists and counts of everybody are.
    pub fn counted(&self) -> impl Iterator<Item = usize> + '_ {
        passport::counted(self.subjects, self.table.rows)
    }

    /// Whether the title is held that a policy confers, if it confers one.
    fn holds(&self, asked: &Asked<'_>, row: &Row<'_>) -> Option<Answer> {
        let held = asked.policy.held.as_ref()?;
        Some(match &self.found {
            Found::Columns(run) => run.answer(asked.at + 1, row.at()),
            Found::Rows(_) => decide(held, row).answer,
        })
    }

    /// What the columns alone found, where there is no figure to show and nothing is missing.
    fn known(&self, asked: &Asked<'_>, at: usize) -> Option<Finding> {
        let Found::Columns(run) = &self.found else { return None };
        let answer = self.plain(asked, at).filter(|answer| *answer != Answer::Unknown)?;
        let clauses = 0..asked.policy.decision.clauses.len();
        let clauses: Vec<Answer> = clauses.map(|clause| run.clause(asked.at, clause, at)).collect();
        let outside = answer == Answer::No && self.is_outside(asked, at);
        let (scores, lenient, amount) = (Vec::new(), false, None);
        Some(Finding { answer, outside, clauses, scores, lenient, amount })
    }

    /// The answer that the columns found, where no points, class or money go with it.
    fn plain(&self, asked: &Asked<'_>, at: usize) -> Option<Answer> {
        let Found::Columns(run) = &self.found else { return None };
        let (decision, answer) = (&asked.policy.decision, run.answer(asked.at, at));
        // Nothing is given where the answer is no.
        let given = |clause: &rule::decision::Clause| clause.give.is_some() && answer != Answer::No;
        (decision.scores.is_empty() && !decision.clauses.iter().any(given)).then_some(answer)
    }

    /// The fact's Chinese name.
    pub fn name(&self, fact: FactId) -> &'a str {
        self.shelf.schema.get(fact).map_or("", |fact| fact.name.as_str())
    }

    /// The names of facts, each once whatever the years.
    pub fn names(&self, facts: &[(FactId, Lag)]) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for (fact, _) in facts {
            let name = self.name(*fact);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

impl Asked<'_> {
    /// Whether one fact may turn a no: of most who fall short none does.
    fn is_one_enough(&self, finding: &Finding) -> bool {
        let answer = |clause: usize| finding.clauses.get(clause).copied();
        self.policy.reach.is_one_enough(|clause| answer(clause).unwrap_or(Answer::Unknown))
    }
}

impl Answered {
    /// The class that an enterprise falls into, where a policy of classes has settled it.
    pub fn class(&self, policy: &Policy) -> Option<&str> {
        match self.finding.scores.last() {
            Some(Value::Text(class))
                if policy.kind == Kind::Class && self.finding.answer == Answer::Yes =>
            {
                Some(class)
            }
            _ => None,
        }
    }

    /// The clauses that make a no of it, by position: each that is asked of everybody, and those
    /// of which one would have been enough.
    pub fn failed(&self, policy: &Policy) -> Vec<usize> {
        let no = |at: &&usize| self.clauses.get(**at) == Some(&Answer::No);
        let Decision { required, any, .. } = &policy.decision;
        let any = any.iter().filter(|group| group.iter().all(|at| no(&at))).flatten();
        let mut failed: Vec<usize> = required.iter().filter(no).chain(any).copied().collect();
        failed.sort_unstable();
        failed
    }

    /// The class, the points or the money that comes of it, where it is settled or lies
    /// between two figures.
    pub fn value(&self) -> Option<&Value> {
        value(&self.finding)
    }
}

fn value(finding: &Finding) -> Option<&Value> {
    let value = finding.amount.as_ref().or(finding.scores.last());
    value.filter(|value| value.doubt().is_none())
}
