//! Whether an enterprise holds a title, which is a fact of its own beside the computed answer.

use rule::check::{Context, condition};
use rule::decision::{Clause, Condition, Decision};
use rule::expr::{Expr, Node};
use rule::fact::{FactId, Schema};
use rule::fault::Span;
use rule::value::Value;
use rule::walk::unplaced;

/// Asks whether titles are held.
#[derive(Debug)]
pub(super) struct Titles<'a> {
    schema: &'a Schema,
    /// The facts that are derived, and are of no year, by their formulas.
    derived: Vec<(Expr, FactId)>,
}

impl<'a> Titles<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        let derived = schema.iter().filter(|(_, fact)| !fact.yearly);
        let derived = derived.filter_map(|(id, fact)| {
            let formula = fact.formula.as_ref()?;
            let asks_of_records = matches!(&*formula.node, Node::Some(..));
            asks_of_records.then(|| (unplaced(formula), id))
        });
        Self { schema, derived: derived.collect() }
    }

    /// The question whether `title` is held on the day, looked up among the list of conferred
    /// titles that the pack format fixes: yes or no where the titles are stated, else unknown. A
    /// fact that is derived by the very same formula stands for it, so that a column 是否高企
    /// counts where there is no list.
    pub(super) fn decision(&self, title: &str) -> Decision {
        let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
        let text = format!(
            "some t in 资质称号 satisfies t.种类 = \"{quoted}\" and t.认定日 <= on and t.到期日 >= on"
        );
        let context = Context { schema: self.schema, scores: &[], item: None };
        let formula = rule::parse::formula(&text)
            .and_then(|formula| condition(&formula, &context))
            .unwrap_or_else(|_| Expr::new(Span::default(), Node::Literal(Value::UNKNOWN)));
        let bare = unplaced(&formula);
        let same = self.derived.iter().find(|(derived, _)| *derived == bare);
        let fact = |(_, id): &(Expr, FactId)| Expr::new(Span::default(), Node::Fact(*id));
        let held = Clause {
            id: "held".to_owned(),
            when: Condition::When(same.map_or(formula, fact)),
            scope: false,
            memory: false,
            give: None,
            cap: None,
        };
        Decision { clauses: vec![held], required: vec![0], ..Decision::default() }
    }
}
