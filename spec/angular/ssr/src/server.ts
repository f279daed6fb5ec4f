import { AngularNodeAppEngine, createNodeRequestHandler, writeResponseToNodeResponse } from '@angular/ssr/node';

const engine = new AngularNodeAppEngine();

/** Renders a page. */
export const reqHandler = createNodeRequestHandler((request, response, next) => {
  engine
    .handle(request)
    .then((page) => (page === null ? next() : writeResponseToNodeResponse(page, response)))
    .catch(next);
});
