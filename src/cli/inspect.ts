import { writeFile } from 'node:fs/promises';
import { isatty } from 'node:tty';

import { INSPECT_USAGE } from './inspect/inspect-usage.js';
import { readRecordedFile, readStdin } from './inspect/recording/read-recording.js';
import { writeTimedLines } from './inspect/recording/timed-lines.js';
import { inspectRecording } from './inspect/verdict/inspect-recording.js';
import { protocols } from './protocols.js';
import { htmlReport } from './report/html-report.js';
import { jsonReport } from './report/json-report.js';
import { svgTimeline } from './report/svg-timeline.js';
import { textReport } from './report/text-report.js';
import { fileComplaint } from './terminal/file-complaint.js';
import { readArgs } from './terminal/read-args.js';
import type { Terminal } from './terminal/terminal.js';
import { UsageError } from './terminal/usage-error.js';

/**
 * `framewise inspect`: says what happened in a recorded stream.
 *
 * @returns the exit code: 0 if the answer is whole, 1 if not.
 * @throws UsageError for arguments it can do nothing with.
 */
export async function inspect(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArgs(args, {
    protocol: { type: 'string' },
    json: { type: 'boolean' },
    html: { type: 'string' },
    svg: { type: 'string' },
    record: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  }, 1);
  if (values.help === true) {
    terminal.write(INSPECT_USAGE);
    return 0;
  }
  const asked = protocols.find(({ name }) => name === values.protocol);
  if (values.protocol !== undefined && asked === undefined) {
    throw new UsageError(`--protocol must be one of ${protocols.map(({ name }) => name).join(', ')}.`);
  }
  const [file = '-'] = positionals;
  if (file === '-' && isatty(0)) throw new UsageError('It needs a file, or a stream on standard input, as in "curl -sN … | framewise inspect".');

  const recording = file === '-' ? await readStdin(terminal) : await readRecordedFile(file);
  const inspection = await inspectRecording(recording, protocols, asked);
  if (values.record !== undefined) await save(values.record, writeTimedLines(recording));
  if (values.html !== undefined) await save(values.html, htmlReport(inspection));
  if (values.svg !== undefined) await save(values.svg, svgTimeline(inspection));
  const lines = values.json === true ? [JSON.stringify(jsonReport(inspection), undefined, 2)] : textReport(inspection, terminal.style);
  for (const line of lines) terminal.write(line);
  return inspection.outcome === 'whole' ? 0 : 1;
}

async function save(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    throw new UsageError(`${JSON.stringify(path)} cannot be written: ${fileComplaint(error)}.`);
  }
}
