import { isObject } from '../../../payload-object.js';

const own: ReadonlySet<unknown> = new Set(['url_citation', 'file_citation', 'container_file_citation', 'file_path']);

/**
 * @returns a citation as an annotation of this protocol. The nested form of Chat Completions is translated; any other form gives
 * `undefined`.
 */
export function writeAnnotation(citation: unknown): object | undefined {
  if (!isObject(citation) || !own.has(citation['type'])) return undefined;
  const { type, url_citation: nested } = citation;
  if (!isObject(nested)) return citation;
  const { url, title, start_index, end_index } = nested;
  if (typeof url !== 'string' || typeof start_index !== 'number' || typeof end_index !== 'number') return undefined;
  return { type, url, title: typeof title === 'string' ? title : '', start_index, end_index };
}
