//! Writes a grid with its reference answers: `reference ENTERPRISES POLICIES SEED DIR`.

use std::error::Error;
use std::path::Path;

use bench::{Shape, grid, write_totals};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [enterprises, policies, seed, dir] = arguments.as_slice() else {
        return Err("usage: reference ENTERPRISES POLICIES SEED DIR".into());
    };
    let dir = Path::new(dir);
    let grid = grid(Shape::new(enterprises.parse()?, policies.parse()?), seed.parse()?);
    grid.write(dir)?;
    grid.answers().write(dir)?;
    write_totals(&grid.totals(), dir)?;
    Ok(())
}
