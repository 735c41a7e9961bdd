-- AlterTable
ALTER TABLE "public_report" ADD COLUMN     "approved_figures" JSONB;
