//! Times zen-expression on a sample of the grid: `zen-peer DIR [ROWS]`.

mod text;

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use bench::Answers;
use rust_decimal::Decimal;
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};
use text::Ask;
use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{Expression, Scope, Variable, compile_expression};

const RUNS: usize = 5;

struct Policy {
    certainly: Expression<Standard>,
    possibly: Expression<Standard>,
}

#[expect(clippy::disallowed_methods, reason = "a peer is here to be timed")]
fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let dir = Path::new(arguments.first().context("usage: zen-peer DIR [ROWS]")?);
    let columns = read(dir, "columns.json")?;
    let all_rows = usize::try_from(columns["rows"].as_u64().context("rows")?)?;
    let rows = arguments.get(1).map_or(Ok(2_000), |rows| rows.parse())?.min(all_rows);
    let scopes = scopes(dir, &columns, rows)?;
    let policies = policies(&read(dir, "policies.json")?)?;

    let (mut cpu, mut wall) = (f64::MAX, f64::MAX);
    let mut found = Answers::new(rows);
    for _ in 0..RUNS {
        let (used, clock) = (cpu_seconds(), Instant::now());
        let bits = run(&policies, &scopes)?;
        wall = wall.min(clock.elapsed().as_secs_f64());
        cpu = cpu.min(cpu_seconds() - used);
        found = Answers::new(rows);
        for (yes, known) in bits {
            found.push(&yes, &known);
        }
    }
    let equal = found == expected(dir, all_rows, rows, policies.len())?;
    let line = json!({
        "peer": "zen-expression",
        "cpu_seconds": cpu,
        "wall_seconds": wall,
        "threads": 1,
        "rows": all_rows,
        "sample": rows,
        "scaled": cpu * all_rows as f64 / rows as f64,
        "digest": format!("{:016x}", found.digest()),
        "equal": equal,
        "version": "2.1.6",
    });
    println!("{line}");
    ensure!(equal, "the answers are not ours");
    Ok(())
}

type Bits = (Vec<u64>, Vec<u64>);

/// Every policy for every row; the second question is asked only where the first is not a yes.
fn run(policies: &[Policy], scopes: &[Scope]) -> Result<Vec<Bits>> {
    let words = scopes.len().div_ceil(64);
    let mut bits = vec![(vec![0; words], vec![0; words]); policies.len()];
    let mut vm = VM::new();
    for (row, scope) in scopes.iter().enumerate() {
        let (word, bit) = (row / 64, 1 << (row % 64));
        for (policy, (yes, known)) in policies.iter().zip(&mut bits) {
            if holds(&policy.certainly, scope, &mut vm)? {
                yes[word] |= bit;
                known[word] |= bit;
            } else if !holds(&policy.possibly, scope, &mut vm)? {
                known[word] |= bit;
            }
        }
    }
    Ok(bits)
}

fn holds(expression: &Expression<Standard>, scope: &Scope, vm: &mut VM) -> Result<bool> {
    expression.evaluate_with_scope(scope, vm)?.as_bool().context("an answer is true or false")
}

fn policies(asked: &Value) -> Result<Vec<Policy>> {
    let leaves = asked["leaves"].as_array().context("leaves")?;
    let compiled = |tree: &Value, ask| -> Result<_> {
        Ok(compile_expression(&text::policy(tree, leaves, ask)?)?)
    };
    let policies = asked["policies"].as_array().context("policies")?;
    policies
        .iter()
        .map(|policy| {
            Ok(Policy {
                certainly: compiled(&policy["tree"], Ask::Certainly)?,
                possibly: compiled(&policy["tree"], Ask::Possibly)?,
            })
        })
        .collect()
}

/// One object a row, null where unknown, made before the clock starts.
fn scopes(dir: &Path, columns: &Value, rows: usize) -> Result<Vec<Scope>> {
    let scopes: Vec<Variable> = (0..rows).map(|_| Variable::empty_object()).collect();
    for fact in columns["facts"].as_array().context("facts")? {
        let id = fact["id"].as_str().context("id")?;
        let values = fs::read(dir.join(format!("{id}.i64")))?;
        let known = fs::read(dir.join(format!("{id}.known")))?;
        for ((row, value), known) in scopes.iter().zip(values.chunks_exact(8)).zip(known) {
            let value = i64::from_le_bytes(value.try_into()?);
            let value = match (known, fact["kind"].as_str()) {
                (0, _) => Variable::Null,
                (_, Some("bool")) => Variable::Bool(value == 1),
                (_, Some("text")) => {
                    let text = bench::TEXTS.get(usize::try_from(value)?).context("text")?;
                    Variable::String((*text).into())
                }
                _ => Variable::Number(Decimal::from(value)),
            };
            row.as_object().context("a row")?.borrow_mut().insert_str(id, value);
        }
    }
    Ok(scopes.into_iter().map(Scope::new).collect())
}

/// The first rows of the answers in `dir`.
fn expected(dir: &Path, all_rows: usize, rows: usize, policies: usize) -> Result<Answers> {
    let words = |name| -> Result<Vec<u64>> {
        let bytes = fs::read(dir.join(name))?;
        bytes.chunks_exact(8).map(|word| Ok(u64::from_le_bytes(word.try_into()?))).collect()
    };
    let (yes, known) = (words("answers.yes")?, words("answers.known")?);
    let size = all_rows.div_ceil(64);
    ensure!(yes.len() == size * policies, "answers.yes has another size");
    let mut answers = Answers::new(rows);
    for (yes, known) in yes.chunks(size).zip(known.chunks(size)) {
        answers.push(yes, known);
    }
    Ok(answers)
}

fn read(dir: &Path, name: &str) -> Result<Value> {
    let text = fs::read_to_string(dir.join(name)).with_context(|| format!("no {name}"))?;
    Ok(serde_json::from_str(&text)?)
}

/// CPU seconds of this process so far.
fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
