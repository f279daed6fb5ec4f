import type { Delta, FinishReason } from '../../index.js';
import type { Answer, ScriptedDelta, ScriptedToolCall } from '../answer.js';

const START: Delta = { type: 'start', id: 'mock-answer', model: 'mock-model' };

/** @returns the deltas that this answer says, with what a server always says around them. */
export function completeDeltas(answer: Answer): readonly Delta[] {
  const said = (answer.deltas ?? [...textDeltas(answer.text ?? []), ...(answer.toolCalls ?? []).flatMap(callDeltas)]).map(filledIn);
  const start: Delta[] = said.some(({ type }) => type === 'start') ? [] : [START];
  const finish = answer.error === undefined ? missingFinishes(said, answer.finish) : [];
  const usage: Delta[] = answer.usage === undefined ? [] : [{ type: 'usage', usage: answer.usage }];
  return [...start, ...said, ...finish, ...usage];
}

function textDeltas(text: string | readonly string[]): readonly ScriptedDelta[] {
  const pieces = typeof text === 'string' ? text.split(/(?=\s\S)/) : text;
  return pieces.filter((piece) => piece !== '').map((piece) => ({ type: 'text', text: piece }));
}

/** No server sends the arguments in one piece. */
const PIECE = /[^]{1,10}/g;

function callDeltas({ name, arguments: given = {}, id }: ScriptedToolCall, index: number): readonly ScriptedDelta[] {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const pieces = (text.match(PIECE) ?? []).map((piece) => ({ type: 'tool-call' as const, index, arguments: piece }));
  return [{ type: 'tool-call', index, id: id ?? `call_${String(index + 1)}`, name, arguments: '' }, ...pieces];
}

function filledIn(delta: ScriptedDelta): Delta {
  switch (delta.type) {
    case 'start':
    case 'usage':
      return delta;
    case 'finish':
      return { ...delta, raw: delta.raw ?? delta.reason, choice: delta.choice ?? 0 };
    case 'text':
    case 'reasoning':
    case 'refusal':
    case 'tool-call':
    case 'citation':
    case 'media':
      return { ...delta, choice: delta.choice ?? 0 };
  }
}

function missingFinishes(deltas: readonly Delta[], finish: FinishReason | undefined): readonly Delta[] {
  const open = new Set<number>([0]);
  const finished = new Set<number>();
  const callers = new Set<number>();
  for (const delta of deltas) {
    if (!('choice' in delta)) continue;
    open.add(delta.choice);
    if (delta.type === 'finish') finished.add(delta.choice);
    if (delta.type === 'tool-call') callers.add(delta.choice);
  }
  return [...open]
    .filter((choice) => !finished.has(choice))
    .map((choice) => {
      const reason = finish ?? (callers.has(choice) ? 'tool-calls' : 'stop');
      return { type: 'finish', reason, raw: reason, choice };
    });
}
