DROP FUNCTION ledger_know_sizes();
