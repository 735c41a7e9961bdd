# One image for every role; what a process does is a setting (ROLE).
FROM node:22-bookworm-slim AS built
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.base.json tsconfig.json ./
COPY apps apps
COPY packages packages
COPY prisma prisma
COPY scripts scripts
RUN node scripts/prepare.mjs

FROM node:22-bookworm-slim
# Memory stays small with both (docs/adr/0085-a-server-that-stays-small.md).
ENV NODE_ENV=production MALLOC_ARENA_MAX=2 NODE_OPTIONS="--max-semi-space-size=4 --max-old-space-size=400"
WORKDIR /app
COPY --from=built --chown=node:node /app /app
RUN install -d -o node -g node -m 700 /var/lib/rectify /backups /checkpoints
USER node
EXPOSE 3000
CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]
