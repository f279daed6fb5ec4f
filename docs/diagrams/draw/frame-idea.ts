import { arrow } from './arrow.js';
import { element } from './element.js';
import { label } from './label.js';
import { node } from './node.js';
import { picture } from './picture.js';
import type { Tone } from './style-sheet.js';

const kinds: readonly { kind: string; tone: Tone; wire: readonly string[]; says: string; note: string }[] = [
  { kind: 'data', tone: 'output', wire: ['{"delta":{"text":"Hel"}}'], says: 'next', note: 'the answer goes on' },
  { kind: 'unknown', tone: 'unknown', wire: ['{"type":"new_thing"}'], says: 'next', note: 'passed on, never fatal' },
  { kind: 'terminal', tone: 'terminal', wire: ['[DONE]', 'response.completed', 'message_stop'], says: 'next, complete', note: 'the answer is whole' },
  { kind: 'error', tone: 'error', wire: ['{"error":{ … }}', 'response.failed'], says: 'error', note: 'the answer failed' },
];

/** The idea behind everything: a frame says what an Observable can say. */
export function frameIdea(): string {
  const parts = [
    label('a payload on the wire', 144, 40, 'muted middle'),
    label('a frame', 411, 40, 'muted middle'),
    label('the Observable says', 665, 40, 'muted middle'),
  ];
  let y = 60;
  for (const { kind, tone, wire, says, note } of kinds) {
    const height = Math.max(56, 24 + wire.length * 22);
    const middle = y + height / 2;
    parts.push(
      element('rect', { x: 24, y, width: 240, height, rx: 8, class: 'box' }),
      ...wire.map((text, index) => label(text, 144, middle + 5 + (index - (wire.length - 1) / 2) * 22, 'mono middle')),
      arrow([[270, middle], [334, middle]]),
      node(kind, { x: 342, y: middle - 24, width: 138, height: 48, tone, isCode: true }),
      arrow([[486, middle], [550, middle]], tone),
      node(says, { x: 558, y: middle - 28, width: 218, height: 56, tone, note }),
    );
    y += height + 16;
  }
  parts.push(
    label('each payload is classified once, by its protocol', 302, y + 18, 'small muted middle'),
    label('failOnErrorFrame(), untilTerminal()', 620, y + 18, 'mono small muted middle'),
  );
  return picture(
    {
      width: 800,
      height: y + 40,
      title: 'A frame says what an Observable can say',
      description: kinds.map(({ kind, wire, says, note }) => `${wire.join(', ')} is a frame of kind ${kind}: ${says}, ${note}.`).join(' '),
    },
    parts,
  );
}
