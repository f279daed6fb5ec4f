import type { Line } from '../recording/recording.js';

/**
 * Lines of a body that belong together: an event with its fields; comments between events; or lines that are no
 * server-sent event fields at all.
 */
export interface Block {
  readonly kind: 'event' | 'comment' | 'unframed';
  readonly lines: readonly Line[];
  /** Whether the blank line that ends an event has come. */
  readonly isClosed: boolean;
}

/** The blocks of a body, in order. Blank lines that end nothing are left out. */
export function groupLines(lines: readonly Line[]): readonly Block[] {
  const blocks: Block[] = [];
  let open: { kind: Block['kind']; lines: Line[] } | undefined;

  function close(isClosed: boolean): void {
    if (open !== undefined) blocks.push({ ...open, isClosed });
    open = undefined;
  }

  for (const line of lines) {
    const kind = kindOf(line);
    if (kind === 'blank') {
      // A blank line may stand inside an unframed body, which the next field ends.
      if (open?.kind === 'event') {
        open.lines.push(line);
        close(true);
      }
      continue;
    }
    // A comment may stand inside an event.
    const isPart = open?.kind === kind || (open?.kind === 'event' && kind === 'comment');
    if (!isPart) close(false);
    open ??= { kind, lines: [] };
    open.lines.push(line);
  }
  close(false);
  return blocks;
}

const FIELDS = ['data', 'event', 'id', 'retry'];

function kindOf({ text, isEnded }: Line): Block['kind'] | 'blank' {
  if (text === '') return 'blank';
  if (text.startsWith(':')) return 'comment';
  const [field = ''] = text.split(':', 1);
  // The last line may be the beginning of a field.
  const isField = FIELDS.includes(field) || (!isEnded && FIELDS.some((name) => name.startsWith(text)));
  return isField ? 'event' : 'unframed';
}
