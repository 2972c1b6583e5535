//! The list of enterprises as plain SQL in SQLite behind axum, and the bare database's insert.

use std::cell::RefCell;
use std::time::Instant;

use anyhow::{Context, Result};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use rusqlite::{Connection, OptionalExtension, ToSql, params, params_from_iter};
use serde::{Deserialize, Serialize};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["serve", database, address] => serve(database, address),
        ["bare", database, times] => bare(database, times.parse()?),
        _ => anyhow::bail!("axum-peer serve DATABASE ADDRESS | bare DATABASE TIMES"),
    }
}

fn serve(database: &str, address: &str) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let routes = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/enterprises", get(list))
        .route("/notes", post(note))
        .with_state(database.to_owned());
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        Ok(axum::serve(listener, routes).await?)
    })
}

fn open(database: &str) -> rusqlite::Result<Connection> {
    let db = Connection::open(database)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;
         PRAGMA mmap_size = 1073741824",
    )?;
    Ok(db)
}

/// Asks the thread's own connection.
async fn ask<T: Send + 'static>(
    database: String,
    ask: impl FnOnce(&Connection) -> Result<T, StatusCode> + Send + 'static,
) -> Result<T, StatusCode> {
    thread_local! {
        static OPEN: RefCell<Option<Connection>> = const { RefCell::new(None) };
    }
    let asked = tokio::task::spawn_blocking(move || {
        OPEN.with_borrow_mut(|open_one| {
            if open_one.is_none() {
                *open_one = open(&database).ok();
            }
            ask(open_one.as_ref().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?)
        })
    });
    asked.await.unwrap_or(Err(StatusCode::INTERNAL_SERVER_ERROR))
}

#[derive(Deserialize)]
struct Wanted {
    least: i64,
    sort: String,
    offset: i64,
    limit: i64,
}

#[derive(Serialize)]
struct Listed {
    items: Vec<Item>,
    total: i64,
    unknown: i64,
}

#[derive(Serialize)]
struct Item {
    id: i64,
    code: Option<String>,
    name: String,
    revenue: Option<i64>,
    staff: Option<i64>,
    research: Option<i64>,
}

async fn list(
    State(database): State<String>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Listed>, StatusCode> {
    let token = token(&headers).ok_or(StatusCode::UNAUTHORIZED)?;
    ask(database, move |db| {
        let park = park(db, &token)?;
        page(db, &park, &wanted).map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
    })
    .await
}

fn token(headers: &HeaderMap) -> Option<String> {
    let cookie = headers.get("cookie")?.to_str().ok()?;
    Some(cookie.split_once("token=")?.1.to_owned())
}

/// The park that who asks may see.
fn park(db: &Connection, token: &str) -> Result<String, StatusCode> {
    let found = db
        .prepare_cached("SELECT park FROM session WHERE token = ?1")
        .and_then(|mut ask| ask.query_row([token], |row| row.get(0)).optional());
    found.ok().flatten().ok_or(StatusCode::UNAUTHORIZED)
}

fn page(db: &Connection, park: &str, wanted: &Wanted) -> rusqlite::Result<Listed> {
    let order = match wanted.sort.as_str() {
        "staff" => "staff IS NULL, staff DESC, id",
        "revenue" => "revenue, id",
        _ => "name, id",
    };
    let count = |sql: &str, values: &[&dyn ToSql]| -> rusqlite::Result<i64> {
        db.prepare_cached(sql)?.query_row(params_from_iter(values), |row| row.get(0))
    };
    let total = count(
        "SELECT COUNT(*) FROM enterprise WHERE park = ?1 AND revenue >= ?2",
        &[&park, &wanted.least],
    )?;
    let unknown =
        count("SELECT COUNT(*) FROM enterprise WHERE park = ?1 AND revenue IS NULL", &[&park])?;
    let mut ask = db.prepare_cached(&format!(
        "SELECT id, code, name, revenue, staff, research FROM enterprise
         WHERE park = ?1 AND revenue >= ?2 ORDER BY {order} LIMIT ?3 OFFSET ?4"
    ))?;
    let rows = ask.query_map(params![park, wanted.least, wanted.limit, wanted.offset], |row| {
        Ok(Item {
            id: row.get(0)?,
            code: row.get(1)?,
            name: row.get(2)?,
            revenue: row.get(3)?,
            staff: row.get(4)?,
            research: row.get(5)?,
        })
    })?;
    Ok(Listed { items: rows.collect::<Result<_, _>>()?, total, unknown })
}

#[derive(Deserialize)]
struct Note {
    enterprise: i64,
    reason: String,
}

async fn note(
    State(database): State<String>,
    headers: HeaderMap,
    Json(note): Json<Note>,
) -> Result<StatusCode, StatusCode> {
    let token = token(&headers).ok_or(StatusCode::UNAUTHORIZED)?;
    ask(database, move |db| {
        park(db, &token)?;
        insert(db, &note).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        Ok(StatusCode::CREATED)
    })
    .await
}

/// The note and a line of who wrote it, in one transaction that is synced.
fn insert(db: &Connection, note: &Note) -> rusqlite::Result<()> {
    db.execute_batch("BEGIN IMMEDIATE")?;
    db.prepare_cached("INSERT INTO note (enterprise, reason) VALUES (?1, ?2)")?
        .execute(params![note.enterprise, note.reason])?;
    db.prepare_cached("INSERT INTO line (operator, act) VALUES ('a', 'note')")?.execute([])?;
    db.execute_batch("COMMIT")
}

/// The same insert without a server, one after another: what the disk takes.
fn bare(database: &str, times: usize) -> Result<()> {
    let db = open(database)?;
    let mut taken: Vec<f64> = Vec::with_capacity(times);
    for enterprise in (1..).take(times) {
        let began = Instant::now();
        insert(&db, &Note { enterprise, reason: "与年报不符".to_owned() })?;
        taken.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    taken.sort_by(f64::total_cmp);
    let at = |share: usize| taken.get(taken.len() * share / 100).copied();
    let (middle, last) = (at(50).context("none")?, at(99).context("none")?);
    println!("{}", serde_json::json!({ "p50": middle, "p99": last }));
    Ok(())
}
