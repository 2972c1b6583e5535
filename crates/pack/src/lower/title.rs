//! Whether an enterprise holds a title, which is a fact of its own beside the computed answer.

use rule::check::{Context, condition};
use rule::decision::{Clause, Condition, Decision};
use rule::expr::{Expr, Node};
use rule::fact::{FactId, Lasting, Schema};
use rule::fault::Span;
use rule::value::Value;
use rule::walk::{rebuilt, same};

use crate::shelf::Shelf;

/// Asks whether titles are held.
#[derive(Debug)]
pub(crate) struct Titles<'a> {
    schema: &'a Schema,
    /// The question of a title without a name.
    asking: Option<Expr>,
    /// The facts that are derived, and are of no year, by their formulas.
    derived: Vec<(&'a Expr, FactId)>,
}

impl<'a> Titles<'a> {
    pub(crate) fn new(shelf: &'a Shelf) -> Self {
        let schema = &shelf.schema;
        let derived = schema.iter().filter(|(_, fact)| !fact.yearly);
        let derived = derived.filter_map(|(id, fact)| {
            let formula = fact.formula.as_ref()?;
            let asks_of_records = matches!(&*formula.node, Node::Some(..));
            asks_of_records.then_some((formula, id))
        });
        Self { schema, asking: asking(shelf), derived: derived.collect() }
    }

    /// The question whether `title` is held on the day, looked up in the list of conferred
    /// titles: yes or no where the titles are stated, else unknown. A
    /// fact that is derived by the very same formula stands for it, so that a column 是否高企
    /// counts where there is no list.
    pub(crate) fn decision(&self, title: &str) -> Decision {
        let context = Context { schema: self.schema, scores: &[], item: None };
        let formula = self.asking.as_ref().map(|asking| named(asking, title));
        let formula = formula.and_then(|formula| condition(&formula, &context).ok());
        let unknown = || Expr::new(Span::default(), Node::Literal(Value::UNKNOWN));
        let formula = formula.unwrap_or_else(unknown);
        let stands = self.derived.iter().find(|(derived, _)| same(derived, &formula));
        let fact = |(_, id): &(&Expr, FactId)| Expr::new(Span::default(), Node::Fact(*id));
        let held = Clause {
            id: "held".to_owned(),
            when: Condition::When(stands.map_or(formula, fact)),
            scope: false,
            memory: false,
            give: None,
            cap: None,
        };
        Decision { clauses: vec![held], required: vec![0], ..Decision::default() }
    }
}

/// The question of a title without a name, where content has a list of titles.
fn asking(shelf: &Shelf) -> Option<Expr> {
    let list = shelf.titles?;
    let Lasting { kind, from, until, .. } =
        shelf.schema.lasting.iter().find(|one| one.list == list)?;
    let (id, from) = (&shelf.schema.get(list)?.id, from.as_ref()?);
    let text =
        format!("some t in {id} satisfies t.{kind} = \"\" and t.{from} <= on and t.{until} >= on");
    rule::parse::formula(&text).ok()
}

/// The question with the title's name in it.
fn named(asking: &Expr, title: &str) -> Expr {
    match &*asking.node {
        Node::Literal(Value::Text(_)) => {
            Expr::new(asking.span, Node::Literal(Value::Text(title.to_owned())))
        }
        _ => rebuilt(asking, &mut |part| named(part, title)),
    }
}
