import { requestSecrets } from '../../../src/wire/opening/request-secrets.js';

const url = 'https://host/v1';
const fromHeaders = (headers: Record<string, unknown>): string[] => [...new Set(requestSecrets('', url, Object.entries(headers)))];
const fromUrl = (baseUrl: unknown): string[] => [...new Set(requestSecrets('', baseUrl, []))];

describe('requestSecrets', () => {
  it('has the key, however short, and nothing in its place where there is none', () => {
    expect(requestSecrets('key', url, [])).toEqual(['key']);
    expect(requestSecrets('', url, [])).toEqual([]);
    expect(requestSecrets(undefined, undefined, [])).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['any header', { 'x-tenant': 'tenant-0123' }, ['tenant-0123']],
    ['what follows a scheme', { authorization: 'Bearer abcdefgh' }, ['Bearer abcdefgh', 'abcdefgh']],
    ['a cookie', { cookie: 'a=12345678; b=abcdefgh' }, ['a=12345678; b=abcdefgh', 'a=12345678', 'b=abcdefgh', '12345678', 'abcdefgh']],
    ['the password of Basic', { authorization: `Basic ${btoa('me:hush-hush')}` }, ['Basic bWU6aHVzaC1odXNo', 'bWU6aHVzaC1odXNo', 'me:hush-hush', 'hush-hush']],
    ['spaces around', { 'x-key': '  abcdefgh  ' }, ['abcdefgh']],
    ['nothing under eight characters', { 'x-region': 'eu-west' }, []],
    ['no word for errors', { 'x-fault': 'overloaded', 'x-other': 'Bearer rate_limit_error, truncated_stream' }, ['Bearer rate_limit_error, truncated_stream']],
    ['what only holds such a word', { 'x-key': 'my-overloaded-key' }, ['my-overloaded-key']],
    ['nothing that is no text', { 'x-number': 123456789 }, []],
  ])('has of %s', (_name, headers, secrets) => {
    expect(fromHeaders(headers)).toEqual(secrets);
  });

  it.each([
    'accept', 'Accept-Language', 'content-type', 'User-Agent', 'HTTP-Referer', 'referer', 'X-Title', 'anthropic-version', 'anthropic-beta', 'openai-beta',
    'x-stainless-lang', 'x-openrouter-title', 'x-request-id', 'x-client-request-id', 'traceparent',
  ])('has nothing of the public header %s', (name) => {
    expect(fromHeaders({ [name]: 'well-known-value' })).toEqual([]);
  });

  it.each(['x-accept', 'accepted', 'openai-organization', 'x-api-key', 'api-key', 'cookie', 'x-title-2', 'proxy-authorization'])('has the value of %s', (name) => {
    expect(fromHeaders({ [name]: 'secret-value' })).toEqual(['secret-value']);
  });

  it.each<[string, unknown, string[]]>([
    ['a value', 'https://host/v1?key=abcdefgh', ['abcdefgh']],
    ['each value', 'https://host/v1?a=abcdefgh&b=12345678', ['abcdefgh', '12345678']],
    ['a value as it is and decoded', 'https://host/?k=a%2Fb%2Bc+def', ['a%2Fb%2Bc+def', 'a/b+c def']],
    ['a value with an equals sign', 'https://host/?k=abcdefg==', ['abcdefg==']],
    ['a parameter without a name', 'https://host/?abcdefgh', ['abcdefgh']],
    ['a relative address', '/proxy?key=abcdefgh', ['abcdefgh']],
    ['a value that does not decode', 'https://host/?k=%ZZabcdefgh', ['%ZZabcdefgh']],
    ['no fragment', 'https://host/?k=abcdefgh#later-on', ['abcdefgh']],
    ['no path', 'https://host/abcdefgh', []],
    ['nothing short', 'https://host/?k=short', []],
    ['no version of Azure', 'https://host/?api-version=2025-03-01-preview', []],
    ['nothing of what is no text', new URL('https://host/?k=abcdefgh'), []],
  ])('has of the query of the base URL %s', (_name, baseUrl, secrets) => {
    expect(fromUrl(baseUrl)).toEqual(secrets);
  });
});
