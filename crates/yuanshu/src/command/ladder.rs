//! `yuanshu ladder`: the lists of work over all enterprises and policies.

use std::path::PathBuf;

use base::Day;
use clap::Args;
use rayon::prelude::*;
use rule::number::Number;
use zone::policy::{Answered, Depth, Question, Sum};

use super::given::{Given, Ground, editions};
use super::{Console, Done, Stop, tell};
use crate::say;
use crate::write::list::{self, List};
use crate::write::work;

/// 工作清单：测算符合未申报、差一项达标、证书到期、准规上、待补数据
#[derive(Debug, Args)]
pub(super) struct Ladder {
    #[command(flatten)]
    given: Given,
    /// 只看这些政策；缺省为当日适用的全部
    #[arg(long, num_args = 1.., value_name = "ID")]
    policy: Vec<String>,
    /// 多少天以内到期的证书
    #[arg(long, value_name = "天", default_value_t = 180)]
    within: u16,
    /// 差一项达标：幅度超过百分之几的不列，只报多少行，例如 10；缺省都列
    #[arg(long, value_name = "百分数")]
    gap: Option<u16>,
    /// 结果写到哪里：.xlsx 或 .jsonl
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Ladder {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let write = Form::of(&self.out)?;
        let on = self.given.on(today);
        let content = self.given.content(console)?;
        let policies = editions(&content.shelf, &self.policy, on, console.err)?;
        let assume = self.given.assume(&content.shelf.schema)?;
        let ground = self.given.ground(&content, on, console)?;
        let table = ground.table(on, &assume);
        let subjects = ground.subjects();
        let question = Question::new(&content.shelf, subjects, &table, policies).assuming(assume);
        let answer = |row| {
            // Of who is not counted nothing is asked.
            let asked = question.asked.iter().filter(|_| subjects.is_counted(row));
            asked.map(|asked| question.answer(asked, row, Depth::Step)).collect()
        };
        let answers: Vec<Vec<Answered>> = (0..table.rows).into_par_iter().map(answer).collect();
        let mut sum = Sum::default();
        for (row, answers) in answers.iter().enumerate() {
            sum.add(row, answers);
        }
        let most = self.gap.and_then(|percent| Number::from_ratio(i64::from(percent), 100));
        let near = work::near(&question, &answers, most.as_ref());
        let groups: Vec<String> =
            near.groups.iter().map(|(takes, count)| format!("{takes} {count} 行")).collect();
        let (ways, others) = work::ways(&question, &answers);
        let lists = [
            work::differences(&question, &sum),
            near.list,
            work::papers(&question, self.within),
            ways,
            work::missing(&question, &sum),
        ];
        let others = (others > 0).then(|| {
            format!("准规上：另有 {others} 家缺两项以上的数，不知道是不是，没有列；见“待补数据”")
        });
        let far = (near.left > 0)
            .then(|| format!("差一项达标：另有 {} 行的幅度超过 --gap，没有列", near.left));
        let unlisted: Vec<String> = far.into_iter().chain(others).collect();
        let mut notes = notes(&question, &ground);
        notes.extend((!groups.is_empty()).then(|| ["差一项达标".to_owned(), groups.join("，")]));
        notes.extend(unlisted.iter().map(|said| ["没有列的".to_owned(), said.clone()]));
        write.put(&notes, &lists, &self.out)?;
        for list in &lists {
            writeln!(console.out, "{}\t{} 行", list.name, list.rows.len())?;
        }
        if !groups.is_empty() {
            writeln!(console.out, "差一项达标，按差什么：{}", groups.join("，"))?;
        }
        for said in unlisted {
            writeln!(console.out, "{said}")?;
        }
        tell::note(ground.mark(), console.out)?;
        Ok(Done::Clean)
    }
}

/// The form of lists, by the ending of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Xlsx,
    Jsonl,
}

impl Form {
    pub(super) fn of(path: &std::path::Path) -> Result<Self, Stop> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("xlsx") => Ok(Self::Xlsx),
            Some("jsonl") => Ok(Self::Jsonl),
            _ => Err(Stop::Usage(format!("--out {} 要以 .xlsx 或 .jsonl 结尾", path.display()))),
        }
    }

    /// Writes lists whole or not at all.
    pub(super) fn put(
        self,
        notes: &[[String; 2]],
        lists: &[List],
        path: &std::path::Path,
    ) -> Result<(), Stop> {
        super::output::whole(path, |part| match self {
            Self::Xlsx => list::workbook(notes, lists, part),
            Self::Jsonl => list::lines(notes, lists, part),
        })
    }
}

fn notes(question: &Question<'_>, ground: &Ground) -> Vec<[String; 2]> {
    let pair = |key: &str, text: String| [key.to_owned(), text];
    let mark = ground.mark().map(|mark| pair("注意", mark.to_owned()));
    let day = pair("测算日", question.table.on.to_string());
    let said = [
        pair("企业", say::firms(question)),
        pair("政策", format!("{} 项", question.asked.len())),
        pair("说明", say::NOTE.to_owned()),
    ];
    mark.into_iter().chain([day]).chain(ground.basis(question.table.on)).chain(said).collect()
}
