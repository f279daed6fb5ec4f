import type { Delta, Protocol } from '../../index.js';
import { writingOf } from '../../serving/index.js';
import type { Answer } from '../answer.js';
import { completeDeltas } from './complete-deltas.js';
import { writeError, writeEvent } from './write-events.js';

/** The events of an answer as raw text, and how many of them stand before the point that was asked for. */
export interface AnswerEvents {
  readonly events: readonly string[];
  readonly eventsToText: number | undefined;
}

/**
 * Writes an answer as a server of this protocol would.
 *
 * @param afterText the point that `eventsToText` counts to: an event ends exactly where this much text has been said.
 * @param id of the answer. Default: that of its `start`.
 * @throws TypeError if the text of the answer does not begin with `afterText`.
 */
export function answerEvents(answer: Answer, protocol: Protocol, afterText?: string, id?: string): AnswerEvents {
  const writer = writingOf(protocol).openWriter({ usage: answer.usage, imitate: true, id });
  const write = (delta: Delta): string[] => writer.write(delta).map(writeEvent);
  const [before, after] = splitAfterText(completeDeltas(answer), afterText);
  const toText = before.flatMap(write);
  const toEnd = after.flatMap(write);
  const end = answer.error === undefined ? writer.end().map(writeEvent) : writeError(answer.error, answer.as, writer);
  return { events: [...toText, ...toEnd, ...end], eventsToText: afterText === undefined ? undefined : toText.length };
}

function splitAfterText(deltas: readonly Delta[], afterText: string | undefined): [Delta[], Delta[]] {
  let missing = afterText ?? '';
  if (missing === '') return [[...deltas], []];
  for (const [index, delta] of deltas.entries()) {
    if (delta.type !== 'text') continue;
    const { text } = delta;
    if (text.startsWith(missing)) {
      const rest = text.slice(missing.length);
      return [
        [...deltas.slice(0, index), { ...delta, text: missing }],
        [...(rest === '' ? [] : [{ ...delta, text: rest }]), ...deltas.slice(index + 1)],
      ];
    }
    if (!missing.startsWith(text)) break;
    missing = missing.slice(text.length);
  }
  throw new TypeError(`fault.afterText: the text of the answer does not begin with ${JSON.stringify(afterText)}`);
}
