import { escapeMarkup } from '../../../src/cli/report/escape-markup.js';

describe('escapeMarkup', () => {
  it('writes text so that it is no markup, in HTML and in XML', () => {
    expect(escapeMarkup('<b title="a">&\'')).toBe('&lt;b title=&quot;a&quot;&gt;&amp;&#39;');
  });

  it('escapes what XML has no way to write', () => {
    expect(escapeMarkup('a\u0000\ufffe\ud800')).toBe('a\\u0000\ufffd\\ud800');
  });
});
