import type { Frame } from '../../../index.js';
import type { Line } from '../recording/recording.js';
import type { Block } from './block.js';
import { blockData } from './block-data.js';
import type { ReadFrames } from './read-frames.js';
import type { EventKind, StreamEvent } from './stream-event.js';

/** Gives each frame to the block that it was read from, and says of each block what it turned out to be. */
export function placeFrames(blocks: readonly Block[], { frames, failure, failedAt }: ReadFrames): readonly StreamEvent[] {
  const owned = blocks.map((): Frame<object>[] => []);
  const indexOf = followLines(blocks);
  let stopIndex = Infinity;

  for (const { frame, line } of frames) {
    const reached = indexOf(line);
    // Lines that are no fields may stand between an event and the blank line that ends it.
    const owner = frame.kind === 'error' ? errorOwner(frame.payload, blocks.slice(0, reached + 1)) : ownerUpTo(blocks, reached);
    const block = blocks[owner];
    if (block === undefined || isImplicitEnd(frame, block)) continue;
    owned[owner]?.push(frame);
    if (frame.kind === 'terminal' || frame.kind === 'error') stopIndex = owner;
  }
  // A failure other than by a frame: the end came inside an event, or one was too large.
  const failedAfter = failure?.origin === 'protocol' ? indexOf(failedAt) : -1;
  const failedIndex = eventUpTo(blocks, failedAfter);
  const lastRead = failedAfter === -1 ? stopIndex : Math.min(stopIndex, failedAfter);

  return blocks.map((block, index) => {
    const own = owned[index] ?? [];
    const kind = index > lastRead ? 'after' : kindOf(block, own, index === failedIndex);
    return { number: index + 1, kind, block, frames: own, atMs: block.lines.at(-1)?.atMs };
  });
}

/** The end of an unframed error body shows only by what follows it. The error belongs to that body, and not to what follows. */
function errorOwner(payload: unknown, reached: readonly Block[]): number {
  const unframed = reached.reduce((last, { kind }, index) => (kind === 'unframed' ? index : last), -1);
  const block = reached[unframed];
  return block !== undefined && isTextOf(block, payload) ? unframed : reached.length - 1;
}

/** The block that a line stands in or behind; the last one for the end. Asked in rising order. */
function followLines(blocks: readonly Block[]): (line: Line | undefined) => number {
  let next = 0;
  return (line) => {
    while (next < blocks.length && (blocks[next]?.lines[0]?.number ?? 0) <= (line?.number ?? Infinity)) next += 1;
    return next - 1;
  };
}

function eventUpTo(blocks: readonly Block[], from: number): number {
  let index = from;
  while (index >= 0 && blocks[index]?.kind !== 'event') index -= 1;
  return index;
}

/** The event that a frame was read from. A whole answer as JSON stands in a body without events. */
function ownerUpTo(blocks: readonly Block[], from: number): number {
  const event = eventUpTo(blocks, from);
  return event === -1 ? from : event;
}

function isTextOf(block: Block, payload: unknown): boolean {
  try {
    return JSON.stringify(JSON.parse(blockData(block).text)) === JSON.stringify(payload);
  } catch {
    return false;
  }
}

/** The end of a stream whose answer had finished counts as a terminal frame, and no block says it. */
function isImplicitEnd({ kind, payload }: Frame<object>, owner: Block): boolean {
  return kind === 'terminal' && payload === undefined && !blockData(owner).text.includes('[DONE]');
}

function kindOf(block: Block, frames: readonly Frame<object>[], hasFailed: boolean): EventKind {
  const frame = frames.at(-1);
  if (frame?.kind === 'error') return frame.error.type === 'invalid_frame' ? 'malformed' : 'error';
  if (frame !== undefined && !hasFailed) return frame.kind;
  if (block.kind !== 'event') return block.kind;
  if (hasFailed && !block.isClosed && isBroken(block)) return 'half';
  if (frame !== undefined) return frame.kind;
  return hasFailed && !isSkipped(block) ? 'malformed' : 'empty';
}

/** Whether the stream ends inside the block: in the middle of a line, or with data that are no payload. */
function isBroken(block: Block): boolean {
  if (isSkipped(block)) return block.lines.at(-1)?.isEnded === false;
  try {
    JSON.parse(blockData(block).text);
    return false;
  } catch {
    return true;
  }
}

function isSkipped(block: Block): boolean {
  return ['', 'null', '[DONE]'].includes(blockData(block).text.trim());
}
