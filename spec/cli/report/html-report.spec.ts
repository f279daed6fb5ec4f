import { htmlReport } from '../../../src/cli/report/html-report.js';
import { svgTimeline } from '../../../src/cli/report/svg-timeline.js';
import { textReport } from '../../../src/cli/report/text-report.js';
import { terminalStyle } from '../../../src/cli/terminal/style.js';
import { messages } from '../../../src/index.js';
import { writeAnswer } from '../../../src/testing/index.js';
import { inspected } from '../support/inspected.js';
import { markupFaults } from '../support/well-formed.js';

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
