import type { Protocol } from 'framewise';

import { wrap } from '../../../../src/cli/terminal/fitting.js';
import type { Style } from '../../../../src/cli/terminal/style.js';

/** A call of `pipe` as it stands in a program: on one line where it fits, else with a line for each operator. */
export function codeLines(source: string, operators: readonly string[], { paint, widthChars }: Style): readonly string[] {
  const line = `${source}.pipe(${operators.join(', ')})`;
  const lines = line.length + INDENT.length <= widthChars ? [line] : [`${source}.pipe(`, ...operators.map((operator) => `  ${operator},`), ')'];
  return lines.flatMap((each) => wrap(each, widthChars - INDENT.length)).map((each) => INDENT + paint('accent', each));
}

const INDENT = '    ';

/** `chat-completions` is `chatCompletions` in code. */
export function codeName({ name }: Protocol): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Options as they stand in a program: `{ maxRetries: 0, jitter: 'none' }`; nothing for none. */
export function codeOf(options: object): string {
  const fields = Object.entries(options).map(([name, value]) => `${name}: ${typeof value === 'string' ? `'${value}'` : String(value)}`);
  return fields.length === 0 ? '' : `{ ${fields.join(', ')} }`;
}
