import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import { UsageError } from '../options.js';

/** One line of the input. */
export interface InputLine {
  readonly id: string | number;
  readonly body: object;
  /** Of the id and the line: the id alone would serve an old answer for a changed prompt. */
  readonly key: string;
  /** How long the line is in the file, in bytes. */
  readonly size: number;
}

/** The lines of a file as they are asked for, so that little of it is in memory. The last one needs no line end. */
export async function* linesOf(path: string): AsyncGenerator<{ text: string; end: number }> {
  let held: Buffer[] = [];
  let end = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, from)) {
      const line = Buffer.concat([...held, chunk.subarray(from, at)]);
      held = [];
      from = at + 1;
      end += line.length + 1;
      yield { text: line.toString(), end };
    }
    if (from < chunk.length) held.push(chunk.subarray(from));
  }
  const rest = Buffer.concat(held);
  if (rest.length > 0) yield { text: rest.toString(), end: end + rest.length };
}

export async function* readInput(path: string): AsyncGenerator<InputLine> {
  let number = 0;
  let begin = 0;
  for await (const { text, end } of linesOf(path)) {
    number += 1;
    if (text.trim() !== '') yield { ...read(text.trim(), `${path}:${String(number)}`), size: end - begin };
    begin = end;
  }
}

function read(text: string, place: string): Omit<InputLine, 'size'> {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    throw new UsageError(`${place} is not JSON.`);
  }
  const { id, body } = (line ?? {}) as { id?: unknown; body?: unknown };
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof body !== 'object' || body === null) throw new UsageError(`${place} must be { "id": ..., "body": { ... } }.`);
  const key = createHash('sha256').update(`${JSON.stringify(id)}\n${text}`).digest('base64url').slice(0, 22);
  return { id, body, key };
}
