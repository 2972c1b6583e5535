//! Whether an enterprise holds a title, which is a fact of its own beside the computed answer.

use rule::check::{Context, condition};
use rule::expr::{Expr, Node};
use rule::fact::Schema;
use rule::fault::Span;
use rule::row::Row;
use rule::value::{Answer, Value};
use rule::walk::unplaced;

/// The question whether a title is held on the day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Holding {
    formula: Expr,
}

impl Holding {
    /// Looks for `title` among the list of conferred titles that the pack format fixes. A fact
    /// that is derived by the very same formula stands for it, so that a column 是否高企 counts
    /// where there is no list. Without such a list nobody knows.
    pub(super) fn of(title: &str, schema: &Schema) -> Self {
        let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
        let text = format!(
            "some t in 资质称号 satisfies t.种类 = \"{quoted}\" and t.认定日 <= on and t.到期日 >= on"
        );
        let context = Context { schema, scores: &[], item: None };
        let formula = rule::parse::formula(&text)
            .and_then(|formula| condition(&formula, &context))
            .unwrap_or_else(|_| Expr::new(Span::default(), Node::Literal(Value::UNKNOWN)));
        let bare = unplaced(&formula);
        let same = schema.iter().find(|(_, fact)| {
            let derived = fact.formula.as_ref().filter(|_| !fact.yearly);
            derived.is_some_and(|derived| unplaced(derived) == bare)
        });
        let formula = match same {
            Some((id, _)) => Expr::new(Span::default(), Node::Fact(id)),
            None => formula,
        };
        Self { formula }
    }

    /// Yes or no where the titles are stated, else unknown.
    pub(super) fn answer(&self, row: &Row<'_>) -> Answer {
        row.value(&self.formula).answer()
    }
}
