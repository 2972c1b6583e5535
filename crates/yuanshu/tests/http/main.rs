//! The server as browsers and programs meet it: who may take which route, and what comes back.
#![cfg(test)]

mod alter;
mod days;
mod dispute;
mod document;
mod doubt;
mod draft;
mod first;
mod flood;
mod gone;
mod guard;
mod host;
mod journal;
mod keep;
mod kit;
mod language;
mod motion;
mod narrow;
mod objection;
mod oidc;
mod once;
mod permissions;
mod register;
mod review;
mod roll;
mod seen;
mod session;
mod sheet;
mod staff;
mod stolen;
mod stream;
mod told;
mod turn;
mod two;
mod verbs;
mod watch;
