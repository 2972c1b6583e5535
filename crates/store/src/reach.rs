//! Which enterprises a permit reaches: by their own file, or by the park that they are in.

use pack::Shelf;
use rule::bits::Bits;
use rule::table::Values;
use zone::enterprise::SubjectId;
use zone::fact::Stated;
use zone::people::{Act, Permit, Refused, Scope};

use crate::dossier::Dossier;
use crate::error::Error;
use crate::snapshot::Snapshot;

impl Snapshot {
    /// The park that an enterprise is in on the day of the view; none where that is unknown.
    pub fn park(&self, subject: SubjectId) -> Option<&str> {
        let row = self.row(subject)?;
        let column = self.table.columns.get(&(self.park?, 0))?;
        match &column.values {
            Values::Text { codes, words } if column.known.get(row) => {
                words.get(usize::try_from(*codes.get(row)?).ok()?).map(String::as_str)
            }
            _ => None,
        }
    }

    /// The rows that a permit reaches: what is in others is not to be told, nor counted.
    pub fn reached<A: Act>(&self, permit: &Permit<A>) -> Bits {
        let rows = self.subjects.len();
        match permit.scope() {
            Scope::Zone | Scope::Department(_) => Bits::ones(rows),
            Scope::Own(own) => {
                let mut reached = Bits::zeros(rows);
                if let Some(row) = self.row(*own) {
                    reached.set(row, true);
                }
                reached
            }
            Scope::Park(own) => self.rows_in(own),
        }
    }

    /// Those of them that are counted: not who is known to be outside the zone on the day.
    pub fn counted<A: Act>(&self, permit: &Permit<A>) -> Bits {
        self.reached(permit).without(self.away())
    }

    fn rows_in(&self, park: &str) -> Bits {
        let rows = self.subjects.len();
        let column = self.park.and_then(|fact| self.table.columns.get(&(fact, 0)));
        let Some((known, Values::Text { codes, words })) =
            column.map(|column| (&column.known, &column.values))
        else {
            return Bits::zeros(rows);
        };
        let Some((_, park)) = words.iter().zip(0u32..).find(|(word, _)| *word == park) else {
            return Bits::zeros(rows);
        };
        // Sixty-four rows a word and no branch: every question of who has a park begins with it.
        let words = codes.chunks(64).zip(known.words()).map(|(codes, known)| {
            let inside =
                codes.iter().rev().fold(0, |word, own| word << 1 | u64::from(*own == park));
            inside & known
        });
        Bits::from_words(words.collect(), rows)
    }

    /// The permit for one enterprise alone, where it reaches that: what the register is asked or
    /// told about one enterprise by who has a park takes this.
    pub fn narrowed<A: Act>(
        &self,
        permit: &Permit<A>,
        subject: SubjectId,
    ) -> Result<Permit<A>, Refused> {
        permit.narrowed(subject, self.park(subject))
    }
}

impl Dossier {
    /// The park that the enterprise is in on the day of the view; none where that is unknown.
    pub fn park(&self, dictionary: &Shelf) -> Result<Option<String>, Error> {
        let Some(park) = dictionary.park else { return Ok(None) };
        let holdings = self.holdings_of(dictionary, &[(park, None)])?;
        Ok(match holdings.first().and_then(|(_, holding)| holding.value()) {
            Some(Stated::Text(park)) => Some(park.clone()),
            _ => None,
        })
    }

    /// Refuses it to a permit that does not reach the enterprise.
    pub(crate) fn shown<A: Act>(
        self,
        permit: &Permit<A>,
        (subject, dictionary): (SubjectId, &Shelf),
    ) -> Result<Self, Error> {
        let park = match permit.scope() {
            Scope::Park(_) => self.park(dictionary)?,
            Scope::Zone | Scope::Department(_) | Scope::Own(_) => None,
        };
        permit.reaches(subject, park.as_deref())?;
        Ok(self)
    }
}
