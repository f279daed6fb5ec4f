import type { Delta, PayloadObject, Protocol } from '../../../index.js';

const SAMPLES: readonly Delta[] = [
  { type: 'start', id: 'sample', model: 'sample' },
  { type: 'text', text: 'sample', choice: 0 },
  { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 },
];

/** The words by which a server of this protocol names its events: the event names, and the `type` and `object` of its payloads. */
export function wireWords(protocol: Protocol): readonly string[] {
  const writer = protocol.openWriter();
  const events = [...SAMPLES.flatMap((delta) => writer.write(delta)), ...writer.end()];
  const words = events.flatMap(({ event, data }) => {
    const { type, object } = data.startsWith('{') ? (JSON.parse(data) as PayloadObject) : {};
    return [event, type, object];
  });
  return [...new Set(words.filter((word) => typeof word === 'string'))];
}
