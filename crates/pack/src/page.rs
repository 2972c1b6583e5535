//! A file while it is read: its text, and what is wrong with it.

use std::collections::{HashMap, HashSet};

use rule::expr::Expr;
use rule::fault::{Fault, Span};
use rule::picture::line_column;
use serde::de::DeserializeOwned;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::file::{File, FileFault};
use crate::form::Text;
use crate::shape::{head, mend, stand_in};
use crate::shelf::split_cite;
use crate::syntax;
use crate::written::inside;

/// A file while it is read.
pub(crate) struct Page<'a> {
    pub(crate) file: &'a File,
    faults: Vec<Fault>,
    /// Nothing was taken out of it: what refers to its parts can be checked.
    pub(crate) whole: bool,
    /// All that is in it was understood: a policy that was not must not decide.
    pub(crate) sound: bool,
    /// Something stands in its head that nobody wrote, at the end of its text.
    pub(crate) headless: bool,
}

impl<'a> Page<'a> {
    pub(crate) fn new(file: &'a File) -> Self {
        Self { file, faults: Vec::new(), whole: true, sound: true, headless: false }
    }

    /// Fills a form; `None` when too little of it is there.
    pub(crate) fn form<T: DeserializeOwned>(&mut self, schema: &Value) -> Option<T> {
        let (table, errors) = DeTable::parse_recoverable(&self.file.text);
        let mut faults = Vec::new();
        let mut value = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
        let written = head(&value);
        let end = self.file.text.len();
        let mut usable = mend(&mut value, schema, &mut faults);
        let policy = self.file.folder() == Some("policy");
        if !usable && policy && stand_in(&mut value, schema, (&written, end)) {
            (usable, self.headless) = (true, true);
        }
        if !errors.is_empty() {
            faults.retain(|fault| !self.follows_from(fault, &errors));
        }
        self.whole &= faults.is_empty() && errors.is_empty();
        self.sound &= self.whole;
        self.faults.extend(errors.iter().map(|error| syntax::fault(error, &self.file.text)));
        self.faults.append(&mut faults);
        if !usable {
            return None;
        }
        let form = T::deserialize(ValueDeserializer::from(value));
        form.map_err(|error| self.push(syntax::fault(&error, &self.file.text))).ok()
    }

    /// Whether a fault of shape may only be what a slip of the pen nearby left behind.
    fn follows_from(&self, fault: &Fault, errors: &[toml::de::Error]) -> bool {
        let line = |at| line_column(&self.file.text, at).0;
        fault.code == "missing-key"
            || errors
                .iter()
                .filter_map(toml::de::Error::span)
                .any(|span| (line(span.start)..=line(span.end)).contains(&line(fault.span.start)))
    }

    /// Notes a fault.
    pub(crate) fn push(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Notes a fault at a place: what is wrong and what to do, each in Chinese and in English.
    pub(crate) fn note(&mut self, code: &'static str, span: Span, [wrong, mend]: [[&str; 2]; 2]) {
        self.push(Fault::new(code, span, wrong[0], wrong[1]).advise(mend[0], mend[1]));
    }

    /// What `read` makes of a formula; its faults are noted at their places in the file.
    pub(crate) fn formula<T>(
        &mut self,
        text: &Text,
        read: impl FnOnce(&str) -> Result<T, Vec<Fault>>,
    ) -> Option<T> {
        match read(&text.value) {
            Ok(found) => Some(found),
            Err(faults) => {
                self.formula_faults(text, faults);
                None
            }
        }
    }

    /// Notes the faults of a formula at their places in the file.
    pub(crate) fn formula_faults(&mut self, text: &Text, faults: Vec<Fault>) {
        self.sound = false;
        let start = inside(&self.file.text, text);
        for mut fault in faults {
            fault = match start {
                Some(start) => fault.shifted(start),
                None => Fault { span: text.span, ..fault },
            };
            self.push(fault);
        }
    }

    /// Parses a formula.
    pub(crate) fn parse(&mut self, text: &Text) -> Option<Expr> {
        self.formula(text, rule::parse::formula)
    }

    /// All faults of the file in the order of their places, but for those that only say that a
    /// name or a source is unknown which a damaged file was to define. A name that a fact had
    /// before is a fault that says what it is called.
    pub(crate) fn finish(
        mut self,
        lost: &HashSet<String>,
        renamed: &HashMap<String, String>,
    ) -> Vec<FileFault> {
        let text = &self.file.text;
        for fault in &mut self.faults {
            let written = text.get(fault.span.range()).unwrap_or_default().trim_matches('"');
            let stray = matches!(fault.code, "unknown-name" | "unknown-fact");
            if let (true, Some(name)) = (stray, renamed.get(written)) {
                *fault = former(fault.span, written, name);
            }
        }
        if self.headless {
            let stood_in = |fault: &Fault| fault.span.start >= text.len() && fault.code != "toml";
            self.faults.retain(|fault| !stood_in(fault));
        }
        self.faults.retain(|fault| {
            let written = text.get(fault.span.range()).unwrap_or_default();
            match fault.code {
                "unknown-name" => !lost.contains(written),
                "unknown-source" => !lost.contains(split_cite(written.trim_matches('"')).0),
                "unknown-feed" => !lost.contains(written.trim_matches('"')),
                _ => true,
            }
        });
        self.faults.sort_by_key(|fault| fault.span);
        self.faults.dedup();
        let path = &self.file.path;
        self.faults.into_iter().map(|fault| FileFault { path: path.clone(), fault }).collect()
    }
}

fn former(span: Span, written: &str, name: &str) -> Fault {
    let fault = Fault::new(
        "former-name",
        span,
        format!("“{written}”是旧名，现在叫“{name}”"),
        format!("\"{written}\" is a former name of {name}"),
    );
    fault.advise(format!("写成“{name}”"), format!("write {name}"))
}
