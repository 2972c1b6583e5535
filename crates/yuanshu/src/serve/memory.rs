//! Everyone's facts in memory: asked, followed from the journal, and read anew.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError, RwLockReadGuard};

use store::View;
use zone::people::{KeepContent, Permit};

use super::{App, Faulty, Living, News, PAST, Shelved, latest};
use crate::http::{Code, Refusal};

impl App {
    /// Asks everyone's facts as of a day and a line of the journal. May read the whole register:
    /// not for a thread that serves others.
    pub fn living<T>(&self, view: View, ask: impl FnOnce(&Living) -> T) -> Result<T, Refusal> {
        if view == latest(self.today()) {
            return Ok(ask(&*self.everyone(Some(view))?));
        }
        Ok(ask(&*self.past(view)?))
    }

    /// Everyone's facts, of a day where one is asked for.
    pub(super) fn everyone(
        &self,
        view: Option<View>,
    ) -> Result<RwLockReadGuard<'_, Living>, Refusal> {
        let held = &self.0;
        if held.behind.swap(false, Ordering::Relaxed) {
            // Where it fails once more, what is there says itself how far it goes.
            self.renew();
        }
        if let Some(living) = self.sound(view) {
            return Ok(living);
        }
        let alone = held.renewing.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever had the turn before may have read it.
        if let Some(living) = self.sound(view) {
            return Ok(living);
        }
        self.read_anew(self.content(), || Ok(()))?;
        drop(alone);
        Ok(held.living.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is in memory, where it is whole and of the day that is asked for.
    fn sound(&self, view: Option<View>) -> Option<RwLockReadGuard<'_, Living>> {
        // Who panicked while they changed it may have left a half of something.
        let living = self.0.living.read().ok()?;
        view.is_none_or(|view| living.snapshot.view() == view).then_some(living)
    }

    /// Everyone as of another day or another state of knowledge, kept for a while.
    pub fn past(&self, view: View) -> Result<Arc<Living>, Refusal> {
        let held = &self.0;
        let last = self.store().head()?.seq;
        let known = View { known: view.known.min(last), ..view };
        let mut past = held.past.lock().unwrap_or_else(PoisonError::into_inner);
        let content = self.content();
        past.retain(|(_, living)| living.content.hash == content.hash);
        if let Some(at) = past.iter().position(|(seen, _)| *seen == known) {
            let found = past.remove(at);
            past.insert(0, found);
        } else {
            // Whoever asks for another day meanwhile waits: one cold reading at a time is enough.
            let living = Living::read(self.store(), &held.own, content, known)?;
            past.insert(0, (known, Arc::new(living)));
            past.truncate(PAST);
        }
        past.first().map(|(_, living)| living.clone()).ok_or_else(Refusal::broken)
    }

    /// Takes in what was committed, before it is answered that it was. It is committed whatever
    /// comes of this: where this fails, it is done again before the next question.
    pub fn follow(&self) {
        if let Err(refusal) = self.followed_journal() {
            self.fell_behind(&refusal);
        }
    }

    /// The same for what changes many: everyone is read anew.
    pub fn renew(&self) {
        if let Err(refusal) = self.refresh() {
            self.fell_behind(&refusal);
        }
    }

    fn fell_behind(&self, refusal: &Refusal) {
        tracing::error!(code = refusal.code().word(), "what was committed is not in memory yet");
        self.0.behind.store(true, Ordering::Relaxed);
    }

    fn followed_journal(&self) -> Result<(), Refusal> {
        let held = &self.0;
        let Ok(mut living) = held.living.write() else { return self.refresh() };
        let touched = living.follow(self.store(), &held.own)?;
        let snapshot = &living.snapshot;
        let park = |subject| (subject, snapshot.park(subject).map(str::to_owned));
        let (seq, subjects) = (snapshot.seq(), touched.into_iter().map(park).collect());
        drop(living);
        self.tell(News { seq, subjects });
        Ok(())
    }

    /// Reads everyone anew beside what is asked, and then takes its place.
    pub fn refresh(&self) -> Result<(), Refusal> {
        let _alone = self.0.renewing.lock().unwrap_or_else(PoisonError::into_inner);
        self.read_anew(self.content(), || Ok(()))
    }

    /// Reads the packs again, and notes in the journal which were in force and which are; a faulty
    /// set leaves everything as it was.
    pub fn reload(&self, permit: &Permit<KeepContent>) -> Result<(), Refusal> {
        let _alone = self.0.renewing.lock().unwrap_or_else(PoisonError::into_inner);
        let content = Shelved::read(&self.register().packs()).map_err(|Faulty(said)| {
            Refusal::conflict(Code::FaultyPacks, said.both()).hint([
                "政策包没有更换，仍用原来的；改好后再更新",
                "the old packs stay in force; put the faults right and read them again",
            ])
        })?;
        let (was, is) = (self.content().hash, content.hash);
        if was == is {
            return Ok(());
        }
        self.read_anew(Arc::new(content), || {
            self.store().taken_up(permit, was, is)?;
            Ok(())
        })
    }

    /// Everyone as some content reads them takes the place of what is in memory, together with
    /// that content, or nothing does. `before` is done last before that. Only for who has the turn
    /// to renew.
    fn read_anew(
        &self,
        content: Arc<Shelved>,
        before: impl FnOnce() -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let held = &self.0;
        let mut fresh =
            Living::read(self.store(), &held.own, content.clone(), latest(self.today()))?;
        if let Err(error) = fresh.keep(self.store()) {
            // It only makes the next start faster.
            tracing::warn!(%error, "what was read could not be kept beside the register");
        }
        before()?;
        let mut living = held.living.write().unwrap_or_else(PoisonError::into_inner);
        // What was written while everyone was read may be in what is replaced.
        fresh.follow(self.store(), &held.own)?;
        let seq = fresh.snapshot.seq();
        let old = std::mem::replace(&mut *living, fresh);
        *held.content.write().unwrap_or_else(PoisonError::into_inner) = content;
        held.living.clear_poison();
        drop(living);
        self.tell(News { seq, subjects: Vec::new() });
        drop(old);
        Ok(())
    }

    fn tell(&self, news: News) {
        // Where nobody listens there is nobody to tell.
        let _listeners = self.0.news.send(news).unwrap_or(0);
    }
}
