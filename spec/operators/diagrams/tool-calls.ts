import type { Delta } from '../../../src/answer/delta.js';
import { toolCalls } from '../../../src/operators/tool-calls.js';
import { data } from '../frames.js';
import { frameMarbles } from './frame-marbles.js';
import type { Marble, Scene } from './scene.js';

const fragment = (index: number, text: string, head: { id?: string; name?: string } = {}): Delta =>
  ({ type: 'tool-call', index, ...head, arguments: text, choice: 0 });
const begin = (index: number): Marble => {
  const text = '{"city":';
  return { label: text, value: data(fragment(index, text, { id: `call_${String(index)}`, name: 'weather' })) };
};
const go = (index: number, text: string): Marble => ({ label: text, value: data(fragment(index, text)) });
const whole = (index: number, city: string): Marble => ({
  label: `weather ${city}`,
  value: { name: 'weather', id: `call_${String(index)}`, index, choice: 0, raw: `{"city":"${city}"}`, arguments: { city } },
});

export const toolCallsScenes: readonly Scene[] = [
  {
    caption: 'Each call once, as soon as its arguments are whole',
    call: 'toolCalls()',
    operator: () => toolCalls(),
    attempts: [{ frames: 'a-A-b-B-(t|)', subscription: '^-------!' }],
    result: '             --x---y-|',
    marbles: { ...frameMarbles, a: begin(0), A: go(0, '"Oslo"}'), b: begin(1), B: go(1, '"Rome"}'), x: whole(0, 'Oslo'), y: whole(1, 'Rome') },
  },
];
