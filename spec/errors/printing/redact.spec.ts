import { openRedact } from '../../../src/errors/printing/redact.js';
import { cpuMs } from '../../support/cpu-ms.js';

const redact = (text: string, ...secrets: string[]): string => openRedact(secrets, '*')?.(text) ?? text;

describe('openRedact', () => {
  it('is none where there is nothing to find', () => {
    expect(openRedact([], '*')).toBeUndefined();
    expect(openRedact(['', 'abc'], '*')).toBeUndefined();
  });

  it.each<[string, string, string]>([
    ['a.b*c', 'a.b*c aXbbc', '* aXbbc'],
    ['[x](y)', '[x](y) x', '* x'],
    ['^$|{}\\-', '^$|{}\\- -', '* -'],
    ['schlüssel', 'schl%C3%BCssel schl\\u00fcssel schl&#252;ssel schlussel', '* * * schlussel'],
    ['key😀key', 'key%F0%9F%98%80key key\\ud83d\\ude00key key&#128512;key', '* * *'],
    ['a b c d', 'a+b+c+d a%20b%20c%20d a b c d', '* * *'],
    ['100% sure', '100%25%20sure 100%2525%2520sure', '* *'],
  ])('finds %s in its spellings and nothing else', (secret, text, expected) => {
    expect(redact(text, secret)).toBe(expected);
  });

  it('finds what is in Base64, wherever it begins there', () => {
    const secret = 'hush-hush-hush';
    for (const before of ['', 'a', 'ab', 'abc']) {
      const packed = Buffer.from(`${before}${secret}!`).toString('base64');
      expect(redact(packed, secret)).toContain('*');
      expect(redact(packed, 'other-secret')).toBe(packed);
    }
  });

  it('finds the beginning of one at the end of a text that was cut', () => {
    const secret = 'live-key/0123456789';
    for (let length = 8; length < secret.length; length += 1) expect(redact(`Bearer ${secret.slice(0, length)}`, secret)).toBe('Bearer *');
    expect(redact(`at ${encodeURIComponent(secret).slice(0, 12)}`, secret)).toBe('at *');
    expect(redact('it is live-ke', secret)).toBe('it is live-ke');
    expect(redact('live-key/0 and more', secret)).toBe('live-key/0 and more');
    expect(redact('a short-ke', 'short-key')).toBe('a *');
    expect(redact('a short', 'short-key')).toBe('a short');
    expect(redact('untrusted_certificate', 'test', 'terminal')).toBe('untrusted_certificate');
  });

  it('finds one in another case, and its bytes in hexadecimal', () => {
    expect(redact('HUSH-hush hush-HUSH', 'hush-hush')).toBe('* *');
    expect(redact(`${Buffer.from('hush-hush').toString('hex')} 68 75 73 68 2D 68 75 73 68`, 'hush-hush')).toBe('* *');
    expect(redact('HUSH', 'hush')).toBe('HUSH');
    // A Buffer is printed as its first 50 bytes, and a typed array as numbers.
    const long = 'hush-'.repeat(20);
    expect(redact(`<Buffer ${Buffer.from(long).toString('hex', 0, 50).replace(/..(?=.)/g, '$& ')} ... 50 more bytes>`, long)).toBe('<Buffer * ... 50 more bytes>');
    expect(redact(`[${[...Buffer.from(long)].join(', ')}] [${[...Buffer.from(long)].join(',')}]`, long)).toBe('[*] [*]');
  });

  it.each([
    ['JSON in JSON in JSON', (text: string) => JSON.stringify(JSON.stringify(JSON.stringify(text)))],
    ['JSON in a URL', (text: string) => encodeURIComponent(JSON.stringify(text))],
    ['a URL in a URL in JSON, in capitals', (text: string) => JSON.stringify(encodeURIComponent(encodeURIComponent(text))).toUpperCase()],
    ['HTML in JSON', (text: string) => JSON.stringify(text.replace(/\W/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`))],
    ['every unit escaped', (text: string) => text.replace(/./g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)],
    ['every byte escaped', (text: string) => Buffer.from(text).toString('hex').replace(/../g, '%$&')],
    ['Base64 for URLs, in a URL', (text: string) => encodeURIComponent(Buffer.from(`u:${text}`).toString('base64url'))],
    ['Base64 in JSON that escapes slashes', (text: string) => Buffer.from(`u:${text}`).toString('base64').replaceAll('/', '\\/')],
  ])('finds one in %s', (_, spell) => {
    const secret = 'live/"key"+\\ü?>>>~~~0123';
    const clean = redact(`before ${spell(secret)} after`, secret);
    expect(clean).toMatch(/^before .{0,8}\*.{0,8} after$/);
    expect(clean).toHaveLength(clean.replace(/[^ -~]/g, '').length);
  });

  it('leaves what only looks alike, and what stands around it', () => {
    const text = 'a live-key 100%25 of \\u0041 &lt;b&gt; C:\\dir%2';
    expect(redact(text, 'live-key-0123456789', '%41%42%43')).toBe(text);
    expect(redact(`${text} live%2Dkey%2D0123456789 ${text}`, 'live-key-0123456789')).toBe(`${text} * ${text}`);
  });

  it('finds one that is cut inside an escape', () => {
    const spelled = 'live-key%2F0123456789';
    for (let length = 8; length < spelled.length; length += 1) expect(redact(`at ${spelled.slice(0, length)}`, 'live-key/0123456789')).toBe('at *');
  });

  it('leaves nothing of a longer one that begins with a shorter one', () => {
    expect(redact('abcdefgh abcd', 'abcd', 'abcdefgh')).toBe('* *');
  });

  it('copes with half a surrogate pair and with secrets of any length', () => {
    expect(redact('x \ud800abcd', '\ud800abcd')).toBe('x *');
    const long = 'a+"'.repeat(5_000);
    expect(redact(`${long} ${encodeURIComponent(long)} ${JSON.stringify(long)}`, long) === '* * "*"').toBe(true);
    const many = Array.from({ length: 200 }, (_, n) => `${String(n)}/"+é`.repeat(20));
    expect(redact(`${many.join(' ')} ${many.map(encodeURIComponent).join(' ')}`, ...many)).toBe(Array(400).fill('*').join(' '));
    expect(redact(encodeURIComponent('+/"\\'.repeat(512)), '+/"\\'.repeat(512))).toBe('*');
  });

  it.each(['%', '%25', '\\', '\\u00', '&#', 'hush-', 'aHVzaC', '"'])('takes linear time: %j a million times', (text) => {
    const secrets = ['hush-hush-hush', '\\\\\\\\"%%%%', '%25%25%25%25'];
    expect(cpuMs(() => redact(text.repeat(1_000_000), ...secrets))).toBeLessThan(5_000);
  });
});
