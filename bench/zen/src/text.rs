//! Policies in the language of zen-expression, which has null but no logic of three values.

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// What is asked of a condition that may be unknown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Is it met whatever the unknown facts are?
    Certainly,
    /// Can it be met?
    Possibly,
}

impl Ask {
    fn denied(self) -> Self {
        match self {
            Self::Certainly => Self::Possibly,
            Self::Possibly => Self::Certainly,
        }
    }
}

/// A policy's tree as an expression that answers `ask` with true or false.
pub fn policy(tree: &Value, leaves: &[Value], ask: Ask) -> Result<String> {
    let (kind, inside) =
        tree.as_object().and_then(|tree| tree.iter().next()).context("a tree is an object")?;
    match kind.as_str() {
        "leaf" => {
            let place = usize::try_from(inside.as_u64().context("a leaf is a place")?)?;
            leaf(leaves.get(place).context("no such leaf")?, ask)
        }
        "not" => Ok(format!("not ({})", policy(inside, leaves, ask.denied())?)),
        "and" | "or" => {
            let parts = inside.as_array().context("a list of trees")?;
            let parts: Result<Vec<String>> =
                parts.iter().map(|part| policy(part, leaves, ask)).collect();
            Ok(format!("({})", parts?.join(&format!(" {kind} "))))
        }
        _ => bail!("no such tree: {kind}"),
    }
}

fn leaf(leaf: &Value, ask: Ask) -> Result<String> {
    let text = |name: &str| leaf[name].as_str().with_context(|| format!("no {name} in {leaf}"));
    let number = |name: &str| leaf[name].as_i64().with_context(|| format!("no {name} in {leaf}"));
    let (facts, test) = match text("kind")? {
        "compare" => {
            let fact = text("fact")?;
            (vec![fact], format!("{fact} {} {}", text("op")?, number("value")?))
        }
        "sum" => {
            let facts: Vec<&str> =
                leaf["facts"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let test = format!("{} {} {}", facts.join(" + "), text("op")?, number("value")?);
            (facts, test)
        }
        "ratio" => {
            let (a, b) = (text("a")?, text("b")?);
            let test = format!("{a} * 10000 {} {b} * {}", text("op")?, number("per10000")?);
            return Ok(match ask {
                Ask::Certainly => format!("({a} != null and {b} != null and {b} > 0 and {test})"),
                Ask::Possibly => format!("({a} == null or {b} == null or {b} <= 0 or {test})"),
            });
        }
        "flag" => {
            let fact = text("fact")?;
            (vec![fact], fact.to_owned())
        }
        "member" => {
            let fact = text("fact")?;
            let texts: Vec<String> = leaf["in"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|place| bench::TEXTS.get(usize::try_from(place.as_u64()?).ok()?))
                .map(|text| format!("\"{text}\""))
                .collect();
            (vec![fact], format!("{fact} in [{}]", texts.join(", ")))
        }
        kind => bail!("no such leaf: {kind}"),
    };
    let (sign, join) = match ask {
        Ask::Certainly => ("!=", "and"),
        Ask::Possibly => ("==", "or"),
    };
    let nulls: Vec<String> =
        facts.iter().map(|fact| format!("{fact} {sign} null {join} ")).collect();
    Ok(format!("({}{test})", nulls.concat()))
}
