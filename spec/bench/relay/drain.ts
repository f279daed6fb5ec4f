/** The clients of a relay, in a process of their own: they open their streams, read them to the end, and look for the text of a recorded answer in each. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createParser } from 'eventsource-parser';

import { answersToRelay } from './answers.js';

const [port = '', streamCount = ''] = process.argv.slice(2);

/** What the clients saw. */
export interface DrainResult {
  /** Streams whose text is none that was sent. */
  readonly broken: number;
  /** How many frames all answers have together, whatever a relay makes of them. */
  readonly frames: number;
}

/** Text in one of the forms that a relay may give it. */
interface Payload {
  readonly type?: string;
  readonly text?: string;
  readonly delta?: string | { readonly type: string; readonly text?: string };
  readonly deltas?: readonly { readonly type: string; readonly text?: string }[];
}

function textOf({ type, text = '', delta, deltas = [] }: Payload): string {
  if (typeof delta === 'string') return type === 'text-delta' ? delta : '';
  if (delta !== undefined) return delta.type === 'text_delta' ? (delta.text ?? '') : '';
  return text + deltas.map((each) => (each.type === 'text' ? (each.text ?? '') : '')).join('');
}

function textIn(body: string): string {
  let text = '';
  const parser = createParser({ onEvent: ({ data }) => { if (data !== '[DONE]') text += textOf(JSON.parse(data) as Payload); } });
  parser.feed(body);
  return text;
}

async function ask(): Promise<string | undefined> {
  const asked = request({ port: Number(port), host: '127.0.0.1', method: 'POST', path: '/chat', headers: { 'content-type': 'application/json' } });
  asked.end('{}');
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return response.statusCode === 200 ? Buffer.concat(chunks).toString() : undefined;
}

const answers = answersToRelay();
/** The upstream sends them in turn, so each is expected so often. */
const expected = Array.from({ length: Number(streamCount) }, (_, at) => answers[at % answers.length]);
const texts = expected.map((answer) => textIn(Buffer.concat(answer?.perFrame.chunks ?? []).toString())).sort();

const bodies = await Promise.all(expected.map(() => ask().catch(() => undefined)));
const read = bodies.map((body) => (body === undefined ? '' : textIn(body))).sort();
const result: DrainResult = {
  broken: read.filter((text, at) => text !== texts[at]).length,
  frames: expected.reduce((sum, answer) => sum + (answer?.frames ?? 0), 0),
};
process.send?.(result, () => process.exit());
