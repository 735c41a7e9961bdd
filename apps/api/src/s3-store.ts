import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type * as S3 from '@aws-sdk/client-s3';
import { partsOf, type Draft, type FileStore, type ListedFile, type StoredFile } from './file-store.ts';
import { Fault } from './http/errors.ts';
import { Incoming } from './incoming.ts';

/** A bucket that only this installation writes to. */
export interface S3Place {
  endpoint: string;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
}

type Sdk = typeof S3;

const CONNECT_MS = 2_000;
const ANSWER_MS = 60_000;
const TRIES = 3;
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
const KEY = /^[0-9a-f]{2}\/([0-9a-f]{64})$/;

const keyOf = (sha256: string) => partsOf(sha256).join('/');
const isMissing = (error: unknown) =>
  error instanceof Error && ['NotFound', 'NoSuchKey', 'NoSuchBucket'].includes(error.name);

const isWithoutBucket = (error: unknown) => error instanceof Error && error.name === 'NoSuchBucket';

/** The failure that a store which cannot be asked becomes; what it said goes no further than the log. */
function away(error: unknown): unknown {
  if (error instanceof Fault || isMissing(error)) return error;
  const fault = new Fault('unavailable', '文件库暂时连不上，这一步没有办成。请过一会儿重试；仍不行请告诉系统管理员。');
  fault.cause = error;
  return fault;
}

class S3Store implements FileStore {
  private readonly place: S3Place;
  private readonly incoming: Incoming;
  private opened: Promise<{ sdk: Sdk; client: S3.S3Client }> | undefined;

  constructor(place: S3Place, folder: string) {
    this.place = place;
    this.incoming = new Incoming(folder);
  }

  /** The library is large: it is read when first needed. */
  private connect(): Promise<{ sdk: Sdk; client: S3.S3Client }> {
    this.opened ??= import('@aws-sdk/client-s3').then((sdk) => {
      const { endpoint, region, accessKey, secretKey } = this.place;
      const client = new sdk.S3Client({
        ...{ endpoint, region, forcePathStyle: true, maxAttempts: TRIES },
        credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
        requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
        // What goes wrong is thrown, and written to our own log.
        logger: SILENT,
        // Checksums of AWS's own kind are not known to every store; the hash of the whole goes along in any case.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      });
      return { sdk, client };
    });
    return this.opened;
  }

  private async ask<T>(work: (sdk: Sdk, client: S3.S3Client) => Promise<T>): Promise<T> {
    const { sdk, client } = await this.connect();
    try {
      return await work(sdk, client);
    } catch (error) {
      throw away(error);
    }
  }

  private named(sha256: string) {
    return { Bucket: this.place.bucket, Key: keyOf(sha256) };
  }

  open(sha256: string, range?: { start: number; end: number }): Readable {
    const named = this.named(sha256);
    const out = new PassThrough();
    const Range = range && `bytes=${range.start}-${range.end}`;
    void this.ask(async (sdk, client) => {
      const { Body } = await client.send(new sdk.GetObjectCommand({ ...named, ...(Range && { Range }) }));
      await pipeline(Body as Readable, out);
    }).catch((error: Error) => out.destroy(error));
    return out;
  }

  has(sha256: string): Promise<boolean> {
    const named = this.named(sha256);
    return this.ask((sdk, client) => client.send(new sdk.HeadObjectCommand(named))).then(
      () => true,
      (error: unknown) => {
        if (isMissing(error)) return false;
        throw error;
      },
    );
  }

  async at<T>(sha256: string, work: (path: string) => Promise<T>): Promise<T> {
    const copy = this.incoming.place();
    try {
      await pipeline(this.open(sha256), createWriteStream(copy, { mode: 0o600 }));
      return await work(copy);
    } finally {
      await rm(copy, { force: true });
    }
  }

  async remove(sha256: string): Promise<void> {
    const named = this.named(sha256);
    await this.ask((sdk, client) => client.send(new sdk.DeleteObjectCommand(named)));
  }

  receive(content: Readable): Promise<Draft> {
    return this.incoming.receive(content, (draft, stored) => this.keep(draft, stored));
  }

  /** A file that is there already is written again: so it is young, and nobody sweeps it as forgotten. */
  private async keep(draft: string, { sha256, size }: StoredFile): Promise<void> {
    const ChecksumSHA256 = Buffer.from(sha256, 'hex').toString('base64');
    for (let tries = 1; ; tries += 1) {
      try {
        await this.ask((sdk, client) => {
          // A stream cannot be sent twice: each try reads anew. The store names the file when all of it is there.
          const Body = createReadStream(draft);
          return client.send(
            new sdk.PutObjectCommand({ ...this.named(sha256), Body, ContentLength: size, ChecksumSHA256 }),
          );
        });
        break;
      } catch (error) {
        if (tries === TRIES) throw error;
        if (isWithoutBucket(error)) await this.makeBucket();
      }
    }
    await rm(draft, { force: true });
  }

  /** Of a store that was set up a moment ago. */
  private async makeBucket(): Promise<void> {
    const { bucket: Bucket } = this.place;
    // Another process may have been quicker.
    await this.ask((sdk, client) => client.send(new sdk.CreateBucketCommand({ Bucket }))).catch(() => {});
  }

  async put(content: Readable): Promise<StoredFile> {
    const draft = await this.receive(content);
    try {
      await draft.keep();
    } finally {
      await draft.drop();
    }
    return { sha256: draft.sha256, size: draft.size };
  }

  async *list(): AsyncGenerator<ListedFile> {
    let token: string | undefined;
    do {
      const after = token;
      const page = await this.ask((sdk, client) =>
        client.send(
          new sdk.ListObjectsV2Command({ Bucket: this.place.bucket, ...(after && { ContinuationToken: after }) }),
        ),
      ).catch((error: unknown) => {
        if (isWithoutBucket(error)) return null;
        throw error;
      });
      for (const { Key = '', LastModified } of page?.Contents ?? []) {
        const [, sha256] = KEY.exec(Key) ?? [];
        if (sha256 && LastModified) yield { sha256, modifiedAt: LastModified };
      }
      token = page?.NextContinuationToken;
    } while (token);
  }

  sweepDrafts(before: Date): Promise<number> {
    return this.incoming.sweep(before);
  }
}

/** A file store in a bucket; `folder` of this machine holds files while they arrive. */
export function s3FileStore(place: S3Place, folder: string): FileStore {
  return new S3Store(place, folder);
}
