import { accumulate, collect, type GoodFrame, responses, structured, toolCalls } from 'framewise';
import { from, lastValueFrom, toArray } from 'rxjs';

import type { PayloadObject } from '../../../src/payload-object.js';
import { deepFreeze } from '../../support/deep-freeze.js';
import { allTellings, isEnough, tell, type Telling, type ToldItem } from './telling.js';

/** The two texts are one JSON document, cut in half. */
const answer: readonly ToldItem[] = [
  { type: 'reasoning', pieces: ['I ', 'che', 'cked.'] },
  { type: 'message', pieces: ['{"ci', 'ty":', '"Oslo",'] },
  { type: 'function_call', callId: 'k1', name: 'weather', pieces: ['{"city":', '"Oslo"}'] },
  { type: 'function_call', callId: 'k2', name: 'clock', pieces: ['{', '}'] },
  { type: 'message', pieces: ['"deg', 'rees":17}'] },
];
const text = '{"city":"Oslo","degrees":17}';
const anything = { '~standard': { version: 1, vendor: 'spec', validate: (value: unknown) => ({ value }) } } as const;

/** What comes out, in every way in which it can. */
async function outcomeOf(events: readonly PayloadObject[]): Promise<unknown> {
  const reader = responses.openReader();
  const frames = events.map((event) => reader.read(deepFreeze(event)) as GoodFrame<never>);
  const completion = await lastValueFrom(from(frames).pipe(collect()));
  const response = await lastValueFrom(from(frames).pipe(accumulate(responses)));
  const calls = await lastValueFrom(from(frames).pipe(toolCalls(), toArray()));
  const document = await lastValueFrom(from(frames).pipe(structured(anything)));
  const items = response.output as readonly PayloadObject[];
  return {
    kinds: [...new Set(frames.map(({ kind }) => kind))],
    text: completion.text,
    reasoning: completion.reasoning,
    calls: completion.toolCalls.map(({ id, name, arguments: json }) => [id, name, json]),
    toolCalls: calls.map(({ id, name, raw }) => [id, name, raw]),
    structured: document,
    outputText: response.output_text,
    summary: items.flatMap(({ type, summary }) => (type === 'reasoning' ? (summary as { text: string }[]).map((part) => part.text) : [])).join(''),
    outputCalls: items.flatMap(({ type, call_id: id, name, arguments: json }) => (type === 'function_call' ? [[id, name, json]] : [])),
  };
}

function expectedOf({ added, itemDone, output }: Telling): unknown {
  const wasNamed = added || itemDone !== 'no';
  const idOf = (id: string): string => (!wasNamed && output === 'other-ids' ? `other-${id}` : id);
  const calls = [[idOf('k1'), 'weather', '{"city":"Oslo"}'], [idOf('k2'), 'clock', '{}']];
  return {
    kinds: ['data', 'terminal'],
    text,
    reasoning: 'I checked.',
    calls,
    toolCalls: calls,
    structured: { kind: 'whole', value: JSON.parse(text) as unknown },
    outputText: text,
    summary: 'I checked.',
    outputCalls: calls,
  };
}

const indexes = ['right', 'per-delta', 'next', 'absent', 'zero'] as const;
const allIds = ['right', 'absent', 'changing', 'same'] as const;

describe('one answer, told in every way, is one text, one reasoning and one set of calls', () => {
  it.each(indexes.flatMap((index) => allIds.map((ids) => [index, ids] as const)))('where indexes are %s and ids are %s', async (index, ids) => {
    const tellings = allTellings(index, ids).filter(isEnough);
    expect(tellings.length).toBeGreaterThan(150);
    const wrong: unknown[] = [];
    for (const telling of tellings) {
      const expected = expectedOf(telling);
      const outcome = await outcomeOf(tell(telling, answer)).catch((error: unknown) => String(error));
      if (JSON.stringify(outcome) !== JSON.stringify(expected)) wrong.push({ telling, outcome });
    }
    expect({ wrong: wrong.length, of: tellings.length, first: wrong[0] }).toEqual({ wrong: 0, of: tellings.length, first: undefined });
  });
});
