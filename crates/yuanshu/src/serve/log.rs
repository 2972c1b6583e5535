//! What the program tells of its work while it serves: a line a request, and what went wrong.

use tracing::Subscriber;
use tracing_subscriber::fmt::{MakeWriter, SubscriberBuilder};
use tracing_subscriber::{EnvFilter, fmt};

/// How lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// For people.
    #[default]
    Plain,
    /// For programs: an object a line.
    Json,
}

/// What takes lines and writes them.
pub fn subscriber<W>(form: Form, writer: W) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    // What other crates tell may hold what they were given: only their warnings are taken.
    let told = || EnvFilter::new("warn,yuanshu=info,request=info");
    let plain: SubscriberBuilder = fmt();
    match form {
        Form::Plain => Box::new(
            plain
                .with_ansi(false)
                .with_target(false)
                .with_env_filter(told())
                .with_writer(writer)
                .finish(),
        ),
        Form::Json => Box::new(
            plain
                .json()
                .flatten_event(true)
                .with_current_span(true)
                .with_span_list(false)
                .with_env_filter(told())
                .with_writer(writer)
                .finish(),
        ),
    }
}
