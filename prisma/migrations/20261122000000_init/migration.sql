
-- Hand-written from here on: what the schema language cannot say.

-- What was once written stays: the audit trail, closure records and published versions.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closure_record_append_only BEFORE UPDATE OR DELETE ON "closure_record"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closure_record_no_truncate BEFORE TRUNCATE ON "closure_record"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER public_report_version_append_only BEFORE UPDATE OR DELETE ON "public_report_version"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER public_report_version_no_truncate BEFORE TRUNCATE ON "public_report_version"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER progress_entry_append_only BEFORE UPDATE OR DELETE ON "progress_entry"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Most Chinese words have two characters, which trigrams do not find: two-character grams under a GIN index do.
CREATE FUNCTION text_grams(input text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(folded, n, 2)), '{}')
  FROM (SELECT lower(regexp_replace(input, '\s+', '', 'g')) AS folded) AS f,
       generate_series(1, length(folded) - 1) AS n
$$;

CREATE FUNCTION issue_fill_grams() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_grams := text_grams(concat_ws(' ', NEW.number::text, NEW.title, NEW.text));
  RETURN NEW;
END $$;

CREATE TRIGGER issue_grams BEFORE INSERT OR UPDATE OF number, title, text ON "issue"
  FOR EACH ROW EXECUTE FUNCTION issue_fill_grams();
