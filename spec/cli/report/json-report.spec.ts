import { jsonReport } from '../../../src/cli/report/json-report.js';
import { inspected, WHOLE } from '../support/inspected.js';

describe('jsonReport', () => {
  it.each(['x-request-id', 'request-id', 'apim-request-id', 'x-ms-request-id', 'x-generation-id', 'cf-ray'])('tells the id of the request from %s', async (header) => {
    const report = jsonReport(await inspected(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n${header}: id-1\r\n\r\n${WHOLE}`));
    expect(report).toMatchObject({ whole: true, http: { status: 200, requestId: 'id-1' } });
  });
});
