/** What the model of the example knows. */
const answers = [
  `A stream of an answer can fail **after** it has begun. Then the status says \`200 OK\`, and the failure comes as one more event:

\`\`\`json
{ "type": "error", "error": { "type": "overloaded_error" } }
\`\`\`

The toolkit makes one error of all of these:

1. a status that is no success,
2. an error in the stream,
3. a connection that breaks,
4. a stream that ends without its end.

Branch on \`error.type\`, show \`error.advice\`, and keep what had come.`,
  `Three things decide whether a request may be sent again:

| question | where it stands |
| --- | --- |
| Would it help at all? | \`error.retryable\` |
| Has somebody read words already? | the *commit* |
| How long should one wait? | \`Retry-After\` |

Before the first word a retry is **silent**. After it nothing is repeated, unless you ask for \`afterOutput: 'restart'\`: then a restart is *announced*, and the old words are void.`,
  `Here is all of it, in one component:

\`\`\`ts
readonly answer = answer(messages, { maxRetries: 2 });

ask(prompt: string): void {
  this.answer.send({ model, max_tokens: 1024, messages: [{ role: 'user', content: prompt }] });
}
\`\`\`

The signals do the rest. \`status\` says where it stands, \`text\` grows once per animation frame, and \`error\` holds the one error, if there is one.`,
];

/** An answer for each question, in turn. */
export function answerTo(question: number): string {
  return answers[question % answers.length] ?? '';
}
