//! What functions make of the records of a list fact, where FEEL speaks of lists in general.

use super::Evaluator;
use crate::expr::{Expr, Function, Node};
use crate::fact::{Fact, Type};
use crate::number::Number;
use crate::value::Value;

impl Evaluator<'_> {
    /// What a function makes of records, or of a field of each; none where it does what it does
    /// with any list.
    ///
    /// Figures of no records sum to nothing, where FEEL's `sum([])` is null. How many records a
    /// list has that may go on nobody knows.
    pub(super) fn of_records(
        &self,
        function: Function,
        list: &Expr,
        items: &[Value],
    ) -> Option<Value> {
        let is = |name: &str| Some(function) == Function::find(name);
        if items.is_empty() && is("sum") {
            return self.nothing(list);
        }
        let open = matches!(items.last(), Some(Value::Open(_))) && is("count");
        (open && self.goes_on(list)).then_some(Value::UNKNOWN)
    }

    /// Nothing, in the dimension of the figure that a list takes from each record.
    fn nothing(&self, list: &Expr) -> Option<Value> {
        let Node::Field(of, name) = &*list.node else { return None };
        let fields = &self.list_fact(of)?.fields;
        match fields.iter().find(|field| field.id == *name || field.name == *name)?.of {
            Type::Number(dimension) => Some(Value::Number(Number::ZERO, dimension)),
            _ => None,
        }
    }

    /// Whether a list is of records that may have others beside them.
    fn goes_on(&self, list: &Expr) -> bool {
        let records = match &*list.node {
            Node::Field(of, _) => of,
            _ => list,
        };
        let Node::Fact(fact) = &*records.node else { return false };
        let listed = self.stated_or_derived(*fact, 0);
        matches!(listed, Value::List(items) if matches!(items.last(), Some(Value::Open(_))))
    }

    /// The list fact whose records these are, or some of them.
    fn list_fact(&self, records: &Expr) -> Option<&Fact> {
        match &*records.node {
            Node::Filter(inner, _) => self.list_fact(inner),
            Node::Fact(fact) => self.row?.schema.get(*fact),
            _ => None,
        }
    }
}
