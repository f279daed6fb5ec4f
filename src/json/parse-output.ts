import { JsonScan, MAX_DEPTH } from './json-scan.js';

/** What a model wrote as JSON, or why it is none. */
export type ParsedOutput =
  | { readonly value: unknown; readonly problem?: undefined; readonly cause?: undefined }
  | { readonly problem: string; readonly cause?: unknown };

/** Parses the JSON text that a model wrote. `problem` ends a sentence: "the arguments ... are not valid JSON" */
export function parseOutput(text: string): ParsedOutput {
  if (new JsonScan().add(text).deepest > MAX_DEPTH) return { problem: `nested more than ${String(MAX_DEPTH)} levels deep` };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (cause) {
    return { problem: 'not valid JSON', cause };
  }
}

/** Whether a value is an object or a list without entries. An object that was cut before its first entry looks so, too. */
export function isBare(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
