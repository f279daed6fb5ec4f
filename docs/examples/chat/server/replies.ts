import type { Reply } from 'framewise/testing';

import type { Fault } from '../src/app/faults.js';

/** What a reply is made from. */
export interface Asked {
  /** The text of a good answer. */
  readonly text: string;
  /** How many requests of this question came before. */
  readonly attempt: number;
  /** What a tool gave, where the request brings that back. */
  readonly toolResult: string | undefined;
}

const usage = { inputTokens: 24, outputTokens: 180 };
const id = { 'request-id': 'req_example_0042' };
const overloaded = { type: 'overloaded_error', message: 'The servers are overloaded.' };
const failed = (status: number, type: string, message: string, headers = {}): Reply => ({ status, headers: { ...id, ...headers }, error: { type, message } });
const fine = ({ text }: Asked): Reply => ({ text, usage, headers: id, betweenChunksMs: 30, beforeHeadersMs: 400 });
/** Where an answer breaks: inside of a word. */
const part = (text: string): string => text.slice(0, text.indexOf(' ', text.length * 0.55) - 2);
/** It breaks the first time. Who tries again gets all of it. */
const brokenOff = (asked: Asked, kind: 'close' | 'end' | 'stall'): Reply =>
  asked.attempt > 0 ? fine(asked) : { ...fine(asked), fault: { kind, afterText: part(asked.text), ...(kind !== 'stall' && { afterMs: 100 }) } };

const calling = (asked: Asked): Reply => ({
  ...fine(asked),
  text: undefined,
  deltas: [
    ...words('They want to know about the weather. I cannot see it from here, so I ask the tool for it.').map((text) => ({ type: 'reasoning', text }) as const),
    ...words('I look at the weather for you.').map((text) => ({ type: 'text', text }) as const),
    { type: 'tool-call', index: 0, id: 'call_1', name: 'weather', arguments: '{"city":' },
    { type: 'tool-call', index: 0, arguments: '"Kyiv"}' },
  ],
});

/** How the gateway replies, by the fault that was chosen. */
export const replies: Readonly<Record<Fault, (asked: Asked) => Reply>> = {
  none: fine,
  resumed: fine,
  queue: fine,
  tool: (asked) => (asked.toolResult === undefined ? calling(asked) : { ...fine(asked), text: words(`It is a mild day. The tool says: **${asked.toolResult}**. A jacket will do.`) }),
  busy: (asked) => (asked.attempt < 2 ? failed(529, overloaded.type, overloaded.message) : fine(asked)),
  broken: (asked) => brokenOff(asked, 'close'),
  restart: (asked) => brokenOff(asked, 'close'),
  cut: (asked) => brokenOff(asked, 'end'),
  late: (asked) => (asked.attempt > 0 ? fine(asked) : { ...fine(asked), text: words(part(asked.text)), error: overloaded }),
  silent: (asked) => brokenOff(asked, 'stall'),
  limit: (asked) => (asked.attempt === 0 ? failed(429, 'rate_limit_error', 'Too many requests in this minute.', { 'retry-after': '8' }) : fine(asked)),
  quota: () => failed(429, 'insufficient_quota', 'You have used up your quota.'),
  session: () => failed(401, 'authentication_error', 'Your session is over.'),
  long: () => failed(413, 'request_too_large', 'The question is too long for this model.'),
  blocked: (asked) => ({ ...fine(asked), text: words(part(asked.text)), finish: 'content-filter' }),
  page: () => ({ body: '<!doctype html><title>Sign in</title><p>Please sign in.', contentType: 'text/html', headers: id }),
};

function words(text: string): string[] {
  return text.split(/(?=\s\S)/);
}
