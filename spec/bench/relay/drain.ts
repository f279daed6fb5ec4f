/** The clients of a relay, in a process of their own: they open their streams, read them to the end, and look for the text of a recorded answer in each. Then they do so again, as often as they are told. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createParser } from 'eventsource-parser';

import { answersToRelay } from './answers.js';

const [port = '', streamCount = '', times = ''] = process.argv.slice(2);

/** What the clients saw. */
export interface DrainResult {
  /** Streams whose text is none that was sent. */
  readonly broken: number;
  /** How many frames all answers have together, whatever a relay makes of them. */
  readonly frames: number;
  /** How many events came. */
  readonly events: number;
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

interface Read {
  readonly text: string;
  readonly events: number;
}

function readBody(body: string): Read {
  let text = '';
  let events = 0;
  const parser = createParser({
    onEvent: ({ data }) => {
      events += 1;
      if (data !== '[DONE]') text += textOf(JSON.parse(data) as Payload);
    },
  });
  parser.feed(body);
  return { text, events };
}

const textsOf = (all: readonly Read[]): string[] => all.map(({ text }) => text).sort();

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
const texts = textsOf(expected.map((answer) => readBody(Buffer.concat(answer?.perFrame.chunks ?? []).toString())));

const result = { broken: 0, frames: 0, events: 0 } satisfies DrainResult;
for (let time = 0; time < Number(times); time += 1) {
  const bodies = await Promise.all(expected.map(() => ask().catch(() => undefined)));
  const read = bodies.map((body) => readBody(body ?? ''));
  result.broken += textsOf(read).filter((text, at) => text !== texts[at]).length;
  result.frames += expected.reduce((sum, answer) => sum + (answer?.frames ?? 0), 0);
  result.events += read.reduce((sum, { events }) => sum + events, 0);
}
process.send?.(result, () => process.exit());
