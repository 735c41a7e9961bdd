// A program that holds the database of a data folder open until it is killed: what embedded.test.ts kills.
import { startEmbedded } from './embedded.ts';

try {
  const { ownerUrl: url, isAdopted } = await startEmbedded({ dataDir: process.argv[2] ?? '' });
  console.log(JSON.stringify({ url, isAdopted }));
} catch (error) {
  console.log(JSON.stringify({ failure: error instanceof Error ? error.message : String(error) }));
}
