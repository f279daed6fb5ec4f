import type { Delta } from '../../../answer/delta.js';
import type { PayloadObject } from '../../../payload-object.js';
import { pairItems } from '../pair-items.js';
import { fitOf, kindOf, objectsIn, type Said, saidBy } from '../stated-item.js';
import { readMedia } from './read-media.js';
import type { ResponseState } from './response-state.js';
import { type TextChannel, textChannels } from './text-reader.js';
import { ToldItem } from './told-item.js';

/**
 * What only the response as a whole says: some gateways stream nothing before it, or not all of it.
 *
 * A channel that was streamed is compared as one text, because the items need not be cut alike. Only where that text is not the
 * beginning of what is stated are the items compared one by one.
 */
export function readOutput(output: unknown, state: ResponseState): Delta[] {
  const stated = objectsIn(output);
  if (stated.length === 0) return [];
  const said = stated.map(saidBy);
  const skips = new Map(textChannels.map((channel) => [channel, skipOf(channel, said, state)]));
  // Most answers say nothing new here, and then nobody asks for the pairs.
  let pairs: readonly (ToldItem | undefined)[] | undefined;
  const hadCitations = state.citations.hasTold;
  return stated.flatMap((item, at): readonly Delta[] => {
    const says = said[at] as Said;
    const findKnown = (): ToldItem | undefined => (pairs ??= pairItems(stated, state.items.items))[at];
    if (kindOf(item) === 'function_call') return state.calls.settle(findKnown(), { index: undefined, id: undefined }, item, says, 'response');
    return [...textChannels.flatMap((channel) => readText(item, channel, says[channel], findKnown, skips, state)), ...readMedia(item, state), ...(hadCitations ? [] : state.citations.finish(item))];
  });
}

/** How much of a channel has come before; `undefined` where that cannot be told from all of it together. */
function skipOf(channel: TextChannel, said: readonly Said[], { texts }: ResponseState): number | undefined {
  const whole = said.map((each) => each[channel]).join('');
  const told = texts.textOf(channel);
  if (channel === 'reasoning' || channel === 'summary') {
    const twin = channel === 'reasoning' ? 'summary' : 'reasoning';
    const other = texts.textOf(twin) || (channel === 'reasoning' ? said.map((each) => each[twin]).join('') : '');
    if (told === '' && fitOf(other, whole) === 'same') return whole.length;
  }
  switch (fitOf(told, whole)) {
    case 'nothing':
      return 0;
    case 'same':
      return whole.length;
    case 'begun':
      return told.length;
    case 'stated':
    case 'other':
      return undefined;
  }
}

function readText(
  item: PayloadObject,
  channel: TextChannel,
  whole: string,
  findKnown: () => ToldItem | undefined,
  skips: Map<TextChannel, number | undefined>,
  { texts }: ResponseState,
): readonly Delta[] {
  if (whole === '') return [];
  const skip = skips.get(channel);
  if (skip !== undefined) skips.set(channel, Math.max(0, skip - whole.length));
  if (skip !== undefined && skip >= whole.length) return [];
  const told = findKnown() ?? new ToldItem(kindOf(item) === 'reasoning' ? 'reasoning' : 'message', undefined, undefined);
  return skip === undefined ? texts.state(told, channel, 'response', whole) : texts.tell(told, channel, whole.slice(skip), undefined);
}
