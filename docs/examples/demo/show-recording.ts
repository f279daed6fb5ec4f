import { inspectRecording } from '../../../src/cli/inspect/inspect-recording.js';
import { readRecordedFile, readStdin } from '../../../src/cli/inspect/recording/read-recording.js';
import { protocols } from '../../../src/cli/protocols.js';
import { textReport } from '../../../src/cli/report/text-report.js';
import type { Terminal } from '../../../src/cli/terminal/terminal.js';
import type { RecordingCommand } from './options.js';
import { codeLines, codeName } from './render/code-lines.js';

/**
 * Shows a recorded stream as `framewise inspect` does, and the code with which a program reads it.
 *
 * @returns whether its answer is whole.
 * @throws UsageError if the file cannot be read.
 */
export async function showRecording({ file, protocol }: RecordingCommand, terminal: Terminal): Promise<boolean> {
  const { write, style } = terminal;
  const recording = file === '-' ? await readStdin(terminal) : await readRecordedFile(file);
  const inspection = await inspectRecording(recording, protocols, protocol);
  if (inspection.detection !== undefined) {
    for (const line of codeLines('from(chunks)', [`parseFrames(${codeName(inspection.detection.protocol)})`, 'reliably({ maxRetries: 0 })', 'collect()'], style)) write(line);
    write('');
  }
  for (const line of textReport(inspection, style)) write(line);
  return inspection.outcome === 'whole';
}
