import { isDeepStrictEqual } from 'node:util';
import OpenAI from 'openai';
import { accumulateResponse } from 'openai/lib/responses/ResponseAccumulator';

import type { Delta } from '../../src/answer/delta.js';
import type { ResponseEvent } from '../../src/protocols/responses/events.js';
import { responses } from '../../src/protocols/responses/protocol.js';
import { deepFreeze } from '../support/deep-freeze.js';
import { describeRecorded } from '../support/recordings.js';
import { compareWithSdk } from './compare-with-sdk.js';
import type { Plain } from './difference.js';
import { responseDifferences } from './response-differences.js';
import { fixtureStreams, goodRecordings, payloadsIn, type Stream, writtenStream } from './stream.js';

const start: Delta = { type: 'start', id: 'resp_9', model: 'm1' };
const usage: Delta = { type: 'usage', usage: { inputTokens: 20, outputTokens: 9, reasoningTokens: 4, cachedReadTokens: 8 } };

const written = [
  writtenStream(responses, 'text', [
    start,
    { type: 'text', text: 'Hel', choice: 0 },
    { type: 'text', text: 'lo\n\u{1F600}', choice: 0 },
    { type: 'citation', citation: { type: 'url_citation', url: 'https://example.com' }, choice: 0 },
    usage,
    { type: 'finish', reason: 'stop', raw: 'completed', choice: 0 },
  ]),
  writtenStream(responses, 'reasoning, cut off', [
    start,
    { type: 'reasoning', text: 'h', choice: 0 },
    { type: 'reasoning', text: 'm', choice: 0 },
    { type: 'text', text: 'Hi', choice: 0 },
    { type: 'finish', reason: 'length', raw: 'max_output_tokens', choice: 0 },
  ]),
  writtenStream(responses, 'tool calls', [
    start,
    { type: 'text', text: 'Let me see.', choice: 0 },
    { type: 'tool-call', index: 0, id: 'c1', name: 'sum', arguments: '', choice: 0 },
    { type: 'tool-call', index: 0, arguments: '{"x":', choice: 0 },
    { type: 'tool-call', index: 0, arguments: '1}', choice: 0 },
    { type: 'tool-call', index: 1, id: 'c2', name: 'sum', arguments: '{}', choice: 0 },
    { type: 'finish', reason: 'tool-calls', raw: 'completed', choice: 0 },
  ]),
  writtenStream(responses, 'refusal', [
    start,
    { type: 'refusal', text: 'No', choice: 0 },
    { type: 'refusal', text: '.', choice: 0 },
    { type: 'finish', reason: 'refusal', raw: 'completed', choice: 0 },
  ]),
  writtenStream(responses, 'image and sound', [
    start,
    { type: 'media', mediaType: 'image/png', data: 'iVBORw==', choice: 0 },
    { type: 'media', mediaType: 'audio/pcm', data: 'AAAA', choice: 0 },
    { type: 'media', mediaType: 'audio/pcm', data: 'AQEB', choice: 0 },
    { type: 'finish', reason: 'stop', raw: 'completed', choice: 0 },
  ]),
];

const noPart = 'missing content at index 0';
const noItem = 'missing output at index';
const noStart = "expected 'response.created' event";
const unheardOf = 'Unhandled response stream event';

compareWithSdk({
  protocol: responses,
  sdk: 'OpenAI SDK',
  differences: responseDifferences,
  askSdk(response) {
    const client = new OpenAI({ apiKey: 'key', baseURL: 'http://sdk.test', maxRetries: 0, fetch: () => Promise.resolve(response) });
    return client.responses.stream({ model: 'm', input: [] }).finalResponse();
  },
  refused: {
    // A gateway's answers, which say neither that an item begins nor that a part does.
    'fixture reasoning': noPart,
    'fixture refusal': noPart,
    'fixture length': noPart,
    'fixture content-filter': noPart,
    'fixture citations': noItem,
    'fixture multi-byte': noPart,
    'fixture crlf': noPart,
    'fixture text-only-when-done': noPart,
    'fixture cancelled': noPart,
    'fixture image': noItem,
    'fixture without-last-blank-line': noPart,
    // The excerpts of streams that tests of other clients are written on.
    'responses/ai--authored-azure-azure-openai-provider.test.ts-2.sse': noStart,
    'responses/ai--authored-openai-responses-openai-responses-language-model.test.ts-27.sse': noStart,
    'responses/ai--authored-openai-responses-openai-responses-language-model.test.ts-28.sse': noStart,
    'responses/ai--authored-openai-responses-openai-responses-language-model.test.ts-4.sse': noItem,
    // Events that stand in no list of the SDK's: a heartbeat, a gateway's own, and two tools of OpenAI's.
    'fixture gateway': unheardOf,
    'fixture unknown-types': unheardOf,
    'responses/ai--openai-responses-openai-apply-patch-tool.1.sse': unheardOf,
    'responses/ai--openai-responses-openai-shell-container.1.sse': unheardOf,
  },
  shortened: ['responses/ai--openai-responses-openai-shell-container.1.sse'],
  written,
});

/** What a snapshot shows of an item that is under way, and the SDK does not: what its last preview is, and how its tool fares. */
const ownItemFields: Readonly<Record<string, readonly string[]>> = {
  image_generation_call: ['partial_image_b64', 'partial_image_index', 'output_format', 'size', 'quality', 'background'],
  mcp_list_tools: ['status'],
};
/** The SDK shows the log probabilities of a part when it is done. */
const ownPartFields = ['logprobs'];

/** Without the fields in the list that the SDK's own object does not have, or has no value for. */
function withoutOwn(ours: Plain, theirs: Plain | undefined, fields: readonly string[]): Plain {
  return Object.fromEntries(Object.entries(ours).map(([key, value]) => (fields.includes(key) ? [key, theirs?.[key]] : [key, value])));
}

function listIn(object: Plain | undefined, key: string): readonly Plain[] {
  return Array.isArray(object?.[key]) ? (object[key] as readonly Plain[]) : [];
}

/** A snapshot as the SDK would have it at this point. */
function asTheirs(ours: Plain, theirs: Plain): unknown {
  const output = listIn(ours, 'output').map((item, at) => {
    const other = listIn(theirs, 'output')[at];
    const alike = withoutOwn(item, other, ownItemFields[String(item.type)] ?? []);
    if (item.type !== 'message') return alike;
    const content = listIn(item, 'content').map((part, index) => withoutOwn(part, listIn(other, 'content')[index], ownPartFields));
    return { ...alike, content };
  });
  return { ...ours, output, audio: undefined };
}

const isEnd = ({ type }: Plain): boolean => type === 'response.completed' || type === 'response.incomplete';

/** How many events the SDK takes before it refuses one, or the answer ends; every snapshot up to there is compared. */
function compareEventByEvent({ bytes }: Stream): number {
  const fold = responses.openAccumulator();
  const [payloads, again] = [payloadsIn(bytes), payloadsIn(bytes)];
  let theirs: ReturnType<typeof accumulateResponse> | undefined;
  for (const [at, payload] of payloads.entries()) {
    const ours = deepFreeze(fold.add(payload as ResponseEvent));
    try {
      theirs = accumulateResponse(again[at] as unknown as Parameters<typeof accumulateResponse>[0], theirs);
    } catch {
      return at;
    }
    if (isEnd(payload)) return at;
    const [mine, other] = [asTheirs(ours as Plain, theirs as unknown as Plain), theirs].map((each) => JSON.parse(JSON.stringify(each)) as unknown);
    // Told by node:util, for there are thousands of them; by jest, for the message.
    if (!isDeepStrictEqual(mine, other)) expect({ at, type: payload.type, snapshot: mine }).toEqual({ at, type: payload.type, snapshot: other });
  }
  return payloads.length;
}

describe('accumulate(responses) grows as the OpenAI SDK’s own snapshot does', () => {
  it('at every event of every answer that is written', () => {
    for (const stream of written) expect(compareEventByEvent(stream)).toBeGreaterThan(3);
  });
});

const recorded = goodRecordings(responses);

describeRecorded('accumulate(responses) and recordings (FRAMEWISE_RECORDINGS)', () => {
  it('grows as the SDK’s own snapshot does, at every event that the SDK takes', () => {
    const taken = recorded.map(compareEventByEvent).reduce((sum, count) => sum + count, 0);
    expect(taken).toBeGreaterThan(5000);
  });

  it.each(recorded.map((stream) => [stream.name, stream] as const))('%s ends as the response that the server states', (_, { bytes }) => {
    const fold = responses.openAccumulator();
    const payloads = payloadsIn(bytes);
    const end = payloads.findIndex(isEnd);
    const answers = payloads.slice(0, end + 1).map((payload) => fold.add(payload as ResponseEvent));
    const answer = answers.at(-1) as unknown as Plain;
    const stated = payloads[end]?.response as Plain;
    const output = listIn(stated, 'output').length > 0 ? stated.output : answer.output;
    expect(answer).toEqual({ ...stated, output, output_text: answer.output_text });
    expect(listIn(answer, 'output').length).toBeGreaterThan(0);
  });
});

describe('the streams compared', () => {
  it('are all the fixtures that end well', () => {
    expect(fixtureStreams(responses).length).toBeGreaterThan(15);
  });
});
