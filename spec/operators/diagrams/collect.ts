import { type Completion, emptyCompletion } from '../../../src/answer/completion.js';
import { collect } from '../../../src/operators/collect.js';
import { restart } from '../frames.js';
import { frameMarbles, overloaded } from './frame-marbles.js';
import type { Scene } from './scene.js';

const answer = (text: string, rest: Partial<Completion> = {}): Completion => {
  return { ...emptyCompletion, ...rest, text };
};

const shared = {
  call: 'collect()',
  operator: () => collect(),
  marbles: {
    ...frameMarbles,
    r: { label: 'restart', value: restart(2, overloaded) },
    v: { label: "''", value: emptyCompletion },
    x: { label: "'Hel'", value: answer('Hel') },
    y: { label: "'Hello'", value: answer('Hello') },
    z: { label: "'Hello' stop", value: answer('Hello', { finishReason: 'stop', rawFinishReason: 'stop' }) },
    w: { label: "'Hi'", value: answer('Hi') },
  },
};

export const collectScenes: readonly Scene[] = [
  {
    ...shared,
    caption: 'The answer as it grows: a snapshot for each change',
    attempts: [{ frames: 'h-l-f-(t|)', subscription: '^-----!' }],
    result: '             x-y-z-|',
  },
  {
    ...shared,
    caption: 'At a restart it begins anew, with an empty snapshot',
    attempts: [{ frames: 'h-r-i-(t|)', subscription: '^-----!' }],
    result: '             x-v-w-|',
  },
];
