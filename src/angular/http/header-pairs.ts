import { HttpHeaders } from '@angular/common/http';

import type { RequestHeaders } from '../framewise-options.js';

/**
 * Each name with its value. What is no headers is passed on as it is, for the core to refuse.
 */
export function headerPairs(headers: RequestHeaders = {}): (readonly [name: string, value: string])[] {
  if (headers instanceof HttpHeaders) return headers.keys().map((name) => [name, joined(headers, name)]);
  return Symbol.iterator in headers ? [...headers].map(([name, value]) => [name, value]) : Object.entries(headers);
}

/** One header of Angular's, in one line as HTTP allows. */
export function joined(headers: HttpHeaders, name: string): string {
  return (headers.getAll(name) ?? []).join(',');
}
