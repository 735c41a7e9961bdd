-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- Hand-written from here on: what the schema language cannot say.

-- Counters are worth nothing after a crash.
ALTER TABLE "rate_limit" SET UNLOGGED;
