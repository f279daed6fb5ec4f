import type { PayloadObject } from '../../../src/payload-object.js';

/** How one server tells an answer. */
export interface Telling {
  /** Whether items are announced, and parts. */
  readonly added: boolean;
  readonly partAdded: boolean;
  /** Whether texts and arguments come in fragments, and in full: by themselves, as a part, as an item. */
  readonly deltas: boolean;
  readonly textDone: boolean;
  readonly partDone: boolean;
  /** `without-id`: as vLLM does, with the id under another name, and another id of the call. */
  readonly itemDone: 'no' | 'yes' | 'without-id';
  /** What the last event holds: all, the last items only, all of it with other ids, or nothing. */
  readonly output: 'full' | 'partial' | 'other-ids' | 'empty' | 'absent';
  /** How items and parts are numbered. `per-delta`: parts by fragment. `next`: what is stated in full as if it were the next. */
  readonly index: 'right' | 'per-delta' | 'next' | 'absent' | 'zero';
  /** The ids of items: right, absent, another one at every event, or one for all. */
  readonly ids: 'right' | 'absent' | 'changing' | 'same';
}

const flags = [true, false];

/** Every telling there is. */
export function allTellings(index: Telling['index'], ids: Telling['ids']): readonly Telling[] {
  const tellings: Telling[] = [];
  for (const added of flags) for (const partAdded of flags) for (const deltas of flags) for (const textDone of flags) for (const partDone of flags) {
    for (const itemDone of ['no', 'yes', 'without-id'] as const) for (const output of ['full', 'partial', 'other-ids', 'empty', 'absent'] as const) {
      tellings.push({ added, partAdded, deltas, textDone, partDone, itemDone, output, index, ids });
    }
  }
  return tellings;
}

export interface ToldItem {
  readonly type: 'reasoning' | 'message' | 'function_call';
  readonly pieces: readonly string[];
  readonly callId?: string;
  readonly name?: string;
}

/** Whether a reader can know it all: something tells each text, and the fragments of two calls in a row can be told apart. */
export function isEnough({ added, deltas, textDone, partDone, itemDone, output, index, ids }: Telling): boolean {
  const isWhole = output === 'full' || output === 'other-ids';
  const tellsTexts = deltas || textDone || partDone || itemDone !== 'no' || isWhole;
  const tellsCalls = itemDone !== 'no' || isWhole || (added && (deltas || textDone));
  const tellsApart = added || itemDone !== 'no' || textDone || ids === 'right' || index === 'right' || index === 'per-delta' || index === 'next';
  // Without an announcement a changed id is another item, and a number alone cannot say that it is not.
  const isSplit = !added && deltas && ids === 'changing' && (index === 'absent' || index === 'zero');
  // Two items with one id and one number, which nothing ends, are one item to which the last event states another text.
  const isOne = added && itemDone === 'no' && output === 'partial' && ids === 'same' && (index === 'absent' || index === 'zero');
  return !isOne && tellsTexts && tellsCalls && (!deltas || tellsApart) && !isSplit;
}

/** The events of an answer as this server sends them. */
export function tell(telling: Telling, items: readonly ToldItem[]): readonly PayloadObject[] {
  const { added, partAdded, deltas, textDone, partDone, itemDone, output } = telling;
  const events: PayloadObject[] = [{ type: 'response.created', response: { id: 'r', model: 'm', object: 'response', status: 'in_progress', output: [] } }];
  let changes = 0;
  const idOf = (at: number): string => (telling.ids === 'same' ? 'i' : telling.ids === 'changing' ? `x${String((changes += 1))}` : `i${String(at)}`);
  const idField = (name: 'id' | 'item_id', at: number): object => (telling.ids === 'absent' ? {} : { [name]: idOf(at) });
  const indexField = (at: number, isWhole: boolean): object =>
    telling.index === 'absent' ? {} : { output_index: telling.index === 'zero' ? 0 : telling.index === 'next' && isWhole ? at + 1 : at };

  for (const [at, item] of items.entries()) {
    const isCall = item.type === 'function_call';
    const [base, partIndex, partType] = item.type === 'reasoning'
      ? ['response.reasoning_summary_text', 'summary_index', 'summary_text']
      : isCall ? ['response.function_call_arguments', '', ''] : ['response.output_text', 'content_index', 'output_text'];
    let fragments = 0;
    const place = (isWhole: boolean): object => {
      const number = telling.index === 'per-delta' ? (fragments += 1) : telling.index === 'next' && isWhole ? 1 : 0;
      return { ...indexField(at, isWhole), ...idField('item_id', at), ...(isCall || telling.index === 'absent' ? {} : { [partIndex]: number }) };
    };
    const whole = item.pieces.join('');
    const parts = item.type === 'reasoning' ? 'response.reasoning_summary_part' : 'response.content_part';
    if (added) events.push({ type: 'response.output_item.added', ...indexField(at, false), item: { ...itemOf(item, ''), ...idField('id', at) } });
    if (partAdded && !isCall) events.push({ type: `${parts}.added`, ...indexField(at, false), ...idField('item_id', at), ...(telling.index !== 'absent' && { [partIndex]: 0 }), part: { type: partType, text: '' } });
    if (deltas) events.push(...item.pieces.map((delta) => ({ type: `${base}.delta`, ...place(false), delta })));
    if (textDone) events.push({ type: `${base}.done`, ...place(true), [isCall ? 'arguments' : 'text']: whole });
    if (partDone && !isCall) events.push({ type: `${parts}.done`, ...place(true), part: { type: partType, text: whole } });
    if (itemDone === 'yes') events.push({ type: 'response.output_item.done', ...indexField(at, true), item: { ...itemOf(item, whole), ...idField('id', at) } });
    if (itemDone === 'without-id') {
      const other = isCall && added ? { call_id: `other-${String(item.callId)}` } : {};
      events.push({ type: 'response.output_item.done', ...indexField(at, true), item: { ...itemOf(item, whole), ...other, ...idField('item_id', at) } });
    }
  }
  const stated = items.map((item, at) => {
    const ids = output === 'other-ids' ? { id: `other-${String(at)}`, ...(item.callId !== undefined && { call_id: `other-${item.callId}` }) } : idField('id', at);
    return { ...itemOf(item, item.pieces.join('')), ...ids };
  });
  const list = output === 'absent' ? {} : { output: output === 'empty' ? [] : output === 'partial' ? stated.slice(2) : stated };
  events.push({ type: 'response.completed', response: { id: 'r', model: 'm', object: 'response', status: 'completed', ...list } });
  return events;
}

function itemOf({ type, callId, name }: ToldItem, whole: string): PayloadObject {
  switch (type) {
    case 'reasoning':
      return { type, summary: whole === '' ? [] : [{ type: 'summary_text', text: whole }] };
    case 'message':
      return { type, role: 'assistant', content: whole === '' ? [] : [{ type: 'output_text', text: whole, annotations: [] }] };
    case 'function_call':
      return { type, call_id: callId, name, arguments: whole };
  }
}
