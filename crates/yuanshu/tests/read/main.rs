//! Each shape of sheet and each bad input, read from hand-made files.

mod kit;
mod listed;
