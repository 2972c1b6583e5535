//! Who is on the way to a policy (准规上 to 规上).

use pack::Policy;
use rule::value::Answer;

use crate::policy::Answered;

/// The policies that lead to another, each with that other: 准规上 with the standard of 规上.
pub fn towards<'a>(policies: &[&'a Policy]) -> Vec<(&'a Policy, &'a Policy)> {
    let pair = |policy: &&'a Policy| {
        let goal = policy.towards.as_ref()?;
        let goal = policies.iter().find(|other| other.id == *goal)?;
        Some((*policy, *goal))
    };
    policies.iter().filter_map(pair).collect()
}

/// Whether an enterprise is on the way: it meets the policy that leads there, and neither meets
/// the goal nor holds its title. What is unknown of any of these leaves it unknown.
pub fn approaching(way: &Answered, goal: &Answered) -> Answer {
    let held = goal.held.unwrap_or(Answer::No);
    way.finding.answer.and(!goal.finding.answer).and(!held)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::kit::{Firms, ON, shelf, table};
    use crate::policy::{Depth, Question};

    #[test]
    fn who_is_near_the_scale_and_below_it_is_on_the_way() {
        let (shelf, subjects) = (shelf(), Firms::default());
        let firms = [Some(1599), Some(1600), Some(1999), Some(2000), None].map(|wan| (wan, None));
        let table = table(&shelf, ON, &firms);
        let ways = towards(&shelf.in_force(ON));
        let [(way, goal)] = ways.as_slice() else { panic!("one way") };
        assert_eq!((way.id.as_str(), goal.id.as_str()), ("demo/near", "demo/scale"));
        let question = Question::new(&shelf, &subjects, &table, vec![way, goal]);
        let answer = |at: usize, row| question.answer(&question.asked[at], row, Depth::Answer);
        let found: Vec<Answer> =
            (0..5).map(|row| approaching(&answer(0, row), &answer(1, row))).collect();
        let expected = [Answer::No, Answer::Yes, Answer::Yes, Answer::No, Answer::Unknown];
        assert_eq!(found, expected);
    }
}
