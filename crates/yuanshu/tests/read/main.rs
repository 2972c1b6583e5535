//! Each shape of sheet and each bad input, read from hand-made files.

mod bad;
mod cells;
mod firms;
mod forms;
#[cfg(test)]
mod kit;
mod lines;
#[cfg(test)]
mod listed;
mod lists;
mod misled;
mod parts;
mod shapes;
mod units;
mod weighing;
