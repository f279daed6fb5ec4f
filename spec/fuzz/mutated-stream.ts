import { readFileSync } from 'node:fs';
import fc from 'fast-check';

import type { AccumulatingProtocol } from '../../src/protocol.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import { responses } from '../../src/protocols/responses/protocol.js';
import { fixtures } from '../fixtures/index.js';
import { mutate, type Mutation, mutations, readEvents, type StreamEvent, writeEvents } from './mutation.js';

export const protocols = [chatCompletions, messages, responses] as readonly AccumulatingProtocol<object, unknown>[];

const originals = fixtures.map(({ protocol, name }) => ({
  name: `${protocol.name}/${name}`,
  protocol: protocols.find((own) => own.name === protocol.name) ?? chatCompletions as AccumulatingProtocol<object, unknown>,
  events: readEvents(readFileSync(new URL(`../fixtures/${protocol.name}/${name}.sse`, import.meta.url), 'utf8')),
}));

/** A valid stream with a few things wrong in it, read by its own protocol or, now and then, by another. */
export const mutatedStream = fc
  .record({ original: fc.constantFrom(...originals), mutations, foreign: fc.option(fc.constantFrom(...protocols), { freq: 20 }) })
  .map(({ original, mutations, foreign }) => ({
    name: original.name,
    protocol: foreign ?? original.protocol,
    stream: writeEvents(mutations.reduce<readonly StreamEvent[]>(mutate, original.events)),
  }));

/** A stream of this protocol, as it should be or with a few things wrong in it. */
export function streamOf(protocol: AccumulatingProtocol<object, unknown>): fc.Arbitrary<string> {
  const own = originals.filter((original) => original.protocol === protocol);
  return fc
    .tuple(fc.constantFrom(...own), fc.oneof(fc.constant<Mutation[]>([]), mutations))
    .map(([{ events }, deeds]) => writeEvents(deeds.reduce<readonly StreamEvent[]>(mutate, events)));
}
