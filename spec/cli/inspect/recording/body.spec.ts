import { pageTitle } from '../../../../src/cli/inspect/recording/body.js';
import { splitLines } from '../../../../src/cli/inspect/recording/split-lines.js';
import { cpuMs } from '../../../support/cpu-ms.js';
import { inspected, WHOLE } from '../../support/inspected.js';

describe('what is no stream', () => {
  it.each([
    ['a web page', '<!DOCTYPE html>\n<html><title>Sign in</title></html>', 'The body is a web page and not an event stream: "Sign in".'],
    ['a web page without a title', '<html><body>Hi</body></html>', 'The body is a web page and not an event stream.'],
    ['a JSON document', '{"object":"list","data":[]}', 'The body is one JSON document and not an event stream.'],
    ['JSON lines', '{"choices":[]}\n{"choices":[]}\n', 'The body is JSON, one document per line, and not server-sent events: no line begins with "data:".'],
    ['compressed bytes', Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0), 'The body is compressed (gzip), and nobody has unpacked it.'],
    ['plain text', 'no healthy upstream', 'The body is text and not an event stream: "no healthy upstream".'],
    ['compressed bytes of another kind', Buffer.of(0x78, 0x9c, 0xdd, 0x94, 0x4f, 0x6b, 0x1b, 0x31, 0x10, 0xc5), 'The body is binary and not an event stream.'],
    ['framed bytes with what looks like a comment in them', Buffer.from('\0\0\0\x8b\0\0\0\x4b\r:message-type\x07\0\x05event', 'latin1'), 'The body is binary and not an event stream.'],
    ['UTF-16', Buffer.from(`\ufeff${WHOLE}`, 'utf16le'), 'The body is UTF-16, and an event stream is UTF-8: the recording was written so, as by PowerShell.'],
  ])('is named: %s', async (_, content, headline) => {
    expect(await inspected(content)).toMatchObject({ outcome: 'not-a-stream', headline, findings: [{ code: 'not_a_stream' }], error: { type: 'unexpected_content', origin: 'protocol' } });
  });
});

it('tells a failed gateway from a wrong address by the title of its page', async () => {
  const [failed, other] = [await inspected('<html><title>502 Bad\n Gateway</title>'), await inspected('<html><title>Sign in</title>')];
  expect([failed.headline, failed.advice]).toEqual(['The body is a web page and not an event stream: "502 Bad Gateway".', [expect.stringMatching(/^A proxy in front of the API/)]]);
  expect(other.advice).toEqual([expect.stringMatching(/^Check the base URL/)]);
});

it.each(['<title', '<title ', '<title>', '<', ' '])('looks for a title at a cost that grows with the length only: %j', (unit) => {
  const lines = splitLines({ bytes: Buffer.from(`<html>${unit.repeat(400_000 / unit.length)}`), arrivals: [] });
  expect(cpuMs(() => pageTitle(lines))).toBeLessThan(5_000);
});
