import { readFileSync } from 'node:fs';

import type { ProtocolName } from './answer.js';
import type { ByteSource } from './byte-source.js';

/** The answers of real servers that are read, in the order of their names. */
export interface RecordedAnswers {
  /** Where they come from, as the page says it. */
  readonly origin: string;
  readonly answers: readonly RecordedAnswer[];
}

export interface RecordedAnswer {
  readonly name: string;
  readonly frames: number;
  readonly perFrame: ByteSource;
  readonly in16KiB: ByteSource;
}

interface Listed {
  readonly file: string;
  readonly protocol: string;
  readonly provenance: string;
  readonly ending: string;
}

/** Shorter ones are mostly a refusal, or one tool call. */
const LEAST_FRAMES = 50;
const wholeEndings = ['completed', 'incomplete', 'refusal', 'paused'];

/**
 * Every whole recorded answer of more than fifty frames, from the folder that FRAMEWISE_RECORDINGS names. Where it names none, the
 * hand-written streams of this repository stand in, which are short.
 */
export function recordedAnswers(protocol: ProtocolName): RecordedAnswers {
  const folder = process.env['FRAMEWISE_RECORDINGS'] ?? '';
  if (folder === '') return { origin: 'hand-written streams of this repository', answers: handWritten(protocol) };
  const index = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as readonly Listed[];
  const whole = index.filter(({ protocol: own, provenance, ending }) => own === protocol && provenance === 'recorded' && wholeEndings.includes(ending));
  const answers = whole.map(({ file }) => answerIn(file, readFileSync(`${folder}/${file}`, 'utf8'))).filter(({ frames }) => frames > LEAST_FRAMES);
  return { origin: 'recorded answers of real servers', answers };
}

function handWritten(protocol: ProtocolName): RecordedAnswer[] {
  const names = ['plain', 'reasoning', 'parallel-tool-calls'];
  return names.map((name) => answerIn(name, readFileSync(new URL(`../fixtures/${protocol}/${name}.sse`, import.meta.url), 'utf8')));
}

function answerIn(name: string, text: string): RecordedAnswer {
  // Line ends are those of most servers: what other ones cost is asked elsewhere.
  const events = `${text.replace(/\r\n?/g, '\n').trimEnd()}\n\n`.split(/(?<=\n\n)/);
  const bytes = Buffer.from(events.join(''));
  const large = Array.from({ length: Math.ceil(bytes.length / 16_384) }, (_, at) => bytes.subarray(at * 16_384, (at + 1) * 16_384));
  return { name, frames: events.filter((event) => /^data:/m.test(event)).length, perFrame: once(events.map((event) => Buffer.from(event))), in16KiB: once(large) };
}

function once(chunks: readonly Uint8Array[]): ByteSource {
  return { chunks, from: 0, to: chunks.length, times: 1 };
}
