import { chatCompletions, commits, type Protocol } from '../../index.js';
import { groupLines } from './events/block.js';
import { BY_SHAPE, detectProtocol } from './events/detect-protocol.js';
import { placeFrames } from './events/place-frames.js';
import { foldAnswer, readFrames } from './events/read-frames.js';
import { bodyKind, contentTypes } from './recording/body.js';
import { readLines } from './recording/read-lines.js';
import type { Recording } from './recording/recording.js';
import { adviceOn } from './verdict/advice.js';
import { findingsOf } from './verdict/findings.js';
import { headlineOf } from './verdict/headline.js';
import type { Facts, Inspection } from './verdict/inspection.js';
import { outcomeOf } from './verdict/outcome.js';

/**
 * Finds out what happened in a recorded stream: first its lines, then its events, then the verdict on them. It reads as the
 * toolkit reads a live stream. Nothing in a recording makes this throw.
 *
 * @param known the protocols to choose from.
 * @param asked the protocol, where it is known already.
 */
export async function inspectRecording(recording: Recording, known: readonly Protocol[], asked?: Protocol): Promise<Inspection> {
  const { name, interruptedAtMs } = recording;
  const { lines, head, size, foundIn, durationMs, endedAtMs } = readLines(recording);
  const blocks = groupLines(lines);
  const detected = detectProtocol(blocks, known, head?.path);
  const detection = asked === undefined ? detected : { protocol: asked, because: 'your --protocol' };
  const protocol = detection?.protocol ?? chatCompletions;

  const body = bodyKind(lines);
  const recorded = { lines, head, body, wasCut: interruptedAtMs !== undefined };
  const asSent = await readFrames(protocol, recorded);
  // What is no event stream fails for what it is and not for how it ends, even where its head calls it one.
  const isMislabelled = asSent.frames.length === 0 && asSent.failure?.type === 'truncated_stream' && contentTypes[body] !== undefined;
  const read = isMislabelled ? await readFrames(protocol, { ...recorded, head: undefined }) : asSent;
  // A wrong status or content type hides the events; what they are is evidence all the same.
  const isHidden = read.frames.length === 0 && head !== undefined && blocks.some(({ kind }) => kind === 'event');
  const shown = isHidden ? { ...recorded, head: undefined } : recorded;
  const { frames, ...rest } = isHidden ? await readFrames(protocol, shown) : read;

  const events = placeFrames(blocks, { frames, ...rest });
  const error = read.failure ?? read.frames.flatMap(({ frame }) => (frame.kind === 'error' ? frame.error : [])).at(-1);
  const outcome = outcomeOf(error, events, body);
  const isMisread = asked !== undefined && ['malformed', 'half', 'truncated'].includes(outcome) && detected?.because === BY_SHAPE && detected.protocol !== asked;
  const facts: Facts = {
    source: { name, ...size, durationMs, foundIn },
    http: head,
    detection,
    misreadOf: isMisread ? detected : undefined,
    events,
    outcome,
    error,
    hadOutput: frames.some(({ frame }) => frame.kind === 'data' && commits(frame)),
    answer: await foldAnswer(protocol, shown),
    body,
    lines,
    isImplicitEnd: frames.at(-1)?.frame.kind === 'terminal' && !events.some(({ kind }) => kind === 'terminal'),
    interruptedAtMs,
    endedAtMs,
  };
  return { ...facts, findings: findingsOf(facts), headline: headlineOf(facts), advice: adviceOn(facts) };
}
