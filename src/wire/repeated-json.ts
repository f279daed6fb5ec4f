import { fillTemplate, learnTemplate, type JsonTemplate } from './json-template.js';
import { parseJson } from './parse-json.js';

/** A lesson takes as long as ten texts: so many have to pass before the first, and after one that taught nothing. */
const TEXTS_PER_LESSON = 24;
/** What is repeated by the hundred is short. */
const MAX_CHARS = 1_024;

/**
 * `parseJson` for the payloads of one stream, of which hundreds in a row differ in one word, a number and some padding. What
 * they have in common is learnt from two of them; in the rest it is compared, and not parsed again.
 */
export function createRepeatedJsonParser(): (text: string) => unknown {
  let template: JsonTemplate | undefined;
  let unlike = ''; // the last text that fitted no template
  let texts = 0;
  let nextLesson = TEXTS_PER_LESSON;

  function learnFrom(text: string): void {
    const learnt = learnTemplate(unlike, text);
    nextLesson = learnt ? texts * 2 : texts + TEXTS_PER_LESSON;
    template = learnt ?? template;
  }

  return (text) => {
    texts += 1;
    const filled = template && fillTemplate(template, text);
    if (filled !== undefined) return filled;
    const value = parseJson(text);
    if (texts >= nextLesson && text.length <= MAX_CHARS && value !== undefined) {
      if (unlike !== '') learnFrom(text);
      unlike = ownText(text);
    }
    return value;
  };
}

/** A copy: a part of a chunk, as V8 keeps it, holds on to the whole of it, and so would every part of that part. */
function ownText(text: string): string {
  return ` ${text}`.slice(1);
}
