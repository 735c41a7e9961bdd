#!/bin/sh
# Writes a random secret for each of docker-compose.yml into deploy/secrets; one that is there already is left alone.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets tls
random() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }
make() { [ -s "secrets/$1" ] || printf '%s' "$2" >"secrets/$1"; }
for name in postgres_password owner_password service_password session_secret audit_signing_key s3_secret_key backup_passphrase; do
  make "$name" "$(random)"
done
make s3_access_key rectify
make database_url "postgresql://rectify_service:$(cat secrets/service_password)@postgres:5432/rectify"
make migration_database_url "postgresql://rectify:$(cat secrets/owner_password)@postgres:5432/rectify"
# The containers read the files as users of their own; on this machine nobody else gets into the folder.
chmod 644 secrets/*
chmod 700 secrets
echo "deploy/secrets 已备好。请把 backup_passphrase 另抄一份锁起来：没有它，备份打不开。"
