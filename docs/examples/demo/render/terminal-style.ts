import { styleText } from 'node:util';

import type { Style, Tone } from './style.js';

const PIPE_WIDTH_CHARS = 100;
const LEAST_WIDTH_CHARS = 60;
const MOST_WIDTH_CHARS = 120;

const colours = {
  title: 'bold',
  dim: 'dim',
  good: 'green',
  bad: 'red',
  wait: 'yellow',
} as const satisfies Record<Exclude<Tone, 'plain'>, string>;

/** The style for this output: in a pipe always the same, in a terminal as wide as it is, and in colour unless `NO_COLOR` is set. */
export function terminalStyle(
  output: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Style {
  const isTerminal = output.isTTY === true;
  const hasColour = isTerminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  // A terminal that does not know its width says 0.
  const widthChars = (isTerminal && output.columns) || PIPE_WIDTH_CHARS;
  return {
    widthChars: Math.min(Math.max(widthChars, LEAST_WIDTH_CHARS), MOST_WIDTH_CHARS),
    paint: (tone, text) => {
      if (!hasColour || tone === 'plain' || text === '') return text;
      // Whether there is colour is decided above; Node would look at `process.stdout` again.
      return styleText(colours[tone], text, { validateStream: false });
    },
  };
}
