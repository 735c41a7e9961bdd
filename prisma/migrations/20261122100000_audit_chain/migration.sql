-- CreateTable
CREATE TABLE "audit_seal" (
    "seq" BIGINT NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "prev" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "checks" BYTEA NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_checkpoint" (
    "id" BIGSERIAL NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "site" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "signature" BYTEA NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_entry_id_key" ON "audit_seal"("entry_id");

-- Hand-written from here on: what the schema language cannot say.

-- A field as the chain covers it, which is also how COPY writes it in binary: its length in four bytes and its text in
-- UTF-8, or a length of -1 where there is none. No two different lists of fields give the same bytes.
CREATE FUNCTION audit_part(value text) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(int4send(octet_length(value)) || convert_to(value, 'UTF8'), '\xffffffff'::bytea);

-- Adds an entry to the chain. The lock makes one chain of what many sessions write; whoever holds it is committing.
CREATE FUNCTION audit_append(e audit_entry) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  parts bytea[] := ARRAY[
    audit_part(e.id::text), audit_part(extract(epoch FROM e.at)::text), audit_part(e.actor_id::text),
    audit_part(e.actor_name), audit_part(e.actor_role::text), audit_part(e.ip), audit_part(e.user_agent),
    audit_part(e.request_id), audit_part(e.action), audit_part(e.result::text), audit_part(e.object_kind),
    audit_part(e.object_id), audit_part(e.issue_id::text), audit_part(e.note), audit_part(e.before::text),
    audit_part(e.after::text)];
  part bytea;
  body bytea := '';
  sums bytea := '';
  head bytea;
  place bigint;
BEGIN
  FOREACH part IN ARRAY parts LOOP
    body := body || part;
    sums := sums || substr(sha256(part), 1, 4);
  END LOOP;
  PERFORM pg_advisory_xact_lock(7318232);
  SELECT s.seq, s.hash INTO place, head FROM audit_seal s ORDER BY s.seq DESC LIMIT 1;
  IF NOT FOUND THEN
    place := 0;
    head := decode(repeat('00', 32), 'hex');
  END IF;
  place := place + 1;
  INSERT INTO audit_seal (seq, entry_id, prev, hash, checks) VALUES (place, e.id, head,
    sha256('\x00000020' || head || '\x00000008' || int8send(place) || '\x00000040' || sums || body), sums);
END $$;

-- Runs at the commit of whatever wrote the entry, as the owner of the tables: the application itself may not write seals.
CREATE FUNCTION audit_seal_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- An older snapshot does not see where the chain stands now.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'audit entries are written in read committed transactions' USING ERRCODE = 'feature_not_supported';
  END IF;
  PERFORM audit_append(NEW);
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER audit_entry_seal AFTER INSERT ON "audit_entry" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION audit_seal_entry();

CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON "audit_seal"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seal_no_truncate BEFORE TRUNCATE ON "audit_seal"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON "audit_checkpoint"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON "audit_checkpoint"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Only the trigger appends: nobody puts an entry into the chain twice, or one that is in no table.
REVOKE ALL ON FUNCTION audit_append(audit_entry) FROM PUBLIC;

-- What was written before there was a chain, in the order of its numbers.
SELECT audit_append(e) FROM (SELECT * FROM "audit_entry" ORDER BY id) AS e;
