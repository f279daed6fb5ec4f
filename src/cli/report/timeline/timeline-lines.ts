import type { StreamEvent } from '../../inspect/events/stream-event.js';
import { clip, printable } from '../../terminal/fitting.js';
import type { Style, Tone } from '../../terminal/style.js';
import { timeSpan } from '../../terminal/wording.js';
import { eventLabels, type Lane } from './event-label.js';

const PLACE_CHARS = 11;
const LANE_CHARS = 16;
/** Rows at the beginning and at the end; what is between them is counted only. */
const MOST_HEAD_ROWS = 30;
const MOST_TAIL_ROWS = 20;

const tones: Readonly<Partial<Record<Lane, Tone>>> = {
  'reasoning': 'dim', 'start': 'dim', 'usage': 'dim', 'finish': 'dim', 'other': 'dim', 'comment': 'dim', 'after': 'dim',
  'tool call': 'accent', 'end': 'good', 'error': 'bad', 'unframed': 'warn', 'unknown': 'warn', 'refusal': 'warn',
};

/** The events one after the other, with their times where there are any, else with their lines. */
export function timelineLines(events: readonly StreamEvent[], style: Style): readonly string[] {
  const rows = timelineRows(events);
  const isLong = rows.length > MOST_HEAD_ROWS + MOST_TAIL_ROWS + 1;
  if (!isLong) return rows.flatMap((row) => rowLines(row, style));
  const left = rows.slice(MOST_HEAD_ROWS, -MOST_TAIL_ROWS);
  return [
    ...rows.slice(0, MOST_HEAD_ROWS).flatMap((row) => rowLines(row, style)),
    style.paint('dim', `${' '.repeat(PLACE_CHARS)}  … ${String(left.length)} rows like these; --json has every event`),
    ...rows.slice(-MOST_TAIL_ROWS).flatMap((row) => rowLines(row, style)),
  ];
}

function rowLines({ lane, texts, first, silentMs }: TimelineRow, { paint, widthChars }: Style): readonly string[] {
  const { atMs, block } = first;
  const place = atMs === undefined ? `line ${String(block.lines[0]?.number)}` : timeSpan(atMs);
  const label = texts.length > 1 ? `${lane} ×${String(texts.length)}` : lane;
  // Only what shows is escaped: a row may stand for a book.
  const mostChars = widthChars - PLACE_CHARS - LANE_CHARS - 4;
  const text = clip(printable(clip(texts.filter((each) => each !== '').join(separators[lane] ?? ', '), mostChars)), mostChars);
  const line = `${paint('dim', place.padStart(PLACE_CHARS))}  ${paint(tones[lane] ?? 'plain', `${label.padEnd(LANE_CHARS)}${text}`.trimEnd())}`;
  return silentMs === 0 ? [line] : [paint('warn', `${' '.repeat(PLACE_CHARS)}  silence for ${timeSpan(silentMs)}`), line];
}

/** Pieces of one text stand together as they will be read. */
const separators: Readonly<Partial<Record<Lane, string>>> = { 'text': '│', 'reasoning': '│', 'refusal': '│', 'tool call': '│' };

/** One or several events that say the same sort of thing, one right after the other. */
interface TimelineRow {
  readonly lane: Lane;
  readonly texts: readonly string[];
  readonly first: StreamEvent;
  /** How long nothing had come before it, in milliseconds, where that is worth a row. */
  readonly silentMs: number;
}

/** A silence of this length is worth a row of its own, if it is no silence between all events. */
const LEAST_SILENCE_MS = 1_000;
const TIMES_THE_USUAL = 3;

/** The events as rows; neighbours of one sort share one. */
function timelineRows(events: readonly StreamEvent[]): readonly TimelineRow[] {
  const rows: { lane: Lane; texts: string[]; first: StreamEvent; silentMs: number }[] = [];
  const worthMs = Math.max(LEAST_SILENCE_MS, TIMES_THE_USUAL * usualGapMs(events));
  let beforeMs = 0;
  for (const event of events) {
    const gapMs = (event.atMs ?? 0) - beforeMs;
    beforeMs = event.atMs ?? 0;
    for (const [index, { lane, text }] of eventLabels(event).entries()) {
      const silentMs = index === 0 && gapMs >= worthMs ? gapMs : 0;
      const last = rows.at(-1);
      if (last?.lane === lane && silentMs === 0 && lane !== 'error') last.texts.push(text);
      else rows.push({ lane, texts: [text], first: event, silentMs });
    }
  }
  return rows;
}

/** The median time between two events. A slow stream, and a log in whole seconds, have pauses everywhere. */
function usualGapMs(events: readonly StreamEvent[]): number {
  const gaps = events.map(({ atMs = 0 }, index) => atMs - (events[index - 1]?.atMs ?? atMs)).sort((a, b) => a - b);
  return gaps[(gaps.length - 1) >> 1] ?? 0;
}
