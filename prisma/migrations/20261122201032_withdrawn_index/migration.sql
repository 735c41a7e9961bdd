-- CreateIndex
CREATE INDEX "public_report_withdrawn_at_idx" ON "public_report"("withdrawn_at" DESC);
