import type { Readable } from 'node:stream';
import { parseFrames } from 'framewise';
import { filter, finalize, from } from 'rxjs';

import type { RecordingCommand } from './arguments/command.js';
import { openFile } from './open-file.js';
import type { Style } from './render/style.js';
import { showStream } from './show-stream.js';
import { watch } from './timeline/watch.js';

/**
 * Reads a recorded stream and shows it.
 *
 * @returns whether its answer is whole.
 * @throws UsageError if the file cannot be read.
 */
export async function showRecording(
  { file, protocol }: RecordingCommand,
  stdin: Readable,
  write: (line: string) => void,
  style: Style,
): Promise<boolean> {
  const source = file === '-' ? stdin : await openFile(file);
  const chunks = from(source as AsyncIterable<Uint8Array>).pipe(
    // The answer may end before its source does.
    finalize(() => { source.destroy(); }),
  );
  // A recording cannot be asked again, and who types it may take all day.
  const options = { maxRetries: 0, firstFrameMs: Infinity, betweenFramesMs: Infinity };
  const moments = watch(chunks.pipe(parseFrames(protocol)), options).pipe(filter(({ kind }) => kind !== 'attempt'));

  write(style.paint('title', `${file === '-' ? 'standard input' : file} as ${protocol.name}`));
  return showStream(moments, write, style);
}
