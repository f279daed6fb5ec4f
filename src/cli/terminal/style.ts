import { styleText } from 'node:util';

/** What a text is for the reader; a terminal shows it as a colour. */
export type Tone = keyof typeof colours;

/** How lines are written: as wide as the place they are written to, and coloured or not. */
export interface Style {
  readonly widthChars: number;
  readonly paint: (tone: Tone, text: string) => string;
}

const colours = {
  plain: 'reset',
  title: 'bold',
  dim: 'dim',
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  accent: 'cyan',
} as const;

const PIPE_WIDTH_CHARS = 100;
const LEAST_WIDTH_CHARS = 48;
const MOST_WIDTH_CHARS = 120;

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
