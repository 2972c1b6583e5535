//! The functions of the language: their names, their parameters and what they yield.

mod aggregate;
mod argument;
mod date;
mod list;
mod number;
mod range;
mod text;

use std::sync::LazyLock;

use crate::expr::Function;
use crate::value::Value;

pub(crate) use argument::place;
pub(crate) use date::{day_property, days_property, months_property};
pub(crate) use list::matches;

/// One way to call a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Names of its parameters in order, as FEEL has them.
    pub parameters: &'static [&'static str],
    /// How many of them must be given.
    pub required: usize,
    /// The last parameter may be given any number of times, by position. A function of one list
    /// so takes its elements one by one: `max(1, 2, 3)`.
    pub variadic: bool,
}

impl Form {
    const fn of(parameters: &'static [&'static str]) -> Self {
        Self { parameters, required: parameters.len(), variadic: false }
    }

    const fn optional(parameters: &'static [&'static str], required: usize) -> Self {
        Self { parameters, required, variadic: false }
    }

    const fn variadic(parameters: &'static [&'static str]) -> Self {
        Self { parameters, required: parameters.len(), variadic: true }
    }

    /// Whether so many arguments may be given by position.
    #[must_use]
    pub fn takes(&self, arguments: usize) -> bool {
        self.required <= arguments && (self.variadic || arguments <= self.parameters.len())
    }

    /// In what order named arguments stand by position; `None` where a name is unknown, given
    /// twice or missing.
    fn order(&self, names: &[&str]) -> Option<Vec<usize>> {
        let known = names.iter().all(|name| self.parameters.contains(name));
        let order: Vec<usize> = self
            .parameters
            .iter()
            .map_while(|parameter| names.iter().position(|name| name == parameter))
            .collect();
        (known && order.len() == names.len() && self.required <= order.len()).then_some(order)
    }
}

/// What a function needs of its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    /// Known values: an unknown argument makes the result unknown.
    Known,
    /// It settles itself what an unknown argument means.
    Anything,
}

/// `None` where the arguments are ill-typed.
type Body = fn(&[Value]) -> Option<Value>;

struct Entry {
    name: &'static str,
    forms: &'static [Form],
    needs: Needs,
    body: Body,
}

const fn entry(name: &'static str, forms: &'static [Form], body: Body) -> Entry {
    Entry { name, forms, needs: Needs::Known, body }
}

const fn open_entry(name: &'static str, forms: &'static [Form], body: Body) -> Entry {
    Entry { name, forms, needs: Needs::Anything, body }
}

/// All functions by name.
static TABLE: LazyLock<Vec<&'static Entry>> = LazyLock::new(|| {
    let rooms = [
        aggregate::ENTRIES,
        date::ENTRIES,
        list::ENTRIES,
        number::ENTRIES,
        range::ENTRIES,
        text::ENTRIES,
    ];
    let mut all: Vec<&'static Entry> = rooms.into_iter().flatten().collect();
    all.sort_by_key(|entry| entry.name);
    all
});

impl Function {
    /// The function of that name, which may have spaces in it: `string length`.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let at = TABLE.binary_search_by_key(&name, |entry| entry.name).ok()?;
        u16::try_from(at).ok().map(Self)
    }

    /// The names of all functions, in order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|entry| entry.name)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }

    /// The ways to call it.
    #[must_use]
    pub fn forms(self) -> &'static [Form] {
        self.entry().map_or(&[], |entry| entry.forms)
    }

    /// The position that each parameter's argument has among named arguments; `None` where no
    /// form of the function has these names.
    #[must_use]
    pub fn bind(self, names: &[&str]) -> Option<Vec<usize>> {
        let orders: Vec<Vec<usize>> =
            self.forms().iter().filter_map(|form| form.order(names)).collect();
        let as_written = orders.iter().find(|order| order.is_sorted()).or(orders.first());
        as_written.cloned()
    }

    /// What it yields for arguments by position. Ill-typed arguments, or a wrong number of them,
    /// make it unknown, as does an unknown argument where its meaning is not settled without.
    #[must_use]
    pub fn call(self, arguments: &[Value]) -> Value {
        let takes = self.forms().iter().any(|form| form.takes(arguments.len()));
        let Some(entry) = self.entry().filter(|_| takes) else {
            return Value::UNKNOWN;
        };
        if entry.needs == Needs::Known
            && let Some(doubt) = Value::openest(arguments)
        {
            return Value::Open(doubt);
        }
        (entry.body)(arguments).unwrap_or(Value::UNKNOWN)
    }

    fn entry(self) -> Option<&'static Entry> {
        TABLE.get(usize::from(self.0)).copied()
    }
}
