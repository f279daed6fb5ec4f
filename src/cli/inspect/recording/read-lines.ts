import { stripPrefixes } from './disguise/strip-prefixes.js';
import { unwrap } from './disguise/unwrap.js';
import { type HttpHead, splitHead } from './http-head.js';
import { maskSecrets, secretsIn } from './mask-secrets.js';
import type { Line, Recording } from './recording.js';
import { splitLines } from './split-lines.js';
import { isTimed, readTimedLines } from './timed-lines.js';

/** What a recording holds, once everything is off that is not of the response. */
export interface RecordedLines {
  /** The lines of the body. No key is in them. */
  readonly lines: readonly Line[];
  readonly head: HttpHead | undefined;
  /** Of the recording, head and all, where places count. */
  readonly size: { readonly bytes: number; readonly lines: number };
  readonly foundIn: string | undefined;
  readonly durationMs: number | undefined;
  readonly endedAtMs: number | undefined;
}

/** Takes off, from the outside in: the wrapping, the times, the keys, the prefixes of a log, the head. */
export function readLines(recording: Recording): RecordedLines {
  const opened = unwrap(recording);
  const all = splitLines(opened);
  const { lines: untimed, endedAtMs } = isTimed(all) ? readTimedLines(all) : { lines: all, endedAtMs: opened.endedAtMs };
  const { lines: bare, prefix } = stripPrefixes(untimed, opened.foundIn !== undefined);
  const masked = maskSecrets(bare, secretsIn(untimed));
  const { head, body } = splitHead(masked);
  return {
    lines: body,
    head,
    size: { bytes: opened.bytes.length, lines: all.length },
    foundIn: [opened.foundIn, prefix && `lines that begin like ${JSON.stringify(prefix)}`].filter((each) => each !== undefined).join(', in it ') || undefined,
    durationMs: opened.interruptedAtMs ?? endedAtMs ?? masked.flatMap(({ atMs }) => atMs ?? []).at(-1),
    endedAtMs,
  };
}
