import { createParser } from 'eventsource-parser';

import type { PayloadObject } from '../../../src/payload-object.js';
import type { Reading } from '../../../src/protocol.js';
import { responses } from '../../../src/protocols/responses/protocol.js';
import { describeRecorded, readRecording, recordedStreams } from '../../support/recordings.js';

const recordings = recordedStreams.filter(({ protocol }) => protocol === 'responses');

/** The readings up to the first that ends the answer; the shared error detector would catch an `error` event before the reader does. */
function readingsOf(file: string): readonly Reading<object>[] {
  const payloads: PayloadObject[] = [];
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data.trim() !== '[DONE]') payloads.push(JSON.parse(data) as PayloadObject);
    },
  });
  parser.feed(readRecording(file).toString());
  parser.feed('\n\n');
  const reader = responses.openReader();
  const readings = payloads.map((payload) => reader.read(payload));
  const end = readings.findIndex(({ kind }) => kind === 'terminal' || kind === 'error');
  return end < 0 ? readings : readings.slice(0, end + 1);
}

function joined(readings: readonly Reading<object>[], type: 'text' | 'refusal'): string {
  return readings
    .flatMap((reading) => ('deltas' in reading ? reading.deltas : []))
    .map((delta) => (delta.type === type ? delta.text : ''))
    .join('');
}

/** The items as they were when they were done. Not those of the final response: some servers leave its `output` empty. */
function finishedItems(readings: readonly Reading<object>[]): readonly Item[] {
  return readings
    .map((reading) => ('payload' in reading ? (reading.payload as { type: string; item: Item }) : undefined))
    .filter((payload) => payload?.type === 'response.output_item.done')
    .map((payload) => (payload as { item: Item }).item);
}

interface Item {
  readonly type: string;
  readonly call_id?: string;
  readonly arguments?: string;
  readonly input?: string;
  readonly content?: readonly { readonly text?: string; readonly refusal?: string }[];
}

// The deltas of this one were shortened by hand, its finished item was not.
const inconsistent = ['responses/ai--openai-responses-openai-shell-container.1.sse'];

describeRecorded('recorded Responses streams (in the folder that FRAMEWISE_RECORDINGS names)', () => {
  const recorded = recordings.filter(({ provenance }) => provenance === 'recorded');

  it.each(recordings)('$file has no payload that is unknown, nor an invalid one', ({ file }) => {
    const readings = readingsOf(file);
    expect(readings.filter(({ kind }) => kind === 'invalid' || kind === 'unknown')).toEqual([]);
  });

  it.each(recorded)('$file ends as it is labelled: $ending', ({ file, ending }) => {
    const last = readingsOf(file).at(-1);
    expect(last?.kind).toBe(ending === 'failed' || ending === 'error' ? 'error' : 'terminal');
    const finish = last?.kind === 'terminal' ? last.deltas.find(({ type }) => type === 'finish') : undefined;
    if (ending === 'refusal') expect(finish).toMatchObject({ reason: 'refusal' });
    if (ending === 'incomplete') expect(finish).toMatchObject({ reason: 'length', raw: 'max_output_tokens' });
    if (ending === 'completed') expect(finish).toMatchObject({ raw: 'completed' });
  });

  it.each(recorded.filter(({ file }) => !inconsistent.includes(file)))('$file streams exactly the text and the calls that its finished items hold', ({ file }) => {
    const readings = readingsOf(file);
    const items = finishedItems(readings);
    const parts = items.flatMap((item) => (item.type === 'message' ? (item.content ?? []) : []));
    expect(joined(readings, 'text')).toBe(parts.map((part) => part.text ?? '').join(''));
    expect(joined(readings, 'refusal')).toBe(parts.map((part) => part.refusal ?? '').join(''));

    const calls = new Map<number, { id?: string; json: string }>();
    for (const delta of readings.flatMap((reading) => ('deltas' in reading ? reading.deltas : []))) {
      if (delta.type !== 'tool-call') continue;
      const call = calls.get(delta.index) ?? { json: '' };
      calls.set(delta.index, { ...call, ...(delta.id === undefined ? {} : { id: delta.id }), json: call.json + delta.arguments });
    }
    const expected = items
      .filter(({ type }) => type === 'function_call' || type === 'custom_tool_call')
      .map((item) => ({ id: item.call_id, json: item.arguments ?? item.input }));
    expect([...calls.values()]).toEqual(expected);
  });
});
