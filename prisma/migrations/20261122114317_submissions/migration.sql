-- CreateTable
CREATE TABLE "submission" (
    "actor_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "object_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("actor_id","key")
);

-- CreateIndex
CREATE INDEX "submission_at_idx" ON "submission"("at");
