//! Lists and forms filled in from the register, each figure with its source.

mod answer;
mod asked;
mod beside;
mod form;
mod head;
mod list;
mod names;
mod page;
mod pasted;
mod rows;
mod sheet;
mod sight;
mod source;
mod taken;
mod template;
mod value;
mod why;
mod worked;

pub use answer::{Answer, Clerk, Mark, Opened};
pub use asked::{Asked, What, meant};
pub use beside::{Beside, By};
pub use form::{Filled, Form};
pub use list::{Line, List, Listed};
pub use names::{Candidate, Match, Matcher, miscoded};
pub use page::{Look, Missing, by_department};
pub use sight::Tables;
pub use template::{Template, template};
pub use value::{Manner, sentence};
