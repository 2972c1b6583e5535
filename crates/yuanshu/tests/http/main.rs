//! The server as browsers and programs meet it: who may take which route, and what comes back.
#![cfg(test)]

mod days;
mod document;
mod kit;
mod once;
mod permissions;
mod register;
mod seen;
mod session;
mod turn;
mod verbs;
mod watch;
