// A thread of its own: lays a mark over every page of a PDF and hands over the new file. Whatever the file does to its
// reader, the process that started the thread can end it.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { EncryptedPDFError, ParseSpeeds, PDFDict, PDFDocument, PDFName, PDFRef } from '@cantoo/pdf-lib';

const LOADING = { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest };
const SAVING = { objectsPerTick: Infinity, updateFieldAppearances: false, addDefaultPage: false };

const ACTIONS = PDFName.of('AA');
const METADATA = PDFName.of('Metadata');

/** What would act by itself when a page is shown, also from a field or note on it. */
function removeActions({ node }) {
  node.delete(ACTIONS);
  for (const note of node.Annots()?.asArray() ?? []) node.context.lookupMaybe(note, PDFDict)?.delete(ACTIONS);
}

/** What would act by itself when the file is opened, and what tells of whoever made it. */
function removeExtras({ catalog, context }) {
  const makers = [context.trailerInfo.Info, catalog.get(METADATA)];
  for (const name of [PDFName.of('OpenAction'), ACTIONS, METADATA]) catalog.delete(name);
  catalog.lookupMaybe(PDFName.of('Names'), PDFDict)?.delete(PDFName.of('JavaScript'));
  // Whatever is not taken away itself is written again, also where nothing points at it any more.
  for (const maker of makers) if (maker instanceof PDFRef) context.delete(maker);
  context.trailerInfo.Info = undefined;
}

function cover(page, image, size) {
  const { x, y, width, height } = page.getCropBox();
  for (let top = y + height; top > y; top -= size.height) {
    for (let left = x; left < x + width; left += size.width)
      page.drawImage(image, { x: left, y: top - size.height, ...size });
  }
}

/** Whoever may read a file without a password may also read it marked. */
async function open(bytes) {
  try {
    return await PDFDocument.load(bytes, LOADING);
  } catch (error) {
    if (error instanceof EncryptedPDFError) return PDFDocument.load(bytes, { ...LOADING, password: '' });
    throw error;
  }
}

async function marked({ path, title, tile, scale }) {
  const file = await open(readFileSync(path));
  removeExtras(file);
  file.setTitle(title);
  const image = await file.embedPng(tile);
  const pages = file.getPages();
  if (pages.length === 0) throw new Error('no pages');
  for (const page of pages) {
    removeActions(page);
    cover(page, image, image.scale(scale));
  }
  return file.save(SAVING);
}

// Its remarks on files that are not as they should be are for nobody.
console.warn = () => {};
const bytes = await marked(workerData);
parentPort.postMessage(bytes, [bytes.buffer]);
