import { readFileSync } from 'node:fs';

import { responses } from '../../../src/protocols/responses/protocol.js';
import { typeCheck } from '../../support/type-check.js';

const folder = 'src/protocols/responses';
const eventTables = [`${folder}/read/reader.ts`, `${folder}/fold/accumulator.ts`];
const itemTables = [`${folder}/read/read-item.ts`, `${folder}/fold/item-fold.ts`];

/** A file of the vocabulary with one member more. */
function grown(file: string, place: string, member: string): Map<string, string> {
  const text = readFileSync(new URL(`../../../${folder}/${file}`, import.meta.url), 'utf8');
  expect(text).toContain(place);
  return new Map([[`${folder}/${file}`, text.replace(place, `${place}\n${member}`)]]);
}

function refusals(files: readonly string[], member: string): unknown[] {
  return files.map((file): unknown => expect.stringMatching(new RegExp(`^${file}:\\d+: [^]*${member}`)));
}

describe('the vocabulary of Responses', () => {
  it('takes no event that is not both read and folded', () => {
    const { problems } = typeCheck(eventTables, grown('events.ts', 'export const events = {', "  'response.newcomer': anyObject,"));
    expect(problems).toEqual(expect.arrayContaining(refusals(eventTables, 'response.newcomer')));
  });

  it('takes no item that is not both read and folded', () => {
    const { problems } = typeCheck(itemTables, grown('accumulated-item.ts', 'type ToolItem =', "  | Open<{ type: 'newcomer_call'; id: string }>"));
    expect(problems).toEqual(expect.arrayContaining(refusals(itemTables, 'newcomer_call')));
  });

  it('is whole as it stands', () => {
    expect(typeCheck([...eventTables, ...itemTables]).problems).toEqual([]);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('does not know %s, as an event or as an item', (type) => {
    expect(responses.openReader().read({ type })).toEqual({ kind: 'unknown', payload: { type } });
    const done = { type: 'response.output_item.done', item: { type, id: 'i' } };
    expect(responses.openReader().read(done)).toEqual({ kind: 'data', payload: done, deltas: [] });
    expect(responses.openAccumulator().add(done as never)?.output).toEqual([{ type, id: 'i' }]);
  });
});
