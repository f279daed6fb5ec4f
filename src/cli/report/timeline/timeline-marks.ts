import { placeName } from '../../inspect/events/event-place.js';
import type { StreamEvent } from '../../inspect/events/stream-event.js';
import { clip } from '../../terminal/fitting.js';
import { timeSpan } from '../../terminal/wording.js';
import type { Axis } from './axis.js';
import { eventLabels, type Lane } from './event-label.js';
import { type Hue, hues } from './palette.js';

/** One coloured mark of the timeline; where there is no room for each event, it stands for several. */
export interface Mark {
  readonly row: string;
  readonly hue: Hue;
  readonly x: number;
  readonly width: number;
  readonly count: number;
  /** What the pointer shows. It may hold anything: escape it. */
  readonly title: string;
}

const rows: Readonly<Partial<Record<Lane, string>>> = {
  'start': 'envelope', 'usage': 'envelope', 'finish': 'envelope', 'other': 'envelope',
  'citation': 'citations', 'media': 'media', 'comment': 'comments', 'after': 'not read', 'unknown': 'odd', 'unframed': 'odd',
  'error': 'ending', 'end': 'ending', 'tool call': 'tool calls',
};
/** From top to bottom. */
export const ROW_ORDER = ['envelope', 'reasoning', 'text', 'refusal', 'tool calls', 'citations', 'media', 'comments', 'odd', 'not read', 'ending'];

const LEAST_WIDTH = 3;
const MOST_TITLE_CHARS = 300;

/** The marks of all events on a plot of this width, at most one per lane and pixel or so. */
export function timelineMarks(events: readonly StreamEvent[], { spanOf, unit }: Axis, plotWidth: number): readonly Mark[] {
  const marks: Mark[] = [];
  const lastOf = new Map<Lane, number>();
  for (const event of events) {
    const [start, end] = spanOf(event);
    for (const { lane, text } of eventLabels(event)) {
      const width = Math.max(LEAST_WIDTH, (end - start) * plotWidth - (unit === 'bytes' ? 1 : 0));
      const x = Math.min(start * plotWidth, plotWidth - width);
      const index = lastOf.get(lane);
      const last = index === undefined ? undefined : marks[index];
      if (index !== undefined && last !== undefined && x < last.x + last.width) {
        const room = MOST_TITLE_CHARS - last.title.length;
        marks[index] = { ...last, width: Math.max(last.width, x + width - last.x), count: last.count + 1, title: room > 0 ? last.title + clip(text, Math.max(room, 8)) : last.title };
      } else {
        lastOf.set(lane, marks.length);
        marks.push({ row: rows[lane] ?? lane, hue: hues[lane], x, width, count: 1, title: `${lane}, ${whereOf(event)}\n${clip(text, MOST_TITLE_CHARS / 2)}` });
      }
    }
  }
  return marks;
}

function whereOf({ number, atMs, block: { lines: [line] } }: StreamEvent): string {
  const place = line === undefined ? '' : `, ${placeName({ line, column: 0 })}`;
  return `event ${String(number)}${place}${atMs === undefined ? '' : `, ${timeSpan(atMs)}`}`;
}
