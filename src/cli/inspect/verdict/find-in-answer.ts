import { jsonFault } from '../events/json-fault.js';
import type { Facts, Finding } from './inspection.js';

const finishes: Readonly<Record<string, string>> = {
  'length': 'The answer reached the limit of its length: raise the limit if it must be longer.',
  'content-filter': 'A content filter stopped the answer.',
  'refusal': 'The model refused to answer.',
  'other': 'The answer ended in a way that only this server knows: it may not be what was asked for.',
  'pause': 'The answer is paused: a further request has to continue it.',
};

/** What is odd about an answer that came whole. */
export function findInAnswer({ outcome, answer }: Facts): readonly Finding[] {
  if (outcome !== 'whole' || answer === undefined) return [];
  const { finishReason, rawFinishReason } = answer;
  const finish = finishReason === undefined ? undefined : finishes[finishReason];
  return [
    ...[answer, ...answer.otherChoices].flatMap(({ toolCalls }) => toolCalls).flatMap(({ index, name = 'without a name', arguments: text }): Finding[] => {
      // Free text, which some tools take, is wrong from its first character on.
      const fault = text === '' ? undefined : jsonFault(text);
      return fault === undefined || fault === 0 ? [] : [
        { level: 'warning', code: 'broken_arguments', message: `The arguments of tool call ${String(index)} (${name}) are no JSON from character ${String(fault)} on.` },
      ];
    }),
    ...(finishReason === undefined ? [NO_REASON] : []),
    ...(finish === undefined ? [] : [{ level: 'warning' as const, code: 'finish' as const, message: `${finish} (${String(rawFinishReason)})` }]),
  ];
}

const NO_REASON: Finding = { level: 'warning', code: 'no_finish_reason', message: 'The answer ended without a reason: a server that was cut off may end so, too.' };
