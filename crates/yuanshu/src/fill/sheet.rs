//! A sheet of a superior's form: what is in it, and how it is to be filled in.

use std::collections::HashMap;

use super::taken;
use crate::read::form::{Labels, Wanted};
use crate::read::header::{Layout, Meaning};
use crate::read::tab::Tab;
use crate::say::Both;
use crate::write::patch::Shown;

/// A sheet of a form.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) tab: Tab,
    pub(super) shown: HashMap<(u32, u32), Shown>,
    pub(super) kind: Kind,
    /// The decimals that its texts ask for.
    pub(super) decimals: Option<u8>,
    /// What it asks for that nobody knows: the cell, what stands there, which facts are like it.
    pub(super) unknown: Vec<((u32, u32), String, Both)>,
}

/// How a form is to be filled in.
#[derive(Debug)]
pub(super) enum Kind {
    /// A row a firm.
    Rows(Layout),
    /// A firm a sheet.
    Labels(Labels),
    /// A row a record of a list, such as a title; its name.
    Records(String),
    /// No form.
    Other,
}

/// What a sheet is: a row a firm, unless its labels ask for more than its heading would.
pub(super) fn kind(layout: Option<Layout>, labels: Labels, list: Option<&str>) -> Kind {
    let spots = labels.spots.iter();
    let asked = spots.filter(|spot| matches!(spot.wanted, Wanted::Fact { .. })).count();
    let asked = asked + labels.unfit.len() + labels.partial.len();
    let columns = layout.as_ref().map_or(0, |layout| {
        layout.columns.iter().filter(|column| column.meaning.is_fact()).count()
    });
    // A second table stands beside the first: a row has more firms than one.
    let beside = layout.as_ref().is_some_and(|layout| {
        layout.columns.iter().any(|column| column.meaning == Meaning::Beside)
    });
    match (layout, list) {
        (Some(layout), _) if columns >= asked || beside => Kind::Rows(layout),
        _ if asked > 0 => Kind::Labels(labels),
        (_, Some(list)) => Kind::Records(list.to_owned()),
        (_, None) => Kind::Other,
    }
}

impl Kind {
    /// The cells that ask for what nobody knows.
    pub(super) fn unknown(&self) -> Vec<((u32, u32), String)> {
        match self {
            Self::Rows(layout) => {
                let columns = layout.columns.iter();
                let unknown = columns.filter(|column| matches!(column.meaning, Meaning::Unknown));
                unknown.map(|column| ((column.row, column.at), column.header.clone())).collect()
            }
            Self::Labels(labels) => labels.unknown.clone(),
            Self::Records(_) | Self::Other => Vec::new(),
        }
    }
}

impl Sheet {
    /// Why a sheet of a row a record is not filled.
    pub(super) fn records(&self) -> Option<Both> {
        let Kind::Records(list) = &self.kind else { return None };
        Some(taken::records(&self.tab.name, list).into())
    }

    /// Whether the cells under a heading show percentages.
    pub(super) fn is_percent(&self, column: u32, last: u32) -> bool {
        (last + 1..last + 4)
            .any(|row| self.shown.get(&(row, column)).is_some_and(|cell| cell.percent))
    }
}
