import { inspectRecording } from '../../../src/cli/inspect/inspect-recording.js';
import { protocols } from '../../../src/cli/protocols.js';
import { svgTimeline } from '../../../src/cli/report/svg-timeline.js';
import { messages } from '../../../src/index.js';
import { writeAnswer } from '../../../src/testing/index.js';
import { inspected } from '../support/inspected.js';

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
