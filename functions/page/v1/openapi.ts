import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { ENDPOINTS, type Endpoint } from './endpoints.ts';
import { problemShape } from './shapes.ts';

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemShape } },
});

const pathOf = ({ path, operationId, summary, shape, query, params }: Endpoint): ZodOpenApiPathsObject => ({
  [path]: {
    get: {
      operationId,
      summary,
      requestParams: {
        ...(query && Object.keys(query.shape).length > 0 ? { query } : {}),
        ...(params && Object.keys(params.shape).length > 0 ? { path: params } : {}),
      },
      responses: {
        200: { description: 'As it is known now.', content: { 'application/json': { schema: shape } } },
        304: { description: 'As the entity tag in If-None-Match has it.' },
        400: problem('A parameter is not what it must be; `detail` says which, and gives a right one.'),
        404: problem('There is nothing there; `detail` says why.'),
        429: { description: 'Too many requests: the gateway lets twenty a second through.' },
      },
    },
  },
});

/** The document of the API, made of the very schemas that its answers go through. */
export const openapi = (origin: string): string =>
  JSON.stringify(
    createDocument({
      openapi: '3.1.0',
      info: {
        title: 'Hashprice watch',
        version: '1',
        description:
          'What mining bitcoin earns, what it costs, and who sells. Units are in the names; ratios are ratios (0.05 is 5 %); what is not known is absent. Information, not financial advice.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: origin }],
      paths: Object.assign({}, ...ENDPOINTS.map(pathOf)),
    }),
  );
