DROP TRIGGER a_stamp ON factcheck_topicversion;
DROP TRIGGER deny_change ON factcheck_topicversion;
