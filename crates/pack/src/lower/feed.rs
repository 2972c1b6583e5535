//! Feeds and owners: where facts come from, and who answers for them.

use std::collections::{BTreeMap, HashMap, HashSet};

use base::Span;
use rule::fact::FactId;

use super::source::cite;
use super::{dated, on_shelf, text, twice};
use crate::feed::{Feed, Owner};
use crate::form::Text;
use crate::form::feed::{FeedForm, FeedsForm, OwnerForm, OwnersForm};
use crate::lower::fact::Dictionary;
use crate::page::Page;
use crate::shelf::Source;
use crate::stray::FEED;
use crate::written::At;

/// Adds the feeds of a file to those there are.
pub(crate) fn add(
    page: &mut Page<'_>,
    form: &FeedsForm,
    (sources, dictionary): (&BTreeMap<String, Source>, &Dictionary),
    feeds: &mut BTreeMap<String, Feed>,
) {
    dated(page, &form.status, form.checked.as_ref());
    for feed in &form.feed {
        let FeedForm { id, .. } = &feed.value;
        on_shelf(page, id);
        if let Some(place) = &feed.value.cite {
            cite(page, place, Span::ALWAYS, sources);
        }
        if feeds.contains_key(&id.value) {
            twice(page, id.span, ["数据来源", "feed"], &id.value);
            continue;
        }
        feeds.insert(id.value.clone(), made(page, feed, (form, dictionary)));
    }
}

fn made(
    page: &mut Page<'_>,
    feed: &At<FeedForm>,
    (form, dictionary): (&FeedsForm, &Dictionary),
) -> Feed {
    let FeedForm { id, title, department, basis, cite, uses, stage, whole } = &feed.value;
    let whole = whole.iter().filter_map(|list| lasting(page, list, dictionary)).collect();
    Feed {
        id: id.value.clone(),
        title: title.value.clone(),
        department: department.value.clone(),
        basis: basis.value.clone(),
        cite: text(cite.as_ref()),
        uses: uses.iter().map(|purpose| purpose.value).collect(),
        stage: stage.as_ref().map(|stage| stage.value),
        whole,
        status: form.status.value,
        path: page.file.path.clone(),
        span: id.span,
    }
}

/// The list of a name, if it is one whose records add up.
fn lasting(page: &mut Page<'_>, name: &Text, dictionary: &Dictionary) -> Option<FactId> {
    let (id, _) = dictionary.named(page, name)?;
    if dictionary.schema.lasting.iter().any(|one| one.list == id) {
        return Some(id);
    }
    page.note(
        "not-lasting",
        name.span,
        [
            [
                &format!("“{}”不是有有效期的清单", name.value),
                &format!("{} is no list whose records run out", name.value),
            ],
            [
                "whole 只写栏目里有 role 的清单事实，如资质称号",
                "whole names list facts whose fields have roles",
            ],
        ],
    );
    None
}

/// Who answers for facts, while it is read from many files.
pub(crate) struct Owners<'a> {
    pub(crate) sources: &'a BTreeMap<String, Source>,
    pub(crate) feeds: &'a BTreeMap<String, Feed>,
    pub(crate) dictionary: &'a Dictionary,
    /// Who has each fact.
    taken: HashMap<FactId, String>,
    pub(crate) list: Vec<Owner>,
}

impl<'a> Owners<'a> {
    pub(crate) fn new(
        sources: &'a BTreeMap<String, Source>,
        feeds: &'a BTreeMap<String, Feed>,
        dictionary: &'a Dictionary,
    ) -> Self {
        Self { sources, feeds, dictionary, taken: HashMap::new(), list: Vec::new() }
    }

    /// Adds the owners of a file.
    pub(crate) fn add(&mut self, page: &mut Page<'_>, form: &OwnersForm) {
        dated(page, &form.status, form.checked.as_ref());
        for owner in &form.owner {
            let OwnerForm { department, facts, trust, stages, cite: place } = &owner.value;
            if let Some(place) = place {
                cite(page, place, Span::ALWAYS, self.sources);
            }
            let owned = |fact| self.fact(page, fact, &department.value);
            let facts = facts.iter().filter_map(owned).collect();
            self.list.push(Owner {
                facts,
                department: department.value.clone(),
                trust: trusted(page, trust, self.feeds),
                stages: stages.iter().map(|stage| stage.value).collect(),
                cite: text(place.as_ref()),
                status: form.status.value,
                path: page.file.path.clone(),
                span: department.span,
            });
        }
    }

    /// The fact of a name, if it may be stated and nobody else answers for it.
    fn fact(&mut self, page: &mut Page<'_>, name: &Text, department: &str) -> Option<FactId> {
        let (id, fact) = self.dictionary.named(page, name)?;
        if fact.formula.is_some() {
            page.note(
                "derived-owned",
                name.span,
                [
                    [
                        &format!("“{}”是算出来的，没有部门填报", name.value),
                        &format!("{} is derived: nobody states it", name.value),
                    ],
                    ["删去它，写它用到的那些事实", "remove it; name the facts that it is made of"],
                ],
            );
            return None;
        }
        if let Some(owner) = self.taken.get(&id) {
            page.note(
                "owned-twice",
                name.span,
                [
                    [
                        &format!("“{}”已由{owner}负责", name.value),
                        &format!("{owner} answers for {} already", name.value),
                    ],
                    ["一个事实只由一个部门负责，留一处", "leave it with one department"],
                ],
            );
            return None;
        }
        self.taken.insert(id, department.to_owned());
        Some(id)
    }
}

/// The feeds of an order of trust, each once.
fn trusted(page: &mut Page<'_>, trust: &[Text], feeds: &BTreeMap<String, Feed>) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for feed in trust {
        if !feeds.contains_key(&feed.value) {
            page.push(FEED.stray(feed, feeds.keys().map(String::as_str)));
        } else if seen.insert(&feed.value) {
            kept.push(feed.value.clone());
        } else {
            twice(page, feed.span, ["数据来源", "feed"], &feed.value);
        }
    }
    kept
}
