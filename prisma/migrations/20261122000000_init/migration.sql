-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('office', 'group', 'liaison', 'unit_leader', 'observer', 'sys_admin', 'auditor');

-- CreateEnum
CREATE TYPE "UnitKind" AS ENUM ('region', 'department', 'township', 'village', 'section', 'inspection_office', 'enterprise', 'other');

-- CreateEnum
CREATE TYPE "ProgrammeKind" AS ENUM ('round', 'campaign');

-- CreateEnum
CREATE TYPE "InspectionKind" AS ENUM ('routine', 'special', 'mobile', 'elevated', 'lookback', 'campaign');

-- CreateEnum
CREATE TYPE "ReviewLevel" AS ENUM ('unit_leader', 'group', 'office');

-- CreateEnum
CREATE TYPE "DayKind" AS ENUM ('natural', 'working');

-- CreateEnum
CREATE TYPE "ReportCadence" AS ENUM ('weekly', 'biweekly', 'monthly');

-- CreateEnum
CREATE TYPE "IssueStatus" AS ENUM ('draft', 'issued', 'planning', 'rectifying', 'closing', 'closed', 'withdrawn');

-- CreateEnum
CREATE TYPE "IssueKind" AS ENUM ('problem', 'suggestion', 'immediate', 'named');

-- CreateEnum
CREATE TYPE "IssueSource" AS ENUM ('inspection', 'self_check', 'petition', 'field_visit', 'big_data', 'transfer', 'audit', 'public');

-- CreateEnum
CREATE TYPE "IssueNature" AS ENUM ('immediate', 'time_limited', 'long_term');

-- CreateEnum
CREATE TYPE "Disclosure" AS ENUM ('public', 'party', 'withheld');

-- CreateEnum
CREATE TYPE "WithholdGround" AS ENUM ('state_secret', 'open_case', 'media_risk', 'petition_group', 'other_sensitive', 'privacy');

-- CreateEnum
CREATE TYPE "MeasureStatus" AS ENUM ('planned', 'ongoing', 'done');

-- CreateEnum
CREATE TYPE "EvidenceStatus" AS ENUM ('submitted', 'accepted', 'rejected');

-- CreateEnum
CREATE TYPE "OutcomeKind" AS ENUM ('system_established', 'money_recovered', 'people_handled', 'training_held', 'other');

-- CreateEnum
CREATE TYPE "RequestKind" AS ENUM ('plan', 'closure', 'extension');

-- CreateEnum
CREATE TYPE "RequestStatus" AS ENUM ('open', 'approved', 'returned', 'recalled', 'withdrawn');

-- CreateEnum
CREATE TYPE "ReviewDecision" AS ENUM ('approved', 'returned');

-- CreateEnum
CREATE TYPE "ClosureResult" AS ENUM ('completed', 'staged');

-- CreateEnum
CREATE TYPE "AuditResult" AS ENUM ('done', 'refused');

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "username" TEXT NOT NULL,
    "display_username" TEXT,
    "role" "Role" NOT NULL,
    "unit_id" UUID NOT NULL,
    "must_change_password" BOOLEAN NOT NULL DEFAULT true,
    "is_disabled" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "UnitKind" NOT NULL,
    "parent_id" UUID,
    "path" TEXT NOT NULL,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "ProgrammeKind" NOT NULL,
    "unit_id" UUID NOT NULL,
    "start_on" DATE,
    "end_on" DATE,
    "plan_days" INTEGER NOT NULL,
    "plan_day_kind" "DayKind" NOT NULL,
    "rectification_months" INTEGER NOT NULL,
    "plan_levels" "ReviewLevel"[],
    "closure_levels" "ReviewLevel"[],
    "yellow_days" INTEGER NOT NULL,
    "orange_days" INTEGER NOT NULL,
    "report_cadence" "ReportCadence" NOT NULL,
    "report_weekday" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_group" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "inspection_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_member" (
    "group_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "group_member_pkey" PRIMARY KEY ("group_id","user_id")
);

-- CreateTable
CREATE TABLE "inspection" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "kind" "InspectionKind" NOT NULL,
    "on_site_from" DATE,
    "on_site_to" DATE,
    "feedback_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inspection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_import" (
    "id" UUID NOT NULL,
    "inspection_id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "issue_count" INTEGER NOT NULL,
    "measure_count" INTEGER NOT NULL,
    "imported_by" UUID NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "category" (
    "id" UUID NOT NULL,
    "inspection_id" UUID NOT NULL,
    "parent_id" UUID,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "issue" (
    "id" UUID NOT NULL,
    "inspection_id" UUID NOT NULL,
    "category_id" UUID,
    "number" INTEGER,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "kind" "IssueKind" NOT NULL DEFAULT 'problem',
    "source" "IssueSource" NOT NULL DEFAULT 'inspection',
    "nature" "IssueNature" NOT NULL DEFAULT 'time_limited',
    "status" "IssueStatus" NOT NULL DEFAULT 'draft',
    "disclosure" "Disclosure" NOT NULL DEFAULT 'party',
    "withhold_ground" "WithholdGround",
    "lead_unit_id" UUID NOT NULL,
    "due_on" DATE,
    "original_due_on" DATE,
    "extension_count" INTEGER NOT NULL DEFAULT 0,
    "return_count" INTEGER NOT NULL DEFAULT 0,
    "reopen_count" INTEGER NOT NULL DEFAULT 0,
    "stage_goal" TEXT,
    "review_on" DATE,
    "outcome_statement" TEXT,
    "closure_result" "ClosureResult",
    "closed_at" TIMESTAMPTZ(3),
    "root_unit_id" UUID,
    "repeats_issue_id" UUID,
    "search_grams" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "issue_co_unit" (
    "issue_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,

    CONSTRAINT "issue_co_unit_pkey" PRIMARY KEY ("issue_id","unit_id")
);

-- CreateTable
CREATE TABLE "measure" (
    "id" UUID NOT NULL,
    "issue_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "target" TEXT,
    "leader" TEXT,
    "department" TEXT,
    "owner" TEXT,
    "start_on" DATE,
    "due_on" DATE,
    "original_due_on" DATE,
    "extension_count" INTEGER NOT NULL DEFAULT 0,
    "status" "MeasureStatus" NOT NULL DEFAULT 'planned',
    "done_on" DATE,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "measure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "progress_entry" (
    "id" UUID NOT NULL,
    "issue_id" UUID NOT NULL,
    "measure_id" UUID NOT NULL,
    "as_of" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "corrects_id" UUID,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "progress_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "issue_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "dated_on" DATE,
    "status" "EvidenceStatus" NOT NULL DEFAULT 'submitted',
    "reject_reason" TEXT,
    "replaces_id" UUID,
    "uploaded_by" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_measure" (
    "evidence_id" UUID NOT NULL,
    "measure_id" UUID NOT NULL,

    CONSTRAINT "evidence_measure_pkey" PRIMARY KEY ("evidence_id","measure_id")
);

-- CreateTable
CREATE TABLE "outcome" (
    "id" UUID NOT NULL,
    "issue_id" UUID NOT NULL,
    "measure_id" UUID,
    "kind" "OutcomeKind" NOT NULL,
    "count" INTEGER,
    "amount_cents" BIGINT,
    "form" TEXT,
    "note" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outcome_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_request" (
    "id" UUID NOT NULL,
    "issue_id" UUID NOT NULL,
    "kind" "RequestKind" NOT NULL,
    "status" "RequestStatus" NOT NULL DEFAULT 'open',
    "statement" TEXT,
    "levels" "ReviewLevel"[],
    "turn" "ReviewLevel",
    "result" "ClosureResult",
    "measure_id" UUID,
    "new_due_on" DATE,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "level" "ReviewLevel" NOT NULL,
    "decision" "ReviewDecision" NOT NULL,
    "note" TEXT,
    "reviewer_id" UUID NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closure_record" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "issue_id" UUID NOT NULL,
    "request_id" UUID,
    "result" "ClosureResult" NOT NULL,
    "basis" TEXT NOT NULL,
    "decided_by" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "closure_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reopening" (
    "id" UUID NOT NULL,
    "issue_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "reopened_by" UUID NOT NULL,
    "reopened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reopening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter" (
    "key" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "public_report" (
    "id" UUID NOT NULL,
    "inspection_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "current_version" INTEGER NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "public_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public_report_version" (
    "report_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "published_by" UUID NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "public_report_version_pkey" PRIMARY KEY ("report_id","version")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "actor_role" "Role",
    "ip" TEXT,
    "user_agent" TEXT,
    "request_id" TEXT,
    "action" TEXT NOT NULL,
    "result" "AuditResult" NOT NULL,
    "object_kind" TEXT NOT NULL,
    "object_id" TEXT,
    "issue_id" UUID,
    "note" TEXT,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_username_key" ON "app_user"("username");

-- CreateIndex
CREATE INDEX "app_user_unit_id_idx" ON "app_user"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "credential_user_id_idx" ON "credential"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_provider_id_account_id_key" ON "credential"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE INDEX "unit_path_idx" ON "unit"("path");

-- CreateIndex
CREATE UNIQUE INDEX "unit_parent_id_name_key" ON "unit"("parent_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "programme_name_key" ON "programme"("name");

-- CreateIndex
CREATE INDEX "programme_unit_id_idx" ON "programme"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "inspection_group_programme_id_name_key" ON "inspection_group"("programme_id", "name");

-- CreateIndex
CREATE INDEX "group_member_user_id_idx" ON "group_member"("user_id");

-- CreateIndex
CREATE INDEX "inspection_programme_id_idx" ON "inspection"("programme_id");

-- CreateIndex
CREATE INDEX "inspection_unit_id_idx" ON "inspection"("unit_id");

-- CreateIndex
CREATE INDEX "inspection_group_id_idx" ON "inspection"("group_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_import_inspection_id_digest_key" ON "report_import"("inspection_id", "digest");

-- CreateIndex
CREATE INDEX "category_inspection_id_position_idx" ON "category"("inspection_id", "position");

-- CreateIndex
CREATE INDEX "issue_inspection_id_position_id_idx" ON "issue"("inspection_id" DESC, "position", "id");

-- CreateIndex
CREATE INDEX "issue_lead_unit_id_inspection_id_position_id_idx" ON "issue"("lead_unit_id", "inspection_id" DESC, "position", "id");

-- CreateIndex
CREATE INDEX "issue_status_inspection_id_position_id_idx" ON "issue"("status", "inspection_id" DESC, "position", "id");

-- CreateIndex
CREATE INDEX "issue_status_due_on_id_idx" ON "issue"("status", "due_on", "id");

-- CreateIndex
CREATE INDEX "issue_figures_idx" ON "issue"("lead_unit_id", "status", "due_on", "closure_result", "return_count");

-- CreateIndex
CREATE INDEX "issue_closure_result_review_on_idx" ON "issue"("closure_result", "review_on");

-- CreateIndex
CREATE INDEX "issue_category_id_idx" ON "issue"("category_id");

-- CreateIndex
CREATE INDEX "issue_search_grams_idx" ON "issue" USING GIN ("search_grams");

-- CreateIndex
CREATE INDEX "issue_co_unit_unit_id_idx" ON "issue_co_unit"("unit_id");

-- CreateIndex
CREATE INDEX "measure_issue_id_ordinal_idx" ON "measure"("issue_id", "ordinal");

-- CreateIndex
CREATE INDEX "measure_owner_issue_id_idx" ON "measure"("owner", "issue_id");

-- CreateIndex
CREATE INDEX "progress_entry_measure_id_id_idx" ON "progress_entry"("measure_id", "id" DESC);

-- CreateIndex
CREATE INDEX "progress_entry_issue_id_idx" ON "progress_entry"("issue_id");

-- CreateIndex
CREATE INDEX "evidence_issue_id_idx" ON "evidence"("issue_id");

-- CreateIndex
CREATE INDEX "evidence_sha256_idx" ON "evidence"("sha256");

-- CreateIndex
CREATE INDEX "evidence_measure_measure_id_idx" ON "evidence_measure"("measure_id");

-- CreateIndex
CREATE INDEX "outcome_issue_id_idx" ON "outcome"("issue_id");

-- CreateIndex
CREATE INDEX "review_request_issue_id_id_idx" ON "review_request"("issue_id", "id" DESC);

-- CreateIndex
CREATE INDEX "review_request_status_turn_requested_at_idx" ON "review_request"("status", "turn", "requested_at");

-- CreateIndex
CREATE INDEX "review_reviewer_id_id_idx" ON "review"("reviewer_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "review_request_id_level_key" ON "review"("request_id", "level");

-- CreateIndex
CREATE UNIQUE INDEX "review_request_id_reviewer_id_key" ON "review"("request_id", "reviewer_id");

-- CreateIndex
CREATE UNIQUE INDEX "closure_record_number_key" ON "closure_record"("number");

-- CreateIndex
CREATE UNIQUE INDEX "closure_record_request_id_key" ON "closure_record"("request_id");

-- CreateIndex
CREATE INDEX "closure_record_issue_id_idx" ON "closure_record"("issue_id");

-- CreateIndex
CREATE INDEX "reopening_issue_id_idx" ON "reopening"("issue_id");

-- CreateIndex
CREATE UNIQUE INDEX "public_report_inspection_id_key" ON "public_report"("inspection_id");

-- CreateIndex
CREATE UNIQUE INDEX "public_report_slug_key" ON "public_report"("slug");

-- CreateIndex
CREATE INDEX "public_report_published_at_id_idx" ON "public_report"("published_at" DESC, "id");

-- CreateIndex
CREATE INDEX "audit_entry_issue_id_id_idx" ON "audit_entry"("issue_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_actor_id_id_idx" ON "audit_entry"("actor_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_action_id_idx" ON "audit_entry"("action", "id" DESC);

-- AddForeignKey
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme" ADD CONSTRAINT "programme_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_group" ADD CONSTRAINT "inspection_group_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "inspection_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection" ADD CONSTRAINT "inspection_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "inspection_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_import" ADD CONSTRAINT "report_import_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_lead_unit_id_fkey" FOREIGN KEY ("lead_unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue_co_unit" ADD CONSTRAINT "issue_co_unit_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "issue"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue_co_unit" ADD CONSTRAINT "issue_co_unit_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "measure" ADD CONSTRAINT "measure_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "issue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "progress_entry" ADD CONSTRAINT "progress_entry_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "issue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "progress_entry" ADD CONSTRAINT "progress_entry_measure_id_fkey" FOREIGN KEY ("measure_id") REFERENCES "measure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "progress_entry" ADD CONSTRAINT "progress_entry_corrects_id_fkey" FOREIGN KEY ("corrects_id") REFERENCES "progress_entry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "issue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "evidence"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_measure" ADD CONSTRAINT "evidence_measure_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_measure" ADD CONSTRAINT "evidence_measure_measure_id_fkey" FOREIGN KEY ("measure_id") REFERENCES "measure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "issue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_measure_id_fkey" FOREIGN KEY ("measure_id") REFERENCES "measure"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_request" ADD CONSTRAINT "review_request_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "issue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "review_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closure_record" ADD CONSTRAINT "closure_record_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "issue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closure_record" ADD CONSTRAINT "closure_record_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "review_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reopening" ADD CONSTRAINT "reopening_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "issue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public_report" ADD CONSTRAINT "public_report_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public_report_version" ADD CONSTRAINT "public_report_version_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

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

-- The ledger by date limit, what has none last.
CREATE INDEX issue_due_order ON "issue" (coalesce(due_on, '9999-12-31'::date), id);
