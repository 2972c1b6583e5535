//! Turns: whoever changes something still may, and who may what changes only between changes.

use std::sync::{Arc, PoisonError};

use zone::people::{Operator, Scope};

use super::{App, Signed};
use crate::http::{Code, Refusal};

impl App {
    /// Runs a change of somebody on a thread of its own. They still may when it begins, however
    /// long their form took to arrive, and nobody takes that from them until it has ended.
    pub async fn change<T: Send + 'static>(
        &self,
        signed: Arc<Signed>,
        work: impl FnOnce(&Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let work = move |app: &Self| {
            let _under_way = app.0.order.read().unwrap_or_else(PoisonError::into_inner);
            app.still(&signed)?;
            work(app)
        };
        self.run(work, Refusal::unsure).await
    }

    /// The same for a change of who may what: no other change is under way meanwhile.
    pub async fn reorder<T: Send + 'static>(
        &self,
        signed: Arc<Signed>,
        work: impl FnOnce(&Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let work = move |app: &Self| {
            let _alone = app.0.order.write().unwrap_or_else(PoisonError::into_inner);
            app.still(&signed)?;
            work(app)
        };
        self.run(work, Refusal::unsure).await
    }

    /// Refuses who may no longer what they might when their request began.
    fn still(&self, signed: &Signed) -> Result<(), Refusal> {
        let is = self.followed(self.gate().present(&signed.via)?)?;
        if is == signed.operator {
            return Ok(());
        }
        Err(Refusal::conflict(
            Code::PostChanged,
            ["您的岗位刚被调整，没有办理", "your post was just changed: nothing was done"],
        )
        .hint([
            "填写的内容没有丢；请刷新，看现在能办什么",
            "what you filled in is not lost; load the page again and see what you may do now",
        ]))
    }

    /// Waits for the turn to change something that was seen: between the look at its state and the
    /// change nobody else changes it.
    pub fn turn_to_change(&self) -> std::sync::MutexGuard<'_, ()> {
        self.0.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody as they act: an enterprise whose file was merged into another has that one. Waits
    /// for what is being written; not for a thread that serves others.
    pub(crate) fn followed(&self, operator: Operator) -> Result<Operator, Refusal> {
        if !matches!(operator.scope, Scope::Own(_)) {
            return Ok(operator);
        }
        Ok(operator.followed(self.everyone(None)?.snapshot.registry()))
    }
}
