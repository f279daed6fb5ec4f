import { writeFile } from 'node:fs/promises';

import { inspectRecording } from './inspect/inspect-recording.js';
import { unwrap } from './inspect/recording/disguise/unwrap.js';
import { readRecordedFile, readStdin } from './inspect/recording/read-recording.js';
import { writeTimedLines } from './inspect/recording/timed-lines.js';
import { protocols } from './protocols.js';
import { htmlReport } from './report/html-report.js';
import { jsonReport } from './report/json-report.js';
import { svgTimeline } from './report/svg-timeline.js';
import { textReport } from './report/text-report.js';
import { printableJson } from './terminal/fitting.js';
import { readArgs } from './terminal/read-args.js';
import type { Terminal } from './terminal/terminal.js';
import { fileComplaint, UsageError } from './terminal/usage-error.js';

/** What `framewise inspect --help` prints. */
const USAGE = `Usage: framewise inspect [file] [options]

Reads a recorded streaming answer of an LLM API and says what happened in it:
whether the answer is whole, and if not, what went wrong, where, and what to do.

  curl -sSN https://api.example.com/v1/chat/completions … | framewise inspect
  framewise inspect answer.sse --html report.html

Without a file, or with "-", it reads standard input and notes when what came;
Ctrl-C shows what has come so far. It takes a body as it is, the output of
curl -i, and that of curl -v 2>&1 (keys in it are never shown or written). What
else a stream was kept in it opens: a log with a prefix on each line, a HAR
file, a JSON string, bytes as a program prints them, a table, a dump.

  --protocol NAME   chat-completions, responses or messages;
                    without it the stream tells
  --json            the report as JSON, for programs
  --html FILE       writes the report as a page, with a timeline
  --svg FILE        writes the timeline as a picture
  --record FILE     writes the stream with its times, which inspect reads again
  -h, --help        this text

Exit code: 0 if the answer is whole, 1 if it is not, 2 if the arguments make no
sense or a file cannot be read or written.`;

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
    terminal.write(USAGE);
    return 0;
  }
  const asked = protocols.find(({ name }) => name === values.protocol);
  if (values.protocol !== undefined && asked === undefined) {
    throw new UsageError(`--protocol must be one of ${protocols.map(({ name }) => name).join(', ')}.`);
  }
  const [file = '-'] = positionals;
  if (file === '-' && terminal.stdinIsTerminal) throw new UsageError('It needs a file, or a stream on standard input, as in "curl -sSN … | framewise inspect".');

  const recording = file === '-' ? await readStdin(terminal) : await readRecordedFile(file);
  const inspection = await inspectRecording(recording, protocols, asked);
  if (values.record !== undefined) await save(values.record, writeTimedLines(unwrap(recording)));
  if (values.html !== undefined) await save(values.html, htmlReport(inspection));
  if (values.svg !== undefined) await save(values.svg, svgTimeline(inspection));
  const lines = values.json === true ? [printableJson(jsonReport(inspection))] : textReport(inspection, terminal.style);
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
