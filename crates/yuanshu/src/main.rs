//! The program: it reads sheets, decides, explains and writes workbooks.

fn main() {}
