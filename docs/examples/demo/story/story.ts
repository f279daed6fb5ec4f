import { Upstream } from 'framewise';

import type { Scenario } from './scenario.js';

const FIRST_HALF = 'Every word is a frame,';
const ANSWER = `${FIRST_HALF} and the last frame says so.`;

const OVERLOADED = { type: 'overloaded_error', message: 'Overloaded' };

/** Waits that a reader does not notice, and that are the same each time. */
const SHORT = { initialDelayMs: 30, jitter: 'none' } as const;

/** What the demo tells, in this order, in each protocol. */
export const story: readonly Scenario[] = [
  {
    title: 'A clean answer',
    lesson: 'Each frame says whether the answer goes on, is whole, or has failed, whatever the protocol calls it.',
    script: [{ text: ANSWER, usage: { inputTokens: 12, outputTokens: 9 } }],
    expected: { text: ANSWER, attempts: 1 },
  },
  {
    title: '429 with Retry-After',
    lesson: 'The server names the wait, a second here. It is kept, and nobody downstream notices.',
    script: [
      { status: 429, headers: { 'retry-after': '1' }, error: { type: 'rate_limit_error', message: 'Rate limit reached' } },
      { text: ANSWER },
    ],
    options: SHORT,
    expected: { text: ANSWER, attempts: 2, leastWaitMs: 1_000 },
  },
  {
    title: '401: the key is wrong',
    lesson: 'No retry makes a wrong key right, so there is none; the advice says what would help.',
    script: [{ status: 401, error: { type: 'authentication_error', code: 'invalid_api_key', message: 'Incorrect API key provided' } }],
    expected: { text: '', attempts: 1, error: { type: 'authentication_error', origin: 'http', status: 401, retryable: false } },
  },
  {
    title: '402: no balance left',
    lesson: 'A body that is hardly an error object becomes the same typed error: the status fills in what it lacks.',
    script: [{ status: 402, json: { error: 'Insufficient balance', status: 402 } }],
    expected: { text: '', attempts: 1, error: { type: 'insufficient_credits', origin: 'http', status: 402, retryable: false } },
  },
  {
    title: '403: not for this account',
    lesson: 'The key is right, and still may not do this.',
    script: [{ status: 403, error: { type: 'permission_error', message: 'Your organization may not use this model' } }],
    expected: { text: '', attempts: 1, error: { type: 'permission_error', origin: 'http', status: 403, retryable: false } },
  },
  {
    title: 'An error after 200 OK',
    lesson: 'Half the answer is out when the gateway says that it failed. [DONE] behind it changes nothing; the text is kept.',
    script: [
      {
        text: FIRST_HALF,
        error: { type: 'inappropriate_content', message: 'We got a bad response from the source. Status 403. The content was flagged.' },
        trailing: 'data: [DONE]\n\n',
      },
    ],
    expected: { text: FIRST_HALF, attempts: 1, error: { type: 'inappropriate_content', origin: 'stream', retryable: false } },
  },
  {
    title: 'Overloaded before a word',
    lesson: 'The stream has begun, but nobody has read a word yet: a second attempt is safe, and is made.',
    script: [{ error: OVERLOADED }, { text: ANSWER }],
    options: SHORT,
    expected: { text: ANSWER, attempts: 2, leastWaitMs: 30 },
  },
  {
    title: 'Overloaded every time',
    lesson: 'Retries are bounded: after the second one the error of the last attempt goes on.',
    script: [
      { status: 503, error: OVERLOADED },
      { error: OVERLOADED },
      { status: 503, error: { ...OVERLOADED, message: 'Still overloaded' } },
    ],
    options: SHORT,
    expected: { text: '', attempts: 3, leastWaitMs: 90, error: { type: 'overloaded_error', origin: 'http', status: 503, retryable: true } },
  },
  {
    title: 'A reset after output',
    lesson: 'A silent replay would repeat words that somebody has read: the error goes on, and the text is kept.',
    script: [{ text: ANSWER, fault: { kind: 'reset', afterText: FIRST_HALF } }],
    expected: { text: FIRST_HALF, attempts: 1, error: { type: 'connection_reset', origin: 'transport', retryable: true } },
  },
  {
    title: 'A reset, then a restart',
    lesson: "With afterOutput: 'restart' a frame says that all before it is void, and the answer starts over.",
    script: [{ text: ANSWER, fault: { kind: 'reset', afterText: FIRST_HALF } }, { text: ANSWER }],
    options: { ...SHORT, afterOutput: 'restart' },
    expected: { text: ANSWER, attempts: 2, restarts: 1, leastWaitMs: 30 },
  },
  {
    title: 'A stream cut short',
    lesson: 'The body ends in good order, as if that were all of it. Only the missing terminal frame tells.',
    script: [{ text: ANSWER, fault: { kind: 'end', afterText: FIRST_HALF } }],
    expected: { text: FIRST_HALF, attempts: 1, error: { type: 'truncated_stream', origin: 'protocol', retryable: true } },
  },
  {
    title: 'A stall',
    lesson: 'Nothing more comes, and nothing ends. failOnStall is told to wait 400 ms here; two minutes are its default.',
    script: [{ text: ANSWER, fault: { kind: 'stall', afterText: FIRST_HALF } }],
    options: { betweenFramesMs: 400 },
    expected: { text: FIRST_HALF, attempts: 1, error: { type: 'timeout', origin: 'transport', retryable: true } },
  },
  {
    title: 'Heartbeats for ever',
    lesson: 'The connection lives, and says nothing. failAfterMs ends the whole call, over all its attempts and waits.',
    script: [{ text: ANSWER, fault: { kind: 'stall', afterText: FIRST_HALF, heartbeatMs: 20 } }],
    options: { failAfterMs: 400 }, // on a busy machine the first words take a while
    expected: { text: FIRST_HALF, attempts: 1, error: { type: 'timeout', origin: 'transport', retryable: true } },
  },
  {
    title: 'A retry too many',
    lesson: 'Too many calls to this upstream fail, and its retry budget is used up: the error goes on at once, and a fallback could begin.',
    script: [{ status: 503, error: OVERLOADED }],
    options: { ...SHORT, upstream: new Upstream({ retryBudget: { ratio: 0, reserve: 0 }, breaker: false }) },
    expected: { text: '', attempts: 1, error: { type: 'overloaded_error', origin: 'http', status: 503, retryable: true } },
  },
];
