//! Content: policies, facts, sources and calendars read from text files, checked, dated and cited.
