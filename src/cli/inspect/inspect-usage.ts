/** What `framewise inspect --help` prints. */
export const INSPECT_USAGE = `Usage: framewise inspect [file] [options]

Reads a recorded streaming answer of an LLM API and says what happened in it:
whether the answer is whole, and if not, what went wrong, where, and what to do.

  curl -sN https://api.example.com/v1/chat/completions … | framewise inspect
  framewise inspect answer.sse --html report.html

Without a file, or with "-", it reads standard input and notes when what came;
Ctrl-C shows what has come so far. It takes a body as it is, the output of
curl -i, and that of curl -v 2>&1 (keys in it are never shown or written).

  --protocol NAME   chat-completions, responses or messages;
                    without it the stream tells
  --json            the report as JSON, for programs
  --html FILE       writes the report as a page, with a timeline
  --svg FILE        writes the timeline as a picture
  --record FILE     writes the stream with its times, which inspect reads again
  -h, --help        this text

Exit code: 0 if the answer is whole, 1 if it is not, 2 if the arguments make no
sense or a file cannot be read or written.`;
