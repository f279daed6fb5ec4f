import { readFileSync } from 'node:fs';
import { createParser } from 'eventsource-parser';

import type { Delta } from '../../src/answer/delta.js';
import type { Protocol } from '../../src/protocol.js';
import { writingOf } from '../../src/serving/index.js';
import { fixtures } from '../fixtures/index.js';
import { readRecording, recordedStreams } from '../support/recordings.js';
import type { Plain } from './difference.js';

/** One whole answer as a server sends it. */
export interface Stream {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Every recorded stream of a protocol that ended well; none where there is no folder of recordings. */
export function goodRecordings({ name }: Protocol): readonly Stream[] {
  return recordedStreams
    .filter(({ protocol, ending }) => protocol === name && !['error', 'failed', 'no-finish-reason'].includes(ending))
    .map(({ file }) => ({ name: file, bytes: readRecording(file) }));
}

/** The hand-written streams that end well. */
export function fixtureStreams(protocol: Protocol): readonly Stream[] {
  return fixtures
    .filter((fixture) => fixture.protocol.name === protocol.name && fixture.outcome === 'completed')
    .map(({ name }) => ({
      name: `fixture ${name}`,
      bytes: readFileSync(new URL(`../fixtures/${protocol.name}/${name}.sse`, import.meta.url)),
    }));
}

/** An answer as the protocol's own writer puts it on the wire. */
export function writtenStream(protocol: Protocol, name: string, deltas: readonly Delta[]): Stream {
  const writer = writingOf(protocol).openWriter({ imitate: true });
  const events = [...deltas.flatMap((delta) => writer.write(delta)), ...writer.end()];
  const done = protocol.endsAtDone ? 'data: [DONE]\n\n' : '';
  const text = events.map(({ event, data }) => `${event === undefined ? '' : `event: ${event}\n`}data: ${data}\n\n`).join('');
  return { name: `written ${name}`, bytes: new TextEncoder().encode(text.includes('data: [DONE]') ? text : text + done) };
}

/** The payloads of a stream up to its terminal, parsed anew so that nobody's changes to them reach anybody else. */
export function payloadsIn(bytes: Uint8Array): readonly Plain[] {
  const payloads: Plain[] = [];
  let hasEnded = false;
  const parser = createParser({
    onEvent({ data }) {
      const isPayload = data.trim() !== '' && data.trim() !== '[DONE]' && data.trim() !== 'null';
      if (!hasEnded && isPayload) payloads.push(JSON.parse(data) as Plain);
      hasEnded ||= data.trim() === '[DONE]' || payloads.at(-1)?.type === 'message_stop';
    },
  });
  parser.feed(new TextDecoder().decode(bytes));
  parser.feed('\n\n');
  return payloads;
}
