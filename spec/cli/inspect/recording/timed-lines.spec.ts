import { inspectRecording } from '../../../../src/cli/inspect/inspect-recording.js';
import { writeTimedLines } from '../../../../src/cli/inspect/recording/timed-lines.js';
import { protocols } from '../../../../src/cli/protocols.js';
import { messages } from '../../../../src/index.js';
import { writeAnswer } from '../../../../src/testing/index.js';
import { inspected } from '../../support/inspected.js';

const bytes = Buffer.from(writeAnswer(messages, { text: 'Hello, world' }));
const halfWay = bytes.indexOf('event: content_block_delta');

describe('a recording with times', () => {
  const arrivals = [{ endByte: halfWay, atMs: 0 }, { endByte: bytes.length, atMs: 20_000.06 }];
  const timed = writeTimedLines({ name: 'spec', bytes, arrivals });

  it('is the stream with a line before what came at another time', () => {
    const [before, after] = [bytes.subarray(0, halfWay).toString(), bytes.subarray(halfWay).toString()];
    expect(timed.toString()).toBe(`@0\n${before}@20000.1\n${after}`);
  });

  it('tells the same when it is read again, the silence too', async () => {
    const live = await inspectRecording({ name: 'spec', bytes, arrivals }, protocols);
    const again = await inspected(timed);
    for (const { outcome, answer, source, findings } of [live, again]) {
      expect(outcome).toBe('whole');
      expect(answer?.text).toBe('Hello, world');
      expect(Math.round(source.durationMs ?? 0)).toBe(20_000);
      expect(findings).toMatchObject([{ code: 'silence', message: 'Nothing came for 20.00 s before this.' }]);
    }
  });

  it('keeps the silence before an end that came too early', async () => {
    const part = bytes.subarray(0, halfWay);
    const cut = { name: 'spec', bytes: part, arrivals: [{ endByte: part.length, atMs: 0 }], endedAtMs: 60_000 };
    for (const { outcome, source, findings } of [await inspectRecording(cut, protocols), await inspected(writeTimedLines(cut))]) {
      expect(outcome).toBe('truncated');
      expect(source.durationMs).toBe(60_000);
      expect(findings.map(({ message }) => message)).toContain('Nothing came for 60.00 s, then the connection ended, as if somebody on the way had given up on it.');
    }
  });

  it('cut inside a line stays cut inside it', () => {
    const part = bytes.subarray(0, halfWay + 10);
    const cut = { name: 'spec', bytes: part, arrivals: [{ endByte: part.length, atMs: 0 }], endedAtMs: 60_000 };
    expect(Buffer.from(writeTimedLines(cut)).toString()).toBe(`@0\n${part.toString()}`);
  });

  it('has no key in it that curl -v has logged', () => {
    const log = Buffer.from('> Authorization: Bearer sk-0123456789abcdef\r\n< HTTP/1.1 200 OK\r\n\r\ndata: sk-0123456789abcdef\r\n\r\n');
    const stars = '*'.repeat(19);
    expect(Buffer.from(writeTimedLines({ name: 'spec', bytes: log, arrivals: [] })).toString()).toBe(`@0\n${log.toString().replaceAll('sk-0123456789abcdef', stars)}`);
  });

  it('that was stopped is not blamed on the server', async () => {
    const part = bytes.subarray(0, halfWay);
    const stopped = await inspectRecording({ name: 'spec', bytes: part, arrivals: [{ endByte: part.length, atMs: 0 }], interruptedAtMs: 9_000 }, protocols);
    expect(stopped).toMatchObject({ outcome: 'interrupted', headline: 'You stopped it before any output, and the answer was not whole.' });
    expect(stopped.findings.map(({ message }) => message)).toContain('Nothing had come for 9.00 s when you stopped it.');
  });

  it('that was stopped after its end is whole, and the server left the connection open', async () => {
    const stopped = await inspectRecording({ name: 'spec', bytes, arrivals: [{ endByte: bytes.length, atMs: 0 }], interruptedAtMs: 9_000 }, protocols);
    expect(stopped).toMatchObject({ outcome: 'whole', findings: [{ level: 'note', code: 'left_open' }] });
  });
});
