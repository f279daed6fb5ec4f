import { accumulate, type CheckedToolCall, type ConversingProtocol, reliably, type RequestOptions, streamFrames, text, toolCalls, type ToolResult } from 'framewise';
import { concatMap, connect, EMPTY, forkJoin, merge, type Observable, takeLast, toArray } from 'rxjs';
import * as z from 'zod';

const schemas = {
  weather: z.object({ city: z.string(), unit: z.enum(['C', 'F']).default('C') }),
  time: z.object({ zone: z.string() }),
};

/** The text of every turn, up to the answer that calls no tool. The same for every protocol: only `request.body` is the vendor's. */
export function agent<P extends object, A>(
  protocol: ConversingProtocol<P, A>,
  request: RequestOptions,
  turnsLeft = 8,
): Observable<string> {
  if (turnsLeft === 0) throw new Error('The model goes on calling tools.');
  return streamFrames(protocol, request).pipe(
    reliably(),
    connect((frames) => {
      const answer = frames.pipe(accumulate(protocol), takeLast(1));
      const results = frames.pipe(toolCalls(schemas), concatMap(runTool), toArray());
      const nextTurns = forkJoin([answer, results]).pipe(
        concatMap(([answer, results]) => {
          if (results.length === 0) return EMPTY;
          return agent(protocol, { ...request, body: protocol.nextTurn(request.body, answer, results) }, turnsLeft - 1);
        }),
      );
      return merge(frames.pipe(text()), nextTurns);
    }),
  );
}

function runTool(call: CheckedToolCall<typeof schemas>): Promise<ToolResult> {
  const reply = (content: string, isError = false) => Promise.resolve({ id: call.id, content, isError });
  if (call.error) return reply(call.error.message, true);
  switch (call.name) {
    case 'weather':
      return reply(`17 °${call.arguments.unit} in ${call.arguments.city}`);
    case 'time':
      return reply(`12:00 in ${call.arguments.zone}`);
  }
}
