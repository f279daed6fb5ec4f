import { coverSecrets, maskSecrets, secretsIn } from '../../../../src/cli/inspect/recording/mask-secrets.js';
import { splitLines } from '../../../../src/cli/inspect/recording/split-lines.js';
import { cpuMs } from '../../../support/cpu-ms.js';

const KEY = 'sk-0123456789abcdef';
const STARS = '*'.repeat(KEY.length);
const lines = (text: string) => splitLines({ bytes: Buffer.from(text), arrivals: [] });
const masked = (text: string): string => maskSecrets(lines(text)).map(({ text: line }) => line).join('\n');

describe('maskSecrets', () => {
  it.each([
    `> Authorization: Bearer ${KEY}`,
    `* [HTTP/2] [1] [authorization: Bearer ${KEY}]`,
    `> x-api-key: ${KEY}`,
    `> X-Goog-Api-Key:${KEY}`,
    `< set-cookie: session=${KEY}; path=/`,
    `> x-amz-security-token: ${KEY}`,
    `headers={'host': 'example.com', 'api-key': '${KEY}'}`,
    `> POST /v1beta/models?alt=sse&key=${KEY} HTTP/2`,
    `GET https://example.com/?sig=${KEY}#end`,
  ])('covers the key in %s, and wherever it is repeated', (line) => {
    const text = `${line}\ndata: {"error":"no such key: ${KEY}"}`;
    expect(masked(text)).toBe(text.replaceAll(KEY, STARS));
  });

  it.each([
    'data: {"text":"the token: something-long"}',
    '[12:00:01] data: {"text":"the token: something-long"}',
    '{"token": "something-long"}',
    'event: token-something',
    '> accept: text/event-stream',
    'x-api-key: short',
  ])('leaves %s alone', (line) => {
    expect(masked(line)).toBe(line);
  });

  it('keeps every offset', () => {
    const [line] = maskSecrets(lines(`> Authorization: Bearer ${KEY}\n`));
    expect(line?.bytes).toHaveLength(`> Authorization: Bearer ${KEY}`.length);
  });

  it('covers a key that holds another one whole', () => {
    expect(coverSecrets('abcdefgh-1234', secretsIn([{ text: 'x-token: abcdefgh' }, { text: 'x-token: abcdefgh-1234' }]))).toBe('*'.repeat(13));
  });
});

describe('the cost of looking for keys', () => {
  it.each(['a-', 'a', 'token:', 'token: abcdefgh1 ', 'x-token : ', '?key=', '?key=abcdefgh&', '"token', 'x-secret\n', 'x-token: abcdefg1\n'])('grows with the length only: %j', (unit) => {
    const text = lines(unit.repeat(400_000 / unit.length));
    expect(cpuMs(() => maskSecrets(text))).toBeLessThan(5_000);
  });
});
