//! What a formula is in one figure, piece by piece.

use smallvec::{SmallVec, smallvec};

use super::curve::Curve;
use crate::expr::Arithmetic;
use crate::number::Number;
use crate::value::Value;

/// The most pieces that are followed one by one.
const MOST_PIECES: usize = 12;

/// Nearly always one.
type Pieces = SmallVec<[Curve; 1]>;

/// A formula as one figure moves.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// Not known, whatever the figure is.
    Unknown,
    /// No single number, and none that depends on the figure.
    Other,
    /// On each stretch one of these.
    Pieces(Pieces),
    /// Constant on each stretch; which constants does not matter.
    Stepped,
    /// It depends on the figure in a way that is not followed.
    Lost,
}

impl Form {
    pub(super) fn constant(number: Number) -> Self {
        Self::Pieces(smallvec![Curve::constant(number)])
    }

    pub(super) fn moved() -> Self {
        Self::Pieces(smallvec![Curve::moved()])
    }

    pub(super) fn of(value: Value) -> Self {
        match value {
            Value::Number(number, _) => Self::constant(number),
            Value::Open(_) => Self::Unknown,
            _ => Self::Other,
        }
    }

    /// Whether it depends on the figure.
    pub(super) fn moves(&self) -> bool {
        match self {
            Self::Unknown | Self::Other => false,
            Self::Pieces(pieces) => pieces.len() > 1 || self.bends(),
            Self::Stepped | Self::Lost => true,
        }
    }

    /// Whether it changes within a stretch.
    pub(super) fn bends(&self) -> bool {
        match self {
            Self::Unknown | Self::Other | Self::Stepped => false,
            Self::Pieces(pieces) => pieces.iter().any(Curve::bends),
            Self::Lost => true,
        }
    }

    /// Either of the two, by the stretch.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Lost, _) | (_, Self::Lost) => Self::Lost,
            (Self::Pieces(mut pieces), Self::Pieces(more)) => {
                let fresh = more.into_iter().filter(|piece| !pieces.contains(piece));
                let fresh: Pieces = fresh.collect();
                pieces.extend(fresh);
                shortened(pieces)
            }
            (Self::Pieces(pieces), other) | (other, Self::Pieces(pieces)) => {
                match (pieces.iter().any(Curve::bends), other) {
                    (false, _) => Self::Stepped,
                    (true, Self::Unknown | Self::Other) => Self::Pieces(pieces),
                    (true, _) => Self::Lost,
                }
            }
            _ => Self::Stepped,
        }
    }

    pub(super) fn negative(self) -> Self {
        match self {
            Self::Pieces(pieces) => Self::Pieces(pieces.iter().map(Curve::negated).collect()),
            form => form,
        }
    }

    pub(super) fn arithmetic(&self, op: Arithmetic, other: &Self) -> Self {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Lost, _) | (_, Self::Lost) => Self::Lost,
            (Self::Pieces(ones), Self::Pieces(others)) => {
                if ones.len() * others.len() > MOST_PIECES {
                    return if self.bends() || other.bends() { Self::Lost } else { Self::Stepped };
                }
                let pairs = ones.iter().flat_map(|one| others.iter().map(move |two| (one, two)));
                let pieces: Option<Pieces> = pairs.map(|(one, two)| joined(one, op, two)).collect();
                pieces.map_or(Self::Lost, shortened)
            }
            (Self::Stepped, form) | (form, Self::Stepped) => {
                if form.bends() {
                    Self::Lost
                } else {
                    Self::Stepped
                }
            }
            (Self::Other, form) | (form, Self::Other) => match (form.bends(), form.moves()) {
                (true, _) => Self::Lost,
                (false, true) => Self::Stepped,
                (false, false) => Self::Other,
            },
        }
    }

    /// Where the order of the two may change; `None` where that is not worked out.
    pub(super) fn meets(&self, other: &Self) -> Option<Vec<Number>> {
        match (self, other) {
            (Self::Pieces(ones), Self::Pieces(others)) => {
                let mut found = Vec::new();
                for one in ones {
                    for two in others.iter().filter(|two| one.bends() || two.bends()) {
                        found.extend(one.subtract(two)?.turns()?);
                    }
                }
                Some(found)
            }
            (Self::Unknown, _) | (_, Self::Unknown) => Some(Vec::new()),
            _ => (!self.bends() && !other.bends()).then(Vec::new),
        }
    }
}

fn shortened(mut pieces: Pieces) -> Form {
    if pieces.len() > MOST_PIECES {
        return if pieces.iter().any(Curve::bends) { Form::Lost } else { Form::Stepped };
    }
    if pieces.windows(2).any(|pair| pair.first() == pair.last()) {
        pieces.dedup();
    }
    Form::Pieces(pieces)
}

fn joined(one: &Curve, op: Arithmetic, two: &Curve) -> Option<Curve> {
    match op {
        Arithmetic::Add => one.add(two),
        Arithmetic::Subtract => one.subtract(two),
        Arithmetic::Multiply => one.multiply(two),
        Arithmetic::Divide => one.divide(two),
        Arithmetic::Power => one.power(two),
    }
}
