//! `yuanshu why`: why an enterprise gets its answer from a policy.

use std::io::{self, Write};

use base::{Day, normalise};
use clap::Args;
use rule::why::Change;

use super::given::{Given, Ground, editions};
use super::{Console, Done, Stop, tell};
use crate::content::Content;
use crate::read::Facts;
use crate::say::{self, Tongue};
use crate::write::jsonl;
use zone::policy::{Answered, Asked, ClauseProof, Depth, Question, record_of};

/// 说明一家企业的一项测算结果：条款、比较的数、差距、出处
#[derive(Debug, Args)]
pub(super) struct Why {
    #[command(flatten)]
    given: Given,
    /// 企业：统一社会信用代码，或与表中完全相同的名称
    #[arg(long, value_name = "CODE")]
    subject: String,
    /// 政策编号，例如 national/high-tech
    #[arg(long, value_name = "ID")]
    policy: String,
    /// 出具：记下这次判定，以后任何一天都能一字不差地重算
    #[arg(long, requires = "data", conflicts_with = "assume")]
    issue: bool,
    /// 输出一行 JSON：测算结果加上用到的数、门槛、条文和出处
    #[arg(long)]
    json: bool,
}

impl Why {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let on = self.given.on(today);
        let content = self.given.content(console)?;
        let wanted = editions(&content.shelf, std::slice::from_ref(&self.policy), on, console.err)?;
        let assume = self.given.assume(&content.shelf.schema)?;
        let ground = self.given.one(&content, (on, &self.subject), console)?;
        let row = match &ground {
            Ground::Sheets(facts) => {
                writeln!(
                    console.err,
                    "读到 {} 家企业；读表时有 {} 处问题，逐处列出用 yuanshu match … --faults 文件.jsonl",
                    facts.subjects.len(),
                    facts.remarks.len()
                )?;
                if let Some(years) = facts.say_years(on) {
                    writeln!(console.err, "注意：{years}")?;
                }
                self.find(facts)?
            }
            Ground::Register(_) | Ground::One(_) => 0,
        };
        self.issue(&ground, &content, console)?;
        let table = ground.table(on, &assume);
        let (subjects, others) = (ground.subjects(), content.shelf.in_force(on));
        let question = Question::new(&content.shelf, subjects, &table, others)
            .assuming(assume)
            .marked(ground.mark());
        let asked = question.asked.iter().find(|asked| wanted.contains(&asked.policy));
        let Some(asked) = asked else {
            return Err(Stop::Nothing(format!("{} 在 {on} 不适用", self.policy)));
        };
        if self.json {
            let answered = question.answer(asked, row, Depth::Change);
            jsonl::line(console.out, &question.told(asked, row, &answered))?;
        } else {
            print((&question, asked), row, console.out)?;
        }
        Ok(Done::Clean)
    }

    /// Hands the verdict out where that was asked for.
    fn issue(
        &self,
        ground: &Ground,
        content: &Content,
        console: &mut Console<'_>,
    ) -> Result<(), Stop> {
        let Ground::One(open) = ground else { return Ok(()) };
        if !self.issue {
            return Ok(());
        }
        let (register, single) = open.as_ref();
        let verdict = register.issue_one(single, content, self.policy.clone())?;
        writeln!(console.err, "出具了第 {} 号判定；重算：yuanshu replay {}", verdict.0, verdict.0)?;
        Ok(())
    }

    /// The row of the enterprise: by code, else by name.
    fn find(&self, facts: &Facts) -> Result<usize, Stop> {
        let wanted = normalise(&self.subject);
        let subjects = || facts.subjects.iter().enumerate();
        if let Some((row, _)) = subjects().find(|(_, one)| one.code.as_ref() == Some(&wanted)) {
            return Ok(row);
        }
        let named: Vec<usize> = subjects()
            .filter(|(_, one)| normalise(one.name()) == wanted)
            .map(|(row, _)| row)
            .collect();
        match named.as_slice() {
            [row] => Ok(*row),
            [] => Err(Stop::Nothing(format!(
                "表里没有企业“{}”：请写 18 位统一社会信用代码，或与表中完全相同的名称",
                self.subject
            ))),
            several => {
                let codes = several.iter().filter_map(|row| facts.subjects.get(*row)?.code.clone());
                let codes: Vec<String> = codes.collect();
                Err(Stop::Nothing(format!(
                    "叫“{}”的企业有 {} 家：{}；请写代码",
                    self.subject,
                    several.len(),
                    codes.join("、")
                )))
            }
        }
    }
}

/// Tells a reader what a policy says of the enterprise in a row, and why.
pub(super) fn print(
    (question, asked): (&Question<'_>, &Asked<'_>),
    row: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let answered = &question.answer(asked, row, Depth::Change);
    Told { question, asked, row, answered }.print(out)
}

/// An answer, told to a reader.
struct Told<'a> {
    question: &'a Question<'a>,
    asked: &'a Asked<'a>,
    row: usize,
    answered: &'a Answered,
}

impl Told<'_> {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let proofs = self.question.proof(self.asked, self.row, self.answered);
        self.head(&self.early(&proofs), out)?;
        for proof in &proofs {
            clause(proof, out)?;
        }
        self.scores(out)?;
        self.change(out)?;
        if self.speaks_of_years() {
            writeln!(out, "{}\n", say::CLOSED_NOTE)?;
        }
        self.open(out)?;
        tell::note(self.question.mark.as_deref(), out)
    }

    /// The figures that it rests on and that are not final, each with its stage (阶段).
    fn early(&self, proofs: &[ClauseProof<'_>]) -> Vec<String> {
        let of_scores = self.question.score_figures(self.asked, self.row, self.answered);
        let used = proofs.iter().flat_map(|proof| &proof.figures).chain(of_scores.iter().flatten());
        let mut early = Vec::new();
        for one in used {
            let stage = one.place.as_ref().and_then(|place| place.stage);
            let Some(stage) = stage.filter(|stage| !stage.is_final()) else { continue };
            let year = one.year.map_or(String::new(), |year| format!(" {} 年", year.0));
            let told = format!("{}{year}（{}）", one.name, stage.zh());
            if !early.contains(&told) {
                early.push(told);
            }
        }
        early
    }

    fn head(&self, early: &[String], out: &mut dyn Write) -> io::Result<()> {
        let (policy, finding) = (self.asked.policy, &self.answered.finding);
        let subjects = self.question.subjects;
        let code = subjects.code(self.row).map_or(String::new(), |code| format!("（{code}）"));
        writeln!(out, "{}{code}", subjects.name(self.row))?;
        let from = policy.days.from.map_or(String::new(), |from| format!("，{from} 起适用"));
        let until = policy.days.until.map_or(String::new(), |until| format!("，至 {until}"));
        let status = say::status(policy.status, Tongue::Chinese)
            .map_or(String::new(), |mark| format!("，{mark}"));
        writeln!(out, "{}（{}{from}{until}{status}）", policy.title, policy.id)?;
        let answer = say::answer(finding.answer, finding.outside, Tongue::Chinese);
        writeln!(
            out,
            "\n{} {answer}（测算日 {}）",
            say::mark(finding.answer),
            self.question.table.on
        )?;
        let mut beside = vec![say::window(self.asked.window, Tongue::Chinese).to_owned()];
        beside.extend(policy.windows.iter().filter_map(|window| {
            Some(format!("窗口 {} 至 {}", window.days.from?, window.days.until?))
        }));
        beside.extend(self.answered.held.map(|held| say::held(held, Tongue::Chinese).to_owned()));
        writeln!(out, "  {}", beside.join("，"))?;
        if let Some(amount) = finding.amount.as_ref() {
            writeln!(
                out,
                "  金额 {}（{}）",
                say::value(amount, None, Tongue::Chinese),
                say::amount_note(policy.kind)
            )?;
        }
        if !early.is_empty() {
            writeln!(out, "  用了还没有定的数：{}", early.join("、"))?;
        }
        if finding.lenient {
            writeln!(out, "  未知的数按 0 分计（该政策如此规定）")?;
        }
        if !self.answered.assumed.is_empty() {
            let names = self.answered.assumed.iter().map(|fact| self.question.name(*fact));
            let names: Vec<&str> = names.collect();
            writeln!(out, "  用了替代口径：{}", names.join("、"))?;
        }
        writeln!(out)
    }

    /// The nodes of the score tree, in its order.
    fn scores(&self, out: &mut dyn Write) -> io::Result<()> {
        let scores = self.question.scores(self.asked, self.row, self.answered);
        if scores.is_empty() {
            return Ok(());
        }
        writeln!(out, "评分与分类")?;
        for proof in &scores {
            writeln!(out, "  {}", proof.result())?;
            for says in proof.why() {
                writeln!(out, "      {says}")?;
            }
        }
        writeln!(out)
    }

    /// Whether a gap or the change is of a year, which is over.
    fn speaks_of_years(&self) -> bool {
        let gaps = self.answered.gaps.iter().flat_map(|found| &found.gaps);
        let moves = match &self.answered.change {
            Some(Change::Found { moves, .. }) => moves.as_slice(),
            Some(Change::None | Change::TooMany) | None => &[],
        };
        gaps.map(|gap| gap.lag).chain(moves.iter().map(|to| to.lag)).any(|lag| lag > 0)
    }

    fn change(&self, out: &mut dyn Write) -> io::Result<()> {
        match &self.answered.change {
            None => Ok(()),
            Some(Change::Found { moves, becomes }) => {
                let moves: Vec<String> =
                    moves.iter().map(|to| self.question.say_move(to)).collect();
                let becomes = say::answer(*becomes, false, Tongue::Chinese);
                writeln!(out, "最小改动：{}，则{becomes}\n", moves.join("；"))
            }
            Some(Change::None) => {
                writeln!(out, "最小改动：没有（动三项以内企业自己能改善的数，都不够）\n")
            }
            Some(Change::TooMany) => writeln!(out, "最小改动：可能的组合太多，没有找完\n"),
        }
    }

    /// What is missing, with what each fact alone would settle, and what a person decides.
    fn open(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.answered.missing.is_empty() {
            writeln!(out, "待补数据")?;
            let answers = self.unknowns();
            let lacks = self.question.lacks(self.asked, self.row, self.answered).into_iter();
            for (lack, name) in lacks.zip(self.question.names(&self.answered.missing)) {
                writeln!(out, "  {lack}　{}", settles(name, &answers))?;
            }
            self.blanks(out)?;
            writeln!(out)?;
        }
        let row = self.question.row(self.row);
        let judged = rule::why::asked(&self.asked.policy.decision, &row, &self.answered.finding);
        if !judged.is_empty() {
            writeln!(out, "需人工审核：{}\n", judged.join("、"))?;
        }
        Ok(())
    }

    /// The records that say too little, where each was read, and what to do about it.
    fn blanks(&self, out: &mut dyn Write) -> io::Result<()> {
        let schema = &self.question.shelf.schema;
        for blank in self.question.blanks(self.asked, self.row, self.answered) {
            let record = record_of(schema, &blank);
            let place = self.question.subjects.record(&blank, self.row);
            let place = place.map_or(String::new(), |place| format!("　[{place}]"));
            let fields = schema.get(blank.list).map_or(&[][..], |list| &list.fields);
            let field = fields.get(blank.field).map_or("", |field| field.name.as_str());
            writeln!(out, "    {record}{place}")?;
            writeln!(out, "      {}", Tongue::Chinese.fill_blank(field))?;
        }
        Ok(())
    }

    /// The policies in force that lack facts of this enterprise, and which.
    fn unknowns(&self) -> Vec<(&str, Vec<&str>)> {
        if self.answered.missing.is_empty() {
            return Vec::new();
        }
        let asked = self.question.asked.iter();
        asked
            .map(|asked| {
                let answered = self.question.answer(asked, self.row, Depth::Answer);
                (asked.policy.title.as_str(), self.question.names(&answered.missing))
            })
            .collect()
    }
}

/// How many answers a fact would settle alone, and which.
fn settles(name: &str, answers: &[(&str, Vec<&str>)]) -> String {
    let alone = answers.iter().filter(|(_, missing)| *missing == [name]);
    let alone: Vec<&str> = alone.map(|(title, _)| *title).collect();
    let concerned = answers.iter().filter(|(_, missing)| missing.contains(&name)).count();
    let colon = if alone.is_empty() { "" } else { "：" };
    let titles = alone.join("、");
    format!("补齐后可判定 {} 项{colon}{titles}（涉及 {concerned} 项）", alone.len())
}

fn clause(proof: &ClauseProof<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} {}　{}", say::mark(proof.answer), proof.label(), proof.words())?;
    writeln!(out, "    {}", proof.cite())?;
    for sum in &proof.sums {
        writeln!(out, "    {}", sum.says)?;
    }
    for used in &proof.figures {
        let place = used.place.as_ref().map_or(String::new(), |place| format!("　[{place}]"));
        writeln!(out, "      {}{place}", used.says())?;
    }
    if !proof.any.is_empty() {
        writeln!(out, "    满足其一即可：{}", proof.alternatives())?;
    }
    match proof.gaps.as_slice() {
        [] => {}
        [only] => writeln!(out, "    差距：{only}")?,
        several => writeln!(out, "    差距（补上其一即可）：{}", several.join("；"))?,
    }
    writeln!(out)
}
