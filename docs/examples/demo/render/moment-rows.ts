import type { ApiError } from 'framewise';

import { clip, printable } from '../../../../src/cli/terminal/fitting.js';
import { timeSpan } from '../../../../src/cli/terminal/wording.js';
import type { Moment } from '../timeline/moment.js';
import { frameRows } from './frame-rows.js';
import type { Row } from './rows.js';

/** What a moment looks like in the timeline. */
export function momentRows(moment: Moment): readonly Row[] {
  const { atMs } = moment;
  switch (moment.kind) {
    case 'attempt':
      return [{ atMs, label: `attempt ${String(moment.attempt)}`, tone: 'title', pieces: [] }];
    case 'frame':
      return frameRows(moment.frame).map((row) => ({ atMs, ...row }));
    case 'wait': {
      const { type, message } = moment.error;
      return [{ atMs, label: 'wait', tone: 'warn', pieces: [`${timeSpan(moment.delayMs)} after ${printable(`${type}: ${message}`)}`] }];
    }
    case 'restart':
      return [{ atMs, label: 'restart', tone: 'warn', pieces: ['everything before this is void'] }];
    case 'whole':
      return [{ atMs, label: 'whole', tone: 'good', pieces: [moment.completion?.text ? quoted(moment.completion.text) : 'without text'] }];
    case 'failed': {
      const { error, completion } = moment;
      const kept = completion?.text ? [['kept', quoted(completion.text)] as const] : [];
      return [{ atMs, label: 'failed', tone: 'bad', pieces: [printable(error.type)], details: [...errorDetails(error), ...kept] }];
    }
  }
}

const MOST_QUOTED_CHARS = 200;

/** The timeline has shown the text already; here it is only named. */
function quoted(text: string): string {
  const size = text.length > MOST_QUOTED_CHARS ? ` (${String(text.length)} characters)` : '';
  return `"${printable(clip(text, MOST_QUOTED_CHARS))}"${size}`;
}

/** What an error says of itself, a name and a text per line. */
function errorDetails(error: ApiError): readonly (readonly [name: string, text: string])[] {
  const { origin, status, code, retryable, retryAfterMs, requestId, message, advice, raw } = error;
  const facts = [
    `origin ${origin}`,
    ...(status === undefined ? [] : [`status ${String(status)}`]),
    ...(code === undefined ? [] : [`code ${code}`]),
    retryable ? 'retryable' : 'not retryable',
    ...(retryAfterMs === undefined ? [] : [`retry after ${timeSpan(retryAfterMs)}`]),
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
