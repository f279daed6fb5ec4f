import { byteOf } from '../../../../../src/cli/inspect/events/event-place.js';
import { messages } from '../../../../../src/index.js';
import { writeAnswer } from '../../../../../src/testing/index.js';
import { inspected } from '../../../support/inspected.js';

const TEXT = 'Hé "quoted": {"data: {}"}, it\'s\n😀';
const whole = writeAnswer(messages, { text: TEXT });
const failed = writeAnswer(messages, { text: TEXT, error: { type: 'overloaded_error', message: 'Overloaded' } });
const lines = (stream: string): string[] => stream.split('\n').slice(0, -1);
const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** What stands in front of the line of this number. */
const prefixes: readonly (readonly [string, (index: number) => string])[] = [
  ['a time in brackets', (index) => `[12:00:${twoDigits(index)}] `],
  ['docker logs -t', (index) => `2026-01-31T12:00:${twoDigits(index)}.123456789Z `],
  ['docker compose', () => 'gateway-1  | '],
  ['kubectl logs --prefix', () => '[pod/gateway-6d4cf56db6-x2x7q/gateway] '],
  ['the files of a container runtime', (index) => `2026-01-31T12:00:${twoDigits(index)}.123456789Z stdout F `],
  ['journald', (index) => `Jan 31 12:00:${twoDigits(index)} host.example gateway[4711]: `],
  ['a logger of Python', (index) => `2026-01-31 12:00:${twoDigits(index)},123 - httpx - DEBUG - `],
  ['a logger with colons', () => 'DEBUG:gateway.stream:'],
  ['a gateway that debugs', () => '<< '],
  ['a mail', () => '> '],
  ['an indented block', () => '    '],
  ['a coloured log', (index) => `\u001b[32m12:00:${twoDigits(index)}\u001b[0m \u001b[1mDEBUG\u001b[0m `],
  ['a coloured log, with the name of the field in a colour of its own', (index) => `12:00:${twoDigits(index)} \u001b[1;34m`],
  ['a terminal with colours', () => '\u001b[32m'],
  ['grep -n', (index) => `log/gateway.log:${String(100 + index)}:`],
  ['a log with key and value', (index) => `ts=12:00:${twoDigits(index)} level=debug line=`],
];

describe.each(prefixes)('a log as of %s', (_, prefix) => {
  const logged = (stream: string): string => lines(stream).map((line, index) => `${prefix(index)}${line}\n`).join('');

  it('is read as the stream that it holds', async () => {
    expect(await inspected(logged(whole))).toMatchObject({ outcome: 'whole', answer: { text: TEXT }, findings: [] });
  });

  it('is read so if it leaves out blank lines, or the spaces at their ends', async () => {
    const withoutBlank = lines(whole).filter((line) => line !== '').map((line, index) => `${prefix(index)}${line}\n`).join('');
    expect(await inspected(withoutBlank)).toMatchObject({ outcome: 'whole', answer: { text: TEXT }, findings: [] });
    expect(await inspected(logged(whole).replaceAll(/ +\n/g, '\n'))).toMatchObject({ outcome: 'whole', answer: { text: TEXT }, findings: [] });
  });

  it('points into the file, and not into what is left of it', async () => {
    const content = logged(failed);
    const { findings, outcome } = await inspected(content);
    const place = findings[0]?.place;
    expect(outcome).toBe('error');
    expect(place && byteOf(place)).toBe(Buffer.byteLength(content.slice(0, content.indexOf('{"type":"error"'))));
    expect(place?.line.number).toBe(content.slice(0, content.indexOf('{"type":"error"')).split('\n').length);
  });

  it('that was cut inside an event says so', async () => {
    const content = logged(whole);
    expect(await inspected(content.slice(0, content.indexOf('"text_delta"')))).toMatchObject({ outcome: 'half' });
  });
});

describe('the log of a program', () => {
  const logged = lines(whole).map((line, index) => `[12:00:0${String(index % 10)}] << ${line}\n`).join('');

  it('may say other things in between', async () => {
    expect(await inspected(`Starting up.\n${logged.replaceAll('\n', '\nGET /health 200\n')}`)).toMatchObject({ outcome: 'whole', answer: { text: TEXT }, findings: [] });
  });

  it('keeps what a server says without a frame', async () => {
    const noisy = logged.replace('[12:00:03] << ', '[12:00:03] << upstream error\n[12:00:03] << ');
    expect((await inspected(noisy)).findings).toMatchObject([{ code: 'unframed_lines' }]);
  });

  it('tells when what came, past midnight too', async () => {
    const times = ['23:59:50.000', '23:59:51.500', '00:00:20'];
    const events = whole.split(/(?<=\n\n)/);
    const timed = events.flatMap((event, index) => lines(event).map((line) => `${times[Math.min(index, 2)] ?? ''} ${line}\n`)).join('');
    const { source, findings, events: read } = await inspected(timed);
    expect(source.durationMs).toBe(30_000);
    expect(read.slice(0, 3).map(({ atMs }) => atMs)).toEqual([0, 1_500, 30_000]);
    expect(findings).toMatchObject([{ code: 'silence', message: 'Nothing came for 28.50 s before this.' }]);
  });

  it('may be fenced as in Markdown, with or without a prefix', async () => {
    expect(await inspected(`\`\`\`text\n${whole}\`\`\`\n`)).toMatchObject({ outcome: 'whole', findings: [] });
    expect(await inspected(`Here it is:\n\`\`\`\n${logged}\`\`\`\n`)).toMatchObject({ outcome: 'whole', findings: [] });
  });

  it('is told by what its lines begin with', async () => {
    expect((await inspected(logged)).source.foundIn).toBe('lines that begin like "[12:00:01] << "');
  });

  it('is left alone where its lines are fields already', async () => {
    const { source, findings } = await inspected(`[warn] data: {"looks":"so"}\n\n${whole}`);
    expect(source.foundIn).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'unframed_lines' }]);
  });
});
