import { parseCutJson } from '../../../json/parse-cut-json.js';

/**
 * The input of a call. Models may write what is no JSON, which stays text; of JSON that was cut off it is what is whole of it.
 * https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/fine-grained-tool-streaming
 */
export function parseInput(json: string): unknown {
  for (const parse of [JSON.parse, parseCutJson]) {
    try {
      return parse(json);
    } catch {
      // The next way, or the text itself.
    }
  }
  return json;
}
