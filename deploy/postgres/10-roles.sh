#!/bin/sh
# Run once by the postgres image in an empty cluster: the owner of the tables, and the role of the application, which
# owns nothing and so cannot rewrite the audit trail (docs/audit.zh-CN.md).
set -eu
owner_password=$(cat /run/secrets/owner_password)
service_password=$(cat /run/secrets/service_password)
psql -v ON_ERROR_STOP=1 -v owner="$owner_password" -v service="$service_password" -U postgres -d postgres <<'SQL'
CREATE ROLE rectify LOGIN PASSWORD :'owner';
CREATE ROLE rectify_service LOGIN PASSWORD :'service';
GRANT rectify_service TO rectify;
CREATE DATABASE rectify OWNER rectify TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh-Hans-CN';
SQL
