-- What was done to one account, the newest first: asked for at every load of the application. Prisma's schema has no
-- words for an index over some of the rows.
CREATE INDEX audit_entry_account ON "audit_entry" (object_id, id DESC) WHERE object_kind = 'account';
