import { lexer, parser, type Token } from 'marked';

/** A paragraph, a list, a table, or a piece of code. */
export interface Block {
  /** Its Markdown. As long as that stays the same, so does what is shown. */
  readonly raw: string;
  readonly code: string | undefined;
  readonly language: string;
  readonly html: string;
}

/**
 * The blocks of a text that grows. All but the last block stay the very objects that they were: only the end of the text is read again.
 * A fence that is still open is code already.
 */
export function splitBlocks(text: string, before: readonly Block[]): readonly Block[] {
  const settled = before.slice(0, -1);
  const length = settled.reduce((sum, { raw }) => sum + raw.length, 0);
  const isGrown = text.startsWith(before.map(({ raw }) => raw).join(''));
  const kept = isGrown ? settled : [];
  return [...kept, ...blocksOf(text.slice(isGrown ? length : 0))];
}

function blocksOf(text: string): Block[] {
  return lexer(text).reduce<Block[]>((blocks, token) => {
    const last = blocks.at(-1);
    // Blank lines belong to the block before them, so that no character is lost.
    if (token.type === 'space' && last !== undefined) return [...blocks.slice(0, -1), { ...last, raw: last.raw + token.raw }];
    return [...blocks, blockOf(token)];
  }, []);
}

function blockOf(token: Token): Block {
  if (token.type !== 'code') return { raw: token.raw, code: undefined, language: '', html: parser([token]) };
  return { raw: token.raw, code: String(token['text']), language: String(token['lang'] ?? ''), html: '' };
}
