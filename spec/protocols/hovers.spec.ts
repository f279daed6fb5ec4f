import { readFileSync } from 'node:fs';
import { chatCompletions, messages, type Protocol, responses, streamFrames } from 'framewise';
import { mockGateway } from 'framewise/testing';
import { lastValueFrom } from 'rxjs';

/** What an editor shows of a protocol. */
function hoverOf(name: string): { baseUrl: string; path: string; header: string; body: string } {
  const file = readFileSync(new URL(`../../src/protocols/${name}/protocol.ts`, import.meta.url), 'utf8');
  const [, baseUrl = '', path = ''] = /^ \* - base URL: `(.+?)`; the request goes to `(.+?)` below it$/m.exec(file) ?? [];
  const [, header = ''] = /^ \* - header: `(.+?)`/m.exec(file) ?? [];
  const [, body = ''] = /^ \* - smallest body: `(.+)`$/m.exec(file) ?? [];
  return { baseUrl, path, header, body };
}

describe.each<Protocol>([chatCompletions, responses, messages])('the hover of $name', (protocol) => {
  const { baseUrl, path, header, body } = hoverOf(protocol.name);

  it('shows where a request goes, and with which header', () => {
    expect(path).toBe(protocol.path);
    expect(new URL(baseUrl).protocol).toBe('https:');
    const [name = '', value = ''] = header.split(': ');
    expect(new Headers(protocol.headers('KEY')).get(name)).toBe(value);
  });

  it('shows a body that is enough', async () => {
    await using gateway = await mockGateway({ strict: true, script: [{ text: 'Hello' }] });
    const smallest = JSON.parse(body.replaceAll(/(\w+):/g, '"$1":').replaceAll("'", '"')) as object;
    const base = protocol.path.startsWith('/v1') ? gateway.baseUrl : `${gateway.baseUrl}/v1`;
    await lastValueFrom(streamFrames(protocol, { baseUrl: base, apiKey: 'KEY', body: smallest }));
    expect(gateway.requests[0]?.body).toEqual({ ...smallest, stream: true });
  });
});
