/** What `framewise serve --help` prints. */
export const SERVE_USAGE = `Usage: framewise serve [script] [options]

Runs a mock gateway on 127.0.0.1: a real HTTP server that answers, or fails, as
an LLM gateway would. It speaks every protocol; the path of a request chooses.
It stops at Ctrl-C.

The script is a JSON file with a list of replies, one for each request, or an
ES module whose default export is one:

  [
    { "status": 429, "headers": { "retry-after": "1" },
      "error": { "type": "rate_limit_error", "message": "Slow down" } },
    { "text": "Hello, world",
      "fault": { "kind": "reset", "afterText": "Hello" } },
    { "text": "Hello, world", "betweenChunksMs": 200 }
  ]

Without a script every request is greeted. After the last reply a request gets
a 501 that says so.

  --port N          the port to listen on; without it, a free one
  --loop            begins the script again after its last reply
  -h, --help        this text

Exit code: 0 when it was stopped, 2 if the script, the port or the arguments
make no sense.`;
