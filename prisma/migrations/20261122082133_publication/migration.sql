-- CreateEnum
CREATE TYPE "ReportKind" AS ENUM ('final', 'stage');

-- CreateEnum
CREATE TYPE "ReportState" AS ENUM ('drafting', 'signing', 'secrecy_review', 'approving', 'scheduled', 'published', 'withdrawn');

-- CreateEnum
CREATE TYPE "FeedbackState" AS ENUM ('received', 'answered', 'adopted', 'dismissed');

-- DropForeignKey
ALTER TABLE "public_report" DROP CONSTRAINT "public_report_inspection_id_fkey";

-- DropIndex
DROP INDEX "public_report_inspection_id_key";

-- AlterTable
ALTER TABLE "public_report" ADD COLUMN     "address" TEXT,
ADD COLUMN     "approved_by" UUID,
ADD COLUMN     "correction" TEXT,
ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "created_by" UUID,
ADD COLUMN     "email" TEXT,
ADD COLUMN     "held_up" TEXT,
ADD COLUMN     "kind" "ReportKind" NOT NULL DEFAULT 'final',
ADD COLUMN     "phone" TEXT,
ADD COLUMN     "postcode" TEXT,
ADD COLUMN     "programme_id" UUID,
ADD COLUMN     "publish_at" TIMESTAMPTZ(3),
ADD COLUMN     "return_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "secrecy_reviewer_id" UUID,
ADD COLUMN     "state" "ReportState" NOT NULL DEFAULT 'drafting',
ADD COLUMN     "submitted_by" UUID,
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3),
ADD COLUMN     "withdrawn_reason" TEXT,
ALTER COLUMN "inspection_id" DROP NOT NULL,
ALTER COLUMN "current_version" SET DEFAULT 0,
ALTER COLUMN "published_at" DROP NOT NULL;

-- AlterTable
ALTER TABLE "public_report_version" ADD COLUMN     "correction" TEXT,
ADD COLUMN     "digest" TEXT;

-- CreateTable
CREATE TABLE "party_report_version" (
    "report_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "party_report_version_pkey" PRIMARY KEY ("report_id","version")
);

-- CreateTable
CREATE TABLE "public_index" (
    "report_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" "ReportKind" NOT NULL,
    "title" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "unit_name" TEXT NOT NULL,
    "region_id" UUID NOT NULL,
    "region_name" TEXT NOT NULL,
    "programme_id" UUID NOT NULL,
    "programme_name" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "total" INTEGER NOT NULL,
    "shown" INTEGER NOT NULL,
    "completed" INTEGER NOT NULL,
    "staged" INTEGER NOT NULL,
    "grams" TEXT[],

    CONSTRAINT "public_index_pkey" PRIMARY KEY ("report_id")
);

-- CreateTable
CREATE TABLE "report_revision" (
    "report_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "paragraphs" JSONB NOT NULL,
    "dismissed" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "origin" TEXT NOT NULL,
    "saved_by" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_revision_pkey" PRIMARY KEY ("report_id","number")
);

-- CreateTable
CREATE TABLE "report_author" (
    "report_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "report_author_pkey" PRIMARY KEY ("report_id","user_id")
);

-- CreateTable
CREATE TABLE "report_comment" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "paragraph_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "written_by" UUID NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_by" UUID,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_step" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "note" TEXT,
    "revision" INTEGER NOT NULL,
    "done_by" UUID,
    "done_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_tick" (
    "report_id" UUID NOT NULL,
    "finding" TEXT NOT NULL,
    "ticked_by" UUID NOT NULL,
    "ticked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_tick_pkey" PRIMARY KEY ("report_id","finding")
);

-- CreateTable
CREATE TABLE "report_sight" (
    "report_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_sight_pkey" PRIMARY KEY ("report_id","user_id")
);

-- CreateTable
CREATE TABLE "public_feedback" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "receipt" TEXT NOT NULL,
    "paragraph_id" TEXT,
    "about" TEXT,
    "text" TEXT NOT NULL,
    "name" TEXT,
    "contact" TEXT,
    "state" "FeedbackState" NOT NULL DEFAULT 'received',
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "issue_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "public_feedback_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "public_index_published_at_report_id_idx" ON "public_index"("published_at" DESC, "report_id");

-- CreateIndex
CREATE INDEX "public_index_region_id_published_at_report_id_idx" ON "public_index"("region_id", "published_at" DESC, "report_id");

-- CreateIndex
CREATE INDEX "public_index_unit_id_published_at_report_id_idx" ON "public_index"("unit_id", "published_at" DESC, "report_id");

-- CreateIndex
CREATE INDEX "public_index_programme_id_published_at_report_id_idx" ON "public_index"("programme_id", "published_at" DESC, "report_id");

-- CreateIndex
CREATE INDEX "public_index_year_published_at_report_id_idx" ON "public_index"("year", "published_at" DESC, "report_id");

-- CreateIndex
CREATE INDEX "public_index_grams_idx" ON "public_index" USING GIN ("grams");

-- CreateIndex
CREATE INDEX "report_comment_report_id_id_idx" ON "report_comment"("report_id", "id");

-- CreateIndex
CREATE INDEX "report_step_report_id_id_idx" ON "report_step"("report_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "public_feedback_receipt_key" ON "public_feedback"("receipt");

-- CreateIndex
CREATE INDEX "public_feedback_state_received_at_id_idx" ON "public_feedback"("state", "received_at", "id");

-- CreateIndex
CREATE INDEX "public_feedback_report_id_idx" ON "public_feedback"("report_id");

-- CreateIndex
CREATE INDEX "public_report_inspection_id_idx" ON "public_report"("inspection_id");

-- CreateIndex
CREATE INDEX "public_report_programme_id_idx" ON "public_report"("programme_id");

-- CreateIndex
CREATE INDEX "public_report_state_publish_at_idx" ON "public_report"("state", "publish_at");

-- CreateIndex
CREATE INDEX "public_report_version_digest_idx" ON "public_report_version"("digest");

-- AddForeignKey
ALTER TABLE "public_report" ADD CONSTRAINT "public_report_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public_report" ADD CONSTRAINT "public_report_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "party_report_version" ADD CONSTRAINT "party_report_version_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public_index" ADD CONSTRAINT "public_index_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_revision" ADD CONSTRAINT "report_revision_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_author" ADD CONSTRAINT "report_author_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_comment" ADD CONSTRAINT "report_comment_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_step" ADD CONSTRAINT "report_step_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_tick" ADD CONSTRAINT "report_tick_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_sight" ADD CONSTRAINT "report_sight_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public_feedback" ADD CONSTRAINT "public_feedback_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written from here on: what the schema language cannot say.

-- Reports published before there were drafts are published ones, titled as their version in force.
UPDATE "public_report" r SET state = 'published', created_at = r.published_at, title = v.title,
  phone = v.content #>> '{contact,phone}', address = v.content #>> '{contact,address}',
  postcode = v.content #>> '{contact,postcode}', email = v.content #>> '{contact,email}'
FROM "public_report_version" v WHERE v.report_id = r.id AND v.version = r.current_version;
ALTER TABLE "public_report" ALTER COLUMN "title" DROP DEFAULT;

-- One 整改通报 of an inspection at a time; a withdrawn one makes room for another.
CREATE UNIQUE INDEX public_report_one_final ON "public_report" (inspection_id) WHERE kind = 'final' AND state <> 'withdrawn';

ALTER TABLE "public_report" ADD CONSTRAINT "public_report_of_one" CHECK (num_nonnulls(inspection_id, programme_id) = 1);

INSERT INTO "public_index"
SELECT r.id, r.slug, r.kind, v.title, u.id, u.name, coalesce(region.id, u.id), coalesce(region.name, u.name), p.id, p.name,
  extract(year FROM v.published_at AT TIME ZONE 'Asia/Shanghai')::int, v.published_at,
  (v.content #>> '{totals,total}')::int, (v.content #>> '{totals,shown}')::int,
  (v.content #>> '{totals,closed}')::int, (v.content #>> '{totals,staged}')::int,
  text_grams(concat_ws(' ', v.title, u.name, p.name, (SELECT string_agg(word #>> '{}', ' ')
    FROM jsonb_path_query(v.content, '$.categories.**?(@.type() == "string")') AS word)))
FROM "public_report" r
JOIN "public_report_version" v ON v.report_id = r.id AND v.version = r.current_version
JOIN "inspection" i ON i.id = r.inspection_id JOIN "unit" u ON u.id = i.unit_id JOIN "programme" p ON p.id = i.programme_id
LEFT JOIN LATERAL (SELECT a.id, a.name FROM "unit" a WHERE a.kind = 'region' AND starts_with(u.path, a.path)
  ORDER BY length(a.path) DESC LIMIT 1) region ON true;

CREATE TRIGGER party_report_version_append_only BEFORE UPDATE OR DELETE ON "party_report_version"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER party_report_version_no_truncate BEFORE TRUNCATE ON "party_report_version"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The steps of a report are kept; a draft that was never published goes with all that belongs to it.
CREATE TRIGGER report_step_append_only BEFORE UPDATE ON "report_step"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Every process that keeps pages is told when one changes.
CREATE FUNCTION tell_public_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('public_report', coalesce(NEW.slug, OLD.slug));
  RETURN NULL;
END $$;
CREATE TRIGGER public_report_change AFTER UPDATE OF current_version, state, withdrawn_at ON "public_report"
  FOR EACH ROW WHEN (OLD.current_version IS DISTINCT FROM NEW.current_version
    OR OLD.withdrawn_at IS DISTINCT FROM NEW.withdrawn_at)
  EXECUTE FUNCTION tell_public_change();
