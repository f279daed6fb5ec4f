import { readFileSync } from 'node:fs';

import { inspectRecording } from '../../src/cli/inspect/inspect-recording.js';
import { protocols } from '../../src/cli/protocols.js';
import { htmlReport } from '../../src/cli/report/html-report.js';
import { svgTimeline } from '../../src/cli/report/svg-timeline.js';
import { textReport } from '../../src/cli/report/text-report.js';
import { terminalStyle } from '../../src/cli/terminal/style.js';
import { messages } from '../../src/index.js';
import { writeAnswer } from '../../src/testing/index.js';
import { inspected } from './support/inspected.js';
import { markupFaults } from './support/well-formed.js';

const HOSTILE = '</title></svg><script>alert("1")</script>&amp;\u001b[31m\u0000\u202e\uffff\ud800"\'';
const hostile = writeAnswer(messages, {
  deltas: [
    { type: 'start', id: HOSTILE, model: HOSTILE },
    { type: 'reasoning', text: HOSTILE },
    { type: 'text', text: `${HOSTILE}\nsecond line` },
    { type: 'tool-call', index: 0, id: 'c', name: HOSTILE, arguments: HOSTILE },
  ],
  error: { type: HOSTILE, message: HOSTILE },
  trailing: `: ${HOSTILE}\n\n${HOSTILE}\ndata: {"type":"${HOSTILE}\n\n`,
});
const streams: readonly (readonly [string, string])[] = [
  ['a whole answer', writeAnswer(messages, { text: 'Hello, world' })],
  ['a hostile stream', hostile],
  ['a hostile head', `HTTP/1.1 500 ${HOSTILE}\r\ncontent-type: ${HOSTILE}\r\n\r\n${HOSTILE}`],
  ['a hostile type', `data: {"type":${JSON.stringify(HOSTILE)}}\n\n`],
  ['a cut stream', writeAnswer(messages, { text: 'Hello, world' }).slice(0, 700)],
  ['nothing', ''],
  ['a web page', '<!doctype html><script>alert(1)</script>'],
];
const plain = terminalStyle({}, {});

describe.each(streams)('the report on %s', (_, content) => {
  it('as a page is well-formed, and needs and runs nothing', async () => {
    const html = htmlReport(await inspected(content));
    expect(markupFaults(html)).toEqual([]);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|url\(|@import|(?:src|href)=/i);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('prefers-color-scheme:dark');
  });

  it('as a picture is well-formed, and needs and runs nothing', async () => {
    const svg = svgTimeline(await inspected(content));
    expect(markupFaults(svg)).toEqual([]);
    expect(svg).not.toMatch(/<script|<image|<use|\son\w+=|url\(|@import|href=/i);
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('as text steers no terminal', async () => {
    const lines = textReport(await inspected(content), plain);
    expect(lines.filter((line) => /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202e]/u.test(line))).toEqual([]);
    expect(lines.filter((line) => line.length > plain.widthChars)).toEqual([]);
  });
});

describe('the text', () => {
  it('begins with the verdict, then points into the stream', async () => {
    const text = writeAnswer(messages, { text: 'Hello', error: { type: 'overloaded_error', message: 'Overloaded' } });
    const [headline, , place, excerpt, caret] = textReport(await inspected(text), plain);
    expect(headline).toBe('✗ The server reported an error after 5 characters of text: overloaded_error, "Overloaded"');
    expect(place).toMatch(/^ {4}line 11, byte \d+$/);
    expect(excerpt).toBe('    │ data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}');
    expect(caret).toBe('    │       ^');
  });

  it('keeps a long stream short', async () => {
    const flicker = Array.from({ length: 400 }, (_, index) => ({ type: index % 2 === 0 ? ('text' as const) : ('reasoning' as const), text: `${String(index)} ` }));
    const lines = textReport(await inspected(writeAnswer(messages, { deltas: flicker })), plain);
    expect(lines.length).toBeLessThan(100);
    expect(lines.some((line) => /… \d+ rows like these; --json has every event/.test(line))).toBe(true);
  });

  it('tells the first of many alike, and how many more there are', async () => {
    const event = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n';
    const inspection = await inspected(`noise\n${event}`.repeat(12));
    const lines = textReport(inspection, plain);
    expect(lines.filter((line) => line.includes('no server-sent event field'))).toHaveLength(3);
    expect(lines).toContain('    … and 8 more like this; --json has them all');
    expect(htmlReport(inspection).match(/no server-sent event field/g)).toHaveLength(3);
    expect(htmlReport(inspection)).toContain('and 8 more like this');
    expect(inspection.findings.length).toBeGreaterThan(10);
  });

  it('is coloured on a terminal only, and not against NO_COLOR', () => {
    expect(terminalStyle({ isTTY: true, columns: 80 }, {}).paint('bad', 'x')).toBe('\u001b[31mx\u001b[39m');
    expect(terminalStyle({ isTTY: true, columns: 80 }, { NO_COLOR: '1' }).paint('bad', 'x')).toBe('x');
    expect(terminalStyle({}, {}).paint('bad', 'x')).toBe('x');
  });
});

describe('the picture', () => {
  const bytes = Buffer.from(writeAnswer(messages, { text: 'Hello, world' }));
  const halfWay = bytes.indexOf('event: content_block_delta');

  it('runs along the bytes where there are no times', async () => {
    const svg = svgTimeline(await inspected(bytes));
    expect(svg).toMatch(/>bytes<\/text>/);
    expect(svg).toContain('<title>text, event 3, line 7, byte ');
  });

  it('runs along the time where it is known, and shows a silence', async () => {
    const arrivals = [{ endByte: halfWay, atMs: 0 }, { endByte: bytes.length, atMs: 4_000 }];
    const svg = svgTimeline(await inspectRecording({ name: 'spec', bytes, arrivals }, protocols));
    expect(svg).toMatch(/>time<\/text>/);
    expect(svg).toContain('4.00 s of silence');
  });

  it('has an axis in whole bytes, even if none came', async () => {
    expect([...svgTimeline(await inspected('')).matchAll(/>(\d+ B)</g)].map(([, label]) => label)).toEqual(['0 B', '1 B']);
  });

  it('stays small however long the stream is', async () => {
    const text = Array.from({ length: 20_000 }, () => 'word ');
    const svg = svgTimeline(await inspected(writeAnswer(messages, { text })));
    expect(svg.length).toBeLessThan(600_000);
  });
});

it('is shown in docs/inspect.md as it is', async () => {
  const page = readFileSync(new URL('../../docs/inspect.md', import.meta.url), 'utf8');
  const [, shown] = /```text\n(✗[\s\S]*?)```/.exec(page) ?? [];
  const stream = writeAnswer(messages, { text: 'Hello, world', error: { type: 'overloaded_error', message: 'Overloaded' } });
  expect(`${textReport(await inspected(stream), plain).join('\n')}\n`).toBe(shown);
});
