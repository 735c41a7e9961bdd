-- CreateEnum
CREATE TYPE "BackupKind" AS ENUM ('manual', 'scheduled', 'command');

-- CreateEnum
CREATE TYPE "BackupState" AS ENUM ('running', 'done', 'failed');

-- CreateTable
CREATE TABLE "backup_run" (
    "id" UUID NOT NULL,
    "kind" "BackupKind" NOT NULL,
    "state" "BackupState" NOT NULL DEFAULT 'running',
    "file_name" TEXT NOT NULL,
    "is_encrypted" BOOLEAN NOT NULL,
    "started_by" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "bytes" BIGINT,
    "row_count" BIGINT,
    "file_count" INTEGER,
    "missing" INTEGER,

    CONSTRAINT "backup_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "backup_run_started_at_idx" ON "backup_run"("started_at" DESC);
