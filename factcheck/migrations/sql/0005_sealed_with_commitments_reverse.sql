-- Entries sealed by version 2 stay as they are, but the functions of version 1 cannot seal the new kinds.
DO $$
BEGIN
    IF EXISTS (SELECT FROM factcheck_ledgerentry WHERE body::jsonb ->> 'v' <> '1') THEN
        RAISE EXCEPTION 'the ledger has entries of version 2: there is no way back from this migration';
    END IF;
    DROP TRIGGER hold ON factcheck_user;
    DROP TRIGGER c_check_undo ON factcheck_decision;
    DROP FUNCTION decision_check_undo, proposal_check_reply, ledger_check_checkpoint, ledger_check_salts CASCADE;
    DROP FUNCTION ledger_root, ledger_grow_tree, ledger_node, ledger_node_over, ledger_withdraw_text, ledger_new_salt,
        ledger_covered, ledger_withdrawable, ledger_record, ledger_shown_to_decider, ledger_record_of_setting,
        ledger_record_of_relation, ledger_record_of_redaction, ledger_record_of_recount, ledger_record_of_conflict;
END $$;
