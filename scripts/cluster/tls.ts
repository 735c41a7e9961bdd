import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { generate } from 'selfsigned';

export interface Certificates {
  /** Paths of PEM files. */
  ca: string;
  certificate: string;
  key: string;
}

const YEAR_MS = 365 * 86_400_000;

/** An authority of our own, made anew each time, and a certificate of this machine under it: for tests alone. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const files = {
    ca: path.join(folder, 'ca.pem'),
    certificate: path.join(folder, 'server.pem'),
    key: path.join(folder, 'server.key'),
  };
  const common = { keyType: 'ec', algorithm: 'sha256', notAfterDate: new Date(Date.now() + YEAR_MS) } as const;
  const authority = await generate([{ name: 'commonName', value: 'Rectify test authority' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const own = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  writeFileSync(files.ca, authority.cert);
  writeFileSync(files.certificate, own.cert);
  writeFileSync(files.key, own.private, { mode: 0o600 });
  return files;
}
