import { readFileSync } from 'node:fs';

import { messages } from '../../../src/protocols/messages/protocol.js';
import { typeCheck } from '../../support/type-check.js';

const payload = 'src/protocols/messages/payload.ts';
const read = 'src/protocols/messages/read';
const fold = 'src/protocols/messages/fold';

/** The vocabulary with one more member in each of its three lists. */
function grown(): string {
  const text = readFileSync(new URL(`../../../${payload}`, import.meta.url), 'utf8');
  return ['export const eventSchemas = {', 'export const blockSchemas = {', 'export const deltaSchemas = {'].reduce((source, opening, at) => {
    expect(source).toContain(opening);
    return source.replace(opening, `${opening}\n  newcomer_${String(at)}: z.object({}),`);
  }, text);
}

describe('the vocabulary of Messages', () => {
  it('takes no event, no block and no delta that is not both read and folded', () => {
    const tables = [`${read}/reader.ts`, `${read}/block-readings.ts`, `${read}/delta-readings.ts`, `${fold}/accumulator.ts`, `${fold}/begin-block.ts`, `${fold}/block-fold.ts`];
    const { problems } = typeCheck(tables, new Map([[payload, grown()]]));
    const refused = (file: string, member: string): unknown => expect.arrayContaining([expect.stringMatching(new RegExp(`^${file}:\\d+: [^]*${member}`))]);
    expect(problems).toEqual(refused(`${read}/reader.ts`, 'newcomer_0'));
    expect(problems).toEqual(refused(`${fold}/accumulator.ts`, 'newcomer_0'));
    expect(problems).toEqual(refused(`${read}/block-readings.ts`, 'newcomer_1'));
    expect(problems).toEqual(refused(`${fold}/begin-block.ts`, 'newcomer_1'));
    expect(problems).toEqual(refused(`${read}/delta-readings.ts`, 'newcomer_2'));
    expect(problems).toEqual(refused(`${fold}/block-fold.ts`, 'newcomer_2'));
    expect(typeCheck(tables).problems).toEqual([]);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('does not know %s, in any of its lists', (type) => {
    const payloads = [
      { type },
      { type: 'content_block_start', index: 0, content_block: { type } },
      { type: 'content_block_delta', index: 0, delta: { type } },
    ];
    for (const each of payloads) {
      expect(messages.openReader().read(each)).toEqual({ kind: 'unknown', payload: each });
      expect(() => messages.openAccumulator().addUnknown?.(each)).not.toThrow();
    }
  });
});
