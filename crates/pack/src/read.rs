//! Reading shelves: all files and all their faults at once.

use std::collections::{BTreeMap, HashMap};

use base::Calendar;
use rule::expr::Expr;
use rule::fact::FactId;
use rule::fault::{Fault, Span};
use rule::why::Reach;

use crate::file::{File, FileFault};
use crate::form::fact::FactsForm;
use crate::form::feed::{FeedsForm, OwnersForm};
use crate::form::policy::PolicyForm;
use crate::form::source::SourceForm;
use crate::form::table::{CalendarForm, CodesForm};
use crate::form::target::TargetsForm;
use crate::lower::fact::{self, Dictionary};
use crate::lower::feed::{self, Owners};
use crate::lower::title::Titles;
use crate::lower::{derive, except, policy, source, table, target, trust, twice};
use crate::page::Page;
use crate::schema::FORMS;
use crate::shelf::{Access, Policy, Shelf, Status};
use crate::stray::{EDITION, POLICY, one_of};

/// The folders of a shelf.
const FOLDERS: [&str; 8] =
    ["source", "calendar", "code", "fact", "policy", "feed", "owner", "target"];

/// Reads the files of all shelves together; what is no TOML file is left alone.
///
/// Every fault of every file is returned, in the order of files and places. Content without
/// faults is in the shelf whatever is wrong elsewhere; a policy that could not be understood
/// as a whole is not.
pub fn read(files: &[File]) -> (Shelf, Vec<FileFault>) {
    let mut desk = Desk::default();
    for file in files.iter().filter(|file| file.stem().is_some()) {
        desk.open(file);
    }
    let shelf = desk.shelve();
    let Dictionary { lost, renamed, .. } = desk.dictionary;
    let faults = desk.pages.into_iter().flat_map(|page| page.finish(&lost, &renamed)).collect();
    (shelf, faults)
}

/// All files while they are read, with their forms by kind; each form names its page.
#[derive(Default)]
struct Desk<'a> {
    pages: Vec<Page<'a>>,
    sources: Vec<(usize, SourceForm)>,
    calendars: Vec<(usize, CalendarForm)>,
    codes: Vec<(usize, CodesForm)>,
    facts: Vec<(usize, FactsForm)>,
    policies: Vec<(usize, PolicyForm)>,
    feeds: Vec<(usize, FeedsForm)>,
    owners: Vec<(usize, OwnersForm)>,
    targets: Vec<(usize, TargetsForm)>,
    dictionary: Dictionary,
}

impl<'a> Desk<'a> {
    fn open(&mut self, file: &'a File) {
        let mut page = Page::new(file);
        let at = self.pages.len();
        match file.folder() {
            Some("source") => self.sources.extend(page.form(&FORMS.source).map(|form| (at, form))),
            Some("calendar") => {
                self.calendars.extend(page.form(&FORMS.calendar).map(|form| (at, form)));
            }
            Some("code") => self.codes.extend(page.form(&FORMS.code).map(|form| (at, form))),
            Some("fact") => self.facts.extend(page.form(&FORMS.fact).map(|form| (at, form))),
            Some("policy") => self.policies.extend(page.form(&FORMS.policy).map(|form| (at, form))),
            Some("feed") => self.feeds.extend(page.form(&FORMS.feed).map(|form| (at, form))),
            Some("owner") => self.owners.extend(page.form(&FORMS.owner).map(|form| (at, form))),
            Some("target") => self.targets.extend(page.form(&FORMS.target).map(|form| (at, form))),
            folder => page.push(misplaced(folder.unwrap_or_default())),
        }
        match (file.folder(), page.whole) {
            (Some("fact"), false) => self.dictionary.lost.extend(names_in(&file.text)),
            (Some("feed"), false) => {
                let ids = file.text.lines().filter_map(|line| quoted(line, "id"));
                self.dictionary.lost.extend(ids);
            }
            (Some("source"), false) => {
                let id =
                    file.shelf().zip(file.stem()).map(|(shelf, stem)| format!("{shelf}/{stem}"));
                self.dictionary.lost.extend(id);
            }
            _ => {}
        }
        self.pages.push(page);
    }

    fn shelve(&mut self) -> Shelf {
        let mut content = Shelf::default();
        for (at, form) in &self.sources {
            if let Some(page) = self.pages.get_mut(*at) {
                source::add(page, form, &mut content.sources);
            }
        }
        self.add_tables(&mut content);
        let mut formulas = self.add_facts();
        let mut policies = Vec::new();
        for (place, (at, form)) in self.policies.iter().enumerate() {
            let Some(page) = self.pages.get_mut(*at) else { continue };
            let schema = &self.dictionary.schema;
            let lowered = policy::lower(page, form, schema, &content.sources);
            policies.extend(lowered.map(|policy| (place, policy)));
        }
        content.policies = except::lay(&mut self.pages, &self.policies, policies);
        self.check_editions();
        self.check_goals();
        self.check_codes();
        content.policies.sort_by(|a, b| (&a.id, a.days.from).cmp(&(&b.id, b.days.from)));
        formulas.extend(self.add_values(&content.policies));
        self.derive(formulas);
        let Dictionary { schema, entries, .. } = &self.dictionary;
        trust::inherit(&mut content.policies, entries, schema);
        self.add_feeds(&mut content);
        self.add_targets(&mut content);
        content.schema = std::mem::take(&mut self.dictionary.schema);
        content.dictionary = std::mem::take(&mut self.dictionary.entries);
        content.park = self.dictionary.park;
        content.titles = self.dictionary.titles;
        content.judges = std::mem::take(&mut self.dictionary.judges);
        complete(&mut content);
        content
    }

    fn add_tables(&mut self, content: &mut Shelf) {
        let (mut years, mut yearly) = (Vec::new(), Vec::new());
        let mut span = None;
        for (at, form) in &self.calendars {
            let Some(page) = self.pages.get_mut(*at) else { continue };
            years.extend(table::years(page, form, &content.sources));
            yearly.extend(table::yearly(page, form, &content.sources));
            span = Some((*at, form.source.span));
        }
        match Calendar::new(years) {
            Ok(calendar) => content.calendar = calendar.resting_yearly(yearly),
            Err(faults) => {
                for fault in faults {
                    let Some((page, span)) =
                        span.and_then(|(at, span)| Some((self.pages.get_mut(at)?, span)))
                    else {
                        continue;
                    };
                    page.push(Fault::new("calendar", span, fault.zh(), fault.en()));
                }
            }
        }
        for (at, form) in &self.codes {
            let Some(page) = self.pages.get_mut(*at) else { continue };
            if content.classifications.contains_key(&form.edition.value) {
                twice(page, form.edition.span, ["分类标准", "edition"], &form.edition.value);
            } else if let Some(codes) = table::codes(page, form, &content.sources) {
                content.classifications.insert(form.edition.value.clone(), codes);
            }
        }
    }

    /// Adds all facts, then their formulas, which may speak of facts of any file.
    fn add_facts(&mut self) -> Formulas {
        let mut formulas = Formulas::new();
        let mut synonyms = HashMap::new();
        for (at, form) in &self.facts {
            if let Some(page) = self.pages.get_mut(*at) {
                fact::add(page, form, &mut self.dictionary);
            }
        }
        for (at, form) in &self.facts {
            let Some(page) = self.pages.get_mut(*at) else { continue };
            for (id, formula, span) in fact::link(page, form, &mut self.dictionary) {
                formulas.insert(id, (formula, *at, span));
            }
            fact::check_synonyms(page, form, &mut synonyms);
        }
        formulas
    }

    /// Adds where facts come from, then who answers for which: for none that is derived.
    fn add_feeds(&mut self, content: &mut Shelf) {
        for (at, form) in &self.feeds {
            if let Some(page) = self.pages.get_mut(*at) {
                let known = (&content.sources, &self.dictionary);
                feed::add(page, form, known, &mut content.feeds);
            }
        }
        let mut owners = Owners::new(&content.sources, &content.feeds, &self.dictionary);
        for (at, form) in &self.owners {
            if let Some(page) = self.pages.get_mut(*at) {
                owners.add(page, form);
            }
        }
        content.owners = owners.list;
    }

    /// Adds what the zone means to reach.
    fn add_targets(&mut self, content: &mut Shelf) {
        for (at, form) in &self.targets {
            if let Some(page) = self.pages.get_mut(*at) {
                let known = (&content.sources, &self.dictionary);
                target::add(page, form, known, &mut content.targets);
            }
        }
    }

    /// The formulas of the facts that are the value of a policy.
    fn add_values(&mut self, policies: &[Policy]) -> Formulas {
        let mut formulas = Formulas::new();
        for (at, form) in &self.facts {
            for (fact, of) in
                form.fact.iter().filter_map(|at| Some((&at.value, at.value.of.as_ref()?)))
            {
                let Some(id) = self.dictionary.schema.find(&fact.id.value) else { continue };
                let Some(page) = self.pages.get_mut(*at) else { continue };
                let written = self.policies.iter().filter(|(_, form)| form.id.value == of.value);
                let mut editions: Vec<&Policy> =
                    policies.iter().filter(|policy| policy.id == of.value).collect();
                if written.clone().count() == 0 {
                    let ids = self.policies.iter().map(|(_, form)| form.id.value.as_str());
                    page.push(POLICY.stray(of, ids));
                    continue;
                }
                // A policy with faults of its own has said so already.
                if editions.len() < written.count() {
                    continue;
                }
                // What never matches gives no value either.
                editions.retain(|policy| policy.status != Status::Draft);
                let Some(known) = self.dictionary.schema.get(id) else { continue };
                let fits = editions
                    .iter()
                    .all(|policy| derive::value_type(policy) == Some(known.of.clone()));
                match derive::value_of(known, &editions) {
                    Ok(formula) if fits && !known.yearly => {
                        formulas.insert(id, (formula, *at, of.span));
                    }
                    Ok(_) => page.push(unfit(of.span)),
                    Err(why) => page.note(
                        "bad-of",
                        of.span,
                        [
                            [
                                &format!("不能用政策 {} 的结果：{}", of.value, why.zh),
                                &format!("the value of {} cannot be used: {}", of.value, why.en),
                            ],
                            [
                                "改用 formula，或者改那个政策",
                                "write a formula instead, or change the policy",
                            ],
                        ],
                    ),
                }
            }
        }
        formulas
    }

    fn derive(&mut self, formulas: Formulas) {
        let places: HashMap<FactId, (usize, Span)> =
            formulas.iter().map(|(id, (_, at, span))| (*id, (*at, *span))).collect();
        let formulas = formulas.into_iter().map(|(id, (formula, ..))| (id, formula)).collect();
        for id in derive::derive(&mut self.dictionary.schema, formulas) {
            let Some((at, span)) = places.get(&id) else { continue };
            let Some(page) = self.pages.get_mut(*at) else { continue };
            page.note(
                "circle",
                *span,
                [
                    ["公式绕了一圈又用到自己", "the formula uses itself, in a circle"],
                    ["让其中一个不再引用另一个", "let one of them not use the other"],
                ],
            );
        }
    }

    /// A policy leads to another that there is.
    fn check_goals(&mut self) {
        for (at, form) in &self.policies {
            let ids = || self.policies.iter().map(|(_, form)| form.id.value.as_str());
            let others = || ids().filter(|id| *id != form.id.value);
            if let Some(goal) = &form.towards
                && !others().any(|id| id == goal.value)
                && let Some(page) = self.pages.get_mut(*at)
            {
                page.push(POLICY.stray(goal, others()));
            }
        }
    }

    /// A fact has the codes of a classification that there is.
    fn check_codes(&mut self) {
        for (at, form) in &self.facts {
            for codes in form.fact.iter().filter_map(|fact| fact.value.codes.as_ref()) {
                let editions = || self.codes.iter().map(|(_, form)| form.edition.value.as_str());
                let known = editions().any(|edition| edition == codes.value);
                if !known && let Some(page) = self.pages.get_mut(*at) {
                    page.push(EDITION.stray(codes, editions()));
                }
            }
        }
    }

    /// Editions of one policy decide different days.
    fn check_editions(&mut self) {
        let mut editions: BTreeMap<&str, Vec<&(usize, PolicyForm)>> = BTreeMap::new();
        let headed = |at: usize| self.pages.get(at).is_some_and(|page| !page.headless);
        for edition in self.policies.iter().filter(|(at, _)| headed(*at)) {
            editions.entry(&edition.1.id.value).or_default().push(edition);
        }
        for (id, mut list) in editions {
            list.sort_by_key(|(_, form)| form.from.value.0);
            for pair in list.windows(2) {
                let [(_, earlier), (at, later)] = pair else { continue };
                let until = earlier.until.as_ref().map(|until| until.value.0);
                if until.is_some_and(|until| until < later.from.value.0) {
                    continue;
                }
                let Some(page) = self.pages.get_mut(*at) else { continue };
                let from = later.from.value.0;
                page.note(
                    "editions-overlap",
                    later.from.span,
                    [
                        [
                            &format!("{id} 的另一个版本在 {from} 仍然适用"),
                            &format!("another edition of {id} still decides {from}"),
                        ],
                        [
                            "给前一个版本写上 until，早于这里的 from；不是同一个政策就换编号",
                            "end the earlier edition before this one, or give this one another id",
                        ],
                    ],
                );
            }
        }
    }
}

/// Formulas of derived facts, with the page and the place where each is written.
type Formulas = HashMap<FactId, (Expr, usize, Span)>;

fn misplaced(folder: &str) -> Fault {
    let words = one_of(folder, &FOLDERS);
    Fault::new(
        "misplaced",
        Span::default(),
        format!("文件夹“{folder}”里不放这类文件"),
        format!("a shelf has no folder \"{folder}\""),
    )
    .advise(words.zh, words.en)
}

/// Says of each policy what hangs on all facts: who may see what it reads, whether its title is
/// held, and by which facts a no of it may be turned.
fn complete(content: &mut Shelf) {
    let titles = Titles::new(content);
    let of = |policy: &Policy| {
        let read = rule::walk::reads(&content.schema, policy.decision.formulas()).into_iter();
        let access = read.map(|(fact, _)| content.access(fact)).max().unwrap_or(Access::Public);
        let held = policy.confers.as_ref().map(|title| titles.decision(title));
        (access, held, Reach::of(&policy.decision, &content.schema))
    };
    let found: Vec<_> = content.policies.iter().map(of).collect();
    for (policy, (access, held, reach)) in content.policies.iter_mut().zip(found) {
        (policy.access, policy.held, policy.reach) = (access, held, reach);
    }
}

fn unfit(span: Span) -> Fault {
    let fault = Fault::new(
        "wrong-type",
        span,
        "那个政策的结果不是这个事实的种类",
        "the value of that policy is of another kind than this fact",
    );
    fault.advise(
        "分类的结果是文字，评分的结果是没有单位的数；逐年的事实不能取政策的结果",
        "a class is text and a score a number; a yearly fact cannot take it",
    )
}

/// The ids and names that a file was to define, as far as single lines tell.
fn names_in(text: &str) -> Vec<String> {
    let value = |line| quoted(line, "id").or_else(|| quoted(line, "name"));
    text.lines().filter_map(value).collect()
}

/// The text that a line gives to a key.
fn quoted(line: &str, key: &str) -> Option<String> {
    let rest = line.trim().strip_prefix(key)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim().strip_prefix('"')?;
    rest.split('"').next().map(str::to_owned)
}
