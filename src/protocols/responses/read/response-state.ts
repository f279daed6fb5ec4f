import { ItemRegister, MAX_ITEMS } from '../item-register.js';
import { CallReader } from './call-reader.js';
import { CitationReader } from './citation-reader.js';
import { TextReader } from './text-reader.js';
import type { ToldItem } from './told-item.js';

/** What the reader of one stream remembers. */
export class ResponseState {
  started = false;
  /** Whether a whole answer came in place of a stream, and has finished. */
  isWhole = false;
  readonly items = new ItemRegister<ToldItem>();
  readonly texts = new TextReader(this.items);
  readonly calls = new CallReader(this.items);
  readonly citations = new CitationReader();
  /** The finished images that have been passed on. */
  readonly images = new Set<string>();

  /** Whether more items have come than any answer has. */
  get isTooLong(): boolean {
    return this.items.items.length > MAX_ITEMS;
  }
}
