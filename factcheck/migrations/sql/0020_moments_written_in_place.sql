-- to_char() is only STABLE, and PostgreSQL writes no function into a statement that promises more than what it
-- calls: a call then costs three times the work. Nothing is indexed by it, so nothing needs the promise.
ALTER FUNCTION ledger_time_text(timestamptz) STABLE;
