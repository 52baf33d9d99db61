//! What the first look at a query found, while the parts that the rest of it needs are loaded round by round.
//!
//! With a hundred thousand articles the first look is most of the work, and natively nothing is waited for between rounds.
//! Browsers wait for the network there, and have no bytes to spare for this.

use super::plan::Plan;
use super::score::ScoredArticle;

/// The scores of the clauses that were looked at for one query.
#[derive(Debug, Default)]
pub(crate) struct Looked {
    #[cfg(feature = "write")]
    known: std::cell::RefCell<Vec<(Vec<super::plan::Clause>, Vec<ScoredArticle>)>>,
}

impl Looked {
    /// What was found for the clauses of a plan, or what `look` finds now.
    #[cfg(feature = "write")]
    pub(crate) fn or(&self, plan: &Plan, look: impl FnOnce() -> Vec<ScoredArticle>) -> Vec<ScoredArticle> {
        let known =
            self.known.borrow().iter().find(|(clauses, _)| *clauses == plan.clauses).map(|(_, hits)| hits.clone());
        known.unwrap_or_else(|| {
            let hits = look();
            self.known.borrow_mut().push((plan.clauses.clone(), hits.clone()));
            hits
        })
    }

    #[cfg(not(feature = "write"))]
    #[inline(always)]
    pub(crate) fn or(&self, _: &Plan, look: impl FnOnce() -> Vec<ScoredArticle>) -> Vec<ScoredArticle> {
        look()
    }
}
