import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One recorded answer of a real server, as the index of the folder describes it. */
export interface Recording {
  readonly file: string;
  readonly protocol: string;
  /** `test-authored` was written by hand in a test: good for robustness, no proof of what a server sends. */
  readonly provenance: 'recorded' | 'test-authored';
  readonly ending: 'completed' | 'incomplete' | 'refusal' | 'paused' | 'error' | 'failed' | 'no-finish-reason' | 'http-error';
}

const folder = process.env['FRAMEWISE_RECORDINGS'] ?? '';

const all = folder === '' ? [] : (JSON.parse(readRecording('index.json').toString()) as readonly Recording[]);

/** The recorded streams. They are not part of this repository: none where FRAMEWISE_RECORDINGS names no folder. */
export const recordedStreams = all.filter(({ ending }) => ending !== 'http-error');

/** The recorded answers that are no streams but failures. */
export const recordedFailures = all.filter(({ ending }) => ending === 'http-error');

/** `describe` where there are recordings, else skipped: the title should say so. */
export const describeRecorded = all.length === 0 ? describe.skip : describe;

export function readRecording(file: string): Buffer {
  return readFileSync(join(folder, file));
}
