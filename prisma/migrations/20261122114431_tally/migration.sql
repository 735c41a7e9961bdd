-- CreateTable
CREATE TABLE "tally_change" (
    "id" BIGSERIAL NOT NULL,
    "inspection_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "lead_unit_id" UUID NOT NULL,
    "category_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "issues" INTEGER NOT NULL,
    "measures" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,

    CONSTRAINT "tally_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tally_cell" (
    "inspection_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "lead_unit_id" UUID NOT NULL,
    "category_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "issues" INTEGER NOT NULL,
    "measures" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,

    CONSTRAINT "tally_cell_pkey" PRIMARY KEY ("inspection_id","unit_id","lead_unit_id","category_id","state","due_on")
);

-- CreateTable
CREATE TABLE "tally_unit" (
    "programme_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "draft" INTEGER NOT NULL,
    "issued" INTEGER NOT NULL,
    "planning" INTEGER NOT NULL,
    "rectifying" INTEGER NOT NULL,
    "closing" INTEGER NOT NULL,
    "completed" INTEGER NOT NULL,
    "staged" INTEGER NOT NULL,
    "withdrawn" INTEGER NOT NULL,
    "red" INTEGER NOT NULL,
    "orange" INTEGER NOT NULL,
    "yellow" INTEGER NOT NULL,
    "green" INTEGER NOT NULL,
    "undated" INTEGER NOT NULL,
    "measures" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,

    CONSTRAINT "tally_unit_pkey" PRIMARY KEY ("programme_id","unit_id")
);

-- CreateTable
CREATE TABLE "tally_programme" (
    "programme_id" UUID NOT NULL,
    "as_of" DATE NOT NULL,
    "yellow_days" INTEGER NOT NULL,
    "orange_days" INTEGER NOT NULL,

    CONSTRAINT "tally_programme_pkey" PRIMARY KEY ("programme_id")
);

-- CreateIndex
CREATE INDEX "tally_change_inspection_id_idx" ON "tally_change"("inspection_id");

-- CreateIndex
CREATE INDEX "tally_change_unit_id_idx" ON "tally_change"("unit_id");

-- CreateIndex
CREATE INDEX "tally_cell_unit_id_idx" ON "tally_cell"("unit_id");

-- Hand-written from here on: what the schema language cannot say.

-- Where an issue is counted. Only an open one has a date limit that runs.
CREATE FUNCTION tally_key(i issue) RETURNS TABLE (inspection_id uuid, category_id uuid, state text, due_on date)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT i.inspection_id, coalesce(i.category_id, '00000000-0000-0000-0000-000000000000'),
    CASE WHEN i.status = 'closed' THEN CASE WHEN i.closure_result = 'staged' THEN 'staged' ELSE 'completed' END
      WHEN i.status = 'withdrawn' AND i.original_due_on IS NULL THEN 'withdrawn_draft' ELSE i.status::text END,
    CASE WHEN i.status IN ('issued', 'planning', 'rectifying', 'closing') THEN coalesce(i.due_on, 'infinity') ELSE 'infinity' END
$$;

-- The ledger counted anew: what tally_cell and tally_change must add up to.
CREATE FUNCTION tally_live() RETURNS TABLE (inspection_id uuid, unit_id uuid, lead_unit_id uuid, category_id uuid,
  state text, due_on date, issues int, measures int, done int) LANGUAGE sql STABLE AS $$
  SELECT k.inspection_id, u.unit_id, i.lead_unit_id, k.category_id, k.state, k.due_on, count(*)::int,
    coalesce(sum(m.total), 0)::int, coalesce(sum(m.done), 0)::int
  FROM issue i
  CROSS JOIN LATERAL tally_key(i) k
  JOIN (SELECT id AS issue_id, lead_unit_id AS unit_id FROM issue
    UNION SELECT c.issue_id, c.unit_id FROM issue_co_unit c) u ON u.issue_id = i.id
  LEFT JOIN (SELECT issue_id, count(*) AS total, count(*) FILTER (WHERE status = 'done') AS done FROM measure
    GROUP BY issue_id) m ON m.issue_id = i.id
  GROUP BY 1, 2, 3, 4, 5, 6
$$;

-- Counts an issue in or out, for its lead unit and for each unit beside it, with the measures it has at that moment.
CREATE FUNCTION tally_issue(i issue, sign int) RETURNS void LANGUAGE sql AS $$
  INSERT INTO tally_change (inspection_id, unit_id, lead_unit_id, category_id, state, due_on, issues, measures, done)
  SELECT k.inspection_id, u.unit_id, i.lead_unit_id, k.category_id, k.state, k.due_on, sign, sign * m.total, sign * m.done
  FROM tally_key(i) k
  CROSS JOIN (SELECT count(*)::int AS total, (count(*) FILTER (WHERE status = 'done'))::int AS done
    FROM measure WHERE issue_id = i.id) m
  CROSS JOIN (SELECT i.lead_unit_id AS unit_id
    UNION SELECT c.unit_id FROM issue_co_unit c WHERE c.issue_id = i.id) u
$$;

-- Whoever changes what lies under an issue holds the issue, so that nobody counts it at the same time as it was before.
-- The operations of the application hold it already.
CREATE FUNCTION tally_hold(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  SELECT 1 FROM issue WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE
$$;

-- A new issue has no measures and no other units yet: they refer to it.
CREATE FUNCTION tally_issues_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tally_change (inspection_id, unit_id, lead_unit_id, category_id, state, due_on, issues, measures, done)
  SELECT k.inspection_id, i.lead_unit_id, i.lead_unit_id, k.category_id, k.state, k.due_on, count(*), 0, 0
  FROM added a JOIN issue i ON i.id = a.id CROSS JOIN LATERAL tally_key(i) k
  GROUP BY 1, 2, 3, 4, 5, 6;
  RETURN NULL;
END $$;

CREATE FUNCTION tally_issue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_issue(OLD, -1);
  PERFORM tally_issue(NEW, 1);
  RETURN NULL;
END $$;

CREATE FUNCTION tally_issue_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_issue(OLD, -1);
  RETURN OLD;
END $$;

-- What measures add to the issues that they belong to.
CREATE FUNCTION tally_measures(ids uuid[], totals int[], dones int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_hold(ids);
  INSERT INTO tally_change (inspection_id, unit_id, lead_unit_id, category_id, state, due_on, issues, measures, done)
  SELECT k.inspection_id, u.unit_id, i.lead_unit_id, k.category_id, k.state, k.due_on, 0, sum(m.total), sum(m.done)
  FROM unnest(ids, totals, dones) AS m (issue_id, total, done)
  JOIN issue i ON i.id = m.issue_id
  CROSS JOIN LATERAL tally_key(i) k
  CROSS JOIN LATERAL (SELECT i.lead_unit_id AS unit_id
    UNION SELECT c.unit_id FROM issue_co_unit c WHERE c.issue_id = i.id) u
  GROUP BY 1, 2, 3, 4, 5, 6
  HAVING sum(m.total) <> 0 OR sum(m.done) <> 0;
END $$;

CREATE FUNCTION tally_measures_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_measures(array_agg(issue_id), array_agg(total), array_agg(done))
  FROM (SELECT issue_id, count(*)::int AS total, (count(*) FILTER (WHERE status = 'done'))::int AS done
    FROM added GROUP BY issue_id) a HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE FUNCTION tally_measures_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_measures(array_agg(issue_id), array_agg(-total), array_agg(-done))
  FROM (SELECT issue_id, count(*)::int AS total, (count(*) FILTER (WHERE status = 'done'))::int AS done
    FROM removed GROUP BY issue_id) a HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE FUNCTION tally_measure_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_measures(ARRAY[OLD.issue_id, NEW.issue_id], ARRAY[-1, 1],
    ARRAY[-(OLD.status = 'done')::int, (NEW.status = 'done')::int]);
  RETURN NULL;
END $$;

-- A unit beside the lead unit comes or goes; when it goes with its issue, that was counted out before.
CREATE FUNCTION tally_co_units(sign int, issue_ids uuid[], unit_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_hold(issue_ids);
  INSERT INTO tally_change (inspection_id, unit_id, lead_unit_id, category_id, state, due_on, issues, measures, done)
  SELECT k.inspection_id, c.unit_id, i.lead_unit_id, k.category_id, k.state, k.due_on, sign * count(*), sign * sum(m.total),
    sign * sum(m.done)
  FROM unnest(issue_ids, unit_ids) AS c (issue_id, unit_id)
  JOIN issue i ON i.id = c.issue_id AND i.lead_unit_id <> c.unit_id
  CROSS JOIN LATERAL tally_key(i) k
  CROSS JOIN LATERAL (SELECT count(*)::int AS total, (count(*) FILTER (WHERE status = 'done'))::int AS done
    FROM measure WHERE issue_id = i.id) m
  GROUP BY 1, 2, 3, 4, 5, 6;
END $$;

CREATE FUNCTION tally_co_units_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_co_units(1, array_agg(issue_id), array_agg(unit_id)) FROM added HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE FUNCTION tally_co_units_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_co_units(-1, array_agg(issue_id), array_agg(unit_id)) FROM removed HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE TRIGGER issue_tally_added AFTER INSERT ON "issue" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_issues_added();
-- By the row, since most changes of an issue change nothing here: then the trigger is not even called.
CREATE TRIGGER issue_tally_changed
  AFTER UPDATE OF inspection_id, category_id, lead_unit_id, status, closure_result, due_on, original_due_on ON "issue"
  FOR EACH ROW
  WHEN ((OLD.inspection_id, OLD.category_id, OLD.lead_unit_id, OLD.status, OLD.closure_result, OLD.due_on, OLD.original_due_on)
    IS DISTINCT FROM (NEW.inspection_id, NEW.category_id, NEW.lead_unit_id, NEW.status, NEW.closure_result, NEW.due_on, NEW.original_due_on))
  EXECUTE FUNCTION tally_issue_changed();
CREATE TRIGGER issue_tally_removed BEFORE DELETE ON "issue" FOR EACH ROW EXECUTE FUNCTION tally_issue_removed();
CREATE TRIGGER measure_tally_added AFTER INSERT ON "measure" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_measures_added();
CREATE TRIGGER measure_tally_removed AFTER DELETE ON "measure" REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION tally_measures_removed();
CREATE TRIGGER measure_tally_changed AFTER UPDATE OF issue_id, status ON "measure" FOR EACH ROW
  WHEN (OLD.issue_id <> NEW.issue_id OR (OLD.status = 'done') <> (NEW.status = 'done'))
  EXECUTE FUNCTION tally_measure_changed();
CREATE TRIGGER issue_co_unit_tally_added AFTER INSERT ON "issue_co_unit" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION tally_co_units_added();
CREATE TRIGGER issue_co_unit_tally_removed AFTER DELETE ON "issue_co_unit" REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION tally_co_units_removed();

-- What was there before there were counters.
INSERT INTO "tally_cell" SELECT * FROM tally_live();
