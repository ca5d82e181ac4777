ALTER FUNCTION ledger_time_text(timestamptz) IMMUTABLE;
