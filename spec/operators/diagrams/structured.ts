import * as z from 'zod';

import { ApiError } from '../../../src/errors/api-error.js';
import { structured } from '../../../src/operators/structured.js';
import { words } from '../frames.js';
import { frameMarbles } from './frame-marbles.js';
import type { Marble, Scene } from './scene.js';

const city = z.object({ name: z.string() });
const piece = (text: string): Marble => ({ label: text, value: words(text) });

export const structuredScenes: readonly Scene[] = [
  {
    caption: 'The object as it grows, and last the whole one, validated',
    call: 'structured(city)',
    operator: () => structured(city),
    attempts: [{ frames: 'a-b-c-(t|)', subscription: '^-----!' }],
    result: '             x-y---(z|)',
    marbles: {
      ...frameMarbles,
      a: piece('{"name":"Os'),
      b: piece('lo"'),
      c: piece('}'),
      x: { label: "partial {name:'Os'}", value: { kind: 'partial', value: { name: 'Os' } } },
      y: { label: "partial {name:'Oslo'}", value: { kind: 'partial', value: { name: 'Oslo' } } },
      z: { label: "whole {name:'Oslo'}", value: { kind: 'whole', value: { name: 'Oslo' } } },
    },
  },
  {
    caption: 'An answer that holds no such object is an error',
    call: 'structured(city)',
    operator: () => structured(city),
    attempts: [{ frames: 's-f-(t|)', subscription: '^---!' }],
    result: '             ----#',
    marbles: { ...frameMarbles, s: piece('Sorry, no.') },
    failure: new ApiError({ type: 'invalid_output', origin: 'protocol', message: 'The text is not valid JSON.' }),
  },
];
