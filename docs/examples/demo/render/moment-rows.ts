import type { Moment } from '../timeline/moment.js';
import { clip } from './clip.js';
import { errorDetails } from './error-details.js';
import { frameRows } from './frame-rows.js';
import { ms } from './ms.js';
import { printable } from './printable.js';
import type { Row } from './row.js';

/** What a moment looks like in the timeline. */
export function momentRows(moment: Moment): readonly Row[] {
  const { atMs } = moment;
  switch (moment.kind) {
    case 'attempt':
      return [{ atMs, label: `attempt ${String(moment.attempt)}`, tone: 'title', pieces: [] }];
    case 'frame':
      return frameRows(moment.frame).map((row) => ({ atMs, ...row }));
    case 'wait': {
      const { type, message } = moment.error;
      return [{ atMs, label: 'wait', tone: 'wait', pieces: [`${ms(moment.delayMs)} after ${printable(`${type}: ${message}`)}`] }];
    }
    case 'restart':
      return [{ atMs, label: 'restart', tone: 'wait', pieces: ['everything before this is void'] }];
    case 'whole':
      return [{ atMs, label: 'whole', tone: 'good', pieces: [moment.completion?.text ? quoted(moment.completion.text) : 'without text'] }];
    case 'failed': {
      const { error, completion } = moment;
      const kept = completion?.text ? [['kept', quoted(completion.text)] as const] : [];
      return [{ atMs, label: 'failed', tone: 'bad', pieces: [printable(error.type)], details: [...errorDetails(error), ...kept] }];
    }
  }
}

const MOST_QUOTED_CHARS = 200;

/** The timeline has shown the text already; here it is only named. */
function quoted(text: string): string {
  const size = text.length > MOST_QUOTED_CHARS ? ` (${String(text.length)} characters)` : '';
  return `"${printable(clip(text, MOST_QUOTED_CHARS))}"${size}`;
}
