import { untilTerminal } from '../../../src/operators/until-terminal.js';
import { frameMarbles } from './frame-marbles.js';
import type { Scene } from './scene.js';
import { truncated } from './truncated.js';

const shared = { call: 'untilTerminal()', operator: () => untilTerminal(), marbles: frameMarbles };

export const untilTerminalScenes: readonly Scene[] = [
  {
    ...shared,
    caption: 'The answer ends at its terminal frame, whatever the server does next',
    attempts: [{ frames: 'h-l-t-i-|', subscription: '^---!' }],
    result: '             h-l-(t|)',
  },
  {
    ...shared,
    caption: 'An end without a terminal frame is an answer cut short',
    attempts: [{ frames: 'h-l-|', subscription: '^---!' }],
    result: '             h-l-#',
    failure: truncated,
  },
];
