DROP TRIGGER public_revised ON factcheck_topic;
DROP TRIGGER public_revised ON factcheck_article;
DROP TRIGGER public_revised ON factcheck_source;
DROP TRIGGER public_revised ON factcheck_sourcealias;
DROP TRIGGER public_revised_name ON factcheck_user;
DROP TRIGGER public_revised ON factcheck_checkpoint;
DROP FUNCTION public_revised();
