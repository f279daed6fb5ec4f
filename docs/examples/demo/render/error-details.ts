import type { ApiError } from 'framewise';

import { clip } from './clip.js';
import { ms } from './ms.js';
import { printable } from './printable.js';

/** What an error says of itself, a name and a text per line. */
export function errorDetails(error: ApiError): readonly (readonly [name: string, text: string])[] {
  const { origin, status, code, retryable, retryAfterMs, requestId, message, advice, raw } = error;
  const facts = [
    `origin ${origin}`,
    ...(status === undefined ? [] : [`status ${String(status)}`]),
    ...(code === undefined ? [] : [`code ${code}`]),
    retryable ? 'retryable' : 'not retryable',
    ...(retryAfterMs === undefined ? [] : [`retry after ${ms(retryAfterMs)}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ];
  return [
    ['what', printable(facts.join(', '))],
    ['message', printable(message)],
    ['advice', printable(advice)],
    // Where the toolkit could not read what came, the reader may.
    ...(origin === 'protocol' && raw !== undefined ? [['raw', printable(clip(rawText(raw), MOST_RAW_CHARS))] as const] : []),
  ];
}

const MOST_RAW_CHARS = 300;

function rawText(raw: unknown): string {
  return typeof raw === 'string' ? raw : JSON.stringify(raw);
}
